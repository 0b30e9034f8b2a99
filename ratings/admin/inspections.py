"""
Inspections at the desk, for a phone: choose a project, one card for each item, sign.

Works without scripts. What is refused comes back with everything that was typed, and
the photos that arrived are kept: a signed token stands for each.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.wording import moment_in_words
from ratings import policies, wording
from ratings.admin import documents
from ratings.admin.access import page_address
from ratings.forms.inspecting import InspectionForm
from ratings.models import Checklist, Inspection, InspectionPhoto
from ratings.operations import inspecting
from ratings.operations.inspecting import Visit
from ratings.queries import inspection_pages
from ratings.queries import inspections as questions
from ratings.refusals import Refusal
from registry.actors import Officer
from registry.admin.access import ReadOnlyRegister, is_staff, person
from registry.ledger import files
from registry.models import StoredFile, Tenure, User

PURPOSE = "photo of an inspection"
SALT = "ratings.inspection photo"
KEPT = "kept_photos"
A_WEEK = 7 * 24 * 3600
ONE_DAY = timedelta(days=1)


def address_of(row: Inspection) -> str:
    return reverse("admin:ratings_inspection_change", args=[row.pk])


def add(request: HttpRequest) -> HttpResponse:
    """The projects of the region, the longest not inspected first; then the cards."""
    user = _inspector(request)
    pk = request.GET.get("project", "")
    if pk.isascii() and pk.isdigit():
        found = Tenure.objects.select_related("community__street", "firm")
        tenure = get_object_or_404(found, pk=int(pk))
        if not policies.may_inspect_at(user, tenure.community):
            raise PermissionDenied
        return _fill_in(request, user, tenure, None)
    return _choose(request, user)


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The cards as they were filled in, to be put right with a reason."""
    user = _inspector(request)
    row = _read(user, pk)
    if not policies.may_correct(user, row):
        raise PermissionDenied
    return _fill_in(request, user, row.tenure, row)


def page(request: HttpRequest, pk: int) -> HttpResponse:
    user = documents.reader(request)
    row = _read(user, pk)
    corrected = inspection_pages.is_corrected(row)
    context = {
        "title": row.tenure.community.name,
        "opts": Inspection._meta,
        "inspection": inspection_pages.whole(row),
        "signed_as": row.signed_as,
        "signed_at": moment_in_words(row.at, today=timezone.localdate()),
        "newer": address_of(row.corrected_by) if corrected else "",
        "older": address_of(row.corrects) if row.corrects else "",
        "correct": reverse("admin:ratings_inspection_correct", args=[pk])
        if not corrected and policies.may_correct(user, row)
        else "",
    }
    return documents.show(request, "inspection.html", context)


@admin.register(Inspection)
class InspectionAdmin(ReadOnlyRegister):
    """No change form: an inspection is written once, and corrected by another."""

    list_display = ("visited_on",)
    search_fields = ("tenure__community__name", "tenure__firm__name")
    sortable_by = ()
    actions = None
    change_list_template = "admin/ratings/inspection_list.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_staff(request)

    def get_urls(self) -> list[URLPattern]:
        at_desk = self.admin_site.admin_view
        listed = at_desk(self.changelist_view)
        return [
            path("", listed, name="ratings_inspection_changelist"),
            path("add/", at_desk(add), name="ratings_inspection_add"),
            path("<int:pk>/change/", at_desk(page), name="ratings_inspection_change"),
            path(
                "<int:pk>/correct/", at_desk(correct), name="ratings_inspection_correct"
            ),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Inspection]:
        user = person(request)
        if user is None:
            return Inspection.objects.none()
        return questions.whole(policies.inspections_visible_to(user))

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-visited_on", "-pk"]

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
            context["rows"] = [
                inspection_pages.line(one) | {"address": address_of(one)}
                for one in found.result_list
            ]
            context["inspects"] = policies.may_inspect(documents.reader(request))
            context["before"] = page_address(found, found.page_num - 1)
            context["behind"] = page_address(found, found.page_num + 1)
        answer: HttpResponse = response
        return answer


def _inspector(request: HttpRequest) -> User:
    """:raises PermissionDenied: if this person inspects nothing"""
    user = documents.reader(request)
    if not policies.may_inspect(user):
        raise PermissionDenied
    return user


def _read(user: User, pk: int) -> Inspection:
    """:raises Http404: if there is no such inspection for this user"""
    found = questions.whole(policies.inspections_visible_to(user))
    return get_object_or_404(
        found.select_related(
            "checklist",
            "corrects",
            "corrected_by",
            "office",
            "tenure__firm",
            "tenure__community__street",
        ),
        pk=pk,
    )


def _choose(request: HttpRequest, user: User) -> HttpResponse:
    assert user.region is not None  # `_inspector` asked for one
    words = request.GET.get("q", "").strip()
    found = questions.projects_to_inspect(user.region, words, timezone.localdate())
    rows = [
        {
            "address": f"?project={each.tenure.pk}",
            "community": each.tenure.community.name,
            "firm": each.tenure.firm.name,
            "visited_on": wording.day(each.visited_on) if each.visited_on else "",
        }
        for each in found
    ]
    context = {
        "title": _("Inspect a project"),
        "opts": Inspection._meta,
        "words": words,
        "rows": rows,
    }
    return documents.show(request, "inspection_start.html", context)


def _fill_in(
    request: HttpRequest, user: User, tenure: Tenure, corrects: Inspection | None
) -> HttpResponse:
    named = _named_day(request)
    checklist = corrects.checklist if corrects else _checklist(request, named)
    if checklist is None:
        context = {"title": _("Inspect a project"), "opts": Inspection._meta}
        return documents.show(request, "no_checklist.html", context)
    is_sent = request.method == "POST"
    form = InspectionForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        items=inspecting.items_of(checklist),
        signer=str(user),
        corrects=corrects is not None,
        kept=_kept(request, user) if is_sent else None,
        initial=_as_it_was(corrects) if corrects else {"on": named.isoformat()},
    )
    refused: list[Refusal] = []
    if is_sent and form.is_valid():
        stored = _stored(form)
        visit = _visit(form, tenure, checklist, corrects, stored)
        written: list[Inspection] = []
        if documents.try_to(
            form, lambda: written.append(_inspect(visit, user)), refused
        ):
            messages.success(request, _("The inspection is signed and written down."))
            return redirect(address_of(written[0]))
        _keep(form, stored)
    elif is_sent:
        _keep(form, _stored(form))
    told = {
        "checklist": checklist,
        "ways": [] if corrects else _ways(form, tenure, checklist),
        "corrects": address_of(corrects) if corrects else "",
    }
    return _show(request, user, tenure, form, told, documents.status_of(refused))


def _named_day(request: HttpRequest) -> date:
    """The day that the address asks for; today where it says none that is possible."""
    today = timezone.localdate()
    try:
        return min(date.fromisoformat(request.GET.get("on", "")), today)
    except ValueError:
        return today


def _checklist(request: HttpRequest, day: date) -> Checklist | None:
    """That of the day; of cards that were filled in, the one that they were of."""
    key = request.POST.get("checklist", "")
    if key.isascii() and key.isdigit():
        return Checklist.objects.filter(pk=int(key)).first()
    return inspecting.checklist_on(day)


def _ways(
    form: InspectionForm, tenure: Tenure, checklist: Checklist
) -> list[dict[str, str]]:
    """
    To the checklists of other days: of the day that was typed, if its is another one,
    otherwise the one before this.
    """
    day = form.day
    if day and inspecting.checklist_on(day) not in (None, checklist):
        words = _("Fill in the checklist of %(day)s") % {"day": wording.day(day)}
        return [_way(tenure, day, words)]
    before = checklist.effective_from - ONE_DAY
    if inspecting.checklist_on(before) is None:
        return []
    words = _("For a visit before %(day)s: the checklist in force until then") % {
        "day": wording.day(checklist.effective_from)
    }
    return [_way(tenure, before, words)]


def _way(tenure: Tenure, on: date, words: str) -> dict[str, str]:
    query = urlencode({"project": tenure.pk, "on": on.isoformat()})
    return {
        "address": f"{reverse('admin:ratings_inspection_add')}?{query}",
        "words": words,
    }


def _inspect(visit: Visit, user: User) -> Inspection:
    return inspecting.inspect(visit=visit, by=Officer(user), now=timezone.now())


def _visit(
    form: InspectionForm,
    tenure: Tenure,
    checklist: Checklist,
    corrects: Inspection | None,
    stored: Mapping[int, StoredFile],
) -> Visit:
    typed = form.cleaned_data
    return Visit(
        tenure=tenure,
        checklist=checklist,
        on=corrects.visited_on if corrects else typed["on"],
        found=form.found(stored),
        remark=typed["remark"],
        signed=typed["signed"],
        corrects=corrects,
        reason=typed.get("because", ""),
    )


def _stored(form: InspectionForm) -> dict[int, StoredFile]:
    """The photos of this request, stored: they stay, whatever becomes of the form."""
    now = timezone.now()
    return {
        number: files.keep(image, now=now, purpose=PURPOSE)
        for number, image in form.arrived.items()
    }


def _keep(form: InspectionForm, stored: Mapping[int, StoredFile]) -> None:
    """Carry the photos of a refused form along with it."""
    for number, photo in stored.items():
        form.kept[number] = [*form.kept.get(number, ()), photo]


def _kept(request: HttpRequest, user: User) -> dict[int, list[StoredFile]]:
    """The photos of earlier tries by position; a token that is not good counts none."""
    kept: dict[int, list[StoredFile]] = {}
    for token in request.POST.getlist(KEPT):
        try:
            number, name, owner = signing.loads(token, salt=SALT, max_age=A_WEEK)
        except signing.BadSignature:
            continue
        photo = StoredFile.objects.filter(pk=UUID(name)).first()
        is_free = not InspectionPhoto.objects.filter(file_id=UUID(name)).exists()
        if photo is not None and is_free and owner == user.pk:
            kept.setdefault(number, []).append(photo)
    return kept


def _as_it_was(row: Inspection) -> dict[str, Any]:
    """The cards of a correction begin with what was found."""
    initial: dict[str, Any] = {"remark": row.remark}
    for item in questions.items_of(row):
        initial[f"mark_{item.position}"] = item.mark
        initial[f"remark_{item.position}"] = item.remark
    return initial


def _show(
    request: HttpRequest,
    user: User,
    tenure: Tenure,
    form: InspectionForm,
    told: Mapping[str, Any],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    cards = form.cards
    for card in cards:
        card["tokens"] = [
            signing.dumps([card["number"], photo.pk.hex, user.pk], salt=SALT)
            for photo in card["kept"]
        ]
    context = {
        "title": tenure.community.name,
        "opts": Inspection._meta,
        "firm": tenure.firm,
        "form": form,
        "cards": cards,
        **told,
    }
    return documents.show(request, "inspection_form.html", context, status)
