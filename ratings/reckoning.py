"""
From the document of the frozen inputs to the document of the results, and nothing else.

Whoever has the inputs gets the same results to the last byte: the review, whoever
verifies it later, and anybody who downloads both.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ratings.canonical import rounded, sha256_of, shortest
from ratings.evaluation import (
    RegionCounts,
    RegionScore,
    city_verdict,
    county_verdicts,
    region_pools,
    region_score,
)
from ratings.ranking import Place, Published, places, size_group
from ratings.rules import Rules
from ratings.scoring import (
    RATES,
    FirmCounts,
    FirmPools,
    FirmScore,
    Part,
    density,
    exposure,
    firm_score,
)
from ratings.shrinkage import Pool, Tally
from ratings.states import Grade, Verdict

Document = Mapping[str, Any]

LINE_PLACES = 6
# The province has no other province beside it, so its pool is that of the cities.
POOL_OF_LEVEL = {"PROVINCE": "cities", "CITY": "cities", "COUNTY": "counties"}
LISTED_LEVELS = ("CITY", "COUNTY")


def pools_document(firms: Document, regions: Document, rules: Rules) -> dict[str, Any]:
    """
    Return the `pools` of the inputs: of all firms, all cities and all counties.

    :raises WrongCounts: if a firm or region has counts that cannot be
    """
    counts = [FirmCounts.from_document(firm["window"]) for firm in firms.values()]
    return {
        "firms": FirmPools.of(counts, rules).as_document(),
        "cities": _level_pools(regions, "CITY", rules),
        "counties": _level_pools(regions, "COUNTY", rules),
    }


def rules_of(inputs: Document) -> Rules:
    """
    Return the rule set that the inputs were frozen with.

    :raises WrongRules: if it is none
    """
    numbers = {key: text for key, text in inputs["rules"].items() if key != "number"}
    return Rules.from_document(numbers)


def results(inputs: Document) -> dict[str, Any]:
    """
    Return the results of the frozen inputs, a pure function of them.

    :raises WrongRules: if the rule set is none
    :raises WrongCounts: if a firm or region has counts that cannot be
    """
    rules = rules_of(inputs)
    return {
        "period": inputs["period"],
        "version": inputs["version"],
        "inputs_sha256": sha256_of(inputs),
        "firms": _firms(inputs, rules),
        "regions": _regions(inputs, rules),
    }


def _level_pools(regions: Document, level: str, rules: Rules) -> dict[str, Any]:
    counts = [
        RegionCounts.from_document(region["window"])
        for region in regions.values()
        if region["level"] == level
    ]
    pools = region_pools(counts, rules)
    return {name: pool.as_document() for name, pool in pools.items()}


def _firms(inputs: Document, rules: Rules) -> dict[str, Any]:
    firms = inputs["firms"]
    pools = FirmPools.from_document(inputs["pools"]["firms"])
    days = Decimal(inputs["window"]["days"])
    counts = {
        code: FirmCounts.from_document(firm["window"]) for code, firm in firms.items()
    }
    scores = {
        code: firm_score(each, pools, days=days, rules=rules)
        for code, each in counts.items()
    }
    sizes = {
        code: size_group(each.households, firms[code]["size_before"], rules).value
        for code, each in counts.items()
    }
    standings = _standings(firms, scores, sizes, rules)
    return {
        code: {
            **_firm_document(each, scores[code]),
            "size": sizes[code],
            "lines": _firm_lines(each, scores[code], pools, rules),
            "places": {
                name: _place(places[code]) for name, places in standings.items()
            },
        }
        for code, each in counts.items()
    }


def _standings(
    firms: Document,
    scores: Mapping[str, FirmScore],
    sizes: Mapping[str, str],
    rules: Rules,
) -> dict[str, dict[str, Place | None]]:
    """The place of every firm in its three lists; none for a firm that is not rated."""
    cities = {code: firm["city"] for code, firm in firms.items()}
    province = dict.fromkeys(firms, "")
    rated = {
        code: _published(score) for code, score in scores.items() if _is_rated(score)
    }
    return {
        "province": _places_within(province, rated, rules),
        "city": _places_within(cities, rated, rules),
        "size": _places_within(sizes, rated, rules),
    }


def _firm_document(counts: FirmCounts, score: FirmScore) -> dict[str, Any]:
    rated = _is_rated(score)
    before_credits = format(score.before_credits, "f") if rated else None
    return {
        **_score_document(score, rated=rated),
        "grade": score.grade.value,
        "before_credits": before_credits,
        "credits": shortest(score.credits),
        "deductions": shortest(score.deductions),
    }


def _firm_lines(
    counts: FirmCounts, score: FirmScore, pools: FirmPools, rules: Rules
) -> dict[str, Any]:
    rated = _is_rated(score)
    tallies = counts.tallies(rules)
    lines: dict[str, Any] = {
        rate.value: _rate_line(
            tallies[rate], pools.rates[rate], score.parts[rate.value], rated=rated
        )
        for rate in RATES
    }
    lines["density"] = {
        "incidents": shortest(counts.incidents),
        "exposure": _line_number(exposure(counts)),
        "rate": _line_number(density(counts, rules)),
        **_part(score.parts["density"], rated=rated),
    }
    lines["inspection"] = None
    if counts.inspection is not None:
        lines["inspection"] = {
            "points_of_100": shortest(counts.inspection),
            **_part(score.parts["inspection"], rated=rated),
        }
    return lines


def _regions(inputs: Document, rules: Rules) -> dict[str, Any]:
    regions = inputs["regions"]
    pools = _pools_of_regions(inputs)
    counts = {
        code: RegionCounts.from_document(region["window"])
        for code, region in regions.items()
    }
    scores = {
        code: region_score(each, pools[code], rules) for code, each in counts.items()
    }
    levels = {code: region["level"] for code, region in regions.items()}
    listed = {
        code: _published(score)
        for code, score in scores.items()
        if score.rated and levels[code] in LISTED_LEVELS
    }
    standing = _places_within(levels, listed, rules)
    verdicts = _verdicts(scores, levels, rules)
    return {
        code: {
            **_score_document(score, rated=score.rated),
            "rated": score.rated,
            "group": score.group.value,
            "lines": _region_lines(counts[code], score, pools[code], rules),
            "places": {"level": _place(standing[code])},
            "verdict": _word(verdicts.get(code)),
        }
        for code, score in scores.items()
    }


def _pools_of_regions(inputs: Document) -> dict[str, dict[str, Pool]]:
    """The frozen pools that each region is drawn to, by the region's code."""
    pools = {
        name: {
            rate: Pool.from_document(pool)
            for rate, pool in inputs["pools"][name].items()
        }
        for name in set(POOL_OF_LEVEL.values())
    }
    return {
        code: pools[POOL_OF_LEVEL[region["level"]]]
        for code, region in inputs["regions"].items()
    }


def _region_lines(
    counts: RegionCounts, score: RegionScore, pools: Mapping[str, Pool], rules: Rules
) -> dict[str, Any]:
    return {
        name: _rate_line(tally, pools[name], score.parts[name], rated=score.rated)
        for name, tally in counts.tallies(rules).items()
    }


def _verdicts(
    scores: Mapping[str, RegionScore], levels: Mapping[str, str], rules: Rules
) -> dict[str, Verdict | None]:
    """Verdicts are passed on cities and counties; the province gets none."""
    counties = {code: each for code, each in scores.items() if levels[code] == "COUNTY"}
    cities = {code: each for code, each in scores.items() if levels[code] == "CITY"}
    return {
        **county_verdicts(counties, rules),
        **{code: city_verdict(city, rules) for code, city in cities.items()},
    }


def _places_within(
    groups: Mapping[str, str], rated: Mapping[str, Published], rules: Rules
) -> dict[str, Place | None]:
    """The place of each of the rated among the rated of its own group."""
    of_group: dict[str, dict[str, Published]] = {}
    for code, published in rated.items():
        of_group.setdefault(groups[code], {})[code] = published
    found: dict[str, Place | None] = dict.fromkeys(groups)
    for members in of_group.values():
        found.update(places(members, rules))
    return found


def _is_rated(score: FirmScore) -> bool:
    return score.grade is not Grade.NR


def _published(score: FirmScore | RegionScore) -> Published:
    return Published(score.score, score.se, score.low, score.high, score.reference)


def _score_document(score: FirmScore | RegionScore, *, rated: bool) -> dict[str, Any]:
    """The figures of the score; of one that is not rated nothing that reads as one."""
    names = ("score", "se", "low", "high", "reference")
    return {
        name: format(getattr(score, name), "f") if rated else None for name in names
    }


def _rate_line(tally: Tally, pool: Pool, part: Part, *, rated: bool) -> dict[str, Any]:
    return {
        "s": shortest(tally.s),
        "n": shortest(tally.n),
        "m": format(pool.m, "f"),
        "k": format(pool.k, "f"),
        **_part(part, rated=rated),
    }


def _part(part: Part, *, rated: bool) -> dict[str, str | None]:
    """Value and weight stand on every line, points on those of a published score."""
    return {
        "x": _line_number(part.x),
        "se": _line_number(part.se),
        "weight": _line_number(part.weight),
        "points": _line_number(part.points) if rated else None,
    }


def _line_number(number: Decimal) -> str:
    return format(rounded(number, LINE_PLACES), "f")


def _word(verdict: Verdict | None) -> str | None:
    return None if verdict is None else verdict.value


def _place(place: Place | None) -> dict[str, str] | None:
    return None if place is None else place.as_document()
