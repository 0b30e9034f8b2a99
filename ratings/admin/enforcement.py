"""
Enforcement at the desk: the list, and the page of one document.

What is refused comes back beside its field, with everything that was typed.
"""

from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.policies import visible_to
from ratings import policies, wording
from ratings.admin import documents
from ratings.admin.access import page_address
from ratings.admin.documents import Act, actor
from ratings.admin.enforcement_recording import add, address_of
from ratings.forms.documents import (
    ComplianceForm,
    DeductionForm,
    DocumentForm,
    RevocationForm,
    today_first,
)
from ratings.models import Enforcement
from ratings.operations import enforcing
from ratings.queries import bases
from ratings.refusals import Refusal
from ratings.states import EnforcementMeasure, Measure
from ratings.wording import Chip
from registry.admin.access import ReadOnlyRegister, is_staff, person
from registry.models import User

READ_WITH = (
    "firm",
    "region",
    "tenure__community",
    "basis",
    "order",
    "suggested_by",
    "deduction_basis",
)


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: what it says, what was done to it, and what may be done now."""
    user = documents.reader(request)
    return _show(request, user, _read(user, pk))


def comply(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "comply", _("The compliance is recorded."))


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "revoke", _("The document is marked as revoked."))


def deduct(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, "deduct", _("The points are deducted from the next review on.")
    )


@admin.register(Enforcement)
class EnforcementAdmin(ReadOnlyRegister):
    """No change form: a document has a page of its own."""

    list_display = ("number",)
    list_filter = ("measure",)
    list_select_related = ("firm", "region", "tenure__community")
    search_fields = ("number", "firm__name", "firm__credit_code")
    sortable_by = ()
    actions = None
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/ratings/enforcement_list.html"

    def get_urls(self) -> list[URLPattern]:
        at_desk = self.admin_site.admin_view
        listed = at_desk(self.changelist_view)
        named = (("change", page), ("comply", comply), ("revoke", revoke))
        acts = [
            path(f"<int:pk>/{name}/", at_desk(act), name=f"ratings_enforcement_{name}")
            for name, act in (*named, ("deduct", deduct))
        ]
        return [
            path("", listed, name="ratings_enforcement_changelist"),
            path("add/", at_desk(add), name="ratings_enforcement_add"),
            *acts,
        ]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_staff(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Enforcement]:
        user = person(request)
        if user is None:
            return Enforcement.objects.none()
        return policies.enforcement_visible_to(user)

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
            context["measures"] = _measures(found)
            context["records"] = policies.may_enforce(documents.reader(request))
            context["before"] = page_address(found, found.page_num - 1)
            context["behind"] = page_address(found, found.page_num + 1)
        answer: HttpResponse = response
        return answer


def _row(row: Enforcement) -> dict[str, Any]:
    return {
        "address": address_of(row),
        "number": row.number,
        "measure": row.get_measure_display(),
        "firm": row.firm.name,
        "project": row.tenure.community.name if row.tenure else "",
        "body": row.body,
        "issued_on": wording.day(row.issued_on),
        "state": _chip(row),
    }


def _chip(row: Enforcement) -> Chip:
    return wording.enforcement_chip(
        revoked=row.revoked_on is not None, complied=row.complied_on is not None
    )


def _measures(found: Any) -> list[dict[str, Any]]:
    chosen = found.params.get("measure__exact", "")
    return [
        {
            "label": label,
            "is_chosen": value == chosen,
            "address": found.get_query_string(
                {"measure__exact": value} if value else {},
                remove=["measure__exact", "p"],
            ),
        }
        for value, label in (("", _("All")), *EnforcementMeasure.choices)
    ]


def _read(user: User, pk: int) -> Enforcement:
    """:raises Http404: if there is no such document for this user"""
    found = policies.enforcement_visible_to(user).select_related(*READ_WITH)
    return get_object_or_404(found, pk=pk)


def _act(request: HttpRequest, pk: int, name: str, said: str) -> HttpResponse:
    """Do what one of the forms of the page asks for, or show it again with why not."""
    user = documents.reader(request)
    row = _read(user, pk)
    if request.method != "POST":
        return redirect(address_of(row))
    form, refused = _form(name, request.POST), list[Refusal]()
    if documents.try_to(form, lambda: _do(name, row, form, user), refused):
        messages.success(request, said)
        return redirect(address_of(row))
    status = documents.status_of(refused)
    return _show(request, user, _read(user, pk), {name: form}, status)


def _form(name: str, data: Any = None) -> DocumentForm:
    today = timezone.localdate()
    if name == "deduct":
        return DeductionForm(data, bases=bases.permitting(Measure.DEDUCTION, on=today))
    kinds: dict[str, type[DocumentForm]] = {
        "comply": ComplianceForm,
        "revoke": RevocationForm,
    }
    return kinds[name](data, initial=today_first(today))


def _do(name: str, row: Enforcement, form: DocumentForm, user: User) -> None:
    typed, by, now = form.cleaned_data, actor(user), timezone.now()
    if name == "comply":
        enforcing.comply(
            enforcement=row, on=typed["on"], evidence=typed["evidence"], by=by, now=now
        )
    elif name == "revoke":
        enforcing.revoke(
            enforcement=row, on=typed["on"], because=typed["because"], by=by, now=now
        )
    else:
        assert isinstance(form, DeductionForm)
        enforcing.deduct(
            enforcement=row,
            points=typed["points"],
            basis=form.chosen("basis", form.bases),
            by=by,
            now=now,
        )


def _show(
    request: HttpRequest,
    user: User,
    row: Enforcement,
    forms: dict[str, DocumentForm] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    sent = forms or {}
    steps = row.steps.select_related("by").order_by("number")
    context = {
        "title": row.number,
        "opts": Enforcement._meta,
        "measure": row.get_measure_display(),
        "firm": row.firm,
        "state": _chip(row),
        "facts": _facts(row),
        "text": row.facts,
        "cases": _cases(user, row),
        "steps": documents.told(list(steps)),
        "acts": list(_acts(user, row, sent)),
        "form": next(iter(sent.values()), None),
        "demo_basis": any(
            basis is not None and basis.is_demo
            for basis in (row.basis, row.deduction_basis)
        ),
        "list_address": reverse("admin:ratings_enforcement_changelist"),
    }
    return documents.show(request, "document.html", context, status)


def _facts(row: Enforcement) -> list[documents.Fact]:
    points = row.deduction
    return documents.facts(
        (_("Project"), row.tenure.community.name if row.tenure else ""),
        (_("Issued by"), row.body),
        (_("Region"), str(row.region)),
        (_("Officers"), row.officers),
        (_("Issued on"), wording.day(row.issued_on)),
        (_("Legal basis"), documents.basis_in_words(row.basis)),
        (_("Order that was not complied with"), row.order.number if row.order else ""),
        (
            _("Review that suggests it"),
            wording.title(row.suggested_by.period) if row.suggested_by else "",
        ),
        (_("Grave, because"), row.grave_because),
        (_("To be complied with by"), documents.day_or_nothing(row.due_on)),
        (_("Complied with on"), documents.day_or_nothing(row.complied_on)),
        (_("What shows it"), row.compliance),
        (_("Points deducted"), "" if points is None else f"{points.normalize():f}"),
        (
            _("Legal basis of the deduction"),
            documents.basis_in_words(row.deduction_basis),
        ),
        (_("Revoked on"), documents.day_or_nothing(row.revoked_on)),
        (_("Why it was revoked"), row.revoked_because),
        (_("Public address"), row.public_address),
    )


def _cases(user: User, row: Enforcement) -> list[dict[str, str]]:
    """The cases that it stands on; only those that this person may open are linked."""
    numbers = dict(row.enforced_cases.values_list("case_id", "case__number"))
    mine = set(visible_to(user).filter(pk__in=numbers).values_list("pk", flat=True))
    return [
        {
            "number": number,
            "address": reverse("admin:complaints_case_change", args=[pk])
            if pk in mine
            else "",
        }
        for pk, number in sorted(numbers.items())
    ]


def _acts(user: User, row: Enforcement, sent: dict[str, DocumentForm]) -> Any:
    """The forms that the state of the document allows."""
    if not policies.may_enforce_in(user, row.region):
        return
    interview = row.measure == EnforcementMeasure.INTERVIEW
    in_force = row.revoked_on is None and row.complied_on is None
    named = (
        ("comply", _("Record the compliance"), in_force),
        (
            "deduct",
            _("Deduct points"),
            in_force and not interview and not row.deduction,
        ),
        ("revoke", _("Mark it as revoked"), row.revoked_on is None),
    )
    for name, title, offered in named:
        if offered or name in sent:
            yield Act(
                title=title,
                button=title,
                address=reverse(f"admin:ratings_enforcement_{name}", args=[row.pk]),
                form=sent.get(name) or _form(name),
                is_open=name in sent,
            )
