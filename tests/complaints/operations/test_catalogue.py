"""Rule set 1: the categories and the first time limits."""

from collections import defaultdict
from datetime import UTC, datetime

import pytest
from django.utils import translation

from complaints.clocks import Limit
from complaints.models import Category, TimeLimit
from complaints.operations import catalogue
from complaints.queries.limits import clock_at
from complaints.states import LimitUnit, Stage, Track, Urgency

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def loaded():
    return catalogue.load()


def siblings():
    levels = defaultdict(list)
    for category in Category.objects.offered():
        levels[category.parent_id].append(category)
    return levels


def test_loading_twice_adds_nothing(loaded):
    rows = list(Category.objects.values()), list(TimeLimit.objects.values())

    again = catalogue.load()
    assert (again.categories, again.limits) == (0, 0)
    assert (loaded.categories, loaded.limits) == (
        Category.objects.count(),
        TimeLimit.objects.count(),
    )
    assert (list(Category.objects.values()), list(TimeLimit.objects.values())) == rows


def test_what_was_changed_by_hand_stays(loaded):
    Category.objects.filter(code="parking").update(name_en="Places for cars")
    TimeLimit.objects.filter(stage=Stage.ACCEPTANCE).update(amount=2)
    catalogue.load()

    assert Category.objects.get(code="parking").name_en == "Places for cars"
    assert set(
        TimeLimit.objects.filter(stage=Stage.ACCEPTANCE).values_list(
            "amount", flat=True
        )
    ) == {2}


def test_what_is_missing_is_added(loaded):
    Category.objects.filter(code="parking-ebike").delete()
    TimeLimit.objects.filter(stage=Stage.APPEAL).delete()

    again = catalogue.load()
    assert (again.categories, again.limits) == (1, 6)


def test_a_level_has_at_most_nine_and_one_other(loaded):
    for level in siblings().values():
        assert 2 <= len(level) <= 9
        assert [one.is_other for one in level].count(True) == 1
        assert max(level, key=lambda one: one.position).is_other
        assert sorted(one.position for one in level) == list(range(1, len(level) + 1))


def test_there_are_two_levels_and_each_branch_has_leaves(loaded):
    for category in Category.objects.select_related("parent__parent"):
        assert category.parent is None or category.parent.parent is None
    for branch in Category.objects.filter(parent=None):
        assert branch.children.exists()


def test_every_category_is_named_in_both_languages(loaded):
    for category in Category.objects.all():
        with translation.override("zh-hans"):
            assert category.label == category.name_zh
        with translation.override("en"):
            assert category.label == category.name_en
        assert category.name_en.isascii()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in category.name_zh)


def test_no_two_siblings_are_called_alike(loaded):
    for level in siblings().values():
        assert len({one.name_zh for one in level}) == len(level)
        assert len({one.name_en for one in level}) == len(level)


def test_dangers_are_urgent_by_themselves(loaded):
    def coded(urgency):
        rows = Category.objects.filter(urgency=urgency)
        return set(rows.values_list("code", flat=True))

    assert coded(Urgency.EMERGENCY) == {"lifts-trapped", "fire-danger"}
    assert {"fire-exits", "fire-charging", "lifts-unsafe"} <= coded(Urgency.URGENT)


def test_the_limits_are_those_of_the_specification(loaded):
    limits = clock_at(NOW).limits

    assert limits[Stage.RECTIFICATION, Track.ORDINARY, False].amount == 7
    assert limits[Stage.RECTIFICATION, Track.ORDINARY, True].amount == 5
    assert limits[Stage.ACCEPTANCE, Track.EMERGENCY, False] == Limit(
        LimitUnit.MINUTES, 30
    )
    assert limits[Stage.REPORT, Track.SUGGESTION, False].amount == 10
    assert (Stage.VERIFICATION, Track.CONSULTATION, False) not in limits


def test_a_new_limit_holds_from_its_day_on_and_rewrites_nothing(loaded):
    from_july = datetime(2026, 7, 1, tzinfo=UTC)
    TimeLimit.objects.create(
        stage=Stage.ACCEPTANCE,
        track=Track.ORDINARY,
        unit=LimitUnit.WORKING_DAYS,
        amount=2,
        in_force_from=from_july,
    )
    key = (Stage.ACCEPTANCE, Track.ORDINARY, False)

    assert clock_at(NOW).limits[key].amount == 1
    assert clock_at(from_july).limits[key].amount == 2
