"""PDFs from strangers: what only shows pages is kept, all else refused."""

import re
import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from registry.ledger import files, integrity
from registry.ledger.images import MOST_BYTES, PhotoRefused, PhotoTooLarge
from registry.ledger.papers import Paper, pdf_of
from registry.ledger.pdfs import PdfActive, PdfTooLong, PdfUnreadable, clean, is_one
from registry.models import StoredFile
from tests.registry.ledger.documents import ACTIVE, BROKEN, HARMLESS, pdf
from tests.registry.ledger.photos import jpeg, upload

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.filterwarnings("ignore::pypdf.errors.PdfReadWarning")


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_what_shows_pages_is_taken_as_it_came(content):
    assert clean(upload(content)).content == content


def test_a_paper_of_our_own_is_taken():
    paper = Paper(
        title="送达回证",
        issued_by="荷叶地街道办事处",
        number="1",
        issued_on=NOON.date(),
        address="https://hub.example/lists/",
        language="zh-hans",
        sections=(),
        signatures=(),
    )
    content = pdf_of(paper)
    assert clean(upload(content)).content == content


@pytest.mark.parametrize("content", ACTIVE.values(), ids=ACTIVE)
def test_whatever_acts_is_refused(content):
    with pytest.raises(PdfActive):
        clean(upload(content))


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_read_is_refused(content):
    with pytest.raises(PdfUnreadable):
        clean(upload(content))


def test_it_is_bound_in_bytes_and_in_pages():
    clean(upload(pdf(pages=200)))
    with pytest.raises(PdfTooLong):
        clean(upload(pdf(pages=201)))
    with pytest.raises(PhotoTooLarge):
        clean(upload(b"%PDF-1.7" + bytes(MOST_BYTES)))


def test_what_it_is_called_does_not_count():
    assert is_one(upload(pdf(), "photo.jpg"))
    assert not is_one(upload(jpeg() + pdf(), "paper.pdf"))
    assert not is_one(upload(b"", "paper.pdf"))


def test_every_refusal_says_something_else():
    said = {str(one().message) for one in (PdfActive, PdfTooLong, PdfUnreadable)}
    assert len(said) == 3
    assert all(issubclass(one, PhotoRefused) for one in (PdfActive, PdfTooLong))


@pytest.mark.django_db
def test_it_is_kept_under_a_name_of_ours(media_files):
    content = pdf()
    files.keep_pdf(clean(upload(content, "../../x.pdf")), now=NOON, purpose="proof")

    row = StoredFile.objects.get()
    assert re.fullmatch(r"files/[0-9a-f]{2}/[0-9a-f]{32}\.pdf", row.path)
    assert (row.content_type, row.width, row.height) == ("application/pdf", None, None)
    assert row.sha256 == sha256(content).hexdigest()
    assert media_files() == [row.path]
    assert list(integrity.problems(now=NOON)) == []


@pytest.fixture
def media_files(settings):
    def found():
        media = Path(settings.MEDIA_ROOT)
        paths = (one for one in media.rglob("*") if one.is_file())
        return [one.relative_to(media).as_posix() for one in paths]

    return found


READ_AND_TELL_THE_MEMORY = """
import sys
import django
django.setup()
from django.core.files import File
from registry.ledger.images import PhotoRefused
from registry.ledger.pdfs import clean
for name in sys.argv[1:]:
    with open(name, "rb") as file:
        try:
            clean(File(file))
        except PhotoRefused:
            pass
status = open("/proc/self/status").read().split()
print(status[status.index("VmHWM:") + 1])
"""


def test_the_largest_and_the_most_hostile_fit_into_half_a_gigabyte(tmp_path):
    endless = "[" * 20_000 + "]" * 20_000
    many = [f"<< /Next {number + 5} 0 R >>" for number in range(60_000)]
    hostile = {
        "deep": pdf(endless, catalog="/Deep 4 0 R"),
        "long": pdf(*many, catalog="/First 4 0 R"),
        "loop": pdf("<< /Next 5 0 R >>", "<< /Next 4 0 R >>", catalog="/A 4 0 R"),
        "large": pdf("<< >>\nstream\n" + "x" * 9_000_000 + "\nendstream"),
    }
    names = []
    for name, content in hostile.items():
        path = tmp_path / name
        path.write_bytes(content)
        names.append(str(path))

    told = subprocess.run(
        [sys.executable, "-c", READ_AND_TELL_THE_MEMORY, *names],
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
        text=True,
    )

    assert int(told.stdout) < 512 * 1024, f"{int(told.stdout) // 1024} MB"
