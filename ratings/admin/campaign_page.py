"""
The pages of campaigns at the desk: a new one, one of them, and its publication.

Each form is handed to one operation; what is refused comes back on the same page as
the plain sentence, with everything that was typed.
"""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.wording import moment_in_words
from ratings import campaign_wording, policies
from ratings.admin.access import overseer
from ratings.forms.campaigns import CampaignForm, PublishingForm, written
from ratings.models import Campaign
from ratings.operations import campaigning
from ratings.operations.campaigning import (
    CampaignChanged,
    CampaignIncomplete,
    CampaignNotReady,
    MayNotCampaign,
    MayNotPublish,
    NamesAnEntry,
    NumberTaken,
    PublishedByItsAuthor,
    TellsOfAPerson,
)
from ratings.queries.campaigns import offered_to
from ratings.states import CampaignMeasure, CampaignState
from registry.actors import Officer
from registry.models import User

NOT_THEIRS = (MayNotCampaign, MayNotPublish)
REFUSALS = (
    *NOT_THEIRS,
    CampaignChanged,
    CampaignIncomplete,
    CampaignNotReady,
    NamesAnEntry,
    NumberTaken,
    PublishedByItsAuthor,
    TellsOfAPerson,
)


def address_of(campaign: Campaign) -> str:
    return reverse("admin:ratings_campaign_change", args=[campaign.pk])


def new(request: HttpRequest) -> HttpResponse:
    """Write a new campaign; its page follows."""
    user = overseer(request)
    if not policies.may_campaign(user):
        raise PermissionDenied
    offered = offered_to(user)
    if request.method != "POST":
        return _show_new(request, CampaignForm(offered=offered))
    form = CampaignForm(request.POST, offered=offered)
    if not form.is_valid():
        return _show_new(request, form)
    try:
        campaign = campaigning.make(
            plan=form.plan, by=Officer(user), now=timezone.now()
        )
    except REFUSALS as refused:
        form.add_error(None, str(refused))
        return _show_new(request, form, _status(refused))
    messages.success(
        request, _("The campaign is written. A second person publishes it next.")
    )
    return redirect(address_of(campaign))


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The campaign, and what this person may do now."""
    user, campaign = overseer(request), _read(pk)
    return _show(request, user, campaign)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    user, campaign = overseer(request), _read(pk)
    if request.method != "POST":
        return redirect(address_of(campaign))
    form = CampaignForm(request.POST, offered=offered_to(user))
    if not form.is_valid():
        return _show(request, user, campaign, form)
    try:
        campaigning.edit(
            campaign=campaign,
            plan=form.plan,
            revision=form.cleaned_data["revision"] or 0,
            by=Officer(user),
            now=timezone.now(),
        )
    except REFUSALS as refused:
        return _refuse(request, user, pk, form, refused)
    messages.success(
        request, _("The campaign is saved. A second person publishes it next.")
    )
    return redirect(address_of(campaign))


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    user, campaign = overseer(request), _read(pk)
    form = PublishingForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect(address_of(campaign))
    try:
        campaigning.publish(
            campaign=campaign,
            revision=form.cleaned_data["revision"],
            by=Officer(user),
            now=timezone.now(),
        )
    except REFUSALS as refused:
        return _refuse(request, user, pk, form, refused)
    messages.success(request, _("The campaign is published."))
    return redirect(address_of(campaign))


def _refuse(
    request: HttpRequest, user: User, pk: int, form: forms.Form, refused: Exception
) -> HttpResponse:
    form.add_error(None, str(refused))
    return _show(request, user, _read(pk), form, _status(refused))


def _status(refused: Exception) -> int:
    if isinstance(refused, NOT_THEIRS):
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.CONFLICT


def _read(pk: int) -> Campaign:
    """:raises Http404: if there is no such campaign"""
    found = Campaign.objects.select_related("made_by", "published_by")
    return get_object_or_404(
        found.prefetch_related("regions", "categories", "targets"), pk=pk
    )


def _show_new(
    request: HttpRequest, form: CampaignForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("New campaign"),
        "opts": Campaign._meta,
        "form": form,
    }
    return TemplateResponse(
        request, "admin/ratings/campaign_new.html", context, status=status
    )


def _show(
    request: HttpRequest,
    user: User,
    campaign: Campaign,
    form: forms.Form | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    today = timezone.localdate()
    state = CampaignState(campaign.state)
    is_draft = state == CampaignState.DRAFT
    typed = form if isinstance(form, CampaignForm) else None
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": campaign.label,
        "opts": Campaign._meta,
        "campaign": campaign,
        "state": campaign_wording.chip(
            state, campaign.starts_on, campaign.ends_on, today
        ),
        "days": campaign_wording.span(campaign.starts_on, campaign.ends_on),
        "facts": _facts(campaign),
        "made": moment_in_words(campaign.made_at, today=today),
        "published": moment_in_words(campaign.published_at, today=today)
        if campaign.published_at
        else "",
        "frozen": campaign.days.count(),
        "public_address": ""
        if is_draft
        else reverse("ratings:campaign", args=[campaign.pk]),
        "publishes": is_draft and policies.may_publish(user),
        "writes": is_draft and policies.may_campaign(user),
        "form": form,
        "plan": typed
        or CampaignForm(initial=written(campaign), offered=offered_to(user)),
    }
    return TemplateResponse(
        request, "admin/ratings/campaign.html", context, status=status
    )


def _facts(campaign: Campaign) -> list[tuple[str, str]]:
    targets = [
        campaign_wording.aim(CampaignMeasure(one.measure), one.at_least)
        for one in campaign.targets.all()
    ]
    named = (
        (_("Title in Chinese"), campaign.title),
        (_("Title in English"), campaign.title_en),
        (_("Document number"), campaign.document_number),
        (_("Led by"), campaign.leader),
        (_("What the campaign does"), campaign.about),
        (_("Regions"), _(", ").join(one.label for one in campaign.regions.all())),
        (
            _("Categories"),
            _(", ").join(one.label for one in campaign.categories.all()),
        ),
        (_("Targets"), _("; ").join(targets)),
    )
    return [(name, value) for name, value in named if value]
