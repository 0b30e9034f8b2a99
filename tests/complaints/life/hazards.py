"""Whether the clock of a hazard has to run, read again from the steps."""

from collections.abc import Iterable
from dataclasses import dataclass

from complaints.models import Step
from complaints.states import OPEN_STATES, Action, Kind

BY_DANGER = ["ORDINARY", "URGENT", "EMERGENCY"]


@dataclass
class Watch:
    """What is known of a hazard behind a step."""

    danger: int = 0
    watched: bool = False
    safe: bool = False
    merged: bool = False

    def behind(self, step: Step) -> None:
        if step.action in {Action.FILE, Action.RECLASSIFY}:
            self._class_is_said(step)
        elif step.action in {Action.MADE_SAFE, Action.ALARM, Action.REOPEN}:
            self.watched = step.action == Action.REOPEN and self.danger > 0
            self.safe = step.action == Action.MADE_SAFE
        elif step.source != step.target:
            self._state_is_entered(step)

    def _class_is_said(self, step: Step) -> None:
        detail, was = step.detail, self.danger
        is_complaint = detail["kind"] == Kind.COMPLAINT
        self.danger = BY_DANGER.index(detail["urgency"]) if is_complaint else 0
        self.safe = self.safe and self.danger <= was
        self.watched = self.danger > was or (self.watched and self.danger > 0)

    def _state_is_entered(self, step: Step) -> None:
        if step.action == Action.UNMERGE:
            self.watched = self.merged
        elif step.target not in OPEN_STATES:
            self.merged, self.watched = self.watched, False
        elif step.source not in OPEN_STATES:
            self.watched = self.danger > 0 and not self.safe


def is_watched(steps: Iterable[Step]) -> bool:
    """From each beginning of a hazard until it is safe, or was alarmed of."""
    watch = Watch()
    for step in steps:
        watch.behind(step)
    return watch.watched
