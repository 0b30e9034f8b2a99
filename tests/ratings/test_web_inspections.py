"""What a firm sees of the inspections of its projects, and who sees their photos."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from ratings.operations.inspecting import Found
from ratings.states import Mark
from tests.complaints import paths
from tests.ratings import inspected

LIST = reverse("firm_inspections:inspections")


@pytest.fixture
def row(town):
    return inspected.inspected(
        town,
        found=[
            Found(Mark.HALF, "The lane is blocked.", [paths.photo()]),
            Found(Mark.FULL),
            Found(Mark.NOT_HERE),
        ],
    )


def client_of(user):
    client = Client(headers={"accept-language": "en"})
    if user is not None:
        client.force_login(user)
    return client


def page_of(row):
    return reverse("firm_inspections:inspection", args=[row.pk])


def photo_of(row):
    photo = row.items.get(position=1).photos.get()
    return reverse("ratings:inspection_photo", args=[photo.file_id])


def test_the_firm_reads_marks_remarks_and_photos_but_not_the_inspector(town, row):
    client = client_of(town.manager.user)
    assert page_of(row) in client.get(LIST).content.decode()
    page = client.get(page_of(row)).content.decode()
    assert "68.75 of 100 points" in page
    assert "The lane is blocked." in page
    assert photo_of(row) in page
    assert "Heyedi Street" in page
    assert row.signed_as not in page


def test_a_corrected_one_is_marked(town, row):
    newer = inspected.corrected(town, row)
    client = client_of(town.manager.user)
    assert "Corrected by a later one" in client.get(page_of(row)).content.decode()
    page = client.get(page_of(newer)).content.decode()
    assert "The lift was looked at in the wrong building." in page


def test_a_firm_without_any_is_told_what_would_be_here(town, row):
    page = client_of(town.rival_manager.user).get(LIST).content.decode()
    assert "No inspection yet" in page


def test_another_firm_and_staff_do_not_find_it_here(town, row):
    for user in (town.rival_manager.user, town.anna.user):
        answer = client_of(user).get(page_of(row))
        assert answer.status_code == HTTPStatus.NOT_FOUND


def test_a_photo_is_there_for_who_may_read_the_inspection(town, row):
    sees = {
        name: client_of(user).get(photo_of(row)).status_code == HTTPStatus.OK
        for name, user in (
            ("inspector", town.anna.user),
            ("county", town.county_dora.user),
            ("firm", town.manager.user),
            ("other street", town.carl.user),
            ("other firm", town.rival_manager.user),
            ("nobody", None),
        )
    }
    assert [name for name, may in sees.items() if may] == [
        "inspector",
        "county",
        "firm",
    ]
    answer = client_of(town.manager.user).get(photo_of(row))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
