"""Law and knowledge (法律问答): what residents ask again and again, answered once."""

from collections.abc import Iterable, Iterator
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from complaints.models.category import Category
from registry import grams
from registry.models import Searchable, SearchableQuerySet, User

COMPLETE = ~Q(title_zh="") & ~Q(title_en="") & ~Q(body_zh="") & ~Q(body_en="")


class ArticleQuerySet(SearchableQuerySet["Article"]):
    def public(self) -> Self:
        """The published ones; of a law still to come the page says from when."""
        return self.filter(published_at__isnull=False)


class Article(Searchable):
    """
    One question and its answer, in both languages, with the source that it stands on.

    A body is plain text: paragraphs apart by an empty line, lists by lines that begin
    with "- "; a line ends with a line feed alone. `keywords` are words that residents
    use, one a line.
    """

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
    )
    title_zh = models.CharField(_("Chinese title"), max_length=80)
    title_en = models.CharField(_("English title"), max_length=120)
    body_zh = models.TextField(_("Chinese text"))
    body_en = models.TextField(_("English text"))
    keywords = models.TextField(
        _("keywords"), blank=True, help_text=_("One word or phrase a line.")
    )
    source_zh = models.CharField(_("source of law, Chinese"), max_length=200)
    source_en = models.CharField(_("source of law, English"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    edited_at = models.DateTimeField(_("edited at"))
    edited_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("edited by"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | COMPLETE,
                name="a_published_article_is_in_both_languages",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | (~Q(source_zh="") & ~Q(source_en="")),
                name="a_published_article_names_its_source",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def found_by(self) -> Iterable[str]:
        chinese = (self.title_zh, self.body_zh, self.source_zh, self.keywords)
        english = (self.title_en, self.body_en, self.source_en)
        return (*chinese, *english, grams.initials(self.title_zh))

    @property
    def title(self) -> str:
        return self.title_zh if _in_chinese() else self.title_en

    @property
    def body(self) -> str:
        return self.body_zh if _in_chinese() else self.body_en

    @property
    def source(self) -> str:
        return self.source_zh if _in_chinese() else self.source_en

    @property
    def lead(self) -> str:
        """The first paragraph."""
        return self.body.strip().split("\n\n")[0]

    @property
    def blocks(self) -> Iterator[tuple[str, list[str]]]:
        """The body as paragraphs and lists: what each is, and its lines."""
        for part in self.body.strip().split("\n\n"):
            lines = part.strip().splitlines()
            if lines and all(line.startswith("- ") for line in lines):
                yield "list", [line.removeprefix("- ") for line in lines]
            elif lines:
                yield "text", lines


def _in_chinese() -> bool:
    return (get_language() or "").startswith("zh")
