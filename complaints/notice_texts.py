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
from complaints.models import Case

TEXTS = Path(settings.BASE_DIR) / "templates" / "complaints" / "notices"
ASKS_FOR_AN_ANSWER = frozenset({"reported", "answer_awaited"})


def names() -> list[str]:
    """The names of all messages, in the order of the alphabet."""
    return sorted(path.stem for path in TEXTS.glob("*.txt"))


def file_of(name: str) -> str:
    """Where the text of a message stands among the templates."""
    return f"complaints/notices/{name}.txt"


def render(*, template: str, language: str, payload: Mapping[str, Any]) -> str:
    """The text of a message in its reader's language, in one line."""
    with translation.override(language):
        text = render_to_string(template, {**payload, "link": _link(payload)})
    return " ".join(text.split())


def visit(case: Case, template: str) -> dict[str, int]:
    """What the return-visit link is made from, where a message asks for an answer."""
    if template not in ASKS_FOR_AN_ANSWER:
        return {}
    return {"case_id": case.pk, "round": case.round}


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
