"""
What somebody answers while filing, page by page, and which page comes next. Pure.

The pages stand in one order. A page may be opened once all before it are answered;
after each answer the first page that lacks one follows, so that whoever changes an
answer comes straight back to the end.
"""

import json
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum

from complaints.states import Kind, Privacy

MOST_PHOTOS = 3


class Page(StrEnum):
    """One thing a page, in the order in which they are asked."""

    PLACE = "PLACE"
    KIND = "KIND"
    CATEGORY = "CATEGORY"
    DETAILS = "DETAILS"
    CONTACT = "CONTACT"
    CHECK = "CHECK"


@dataclass(frozen=True)
class Answers:
    """
    What was answered so far; empty where nothing was.

    `community` is a public code; where it is empty, `region` is a division code and
    `place` describes where it is. `phone` is in the one spelling, `phone_typed` as it
    was typed. `concerned_…` is about somebody else for whom it is filed, `calls` says
    which of both is called about the result. `representatives` are phones of a joint
    complaint with spaces between them. `asked_about` says for which text, of which
    community and category, it was asked whether others reported the same. Photos are
    rows beside the draft.
    """

    community: str = ""
    region: str = ""
    place: str = ""
    kind: str = ""
    category: str = ""
    text: str = ""
    privacy: str = ""
    phone: str = ""
    phone_typed: str = ""
    name: str = ""
    unit: str = ""
    filed_for: str = ""
    concerned_name: str = ""
    concerned_phone: str = ""
    concerned_phone_typed: str = ""
    calls: str = ""
    households: str = ""
    representatives: str = ""
    representatives_typed: str = ""
    asked_about: str = ""

    def changed(self, **answers: str) -> "Answers":
        return replace(self, **answers)

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Answers":
        """What an older or newer release kept beside these is left out."""
        known = {field.name for field in fields(cls)}
        kept = json.loads(text)
        return cls(**{name: kept[name] for name in known & kept.keys()})

    def lacks(self, page: Page) -> bool:
        """Whether something that this page must learn is still unknown."""
        match page:
            case Page.PLACE:
                return not (self.community or (self.region and self.place))
            case Page.KIND:
                return not self.kind
            case Page.CATEGORY:
                return not self.category
            case Page.DETAILS:
                return not self.text
            case Page.CONTACT:
                return self.privacy not in offered_privacy(self.kind) or (
                    self.privacy != Privacy.ANONYMOUS and not self.phone
                )
            case Page.CHECK:
                return True


def next_page(answers: Answers) -> Page:
    """The first page that lacks an answer; the last one when none does."""
    return next(page for page in Page if answers.lacks(page))


def may_open(answers: Answers, page: Page) -> bool:
    """Whether all pages before this one are answered."""
    order = list(Page)
    return order.index(page) <= order.index(next_page(answers))


def offered_privacy(kind: str) -> tuple[Privacy, ...]:
    """Only a complaint goes to a firm, so only there may it phone."""
    if kind == Kind.COMPLAINT:
        return (Privacy.HIDDEN, Privacy.FIRM_MAY_PHONE, Privacy.ANONYMOUS)
    return (Privacy.HIDDEN, Privacy.ANONYMOUS)
