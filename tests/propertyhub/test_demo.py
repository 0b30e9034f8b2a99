"""The demo: complete, honest in its histories, loaded once, the same by seed."""

from collections import Counter
from datetime import time
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.utils import timezone

from complaints.models import (
    Answer,
    AnswerAlert,
    Case,
    Commitment,
    Contact,
    Photo,
    Step,
)
from complaints.moves import MOVES, Who
from complaints.operations import auditing, chasing
from complaints.operations.categories import CATEGORIES
from complaints.queries.facts import TELLS_A_RESULT
from complaints.queries.visits import calls_of
from complaints.states import (
    Action,
    ActorKind,
    Closing,
    CommitmentState,
    Kind,
    Party,
    State,
)
from complaints.visiting_hours import is_calling_hour
from propertyhub.demo import people, texts
from ratings.models import (
    Bulletin,
    Campaign,
    Credit,
    Enforcement,
    Inspection,
    InspectionPhoto,
    LegalBasis,
    Listing,
    Review,
)
from ratings.operations import trail
from ratings.queries import documents as documents_of
from ratings.states import EnforcementMeasure
from registry import credit_code
from registry import queries as registry_queries
from registry.models import Community, Firm, Notice, Tenure, User
from registry.roles import Right, Role
from registry.sealing import unseal
from tests.propertyhub.loaded_demo import COUNT, NOW, load_some, moves, told

WHO = {
    ActorKind.OFFICER: Who.OFFICER,
    ActorKind.CLERK: Who.ACTING_PARTY,
    ActorKind.RESIDENT: Who.RESIDENT,
    ActorKind.SYSTEM: Who.SYSTEM,
}

# Steps beside the moves after which an open form is stale.
CALLS = {Action.VISIT_TRY, Action.SECOND_VISIT}
DATED_ANEW = {
    Action.EXTEND,
    Action.PAUSE,
    Action.RESUME,
    Action.COMMITMENT_KEPT,
    Action.COMMITMENT_BROKEN,
}

pytestmark = pytest.mark.django_db


def test_it_is_an_invented_province_of_the_right_size(demo):
    assert len(demo) == COUNT
    assert Community.objects.count() > 300
    assert Firm.objects.count() == 120
    streets = Community.objects.values_list("street__code", flat=True)
    assert len({code[:4] for code in streets}) == 16


def test_every_state_that_can_be_reached_is_there(demo):
    reachable = {move.target for move in MOVES if move.source is None}
    for _each in State:
        reachable |= {move.target for move in MOVES if move.source in reachable}
    assert {case.state for case in demo} == reachable


def test_most_cases_are_complaints_and_no_kind_is_missing(demo):
    kinds = Counter(case.kind for case in demo)
    assert set(kinds) == set(Kind)
    assert 0.7 < kinds[Kind.COMPLAINT] / COUNT < 0.9


def test_some_are_overdue_some_in_later_rounds_some_still_without_a_place(demo):
    assert demo.overdue_at(NOW).exists()
    assert demo.filter(round__gt=1).exists()
    assert demo.filter(community=None, state=State.FILED).exists()
    assert Answer.objects.filter(own=True).exists()
    assert Answer.objects.filter(own=False).exists()


def test_every_category_has_words_of_its_own():
    leaves = {f"{top.code}-{leaf.code}" for top in CATEGORIES for leaf in top.leaves}
    assert set(texts.categories()) == leaves


def test_every_history_is_as_it_was_written(demo):
    assert {one.broken for one in auditing.examine()} == {None}


def test_every_move_stands_in_the_table(histories):
    table = {
        (move.action, kind, move.source or "", move.target, move.who)
        for move in MOVES
        for kind in move.kinds
    }
    outside = [
        step
        for case, steps in histories
        for step in moves(steps)
        if (step.action, case.kind, step.source, step.target, WHO[step.actor_kind])
        not in table
    ]
    assert outside == []


def test_every_step_goes_on_where_the_one_before_it_ended(histories):
    for case, steps in histories:
        assert [step.number for step in steps] == list(range(1, len(steps) + 1))
        for before, after in pairwise(steps):
            assert (after.source, after.at >= before.at) == (before.target, True)
        assert (case.state, case.round) == (steps[-1].target, steps[-1].round)
        assert case.steps_written == len(steps)
        dated = [step for step in steps if step.action in DATED_ANEW]
        assert case.version == len(moves(steps)) + len(dated)


def test_some_commitments_are_open_some_were_kept_and_some_were_not(demo):
    states = Commitment.objects.values_list("state", flat=True)
    assert set(states) == set(CommitmentState.values)


def test_another_officer_acted_where_the_rules_ask_for_one(histories):
    for _case, steps in histories:
        for step in moves(steps):
            before = [one for one in moves(steps) if one.number < step.number]
            if step.action == Action.EXPLAIN:
                found = [one for one in before if one.action == Action.VERIFY]
                assert step.actor != found[-1].actor
            if step.action == Action.CLOSE and step.actor_kind == ActorKind.OFFICER:
                handled = [one.actor for one in before if one.round == step.round]
                assert step.actor not in handled
            if step.action in TELLS_A_RESULT | {Action.DISPOSE, Action.SEND_BACK}:
                reported = [
                    one.actor
                    for one in before
                    if one.action in TELLS_A_RESULT and one.round == step.round - 1
                ]
                assert step.actor not in reported


def test_nothing_lies_in_the_future_and_the_sweep_has_nothing_to_catch_up_on(demo):
    assert not Step.objects.filter(at__gt=NOW).exists()
    assert not Photo.objects.filter(file__created_at__gt=NOW).exists()
    assert chasing.sweep(now=NOW) == chasing.Swept()


def test_offices_and_firms_work_in_office_hours(demo):
    calendar = registry_queries.calendar()
    worked = Step.objects.filter(actor_kind__in=[ActorKind.OFFICER, ActorKind.CLERK])
    worked = worked.exclude(action__in=CALLS).exclude(
        action__in=[Action.CLOSE, Action.REOPEN]
    )
    for at in worked.values_list("at", flat=True):
        local = timezone.localtime(at)
        assert calendar.is_workday(local.date())
        assert time(9) <= local.time() <= time(17, 30)


def test_residents_are_called_in_calling_hours_and_most_on_two_days(demo):
    calls = Step.objects.filter(action__in=CALLS)
    assert {step.action for step in calls} == CALLS
    assert all(is_calling_hour(timezone.localtime(step.at)) for step in calls)
    closings = Counter(
        demo.filter(state=State.CLOSED).values_list("closing", flat=True)
    )
    assert closings[Closing.NO_REPLY] > closings[Closing.NOT_VISITED] > 0


def test_there_is_somebody_to_call_a_second_visit_to_make_and_an_alert(demo):
    told = demo.filter(state=State.REPORTED)
    assert any(
        calls_of(Case.objects.all(), user, now=NOW)
        for user in User.objects.filter(region__code__in=told.values("office_code"))
    )
    assert demo.filter(state=State.CLOSED).exclude(decides_code="").exists()
    sorts = set(AnswerAlert.objects.values_list("sort", flat=True))
    assert {"PHONE", "MINUTES"} <= sorts


def test_nobody_is_told_about_the_past(demo):
    about_today = "complaints/notices/unusual_answers.txt"
    assert not Notice.objects.exclude(template=about_today).exists()


def test_who_has_to_act_is_somebody_of_the_demo(demo):
    firms = set(User.objects.values_list("firm", flat=True))
    handed_over = demo.filter(state=State.DISPOSED, party=Party.FIRM)
    assert {case.acting_firm_id for case in handed_over} <= firms


def test_two_regulators_of_the_province_may_publish_and_the_city_s_may_not(demo):
    holders = User.objects.filter(user_permissions__codename=Right.PUBLISH.value)
    assert {(one.username, one.role) for one in holders} == {
        ("regulator", Role.REGULATOR),
        ("regulator2", Role.REGULATOR),
    }
    assert {one.region.code for one in holders} == {"340000000"}
    city = User.objects.get(username="regulator3")
    assert (city.role, city.region.code) == (Role.REGULATOR, "340100000")
    assert not city.has_right(Right.PUBLISH)


def test_phones_are_sealed_and_belong_to_nobody(demo):
    phones = {
        unseal(contact.phone_sealed)
        for contact in Contact.objects.exclude(phone_sealed="")
    }
    assert phones
    assert all(phone.startswith(("+86140", "+86138001380")) for phone in phones)


def test_danqing_garden_waits_for_the_last_word_after_it_was_sent_back(demo):
    case = told(demo, "DQHY", "parking-ebike")
    steps = moves(case.steps.order_by("number"))
    assert case.state == State.REPORTED
    assert [step.action for step in steps[-4:]] == [
        Action.RECTIFY,
        Action.SEND_BACK,
        Action.RECTIFY,
        Action.REPORT,
    ]
    assert "pour cement over the green" in case.text.body
    assert case.photos.count() >= 3
    assert case.community.committee_term_ends_on.isoformat() == "2020-05-31"


def test_aoyun_kangcheng_was_solved(demo):
    case = told(demo, "AYKC", "buildings-roads")
    assert case.state == State.CLOSED
    assert [(one.own, one.solved) for one in case.answers.all()] == [(True, "YES")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The elevator is broken, and it has not been repaired for almost a week.",
        "The unit door is in name only, outsiders come and go, and the door is covered"
        " with stuck-on advertisements.",
        "Sanitary conditions are poor, garbage is everywhere and dirty water is"
        " flowing.",
        "Electric bikes are charged through wires hung from windows, which is a big"
        " safety hazard.",
    ],
)
def test_what_residents_really_said_is_there_in_english(demo, sentence):
    assert demo.filter(text__body=sentence, contact__language="en").exists()


def test_firms_say_that_they_are_examples_and_have_codes_that_fit(demo):
    for firm in Firm.objects.all():
        assert "示例" in firm.name
        assert credit_code.normalised(firm.credit_code) == firm.credit_code


def test_some_communities_have_no_firm_and_some_had_another(demo):
    served = Tenure.objects.in_force_on(NOW.date()).values("community")
    assert Community.objects.exclude(pk__in=served).exists()
    assert Tenure.objects.filter(ends_on__lte=NOW.date()).exists()


def test_every_street_has_two_officers_but_one(demo):
    officers = Counter(
        User.objects.filter(role=Role.OFFICER).values_list("region__code", flat=True)
    )
    streets = {one.street.code for one in Community.objects.select_related("street")}
    assert sorted(officers[code] for code in streets)[:2] == [1, 2]


def test_the_log_ins_are_printed_and_let_people_in(demo, client):
    printed = StringIO()
    call_command("demo_logins", stdout=printed)
    assert people.PASSWORD in printed.getvalue()
    for username, staff in (("street", True), ("firm", False), ("regulator", True)):
        assert f"  {username} " in printed.getvalue()
        assert client.login(username=username, password=people.PASSWORD)
        assert User.objects.get(username=username).is_staff is staff


def test_a_second_load_adds_nothing(demo):
    def sizes():
        models = (Case, Step, Community, Firm, Tenure, User)
        return [model.objects.count() for model in models]

    before = sizes()
    assert load_some(COUNT).cases == 0
    assert sizes() == before


def test_one_rectification_is_suspected_one_was_found_false_and_one_true(demo):
    steps = Step.objects.filter(case__in=demo)
    for action in (Action.FALSE_CONFIRMED, Action.FALSE_DISMISSED):
        assert steps.filter(action=action).count() == 1
    (waiting,) = demo.exclude(judge_by=None)
    assert waiting.community.code == "DQHY"
    assert waiting.decides_code == waiting.office_code
    suspected = waiting.steps.get(action=Action.SUSPECT)
    assert demo.filter(number=suspected.detail["other"]).exists()


def test_the_reused_photo_of_the_demo_is_the_older_one(demo):
    steps = Step.objects.filter(case__in=demo, action=Action.SUSPECT)
    (reused,) = (one for one in steps if one.detail["sort"] == "REUSED_PHOTO")
    older = demo.get(number=reused.detail["other"])
    photo, like = (one.photos.get(kind="AFTER").file for one in (reused.case, older))
    assert [reused.detail[name] for name in ("photo", "like")] == [
        str(photo.pk),
        str(like.pk),
    ]
    assert photo.sha256 == like.sha256


def test_every_published_review_has_its_bulletin_by_two_people(demo):
    published = set(Review.objects.published().values_list("period", flat=True))
    out = Bulletin.objects.in_force()
    assert published
    assert {bulletin.period for bulletin in out} == published
    for bulletin in out:
        assert bulletin.introduction
        assert bulletin.edited_by != bulletin.signed_by


def test_one_campaign_runs_and_one_is_over_each_with_all_its_days(demo):
    today = timezone.localtime(NOW).date()
    running, over = Campaign.objects.public()
    assert running.starts_on < today < running.ends_on
    assert over.ends_on <= today
    assert running.categories.count() == 8
    assert running.days.count() == (today - running.starts_on).days
    assert over.days.count() == (over.ends_on - over.starts_on).days


def test_the_black_list_stands_on_grave_penalties_one_of_several(demo):
    penalties = Enforcement.objects.filter(measure=EnforcementMeasure.PENALTY)
    assert {row.is_grave for row in penalties} == {True, False}
    entries = Listing.objects.black()
    assert entries.filter(state="PUBLISHED").exists()
    assert all(fact.enforcement.is_grave for one in entries for fact in one.facts.all())


def test_authorities_do_everything_that_they_may_do(demo):
    documents = Enforcement.objects.all()
    assert {row.measure for row in documents} == set(EnforcementMeasure)
    assert documents.filter(complied_on__isnull=False).exists()
    assert documents.filter(revoked_on__isnull=False).exists()
    assert documents.filter(order__isnull=False).exists()
    assert documents.filter(deduction__gt=0).exists()
    assert Credit.objects.filter(confirmed_at__isnull=False).count() == 3
    every = [*documents, *Credit.objects.all()]
    assert {trail.broken(row) for row in every} == {None}
    assert max(row.recorded_at for row in every) <= NOW


def test_every_legal_basis_of_the_demo_says_that_it_is_made_up(demo):
    assert LegalBasis.objects.exists()
    assert not LegalBasis.objects.filter(is_demo=False).exists()


def test_a_share_of_the_projects_is_inspected_and_the_reviews_count_it(demo):
    inspected = Inspection.objects.values("tenure").distinct().count()
    served = Tenure.objects.in_force_on(NOW.date()).count()
    assert 0.3 < inspected / served < 0.7
    assert InspectionPhoto.objects.exists()
    newest = Review.objects.published().first()
    windows = [row.entry["window"] for row in newest.firm_counts.all()]
    assert sum(window["inspection"] is not None for window in windows) > 40
    assert any(window["deductions"] != "0" for window in windows)
    assert any(window["credits"] != "0" for window in windows)
    assert list(documents_of.problems(newest)) == []
