"""The reviews at the desk: every half-month and version, the newest first."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from complaints import wording as days
from ratings import wording
from ratings.admin import interviews, review_page, single_cases
from ratings.admin.access import Overseen, page_address
from ratings.models import Review
from ratings.queries import desk
from ratings.states import ReviewState


@admin.register(Review)
class ReviewAdmin(Overseen):
    """No change form: a review has a page of its own, with what its state allows."""

    list_display = ("period",)
    change_list_template = "admin/ratings/reviews.html"

    def get_urls(self) -> list[URLPattern]:
        """These and no others: what is not here cannot be done to a review."""
        at_desk = self.admin_site.admin_view
        acts = [
            path(f"<int:pk>/{address}/", at_desk(act), name=f"ratings_review_{name}")
            for address, act, name in (
                ("change", review_page.page, "change"),
                ("preview", review_page.open_preview, "preview"),
                ("publish", review_page.publish, "publish"),
                ("correct", review_page.correct, "correct"),
                ("interviews", interviews.page, "interviews"),
                ("without", single_cases.page, "without"),
            )
        ]
        listed = at_desk(self.changelist_view)
        return [path("", listed, name="ratings_review_changelist"), *acts]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        found = Review.objects.select_related("published_by", "previewed_by")
        return found.defer("window", "pools")

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-period", "-version"]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None)
        if context and "cl" in context:
            found = context["cl"]
            # the header would offer to show all at once
            found.full_result_count = found.result_count
            found.can_show_all = False
            context["rows"] = _rows(list(found.result_list))
            context["before"] = page_address(found, found.page_num - 1)
            context["behind"] = page_address(found, found.page_num + 1)
        answer: HttpResponse = response
        return answer


def _rows(reviews: list[Review]) -> list[dict[str, Any]]:
    sums = desk.sums_of([review.pk for review in reviews])
    return [
        {
            "address": review_page.address_of(review),
            "title": wording.title(review.period),
            "version": review.version,
            "state": wording.review_chip(ReviewState(review.state)),
            "firms": sums[review.pk].firms,
            "rated": sums[review.pk].rated,
            "preview_ends": _last_day(review),
            "published_by": review.published_by or "",
        }
        for review in reviews
    ]


def _last_day(review: Review) -> str:
    ends_at = review.preview_ends_at
    return wording.day(days.due_day(ends_at)) if ends_at else ""
