"""Rectifications that are doubted: brought to where the tests of suspicions begin."""

from typing import Any

from complaints.models import Step
from complaints.operations import handling, suspecting
from complaints.states import Action, Outcome
from registry.ledger import files
from registry.ledger.looks import Bands
from tests.complaints import paths
from tests.complaints.paths import DONE, after
from tests.registry.ledger.photos import encoded, exif, upload

DAY = 24
DOUBTED = "The bikes stand on the stairs as before."
ANSWERED = "We cleared the stairs on Tuesday, look at the photos."
DECIDED = "Seen on site on Thursday, with the firm."
AGAIN = "The e-bikes block the stairs again, in the rain."
YARD: Bands = (0x0F0F, 0x1234, 0xABCD, 0x00FF)


def sent(picture, taken=None, **options):
    """A photo as it comes from a phone, kept for a case."""
    said = {} if taken is None else {"exif": exif(taken=taken)}
    content = encoded(picture, **said, **options)
    return files.store_image(upload(content), now=after(4), purpose="test")


def put_right(town, photos, *, at=4.0, filed_at=0.0, **filing: Any) -> Any:
    case = paths.disposed_at(town, after(filed_at), **filing)
    handling.rectify(
        case=case, text=DONE, photos=photos, by=town.manager, now=after(at)
    )
    return case


def report(town, case, at=5.0):
    handling.report(
        case=case, outcome=Outcome.FIXED, text=DONE, by=town.anna, now=after(at)
    )


def suspected(town, **filing: Any) -> Any:
    """Reported by Anna, doubted by Bo in the afternoon."""
    case = paths.reported(town, **filing)
    suspecting.suspect(case=case, text=DOUBTED, by=town.bo, now=after(6))
    return case


def heard(town, **filing: Any) -> Any:
    case = suspected(town, **filing)
    suspecting.hear(case=case, text=ANSWERED, by=town.manager, now=after(7))
    return case


def sorts(case):
    steps = Step.objects.filter(case=case, action=Action.SUSPECT).order_by("number")
    return [step.detail["sort"] for step in steps]


def history(case):
    return list(case.steps.order_by("number"))


def accepted_later(town, days: float, **filing: Any) -> Any:
    """A neighbour tells of it so many days after Monday, and Bo takes it on."""
    told = {"text": AGAIN, "now": after(days * DAY), **filing}
    case = town.file(**told)
    handling.accept(case=case, by=town.bo, now=after(days * DAY + 1))
    return case
