"""Rows that people look for by words: their grams lie in a column of their own."""

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.db import connections, models
from django.db.models.expressions import RawSQL

from registry import grams

Row_co = TypeVar("Row_co", bound="Searchable", covariant=True)


class SearchableQuerySet(models.QuerySet[Row_co]):
    """`update` does not know the words: whoever changes them saves the row."""

    def matching(self, words: str) -> Self:
        """Those that have all of the words; none where no word is given."""
        wanted = grams.wanted(words)
        if not wanted:
            return self.none()
        if connections[self.db].vendor == "sqlite":
            return self.filter(pk__in=_matched(self.model, wanted))
        found = self
        for gram in wanted:
            found = found.filter(search__contains=f" {gram} ")
        return found

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> Any:
        rows = list(objs)
        for row in rows:
            row.search = grams.stored(row.found_by())
        return super().bulk_create(rows, *args, **options)


class Searchable(models.Model):
    """
    `search` holds the grams of `found_by`, written whenever the row is.

    It is indexed by trigrams on PostgreSQL, and by words in a table of FTS5 on SQLite
    (`registry.ledger.search_index`).
    """

    search = models.TextField(editable=False, blank=True, default="")

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        self.search = grams.stored(self.found_by())
        if (fields := options.get("update_fields")) is not None:
            options["update_fields"] = {*fields, "search"}
        super().save(*args, **options)

    def found_by(self) -> Iterable[str]:
        """The texts whose words find the row."""
        raise NotImplementedError


def _matched(model: type[models.Model], wanted: list[str]) -> RawSQL:
    table = f"{model._meta.db_table}_search"
    # the name of a table is our own, and grams are letters and digits alone
    sql = f"SELECT rowid FROM {table} WHERE {table} MATCH %s"  # noqa: S608  # nosec B608
    asked = " ".join(f'"{gram}"' for gram in wanted)
    key = models.BigIntegerField()
    return RawSQL(sql, [asked], output_field=key)  # noqa: S611  # nosec B611
