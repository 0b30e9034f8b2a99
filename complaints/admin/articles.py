"""Articles of law and knowledge at the desk: written by offices above the streets."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from complaints.forms.articles import ArticleForm
from complaints.models import Article
from complaints.operations import articles
from complaints.policies import may_write_articles
from registry.actors import Officer
from registry.admin.access import Register, is_administrator, person


@admin.register(Article)
class ArticleAdmin(Register):
    form = ArticleForm
    list_display = ("title_zh", "category", "valid_from", "published_at", "edited_by")
    list_select_related = ("category", "edited_by")
    list_filter = ("category",)
    search_fields = ("title_zh", "title_en", "keywords")
    ordering = ("category__position", "pk")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Who only reads has no box to tick, but the day since when it is out."""
        last = "published_at"
        if self.has_change_permission(request, obj):
            last = "published"
        return (*ArticleForm.Meta.fields, last)

    def has_add_permission(self, request: HttpRequest) -> bool:
        user = person(request)
        return is_administrator(request) or (
            user is not None and may_write_articles(user)
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request)

    def save_model(
        self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool
    ) -> None:
        user = person(request)
        assert user is not None
        articles.keep(
            article=obj,
            published=form.cleaned_data["published"],
            by=Officer(user),
            now=timezone.now(),
        )
