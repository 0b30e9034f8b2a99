"""What the pages do to a draft and to a case, by the name of their address."""

from dataclasses import replace
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from complaints.models import Draft
from tests.complaints import flow, paths
from tests.complaints.browsing import read
from tests.complaints.changing import (
    A_DRAFT,
    A_DRAFT_GONE,
    A_NOTICE,
    A_STEP,
    AGREED,
    ANSWER,
    TEXT,
    Change,
    Typed,
    of_the_case,
    of_the_firm,
    of_the_link,
)
from tests.complaints.desk import QUEUE, picture
from tests.complaints.detours import WHY, suspected
from tests.town import Town


def filing(address: str, typed: Any, *, last=A_DRAFT, until=flow.CHECK) -> Change:
    """What one page of the flow does to the draft of a browser."""
    return Change(
        lambda town: None,
        "",
        lambda _case: address,
        typed=typed,
        last=last,
        until=until,
    )


class Joining(Change):
    """
    Somebody was about to file what another resident had filed, and joins instead.

    The address is this browser's own, and is asked for while there is a draft.
    """

    def browser(self, town: Town, case: Any) -> Client:
        now = timezone.now()
        town.file(now=now, text=flow.TYPED["text"])
        client = super().browser(town, case)
        page = read(client.get(flow.SAME))
        _JOINED_AT[_session(client)] = next(one for one in page.links if "join" in one)
        return client

    def send(self, browser: Client, town: Town, case: Any, **more: Any) -> Any:
        there = replace(self, address=lambda _case: _JOINED_AT[_session(browser)])
        return Change.send(there, browser, town, case, **more)


_JOINED_AT: dict[str, str] = {}


def _session(browser: Client) -> str:
    return str(browser.cookies["sessionid"].value)


class Checking(Change):
    """The page with all answers: it sends the draft that it showed, also once gone."""

    def browser(self, town: Town, case: Any) -> Client:
        client = super().browser(town, case)
        draft = Draft.objects.get()
        shown = {"key": draft.browser_digest, "version": draft.version}
        _SHOWN[_session(client)] = shown
        return client

    def send(self, browser: Client, town: Town, case: Any, **more: Any) -> Any:
        shown = _SHOWN[_session(browser)]
        return super().send(browser, town, case, **shown, **more)


_SHOWN: dict[str, Typed] = {}


# The names of addresses, with what is done there.
PAGES = {
    "start": filing("/file/", {"community": "LXY"}),
    "file_unlisted": filing(
        "/file/unlisted/", {"region": "340104000", "place": "Willow Lane 7"}
    ),
    "file_kind": filing(flow.KIND, {"kind": "CONSULTATION"}, until=flow.CATEGORY),
    "file_category": filing(
        flow.CATEGORY, {"category": "lifts-broken"}, until=flow.DETAILS
    ),
    "file_details": filing(flow.DETAILS, {"text": WHY}, until=flow.CONTACT),
    "file_contact": filing(
        flow.CONTACT, {"privacy": "HIDDEN", "phone": "0551-6263 1234"}
    ),
    "draft_delete": filing("/file/draft/delete/", {}, last=A_DRAFT_GONE),
    "file_check": Checking(lambda town: None, "FILE", lambda _case: flow.CHECK),
    "file_join": Joining(
        lambda town: None,
        "FOLLOW",
        lambda _case: flow.SAME,
        typed={"phone": "139 0013 9000"},
    ),
    "photo_upload": Change(
        lambda town: None,
        "",
        # the browser that has answered all but sent nothing has one draft
        lambda _case: (
            f"/file/photo/?place={Draft.objects.get().browser_digest}&for=draft"
        ),
        typed=lambda *_: {"photo": picture()},
    ),
    "track": Change(
        paths.filed,
        "",
        lambda _case: "/track/",
        typed=lambda _town, case: {"number": case.number, "phone": "138 0013 8000"},
        last=A_NOTICE,
    ),
    "case_answer": Change(
        paths.reported, "CLOSE", of_the_case("answer/"), typed=ANSWER
    ),
    "case_reopen": Change(
        paths.reported, "REOPEN", of_the_case("reopen/"), typed={"reason": WHY}
    ),
    "visit": Change(paths.reported, "CLOSE", of_the_link(), typed=ANSWER),
    "visit_reopen": Change(
        paths.closed, "REOPEN", of_the_link("reopen/"), typed={"reason": WHY}
    ),
    "firm_case": Change(
        paths.disposed,
        "RECTIFY",
        of_the_firm(""),
        "manager",
        lambda *_: {**TEXT, "photos": picture()},
    ),
    "firm_hearing": Change(
        suspected,
        "HEAR",
        of_the_firm("hearing/"),
        "manager",
        lambda *_: {**TEXT, "photos": picture()},
    ),
    "firm_phone": Change(
        lambda town: paths.disposed(town, reporter=AGREED),
        "LOOK",
        of_the_firm("phone/"),
        "manager",
        last=A_STEP,
    ),
    "firm_unit": Change(
        lambda town: paths.disposed(town, reporter=AGREED, category="buildings-leak"),
        "LOOK",
        of_the_firm("unit/"),
        "manager",
        last=A_STEP,
    ),
    "complaints_case_add": Change(
        lambda town: None,
        "FILE",
        lambda _case: f"{QUEUE}add/",
        "anna",
        lambda *_: {
            "channel": "PHONE",
            "kind": "COMPLAINT",
            "category": "parking-ebike",
            "community": "DQHY",
            "text": "The e-bikes block the stairs.",
            "privacy": "HIDDEN",
            "phone": "138 0013 8000",
        },
    ),
    "complaints_case_call": Change(
        paths.disposed,
        "LOOK",
        lambda case: reverse("admin:complaints_case_call", args=[case.pk]),
        "anna",
        last=A_STEP,
    ),
    "complaints_case_changelist": Change(
        paths.filed,
        "ACCEPT",
        lambda _case: QUEUE,
        "anna",
        lambda _town, case: {
            "action": "accept_selected",
            "_selected_action": [case.pk],
        },
        last=A_STEP,
    ),
}
