"""Legal bases: which permit what on a day, and whether anything stands on one."""

from datetime import date

from ratings.models import LegalBasis
from ratings.states import Measure


def permitting(measure: Measure, *, on: date) -> list[LegalBasis]:
    found = LegalBasis.objects.permitting(measure, on=on)
    return list(found.order_by("title", "article", "pk"))


def all_of(measure: Measure) -> list[LegalBasis]:
    """Those that permit a measure on some day: a document may be older than today."""
    found = LegalBasis.objects.filter(measure=measure)
    return list(found.order_by("title", "article", "pk"))


def is_referred_to(basis: LegalBasis) -> bool:
    """Whether a row of any table names it, those that come later included."""
    for relation in LegalBasis._meta.get_fields(include_hidden=True):
        if not relation.auto_created or not relation.is_relation:
            continue
        if relation.concrete or relation.related_model is None:
            continue
        if relation.remote_field is None:
            continue
        there = relation.related_model._base_manager
        if there.filter(**{relation.remote_field.name: basis}).exists():
            return True
    return False
