"""What the database refuses of rule sets and their process."""

from datetime import date, timedelta

from django.db import models

from registry.models import User

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

UPDATES = [
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
]

SECONDS = [
    ("one_rule_set_step_per_number", "rule_set_step", {}),
    (
        "who_withdraws_rules_says_why",
        "rule_set_step",
        {"number": 2, "action": "WITHDRAW"},
    ),
]
