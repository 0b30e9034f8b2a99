"""A form, a list of 25 rows by index, one row: each as plain as Django allows."""

from http import HTTPStatus

from django import forms
from django.contrib.auth import get_user_model, login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import get_random_string

from propertyhub.bench.floor.models import Ticket
from propertyhub.bench.floor.rows import MEASURED_QUEUE

PER_PAGE = 25
SEEN = "seen"


class TicketForm(forms.Form):
    title = forms.CharField(max_length=120)
    text = forms.CharField(widget=forms.Textarea)


def enter(request: HttpRequest) -> HttpResponse:
    """Log somebody in, without any question."""
    user, _created = get_user_model().objects.get_or_create(username="somebody")
    login(request, user)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def form(request: HttpRequest) -> HttpResponse:
    """One INSERT; the browser's session remembers the row, as a proof of filing."""
    if not request.session.session_key:
        request.session.create()
    entered = TicketForm(request.POST or None)
    if request.method != "POST" or not entered.is_valid():
        return render(request, "form.html", {"title": "New", "form": entered})
    number, now = get_random_string(20), timezone.now()
    ticket = Ticket.objects.create(number=number, due_at=now, **entered.cleaned_data)
    request.session[SEEN] = [*request.session.get(SEEN, []), ticket.number]
    return redirect("row", ticket.number)


@login_required
def queue(request: HttpRequest) -> HttpResponse:
    rows = Ticket.objects.filter(queue=MEASURED_QUEUE).order_by("due_at")[:PER_PAGE]
    return render(request, "list.html", {"title": "Queue", "rows": rows})


def row(request: HttpRequest, number: str) -> HttpResponse:
    """The session is read, as for a proof."""
    found = get_object_or_404(Ticket, number=number)
    seen = number in request.session.get(SEEN, [])
    return render(request, "row.html", {"title": str(seen), "row": found})
