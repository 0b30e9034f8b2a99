"""What the messages say, read at the desk before anybody gets one."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from complaints import codes, notice_texts
from complaints.admin.texts import EXAMPLE
from tests.complaints.desk import Desk, texts
from tests.complaints.test_web_notices import SNAPSHOT

ADDRESS = "/admin/complaints/case/texts/"
USED = re.compile(r"{{\s*(\w+)")


@pytest.fixture
def page(town):
    return Desk(town.anna.user).client.get(ADDRESS)


def wordings(page):
    return dict(page.context["texts"])


def test_every_message_stands_there_in_both_languages(page):
    assert sorted(wordings(page)) == sorted(SNAPSHOT)
    shown = texts(page)
    for name in ("reported", "digest"):
        chinese, english = wordings(page)[name]
        assert f'lang="zh-hans">{chinese.text}<' in shown
        assert f'lang="en">{english.text}<' in shown
    assert "【物业大家谈】下级单位共有3件诉求超期，请登录查看。" in shown


def test_it_says_what_a_message_costs(page):
    chinese, english = wordings(page)["digest"]
    assert (chinese.length, chinese.parts) == (26, 1)
    assert english.parts == -(-english.length // 67) == 2
    assert "26 characters" in texts(page)
    assert "2 text messages" in texts(page)


def test_no_value_of_a_message_is_left_empty():
    used = {
        name
        for path in notice_texts.TEXTS.glob("*.txt")
        for name in USED.findall(path.read_text())
    }
    assert used <= {"link", *EXAMPLE}


def test_no_link_of_the_preview_opens_a_case(page):
    tokens = re.findall(r"/v/([^/]+)/", texts(page))
    assert len(tokens) == 2 * len(notice_texts.ASKS_FOR_AN_ANSWER)
    assert {codes.read_visit_token(token).case_id for token in tokens} == {0}


def test_a_firm_does_not_see_it(town):
    answer = Desk(town.manager.user).client.get(ADDRESS)
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]


def test_the_names_are_those_of_the_files():
    folder = Path(settings.BASE_DIR) / "templates"
    for name in notice_texts.names():
        assert (folder / notice_texts.file_of(name)).is_file()
