"""What authorities do in the demo: legal bases, documents, credits and inspections."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from complaints.models import Case
from propertyhub.demo.inspections import Inspectors
from propertyhub.demo.office_hours import at_ten
from propertyhub.demo.scene import chance
from ratings.models import Enforcement, Inspection, LegalBasis
from ratings.operations import crediting, enforcing
from ratings.operations.crediting import NewCredit
from ratings.operations.enforcing import Draft
from ratings.queries import enforcement as questions
from ratings.sanctions import Paper
from ratings.states import BasisLevel, EnforcementMeasure, ListClass, Measure
from registry import queries as registry_queries
from registry.actors import Officer
from registry.models import Tenure, User
from registry.roles import Role

RULES = "物业服务监督管理规定（演示）"
FROM = date(2025, 1, 1)
BASES: tuple[tuple[str, Measure, BasisLevel, str, dict[str, Any]], ...] = (
    ("第十条", Measure.ORDER, BasisLevel.RULE, "逾期整改的，责令限期改正。", {}),
    ("第十二条", Measure.PENALTY, BasisLevel.RULE, "责令改正逾期的，处以罚款。", {}),
    (
        "第十三条",
        Measure.PENALTY,
        BasisLevel.RULE,
        "堵塞消防车通道的，直接处以罚款。",
        {"at_once": True},
    ),
    ("第二十条", Measure.DEDUCTION, BasisLevel.RULE, "文书有效期内扣分。", {}),
    ("第二十一条", Measure.CREDIT, BasisLevel.RULE, "经认定的突出贡献加分。", {}),
    (
        "第三十条",
        Measure.BLACK_LIST,
        BasisLevel.RULE,
        "有下列情形的，列入失信名单。",
        {"heaviest": ListClass.GENERAL},
    ),
)
FIRMS_ENFORCED = 14
REFUSED = "责令改正期限届满后经两次催告仍拒不改正，情节严重。"
ENDANGERED = "堵塞消防车通道，危及居民生命安全，情节严重。"
DAYS_TO_COMPLY = 7
ONE_DAY = timedelta(days=1)


def act(seed: int, *, since: date, now: datetime) -> None:
    """Everything, unless there is any document already; since the cases began."""
    keep_bases()
    if Enforcement.objects.exists() or Inspection.objects.exists():
        return
    officers = _officers()
    Inspectors(seed, officers, since=since, now=now).inspect()
    _Authorities(chance(seed, "documents"), officers, since, now).act()


def keep_bases() -> None:
    """The legal bases of the demo, each marked as made up."""
    for article, measure, level, text, more in BASES:
        LegalBasis.objects.get_or_create(
            title=RULES,
            article=article,
            defaults={
                "number": "演示令第1号",
                "level": level,
                "in_force_from": FROM,
                "text": text,
                "measure": measure,
                "is_demo": True,
                **more,
            },
        )


def _officers() -> dict[str, list[Officer]]:
    """Who works at each street and county, by its code."""
    found: dict[str, list[Officer]] = {}
    people = User.objects.filter(role=Role.OFFICER, is_active=True)
    for user in people.select_related("region").order_by("pk"):
        if user.region is not None:
            found.setdefault(user.region.code, []).append(Officer(user))
    return found


class _Authorities:
    """Counties that interview, order and punish; each document with its number."""

    def __init__(
        self,
        rng: Random,
        officers: Mapping[str, Sequence[Officer]],
        since: date,
        now: datetime,
    ) -> None:
        self.rng, self.officers = rng, officers
        self.since, self.now = since, now
        self.calendar = registry_queries.calendar()
        self.today = timezone.localtime(now).date()
        self.bases = {
            (basis.measure, basis.at_once): basis
            for basis in LegalBasis.objects.filter(title=RULES)
        }
        self.number = 0

    def act(self) -> None:
        for at, (tenure, cases) in enumerate(self._troubled()):
            officer = self._officer(tenure)
            if officer is None:
                continue
            day = self._day(cases)
            founded = self._founded(tenure, cases, at_ten(day))
            if founded:
                self._about(at, tenure, founded, officer, day)
        self._exits()
        self._credits()

    def _about(
        self,
        at: int,
        tenure: Tenure,
        cases: list[Case],
        officer: Officer,
        day: date,
    ) -> None:
        """In turn: an interview; an order, kept or missed; a penalty at once."""
        match at % 4:
            case 0:
                self._interview(tenure, cases, officer, day)
            case 1:
                order = self._order(tenure, cases, officer, day)
                self._comply(order, officer)
            case 2:
                order = self._order(tenure, cases, officer, day)
                self._punish(order, officer, grave=REFUSED if at % 8 == 2 else "")
            case _:
                self._punish_at_once(tenure, cases, officer, day, revoke=at % 8 == 7)

    def _troubled(self) -> Iterator[tuple[Tenure, list[Case]]]:
        """The projects with the most founded complaints, and the oldest of these."""
        founded = (
            Case.objects.filter(
                finding="FOUNDED", duty="FIRM", tenure__isnull=False, kind="COMPLAINT"
            )
            .select_related("tenure__firm", "tenure__community__street")
            .order_by("filed_at", "pk")
        )
        by_tenure: dict[Tenure, list[Case]] = {}
        for case in founded:
            if case.tenure is not None:
                by_tenure.setdefault(case.tenure, []).append(case)
        most = sorted(by_tenure.items(), key=lambda item: -len(item[1]))
        for tenure, cases in most[:FIRMS_ENFORCED]:
            yield tenure, cases[:3]

    def _founded(
        self, tenure: Tenure, cases: list[Case], moment: datetime
    ) -> list[Case]:
        """Those of the cases that a document of this moment can stand on."""
        charged = questions.founded_cases(tenure.firm, moment)
        known = set(charged.values_list("pk", flat=True))
        return [case for case in cases if case.pk in known]

    def _officer(self, tenure: Tenure) -> Officer | None:
        county = registry_queries.county_of(tenure.community.street.code)
        there = self.officers.get(county)
        return self.rng.choice(there) if there else None

    def _day(self, cases: list[Case]) -> date:
        """Some weeks after the last of the cases was filed."""
        filed = max(timezone.localtime(case.filed_at).date() for case in cases)
        later = filed + timedelta(days=self.rng.randint(15, 25))
        return self._working(min(later, self.today - ONE_DAY))

    def _working(self, day: date) -> date:
        """The day, or the last working day before it."""
        while not self.calendar.is_workday(day):
            day -= ONE_DAY
        return day

    def _paper(
        self,
        measure: EnforcementMeasure,
        officer: Officer,
        day: date,
        facts: str,
        due: int | None = None,
        grave: str = "",
    ) -> Paper:
        self.number += 1
        region = officer.user.region
        there = self.officers[region.code] if region else []
        return Paper(
            measure=measure,
            number=f"演示执〔{day.year}〕{self.number}号",
            body=f"{region.name if region else ''}住房和城乡建设局",
            officers="、".join(str(one.user) for one in there),
            facts=facts,
            issued_on=day,
            due_on=day + timedelta(days=due) if due else None,
            is_grave=grave != "",
            grave_because=grave,
        )

    def _record(self, draft: Draft, officer: Officer) -> Enforcement:
        at = at_ten(draft.paper.issued_on)
        return enforcing.record(draft=draft, by=officer, now=at)

    def _draft(self, paper: Paper, tenure: Tenure, cases: Sequence[Case]) -> Draft:
        measure = paper.measure
        return Draft(
            paper=paper,
            firm=tenure.firm,
            tenure=tenure,
            cases=cases,
            basis=self.bases[Measure.ORDER, False]
            if measure == EnforcementMeasure.ORDER
            else None,
        )

    def _interview(
        self, tenure: Tenure, cases: list[Case], officer: Officer, day: date
    ) -> None:
        facts = "同一小区多次被反映同类问题，约谈企业负责人。"
        paper = self._paper(EnforcementMeasure.INTERVIEW, officer, day, facts)
        self._record(self._draft(paper, tenure, cases), officer)

    def _order(
        self, tenure: Tenure, cases: list[Case], officer: Officer, day: date
    ) -> Enforcement:
        facts = "经现场核查，所列诉求属实，逾期未整改到位。"
        paper = self._paper(
            EnforcementMeasure.ORDER, officer, day, facts, DAYS_TO_COMPLY
        )
        return self._record(self._draft(paper, tenure, cases), officer)

    def _comply(self, order: Enforcement, officer: Officer) -> None:
        on = self.calendar.nth_workday_after(order.issued_on, 3)
        if on < self.today:
            enforcing.comply(
                enforcement=order,
                on=on,
                evidence="复查时已整改到位，附复查照片。",
                by=officer,
                now=at_ten(on),
            )

    def _punish(self, order: Enforcement, officer: Officer, *, grave: str) -> None:
        """A penalty where the order was missed, with a deduction."""
        day = self.calendar.nth_workday_after(order.due_on or order.issued_on, 2)
        if day >= self.today:
            return
        facts = "责令限期改正的期限届满，复查时仍未改正。"
        paper = self._paper(
            EnforcementMeasure.PENALTY, officer, day, facts, grave=grave
        )
        draft = Draft(
            paper=paper,
            firm=order.firm,
            tenure=order.tenure,
            order=order,
            basis=self.bases[Measure.PENALTY, False],
        )
        self._deduct(self._record(draft, officer), officer, "3")

    def _punish_at_once(
        self,
        tenure: Tenure,
        cases: list[Case],
        officer: Officer,
        day: date,
        *,
        revoke: bool,
    ) -> None:
        facts = "现场检查时消防车通道被堵塞，依规直接处罚。"
        paper = self._paper(
            EnforcementMeasure.PENALTY, officer, day, facts, grave=ENDANGERED
        )
        draft = Draft(
            paper=paper,
            firm=tenure.firm,
            tenure=tenure,
            cases=cases,
            basis=self.bases[Measure.PENALTY, True],
        )
        row = self._record(draft, officer)
        self._deduct(row, officer, "2")
        on = self.calendar.nth_workday_after(day, 6)
        if revoke and on < self.today:
            enforcing.revoke(
                enforcement=row,
                on=on,
                because="复议认定责任主体有误，予以撤销。",
                by=officer,
                now=at_ten(on),
            )

    def _deduct(self, row: Enforcement, officer: Officer, points: str) -> None:
        enforcing.deduct(
            enforcement=row,
            points=Decimal(points),
            basis=self.bases[Measure.DEDUCTION, False],
            by=officer,
            now=at_ten(row.issued_on),
        )

    def _exits(self) -> None:
        """Two projects that were left, whose hand-over had to be ordered."""
        day = self._working(self.since + timedelta(days=20))
        left = (
            Tenure.objects.filter(
                ends_on__lte=day, ends_on__gt=day - timedelta(days=400)
            )
            .select_related("firm", "community__street")
            .order_by("-ends_on", "pk")
        )
        for tenure in left[:2]:
            officer = self._officer(tenure)
            if officer is None or day >= self.today:
                continue
            facts = "合同终止后未按规定移交资料和用房，责令限期移交。"
            paper = self._paper(EnforcementMeasure.EXIT, officer, day, facts, due=10)
            draft = Draft(paper=paper, firm=tenure.firm, tenure=tenure)
            row = self._record(draft, officer)
            self._comply(row, officer)

    def _credits(self) -> None:
        """Three firms that helped where they had not to."""
        day = self._working(self.since + timedelta(days=10))
        served = Tenure.objects.in_force_on(day).select_related(
            "firm", "community__street"
        )
        for at, tenure in enumerate(served.order_by("community__code")[:3]):
            officer = self._officer(tenure)
            if officer is None or officer.user.region is None:
                continue
            others = self.officers[officer.user.region.code]
            second = next(one for one in others if one.user.pk != officer.user.pk)
            self.number += 1
            row = crediting.record(
                credit=NewCredit(
                    number=f"演示奖〔{day.year}〕{self.number}号",
                    body=f"{officer.user.region.name}住房和城乡建设局",
                    firm=tenure.firm,
                    basis=self.bases[Measure.CREDIT, False],
                    points=Decimal(at + 1) / 2,
                    facts="防汛期间协助周边小区转移居民，表现突出。",
                    issued_on=day,
                    ends_on=day + timedelta(days=365),
                ),
                by=officer,
                now=at_ten(day),
            )
            crediting.confirm(credit=row, by=second, now=at_ten(day + ONE_DAY))
