"""
The answered case stands in the counts of its firm: held by the clock, published by two.

Nothing here imports a model or an operation; the half-month passes by the clock.
"""

import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from tests.journeys.conftest import case_number
from tests.journeys.test_one_case_through_the_house import (
    EBIKES,
    FOUND,
    answer,
    file_a_case,
    move,
    rectify,
)
from tests.ratings import ruled

pytestmark = pytest.mark.django_db(transaction=True)

CODE = "91340100MA2MQCGL8U"
PERIOD = "2026-03-1"
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
REVIEW_NIGHT = datetime(2026, 3, 15, 18, 0, tzinfo=UTC)
PREVIEW = REVIEW_NIGHT + timedelta(hours=8)
WORDS = {
    "en": {
        "not_yet": "Thursday 19 March",
        "second": "second person",
        "published": "Published",
        "too_few": "Not enough cases (n = 1)",
        "cases": "The cases behind it",
    },
    "zh-hans": {
        "not_yet": "3月19日（周四）",
        "second": "另一人",
        "published": "已公布",
        "too_few": "事件不足（n = 1）",
        "cases": "得分背后的诉求",
    },
}


def solve_a_case(stage, photo):
    """Filed, handed over, rectified, reported; the resident says yes."""
    resident, anna = stage.resident(), stage.staff("anna")
    filed = file_a_case(
        resident,
        kind="COMPLAINT",
        category="parking-ebike",
        text=EBIKES,
    )
    number = case_number(filed)
    move(anna, number, "accept", **FOUND, note="Seen on site.", measure="ORDER_FIRM")
    rectify(stage.firm("manager"), number, photo("grey"))
    move(anna, number, "report", outcome="FIXED", text="Level and roofed now.")
    answer(resident, stage.last_link(), solved="YES", satisfied="SATISFIED")
    return number


def review_page(regulator):
    reviews = regulator.open("/admin/ratings/review/")
    return regulator.open(reviews.link("2026"))


def test_the_answered_case_is_in_the_counts_that_its_firm_s_page_shows(
    stage, photo, language, tmp_path
):
    words, resident = WORDS[language], stage.resident()
    with time_machine.travel(MONDAY):
        ruled.load(counts_from=date(2026, 3, 1))
        number = solve_a_case(stage, photo)
    with time_machine.travel(REVIEW_NIGHT):
        call_command("run_review")
    with time_machine.travel(PREVIEW):
        gu = stage.staff("gu")
        page = review_page(gu)
        gu.send(page, page.form("/preview/"))
        assert CODE not in resident.open("/rankings/").html
        assert number in stage.firm("manager").open(f"/firm/reviews/{PERIOD}/").text
        assert words["not_yet"] in publish(stage.staff("han"))
    with time_machine.travel(PREVIEW + timedelta(days=5)):
        assert words["second"] in publish(stage.staff("gu"))
        assert CODE not in resident.open("/rankings/").html
        assert words["published"] in publish(stage.staff("han"))

        assert words["too_few"] in resident.open("/rankings/").text
        firm = resident.open(f"/firms/{CODE}/")
        assert number in resident.open(firm.link(words["cases"])).text
        shown = json.loads(resident.open(f"/rankings/{PERIOD}/inputs.json").html)
        counts = shown["firms"][CODE]["window"]
        assert [counts[name] for name in ("incidents", "yes", "satisfied")] == ["1"] * 3
        recompute(resident, tmp_path)


def publish(regulator):
    """Press the button, if it is there; what the page says then, or at once."""
    page = review_page(regulator)
    if page.has_form("/publish/"):
        page = regulator.send(page, page.form("/publish/"))
    return page.text


def recompute(anybody, folder):
    """With what anybody can download, and nothing of ours on the path."""
    at = f"/rankings/{PERIOD}"
    for name in ("inputs.json", "results.json"):
        text = anybody.open(f"{at}/{name}").html
        (folder / name).write_text(text, encoding="utf-8")
    about = anybody.open("/about/ratings/")
    script = about.link("recompute.py")
    told = re.search(
        r"python3 (recompute.py inputs.json results.json \w{64})", about.text
    )
    assert told, about.text
    (folder / "recompute.py").write_text(anybody.open(script).html, encoding="utf-8")

    def run():
        return subprocess.run(
            [sys.executable, "-I", *told[1].split()],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )

    assert run().returncode == 0, run().stdout + run().stderr
    inputs = (folder / "inputs.json").read_text(encoding="utf-8")
    (folder / "inputs.json").write_text(
        inputs.replace('"yes":"1"', '"yes":"2"', 1), encoding="utf-8"
    )
    assert run().returncode == 1
