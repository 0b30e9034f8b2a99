"""Law and knowledge for residents: a search, a list by category, and one article."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.queries import articles
from complaints.wording import day_in_words

LONGEST_QUERY = 60
BESIDE = 4


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """All articles, or those that have the words."""
    asked = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    told = {
        "q": asked,
        "groups": [
            {"name": category.label if category else "", "articles": found}
            for category, found in articles.by_category(asked)
        ],
    }
    return render(request, "complaints/residents/answers.html", told)


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """:raises Http404: if no public article has this address"""
    found = articles.article_at(slug)
    if found is None:
        raise Http404
    told = {
        "article": found,
        "valid_from": day_in_words(found.valid_from, today=date.min),
        "beside": articles.beside(found, limit=BESIDE),
    }
    return render(request, "complaints/residents/article.html", told)
