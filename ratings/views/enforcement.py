"""What authorities did about firms, in numbers: the page, and the same as files."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ratings import wording
from ratings.queries import enforcement as questions
from ratings.queries.enforcement import Line, Public
from ratings.states import EnforcementMeasure
from ratings.views import answering, words
from registry.models import Firm, Region

COLUMNS = ("period", "region_code", "region", "measure", "issued", "revoked")


@require_safe
def totals(request: HttpRequest) -> HttpResponse:
    """How many of each measure, by half-month and by city."""
    lines, names = _read()
    told = {
        "measures": [str(measure.label) for measure in EnforcementMeasure],
        "totals": _sums(lines),
        "revoked": sum(line.revoked for line in lines),
        "periods": [
            {"name": wording.title(period), "numbers": _numbers(sums)}
            for period, sums in questions.by(lines, "period").items()
        ],
        "regions": [
            {"name": names[code].label, "numbers": _numbers(sums)}
            for code, sums in sorted(questions.by(lines, "region").items())
        ],
        "files": [
            {"name": "CSV", "url": reverse("ratings:enforcement_csv")},
            {"name": "JSON", "url": reverse("ratings:enforcement_json")},
        ],
    }
    return answering.page(request, "ratings/enforcement.html", told)


@require_safe
def totals_csv(request: HttpRequest) -> HttpResponse:
    return answering.csv_file(request, COLUMNS, _figures())


@require_safe
def totals_json(request: HttpRequest) -> HttpResponse:
    return answering.json_file(request, {"documents": list(_figures())})


def of_firm(firm: Firm) -> list[dict[str, Any]]:
    """The firm's documents as its page tells them."""
    return [_document(one) for one in questions.public_of(firm, timezone.localdate())]


def _document(one: Public) -> dict[str, Any]:
    revoked = one.revoked_on is not None
    label = _("Grave penalty") if one.is_grave else str(one.measure.label)
    return {
        "measure": label,
        "number": one.number,
        "body": one.body,
        "issued_on": wording.day(one.issued_on),
        "revoked_on": wording.day(one.revoked_on) if one.revoked_on else "",
        "state": wording.enforcement_chip(revoked=revoked, complied=False).__dict__,
        "community": one.community,
        "basis": one.basis,
        "demo": one.is_demo,
        "deduction": "" if one.deduction is None else words.figure(one.deduction),
        "url": one.address,
    }


def _read() -> tuple[list[Line], Mapping[str, Region]]:
    lines = questions.totals(timezone.localdate())
    return lines, questions.names_of({line.region for line in lines})


def _sums(lines: list[Line]) -> list[dict[str, Any]]:
    total: Counter[EnforcementMeasure] = Counter()
    for line in lines:
        total[line.measure] += line.issued
    return [
        {"name": str(measure.label), "number": total[measure]}
        for measure in EnforcementMeasure
    ]


def _numbers(sums: Counter[EnforcementMeasure]) -> list[dict[str, Any]]:
    return [
        {"measure": str(measure.label), "number": sums[measure]}
        for measure in EnforcementMeasure
    ]


def _figures() -> Iterator[dict[str, object]]:
    lines, names = _read()
    for line in lines:
        yield {
            "period": line.period,
            "region_code": line.region,
            # the register's own name, so that the file is the same in every language
            "region": names[line.region].name,
            "measure": line.measure.value,
            "issued": line.issued,
            "revoked": line.revoked,
        }
