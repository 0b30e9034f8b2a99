"""
Photos from an old phone in a stairwell: slow, often cut off, and reloaded by its owner.

The firm's answer to a case is the form; its photos go as a resident's do.
"""

import json
import random
import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import repeat

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import expect

from complaints.models import Case
from complaints.states import State
from registry.models import IdempotencyKey, StoredFile
from registry.sealing import unseal
from tests.browser.accessible import assert_accessible
from tests.browser.bad_line import BadLine, Break
from tests.browser.filing import TEXT, Filer
from tests.browser.visitor import Eyes, go, looking
from tests.complaints import paths
from tests.registry.ledger import photos as uploads

DONE = "The shed has a roof now, and the stairs are free."
SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": -1,
    "uploadThroughput": 400_000 / 8,
}
MOST_BYTES_OF_A_PHOTO = 1_500_000
MINUTE = 60_000
UPLOADS = re.compile("/file/photo/")
LISTEN = """() => {
    window.heard = [];
    for (const region of document.querySelectorAll('[aria-live], [role=alert]')) {
        const hear = () => window.heard.push(region.textContent.trim());
        const everything = { childList: true, characterData: true, subtree: true };
        new MutationObserver(hear).observe(region, everything);
    }
}"""
HEARD = "all => all.every((one) => heard.some((said) => said.includes(one)))"
KEPT_ON_THE_PHONE = """() => new Promise((done) => {
    const request = indexedDB.open('unsent photos', 1);
    request.onupgradeneeded = () =>
        request.result.createObjectStore('photos', { keyPath: 'key' });
    request.onsuccess = () => {
        const all = request.result.transaction('photos').objectStore('photos').getAll();
        all.onsuccess = () => {
            request.result.close();
            done(all.result.map((photo) => Object.keys(photo).sort()));
        };
    };
})"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def from_a_camera(tmp_path_factory):
    """Three photos of eight megabytes each, no two alike."""
    folder = tmp_path_factory.mktemp("camera")
    found = []
    for number in range(3):
        dice = random.Random(number)  # noqa: S311  # the same photos each time
        size = (4000, 3000)
        picture = Image.frombytes("RGB", size, dice.randbytes(4000 * 3000 * 3))
        path = folder / f"IMG_{number}.jpg"
        taken = uploads.exif(offset="+08:00")
        picture.save(path, "JPEG", quality=80, exif=taken)
        assert 8_000_000 <= path.stat().st_size < 10 * 1024 * 1024
        found.append(str(path))
    return found


@pytest.fixture
def small(tmp_path):
    def photo(name="stairs.jpg", colour="red"):
        path = tmp_path / name
        Image.new("RGB", (640, 480), colour).save(path)
        return str(path)

    return photo


@pytest.fixture
def case(town):
    return paths.disposed_at(town, datetime.now(UTC) - timedelta(hours=1))


@pytest.fixture
def manager(town):
    client = Client()
    client.force_login(town.manager.user)
    return client


@contextmanager
def at_the_form(browser, address, case, manager, language="en"):
    with looking(browser, address, Eyes(language), manager) as page:
        go(page, f"/firm/{case.number}/")
        page.evaluate(LISTEN)
        yield page


def form_of(page):
    return page.locator("form:has([data-photos])")


def choose(page, *files):
    page.locator("[data-photos] input[type=file]").first.set_input_files(list(files))


def arrived(page):
    return page.locator("[data-photo-list] input:checked")


def on_its_way(page):
    return page.locator("[data-photo-list] progress")


def kept_on_the_phone(page):
    return page.evaluate(KEPT_ON_THE_PHONE)


def heard(page):
    return page.evaluate("window.heard")


def submit(page):
    page.get_by_role("button", name="Report the rectification").click()


def at_speed(page, bytes_a_second):
    page.context.new_cdp_session(page).send(
        "Network.emulateNetworkConditions",
        {**SLOW_LINE, "uploadThroughput": bytes_a_second},
    )


def send_too_early(page, photos, text):
    """No button is dead: it says what it waits for, and the form goes after that."""
    choose(page, *photos)
    expect(on_its_way(page)).to_have_count(3, timeout=MINUTE)
    progress = form_of(page).locator("[data-photo-said]")
    expect(progress).to_have_attribute("aria-live", "polite")
    words = ["Sending photo 1: ", "broke off"]
    page.wait_for_function(HEARD, arg=words, timeout=MINUTE)
    form_of(page).locator("[name=text]").fill(text)
    page.locator("[data-submit]").first.click()
    said = form_of(page).locator("[data-submit-said]")
    expect(said).to_contain_text("A photo is still on its way.")
    assert_accessible(page)


def stored_under(key):
    """The photo that was answered to whoever sent this key; there is one answer."""
    row = IdempotencyKey.objects.get(key=sha256(key.encode()).hexdigest())
    address = json.loads(unseal(row.reply_sealed))["url"]
    return address.partition("?")[0].rstrip("/").rpartition("/")[2]


def assert_arrived_once_each(line, photos):
    """
    Three photos, three keys, five or more tries: each key stands for one photo, and
    there is no photo without one.
    """
    assert len(line.sent) == len(line.keys) > 4
    assert max(line.sent) <= MOST_BYTES_OF_A_PHOTO
    keys = set(line.keys)
    assert len(keys) == 3
    assert {stored_under(key) for key in keys} == {str(one.pk) for one in photos}
    assert StoredFile.objects.count() == len(photos) == 3
    assert len({one.sha256 for one in photos}) == 3
    # the moment of the camera came along, though the photos were drawn anew
    assert {str(one.taken_at) for one in photos} == {"2026-11-20 00:15:30+00:00"}


def test_three_photos_of_a_complaint_arrive_once_each_over_a_slow_line_that_breaks(
    browser, site, town, from_a_camera
):
    """
    Many tries break off. The browser makes some of them again by itself, with the same
    request; only then does the page try anew, and says so.
    """
    early, middle = Break(after=30_000), Break(after=200_000)
    lost = Break(answer_lost=True)
    line = BadLine(site, [*[early] * 8, None, middle, lost])
    with looking(browser, line.address, Eyes("en")) as page:
        filer = Filer(page)
        filer.answer(until="details")
        page.evaluate(LISTEN)
        at_speed(page, SLOW_LINE["uploadThroughput"])
        send_too_early(page, from_a_camera, TEXT)
        expect(page).to_have_url(re.compile("/file/contact/"), timeout=6 * MINUTE)
        at_speed(page, -1)
        filer.contact()
        filer.go_on()
        assert "/file/done/" in page.url
    line.close()
    photos = [one.file for one in Case.objects.get().photos.select_related("file")]
    assert_arrived_once_each(line, photos)


def test_three_photos_of_an_answer_arrive_once_each_over_a_line_that_breaks(
    browser, site, case, manager, from_a_camera
):
    """The same over a line that is not as slow, and breaks as often."""
    middle, lost = Break(after=100_000), Break(answer_lost=True)
    line = BadLine(site, [*[middle] * 8, lost, None, middle])
    with at_the_form(browser, line.address, case, manager) as page:
        at_speed(page, 10 * SLOW_LINE["uploadThroughput"])
        send_too_early(page, from_a_camera, DONE)
        expect(page.get_by_text("Your answer has arrived.")).to_be_visible(
            timeout=MINUTE
        )
    line.close()
    answered = Case.objects.get(pk=case.pk)
    assert answered.state == State.RECTIFIED
    photos = [one.file for one in answered.photos.select_related("file")]
    assert_arrived_once_each(line, photos)


def test_how_far_it_is_and_what_went_wrong_is_said(
    browser, site, case, manager, from_a_camera
):
    line = BadLine(site, [Break(after=100_000)] * 8)
    with at_the_form(browser, line.address, case, manager) as page:
        at_speed(page, 400_000)
        choose(page, from_a_camera[0])
        expect(arrived(page)).to_have_count(1, timeout=2 * MINUTE)
        words = " | ".join(heard(page))
        region = page.locator("[data-photo-said]")
        expect(region).to_have_attribute("aria-live", "polite")
    line.close()

    for said in (
        "Sending photo 1: 0 of 100",
        "The connection broke off. Photo 1 goes on by itself",
        "Sending photo 1: 50 of 100",
        "Photo 1 has arrived.",
    ):
        assert re.search(said.replace("50", r"[4-7]\d"), words), (said, words)


def test_a_page_that_is_reloaded_goes_on_with_what_was_not_sent(
    browser, site, case, manager, small
):
    with at_the_form(browser, site, case, manager) as page:
        page.route(UPLOADS, lambda route: route.abort())
        choose(page, small())
        expect(page.locator("[data-photo-said]")).to_contain_text("broke off")
        fields = ["blob", "chosenAt", "claims", "key", "name", "place"]
        assert kept_on_the_phone(page) == [fields]

        page.unroute(UPLOADS)
        page.reload()

        expect(arrived(page)).to_have_count(1)
        expect(on_its_way(page)).to_have_count(0)
        assert kept_on_the_phone(page) == []
        assert StoredFile.objects.count() == 1
        page.reload()
        expect(arrived(page)).to_have_count(1)


def test_what_arrived_without_an_answer_is_shown_once(
    browser, site, case, manager, small
):
    line = BadLine(site, repeat(Break(answer_lost=True)))
    with at_the_form(browser, line.address, case, manager) as page:
        choose(page, small())
        expect(page.locator("[data-photo-said]")).to_contain_text("broke off")
        assert StoredFile.objects.count() == 1
        line.mend()
        page.reload()

        expect(on_its_way(page)).to_have_count(0)
        expect(page.locator("[data-photo-list] li")).to_have_count(1)
        assert kept_on_the_phone(page) == []
    line.close()
    assert StoredFile.objects.count() == 1


def test_nobody_waits_for_a_photo_that_is_left_out(browser, site, case, manager, small):
    with at_the_form(browser, site, case, manager) as page:
        page.route(UPLOADS, lambda route: route.abort())
        choose(page, small())
        form_of(page).locator("[name=text]").fill(DONE)
        form_of(page).locator("[name=no_photo_because]").fill("The phone has no line.")
        expect(on_its_way(page)).to_have_count(1)
        submit(page)
        expect(form_of(page).locator("[data-submit-said]")).to_contain_text(
            "leave the photo"
        )
        page.get_by_role("button", name="Leave out photo 1").click()
        expect(page.get_by_text("Your answer has arrived.")).to_be_visible()
        assert kept_on_the_phone(page) == []
    assert not StoredFile.objects.exists()


def test_an_old_safari_sends_the_form_that_waited(browser, site, case, manager, small):
    held = []

    def hold(route):
        held.append(route)

    with at_the_form(browser, site, case, manager) as page:
        page.evaluate("delete HTMLFormElement.prototype.requestSubmit")
        page.route(UPLOADS, hold)
        choose(page, small())
        form_of(page).locator("[name=text]").fill(DONE)
        expect(on_its_way(page)).to_have_count(1)
        submit(page)
        said = form_of(page).locator("[data-submit-said]")
        expect(said).to_contain_text("A photo is still on its way.")
        held[0].continue_()
        expect(page.get_by_text("Your answer has arrived.")).to_be_visible()
    assert Case.objects.get(pk=case.pk).photos.count() == 1


def test_a_phone_forgets_what_was_not_sent_after_a_day(
    browser, site, case, manager, small
):
    with at_the_form(browser, site, case, manager) as page:
        page.route(UPLOADS, lambda route: route.abort())
        choose(page, small())
        expect(page.locator("[data-photo-said]")).to_contain_text("broke off")
        page.clock.set_system_time(datetime.now(UTC) + timedelta(hours=23))
        go(page, "/")
        assert len(kept_on_the_phone(page)) == 1
        page.clock.set_system_time(datetime.now(UTC) + timedelta(hours=25))
        go(page, "/about/ratings/")
        # forgotten beside the page: asked until it is done
        page.wait_for_function(f"async () => !(await ({KEPT_ON_THE_PHONE})()).length")


@pytest.mark.parametrize(
    ("language", "message"),
    [("en", "Only 3 photos fit."), ("zh-hans", "最多上传3张照片")],
)
def test_a_fourth_photo_is_told_and_the_others_go(
    browser, site, case, manager, small, language, message
):
    colours = ["red", "green", "blue", "white"]
    with at_the_form(browser, site, case, manager, language) as page:
        choose(page, *[small(f"{one}.jpg", one) for one in colours])
        expect(arrived(page)).to_have_count(3)
        refused = page.locator("[data-photo-refused]")
        expect(refused).to_contain_text(message)
        expect(refused).to_contain_text("white.jpg")


def test_one_that_is_not_sent_makes_room_for_another(
    browser, site, case, manager, small
):
    colours = ["red", "green", "blue"]
    with at_the_form(browser, site, case, manager) as page:
        choose(page, *[small(f"{one}.jpg", one) for one in colours])
        expect(arrived(page)).to_have_count(3)
        page.get_by_label("Send photo 2").uncheck()
        choose(page, small("other.jpg", "white"))
        expect(page.locator("[data-photo-list] input")).to_have_count(4)
        form_of(page).locator("[name=text]").fill(DONE)
        submit(page)
        expect(page.get_by_text("Your answer has arrived.")).to_be_visible()
    assert Case.objects.get(pk=case.pk).photos.count() == 3


def test_what_is_no_photo_is_told_and_the_form_stops_once(
    browser, site, case, manager, tmp_path
):
    wrong = tmp_path / "game.jpg"
    wrong.write_bytes(b"MZ\x90\0 a program")
    with at_the_form(browser, site, case, manager) as page:
        choose(page, str(wrong))
        refused = page.locator("[data-photo-refused]")
        expect(refused).to_contain_text("game.jpg")
        expect(refused).to_contain_text("JPG, PNG, WebP or HEIC")
        form_of(page).locator("[name=text]").fill(DONE)
        submit(page)
        expect(form_of(page).locator("[data-submit-said]")).to_contain_text(
            "Send once more"
        )
