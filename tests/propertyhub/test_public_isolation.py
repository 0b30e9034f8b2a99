"""
Nothing that the public can open names a resident: markers, and every address there is.

Two residents leave marks in all that a person leaves behind, and offices and a firm
write of them. Staff open each address first, so that whatever were kept for them would
come out; then anybody opens it: by its name, with what staff held, and by links.
"""

from itertools import product
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client

from complaints.models import Case
from tests.complaints import paths
from tests.complaints.test_web_isolation import (
    CAMERA,
    MARKS,
    OUYANG,
    SIMA,
    come_back_and_finish,
    every_address,
    file_over_the_web,
    hand_over,
    reached_by,
)
from tests.pages import SHOWN, World
from tests.registry.ledger.printed import Printed

PUBLIC = sorted(name for name, (who, _most) in SHOWN.items() if who == "anybody")
SEARCHES = ("/search/", "/communities/", "/firms/", "/answers/", "/rankings/", "/file/")
NOBODY = "无此人名"
MARKED_WORDS = ("欧阳玉兰", "司马青云", "13955117788", "1704", "电动车", "漏水", "丹青")


@pytest.fixture
def world(town):
    """A house in which everything is published, and two marked residents had cases."""
    with time_machine.travel(paths.after(5), tick=False):
        for resident in (OUYANG, SIMA):
            case = file_over_the_web(resident, "parking-ebike", "HIDDEN")
            hand_over(town, case, resident)
            come_back_and_finish(town, case, resident)
        waiting = file_over_the_web(OUYANG, "lifts-broken", "HIDDEN")
        hand_over(town, waiting, OUYANG)
    with time_machine.travel(paths.after(7), tick=False):
        world = World(town)
    with time_machine.travel(paths.after(8), tick=False):
        yield world


def read(answer):
    """All that an answer says: its text, or that of its paper, and its headers."""
    kind = answer.headers.get("Content-Type", "")
    if kind == "application/pdf":
        return Printed(answer.content).text + str(answer.headers)
    if kind == "image/jpeg":
        return f"a camera's {CAMERA.search(answer.content)}"
    content = b"".join(answer) if answer.streaming else answer.content
    return content.decode(errors="replace") + str(answer.headers)


def marks_in(answer):
    return MARKS.findall(read(answer))


def visitor(user):
    browser = Client()
    browser.force_login(user)
    return browser


def staff(town):
    """Who sees more: the case's officer, the province's, and the firm's clerk."""
    people = (town.anna.user, town.city_emil.user, town.manager.user)
    return [visitor(user) for user in people]


def addresses(world):
    """Each public page and file, where there is something to be read."""
    return {name: world.address(name) for name in PUBLIC}


def test_no_public_address_names_a_resident_even_after_staff_opened_it(world):
    insiders, anybody = staff(world.town), Client()
    named = {}
    for name, address in addresses(world).items():
        held = [insider.get(address).headers.get("ETag", "") for insider in insiders]
        for etag in {"", *held}:
            headers = {"If-None-Match": etag} if etag else {}
            for language in ("zh-hans", "en"):
                answer = anybody.get(
                    address, headers={**headers, "Accept-Language": language}
                )
                assert answer.status_code < 400, name
                if found := marks_in(answer):
                    named[name] = found
    assert named == {}


def test_no_address_that_somebody_may_try_names_one(world):
    insider, anybody = visitor(world.town.anna.user), Client()
    cases = list(Case.objects.order_by("pk")[:2])
    tried = list(every_address(cases))
    for address in tried:
        insider.get(address)
    shown = [anybody.get(address) for address in tried]
    assert [page.request["PATH_INFO"] for page in shown if marks_in(page)] == []


def test_no_link_leads_to_one(world):
    pages = list(reached_by(Client(), ["/"]))
    assert [address for address, page in pages if marks_in(page)] == []
    read_ones = {address for address, page in pages if page.status_code == 200}
    assert {"/statistics/", "/answers/", "/lists/red/", "/rankings/"} <= read_ones


def test_no_search_finds_one(world):
    """What is asked comes back in the form; for a mark no oftener than for nobody."""
    anybody = Client()

    def asked(page, words):
        left = read(anybody.get(page, {"q": words}, follow=True))
        echoes = 0
        for written in {words, quote(words)}:
            echoes += left.count(written)
            left = left.replace(written, "")
        return MARKS.findall(left), echoes

    for page, words in product(SEARCHES, MARKED_WORDS):
        marks, echoes = asked(page, words)
        assert marks == [], (page, words)
        if MARKS.search(words):
            assert echoes == asked(page, NOBODY)[1], (page, words)


def test_the_marks_are_there_for_who_may_see_them(world):
    """Or the other tests would look for what is nowhere."""
    case = Case.objects.earliest("pk")
    page = visitor(world.town.anna.user).get(
        f"/admin/complaints/case/{case.pk}/change/"
    )
    assert marks_in(page)
