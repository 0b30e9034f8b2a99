"""What each count of a firm's review is called, and what it means to the firm."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Meaning(NamedTuple):
    """The key of a count in the frozen documents, its name, and what it means."""

    key: str
    name: Promise
    means: Promise


# In the order of the page.
MEANINGS = (
    Meaning(
        "incidents",
        _("Incidents"),
        _("Complaints found justified or partly so that were your duty."),
    ),
    Meaning(
        "due",
        _("Rectifications due"),
        _("Orders to your firm whose date fell into the time that is counted."),
    ),
    Meaning(
        "on_time",
        _("of them on time"),
        _("Your answer came by the date, and nobody had to send it back."),
    ),
    Meaning(
        "rectified",
        _("Rectified"),
        _("Those of them that your firm answered."),
    ),
    Meaning(
        "redone",
        _("of them redone"),
        _("Sent back by the office, or taken up again by the resident."),
    ),
    Meaning("asked", _("Residents asked"), _("After the result was told to them.")),
    Meaning("yes", _("“Solved”"), _("Own answers of residents, as sums only.")),
    Meaning("partly", _("“Partly solved”"), _("Counts in part.")),
    Meaning(
        "no",
        _("“Not solved”"),
        _("Own answers of residents, as sums only."),
    ),
    Meaning("cannot_say", _("“Cannot say”"), _("Shown, and not scored.")),
    Meaning(
        "explained",
        _("Explained as beyond repair"),
        _("By an office, with no own answer: not solved, but nobody's answer."),
    ),
    Meaning(
        "rated", _("Answers on satisfaction"), _("Own answers that rate your firm.")
    ),
    Meaning("satisfied", _("of them satisfied"), _("Fairly satisfied or better.")),
    Meaning("typed", _("Answers typed by an office"), _("Shown, and not scored.")),
    Meaning(
        "unproved",
        _("Filed without a proved phone"),
        _("Anonymous or not confirmed: shown, and not scored."),
    ),
    Meaning(
        "self_filed",
        _("Filed from your firm's own phones"),
        _("Left out of every count; the regulator is told."),
    ),
    Meaning("households", _("Households"), _("Served on the last day.")),
    Meaning(
        "household_days",
        _("Household-days"),
        _("Households times the days that you served them."),
    ),
    Meaning(
        "inspection",
        _("Inspection on site"),
        _("Points of 100; a dash where there was none."),
    ),
)
