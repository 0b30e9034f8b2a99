"""What the database refuses of regions, firms, people, files and notices."""

from datetime import date, time
from uuid import uuid4

from django.db import models

from registry.sealing import seal
from tests.rows import LATER
from tests.town import MONDAY_MORNING

UPDATES = [
    ("a_duty_ends_after_it_starts", "duty", {"ends_at": MONDAY_MORNING}),
    ("uses_are_counted_from_one", "use", {"number": 0}),
    ("only_a_province_has_no_parent", "region", {"parent": None}),
    ("only_a_province_has_no_parent", "province", {"level": "CITY"}),
    ("region_code_has_nine_characters", "region", {"code": "34010400"}),
    ("an_office_opens_before_it_closes", "region", {"opens_at": time(8)}),
    (
        "an_office_opens_before_it_closes",
        "region",
        {"opens_at": time(8), "closes_at": time(8)},
    ),
    (
        "an_office_breaks_within_its_hours",
        "region",
        {"break_from": time(12), "break_to": time(14)},
    ),
    (
        "an_office_breaks_within_its_hours",
        "region",
        {"opens_at": time(8), "closes_at": time(17), "break_from": time(12)},
    ),
    (
        "an_office_breaks_within_its_hours",
        "region",
        {
            "opens_at": time(8),
            "closes_at": time(17),
            "break_from": time(12),
            "break_to": time(17),
        },
    ),
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
    ("notice_was_tried_or_too_late_before_it_ended", "notice", {"failed_at": LATER}),
    (
        "stored_file_is_a_jpeg_or_a_pdf",
        "stored_file",
        {"content_type": "image/svg+xml"},
    ),
    ("stored_file_has_a_sha256", "stored_file", {"sha256": "0" * 63}),
    ("stored_file_is_not_empty", "stored_file", {"size": 0}),
    ("stored_photo_fits_the_longest_side", "stored_file", {"width": 2049}),
    ("stored_photo_fits_the_longest_side", "stored_file", {"height": 0}),
    ("stored_photo_fits_the_longest_side", "stored_file", {"width": None}),
    (
        "stored_photo_fits_the_longest_side",
        "stored_file",
        {"content_type": "application/pdf"},
    ),
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
    ("nobody_stands_in_for_oneself", "delegation", {"stand_in": models.F("absent")}),
    (
        "a_delegation_ends_after_it_starts",
        "delegation",
        {"ends_on": models.F("starts_on")},
    ),
]

SECONDS = [
    ("one_department_of_a_kind_per_region", "department", {}),
    ("one_reply_per_scope_and_key", "idempotency_key", {}),
    ("one_use_per_number", "use", {}),
    ("one_notice_per_dedupe_key", "notice", {"address_sealed": seal("another")}),
    ("one_row_per_job", "job", {}),
    ("one_stored_file_per_path", "stored_file", {"pk": uuid4()}),
    (
        "one_open_tenure_per_community",
        "open_tenure",
        {"starts_on": date(2030, 1, 1)},
    ),
]
