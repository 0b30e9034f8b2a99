"""
What people do with a drafted bulletin: edit its words, sign it, publish it.

Each needs the right to publish. Who edited last may not sign, nor who stands in for
them; nobody changes a figure, and after the signature a changed word has to be signed
anew.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ratings.canonical import sha256_of
from ratings.models import Bulletin
from ratings.operations import public_words
from ratings.operations.public_words import NamesAnEntry, TellsOfAPerson
from ratings.operations.publishing import MayNotPublish
from ratings.states import BulletinState
from registry.actors import Officer
from registry.queries import is_second_person
from registry.roles import Right

__all__ = [
    "BulletinNotReady",
    "FiguresChanged",
    "MayNotPublish",
    "NamesAnEntry",
    "SignedByItsEditor",
    "TellsOfAPerson",
    "WordsChanged",
    "edit",
    "publish",
    "sign",
]

EDITABLE = (BulletinState.DRAFT, BulletinState.EDITED, BulletinState.SIGNED)


class BulletinNotReady(Exception):
    """The bulletin is in another state than this needs."""

    def __str__(self) -> str:
        return _("The bulletin is not at the stage for this. Look at it again.")


class WordsChanged(Exception):
    """Somebody changed or signed the bulletin since this person read it."""

    def __str__(self) -> str:
        return _(
            "Somebody changed or signed the bulletin since you read it. Read it again; "
            "nothing of yours was saved."
        )


class SignedByItsEditor(Exception):
    """The person who edited it last, or a stand-in, wants to sign it."""

    def __str__(self) -> str:
        return _(
            "A second person has to sign: neither who edited the bulletin last nor "
            "anybody who stands in for them."
        )


class FiguresChanged(Exception):
    """The figures no longer have the hash that they were frozen with."""

    def __str__(self) -> str:
        return _("The frozen figures were changed since they were frozen.")


@transaction.atomic
def edit(
    *,
    bulletin: Bulletin,
    introduction: str,
    remarks: str,
    revision: int,
    by: Officer,
    now: datetime,
) -> None:
    """
    Write introduction and remarks; a signature on the earlier words is gone with them.

    `revision` is the one that the person read.

    :raises MayNotPublish, BulletinNotReady, WordsChanged: see there
    :raises NamesAnEntry, TellsOfAPerson: see there
    """
    _check(bulletin, by, EDITABLE)
    public_words.check(introduction, remarks, now=now)
    _claim(
        bulletin,
        revision,
        BulletinState.EDITED,
        introduction=introduction.strip(),
        remarks=remarks.strip(),
        edited_at=now,
        edited_by=by.user,
        signed_at=None,
        signed_by=None,
    )


@transaction.atomic
def sign(*, bulletin: Bulletin, revision: int, by: Officer, now: datetime) -> None:
    """
    Sign the words and figures as they were read.

    :raises MayNotPublish, BulletinNotReady, SignedByItsEditor: see there
    :raises WordsChanged, FiguresChanged, NamesAnEntry, TellsOfAPerson: see there
    """
    _check(bulletin, by, (BulletinState.EDITED,))
    if not is_second_person(by.user, now, (bulletin.edited_by_id, bulletin.edited_at)):
        raise SignedByItsEditor
    _check_figures(bulletin)
    public_words.check(bulletin.introduction, bulletin.remarks, now=now)
    _claim(bulletin, revision, BulletinState.SIGNED, signed_at=now, signed_by=by.user)


@transaction.atomic
def publish(*, bulletin: Bulletin, by: Officer, now: datetime) -> None:
    """
    Publish a signed bulletin; that of an earlier version steps back.

    :raises MayNotPublish, BulletinNotReady, WordsChanged, FiguresChanged: see there
    :raises NamesAnEntry, TellsOfAPerson: see there
    """
    _check(bulletin, by, (BulletinState.SIGNED,))
    _check_figures(bulletin)
    public_words.check(bulletin.introduction, bulletin.remarks, now=now)
    Bulletin.objects.filter(
        period=bulletin.period, state=BulletinState.PUBLISHED
    ).update(state=BulletinState.SUPERSEDED, revision=F("revision") + 1)
    _claim(
        bulletin,
        bulletin.revision,
        BulletinState.PUBLISHED,
        published_at=now,
        published_by=by.user,
    )


def _check(bulletin: Bulletin, by: Officer, states: tuple[BulletinState, ...]) -> None:
    if not by.user.has_right(Right.PUBLISH):
        raise MayNotPublish
    bulletin.refresh_from_db()
    if bulletin.state not in states:
        raise BulletinNotReady


def _check_figures(bulletin: Bulletin) -> None:
    if sha256_of(bulletin.figures) != bulletin.figures_sha256:
        raise FiguresChanged


def _claim(
    bulletin: Bulletin, revision: int, state: BulletinState, **sets: object
) -> None:
    """Compare and set by the revision: of two at once, one goes on."""
    claimed = Bulletin.objects.filter(pk=bulletin.pk, revision=revision).update(
        state=state, revision=revision + 1, **sets
    )
    if not claimed:
        raise WordsChanged
    bulletin.refresh_from_db()
