"""Nothing that a browser is given keeps people from making it larger."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.staticfiles.finders import get_finders
from django.template import engines

FIXED_SIZE = re.compile(r"text-size-adjust\s*:\s*none", re.IGNORECASE)
FIXED_SCALE = re.compile(
    r"maximum-scale|minimum-scale|user-scalable\s*=\s*(no|0)", re.IGNORECASE
)


def style_sheets():
    """Of the project and of every app that brings some."""
    return {
        path: storage
        for finder in get_finders()
        for path, storage in finder.list([])
        if path.endswith(".css")
    }


def templates():
    ours = [Path(one) for engine in engines.all() for one in engine.dirs]
    theirs = [Path(app.path) / "templates" for app in apps.get_app_configs()]
    return [page for folder in ours + theirs for page in folder.rglob("*.html")]


def test_no_style_sheet_fixes_the_size_of_text():
    sheets = style_sheets()
    assert {"propertyhub/site.css", "propertyhub/desk.css"} < set(sheets)
    assert [
        path
        for path, storage in sheets.items()
        if FIXED_SIZE.search(Path(storage.path(path)).read_text(encoding="utf-8"))
    ] == []


def test_no_page_fixes_its_scale():
    pages = templates()
    assert {"page.html", "skeleton.html"} < {page.name for page in pages}
    assert [
        str(page)
        for page in pages
        if FIXED_SCALE.search(page.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (FIXED_SIZE, "html{-webkit-text-size-adjust:none}"),
        (FIXED_SIZE, "text-size-adjust : NONE"),
        (FIXED_SCALE, "width=device-width, maximum-scale=1"),
        (FIXED_SCALE, "user-scalable=no"),
    ],
)
def test_what_fixes_it_is_known(pattern, text):
    assert pattern.search(text)
