"""
What can be done in the house at all, by its address: whoever adds an act adds it here.

What is done to a case, and which steps it writes, stands in `tests.complaints.changes`.
"""

import pytest
from django.contrib import admin
from django.http import Http404
from django.urls import get_resolver

from complaints.models import Case
from tests.complaints.changes import COUNTS_TRIES, OF_ACTS
from tests.complaints.page_changes import PAGES

TO_CASES = {f"complaints:{name}" for name in {*PAGES, *OF_ACTS, *COUNTS_TRIES}}
# Changes no case, so it writes no step; what was done stands in the rows themselves.
TO_OTHERS = {
    "firm_reviews:object",
    # writes one step of an entry: `tests.ratings.listings`
    "firm_lists:act",
    # writes one step of a message: `tests.complaints.test_web_board`
    "complaints:board_write",
    # about no case
    "complaints:feedback",
    "login",
    "logout",
    "desk",
    "desk_login",
    "set_language",
    "text_size",
}
AT_THE_DESK = {
    "auth_user_password_change",
    "registry_notice_retry",
    "ratings_review_preview",
    "ratings_review_publish",
    "ratings_review_correct",
    "ratings_objection_decide",
    "ratings_bulletin_edit",
    "ratings_bulletin_sign",
    "ratings_bulletin_publish",
    "ratings_campaign_edit",
    "ratings_campaign_publish",
    # each writes one step: `tests.ratings.operations.test_enforcing` and the like
    "ratings_credit_confirm",
    "ratings_credit_revoke",
    "ratings_enforcement_comply",
    "ratings_enforcement_deduct",
    "ratings_enforcement_revoke",
    "ratings_inspection_correct",
    "ratings_listing_act",
    # each writes one step: `tests.complaints.test_admin_board`
    "complaints_message_act",
    "ratings_listing_propose",
    # read, and change nothing
    "ratings_listing_archive",
    "ratings_listing_candidates",
    "ratings_listing_file",
    "ratings_listing_paper",
    "ratings_review_interviews",
    "ratings_review_without",
    # each writes one step: `tests.ratings.test_admin_rules`
    "ratings_ruleset_draft",
    "ratings_ruleset_edit",
    "ratings_ruleset_consult",
    "ratings_ruleset_review",
    "ratings_ruleset_issue",
    "ratings_ruleset_withdraw",
    # asks for a simulation and reads it; no rule set changes
    "ratings_ruleset_simulation",
    "ratings_ruleset_simulation_csv",
}
OF_MANY = {"Case": {"accept_selected"}, "Notice": {"send_selected_again"}}
OF_A_REGISTER = ("add", "change", "changelist", "delete", "history")


def addresses(resolver, namespace=""):
    """Each named address outside the desk, with its view."""
    for pattern in resolver.url_patterns:
        if not hasattr(pattern, "url_patterns"):
            yield f"{namespace}{pattern.name}", pattern
        elif pattern.namespace != "admin":
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern, namespace + inner)


def takes_a_form(pattern, request):
    values = dict.fromkeys(pattern.pattern.converters, "1")
    try:
        return pattern.callback(request, **values).status_code != 405
    except Http404:
        return True


def test_outside_the_desk_every_address_that_takes_a_form_is_known(town, rf):
    request = rf.post("/")
    request.user = town.manager.user
    acts = {
        name
        for name, pattern in addresses(get_resolver())
        if name not in TO_CASES | TO_OTHERS and takes_a_form(pattern, request)
    }
    assert acts == set()


def own_addresses(model_admin):
    """The addresses that a register would not have by itself."""
    model = model_admin.model._meta
    usual = {f"{model.app_label}_{model.model_name}_{of}" for of in OF_A_REGISTER}
    return {pattern.name for pattern in model_admin.get_urls() if pattern.name} - usual


def test_every_address_of_the_desk_beside_the_registers_is_known():
    """Those of the cases are asked for in `tests.complaints.test_changes`."""
    others = set(admin.site._registry) - {Case}
    found = (own_addresses(admin.site.get_model_admin(model)) for model in others)
    assert set().union(*found) == AT_THE_DESK


@pytest.mark.usefixtures("db")
def test_every_action_on_many_rows_is_known():
    found = {
        model.__name__: set(model_admin.actions)
        for model, model_admin in admin.site._registry.items()
        if model_admin.actions
    }
    assert found == OF_MANY
