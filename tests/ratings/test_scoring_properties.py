from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ratings.canonical import rounded
from ratings.rules import RULES_1
from ratings.scoring import FirmCounts, FirmPools, firm_score
from ratings.states import Grade
from tests.ratings.counted import DAYS, as_document, firm_counts

ALL = Decimal(1)
# a busy machine draws and scores a province slowly: that is no fault of the rating
unhurried = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)


def parts_of(whole):
    return st.integers(0, int(whole))


@st.composite
def answers(draw):
    """Yes, partly and no of incidents of one to seven phones, each 1/n to 6 places."""
    sums = [Decimal(0)] * 3
    for _ in range(draw(st.integers(0, 15))):
        phones = draw(st.integers(1, 7))
        for _ in range(phones):
            sums[draw(st.integers(0, 2))] += rounded(ALL / phones, 6)
    return sums


@st.composite
def firms(draw):
    yes, partly, no = draw(answers())
    rated, due, rectified = (draw(st.integers(0, 40)) for _ in range(3))
    households = draw(st.sampled_from([0, 1, 299, 300, 20_000]))
    return firm_counts(
        incidents=draw(st.integers(0, 60)),
        yes=yes,
        partly=partly,
        no=no,
        rated=rated,
        satisfied=draw(parts_of(rated)),
        due=due,
        on_time=draw(parts_of(due)),
        rectified=rectified,
        redone=draw(parts_of(rectified)),
        households=households,
        household_days=households * draw(st.integers(0, 365)),
        inspection=draw(st.none() | st.decimals(0, 100, places=1)),
        credits=draw(st.integers(0, 4)),
        deductions=draw(st.integers(0, 20)),
    )


provinces = st.lists(firms(), max_size=6)


def scored(counts, pools):
    return firm_score(counts, pools, days=DAYS, rules=RULES_1)


@unhurried
@given(firms(), provinces)
def test_every_firm_has_a_score_within_its_interval(firm, others):
    found = scored(firm, FirmPools.of([firm, *others], RULES_1))
    assert 0 <= found.low <= found.score <= found.high <= 100
    assert 0 <= found.before_credits <= 100
    assert 0 <= found.reference <= 100
    assert found.se > 0


@unhurried
@given(firms())
def test_a_single_firm_is_scored_against_itself(firm):
    found = scored(firm, FirmPools.of([firm], RULES_1))
    assert found.low <= found.score <= found.high


@unhurried
@given(provinces, st.randoms(use_true_random=False))
def test_the_order_of_the_firms_does_not_change_anything(province, random):
    mixed = random.sample(province, len(province))
    pools, mixed_pools = (FirmPools.of(each, RULES_1) for each in (province, mixed))
    assert pools == mixed_pools
    assert [scored(firm, pools) for firm in province] == [
        scored(firm, mixed_pools) for firm in province
    ]


@unhurried
@given(firms(), provinces, st.decimals("0.01", 20, places=2))
def test_one_more_yes_never_lowers_the_score(firm, others, more):
    pools = FirmPools.of([firm, *others], RULES_1)
    better = replace(firm, yes=firm.yes + more)
    assert scored(better, pools).score >= scored(firm, pools).score


@unhurried
@given(firms(), provinces)
def test_one_more_no_one_more_delay_one_more_redone_never_raises_it(firm, others):
    pools = FirmPools.of([firm, *others], RULES_1)
    before = scored(firm, pools).score
    for worse in (
        replace(firm, no=firm.no + 1),
        replace(firm, due=firm.due + 1),
        replace(firm, rectified=firm.rectified + 1, redone=firm.redone + 1),
        replace(firm, rated=firm.rated + 1),
        replace(firm, incidents=firm.incidents + 1),
        replace(firm, deductions=firm.deductions + 1),
    ):
        assert scored(worse, pools).score <= before


@unhurried
@given(firms(), provinces)
def test_who_may_not_be_rated_has_no_grade(firm, others):
    found = scored(firm, FirmPools.of([firm, *others], RULES_1))
    enough = firm.answers >= 10 and firm.incidents >= 10
    assert (found.grade is not Grade.NR) is enough


@unhurried
@given(firms())
def test_the_document_of_the_counts_loses_nothing(firm):
    assert FirmCounts.from_document(as_document(firm)) == firm


def test_all_yes_is_not_certain_and_all_no_is_not_nothing():
    common = {"incidents": 20, "household_days": 365_000}
    best = firm_counts(yes=20, rated=20, satisfied=20, **common)
    worst = firm_counts(no=20, rated=20, **common)
    for firm in (best, worst):
        found = scored(firm, FirmPools.of([firm], RULES_1))
        assert found.se > 1
        assert 0 < found.score < 100
