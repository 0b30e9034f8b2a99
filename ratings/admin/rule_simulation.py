"""The simulation of a rule set at the desk: asked for, waited for, read, downloaded."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.wording import moment_in_words
from ratings import policies, simulation, wording
from ratings.admin import rule_set_page
from ratings.admin.access import reader_of_rules
from ratings.models import RuleSet, RuleSimulation
from ratings.operations import simulating
from ratings.queries import rule_sets
from ratings.rule_refusals import MayNotRule
from ratings.rules import Rules
from ratings.simulation import Compared, Move
from ratings.states import Grade, MoveTopic, Verdict
from registry.actors import Officer
from registry.ledger.sheets import csv_of
from registry.models import User

SHOWN_MOVES = 300
COLUMNS = ("period", "topic", "code", "name", "old", "new")


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of it; a POST asks for it."""
    user, rule_set = reader_of_rules(request), rule_set_page.read(pk)
    if request.method == "POST":
        try:
            simulating.ask(rule_set=rule_set, by=Officer(user), now=timezone.now())
        except MayNotRule as refused:
            return _show(request, user, rule_set, str(refused))
        return redirect("admin:ratings_ruleset_simulation", pk)
    return _show(request, user, rule_set)


def as_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Every move of every half-month."""
    reader_of_rules(request)
    found = simulating.known(rule_set_page.read(pk))
    if found is None or found.result is None:
        raise Http404
    # the stored words, for programs: the page has those for people
    rows = ((one.period, *move) for one in _compared(found) for move in one.moves)
    answer = HttpResponse(csv_of(COLUMNS, rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="rules-{pk}.csv"'
    return answer


def _show(
    request: HttpRequest, user: User, rule_set: RuleSet, refusal: str = ""
) -> HttpResponse:
    found = simulating.known(rule_set)
    periods = _compared(found)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": rule_set.title,
        "opts": RuleSet._meta,
        "rule_set": rule_set,
        "refusal": refusal,
        "asked": _asked(found),
        "is_done": found is not None and found.result is not None,
        "may_ask": policies.may_draft_rules(user) or policies.may_review_rules(user),
        "rows": [_row(one) for one in periods],
        "chosen": _chosen(request, periods),
        "uncounted": _uncounted(rule_set),
    }
    status = HTTPStatus.FORBIDDEN if refusal else HTTPStatus.OK
    return TemplateResponse(
        request, "admin/ratings/simulation.html", context, status=status
    )


def _compared(found: RuleSimulation | None) -> list[Compared]:
    if found is None or found.result is None:
        return []
    return [Compared.from_document(document) for document in found.result]


def _asked(found: RuleSimulation | None) -> str:
    """Since when it is waited for, or when it was computed."""
    if found is None:
        return ""
    at = found.finished_at or found.asked_at
    return moment_in_words(at, today=timezone.localdate())


def _row(one: Compared) -> dict[str, Any]:
    """The figures of a half-month; each pair is who comes on and who leaves."""
    listed = simulation.LISTED
    pairs = (
        (_("Notice of low rating"), MoveTopic.NOTICE, listed),
        (_("Candidates for the red list"), MoveTopic.RED, listed),
        (_("Praised"), MoveTopic.VERDICT, Verdict.PRAISED.value),
        (_("Lagging behind"), MoveTopic.VERDICT, Verdict.LAGGING.value),
    )
    return {
        "period": one.period,
        "title": wording.title(one.period),
        "figures": [
            (_("Firms"), str(one.firms)),
            (_("Rated"), f"{one.rated_before} → {one.rated_after}"),
            (_("Another grade"), str(one.regraded())),
            (_("Newly rated"), str(one.count(MoveTopic.GRADE, old=Grade.NR))),
            (_("No longer rated"), str(one.count(MoveTopic.GRADE, new=Grade.NR))),
            *(
                (name, f"+{one.count(topic, new=word)} -{one.count(topic, old=word)}")
                for name, topic, word in pairs
            ),
        ],
    }


def _chosen(request: HttpRequest, periods: Sequence[Compared]) -> dict[str, Any] | None:
    """The half-month whose names are listed: the one asked for, or the newest."""
    asked = request.GET.get("period", "")
    named = [one for one in periods if one.period == asked]
    one = next(iter(named or periods), None)
    if one is None:
        return None
    return {
        "period": one.period,
        "title": wording.title(one.period),
        "moves": [_told(move) for move in one.moves[:SHOWN_MOVES]],
        "left_out": max(0, len(one.moves) - SHOWN_MOVES),
    }


def _told(move: Move) -> dict[str, str]:
    topic = MoveTopic(move.topic)
    return {
        "topic": str(topic.label),
        "name": move.name,
        "old": _word(topic, move.old),
        "new": _word(topic, move.new),
    }


def _word(topic: MoveTopic, value: str) -> str:
    match topic:
        case MoveTopic.GRADE:
            return str(Grade(value).label)
        case MoveTopic.VERDICT:
            return str(Verdict(value).label) if value else _("neither")
        case _:
            return _("on it") if value else _("not on it")


def _uncounted(rule_set: RuleSet) -> list[str]:
    holding = rule_sets.in_force(timezone.localdate())
    before = rule_sets.compared_with(rule_set, holding)
    if before is None:
        return []
    rules = Rules.from_document(rule_set.content)
    return [wording.rule_label(name) for name in simulation.uncounted(before, rules)]
