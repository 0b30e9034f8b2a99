"""The command as `make check` and `make translations` call it."""

import re
import shutil

import pytest
from django.core.management import CommandError, call_command

CATALOGUE = "zh_Hans/LC_MESSAGES/django.po"


@pytest.fixture
def locale(settings, tmp_path):
    """A copy of the real folder, so that a test may spoil it."""
    folder = tmp_path / "locale"
    shutil.copytree(settings.LOCALE_PATHS[0], folder)
    settings.LOCALE_PATHS = [folder]
    call_command("translations", "--extract")
    return folder


def problems():
    with pytest.raises(CommandError) as refused:
        call_command("translations", "--check")
    return str(refused.value)


def test_a_text_that_the_catalogue_does_not_have_is_found(locale):
    path = locale / CATALOGUE
    entry = re.search(r'#[^\n]*\nmsgid "Demo data"\n[^\n]*\n\n', path.read_text())
    assert entry
    path.write_text(path.read_text().replace(entry[0], ""))
    assert "not that of the code" in problems()


def test_a_text_without_a_translation_is_named(locale):
    path = locale / CATALOGUE
    path.write_text(path.read_text().replace('msgstr "演示数据"', 'msgstr ""'))
    assert "'Demo data': not translated" in problems()


def test_an_extraction_puts_back_what_is_missing(locale):
    path = locale / CATALOGUE
    whole = path.read_text()
    call_command("translations", "--extract")
    assert path.read_text() == whole
