"""Which categories a few words mean."""

import pytest

from complaints.catalogue_search import MOST, Entry, matching
from complaints.operations.categories import CATEGORIES

LIFT = Entry("lift", ("电梯坏了不修", "Broken and not repaired", "电梯", "Lifts"))
BIKE = Entry("bike", ("电动车停放", "Parking of e-bikes", "电瓶车", "停车", "Parking"))
RATS = Entry("rats", ("蚊虫鼠害", "Insects and rats", "老鼠", "保洁卫生", "Cleaning"))
ALL = [LIFT, BIKE, RATS]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("电梯", "lift"),
        ("我家门口的电瓶车太多", "bike"),
        ("elevator", "lift"),
        ("scooter", "bike"),
        ("PARKING", "bike"),
        ("老鼠", "rats"),
        ("mice", "rats"),
    ],
)
def test_the_likeliest_stands_first(typed, first):
    assert matching(typed, ALL)[0] == first


@pytest.mark.parametrize("typed", ["", "  ", "zzzz", "o", "！"])
def test_what_fits_nothing_finds_nothing(typed):
    assert matching(typed, ALL) == []


def test_equal_ones_keep_their_order_and_nine_are_enough():
    many = [Entry(str(number), ("车位",)) for number in range(20)]
    assert matching("车位", many) == [str(number) for number in range(MOST)]


RULE_SET_1 = [
    Entry(f"{top.code}-{leaf.code}", (leaf.zh, leaf.en, *leaf.synonyms, top.zh, top.en))
    for top in CATEGORIES
    for leaf in top.leaves
]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("楼上漏水", "buildings-leak"),
        ("water leak from upstairs", "buildings-leak"),
        ("燃气味", "fire-danger"),
        ("下水道堵了", "cleaning-rubbish"),
        ("没人打扫", "cleaning-stairs"),
        ("停车位被占", "parking-blocked"),
        ("外墙掉砖", "buildings-walls"),
        ("停电了", "buildings-water"),
        ("电梯坏了", "lifts-broken"),
        ("电梯困人", "lifts-trapped"),
        ("狗叫", "other-noise"),
        ("noise", "other-noise"),
        ("e-bike charging", "fire-charging"),
        ("no light in stairs", "buildings-lights"),
        ("物业费太高", "fees-unclear"),
    ],
)
def test_what_residents_type_leads_to_what_they_mean(typed, first):
    assert matching(typed, RULE_SET_1)[0] == first
