"""The whole file of an entry as one archive: papers, proofs, defence, history."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ratings.listing_papers import is_made_up, kinds_of, paper_of
from ratings.models import Listing, ListingStep
from ratings.queries import listing_desk
from registry.ledger import files
from registry.ledger.archives import Entry, archive_of
from registry.ledger.papers import Language, pdf_of
from registry.ledger.sheets import csv_of


def archive(listing: Listing, *, language: Language, now: datetime) -> bytes:
    """
    The ZIP with its index: the papers, what lay with each step, and the history.

    :raises PaperNotMade: if the typesetter fails
    """
    steps = listing_desk.steps_of(listing)
    with translation.override(language):
        name = _("File of the entry %(number)s") % {"number": listing.number}
        entries = [
            *_papers(listing, steps, language),
            *_texts(steps),
            *_proofs(steps),
            _history(steps, now),
        ]
    return archive_of(name, entries, language=language, made_up=is_made_up(listing))


def _papers(
    listing: Listing, steps: Sequence[ListingStep], language: Language
) -> Iterator[Entry]:
    for kind in kinds_of(steps):
        paper = paper_of(listing, steps, kind, language)
        if paper is not None:
            yield Entry(str(kind.label), paper.issued_on, pdf_of(paper))


def _texts(steps: Sequence[ListingStep]) -> Iterator[Entry]:
    """Each text by itself, the firm's defence among them."""
    for step in steps:
        if step.text is not None:
            body = step.text.body.encode()
            yield Entry(_step_name(step), _day(step.at), body, suffix="txt")


def _proofs(steps: Sequence[ListingStep]) -> Iterator[Entry]:
    for step in steps:
        if step.file is not None:
            with files.open_stored(step.file) as content:
                whole = content.read()
            name = _("File with: %(step)s") % {"step": _step_name(step)}
            suffix = files.SUFFIXES[step.file.content_type]
            yield Entry(name, _day(step.at), whole, suffix=suffix)


def _history(steps: Sequence[ListingStep], now: datetime) -> Entry:
    """Every step with its link of the chain, so that the file can be compared."""
    columns = (
        "number",
        "action",
        "tried",
        "refusal",
        "source",
        "target",
        "by",
        "person",
        "at",
        "detail",
        "text_digest",
        "file_sha256",
        "digest",
    )
    rows = [
        (
            step.number,
            step.action,
            step.tried,
            step.refusal,
            step.source,
            step.target,
            step.actor_name,
            str(step.actor or ""),
            timezone.localtime(step.at).isoformat(),
            json.dumps(step.detail, ensure_ascii=False, sort_keys=True),
            step.text.digest if step.text else "",
            step.file.sha256 if step.file else "",
            step.digest,
        )
        for step in steps
    ]
    return Entry(_("History"), _day(now), csv_of(columns, rows), suffix="csv")


def _step_name(step: ListingStep) -> str:
    action = step.get_tried_display() or step.get_action_display()
    return f"{step.number} {action}"


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
