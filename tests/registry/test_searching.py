"""Looking for communities and firms by words: the same on both databases, by index."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from registry.ledger import search_index, triggers
from registry.models import Community, Firm
from registry.queries import communities_matching

ON_SQLITE = connection.vendor == "sqlite"


def many(street, number=12_000):
    """As many as a province has, none of them what is looked for."""
    Community.objects.bulk_create(
        Community(
            code=f"C{each}",
            name=f"{chr(0x6000 + each % 3000)}{chr(0x7000 + each % 3500)}",
            initials=f"x{each}",
            address=f"{each}号",
            street=street,
            households=1,
        )
        for each in range(number)
    )


def names(words):
    return [each.name for each in communities_matching(words)]


@pytest.mark.parametrize(
    "words", ["丹青", "青花", "花园", "dq", "荷叶地", "街道1号", "DQHY"]
)
def test_two_characters_initials_and_addresses_find_a_community(town, words):
    assert "丹青花园" in names(words)


@pytest.mark.parametrize("words", ["和顺", "物业", "hs", "91340100MA2N0K1M70", "9134"])
def test_words_initials_and_codes_find_a_firm(town, words):
    found = Firm.objects.matching(words).values_list("name", flat=True)
    assert "和顺物业服务有限公司" in found


def test_a_changed_name_is_found_and_the_old_one_is_not(town):
    town.garden.name = "翠湖苑"
    town.garden.save(update_fields=["name"])
    assert names("翠湖") == ["翠湖苑"]
    assert names("丹青") == []


def test_rows_written_in_bulk_are_found(town):
    many(town.street, 3)
    assert names("怀瀀") == ["怀瀀"]
    assert names("瀀怀") == []


def test_a_deleted_row_is_not_found(town):
    Community.objects.filter(pk=town.court.pk).delete()
    assert names("柳巷") == []


def test_words_of_a_query_language_are_words(town):
    for words in ('" OR "', "丹青*", "NOT 丹青", "search:丹", "'; DROP", "%", "_"):
        assert isinstance(names(words), list)
    assert names("%") == names("_") == []


def test_the_plan_uses_the_index(town):
    many(town.street)
    found = Community.objects.matching("丹青")
    if not ON_SQLITE:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE registry_community")
    plan = found.explain()
    index = "VIRTUAL TABLE INDEX" if ON_SQLITE else "registry_community_by_words"
    assert index in plan
    assert "Seq Scan" not in plan
    assert "SCAN registry_community\n" not in f"{plan}\n"


def test_lost_triggers_are_told_and_put_back_by_migrate(town):
    wanted = search_index.triggers_of(["registry_community"])
    triggers.lift(connection, wanted)
    # PostgreSQL keeps its index by itself
    assert len(triggers.missing(connection, wanted)) == (3 if ON_SQLITE else 0)
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection, wanted) == []


def test_the_register_of_a_day_keeps_its_words(town):
    town.garden.households_confirmed_on = date(2026, 3, 1)
    town.garden.save()
    assert names("丹青") == ["丹青花园"]
