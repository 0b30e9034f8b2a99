"""Personal data of residents, apart from their cases and sealed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.case import Case
from complaints.states import FiledFor, Privacy
from registry.sealing import SEALED


def _sealed_or_empty(field: str) -> Q:
    return Q(**{field: ""}) | Q(**{f"{field}__startswith": SEALED})


class Contact(models.Model):
    """
    How the reporter of a case can be reached, and what may be told to whom.

    Phone, name and unit are sealed with `registry.sealing`; `phone_digest` is a keyed
    hash, for looking up only. Nobody but `complaints.policies` decides who reads it.

    Who files for somebody else may say who that person (当事人, `concerned_…`) is. Both
    are told; whose answer counts is the reporter, whoever the office calls.
    `households` is how many complain together, as the reporter says: it is shown, and
    counted in nothing.

    `tells_unproved` and `tells_concerned` say whether messages go to a phone that was
    typed and that nobody has proved.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="contact")
    privacy = models.CharField(max_length=14, choices=Privacy, default=Privacy.HIDDEN)
    phone_sealed = models.TextField(blank=True)
    phone_digest = models.CharField(max_length=64, blank=True, db_index=True)
    name_sealed = models.TextField(blank=True)
    unit_sealed = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    phone_proved_at = models.DateTimeField(null=True, blank=True)
    tells_unproved = models.BooleanField(default=True)
    turn = models.PositiveSmallIntegerField(
        _("which reporter in turn"),
        default=1,
        help_text=_("More than one where a follower became the reporter."),
    )
    filed_for = models.CharField(
        max_length=6, choices=FiledFor, default=FiledFor.MYSELF
    )
    concerned_name_sealed = models.TextField(blank=True)
    concerned_phone_sealed = models.TextField(blank=True)
    tells_concerned = models.BooleanField(default=True)
    calls_concerned = models.BooleanField(default=False)
    households = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=_sealed_or_empty("phone_sealed")
                & _sealed_or_empty("name_sealed")
                & _sealed_or_empty("unit_sealed")
                & _sealed_or_empty("concerned_name_sealed")
                & _sealed_or_empty("concerned_phone_sealed"),
                name="contact_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(phone_sealed="", phone_digest="")
                | (~Q(phone_sealed="") & ~Q(phone_digest="")),
                name="a_sealed_phone_has_its_digest",
            ),
            models.CheckConstraint(
                condition=Q(privacy=Privacy.ANONYMOUS, phone_sealed="", name_sealed="")
                | (~Q(privacy=Privacy.ANONYMOUS) & ~Q(phone_sealed="")),
                name="only_anonymous_reporters_have_no_phone",
            ),
            models.CheckConstraint(
                condition=Q(filed_for=FiledFor.OTHER) & ~Q(privacy=Privacy.ANONYMOUS)
                | Q(concerned_name_sealed="", concerned_phone_sealed=""),
                name="somebody_else_is_named_by_who_files_for_them",
            ),
            models.CheckConstraint(
                condition=Q(calls_concerned=False) | ~Q(concerned_phone_sealed=""),
                name="who_is_called_has_a_phone",
            ),
            models.CheckConstraint(
                condition=Q(households__isnull=True) | Q(households__gte=2),
                name="a_joint_complaint_has_two_households",
            ),
        ]

    def __str__(self) -> str:
        return f"contact of case {self.case_id}"

    @property
    def reporter_is_told(self) -> bool:
        """Whether there is a phone of the reporter, and messages go to it."""
        is_told = self.tells_unproved or self.phone_proved_at is not None
        return is_told and bool(self.phone_sealed)

    @property
    def concerned_is_told(self) -> bool:
        """The same of somebody else for whom it was filed, who can prove nothing."""
        return self.tells_concerned and bool(self.concerned_phone_sealed)
