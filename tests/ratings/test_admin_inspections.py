"""Inspections at the desk, as a phone fills them in; and who reads them."""

from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ratings.checklists import Item
from ratings.models import Checklist, Inspection, InspectionPhoto
from registry.models import StoredFile
from tests.complaints import paths
from tests.complaints.desk import Desk, picture
from tests.ratings import inspected
from tests.ratings.enforced import MONDAY
from tests.ratings.reviewed import regulator

ADD = reverse("admin:ratings_inspection_add")
LIST = reverse("admin:ratings_inspection_changelist")
ADD_CHECKLIST = reverse("admin:ratings_checklist_add")
MOST_QUERIES = 22
SUNDAY = MONDAY - timedelta(days=1)
TYPED = {
    "on": MONDAY.isoformat(),
    "mark_1": "4",
    "mark_2": "2",
    "mark_3": "-",
    "remark_2": "Bags beside the bins.",
    "signed": "on",
}


@pytest.fixture(autouse=True)
def _evening():
    with time_machine.travel(paths.after(9), tick=False):
        yield


@pytest.fixture
def form(town):
    inspected.checklist(town)
    return f"{ADD}?project={town.garden.tenures.get().pk}"


def client_of(actor):
    return Desk(actor.user).client


def page_of(row, act="change"):
    return reverse(f"admin:ratings_inspection_{act}", args=[row.pk])


def test_projects_that_were_not_inspected_come_first(town, form):
    answer = client_of(town.anna).get(ADD)
    assert town.garden.name in answer.content.decode()
    assert "Not inspected yet" in answer.content.decode()
    inspected.inspected(town)
    assert "Inspected on" in client_of(town.anna).get(ADD).content.decode()
    assert not client_of(town.anna).get(ADD, {"q": "柳巷"}).context["rows"]


def test_each_item_is_a_card_that_works_without_scripts(town, form):
    page = client_of(town.anna).get(form).content.decode()
    for number in (1, 2, 3):
        assert page.count(f'name="mark_{number}"') == 6
        assert f'name="remark_{number}"' in page
        assert f'name="photo_{number}"' in page
    assert page.count('capture="environment"') == 3
    assert 'enctype="multipart/form-data"' in page


def test_it_is_signed_and_saved_whole(town, form):
    answer = client_of(town.anna).post(
        form, {**TYPED, "photo_1": picture()}, follow=True
    )
    row = Inspection.objects.get()
    assert str(row.points) == "81.25"
    assert row.items.get(position=1).photos.count() == 1
    page = answer.content.decode()
    assert "Bags beside the bins." in page
    assert "There is none here" in page
    photo = row.items.get(position=1).photos.get()
    assert reverse("ratings:inspection_photo", args=[photo.file_id]) in page


def test_what_is_missing_is_said_and_nothing_typed_is_lost(town, form):
    client = client_of(town.anna)
    typed = {**TYPED, "photo_2": picture(), "signed": ""}
    del typed["mark_3"]
    answer = client.post(form, typed)
    assert not Inspection.objects.exists()
    assert "Mark this item: 电梯" in answer.content.decode()
    page = answer.content.decode()
    assert "Bags beside the bins." in page
    assert "Photo 1 has arrived and is kept" in page
    (token,) = answer.context["cards"][1]["tokens"]

    unsigned = client.post(form, {**TYPED, "signed": "", "kept_photos": token})
    assert "Sign the inspection." in unsigned.content.decode()
    (token,) = unsigned.context["cards"][1]["tokens"]
    client.post(form, {**TYPED, "kept_photos": token})
    row = Inspection.objects.get()
    assert row.items.get(position=2).photos.count() == 1
    assert StoredFile.objects.count() == 1


def test_another_s_or_a_forged_photo_is_not_taken(town, form):
    anna = client_of(town.anna)
    refused = anna.post(form, {**TYPED, "signed": "", "photo_1": picture()})
    (token,) = refused.context["cards"][0]["tokens"]
    dora = client_of(town.county_dora)
    dora.post(form, {**TYPED, "kept_photos": [token, "forged"]})
    assert not InspectionPhoto.objects.exists()
    anna.post(form, {**TYPED, "kept_photos": token})
    anna.post(form, {**TYPED, "kept_photos": token})
    assert InspectionPhoto.objects.count() == 1
    assert Inspection.objects.count() == 3


def test_what_is_no_photo_is_refused_at_its_card(town, form):
    text = SimpleUploadedFile("a.jpg", b"no photo", content_type="image/jpeg")
    answer = client_of(town.anna).post(form, {**TYPED, "photo_1": text})
    assert set(answer.context["form"].errors) == {"photo_1"}
    assert not Inspection.objects.exists()


def test_who_may_not_inspect_is_refused(town, form):
    for actor in (town.carl, town.city_emil, town.fireman):
        answer = client_of(actor).post(form, TYPED)
        assert answer.status_code == HTTPStatus.FORBIDDEN
    assert not Inspection.objects.exists()


def test_a_correction_begins_with_what_was_found_and_needs_a_reason(town, form):
    row = inspected.inspected(town, "4", "2", "0")
    client = client_of(town.anna)
    begun = client.get(page_of(row, "correct")).context["form"]
    assert [begun[f"mark_{n}"].value() for n in (1, 2, 3)] == ["4", "2", "0"]
    address = page_of(row, "correct")
    answer = client.post(address, {**TYPED, "because": "wrong"})
    assert set(answer.context["form"].errors) == {"because"}
    client.post(address, {**TYPED, "because": "The wrong lift was looked at."})
    newer = Inspection.objects.get(corrects=row)
    assert newer.visited_on == row.visited_on
    page = client.get(page_of(row)).content.decode()
    assert page_of(newer) in page
    assert page_of(row, "correct") not in page
    again = client.post(address, {**TYPED, "because": "Once more, I think."})
    assert again.status_code == HTTPStatus.CONFLICT


def test_a_street_is_not_offered_to_correct_the_county_s(town, form):
    row = inspected.inspected(town, by=town.county_dora)
    for actor, offered in ((town.anna, False), (town.county_dora, True)):
        page = client_of(actor).get(page_of(row)).content.decode()
        assert (page_of(row, "correct") in page) is offered
    answer = client_of(town.anna).post(
        page_of(row, "correct"), {**TYPED, "because": "I saw another thing."}
    )
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert Inspection.objects.get() == row


def test_each_reads_what_was_found_in_its_region(town, form):
    row = inspected.inspected(town)
    for actor in (town.anna, town.county_dora, town.city_emil, town.fireman):
        assert client_of(actor).get(page_of(row)).status_code == HTTPStatus.OK
        assert client_of(actor).get(LIST).context["rows"]
    assert client_of(town.carl).get(page_of(row)).status_code == HTTPStatus.NOT_FOUND
    assert not client_of(town.carl).get(LIST).context["rows"]


def test_the_list_costs_the_same_however_long(
    town, form, django_assert_max_num_queries
):
    client = client_of(town.anna)
    for _each in range(5):
        inspected.inspected(town)
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(LIST)


def test_without_a_checklist_it_says_so(town):
    answer = client_of(town.anna).get(f"{ADD}?project={town.garden.tenures.get().pk}")
    assert "No checklist is in force" in answer.content.decode()


class TestTwoChecklists:
    """From Monday on there is another one; the visit was on Sunday."""

    @pytest.fixture
    def newer(self, town, form):
        items = [Item("消防设施", 70), Item("绿化", 30)]
        return inspected.checklist(town, on=MONDAY, items=items)

    def test_a_visit_before_is_filled_in_by_the_checklist_of_its_day(
        self, town, form, newer
    ):
        anna = client_of(town.anna)
        shown = anna.get(form)
        assert [card["title"] for card in shown.context["cards"]] == [
            "消防设施",
            "绿化",
        ]
        (way,) = shown.context["ways"]
        assert way["words"] == (
            "For a visit before Monday 2 March 2026: the checklist in force until then"
        )
        older = anna.get(way["address"])
        assert len(older.context["cards"]) == 3
        typed = {**TYPED, "on": older.context["form"]["on"].value()}
        typed["checklist"] = older.context["checklist"].pk
        anna.post(way["address"], typed)
        row = Inspection.objects.get()
        assert (row.visited_on, row.checklist) == (SUNDAY, inspected.checklist(town))

    def test_another_day_leads_to_its_checklist(self, town, form, newer):
        anna = client_of(town.anna)
        typed = {"on": SUNDAY.isoformat(), "mark_1": "4", "mark_2": "2", "signed": "on"}
        refused = anna.post(form, typed)
        assert "Another checklist was in force" in refused.content.decode()
        (way,) = refused.context["ways"]
        assert way["words"] == "Fill in the checklist of Sunday 1 March 2026"
        assert len(anna.get(way["address"]).context["cards"]) == 3
        assert not Inspection.objects.exists()

    def test_cards_that_were_shown_before_midnight_stay_what_they_were(
        self, town, form, newer
    ):
        """Shown on Sunday by the old list, sent when the new one is in force."""
        older = inspected.checklist(town)
        typed = {**TYPED, "on": SUNDAY.isoformat(), "checklist": older.pk}
        client_of(town.anna).post(form, typed)
        assert Inspection.objects.get().items.get(position=1).title == "消防通道"

    @pytest.mark.parametrize("day", ["", "2026-13-01", "2099-01-01", "0"])
    def test_a_day_that_cannot_be_is_today(self, town, form, newer, day):
        shown = client_of(town.anna).get(f"{form}&on={day}")
        assert len(shown.context["cards"]) == 2


def test_the_province_writes_the_next_checklist(town):
    inspected.checklist(town)
    typed = {
        "title": "物业服务现场考评表（2027版）",
        "effective_from": "2027-01-01",
        "items": "60 消防通道\n40 电梯",
    }
    lin = client_of(regulator("lin", "林", town.city))
    assert lin.post(ADD_CHECKLIST, typed).status_code == HTTPStatus.FORBIDDEN
    gu = client_of(regulator("gu", "顾", town.province))
    begun = gu.get(ADD_CHECKLIST).context["form"]
    assert begun["items"].value() == "50 消防通道\n30 保洁\n20 电梯"
    for items, said in (
        ("60 消防通道\n39 电梯", "The weights sum to 99"),
        ("消防通道", "Begin this line with its weight: 消防通道"),
    ):
        answer = gu.post(ADD_CHECKLIST, {**typed, "items": items})
        assert said in answer.content.decode()
    gu.post(ADD_CHECKLIST, typed)
    row = Checklist.objects.get(effective_from="2027-01-01")
    page = gu.get(reverse("admin:ratings_checklist_change", args=[row.pk]))
    assert "消防通道" in page.content.decode()
