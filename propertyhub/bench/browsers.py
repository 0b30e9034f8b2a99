"""
A browser without a window: cookies and hidden fields, over HTTP or in this process.

It says that a proxy in front of it ends TLS, as in production.
"""

import html
import http.client
import re
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Protocol
from urllib.parse import urlencode

from django.http.response import HttpResponseBase
from django.test import Client

HOST = "127.0.0.1"
HIDDEN = re.compile(r"<input[^>]*type=\"hidden\"[^>]*>")
NAME, VALUE = re.compile(r'name="([^"]*)"'), re.compile(r'value="([^"]*)"')
BROKEN = (http.client.RemoteDisconnected, ConnectionError)


class WrongAnswer(Exception):
    """A page was not what is measured."""


@dataclass(frozen=True)
class Page:
    status: int
    body: str
    location: str

    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page's forms, the first of each name."""
        found: dict[str, str] = {}
        for field in HIDDEN.findall(self.body):
            name, value = NAME.search(field), VALUE.search(field)
            if name:
                found.setdefault(name[1], html.unescape(value[1]) if value else "")
        return found

    def expect(self, status: int = HTTPStatus.OK) -> "Page":
        """:raises WrongAnswer: if it has another status"""
        if self.status != status:
            raise WrongAnswer(f"{self.status} instead of {status}: {self.body[:500]}")
        return self


class Browser(Protocol):
    def get(self, address: str) -> Page: ...
    def post(self, address: str, fields: Mapping[str, str]) -> Page: ...
    def forget(self) -> None:
        """Lose all cookies, as a browser that never came before."""

    def remember(self, name: str, value: str) -> None:
        """Have a cookie."""


class OverHttp:
    """One connection that is kept alive, as browsers keep theirs."""

    def __init__(self, port: int) -> None:
        self._host = f"{HOST}:{port}"
        self._connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self._cookies: dict[str, str] = {}

    def close(self) -> None:
        self._connection.close()

    def get(self, address: str) -> Page:
        return self._send("GET", address, None)

    def post(self, address: str, fields: Mapping[str, str]) -> Page:
        return self._send("POST", address, urlencode(fields))

    def forget(self) -> None:
        self._cookies.clear()

    def remember(self, name: str, value: str) -> None:
        self._cookies[name] = value

    def _send(self, method: str, address: str, body: str | None) -> Page:
        try:
            return self._exchange(method, address, body)
        except BROKEN:
            # the server closed a connection that was idle for a moment
            self._connection.close()
            return self._exchange(method, address, body)

    def _exchange(self, method: str, address: str, body: str | None) -> Page:
        self._connection.request(method, address, body, self._headers(body))
        with closing(self._connection.getresponse()) as response:
            content = response.read().decode()
            for line in response.headers.get_all("Set-Cookie", []):
                for name, morsel in SimpleCookie(line).items():
                    self._cookies[name] = morsel.value
            location = response.headers.get("Location", "")
            return Page(response.status, content, location)

    def _headers(self, body: str | None) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {
            "Host": self._host,
            "Accept": "text/html",
            "X-Forwarded-Proto": "https",
            "Referer": f"https://{self._host}/",
            "Cookie": cookies,
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers


class InProcess:
    """The same without a server, for counting what a page asks the database."""

    def __init__(self) -> None:
        self._client = Client(
            enforce_csrf_checks=True,
            headers={"referer": f"https://{HOST}/", "x-forwarded-proto": "https"},
            SERVER_NAME=HOST,
        )

    def get(self, address: str) -> Page:
        return self._page(self._client.get(address, secure=True))

    def post(self, address: str, fields: Mapping[str, str]) -> Page:
        return self._page(self._client.post(address, dict(fields), secure=True))

    def forget(self) -> None:
        self._client.cookies.clear()

    def remember(self, name: str, value: str) -> None:
        self._client.cookies[name] = value

    def _page(self, response: HttpResponseBase) -> Page:
        body = getattr(response, "content", b"").decode()
        return Page(response.status_code, body, response.headers.get("Location", ""))
