"""What does somebody want, and what is it about?"""

import json

import pytest

from complaints.models import Case, Category, Contact
from complaints.states import Kind, Urgency
from tests.complaints import flow
from tests.complaints.browsing import errors_of, main_form, read

DANGER = "This sounds dangerous. Telephone first"
# The panel that a word or a tap can open stands on the page all the same, unseen.
SHUT = '<div class="danger-later" data-danger-panel>'


def warns(page):
    """Whether the panel is seen without a script."""
    text = page.content.decode()
    return DANGER in text and SHUT not in text


def test_nothing_is_chosen_beforehand_and_has_to_be(client, town):
    assert "kind" not in main_form(client.get(flow.AT_THE_GATE)).values
    page = flow.send(client, flow.AT_THE_GATE)
    assert errors_of(page) == "Choose what you want to do."


def test_a_kind_or_category_that_is_not_offered_is_refused(client, town):
    assert flow.send(client, flow.AT_THE_GATE, kind="PRAISE").status_code == 200
    flow.answer(client, until=flow.CATEGORY)
    assert flow.send(client, flow.CATEGORY, category="parking").status_code == 200
    page = flow.send(client, flow.CATEGORY)
    assert errors_of(page) == "Choose what it is about."


def test_retaliation_is_the_quiet_fourth_and_goes_to_the_county(client, town):
    page = client.get(flow.AT_THE_GATE).content.decode()
    assert 'name="kind" value="RETALIATION"' in " ".join(page.split())
    flow.file(client, kind="RETALIATION")
    case = Case.objects.get()
    assert (case.kind, case.office) == (Kind.RETALIATION, town.county)


def test_retaliation_offers_no_calls_of_the_firm_and_says_who_sees_it(client, town):
    address = flow.answer(client, kind="RETALIATION", until=flow.CONTACT)
    offered = [tile["value"] for tile in client.get(address).context["tiles"]]
    assert offered == ["HIDDEN", "ANONYMOUS"]
    flow.send(client, flow.CONTACT, **flow.TYPED)
    page = client.get(flow.CHECK).content.decode()
    assert "Seen by the county office alone, by no street and no firm" in page
    assert "by the firm" not in page.split("</main>")[0]


def test_the_groups_stand_in_their_order_with_their_categories(client, town):
    flow.answer(client, until=flow.CATEGORY)
    groups = client.get(flow.CATEGORY).context["groups"]
    tops = Category.objects.filter(parent=None).order_by("position")
    assert [group["label"] for group in groups] == [top.label for top in tops]
    assert all(0 < len(group["tiles"]) <= 9 for group in groups)
    assert [group["open"] for group in groups] == [False] * len(groups)


def test_on_coming_back_the_chosen_one_is_chosen_and_its_group_open(client, town):
    flow.answer(client)
    page = client.get(flow.CATEGORY)
    assert main_form(page).values["category"] == ["parking-ebike"]
    opened = [one["label"] for one in page.context["groups"] if one["open"]]
    assert opened == ["Parking"]


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("电瓶车", "parking-ebike"),
        ("scooter", "parking-ebike"),
        ("困在电梯里", "lifts-trapped"),
        ("elevator", "lifts-broken"),
        ("煤气", "fire-danger"),
        ("漏水", "buildings-leak"),
        ("业委会", "money-committee"),
        ("rats", "cleaning-pests"),
    ],
)
def test_a_category_is_found_by_the_words_of_residents(client, town, words, category):
    flow.answer(client, until=flow.CATEGORY)
    page = client.get(flow.CATEGORY, {"q": words})
    found = [one["value"] for one in page.context["found"]]
    assert category in found[:3]
    assert f'value="{category}"' in page.content.decode()


def test_what_is_asked_stands_before_the_search_for_it(client, town):
    flow.answer(client, until=flow.CATEGORY)
    page = client.get(flow.CATEGORY).content.decode()
    assert page.index("<h1") < page.index('role="search"')


def test_words_that_fit_nothing_say_so(client, town):
    flow.answer(client, until=flow.CATEGORY)
    page = client.get(flow.CATEGORY, {"q": "zzzz"})
    assert page.context["found"] == []
    assert "No category has these words." in page.content.decode()


@pytest.mark.parametrize(
    "words", ["燃气泄漏", "trapped in lift", flow.full_width("GAS leak")]
)
def test_words_of_danger_show_the_numbers_and_stop_nobody(client, town, words):
    flow.answer(client, until=flow.CATEGORY)
    assert not warns(client.get(flow.CATEGORY))
    assert warns(client.get(flow.CATEGORY, {"q": words}))
    address = flow.answer(client, flow.CATEGORY, text=words, until=flow.CONTACT)
    page = client.get(address)
    assert warns(page)
    assert {"tel:110", "tel:119", "tel:120"} <= set(read(page).links)
    text = page.content.decode()
    assert text.index(DANGER) < text.index(">\n        Continue")
    flow.answer(client, address)
    assert warns(client.get(flow.CHECK))
    assert flow.send(client, flow.CHECK).status_code == 302
    assert Case.objects.count() == 1


def test_a_dangerous_category_shows_the_numbers_and_stops_nobody(client, town):
    flow.answer(client, category="lifts-trapped", until=flow.DETAILS)
    assert warns(client.get(flow.DETAILS))
    answer = flow.file(client, flow.DETAILS)
    assert Case.objects.get().urgency == Urgency.EMERGENCY
    assert warns(client.get(answer.headers["Location"]))


def test_a_dangerous_tile_opens_the_panel_without_a_script(client, town):
    flow.answer(client, until=flow.CATEGORY)
    page = client.get(flow.CATEGORY).content.decode()
    tiles = [one.split(">")[0] for one in page.split("<input")]
    marked = [one for one in tiles if "data-danger" in one and "radio" in one]
    codes = {one.split('value="')[1].split('"')[0] for one in marked}
    emergencies = Category.objects.filter(urgency=Urgency.EMERGENCY)
    assert codes == {one.code for one in emergencies}
    assert SHUT in page


def test_the_text_is_compared_with_the_words_of_the_catalogue_in_the_browser(
    client, town
):
    flow.answer(client, until=flow.DETAILS)
    page = client.get(flow.DETAILS)
    assert ["trapped", "lift"] in json.loads(page.context["phrases_json"])


def test_a_flat_is_asked_for_only_where_somebody_has_to_come_in(client, town):
    flow.answer(client, until=flow.CONTACT)
    assert "unit" not in client.get(flow.CONTACT).context["form"].fields
    flow.send(client, flow.CATEGORY, category="buildings-leak")
    assert "unit" in client.get(flow.CONTACT).context["form"].fields
    flow.file(client, unit="3-501")
    assert Contact.objects.get().unit_sealed
