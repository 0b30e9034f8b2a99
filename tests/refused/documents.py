"""What the database refuses of documents of enforcement, credits and inspections."""

from datetime import date

from django.db import models

BEFORE = date(2026, 3, 1)

UPDATES = [
    (
        "legal_basis_ends_after_it_starts",
        "legal_basis",
        {"in_force_until": models.F("in_force_from")},
    ),
    (
        "a_basis_of_the_black_list_names_its_heaviest_class",
        "legal_basis",
        {"measure": "BLACK_LIST"},
    ),
    (
        "a_basis_of_the_black_list_names_its_heaviest_class",
        "legal_basis",
        {"heaviest": "MINOR"},
    ),
    (
        "a_serious_entry_needs_a_law_or_central_policy",
        "legal_basis",
        {"measure": "BLACK_LIST", "heaviest": "SERIOUS"},
    ),
    ("only_penalties_are_permitted_at_once", "legal_basis", {"at_once": True}),
    ("enforcement_is_due_after_it_is_issued", "enforcement", {"due_on": BEFORE}),
    (
        "enforcement_is_complied_with_after_it_is_issued",
        "enforcement",
        {"complied_on": BEFORE, "compliance": "seen"},
    ),
    ("a_revoked_enforcement_says_why", "enforcement", {"revoked_because": "wrong"}),
    (
        "a_revoked_enforcement_says_why",
        "enforcement",
        {"revoked_on": models.F("issued_on")},
    ),
    (
        "a_revoked_enforcement_says_why",
        "enforcement",
        {"revoked_on": BEFORE, "revoked_because": "wrong"},
    ),
    ("compliance_comes_with_its_evidence", "enforcement", {"compliance": "seen"}),
    (
        "compliance_comes_with_its_evidence",
        "enforcement",
        {"complied_on": models.F("issued_on")},
    ),
    ("an_exit_is_from_a_project", "enforcement", {"measure": "EXIT"}),
    ("only_a_penalty_follows_an_order", "enforcement", {"order": models.F("pk")}),
    ("only_an_interview_is_suggested", "suggested_interview", {"measure": "ORDER"}),
    (
        "only_a_penalty_is_grave_and_says_why",
        "enforcement",
        {"is_grave": True, "grave_because": "a large fine"},
    ),
    (
        "only_a_penalty_is_grave_and_says_why",
        "enforcement",
        {"measure": "PENALTY", "is_grave": True},
    ),
    (
        "only_a_penalty_is_grave_and_says_why",
        "enforcement",
        {"measure": "PENALTY", "grave_because": "a large fine"},
    ),
    (
        "a_deduction_has_a_basis_and_no_interview_has_one",
        "enforcement",
        {"deduction": 1},
    ),
    (
        "a_deduction_has_a_basis_and_no_interview_has_one",
        "enforcement",
        {"deduction_basis": models.F("basis")},
    ),
    (
        "a_deduction_has_a_basis_and_no_interview_has_one",
        "enforcement",
        {"deduction_basis": models.F("basis"), "deduction": 0},
    ),
    (
        "a_deduction_has_a_basis_and_no_interview_has_one",
        "enforcement",
        {
            "measure": "INTERVIEW",
            "deduction_basis": models.F("basis"),
            "deduction": 1,
        },
    ),
    ("a_credit_is_some_points", "credit", {"points": 0}),
    (
        "a_credit_ends_after_it_is_issued",
        "credit",
        {"in_force_until": models.F("issued_on")},
    ),
    (
        "a_credit_is_confirmed_by_a_second_person",
        "credit",
        {
            "confirmed_by": models.F("recorded_by"),
            "confirmed_at": models.F("recorded_at"),
        },
    ),
    (
        "a_credit_is_confirmed_by_a_second_person",
        "credit",
        {"confirmed_at": models.F("recorded_at")},
    ),
    ("a_revoked_credit_says_why", "credit", {"revoked_on": models.F("issued_on")}),
]

SECONDS = [
    ("enforcement_names_a_case_once", "enforced_case", {}),
    ("a_document_step_is_about_one_document", "document_step", {"enforcement": None}),
    ("each_act_on_enforcement_once", "document_step", {"number": 9}),
    (
        "one_step_of_enforcement_per_number",
        "document_step",
        {"action": "REVOKED"},
    ),
    ("each_act_on_a_credit_once", "credit_step", {"number": 9}),
    ("one_step_of_a_credit_per_number", "credit_step", {"action": "REVOKED"}),
    # rows of inspections are written once: a second one is what may be wrong
    ("an_inspection_has_0_to_100_points", "inspection", {"points": 101}),
    ("a_corrected_inspection_says_why", "inspection", {"correction_reason": "wrong"}),
    (
        "a_corrected_inspection_says_why",
        "corrected_inspection",
        {"correction_reason": ""},
    ),
    ("an_item_is_inspected_once", "inspected_item", {}),
    ("an_item_has_one_of_the_marks", "inspected_item", {"position": 9, "mark": "5"}),
    ("an_item_has_some_weight", "inspected_item", {"position": 9, "weight": 101}),
]
