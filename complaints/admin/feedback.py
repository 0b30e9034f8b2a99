"""What people say of these pages, for the offices of the province."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from complaints import policies
from complaints.models import Feedback
from registry.admin.access import ReadOnlyRegister, is_staff, person


@admin.register(Feedback)
class FeedbackAdmin(ReadOnlyRegister):
    """A list to read; there is nothing behind its rows."""

    list_display = ("written_at", "easy", "clear", "comment", "language")
    list_display_links = None
    list_filter = ("easy", "clear", "language")
    date_hierarchy = "written_at"
    ordering = ("-written_at", "-pk")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user = person(request)
        return (
            user is not None and is_staff(request) and policies.may_read_feedback(user)
        )
