"""What is written on a case without moving it."""

from datetime import timedelta

from complaints.operations import noting
from complaints.refusals import Refusal
from complaints.states import Action
from tests.complaints import paths
from tests.complaints.outcomes import last_step, refusal_of, templates
from tests.complaints.paths import after

SAFE = "The wires were taken down at once."


def test_a_note_leaves_every_open_form_fresh(town):
    case = paths.disposed(town)
    version = case.version
    noting.note(case=case, text="Called the firm today.", by=town.bo, now=after(4))
    noting.note(case=case, text="It rains in again.", by=town.resident, now=after(5))

    assert case.version == version
    assert last_step(case).stage == ""
    other = refusal_of(
        noting.note, case=case, text="Not mine at all.", by=town.carl, now=after(6)
    )
    assert other == Refusal.OTHER_OFFICE


def test_a_hazard_is_made_safe_once_by_the_firm_or_the_office(town):
    case = paths.disposed(town, category="fire-charging")
    noting.make_safe(case=case, text=SAFE, by=town.manager, now=after(4))
    again = {"case": case, "text": SAFE, "by": town.anna, "now": after(5)}
    assert refusal_of(noting.make_safe, **again) == Refusal.NOT_SAFE_YET

    ordinary = paths.disposed(town)
    tried = refusal_of(
        noting.make_safe, case=ordinary, text=SAFE, by=town.manager, now=after(4)
    )
    assert tried == Refusal.HAZARD


def test_a_resident_urges_what_is_overdue_once_a_day(town):
    case = paths.disposed(town)
    early = case.due_at - timedelta(seconds=1)
    urged = {"case": case, "by": town.resident}
    assert refusal_of(noting.urge, now=early, **urged) == Refusal.OVERDUE

    noting.urge(now=case.due_at, **urged)
    assert templates()[-1] == "firm_urged.txt"
    soon = case.due_at + timedelta(hours=23)
    assert refusal_of(noting.urge, now=soon, **urged) == Refusal.NOT_URGED_TODAY
    noting.urge(now=case.due_at + timedelta(days=1), **urged)


def test_any_office_above_presses_for_a_case_and_no_other(town):
    case = paths.disposed(town)
    pressed = {"case": case, "text": "Three residents called us.", "now": after(4)}
    for by in (town.anna, town.carl):
        assert refusal_of(noting.supervise, by=by, **pressed) == Refusal.NOT_ABOVE
    noting.supervise(by=town.city_emil, **pressed)

    assert last_step(case).action == Action.SUPERVISE
    assert templates()[-1] == "firm_supervised.txt"
