"""What the desk pages of enforcement and of credits share."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.wording import moment_in_words
from ratings import policies, wording
from ratings.forms.documents import DocumentForm, named_basis
from ratings.models import DocumentStep, LegalBasis
from ratings.operations.enforcing import NotRecorded
from ratings.queries import enforcement as questions
from ratings.refusals import Refusal
from registry.actors import Clerk, Officer
from registry.admin.access import is_staff, person
from registry.models import Firm, User
from registry.roles import Role

Fact = tuple[str, object]
NOT_THEIRS = {Refusal.NOT_YOURS, Refusal.NOT_YOUR_PROJECT, Refusal.NOT_YOUR_VISIT}


@dataclass(frozen=True)
class Act:
    """A form on the page of a document, and where it goes."""

    title: str
    button: str
    address: str
    form: DocumentForm | None
    is_open: bool = False


def reader(request: HttpRequest) -> User:
    """:raises PermissionDenied: if this person reads nothing of it"""
    user = person(request)
    if user is None or not is_staff(request):
        raise PermissionDenied
    return user


def recorder(request: HttpRequest) -> User:
    """:raises PermissionDenied: if this person records nothing"""
    user = reader(request)
    if not policies.may_enforce(user):
        raise PermissionDenied
    return user


def actor(user: User) -> Officer | Clerk:
    return Clerk(user) if user.role == Role.DEPARTMENT else Officer(user)


def firm_found(request: HttpRequest, user: User) -> tuple[Firm | None, dict[str, Any]]:
    """
    The firm that the address names, and what the page shows to find one: the words
    that were typed, and the firms of the region that they may mean.
    """
    region = policies.region_of(user)
    assert region is not None  # `recorder` asked for one
    code, words = request.GET.get("firm", ""), request.GET.get("q", "").strip()
    firm = Firm.objects.filter(credit_code=code).first() if code else None
    found = questions.firms_matching(words, region.code) if words else []
    return firm, {"words": words, "found": found, "asked": bool(words)}


def try_to(
    form: DocumentForm, act: Callable[[], object], refused: list[Refusal]
) -> bool:
    """
    Do what a form asks for; what is against it stands in the form afterwards, and in
    `refused`.
    """
    if not form.is_valid():
        return False
    try:
        act()
    except NotRecorded as problem:
        refused.extend(problem.refusals)
        form.refuse(problem.refusals)
        return False
    return True


def status_of(refused: list[Refusal]) -> int:
    """Not yours, changed meanwhile, or typed wrongly."""
    if NOT_THEIRS & set(refused):
        return HTTPStatus.FORBIDDEN
    if {Refusal.TWICE, Refusal.OVER, Refusal.CORRECTED} & set(refused):
        return HTTPStatus.CONFLICT
    return HTTPStatus.OK


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    whole = {**admin.site.each_context(request), **context}
    return TemplateResponse(request, f"admin/ratings/{template}", whole, status=status)


def told(steps: list[DocumentStep]) -> list[dict[str, str]]:
    """The steps of a document in words."""
    today = timezone.localdate()
    return [
        {
            "what": step.get_action_display(),
            "who": f"{step.by} · {step.acting_for}",
            "at": moment_in_words(step.at, today=today),
        }
        for step in steps
    ]


def basis_in_words(basis: LegalBasis | None) -> str:
    return named_basis(basis) if basis else ""


def facts(*pairs: tuple[str, object]) -> list[Fact]:
    """The rows of a list of values; those without a value are left out."""
    return [(name, value) for name, value in pairs if value not in ("", None)]


def day_or_nothing(day: Any) -> str:
    return wording.day(day) if day else ""


def search_title(firm: Firm | None) -> str:
    return firm.name if firm else _("Find the firm")
