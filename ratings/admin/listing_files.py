"""What of an entry's file is downloaded at the desk: proofs, papers, all of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ratings.admin import listing_page
from ratings.listing_archives import archive
from ratings.listing_papers import PaperKind, paper_of
from ratings.queries import listing_desk
from registry.ledger.papers import Language, pdf_of
from registry.views.downloads import PDF, ZIP, download, stored


@require_safe
def step_file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The proof, or what the firm sent, of one step."""
    listing = listing_page.read(listing_page.reader(request), pk)
    step = listing_desk.step_with_file(listing, number)
    if step is None or step.file is None:
        raise Http404
    return stored(step.file)


@require_safe
def paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One paper, in the language of the desk."""
    listing = listing_page.read(listing_page.reader(request), pk)
    if kind not in PaperKind.values:
        raise Http404
    steps = listing_desk.steps_of(listing)
    printed = paper_of(listing, steps, PaperKind(kind), _language())
    if printed is None:
        raise Http404
    return download(pdf_of(printed), f"{listing.number}-{kind}.pdf", PDF)


@require_safe
def whole_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Papers, proofs, defence and history as one archive."""
    listing = listing_page.read(listing_page.reader(request), pk)
    content = archive(listing, language=_language(), now=timezone.now())
    return download(content, f"{listing.number}.zip", ZIP)


def _language() -> Language:
    return "en" if get_language() == "en" else "zh-hans"
