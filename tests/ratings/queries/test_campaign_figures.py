"""What a campaign came to on a day, counted from cases that a test brings about."""

from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from complaints.models import Case
from complaints.operations import handling, merging, visiting
from complaints.operations.filing import Reporter
from complaints.operations.visiting import Given
from complaints.states import Channel, Kind, Privacy, Satisfied, Solved, State
from ratings.campaigns import Board, days_over, is_reached
from ratings.queries.campaign_figures import figures_of
from ratings.states import CampaignMeasure
from registry.models import Community, Region
from tests.complaints import paths
from tests.complaints.paths import NO, YES
from tests.ratings.campaigned import AFTER, FIRST_DAY, a_campaign
from tests.town import officer_of

HEFEI = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)
PLEASED = Given(
    Solved.YES, Satisfied.SATISFIED, satisfied_with_street=Satisfied.SATISFIED
)


def phone(number):
    return Reporter(privacy=Privacy.HIDDEN, phone=f"+86139001390{number:02}")


def local(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=HEFEI)


@pytest.fixture
def campaign(town):
    return a_campaign(town)


def whole(campaign, day=FIRST_DAY):
    return figures_of(campaign, day)["whole"]


def test_filed_settled_and_waiting_stand_as_at_the_end_of_the_day(town, campaign):
    paths.closed(town, reporter=phone(1))
    paths.reported(town, reporter=phone(2))
    paths.disposed(town, reporter=phone(3))
    paths.filed(town, reporter=phone(4))
    told = whole(campaign)
    assert (told["filed"], told["settled"], told["waiting"]) == ("4", "2", "2")
    assert told["settlement_rate"] == "0.5000"


def test_each_case_counts_on_the_day_on_which_it_was_filed_or_told(town, campaign):
    case = town.file(kind=Kind.CONSULTATION, now=local(2, 23, 59), reporter=phone(1))
    town.file(now=local(3, 0), reporter=phone(2))
    town.file(now=local(1, 23, 59), reporter=phone(3))
    handling.accept(case=case, by=town.anna, now=local(3, 9))
    handling.answer(case=case, text=paths.DONE, by=town.anna, now=local(4, 0))
    told = {day: whole(campaign, date(2026, 3, day)) for day in (2, 3, 4)}
    assert [told[day]["filed"] for day in (2, 3, 4)] == ["1", "2", "2"]
    assert [told[day]["settled"] for day in (2, 3, 4)] == ["0", "0", "1"]


def test_other_categories_and_reports_of_retaliation_are_not_in_it(town, campaign):
    town.file(category="parking-ebike", reporter=phone(1))
    town.file(category="lifts-trapped", reporter=phone(2))
    town.file(category="cleaning-rubbish", reporter=phone(3))
    town.file(kind=Kind.RETALIATION, reporter=phone(4))
    assert whole(campaign)["filed"] == "2"


def test_a_case_that_went_into_another_one_does_not_wait(town, campaign):
    target = paths.accepted(town, reporter=phone(1))
    case = town.file(reporter=phone(2))
    merging.merge(case=case, target=target, by=town.anna, now=paths.after(2))
    told = whole(campaign)
    assert (told["filed"], told["waiting"]) == ("2", "1")


def test_overdue_are_those_that_the_cases_themselves_say(town, campaign):
    paths.closed(town, reporter=phone(1))
    paths.disposed(town, reporter=phone(2))
    paths.filed(town, reporter=phone(3))
    paths.rectified(town, reporter=phone(4))
    seen = []
    three_weeks_later = AFTER + 21 * ONE_DAY
    for day in days_over(FIRST_DAY, three_weeks_later, three_weeks_later):
        ends = datetime.combine(day + ONE_DAY, datetime.min.time(), tzinfo=HEFEI)
        late = Case.objects.overdue_at(ends).exclude(state=State.REPORTED)
        told = int(whole(campaign, day)["overdue"])
        assert told == late.count()
        seen.append(told)
    assert seen[0] == 0
    assert seen[-1] == 3


def test_a_day_reads_the_same_whatever_happened_after_it(town, campaign):
    case = paths.disposed(town, reporter=phone(1))
    before = figures_of(campaign, FIRST_DAY)
    later = local(3, 10)
    handling.rectify(
        case=case,
        text=paths.DONE,
        photos=[paths.photo()],
        by=town.manager,
        now=later,
    )
    town.file(now=later, reporter=phone(2))
    assert figures_of(campaign, FIRST_DAY) == before
    assert figures_of(campaign, date(2026, 3, 3)) != before


def test_answers_are_told_from_five_on_with_the_reply_rate(town, campaign):
    for number in range(4):
        paths.closed(town, YES if number else NO, reporter=phone(number))
    told = whole(campaign)
    assert (told["own_answers"], told["reply_rate"]) == (None, None)
    paths.closed(town, reporter=phone(5))
    told = whole(campaign)
    assert (told["own_answers"], told["reply_rate"]) == ("5", "1.0000")
    assert told["satisfaction"] is None  # nobody said a word about the street


def elsewhere(town, city_code, anna):
    """Another city, with a street and a community, where Anna's place is another's."""
    codes = (city_code, f"{city_code[:4]}02000", f"{city_code[:4]}02001")
    above = town.province
    for code, level in zip(codes, ("CITY", "COUNTY", "STREET"), strict=True):
        above = Region.objects.create(
            code=code, name="某地", name_en="Somewhere", level=level, parent=above
        )
    garden = Community.objects.create(
        code=city_code[:6], name="某苑", address="1号", street=above, households=1200
    )
    return replace(town, garden=garden, anna=officer_of(anna, above))


def test_no_city_follows_from_the_whole_and_the_others(town, campaign):
    phones = iter(range(100))
    places = (
        (town, 3),
        (elsewhere(town, "340200000", "mei"), 6),
        (elsewhere(town, "340300000", "ning"), 7),
    )
    for place, answers in places:
        for _each in range(answers):
            case = paths.answered(place, reporter=phone(next(phones)))
            visiting.close(
                case=case,
                given=PLEASED,
                channel=Channel.LINK,
                by=town.resident,
                now=paths.after(6),
            )
    figures = figures_of(campaign, FIRST_DAY)
    told = [(one["own_answers"], one["rated"]) for one in figures["regions"]]
    assert told == [(None, None), (None, None), ("7", "7")]
    assert figures["whole"]["own_answers"] == "16"


def test_of_nested_regions_the_inner_one_is_a_part_of_the_outer(town):
    campaign = a_campaign(town, regions=[town.city, town.county])
    for number in range(5):
        paths.closed(town, reporter=phone(number))
    figures = figures_of(campaign, FIRST_DAY)
    assert [one["own_answers"] for one in figures["regions"]] == ["5", "5"]


def test_a_campaign_of_the_province_is_told_by_city(town, campaign):
    other = Region.objects.create(
        code="340200000",
        name="芜湖市",
        name_en="Wuhu City",
        level="CITY",
        parent=town.province,
    )
    paths.filed(town, reporter=phone(1))
    told = {one["code"]: one for one in figures_of(campaign, FIRST_DAY)["regions"]}
    assert told.keys() == {town.city.code, other.code}
    assert (told[town.city.code]["filed"], told[other.code]["filed"]) == ("1", "0")


def test_several_regions_are_told_one_by_one_and_no_case_twice_in_the_whole(town):
    campaign = a_campaign(town, regions=[town.city, town.county])
    paths.filed(town, reporter=phone(1))
    figures = figures_of(campaign, FIRST_DAY)
    assert [one["code"] for one in figures["regions"]] == [
        town.city.code,
        town.county.code,
    ]
    assert [one["filed"] for one in figures["regions"]] == ["1", "1"]
    assert figures["whole"]["filed"] == "1"


def test_streets_are_never_told(town):
    campaign = a_campaign(town, regions=[town.county])
    paths.filed(town, reporter=phone(1))
    figures = figures_of(campaign, FIRST_DAY)
    assert [one["code"] for one in figures["regions"]] == [town.county.code]
    assert town.street.name not in str(figures)


def test_a_region_elsewhere_has_nothing(town):
    other = Region.objects.create(
        code="340200000",
        name="芜湖市",
        name_en="Wuhu City",
        level="CITY",
        parent=town.province,
    )
    campaign = a_campaign(town, regions=[other])
    paths.filed(town, reporter=phone(1))
    assert whole(campaign)["filed"] == "0"


def test_a_day_asks_the_same_however_many_cases_there_are(
    town, campaign, django_assert_max_num_queries
):
    for number in range(6):
        paths.closed(town, reporter=phone(number))
    with django_assert_max_num_queries(8):
        figures_of(campaign, FIRST_DAY)


@pytest.mark.parametrize(
    ("rate", "reached"), [("0.9500", True), ("0.9499", False), (None, None)]
)
def test_a_target_is_reached_at_its_share_and_unknown_without_a_rate(rate, reached):
    measure = CampaignMeasure.SETTLED
    figures = {"settlement_rate": rate}
    assert is_reached(figures, measure, Decimal("0.95")) is reached


def test_an_empty_board_has_no_rates():
    told = Board().as_document()
    assert {told[name] for name in ("settlement_rate", "satisfaction")} == {None}
    assert {each.name for each in fields(Board)} <= told.keys()
