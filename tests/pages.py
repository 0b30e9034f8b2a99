"""
Every page by the name of its address, who looks at it, and an example to look at.

A page that is in neither table fails `architecture/test_costs.py`: whoever adds one
says who looks at it and what it may ask of the database.
"""

from collections.abc import Iterator

import time_machine
from django.core import signing
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from complaints import codes
from complaints.models import Case
from complaints.operations import articles, suspecting
from complaints.views.board import SALT
from ratings.operations import campaigning, summing
from tests.complaints import boarded, flow, paths
from tests.complaints.browsing import main_form
from tests.ratings import enforced, inspected, published
from tests.ratings.campaigned import FIRST_DAY, ONE_DAY, a_campaign, at_one
from tests.ratings.listings.people import build_lists
from tests.ratings.rows import PERIOD, ReviewRows
from tests.town import PHONE

LOOKED_AT = paths.after(8)

# page: who looks, and how many statements at most
SHOWN = {
    "home": ("anybody", 10),
    "search": ("anybody", 5),
    "privacy": ("anybody", 1),
    "accessibility": ("anybody", 1),
    "cookies": ("anybody", 1),
    "login": ("anybody", 1),
    "desk_login": ("anybody", 1),
    "desk": ("anybody", 1),
    "healthz": ("anybody", 1),
    "readyz": ("anybody", 12),
    "workplace": ("manager", 3),
    "complaints:start": ("filer", 5),
    "complaints:file_unlisted": ("filer", 5),
    "complaints:file_kind": ("filer", 5),
    "complaints:file_category": ("filer", 5),
    "complaints:file_details": ("filer", 6),
    "complaints:file_alike": ("filer", 10),
    "complaints:file_joined": ("anybody", 1),
    "complaints:file_contact": ("filer", 4),
    "complaints:file_check": ("filer", 7),
    "complaints:draft_delete": ("filer", 2),
    "complaints:gate": ("anybody", 3),
    "complaints:poster": ("anybody", 1),
    "complaints:filed": ("tracker", 9),
    "complaints:track": ("anybody", 1),
    "complaints:track_code": ("asker", 2),
    "complaints:case": ("tracker", 10),
    "complaints:case_answer": ("tracker", 10),
    "complaints:visit": ("anybody", 8),
    "complaints:board": ("anybody", 3),
    "complaints:board_write": ("anybody", 1),
    "complaints:board_written": ("anybody", 2),
    "complaints:message": ("anybody", 2),
    "complaints:feedback": ("anybody", 1),
    "complaints:feedback_sent": ("anybody", 1),
    "complaints:answers": ("anybody", 2),
    "complaints:article": ("anybody", 3),
    "complaints:firm_cases": ("manager", 9),
    "complaints:firm_case": ("manager", 14),
    "complaints:firm_hearing": ("manager", 12),
    "firm_reviews:reviews": ("manager", 8),
    "firm_reviews:review": ("manager", 12),
    "firm_reviews:object": ("manager", 12),
    "firm_lists:listings": ("manager", 8),
    "firm_lists:listing": ("manager", 14),
    "firm_inspections:inspections": ("manager", 6),
    "firm_inspections:inspection": ("manager", 7),
    "ratings:rankings": ("anybody", 10),
    "ratings:rankings_csv": ("anybody", 10),
    "ratings:rankings_json": ("anybody", 10),
    "ratings:ranking": ("anybody", 10),
    "ratings:ranking_csv": ("anybody", 10),
    "ratings:ranking_json": ("anybody", 10),
    "ratings:inputs": ("anybody", 10),
    "ratings:results": ("anybody", 10),
    "ratings:inputs_sha256": ("anybody", 10),
    "ratings:results_sha256": ("anybody", 10),
    "ratings:chart": ("anybody", 10),
    "ratings:chart_svg": ("anybody", 10),
    "ratings:funnel": ("anybody", 10),
    "ratings:funnel_svg": ("anybody", 10),
    "ratings:funnel_csv": ("anybody", 10),
    "ratings:regions": ("anybody", 10),
    "ratings:regions_csv": ("anybody", 10),
    "ratings:regions_json": ("anybody", 10),
    "ratings:statistics": ("anybody", 10),
    "ratings:statistics_csv": ("anybody", 10),
    "ratings:statistics_json": ("anybody", 10),
    "ratings:region_statistics": ("anybody", 10),
    "ratings:statistics_curve": ("anybody", 10),
    "ratings:statistics_curve_csv": ("anybody", 10),
    "ratings:lists": ("anybody", 0),
    "ratings:red_list": ("anybody", 10),
    "ratings:red_list_csv": ("anybody", 10),
    "ratings:red_list_json": ("anybody", 10),
    "ratings:black_list": ("anybody", 10),
    "ratings:black_list_csv": ("anybody", 10),
    "ratings:black_list_json": ("anybody", 10),
    "ratings:removed": ("anybody", 10),
    "ratings:removed_csv": ("anybody", 10),
    "ratings:removed_json": ("anybody", 10),
    "ratings:low_ratings": ("anybody", 10),
    "ratings:low_ratings_csv": ("anybody", 10),
    "ratings:low_ratings_json": ("anybody", 10),
    "ratings:listed": ("anybody", 10),
    "ratings:decision": ("anybody", 10),
    "ratings:region": ("anybody", 10),
    "ratings:region_shares_csv": ("anybody", 10),
    "ratings:region_trend_svg": ("anybody", 10),
    "ratings:region_trend_csv": ("anybody", 10),
    "ratings:tiles": ("anybody", 10),
    "ratings:tiles_svg": ("anybody", 10),
    "ratings:tiles_csv": ("anybody", 10),
    "ratings:enforcement": ("anybody", 10),
    "ratings:enforcement_csv": ("anybody", 10),
    "ratings:enforcement_json": ("anybody", 10),
    "ratings:calendar": ("anybody", 10),
    "ratings:calendar_ics": ("anybody", 10),
    "ratings:calendar_csv": ("anybody", 10),
    "ratings:bulletins": ("anybody", 10),
    "ratings:bulletins_csv": ("anybody", 10),
    "ratings:bulletins_json": ("anybody", 10),
    "ratings:bulletins_feed": ("anybody", 10),
    "ratings:bulletin": ("anybody", 10),
    "ratings:bulletin_csv": ("anybody", 10),
    "ratings:bulletin_pdf": ("anybody", 10),
    "ratings:bulletin_json": ("anybody", 10),
    "ratings:campaigns": ("anybody", 10),
    "ratings:campaign": ("anybody", 10),
    "ratings:campaign_csv": ("anybody", 10),
    "ratings:campaign_json": ("anybody", 10),
    "ratings:campaign_curve": ("anybody", 10),
    "ratings:communities": ("anybody", 10),
    "ratings:community": ("anybody", 10),
    "ratings:firms": ("anybody", 10),
    "ratings:firm": ("anybody", 10),
    "ratings:firm_indicators": ("anybody", 10),
    "ratings:firm_indicators_svg": ("anybody", 10),
    "ratings:firm_indicators_csv": ("anybody", 10),
    "ratings:trend_svg": ("anybody", 10),
    "ratings:trend_csv": ("anybody", 10),
    "ratings:firm_cases": ("anybody", 10),
    "ratings:firm_cases_csv": ("anybody", 10),
    "ratings:about": ("anybody", 10),
    "ratings:rules": ("anybody", 10),
}
# They take what was typed, send a file, or are other people's pages.
NOT_SHOWN = {
    "text_size",
    "set_language",
    "logout",
    "complaints:photo_upload",
    "complaints:photo",
    "complaints:file_join",
    "ratings:inspection_photo",
    "complaints:case_act",
    "complaints:case_reopen",
    "complaints:visit_reopen",
    "complaints:firm_act",
    "complaints:firm_phone",
    "complaints:firm_unit",
    "firm_lists:act",
    "firm_lists:paper",
    "firm_lists:file",
}


class World(ReviewRows):
    """
    A town with a published review, a reported case that is suspected of not having been
    put right, and who looks at its pages.
    """

    def __init__(self, town):
        self.town = town
        articles.load(now=paths.after(7))
        self.message = boarded.published(town)
        self.review = self.published_bulletin().review
        self.campaign = a_campaign(town)
        campaigning.freeze_days(now=at_one(FIRST_DAY))
        self.case = paths.reported(town)
        suspecting.suspect(
            case=self.case, text=paths.DONE, by=town.bo, now=paths.after(6)
        )
        enforced.deducted(town)
        self.visit = inspected.inspected(town)
        second = PERIOD.next().name
        published.publish(town, published.a_dozen(), period=second)
        self.lists = build_lists(town)
        self.listing = self.lists.published()
        summing.freeze_half_months(now=at_one(PERIOD.end))

    def grow(self):
        """More cases in every state, more firms, more days, another review."""
        campaigning.freeze_days(now=at_one(FIRST_DAY + 3 * ONE_DAY))
        summing.freeze_half_months(now=at_one(PERIOD.next().next().end))
        for path in (paths.disposed, paths.rectified, paths.reported, paths.closed):
            for _each in range(3):
                path(self.town)
        for _each in range(3):
            boarded.published(self.town, phone=f"+861390013{8000 + _each}")
        for number in range(3):
            inspected.inspected(self.town, "4", "2", str(number))
            enforced.penalty(self.town, number=f"{number}号")
        for _each in range(3):
            document = self.lists.document(
                firm=self.town.rival, tenure=None, facts="Another one."
            )
            self.lists.published(
                firm=self.town.rival, tenure=None, facts=[self.lists.grave(document)]
            )
        self.lists.served(facts=[self.lists.grave(self.lists.document())])
        many = {f"又一家物业{number}": published.made(20, 15) for number in range(40)}
        third = PERIOD.next().next().name
        published.publish(self.town, published.a_dozen() | many, period=third)

    def address(self, name):
        return reverse(name, kwargs=self._words(name) or None)

    def _words(self, name):
        if name == "ratings:rules":
            return {"number": 1}
        if name in ("ratings:listed", "ratings:decision", "firm_lists:listing"):
            return {"number": self.listing.number}
        if name in ("complaints:gate", "complaints:poster", "ratings:community"):
            return {"code": self.town.garden.code}
        if name == "complaints:visit":
            token = codes.visit_token(case_id=self.case.pk, round_number=1)
            return {"token": token}
        if name == "firm_reviews:object":
            return {"period": PERIOD.name, "number": Case.objects.earliest("pk").number}
        asks_for = _arguments()[name]
        known = self._known(name)
        return {argument: known[argument] for argument in asks_for}

    def _known(self, name):
        known = {
            "number": self.case.number,
            "pk": self.visit.pk,
            "period": PERIOD.name,
            "code": self.town.firm.credit_code,
            "token": signing.dumps(self.message.pk, salt=SALT),
            "slug": "owners-decide",
            "indicator": "solved",
            "year": PERIOD.first_day.year,
        }
        if name == "complaints:message":
            known["pk"] = self.message.pk
        if name.startswith("ratings:campaign"):
            known["pk"] = self.campaign.pk
        if name == "ratings:region" or name.startswith(
            ("ratings:region_", "ratings:statistics_curve")
        ):
            known["code"] = self.town.city.code
        if name.startswith("ratings:funnel"):
            known["period"] = PERIOD.next().name
        return known

    def visitor(self, who):
        client = Client()
        if who == "manager":
            client.force_login(self.town.manager.user)
        if who == "filer":
            flow.answer(client)
        if who == "asker":
            form = main_form(client.get("/track/"))
            typed = {"number": self.case.number, "phone": PHONE}
            client.post("/track/", form.filled(**typed))
        if who == "tracker":
            form = main_form(client.get("/track/"))
            receipt = codes.receipt_for(self.case.number)
            client.post(
                "/track/", form.filled(number=self.case.number, receipt=receipt)
            )
        return client


def build_world(town) -> World:
    """An hour before `LOOKED_AT`."""
    with time_machine.travel(paths.after(7), tick=False):
        return World(town)


def names() -> set[str]:
    """Of all addresses but those of the desk."""
    return {name for name, _pattern in _patterns(get_resolver())}


def _patterns(resolver, namespace="") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else ""
                yield from _patterns(pattern, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", pattern


def _arguments():
    return {
        name: list(pattern.pattern.converters)
        for name, pattern in _patterns(get_resolver())
    }
