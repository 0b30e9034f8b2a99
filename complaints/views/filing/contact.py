"""How do we reach you, and who may know that it was you?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from complaints.answers import Page, offered_privacy
from complaints.forms.filing.contact import ContactForm
from complaints.states import FiledFor, Kind, Privacy
from complaints.views.filing.asking import Asked, answered, asks, show

ICONS = {
    Privacy.HIDDEN: "eye-off",
    Privacy.FIRM_MAY_PHONE: "phone",
    Privacy.ANONYMOUS: "user-x",
}
MEANS = {
    Privacy.HIDDEN: gettext_lazy(
        "The street office can call you. Nobody else sees who you are."
    ),
    Privacy.FIRM_MAY_PHONE: gettext_lazy(
        "The firm sees your phone while it works on this case, never your name. "
        "Each look is written down, and you see it."
    ),
    Privacy.ANONYMOUS: gettext_lazy(
        "Nobody can call you back. You follow the case with its number and receipt. "
        "The firm may guess from the text who you are. It is worked on and shown, but "
        "not scored."
    ),
}
HIDDEN_FROM_THE_STREET = gettext_lazy(
    "The county office can call you. Neither the street nor the firm sees the report."
)


@asks(Page.CONTACT)
def contact(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Three choices, a phone, a name; the flat only where somebody has to come in."""
    answers = asked.answers
    offered = offered_privacy(answers.kind)
    form = ContactForm(
        request.POST if request.method == "POST" else None,
        initial={
            "privacy": answers.privacy or Privacy.HIDDEN,
            "phone": answers.phone_typed,
            "name": answers.name,
            "unit": answers.unit,
            "filed_for": answers.filed_for or FiledFor.MYSELF,
            "concerned_name": answers.concerned_name,
            "concerned_phone": answers.concerned_phone_typed,
            "calls": answers.calls or FiledFor.MYSELF,
            "households": answers.households,
            "representatives": answers.representatives_typed,
        },
        offered=offered,
        asks_for_unit=asked.category is not None and asked.category.needs_entry,
        may_be_joint=asked.is_complaint,
    )
    if form.is_valid():
        return answered(asked, **form.answers())
    context = {"tiles": [_tile(one, answers.kind) for one in offered]}
    return show(asked, Page.CONTACT, "contact", form, context)


def _tile(privacy: Privacy, kind: str) -> dict[str, Any]:
    to_the_county = kind == Kind.RETALIATION and privacy == Privacy.HIDDEN
    return {
        "value": privacy.value,
        "label": privacy.label,
        "icon": ICONS[privacy],
        "hint": HIDDEN_FROM_THE_STREET if to_the_county else MEANS[privacy],
    }
