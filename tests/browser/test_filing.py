"""From the poster at the gate to the confirmation, in Chromium, as residents do it."""

import pytest
from django.utils import timezone

from complaints.models import Case, Draft, Follower
from complaints.states import Kind
from tests.browser.accessible import assert_accessible
from tests.browser.filing import PAGES, SUBMIT, TEXT, Filer, a_photo
from tests.browser.visitor import Eyes, each_eye, each_eye_and_line, go

pytestmark = pytest.mark.usefixtures("town")

MOST_PAGES, MOST_TAPS = 6, 12
CHANGE = {
    "en": [
        "Change Place",
        "Change Kind",
        "Change What it is about",
        "Change What happened",
        "Change Photos",
        "Change Who may know that it was you",
        "Change Your phone",
        "Change Your name",
        "Change You file for",
        "Change Households that complain together",
    ],
    "zh-hans": [
        "修改 地点",
        "修改 类型",
        "修改 问题类别",
        "修改 反映内容",
        "修改 照片",
        "修改 谁可以知道是您反映的",
        "修改 您的电话",
        "修改 您的姓名",
        "修改 您为谁反映",
        "修改 联名户数",
    ],
}
NOT_PROVIDED = {"zh-hans": "未填写", "en": "Not provided"}
# What lies on the device; a photo that has not arrived may, and then has a key there.
STORED = """async () => {
    const kept = [...Object.entries(localStorage), ...Object.entries(sessionStorage)];
    for (const { name } of await indexedDB.databases()) {
        const database = await new Promise((done) => {
            const request = indexedDB.open(name);
            request.onsuccess = () => done(request.result);
        });
        for (const store of database.objectStoreNames) {
            kept.push(...await new Promise((done) => {
                const inside = database.transaction(store).objectStore(store);
                const read = inside.getAllKeys();
                read.onsuccess = () => done(read.result);
            }));
        }
        database.close();
    }
    return kept.join(' ');
}"""


def name_of(link):
    """What a screen reader says of it."""
    return " ".join(link.text_content().split())


@each_eye_and_line
def test_a_question_takes_six_pages_and_few_taps(look, eyes):
    with look(eyes) as page:
        filer = Filer(page)
        filer.come()
        filer.kind(1)
        filer.category("money-committee")
        filer.details("Who calls the election of the committee?")
        filer.contact()
        filer.go_on()
        assert "/file/done/" in page.url
    assert Case.objects.get().kind == Kind.CONSULTATION
    assert len(filer.loads) <= MOST_PAGES
    assert filer.taps <= MOST_TAPS


@each_eye
def test_each_page_can_be_used_by_everybody_also_with_errors(look, eyes):
    with look(eyes) as page:
        filer = Filer(page)
        filer.come()
        for name in PAGES[:-1]:
            assert_accessible(page)
            filer.go_on()
            assert_accessible(page)
            getattr(filer, name)()
        assert_accessible(page)
        filer.go_on()
        assert_accessible(page)


@pytest.mark.parametrize("words", ["燃气泄漏", "trapped in lift"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_words_of_danger_show_the_numbers_before_continue(look, words, scripts):
    with look(Eyes(scripts=scripts)) as page:
        filer = Filer(page)
        filer.answer(until="details")
        panel = page.locator("main .note.tone-overdue")
        assert panel.locator("visible=true").count() == 0
        page.fill("textarea", words)
        if not scripts:
            filer.go_on()
        seen = panel.locator("visible=true").first
        seen.wait_for()
        assert seen.locator("a[href='tel:119']").count() == 1
        assert seen.bounding_box()["y"] < page.locator(SUBMIT).bounding_box()["y"]
        if scripts:
            filer.go_on()
        filer.contact()
        filer.go_on()
        assert "/file/done/" in page.url
    assert Case.objects.get().text.body == words


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_dangerous_category_opens_the_panel_with_the_tap(look, scripts):
    with look(Eyes(scripts=scripts)) as page:
        filer = Filer(page)
        filer.answer(until="category")
        panel = page.locator("[data-danger-panel]")
        assert not panel.is_visible()
        page.locator("details.group").nth(1).locator("summary").click()
        page.locator("[data-danger] + label").first.click()
        assert panel.is_visible()
        filer.go_on()
        assert page.url.endswith("/file/details/")


def test_an_old_browser_opens_the_panel_by_a_word_and_by_a_tap(look):
    """One that knows no :has leaves out each rule that names it."""
    with look() as page:
        page.route("**/*.css", _without_has)
        filer = Filer(page)
        filer.answer(until="category")
        panel = page.locator("[data-danger-panel]")
        page.locator("details.group").nth(1).locator("summary").click()
        page.locator("[data-danger] + label").first.click()
        assert panel.is_visible()
        page.locator(
            "[name=category]:not([data-danger]) + label >> visible=true"
        ).first.click()
        assert not panel.is_visible()
        filer.go_on()
        page.fill("textarea", "燃气泄漏")
        assert page.locator("[data-danger-panel]").is_visible()


def _without_has(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace(":has(", ":unheard-of("))


def test_the_device_keeps_nothing_of_it(look):
    with look() as page:
        filer = Filer(page)
        filer.answer(until="details")
        page.set_input_files("[type=file]", a_photo())
        page.wait_for_selector("[data-photo-list] input:checked")
        filer.details()
        page.fill("[name=name]", "王芳")
        filer.contact()
        assert page.evaluate(STORED).strip() == ""
        cookies = {one["name"]: one for one in page.context.cookies()}
        assert cookies["draft"]["httpOnly"]
        filer.go_on()
        assert page.evaluate(STORED).strip() == ""
        kept = {one["name"] for one in page.context.cookies()}
        assert kept == {"sessionid", "csrftoken", "django_language", "text_size"}


def test_of_somebody_else_is_asked_only_who_files_for_them(look):
    with look(Eyes("en")) as page:
        filer = Filer(page)
        filer.answer(until="contact")
        theirs = page.locator("[name=concerned_phone]")
        assert not theirs.is_visible()
        page.click("label[for=id_filed_for_1]")
        assert theirs.is_visible()


@each_eye
def test_every_answer_is_changed_from_the_last_page_and_leads_back(look, eyes):
    with look(eyes) as page:
        filer = Filer(page)
        filer.answer()
        changes = page.locator(".answers a")
        names = [name_of(link) for link in changes.all()]
        assert names == CHANGE[eyes.language]
        text = page.locator(".answers").text_content()
        assert text.count(NOT_PROVIDED[eyes.language]) == 3
        assert page.locator(".answers dd > .hint").count() == len(names)
        changes.nth(3).click()
        page.fill("textarea", "Changed in the end.")
        filer.go_on()
        assert page.url.endswith("/file/check/")
        filer.go_on()
    assert Case.objects.get().text.body == "Changed in the end."


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_taps_and_going_back_lead_to_one_case_and_one_page(look, scripts):
    with look(Eyes(scripts=scripts)) as page:
        filer = Filer(page)
        filer.answer()
        page.dblclick(SUBMIT)
        page.wait_for_url("**/file/done/**")
        done = page.url
        page.go_back()
        # the draft is gone: another case begins, and nothing stands there to be sent
        assert page.url.endswith("/file/")
        assert page.locator(SUBMIT).count() == 0
        go(page, done)
        assert page.locator(".receipt .number").first.is_visible()
    assert Case.objects.count() == 1


@each_eye
def test_the_confirmation_is_kept_as_a_picture_or_on_paper(look, eyes):
    with look(eyes) as page:
        filer = Filer(page)
        filer.answer()
        filer.go_on()
        number = Case.objects.get().number
        assert page.locator("[data-print]").is_visible()
        with page.expect_download() as saved:
            page.click("[data-save-picture]")
        assert saved.value.suggested_filename == f"{number}.png"
        picture = saved.value.path().read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert len(picture) > 5000


def test_me_too_joins_instead_of_filing_again(look, town):
    town.file(now=timezone.now(), text=TEXT)
    with look(Eyes("en")) as page:
        filer = Filer(page)
        filer.answer(until="details")
        filer.details()
        assert page.url.endswith("/file/same/")
        assert_accessible(page)
        page.get_by_role("link", name="Me too").click()
        assert_accessible(page)
        filer.type("[type=tel]", "139 0013 9000")
        filer.go_on()
        assert "You are with this case" in page.locator("h1").text_content()
        assert_accessible(page)
    assert Case.objects.count() == Follower.objects.count() == 1
    assert not Draft.objects.exists()
