"""One firm as plain values: who it is, its score line by line, its past, its cases."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ratings import charts
from ratings.canonical import rounded
from ratings.periods import HalfMonth
from ratings.queries.firm_pages import Behind, Past
from ratings.queries.public import FirmRow
from ratings.rules import Rules
from ratings.scoring import RATES, SAME_ANSWERS, FirmCounts
from ratings.states import Grade, Indicator
from ratings.views import words
from ratings.views.drawing import tens_around
from registry.models import Firm, Tenure


def who(
    firm: Firm, branches: Sequence[Firm], tenures: Sequence[Tenure]
) -> dict[str, Any]:
    """What the register says in public: no person stands in it."""
    head = firm.head_office
    return {
        "name": firm.name,
        "code": firm.credit_code,
        "status": firm.get_status_display(),
        "phone": firm.duty_phone,
        "head_office": _link(head) if head else None,
        "branches": [_link(branch) for branch in branches],
        "serves": [
            {
                "name": tenure.community.name,
                "url": reverse("ratings:community", args=[tenure.community.code]),
                "street": tenure.community.street.label,
                "county": tenure.community.street.parent.label
                if tenure.community.street.parent
                else "",
            }
            for tenure in tenures
        ],
    }


def lines(entry: Mapping[str, Any]) -> list[dict[str, str]]:
    """Each indicator: what was counted, what was made of it, its weight and points."""
    return [
        {"name": str(Indicator(name).label)} | _line(name, entry["lines"].get(name))
        for name in Indicator.values
    ]


def _line(name: str, line: Mapping[str, str] | None) -> dict[str, str]:
    if line is None:
        return {"counted": _("not inspected"), "x": "–", "weight": "–", "points": "–"}
    return {
        "counted": _counted(name, line),
        "x": _share(line["x"]),
        "weight": words.figure(Decimal(line["weight"])),
        "points": words.figure(Decimal(line["points"])) if line["points"] else "–",
    }


def _counted(name: str, line: Mapping[str, str]) -> str:
    if name == Indicator.DENSITY:
        return _(
            "%(incidents)s incidents; %(rate)s for 1,000 households and 90 days"
        ) % {
            "incidents": words.figure(Decimal(line["incidents"])),
            "rate": words.figure(Decimal(line["rate"])),
        }
    if name == Indicator.INSPECTION:
        points = words.figure(Decimal(line["points_of_100"]))
        return _("%(points)s of 100 points") % {"points": points}
    counted = words.out_of(Decimal(line["s"]), Decimal(line["n"]))
    return _("%(counted)s; province %(pool)s") % {
        "counted": counted,
        "pool": _share(line["m"]),
    }


def _share(text: str) -> str:
    """A part of one as percent with one place."""
    share = Decimal(text) * words.HUNDRED
    return f"{rounded(share, 1)}%"


def on_top(entry: Mapping[str, Any]) -> list[dict[str, str]]:
    """Credits and deductions, where there are any."""
    found = (
        (_("Credits"), "+", entry["credits"]),
        (_("Deductions"), "-", entry["deductions"]),
    )
    return [
        {"name": name, "points": f"{sign}{words.figure(Decimal(points))}"}
        for name, sign, points in found
        if Decimal(points)
    ]


def signals(entry: Mapping[str, Any], rules: Rules) -> list[dict[str, Any]]:
    """The half-month and the last six beside the window: counts, no grade, no rank."""
    shown = [entry[span] for span in ("half_month", "last_six", "window")]
    hidden = [span["yes"] is None for span in shown]
    spans = [FirmCounts.from_document(_whole(span)) for span in shown]
    names = [
        (_("Incidents"), [words.figure(each.incidents) for each in spans]),
        (
            _("Own answers"),
            [
                _("fewer than 5") if few else words.figure(each.answers)
                for each, few in zip(spans, hidden, strict=True)
            ],
        ),
        (
            _("Explained as beyond repair"),
            [words.figure(each.explained) for each in spans],
        ),
    ]
    names += [
        (
            str(rate.label),
            [
                "–" if few and rate in SAME_ANSWERS else _of(each, rate, rules)
                for each, few in zip(spans, hidden, strict=True)
            ],
        )
        for rate in RATES
    ]
    return [{"name": name, "values": values} for name, values in names]


def _whole(counts: Mapping[str, Any]) -> dict[str, Any]:
    """With nothing where the sums of a few answers are not shown."""
    return {
        name: "0" if value is None and name != "inspection" else value
        for name, value in counts.items()
    }


def _of(counts: FirmCounts, rate: Indicator, rules: Rules) -> str:
    tally = counts.tallies(rules)[rate]
    return words.out_of(tally.s, tally.n) if tally.n else "–"


def unscored(counts: FirmCounts) -> list[dict[str, str]]:
    """What was filed or answered, is shown, and is not scored."""
    return [
        {"name": name, "value": words.figure(value)}
        for name, value in (
            (_("Filed anonymously or without a proved phone"), counts.unproved),
            (_("Filed from the firm's own phones, left out"), counts.self_filed),
            (_("“Cannot say” whether it is solved"), counts.cannot_say),
            (_("Answers typed by an office"), counts.typed),
        )
    ]


def answers(counts: FirmCounts) -> dict[str, str]:
    """The sums of the residents' own answers, and what an office explained instead."""
    return {
        "yes": words.figure(counts.yes),
        "partly": words.figure(counts.partly),
        "no": words.figure(counts.no),
        "n": words.figure(counts.answers),
        "asked": words.figure(counts.asked),
        "explained": words.figure(counts.explained),
    }


def past(history: Sequence[Past]) -> list[dict[str, str]]:
    """The table beside the trend: the same figures as the chart and the file."""
    return [
        {
            "period": each.period,
            "title": words.half_month(HalfMonth.named(each.period)),
            "url": reverse("ratings:ranking", args=[each.period]),
            "grade": str(each.grade.label),
            "score": _two(each.score),
            "low": _two(each.low),
            "high": _two(each.high),
            "answers": words.figure(each.counts.answers),
            "incidents": words.figure(each.counts.incidents),
        }
        for each in history
    ]


def trend_sentence(history: Sequence[Past]) -> str:
    """What the trend says, and whether it says anything for certain."""
    rated = [each for each in history if each.is_rated]
    if not rated:
        return _("The firm had too few cases or answers to be rated so far.")
    if len(rated) == 1:
        return _("The firm was rated once: %(score)s.") % {"score": rated[0].score}
    first, last = rated[0], rated[-1]
    told = {
        "count": len(rated),
        "first": first.score,
        "last": last.score,
    }
    if _apart(first, last):
        words_ = _(
            "Over %(count)s rated reviews the score went from %(first)s to "
            "%(last)s: the intervals do not meet, so this is a clear change."
        )
    else:
        words_ = _(
            "Over %(count)s rated reviews the score went from %(first)s to "
            "%(last)s: the intervals overlap, so there is no clear change."
        )
    return words_ % told


def _apart(one: Past, other: Past) -> bool:
    assert one.low is not None
    assert one.high is not None
    assert other.low is not None
    assert other.high is not None
    return one.high < other.low or other.high < one.low


def trend_chart(history: Sequence[Past]) -> charts.Spec:
    bars = [
        charts.Bar(each.period, _two(each.score), _two(each.low), _two(each.high))
        for each in history
    ]
    return charts.trend(
        bars,
        scale=_scale(history),
        said=trend_sentence(history),
        axis=_("Score with its interval (95%)"),
    )


def _scale(history: Sequence[Past]) -> tuple[int, int]:
    return tens_around(
        bound
        for each in history
        for bound in (each.low, each.high)
        if bound is not None
    )


def card(row: FirmRow, rules: Rules) -> dict[str, Any]:
    """The score card's own words where the firm is not rated."""
    return {"rated": row.grade != Grade.NR, "because": words.too_few(row, rules)}


def case_line(case: Behind) -> dict[str, Any]:
    """Number, month and marks: what a case counted for, never what was answered."""
    marks = [{"icon": "circle-dot", "word": _("counted")}]
    marks += [{"icon": "check", "word": _("on time")}] * case.on_time
    marks += [{"icon": "clock-alert", "word": _("late")}] * case.late
    marks += [{"icon": "rotate-ccw", "word": _("redone")}] * case.redone
    month = dateformat.format(
        timezone.localtime(case.filed_at),
        pgettext("Django date format, month and year", "F Y"),
    )
    return {"number": case.number, "month": month, "marks": marks}


def case_figures(case: Behind) -> dict[str, object]:
    return {
        "number": case.number,
        "month": timezone.localtime(case.filed_at).strftime("%Y-%m"),
        "on_time": case.on_time,
        "late": case.late,
        "redone": case.redone,
    }


def _link(firm: Firm) -> dict[str, str]:
    return {
        "name": firm.name,
        "url": reverse("ratings:firm", args=[firm.credit_code]),
    }


def _two(number: Decimal | None) -> str:
    return "" if number is None else f"{number:.2f}"
