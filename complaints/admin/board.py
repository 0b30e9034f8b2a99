"""
The message board at the desk: what waits, the page of one message, and what is done.

Whoever has the right to moderate sees the messages of the own region.
"""

from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.forms.board import ModerationForm, ReasonForm, ReplyForm, form_of
from complaints.models import Message
from complaints.moderation import ACTS, acts_from
from complaints.operations import moderating
from complaints.operations.moderating import (
    MayNotModerate,
    MessageMovedOn,
    ReasonMissing,
    ReplyMissing,
)
from complaints.policies import messages_moderated_by
from complaints.states import MessageAction, MessageReason, MessageState
from complaints.wording import moment_in_words
from registry.actors import Officer
from registry.admin.access import ReadOnlyRegister, is_staff, person
from registry.models import User
from registry.roles import Right

LIST = "admin:complaints_message_changelist"
BY_WORD = {act.action.value.lower(): act.action for act in ACTS}


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One message, its trail, and what may be done with it now."""
    return _show(request, _read(request, pk))


def act(request: HttpRequest, pk: int, word: str) -> HttpResponse:
    """Do it, or show the page again with the reason against it."""
    found = _read(request, pk)
    if word not in BY_WORD:
        raise Http404
    if request.method != "POST":
        return redirect("admin:complaints_message_change", pk)
    action = BY_WORD[word]
    form = form_of(action, request.POST)
    if not form.is_valid():
        return _show(request, found, action, form)
    user = person(request)
    assert user is not None
    try:
        _do(action, found, form, Officer(user))
    except MayNotModerate as refused:
        form.add_error(None, str(refused))
        return _show(request, found, action, form, HTTPStatus.FORBIDDEN)
    except (MessageMovedOn, ReasonMissing, ReplyMissing) as refused:
        form.add_error(None, str(refused))
        again = _read(request, pk)
        return _show(request, again, action, form, HTTPStatus.CONFLICT)
    messages.success(request, _("Done: %(act)s") % {"act": action.label})
    return redirect(LIST)


def _do(
    action: MessageAction, found: Message, form: ModerationForm, by: Officer
) -> None:
    """One call, with the version that the person read."""
    now, version = timezone.now(), form.cleaned_data["version"]
    common: dict[str, Any] = {
        "message": found,
        "version": version,
        "by": by,
        "now": now,
    }
    if isinstance(form, ReplyForm):
        moderating.reply(text=form.cleaned_data["reply"], **common)
    elif isinstance(form, ReasonForm):
        out = {
            MessageAction.REFUSE: moderating.refuse,
            MessageAction.REMOVE: moderating.remove,
        }
        out[action](reason=form.chosen, **common)
    else:
        moderating.publish(**common)


@admin.register(Message)
class MessageAdmin(ReadOnlyRegister):
    """What waits comes first; a message has a page of its own."""

    list_display = (
        "__str__",
        "community",
        "state",
        "phone_proved",
        "written_at",
        "replied_at",
    )
    list_filter = ("state",)
    list_select_related = ("community",)
    ordering = ("state", "-written_at", "pk")
    actions = None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user = person(request)
        return is_staff(request) and user is not None and user.has_right(Right.MODERATE)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        user = person(request)
        return messages_moderated_by(user) if user else Message.objects.none()

    def get_urls(self) -> list[URLPattern]:
        at_desk = self.admin_site.admin_view
        listed = at_desk(self.changelist_view)
        name = "complaints_message"
        return [
            path("", listed, name=f"{name}_changelist"),
            path("<int:pk>/change/", at_desk(page), name=f"{name}_change"),
            path("<int:pk>/<str:word>/", at_desk(act), name=f"{name}_act"),
        ]


def _read(request: HttpRequest, pk: int) -> Message:
    """:raises Http404: if there is no such message for this person"""
    user: User | None = person(request)
    if user is None:
        raise Http404
    found = messages_moderated_by(user).select_related("community")
    return get_object_or_404(found, pk=pk)


def _show(
    request: HttpRequest,
    found: Message,
    action: MessageAction | None = None,
    form: ModerationForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Message %(number)s") % {"number": found.pk},
        "opts": Message._meta,
        "message": found,
        "written": moment_in_words(found.written_at, today=timezone.localdate()),
        "form": form,
        "offers": [
            _offer(found, each.action, form if each.action == action else None)
            for each in acts_from(MessageState(found.state))
        ],
        "trail": _trail(found),
        "list_url": reverse(LIST),
    }
    template = "admin/complaints/board/message.html"
    return TemplateResponse(request, template, context, status=status)


def _offer(
    found: Message, action: MessageAction, form: ModerationForm | None
) -> dict[str, Any]:
    word = action.value.lower()
    return {
        "name": str(action.label),
        "url": reverse("admin:complaints_message_act", args=[found.pk, word]),
        "form": form or form_of(action, reply=found.reply),
    }


def _trail(found: Message) -> list[dict[str, Any]]:
    today = timezone.localdate()
    steps = found.steps.select_related("actor").order_by("number")
    return [
        {
            "name": str(MessageAction(step.action).label),
            "at": moment_in_words(step.at, today=today),
            "who": str(step.actor) if step.actor else "",
            "reason": str(MessageReason(step.reason).label) if step.reason else "",
            "text": step.text,
        }
        for step in steps
    ]
