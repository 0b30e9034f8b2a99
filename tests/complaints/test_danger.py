"""Which texts sound as if people were in danger."""

import pytest

from complaints.danger import phrase_of, sounds_dangerous
from complaints.operations.categories import CATEGORIES
from complaints.states import Urgency
from tests.complaints import flow

PHRASES = [
    phrase_of(line)
    for top in CATEGORIES
    for leaf in top.leaves
    if leaf.urgency == Urgency.EMERGENCY
    for line in (*leaf.zh.split("、"), *leaf.en.split(","), *leaf.synonyms)
]


@pytest.mark.parametrize(
    "text",
    [
        "燃气泄漏",
        "厨房燃气好像漏了",
        "楼道里一股天然气味",
        "有老人被困在3号楼电梯里",
        "电梯里困了两个孩子",
        "三楼着火了",
        "地下车库冒烟",
        "trapped in lift",
        "My mother is TRAPPED in the lift of building 3",
        "Two children are stuck in the elevator",
        "there is a gas leak in the kitchen",
        "I smell gas on the stairs",
        flow.full_width("gas leak"),
        "The shed is on fire",
    ],
)
def test_people_may_be_in_danger(text):
    assert sounds_dangerous(text, PHRASES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "电梯坏了一周没人修",
        "车棚不够用，电动车乱停",
        "物业费涨价没有公示",
        "The lift is broken and has not been repaired for a week.",
        "The lamp of the second stairwell is dark.",
        "Who calls the election of the owners' committee?",
    ],
)
def test_nobody_is_in_danger(text):
    assert not sounds_dangerous(text, PHRASES)


def test_all_words_of_a_phrase_have_to_be_there():
    lift = [phrase_of("trapped lift")]
    assert sounds_dangerous("lift: trapped", lift)
    assert not sounds_dangerous("trapped", lift)
    assert not sounds_dangerous("anything", [phrase_of("  ")])
