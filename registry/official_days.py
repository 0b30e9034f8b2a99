"""
The packaged official calendar of China, as far as it has been announced.

The package computes holidays for years that the State Council has not announced
yet. Such estimates never reach a deadline: only a year with make-up working days
in it is taken over.
"""

from holidays import country_holidays

from registry.workdays import Calendar


def official_calendar(first_year: int, last_year: int) -> Calendar:
    """
    Return the calendar of these years, both included.

    Unknown years have no days off, so they count from Monday to Friday.

    :raises ValueError: if the first year lies after the last
    """
    if first_year > last_year:
        raise ValueError(f"{first_year} lies after {last_year}")
    years = range(first_year, last_year + 1)
    package = country_holidays("CN", years=years, expand=False)
    # The package lists make-up days of the neighbouring years as well.
    make_up_days = {day for day in package.weekend_workdays if day.year in years}
    known_years = frozenset(day.year for day in make_up_days)
    return Calendar(
        days_off=frozenset(day for day in package if day.year in known_years),
        make_up_days=frozenset(make_up_days),
        known_years=known_years,
    )
