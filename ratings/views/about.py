"""How ratings are computed: in plain words, in numbers, and by oneself."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ratings.models import RuleSet
from ratings.queries import rule_sets
from ratings.queries.published import Shelf
from ratings.views import answering, rule_telling, telling, timetable


@require_safe
def ratings(request: HttpRequest) -> HttpResponse:
    """The rules in force, how to compute a review again, and when the next ones are."""
    today = timezone.localdate()
    in_force = rule_sets.in_force(today)
    newest = Shelf.read().newest
    told = {
        "rules": rule_telling.told(in_force) if in_force else None,
        "newest": telling.address("ranking", newest) if newest else "",
        "documents": {
            "inputs": telling.address("inputs", newest),
            "results": telling.address("results", newest),
            "sha256": newest.results_sha256,
        }
        if newest
        else None,
        "year": today.year,
        "calendar": timetable.year(today),
        "calendar_url": reverse("ratings:calendar", args=[today.year]),
        "rankings_url": reverse("ratings:rankings"),
        "rule_sets": rule_telling.listed(in_force, today),
    }
    return answering.page(request, "ratings/about.html", told)


@require_safe
def rules(request: HttpRequest, number: int) -> HttpResponse:
    """One version of the rules: consulted on, in force, or one that was."""
    today = timezone.localdate()
    found = RuleSet.objects.public().filter(number=number).first()
    if found is None:
        raise Http404
    told = {
        "rules": rule_telling.told(found),
        "stage": rule_telling.stage(found, rule_sets.in_force(today), today),
        "about_url": reverse("ratings:about"),
    }
    return answering.page(request, "ratings/rules.html", told)
