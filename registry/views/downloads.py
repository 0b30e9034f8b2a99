"""
Files on their way to who may see them: for nobody to keep, and nothing to run in.

Whatever a person sent is served from here and nowhere else. The view has asked before,
on this request, whether its reader may see it.
"""

from django.http import HttpResponse

from registry.ledger import files
from registry.models import StoredFile
from registry.models.stored_file import JPEG, PDF

__all__ = ["PDF", "ZIP", "download", "stored"]

# What a browser may do with a file that somebody sent: show it, by itself.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
ZIP = "application/zip"


def stored(file: StoredFile) -> HttpResponse:
    """A photo that was made anew, to be seen; anything else only to be taken away."""
    with files.open_stored(file) as content:
        whole = content.read()
    if file.content_type != JPEG:
        return download(whole, f"file.{files.SUFFIXES[file.content_type]}", PDF)
    answer = _guarded(HttpResponse(whole, content_type=JPEG))
    answer.headers["Content-Disposition"] = 'inline; filename="photo.jpg"'
    return answer


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    """
    `name` is made by us: letters, digits, hyphens; `kind` is the content type.

    Never shown in the page's own place: a browser's viewer would run what is in it, and
    opens nothing in a sandbox.
    """
    answer = _guarded(HttpResponse(content, content_type=kind))
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _guarded(answer: HttpResponse) -> HttpResponse:
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
