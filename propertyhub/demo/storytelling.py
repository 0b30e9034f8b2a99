"""What a course of the demo asks at every turn: when, who, and what chance says."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from complaints.operations import dating
from complaints.operations.loading import History
from complaints.queries.facts import NOT_MOVES, TELLS_A_RESULT
from complaints.states import Action, Kind, Stage, State
from complaints.workflow import stage_of
from propertyhub.demo import pace
from propertyhub.demo.pace import Manner
from propertyhub.demo.scene import Scene
from registry.actors import Officer

STALLED = 0.02
STALLED_LONG_AGO = 0.0005
RECENT = timedelta(days=35)

T = TypeVar("T")


class Storyteller:
    """One history and the chance that its course follows."""

    def __init__(self, scene: Scene, history: History, rng: Random) -> None:
        self.scene = scene
        self.history = history
        self.case = history.case
        self.rng = rng
        self.detours: set[str] = set()
        self._leads: dict[str, Officer] = {}

    @property
    def topic(self) -> str:
        """The top category that the case belongs to."""
        return self.case.category.code.split("-")[0]

    @property
    def firm_manner(self) -> Manner:
        """Of who answers for the community: the firm, or else the office."""
        firm = self.case.firm
        return self.scene.manner(firm.credit_code if firm else self.case.office_code)

    def moment(self) -> datetime | None:
        """When the next step is taken; never, when it is forgotten or not yet time."""
        recent = self.case.filed_at > self.scene.now - RECENT
        if self.rng.random() < (STALLED if recent else STALLED_LONG_AGO):
            return None
        stage = stage_of(Kind(self.case.kind), State(self.case.state))
        how = (
            self.firm_manner
            if stage == Stage.RECTIFICATION
            else self.scene.manner(self.case.office_code)
        )
        taken = pace.minutes(self.rng, stage, dating.track_of(self.case), how)
        at = self.scene.hours.at_work(self.history.last_at, taken)
        return at if at <= self.scene.now else None

    def officer(self, *, besides: Iterable[int] = ()) -> Officer:
        """Whoever leads the case at its office; another where the rules ask for one."""
        left_out, office = set(besides), self.case.office_code
        lead = self._leads.get(office)
        if lead is None or lead.user.pk in left_out:
            lead = self.scene.cast.officer(self.rng, office, besides=left_out)
        if not left_out:
            self._leads[office] = lead
        return lead

    def reporters(self) -> set[int]:
        """Who told the result of the round before."""
        return self._authors(TELLS_A_RESULT, self.case.round - 1)

    def finders(self) -> set[int]:
        return self._authors({Action.VERIFY}, self.case.round)

    def handlers(self) -> set[int]:
        """Who made a move of the round, as the guards ask."""
        return self._authors(set(Action) - NOT_MOVES, self.case.round)

    def drawn(self, chances: Mapping[T, float]) -> T:
        return self.rng.choices(list(chances), list(chances.values()))[0]

    def _authors(self, actions: Collection[str], round_number: int) -> set[int]:
        return {
            step.actor_id
            for step in self.history.steps
            if step.action in actions
            and step.round == round_number
            and step.actor_id is not None
        }
