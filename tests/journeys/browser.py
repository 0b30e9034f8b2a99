"""
A plain browser for journeys: it knows HTTP, cookies, links and forms, and no Django.

A form is filled by the names of its fields and sent as it stands on the page, hidden
fields and chosen defaults with it, so that a journey proves what a person could do
without scripts.
"""

import mimetypes
import uuid
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import PurePath
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener

UNSENT = {"submit", "button", "image", "reset", "file"}


@dataclass
class Form:
    """One form of a page; `values` are what it would send as it stands."""

    action: str
    method: str
    multipart: bool
    values: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, **changes: str) -> list[tuple[str, str]]:
        """:raises AssertionError: if the page has no such field or no such choice"""
        for name, value in changes.items():
            assert name in self.choices, f"no field {name} in {sorted(self.choices)}"
            offered = self.choices[name]
            assert not offered or value in offered, f"{name} offers {offered}"
        kept = [(name, value) for name, value in self.values if name not in changes]
        return kept + list(changes.items())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._form: Form | None = None
        self._select: tuple[str, list[str], str | None] | None = None
        self._area: tuple[str, list[str]] | None = None
        self._link: tuple[str, list[str]] | None = None
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in ("script", "style"):
            self._hidden += 1
        elif tag == "a" and "href" in values:
            self._link = (values["href"], [])
        elif tag == "form":
            self._form = Form(
                values.get("action", ""),
                values.get("method", "get").lower(),
                values.get("enctype") == "multipart/form-data",
            )
            self.forms.append(self._form)
        elif self._form is not None and "name" in values and "disabled" not in values:
            self._field(tag, values)
        if tag == "option" and self._select is not None:
            self._select[1].append(values.get("value", ""))
            if "selected" in values:
                name, offered, _ = self._select
                self._select = (name, offered, values.get("value", ""))

    def _field(self, tag: str, values: dict[str, str]) -> None:
        assert self._form is not None
        name = values["name"]
        if tag == "button":
            # sent when it is tapped, as any other choice
            self._form.choices.setdefault(name, []).append(values.get("value", ""))
        if tag == "select":
            self._select = (name, [], None)
        elif tag == "textarea":
            self._area = (name, [])
        elif tag == "input" and values.get("type") in ("radio", "checkbox"):
            self._form.choices.setdefault(name, []).append(values.get("value", "on"))
            if "checked" in values:
                self._form.values.append((name, values.get("value", "on")))
        elif tag == "input":
            self._form.choices.setdefault(name, [])
            if values.get("type", "text") not in UNSENT:
                self._form.values.append((name, values.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._hidden -= 1
        elif tag == "a" and self._link is not None:
            self.links.append((self._link[0], " ".join("".join(self._link[1]).split())))
            self._link = None
        elif tag == "form":
            self._form = None
        elif self._form is not None and tag == "select" and self._select is not None:
            name, offered, chosen = self._select
            self._form.choices[name] = offered
            chosen = chosen if chosen is not None else (offered or [""])[0]
            self._form.values.append((name, chosen))
            self._select = None
        elif self._form is not None and tag == "textarea" and self._area is not None:
            self._form.choices.setdefault(self._area[0], [])
            self._form.values.append((self._area[0], "".join(self._area[1]).strip()))
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area[1].append(data)
        elif not self._hidden:
            self.words.append(data)
        if self._link is not None:
            self._link[1].append(data)


@dataclass
class Page:
    """An answer: where it came from, its words as a person reads them, its forms."""

    status: int
    url: str
    text: str
    html: str
    forms: list[Form]
    links: list[tuple[str, str]]

    def form(self, ending: str) -> Form:
        """The form whose address ends like this; of the page itself, by ''."""
        found = [form for form in self.forms if form.action.endswith(ending)]
        if ending == "":
            found = [form for form in self.forms if form.action in ("", self.url)]
        assert found, f"no form {ending!r} at {self.url}: {self.text[:600]}"
        return found[0]

    def own_form(self) -> Form:
        """The form by which the page itself goes on."""
        found = [
            form
            for form in self.forms
            if form.method == "post" and form.action in ("", self.url)
        ]
        assert found, f"no form of its own at {self.url}: {self.text[:600]}"
        return found[-1]

    def has_form(self, ending: str) -> bool:
        return any(form.action.endswith(ending) for form in self.forms)

    def link(self, words: str) -> str:
        """The address behind the first link with these words in it."""
        found = [href for href, text in self.links if words in text]
        assert found, f"no link {words!r} at {self.url}: {self.links}"
        return found[0]


class Browser:
    """One person's browser, with cookies of its own and a language."""

    def __init__(self, site: str, language: str) -> None:
        self.site, self.language = site, language
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def open(self, address: str) -> Page:
        return self._send(Request(urljoin(self.site, address)))

    def send(
        self,
        page: Page,
        form: Form,
        *,
        photos: dict[str, tuple[str, bytes]] | None = None,
        **changes: str,
    ) -> Page:
        """Fill a form of the page and send it."""
        url = urljoin(page.url, form.action or page.url)
        fields = form.filled(**changes)
        if form.method == "get":
            return self._send(Request(f"{url.split('?')[0]}?{urlencode(fields)}"))
        body, kind = (
            _multipart(fields, photos or {})
            if form.multipart
            else (
                urlencode(fields).encode(),
                "application/x-www-form-urlencoded",
            )
        )
        return self._send(
            Request(url, data=body, headers={"Content-Type": kind, "Referer": page.url})
        )

    def _send(self, request: Request) -> Page:
        request.add_header("Accept-Language", self.language)
        try:
            answer = self._opener.open(request, timeout=60)
        except HTTPError as refused:
            answer = refused
        with answer:
            html = answer.read().decode("utf-8", errors="replace")
            reader = _Reader()
            reader.feed(html)
            return Page(
                status=answer.status,
                url=answer.url,
                text=" ".join(" ".join(reader.words).split()),
                html=html,
                forms=reader.forms,
                links=reader.links,
            )


def _multipart(
    fields: list[tuple[str, str]], photos: dict[str, tuple[str, bytes]]
) -> tuple[bytes, str]:
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        f"{value}\r\n".encode()
        for name, value in fields
    ]
    for name, (filename, content) in photos.items():
        kind = mimetypes.types_map.get(PurePath(filename).suffix, "application/x")
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; '
            f'filename="{filename}"\r\nContent-Type: {kind}\r\n\r\n'
        )
        parts.append(head.encode() + content + b"\r\n")
    return b"".join([*parts, f"--{mark}--\r\n".encode()]), (
        f"multipart/form-data; boundary={mark}"
    )
