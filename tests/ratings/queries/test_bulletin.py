"""The figures of a bulletin, counted from cases that a test brings about."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from complaints.operations import chasing, handling, merging
from complaints.operations.filing import Place, Reporter
from complaints.states import Kind, Outcome, Privacy
from ratings.models import Bulletin, Enforcement, FirmScore
from ratings.operations import publishing, reviewing
from ratings.periods import HalfMonth
from ratings.queries.bulletin import figures_of
from ratings.states import EnforcementMeasure, Grade
from registry.models import Region
from tests.complaints import paths
from tests.complaints.paths import DONE, NO, YES
from tests.ratings import long_paths, ruled
from tests.ratings.counted import region_counts
from tests.ratings.published import publish
from tests.ratings.rows import COUNTS_FROM, publisher
from tests.town import MONDAY_MORNING

HEFEI = ZoneInfo("Asia/Shanghai")
PERIOD, NEXT = HalfMonth.named("2026-03-1"), HalfMonth.named("2026-03-2")


def phone(number):
    return Reporter(privacy=Privacy.HIDDEN, phone=f"+86139001390{number:02}")


def bulletin_of(town, period=PERIOD):
    """The review of the half-month, brought out by two people; then its bulletin."""
    ruled.load(counts_from=COUNTS_FROM)
    at = period.end_moment(HEFEI) + timedelta(hours=2)
    review = reviewing.run(period=period, now=at)
    publishing.open_preview(review=review, by=publisher(town, "gu"), now=at)
    ends_at = review.preview_ends_at
    publishing.publish(review=review, by=publisher(town, "han"), now=ends_at)
    return Bulletin.objects.get(review=review)


def of(figures, code):
    return next(one for one in figures["cities"] if one["code"] == code)


@pytest.fixture
def told(town):
    """Seven people answered, one did not yet, one waits; one report of retaliation."""
    for number in range(6):
        paths.closed(town, YES if number else NO, reporter=phone(number))
    paths.reported(town, reporter=phone(10))
    paths.disposed(town, reporter=phone(11))
    paths.accepted(town, reporter=phone(12))
    paths.filed(town, reporter=phone(13))
    paths.accepted(town, kind=Kind.RETALIATION, reporter=phone(14))
    return bulletin_of(town).figures


def test_what_was_accepted_settled_and_left_waiting(told):
    whole = told["province"]
    assert (whole["accepted"], whole["settled"], whole["waiting"]) == ("9", "7", "2")
    assert whole["settlement_rate"] == "0.7778"


def test_satisfaction_is_of_own_answers_with_the_reply_rate_beside_it(told):
    whole = told["province"]
    assert (whole["own_answers"], whole["satisfaction"]) == ("6", None)
    assert whole["reply_rate"] == "1.0000"


def test_a_city_has_the_sums_of_its_own_offices(told, town):
    assert of(told, "340100000")["accepted"] == "9"
    assert told["province"]["code"] == town.province.code
    assert [one["code"] for one in told["cities"]] == ["340100000"]


def test_a_city_elsewhere_has_nothing_of_it(town):
    other = Region.objects.create(
        code="340200000",
        name="芜湖市",
        name_en="Wuhu City",
        level="CITY",
        parent=town.province,
    )
    paths.closed(town)
    figures = bulletin_of(town).figures
    assert of(figures, other.code)["accepted"] == "0"
    assert of(figures, other.code)["settlement_rate"] is None


def test_what_was_told_again_was_settled_once(town):
    """A case that is reopened and reported again counts where it was told first."""
    long_paths.answered_twice(town)
    figures = bulletin_of(town).figures
    assert (figures["province"]["accepted"], figures["province"]["settled"]) == (
        "1",
        "1",
    )


def test_what_went_into_another_case_does_not_wait(town):
    target = paths.accepted(town)
    case = town.file(reporter=phone(1))
    handling.accept(case=case, by=town.anna, now=paths.after(1))
    merging.merge(case=case, target=target, by=town.anna, now=paths.after(2))
    whole = bulletin_of(town).figures["province"]
    assert (whole["accepted"], whole["waiting"]) == ("2", "1")


def test_each_thing_counts_in_the_half_month_in_which_it_was_done(town):
    last = datetime(2026, 3, 15, 23, 59, tzinfo=HEFEI)
    first = datetime(2026, 3, 16, 0, 0, tzinfo=HEFEI)
    inside = town.file(now=last, reporter=phone(1))
    handling.accept(case=inside, by=town.anna, now=last)
    outside = town.file(now=last, reporter=phone(2))
    handling.accept(case=outside, by=town.anna, now=first)
    question = town.file(kind=Kind.CONSULTATION, now=last, reporter=phone(3))
    handling.accept(case=question, by=town.anna, now=last)
    handling.answer(case=question, text=DONE, by=town.anna, now=first)
    early, late = bulletin_of(town), bulletin_of(town, NEXT)
    assert {
        name: (early.figures["province"][name], late.figures["province"][name])
        for name in ("accepted", "settled", "waiting")
    } == {"accepted": ("2", "1"), "settled": ("0", "1"), "waiting": ("2", "2")}


def test_the_next_half_month_is_compared_with_this_one(town):
    case = paths.accepted(town)
    bulletin_of(town)
    later = PERIOD.end_moment(HEFEI) + timedelta(hours=10)
    handling.verify(case=case, found=paths.found(), by=town.anna, now=later)
    handling.explain(
        case=case, outcome=Outcome.CANNOT, text=DONE, by=town.bo, now=later
    )
    whole = bulletin_of(town, NEXT).figures["province"]
    assert (whole["settlement_rate"], whole["settlement_rate_change"]) == (
        "1.0000",
        "1.0000",
    )


def test_typed_answers_and_visits_without_one_are_counted_beside(town):
    for number in range(5):
        paths.closed(town, reporter=phone(number))
    long_paths.typed(town, reporter=phone(6))
    silent = paths.reported(town, reporter=phone(7))
    early = bulletin_of(town).figures["province"]
    silent.refresh_from_db()
    chasing.sweep(now=silent.due_at)
    silent.refresh_from_db()
    assert silent.closing in ("NO_REPLY", "NOT_VISITED")
    late = bulletin_of(town, NEXT).figures["province"]
    assert (early["own_answers"], early["typed"], early["unanswered"]) == (
        "5",
        "1",
        "0",
    )
    assert early["reply_rate"] == "0.8333"
    assert (late["own_answers"], late["unanswered"]) == (None, "1")


def test_no_city_follows_from_the_province_and_the_others(town):
    """Counted by a review that left nothing out."""
    answered = {"340100000": 3, "340200000": 6, "340300000": 60}
    for code in ("340200000", "340300000"):
        Region.objects.create(
            code=code, name="市", name_en="City", level="CITY", parent=town.province
        )
    regions = {"340000000": region_counts(yes=69, rated=69)} | {
        code: region_counts(yes=number, rated=number)
        for code, number in answered.items()
    }
    figures = figures_of(publish(town, {}, regions=regions))
    told = {one["code"]: one["own_answers"] for one in figures["cities"]}
    assert told == {"340100000": None, "340200000": None, "340300000": "60"}
    assert of(figures, "340200000")["rated"] is None
    assert figures["province"]["own_answers"] == "69"


class TestDelayed:
    def delayed(self, town, **filing):
        """Sweep until the case entered the bulletin."""
        case = paths.filed(town, **filing)
        now = case.due_at
        for _turn in range(4):
            chasing.sweep(now=now)
            case.refresh_from_db()
            now = case.chase_at or now
        return case

    def test_a_case_stands_with_number_county_category_and_stage(self, town):
        case = self.delayed(town)
        (one,) = bulletin_of(town).figures["delayed"]
        assert one == {
            "number": case.number,
            "stage": "ACCEPTANCE",
            "category": case.category.name_zh,
            "category_en": case.category.name_en,
            "region": "蜀山区",
            "region_en": "Shushan District",
        }

    def test_of_retaliation_stands_the_number_alone(self, town):
        case = self.delayed(town, kind=Kind.RETALIATION)
        figures = bulletin_of(town).figures
        assert (figures["delayed"], figures["delayed_retaliation"]) == ([], "1")
        assert case.number not in str(figures)

    def test_nothing_of_the_resident_stands_anywhere_in_the_figures(self, town):
        text = "The flat of Wang Fang, 3-2-501, is dark."
        self.delayed(town, text=text)
        told = str(bulletin_of(town).figures)
        for secret in ("Wang Fang", "501", "13800138000", town.street.name):
            assert secret not in told


class TestWhatElseIsTold:
    def enforce(self, town, day, measure, number):
        return Enforcement.objects.create(
            measure=measure,
            number=number,
            body="合肥市住房保障和房产管理局",
            region=town.city,
            officers="顾、韩",
            firm=town.firm,
            facts="The lift stood still for a month.",
            issued_on=day,
            recorded_at=MONDAY_MORNING,
            recorded_by=publisher(town, "gu").user,
        )

    def test_enforcement_is_of_the_days_of_the_half_month(self, town):
        interview, order = EnforcementMeasure.INTERVIEW, EnforcementMeasure.ORDER
        self.enforce(town, date(2026, 2, 28), interview, "1")
        self.enforce(town, date(2026, 3, 1), interview, "2")
        self.enforce(town, date(2026, 3, 15), interview, "3")
        self.enforce(town, date(2026, 3, 10), order, "4")
        self.enforce(town, date(2026, 3, 16), order, "5")
        assert bulletin_of(town).figures["enforcement"] == {
            "interview": "2",
            "order": "1",
            "penalty": "0",
            "exit": "0",
        }

    def test_firms_with_too_few_to_rate_are_counted(self, town):
        paths.closed(town)
        bulletin = bulletin_of(town)
        grades = list(FirmScore.objects.values_list("grade", flat=True))
        assert grades == [Grade.NR]
        assert bulletin.figures["firms"] == {
            "all": "1",
            "not_rated": "1",
            "not_rated_share": "1.0000",
        }

    def test_counties_that_nobody_filed_from_are_named(self, town):
        silent = Region.objects.create(
            code="340111000",
            name="包河区",
            name_en="Baohe District",
            level="COUNTY",
            parent=town.city,
        )
        place = Place(region=silent, description="Behind the school")
        town.file(kind=Kind.RETALIATION, place=place)
        paths.closed(town)
        figures = bulletin_of(town).figures
        assert figures["without_filings"] == [
            {"code": silent.code, "name": "包河区", "name_en": "Baohe District"}
        ]

    def test_praised_and_lagging_are_those_of_the_review(self, town):
        good = {
            f"{step}_{what}": 2000
            for step in ("acceptance", "verification", "disposal", "report")
            for what in ("due", "on_time")
        }
        late = {name: 200 if name.endswith("on_time") else 2000 for name in good}
        review = publish(
            town,
            {},
            regions={
                "340000000": region_counts(),
                "340100000": region_counts(**good, cases=600, rated=900, satisfied=890),
                "340104000": region_counts(**late, cases=600, rated=900, satisfied=300),
            },
        )
        figures = figures_of(review)
        assert [one["code"] for one in figures["praised"]] == ["340100000"]
        assert [one["code"] for one in figures["lagging"]] == ["340104000"]
        assert figures["lagging"][0]["level"] == "COUNTY"
