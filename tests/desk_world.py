"""
The town of all pages with what only the desk shows, and a person of each role.

Each sort of row is there at least once; cases, entries, reviews and rules are there in
the states that change what their pages show and offer.
"""

from datetime import date, timedelta

import time_machine
from django.test import Client

from complaints.models import AnswerAlert, Case
from complaints.states import AlertSort, Kind
from ratings.models import FilingAlert, Review
from ratings.operations import objecting, publishing, reviewing, simulating
from ratings.states import ObjectionGround
from registry.models import DayOff, Delegation, Duty, Notice, User
from registry.models.notice import NoticeChannel
from registry.roles import Role
from registry.sealing import seal
from tests import pages
from tests.complaints import boarded, detours, paths
from tests.ratings import enforced, ruled
from tests.ratings.campaigned import a_draft, at_one
from tests.ratings.publishers import publisher
from tests.ratings.rows import COUNTS_FROM, PERIOD
from tests.town import MONDAY_MORNING, Town

TODAY = date(2026, 3, 2)
IN_A_WEEK = TODAY + timedelta(days=7)
IN_PREVIEW = PERIOD.next().next()
CASES = (
    paths.filed,
    paths.verified,
    paths.disposed,
    paths.rectified,
    paths.closed,
    paths.explained,
    detours.appealed,
    detours.refused_twice,
    detours.extension_asked,
    detours.paused,
    detours.to_department,
    detours.told_on_friday,
    detours.drawn_for_a_second_visit,
    detours.promising,
    detours.heard,
)
FALLEN = {
    "before": 200,
    "days_before": 92,
    "hotline_before": 40,
    "now": 90,
    "days_now": 90,
    "hotline_now": 42,
}
APART = {"own": 40, "own_solved": 30, "typed": 60, "typed_solved": 95}


class DeskWorld:
    """The town, and by the name of each role somebody who has it."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.public = pages.World(town)
        self.lists = self.public.lists
        for bring in CASES:
            bring(town)
        town.file(kind=Kind.RETALIATION)
        boarded.held(town)
        self._entries()
        self._review()
        self._rules()
        self._papers()
        self._alerts()
        self._registers()
        self.people: dict[str, User] = {
            "street": town.anna.user,
            "county": town.county_dora.user,
            "city": town.city_emil.user,
            "province": publisher(town, "gu").user,
            "regulator": self.lists.pan.user,
            "department": town.fireman.user,
            "administrator": _administrator(town),
        }

    def visitor(self, role: str) -> Client:
        client = Client()
        client.force_login(self.people[role])
        return client

    def _entries(self) -> None:
        lists = self.lists
        for bring in (lists.propose, lists.notified, lists.silent, lists.decided):
            bring(facts=[lists.grave(lists.document())])

    def _review(self) -> None:
        """A third half-month in preview, with an objection to one of its cases."""
        gu, now = publisher(self.town, "gu"), at_one(IN_PREVIEW.end)
        review = reviewing.run(period=IN_PREVIEW, now=now)
        publishing.open_preview(review=review, by=gu, now=now)
        (case, _step), *_others = review.project_counts.first().cases["incidents"]
        objecting.object_to(
            review=review,
            case=Case.objects.get(pk=case),
            ground=ObjectionGround.WRONG_DUTY,
            text="路灯由街道办事处管理。",
            by=self.town.manager,
            now=now,
        )

    def _rules(self) -> None:
        """Rules in force are there; these are on their way."""
        drafted = ruled.drafted(MONDAY_MORNING, counts_from=COUNTS_FROM)
        drafter = ruled.person(ruled.DRAFTER)
        simulating.ask(rule_set=drafted, by=drafter, now=MONDAY_MORNING)
        simulating.run_waiting(now=MONDAY_MORNING)
        ruled.consulted(COUNTS_FROM, counts_from=COUNTS_FROM)
        ruled.reviewed(COUNTS_FROM, counts_from=COUNTS_FROM)

    def _papers(self) -> None:
        a_draft(self.town, document_number="皖物诉办〔2026〕4号")
        enforced.credit(self.town)
        enforced.interview(self.town)

    def _alerts(self) -> None:
        earlier, newer = Review.objects.order_by("period")[:2]
        FilingAlert.objects.create(
            region=self.town.county,
            period=newer.period,
            review=newer,
            earlier=earlier,
            figures=FALLEN,
            found_at=MONDAY_MORNING,
        )
        AnswerAlert.objects.create(
            street=self.town.street,
            sort=AlertSort.APART,
            starts_on=TODAY,
            ends_on=IN_A_WEEK,
            figures=APART,
            found_at=MONDAY_MORNING,
        )

    def _registers(self) -> None:
        town, tomorrow = self.town, MONDAY_MORNING + timedelta(days=1)
        DayOff.objects.create(day=TODAY, works=False, reason="大雪")
        Delegation.objects.create(
            absent=town.anna.user,
            stand_in=town.bo.user,
            starts_on=TODAY,
            ends_on=IN_A_WEEK,
        )
        Duty.objects.create(
            region=town.county,
            starts_at=MONDAY_MORNING,
            ends_at=tomorrow,
            name="王敏",
            phone="0551-62600000",
        )
        Notice.objects.create(
            dedupe_key="case:1:step:2",
            channel=NoticeChannel.SMS,
            template="complaints/notices/urged.txt",
            language="zh-hans",
            address_sealed=seal("+8613800138000"),
            payload_sealed=seal("{}"),
            created_at=MONDAY_MORNING,
            not_before=MONDAY_MORNING,
            attempts=6,
            last_error="ConnectionError",
            failed_at=tomorrow,
        )


def _administrator(town: Town) -> User:
    return User.objects.create_user(
        "chief", role=Role.OFFICER, region=town.city, is_staff=True, is_superuser=True
    )


def build_desk(town: Town) -> DeskWorld:
    """An hour before `pages.LOOKED_AT`."""
    with time_machine.travel(paths.after(7), tick=False):
        return DeskWorld(town)
