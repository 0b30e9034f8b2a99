"""
The lists of the demo: what counties proposed on penalties, and how far each has come.

On the article of the demo, which is marked as made up. A red entry comes only where
the demo's own results put a firm forward.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from propertyhub.demo import pictures
from propertyhub.demo.office_hours import at_ten
from propertyhub.demo.scene import chance
from ratings.due_process import months_after
from ratings.listing_guards import Term
from ratings.models import Enforcement, LegalBasis, Listing, Review
from ratings.operations.listings import proceeding, proposing, sweeping
from ratings.queries.due_process import terms_on
from ratings.queries.listing_facts import Established
from ratings.queries.two_results import red_candidates
from ratings.states import (
    EnforcementMeasure,
    FactKind,
    ListClass,
    Measure,
    ServiceWay,
)
from registry import queries as registry_queries
from registry.actors import Officer
from registry.models import Firm, Notice, StoredFile, User
from registry.roles import Right, Role

PUBLISHED, ENDED, SERVED = "published", "ended", "served"
ONE_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
DAYS_UP_TO_THE_DECISION = timedelta(days=24)
DAYS_SINCE_PROPOSAL = 4
WHY = "处罚文书已经生效，违法事实清楚，情节较重。"
LEGAL = "事实有生效文书证明，适用条款允许列入，程序符合规定，同意继续办理。"
REASONS = "堵塞消防车通道、逾期不改，危及居民安全，依照规定列入。"
DECIDED = "当事企业在期限内未陈述申辩。经审查，事实清楚，依据充分，期限适当。"
PRAISED = "两期评价居民反映良好，现场考评优秀，未受处理。"


@dataclass(frozen=True)
class _Keepers:
    """Who reviews and publishes, and who decides; the county proposes."""

    lawyer: Officer
    decider: Officer


def keep(seed: int, *, now: datetime) -> None:
    """An entry in public, one that has ended, one awaiting a defence; once."""
    if Listing.objects.exists():
        return
    keepers = _keepers()
    basis = LegalBasis.objects.filter(measure=Measure.BLACK_LIST, is_demo=True).first()
    if basis is None or keepers is None:
        return
    rng = chance(seed, "lists")
    photo = pictures.photo(rng, topic="security", after=False, now=now)
    course = _Course(keepers, basis, photo, now)
    documents = _documents(now)
    course.hold(documents, Term(ListClass.MINOR, 1), upto=ENDED)
    course.hold(documents, Term(ListClass.GENERAL, 6), upto=PUBLISHED)
    course.hold(documents, Term(ListClass.GENERAL, 3), upto=SERVED)
    _praise(keepers, now)
    sweeping.sweep(now=now)
    # what is past by now is told to nobody
    Notice.objects.filter(dedupe_key__startswith="listing:").delete()


def _keepers() -> _Keepers | None:
    found = User.objects.filter(role=Role.REGULATOR, is_active=True)
    holders = {
        right: found.filter(user_permissions__codename=right.value).first()
        for right in (Right.LEGAL_REVIEW, Right.DECIDE)
    }
    lawyer, decider = holders[Right.LEGAL_REVIEW], holders[Right.DECIDE]
    if lawyer is None or decider is None:
        return None
    return _Keepers(Officer(lawyer), Officer(decider))


def _documents(now: datetime) -> list[Enforcement]:
    """Grave penalties of projects that were not revoked, the oldest first."""
    day = timezone.localtime(now).date()
    found = Enforcement.objects.filter(
        measure=EnforcementMeasure.PENALTY,
        is_grave=True,
        tenure__isnull=False,
        revoked_on__isnull=True,
        issued_on__lt=day,
    )
    read_with = ("firm", "tenure__community", "region")
    return list(found.select_related(*read_with).order_by("issued_on", "pk"))


@dataclass(frozen=True)
class _Course:
    """Entries brought on as their people would have, a working day or two a step."""

    keepers: _Keepers
    basis: LegalBasis
    photo: StoredFile
    now: datetime

    def hold(self, documents: list[Enforcement], term: Term, *, upto: str) -> None:
        """Bring one on from the first penalty of which all that lies behind us."""
        lately = self._workdays_back(DAYS_SINCE_PROPOSAL)
        for document in documents:
            proposer = _officer_of(document)
            if proposer is None or not self._is_over(document.issued_on, term, upto):
                continue
            documents.remove(document)
            day = lately if upto == SERVED else document.issued_on
            self._bring_on(document, proposer, term, day, upto)
            return

    def _is_over(self, day: date, term: Term, upto: str) -> bool:
        """Whether all of it lies behind us: three weeks, and a term that has ended."""
        if upto == SERVED:
            return day <= self._workdays_back(DAYS_SINCE_PROPOSAL)
        ends = day + DAYS_UP_TO_THE_DECISION
        if upto == ENDED:
            ends = months_after(ends, term.months)
        return at_ten(ends) < self.now

    def _bring_on(
        self,
        document: Enforcement,
        proposer: Officer,
        term: Term,
        day: date,
        upto: str,
    ) -> None:
        listing = proposing.propose_black(
            firm=document.firm,
            tenure=document.tenure,
            facts=[Established(FactKind.GRAVE_PENALTY, document)],
            basis=self.basis,
            term=term,
            reasons=WHY,
            by=proposer,
            now=self._later(day, 1),
        )
        lawyer = self.keepers.lawyer
        proceeding.review_law(
            listing=listing, opinion=LEGAL, by=lawyer, now=self._later(day, 2)
        )
        proceeding.notify(
            listing=listing, reasons=REASONS, by=proposer, now=self._later(day, 3)
        )
        served = self._later(day, 4)
        proceeding.serve(
            listing=listing,
            way=ServiceWay.IN_PERSON,
            served_on=timezone.localtime(served).date(),
            proof=self.photo,
            by=proposer,
            now=served,
        )
        if upto != SERVED:
            self._decide(listing, proposer, timezone.localtime(served).date())

    def _decide(self, listing: Listing, proposer: Officer, served: date) -> None:
        """When the time for the defence is over, on the working day after its last."""
        heard = self._later(served, terms_on(served).defence + 1)
        proceeding.record_silence(listing=listing, by=proposer, now=heard)
        decided = self._later(timezone.localtime(heard).date(), 1)
        proceeding.decide(
            listing=listing, reasons=DECIDED, by=self.keepers.decider, now=decided
        )
        proceeding.publish(
            listing=listing, by=self.keepers.lawyer, now=decided + AN_HOUR
        )

    def _later(self, day: date, workdays: int) -> datetime:
        calendar = registry_queries.calendar()
        return at_ten(calendar.nth_workday_after(day, workdays))

    def _workdays_back(self, count: int) -> date:
        """The last day from which so many working days have passed by now."""
        calendar = registry_queries.calendar()
        day = timezone.localtime(self.now).date()
        while at_ten(calendar.nth_workday_after(day, count)) >= self.now:
            day -= ONE_DAY
        return day


def _officer_of(document: Enforcement) -> Officer | None:
    """Somebody of the county that issued it."""
    user = User.objects.filter(
        region=document.region, role=Role.OFFICER, is_active=True
    ).first()
    return None if user is None else Officer(user)


def _praise(keepers: _Keepers, now: datetime) -> None:
    """The first firm that the newest results put on the red list, if there is one."""
    newest = Review.objects.published().select_related("rule_set").first()
    today = timezone.localtime(now).date()
    found = red_candidates(newest, now=now, today=today) if newest else []
    for each in found[:1]:
        listing = proposing.propose_red(
            firm=Firm.objects.get(pk=each.firm_id),
            newer=each.newer,
            older=each.older,
            reasons=PRAISED,
            by=keepers.lawyer,
            now=now,
        )
        proceeding.decide(listing=listing, reasons=PRAISED, by=keepers.decider, now=now)
        proceeding.publish(listing=listing, by=keepers.decider, now=now)
