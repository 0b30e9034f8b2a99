"""
A case as somebody follows it who met the same trouble: where it is and who has it.

They read neither what the reporter wrote and sent nor what the reporter answered; of
free texts of the office what is scrubbed.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.forms.visiting import solved_words
from complaints.models import Answer, Case, Follower
from complaints.operations import joining
from complaints.queries.commitments import commitments_of
from complaints.scrubbing import scrub
from complaints.states import Kind, Solved, State
from complaints.views import cases, promised, steps, telling
from complaints.views.telling import Shown, Telling
from registry.views.offices import office_of


def page(request: HttpRequest, case: Case, follower: Follower) -> HttpResponse:
    told = cases.told(case, now=timezone.now())
    context = {
        "number": case.number,
        "kind": Kind(case.kind).label,
        "category": case.category.label,
        "place": case.where,
        "state": telling.chip(case),
        "office": office_of(case.office),
        "first": _first(told),
        "now": _now(told),
        "late": telling.late(told),
        "result": _result(told),
        "steps": [_scrubbed(step) for step in steps.steps(told)],
        "promised": promised.to_resident(
            commitments_of(case),
            told.timeline,
            today=timezone.localtime(told.now).date(),
        ),
        "is_complaint": telling.is_complaint(case),
        "answered": _answered(case, follower),
        "visit_url": _visit_url(told, follower),
    }
    return render(request, "complaints/residents/followed.html", context)


def _first(told: Telling) -> Shown | None:
    """Until when the reporter can answer is no date of who follows."""
    return None if told.case.state == State.REPORTED else telling.first_date(told)


def _now(told: Telling) -> str:
    """How it ended is told without what the reporter said of it."""
    if told.case.state in (State.CLOSED, State.WITHDRAWN):
        return _("The case is closed.")
    if told.case.state == State.REPORTED:
        return _("There is a result.")
    return telling.status(told)


def _result(told: Telling) -> Shown | None:
    result = telling.result(told)
    return result and result | {"text": scrub(result["text"])}


def _scrubbed(step: Shown) -> Shown:
    texts = {
        name: scrub(str(step[name]))
        for name in ("reasons", "moved", "late")
        if step.get(name)
    }
    return step | texts


def _answered(case: Case, follower: Follower) -> str:
    """What they answered to the present result themselves."""
    answer = Answer.objects.filter(case=case, round=case.round, follower=follower)
    given = answer.values_list("solved", flat=True).first()
    if given is None:
        return ""
    words = {"answer": solved_words(Solved(given), case.kind)}
    return _("You answered: %(answer)s") % words


def _visit_url(told: Telling, follower: Follower) -> str:
    if not joining.is_awaited(follower, told.case.round, now=told.now):
        return ""
    return reverse("complaints:case_answer", args=[told.case.number])
