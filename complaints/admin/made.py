"""What a move of the desk is made of: a valid form, its words, one operation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from complaints.models import Case
from registry.actors import Actor, Officer
from registry.models import StoredFile

Filled = Mapping[str, Any]


@dataclass(frozen=True)
class Made:
    """A valid form, on its way into one operation."""

    case: Case
    form: Any
    photos: Sequence[StoredFile]
    by: Actor
    now: datetime

    @property
    def entered(self) -> Filled:
        entered: Filled = self.form.cleaned_data
        return entered

    @property
    def officer(self) -> Officer:
        """Who acts, where the table gives the move to officers alone."""
        assert isinstance(self.by, Officer)
        return self.by


@dataclass(frozen=True)
class DeskMove:
    """What a move is called on the page, and the button that makes it."""

    title: Promise
    button: Promise
    done: Promise
    make: Callable[[Made], object]
