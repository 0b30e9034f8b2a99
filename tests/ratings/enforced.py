"""Documents of enforcement and credits in the fixture town, and what they stand on."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from ratings.models import LegalBasis
from ratings.operations import crediting, enforcing
from ratings.operations.crediting import NewCredit
from ratings.operations.enforcing import Draft
from ratings.sanctions import Paper
from ratings.states import BasisLevel, EnforcementMeasure, Measure
from registry.models import Tenure
from tests.complaints import paths
from tests.town import MONDAY_MORNING

MONDAY = date(2026, 3, 2)
FACTS = "The firm left the fire lane blocked after three reminders."
PAPER = Paper(
    measure=EnforcementMeasure.ORDER,
    number="蜀住建责改〔2026〕1号",
    body="蜀山区住房和城乡建设局",
    officers="王芳、李伟",
    facts=FACTS,
    issued_on=MONDAY,
    due_on=MONDAY + timedelta(days=5),
)


def basis(measure=Measure.ORDER, **more):
    return LegalBasis.objects.create(
        **{
            "title": "物业服务监督办法",
            "article": f"第{LegalBasis.objects.count() + 1}条",
            "level": BasisLevel.RULE,
            "in_force_from": date(2025, 1, 1),
            "text": "What it says.",
            "measure": measure,
            **more,
        }
    )


def draft(town, **more):
    """An order to the garden's firm; `more` are other words of it."""
    words = {name: more.pop(name) for name in list(more) if hasattr(PAPER, name)}
    paper = replace(PAPER, **words)
    named = {"firm": town.firm, **more}
    if paper.measure == EnforcementMeasure.ORDER and "basis" not in named:
        named["basis"] = basis()
    return Draft(paper=paper, **named)


def order(town, *, now=None, by=None, **more):
    return enforcing.record(
        draft=draft(town, **more),
        by=by or town.county_dora,
        now=now or paths.after(9),
    )


def interview(town, **more):
    words = {
        "measure": EnforcementMeasure.INTERVIEW,
        "number": "蜀住建约〔2026〕1号",
        "due_on": None,
        "officers": "王芳",
        **more,
    }
    if "cases" not in words and "suggested_by" not in words:
        words["cases"] = [paths.disposed(town)]
    return order(town, **words)


def penalty(town, **more):
    """At once, by a basis that permits it."""
    words = {
        "measure": EnforcementMeasure.PENALTY,
        "number": "蜀住建罚〔2026〕1号",
        "due_on": None,
        **more,
    }
    if "basis" not in words:
        words["basis"] = basis(Measure.PENALTY, at_once=True)
    return order(town, **words)


def left_project(town):
    """The court, which the firm has left and where nobody serves now."""
    return Tenure.objects.create(
        community=town.court,
        firm=town.firm,
        starts_on=date(2024, 1, 1),
        ends_on=date(2026, 1, 1),
    )


def exit_from(town, tenure, **more):
    return order(
        town,
        **{
            "measure": EnforcementMeasure.EXIT,
            "number": "蜀住建移〔2026〕1号",
            "tenure": tenure,
            "basis": None,
            **more,
        },
    )


def deducted(town, points="3", *, now=None, row=None, **more):
    row = row or penalty(town, **more)
    enforcing.deduct(
        enforcement=row,
        points=Decimal(points),
        basis=basis(Measure.DEDUCTION),
        by=town.county_dora,
        now=now or paths.after(9),
    )
    return row


def new_credit(town, **more):
    known = NewCredit(
        number="蜀住建奖〔2026〕1号",
        body="蜀山区住房和城乡建设局",
        firm=town.firm,
        basis=None,
        points=Decimal("1.5"),
        facts="Flood relief in three communities.",
        issued_on=MONDAY,
        ends_on=date(2027, 3, 2),
    )
    if "basis" not in more:
        more["basis"] = basis(Measure.CREDIT)
    return known._replace(**more)


def credit(town, *, now=None, **more):
    return crediting.record(
        credit=new_credit(town, **more),
        by=town.county_dora,
        now=now or paths.after(9),
    )


def confirmed(town, *, now=None, **more):
    row = credit(town, now=now, **more)
    crediting.confirm(credit=row, by=town.city_emil, now=now or paths.after(9))
    return row


def at(day: date, hour: int = 10) -> datetime:
    """Ten o'clock of a day of March 2026, as the tests of windows count."""
    return MONDAY_MORNING + timedelta(days=(day - MONDAY).days, hours=hour - 9)
