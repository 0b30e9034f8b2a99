"""
A case as somebody follows it who met the same trouble: where it is and who has it.

They read neither what the reporter wrote and sent nor what the reporter answered, and
in what others wrote nothing that tells who reported it (`cases.told_to_follower`).
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
from complaints.states import Action, Closing, Kind, Solved, State
from complaints.views import cases, promised, steps, telling
from complaints.views.telling import Shown, Telling
from registry.views.offices import office_of


def page(request: HttpRequest, case: Case, follower: Follower) -> HttpResponse:
    told = cases.told_to_follower(case, now=timezone.now())
    context = {
        "number": case.number,
        "kind": Kind(case.kind).label,
        "category": case.category.label,
        "place": told.place,
        "state": telling.chip(case),
        "office": office_of(case.office),
        "first": _first(told),
        "now": _now(told),
        "late": telling.late(told),
        "result": telling.result(told),
        "steps": steps.steps(told),
        "promised": promised.to_resident(
            commitments_of(case),
            told,
            today=timezone.localtime(told.now).date(),
        ),
        "decision": _decision(told),
        "goes_on": goes_on(request, case),
        "is_complaint": telling.is_complaint(case),
        "answered": _answered(case, follower),
        "visit_url": _visit_url(told, follower),
    }
    return render(request, "complaints/residents/followed.html", context)


def goes_on(request: HttpRequest, case: Case) -> Shown | None:
    """
    Where a merged case goes on, for its reporter, with or without a phone, and for who
    followed it: `url` leads whoever proved a phone of theirs to the case itself.
    """
    target = cases.goes_on_as(case)
    if target is None:
        return None
    told = cases.told_to_follower(target, now=timezone.now())
    opens = cases.followed(request, target.number) is not None
    return {
        "number": target.number,
        "state": telling.chip(target),
        "first": _first(told),
        "now": _now(told),
        "result": telling.result(told),
        "url": reverse("complaints:case", args=[target.number]) if opens else "",
    }


def _first(told: Telling) -> Shown | None:
    """Until when the reporter can answer is no date of who follows."""
    return None if told.case.state == State.REPORTED else telling.first_date(told)


def _now(told: Telling) -> str:
    """How it ended is told without what the reporter said of it."""
    if told.case.state == State.WITHDRAWN:
        return _(
            "Who reported it took it back, so nobody works on it now. If the trouble "
            "goes on, file your own."
        )
    if told.case.state == State.CLOSED and told.case.closing != Closing.FINAL:
        return _("The case is closed.")
    if told.case.state == State.REPORTED:
        return _("There is a result.")
    return telling.status(told)


def _decision(told: Telling) -> str:
    """The final one, with its reasons, where there is one."""
    final = (one for one in told.timeline.history if one.action == Action.FINAL)
    return "".join(map(told.body, final))


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
