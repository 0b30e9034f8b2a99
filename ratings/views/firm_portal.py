"""The head of a firm's pages of reviews."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.wording import moment_in_words
from registry.views.firm_door import firm_of, user_of


def head(request: HttpRequest) -> dict[str, Any]:
    """Whose page it is, and the mark that says who looks at it and when."""
    firm = firm_of(request).name
    now = timezone.now()
    words = {
        "person": str(user_of(request)),
        "firm": firm,
        "moment": moment_in_words(now, today=timezone.localtime(now).date()),
    }
    stamp = _("Seen by %(person)s, %(firm)s, %(moment)s") % words
    return {"firm": firm, "stamp": stamp}
