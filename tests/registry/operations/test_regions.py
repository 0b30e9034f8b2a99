"""The official divisions of a province, out of the packaged table."""

from collections import Counter

import pytest

from registry.areas import Level, level_of, parent_of
from registry.models import Region
from registry.operations import regions
from registry.operations.regions import english_name

pytestmark = pytest.mark.django_db


def test_anhui_has_its_cities_counties_and_streets():
    loaded = regions.load(province="34")
    levels = Counter(Region.objects.values_list("level", flat=True))

    assert levels == {
        Level.PROVINCE: 1,
        Level.CITY: 16,
        Level.COUNTY: 104,
        Level.STREET: 1522,
    }
    assert loaded == regions.Loaded(added=1643, total=1643)
    for region in Region.objects.select_related("parent"):
        assert region.level == level_of(region.code)
        assert (region.parent and region.parent.code) == parent_of(region.code)
        assert region.name_en.isascii()


def test_loading_again_adds_what_is_missing_and_changes_nothing():
    regions.load(province="34")
    Region.objects.filter(code="340104003").delete()
    Region.objects.filter(code="340104000").update(name_en="Shushan")

    assert regions.load(province="34") == regions.Loaded(added=1, total=1643)
    assert Region.objects.get(code="340104000").name_en == "Shushan"
    assert regions.load(province="34").added == 0


def test_this_region_and_below_is_found_by_its_code():
    regions.load(province="34")

    shushan = Region.objects.within("340104000")
    assert {region.code[:6] for region in shushan} == {"340104"}
    assert Region.objects.within("340000000").count() == 1643
    assert Region.objects.within("340104003").count() == 1


def test_another_province_loads_the_same_way():
    loaded = regions.load(province="32")

    assert loaded.added > 1000
    assert Region.objects.get(code="320000000").name == "江苏省"


def test_a_province_that_is_not_there_is_said():
    with pytest.raises(LookupError, match="99"):
        regions.load(province="99")
    assert not Region.objects.exists()


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("蜀山区", "Shushan District"),
        ("荷叶地街道", "Heyedi Street"),
        ("合肥市", "Hefei City"),
        ("六安市", "Lu'an City"),
        ("安徽省", "Anhui Province"),
        ("肥西县", "Feixi County"),
        ("上派镇", "Shangpai Town"),
        ("柿树岗乡", "Shishugang Township"),
    ],
)
def test_an_english_name_is_pinyin_with_its_sort(name, english):
    assert english_name(name) == english
