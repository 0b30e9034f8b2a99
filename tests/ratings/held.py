"""Everything that reviews left in the database, to be compared or taken away."""

from django.db import models

from ratings.models import Review

TABLES = (
    "firm_counts",
    "project_counts",
    "region_counts",
    "firm_scores",
    "region_scores",
)


def everything_held():
    """
    Each row of each table of each review, by period and version.

    Left out: keys that the database gives out, and when something was done, which two
    runs cannot agree on.
    """
    return {
        (review.period, review.version): {
            "review": _row(review),
            **{
                name: sorted(map(_row, getattr(review, name).all()), key=repr)
                for name in TABLES
            },
        }
        for review in Review.objects.order_by("period", "version")
    }


def forget_reviews():
    for review in Review.objects.order_by("period", "version"):
        for name in TABLES:
            getattr(review, name).all().delete()
        review.delete()


def _row(one):
    return {
        field.attname: getattr(one, field.attname)
        for field in one._meta.concrete_fields
        if not field.primary_key
        and field.name != "review"
        and not isinstance(field, models.DateTimeField)
    }
