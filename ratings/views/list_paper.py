"""The decision on an entry as a paper for everybody, while the entry is shown."""

import hashlib
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ratings.listing_papers import Edition, PaperKind, paper_of
from ratings.models import Listing
from ratings.queries import listed, listing_desk
from ratings.views import answering, lists, speaking
from ratings.views.bulletin_paper import PDF, made


@lists.unarchived
@require_safe
def decision(request: HttpRequest, number: str) -> HttpResponse:
    """The paper; for an entry that was removed, that it is gone."""
    found = listed.entry(number, now=timezone.now())
    if found is None:
        raise Http404
    if found.is_removed:
        return lists.page_of(request, found, status=HTTPStatus.GONE)
    listing = Listing.objects.select_related(*listing_desk.READ_WITH).get(number=number)
    language = speaking.asked_language(request)
    paper = paper_of(
        listing,
        listing_desk.steps_of(listing),
        PaperKind.DECISION,
        "en" if language == "en" else "zh-hans",
        Edition.OF_THE_PUBLIC,
    )
    assert paper is not None  # whatever is shown was decided
    mark = hashlib.sha256(f"{answering.edition()} {paper!r}".encode()).hexdigest()
    return answering.file(
        request,
        lambda: made(paper, mark),
        kind=PDF,
        mark=mark,
        kept=lists.ASK_AGAIN,
    )
