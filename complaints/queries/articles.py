"""Which articles answer what somebody writes or looks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F
from django.urls import reverse

from complaints.models import Article, ArticleQuerySet, Category

SHORTEST_WORD = 2
SAME_CATEGORY = 3


@dataclass(frozen=True)
class Answer:
    """An article as a page offers it."""

    title: str
    lead: str
    url: str


def matching(
    words: str,
    *,
    category: Category | None = None,
    limit: int = 3,
) -> list[Answer]:
    """
    The articles that fit a text of any length, the best first; none where none fits.

    Each keyword of an article that stands in the text counts by its length; the
    category, or the one above it, counts too, but only for what fits by a word or where
    no word was written. One query over the articles, of which there are some dozens.
    """
    text = words.lower()
    found = [
        (_fit(article, text, category), article) for article in _public().order_by("pk")
    ]
    best = sorted((one for one in found if one[0] > 0), key=lambda one: -one[0])
    return [_offered(article) for _points, article in best[:limit]]


def searched(words: str, *, limit: int) -> list[Answer]:
    """The articles that have all of the words, by index."""
    found = _public().matching(words).order_by("slug")
    return [_offered(article) for article in found[:limit]]


def by_category(words: str = "") -> list[tuple[Category | None, list[Answer]]]:
    """All articles, or those that have all of the words, under their categories."""
    chosen = _public().matching(words) if words.strip() else _public()
    above = F("category__parent__position").asc(nulls_last=True)
    ordered = chosen.order_by(above, "category__position", "pk")
    groups: dict[Category | None, list[Answer]] = {}
    for article in sorted(ordered, key=_place):
        groups.setdefault(_top(article), []).append(_offered(article))
    return list(groups.items())


def article_at(slug: str) -> Article | None:
    """A public article by its address."""
    return _public().filter(slug=slug).first()


def beside(article: Article, *, limit: int) -> list[Answer]:
    """Others of the same upper category."""
    top = _top(article)
    others: Sequence[Article] = [
        one
        for one in _public().exclude(pk=article.pk).order_by("pk")
        if _top(one) == top
    ]
    return [_offered(one) for one in others[:limit]]


def _public() -> ArticleQuerySet:
    return Article.objects.public().select_related("category__parent")


def _top(article: Article) -> Category | None:
    category = article.category
    return category.parent or category if category else None


def _place(article: Article) -> int:
    """Of the upper category; what has none stands last."""
    top = _top(article)
    return top.position if top else 99


def _fit(article: Article, text: str, category: Category | None) -> int:
    words = [word.strip().lower() for word in article.keywords.splitlines()]
    points = sum(
        len(word) for word in words if len(word) >= SHORTEST_WORD and word in text
    )
    if category is None or (text.strip() and not points):
        return points
    near = {category.pk, category.parent_id} & {
        article.category_id,
        article.category.parent_id if article.category else None,
    }
    return points + (SAME_CATEGORY if near - {None} else 0)


def _offered(article: Article) -> Answer:
    url = reverse("complaints:article", args=[article.slug])
    return Answer(article.title, article.lead, url)
