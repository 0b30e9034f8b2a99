"""What the database refuses of entries of the red and the black list."""

from datetime import date, timedelta

from django.db import models

from tests.rows import LATER
from tests.town import MONDAY_MORNING

UPDATES = [
    (
        "black_stands_on_a_basis_and_red_on_two_reviews",
        "black_entry",
        {"basis": None},
    ),
    (
        "black_stands_on_a_basis_and_red_on_two_reviews",
        "red_entry",
        {"review_before": None},
    ),
    (
        "a_serious_entry_stands_on_a_law_or_central_policy",
        "black_entry",
        {"list_class": "SERIOUS", "months": 24, "basis_level": "LOCAL"},
    ),
    ("the_term_of_an_entry_is_within_its_class", "black_entry", {"months": 2}),
    ("the_term_of_an_entry_is_within_its_class", "black_entry", {"months": 13}),
    (
        "the_term_of_an_entry_is_within_its_class",
        "black_entry",
        {"to_be_published": False},
    ),
    (
        "the_term_of_an_entry_is_within_its_class",
        "black_entry",
        {"list_class": "MINOR", "months": 4},
    ),
    (
        "the_term_of_an_entry_is_within_its_class",
        "black_entry",
        {"list_class": "SERIOUS", "months": 37},
    ),
    ("the_term_of_an_entry_is_within_its_class", "red_entry", {"months": 0}),
    (
        "who_proposed_an_entry_does_not_review_it",
        "black_entry",
        {"reviewed_by": models.F("proposed_by")},
    ),
    (
        "who_decides_an_entry_neither_proposed_nor_reviewed_it",
        "decided_entry",
        {"decided_by": models.F("proposed_by")},
    ),
    (
        "who_decides_an_entry_neither_proposed_nor_reviewed_it",
        "decided_entry",
        {"decided_by": models.F("reviewed_by")},
    ),
    (
        "who_proposed_an_entry_does_not_publish_it",
        "published_entry",
        {"published_by": models.F("proposed_by")},
    ),
    ("a_standing_entry_was_decided", "decided_entry", {"decided_by": None}),
    ("a_standing_entry_was_decided", "black_entry", {"ends_on": date(2027, 1, 1)}),
    ("a_decided_black_entry_was_reviewed", "decided_entry", {"reviewed_by": None}),
    ("a_served_entry_says_how_and_when", "decided_entry", {"served_on": None}),
    ("a_served_entry_says_how_and_when", "decided_entry", {"served_by_way": ""}),
    (
        "a_black_entry_is_decided_after_the_time_for_a_defence",
        "decided_entry",
        {"defence_ends_at": MONDAY_MORNING + timedelta(days=11)},
    ),
    (
        "a_defence_is_answered_before_the_decision",
        "decided_entry",
        {"defended_at": LATER},
    ),
    (
        "a_defence_comes_in_its_time",
        "defended_entry",
        {"defended_at": models.F("defence_ends_at")},
    ),
    (
        "an_entry_ends_after_it_starts",
        "decided_entry",
        {"ends_on": models.F("starts_on")},
    ),
    (
        "an_entry_is_published_after_its_decision",
        "published_entry",
        {"published_at": MONDAY_MORNING},
    ),
    (
        "a_published_entry_says_by_whom",
        "decided_entry",
        {
            "published_at": models.F("decided_at"),
            "published_by": models.F("decided_by"),
        },
    ),
    (
        "a_suspended_entry_says_where_it_returns",
        "suspended_entry",
        {"suspended_from": ""},
    ),
    (
        "a_suspended_entry_says_where_it_returns",
        "published_entry",
        {"suspended_from": "DECIDED"},
    ),
    ("what_left_the_public_says_when", "suspended_entry", {"removed_at": None}),
    ("what_is_not_decided_lapses", "black_entry", {"lapses_at": None}),
    ("a_notice_stands_on_two_reviews", "low_rating", {"before": models.F("review")}),
]

SECONDS = [
    ("one_listing_step_per_number", "listing_step", {}),
    ("listing_steps_name_their_user", "listing_step", {"number": 99, "actor": None}),
    (
        "a_refused_attempt_says_what_and_why",
        "listing_step",
        {"number": 99, "refusal": "TEXT"},
    ),
    (
        "a_refused_attempt_says_what_and_why",
        "listing_step",
        {"number": 99, "action": "REFUSED", "tried": "PUBLISH"},
    ),
    ("an_entry_names_a_document_once", "listing_fact", {}),
    ("a_fact_names_a_case_once", "listed_case", {}),
    ("a_document_stands_behind_one_entry", "held_document", {}),
    ("one_set_of_listing_terms_at_a_time", "listing_terms", {}),
    ("one_notice_per_firm_and_review", "low_rating", {}),
]
