"""
The texts of all messages, read with made-up values before anybody gets one.

For whoever answers for the words: both languages beside each other, as they arrive,
and what they cost as text messages.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from complaints import notice_texts
from registry.admin.access import is_staff
from registry.phones import length_in_sms, parts_of_sms

LANGUAGES = ("zh-hans", "en")
# No case has the number 0: a link of the preview leads nowhere.
EXAMPLE = {
    "number": "34-2611-004217-7",
    "code": "123456",
    "count": 3,
    "year": 2027,
    "case_id": 0,
}


@dataclass(frozen=True)
class Wording:
    """One text in one language, as it arrives."""

    language: str
    text: str

    @property
    def length(self) -> int:
        return length_in_sms(self.text)

    @property
    def parts(self) -> int:
        return parts_of_sms(self.text)


@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    if not is_staff(request):
        raise PermissionDenied
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Texts of the messages"),
        "texts": [(name, _worded(name)) for name in notice_texts.names()],
    }
    return TemplateResponse(request, "admin/complaints/texts.html", context)


def _worded(name: str) -> list[Wording]:
    values = dict(EXAMPLE)
    if name in notice_texts.ASKS_FOR_AN_ANSWER:
        values["round"] = 1
    return [
        Wording(
            language=language,
            text=notice_texts.render(
                template=notice_texts.file_of(name), language=language, payload=values
            ),
        )
        for language in LANGUAGES
    ]
