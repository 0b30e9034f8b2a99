"""Lists that are longer than a page, as `parts/pages.html` shows where they go on."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest


def pages(request: HttpRequest, page: Page[Any], name: str = "page") -> dict[str, Any]:
    """Where a list goes on to both sides, with all that was chosen kept."""
    links: dict[str, Any] = {}
    if page.paginator.num_pages > 1:
        links["number"], links["last"] = page.number, page.paginator.num_pages
    if page.has_previous():
        links["before"] = _with_page(request, name, page.previous_page_number())
    if page.has_next():
        links["after"] = _with_page(request, name, page.next_page_number())
    return links


def _with_page(request: HttpRequest, name: str, number: int) -> str:
    query = request.GET.copy()
    query[name] = str(number)
    return f"?{query.urlencode()}"
