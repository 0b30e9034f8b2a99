"""The form by which an officer files for somebody who called or came."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.forms.desk import CommunityField, offer, one_of, words
from complaints.forms.phones import PhoneField
from complaints.forms.photos import PhotosForm
from complaints.models import Category
from complaints.operations.filing import Origin, Place, Reporter
from complaints.operations.incoming import Concerned
from complaints.states import Channel, Kind, Privacy
from registry.models import Region

CHANNELS = (Channel.PHONE, Channel.WALK_IN, Channel.HOTLINE)
DATETIME_LOCAL = "%Y-%m-%dT%H:%M"


def _line(label: Any, length: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=length,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class OnBehalfForm(PhotosForm):
    """What the reporter says, how it came, where it is, and how they are reached."""

    use_required_attribute = False

    key = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=gettext_lazy("How it reached us"),
        choices=[(one.value, one.label) for one in CHANNELS],
        initial=Channel.PHONE,
        widget=forms.RadioSelect,
    )
    external_number = _line(gettext_lazy("Number at the 12345 hotline"), 40)
    external_due_at = forms.DateTimeField(
        label=gettext_lazy("Deadline of the 12345 hotline"),
        required=False,
        help_text=gettext_lazy("Where it is stricter than ours, it holds."),
        input_formats=[DATETIME_LOCAL],
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format=DATETIME_LOCAL
        ),
    )
    kind = one_of(
        Kind,
        gettext_lazy("Kind"),
        gettext_lazy("Choose the kind."),
        initial=Kind.COMPLAINT,
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Category"),
        error_messages={"required": gettext_lazy("Choose what it is about.")},
    )
    community = CommunityField(
        label=gettext_lazy("Community"),
        required=False,
        help_text=gettext_lazy("Name, part of it, pinyin initials or address."),
    )
    region = forms.ChoiceField(label=gettext_lazy("Which office?"), required=False)
    place = _line(
        gettext_lazy("Described place"),
        200,
        gettext_lazy("As on the gate, or the crossing nearby. No flat number."),
    )
    text = words(
        gettext_lazy("What the reporter says"),
        rows=5,
        help_text=gettext_lazy("In the reporter's words. No names, no phones."),
        error_messages={"required": gettext_lazy("Say what it is about.")},
    )
    privacy = forms.ChoiceField(
        label=gettext_lazy("What the reporter lets others know"),
        choices=Privacy.choices,
        initial=Privacy.HIDDEN,
        widget=forms.RadioSelect,
    )
    phone = PhoneField(
        label=gettext_lazy("The reporter's phone"),
        required=False,
        help_text=gettext_lazy("Left empty only if the reporter stays anonymous."),
    )
    name = _line(
        gettext_lazy("The reporter's name"),
        40,
        gettext_lazy("Kept apart from the case; the firm never sees it."),
    )
    unit = _line(gettext_lazy("Building and flat"), 60)
    concerned_name = _line(
        gettext_lazy("Name of this person"),
        40,
        gettext_lazy("Kept apart from the case; the firm never sees it."),
    )
    concerned_phone = PhoneField(
        label=gettext_lazy("Phone of this person"),
        required=False,
        help_text=gettext_lazy(
            "A mobile is told by SMS, a landline by a call, that the case was filed, "
            "and when there is a result."
        ),
    )
    calls_concerned = forms.BooleanField(
        label=gettext_lazy("Call this person about the result, not the reporter"),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        now: datetime,
        categories: Iterable[Category],
        offices: Iterable[Region],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.now = now
        self.leaves = {leaf.code: leaf for leaf in categories}
        self.offices = {office.code: office for office in offices}
        offer(self, "category", [("", _("Choose")), *_by_top(self.leaves.values())])
        names = [(code, office.label) for code, office in self.offices.items()]
        offer(self, "region", names)
        self.fields["photos"].help_text = _("Up to 3, of up to 10 MB each.")

    def clean_category(self) -> Category:
        return self.leaves[self.cleaned_data["category"]]

    def clean_region(self) -> Region | None:
        return self.offices.get(self.cleaned_data["region"])

    def clean(self) -> None:
        self._check_place()
        self._check_phone()
        self._check_concerned()
        if self.cleaned_data.get("channel") == Channel.HOTLINE:
            self._check_hotline()

    def placed(self) -> Place:
        """What a valid form says about where it is."""
        entered = self.cleaned_data
        if entered["community"]:
            return Place(community=entered["community"])
        return Place(region=entered["region"], description=entered["place"])

    def reporter(self) -> Reporter:
        """Who reports, and for whom; who stays anonymous names nobody else."""
        entered = self.cleaned_data
        privacy = Privacy(entered["privacy"])
        name, phone = entered["concerned_name"], entered["concerned_phone"]
        is_for_other = bool(name or phone) and privacy != Privacy.ANONYMOUS
        return Reporter(
            privacy=privacy,
            phone=entered["phone"],
            name=entered["name"],
            unit=entered["unit"],
            concerned=Concerned(name, phone, entered["calls_concerned"])
            if is_for_other
            else None,
        )

    def origin(self) -> Origin:
        entered = self.cleaned_data
        channel = Channel(entered["channel"])
        if channel != Channel.HOTLINE:
            return Origin(channel=channel)
        return Origin(channel, entered["external_number"], entered["external_due_at"])

    def _check_place(self) -> None:
        entered = self.cleaned_data
        described = entered.get("region") and entered.get("place")
        if entered.get("community") or described or "community" in self.errors:
            return
        self.add_error(
            "community", _("Choose a community, or the office and a described place.")
        )

    def _check_phone(self) -> None:
        entered = self.cleaned_data
        anonymous = entered.get("privacy") == Privacy.ANONYMOUS
        if not anonymous and not entered.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Give a phone number, or file anonymously."))

    def _check_concerned(self) -> None:
        entered = self.cleaned_data
        has_phone = entered.get("concerned_phone") or "concerned_phone" in self.errors
        if entered.get("calls_concerned") and not has_phone:
            self.add_error(
                "concerned_phone",
                _("Give the phone of this person, or call the reporter."),
            )

    def _check_hotline(self) -> None:
        entered = self.cleaned_data
        if not entered.get("external_number"):
            self.add_error("external_number", _("Give the hotline's number."))
        deadline = entered.get("external_due_at")
        if deadline is None and "external_due_at" not in self.errors:
            self.add_error("external_due_at", _("Give the hotline's deadline."))
        elif deadline is not None and deadline <= self.now:
            self.add_error("external_due_at", _("The hotline's deadline lies ahead."))


def _by_top(leaves: Iterable[Category]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for leaf in leaves:
        top = leaf.parent.label if leaf.parent else ""
        groups.setdefault(top, []).append((leaf.code, leaf.label))
    return list(groups.items())
