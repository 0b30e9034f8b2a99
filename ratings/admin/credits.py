"""Credits at the desk: recorded by one person, confirmed by another."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ratings import policies, wording
from ratings.admin import documents
from ratings.admin.access import page_address
from ratings.admin.documents import Act, actor
from ratings.forms.documents import (
    CreditForm,
    DocumentForm,
    RevocationForm,
    today_first,
)
from ratings.models import Credit
from ratings.operations import crediting
from ratings.operations.crediting import NewCredit
from ratings.queries import bases
from ratings.refusals import Refusal
from ratings.states import Measure
from ratings.wording import Chip
from registry.admin.access import ReadOnlyRegister, is_staff, person
from registry.models import Firm, User


def address_of(row: Credit) -> str:
    return reverse("admin:ratings_credit_change", args=[row.pk])


def add(request: HttpRequest) -> HttpResponse:
    """Find the firm; then the form of the document."""
    user = documents.recorder(request)
    firm, search = documents.firm_found(request, user)
    if firm is None:
        context = {"title": _("Record a credit"), "opts": Credit._meta, **search}
        return documents.show(request, "credit_start.html", context)
    return _write(request, user, firm)


def page(request: HttpRequest, pk: int) -> HttpResponse:
    user = documents.reader(request)
    return _show(request, user, _read(user, pk))


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person; there is nothing to type."""
    return _act(
        request,
        pk,
        "confirm",
        lambda row, form, by: crediting.confirm(credit=row, by=by, now=timezone.now()),
        _("The credit is confirmed and counts from the next review on."),
    )


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        "revoke",
        lambda row, form, by: crediting.revoke(
            credit=row,
            on=form.cleaned_data["on"],
            because=form.cleaned_data["because"],
            by=by,
            now=timezone.now(),
        ),
        _("The document is marked as revoked."),
    )


@admin.register(Credit)
class CreditAdmin(ReadOnlyRegister):
    """No change form: a credit has a page of its own."""

    list_display = ("number",)
    list_select_related = ("firm",)
    search_fields = ("number", "firm__name", "firm__credit_code")
    sortable_by = ()
    actions = None
    change_list_template = "admin/ratings/credit_list.html"

    def get_urls(self) -> list[URLPattern]:
        at_desk = self.admin_site.admin_view
        listed = at_desk(self.changelist_view)
        acts = [
            path(f"<int:pk>/{name}/", at_desk(act), name=f"ratings_credit_{name}")
            for name, act in (
                ("change", page),
                ("confirm", confirm),
                ("revoke", revoke),
            )
        ]
        return [
            path("", listed, name="ratings_credit_changelist"),
            path("add/", at_desk(add), name="ratings_credit_add"),
            *acts,
        ]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_staff(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Credit]:
        user = person(request)
        return (
            Credit.objects.none() if user is None else policies.credits_visible_to(user)
        )

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-issued_on", "-pk"]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None)
        if context and "cl" in context:
            found = context["cl"]
            # the header would offer to show all at once
            found.full_result_count = found.result_count
            found.can_show_all = False
            context["rows"] = [_row(one) for one in found.result_list]
            context["records"] = policies.may_enforce(documents.reader(request))
            context["before"] = page_address(found, found.page_num - 1)
            context["behind"] = page_address(found, found.page_num + 1)
        answer: HttpResponse = response
        return answer


def _row(row: Credit) -> dict[str, Any]:
    return {
        "address": address_of(row),
        "number": row.number,
        "firm": row.firm.name,
        "points": _points(row),
        "issued_on": wording.day(row.issued_on),
        "state": _chip(row),
    }


def _chip(row: Credit) -> Chip:
    return wording.credit_chip(
        revoked=row.revoked_on is not None,
        confirmed=row.confirmed_at is not None,
        over=row.in_force_until <= timezone.localdate(),
    )


def _points(row: Credit) -> str:
    return f"{row.points.normalize():f}"


def _write(request: HttpRequest, user: User, firm: Firm) -> HttpResponse:
    refused: list[Refusal] = []
    place = user.department or user.region
    form = CreditForm(
        request.POST if request.method == "POST" else None,
        firm=firm,
        bases=bases.all_of(Measure.CREDIT),
        initial={"body": place.name if place else ""},
    )
    if request.method == "POST":
        recorded: list[Credit] = []
        done = documents.try_to(
            form, lambda: recorded.append(_record(form, user)), refused
        )
        if done:
            messages.success(request, _("Recorded. A second person confirms it next."))
            return redirect(address_of(recorded[0]))
    context = {
        "title": _("Credit"),
        "opts": Credit._meta,
        "firm": firm,
        "form": form,
    }
    status = documents.status_of(refused)
    return documents.show(request, "enforcement_form.html", context, status)


def _record(form: CreditForm, user: User) -> Credit:
    typed = form.cleaned_data
    credit = NewCredit(
        number=typed["number"],
        body=typed["body"],
        firm=form.firm,
        basis=form.chosen("basis", form.bases),
        points=typed["points"],
        facts=typed["facts"],
        issued_on=typed["issued_on"],
        ends_on=typed["ends_on"],
        public_address=typed["public_address"],
    )
    return crediting.record(credit=credit, by=actor(user), now=timezone.now())


def _read(user: User, pk: int) -> Credit:
    """:raises Http404: if there is no such credit for this user"""
    found = policies.credits_visible_to(user)
    return get_object_or_404(found.select_related("firm", "region", "basis"), pk=pk)


def _act(
    request: HttpRequest,
    pk: int,
    name: str,
    act: Callable[[Credit, DocumentForm, Any], None],
    said: str,
) -> HttpResponse:
    user = documents.reader(request)
    row = _read(user, pk)
    if request.method != "POST":
        return redirect(address_of(row))
    form, refused = _form(name, request.POST), list[Refusal]()
    if documents.try_to(form, lambda: act(row, form, actor(user)), refused):
        messages.success(request, said)
        return redirect(address_of(row))
    status = documents.status_of(refused)
    return _show(request, user, _read(user, pk), {name: form}, status)


def _form(name: str, data: Any = None) -> DocumentForm:
    if name == "confirm":
        return DocumentForm(data)
    return RevocationForm(data, initial=today_first(timezone.localdate()))


def _show(
    request: HttpRequest,
    user: User,
    row: Credit,
    forms: dict[str, DocumentForm] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    sent = forms or {}
    steps = row.steps.select_related("by").order_by("number")
    context = {
        "title": row.number,
        "opts": Credit._meta,
        "measure": _("Credit"),
        "firm": row.firm,
        "state": _chip(row),
        "facts": documents.facts(
            (_("Points"), _points(row)),
            (_("Issued by"), row.body),
            (_("Region"), str(row.region)),
            (_("Issued on"), wording.day(row.issued_on)),
            (_("Counts until"), wording.day(row.in_force_until)),
            (_("Legal basis"), documents.basis_in_words(row.basis)),
            (_("Revoked on"), documents.day_or_nothing(row.revoked_on)),
            (_("Why it was revoked"), row.revoked_because),
            (_("Public address"), row.public_address),
        ),
        "text": row.facts,
        "steps": documents.told(list(steps)),
        "acts": list(_acts(user, row, sent)),
        "form": next(iter(sent.values()), None),
        "demo_basis": row.basis.is_demo,
        "list_address": reverse("admin:ratings_credit_changelist"),
    }
    return documents.show(request, "document.html", context, status)


def _acts(user: User, row: Credit, sent: dict[str, DocumentForm]) -> Iterator[Act]:
    if not policies.may_enforce_in(user, row.region):
        return
    stands = row.revoked_on is None
    second = row.recorded_by_id != user.pk
    named = (
        (
            "confirm",
            _("Confirm the credit"),
            stands and second and not row.confirmed_at,
        ),
        ("revoke", _("Mark it as revoked"), stands),
    )
    for name, title, offered in named:
        if offered or name in sent:
            yield Act(
                title=title,
                button=title,
                address=reverse(f"admin:ratings_credit_{name}", args=[row.pk]),
                form=sent.get(name) or _form(name),
                is_open=name in sent,
            )
