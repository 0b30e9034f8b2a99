"""What somebody reads right after filing: dates, number, receipt, and what was sent."""

from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints import codes
from complaints.models import Case
from complaints.states import FiledFor, Kind, PhotoKind, Privacy, Urgency
from complaints.views import cases, telling
from complaints.views.seen_by import seen_by
from complaints.views.tracking import tracking_address
from registry.phones import gets_sms
from registry.sealing import unseal
from registry.views.offices import office_of


def shown(case: Case) -> dict[str, Any]:
    """The context of `residents/filed.html`."""
    told = cases.told(case, now=timezone.now())
    photos = told.photos(PhotoKind.COMPLAINT)
    return {
        "number": case.number,
        "receipt": codes.receipt_for(case.number),
        "anonymous": case.contact.privacy == Privacy.ANONYMOUS,
        "landline": _has_landline(case),
        "is_complaint": telling.is_complaint(case),
        "first": telling.first_date(told),
        "now": telling.status(told),
        "dates": telling.dates(told),
        "danger": case.urgency == Urgency.EMERGENCY,
        "answers": _answers(case, photos=len(photos)),
        "photos": photos,
        "office": office_of(case.office),
        "case_url": reverse("complaints:case", args=[case.number]),
        "tracking_url": (address := settings.SITE_URL + tracking_address(case.number)),
        "tracking_code": _as_code(address),
    }


def _as_code(address: str) -> SafeString:
    """The address as a QR code: drawn by us of our own text, so that it is safe."""
    drawn = segno.make(address, error="m", micro=False)
    words = _("QR code: track this case")
    svg = drawn.svg_inline(scale=3, light="white", title=words)
    return mark_safe(svg)  # noqa: S308  # nosec B308 B703


def _has_landline(case: Case) -> bool:
    sealed = case.contact.phone_sealed
    return bool(sealed) and not gets_sms(unseal(sealed))


def _answers(case: Case, *, photos: int) -> list[dict[str, Any]]:
    """What was sent, and who sees it."""
    by_all, without_you = seen_by(Kind(case.kind))
    contact = case.contact
    return [
        {"question": _("Kind"), "answer": Kind(case.kind).label, "seen_by": by_all},
        {"question": _("Place"), "answer": case.where, "seen_by": by_all},
        {
            "question": _("What it is about"),
            "answer": case.category.label,
            "seen_by": by_all,
        },
        {
            "question": _("What happened"),
            "answer": case.text.body,
            "seen_by": without_you,
        },
        {
            "question": _("Who may know that it was you"),
            "answer": Privacy(contact.privacy).label,
        },
        {"question": _("You file for"), "answer": FiledFor(contact.filed_for).label},
        {"question": _("Photos"), "answer": _photos_words(photos)},
    ]


def _photos_words(count: int) -> str:
    if not count:
        return _("No photo")
    words = ngettext("%(count)s photo arrived", "%(count)s photos arrived", count)
    return words % {"count": count}
