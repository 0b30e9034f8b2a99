"""
The people of the lists in the fixture town, and entries brought to where tests begin.

The clock: proposed on Monday 2 March 2026, reviewed and notified on Tuesday, served on
Wednesday the 4th; the time for a defence ends with Wednesday the 11th, and what is not
decided by the end of 1 April lapses.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ratings.listing_guards import Term
from ratings.listing_moves import ListingMoveNotAllowed
from ratings.models import (
    Enforcement,
    LegalBasis,
    Listing,
    ListingStep,
    RefusedProposal,
)
from ratings.operations import trail
from ratings.operations.listings import proceeding, proposing, standing
from ratings.queries.listing_facts import Established
from ratings.states import (
    BasisLevel,
    DocumentAction,
    EnforcementMeasure,
    FactKind,
    ListClass,
    ListingAction,
    Measure,
    ServiceWay,
)
from registry.actors import Clerk, Officer
from registry.roles import Right
from tests.complaints import paths
from tests.ratings.reviewed import regulator
from tests.town import MONDAY_MORNING, Town

DAY = timedelta(days=1)
MONDAY = MONDAY_MORNING
TUESDAY, WEDNESDAY = MONDAY + DAY, MONDAY + 2 * DAY
SERVED_ON = date(2026, 3, 4)
DEFENCE_OVER = MONDAY + 10 * DAY  # Thursday 12 March
DECIDED_ON = date(2026, 3, 12)
LAPSED = MONDAY + 31 * DAY  # Thursday 2 April
WORDS = "Said in more than ten characters."
GRAVE = "The locked exits endangered the lives of two hundred households."
GENERAL = Term(ListClass.GENERAL, 6)
MINOR = Term(ListClass.MINOR, 2)
UNPUBLISHED = Term(ListClass.MINOR, 2, published=False)
SERIOUS = Term(ListClass.SERIOUS, 24)


@dataclass
class Lists:
    """A town with a penalty against its firm, an article, and whoever keeps a list."""

    town: Town
    pan: Officer
    shen: Officer
    jue: Officer
    fa: Officer
    zhu: Officer
    basis: LegalBasis
    penalty: Enforcement

    @property
    def firm(self) -> Clerk:
        return self.town.manager

    def document(self, measure=EnforcementMeasure.PENALTY, **changed: Any):
        """Another document against the firm in its garden; a penalty is a grave one."""
        if measure == EnforcementMeasure.PENALTY and "is_grave" not in changed:
            changed = {"is_grave": True, "grave_because": GRAVE, **changed}
        if changed.get("complied_on"):
            changed["compliance"] = "Paid, as the bank says."
        document = Enforcement.objects.create(
            **{
                "measure": measure,
                "number": f"合住罚(2026){Enforcement.objects.count() + 1}号",
                "body": "合肥市住房保障和房产管理局",
                "region": self.town.county,
                "officers": "王强、李敏",
                "firm": self.town.firm,
                "tenure": self.town.garden.tenures.get(firm=self.town.firm),
                "facts": "The firm locked the fire exits for a month.",
                "issued_on": date(2026, 2, 2),
                "recorded_at": MONDAY,
                "recorded_by": self.pan.user,
                **changed,
            }
        )
        for action in (DocumentAction.RECORDED, DocumentAction.COMPLIED):
            if action == DocumentAction.RECORDED or document.complied_on:
                trail.write(document, action, by=self.pan.user, now=MONDAY)
        return document

    def article(self, **changed: Any):
        return LegalBasis.objects.create(
            **{
                "title": "安徽省物业管理条例",
                "article": "第九十条",
                "level": BasisLevel.LAW,
                "in_force_from": date(2025, 1, 1),
                "text": "情节严重的，列入严重失信名单。",
                "measure": Measure.BLACK_LIST,
                "heaviest": ListClass.SERIOUS,
                **changed,
            }
        )

    def grave(self, document=None) -> Established:
        return Established(FactKind.GRAVE_PENALTY, document or self.penalty)

    def propose(self, **changed: Any) -> Listing:
        said: dict[str, Any] = {
            "firm": self.town.firm,
            "tenure": self.town.garden.tenures.get(firm=self.town.firm),
            "facts": [self.grave()],
            "basis": self.basis,
            "term": GENERAL,
            "reasons": WORDS,
            "by": self.pan,
            "now": MONDAY,
        }
        return proposing.propose_black(**{**said, **changed})

    def review(self, listing, **changed: Any) -> ListingStep:
        said = {"opinion": WORDS, "by": self.shen, "now": TUESDAY}
        return proceeding.review_law(listing=listing, **{**said, **changed})

    def notify(self, listing, **changed: Any) -> ListingStep:
        said = {"reasons": WORDS, "by": self.pan, "now": TUESDAY}
        return proceeding.notify(listing=listing, **{**said, **changed})

    def serve(self, listing, **changed: Any) -> ListingStep:
        said = {
            "way": ServiceWay.IN_PERSON,
            "served_on": SERVED_ON,
            "proof": paths.photo(),
            "by": self.pan,
            "now": WEDNESDAY,
        }
        return proceeding.serve(listing=listing, **{**said, **changed})

    def defend(self, listing, **changed: Any) -> ListingStep:
        said = {"text": WORDS, "by": self.firm, "now": WEDNESDAY + DAY}
        return proceeding.defend(listing=listing, **{**said, **changed})

    def answer(self, listing, **changed: Any) -> ListingStep:
        said = {
            "adopted": False,
            "reasons": WORDS,
            "by": self.zhu,
            "now": WEDNESDAY + 2 * DAY,
        }
        return proceeding.answer_defence(listing=listing, **{**said, **changed})

    def silence(self, listing, **changed: Any) -> ListingStep:
        said = {"by": self.pan, "now": DEFENCE_OVER}
        return proceeding.record_silence(listing=listing, **{**said, **changed})

    def decide(self, listing, **changed: Any) -> ListingStep:
        said = {"reasons": WORDS, "by": self.jue, "now": DEFENCE_OVER}
        return proceeding.decide(listing=listing, **{**said, **changed})

    def publish(self, listing, **changed: Any) -> ListingStep:
        said = {"by": self.fa, "now": DEFENCE_OVER}
        return proceeding.publish(listing=listing, **{**said, **changed})

    def notified(self, **proposed: Any) -> Listing:
        listing = self.propose(**proposed)
        self.review(listing)
        self.notify(listing)
        return listing

    def served(self, **proposed: Any) -> Listing:
        listing = self.notified(**proposed)
        self.serve(listing)
        return listing

    def silent(self, **proposed: Any) -> Listing:
        listing = self.served(**proposed)
        self.silence(listing)
        return listing

    def decided(self, **proposed: Any) -> Listing:
        listing = self.silent(**proposed)
        self.decide(listing)
        return listing

    def published(self, **proposed: Any) -> Listing:
        listing = self.decided(**proposed)
        self.publish(listing)
        return listing

    def suspended(self, **proposed: Any) -> Listing:
        listing = self.published(**proposed)
        standing.suspend(listing=listing, **self.by_document())
        return listing

    def by_document(self, **changed: Any) -> Any:
        said: dict[str, Any] = {
            "document": "皖01行初12号",
            "reasons": WORDS,
            "by": self.jue,
            "now": DEFENCE_OVER + DAY,
        }
        return {**said, **changed}

    def ask_repair(self, listing, now: datetime, **changed: Any) -> ListingStep:
        said = {
            "corrected": WORDS,
            "promise": "It will not happen again.",
            "evidence": paths.photo(),
            "by": self.firm,
            "now": now,
        }
        return standing.ask_repair(listing=listing, **{**said, **changed})


def build_lists(town: Town) -> Lists:
    """Everybody has one right, so that a test sees which one a step needs."""
    lists = Lists(
        town=town,
        pan=regulator("pan", "潘", town.county),
        shen=regulator("shen_lists", "沈", town.county, Right.LEGAL_REVIEW),
        jue=regulator("jue", "贾", town.city, Right.DECIDE),
        fa=regulator("fa", "范", town.city, Right.PUBLISH),
        zhu=regulator("zhu", "朱", town.county),
        basis=None,
        penalty=None,
    )
    lists.basis = lists.article()
    lists.penalty = lists.document()
    return lists


@pytest.fixture
def lists(town) -> Lists:
    return build_lists(town)


def refused(listing, refusal, act, **changed: Any) -> None:
    """The step is refused for this reason, in both languages, and the attempt kept."""
    before = None if listing is None else (listing.state, listing.version)
    with pytest.raises(ListingMoveNotAllowed) as told:
        act(listing, **changed) if listing is not None else act(**changed)
    assert told.value.refusal == refusal
    if listing is None:
        return
    listing.refresh_from_db()
    assert (listing.state, listing.version) == before
    last = listing.steps.latest("number")
    assert (last.action, last.refusal) == (ListingAction.REFUSED, refusal)
    assert (last.source, last.target) == (listing.state, listing.state)


def proposal_refused(lists, refusal, **changed: Any) -> None:
    """Nothing is proposed, for this reason, and that it was tried is kept."""
    refused(None, refusal, lists.propose, **changed)
    kept = RefusedProposal.objects.get()
    assert (kept.refusal, kept.by) == (refusal, changed.get("by", lists.pan).user)
    assert not Listing.objects.exists()
