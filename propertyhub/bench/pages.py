"""What is asked of PropertyHub over HTTP, and beside it what is asked of the floor."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import count, cycle
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from complaints import codes
from complaints.models import Case, Category
from complaints.states import Kind, State, Urgency
from propertyhub.bench import multiply
from propertyhub.bench.browsers import Browser
from propertyhub.bench.floor import rows
from propertyhub.demo.places import AOYUN, PROVINCE
from registry.models import User
from registry.roles import Role

TRACKED = 5
QUEUE = "admin:complaints_case_changelist"
RANKINGS = "/rankings/"
LAMP = "The lamp of the second stairwell is broken since Monday."
HIDDEN = {"privacy": "HIDDEN", "name": ""}

Act = Callable[[], None]


class LeftOut(Exception):
    """There is no such page (yet)."""


@dataclass(frozen=True)
class Measure:
    """
    One thing that people do, and what the floor does instead.

    Each side prepares a browser once and gives back what is done in every round.
    """

    name: str
    ours: Callable[[Browser], Act]
    floor: Callable[[Browser], Act]


def measures() -> tuple[Measure, ...]:
    return (
        Measure("file a case (all pages, then send)", file_a_case, floor_form),
        Measure("queue of a street", queue_of(multiply.MEASURED_STREET), floor_list),
        Measure("queue of the province", queue_of(PROVINCE), floor_list),
        Measure("a case at the desk", case_at_the_desk, floor_row),
        Measure("track a case", track_a_case, floor_row),
        Measure("rankings", rankings, floor_list),
    )


def file_a_case(browser: Browser) -> Act:
    """A browser and a phone that were never seen before, each time, and every page."""
    category = (
        Category.objects.offered()
        .leaves()
        .filter(urgency=Urgency.ORDINARY)
        .order_by("code")[0]
    )
    gate = f"{reverse('complaints:file_kind')}?{urlencode({'community': AOYUN})}"
    phones = (f"139{number:08}" for number in count())

    def act() -> None:
        browser.forget()
        for address, fields in (
            (gate, {"kind": Kind.COMPLAINT.value}),
            (reverse("complaints:file_category"), {"category": category.code}),
            (reverse("complaints:file_details"), {"text": LAMP}),
            (reverse("complaints:file_contact"), {"phone": next(phones), **HIDDEN}),
            (reverse("complaints:file_check"), {}),
        ):
            page = browser.get(address).expect()
            browser.post(address, page.hidden() | fields).expect(HTTPStatus.FOUND)

    return act


def queue_of(office: str) -> Callable[[Browser], Act]:
    """The first page of the queue of an officer of this office."""

    def prepare(browser: Browser) -> Act:
        _log_in(browser, _officer(office))
        return _getting(browser, reverse(QUEUE))

    return prepare


def case_at_the_desk(browser: Browser) -> Act:
    """Cases of the measured street that wait for it."""
    _log_in(browser, _officer(multiply.MEASURED_STREET))
    cases = Case.objects.filter(
        office_code=multiply.MEASURED_STREET,
        state__in=multiply.WAITS_FOR_THE_OFFICE,
    )
    waiting = cases.order_by("pk").values_list("pk", flat=True)[:TRACKED]
    addresses = [reverse("admin:complaints_case_change", args=[pk]) for pk in waiting]
    return _getting(browser, *addresses)


def track_a_case(browser: Browser) -> Act:
    """Closed cases of like length from all over the table, proved by receipt."""
    addresses = []
    for number in _tracked():
        form = browser.get(reverse("complaints:track")).expect()
        typed = {"number": number, "receipt": codes.receipt_for(number)}
        proved = browser.post(
            reverse("complaints:track"), form.hidden() | typed | {"phone": ""}
        )
        addresses.append(proved.expect(HTTPStatus.FOUND).location)
    return _getting(browser, *addresses)


def rankings(browser: Browser) -> Act:
    if browser.get(RANKINGS).status == HTTPStatus.NOT_FOUND:
        raise LeftOut(f"{RANKINGS} answers 404")
    return _getting(browser, RANKINGS)


def floor_form(browser: Browser) -> Act:
    def act() -> None:
        browser.forget()
        form = browser.get("/new/").expect()
        typed = {"title": "The lamp is broken", "text": rows.TEXT}
        browser.post("/new/", form.hidden() | typed).expect(HTTPStatus.FOUND)

    return act


def floor_list(browser: Browser) -> Act:
    browser.get("/enter/").expect(HTTPStatus.NO_CONTENT)
    return _getting(browser, "/queue/")


def floor_row(browser: Browser) -> Act:
    """The session holds something to read, as a proof is read."""
    floor_form(browser)()
    numbers = [rows.number_of(at) for at in range(TRACKED)]
    return _getting(browser, *(f"/t/{number}/" for number in numbers))


def _getting(browser: Browser, *addresses: str) -> Act:
    """One address after the other, and again from the start."""
    if not addresses:
        raise LeftOut("no case fits")
    turns = cycle(addresses)

    def act() -> None:
        browser.get(next(turns)).expect()

    return act


def _tracked() -> Sequence[str]:
    """Numbers of closed complaints with the commonest count of steps, evenly apart."""
    closed = Case.objects.filter(
        state=State.CLOSED, kind=Kind.COMPLAINT, round=1
    ).order_by("pk")
    found = list(closed.values_list("number", "steps_written"))
    if not found:
        return []
    commonest, _times = Counter(steps for _number, steps in found).most_common(1)[0]
    alike = [number for number, steps in found if steps == commonest]
    return alike[:: max(len(alike) // TRACKED, 1)][:TRACKED]


def _officer(office: str) -> User:
    officers = User.objects.filter(role=Role.OFFICER, region__code=office)
    return officers.order_by("pk")[0]


def _log_in(browser: Browser, user: User) -> None:
    """By a session of their own, whatever the log-in page asks for."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    browser.remember(settings.SESSION_COOKIE_NAME, session.session_key or "")
