"""How a resident files: find the community, say what is wrong, keep the number."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from complaints import numbers
from complaints.forms.filing import FilingForm, new_key
from complaints.forms.photos import MOST_PHOTOS
from complaints.models import Case, Category
from complaints.numbers import WrongNumber
from complaints.operations import filing
from complaints.operations.filing import Filing, Place, Reporter
from complaints.states import Kind, Privacy, Urgency
from complaints.views import cases, confirmation, drafts, replies
from complaints.views.proofs import proof_for, remember, session_of
from registry import queries as registry_queries
from registry.actors import Resident
from registry.ledger.keys import Reply
from registry.models import Community

KIND_TILES = (
    (
        Kind.COMPLAINT,
        "megaphone",
        gettext_lazy("Something is wrong and has to be put right"),
    ),
    (
        Kind.CONSULTATION,
        "circle-question-mark",
        gettext_lazy("You want to know something"),
    ),
    (Kind.SUGGESTION, "lightbulb", gettext_lazy("Something could be better")),
)
PRIVACY_TILES = (
    (
        Privacy.HIDDEN,
        "eye-off",
        gettext_lazy("The street office can call you. Nobody else sees who you are."),
    ),
    (
        Privacy.FIRM_MAY_PHONE,
        "phone",
        gettext_lazy(
            "The firm sees your phone while it works on this case, never your name. "
            "Each look is written down, and you see it."
        ),
    ),
    (
        Privacy.ANONYMOUS,
        "user-x",
        gettext_lazy(
            "Nobody can call you back; you follow the case with number and receipt "
            "together. They may "
            "guess from what you write. It is worked on and shown, but not scored."
        ),
    ),
)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Which community? By name, part of it, pinyin initials or address."""
    words = request.GET.get("q", "").strip()
    results = [
        {
            "name": community.name,
            "place": _place_words(community),
            "address": community.address,
            "url": _file_url(community=community.code),
        }
        for community in registry_queries.communities_matching(words)
    ]
    return render(
        request,
        "complaints/residents/start.html",
        {"q": words, "results": results, "unlisted_url": _file_url(unlisted="1")},
    )


@require_safe
def gate(request: HttpRequest, code: str) -> HttpResponse:
    """From the poster at the gate straight to the form."""
    community = get_object_or_404(Community, code__iexact=code)
    return redirect(_file_url(community=community.code))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest) -> HttpResponse:
    """The one short form, for a listed community or a described place."""
    community = _community(request)
    if community is None and "unlisted" not in request.GET:
        return redirect("complaints:start")
    carried = drafts.kept(request)
    form = _form(request, community, carried)
    if request.method != "POST" or not form.is_valid():
        return _filing_page(request, form, community, status=200)
    sent = replies.send(
        request,
        form,
        act="file",
        actor=session_of(request),
        run=lambda: _file(form, community),
    )
    if sent.reply is None:
        return _filing_page(request, form, community, status=sent.status)
    number = sent.reply["number"]
    remember(request, Case.objects.get(number=number), phone_proved=False)
    return redirect("complaints:filed", number)


@never_cache
@require_safe
def filed(request: HttpRequest, number: str) -> HttpResponse:
    """What was filed and what was promised; later, how to come back to it."""
    try:
        number = numbers.normalised(number)
    except WrongNumber:
        raise Http404 from None
    case_url = f"{reverse('complaints:track')}?{urlencode({'number': number})}"
    case = cases.known(number)
    if case is None or proof_for(request, case) is None:
        # The same page whether there is such a case or not.
        words = {"number": number, "case_url": case_url}
        return render(request, "complaints/residents/filed_earlier.html", words)
    return render(request, "complaints/residents/filed.html", confirmation.shown(case))


def _community(request: HttpRequest) -> Community | None:
    code = request.GET.get("community")
    if code is None:
        return None
    communities = Community.objects.select_related("street", "street__parent")
    return get_object_or_404(communities, code=code)


def _form(
    request: HttpRequest, community: Community | None, carried: drafts.Kept
) -> FilingForm:
    session_of(request)
    leaves = Category.objects.offered().leaves().select_related("parent")
    return FilingForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial={"key": new_key()},
        kept=carried.files,
        kept_lost=carried.lost,
        categories=leaves.order_by("parent__position", "position"),
        counties=registry_queries.counties() if community is None else (),
    )


def _file(form: FilingForm, community: Community | None) -> Reply:
    entered, now = form.cleaned_data, timezone.now()
    case = filing.file(
        filing=Filing(
            kind=Kind(entered["kind"]),
            category=entered["category"],
            text=entered["text"],
            place=Place(community, entered.get("region"), entered.get("place", "")),
            reporter=_reporter(entered),
        ),
        by=Resident(phone_proved=False),
        now=now,
        photos=drafts.evidence(form.kept, form.arrived),
    )
    return {"number": case.number}


def _reporter(entered: Mapping[str, Any]) -> Reporter:
    return Reporter(
        privacy=Privacy(entered["privacy"]),
        phone=entered["phone"],
        name=entered["name"],
        unit=entered["unit"],
        language=get_language() or "",
    )


def _filing_page(
    request: HttpRequest,
    form: FilingForm,
    community: Community | None,
    *,
    status: int,
) -> HttpResponse:
    chosen = form.chosen_category
    context: dict[str, Any] = {
        "form": form,
        "community": community and _community_words(community),
        "change_url": reverse("complaints:start"),
        "danger": chosen is not None and chosen.urgency == Urgency.EMERGENCY,
        "kind_tiles": _tiles(KIND_TILES),
        "privacy_tiles": _tiles(PRIVACY_TILES),
        "photo_limit": MOST_PHOTOS,
        "photo_upload_url": reverse("complaints:photo_upload"),
        "kept_photos": drafts.keep(request, form.arrived, form.kept),
    }
    return render(request, "complaints/residents/file.html", context, status=status)


def _tiles(choices: Any) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": value.label, "icon": icon, "hint": hint}
        for value, icon, hint in choices
    ]


def _file_url(**query: str) -> str:
    return f"{reverse('complaints:file')}?{urlencode(query)}"


def _place_words(community: Community) -> str:
    street = community.street
    above = street.parent.label if street.parent else ""
    if (get_language() or "").startswith("zh"):
        return f"{above}{street.label}"
    return f"{street.label}, {above}"


def _community_words(community: Community) -> dict[str, str]:
    tenure = registry_queries.tenure_on(community, timezone.localdate())
    return {
        "name": community.name,
        "street": _place_words(community),
        "firm": tenure.firm.name if tenure else "",
    }
