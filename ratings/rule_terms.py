"""
The days that the due process of a rule set asks for.

Source: section 2.3 of the specification, as administrative normative documents are
made: consulted on for 30 days, published 30 days before they take effect, valid for
five years at most.
"""

from datetime import date, timedelta

CONSULTED_DAYS = 30
PUBLISHED_DAYS = 30
VALID_YEARS = 5


def first_end_of_consultation(first_day: date) -> date:
    """The earliest last day of a consultation that opens on this day, both counted."""
    return first_day + timedelta(days=CONSULTED_DAYS - 1)


def first_effect(published_on: date) -> date:
    """The earliest day on which rules that are published on this day take effect."""
    return published_on + timedelta(days=PUBLISHED_DAYS)


def last_end(effective_from: date) -> date:
    """The latest first day on which such rules are no longer valid."""
    year = effective_from.year + VALID_YEARS
    try:
        return effective_from.replace(year=year)
    except ValueError:  # there is no 29 February five years on
        return effective_from.replace(year=year, day=28)
