"""Who joins a case, how they answer, and what becomes of them when cases merge."""

import json

import pytest

from complaints.codes import phone_digest
from complaints.models import Answer, Case, Contact, Follower, Step
from complaints.operations import handling, joining
from complaints.operations.filing import Reporter
from complaints.operations.joining import AlreadyJoined, CannotJoin, NotAwaited
from complaints.operations.writing import chained_fields
from complaints.queries.followers import Followers, followers_of, said_in_round
from complaints.states import Action, Kind, Outcome, Privacy, State
from registry.ledger import chain
from registry.models import Notice
from registry.sealing import unseal
from tests.complaints import paths
from tests.complaints.incidents import filed
from tests.complaints.last_words import again, close, reopen
from tests.complaints.paths import NEIGHBOUR, NO, YES, after, answer_too, follow
from tests.town import PHONE

THIRD = "+8613700137000"
FOURTH = "+8613600136000"


def told(template):
    return Notice.objects.filter(template__endswith=f"/{template}.txt")


def rows(model, **which):
    return list(model.objects.filter(**which).order_by("pk").values())


class TestJoining:
    def test_a_neighbour_joins_with_a_step_that_leaves_open_forms_fresh(self, town):
        case = paths.disposed(town)
        version = case.version
        follower = follow(town, case)

        case.refresh_from_db()
        step = case.steps.latest("number")
        assert (case.version, case.state) == (version, State.DISPOSED)
        assert (step.action, step.actor_kind) == (Action.FOLLOW, "RESIDENT")
        assert (follower.number, follower.round) == (step.number, 1)
        assert follower.proved_at == after(5.5)

    def test_the_phone_is_sealed_and_in_no_step(self, town):
        follower = follow(town, town.file())

        assert NEIGHBOUR not in follower.phone_sealed
        assert unseal(follower.phone_sealed) == NEIGHBOUR
        assert follower.phone_digest == phone_digest(NEIGHBOUR)
        assert Step.objects.get(action=Action.FOLLOW).detail == {}

    @pytest.mark.parametrize("by", ["resident", "by_receipt"])
    def test_the_phone_is_told_the_number(self, town, by):
        case = town.file()
        follow(town, case, by=getattr(town, by))
        [notice] = told("joined")
        assert unseal(notice.address_sealed) == NEIGHBOUR
        assert case.number in unseal(notice.payload_sealed)

    def test_who_joins_when_there_is_a_result_is_asked_about_it(self, town):
        case = paths.reported(town)
        follower = follow(town, case, by=town.by_receipt)
        notice = told("reported").latest("pk")
        assert unseal(notice.address_sealed) == NEIGHBOUR
        payload = json.loads(unseal(notice.payload_sealed))
        asked = (payload["case_id"], payload["round"], payload["follower"])
        assert asked == (case.pk, 1, follower.pk)
        assert not told("joined").exists()

    def test_a_landline_gets_no_sms(self, town):
        follow(town, town.file(), "+8655163560001")
        assert not told("joined").exists()

    def test_without_a_proof_the_phone_waits_to_be_proved(self, town):
        case = town.file()
        assert follow(town, case, by=town.by_receipt).proved_at is None
        assert followers_of(case) == Followers(all=1, proved=0)

    @pytest.mark.parametrize("phone", [PHONE, NEIGHBOUR])
    def test_no_phone_is_with_a_case_twice(self, town, phone):
        case = town.file()
        follow(town, case)
        before = rows(Step), rows(Follower)

        with pytest.raises(AlreadyJoined):
            follow(town, case, phone)
        assert (rows(Step), rows(Follower)) == before

    def test_nobody_joins_a_report_of_retaliation(self, town):
        with pytest.raises(CannotJoin):
            follow(town, town.file(kind=Kind.RETALIATION))

    def test_nobody_joins_a_closed_case(self, town):
        case = paths.closed(town)
        before = rows(Step), rows(Follower)
        with pytest.raises(CannotJoin):
            follow(town, case, now=after(7))
        assert (rows(Step), rows(Follower)) == before

    @pytest.mark.parametrize("state", ["DECLINED", "WITHDRAWN", "MERGED"])
    def test_nobody_joins_what_is_over_otherwise(self, town, state):
        merged = {"merged_into": paths.accepted(town)} if state == "MERGED" else {}
        [case] = filed.file_all(
            town.garden, [("lifts-broken", "…")], state=state, due_at=None, **merged
        )
        with pytest.raises(CannotJoin):
            follow(town, case)


class TestAnswering:
    def test_each_follower_is_told_the_result_with_a_link_of_their_own(self, town):
        case = paths.rectified(town)
        follow(town, case, now=after(4))
        follow(town, case, THIRD, now=after(4))
        report(case, town)

        texts = told("reported")
        assert texts.count() == 3
        assert len({unseal(one.address_sealed) for one in texts}) == 3
        payloads = [unseal(one.payload_sealed) for one in texts]
        assert sum('"follower"' in one for one in payloads) == 2

    def test_an_answer_leaves_the_case_where_it_is(self, town):
        case = paths.reported(town)
        before = Case.objects.filter(pk=case.pk).values("state", "version", "due_at")
        was = before.get()
        answer_too(town, follow(town, case), YES)

        assert before.get() == was
        answer = Answer.objects.get()
        assert (answer.own, answer.step.action) == (True, Action.FOLLOW)
        assert answer.step.detail == {"solved": "YES", "satisfied": "SATISFIED"}

    def test_the_link_proves_the_phone(self, town):
        case = paths.reported(town)
        follower = follow(town, case, by=town.by_receipt)
        answer_too(town, follower, YES)
        follower.refresh_from_db()
        assert follower.proved_at == after(6)

    def test_one_answer_for_each_of_them_and_each_round(self, town):
        case = paths.reported(town)
        neighbour, third = follow(town, case), follow(town, case, THIRD)
        answer_too(town, neighbour, YES)
        answer_too(town, third, NO)
        with pytest.raises(NotAwaited):
            answer_too(town, neighbour, NO)
        close(case, town, NO)
        reopen(case, town.resident)
        with pytest.raises(NotAwaited):
            answer_too(town, neighbour, NO, now=after(7))
        again(case, town, by=town.bo)
        answer_too(town, neighbour, NO, round_number=2, now=after(8))

        assert Answer.objects.count() == 4

    def test_the_reporter_s_tap_takes_no_answer_away(self, town):
        case = paths.reported(town)
        neighbour = follow(town, case)
        close(case, town, YES)
        answer_too(town, neighbour, NO, now=after(7))

        case.refresh_from_db()
        assert case.state == State.CLOSED
        said = said_in_round(case)
        assert (said.answers, said.no, said.half_say_no) == (2, 1, True)

    def test_nothing_is_answered_before_a_result_is_told(self, town):
        case = paths.rectified(town)
        neighbour = follow(town, case)
        with pytest.raises(NotAwaited):
            answer_too(town, neighbour, YES)
        assert case.steps.filter(action=Action.FOLLOW).count() == 1

    def test_half_of_no_wants_a_visit_and_the_office_is_told_once(self, town):
        town.anna.user.email = "anna@example.cn"
        town.anna.user.save()
        case = paths.reported(town)
        phones = [NEIGHBOUR, THIRD, FOURTH]
        one, two, three = (follow(town, case, phone) for phone in phones)
        answer_too(town, one, YES)
        assert not told("visit_wanted").exists()
        answer_too(town, two, NO)
        answer_too(town, three, NO)

        assert told("visit_wanted").count() == 1
        case.refresh_from_db()
        assert case.state == State.REPORTED

    def test_the_chain_covers_what_they_answered(self, town):
        case = paths.reported(town)
        answer_too(town, follow(town, case), NO)
        digest = chain.START
        for step in case.steps.select_related("text", "case").order_by("number"):
            digest = chain.link(digest, chained_fields(step))
            assert step.digest == digest


class TestTakingOver:
    def test_the_first_follower_becomes_the_reporter(self, town):
        reporter = Reporter(Privacy.FIRM_MAY_PHONE, PHONE, name="王芳", unit="3-2-501")
        case = town.file(reporter=reporter)
        first = follow(town, case)
        follow(town, case, THIRD)

        joining.take_over(first, now=after(6))
        contact = Contact.objects.get(case=case)
        assert unseal(contact.phone_sealed) == NEIGHBOUR
        assert (contact.privacy, contact.name_sealed, contact.unit_sealed) == (
            Privacy.HIDDEN,
            "",
            "",
        )
        assert contact.phone_proved_at == first.proved_at
        assert contact.language == "en"
        [left] = Follower.objects.present().filter(case=case)
        assert left.phone_digest == phone_digest(THIRD)

    def test_what_the_new_reporter_answered_before_stays(self, town):
        case = paths.reported(town)
        first = follow(town, case)
        answer_too(town, first, NO)
        joining.take_over(first, now=after(7))

        first.refresh_from_db()
        assert first.left_at == after(7)
        assert Answer.objects.get().follower == first
        assert followers_of(case).all == 0


class TestMerging:
    @pytest.fixture
    def target(self, town):
        case = paths.accepted(town)
        follow(town, case, NEIGHBOUR)
        return case

    @pytest.fixture
    def source(self, town):
        case = town.file(reporter=Reporter(Privacy.HIDDEN, THIRD, name="李军"))
        follow(town, case, FOURTH)
        follow(town, case, NEIGHBOUR)
        return case

    def test_reporter_and_followers_follow_the_target(self, town, source, target):
        came = self.merge(source, target)

        assert came == 2
        phones = [
            unseal(one.phone_sealed)
            for one in Follower.objects.filter(case=target).order_by("pk")
        ]
        assert phones == [NEIGHBOUR, THIRD, FOURTH]

    def test_going_back_restores_both_byte_for_byte(self, town, source, target):
        before = rows(Contact), rows(Follower), rows(Case)
        self.merge(source, target)
        assert rows(Follower) != before[1]
        self.part(source, target)

        assert (rows(Contact), rows(Follower), rows(Case)) == before

    def test_who_answered_meanwhile_is_kept_as_left(self, town, source):
        target = paths.reported(town)
        self.merge(source, target)
        came = Follower.objects.get(case=target, phone_digest=phone_digest(THIRD))
        answer_too(town, came, NO)
        self.part(source, target)

        came.refresh_from_db()
        assert came.left_at == after(7)
        assert followers_of(target).all == 0

    def test_who_answered_and_was_parted_comes_back_with_the_next_merging(
        self, town, source
    ):
        target = paths.reported(town)
        self.merge(source, target)
        came = Follower.objects.get(case=target, phone_digest=phone_digest(THIRD))
        answer_too(town, came, NO)
        self.part(source, target)
        assert self.merge(source, target) == 3

        came.refresh_from_db()
        assert (came.left_at, came.came_from) == (None, source)
        assert (came.joined_at, came.proved_at) == (after(6), after(6))
        assert followers_of(target).all == 3
        with pytest.raises(NotAwaited):
            answer_too(town, came, YES)

    def test_one_resident_who_filed_both_is_no_follower(self, town, target):
        assert self.merge(town.file(), target) == 0

    def test_an_anonymous_reporter_cannot_follow(self, town, target):
        anonymous = town.file(reporter=Reporter(Privacy.ANONYMOUS))
        assert self.merge(anonymous, target) == 0

    def merge(self, source, target):
        return joining.reporters_become_followers(
            source=source, target=target, now=after(6)
        )

    def part(self, source, target):
        joining.followers_go_back(source=source, target=target, now=after(7))


def report(case, town):
    handling.report(
        case=case, outcome=Outcome.FIXED, text=paths.DONE, by=town.anna, now=after(5)
    )
