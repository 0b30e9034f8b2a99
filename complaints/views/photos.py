"""Photos: one that arrives by itself, and each of them on its way to who may see it."""

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from complaints import codes, policies
from complaints.codes import LinkBroken
from complaints.models import Case, Photo
from complaints.queries import firm_cases, timeline
from complaints.queries.particulars import OTHER_SIDE
from complaints.queries.suspicions import is_named
from complaints.states import State
from complaints.views import drafts, replies
from complaints.views.proofs import proof_for, session_of
from registry.ledger import files, images
from registry.ledger.images import PhotoEmpty, PhotoRefused
from registry.ledger.keys import KeyReused, Reply
from registry.models import StoredFile, User

LINK = "visit"
COMPARED_IN = "compared"


@require_POST
def photo_upload(request: HttpRequest) -> JsonResponse:
    """Keep one photo before its form is sent: `{token, url, alt}`, or `{message}`."""
    try:
        reply = _upload(request)
    except PhotoRefused as refusal:
        words = {"message": str(refusal.message)}
        return JsonResponse(words, status=HTTPStatus.BAD_REQUEST)
    except KeyReused as reused:
        return JsonResponse({"message": str(reused)}, status=HTTPStatus.CONFLICT)
    return JsonResponse(reply, status=HTTPStatus.CREATED)


@require_safe
def photo(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """The photo itself, for whoever may see it at this moment; else there is none."""
    stored = get_object_or_404(StoredFile, pk=file_id)
    if not _may_see(request, stored):
        raise Http404
    with files.open_image(stored) as image:
        response = HttpResponse(image.read(), content_type="image/jpeg")
    response["Content-Disposition"] = 'inline; filename="photo.jpg"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def photo_url(file_id: UUID, *, link: str = "") -> str:
    """`link` is the return-visit token by which somebody without a proof sees it."""
    address = reverse("complaints:photo", args=[file_id])
    return f"{address}?{LINK}={link}" if link else address


def _upload(request: HttpRequest) -> Reply:
    upload = request.FILES.get("photo")
    if upload is None:
        raise PhotoEmpty
    # Outside the transaction: it may take seconds.
    image = images.clean(upload)

    def run() -> Reply:
        stored = files.keep(image, now=timezone.now(), purpose=drafts.PURPOSE)
        draft = drafts.draft_of(request, stored, number=1)
        return {"token": draft.token, "url": draft.url, "alt": draft.alt}

    return replies.once(request, act="photo", actor=session_of(request), run=run)


def _may_see(request: HttpRequest, stored: StoredFile) -> bool:
    evidence = Photo.objects.filter(file=stored).select_related("case").first()
    if evidence is None:
        return drafts.is_own_draft(request, stored.pk)
    return _staff_may_see(request, evidence) or _resident_may_see(request, evidence)


def _staff_may_see(request: HttpRequest, evidence: Photo) -> bool:
    user = request.user
    if not isinstance(user, User):
        return False
    if not policies.visible_to(user).filter(pk=evidence.case_id).exists():
        return _is_compared(request, user, evidence)
    if user.firm is None:
        return True
    return evidence.file_id in firm_cases.photo_ids(evidence.case, user.firm)


def _is_compared(request: HttpRequest, user: User, evidence: Photo) -> bool:
    """
    The older photo may be of another office's case: who may open the case in which it
    is compared sees it, but no acting party.
    """
    number = request.GET.get(COMPARED_IN)
    if not number or user.role in OTHER_SIDE:
        return False
    case = policies.visible_to(user).filter(number=number).first()
    return case is not None and is_named(case, evidence.file_id)


def _resident_may_see(request: HttpRequest, evidence: Photo) -> bool:
    case = evidence.case
    if proof_for(request, case) is None and not _has_link(request, case):
        return False
    return timeline.resident_sees(case, evidence.file_id)


def _has_link(request: HttpRequest, case: Case) -> bool:
    """A return-visit link shows the photos of the result that it asks about."""
    try:
        asked = codes.read_visit_token(request.GET.get(LINK, ""))
    except LinkBroken:
        return False
    return case.state == State.REPORTED and asked[:2] == (case.pk, case.round)
