"""Reading one word out of the details of a step, the same way on every database."""

from django.db.models import CharField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast


def said(key: str) -> Cast:
    """
    What a step's `detail` says under a key, as text.

    Without the cast, SQLite would read what it is compared with as JSON.
    """
    return Cast(KeyTextTransform(key, "detail"), CharField())
