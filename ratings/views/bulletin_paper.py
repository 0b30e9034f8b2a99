"""A bulletin as an official document on paper, with the words of its page."""

import hashlib
from collections.abc import Iterator

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from ratings import bulletin_wording
from ratings.bulletin_wording import Figures
from ratings.models import Bulletin
from ratings.views import answering, bulletins, speaking
from registry.ledger.papers import Language, Paper, Section, Table, pdf_of

PDF = "application/pdf"
KEPT_SECONDS = 24 * 3600
CHINESE_NUMBERS = "一二三四五六七八九十"


@require_safe
def bulletin_pdf(request: HttpRequest, period: str) -> HttpResponse:
    """The paper of one version, in the language that the address names."""
    found = bulletins.published(request, period)
    language = speaking.asked_language(request)
    with translation.override(language):
        paper = paper_of(found, "en" if language == "en" else "zh-hans")
    mark = hashlib.sha256(f"{answering.edition()} {paper!r}".encode()).hexdigest()
    return answering.file(request, lambda: made(paper, mark), kind=PDF, mark=mark)


def paper_of(found: Bulletin, language: Language) -> Paper:
    """All that the paper says; its language has to be the active one."""
    assert found.published_at is not None
    body = found.figures["issuing_body"]
    return Paper(
        title=bulletin_wording.title(found.period),
        issued_by=body,
        number=found.number,
        issued_on=timezone.localtime(found.published_at).date(),
        address=settings.SITE_URL + reverse("ratings:bulletin", args=[found.period]),
        language=language,
        sections=(*_before(found), *_numbered(_sections(found), language)),
        signatures=(body,),
        made_up=settings.DEMO,
    )


def made(paper: Paper, mark: str) -> bytes:
    """Set, or taken from the cache, where it lies by its content."""
    key = f"paper:{mark}"
    pdf: bytes | None = cache.get(key)
    if pdf is None:
        pdf = pdf_of(paper)
        cache.set(key, pdf, KEPT_SECONDS)
    return pdf


def _before(found: Bulletin) -> Iterator[Section]:
    if found.introduction:
        yield Section("", (found.introduction,))


def _numbered(sections: Iterator[Section], language: Language) -> Iterator[Section]:
    for index, section in enumerate(sections):
        number = f"{CHINESE_NUMBERS[index]}、" if language != "en" else f"{index + 1}. "
        yield Section(number + section.heading, section.paragraphs, section.table)


def _sections(found: Bulletin) -> Iterator[Section]:
    figures = found.figures
    if found.changes:
        yield _changes(found)
    yield Section(
        _("Filed and settled"),
        tuple(bulletin_wording.opening(figures)),
        _totals(found),
    )
    yield Section(_("Praised and lagging behind"), tuple(_verdicts(figures)))
    yield Section(_("How many firms are rated"), (bulletin_wording.firms(figures),))
    yield Section(_("Enforcement in the half-month"), table=_enforcement(figures))
    yield Section(
        _("Red and black lists"),
        (*_list_changes(figures), bulletin_wording.low_ratings(figures)),
    )
    yield Section(
        _("Delayed cases"), (bulletin_wording.delayed(figures),), _delayed(found)
    )
    yield Section(
        _("What these figures do not say"),
        (
            bulletin_wording.without_filings(figures),
            bulletin_wording.names(figures["without_filings"]),
        ),
    )
    if found.remarks:
        yield Section(_("Remarks"), (found.remarks,))


def _changes(found: Bulletin) -> Section:
    told = bulletin_wording.changes(found.changes, found.figures)
    head = (_("Region"), _("Figure"), _("Was"), _("Is"))
    rows = tuple(
        (each["of"], each["figure"], each["before"], each["after"]) for each in told
    )
    return Section(
        _("What the correction changed"),
        (found.review.reason,),
        Table(head, rows) if rows else None,
    )


def _totals(found: Bulletin) -> Table:
    head = (
        _("Region"),
        _("Accepted in the half-month"),
        _("Settled in the half-month"),
        _("Waiting at its end"),
        _("Settlement rate"),
        _("Satisfaction"),
        _("Reply rate"),
    )
    rows = tuple(
        (
            row["name"],
            row["accepted"],
            row["settled"],
            row["waiting"],
            row["settlement_rate"],
            row["satisfaction"],
            row["reply_rate"],
        )
        for row in bulletin_wording.totals(found.figures)
    )
    return Table(head, rows)


def _verdicts(figures: Figures) -> Iterator[str]:
    verdicts = (
        (_("Praised"), bulletin_wording.names(figures["praised"])),
        (_("Lagging behind"), bulletin_wording.names(figures["lagging"])),
    )
    for name, value in verdicts:
        yield _("%(name)s: %(value)s") % {"name": name, "value": value or _("nobody")}


def _enforcement(figures: Figures) -> Table:
    head = (
        pgettext("of enforcement", "Measure"),
        pgettext("of enforcement", "Number"),
    )
    return Table(head, tuple(bulletin_wording.enforcement(figures)))


def _list_changes(figures: Figures) -> Iterator[str]:
    for name, numbers in bulletin_wording.list_changes(figures):
        value = _(", ").join(numbers) or _("none")
        yield _("%(name)s: %(value)s") % {"name": name, "value": value}


def _delayed(found: Bulletin) -> Table | None:
    cases = bulletin_wording.delayed_cases(found.figures)
    if not cases:
        return None
    rows = tuple(
        (each["number"], each["region"], each["category"], each["stage"])
        for each in cases
    )
    head = (_("Case"), _("Region"), _("Category"), _("Waited for"))
    return Table(head, rows, shares=(4, 3, 4, 3))
