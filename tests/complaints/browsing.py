"""A browser for tests: reads the forms of a page and sends them as a person would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin


@dataclass
class Form:
    """One form of a page: where it goes, and what it would send as it stands."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, **typed: object) -> dict[str, object]:
        return {**self.values, **typed}


@dataclass
class Read:
    """What a page holds: its forms, its links, and the addresses that it loads."""

    forms: list[Form]
    links: list[str]
    sources: list[str]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.read = Read([], [], [])
        self.form: Form | None = None
        self.select: str | None = None
        self.textarea: str | None = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        match tag:
            case "a" if given.get("href"):
                self.read.links.append(given["href"])
            case "img" | "source" if address := given.get("src") or given.get("srcset"):
                self.read.sources.append(address)
            case "form":
                method = (given.get("method") or "get").lower()
                self.form = Form(given.get("action") or "", method)
                self.read.forms.append(self.form)
            case "input" if self.form is not None:
                self._input(given)
            case "select":
                self.select = given.get("name")
            case "option" if self.form is not None and "selected" in given:
                self._add(self.select, given.get("value", ""))
            case "textarea" if self.form is not None:
                self.textarea = given.get("name")
                self._add(self.textarea, "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        if tag == "textarea":
            self.textarea = None

    def handle_data(self, data):
        if self.form is not None and self.textarea:
            # Browsers drop the line break that templates put before a text.
            typed = self.form.values[self.textarea]
            typed[-1] = (typed[-1] + data).removeprefix("\n")

    def _input(self, given):
        kind = given.get("type", "text")
        unchosen = kind in ("radio", "checkbox") and "checked" not in given
        if given.get("name") and kind not in ("file", "submit") and not unchosen:
            self._add(given["name"], given.get("value") or "")

    def _add(self, name, value):
        if self.form is not None:
            self.form.values.setdefault(name, []).append(value)


def read(response):
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader.read


def main_form(response):
    """
    The form with a version or a key, or else the last: the page's own one, not one of
    the acts that are offered beside it.
    """
    forms = [
        form
        for form in read(response).forms
        if form.method == "post" and "/act/" not in form.action
    ]
    own = [form for form in forms if {"key", "version"} & set(form.values)]
    return (own or forms)[-1]


def form_with(response, name):
    """The form that asks for this field."""
    return next(form for form in read(response).forms if name in form.values)


def errors_of(response):
    """The messages of the error summary and of the fields, as one text."""
    return " ".join(
        str(error)
        for errors in response.context["form"].errors.values()
        for error in errors
    )


def page_of(base, link):
    """The address behind a link of our own site, without its fragment; or None."""
    address = urljoin(base, link)
    return address.partition("#")[0] if address.startswith("/") else None
