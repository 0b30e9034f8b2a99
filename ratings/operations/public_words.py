"""
What the free words of a public document may not say.

A bulletin or a campaign stays as it was published. An entry of a list ends, and is then
masked in every rendering; no number or home of a person stands in public at all.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from complaints.scrubbing import scrub
from ratings.naming import names
from ratings.queries import listed

__all__ = ["NamesAnEntry", "TellsOfAPerson", "check"]


class NamesAnEntry(Exception):
    """The words name a firm of which an entry stands on a list."""

    def __init__(self, firm: str) -> None:
        self.firm = firm
        super().__init__(firm)

    def __str__(self) -> str:
        return _(
            "The words name %(firm)s, of which an entry stands on a list. The entry "
            "ends, and these words stay: leave the firm out, or write the number of "
            "the entry."
        ) % {"firm": self.firm}


class TellsOfAPerson(Exception):
    """A phone number, an account, a home or the like stands in the words."""

    def __str__(self) -> str:
        return _(
            "A phone number, an account, an identity number or a home stands in the "
            "words, and everybody will read them. Take it out; for questions name the "
            "hotline 12345."
        )


def check(*words: str, now: datetime) -> None:
    """
    Refuse words that would say in public for good what may not stay there.

    :raises NamesAnEntry: if they name a firm of which an entry stands
    :raises TellsOfAPerson: if they hold a trace of a person
    Rule: domain rules 2.3, what an ended entry shows, and 2.5.
    """
    for firm, credit_code in listed.firms_named(now=now):
        if any(names(each, firm=firm, credit_code=credit_code) for each in words):
            raise NamesAnEntry(firm)
    if any(scrub(each) != each for each in words):
        raise TellsOfAPerson
