"""Why the due process of a rule set forbids an act: sentences for whoever tried it."""

from django.utils.translation import gettext as _


class RulesRefused(Exception):
    """The due process forbids this act; its text is the plain reason."""


class MayNotRule(RulesRefused):
    """The person lacks the right for this act."""


class SamePerson(RulesRefused):
    """A second person has to do this."""


class OutOfTurn(RulesRefused):
    """The rule set is at another stage, or was changed after it was read."""

    def __str__(self) -> str:
        return _("The rule set is not at the stage for this. Look at it again.")


class WrongEntry(RulesRefused):
    """A day or a text that the process does not allow; `field` says which."""

    def __init__(self, field: str, why: str) -> None:
        self.field = field
        super().__init__(why)
