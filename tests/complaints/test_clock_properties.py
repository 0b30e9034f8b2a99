"""What holds of promises and due moments on every day, whatever the track."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from complaints import clocks
from complaints.states import Stage, Track
from tests.complaints.test_clocks import CLOCK, due, local, promises

MOMENTS = st.timedeltas(timedelta(), timedelta(days=4 * 365)).map(
    lambda distance: local(1, 1, year=2025) + distance
)
TRACKS = st.sampled_from(Track)


@given(MOMENTS, TRACKS, st.integers(1, 4))
def test_each_promise_is_later_than_the_one_before(filed_at, track, round_number):
    moments = list(promises(filed_at, track, round_number=round_number).values())

    assert moments == sorted(set(moments))
    assert moments[0] > filed_at


@given(MOMENTS, TRACKS, st.timedeltas(timedelta(), timedelta(days=60)), st.data())
def test_a_revision_is_never_earlier(filed_at, track, wait, data):
    promised = promises(filed_at, track)
    stage = data.draw(st.sampled_from(list(promised)))
    at = due(filed_at + wait, stage, track, promise=promised[stage])
    moved = clocks.revised(
        promised, stage=stage, due=at, track=track, round_number=1, clock=CLOCK
    )
    held = list((promised | moved).values())

    assert at >= promised[stage]
    assert all(moved[moved_stage] > promised[moved_stage] for moved_stage in moved)
    assert held == sorted(held)


@given(MOMENTS, MOMENTS, TRACKS)
def test_who_files_later_is_promised_nothing_earlier(one, another, track):
    earlier, later = sorted([one, another])

    for first, second in zip(
        promises(earlier, track).values(), promises(later, track).values(), strict=True
    ):
        assert first <= second


@given(MOMENTS, TRACKS, MOMENTS)
def test_no_promise_up_to_the_report_lies_behind_the_deadline(
    filed_at, track, deadline
):
    held = promises(filed_at, track, not_later_than=deadline)

    for stage, moment in held.items():
        assert moment >= filed_at
        assert stage == Stage.VISIT or moment <= max(deadline, filed_at)
