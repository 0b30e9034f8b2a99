"""What the database refuses of reviews, bulletins, campaigns, scores and objections."""

from django.db import models

from tests.rows import LATER
from tests.town import MONDAY_MORNING

UPDATES = [
    ("satisfied_are_some_of_who_rated", "half_month_sum", {"satisfied": 9}),
    ("satisfied_are_some_of_who_rated", "half_month_sum", {"rated": 9}),
    ("disputes_are_resolved_by_own_answers", "half_month_sum", {"resolved": 9}),
    (
        "a_filing_alert_compares_two_reviews",
        "filing_alert",
        {"earlier": models.F("review")},
    ),
    ("a_finished_simulation_has_its_result", "simulation", {"finished_at": LATER}),
    ("a_finished_simulation_has_its_result", "simulation", {"result": []}),
    ("a_review_is_hashed_when_it_is_frozen", "open_review", {"state": "FROZEN"}),
    ("a_review_is_hashed_when_it_is_frozen", "frozen_review", {"state": "OPEN"}),
    ("a_review_is_hashed_when_it_is_frozen", "scored_review", {"inputs_sha256": ""}),
    ("a_review_is_hashed_when_it_is_scored", "frozen_review", {"state": "SCORED"}),
    ("a_review_is_hashed_when_it_is_scored", "scored_review", {"results_sha256": ""}),
    (
        "a_previewed_review_says_by_whom_and_until_when",
        "scored_review",
        {"state": "PREVIEWED"},
    ),
    (
        "a_previewed_review_says_by_whom_and_until_when",
        "previewed_review",
        {"previewed_by": None},
    ),
    (
        "a_review_is_published_after_its_preview_by_a_second_person",
        "previewed_review",
        {"state": "PUBLISHED"},
    ),
    (
        "a_review_is_published_after_its_preview_by_a_second_person",
        "published_review",
        {"published_by": models.F("previewed_by")},
    ),
    (
        "a_review_is_published_after_its_preview_by_a_second_person",
        "published_review",
        {"published_at": MONDAY_MORNING},
    ),
    (
        "a_review_is_published_after_its_preview_by_a_second_person",
        "published_review",
        {"published_by": None},
    ),
    ("a_corrected_review_says_why", "scored_review", {"version": 2}),
    ("a_corrected_review_says_why", "scored_review", {"reason": "a wrong firm"}),
    (
        "who_orders_a_correction_does_not_publish_it",
        "published_review",
        {
            "version": 2,
            "reason": "a wrong firm",
            "ordered_by": models.F("published_by"),
        },
    ),
    (
        "who_orders_a_correction_does_not_publish_it",
        "scored_review",
        {"ordered_by": 1},
    ),
    ("a_bulletin_is_hashed", "bulletin", {"figures_sha256": ""}),
    ("an_edited_bulletin_says_by_whom", "bulletin", {"state": "EDITED"}),
    ("an_edited_bulletin_says_by_whom", "edited_bulletin", {"edited_by": None}),
    ("an_edited_bulletin_says_by_whom", "edited_bulletin", {"state": "DRAFT"}),
    (
        "a_bulletin_is_signed_by_a_second_person",
        "edited_bulletin",
        {"state": "SIGNED"},
    ),
    (
        "a_bulletin_is_signed_by_a_second_person",
        "signed_bulletin",
        {"signed_by": models.F("edited_by")},
    ),
    (
        "a_bulletin_is_signed_by_a_second_person",
        "signed_bulletin",
        {"state": "EDITED"},
    ),
    (
        "a_bulletin_is_published_after_it_was_signed",
        "signed_bulletin",
        {"state": "PUBLISHED"},
    ),
    (
        "a_bulletin_is_published_after_it_was_signed",
        "published_bulletin",
        {"published_at": MONDAY_MORNING},
    ),
    (
        "a_bulletin_is_published_after_it_was_signed",
        "published_bulletin",
        {"published_by": None},
    ),
    (
        "a_campaign_ends_after_it_starts",
        "draft_campaign",
        {"ends_on": models.F("starts_on")},
    ),
    (
        "a_campaign_is_published_by_a_second_person",
        "draft_campaign",
        {"state": "PUBLISHED"},
    ),
    (
        "a_campaign_is_published_by_a_second_person",
        "published_campaign",
        {"published_by": models.F("made_by")},
    ),
    (
        "a_campaign_is_published_by_a_second_person",
        "published_campaign",
        {"published_at": None},
    ),
    ("a_target_is_a_share", "campaign_target", {"at_least": 0}),
    ("a_target_is_a_share", "campaign_target", {"at_least": "1.0001"}),
    ("only_rated_firms_have_a_score", "firm_score", {"grade": "C"}),
    (
        "only_rated_firms_have_a_score",
        "firm_score",
        {"score": 60, "low": 50, "high": 70},
    ),
    (
        "only_rated_firms_have_a_score",
        "firm_score",
        {"grade": "B", "score": 60, "low": 61, "high": 70},
    ),
    ("a_region_is_scored_whole_or_not", "region_score", {"score": 60}),
    ("a_decided_objection_has_reasons", "objection", {"state": "UPHELD"}),
    ("a_decided_objection_has_reasons", "decided_objection", {"reasons": ""}),
]

SECONDS = [
    ("one_review_per_period_and_version", "open_review", {}),
    (
        "one_published_review_per_period",
        "published_review",
        {"version": 2, "reason": "a wrong firm"},
    ),
    ("one_bulletin_per_review", "bulletin", {"number": "another"}),
    ("one_bulletin_per_document_number", "bulletin", {"review": "another"}),
    (
        "one_published_bulletin_per_period",
        "published_bulletin",
        {"review": "another", "number": "another"},
    ),
    ("one_campaign_per_document_number", "draft_campaign", {}),
    ("one_target_per_measure", "campaign_target", {}),
    ("one_row_per_campaign_and_day", "campaign_day", {}),
    ("one_sum_per_half_month_and_region", "half_month_sum", {}),
    ("one_count_per_firm_and_review", "firm_counts", {}),
    ("one_count_per_tenure_and_review", "project_counts", {}),
    ("one_count_per_region_and_review", "region_counts", {}),
    ("one_score_per_firm_and_review", "firm_score", {}),
    ("one_score_per_region_and_review", "region_score", {}),
    ("one_objection_per_case_and_review", "objection", {}),
    ("one_filing_alert_per_region_and_period", "filing_alert", {}),
]
