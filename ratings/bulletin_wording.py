"""
A bulletin's figures in words, for its page, its paper and the desk alike.

Pure text: the language is the one that Django has active. No database.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from complaints.states import Stage
from ratings import wording
from ratings.canonical import rounded, shortest
from ratings.periods import HalfMonth
from ratings.states import BulletinState, EnforcementMeasure
from ratings.wording import Chip
from registry.sentences import in_a_row

Figures = Mapping[str, Any]

HUNDRED = 100
NOTHING = "–"
_OF_BULLETIN = {
    BulletinState.DRAFT: ("soon", "file-text"),
    BulletinState.EDITED: ("soon", "file-pen-line"),
    BulletinState.SIGNED: ("open", "signature"),
    BulletinState.PUBLISHED: ("done", "circle-check"),
    BulletinState.SUPERSEDED: ("none", "archive"),
}
NAMES = {
    "accepted": gettext_lazy("Accepted in the half-month"),
    "settled": gettext_lazy("Settled in the half-month"),
    "waiting": gettext_lazy("Waiting at its end"),
    "settlement_rate": gettext_lazy("Settlement rate"),
    "own_answers": gettext_lazy("Own answers"),
    "typed": gettext_lazy("Answers typed by an office"),
    "unanswered": gettext_lazy("Return visits without an answer"),
    "rated": gettext_lazy("Own answers that rated the street"),
    "satisfied": gettext_lazy("Satisfied of them"),
    "satisfaction": gettext_lazy("Satisfaction"),
    "reply_rate": gettext_lazy("Reply rate"),
    "settlement_rate_change": gettext_lazy("Settlement rate, change"),
    "satisfaction_change": gettext_lazy("Satisfaction, change"),
    "reply_rate_change": gettext_lazy("Reply rate, change"),
    "all": gettext_lazy("Firms"),
    "not_rated": gettext_lazy("Firms with too few to rate"),
    "not_rated_share": gettext_lazy("Share of firms with too few to rate"),
    "delayed_retaliation": gettext_lazy("Delayed reports of retaliation"),
    "low_ratings": gettext_lazy("Firms on the notice of low rating"),
    **{one.value.lower(): one.label for one in EnforcementMeasure},
}
SECTIONS = {
    "praised": gettext_lazy("Praised"),
    "lagging": gettext_lazy("Lagging behind"),
    "delayed": gettext_lazy("Delayed cases"),
    "lists": gettext_lazy("Red and black lists"),
    "without_filings": gettext_lazy("Counties that nobody filed from"),
}


def chip(state: BulletinState) -> Chip:
    return Chip(*_OF_BULLETIN[state], str(state.label))


def title(period: str) -> str:
    words = wording.half_month(HalfMonth.named(period))
    return _("Bulletin on cases about property management, %(period)s") % {
        "period": words
    }


def percent(share: str | None) -> str:
    """In percent with one place; a dash for what is not told."""
    if share is None:
        return NOTHING
    return f"{rounded(Decimal(share) * HUNDRED, 1)}%"


def change(difference: str | None) -> dict[str, str]:
    """How a rate moved against the half-month before: an icon and words."""
    if difference is None:
        return {"icon": "", "words": _("nothing to compare with")}
    points = rounded(Decimal(difference) * HUNDRED, 1)
    told = {"points": shortest(abs(points))}
    if points > 0:
        return {"icon": "trending-up", "words": _("up by %(points)s points") % told}
    if points < 0:
        return {"icon": "trending-down", "words": _("down by %(points)s points") % told}
    return {"icon": "minus", "words": _("as before")}


def opening(figures: Figures) -> list[str]:
    """What came in and went out, and how satisfied residents are: two sentences."""
    whole = figures["province"]
    return [
        _(
            "Offices accepted %(accepted)s cases and settled %(settled)s, which means "
            "that residents were told a first result; %(waiting)s still waited for one "
            "at the end. The settlement rate is %(rate)s (%(change)s)."
        )
        % {
            **whole,
            "rate": percent(whole["settlement_rate"]),
            "change": change(whole["settlement_rate_change"])["words"],
        },
        _satisfaction(whole),
    ]


def _satisfaction(whole: Figures) -> str:
    if whole["satisfaction"] is None:
        return _(
            "Too few residents answered to say how satisfied they are. No answer "
            "counts as nothing, never as satisfaction."
        )
    return _(
        "Of %(rated)s residents who rated the street themselves, %(satisfied)s were "
        "satisfied: %(rate)s (%(change)s). The reply rate is %(reply)s "
        "(%(reply_change)s); no answer counts as nothing, never as satisfaction."
    ) % {
        **whole,
        "rate": percent(whole["satisfaction"]),
        "change": change(whole["satisfaction_change"])["words"],
        "reply": percent(whole["reply_rate"]),
        "reply_change": change(whole["reply_rate_change"])["words"],
    }


def totals(figures: Figures) -> list[dict[str, Any]]:
    """The province and its cities, a line each."""
    return [_line(one) for one in (figures["province"], *figures["cities"])]


def _line(one: Figures) -> dict[str, Any]:
    return {
        "name": name(one),
        "accepted": one["accepted"],
        "settled": one["settled"],
        "waiting": one["waiting"],
        "settlement_rate": percent(one["settlement_rate"]),
        "settlement_change": change(one["settlement_rate_change"]),
        "satisfaction": percent(one["satisfaction"]),
        "satisfaction_change": change(one["satisfaction_change"]),
        "rated": NOTHING if one["rated"] is None else one["rated"],
        "is_told": one["rated"] is not None,
        "reply_rate": percent(one["reply_rate"]),
    }


def name(one: Figures) -> str:
    """A region's name in the language of the reader."""
    return str(one["name"] if _is_chinese() else one["name_en"])


def names(regions: Iterable[Figures]) -> str:
    return _(", ").join(name(one) for one in regions)


def firms(figures: Figures) -> str:
    """How many firms are not rated, and what that means: one honest sentence."""
    told = figures["firms"]
    return _(
        "%(not_rated)s of %(all)s firms (%(share)s) had too few cases or answers to be "
        "rated: of them nothing can be said yet, neither good nor bad."
    ) % {**told, "share": percent(told["not_rated_share"])}


def enforcement(figures: Figures) -> list[tuple[str, str]]:
    """Each measure with how often it was issued in the half-month."""
    return [
        (str(one.label), figures["enforcement"][one.value.lower()])
        for one in EnforcementMeasure
    ]


def list_changes(figures: Figures) -> list[tuple[str, list[str]]]:
    """
    What came on a list and what left it, by the numbers of the entries.

    Names stand on the lists themselves, where an entry that has left is masked.
    """
    told = figures["lists"]
    rows = (
        (_("New on the red list"), told["red_came"]),
        (_("Left the red list"), told["red_went"]),
        (_("New on the black list"), told["black_came"]),
        (_("Left the black list"), told["black_went"]),
    )
    return [(name, [one["number"] for one in entries]) for name, entries in rows]


def low_ratings(figures: Figures) -> str:
    """How many firms the review names on the notice of low rating."""
    count = int(figures["lists"]["low_ratings"])
    return ngettext(
        "%(count)s firm stands on the notice of low rating of this review.",
        "%(count)s firms stand on the notice of low rating of this review.",
        count,
    ) % {"count": count}


def delayed(figures: Figures) -> str:
    """How many cases were entered for their delay, and of retaliation the number."""
    told = len(figures["delayed"])
    sentence = ngettext(
        "%(count)s case was five working days or more over its due moment.",
        "%(count)s cases were five working days or more over their due moment.",
        told,
    ) % {"count": told}
    secret = int(figures["delayed_retaliation"])
    if not secret:
        return sentence
    also = ngettext(
        "So was %(count)s report of retaliation, of which nothing else is told.",
        "So were %(count)s reports of retaliation, of which nothing else is told.",
        secret,
    ) % {"count": secret}
    return in_a_row([sentence, also])


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def delayed_cases(figures: Figures) -> list[dict[str, str]]:
    """Number, region, category and what each waited for; nothing of its resident."""
    chinese = _is_chinese()
    return [
        {
            "number": one["number"],
            "region": one["region"] if chinese else one["region_en"],
            "category": one["category"] if chinese else one["category_en"],
            "stage": str(Stage(one["stage"]).label),
        }
        for one in figures["delayed"]
    ]


def without_filings(figures: Figures) -> str:
    count = len(figures["without_filings"])
    if not count:
        return _("Somebody filed from every county.")
    return ngettext(
        "Nobody filed from %(count)s county: no data, which says neither good nor bad.",
        "Nobody filed from %(count)s counties: no data, which says neither good nor "
        "bad.",
        count,
    ) % {"count": count}


def changes(
    found: Sequence[Mapping[str, Any]], figures: Figures
) -> list[dict[str, str]]:
    """What a correction changed, figure by figure."""
    regions = {
        one["code"]: name(one)
        for one in (
            figures["province"],
            *figures["cities"],
            *figures["praised"],
            *figures["lagging"],
            *figures["without_filings"],
        )
    }
    return [
        {
            "of": regions.get(one["code"], one["code"]) or _("Province"),
            "figure": _figure(one),
            "before": _value(one["figure"], one["before"]),
            "after": _value(one["figure"], one["after"]),
        }
        for one in found
        if one["figure"] in NAMES or one["figure"] in ("code", "number")
    ]


def _figure(one: Mapping[str, Any]) -> str:
    """The figure's own name; for an entry of a list, that of the list."""
    if one["figure"] in ("code", "number"):
        return str(SECTIONS.get(one["section"], one["section"]))
    return str(NAMES[one["figure"]])


def _value(figure: str, value: str | None) -> str:
    if figure in ("code", "number"):
        return _("no") if value is None else _("yes")
    is_share = figure.endswith(("_rate", "_share", "_change")) or (
        figure == "satisfaction"
    )
    return percent(value) if is_share else (NOTHING if value is None else value)
