"""The sheet for the gate of a community: a code that leads to the form for it."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from registry.ledger import lettering
from registry.ledger.papers import qr_code, set_in_type

LANGUAGES = {"zh": "zh-hans", "en": "en"}
NAME_LENGTH = 40


@dataclass(frozen=True)
class Poster:
    """
    What differs from gate to gate; `address` is public and carries no secret.

    `printed_on` is the day of the print, `made_up` prints that all of it is invented.
    """

    community: str
    number: str
    address: str
    printed_on: date
    made_up: bool = False


def pdf_of(poster: Poster) -> bytes:
    """
    One page A4 in Chinese and English; equal posters give equal bytes.

    :raises PaperNotMade: as for any paper
    """
    day = poster.printed_on
    with translation.override("zh-hans"):
        code = qr_code(poster.address)
    words: dict[str, object] = {
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "community": lettering.cut(poster.community, length=NAME_LENGTH),
        "number": lettering.one_line(poster.number),
        "address": lettering.breakable(poster.address),
        "code": code,
        "day": day.isoformat(),
    }
    for name, language in LANGUAGES.items():
        with translation.override(language):
            words[name] = _said(poster)
    return set_in_type("poster", words)


def _said(poster: Poster) -> dict[str, object]:
    return {
        "house": _("Talking about Property"),
        "heading": _("Something wrong in this community?"),
        "lead": _("Scan, say what it is, and see who puts it right and by when."),
        "number": _("Number of the community"),
        "steps": [
            _("Scan the code with the camera or WeChat"),
            _("Say what is wrong and where; a photo helps"),
            _("Keep the number, and follow your case with it"),
        ],
        "free": _("No account. Your name and phone are not shown to the firm."),
        "address": _("Or type this address:"),
        "hotline": _("Without a smartphone: call 12345, day and night"),
        "danger": _("Somebody trapped, fire, a smell of gas: call 119 first"),
        "made_up": _("Made up for the demonstration") if poster.made_up else "",
    }
