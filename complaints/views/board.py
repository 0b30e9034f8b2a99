"""The message board: what is public, a form to write, and what became of one's own."""

from http import HTTPStatus
from typing import Any

from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from complaints.codes import phone_digest
from complaints.forms.board import MessageForm
from complaints.forms.filing import new_key
from complaints.models import Contact, Message
from complaints.operations import moderating
from complaints.operations.moderating import Written
from complaints.operations.rationing import WrittenTooOften
from complaints.states import MessageReason, MessageState
from complaints.views.filing.asking import community_of
from complaints.views.proofs import proved_cases, session_of
from complaints.views.replies import Sent
from complaints.wording import day_in_words
from registry.forms.once import once
from registry.ledger.keys import KeyReused, Reply
from registry.models import Community
from registry.views import leafing
from registry.views.origins import network_of

A_PAGE = 25
LONGEST_QUERY = 60
SALT = "complaints.message"


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The public messages, the newest first, or those that have the words."""
    asked = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    public = Message.objects.public().select_related("community")
    chosen = public.matching(asked) if asked else public
    page = Paginator(chosen, A_PAGE).get_page(request.GET.get("page"))
    told = {
        "q": asked,
        "shown": [_told(message) for message in page],
        "pages": leafing.pages(request, page),
        "write_url": reverse("complaints:board_write"),
    }
    return render(request, "complaints/residents/board.html", told)


def found(words: str, *, limit: int) -> list[dict[str, Any]]:
    """The newest public messages that have the words, for the search of all."""
    matched = Message.objects.public().matching(words).select_related("community")
    return [_told(each) for each in matched[:limit]]


@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """:raises Http404: if no public message has this number"""
    public = Message.objects.public().select_related("community")
    shown = public.filter(pk=pk).first()
    if shown is None:
        raise Http404
    told = {"message": _told(shown)}
    return render(request, "complaints/residents/message.html", told)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Write to everybody; what is written waits until somebody has moderated it."""
    community = _community(request)
    form = MessageForm(request.POST or None)
    # Begun before the form is shown: of two taps at once neither begins another.
    browser = session_of(request)
    outcome = Sent(None)
    if request.method == "POST" and form.is_valid():
        try:
            reply = _write(request, form, community, browser)
        except WrittenTooOften as refused:
            form.add_error(None, str(refused))
            outcome = Sent(None, HTTPStatus.TOO_MANY_REQUESTS, refused.seconds)
        except KeyReused as refused:
            form.add_error(None, str(refused))
            outcome = Sent(None, HTTPStatus.CONFLICT)
        else:
            token = signing.dumps(reply["message"], salt=SALT)
            return redirect("complaints:board_written", token)
    told = {
        "form": form,
        "community": community,
        "key": request.POST.get("key") or new_key(),
    }
    template = "complaints/residents/board_write.html"
    return outcome.on(render(request, template, told, status=outcome.status))


@never_cache
@require_safe
def written(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a message, for who holds its address."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature as forged:
        raise Http404 from forged
    own = Message.objects.filter(pk=pk).select_related("community").first()
    if own is None:
        raise Http404
    told = {
        "message": _told(own),
        "state": own.state,
        "states": {state.name: state.value for state in MessageState},
        "reason": MessageReason(own.reason).label if own.reason else "",
    }
    return render(request, "complaints/residents/board_written.html", told)


def _write(
    request: HttpRequest,
    form: MessageForm,
    community: Community | None,
    browser: str,
) -> Reply:
    typed = form.cleaned_data
    now = timezone.now()

    def run() -> Reply:
        kept = moderating.write(
            written=Written(
                text=typed["text"],
                phone=typed["phone"],
                network=network_of(request),
                phone_proved=_is_proved(request, typed["phone"]),
                community=community,
            ),
            now=now,
        )
        return {"message": kept.pk}

    return once(request, scope=f"board {browser}", now=now, run=run)


def _is_proved(request: HttpRequest, phone: str) -> bool:
    """Whether this browser proved the phone for a case within two hours."""
    return Contact.objects.filter(
        case__in=proved_cases(request), phone_digest=phone_digest(phone)
    ).exists()


def _community(request: HttpRequest) -> Community | None:
    return community_of(request.GET.get("community", ""))


def _told(message: Message) -> dict[str, Any]:
    """A message as everybody reads it: never who wrote it."""
    today = timezone.localdate()
    shown = timezone.localtime(message.published_at or message.written_at).date()
    replied = message.replied_at
    return {
        "url": reverse("complaints:message", args=[message.pk]),
        "body": message.body,
        "day": day_in_words(shown, today=today),
        "community": message.community.name if message.community else "",
        "reply": message.reply,
        "replied": day_in_words(timezone.localtime(replied).date(), today=today)
        if replied
        else "",
    }
