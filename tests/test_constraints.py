"""Every named constraint refuses, by its name, what no operation would ever write."""

from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from complaints.models import Text
from registry.models import User
from registry.sealing import seal
from tests.ratings import ruled
from tests.ratings.refused_rows import OF_DOCUMENTS, SECOND_DOCUMENTS
from tests.rows import LATER, Rows
from tests.town import MONDAY_MORNING

ONE_DAY = timedelta(days=1)
# what an update would set to bring rules from one stage of their process to the next
DAY = date(2026, 2, 16)
CONSULTED = {
    "state": "CONSULTED",
    "version": 2,
    "consulted_from": DAY,
    "consulted_to": DAY + 29 * ONE_DAY,
    "opinions_to": "opinions@example.org",
}
REVIEWED = {
    "state": "REVIEWED",
    "version": 3,
    "reviewed_by": models.Subquery(
        User.objects.exclude(username="qian").values("pk")[:1]
    ),
    "reviewed_on": DAY + 30 * ONE_DAY,
    "opinion_number": "1",
    "opinion_date": DAY,
}
ISSUED = {
    "state": "ISSUED",
    "version": 4,
    "document_number": "1",
    "issuing_body": "The province",
    "issued_by": REVIEWED["reviewed_by"],
    "published_on": DAY + 60 * ONE_DAY,
    "effective_from": DAY + 90 * ONE_DAY,
    "valid_until": DAY + 400 * ONE_DAY,
}
FIVE_YEARS_ON = date(2031, 5, 17)

# constraint, row, and the update of this row that the constraint refuses
UPDATES = [
    ("case_is_due_while_it_is_open", "case", {"due_at": None}),
    ("case_is_due_while_it_is_open", "closed_case", {"due_at": LATER}),
    ("case_is_due_while_it_is_open", "closed_case", {"chase_at": LATER}),
    ("case_says_where", "case", {"community": None, "place": ""}),
    ("only_complaints_are_urgent", "question", {"urgency": "URGENT"}),
    ("answerable_firm_comes_with_its_tenure", "case", {"tenure": None}),
    ("answerable_firm_comes_with_its_tenure", "case", {"firm": None}),
    ("somebody_acts_on_a_disposed_case", "disposed_case", {"acting_firm": None}),
    ("somebody_acts_on_a_disposed_case", "disposed_case", {"party": ""}),
    ("somebody_acts_on_a_disposed_case", "disposed_case", {"party": "DEPARTMENT"}),
    (
        "a_clock_stands_still_only_while_it_is_worked_on",
        "case",
        {"paused_until": LATER},
    ),
    ("a_merged_case_goes_on_as_another", "case", {"merged_into": models.F("pk")}),
    ("no_case_goes_on_as_itself", "merged_case", {"merged_into": models.F("pk")}),
    ("a_commitment_is_one_party_s", "commitment", {"firm": None}),
    ("a_commitment_is_one_party_s", "commitment", {"office": 1}),
    ("a_step_settles_a_commitment", "commitment", {"state": "KEPT", "ask_at": None}),
    ("a_step_settles_a_commitment", "commitment", {"settled_by": models.F("step")}),
    ("a_step_settles_a_commitment", "settled_commitment", {"state": "OPEN"}),
    ("a_step_settles_a_commitment", "settled_commitment", {"ask_at": LATER}),
    ("commitments_count_from_one", "commitment", {"number": 0}),
    ("a_duty_ends_after_it_starts", "duty", {"ends_at": MONDAY_MORNING}),
    ("a_closed_case_says_why", "closed_case", {"closing": ""}),
    ("a_closed_case_says_why", "case", {"closing": "NO_REPLY"}),
    ("only_complaints_are_rectified", "disposed_case", {"kind": "SUGGESTION"}),
    ("only_complaints_are_suspected", "question", {"judge_by": LATER}),
    ("only_what_is_suspected_is_chased_for_it", "case", {"judge_chase_at": LATER}),
    ("case_counts_from_one", "case", {"version": 0}),
    ("case_counts_from_one", "case", {"round": 0}),
    ("case_counts_from_one", "case", {"entered_number": 2}),
    ("own_answers_come_from_a_proved_phone", "answer", {"channel": "PHONE"}),
    ("own_answers_come_from_a_proved_phone", "follower_answer", {"channel": "PHONE"}),
    ("followers_answer_for_themselves", "follower_answer", {"own": False}),
    ("follower_is_sealed", "follower", {"phone_sealed": "+8613900139000"}),
    ("follower_is_sealed", "follower", {"phone_digest": ""}),
    ("follower_joined_a_written_case", "follower", {"number": 0}),
    ("follower_joined_a_written_case", "follower", {"round": 0}),
    (
        "follower_comes_from_another_case",
        "follower",
        {"came_from": models.F("case")},
    ),
    (
        "a_filing_alert_compares_two_reviews",
        "filing_alert",
        {"earlier": models.F("review")},
    ),
    ("an_alert_is_about_some_days", "alert", {"ends_on": models.F("starts_on")}),
    ("an_alert_names_whom_it_is_about", "alert", {"sort": "TYPIST"}),
    ("an_alert_names_whom_it_is_about", "typist_alert", {"typist": None}),
    ("an_alert_names_whom_it_is_about", "typist_alert", {"sort": "APART"}),
    ("contact_is_sealed", "contact", {"phone_sealed": "+8613800138000"}),
    ("contact_is_sealed", "contact", {"name_sealed": "王芳"}),
    ("contact_is_sealed", "contact", {"unit_sealed": "3-2-501"}),
    ("a_sealed_phone_has_its_digest", "contact", {"phone_digest": ""}),
    (
        "a_sealed_phone_has_its_digest",
        "contact",
        {"privacy": "ANONYMOUS", "phone_sealed": ""},
    ),
    (
        "only_anonymous_reporters_have_no_phone",
        "contact",
        {"phone_sealed": "", "phone_digest": ""},
    ),
    ("only_anonymous_reporters_have_no_phone", "contact", {"privacy": "ANONYMOUS"}),
    ("an_erased_text_is_gone", "text", {"erased_at": LATER}),
    ("an_erased_text_is_gone", "text", {"erased_at": LATER, "body": ""}),
    ("case_counter_has_six_digits", "number_series", {"last": 1_000_000}),
    (
        "phone_code_expires_after_it_is_sent",
        "phone_code",
        {"expires_at": MONDAY_MORNING},
    ),
    ("phone_code_has_five_tries", "phone_code", {"tries": 6}),
    ("time_limit_is_some_time", "time_limit", {"amount": 0}),
    ("only_a_province_has_no_parent", "region", {"parent": None}),
    ("only_a_province_has_no_parent", "province", {"level": "CITY"}),
    (
        "retaliation_is_held_by_a_county_or_higher",
        "retaliation",
        {"office_code": "340104007"},
    ),
    ("region_code_has_nine_characters", "region", {"code": "34010400"}),
    ("community_position_is_whole_or_absent", "community", {"latitude": 31.8}),
    ("community_position_is_whole_or_absent", "community", {"longitude": 117.2}),
    (
        "community_position_is_whole_or_absent",
        "community",
        {"latitude": 117.2, "longitude": 31.8},
    ),
    (
        "committee_term_ends_after_its_election",
        "community",
        {
            "committee_elected_on": date(2026, 1, 1),
            "committee_term_ends_on": date(2026, 1, 1),
        },
    ),
    (
        "committee_term_ends_after_its_election",
        "community",
        {"committee_term_ends_on": date(2026, 1, 1)},
    ),
    (
        "committee_term_ends_after_its_election",
        "community",
        {"committee_elected_on": date(2026, 1, 1)},
    ),
    ("credit_code_has_18_characters", "firm", {"credit_code": "91340100MA2MQCGL8"}),
    ("firm_is_not_its_own_head_office", "firm", {"head_office": models.F("pk")}),
    ("idempotency_key_is_a_digest", "idempotency_key", {"key": "short"}),
    ("idempotent_request_has_a_digest", "idempotency_key", {"request_digest": "x"}),
    ("idempotent_reply_is_sealed", "idempotency_key", {"reply_sealed": "{}"}),
    ("notice_goes_by_a_known_channel", "notice", {"channel": "PIGEON"}),
    ("notice_address_is_sealed", "notice", {"address_sealed": "+8613800138000"}),
    ("notice_payload_is_sealed", "notice", {"payload_sealed": "{}"}),
    (
        "notice_is_sent_or_given_up_not_both",
        "notice",
        {"sent_at": LATER, "failed_at": LATER, "attempts": 1},
    ),
    (
        "notice_is_in_hand_only_while_waiting",
        "notice",
        {"sent_at": LATER, "leased_until": LATER, "attempts": 1},
    ),
    ("notice_was_tried_before_it_ended", "notice", {"failed_at": LATER}),
    (
        "stored_file_was_made_anew_as_jpeg",
        "stored_file",
        {"content_type": "image/svg+xml"},
    ),
    ("stored_file_has_a_sha256", "stored_file", {"sha256": "0" * 63}),
    ("stored_file_is_not_empty", "stored_file", {"size": 0}),
    ("stored_photo_fits_the_longest_side", "stored_file", {"width": 2049}),
    ("stored_photo_fits_the_longest_side", "stored_file", {"height": 0}),
    ("look_of_a_photo_is_whole_or_absent", "stored_file", {"look_a": 1}),
    (
        "look_of_a_photo_is_whole_or_absent",
        "stored_file",
        {"look_a": 1, "look_b": 2, "look_c": 3, "look_d": 65536},
    ),
    ("tenure_ends_after_it_starts", "ended_tenure", {"ends_on": date(2024, 1, 1)}),
    ("user_stands_where_the_role_demands", "officer", {"region": None}),
    (
        "user_stands_where_the_role_demands",
        "officer",
        {"role": "FIRM", "is_staff": False},
    ),
    ("user_stands_where_the_role_demands", "clerk", {"firm": None}),
    ("user_stands_where_the_role_demands", "fireman", {"role": "AUDITOR"}),
    ("user_stands_where_the_role_demands", "officer", {"role": "MAYOR"}),
    ("firm_users_are_not_staff", "clerk", {"is_staff": True}),
    ("firm_users_are_not_staff", "clerk", {"is_superuser": True}),
    ("rule_sets_count_from_one", "draft_of_rules", {"number": 0}),
    ("a_rule_set_says_who_drafted_it", "draft_of_rules", {"drafted_by": None}),
    *(
        ("rules_are_consulted_on_from_a_day_to_a_day", "draft_of_rules", change)
        for change in (
            {"state": "CONSULTED", "version": 2},
            {"consulted_from": DAY, "consulted_to": DAY + 40 * ONE_DAY},
            {**CONSULTED, "opinions_to": ""},
        )
    ),
    (
        "rules_are_consulted_on_for_thirty_days",
        "draft_of_rules",
        {**CONSULTED, "consulted_to": DAY + 28 * ONE_DAY},
    ),
    *(
        ("rules_are_legally_reviewed_after_their_consultation", "consulted_rules", one)
        for one in (
            {"state": "REVIEWED", "version": 3},
            {**REVIEWED, "opinion_number": ""},
            {**REVIEWED, "opinion_date": None},
            {**REVIEWED, "reviewed_on": models.F("consulted_to")},
        )
    ),
    (
        "who_drafted_rules_does_not_review_them",
        "consulted_rules",
        {**REVIEWED, "reviewed_by": models.F("drafted_by")},
    ),
    *(
        ("issued_rules_name_their_document", "reviewed_rules", change)
        for change in (
            {"effective_from": DAY},
            {**ISSUED, "document_number": ""},
            {**ISSUED, "issuing_body": ""},
            {**ISSUED, "valid_until": None},
            {**ISSUED, "issued_by": None},
            {**ISSUED, "published_on": models.F("consulted_to")},
        )
    ),
    (
        "rules_are_issued_by_a_second_person",
        "reviewed_rules",
        {**ISSUED, "issued_by": models.F("drafted_by")},
    ),
    (
        "rules_are_published_thirty_days_before_effect",
        "reviewed_rules",
        {**ISSUED, "effective_from": DAY + 89 * ONE_DAY},
    ),
    (
        "rule_set_ends_after_it_starts",
        "reviewed_rules",
        {**ISSUED, "valid_until": ISSUED["effective_from"]},
    ),
    (
        "rules_are_valid_for_five_years_at_most",
        "reviewed_rules",
        {**ISSUED, "valid_until": FIVE_YEARS_ON + ONE_DAY},
    ),
    (
        "a_withdrawn_rule_set_says_from_when",
        "draft_of_rules",
        {"state": "WITHDRAWN", "version": 2},
    ),
    ("a_withdrawn_rule_set_says_from_when", "draft_of_rules", {"withdrawn_from": DAY}),
    (
        "issued_rules_are_withdrawn_by_a_second_person",
        "rule_set",
        {
            "state": "WITHDRAWN",
            "version": 5,
            "withdrawn_from": DAY,
            "withdrawn_by": models.F("issued_by"),
        },
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
    *OF_DOCUMENTS,
    ("a_decided_objection_has_reasons", "objection", {"state": "UPHELD"}),
    ("a_decided_objection_has_reasons", "decided_objection", {"reasons": ""}),
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
    ("nobody_stands_in_for_oneself", "delegation", {"stand_in": models.F("absent")}),
    (
        "a_delegation_ends_after_it_starts",
        "delegation",
        {"ends_on": models.F("starts_on")},
    ),
]

# constraint, row, and how a second row like this one differs from it
SECONDS = [
    ("one_step_per_number", "step", {}),
    ("each_chase_step_once", "chase_step", {"number": 99}),
    ("each_suspicion_once_in_a_round", "suspicion_step", {"number": 99}),
    ("staff_steps_name_their_user", "step", {"number": 99, "actor_kind": "OFFICER"}),
    ("staff_steps_name_their_user", "officer_step", {"number": 99, "actor": None}),
    (
        "staff_steps_name_their_user",
        "officer_step",
        {"number": 99, "actor_kind": "RESIDENT"},
    ),
    ("one_reporter_answer_per_round", "answer", {"step": "another"}),
    ("one_follower_answer_per_round", "follower_answer", {"step": "another"}),
    ("one_follower_per_case_and_phone", "follower", {}),
    ("one_commitment_per_number", "commitment", {"text": "another"}),
    ("one_alert_per_street_sort_and_window", "alert", {}),
    ("one_promise_per_revision", "promise", {}),
    ("one_time_limit_at_a_time", "time_limit", {}),
    ("one_category_per_place", "category", {"code": "another"}),
    ("one_top_category_per_place", "top_category", {"code": "another"}),
    ("one_department_of_a_kind_per_region", "department", {}),
    ("one_reply_per_scope_and_key", "idempotency_key", {}),
    ("one_notice_per_dedupe_key", "notice", {"address_sealed": seal("another")}),
    ("one_row_per_job", "job", {}),
    ("one_stored_file_per_path", "stored_file", {"pk": uuid4()}),
    (
        "one_open_tenure_per_community",
        "open_tenure",
        {"starts_on": date(2030, 1, 1)},
    ),
    (
        "only_rectifications_have_time_to_spare",
        "officer_step",
        {"number": 99, "spare_seconds": 0},
    ),
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
    ("one_count_per_firm_and_review", "firm_counts", {}),
    ("one_count_per_tenure_and_review", "project_counts", {}),
    ("one_count_per_region_and_review", "region_counts", {}),
    ("one_score_per_firm_and_review", "firm_score", {}),
    ("one_score_per_region_and_review", "region_score", {}),
    ("one_objection_per_case_and_review", "objection", {}),
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
    ("one_set_of_listing_terms_at_a_time", "listing_terms", {}),
    ("one_notice_per_firm_and_review", "low_rating", {}),
    ("one_filing_alert_per_region_and_period", "filing_alert", {}),
    ("one_rule_set_step_per_number", "rule_set_step", {}),
    (
        "who_withdraws_rules_says_why",
        "rule_set_step",
        {"number": 2, "action": "WITHDRAW"},
    ),
    *SECOND_DOCUMENTS,
]
ONLY_ON_POSTGRESQL = {"tenures_of_a_community_do_not_overlap"}
BY_HAND = {"one_red_entry_per_firm"}


def named_constraints():
    return {
        constraint.name: (model, constraint)
        for label in ("registry", "complaints", "ratings")
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    }


@contextmanager
def refused_by(name):
    """By its name; SQLite tells of a broken uniqueness by its columns only."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        yield
    if connection.vendor == "postgresql":
        cause: Any = refused.value.__cause__
        assert cause.diag.constraint_name == name
        return
    model, constraint = named_constraints()[name]
    told = str(refused.value)
    if not isinstance(constraint, models.UniqueConstraint) or constraint.expressions:
        assert name in told
        return
    table = model._meta.db_table
    columns = [model._meta.get_field(one).column for one in constraint.fields]
    by_columns = ", ".join(f"{table}.{column}" for column in columns)
    assert told in (f"UNIQUE constraint failed: {by_columns}", f"index '{name}'")


@pytest.fixture
def rows(town):
    return Rows(town)


@pytest.mark.parametrize(("name", "row", "values"), UPDATES)
def test_the_database_refuses_an_update(rows, name, row, values):
    stored = getattr(rows, row)()

    with refused_by(name):
        type(stored).objects.filter(pk=stored.pk).update(**values)


@pytest.mark.parametrize(("name", "row", "differs"), SECONDS)
def test_the_database_refuses_another_row(rows, name, row, differs):
    second = getattr(rows, row)()
    second.pk = None
    if hasattr(second, "text_id"):
        second.text = None
    if differs.get("step") == "another":
        differs = {"step": second.case.steps.get(number=1)}
    if differs.get("text") == "another":
        differs = {"text": second.case.text}
    if differs.get("review") == "another":
        differs = {**differs, "review": rows.next_open_review()}
    for field, value in differs.items():
        setattr(second, field, value)
    if row == "open_tenure" and connection.vendor == "postgresql":
        # Two open tenures overlap, too; PostgreSQL tells of one of both.
        with pytest.raises(IntegrityError, match="tenure"), transaction.atomic():
            second.save(force_insert=True)
        return

    with refused_by(name):
        second.save(force_insert=True)


@pytest.mark.postgres
def test_tenures_of_a_community_do_not_overlap(town):
    tenure = town.garden.tenures.get()
    tenure.pk = None
    tenure.starts_on, tenure.ends_on = date(2025, 1, 1), date(2025, 2, 1)

    with refused_by("tenures_of_a_community_do_not_overlap"):
        tenure.save(force_insert=True)
    tenure.starts_on, tenure.ends_on = date(2023, 1, 1), date(2024, 1, 1)
    tenure.save(force_insert=True)


def test_one_red_entry_per_firm(rows):
    second = rows.red_entry()
    second.pk, second.number = None, "L-2026-999999"
    second.subject, second.grounds = rows.text(), Text.objects.create(digest="0" * 64)

    with refused_by("one_red_entry_per_firm"):
        second.save(force_insert=True)


def test_every_named_constraint_was_tried():
    tried = {case[0] for case in (*UPDATES, *SECONDS)} | ONLY_ON_POSTGRESQL | BY_HAND
    assert tried == named_constraints().keys()


def test_each_constraint_has_a_name_of_its_own():
    names = [
        constraint.name
        for label in ("registry", "complaints", "ratings")
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    ]
    assert len(set(names)) == len(names)


def test_the_whole_way_of_a_rule_set_is_allowed(rows):
    """So that what is refused above is refused for the one thing that differs."""
    rule_set = type(rows.draft_of_rules()).objects
    ruled.person(ruled.LAWYER)
    for change in (CONSULTED, REVIEWED, {**ISSUED, "valid_until": FIVE_YEARS_ON}):
        assert rule_set.update(**change) == 1


def test_the_29th_of_february_has_no_day_five_years_on(rows):
    leap_day, last = date(2028, 2, 29), date(2033, 2, 28)
    terms = {**ISSUED, "effective_from": leap_day}
    rule_set = type(rows.reviewed_rules()).objects
    with refused_by("rules_are_valid_for_five_years_at_most"):
        rule_set.update(**{**terms, "valid_until": last + ONE_DAY})
    assert rule_set.update(**{**terms, "valid_until": last}) == 1
