"""Where it is: told by no position, found in a search, or in no list at all."""

import re
from dataclasses import replace

import pytest

from complaints.models import Case
from registry.models import Community
from tests.browser.accessible import assert_accessible
from tests.browser.filing import SUBMIT, Filer, a_photo
from tests.browser.visitor import Eyes, each_eye, each_eye_and_line, go, two_eyes

HERE = {"latitude": 31.85, "longitude": 117.25}
# by its name, a part of it, the initials of its pinyin, and its address
SEARCHES = ("丹青花园", "丹青", "dqhy", "荷叶地街道1号")
FIRST_RESULTS = 5
DENIED = 1
REFUSAL = """() => new Promise((done) => {
    navigator.geolocation.getCurrentPosition(() => done(0), ({ code }) => done(code));
})"""
EXACTLY = re.compile("^丹青花园$")
ELSEWHERE = "柳荫路7号院"

pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def among_many(town):
    """The garden among twenty communities whose names and addresses are like it."""
    for number in range(20):
        Community.objects.create(
            code=f"X{number}",
            name=f"上丹青花园{number}期",
            initials=f"dqhyx{number}",
            address=f"大荷叶地街道1号院{number}",
            street=town.street,
            households=10,
        )


def search(page, words):
    page.fill("#q", words)
    with page.expect_navigation():
        page.press("#q", "Enter")


def file_from_the_search(page):
    filer = Filer(page)
    search(page, "dqhy")
    filer.tap("button.door")
    filer.kind()
    filer.category()
    page.set_input_files("[type=file]", a_photo())
    filer.details()
    filer.contact()
    filer.go_on()
    assert "/file/done/" in page.url
    assert Case.objects.get().number in page.locator("main").text_content()


@each_eye_and_line
def test_without_scripts_and_position_a_complaint_is_filed_with_its_photo(look, eyes):
    with look(replace(eyes, scripts=False)) as page:
        page.context.clear_permissions()
        go(page, "/file/")
        assert not page.locator("[data-position]").is_visible()
        file_from_the_search(page)
    case = Case.objects.get()
    assert (case.community.code, case.photos.count()) == ("DQHY", 1)


@each_eye
def test_who_denies_the_position_files_by_the_search(look, eyes):
    with look(eyes) as page:
        page.context.clear_permissions()
        go(page, "/file/")
        assert page.evaluate(REFUSAL) == DENIED
        page.click("[data-position] button")
        denied = page.locator("[data-position]").get_attribute("data-text-denied")
        page.locator("[data-position-said]", has_text=denied).wait_for()
        file_from_the_search(page)
    assert Case.objects.get().community.code == "DQHY"


def test_a_phone_is_asked_on_a_tap_and_the_nearest_is_found(look):
    Community.objects.filter(code="DQHY").update(**HERE)
    with look() as page:
        page.context.grant_permissions(["geolocation"])
        page.context.set_geolocation(HERE)
        go(page, "/file/")
        page.click("[data-position] button")
        page.wait_for_selector("button.door")
        assert_accessible(page)
        assert "31.85" not in page.url
        page.click("button.door")
        assert page.url.endswith("/file/kind/")


@each_eye
@pytest.mark.usefixtures("among_many")
def test_each_search_finds_it_among_the_first_five(look, eyes):
    with look(eyes) as page:
        for words in SEARCHES:
            go(page, "/file/")
            search(page, words)
            doors = page.locator("button.door").all()
            first = [door.inner_text() for door in doors[:FIRST_RESULTS]]
            assert len(first) == FIRST_RESULTS, words
            assert "丹青花园" in [text.splitlines()[0] for text in first], words
        name = page.locator("strong", has_text=EXACTLY)
        page.locator("button.door", has=name).click()
        assert page.url.endswith("/file/kind/")
        assert "丹青花园" in page.locator("main .at").inner_text()


@two_eyes
def test_what_is_in_no_list_is_filed_and_waits_in_the_queue_of_the_district(
    look, town, client, eyes
):
    with look(eyes) as page:
        go(page, "/file/")
        search(page, "柳荫路")
        assert page.locator("button.door").count() == 0
        page.click("a[href='/file/unlisted/']")
        page.select_option("[name=region]", town.county.code)
        page.fill("[name=place]", ELSEWHERE)
        page.click(SUBMIT)
        filer = Filer(page)
        filer.kind()
        filer.category()
        filer.details()
        filer.contact()
        filer.go_on()
        assert "/file/done/" in page.url
    number = Case.objects.get().number
    client.force_login(town.county_dora.user)
    with look(Eyes(eyes.language, "desktop"), client) as desk:
        go(desk, "/admin/")
        desk.locator("a.door[href*=queue]").first.click()
        row = desk.locator("tr", has=desk.get_by_role("link", name=number))
        assert ELSEWHERE in row.inner_text()
