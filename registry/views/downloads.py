"""Files on their way to who may see them: for nobody to keep, and nothing to run in."""

from django.http import HttpResponse

from registry.ledger import files
from registry.models import StoredFile

PDF, ZIP = "application/pdf", "application/zip"


def image(stored: StoredFile) -> HttpResponse:
    with files.open_image(stored) as content:
        image_bytes = content.read()
    answer = _guarded(HttpResponse(image_bytes, content_type=stored.content_type))
    answer.headers["Content-Disposition"] = 'inline; filename="file.jpg"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    """`name` is made by us: letters, digits, hyphens; `kind` is the content type."""
    answer = _guarded(HttpResponse(content, content_type=kind))
    shown = "inline" if kind == PDF else "attachment"
    answer.headers["Content-Disposition"] = f'{shown}; filename="{name}"'
    return answer


def _guarded(answer: HttpResponse) -> HttpResponse:
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
