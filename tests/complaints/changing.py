"""What a change of a case is, and what of the house it leaves behind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.test import Client

from complaints import codes
from complaints.models import Step
from complaints.operations.filing import Reporter
from complaints.states import Privacy
from tests.complaints import flow
from tests.complaints.desk import move_of
from tests.complaints.detours import WHY
from tests.town import PHONE, Town

Typed = Mapping[str, Any]
A_REPLY = ("registry_idempotencykey", "UPDATE")
A_STEP = ("complaints_step", "INSERT")
A_NOTICE = ("registry_notice", "INSERT")
A_DRAFT = ("complaints_draft", "UPDATE")
A_DRAFT_GONE = ("complaints_draft", "DELETE")

TEXT = {"text": WHY}
FOUND = {"finding": "FOUNDED", "duty": "FIRM", "how": "VISIT"}
ANSWER = {"solved": "NO", "satisfied": "DISSATISFIED"}
AGREED = Reporter(Privacy.FIRM_MAY_PHONE, PHONE, "Wang Fang", "3-2-501")


@dataclass(frozen=True)
class Change:
    """
    One thing that can be done: to the case of `reach`, by somebody of the town (or by
    the resident, who holds the receipt), sent to `address`, and the steps it `writes`.

    `last` is what the request writes last, as table and event: a failure there comes
    when everything else is done.
    """

    reach: Callable[[Town], Any]
    writes: str
    address: Callable[[Any], str]
    who: str = ""
    typed: Callable[[Town, Any], Typed] | Typed = field(default_factory=dict)
    last: tuple[str, str] = A_REPLY
    # how far somebody who files has come, where the case is none yet
    until: str = flow.CHECK

    def browser(self, town: Town, case: Any) -> Client:
        """Whoever sends it, logged in or with the case's receipt shown."""
        client = Client(raise_request_exception=False)
        if self.who:
            client.force_login(getattr(town, self.who).user)
        elif case is not None:
            receipt = codes.receipt_for(case.number)
            client.post("/track/", {"number": case.number, "receipt": receipt})
        else:
            client.get(flow.answer(client, until=self.until))  # begins a session
        return client

    def send(self, browser: Client, town: Town, case: Any, **more: Any) -> Any:
        """With the version at which the case was reached, and always the same key."""
        typed = self.typed(town, case) if callable(self.typed) else self.typed
        version = case.version if case is not None else 1
        sent = {"version": version, "key": "a key of its own", **typed, **more}
        return browser.post(self.address(case), sent)


def everything() -> dict[type[Model], list[dict[str, Any]]]:
    """Every row of the house."""
    return {
        model: list(model._base_manager.order_by("pk").values())
        for app in ("registry", "complaints", "ratings")
        for model in apps.get_app_config(app).get_models()
    }


def last_step() -> int:
    return Step.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def steps_after(pk: int) -> str:
    """What was written since, in the way in which a change says it."""
    written = Step.objects.filter(pk__gt=pk).order_by("pk")
    return " ".join(written.values_list("action", flat=True))


def at_desk(
    action: str,
    who: str,
    reach: Callable[[Town], Any],
    typed: Callable[[Town, Any], Typed] | Typed = TEXT,
    writes: str = "",
) -> Change:
    """A move of the desk; unless it says otherwise it writes the step of its name."""
    address = lambda case: move_of(case, action)  # noqa: E731
    return Change(reach, writes or action, address, who, typed)


def by_resident(
    act: str,
    reach: Callable[[Town], Any],
    typed: Callable[[Town, Any], Typed] | Typed = TEXT,
    writes: str = "",
) -> Change:
    address = lambda case: f"/track/{case.number}/act/{act.lower()}/"  # noqa: E731
    return Change(reach, writes or act, address, typed=typed)


def by_firm(
    act: str, reach: Callable[[Town], Any], typed: Typed = TEXT, writes: str = ""
) -> Change:
    address = lambda case: f"/firm/{case.number}/act/{act.lower()}/"  # noqa: E731
    return Change(reach, writes or act, address, "manager", typed)


def of_the_firm(page: str) -> Callable[[Any], str]:
    return lambda case: f"/firm/{case.number}/{page}"


def of_the_case(page: str) -> Callable[[Any], str]:
    return lambda case: f"/track/{case.number}/{page}"


def of_the_link(page: str = "") -> Callable[[Any], str]:
    """By the link of the message."""
    return lambda case: (
        f"/v/{codes.visit_token(case_id=case.pk, round_number=case.round)}/{page}"
    )
