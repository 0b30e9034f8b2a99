"""Images of a file, on their way to who may see them."""

from django.http import HttpResponse

from registry.ledger import files
from registry.models import StoredFile


def image(stored: StoredFile) -> HttpResponse:
    """The image itself, for nobody to keep and nothing to run in."""
    with files.open_image(stored) as content:
        response = HttpResponse(content.read(), content_type=stored.content_type)
    response["Content-Disposition"] = 'inline; filename="file.jpg"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
