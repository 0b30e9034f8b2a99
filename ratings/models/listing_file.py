"""What lies in the file of an entry: its facts, its steps, and what was refused."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models import Case, Text
from complaints.states import ActorKind
from ratings.listing_refusals import ListingRefusal
from ratings.models.enforcement import Enforcement
from ratings.models.legal_basis import LegalBasis
from ratings.models.listing import Listing
from ratings.states import (
    FactKind,
    ListClass,
    ListingAction,
    ListingState,
    ListKind,
)
from registry.models import Firm, StoredFile, Tenure, User


class ListingFact(models.Model):
    """One fact that a document establishes, and the cases that it is about."""

    listing = models.ForeignKey(
        Listing, models.PROTECT, related_name="facts", verbose_name=_("entry of a list")
    )
    kind = models.CharField(_("fact"), max_length=13, choices=FactKind)
    enforcement = models.ForeignKey(
        Enforcement,
        models.PROTECT,
        related_name="+",
        verbose_name=_("document that establishes it"),
    )

    class Meta:
        verbose_name = _("fact of an entry")
        verbose_name_plural = _("facts of an entry")
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "enforcement"], name="an_entry_names_a_document_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing}: {self.enforcement.number}"


class HeldDocument(models.Model):
    """
    The entry that a document stands behind. The row goes when the entry ends without
    blame, which frees the document for another; what was established stays a fact.
    """

    enforcement = models.ForeignKey(
        Enforcement, models.PROTECT, related_name="+", verbose_name=_("enforcement")
    )
    listing = models.ForeignKey(
        Listing, models.PROTECT, related_name="+", verbose_name=_("entry of a list")
    )

    class Meta:
        verbose_name = _("held document")
        verbose_name_plural = _("held documents")
        constraints = [
            models.UniqueConstraint(
                fields=["enforcement"], name="a_document_stands_behind_one_entry"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enforcement.number}: {self.listing}"


class ListedCase(models.Model):
    """A case that a fact of an entry is about, as its document named it then."""

    fact = models.ForeignKey(
        ListingFact, models.PROTECT, related_name="listed_cases", verbose_name=_("fact")
    )
    case = models.ForeignKey(
        Case, models.PROTECT, related_name="+", verbose_name=_("case")
    )

    class Meta:
        verbose_name = _("case of a fact")
        verbose_name_plural = _("cases of a fact")
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "case"], name="a_fact_names_a_case_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact}: {self.case}"


class ListingStep(models.Model):
    """
    One thing that was done to an entry, or tried and refused: written once.

    `digest` links the step to the one before it; of its free text, and of the name and
    the facts of the entry, the chain covers salted digests alone. `detail` holds the
    structured values, which name neither subject nor resident. A refused attempt
    leaves the state as it is and says what was tried and why it was refused.
    """

    listing = models.ForeignKey(
        Listing, models.PROTECT, related_name="steps", verbose_name=_("entry of a list")
    )
    number = models.PositiveIntegerField(_("number"))
    action = models.CharField(_("step"), max_length=16, choices=ListingAction)
    source = models.CharField(
        _("from"), max_length=16, choices=ListingState, blank=True
    )
    target = models.CharField(_("to"), max_length=16, choices=ListingState)
    actor_kind = models.CharField(_("by"), max_length=8, choices=ActorKind)
    actor = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    actor_name = models.CharField(_("acting for"), max_length=120)
    at = models.DateTimeField(_("at"))
    tried = models.CharField(
        _("what was tried"), max_length=16, choices=ListingAction, blank=True
    )
    refusal = models.CharField(
        _("why it was refused"), max_length=20, choices=ListingRefusal, blank=True
    )
    text = models.OneToOneField(
        Text,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("text"),
    )
    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )
    detail = models.JSONField(_("details"), default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("step of an entry")
        verbose_name_plural = _("steps of an entry")
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "number"], name="one_listing_step_per_number"
            ),
            models.CheckConstraint(
                condition=(
                    Q(actor_kind__in=[ActorKind.OFFICER, ActorKind.CLERK])
                    & Q(actor__isnull=False)
                )
                | Q(actor_kind=ActorKind.SYSTEM, actor__isnull=True),
                name="listing_steps_name_their_user",
            ),
            models.CheckConstraint(
                condition=(
                    Q(action=ListingAction.REFUSED) & ~Q(tried="") & ~Q(refusal="")
                )
                | (~Q(action=ListingAction.REFUSED) & Q(tried="", refusal="")),
                name="a_refused_attempt_says_what_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing} {self.number} {self.action}"


class RefusedProposal(models.Model):
    """
    A proposal that was refused, so that no entry came of it.

    The history of an entry begins with its proposal; what never became one is kept
    here, with the reason.
    """

    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    list_kind = models.CharField(_("list"), max_length=5, choices=ListKind)
    firm = models.ForeignKey(
        Firm, models.PROTECT, related_name="+", verbose_name=_("property firm")
    )
    tenure = models.ForeignKey(
        Tenure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tenure"),
    )
    basis = models.ForeignKey(
        LegalBasis,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("legal basis"),
    )
    list_class = models.CharField(
        _("class"), max_length=7, choices=ListClass, blank=True
    )
    refusal = models.CharField(
        _("why it was refused"), max_length=20, choices=ListingRefusal
    )

    class Meta:
        verbose_name = _("refused proposal")
        verbose_name_plural = _("refused proposals")

    def __str__(self) -> str:
        return f"{self.firm}: {self.refusal}"
