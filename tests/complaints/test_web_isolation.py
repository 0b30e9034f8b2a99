"""
Nothing that a firm can open names a resident: markers, and a crawl that looks for them.

Two residents leave marks in everything that a person leaves behind; one of them agreed
that the firm may phone. Every page that the firm's account reaches by links, by forms
and by the names of all addresses is read for the marks.
"""

import itertools
import re
from collections import deque

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from complaints import notice_texts
from complaints.models import Case, Step
from complaints.operations import handling, visiting
from complaints.operations.handling import Disposal
from complaints.states import Action, Channel, Measure, Outcome, Party
from registry.ledger import outbox
from registry.models import StoredFile
from tests.complaints import flow, paths
from tests.complaints.browsing import main_form, page_of, read
from tests.complaints.paths import after
from tests.registry.ledger import photos as uploads

OUYANG = {
    "name": "欧阳玉兰",
    "phone": "139 5511 7788",
    "unit": "7栋3单元1704",
    "ip": "203.0.113.77",
    "text": (
        "我是欧阳玉兰，住7栋3单元1704，电话139-5511-7788，就是一三九五五一一七七八八，"
        "微信ouyang7788yl。电动车淋雨，堵楼道。"
        "替邻居诸葛秋菊反映，她的电话 136 2266 3344。"
    ),
    "filed_for": "OTHER",
    "concerned_name": "诸葛秋菊",
    "concerned_phone": "136 2266 3344",
    "calls": "OTHER",
}
SIMA = {
    "name": "司马青云",
    "phone": "137 0511 6655",
    "unit": "9栋1单元1602",
    "ip": "203.0.113.66",
    "text": "司马青云反映：9-1-1602漏水，请打13705116655或者+86 137-0511-6655。",
}
MARKS = re.compile(
    r"欧阳\s*玉兰|139\D{0,3}5511\D{0,3}7788|一三九五五一一|ouyang7788|203\.0\.113"
    r"|司马\s*青云|137\D{0,3}0511\D{0,3}6655|MarkerPhone"
    r"|诸葛\s*秋菊|136\D{0,3}2266\D{0,3}3344"
    r"|(?<![\w-])(?:1704|1602)(?![\w-])"
)
CAMERA = re.compile(rb"Acme|SERIAL-4711|Wang Fang|Exif|GPS")
EASIEST = {"text": "It is repaired.", "no_photo_because": "It is dark there."}


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(5), tick=False):
        yield


@pytest.fixture
def cases(town):
    """One of each resident: filed over the web, handed over to the garden's firm."""
    ouyang = file_over_the_web(OUYANG, "parking-ebike", "HIDDEN")
    sima = file_over_the_web(SIMA, "parking-ebike", "FIRM_MAY_PHONE")
    hand_over(town, ouyang, OUYANG)
    hand_over(town, sima, SIMA)
    return ouyang, sima


@pytest.fixture
def manager(town):
    browser = Client()
    browser.force_login(town.manager.user)
    return browser


def file_over_the_web(resident, category, privacy):
    """By a browser with an address and a name of its own, with a camera's photo."""
    browser = Client(
        REMOTE_ADDR=resident["ip"],
        headers={"User-Agent": "MarkerPhone/1", "X-Forwarded-For": resident["ip"]},
    )
    typed = {name: resident[name] for name in resident if name != "ip"}
    sent = flow.file(
        browser,
        category=category,
        privacy=privacy,
        photos=[uploads.upload(uploads.jpeg(exif=uploads.exif()))],
        **typed,
    )
    assert sent.status_code == 302
    return Case.objects.latest("pk")


def hand_over(town, case, resident):
    """With an order in which the officer forgets who must not be named."""
    handling.accept(case=case, by=town.anna, now=after(5))
    handling.verify(case=case, found=paths.found(), by=town.anna, now=after(5))
    order = Disposal(
        Measure.ORDER_FIRM,
        Party.FIRM,
        firm=town.firm,
        instructions=everything_about(resident),
    )
    handling.dispose(case=case, order=order, by=town.anna, now=after(5))


def everything_about(resident):
    return "业主{name}（{unit}，{phone}）还在等，请尽快联系。".format(**resident)


def come_back_and_finish(town, case, resident):
    """Answered, sent back, answered, reported and closed: every text names them."""
    named = everything_about(resident)
    for _ in range(2):
        handling.rectify(
            case=case,
            text=named,
            no_photo_because=named,
            commitments=[handling.NewCommitment(named, after(50).date())],
            by=town.manager,
            now=after(5),
        )
        if case.steps.filter(action=Action.SEND_BACK).exists():
            break
        handling.send_back(case=case, text=named, by=town.anna, now=after(5))
    handling.report(
        case=case, outcome=Outcome.FIXED, text=named, by=town.anna, now=after(5)
    )
    visiting.close(
        case=case,
        given=paths.NO,
        channel=Channel.LINK,
        by=town.resident,
        now=after(5),
    )


def reached_by(browser, starts):
    """Every page behind links, images and the forms that only ask."""
    waiting, seen = deque(starts), set()
    while waiting:
        address = waiting.popleft()
        if address in seen or address.startswith("/static/"):
            continue
        seen.add(address)
        page = browser.get(address)
        yield address, page
        if page.headers.get("Content-Type", "").startswith("text/html"):
            waiting.extend(ways_on(address, page))
        if "Location" in page.headers:
            waiting.append(page_of(address, page.headers["Location"]) or "/")


def ways_on(address, page):
    held = read(page)
    asking = [form.action for form in held.forms if form.method == "get"]
    links = itertools.chain(held.links, held.sources, asking)
    return [found for link in links if (found := page_of(address, link))]


def every_address(cases):
    """What an address can be made of: its name, and all that somebody may try."""
    values = {
        "number": [case.number for case in cases],
        "file_id": [str(pk) for pk in StoredFile.objects.values_list("pk", flat=True)],
        "object_id": [str(case.pk) for case in cases],
        "code": ["DQHY"],
        "token": ["x"],
    }
    for name, arguments in named_patterns(get_resolver()):
        tried = [values.get(argument, ["1"]) for argument in arguments]
        for combination in itertools.product(*tried):
            given = dict(zip(arguments, combination, strict=True))
            try:
                yield reverse(name, kwargs=given)
            except NoReverseMatch:
                continue


def named_patterns(resolver, prefix="", before=()):
    for one in resolver.url_patterns:
        arguments = (*before, *one.pattern.converters)
        if not isinstance(one, URLPattern):
            space = f"{prefix}{one.namespace}:" if one.namespace else prefix
            yield from named_patterns(one, space, arguments)
        elif one.name:
            yield f"{prefix}{one.name}", arguments


def names_somebody(page):
    if page.headers.get("Content-Type") == "image/jpeg":
        return CAMERA.search(page.content)
    said = page.content.decode(errors="replace") + str(page.headers)
    return MARKS.search(said)


def crawled(browser, cases):
    return list(reached_by(browser, ["/firm/", "/", *every_address(cases)]))


class TestNothingNamesAResident:
    def test_while_the_cases_wait_for_the_firm(self, manager, cases):
        pages = crawled(manager, cases)
        assert [address for address, page in pages if names_somebody(page)] == []
        read_ones = {address for address, page in pages if page.status_code == 200}
        assert {f"/firm/{case.number}/" for case in cases} <= read_ones
        photos = [address for address in read_ones if address.startswith("/photos/")]
        assert len(photos) == 2

    def test_after_the_last_word(self, manager, town, cases):
        come_back_and_finish(town, cases[0], OUYANG)
        come_back_and_finish(town, cases[1], SIMA)
        pages = crawled(manager, cases)
        assert [address for address, page in pages if names_somebody(page)] == []

    def test_when_a_form_comes_back(self, manager, cases):
        for case in cases:
            address = f"/firm/{case.number}/"
            form = main_form(manager.get(address))
            for typed in ({}, {"text": "short"}, {**EASIEST, "version": "99"}):
                page = manager.post(address, form.filled(**typed))
                assert page.status_code in (200, 409)
                assert not names_somebody(page)

    def test_where_there_is_no_page(self, manager, cases):
        for address in ("/firm/hello/", f"/firm/{cases[0].number}/other/", "/nowhere/"):
            page = manager.get(address)
            assert page.status_code == 404
            assert not names_somebody(page)

    def test_in_messages_and_in_the_log(self, manager, town, cases, caplog):
        texts = []

        class Gateway:
            def send(self, *, dedupe_key, channel, address, text):
                texts.append(text)

        come_back_and_finish(town, cases[0], OUYANG)
        come_back_and_finish(town, cases[1], SIMA)
        crawled(manager, cases)
        outbox.deliver(
            now=after(6), gateway=Gateway(), limit=99, render=notice_texts.render
        )
        assert len(texts) >= 8
        assert not MARKS.search("\n".join(texts))
        assert caplog.text
        assert not MARKS.search(caplog.text)


class TestWhatOneResidentAgreedTo:
    def test_that_phone_on_that_case_after_a_tap(self, manager, cases):
        _ouyang, sima = cases
        page = manager.post(f"/firm/{sima.number}/phone/")
        found = set(MARKS.findall(page.content.decode()))
        assert found == {"13705116655"}
        look = Step.objects.get(action=Action.LOOK)
        assert (look.case, look.detail) == (sima, {"what": "phone"})
        pages = crawled(manager, cases)
        assert [address for address, page in pages if names_somebody(page)] == []

    def test_nothing_of_the_other_and_not_the_flat(self, manager, cases):
        ouyang, sima = cases
        refused = (
            f"/firm/{ouyang.number}/phone/",
            f"/firm/{ouyang.number}/unit/",
            f"/firm/{sima.number}/unit/",
        )
        for address in refused:
            page = manager.post(address)
            assert page.status_code == 409
            assert not names_somebody(page)
        assert not Step.objects.filter(action=Action.LOOK).exists()

    def test_the_flat_alone_where_the_firm_has_to_come_in(self, manager, town):
        case = file_over_the_web(SIMA, "buildings-leak", "HIDDEN")
        hand_over(town, case, SIMA)
        page = manager.post(f"/firm/{case.number}/unit/").content.decode()
        # parts of it say that they are Chinese
        text = re.sub(r"</?span[^>]*>", "", page)
        assert text.count(SIMA["unit"]) == 1
        assert not MARKS.search(text.replace(SIMA["unit"], ""))


def test_another_firm_reaches_neither(town, cases):
    stranger = Client()
    stranger.force_login(town.rival_manager.user)
    pages = list(crawled(stranger, cases))
    assert [address for address, page in pages if names_somebody(page)] == []
    theirs = [one for one in pages if one[0].startswith(("/firm/3", "/photos/"))]
    assert theirs
    # addresses of forms lead to the case, which is not there
    led_on = {
        page.headers["Location"]
        for _address, page in theirs
        if page.has_header("Location")
    }
    assert led_on <= {f"/firm/{case.number}/" for case in cases}
    assert {page.status_code for _address, page in theirs} <= {302, 404, 405}
