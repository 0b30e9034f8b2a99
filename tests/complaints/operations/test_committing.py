"""What was promised for a day: made, asked about, settled once; it dates long works."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from complaints.models import Case, Commitment, Photo, Promise
from complaints.operations import (
    chasing,
    committing,
    handling,
    noting,
    timing,
    visiting,
)
from complaints.operations.handling import Disposal, NewCommitment
from complaints.operations.moving import MovedOn
from complaints.operations.writing import chained_fields
from complaints.refusals import Refusal
from complaints.states import (
    Action,
    Channel,
    CommitmentState,
    Measure,
    Outcome,
    Party,
    PauseReason,
    PhotoKind,
    Stage,
)
from registry.ledger import chain
from registry.models import Notice
from tests.complaints import paths
from tests.complaints.outcomes import last_step, refusal_of, same_as_stored, templates
from tests.complaints.paths import DONE, after, photo

ROOF = NewCommitment("A roof over all of them", date(2026, 3, 20))
LANE = NewCommitment("A marked lane to the gate", date(2026, 3, 27))
SEEN = "We went there and saw it with our own eyes."
DAY = 24
# Milestones behind the seven working days of a rectification.
VOTE = NewCommitment("The owners have voted.", date(2026, 5, 8))
BUILT = NewCommitment("The new roof stands.", date(2026, 8, 31))


def promising(
    town, order: Disposal | None = None, commitments: tuple[Any, ...] = (ROOF, LANE)
) -> Any:
    """Rectified with commitments, by whoever was ordered to."""
    case = paths.disposed(town, order)
    by = {Party.FIRM: town.manager, Party.DEPARTMENT: town.fireman}
    handling.rectify(
        case=case,
        text=DONE,
        no_photo_because="It was dark.",
        commitments=commitments,
        by=by.get(Party(case.party), town.anna),
        now=after(4),
    )
    return case


def planned(town, *milestones: NewCommitment) -> Any:
    case = paths.disposed(town)
    timing.plan(
        case=case,
        milestones=milestones or (VOTE, BUILT),
        text="The owners vote on the maintenance fund first.",
        by=town.county_dora,
        now=after(9),
    )
    return case


def settle(town, case, number=1, **more) -> Any:
    return committing.settle(
        **{
            "case": case,
            "number": number,
            "kept": True,
            "text": SEEN,
            "by": town.anna,
            "now": after(20 * DAY),
        }
        | more
    )


def numbered(case, number) -> Commitment:
    return Commitment.objects.get(case=case, number=number)


def due_day(moment) -> str:
    """The local day that a moment ends."""
    return timezone.localtime(moment - timedelta(seconds=1)).date().isoformat()


def promised(case, stage) -> Any:
    return Promise.objects.filter(case=case, stage=stage).order_by("revision").last()


class TestMaking:
    def test_each_is_a_row_of_its_own_with_its_day_and_its_party(self, town):
        case = promising(town)
        rows = Commitment.objects.filter(case=case).order_by("number")
        assert [(row.number, row.text.body, row.due_on) for row in rows] == [
            (1, ROOF.text, ROOF.due_on),
            (2, LANE.text, LANE.due_on),
        ]
        assert {row.state for row in rows} == {CommitmentState.OPEN}
        assert {row.firm for row in rows} == {town.firm}
        assert rows[0].step == last_step(case)

    @pytest.mark.parametrize(
        ("measure", "party", "column"),
        [
            (Measure.ORDER_DEPARTMENT, Party.DEPARTMENT, "department"),
            (Measure.REMEDY, Party.OFFICE, "office"),
        ],
    )
    def test_it_is_a_commitment_of_whoever_has_to_act(
        self, town, measure, party, column
    ):
        case = promising(town, Disposal(measure, party, department=town.fire))
        row = numbered(case, 1)
        assert getattr(row, column) in (town.fire, town.street)
        assert row.party == getattr(row, column)

    def test_the_chain_covers_day_and_text_and_the_text_can_be_erased(self, town):
        case = promising(town)
        step, row = last_step(case), numbered(case, 1)
        assert step.detail["commitments"][0] == {
            "number": 1,
            "due_on": "2026-03-20",
            "text": row.text.digest,
        }
        assert ROOF.text not in str(chained_fields(step))
        assert row.text.digest == chain.text_digest(row.text.salt, ROOF.text)

    def test_a_later_rectification_goes_on_counting(self, town):
        case = promising(town)
        handling.send_back(case=case, text=SEEN, by=town.anna, now=after(5))
        handling.rectify(
            case=case,
            text=DONE,
            no_photo_because="It was dark.",
            commitments=[LANE],
            by=town.manager,
            now=after(6),
        )
        assert numbered(case, 3).text.body == LANE.text


class TestSettling:
    @pytest.mark.parametrize(
        ("kept", "action", "state", "template"),
        [
            (True, Action.COMMITMENT_KEPT, "KEPT", "commitment_kept.txt"),
            (False, Action.COMMITMENT_BROKEN, "BROKEN", "commitment_broken.txt"),
        ],
    )
    def test_an_officer_says_what_became_of_it_and_the_resident_is_told(
        self, town, kept, action, state, template
    ):
        case = promising(town)
        picture = photo()
        step = settle(town, case, kept=kept, photos=[picture])

        row = numbered(case, 1)
        assert (step.action, row.state, row.settled_by) == (action, state, step)
        assert row.ask_at is None
        assert step.detail == {"commitment": 1, "photos": [picture.sha256]}
        assert Photo.objects.get(case=case).kind == PhotoKind.FINDING
        assert templates()[-1] == template
        assert numbered(case, 2).state == CommitmentState.OPEN
        assert same_as_stored(case)

    @pytest.mark.parametrize("kept", [True, False])
    def test_it_is_settled_once(self, town, kept):
        case = promising(town)
        settle(town, case)
        again = {"town": town, "case": case, "kept": kept}
        assert refusal_of(settle, **again) == Refusal.COMMITMENT
        assert numbered(case, 1).state == CommitmentState.KEPT

    def test_two_officers_at_once_settle_it_once(self, town):
        case = promising(town)
        stale = Case.objects.get(pk=case.pk)
        settle(town, case)
        with pytest.raises(MovedOn):
            settle(town, stale, kept=False, by=town.bo)
        assert numbered(case, 1).state == CommitmentState.KEPT

    def test_what_was_never_promised_is_not_settled(self, town):
        case = promising(town)
        assert refusal_of(settle, town=town, case=case, number=3) == Refusal.COMMITMENT
        plain = paths.rectified(town)
        assert refusal_of(settle, town=town, case=plain) == Refusal.COMMITTED

    def test_it_says_why_and_belongs_to_the_office(self, town):
        case = promising(town)
        said = {"town": town, "case": case}
        assert refusal_of(settle, text="Kept.", **said) == Refusal.TEXT
        assert refusal_of(settle, by=town.carl, **said) == Refusal.OTHER_OFFICE
        assert refusal_of(settle, by=town.manager, **said) == Refusal.NOT_YOURS

    def test_also_behind_the_closing(self, town):
        case = promising(town)
        handling.report(
            case=case, outcome=Outcome.PARTLY, text=DONE, by=town.anna, now=after(5)
        )
        visiting.close(
            case=case,
            given=paths.YES,
            channel=Channel.LINK,
            by=town.resident,
            now=after(6),
        )
        settle(town, case, kept=False)
        assert (case.state, numbered(case, 1).state) == ("CLOSED", "BROKEN")

    def test_also_behind_a_reopening(self, town):
        case = promising(town)
        handling.report(
            case=case, outcome=Outcome.PARTLY, text=DONE, by=town.anna, now=after(5)
        )
        visiting.reopen(case=case, by=town.resident, now=after(6))
        settle(town, case, by=town.anna)
        assert numbered(case, 1).state == CommitmentState.KEPT


class TestAsking:
    def test_on_the_day_after_its_day_the_office_is_asked_once(self, town):
        case = promising(town)
        town.anna.user.email = "anna@example.org"
        town.anna.user.save()
        ends = numbered(case, 1).ask_at
        assert due_day(ends) == "2026-03-20"

        assert chasing.sweep(now=ends - timedelta(minutes=1)).asked == 0
        assert chasing.sweep(now=ends).asked == 1
        assert chasing.sweep(now=ends + timedelta(days=1)).asked == 0
        assert chasing.sweep(now=ends + timedelta(days=7)).asked == 1
        asked = Notice.objects.filter(template__endswith="commitment_due.txt")
        assert asked.count() == 2

    def test_a_closed_case_is_asked_about_and_a_settled_one_is_not(self, town):
        case = promising(town, commitments=(VOTE, BUILT))
        handling.report(
            case=case, outcome=Outcome.FIXED, text=DONE, by=town.anna, now=after(5)
        )
        assert chasing.sweep(now=case.due_at).closed == 1
        case.refresh_from_db()
        settle(town, case, now=case.entered_at)
        last = numbered(case, 2).ask_at
        assert chasing.sweep(now=last).asked == 1

    def test_two_sweeps_at_once_ask_once(self, town):
        row = numbered(promising(town), 1)
        stale = Commitment.objects.select_related("case").get(pk=row.pk)
        asked = [
            committing.ask_about(commitment=one, now=row.ask_at) for one in (stale, row)
        ]
        assert asked == [True, False]


class TestLongWorks:
    def test_the_clock_runs_to_the_next_milestone(self, town):
        case = planned(town)
        assert due_day(case.due_at) == "2026-05-08"
        assert promised(case, Stage.RECTIFICATION).promised_at == case.due_at

        step = settle(town, case, now=after(60 * DAY))
        assert due_day(case.due_at) == "2026-08-31"
        assert step.next_due_at == case.due_at
        assert promised(case, Stage.RECTIFICATION).step == step
        assert same_as_stored(case)

    def test_the_answer_is_promised_behind_the_last_from_the_start(self, town):
        case = planned(town)
        before = promised(case, Stage.REPORT)
        assert due_day(before.promised_at) == "2026-09-01"
        settle(town, case, kept=False, now=after(70 * DAY))
        assert promised(case, Stage.REPORT) == before

    def test_behind_the_last_one_the_date_stays(self, town):
        case = planned(town)
        settle(town, case, now=after(60 * DAY))
        settle(town, case, number=2, now=after(61 * DAY))
        assert due_day(case.due_at) == "2026-08-31"

    def test_a_milestone_that_came_too_early_shortens_nothing(self, town):
        case = paths.disposed(town)
        before = case.due_at
        soon = NewCommitment("The scaffold stands.", date(2026, 3, 4))
        timing.plan(
            case=case,
            milestones=[soon, VOTE],
            text="The roof needs a scaffold first.",
            by=town.county_dora,
            now=after(9),
        )
        assert case.due_at == before
        settle(town, case, now=after(3 * DAY))
        assert due_day(case.due_at) == "2026-05-08"

    def test_a_milestone_missed_is_pressed_for_like_every_due_moment(self, town):
        case = planned(town)
        swept = chasing.sweep(now=case.due_at)
        assert (swept.urged, swept.asked) == (1, 1)

    def test_a_second_plan_takes_over_the_clock(self, town):
        case = planned(town)
        later = NewCommitment("The owners have voted again.", date(2026, 6, 30))
        timing.plan(
            case=case,
            milestones=[later, BUILT],
            text="The first vote failed for want of owners.",
            by=town.county_dora,
            now=after(60 * DAY),
        )
        assert due_day(case.due_at) == "2026-06-30"
        settle(town, case, number=1, kept=False, now=after(61 * DAY))
        assert due_day(case.due_at) == "2026-06-30"
        settle(town, case, number=3, now=after(62 * DAY))
        assert due_day(case.due_at) == "2026-08-31"

    def test_a_clock_that_stands_still_runs_again_first(self, town):
        case = planned(town)
        timing.pause(
            case=case,
            reason=PauseReason.EXPERT,
            document="Order no. 7",
            until=date(2026, 3, 20),
            text="An expert looks at the roof first.",
            by=town.anna,
            now=after(2 * DAY),
        )
        assert refusal_of(settle, town=town, case=case) == Refusal.NOT_PAUSED
        timing.resume(case=case, by=town.anna, now=after(3 * DAY))
        settle(town, case, now=after(60 * DAY))

    def test_the_commitments_of_an_earlier_round_move_no_clock(self, town):
        case = promising(town)
        handling.report(
            case=case, outcome=Outcome.PARTLY, text=DONE, by=town.anna, now=after(5)
        )
        visiting.reopen(case=case, by=town.resident, now=after(6))
        handling.dispose(
            case=case, order=paths.order_to_firm(town), by=town.bo, now=after(7)
        )
        before = case.due_at
        settle(town, case, by=town.bo)
        assert case.due_at == before


def test_open_forms_of_the_case_are_stale_once_something_was_settled(town):
    case = promising(town)
    version = case.version
    settle(town, case)
    assert case.version == version + 1
    noting.note(case=case, text=SEEN, by=town.anna, now=after(21 * DAY))
