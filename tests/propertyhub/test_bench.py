"""The measuring: sound copies, a like floor, and more queries as an error."""

from collections import Counter
from dataclasses import replace
from io import StringIO
from unittest.mock import patch

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test import override_settings

from complaints import numbers
from complaints.models import Answer, Case, Contact, Promise, Step, Text
from complaints.operations.writing import chained_fields
from complaints.states import OPEN_STATES
from complaints.triggers import STEPS_ARE_APPENDED, all_triggers
from propertyhub.bench import __main__ as measuring
from propertyhub.bench import (
    half_month,
    multiply,
    pages,
    plain_sql,
    province,
    running,
    same_counts,
    servers,
    sweeping,
)
from propertyhub.bench.browsers import InProcess, WrongAnswer
from propertyhub.bench.counting import queries_of
from propertyhub.bench.floor import settings as floor_settings
from propertyhub.bench.multiply import Multiplier
from propertyhub.bench.report import Found, Report
from propertyhub.bench.spread import Spread, take_turns
from propertyhub.demo import load, reviews
from ratings.queries import firm_work, office_work
from registry.ledger import chain, triggers
from registry.models import Firm, Tenure
from tests.propertyhub.test_demo_loading import NOW
from tests.ratings import ruled

DRAWN, COPIES = 60, 4
GROWN = DRAWN * COPIES - 7


@pytest.fixture(scope="module")
def _multiplied(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded and multiplied once for all tests of this file, and taken away again."""
    settings = override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    )
    no_reviews = patch.object(reviews, "hold")
    with django_db_blocker.unblock(), settings, no_reviews, transaction.atomic():
        load.load(count=DRAWN, seed=load.SEED, now=NOW, say=lambda line: None)
        ruled.load(counts_from=(NOW - plain_sql.WINDOW).date())
        last = Case.objects.order_by("-pk")[0].pk
        Multiplier().grow(upto=GROWN)
        yield last
        transaction.set_rollback(True)


@pytest.fixture
def last_original(_multiplied, db):
    """The id of the last case that is no copy."""
    return _multiplied


def copies(last_original):
    return Case.objects.filter(pk__gt=last_original)


def steps_of(case):
    return list(Step.objects.filter(case=case).order_by("number"))


def story_of(case):
    """What happened, and how long after the filing."""
    answer = Answer.objects.get(case=case, round=case.round)
    steps = [(step.action, step.at - case.filed_at) for step in steps_of(case)]
    return [*steps, (answer.solved, answer.at - case.filed_at)]


def original_of(case):
    """Digests are copied, so they tell which case a copy is of."""
    first = steps_of(case)[0].digest
    return Step.objects.filter(digest=first).order_by("pk")[0].case


def test_it_grows_to_the_number_that_was_asked_for(last_original):
    assert Case.objects.count() == GROWN
    assert Contact.objects.count() == GROWN


def test_every_number_is_one_that_a_resident_can_type(last_original):
    found = list(Case.objects.values_list("number", flat=True))
    assert len(set(found)) == GROWN
    assert [numbers.normalised(number) for number in found] == found


def test_a_copy_has_all_that_its_original_has(last_original):
    answered = copies(last_original).filter(answers__isnull=False)
    case = answered.order_by("pk")[0]
    original = original_of(case)
    for model in (Step, Promise, Answer):
        theirs = model.objects.filter(case=original).count()
        assert model.objects.filter(case=case).count() == theirs > 0
    assert case.text.body == original.text.body
    assert case.text_id != original.text_id
    assert case.contact.phone_sealed == original.contact.phone_sealed


def test_closed_copies_lie_whole_seasons_back(last_original):
    closed = copies(last_original).exclude(state__in=OPEN_STATES)
    for case in closed.order_by("pk")[:20]:
        back = original_of(case).filed_at - case.filed_at
        assert back > multiply.SEASON * 0
        assert back % multiply.SEASON == multiply.SEASON * 0


def test_what_happened_in_a_copy_lies_as_far_apart_as_in_its_original(last_original):
    closed = copies(last_original).exclude(state__in=OPEN_STATES)
    answered = closed.filter(steps_written__gt=5, answers__round=F("round"))
    case = answered.order_by("pk")[0]
    assert story_of(case) == story_of(original_of(case))


def test_open_copies_stay_where_they_are_in_time(last_original):
    for case in copies(last_original).filter(state__in=OPEN_STATES):
        assert case.filed_at == original_of(case).filed_at


def test_open_copies_fill_one_street_and_spread_over_the_others(last_original):
    opened = copies(last_original).filter(state__in=OPEN_STATES)
    at_streets = opened.exclude(office_code__endswith="000")
    elsewhere = at_streets.exclude(office_code=multiply.MEASURED_STREET)
    offices = list(elsewhere.values_list("office_code", flat=True))
    assert at_streets.filter(office_code=multiply.MEASURED_STREET).exists()
    assert len(offices) == len(set(offices)) > 0


def test_the_measured_queue_is_full_at_some_point(last_original, monkeypatch):
    street = Case.objects.filter(
        office_code=multiply.MEASURED_STREET, state__in=multiply.WAITS_FOR_THE_OFFICE
    )
    before = street.count()
    monkeypatch.setattr(multiply, "IN_THE_MEASURED_QUEUE", before + 1)
    Multiplier().grow(upto=GROWN + 200)
    assert street.count() == before + 1


def test_one_phone_of_the_original_is_another_in_each_copy(last_original):
    digests = Contact.objects.exclude(phone_digest="").values_list("case_id")
    for (case_id,) in digests.filter(case_id__gt=last_original)[:10]:
        case = Case.objects.get(pk=case_id)
        assert case.contact.phone_digest != original_of(case).contact.phone_digest
        assert len(case.contact.phone_digest) == 64


def test_foreign_keys_and_triggers_hold(last_original):
    connection.check_constraints()
    assert triggers.missing(connection, all_triggers()) == []
    copied = Step.objects.filter(case_id__gt=last_original)
    with (
        pytest.raises(IntegrityError, match=STEPS_ARE_APPENDED),
        transaction.atomic(),
    ):
        copied.update(round=7)


def test_chains_of_originals_are_whole_and_those_of_copies_are_not(last_original):
    original = Case.objects.filter(pk__lte=last_original, steps_written__gt=3)[0]
    copy = copies(last_original).filter(steps_written__gt=3)[0]
    broken = []
    for case in (original, copy):
        rows = [
            chain.Row(step.number, chained_fields(step), step.digest)
            for step in steps_of(case)
        ]
        broken.append(chain.first_broken(rows))
    assert broken == [None, 1]


def test_cases_and_texts_can_still_be_written(last_original):
    pages.file_a_case(InProcess())()
    assert Case.objects.count() == GROWN + 1
    assert Text.objects.order_by("-pk")[0].body.startswith("The lamp")


def test_asked_for_what_is_there_nothing_is_added(last_original):
    assert Multiplier().grow(upto=GROWN - 1) == 0


def test_nothing_cannot_be_multiplied(last_original, monkeypatch):
    monkeypatch.setattr(Case.objects, "order_by", lambda *names: Case.objects.none())
    with pytest.raises(ValueError, match="no closed case"):
        Multiplier().grow(upto=5)


@pytest.mark.parametrize("measure", pages.measures(), ids=lambda measure: measure.name)
def test_a_page_takes_the_same_queries_with_more_cases(last_original, measure):
    def asked():
        try:
            return queries_of(measure.ours(InProcess()), goes=2, warm_up=2).count
        except pages.LeftOut:
            return None

    few = asked()
    Multiplier().grow(upto=Case.objects.count() + 90)
    assert asked() == few


def test_the_aggregate_of_a_year_finds_firms(last_original):
    rows = plain_sql.aggregate(ends=NOW)()
    assert rows
    assert sum(incidents for _firm, incidents, _answers, _due in rows) > 0


def sums(tallies, of_whom):
    """What the review counts of all firms or of all offices."""
    found: Counter[str] = Counter()
    for tally in tallies.values():
        for name, value in tally.spans["window"].items():
            found[f"{of_whom} {name}"] += value
    return found


def test_the_counts_of_a_review_are_those_of_plain_sql(last_original):
    """Every one of them, where no firm filed about itself."""
    spans = half_month.spans(now=NOW)
    reviewed = sums(firm_work.count(spans, own=[], left_out=[]), "firm")
    reviewed += sums(office_work.count(spans), "office")
    plain = same_counts.count(spans)()
    assert {name: value for name, value in plain.items() if value} == dict(reviewed)
    assert {"firm yes", "firm asked", "office acceptance_due"} <= set(reviewed)


def test_a_province_has_the_firms_and_the_cases_that_were_asked_for(last_original):
    firms, cases = Firm.objects.count(), Case.objects.count()
    serving = Tenure.objects.values("firm").distinct().count()
    province.Growing(firms=2 * serving).upto(cases + 50)
    assert Firm.objects.count() == firms + serving
    assert abs(Case.objects.count() - cases - 50) <= 5
    copied = Case.objects.filter(firm__credit_code__startswith="91000001")
    assert copied.exists()
    named = Step.objects.filter(case__in=copied, detail__firm__isnull=False)
    for step in named.select_related("case__firm")[:20]:
        assert step.detail["firm"] in {None, step.case.firm.credit_code}
    connection.check_constraints()


def test_a_review_is_compared_with_twice_the_plain_sql(last_original):
    compared = province.compare(now=NOW, rounds=1)
    first, second = compared.lines()
    assert first.startswith(f"review of {compared.cases:,} cases")
    assert second.endswith(": kept")
    slow = replace(compared, review=compared.allowed + 1)
    assert list(slow.lines())[1].endswith(": MISSED")


def test_another_page_than_the_one_that_is_measured_is_no_measurement(db):
    with pytest.raises(WrongAnswer, match="404"):
        InProcess().get("/no-such-page/").expect()


def test_the_floor_has_our_middleware_and_our_way_to_the_database():
    ours = django_settings.DATABASES["default"]
    floor = floor_settings.DATABASES["default"]
    assert floor_settings.MIDDLEWARE == django_settings.MIDDLEWARE
    for name in ("CONN_MAX_AGE", "CONN_HEALTH_CHECKS", "DISABLE_SERVER_SIDE_CURSORS"):
        assert floor[name] == ours[name]
    assert floor.get("OPTIONS", {}) == ours.get("OPTIONS", {})


def test_both_are_served_as_the_procfile_says():
    procfile = (django_settings.BASE_DIR / "Procfile").read_text()
    ours = servers.command(procfile, application=servers.OURS, port=1)
    floor = servers.command(procfile, application=servers.FLOOR, port=1)
    assert [word for word in ours if word not in floor] == [servers.OURS]
    assert "127.0.0.1:1" in ours
    assert ours[-2:] == procfile.splitlines()[1].split()[-2:]


def test_everybody_has_a_turn_in_every_round():
    turns = []
    found = take_turns(
        {"one": lambda: turns.append("one"), "two": lambda: turns.append("two")},
        rounds=2,
        warm_up=1,
    )
    assert turns == ["one", "two"] * 3
    assert set(found) == {"one", "two"}


def test_a_spread_is_the_median_between_its_quartiles():
    assert Spread.of([4.0, 1.0, 2.0, 3.0, 5.0]) == Spread(2.0, 3.0, 4.0)


def spread(median):
    return Spread(median * 0.9, median, median * 1.1)


def report(*, queries=(9, 9), ours=(20.0, 22.0)):
    """Two sizes of one page, and something that was left out."""
    sizes = (10_000, 100_000)
    found = {
        size: Found(ours=spread(time), floor=spread(5.0), queries=count, slowest="SQL")
        for size, time, count in zip(sizes, ours, queries, strict=True)
    }
    return Report(
        sizes=sizes,
        found={"queue": found},
        alone={"INSERT": dict.fromkeys(sizes, spread(0.5))},
        left_out={"rankings": "not there"},
    )


def test_the_table_says_medians_ratios_growth_and_queries():
    head, row, insert, left_out = report().lines()
    assert head.split()[-4:] == ["growth", "of", "floor", "queries"]
    assert row.split() == [
        *["queue", "20.0", "(18.0–22.0)", "5.0", "4.0"],
        *["22.0", "(19.8–24.2)", "5.0", "4.4", "1.10", "1.00", "9"],
    ]
    assert "0.5 (0.5–0.6) at 10,000" in insert
    assert left_out == "rankings: left out, not there"


def test_a_page_that_slows_down_is_named_with_its_slowest_statement():
    assert report().slower() == []
    slow = report(ours=(20.0, 60.0))
    assert slow.slower() == ["queue"]
    assert slow.growing() == []
    assert any("slowest statement SQL" in line for line in slow.lines())


@pytest.mark.parametrize(
    ("queries", "swept", "status"),
    [((9, 9), (9, 9), 0), ((9, 10), (9, 9), 1), ((9, 9), (9, 10), 1)],
)
def test_more_queries_with_more_cases_are_an_error(
    monkeypatch, capsys, tmp_path, queries, swept, status
):
    monkeypatch.setattr(running, "run", lambda *args, **opts: report(queries=queries))
    monkeypatch.setattr(
        sweeping, "measure", lambda *args, **opts: report(queries=swept)
    )
    words = ["--cases", "1", "2", "--rounds", "1", "--drawn", "1", "--floor", "x"]
    words += ["--open", "1", "2"]
    assert measuring.main([*words, "--folder", str(tmp_path)]) == status
    assert ("queue: the NUMBER of queries" in capsys.readouterr().out) == bool(status)


def test_the_whole_measurement_runs_on_databases_of_its_own(capfd, monkeypatch):
    database = django_settings.DATABASES["default"]
    url = "sqlite"
    if connection.vendor == "postgresql":
        url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/postgres".format(**database)
    call_command(
        "bench",
        cases=[90],
        open=[60, 90],
        rounds=1,
        drawn=60,
        database=[url],
        stdout=StringIO(),
    )
    table = capfd.readouterr().out
    for name in (
        "file a case",
        "queue of a street",
        "track a case",
        "review of a",
        "sweep",
    ):
        assert name in table


def test_more_statements_than_django_keeps_are_counted(db):
    many = connection.queries_limit + 10

    def ask_often():
        with connection.cursor() as cursor:
            for _turn in range(many):
                cursor.execute("SELECT 1")

    assert queries_of(ask_often, goes=2, warm_up=0).count == many


def test_a_sweep_takes_the_same_queries_among_more_open_cases(last_original):
    few = Case.objects.filter(state__in=OPEN_STATES).count() + 5
    report = sweeping.measure(
        [few, few + 300], rounds=1, now=NOW, say=lambda line: None
    )
    assert report.growing() == []
    assert Case.objects.filter(state__in=OPEN_STATES).count() == few + 300
    assert not Case.objects.filter(number__startswith="crowd", chase_at__lte=NOW)
