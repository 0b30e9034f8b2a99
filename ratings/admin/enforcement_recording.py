"""
Recording a document of enforcement at the desk.

What is refused comes back beside its field, with everything that was typed.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.policies import visible_to
from ratings import policies, sanctions
from ratings.admin import documents
from ratings.admin.documents import actor
from ratings.forms.enforcing import EnforcementForm, Grounds
from ratings.models import Enforcement, Review
from ratings.operations import enforcing
from ratings.queries import bases
from ratings.queries import enforcement as questions
from ratings.refusals import Refusal
from ratings.states import EnforcementMeasure
from registry.models import Firm, User


def address_of(row: Enforcement) -> str:
    return reverse("admin:ratings_enforcement_change", args=[row.pk])


def add(request: HttpRequest) -> HttpResponse:
    """Choose measure and firm; then the form of the document."""
    user = documents.recorder(request)
    firm, search = documents.firm_found(request, user)
    measure = request.GET.get("measure", "")
    if firm is None or measure not in EnforcementMeasure:
        return documents.show(
            request,
            "enforcement_start.html",
            {
                "title": _("Record enforcement"),
                "opts": Enforcement._meta,
                "measures": EnforcementMeasure.choices,
                "measure": measure or EnforcementMeasure.INTERVIEW.value,
                **search,
            },
        )
    return _write(request, user, firm, EnforcementMeasure(measure))


def _write(
    request: HttpRequest, user: User, firm: Firm, measure: EnforcementMeasure
) -> HttpResponse:
    named = _named_review(request)
    grounds = _grounds(user, firm, measure, named)
    refused: list[Refusal] = []
    place = user.department or user.region
    form = EnforcementForm(
        request.POST if request.method == "POST" else None,
        grounds=grounds,
        initial={
            "body": place.name if place else "",
            "suggested_by": str(named.pk) if named and named in grounds.reviews else "",
        },
    )
    if request.method == "POST":
        recorded = []
        done = documents.try_to(
            form,
            lambda: recorded.append(
                enforcing.record(draft=form.draft(), by=actor(user), now=timezone.now())
            ),
            refused,
        )
        if done:
            messages.success(request, _("The document is recorded."))
            return redirect(address_of(recorded[0]))
    return documents.show(
        request,
        "enforcement_form.html",
        {
            "title": measure.label,
            "opts": Enforcement._meta,
            "firm": firm,
            "form": form,
        },
        documents.status_of(refused),
    )


def _named_review(request: HttpRequest) -> Review | None:
    """The review that the link from a suggestion names."""
    key = request.GET.get("review", "")
    if not key.isdecimal():
        return None
    return Review.objects.published().filter(pk=key).first()


def _reviews(user: User, firm: Firm, named: Review | None) -> list[Review]:
    """
    What an interview may name; by the funnels, which are slow to read for many reviews,
    the newest one and the named one.
    """
    below = questions.clearly_below(firm)
    if not policies.may_see_suggestions(user):
        return below
    newest = Review.objects.published().first()
    further = {
        review.pk: review
        for review in (named, newest)
        if review is not None and review not in below
    }
    return [*questions.suggesting(firm, further.values()), *below]


def _grounds(
    user: User, firm: Firm, measure: EnforcementMeasure, named: Review | None
) -> Grounds:
    region = policies.region_of(user)
    assert region is not None  # `recorder` asked for one
    now = timezone.now()
    cases = questions.founded_cases(firm, now)
    permits = sanctions.MAY_HAVE_A_BASIS.get(measure)
    return Grounds(
        measure=measure,
        firm=firm,
        tenures=list(questions.served_within(firm, region.code)),
        bases=bases.all_of(permits) if permits else (),
        orders=list(questions.missed_orders(firm, timezone.localdate())),
        reviews=_reviews(user, firm, named)
        if measure == EnforcementMeasure.INTERVIEW
        else (),
        cases=list(
            cases.filter(pk__in=visible_to(user).values("pk"))[: questions.MOST_CASES]
        ),
    )
