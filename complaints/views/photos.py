"""Photos: one that arrives by itself, and each of them on its way to who may see it."""

from dataclasses import replace
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from complaints import codes, policies
from complaints.codes import LinkBroken
from complaints.models import Case, Photo
from complaints.operations import drafting
from complaints.queries import firm_cases, timeline
from complaints.queries.department_cases import sight_of
from complaints.queries.particulars import OTHER_SIDE
from complaints.queries.suspicions import is_named
from complaints.states import PhotoKind, State
from complaints.views import alike_photos, draft_cookie, drafts, replies
from complaints.views.proofs import follower_for, proof_for, session_of
from complaints.views.senders import admission
from registry.forms import uploads
from registry.ledger import images
from registry.ledger.images import CleanImage, PhotoEmpty, PhotoRefused
from registry.ledger.keys import KeyReused, Reply
from registry.models import StoredFile, User
from registry.views import downloads

LINK = "visit"
COMPARED_IN = "compared"


@require_POST
def photo_upload(request: HttpRequest) -> JsonResponse:
    """
    Keep one photo before its form is sent: `{token, url, alt}`, or `{message}`.

    Sent again with the same `Idempotency-Key`, it is the same photo. `taken` and
    `offset` are what the camera wrote into a photo that was made smaller on its way.
    """
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
    return downloads.stored(stored)


def photo_url(file_id: UUID, *, link: str = "") -> str:
    """`link` is the return-visit token by which somebody without a proof sees it."""
    address = reverse("complaints:photo", args=[file_id])
    return f"{address}?{LINK}={link}" if link else address


def _upload(request: HttpRequest) -> Reply:
    upload = request.FILES.get("photo")
    if upload is None:
        raise PhotoEmpty
    drafts.purpose_here(request)
    # Outside the transaction: it may take seconds.
    cleaned = uploads.photo_of(upload, admission=admission(request))
    image = _with_claims(request, cleaned)

    def run() -> Reply:
        # Asked once more: the draft may have been filed meanwhile.
        purpose = drafts.purpose_here(request)
        drafts.check_number(purpose)
        (stored,) = drafts.store(request, [image], purpose=purpose)
        _let_go_with_draft(request, stored)
        draft = drafts.draft_of(request, stored, number=1)
        return {"token": draft.token, "url": draft.url, "alt": draft.alt}

    return replies.once(request, act="photo", actor=session_of(request), run=run)


def _with_claims(request: HttpRequest, image: CleanImage) -> CleanImage:
    if image.taken_at is not None:
        return image
    taken, offset = (request.POST.get(name, "") for name in ("taken", "offset"))
    return replace(image, taken_at=images.moment_of(taken, offset))


def _let_go_with_draft(request: HttpRequest, stored: StoredFile) -> None:
    """A photo of somebody who is filing belongs to the draft, and goes with it."""
    draft = draft_cookie.draft_of(request) if "for" in request.GET else None
    if draft is not None:
        drafting.take_photo(draft=draft, photo=stored)


def _may_see(request: HttpRequest, stored: StoredFile) -> bool:
    evidence = Photo.objects.filter(file=stored).select_related("case__contact").first()
    if evidence is None:
        return drafts.is_own_draft(request, stored.pk)
    return (
        _staff_may_see(request, evidence)
        or _resident_may_see(request, evidence)
        or alike_photos.may_see(request, stored.pk)
    )


def _staff_may_see(request: HttpRequest, evidence: Photo) -> bool:
    user = request.user
    if not isinstance(user, User):
        return False
    if not policies.visible_to(user).filter(pk=evidence.case_id).exists():
        return _is_compared(request, user, evidence)
    if user.firm is None:
        return sight_of(user).sees_photo(evidence)
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
    if proof_for(request, case) is None and not _has_part(request, evidence):
        return False
    return timeline.resident_sees(case, evidence.file_id)


def _has_part(request: HttpRequest, evidence: Photo) -> bool:
    """Who follows the case, or has a link, sees the result; nothing that was added."""
    case = evidence.case
    follows = follower_for(request, case) is not None
    return (follows or _has_link(request, case)) and evidence.kind != PhotoKind.ADDED


def _has_link(request: HttpRequest, case: Case) -> bool:
    """A return-visit link shows the photos of the result that it asks about."""
    try:
        asked = codes.read_visit_token(request.GET.get(LINK, ""))
    except LinkBroken:
        return False
    return case.state == State.REPORTED and asked[:2] == (case.pk, case.round)
