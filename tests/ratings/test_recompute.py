"""The stand-alone script: run as a stranger runs it, in a folder with two files."""

import ast
import json
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from shutil import copy

import pytest

import propertyhub
from ratings.canonical import sha256_of
from ratings.queries import documents
from ratings.reckoning import results
from tests.ratings import enforced, inspected
from tests.ratings.counted import (
    a_firm,
    alike_inputs,
    firm_counts,
    frozen,
    random_inputs,
)
from tests.ratings.rows import ReviewRows

MOST_LINES = 150
SCRIPT = Path(propertyhub.__file__).parent / "static" / "propertyhub" / "recompute.py"


@pytest.fixture(scope="module")
def review():
    inputs = random_inputs(seed=11, firms=60)
    return inputs, results(inputs)


@pytest.fixture
def recompute(tmp_path):
    copy(SCRIPT, tmp_path / "recompute.py")

    def run(inputs, found, published):
        (tmp_path / "inputs.json").write_text(json.dumps(inputs, indent=1))
        (tmp_path / "results.json").write_text(json.dumps(found, indent=1))
        files = ["recompute.py", "inputs.json", "results.json"]
        return subprocess.run(
            [sys.executable, "-I", *files, *([published] if published else [])],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_the_script_is_short_enough_to_be_read_before_it_is_run():
    assert len(SCRIPT.read_text().splitlines()) <= MOST_LINES


def test_the_script_imports_nothing_but_the_standard_library():
    nodes = list(ast.walk(ast.parse(SCRIPT.read_text())))
    imported = {
        name.name
        for node in nodes
        if isinstance(node, ast.Import)
        for name in node.names
    } | {
        "." * node.level + (node.module or "")
        for node in nodes
        if isinstance(node, ast.ImportFrom)
    }
    assert imported
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names
    called = {node.id for node in nodes if isinstance(node, ast.Name)}
    assert not called & {"__import__", "eval", "exec"}


@pytest.mark.parametrize(("seed", "firms"), [(1, 0), (2, 1), (3, 40), (4, 220)])
def test_what_the_program_publishes_a_stranger_recomputes(recompute, seed, firms):
    inputs = random_inputs(seed, firms=firms)
    found = results(inputs)
    said = recompute(inputs, found, sha256_of(found))
    assert said.stdout == f"2026-11-1: {firms} firms, 28 regions: all as published\n"
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize("step", [1, 2])
def test_bands_and_k_by_moments_are_recomputed_too(recompute, step):
    inputs = alike_inputs(step)
    found = results(inputs)
    assert recompute(inputs, found, sha256_of(found)).returncode == 0


def test_a_review_with_documents_and_an_inspection_is_recomputed(recompute, town):
    enforced.deducted(town, "3")
    enforced.confirmed(town)
    inspected.inspected(town, "4", "4", "2")
    rows = ReviewRows()
    rows.town = town
    review = rows.scored_review()
    inputs, found = documents.inputs(review), documents.results(review)
    mine = inputs["firms"][town.firm.credit_code]["window"]
    assert [mine[name] for name in ("inspection", "credits", "deductions")] == [
        "90",
        "1.5",
        "3",
    ]
    said = recompute(inputs, found, review.results_sha256)
    assert (said.returncode, said.stderr) == (0, "")


def test_a_tie_is_rounded_to_the_even_digit_by_both(recompute):
    marks = {"9134A": "88", "9134B": "88.000000000001"}
    firms = {code: a_firm(firm_counts(inspection=mark)) for code, mark in marks.items()}
    inputs = frozen(firms, {})
    assert inputs["pools"]["firms"]["inspection"]["mean"] == "88.000000000000"
    found = results(inputs)
    said = recompute(inputs, found, sha256_of(found))
    assert (said.returncode, said.stderr) == (0, "")


def test_the_samples_show_every_grade_band_and_size():
    """Else the agreement of the two programs would say nothing about these words."""
    samples = [random_inputs(4, firms=220), alike_inputs(), alike_inputs(step=2)]
    firms, regions = [], []
    for inputs in samples:
        found = results(inputs)
        firms += found["firms"].values()
        regions += found["regions"].values()
    places = [p for each in firms + regions for p in each["places"].values() if p]
    assert {firm["grade"] for firm in firms} == {"AAA", "AA", "A", "B", "C", "NR"}
    assert {place.get("band") for place in places} == {
        "ABOVE",
        "BELOW",
        "NO_DIFFERENCE",
        None,
    }
    assert {firm["size"] for firm in firms} == {"S", "M", "L"}
    assert {region["rated"] for region in regions} == {True, False}
    solved = [inputs["pools"]["firms"]["solved"] for inputs in samples]
    assert [pool["k"] for pool in solved] == [
        "5.000000000000",
        "30.000000000000",
        "20.860464685872",
    ]


def test_the_hash_may_lie_in_a_file_beside_the_results(recompute, review, tmp_path):
    inputs, found = review
    (tmp_path / "results.json.sha256").write_text(f"{sha256_of(found)}  results.json\n")
    assert recompute(inputs, found, None).returncode == 0
    (tmp_path / "results.json.sha256").write_text(f"{'0' * 64}  results.json\n")
    assert recompute(inputs, found, None).returncode == 1


def changed(document, *path, to):
    copied = deepcopy(document)
    inner = copied
    for key in path[:-1]:
        inner = inner[key]
    assert inner[path[-1]] != to
    inner[path[-1]] = to
    return copied


def a_rated_firm(found):
    return next(code for code, firm in found["firms"].items() if firm["score"])


@pytest.mark.parametrize(
    ("figure", "to"),
    [
        (["score"], "12.34"),
        (["low"], "12.34"),
        (["high"], "12.34"),
        (["se"], "1.2345"),
        (["reference"], "12.34"),
        (["before_credits"], "12.34"),
        (["grade"], "B+"),
        (["size"], "XL"),
        (["places", "province", "of"], "7"),
        (["places", "city"], None),
        (["places", "size", "best"], "0"),
    ],
)
def test_a_changed_result_is_found_even_under_a_new_hash(recompute, review, figure, to):
    inputs, found = review
    wrong = changed(found, "firms", a_rated_firm(found), *figure, to=to)
    said = recompute(inputs, wrong, sha256_of(wrong))
    assert said.returncode == 1
    assert "1 differences" in said.stdout
    assert f"{figure[-1]}: published {to}, recomputed" in said.stdout


@pytest.mark.parametrize(
    ("figure", "to"),
    [
        (["score"], "12.34"),
        (["low"], "12.34"),
        (["high"], "12.34"),
        (["se"], "1.2345"),
        (["reference"], "12.34"),
        (["rated"], False),
        (["places", "level", "worst"], "99"),
    ],
)
def test_a_changed_result_of_a_region_is_found_too(recompute, review, figure, to):
    inputs, found = review
    wrong = changed(found, "regions", a_rated_county(inputs, found), *figure, to=to)
    said = recompute(inputs, wrong, sha256_of(wrong))
    assert said.returncode == 1
    assert "1 differences" in said.stdout
    assert f"{figure[-1]}: published {to}, recomputed" in said.stdout


def a_rated_county(inputs, found):
    return next(
        code
        for code, region in inputs["regions"].items()
        if region["level"] == "COUNTY" and found["regions"][code]["rated"]
    )


@pytest.mark.parametrize("of", ["line", "verdict"])
def test_a_changed_line_or_verdict_is_found_by_the_hash(recompute, review, of):
    inputs, found = review
    path = {
        "line": ["firms", a_rated_firm(found), "lines", "solved", "x"],
        "verdict": ["regions", a_rated_county(inputs, found), "verdict"],
    }
    wrong = changed(found, *path[of], to="0.123456")
    said = recompute(inputs, wrong, sha256_of(found))
    assert said.returncode == 1
    assert "results_sha256: published" in said.stdout


def test_a_changed_count_is_found_by_the_hash_and_in_the_score(recompute, review):
    inputs, found = review
    code = a_rated_firm(found)
    wrong = changed(inputs, "firms", code, "window", "due", to="400")
    said = recompute(wrong, found, sha256_of(found))
    assert said.returncode == 1
    assert "inputs_sha256: published" in said.stdout
    assert f"firms.{code}.score: published" in said.stdout
    assert "pools.firms.on_time.m: published" in said.stdout


def test_a_changed_pool_is_found_even_if_all_scores_follow_it(recompute, review):
    inputs, _ = review
    wrong = changed(inputs, "pools", "firms", "solved", "m", to="0.900000000000")
    found = results(wrong)
    said = recompute(wrong, found, sha256_of(found))
    assert said.stdout.splitlines()[1].startswith("pools.firms.solved.m: published 0.9")
    assert said.returncode == 1


def test_a_firm_that_was_left_out_is_missed(recompute, review):
    inputs, found = review
    wrong = deepcopy(found)
    code, _ = wrong["firms"].popitem()
    said = recompute(inputs, wrong, sha256_of(wrong))
    assert f"firms.{code}: published None, recomputed" in said.stdout
    assert said.returncode == 1


def test_a_firm_that_nobody_counted_is_found(recompute, review):
    inputs, found = review
    invented = found["firms"][a_rated_firm(found)]
    wrong = {**found, "firms": {**found["firms"], "9134X": invented}}
    said = recompute(inputs, wrong, sha256_of(wrong))
    assert "1 differences" in said.stdout
    assert "firms.9134X: published {" in said.stdout
    assert said.returncode == 1
