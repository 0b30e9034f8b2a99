"""Suspected false rectifications: what is seen, and what an officer doubts."""

from dataclasses import replace

import pytest
from PIL import Image

from complaints.models import Case, Step
from complaints.operations import (
    handling,
    merging,
    suspecting,
    timing,
    visiting,
)
from complaints.operations.filing import Place
from complaints.operations.handling import Disposal
from complaints.queries.suspicions import open_in, questions_in
from complaints.refusals import Refusal
from complaints.states import Action, ActorKind, Measure, Party, State, Suspicion
from registry.models import Tenure, User
from tests.complaints import paths
from tests.complaints.doubts import (
    AGAIN,
    DAY,
    DOUBTED,
    YARD,
    accepted_later,
    history,
    put_right,
    report,
    sent,
    sorts,
    suspected,
)
from tests.complaints.outcomes import last_step, refusal_of, same_as_stored, templates
from tests.complaints.paths import DONE, after
from tests.registry.ledger.scenes import scene

# Photos


@pytest.mark.parametrize(
    "copied",
    [
        pytest.param(lambda yard: sent(yard, quality=40), id="encoded again"),
        pytest.param(lambda yard: sent(yard.resize((320, 240))), id="resized"),
    ],
)
def test_a_photo_that_was_used_before_makes_a_rectification_suspected(town, copied):
    first = put_right(town, [sent(scene(1))])
    second = put_right(town, [sent(scene(2)), copied(scene(1))])

    assert (sorts(first), sorts(second)) == ([], ["REUSED_PHOTO"])
    step = last_step(second)
    photo, like = second.photos.order_by("pk")[1], first.photos.get()
    assert (step.actor_kind, step.actor_name) == (ActorKind.SYSTEM, "suspicions")
    assert step.detail["photo"] == str(photo.file_id)
    assert step.detail["like"] == str(like.file_id)
    assert (step.detail["other"], step.detail["rectified"]) == (first.number, "5")
    assert second.state == State.RECTIFIED
    assert same_as_stored(second)


def test_another_photo_does_not(town):
    put_right(town, [sent(scene(1))])
    case = put_right(town, [sent(scene(2)), sent(Image.new("RGB", (640, 480)))])
    put_right(town, [sent(Image.new("RGB", (640, 480)))])

    assert sorts(case) == []
    assert not Step.objects.filter(action=Action.SUSPECT).exists()


def test_a_photo_of_another_complaint_or_firm_elsewhere_was_not_used(town):
    Tenure.objects.create(
        community=town.court, firm=town.rival, starts_on=after(0).date()
    )
    to_the_rival = Disposal(Measure.ORDER_FIRM, Party.FIRM, firm=town.rival)
    elsewhere = town.file(
        place=Place(community=town.court), photos=[paths.photo(look=YARD)]
    )
    for act in (
        lambda: handling.accept(case=elsewhere, by=town.carl, now=after(1)),
        lambda: handling.verify(
            case=elsewhere, found=paths.found(), by=town.carl, now=after(1)
        ),
        lambda: handling.dispose(
            case=elsewhere, order=to_the_rival, by=town.carl, now=after(1)
        ),
        lambda: handling.rectify(
            case=elsewhere,
            text=DONE,
            photos=[paths.photo(look=YARD)],
            by=town.rival_manager,
            now=after(2),
        ),
    ):
        act()

    assert sorts(put_right(town, [paths.photo(look=YARD)])) == []


def differing_from_the_yard(bits):
    first, *others = YARD
    return (first ^ (1 << bits) - 1, *others)


def sent_back(town, first):
    """A rectification with this photo that was not enough."""
    case = put_right(town, [first])
    handling.send_back(case=case, text=DONE, by=town.anna, now=after(4.2))
    return case


def rectified_again(town, case, photo, at=4.4):
    handling.rectify(
        case=case, text=DONE, photos=[photo], by=town.manager, now=after(at)
    )
    return sorts(case)


def test_what_was_sent_back_is_not_put_right_by_the_same_photo(town):
    case = sent_back(town, sent(scene(1)))

    assert rectified_again(town, case, sent(scene(1), quality=40)) == ["REUSED_PHOTO"]
    step = last_step(case)
    before, now = case.photos.order_by("pk")
    assert (step.detail["photo"], step.detail["like"]) == (
        str(now.file_id),
        str(before.file_id),
    )
    assert step.detail["other"] == case.number


@pytest.mark.parametrize(("bits", "found"), [(3, ["REUSED_PHOTO"]), (4, [])])
def test_a_new_photo_from_the_same_spot_is_none_that_was_used(town, bits, found):
    case = sent_back(town, paths.photo(look=YARD))

    again = paths.photo(look=differing_from_the_yard(bits))
    assert rectified_again(town, case, again) == found


@pytest.mark.parametrize("whose", ["the resident's", "the officer's"])
def test_what_the_trouble_looked_like_does_not_show_its_end(town, whose):
    shown = [paths.photo(look=YARD)]
    case = town.file(photos=shown if whose == "the resident's" else [])
    handling.accept(case=case, by=town.anna, now=after(1))
    found = replace(paths.found(), photos=shown if whose == "the officer's" else [])
    handling.verify(case=case, found=found, by=town.anna, now=after(2))
    order = paths.order_to_firm(town)
    handling.dispose(case=case, order=order, by=town.anna, now=after(3))

    photo = paths.photo(look=YARD)
    assert rectified_again(town, case, photo) == ["REUSED_PHOTO"]


def test_the_photo_of_an_earlier_round_was_used(town):
    case = put_right(town, [paths.photo(look=YARD)])
    report(town, case)
    visiting.reopen(case=case, by=town.resident, now=after(6))
    order = paths.order_to_firm(town)
    handling.dispose(case=case, order=order, by=town.bo, now=after(6.5))

    photo = paths.photo(look=differing_from_the_yard(7))
    assert rectified_again(town, case, photo, at=7) == ["REUSED_PHOTO"]


@pytest.mark.parametrize(
    ("taken", "found"),
    [
        ("2026:03:01 17:00:00", ["OUT_OF_TIME"]),  # the day before it was filed
        ("2026:03:02 08:44:59", ["OUT_OF_TIME"]),
        ("2026:03:02 08:45:00", []),  # filed at nine, a quarter of an hour is let go
        ("2026:03:02 12:30:00", []),
        ("2026:03:02 13:15:00", []),  # put right at one
        ("2026:03:02 13:15:01", ["OUT_OF_TIME"]),
        ("2027:01:01 00:00:00", ["OUT_OF_TIME"]),
        (None, []),
    ],
)
def test_a_photo_from_outside_the_time_of_the_case_makes_it_suspected(
    town, taken, found
):
    assert sorts(put_right(town, [sent(scene(1), taken)])) == found


def test_two_sorts_at_once_are_one_question(town):
    put_right(town, [sent(scene(1))])
    case = put_right(town, [sent(scene(1), "2026:03:01 17:00:00")])

    (question,) = questions_in(history(case))
    assert question.sorts == {Suspicion.REUSED_PHOTO, Suspicion.OUT_OF_TIME}
    assert question.decide_by == case.judge_by


# The same trouble


@pytest.mark.parametrize(("days", "found"), [(7, ["SAME_TROUBLE"]), (31, [])])
def test_the_same_trouble_within_30_days_makes_the_earlier_case_suspected(
    town, days, found
):
    earlier = paths.closed(town)
    later = accepted_later(town, days)

    assert (sorts(earlier), sorts(later)) == (found, [])
    earlier.refresh_from_db()
    assert earlier.state == State.CLOSED
    others = [step.detail.get("other") for step in earlier.steps.all()]
    assert [one for one in others if one] == [later.number] * len(found)


def test_it_is_written_once_however_many_tell_of_it(town):
    earlier = paths.closed(town)
    accepted_later(town, 7)
    accepted_later(town, 8)

    assert sorts(earlier) == ["SAME_TROUBLE"]


def test_it_is_not_before_an_officer_accepted_the_new_case(town):
    earlier = paths.closed(town)
    town.file(text=AGAIN, now=after(7 * DAY))

    assert sorts(earlier) == []


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"category": "lifts-broken"}, id="of another category"),
        pytest.param({"text": "Somebody parked at the gate."}, id="of something else"),
    ],
)
def test_other_trouble_makes_nothing_suspected(town, told):
    earlier = paths.closed(town)
    accepted_later(town, 7, **told)

    assert sorts(earlier) == []


def test_what_was_filed_before_it_was_put_right_is_not_the_same_trouble_again(town):
    waiting = town.file(text=AGAIN, now=after(0.5))
    earlier = paths.closed(town)
    handling.accept(case=waiting, by=town.bo, now=after(7))

    assert sorts(earlier) == []


def test_nothing_is_suspected_where_it_cannot_be_accepted(town):
    earlier = paths.closed(town)
    later = town.file(text=AGAIN, now=after(7 * DAY))
    refused = refusal_of(
        handling.accept, case=later, by=town.carl, now=after(7 * DAY + 1)
    )

    assert refused == Refusal.OTHER_OFFICE
    assert sorts(earlier) == []


# By hand


def test_an_officer_doubts_a_rectification(town):
    for user in (town.anna.user, town.bo.user):
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@x.example")
    case = suspected(town)

    assert case.judge_by == after(6 * DAY + 15 + DAY)  # until Monday is over
    assert case.decides_code == town.street.code
    assert sorted(templates()[-3:]) == [
        "firm_suspected.txt",
        "suspected.txt",
        "suspected.txt",
    ]
    assert same_as_stored(case)


def test_nothing_is_doubted_before_it_was_put_right(town):
    case = paths.disposed(town)
    tried = refusal_of(
        suspecting.suspect, case=case, text=DOUBTED, by=town.bo, now=after(4)
    )
    assert tried == Refusal.PUT_RIGHT


def test_a_doubt_has_its_reason_and_is_written_once(town):
    case = paths.reported(town)
    doubt = {"case": case, "by": town.bo, "now": after(6)}
    assert refusal_of(suspecting.suspect, text="no", **doubt) == Refusal.TEXT

    suspecting.suspect(text=DOUBTED, **doubt)
    again = refusal_of(suspecting.suspect, text=DOUBTED, **doubt)
    assert again == Refusal.NEW_SUSPICION


def test_another_office_doubts_nothing(town):
    case = paths.reported(town)
    tried = refusal_of(
        suspecting.suspect, case=case, text=DOUBTED, by=town.carl, now=after(6)
    )
    assert tried == Refusal.OTHER_OFFICE


def test_what_joins_a_question_leaves_the_day_unless_the_firm_is_heard_longer(town):
    case = suspected(town)
    by = case.judge_by
    accepted_later(town, 1)
    case.refresh_from_db()
    assert case.judge_by == by

    (question,) = open_in(history(case))
    assert question.sorts == {Suspicion.OBSERVED, Suspicion.SAME_TROUBLE}
    assert question.hear_until == after(3 * DAY + 15 + DAY)


def test_a_late_one_gives_the_firm_its_three_days(town):
    case = suspected(town)
    accepted_later(town, 7)  # Monday, the last day

    case.refresh_from_db()
    assert case.judge_by == after(10 * DAY + 15)  # until Thursday is over


def test_a_suspicion_waits_behind_an_extension_that_is_asked_for(town):
    case = put_right(town, [sent(scene(1), "2026:03:01 17:00:00")])
    timing.ask_extension(
        case=case, until=after(18 * DAY).date(), text=DONE, by=town.anna, now=after(5)
    )
    assert case.decides_code == town.county.code

    timing.deny_extension(case=case, text=DONE, by=town.county_dora, now=after(6))
    assert case.decides_code == town.street.code


def test_a_suspicion_does_not_make_an_open_form_stale(town):
    case = paths.reported(town)
    as_read = Case.objects.get(pk=case.pk)
    suspecting.suspect(case=case, text=DOUBTED, by=town.bo, now=after(6))

    visiting.close_unanswered(case=as_read, by=suspecting.WATCH, now=as_read.due_at)
    assert as_read.state == State.CLOSED


def test_what_is_merged_goes_on_without_suspecting_itself(town):
    earlier = paths.reported(town)
    later = town.file(text=AGAIN, now=after(6))
    merging.merge(case=later, target=earlier, by=town.bo, now=after(7))

    assert sorts(earlier) == []


def test_a_question_puts_nothing_right_and_is_not_suspected(town):
    case = paths.answered(town)
    refused = refusal_of(
        suspecting.suspect, case=case, text=DONE, by=town.anna, now=after(6)
    )
    assert refused == Refusal.OUT_OF_TURN
