"""
What may follow what for a message of the board: one row for each act.

Pure. Nothing is public before an officer with the right to moderate has read it.
Specification, domain rules 2.1 (rights) and 2.4 (message board).
"""

from dataclasses import dataclass

from complaints.states import MessageAction as Action
from complaints.states import MessageState as State

LEAST_TEXT = 10


@dataclass(frozen=True)
class Act:
    """From where to where, and whether it carries a reason of the catalogue."""

    action: Action
    source: State
    target: State
    with_reason: bool = False


ACTS = (
    Act(Action.PUBLISH, State.HELD, State.PUBLISHED),
    Act(Action.REFUSE, State.HELD, State.REFUSED, with_reason=True),
    Act(Action.REPLY, State.PUBLISHED, State.PUBLISHED),
    Act(Action.REMOVE, State.PUBLISHED, State.REMOVED, with_reason=True),
)


def acts_from(state: State) -> tuple[Act, ...]:
    return tuple(act for act in ACTS if act.source == state)


def act_of(action: Action) -> Act:
    """:raises KeyError: for writing, which nothing comes before"""
    return {act.action: act for act in ACTS}[action]


def pairs() -> list[tuple[str, str]]:
    """Each change of state that some row permits, for the database to hold."""
    return sorted(
        (act.source.value, act.target.value) for act in ACTS if act.source != act.target
    )
