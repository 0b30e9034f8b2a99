"""What a firm sees of the inspections of its projects: marks, remarks and photos."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ratings.queries import inspection_pages
from ratings.queries import inspections as questions
from ratings.views.firm_portal import head
from registry.views import leafing
from registry.views.firm_door import firm_of, firm_only

A_PAGE = 25


@require_safe
@firm_only
def inspections(request: HttpRequest) -> HttpResponse:
    """Those of all its projects, the newest first."""
    found = questions.of_firm(firm_of(request))
    listed = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        **head(request),
        "rows": [
            inspection_pages.line(row)
            | {"url": reverse("firm_inspections:inspection", args=[row.pk])}
            for row in listed
        ],
        "pages": leafing.pages(request, listed),
    }
    return render(request, "ratings/firms/inspections.html", context)


@require_safe
@firm_only
def inspection(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them; another firm's is not found."""
    found = questions.of_firm(firm_of(request)).select_related("checklist")
    row = get_object_or_404(found, pk=pk)
    context = {**head(request), "inspection": inspection_pages.whole(row)}
    return render(request, "ratings/firms/inspection.html", context)
