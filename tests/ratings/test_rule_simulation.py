"""Other rules over published reviews: who moves, in which half-month, and how far."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.management import CommandError, call_command

from ratings import simulation
from ratings.models import FirmScore, Review, RuleSimulation
from ratings.operations import simulating
from ratings.periods import HalfMonth
from ratings.queries import documents
from ratings.rule_refusals import MayNotRule
from ratings.rules import RULES_1
from ratings.states import MoveTopic
from ratings.tasks import simulate_rules
from registry.roles import Right
from tests.ratings import ruled
from tests.ratings.counted import region_counts
from tests.ratings.published import made, publish
from tests.ratings.rows import COUNTS_FROM, PREVIEW_ENDS_AT

NEWEST = HalfMonth.named("2026-08-1")
GOOD, BAD, MIDDLING, SILENT = "优秀物业", "糟糕物业", "一般物业", "安静物业"


def firms():
    good = replace(made(400, 398), inspection=Decimal(95))
    return {
        GOOD: good,
        BAD: made(400, 100),
        MIDDLING: made(400, 300),
        SILENT: made(6, 6),
    }


@pytest.fixture
def reviews(town):
    """Eight half-months, all alike: enough to look back six of them."""
    period, made_ones = NEWEST, []
    regions = {
        town.province.code: region_counts(),
        town.city.code: praiseworthy(),
        town.county.code: region_counts(),
    }
    for _each in range(8):
        made_ones.append(publish(town, firms(), period=period.name, regions=regions))
        period = period.previous()
    return made_ones


def praiseworthy():
    steps = ("acceptance", "verification", "disposal", "report")
    on_time = {f"{step}_{of}": 3000 for step in steps for of in ("due", "on_time")}
    return region_counts(
        cases=3000, yes=1000, rated=1000, satisfied=960, visits=3000, visited=3000,
        disposed=3000, rectified=1000, **on_time,
    )  # fmt: skip


def moved(found, topic):
    return [
        (move.name, move.old, move.new) for move in found.moves if move.topic == topic
    ]


def under(**numbers):
    rules = replace(RULES_1, **{name: Decimal(text) for name, text in numbers.items()})
    return simulating.compare(rules, periods=2)


def test_the_rules_in_force_move_nobody(reviews):
    newest, earlier = under()
    assert (newest.period, earlier.period) == ("2026-08-1", "2026-07-2")
    assert (newest.firms, newest.rated_before, newest.rated_after) == (4, 3, 3)
    assert newest.moves == earlier.moves == []


def test_a_published_review_comes_out_as_it_was_published(reviews):
    """The simulation computes with the same function: all that is scored is alike."""
    inputs = documents.inputs(reviews[0])
    again = simulation.again(inputs, RULES_1)
    published = documents.results(reviews[0])
    assert again["firms"] == published["firms"]
    assert again["regions"] == published["regions"]


def test_another_limit_gives_other_grades(reviews):
    newest, _earlier = under(grade_a="80", grade_aa="82")
    (grade,) = moved(newest, "grade")
    assert grade[0] == MIDDLING
    assert (newest.regraded(), newest.rated_after) == (1, 3)


def test_fewer_answers_let_a_silent_firm_in_and_more_keep_it_out(reviews):
    newest, _earlier = under(rated_answers="5", rated_incidents="5")
    ((name, old, new),) = moved(newest, "grade")
    assert (name, old) == (SILENT, "NR")
    assert new != "NR"
    assert newest.count(MoveTopic.GRADE, old="NR") == 1
    assert newest.rated_after == newest.rated_before + 1
    newest, _earlier = under(
        rated_answers="1000", notice_answers="1000", red_answers="1000"
    )
    assert newest.rated_after == 0
    assert newest.count(MoveTopic.GRADE, new="NR") == 3


def test_a_lower_limit_takes_a_firm_off_the_notice(reviews):
    newest, _earlier = under(notice_below="20")
    assert moved(newest, "notice") == [(BAD, "yes", "")]
    assert moved(under(notice_below="90")[0], "notice") == [(MIDDLING, "", "yes")]


def test_a_higher_demand_takes_a_firm_off_the_red_list(reviews):
    newest, _earlier = under(red_inspection="99")
    assert moved(newest, "red") == [(GOOD, "yes", "")]


def test_other_floors_change_what_is_said_of_a_city(reviews, town):
    newest, _earlier = under(floor_satisfied="0.99", floor_on_time="0.99")
    assert moved(newest, "verdict") == [(town.city.name, "PRAISED", "LAGGING")]


def test_the_lists_look_back_behind_what_is_shown(reviews):
    """With the two newest alone nobody would have a review six half-months before."""
    _newest, earlier = under(notice_below="20")
    assert moved(earlier, "notice") == [(BAD, "yes", "")]


def test_what_was_decided_while_counting_is_named():
    other = replace(RULES_1, window_half_months=Decimal(12), deduction_most=Decimal(4))
    assert simulation.uncounted(RULES_1, other) == [
        "window_half_months",
        "deduction_most",
    ]
    assert simulation.uncounted(RULES_1, RULES_1) == []


def test_nothing_is_written(reviews):
    before = list(Review.objects.values()), list(FirmScore.objects.values())
    under(grade_a="80", grade_aa="82")
    assert (list(Review.objects.values()), list(FirmScore.objects.values())) == before


def test_it_asks_no_more_for_more_firms(reviews, town, django_assert_num_queries):
    with django_assert_num_queries(1 + 8 * 4):
        under()


class TestTheCommand:
    def file(self, folder, **numbers):
        path = folder / "rules.json"
        path.write_text(json.dumps(RULES_1.as_document() | numbers))
        return str(path)

    def test_the_table_and_who_moves(self, reviews, tmp_path, capsys):
        call_command("simulate_rules", self.file(tmp_path, notice_below="20"))
        told = capsys.readouterr().out.splitlines()
        assert len([line for line in told if line.startswith("2026-08-1 |")]) == 1
        row = told[1].split(" | ")
        assert row[:3] == ["2026-08-1", "4", "3 > 3"]
        assert row[6] == "+0 -1"
        code = FirmScore.objects.filter(firm__name=BAD).first().firm.credit_code
        assert f"2026-08-1 notice: {code} {BAD}: yes > no" in told

    def test_as_an_object_with_every_move(self, reviews, tmp_path, capsys):
        path = self.file(tmp_path, grade_a="80", grade_aa="82", inspection_days=90)
        with time_machine.travel("2026-09-01T09:00:00+08:00", tick=False):
            call_command("simulate_rules", path, "--periods", "1", "--json")
        told = json.loads(capsys.readouterr().out)
        (newest,) = told["periods"]
        assert [move[0] for move in newest["moves"]] == ["grade"]
        assert told["uncounted"] == ["inspection_days"]

    def test_the_rules_of_published_inputs_are_a_file_as_they_are(
        self, reviews, tmp_path, capsys
    ):
        path = tmp_path / "rules.json"
        path.write_text(json.dumps(documents.inputs(reviews[0])["rules"]))
        call_command("simulate_rules", str(path), "--periods", "1")
        assert "2026-08-1 | 4 | 3 > 3 | 0 | 0" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("[1]", "no JSON object"),
            ("{", "no JSON object"),
            ('{"number": "1"}', "weight_solved is missing"),
        ],
    )
    def test_what_is_no_rule_set_is_refused(self, db, tmp_path, text, why):
        path = tmp_path / "rules.json"
        path.write_text(text)
        with pytest.raises(CommandError, match=why):
            call_command("simulate_rules", str(path))

    def test_weights_that_do_not_sum_are_refused(self, db, tmp_path):
        with pytest.raises(CommandError, match="do not sum to 100"):
            call_command("simulate_rules", self.file(tmp_path, weight_solved="1"))

    def test_a_file_that_is_not_there(self, db, tmp_path):
        with pytest.raises(CommandError, match="No such file"):
            call_command("simulate_rules", str(tmp_path / "none.json"))

    def test_without_a_review_it_says_so(self, db, tmp_path, capsys):
        call_command("simulate_rules", self.file(tmp_path))
        assert "no review is published yet" in capsys.readouterr().out


class TestWhatIsKept:
    @pytest.fixture
    def asked(self, reviews):
        draft = ruled.drafted(
            PREVIEW_ENDS_AT, counts_from=COUNTS_FROM, notice_below="20"
        )
        by = ruled.person(ruled.DRAFTER)
        return simulating.ask(rule_set=draft, by=by, now=PREVIEW_ENDS_AT)

    def test_it_is_asked_once_and_computed_once(self, asked):
        by = ruled.person(ruled.DRAFTER)
        again = simulating.ask(rule_set=asked.rule_set, by=by, now=PREVIEW_ENDS_AT)
        assert again == asked
        assert simulate_rules.apply().get() == 1
        assert simulate_rules.apply().get() == 0
        kept = RuleSimulation.objects.get()
        assert len(kept.result) == 8
        first = simulation.Compared.from_document(kept.result[0])
        assert moved(first, "notice") == [(BAD, "yes", "")]

    def test_another_review_or_another_number_is_another_question(self, asked, town):
        publish(town, firms(), period=NEWEST.next().name)
        assert simulating.known(asked.rule_set) is None

    def test_who_has_no_part_in_rules_asks_nothing(self, asked):
        nobody = ruled.person("nobody", Right.MODERATE)
        with pytest.raises(MayNotRule):
            simulating.ask(rule_set=asked.rule_set, by=nobody, now=PREVIEW_ENDS_AT)

    def test_what_a_killed_worker_began_is_taken_up_again(self, asked):
        RuleSimulation.objects.update(started_at=PREVIEW_ENDS_AT)
        later = PREVIEW_ENDS_AT + simulating.GIVEN_UP_AFTER
        assert simulating.run_waiting(now=later) == 0
        assert simulating.run_waiting(now=later + timedelta(seconds=1)) == 1
