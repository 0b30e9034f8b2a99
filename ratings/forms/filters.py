"""How the public looks through a ranking and through the firms."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ratings.models import FirmScore, RegionScore
from ratings.states import Grade, Size
from registry.models import Community, Firm, Region, Tenure

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_QUERY = 60
BY_SCORE = (F("score").desc(nulls_last=True), "firm__name", "pk")
BY_NAME = ("firm__name", "pk")
ORDERS = {"score": BY_SCORE, "name": BY_NAME}
FOR_A_FIRM = _("Firm, community or credit code")
NOT_A_CHOICE = {
    "invalid_choice": _("“%(value)s” is not in the list. Choose from the list.")
}


def _asked(label: "StrOrPromise" = FOR_A_FIRM) -> django_filters.CharFilter:
    return django_filters.CharFilter(
        label=label,
        method="matching",
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={
            "max_length": _("Write at most %(limit_value)s characters."),
            "null_characters_not_allowed": _("Write letters and digits only."),
        },
    )


def _city(field_name: str) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=_("City"),
        empty_label=_("All cities"),
        field_name=field_name,
        error_messages=NOT_A_CHOICE,
    )


def _known_as(words: str) -> QuerySet[Any]:
    """A resident knows the community where she lives, hardly the firm's name."""
    served = Tenure.objects.filter(
        community__in=Community.objects.matching(words).values("pk")
    )
    found: QuerySet[Any] = Firm.objects.filter(
        Q(pk__in=Firm.objects.matching(words).values("pk"))
        | Q(pk__in=served.values("firm"))
    )
    return found.order_by().values("pk")


class ByCity(django_filters.FilterSet):
    """A filter with the cities of the register to choose from."""

    def __init__(
        self, *args: Any, cities: Iterable[Region] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.filters["city"].extra["choices"] = [
            (city.code, city.label) for city in cities
        ]


class RankingFilter(ByCity):
    """The firms of one review by name, city, size group and grade."""

    q = _asked()
    city = _city("city__code")
    size = django_filters.ChoiceFilter(
        label=_("Size group"),
        empty_label=_("All sizes"),
        choices=Size.choices,
        error_messages=NOT_A_CHOICE,
    )
    grade = django_filters.ChoiceFilter(
        label=_("Grade"),
        empty_label=_("All grades"),
        choices=Grade.choices,
        error_messages=NOT_A_CHOICE,
    )
    order = django_filters.ChoiceFilter(
        label=_("Sort by"),
        empty_label=None,
        choices=[("score", _("Score")), ("name", _("Name"))],
        method="ordered",
        error_messages=NOT_A_CHOICE,
    )

    class Meta:
        model = FirmScore
        fields: list[str] = []

    def matching(
        self, scores: QuerySet[FirmScore], _name: str, words: str
    ) -> QuerySet[FirmScore]:
        return scores.filter(firm__in=_known_as(words))

    def ordered(
        self, scores: QuerySet[FirmScore], _name: str, value: str
    ) -> QuerySet[FirmScore]:
        return scores.order_by(*ORDERS[value])

    @property
    def qs(self) -> QuerySet[FirmScore]:
        """In a whole order, so that no firm falls between two pages."""
        found: QuerySet[FirmScore] = super().qs
        return found if found.ordered else found.order_by(*BY_SCORE)


class FirmFilter(django_filters.FilterSet):
    """Firms by their name, a community that they serve or served, or credit code."""

    q = _asked()

    class Meta:
        model = Firm
        fields: list[str] = []

    def matching(self, firms: QuerySet[Firm], _name: str, words: str) -> QuerySet[Firm]:
        return firms.filter(pk__in=_known_as(words))

    @property
    def qs(self) -> QuerySet[Firm]:
        found: QuerySet[Firm] = super().qs
        return found.order_by("name", "pk")


class CommunityFilter(django_filters.FilterSet):
    """Communities by name, pinyin initials, address or the code at their gate."""

    q = _asked(_("Name, first letters of its pinyin, or address"))

    class Meta:
        model = Community
        fields: list[str] = []

    def matching(
        self, communities: QuerySet[Community], _name: str, words: str
    ) -> QuerySet[Community]:
        return communities.filter(pk__in=Community.objects.matching(words).values("pk"))

    @property
    def qs(self) -> QuerySet[Community]:
        found: QuerySet[Community] = super().qs
        return found.order_by("name", "pk")


class RegionFilter(ByCity):
    """The counties of one city."""

    city = _city("region__parent__code")

    class Meta:
        model = RegionScore
        fields: list[str] = []
