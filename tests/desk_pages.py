"""
Every page of the desk by the name of its address, for each role that may open it.

Which role may open what is found by asking. An address that shows nobody a page has to
stand in `NO_PAGES`, or `architecture/test_desk_pages.py` fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.desk_world import DeskWorld

# They take what was typed, and lead back to a page.
ACTS = {
    "complaints_case_call",
    "complaints_case_move",
    "complaints_message_act",
    "logout",
    "ratings_bulletin_edit",
    "ratings_bulletin_publish",
    "ratings_bulletin_sign",
    "ratings_campaign_edit",
    "ratings_campaign_publish",
    "ratings_credit_confirm",
    "ratings_credit_revoke",
    "ratings_enforcement_comply",
    "ratings_enforcement_deduct",
    "ratings_enforcement_revoke",
    "ratings_listing_act",
    "ratings_objection_decide",
    "ratings_review_correct",
    "ratings_review_preview",
    "ratings_review_publish",
    "ratings_ruleset_consult",
    "ratings_ruleset_issue",
    "ratings_ruleset_review",
    "ratings_ruleset_withdraw",
    "registry_notice_retry",
}
# They send a file, data, or a part of a page to a script.
PARTS = {
    "autocomplete",
    "complaints_case_communities",
    "jsi18n",
    "ratings_listing_archive",
    "ratings_listing_file",
    "ratings_listing_paper",
    "ratings_ruleset_simulation_csv",
    "search",
}
# The theme has them for everything; of these rows nobody adds one by hand, and no
# row of the house is deleted.
NOBODY_S = {
    "complaints_answeralert_add",
    *(f"complaints_feedback_{act}" for act in ("add", "change", "history")),
    "ratings_filingalert_add",
    "registry_notice_add",
    "registry_region_add",
}
# `desk_login` stands before the theme's own door; no row has a page in public.
ELSEWHERE = {"login", "view_on_site"}
NO_PAGES = ACTS | PARTS | NOBODY_S | ELSEWHERE
# Pages that differ with the state of their row: who works on them sees each row, and
# others one, as of every other model.
WORKED_ON_BY = {
    "bulletin": {"province"},
    "campaign": {"province"},
    "case": {"street", "county"},
    "enforcement": {"county"},
    "listing": {"county", "regulator"},
    "message": {"street"},
    "objection": {"province"},
    "review": {"province", "regulator"},
    "ruleset": {"province"},
}
APPS = ("registry", "ratings", "complaints")


@dataclass(frozen=True)
class Shown:
    """A page as somebody of one role sees it."""

    role: str
    name: str
    address: str
    answer: Any


def shown(world: DeskWorld, role: str, **headers: str) -> Iterator[Shown]:
    """Each page that this role may open, and no redirect, refusal or file."""
    visitor = world.visitor(role)
    for name, address in addresses(world, role):
        answer = visitor.get(address, headers=headers)
        if _is_page(answer):
            yield Shown(role, name, address, answer)


def _is_page(answer: HttpResponseBase) -> bool:
    is_html = answer.get("Content-Type", "").startswith("text/html")
    return answer.status_code == HTTPStatus.OK and is_html


def addresses(world: DeskWorld, role: str) -> Iterator[tuple[str, str]]:
    """The name of each page of the desk, with its address for one row or for each."""
    for name, pattern in sorted(named().items()):
        if is_for_somebody(name):
            for words in _words(world, role, pattern):
                yield name, reverse(f"admin:{name}", kwargs=words or None)


def is_for_somebody(name: str) -> bool:
    return name not in NO_PAGES and not name.endswith("_delete")


def named() -> dict[str, URLPattern]:
    """What the desk has; an address without a name leads on to one that has one."""
    (desk,) = (
        one
        for one in get_resolver().url_patterns
        if isinstance(one, URLResolver) and one.namespace == "admin"
    )
    return {str(one.name): one for one in _inside(desk) if one.name}


def _inside(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _inside(pattern)
        else:
            yield pattern


def _words(
    world: DeskWorld, role: str, pattern: URLPattern
) -> Iterator[dict[str, Any]]:
    name, asked = str(pattern.name), set(pattern.pattern.converters)
    if name == "app_list":
        yield from ({"app_label": label} for label in APPS)
    elif asked:
        (row,) = asked
        yield from ({row: pk} for pk in _rows(world, role, name))
    else:
        yield {}


def _rows(world: DeskWorld, role: str, name: str) -> list[int]:
    """Of the list that the administrator has of them."""
    app, model, *_what = name.replace("auth_user", "registry_user").split("_")
    request = RequestFactory().get("/")
    request.user = world.people["administrator"]
    keeper = admin.site.get_model_admin(apps.get_model(app, model))
    rows = keeper.get_queryset(request).order_by("pk").values_list("pk", flat=True)
    return list(rows if role in WORKED_ON_BY.get(model, ()) else rows[:1])
