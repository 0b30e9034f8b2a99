"""Articles of law and knowledge: written at the desk, and the ones to begin with."""

import tomllib
from datetime import datetime
from pathlib import Path

from complaints.models import Article, Category
from registry.actors import Officer

FIRST_ONES = Path(__file__).with_name("articles.toml")


def keep(*, article: Article, published: bool, by: Officer, now: datetime) -> None:
    """Write an article as it stands; published it is public from its day on."""
    article.edited_at = now
    article.edited_by = by.user
    # browsers send the lines of a text field with carriage returns
    article.body_zh = article.body_zh.replace("\r\n", "\n")
    article.body_en = article.body_en.replace("\r\n", "\n")
    if not published:
        article.published_at = None
    elif article.published_at is None:
        article.published_at = now
    article.save()


def load(*, now: datetime) -> int:
    """Add what is missing of the articles to begin with. Returns how many."""
    told = tomllib.loads(FIRST_ONES.read_text(encoding="utf-8"))
    known = set(Article.objects.values_list("slug", flat=True))
    categories = {row.code: row for row in Category.objects.all()}
    added = [
        Article(
            slug=slug,
            category=categories[said["category"]],
            keywords="\n".join(said["keywords"]),
            body_zh=said["body_zh"].strip(),
            body_en=said["body_en"].strip(),
            edited_at=now,
            published_at=now,
            **{
                name: said[name]
                for name in (
                    "title_zh",
                    "title_en",
                    "source_zh",
                    "source_en",
                    "valid_from",
                )
            },
        )
        for slug, said in told.items()
        if slug not in known
    ]
    Article.objects.bulk_create(added)
    return len(added)
