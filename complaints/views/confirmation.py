"""What somebody reads right after filing: dates, number, receipt, and what was sent."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints import codes
from complaints.models import Case
from complaints.states import Kind, PhotoKind, Privacy, Urgency
from complaints.views import cases, telling
from registry.phones import gets_sms
from registry.sealing import unseal


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
        "office": {"name": case.office.label},
        "case_url": reverse("complaints:case", args=[case.number]),
    }


def _has_landline(case: Case) -> bool:
    sealed = case.contact.phone_sealed
    return bool(sealed) and not gets_sms(unseal(sealed))


def _answers(case: Case, *, photos: int) -> list[dict[str, Any]]:
    """What was sent, and who sees it."""
    by_all = _("Seen by the office and by the firm that has to act")
    without_you = _("Seen by the office and, without your name, by the firm")
    if not telling.is_complaint(case):
        by_all = without_you = _("Seen by the office that answers")
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
            "answer": Privacy(case.contact.privacy).label,
        },
        {"question": _("Photos"), "answer": _photos_words(photos)},
    ]


def _photos_words(count: int) -> str:
    if not count:
        return _("No photo")
    words = ngettext("%(count)s photo arrived", "%(count)s photos arrived", count)
    return words % {"count": count}
