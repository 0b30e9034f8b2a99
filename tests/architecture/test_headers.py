"""
What every answer tells the browser, whatever is asked: pages, files, redirects, errors.

The addresses come from the URLconf by way of `tests/pages.py`, so that a new page
cannot be forgotten.
"""

import re
from datetime import timedelta
from html.parser import HTMLParser
from http import HTTPStatus

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from complaints import codes
from ratings import charts
from ratings.chart_colours import CSS, CSS_SOURCE
from registry import queries
from tests import pages
from tests.complaints import flow, paths
from tests.complaints.browsing import main_form
from tests.complaints.desk import QUEUE
from tests.propertyhub.test_settings import production_settings

SECURED = "https://testserver/track/"
A_YEAR = 365 * 24 * 3600
SECURE = (
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_REFERRER_POLICY",
    "MIDDLEWARE",
)
# Whoever knows the address or the link could read them on a shared machine.
KEPT_NOWHERE = ("/track/", "/v/", "/file/done/", "/photos/", "/firm/")
NOBODY_S = "00000000-0000-4000-8000-000000000000"
LOADS = {"script": "src", "img": "src", "link": "href", "form": "action"}


@pytest.fixture(scope="module")
def in_production():
    return production_settings(*SECURE)


@pytest.fixture
def _as_in_production(settings, in_production):
    for name, value in in_production.items():
        setattr(settings, name, value)


@pytest.fixture
def world(town, _as_in_production):
    world = pages.build_world(town)
    with time_machine.travel(pages.LOOKED_AT, tick=False):
        yield world


def policy(answer):
    written = answer.headers.get("Content-Security-Policy", "")
    directives = [part.split() for part in written.split(";") if part.strip()]
    return {name: set(sources) for name, *sources in directives}


def faults(answer, address):
    """What is missing or too weak; nothing where all is well."""
    headers, found = answer.headers, policy(answer)
    scripts = found.get("script-src", found.get("default-src", {"*"}))
    styles = found.get("style-src", found.get("default-src", {"*"}))
    hsts = re.match(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
    checks = {
        "a year of https": hsts is not None and int(hsts[1]) >= A_YEAR,
        "nosniff": headers.get("X-Content-Type-Options") == "nosniff",
        "referrer": headers.get("Referrer-Policy") in ("same-origin", "no-referrer"),
        "opener": headers.get("Cross-Origin-Opener-Policy") == "same-origin",
        "no frame": found.get("frame-ancestors") == {"'none'"},
        "own scripts": "'unsafe-inline'" not in scripts and "*" not in scripts,
        "own styles": "'unsafe-inline'" not in styles or _is_desk(address),
        "no other host": not any("http" in one for one in scripts | styles),
        "not kept": not address.startswith(KEPT_NOWHERE)
        or answer.status_code >= HTTPStatus.BAD_REQUEST
        or "no-store" in headers.get("Cache-Control", ""),
    }
    return [f"{address}: {name}" for name, holds in checks.items() if not holds]


def _is_desk(address):
    return address.startswith("/admin/")


class Loaded(HTMLParser):
    """What a page loads by itself, and what it has inline."""

    def __init__(self):
        super().__init__()
        self.loaded, self.inline = [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        address = given.get(LOADS.get(tag, ""))
        if address and not (tag == "link" and given.get("rel") == "canonical"):
            self.loaded.append(address)
        is_data = given.get("type", "").endswith("json")
        if tag == "style" or (tag == "script" and "src" not in given and not is_data):
            self.inline.append(tag)
        self.inline += [name for name in given if name == "style" or name[:2] == "on"]


def of_the_page(answer, address):
    """Other hosts that a page calls, and scripts or styles that stand in it."""
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    if not is_page or _is_desk(address):
        return []
    page = Loaded()
    page.feed(answer.content.decode())
    elsewhere = [one for one in page.loaded if re.match(r"(\w+:)?//", one)]
    return [f"{address}: {one}" for one in elsewhere + page.inline]


def test_every_page_file_and_redirect(world):
    found = []
    for name, (who, _most) in pages.SHOWN.items():
        client, address = world.visitor(who), world.address(name)
        for language in ("zh-hans", "en"):
            client.cookies["django_language"] = language
            answer = client.get(address, secure=True)
            found += faults(answer, address) + of_the_page(answer, address)
        found += faults(client.head(address, secure=True), address)
    assert found == []


def test_every_drawing_shows_its_own_style_when_it_is_opened_by_itself(world):
    drawn = {}
    for name in pages.SHOWN:
        answer = Client().get(world.address(name), secure=True)
        if answer.headers.get("Content-Type") == charts.KIND:
            assert CSS in answer.content.decode(), name
            drawn[name] = CSS_SOURCE in policy(answer)["style-src"]
    assert set(drawn) >= {"ratings:statistics_curve", "ratings:campaign_curve"}
    assert all(drawn.values()), drawn


def test_every_address_that_takes_a_form_or_sends_a_file(world):
    found = []
    for name in sorted(pages.NOT_SHOWN):
        address = _address(world, name)
        for who in ("anybody", "manager", "tracker"):
            client = world.visitor(who)
            for ask in (client.get, client.post, client.options):
                answer = ask(address, secure=True)
                found += faults(answer, address) + of_the_page(answer, address)
    assert found == []


def test_the_desk(world):
    client = Client()
    client.force_login(world.town.anna.user)
    addresses = ["/admin/", QUEUE, f"{QUEUE}{world.case.pk}/change/", "/desk/"]
    for address in addresses:
        assert faults(client.get(address, secure=True), address) == []


def test_photos_and_papers(world):
    case = paths.disposed(world.town, photos=[paths.photo()])
    client = world.visitor("tracker")
    client.post(
        "/track/",
        {"number": case.number, "receipt": codes.receipt_for(case.number)},
        secure=True,
    )
    address = f"/photos/{case.photos.get().file_id}/"
    answer = client.get(address, secure=True)
    assert answer.status_code == 200
    assert faults(answer, address) == []


OWN, NOBODY = {"'self'"}, {"'none'"}
POLICY = {
    "default-src": OWN,
    "script-src": OWN,
    "style-src": OWN,
    "img-src": {"'self'", "data:", "blob:"},
    "worker-src": {"'self'", "blob:"},
    "object-src": NOBODY,
    "base-uri": OWN,
    "form-action": OWN,
    "frame-ancestors": NOBODY,
}
DESK_POLICY = POLICY | {
    "script-src": {"'self'", "'unsafe-eval'"},
    "style-src": {"'self'", "'unsafe-inline'"},
}
TOO_MANY_FIELDS = {f"field{number}": "" for number in range(1001)}


def _file_twice(_client):
    client = Client()
    flow.file(client)
    flow.answer(client)
    form = main_form(client.get(flow.CHECK))
    return client.post(flow.CHECK, form.filled(), secure=True)


ERRORS = {
    400: lambda _client: Client().post("/track/", TOO_MANY_FIELDS, secure=True),
    403: lambda client: client.post("/track/", secure=True),
    404: lambda client: client.get("/no/such/page/", secure=True),
    405: lambda client: client.get("/file/photo/", secure=True),
    429: _file_twice,
    500: lambda client: client.get("/file/?q=broken", secure=True),
    503: lambda client: client.get("/file/?q=away", secure=True),
}


@pytest.mark.usefixtures("_as_in_production", "town")
@pytest.mark.parametrize("status", ERRORS)
def test_every_error(status, monkeypatch, settings):
    settings.CASES_PER_PHONE = [(1, timedelta(hours=1))]
    monkeypatch.setattr(queries, "communities_matching", _breaks)
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    answer = ERRORS[status](client)
    assert answer.status_code == status
    assert faults(answer, "/") + of_the_page(answer, "/") == []
    assert policy(answer) == POLICY


@pytest.mark.parametrize(
    ("address", "whole"),
    [("/", POLICY), ("/track/", POLICY), ("/admin/login/", DESK_POLICY)],
)
def test_the_whole_policy_of_a_page(client, db, address, whole):
    """Each directive: one that is gone or one that is new is seen, too."""
    assert policy(client.get(address)) == whole


@pytest.mark.usefixtures("_as_in_production")
def test_the_redirect_to_https_lets_nothing_in(settings):
    """The year of https is told where it is spoken; the rest holds before it."""
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get("/track/")
    assert (answer.status_code, answer.headers["Location"]) == (301, SECURED)
    assert [one for one in faults(answer, "/") if "a year" not in one] == []


@pytest.mark.usefixtures("_as_in_production", "db")
def test_the_files_of_pages(settings, tmp_path):
    (tmp_path / "site.css").write_text("p { margin: 0 }")
    settings.STATIC_ROOT = str(tmp_path)
    answer = Client().get("/static/site.css", secure=True)
    assert answer.status_code == 200
    assert faults(answer, "/static/site.css") == []
    answer.close()


def _breaks(words, *_args):
    raise (OperationalError if words == "away" else RuntimeError)("on purpose")


def _address(world, name):
    """Where it is; some are addressed by what is never there."""
    number, entry = world.case.number, world.listing.number
    token = codes.visit_token(case_id=world.case.pk, round_number=1)
    arguments = {
        "complaints:photo": [NOBODY_S],
        "ratings:inspection_photo": [NOBODY_S],
        "complaints:visit_reopen": [token],
        "complaints:case_act": [number, "note"],
        "complaints:case_reopen": [number],
        "complaints:firm_act": [number, "refuse"],
        "complaints:firm_phone": [number],
        "complaints:firm_unit": [number],
        "firm_lists:act": [entry, "object"],
        "firm_lists:paper": [entry, "notice"],
        "firm_lists:file": [entry, 1],
    }
    return reverse(name, args=arguments.get(name, []))
