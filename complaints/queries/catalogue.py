"""What the catalogue says while somebody files: words that find, words that warn."""

from collections.abc import Iterable

from django.db.models import QuerySet

from complaints import catalogue_search
from complaints.catalogue_search import Entry
from complaints.danger import Phrase, phrase_of
from complaints.models import Category
from complaints.states import Urgency

BETWEEN_NAMES = str.maketrans({"、": "\n", ",": "\n", "，": "\n"})


def leaves() -> QuerySet[Category]:
    """What can be chosen, with its group, in the fixed order."""
    offered = Category.objects.offered().leaves().select_related("parent")
    return offered.order_by("parent__position", "position")


def leaf(code: str) -> Category | None:
    return leaves().filter(code=code).first()


def leaves_matching(words: str, among: Iterable[Category]) -> list[Category]:
    """The likeliest first: by name, by synonym, or by a word of the same sense."""
    by_code = {one.code: one for one in among}
    entries = [Entry(one.code, tuple(_words(one))) for one in by_code.values()]
    return [by_code[code] for code in catalogue_search.matching(words, entries)]


def phrases_of_danger(among: Iterable[Category] | None = None) -> list[Phrase]:
    """
    What stands for people in danger: names and synonyms of the emergencies.

    A line with several words is found where all of them are.
    """
    dangers = Category.objects.offered().leaves().filter(urgency=Urgency.EMERGENCY)
    rows = dangers if among is None else among
    return [
        phrase_of(line)
        for row in rows
        if row.urgency == Urgency.EMERGENCY
        for line in (*_names(row), *row.synonyms.splitlines())
    ]


def _words(leaf: Category) -> Iterable[str]:
    yield from _names(leaf)
    yield from leaf.synonyms.splitlines()
    if leaf.parent is not None and not leaf.is_other:
        yield from _names(leaf.parent)


def _names(category: Category) -> Iterable[str]:
    both = f"{category.name_zh}\n{category.name_en}"
    return both.translate(BETWEEN_NAMES).splitlines()
