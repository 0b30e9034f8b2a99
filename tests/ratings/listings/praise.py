"""Reviews that praise the town's firm, or blame it, a quarter apart."""

from datetime import date

from ratings.models import ProjectCounts
from tests.ratings import inspected, published

VISITED_ON = date(2026, 2, 20)
OLDER, NEWER = "2025-11-2", "2026-02-2"
NAME = "长青物业服务有限公司"


def good(**changed):
    """The counts of a firm that is certainly AAA, and was inspected."""
    counts = published.made(600, 590, incidents=600, households=90_000)
    return counts.__class__(**{**vars(counts), "inspection": 92, **changed})


def bad():
    return published.made(300, 30, incidents=300)


def reviews(lists, *, older, newer):
    return [
        published.publish(
            lists.town, {**published.a_dozen(), NAME: counts}, period=name
        )
        for name, counts in ((OLDER, older), (NEWER, newer))
    ]


def comply(lists):
    """The penalty of the fixture is behind the firm."""
    lists.penalty.complied_on = date(2026, 2, 20)
    lists.penalty.compliance = "Paid on the 20th."
    lists.penalty.save()


def visited(lists, *marks, by=None, **changed):
    """The county was in the firm's garden in February; all was well if none is said."""
    said = {
        "tenure": garden_of(lists),
        "on": VISITED_ON,
        "by": by or lists.town.county_dora,
        "now": inspected.at(VISITED_ON),
    }
    return inspected.inspected(lists.town, *marks, **{**said, **changed})


def garden_of(lists):
    return lists.town.garden.tenures.get(firm=lists.town.firm)


def keep_projects(lists, both, *, households=1200):
    """What each review froze of the firm's garden."""
    nothing = {"yes": "0", "partly": "0", "no": "0"}
    for review in both:
        ProjectCounts.objects.create(
            review=review,
            tenure=garden_of(lists),
            entry={"households": str(households), "last_six": nothing},
        )


def praised(lists):
    """The town's firm, good at two reviews a quarter apart, and nothing against it."""
    comply(lists)
    both = reviews(lists, older=good(), newer=good())
    keep_projects(lists, both)
    visited(lists)
    return both
