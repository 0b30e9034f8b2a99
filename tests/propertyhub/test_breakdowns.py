"""Pages about trouble: both languages, plain words, whom to call, what became of it."""

import os
import re
import subprocess
import sys
from http import HTTPStatus

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.csrf import csrf_failure
from django.views.defaults import bad_request, page_not_found, permission_denied

from propertyhub import breakdowns
from tests import programs

JARGON = re.compile(
    r"\b(4\d\d|50\d|HTTP|error|server|request|token|CSRF|null|exception)\b|服务器|请求|令牌",
    re.IGNORECASE,
)
# what each says of what was typed, or of what was filed, in words of its own
KEPT = {
    400: ("what you typed is usually still there", "填写的内容一般还在"),
    403: ("Nothing was changed", "没有任何改动。如果应当由您办理"),
    "403 of a form": ("copy what you typed", "复制"),
    404: ("Cases do not get lost", "不会丢失"),
    429: ("Nothing that was filed is affected", "不受影响"),
    500: ("sending it again never makes a second case", "再次提交不会重复立案"),
    503: ("go back and send it again", "返回上一页后再次提交"),
}
LANGUAGES = ("en", "zh-hans")
BREAK = """
import sys
from django.template import engines
from django.test import Client
engines["django"].engine.dirs[:] = ["/nowhere"]
answer = Client(raise_request_exception=False).get(sys.argv[1], HTTP_HOST="localhost")
print(answer.status_code, answer.headers.get("Retry-After"))
print(answer.content.decode())
"""


def asked():
    request = RequestFactory().get("/somewhere/")
    request.COOKIES = {}
    request.user = None
    return request


def pages():
    """Each page about trouble, as it is sent."""
    return {
        400: bad_request(asked(), SuspiciousOperation()),
        403: permission_denied(asked(), PermissionDenied()),
        "403 of a form": csrf_failure(asked()),
        404: page_not_found(asked(), Http404()),
        429: render(asked(), "429.html", status=429),
        500: breakdowns.server_error(asked()),
        503: _answered_to(OperationalError()),
    }


def _answered_to(exception):
    try:
        raise exception
    except type(exception):
        return breakdowns.server_error(asked())


def words_of(answer):
    shown = answer.content.decode().partition("<main")[2].partition("</main")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", KEPT)
def test_a_page_about_trouble_says_what_became_of_it_and_whom_to_call(name, language):
    with translation.override(language):
        answer = pages()[name]
        words = words_of(answer)
    assert answer.status_code == int(str(name)[:3])
    assert KEPT[name][LANGUAGES.index(language)] in words
    assert 'href="tel:12345"' in answer.content.decode()
    assert 'href="/"' in answer.content.decode()
    assert JARGON.findall(words) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_pages_about_trouble_say_the_same(language):
    """Each has a heading, a title and a sentence about the draft that no other has."""
    with translation.override(language):
        shown = [answer.content.decode() for answer in pages().values()]
    for part in (r"<title>(.*?)</title>", r"<h1>(.*?)</h1>", r"<p>(.*?)</p>"):
        said = [re.search(part, page, re.DOTALL)[1] for page in shown]
        assert len(set(said)) == len(KEPT), part


def run_broken(address, **told):
    """Ask in a process where the templates are broken, and whatever else is told."""
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{BREAK}", address],
        cwd=programs.ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "propertyhub.settings", **told},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    ).stdout


NOTHING_WORKS = {
    "DEMO": "1",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


def test_the_page_stands_with_templates_database_and_cache_broken():
    # a page that would not even ask the database
    out = run_broken("/privacy/", **NOTHING_WORKS)
    assert out.startswith(f"{HTTPStatus.INTERNAL_SERVER_ERROR} None")
    assert "系统出了问题" in out
    assert "Something broke on our side" in out


def test_a_database_that_is_away_asks_to_come_back():
    out = run_broken("/rankings/", **NOTHING_WORKS)
    assert out.startswith(f"{HTTPStatus.SERVICE_UNAVAILABLE} 60")
    assert "系统正在维护" in out
    assert "We are working on the system" in out


def test_a_real_address_that_does_not_exist_is_told_in_chinese(db, settings):
    settings.LANGUAGE_CODE = "zh-hans"
    answer = Client().get("/nowhere/")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert 'lang="zh-hans"' in answer.content.decode()
