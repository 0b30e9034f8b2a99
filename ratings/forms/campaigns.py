"""What a regulator writes of a campaign."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.models import Category
from ratings.models import Campaign
from ratings.operations.campaigning import Plan
from ratings.states import CampaignMeasure
from registry.models import Region

ONE_DAY = timedelta(days=1)
HUNDRED = 100
TOO_LONG = {"max_length": gettext_lazy("Write at most %(limit_value)s characters.")}
TARGETS = {
    CampaignMeasure.SETTLED: "settled",
    CampaignMeasure.SATISFIED: "satisfied",
    CampaignMeasure.REPLIED: "replied",
}


def _line(label: Any, length: int, missing: Any, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        max_length=length,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": missing, **TOO_LONG},
    )


def _day(label: Any, missing: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": missing,
            "invalid": gettext_lazy("Write the day as 2026-11-30."),
        },
    )


def _percent(label: Any) -> forms.DecimalField:
    wrong = gettext_lazy("Write a percentage above 0, at most 100.")
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=Decimal("0.1"),
        max_value=HUNDRED,
        max_digits=4,
        decimal_places=1,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places"),
            wrong,
        ),
    )


class ManyRegions(forms.ModelMultipleChoiceField[Region]):
    def label_from_instance(self, obj: Region) -> str:
        return obj.label


class CampaignForm(forms.Form):
    """Titles in both languages, days, regions, categories and targets."""

    use_required_attribute = False

    title = _line(
        gettext_lazy("Title in Chinese"),
        80,
        gettext_lazy("Write the title in Chinese."),
    )
    title_en = _line(
        gettext_lazy("Title in English"),
        120,
        gettext_lazy("Write the title in English."),
    )
    document_number = _line(
        gettext_lazy("Document number"), 80, gettext_lazy("Write the document number.")
    )
    leader = _line(
        gettext_lazy("Led by"),
        80,
        gettext_lazy("Write which body leads the campaign."),
        gettext_lazy("The body, not a person."),
    )
    about = forms.CharField(
        label=gettext_lazy("What the campaign does"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=TOO_LONG,
    )
    starts_on = _day(gettext_lazy("First day"), gettext_lazy("Choose the first day."))
    last_day = _day(gettext_lazy("Last day"), gettext_lazy("Choose the last day."))
    categories = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Categories"),
        queryset=Category.objects.filter(parent__isnull=True, active=True).order_by(
            "position"
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one category.")},
    )
    settled = _percent(gettext_lazy("Target: settlement rate, in percent"))
    satisfied = _percent(gettext_lazy("Target: satisfaction, in percent"))
    replied = _percent(gettext_lazy("Target: reply rate, in percent"))
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    field_order = (
        "title",
        "title_en",
        "document_number",
        "leader",
        "about",
        "starts_on",
        "last_day",
        "regions",
        "categories",
    )

    def __init__(self, *args: Any, offered: QuerySet[Region], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["regions"] = ManyRegions(
            label=gettext_lazy("Regions"),
            queryset=offered,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": gettext_lazy("Choose at least one region.")},
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        first, last = typed.get("starts_on"), typed.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first."))
        return typed

    @property
    def plan(self) -> Plan:
        """What a valid form says."""
        typed = self.cleaned_data
        return Plan(
            title=typed["title"],
            title_en=typed["title_en"],
            document_number=typed["document_number"],
            leader=typed["leader"],
            about=typed["about"],
            starts_on=typed["starts_on"],
            ends_on=typed["last_day"] + ONE_DAY,
            regions=list(typed["regions"]),
            categories=list(typed["categories"]),
            targets={
                measure: typed[name] / HUNDRED
                for measure, name in TARGETS.items()
                if typed[name] is not None
            },
        )


def written(campaign: Campaign) -> Mapping[str, Any]:
    """What stands in a campaign, as the form shows it."""
    targets = {one.measure: one.at_least for one in campaign.targets.all()}
    return {
        "title": campaign.title,
        "title_en": campaign.title_en,
        "document_number": campaign.document_number,
        "leader": campaign.leader,
        "about": campaign.about,
        "starts_on": campaign.starts_on,
        "last_day": campaign.ends_on - ONE_DAY,
        "regions": list(campaign.regions.values_list("pk", flat=True)),
        "categories": list(campaign.categories.values_list("pk", flat=True)),
        "revision": campaign.revision,
        **{
            name: (targets[measure] * HUNDRED).quantize(Decimal("0.1"))
            for measure, name in TARGETS.items()
            if measure in targets
        },
    }


class PublishingForm(forms.Form):
    """That the campaign is published as it was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
