"""
The papers of an entry: the notice, the decision, and the removal.

Each says what its step wrote down; of the cases there are numbers alone, of the offices
their names and no persons. A paper leads to the public address of the entry where it
has one, else to that of the list: a notice says in public nothing of its subject. What
the firm said and was answered, the facts of a document in full and the numbers of cases
are for the parties; the edition for the public goes without them.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from django.conf import settings
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.scrubbing import scrub
from ratings import listing_wording as words
from ratings.models import Listing, ListingFact, ListingStep
from ratings.queries import listing_desk
from ratings.states import FactKind, ListClass, ListingAction, ListingState, ListKind
from ratings.wording import day, half_month
from registry.ledger.papers import Language, Paper, Section, Table

CHINESE_NUMBERS = "一二三四五六七八九十"


class PaperKind(TextChoices):
    """The names that the addresses of papers use."""

    NOTICE = "notice", gettext_lazy("Notice of the intended entry")
    DECISION = "decision", gettext_lazy("Decision on the entry")
    REMOVAL = "removal", gettext_lazy("Decision on the removal")


class Edition(Enum):
    """For whom a paper is made: for the firm and the offices, or for everybody."""

    OF_THE_PARTIES = auto()
    OF_THE_PUBLIC = auto()


# The step that each paper is written by, the last of them where there are several.
WRITTEN_BY = {
    PaperKind.NOTICE: (ListingAction.NOTIFY,),
    PaperKind.DECISION: (ListingAction.DECIDE,),
    PaperKind.REMOVAL: (
        ListingAction.EXPIRE,
        ListingAction.REPAIR,
        ListingAction.REVOKE,
        ListingAction.QUASH,
    ),
}
MARKS = {PaperKind.NOTICE: "告", PaperKind.DECISION: "决", PaperKind.REMOVAL: "移"}


class Subject(NamedTuple):
    """Whom an entry named when it was proposed, whatever they are called today."""

    firm: str
    code: str
    project: str


def kinds_of(steps: Iterable[ListingStep]) -> list[PaperKind]:
    """The papers that there are, in their order."""
    found = list(steps)
    return [kind for kind in PaperKind if _step(kind, found) is not None]


def number_of(listing: Listing, kind: PaperKind) -> str:
    """The number of the document, like 列决〔2026〕000001号."""
    _letter, year, running = listing.number.split("-")
    return f"列{MARKS[kind]}〔{year}〕{running}号"


def paper_of(
    listing: Listing,
    steps: Sequence[ListingStep],
    kind: PaperKind,
    language: Language,
    edition: Edition = Edition.OF_THE_PARTIES,
) -> Paper | None:
    """One paper in a language; nothing where its step was not made yet."""
    step = _step(kind, steps)
    if step is None:
        return None
    with translation.override(language):
        office = str(listing.office)
        sections = {
            PaperKind.NOTICE: _of_notice,
            PaperKind.DECISION: _of_decision,
            PaperKind.REMOVAL: _of_removal,
        }[kind](listing, steps, step, edition)
        rights = _rights(kind, listing, step)
        told = [*sections, *([rights] if rights else [])]
        numbered = tuple(_numbered(told, language))
        return Paper(
            title=_title(kind, listing),
            issued_by=office,
            number=number_of(listing, kind),
            issued_on=timezone.localtime(step.at).date(),
            address=_address(listing, kind),
            language=language,
            addressed_to=_addressed(_subject(listing).firm, language),
            sections=numbered[: len(sections)],
            rights=numbered[-1] if rights else None,
            signatures=(office,),
            made_up=is_made_up(listing),
        )


def is_made_up(listing: Listing) -> bool:
    """Whether it stands on an article of the demo, or is kept in one."""
    return settings.DEMO or (listing.basis is not None and listing.basis.is_demo)


def _step(kind: PaperKind, steps: Iterable[ListingStep]) -> ListingStep | None:
    found = [step for step in steps if step.action in WRITTEN_BY[kind]]
    return found[-1] if found else None


def _title(kind: PaperKind, listing: Listing) -> str:
    red = listing.list_kind == ListKind.RED
    match kind:
        case PaperKind.NOTICE:
            return _("Notice of an intended entry in the black list")
        case PaperKind.DECISION if red:
            return _("Decision on an entry in the red list")
        case PaperKind.DECISION:
            return _("Decision on an entry in the black list")
        case PaperKind.REMOVAL if red:
            return _("Decision on a removal from the red list")
        case _:
            return _("Decision on a removal from the black list")


def _address(listing: Listing, kind: PaperKind) -> str:
    named = listing.published_at is not None and kind != PaperKind.NOTICE
    path = (
        reverse("ratings:listed", args=[listing.number])
        if named
        else reverse(f"ratings:{listing.list_kind.lower()}_list")
    )
    return settings.SITE_URL + path


def _addressed(firm: str, language: Language) -> str:
    return f"{firm}：" if language == "zh-hans" else f"{firm}:"


def _subject(listing: Listing) -> Subject:
    """From the name as it was committed to; the credit code parts its halves."""
    code = listing.firm.credit_code
    firm, _code, project = listing.subject.body.partition(f" {code}")
    return Subject(firm, code, project.strip())


def _of_notice(
    listing: Listing,
    steps: Sequence[ListingStep],
    step: ListingStep,
    edition: Edition,
) -> list[Section]:
    term = _term(step)
    intended = _(
        "It is intended to enter %(subject)s in the black list of property firms: "
        "%(term)s."
    ) % {"subject": _named(listing), "term": term}
    return [
        Section(_("What is intended"), (intended,)),
        *_facts(listing, steps, edition),
        *_basis(listing),
        Section(_("Reasons"), (_reasons(step, edition),)),
    ]


def _of_decision(
    listing: Listing,
    steps: Sequence[ListingStep],
    step: ListingStep,
    edition: Edition,
) -> list[Section]:
    decided = _(
        "It is decided to enter %(subject)s in the %(list)s: %(term)s, from %(first)s "
        "to %(last)s."
    ) % {
        "subject": _named(listing),
        "list": words.list_name(ListKind(listing.list_kind)),
        "term": _term(step),
        "first": day(timezone.localtime(step.at).date()),
        "last": words.last_day(date.fromisoformat(step.detail["ends_on"])),
    }
    return [
        Section(_("Decision"), (decided,)),
        *_results(listing),
        *_facts(listing, steps, edition),
        *_basis(listing),
        *_hearing(listing, steps, edition),
        Section(_("Reasons"), (_reasons(step, edition),)),
    ]


def _of_removal(
    listing: Listing,
    _steps: Sequence[ListingStep],
    step: ListingStep,
    edition: Edition,
) -> list[Section]:
    removed = _(
        "The entry %(number)s of %(subject)s in the %(list)s has ended on %(day)s and "
        "is no longer shown in public."
    ) % {
        "number": listing.number,
        "subject": _named(listing),
        "list": words.list_name(ListKind(listing.list_kind)),
        "day": day(timezone.localtime(step.at).date()),
    }
    found = [Section(_("Removal"), (removed, words.why_removed(_ended(step))))]
    if document := step.detail.get("document"):
        found.append(Section(_("Document it follows from"), (document,)))
    if listing.list_kind == ListKind.BLACK and (gone := step.detail.get("because")):
        found.append(Section(_("Reasons"), (words.none_left(gone),)))
    if step.text is not None:
        found.append(Section(_("Reasons"), (_reasons(step, edition),)))
    corrected = _(
        "Whoever took the entry over is told by the public list of removed entries: "
        "%(address)s"
    ) % {"address": settings.SITE_URL + reverse("ratings:removed")}
    return [*found, Section(_("Correction"), (corrected,))]


def _ended(step: ListingStep) -> ListingState:
    return ListingState(step.target)


def _named(listing: Listing) -> str:
    subject = _subject(listing)
    values = {"firm": subject.firm, "code": subject.code, "project": subject.project}
    if subject.project:
        return _("the project %(project)s of %(firm)s (%(code)s)") % values
    return _("%(firm)s (%(code)s)") % values


def _term(step: ListingStep) -> str:
    """Class, months and whether it is shown, as the step wrote them down."""
    told = step.detail
    parts = [words.months(told["months"])]
    if told["class"]:
        parts.insert(0, words.class_name(ListClass(told["class"])))
        parts.append(_("in public") if told["published"] else _("not in public"))
    return _(", ").join(parts)


def _facts(
    listing: Listing, steps: Sequence[ListingStep], edition: Edition
) -> Iterator[Section]:
    facts = listing_desk.facts_of_entry(listing)
    if not facts:
        return
    rows = tuple(
        (
            str(FactKind(fact.kind).label),
            fact.enforcement.number,
            fact.enforcement.body,
            day(fact.enforcement.issued_on),
        )
        for fact in facts
    )
    said = () if edition == Edition.OF_THE_PUBLIC else tuple(_in_full(facts, steps))
    head = (_("Fact"), _("Document"), _("Issued by"), _("Date"))
    table = Table(head=head, rows=rows, shares=(3, 3, 3, 3))
    yield Section(_("What was established"), said, table)


def _in_full(
    facts: Iterable[ListingFact], steps: Sequence[ListingStep]
) -> Iterator[str]:
    """What the documents say, and which cases the notice named."""
    for fact in facts:
        yield fact.enforcement.facts
    told = _step(PaperKind.NOTICE, steps)
    cases = told.detail.get("cases", ()) if told else ()
    if cases:
        yield _("Cases: %(numbers)s") % {"numbers": _(", ").join(cases)}


def _basis(listing: Listing) -> Iterator[Section]:
    basis = listing.basis
    if basis is None:
        return
    named = words.basis_named(basis.title, basis.number, basis.article)
    yield Section(_("Legal basis"), (named, basis.text))


def _results(listing: Listing) -> Iterator[Section]:
    both = [each for each in (listing.review_before, listing.review) if each]
    if both:
        named = _(", ").join(half_month(each.half_month) for each in both)
        said = _("The published reviews of these half-months: %(named)s")
        yield Section(_("What it stands on"), (said % {"named": named},))


def _hearing(
    listing: Listing, steps: Sequence[ListingStep], edition: Edition
) -> Iterator[Section]:
    """Whether the firm defended itself; how it was answered is the firm's to read."""
    if listing.list_kind == ListKind.RED:
        return
    answers = [step for step in steps if step.action == ListingAction.REJECT]
    if not answers:
        silent = _("The firm handed in no defence in its time.")
        yield Section(_("Defence"), (silent,))
        return
    if edition == Edition.OF_THE_PUBLIC:
        heard = _("The firm's defence was heard and not adopted.")
        yield Section(_("Defence"), (heard,))
        return
    said = _("The firm's defence was heard and not adopted, because:")
    yield Section(_("Defence"), (said, _text(answers[-1])))


def _rights(kind: PaperKind, listing: Listing, step: ListingStep) -> Section | None:
    if listing.list_kind == ListKind.RED:
        return None
    told = step.detail
    match kind:
        case PaperKind.NOTICE:
            said = (
                _(
                    "You may state your case and defend yourself within %(days)s "
                    "working days after this notice was served, in writing and with "
                    "evidence, at the office or in the firm's portal. Whoever does "
                    "not do so in time is taken to have let the right pass."
                )
                % {"days": told["defence_days"]},
                _(
                    "Your defence is answered before anything is decided, and the "
                    "decision is never heavier than this notice."
                ),
            )
        case PaperKind.DECISION:
            said = (
                _(
                    "If you disagree, you may ask for an administrative "
                    "reconsideration within %(days)s days or sue within %(months)s "
                    "months after this decision reached you."
                )
                % {
                    "days": told["reconsideration_days"],
                    "months": told["suit_months"],
                },
                _(
                    "You may object to the published entry, and ask for a repair of "
                    "your credit once you have put things right."
                ),
            )
        case _:
            return None
    return Section(_("Rights of the addressee"), said)


def _reasons(step: ListingStep, edition: Edition) -> str:
    """For the public without what would tell of a person."""
    said = _text(step)
    return scrub(said) if edition == Edition.OF_THE_PUBLIC else said


def _text(step: ListingStep) -> str:
    return step.text.body if step.text else ""


def _numbered(sections: Sequence[Section], language: Language) -> Iterator[Section]:
    for index, section in enumerate(sections):
        chinese = language == "zh-hans"
        number = f"{CHINESE_NUMBERS[index]}、" if chinese else f"{index + 1}. "
        yield Section(number + section.heading, section.paragraphs, section.table)
