"""Each address of the desk shows somebody a page of its own, or says what it is."""

import pytest
import time_machine
from django.contrib import admin
from django.urls import reverse

from tests import desk_pages, pages
from tests.desk_world import build_desk


@pytest.fixture
def desk(town):
    desk = build_desk(town)
    with time_machine.travel(pages.LOOKED_AT, tick=False):
        yield desk


def test_every_address_of_the_desk_is_a_page_for_somebody(desk):
    """Of each for whom it is one, or a new page could be opened by nobody here."""
    shown: set[str] = set()
    for role in desk.people:
        shown |= {page.name for page in desk_pages.shown(desk, role)}
    wanted = {name for name in desk_pages.named() if desk_pages.is_for_somebody(name)}
    assert shown == wanted
    assert set(desk_pages.named()) >= desk_pages.NO_PAGES


def test_every_list_of_the_desk_stands_in_somebodys_navigation(desk):
    first_pages = [
        desk.visitor(role).get("/admin/").content.decode() for role in desk.people
    ]
    hidden = [
        address
        for address in (
            reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
            for model in admin.site._registry
        )
        if not any(f'href="{address}"' in page for page in first_pages)
    ]
    assert hidden == []
