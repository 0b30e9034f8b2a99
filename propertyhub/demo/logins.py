"""Who to log in as in the demo, where to, and a case to follow as its resident."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import translation

from complaints import codes
from complaints.codes import phone_digest
from complaints.models import Case, Contact
from complaints.states import State
from propertyhub.demo import names
from propertyhub.demo.people import PASSWORD
from registry.models import User
from registry.roles import Role

SHOWN = (
    "street",
    "street2",
    "street3",
    "alone",
    "county",
    "county2",
    "city",
    "province",
    "fire",
    "market",
    "firm",
    "firm2",
    "regulator",
    "regulator2",
    "regulator3",
    "regulator4",
    "auditor",
    "auditor2",
)


def lines(*, site: str) -> Iterator[str]:
    """What to print; addresses begin with `site`."""
    people = User.objects.filter(username__in=SHOWN).select_related(
        "region", "department", "firm"
    )
    by_name = {user.username: user for user in people}
    if not by_name:
        yield "There are no demo log-ins; `manage.py load_demo` makes them."
        return
    yield f"Demo log-ins, all with the password {PASSWORD}"
    for username in SHOWN:
        if username in by_name:
            yield _person(by_name[username], site)
    yield from _resident(site)


def _person(user: User, site: str) -> str:
    place = "complaints:firm_cases" if user.role == Role.FIRM else "admin:index"
    with translation.override("en"):
        role, english = str(Role(user.role).label), user.stands_for
    with translation.override("zh-hans"):
        chinese = user.stands_for
    stands_for = chinese if english == chinese else f"{english} {chinese}"
    return f"  {user.username:<11}{role:<15}{site + reverse(place):<9} {stands_for}"


def _resident(site: str) -> Iterator[str]:
    """Danqing Garden's case, as long as it waits for the last word."""
    phone = names.example_mobile(0)
    contact = (
        Contact.objects.filter(phone_digest=phone_digest(phone))
        .select_related("case")
        .order_by("pk")
        .first()
    )
    if contact is None:
        return
    case = contact.case
    receipt = codes.receipt_for(case.number)
    yield "A resident has no account: follow Danqing Garden's case 丹青花园 at"
    yield f"  {site}{reverse('complaints:track')}  {case.number}  receipt {receipt}"
    yield f"  or with the phone {phone} and the code that is printed here"
    if case.state == State.REPORTED:
        yield f"  its return visit: {site}{_visit(case)}"


def _visit(case: Case) -> str:
    token = codes.visit_token(case_id=case.pk, round_number=case.round)
    return reverse("complaints:visit", args=[token])
