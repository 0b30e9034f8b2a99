"""Counts of firms and regions for tests, made from values and written as documents."""

from dataclasses import fields
from decimal import Decimal
from random import Random

from ratings.canonical import shortest
from ratings.evaluation import RegionCounts
from ratings.reckoning import pools_document
from ratings.rules import RULES_1
from ratings.scoring import FirmCounts
from ratings.shrinkage import Pool

DAYS = Decimal(365)


def firm_counts(**numbers):
    """Counts of a firm that nobody complained about, but for what is said."""
    counts = {each.name: Decimal(0) for each in fields(FirmCounts)}
    counts["inspection"] = None
    return FirmCounts(**{**counts, **_decimals(numbers)})


def region_counts(**numbers):
    counts = {each.name: Decimal(0) for each in fields(RegionCounts)}
    return RegionCounts(**{**counts, **_decimals(numbers)})


def pool(m="0.75", k="14", n_units=60):
    return Pool(Decimal(m), Decimal(k), n_units)


def as_document(counts):
    return {
        each.name: None if number is None else shortest(number)
        for each in fields(counts)
        for number in [getattr(counts, each.name)]
    }


def a_firm(counts, *, name="物业", city="340100000", size_before=None):
    document = as_document(counts)
    return {
        "name": name,
        "city": city,
        "size_before": size_before,
        "window": document,
        "last_six": document,
        "half_month": document,
    }


def a_region(counts, *, level, name="区"):
    document = as_document(counts)
    return {
        "level": level,
        "name": name,
        "window": document,
        "last_six": document,
        "half_month": document,
    }


def frozen(firms, regions, rules=RULES_1):
    """The document of frozen inputs of these firms and regions."""
    return {
        "period": "2026-11-1",
        "version": "1",
        "window": {"starts": "2025-11-16", "ends": "2026-11-16", "days": "365"},
        "rules": {"number": "1", **rules.as_document()},
        "pools": pools_document(firms, regions, rules),
        "firms": firms,
        "regions": regions,
        "evidence": "0" * 64,
    }


def random_inputs(seed, firms=40, counties=24):
    """Inputs of firms of every kind: silent, small, large, good, bad, inspected."""
    random = Random(seed)  # noqa: S311  # no secret: the same firms every time
    return frozen(
        {f"9134{number:014}": random_firm(random) for number in range(firms)},
        {
            "340000000": a_region(random_region(random), level="PROVINCE"),
            **{
                f"340{number}00000": a_region(random_region(random), level="CITY")
                for number in range(1, 5)
            },
            **{
                f"3401{number:02}000": a_region(random_region(random), level="COUNTY")
                for number in range(counties)
            },
        },
    )


def alike_inputs(step=1):
    """Inputs of many small firms that nobody can tell apart, and some large ones."""
    small = [_firm_of_quality(12, Decimal(yes) / 12) for yes in [8, 9, 10] * 10]
    solved = [76 + step * steps for steps in range(-10, 10)]
    large = [_firm_of_quality(100, Decimal(yes) / 100) for yes in solved]
    return frozen(
        {f"9134{number:014}": firm for number, firm in enumerate([*small, *large])}, {}
    )


def _firm_of_quality(incidents, quality):
    good = quality * incidents
    return a_firm(
        firm_counts(
            incidents=incidents,
            yes=good,
            no=incidents - good,
            rated=incidents,
            satisfied=good,
            due=incidents,
            on_time=good,
            rectified=incidents,
            redone=incidents - good,
            households=incidents * 80,
            household_days=incidents * 80 * 365,
        )
    )


def random_firm(random):
    households = random.choice([0, 120, 900, 1_900, 2_100, 9_500, 30_000])
    quality = random.choice([0.3, 0.6, 0.8, 0.95, 1.0])
    volume = random.choice([0, 3, 15, 40, 90])
    incidents = random.randint(0, volume)
    answers = random.randint(0, incidents)
    yes = sum(random.random() < quality for _ in range(answers))
    rectified = random.randint(0, incidents)
    rated = random.randint(0, answers)
    due = random.randint(0, incidents)
    explained = random.randint(0, incidents - answers)
    counts = firm_counts(
        incidents=incidents,
        yes=yes,
        partly=Decimal(answers - yes) / 4,
        no=Decimal(answers - yes) * 3 / 4,
        explained=explained,
        rated=rated,
        satisfied=sum(random.random() < quality for _ in range(rated)),
        due=due,
        on_time=sum(random.random() < quality for _ in range(due)),
        rectified=rectified,
        redone=sum(random.random() > quality for _ in range(rectified)),
        households=households,
        household_days=households * random.choice([365, 200, 0]),
        inspection=random.choice([None, None, "71.5", "88", "100"]),
        credits=random.choice([0, 0, "1.5", 3]),
        deductions=random.choice([0, 0, 0, 5, 15]),
    )
    return a_firm(
        counts,
        city=random.choice(["340100000", "340200000", "340300000"]),
        size_before=random.choice([None, "S", "M", "L"]),
    )


def random_region(random):
    quality = random.choice([0.5, 0.85, 0.97, 1.0])
    cases = random.choice([0, 29, 30, 49, 500, 4_000])

    def part(whole, share):
        return sum(random.random() < share for _ in range(whole))

    answers = cases // 3
    yes = part(answers, quality)
    return region_counts(
        cases=cases,
        yes=yes,
        no=answers - yes,
        rated=answers,
        satisfied=part(answers, quality),
        visits=cases,
        visited=part(cases, quality),
        disposed=cases,
        refused=part(cases, 1 - quality),
        rectified=answers,
        redone=part(answers, 1 - quality),
        **{f"{step}_due": cases for step in STEPS},
        **{f"{step}_on_time": part(cases, quality) for step in STEPS},
    )


STEPS = ("acceptance", "verification", "disposal", "report")


def _decimals(numbers):
    return {
        name: None if number is None else Decimal(number)
        for name, number in numbers.items()
    }
