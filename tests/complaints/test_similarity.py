import subprocess
import sys

import pytest

from complaints.similarity import LIKELY, features_of, rank


@pytest.mark.parametrize(
    ("text", "buildings", "units"),
    [
        ("\uff13栋2单元电梯坏了", {3}, {2}),
        ("三号楼二单元", {3}, {2}),
        ("十二幢和二十三栋", {12, 23}, set()),
        ("二〇栋十栋", {10}, set()),
        ("Building 16, unit 2", {16}, {2}),
        ("the lift of block 7", {7}, set()),
        ("我家住23楼，每天爬楼", set(), set()),
        ("12栋东头，3楼", {12}, set()),
    ],
)
def test_buildings_and_units_are_read_in_any_spelling(text, buildings, units):
    features = features_of(text)
    assert (features.buildings, features.units) == (buildings, units)


def test_one_thing_has_many_names():
    told = features_of("电瓶车").terms & features_of("My e-bike").terms
    assert told == {"=ebike", "#"}


def test_two_buildings_are_two_incidents():
    asked = features_of("3栋电梯坏了没人修")
    assert rank(asked, [features_of("5栋电梯坏了没人修")]) == []
    [same] = rank(asked, [features_of("三号楼电梯坏了没人修")])
    assert same.similarity > LIKELY


def test_the_same_text_is_as_alike_as_can_be():
    asked = features_of("车棚漏雨，电瓶车全湿了")
    [same] = rank(asked, [asked])
    assert same.similarity == pytest.approx(1)


@pytest.mark.parametrize("text", ["", "   ", "！！！", "的了是", "?" * 5000])
def test_a_text_that_says_nothing_is_like_nothing(text):
    assert rank(features_of(text, "one"), [features_of(text, "other")]) == []


def test_the_answer_does_not_depend_on_the_process():
    program = (
        "from complaints.similarity import features_of, rank;"
        "asked = features_of('3栋电梯坏了，老人下不了楼，物业不修');"
        "print(rank(asked, [features_of('三号楼的电梯停了，奶奶没法下楼')]))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1
