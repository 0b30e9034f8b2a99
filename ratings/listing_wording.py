"""
The states and terms of the red and black lists in words, for pages, desk and papers.

Pure text: the language is the one that Django has active. No database.
"""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ratings.states import ListClass, ListingState, ListKind
from ratings.wording import Chip, day

ONE_DAY = timedelta(days=1)

_OF_STATE = {
    ListingState.PROPOSED: ("open", "file-pen-line"),
    ListingState.LEGALLY_REVIEWED: ("open", "scale"),
    ListingState.NOTIFIED: ("soon", "mail"),
    ListingState.SERVED: ("soon", "mail-check"),
    ListingState.DEFENDED: ("open", "message-square-text"),
    ListingState.DECIDED: ("soon", "gavel"),
    ListingState.PUBLISHED: ("open", "megaphone"),
    ListingState.SUSPENDED: ("soon", "circle-pause"),
    ListingState.EXPIRED: ("none", "archive"),
    ListingState.REPAIRED: ("done", "badge-check"),
    ListingState.REVOKED: ("none", "undo-2"),
    ListingState.QUASHED: ("none", "circle-slash"),
    ListingState.DROPPED: ("none", "ban"),
    ListingState.LAPSED: ("none", "hourglass"),
}
# Why an entry is no longer shown, as a sentence of its own.
WHY_REMOVED = {
    ListingState.SUSPENDED: gettext_lazy(
        "Its publication is suspended while a review or a lawsuit goes on."
    ),
    ListingState.EXPIRED: gettext_lazy("Its term is over."),
    ListingState.REPAIRED: gettext_lazy(
        "What it was about was put right, and a repair of credit was granted."
    ),
    ListingState.REVOKED: gettext_lazy("The office took it back."),
    ListingState.QUASHED: gettext_lazy(
        "It was quashed by a reconsideration or a judgment."
    ),
}


def state_chip(state: ListingState) -> Chip:
    return Chip(*_OF_STATE[state], str(state.label))


def why_removed(state: ListingState) -> str:
    return str(WHY_REMOVED[state])


def none_left(numbers: str) -> str:
    """Why an entry ended by itself before its term."""
    return _("No document that it stood on is in force any more: %(numbers)s") % {
        "numbers": numbers
    }


def list_name(kind: ListKind) -> str:
    return str(kind.label)


def class_name(list_class: ListClass | None) -> str:
    """A general entry, and so on; nothing for one of the red list."""
    if list_class is None:
        return ""
    return _("%(class)s dishonesty") % {"class": list_class.label}


def last_day(ends_on: date) -> str:
    """The last day of a term, whose `ends_on` is the first one after it."""
    return day(ends_on - ONE_DAY)


def basis_named(title: str, number: str, article: str) -> str:
    """An article as documents quote it, in Chinese whatever the page speaks."""
    return f"《{title}》{f'（{number}）' if number else ''}{article}"


def months(number: int) -> str:
    words = ngettext("%(number)s month", "%(number)s months", number)
    return words % {"number": number}
