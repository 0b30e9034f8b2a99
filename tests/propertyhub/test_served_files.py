"""
Every address behind which a private file lies: for whom, with which headers.

The views are read from the URLconf: one that serves files and is not told of here turns
the first test red.
"""

import inspect
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from PIL import ExifTags, Image, ImageStat

from complaints.models import Photo
from complaints.states import PhotoKind
from ratings.operations.inspecting import Found
from ratings.states import ListingAction, Mark
from registry.ledger import files
from registry.ledger.pdfs import CleanPdf
from registry.views import downloads
from tests.complaints import flow, paths, tracking
from tests.complaints.paths import after
from tests.ratings import inspected
from tests.ratings.listings.people import WEDNESDAY, lists
from tests.registry.ledger import documents
from tests.registry.ledger import photos as uploads

__all__ = ["lists"]

ROOT = Path(__file__).parents[2]
OURS = ("registry.", "complaints.", "ratings.", "propertyhub.")
# The only places that touch what is stored.
TOUCH_FILES = {
    "registry/ledger/files.py",
    "registry/ledger/integrity.py",
    "registry/views/downloads.py",
    "ratings/listing_archives.py",
}


def photo():
    """On its side, and full of what nobody else may learn."""
    content = uploads.jpeg_with_everything()
    now = after(4)
    return files.store_image(uploads.upload(content), now=now, purpose="test")


def visitor(user):
    browser = Client()
    if user is not None:
        browser.force_login(user)
    return browser


def by_receipt(case):
    browser = Client()
    tracking.by_receipt(browser, case)
    return browser


def photo_of_a_case(town, _lists):
    case = paths.rectified(town, photos=[photo()])
    row = Photo.objects.get(case=case, kind=PhotoKind.COMPLAINT)
    return f"/photos/{row.file_id}/", by_receipt(case), by_receipt(town.file())


def photo_that_belongs_to_no_case_yet(_town, _lists):
    browser, other = Client(), Client()
    content = uploads.jpeg_with_everything()
    flow.answer(browser, until=flow.DETAILS)
    address = flow.photos_go_to(browser)
    sent = browser.post(address, {"photo": uploads.upload(content)})
    other.get("/track/")
    return sent.json()["url"], browser, other


def photo_of_an_inspection(town, _lists):
    found = [
        Found(Mark.HALF, "The lane is blocked.", [photo()]),
        Found(Mark.FULL),
        Found(Mark.FULL),
    ]
    row = inspected.inspected(town, found=found)
    shown = row.items.get(position=1).photos.get()
    return (
        reverse("ratings:inspection_photo", args=[shown.file_id]),
        visitor(town.manager.user),
        visitor(town.rival_manager.user),
    )


def _defended(lists):
    listing = lists.notified()
    lists.serve(listing, proof=photo())
    lists.defend(listing, file=photo(), now=WEDNESDAY)
    return listing, listing.steps.get(action=ListingAction.DEFEND).number


def file_of_a_firm(town, lists):
    listing, number = _defended(lists)
    return (
        reverse("firm_lists:file", args=[listing.number, number]),
        visitor(lists.firm.user),
        visitor(town.rival_manager.user),
    )


def pdf_of_a_firm(town, lists):
    listing = lists.served()
    sent = CleanPdf(documents.pdf())
    file = files.keep_pdf(sent, now=after(4), purpose="test")
    lists.defend(listing, file=file, now=WEDNESDAY)
    number = listing.steps.get(action=ListingAction.DEFEND).number
    return (
        reverse("firm_lists:file", args=[listing.number, number]),
        visitor(lists.firm.user),
        visitor(town.rival_manager.user),
    )


def paper_of_a_firm(town, lists):
    listing, _number = _defended(lists)
    return (
        reverse("firm_lists:paper", args=[listing.number, "notice"]),
        visitor(lists.firm.user),
        visitor(town.rival_manager.user),
    )


def at_the_desk(name, *more):
    def build(town, lists):
        listing, number = _defended(lists)
        rest = [number if one == "number" else one for one in more]
        return (
            reverse(f"admin:ratings_listing_{name}", args=[listing.pk, *rest]),
            visitor(lists.pan.user),
            visitor(town.carl.user),
        )

    return build


desk_file = at_the_desk("file", "number")
desk_paper = at_the_desk("paper", "notice")
desk_archive = at_the_desk("archive")

# By the name of its address: one or more files, each with who sees it and who does not.
SERVED: dict[str, dict[str, Any]] = {
    "complaints:photo": {
        "of a case": photo_of_a_case,
        "of no case yet": photo_that_belongs_to_no_case_yet,
    },
    "ratings:inspection_photo": {"of an inspection": photo_of_an_inspection},
    "firm_lists:file": {
        "of a defence": file_of_a_firm,
        "of a defence, a PDF": pdf_of_a_firm,
    },
    "firm_lists:paper": {"of a notice": paper_of_a_firm},
    "admin:ratings_listing_file": {"at the desk": desk_file},
    "admin:ratings_listing_paper": {"at the desk": desk_paper},
    "admin:ratings_listing_archive": {"at the desk": desk_archive},
}
# Of files that hold photos, how many; papers and PDFs hold none.
PHOTOS_IN = {
    photo_of_a_case: 1,
    photo_that_belongs_to_no_case_yet: 1,
    photo_of_an_inspection: 1,
    file_of_a_firm: 1,
    pdf_of_a_firm: 0,
    paper_of_a_firm: 0,
    desk_file: 1,
    desk_paper: 0,
    desk_archive: 2,
}
EACH = [
    pytest.param(build, id=f"{name} {what}")
    for name, files in SERVED.items()
    for what, build in files.items()
]


def addresses(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The name and the view of every address, through what decorates it."""
    for each in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(each, URLPattern):
            yield f"{prefix}{each.name}", inspect.unwrap(each.callback)
            continue
        inner = f"{each.namespace}:" if each.namespace else prefix
        yield from addresses(each.url_patterns, inner)


def serves_files(view: Any, seen: set[Any]) -> bool:
    """Whether the code that the view reaches by name comes to the downloads."""
    if not isinstance(view, FunctionType) or view in seen:
        return False
    seen.add(view)
    names = view.__code__.co_names
    found = [view.__globals__[name] for name in names if name in view.__globals__]
    modules = [
        one
        for one in found
        if isinstance(one, ModuleType) and one.__name__.startswith(OURS)
    ]
    found += [getattr(one, name, None) for one in modules for name in names]
    if any(one in SENDERS for one in found if isinstance(one, FunctionType)):
        return True
    reached = (inspect.unwrap(one) for one in found if isinstance(one, FunctionType))
    return any(
        serves_files(one, seen) for one in reached if one.__module__.startswith(OURS)
    )


SENDERS = [
    member
    for name, member in inspect.getmembers(downloads, inspect.isfunction)
    if member.__module__ == downloads.__name__
]


@pytest.fixture
def served(town, lists):
    with time_machine.travel(after(7), tick=False):
        yield lambda build: build(town, lists)


def photos_in(answer):
    """The photo itself, or those in an archive."""
    kind = answer.headers["Content-Type"]
    if kind == downloads.ZIP:
        with ZipFile(BytesIO(answer.content)) as archive:
            names = [one for one in archive.namelist() if one.endswith(".jpg")]
            return [archive.read(one) for one in names]
    return [answer.content] if kind == "image/jpeg" else []


def test_every_address_that_serves_files_is_looked_at_here():
    found = {name for name, view in addresses() if serves_files(view, set())}
    assert found == set(SERVED)


def parts_of(answer: Any, name: str) -> set[str]:
    return set(re.split(r"[;,] ", answer.headers[name]))


@pytest.mark.parametrize("build", EACH)
def test_nothing_can_be_made_of_a_file_but_what_it_is(served, build):
    address, owner, _other = served(build)

    answer = owner.get(address)

    assert answer.status_code == 200
    kind = answer.headers["Content-Type"]
    assert kind in {"image/jpeg", "application/pdf", "application/zip"}
    shown = "inline" if kind == "image/jpeg" else "attachment"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith(f'{shown}; filename="')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert {"private", "no-store"} <= parts_of(answer, "Cache-Control")
    policy = parts_of(answer, "Content-Security-Policy")
    assert policy == {"sandbox", "default-src 'none'", "frame-ancestors 'none'"}


# Start of a JPEG's pixels: tables of numbers, the frame, and JFIF, which has no words.
BARE = {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDD}
APP1 = 0xE1


def test_the_photo_that_is_sent_has_everything_to_hide():
    content = uploads.jpeg_with_everything()
    tags = Image.open(BytesIO(content)).getexif()
    assert APP1 in uploads.segments_of(content)
    assert tags.get_ifd(ExifTags.IFD.GPSInfo)
    assert tags.get_ifd(ExifTags.IFD.IFD1)[513]
    assert all(secret in content for secret in uploads.SECRETS[:4])
    assert tags[ExifTags.Base.Orientation] == 6


@pytest.mark.parametrize("build", EACH)
def test_no_photo_that_is_served_tells_place_camera_owner_or_thumbnail(served, build):
    address, owner, _other = served(build)

    shown = photos_in(owner.get(address))

    assert len(shown) == PHOTOS_IN[build]
    for content in shown:
        assert set(uploads.segments_of(content)) <= BARE
        assert not [secret for secret in uploads.SECRETS if secret in content]
        picture = Image.open(BytesIO(content))
        assert dict(picture.getexif()) == {}
        # what lay on its side stands upright: red above, blue below
        assert picture.size == (240, 320)
        top, bottom = picture.crop((0, 0, 240, 20)), picture.crop((0, 300, 240, 320))
        (red, _green, blue) = ImageStat.Stat(top).mean
        assert red > 150 > blue
        (red, _green, blue) = ImageStat.Stat(bottom).mean
        assert blue > 150 > red


@pytest.mark.parametrize("build", EACH)
def test_the_address_of_one_is_nothing_to_another(served, build):
    address, owner, other = served(build)

    assert owner.get(address).status_code == 200
    for browser in (other, Client()):
        answer = browser.get(address)
        assert answer.status_code in {302, 403, 404}
        assert answer.headers["Content-Type"].startswith("text/html")
    assert owner.get(address).status_code == 200


@pytest.mark.parametrize("build", EACH)
def test_nobody_sees_it_after_logging_out(served, build):
    address, owner, _other = served(build)
    assert owner.get(address).status_code == 200

    owner.logout()

    assert owner.get(address).status_code in {302, 403, 404}


def test_stored_files_are_touched_in_few_places():
    touching = {
        path.relative_to(ROOT).as_posix()
        for app in OURS
        for path in (ROOT / app.strip(".")).rglob("*.py")
        if {"open_stored", "default_storage", "FileResponse", "StreamingHttpResponse"}
        & set(_names(path))
    }
    assert touching <= TOUCH_FILES


def _names(path: Path) -> tuple[str, ...]:
    code = compile(path.read_text(), str(path), "exec")
    return tuple(_names_of(code))


def _names_of(code: Any) -> Iterator[str]:
    yield from code.co_names
    for one in code.co_consts:
        if hasattr(one, "co_names"):
            yield from _names_of(one)
