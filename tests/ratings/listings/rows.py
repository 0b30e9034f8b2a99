"""One row of each model of the lists, for the tests of constraints."""

from datetime import date
from functools import cached_property

from ratings.models import EnforcedCase, HeldDocument, ListingTerms, LowRating
from ratings.operations.listings import proposing
from registry.models import Delegation
from tests.ratings import published
from tests.ratings.listings.people import MONDAY, WORDS, build_lists
from tests.ratings.listings.praise import praised
from tests.town import Town


class ListingRows:
    """Each method puts one row of its sort into the database and gives it back."""

    town: Town

    @cached_property
    def _lists(self):
        return build_lists(self.town)

    def black_entry(self):
        return self._lists.propose()

    def defended_entry(self):
        listing = self._lists.served()
        self._lists.defend(listing)
        return listing

    def decided_entry(self):
        return self._lists.decided()

    def published_entry(self):
        return self._lists.published()

    def suspended_entry(self):
        return self._lists.suspended()

    def red_entry(self):
        lists = self._lists
        older, newer = praised(lists)
        return proposing.propose_red(
            firm=lists.town.firm,
            newer=newer,
            older=older,
            reasons=WORDS,
            by=lists.pan,
            now=MONDAY,
        )

    def listing_step(self):
        return self._lists.propose().steps.get()

    def listing_fact(self):
        return self._lists.propose().facts.get()

    def held_document(self):
        return HeldDocument.objects.get(listing=self._lists.propose())

    def listed_case(self):
        EnforcedCase.objects.create(
            enforcement=self._lists.penalty, case=self.town.file()
        )
        return self.listing_fact().listed_cases.get()

    def listing_terms(self):
        return ListingTerms.objects.create(
            in_force_from=date(2026, 3, 1), document_number="1", content={}
        )

    def low_rating(self):
        older, newer = (
            published.publish(self.town, published.a_dozen(), period=period)
            for period in ("2025-11-2", "2026-02-2")
        )
        return LowRating.objects.create(review=newer, before=older, firm=self.town.firm)

    def delegation(self):
        return Delegation.objects.create(
            absent=self.town.anna.user,
            stand_in=self.town.bo.user,
            starts_on=date(2026, 3, 2),
            ends_on=date(2026, 3, 6),
        )
