"""What of an entry's file is downloaded at the desk."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ratings.admin import listing_page
from ratings.queries import listing_desk
from registry.views.images import image


@require_safe
def step_file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The proof, or what the firm sent, of one step."""
    listing = listing_page.read(listing_page.reader(request), pk)
    step = listing_desk.step_with_file(listing, number)
    if step is None or step.file is None:
        raise Http404
    return image(step.file)
