"""The examples of docs/rating.md: each figure on the page is the program's."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from ratings.canonical import exactly, rounded, shortest
from ratings.ranking import Published, places
from ratings.reckoning import results
from ratings.rules import NAMES, RULES_1
from ratings.scoring import RATES, FirmPools, firm_score
from ratings.shrinkage import Tally, pooled
from tests.ratings.counted import DAYS, a_firm, as_document, firm_counts, frozen

PAGE = (Path(__file__).parents[2] / "docs" / "rating.md").read_text()

FIRMS = {
    "A": firm_counts(
        incidents=24,
        yes=14,
        partly=2,
        no=3,
        cannot_say=1,
        explained=1,
        rated=19,
        satisfied=15,
        due=22,
        on_time=20,
        rectified=21,
        redone=2,
        household_days=1_200 * 365,
        households=1_200,
        inspection=88,
        credits=1,
    ),
    "B": firm_counts(
        incidents=11,
        yes="5.5",
        partly=1,
        no="3.5",
        rated=9,
        satisfied=5,
        due=10,
        on_time=7,
        rectified=10,
        redone=3,
        household_days=240 * 365,
        households=240,
        deductions=5,
    ),
    "C": firm_counts(
        incidents=2,
        yes=1,
        no=1,
        due=2,
        on_time=2,
        rectified=2,
        household_days=3_000 * 365,
        households=3_000,
        inspection=80,
    ),
}
SHOWN = (
    "incidents",
    "yes",
    "partly",
    "no",
    "cannot_say",
    "explained",
    "rated",
    "satisfied",
    "due",
    "on_time",
    "rectified",
    "redone",
    "household_days",
    "inspection",
    "credits",
    "deductions",
)


def six(number):
    return format(rounded(number, 6), "f")


def figures(section):
    """The figures of a section: `name = value` in its blocks, cells in its tables."""
    lines = section.splitlines()
    found = dict(re.findall(r"^(\S.*?) += (\S+)$", section, re.MULTILINE))
    header: list[str] = []
    for before, line in pairwise(["", *lines]):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            header = []
        elif not before.startswith("|"):
            header = cells[1:]
        elif not set(line) <= set("|-: "):
            found |= {
                f"{cells[0]} {name}": cell
                for name, cell in zip(header, cells[1:], strict=True)
                if cell
            }
    return found


def section(title):
    parts = re.split(r"^#{2,3} ", PAGE, flags=re.MULTILINE)
    return next(part for part in parts if part.splitlines()[0] == title)


def pools():
    return FirmPools.of(FIRMS.values(), RULES_1)


def published():
    firms = {name: a_firm(counts) for name, counts in FIRMS.items()}
    return results(frozen(firms, {}))["firms"]


def test_the_counts_on_the_page_are_those_of_the_example():
    documents = {name: as_document(counts) for name, counts in FIRMS.items()}
    assert figures(section("The counts of the example")) == {
        f"{count} {name}": document[count] or "none"
        for name, document in documents.items()
        for count in SHOWN
    }


def test_the_pools_on_the_page_are_the_program_s():
    expected = {"inspection m": shortest(pools().inspection)}
    for rate in RATES:
        tallies = [firm.tallies(RULES_1)[rate] for firm in FIRMS.values()]
        expected |= {
            f"{rate.value} Σs": shortest(sum(tally.s for tally in tallies)),
            f"{rate.value} Σn": shortest(sum(tally.n for tally in tallies)),
            f"{rate.value} m": format(pools().rates[rate].m, "f"),
            f"{rate.value} k": shortest(pools().rates[rate].k),
        }
    assert figures(section("The pools of the example")) == expected


def test_k_by_moments_on_the_page_is_the_program_s():
    """The four firms of the paragraph on k, as if four were enough."""
    of_four = replace(RULES_1, k_units=Decimal(4))
    tallies = [Tally(Decimal(s), Decimal(20)) for s in (17, 12, 15, 10)]
    found = figures(section("How much the pool weighs: k"))
    assert found.pop("k") == six(pooled(tallies, of_four).k)
    rate = 54 / 80
    squares = sum(20 * (float(s / n) - rate) ** 2 for s, n in tallies)
    rho = (squares / (rate * (1 - rate)) - 3) / (80 - 4 * 400 / 80 - 3)
    assert found == {
        "m̂": f"{rate:.6f}",
        "S": f"{squares:.6f}",
        "rho": f"{rho:.6f}",
        "1/rho - 1": f"{1 / rho - 1:.6f}",
    }


def lines_of(name):
    """The table of a firm: what each indicator is, weighs, earns and errs."""
    parts = firm_score(FIRMS[name], pools(), days=DAYS, rules=RULES_1).parts
    document = published()[name]["lines"]
    for indicator, part in parts.items():
        shown = {"s", "n", "x", "se", "weight", "points"} & document[indicator].keys()
        for column in shown:
            yield f"{indicator} {column}", document[indicator][column]
        with exactly():
            yield f"{indicator} weight · se", six(part.weight * part.se)


def steps_of(name):
    counts, document = FIRMS[name], published()[name]
    score = firm_score(counts, pools(), days=DAYS, rules=RULES_1)
    errors = {key: part.weight * part.se for key, part in score.parts.items()}
    with exactly():
        households = counts.household_days / DAYS
        density_weight = 10 * min(Decimal(1), households / 300)
        whole = 90 + density_weight - (0 if counts.inspection else 10)
        together = errors["satisfied"] + errors["solved"]
        return {
            "households on average": shortest(households),
            "weight of the density": shortest(density_weight),
            "sum of the weights": shortest(whole),
            "E": document["lines"]["density"]["exposure"],
            "λ": document["lines"]["density"]["rate"],
            "points together": six(sum(part.points for part in score.parts.values())),
            "satisfied and solved together": six(together),
            **{name: document[name] for name in ("se", "score", "low", "high")},
            "before credits": document["before_credits"],
            "reference": document["reference"],
            "grade": document["grade"],
        }


@pytest.mark.parametrize("name", ["A", "B"])
def test_every_step_of_a_worked_firm_is_the_program_s(name):
    found = figures(section(f"Firm {name}, step by step"))
    assert found == {**dict(lines_of(name)), **steps_of(name)}


def test_firm_c_is_not_rated_as_the_page_says():
    assert published()["C"]["grade"] == "NR"


def test_the_places_on_the_page_are_the_program_s():
    found = figures(section("The place"))
    a, b = (published()[name] for name in ("A", "B"))
    error_a, error_b = (Decimal(each["se"]) for each in (a, b))
    with exactly():
        bar = Decimal("1.28") * (error_a**2 + error_b**2).sqrt()
    assert found == {
        "difference": str(Decimal(a["score"]) - Decimal(b["score"])),
        "1.28 · √(se² + se²)": six(bar),
        "best of A": a["places"]["province"]["best"],
        "worst of A": a["places"]["province"]["worst"],
        "best of B": b["places"]["province"]["best"],
        "worst of B": b["places"]["province"]["worst"],
    }
    named = ("score", "se", "low", "high", "reference")
    rated = {
        name: Published(*(Decimal(each[figure]) for figure in named))
        for name, each in (("A", a), ("B", b))
    }
    assert str(places(rated, RULES_1)["A"].worst) == found["worst of A"]


def test_every_rule_stands_on_the_page_with_its_number():
    rules = figures(section("The numbers of rule set 1"))
    expected = {f"{name} number": text for name, text in RULES_1.as_document().items()}
    assert rules == expected
    assert len(rules) == len(NAMES)
