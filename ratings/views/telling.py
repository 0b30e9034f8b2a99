"""Reviews and firms as plain values for the templates: no row reaches a template."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from ratings.models import Review
from ratings.queries.public import Field, FirmRow, Place
from ratings.queries.published import Shelf
from ratings.rules import Rules
from ratings.states import Band, ReviewState, Size
from ratings.views import words
from ratings.views.drawing import Scale, tens_around

SHORT = 12
SIZES = {
    Size.S: pgettext_lazy("size of a firm", "Small"),
    Size.M: pgettext_lazy("size of a firm", "Middle"),
    Size.L: pgettext_lazy("size of a firm", "Large"),
}


def rules_of(review: Review) -> Rules:
    return Rules.from_document(review.rule_set.content)


def address(name: str, review: Review) -> str:
    """A page of this very version; the one in force needs no number."""
    return of_version(reverse(f"ratings:{name}", args=[review.period]), review)


def region_address(code: str, review: Review, name: str = "region") -> str:
    """The page of a region in this very version, or one of its files."""
    url = reverse(f"ratings:{name}", args=[review.period, code])
    return of_version(url, review)


def of_version(url: str, review: Review) -> str:
    """An address that names the version where it is not the one in force."""
    in_force = review.state == ReviewState.PUBLISHED
    return url if in_force else f"{url}?version={review.version}"


def firm_address(code: str, review: Review, shelf: Shelf, name: str = "firm") -> str:
    """The firm in this review; the newest one in force needs no name."""
    url = reverse(f"ratings:{name}", args=[code])
    if review == shelf.newest:
        return url
    query = {"period": review.period}
    if review.state != ReviewState.PUBLISHED:
        query["version"] = str(review.version)
    return f"{url}?{urlencode(query)}"


def review(found: Review, shelf: Shelf) -> dict[str, Any]:
    """What every page of a review says of it."""
    return {
        "title": words.title(found),
        "period": found.period,
        "version": found.version,
        "url": address("ranking", found),
        "window": window(found),
        "published": words.day(timezone.localtime(found.published_at).date()),
        "superseded": found.state == ReviewState.SUPERSEDED,
        "reason": found.reason,
        "rules": {
            "number": found.rule_set.number,
            "title": found.rule_set.title,
            "demo": found.rule_set.is_demo,
            "url": reverse("ratings:rules", args=[found.rule_set.number]),
        },
        "hashes": _hashes(found),
        "versions": [
            {"number": each.version, "url": address("ranking", each)}
            for each in shelf.versions(found.period)
            if each.pk != found.pk
        ],
    }


def window(found: Review) -> str:
    """The days that were counted, the last one included."""
    last = date.fromisoformat(found.window["ends"]) - timedelta(days=1)
    return _("%(first)s to %(last)s") % {
        "first": words.day(date.fromisoformat(found.window["starts"])),
        "last": words.day(last),
    }


def _hashes(found: Review) -> list[dict[str, str]]:
    return [
        {
            "of": str(label),
            "short": digest[:SHORT],
            "whole": digest,
            "url": address(name, found),
        }
        for label, name, digest in (
            (_("What was counted"), "inputs", found.inputs_sha256),
            (_("What follows from it"), "results", found.results_sha256),
        )
    ]


def conclusion(field: Field, too_few: int) -> str:
    """The ranking in one sentence."""
    return _(
        "Rated: %(rated)s of %(firms)s firms, as %(too_few)s had too few cases or "
        "answers; clearly above the province: %(above)s, clearly below: %(below)s."
    ) % {
        "rated": field.rated,
        "firms": field.rated + too_few,
        "too_few": too_few,
        "above": field.in_band(Band.ABOVE),
        "below": field.in_band(Band.BELOW),
    }


def rated_row(row: FirmRow, field: Field) -> dict[str, Any]:
    """A line of the ranking; the firm is rated."""
    assert row.score is not None
    assert row.low is not None
    assert row.high is not None
    found = row.places["province"]
    return _firm(row) | {
        "place": words.place(found),
        "place_icon": words.BAND_ICONS[found.band] if found and found.band else "",
        "alike": _alike(row, found, field),
        "grade": row.grade.value,
        "score": f"{row.score:.2f}",
        "low": f"{row.low:.2f}",
        "high": f"{row.high:.2f}",
        "bar": Scale(*tens_around(field.bounds)).bar(
            score=row.score, low=row.low, high=row.high, reference=row.reference
        ),
        "interval": words.interval(row.low, row.high),
        "change": words.change(row.score, row.before),
    }


def _alike(row: FirmRow, found: Place | None, field: Field) -> str:
    """Said of who has a place or stands apart; the third band says it already."""
    if found is not None and found.band == Band.NO_DIFFERENCE:
        return ""
    return words.alike(field.alike(row.score_id))


def unrated_row(row: FirmRow, rules: Rules) -> dict[str, Any]:
    """A firm with too few to rate: no place, no score, nothing that reads as one."""
    return _firm(row) | {"because": words.too_few(row, rules)}


def _firm(row: FirmRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "code": row.code,
        "among": _among(row),
        "size": str(SIZES[row.size]),
        "objected": row.objected,
        "low_rating": row.low_rating,
        "answers": words.figure(row.counts.answers),
        "incidents": words.figure(row.counts.incidents),
        "households": words.figure(row.counts.households),
        "reply_rate": words.percent(row.reply_rate),
    }


def _among(row: FirmRow) -> str:
    """Where the firm stands: its city, which an old one may lack, and size group."""
    city = [row.city.label] if row.city else []
    return " · ".join([*city, str(SIZES[row.size])])


def with_choice(request: HttpRequest, url: str) -> str:
    """Another page or file of the same choice of firms."""
    query = request.GET.copy()
    for name in ("page", "too_few", "version"):
        query.pop(name, None)
    if not query:
        return url
    return f"{url}{'&' if '?' in url else '?'}{query.urlencode()}"


def files(request: HttpRequest, *addresses: tuple[str, str]) -> list[dict[str, str]]:
    """The same figures as files, with the same choice."""
    return [{"name": name, "url": with_choice(request, url)} for name, url in addresses]
