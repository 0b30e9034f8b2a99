"""
A campaign's frozen figures in words, for its board and the desk alike.

Pure text: the language is the one that Django has active. No database.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings import bulletin_wording, wording
from ratings.bulletin_wording import NOTHING, percent
from ratings.campaigns import RATE_OF, is_reached
from ratings.states import CampaignMeasure, CampaignState
from ratings.wording import Chip

Figures = Mapping[str, Any]

ONE_DAY = timedelta(days=1)
CURVES = {
    "filed": gettext_lazy("Filed in all"),
    "settled": gettext_lazy("Settled of them"),
    "overdue": gettext_lazy("Overdue"),
}


def chip(state: CampaignState, starts_on: date, ends_on: date, today: date) -> Chip:
    """How far a campaign is: a draft, coming, running, or over."""
    if state == CampaignState.DRAFT:
        return Chip("soon", "file-pen-line", str(state.label))
    if today < starts_on:
        return Chip("none", "calendar", _("Coming"))
    if today < ends_on:
        return Chip("open", "play", _("Running"))
    return Chip("done", "flag", _("Over"))


def span(starts_on: date, ends_on: date) -> str:
    """The days of a campaign, the last one included."""
    return _("%(first)s to %(last)s") % {
        "first": wording.day(starts_on),
        "last": wording.day(ends_on - ONE_DAY),
    }


def conclusion(figures: Figures | None, day: date | None) -> str:
    """What a campaign came to, in one or two sentences."""
    if figures is None or day is None:
        return _("Its first figures stand here in the night after its first day.")
    whole = figures["whole"]
    told = {
        "day": wording.day(day),
        "filed": whole["filed"],
        "settled": whole["settled"],
        "overdue": whole["overdue"],
        "settlement": percent(whole["settlement_rate"]),
        "satisfaction": percent(whole["satisfaction"]),
        "reply": percent(whole["reply_rate"]),
    }
    if whole["satisfaction"] is None:
        return (
            _(
                "By the end of %(day)s: %(filed)s cases were filed, %(settled)s of "
                "them settled, %(overdue)s are overdue; the settlement rate is "
                "%(settlement)s. Too few residents answered to speak of satisfaction."
            )
            % told
        )
    return (
        _(
            "By the end of %(day)s: %(filed)s cases were filed, %(settled)s of them "
            "settled, %(overdue)s are overdue; the settlement rate is %(settlement)s, "
            "satisfaction %(satisfaction)s at a reply rate of %(reply)s."
        )
        % told
    )


def rows(figures: Figures) -> list[dict[str, str]]:
    """The whole, then each region."""
    whole = {"name": _("Whole campaign"), "name_en": _("Whole campaign")}
    return [_row(whole | dict(figures["whole"]))] + [
        _row(one) for one in figures["regions"]
    ]


def _row(one: Figures) -> dict[str, str]:
    return {
        "name": bulletin_wording.name(one),
        "filed": one["filed"],
        "settled": one["settled"],
        "overdue": one["overdue"],
        "settlement_rate": percent(one["settlement_rate"]),
        "satisfaction": percent(one["satisfaction"]),
        "rated": NOTHING if one["rated"] is None else one["rated"],
        "reply_rate": percent(one["reply_rate"]),
    }


def aim(measure: CampaignMeasure, at_least: Decimal) -> str:
    return _("%(measure)s at least %(share)s") % {
        "measure": measure.label,
        "share": percent(str(at_least)),
    }


def target(
    measure: CampaignMeasure, at_least: Decimal, figures: Figures | None
) -> dict[str, Any]:
    """A target beside what was reached: an icon, a tone and a word."""
    whole = figures["whole"] if figures else None
    reached = is_reached(whole, measure, at_least) if whole else None
    words = {
        True: Chip("done", "circle-check", _("reached")),
        False: Chip("soon", "circle-dashed", _("not reached yet")),
        None: Chip("none", "circle-question-mark", _("too few to say")),
    }
    return {
        "name": str(measure.label),
        "at_least": _("at least %(share)s") % {"share": percent(str(at_least))},
        "now": percent(whole[RATE_OF[measure]]) if whole else NOTHING,
        "chip": vars(words[reached]),
    }
