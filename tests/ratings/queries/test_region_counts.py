"""What the public counts of regions tell of few residents."""

from ratings.queries import region_counts
from ratings.queries.firm_counts import ANSWERS
from ratings.queries.office_work import OfficeTally
from registry.models import Region

RATINGS = ("rated", "satisfied")


def tally(own_answers, rated):
    """So many answered in the half-month, and as many once more before it."""
    found = OfficeTally()
    for span, times in (("window", 2), ("last_six", 2), ("half_month", 1)):
        found.spans[span] |= {"cases": 9, "yes": own_answers * times, "typed": 1}
        found.spans[span] |= {"rated": rated * times, "satisfied": rated * times}
    return found


def counties(town, *answers):
    """Counties of the city of which so many residents answered, and of them rated."""
    codes = [f"34012{number}000" for number in range(len(answers))]
    for code in codes:
        Region.objects.create(
            code=code, name="县", name_en="County", level="COUNTY", parent=town.city
        )
    tallies = {code: tally(*each) for code, each in zip(codes, answers, strict=True)}
    found = region_counts.of_regions(
        list(Region.objects.order_by("code")), tallies, beside={}
    )
    return [found[code] for code in codes], found[town.city.code]


def untold(entries, span):
    return [
        [name for name in ANSWERS if entry[span][name] is None] for entry in entries
    ]


def test_single_answers_of_a_county_stand_in_the_scored_window_alone(town):
    (silent,), _city = counties(town, (1, 1))
    assert silent["half_month"] | dict.fromkeys(ANSWERS) == silent["half_month"]
    assert silent["last_six"] | dict.fromkeys(ANSWERS) == silent["last_six"]
    assert (silent["window"]["yes"], silent["window"]["rated"]) == ("2", "2")
    assert silent["half_month"]["cases"] == "9"


def test_a_county_does_not_follow_from_its_city_and_the_others(town):
    found, city = counties(town, (3, 3), (6, 6), (60, 60))
    assert untold(found, "half_month") == [[*ANSWERS], [*ANSWERS], []]
    assert untold([*found, city], "last_six") == [[], [], [], []]
    assert city["half_month"]["yes"] == "69"


def test_of_few_that_rated_the_street_the_ratings_are_left_out(town):
    found, _city = counties(town, (8, 2), (9, 9), (60, 60))
    assert untold(found, "half_month") == [[*RATINGS], [*RATINGS], []]
    assert found[0]["half_month"]["yes"] == "8"


def test_streets_are_not_public_and_keep_their_counts(town):
    found = region_counts.of_regions(
        list(Region.objects.order_by("code")),
        {town.street.code: tally(1, 1)},
        beside={},
    )
    assert found[town.street.code]["half_month"]["yes"] == "1"
    assert found[town.county.code]["half_month"]["yes"] is None
