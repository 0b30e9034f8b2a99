"""
Messages that could not be delivered, and the button that sends them again.

Addresses and values stay sealed: what is shown is the sort of message and of trouble.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from registry.admin.access import ReadOnlyRegister, is_administrator
from registry.ledger import outbox
from registry.models import Notice
from registry.models.notice import NoticeQuerySet


@admin.register(Notice)
class DeadLetterAdmin(ReadOnlyRegister):
    list_display = (
        "dedupe_key",
        "channel",
        "sort",
        "attempts",
        "last_error",
        "failed_at",
        "again",
    )
    list_display_links = None
    list_filter = ("channel", "last_error")
    list_before_template = "admin/registry/notice/before_list.html"
    ordering = ("failed_at", "pk")
    actions = ("send_selected_again",)
    fields = (
        "dedupe_key",
        "channel",
        "sort",
        "language",
        "attempts",
        "last_error",
        "created_at",
        "failed_at",
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> NoticeQuerySet:
        return Notice.objects.given_up()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def get_urls(self) -> list[URLPattern]:
        retry = path(
            "<int:pk>/retry/",
            self.admin_site.admin_view(self.retry),
            name="registry_notice_retry",
        )
        return [retry, *super().get_urls()]

    @admin.display(description=_("message"))
    def sort(self, notice: Notice) -> SafeString:
        """The name of the text: `complaints/notices/urged.txt` is "urged"."""
        name = notice.template.rsplit("/", 1)[-1].removesuffix(".txt")
        return format_html("<code>{}</code>", name)

    @admin.display(description=_("again"))
    def again(self, notice: Notice) -> SafeString:
        """A button of the list's own form, which carries the token against forgery."""
        return format_html(
            '<button type="submit" class="desk-button" formaction="{}">{}</button>',
            reverse("admin:registry_notice_retry", args=[notice.pk]),
            _("Send again"),
        )

    def retry(self, request: HttpRequest, pk: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_retry_permission(request):
            raise PermissionDenied
        self._retry(request, get_object_or_404(self.get_queryset(request), pk=pk))
        return redirect("admin:registry_notice_changelist")

    @admin.action(description=_("Send the selected again"), permissions=["retry"])
    def send_selected_again(
        self, request: HttpRequest, notices: NoticeQuerySet
    ) -> None:
        for notice in notices:
            self._retry(request, notice)

    def _retry(self, request: HttpRequest, notice: Notice) -> None:
        try:
            outbox.retry(notice=notice, now=timezone.now())
        except (outbox.NothingToRetry, outbox.TooLateToRetry) as refusal:
            messages.warning(request, f"{notice}: {refusal}")
        else:
            waits = _("%(notice)s waits to be sent again.")
            messages.success(request, waits % {"notice": notice})
