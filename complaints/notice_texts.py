"""
The texts of the messages: their names, and what each says in its reader's language.

A message names the service, has one thing to tap, and holds no complaint text, no name
and no phone number.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from complaints import codes
from complaints.models import Case, Follower, Step
from complaints.states import ANSWERED_ALONE, Kind

TEXTS = Path(settings.BASE_DIR) / "templates" / "complaints" / "notices"
ASKS_FOR_AN_ANSWER = frozenset(
    {"reported", "answered", "answer_awaited", "answer_judged"}
)
# What is asked of who put a question or made a suggestion: nothing was to be solved.
OF_ANSWERS_ALONE = {"reported": "answered", "answer_awaited": "answer_judged"}
# What who follows a case hears of it when its reporter hears this.
TO_FOLLOWERS = {
    "reported": "reported",
    "answered": "answered",
    "declined": "followed_declined",
    "accepted_on_appeal": "followed_accepted",
    "final": "followed_final",
    "merged": "followed_merged",
    "unmerged": "followed_unmerged",
}
# What somebody else hears for whom a case was filed: that it was, and what came of it.
TO_CONCERNED = {
    "filed": "filed_for_you",
    "declined": "result_for_you",
    "reported": "result_for_you",
    "answered": "result_for_you",
}
# Whose link leads to the first page of filing: the case is over.
LEADS_TO_FILING = frozenset({"followed_withdrawn"})
# What a landline is called about, and the words for it: a link cannot be read aloud.
READ_ALOUD = {
    "answered": "result_aloud",
    "declined": "declined_aloud",
    "filed_for_you": "filed_for_you",
    "final": "result_aloud",
    "followed_declined": "result_aloud",
    "followed_final": "result_aloud",
    "reported": "result_aloud",
    "result_for_you": "result_for_you",
    "upheld": "result_aloud",
}


def names() -> list[str]:
    """The names of all messages, in the order of the alphabet."""
    return sorted(path.stem for path in TEXTS.glob("*.txt"))


def file_of(name: str) -> str:
    """Where the text of a message stands among the templates."""
    return f"complaints/notices/{name}.txt"


def render(*, template: str, language: str, payload: Mapping[str, Any]) -> str:
    """The text of a message in its reader's language, in one line."""
    with translation.override(language):
        link = _filing() if Path(template).stem in LEADS_TO_FILING else _link(payload)
        text = render_to_string(template, {**payload, "link": link})
    return " ".join(text.split())


def for_kind(name: str, kind: Kind) -> str:
    """The name of the message that says the same to who is answered alone."""
    return OF_ANSWERS_ALONE.get(name, name) if kind in ANSWERED_ALONE else name


def visit(case: Case, template: str) -> dict[str, int]:
    """What the return-visit link is made from, where a message asks for an answer."""
    if template not in ASKS_FOR_AN_ANSWER:
        return {}
    return {"case_id": case.pk, "round": case.round}


def to_follower(
    follower: Follower, case: Case, template: str, step: Step
) -> dict[str, Any]:
    """What is sent to who follows a case, with a link of their own."""
    asks = visit(case, template)
    return {
        "key": f"case:{case.pk}:step:{step.number}:follower:{follower.pk}:{template}",
        "template": template,
        "payload": {"number": case.number, **asks, "follower": follower.pk},
        "language": follower.language,
    }


def _filing() -> str:
    return settings.SITE_URL + reverse("complaints:start")


def _link(payload: Mapping[str, Any]) -> str:
    if "round" not in payload:
        number = payload.get("number")
        asked = f"?{urlencode({'number': number})}" if number else ""
        return f"{settings.SITE_URL}{reverse('complaints:track')}{asked}"
    token = codes.visit_token(
        case_id=payload["case_id"],
        round_number=payload["round"],
        follower_id=payload.get("follower"),
    )
    return settings.SITE_URL + reverse("complaints:visit", args=[token])
