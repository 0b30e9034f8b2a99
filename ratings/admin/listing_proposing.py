"""Proposing entries at the desk: for the black list from documents, for the red one
from the newest published results."""

import secrets
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ratings import policies, wording
from ratings.admin import listing_page, listing_telling
from ratings.forms.listing_acts import show_refusal
from ratings.forms.listing_proposals import BlackProposalForm, KeyForm
from ratings.listing_moves import ListingMoveNotAllowed
from ratings.listing_refusals import ListingRefusal
from ratings.models import LegalBasis, Listing, Review
from ratings.operations.listings import proposing
from ratings.queries import listing_desk
from ratings.queries.listing_facts import serving_in
from ratings.queries.two_results import Candidate, red_candidates
from ratings.states import ListKind, Measure
from registry.actors import Officer
from registry.forms.once import once
from registry.ledger.keys import KeyReused, Reply
from registry.models import Firm, User

REFUSED = "refused"


def black(request: HttpRequest) -> HttpResponse:
    """Choose the firm; then documents, article and term."""
    user = _proposer(request)
    code = request.GET.get("firm", "")
    if not code:
        return _choose_firm(request)
    firm = get_object_or_404(Firm, credit_code=code)
    form = _black_form(request, firm, user)
    status = HTTPStatus.OK
    if form.is_bound and form.is_valid():
        listing = _propose(request, form, user, firm, lambda: _black(form, firm, user))
        if listing is not None:
            return redirect(listing_telling.address_of(listing))
        status = HTTPStatus.CONFLICT
    context = {
        "title": _("Propose for the black list"),
        "firm": firm,
        "form": form,
        "fresh_key": secrets.token_urlsafe(),
        "has_documents": bool(form.documents),
        "has_basis": form.fields["basis"].queryset.exists(),  # type: ignore[attr-defined]
    }
    return _page(request, "admin/ratings/listing_propose.html", context, status)


def candidates(request: HttpRequest) -> HttpResponse:
    """The firms of the region that the newest results put forward for the red list."""
    user = _proposer(request)
    newest = Review.objects.published().select_related("rule_set").first()
    found = _put_forward(newest, user) if newest else []
    form, status = KeyForm(), HTTPStatus.OK
    if request.method == "POST":
        form = KeyForm(request.POST)
        chosen = _chosen(found, request.POST.get("firm", ""))
        if chosen is None:
            form.add_error(None, str(ListingRefusal.CANDIDATE.label))
            status = HTTPStatus.CONFLICT
        elif form.is_valid():
            firm = Firm.objects.get(pk=chosen.firm_id)
            listing = _propose(
                request, form, user, firm, lambda: _red(form, firm, chosen, user)
            )
            if listing is not None:
                return redirect(listing_telling.address_of(listing))
            status = HTTPStatus.CONFLICT
    context = {
        "title": _("Candidates for the red list"),
        "review": wording.title(newest.period) if newest else "",
        "rows": _candidate_rows(found, request, form),
        "form": form if form.is_bound else None,
    }
    return _page(request, "admin/ratings/listing_candidates.html", context, status)


def _proposer(request: HttpRequest) -> User:
    """:raises PermissionDenied: for who may only read, or works for a street"""
    user = listing_page.reader(request)
    if not policies.may_propose_listings(user):
        raise PermissionDenied
    return user


def _choose_firm(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    context = {
        "title": _("Propose for the black list"),
        "q": text,
        "firms": listing_desk.firms_matching(text) if text else [],
    }
    return _page(request, "admin/ratings/listing_firm.html", context, HTTPStatus.OK)


def _black_form(request: HttpRequest, firm: Firm, user: User) -> BlackProposalForm:
    today = timezone.localdate()
    assert user.region is not None  # who may propose acts for a region
    bases = LegalBasis.objects.permitting(Measure.BLACK_LIST, on=today)
    return BlackProposalForm(
        request.POST if request.method == "POST" else None,
        projects=list(listing_desk.projects_of(firm, user.region)),
        documents=listing_desk.documents_against(firm, user.region, today),
        bases=bases.order_by("title", "article", "pk"),
    )


def _propose(
    request: HttpRequest, form: forms.Form, user: User, firm: Firm, run: Any
) -> Listing | None:
    """The new entry, however often its form is sent; a refusal goes into the form."""

    def tried() -> Reply:
        # a refused proposal is kept, and so is no error here
        try:
            return {"listing": run().pk}
        except ListingMoveNotAllowed as refused:
            return {REFUSED: refused.refusal.value}

    scope = f"desk propose {firm.pk} {user.pk}"
    try:
        reply = once(request, scope=scope, now=timezone.now(), run=tried)
    except KeyReused as reused:
        form.add_error(None, str(reused))
        return None
    if REFUSED in reply:
        refusal = ListingRefusal(reply[REFUSED])
        show_refusal(form, ListingMoveNotAllowed(refusal))
        return None
    messages.success(request, _("Proposed. Another person gives the legal opinion."))
    return Listing.objects.get(pk=reply["listing"])


def _black(form: BlackProposalForm, firm: Firm, user: User) -> Listing:
    return proposing.propose_black(
        firm=firm,
        tenure=form.tenure(),
        facts=form.facts(),
        basis=form.cleaned_data["basis"],
        term=form.term(),
        reasons=form.cleaned_data["text"],
        by=Officer(user),
        now=timezone.now(),
    )


def _red(form: KeyForm, firm: Firm, chosen: Candidate, user: User) -> Listing:
    return proposing.propose_red(
        firm=firm,
        newer=chosen.newer,
        older=chosen.older,
        reasons=form.cleaned_data["text"],
        by=Officer(user),
        now=timezone.now(),
    )


def _put_forward(newest: Review, user: User) -> list[Candidate]:
    """Of these the office may propose only whom it has in its region."""
    now = timezone.now()
    today = timezone.localdate(now)
    assert user.region is not None  # who may propose acts for a region
    found = red_candidates(newest, now=now, today=today)
    here = serving_in(user.region, [each.firm_id for each in found], today)
    return [each for each in found if each.firm_id in here]


def _chosen(found: list[Candidate], firm: str) -> Candidate | None:
    return next((each for each in found if str(each.firm_id) == firm), None)


def _candidate_rows(
    found: list[Candidate], request: HttpRequest, form: KeyForm
) -> list[dict[str, Any]]:
    firms = Firm.objects.in_bulk([each.firm_id for each in found])
    live = dict(
        Listing.objects.red()
        .filter(firm__in=firms, state__in=["PROPOSED", "DECIDED", "PUBLISHED"])
        .values_list("firm_id", "number")
    )
    sent = request.POST.get("firm", "")
    return [
        {
            "firm": firms[each.firm_id],
            "reviews": [
                wording.title(each.older.period),
                wording.title(each.newer.period),
            ],
            "entry": live.get(each.firm_id, ""),
            "form": form
            if form.is_bound and sent == str(each.firm_id)
            else KeyForm(auto_id=f"red_{each.firm_id}_%s"),
            "is_open": sent == str(each.firm_id),
            "key": secrets.token_urlsafe(),
        }
        for each in found
    ]


def _page(
    request: HttpRequest, template: str, told: dict[str, Any], status: int
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "opts": Listing._meta,
        "list_kinds": ListKind,
        **told,
    }
    return TemplateResponse(request, template, context, status=status)
