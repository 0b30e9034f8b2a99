"""
The complaint workflow as data: one row for each permitted move.

Everything that needs the workflow - operations, admin buttons, pages, the database's
own triggers, the drawing in docs/workflow.md - reads this table, and nothing else
decides what may follow what. Pure: it imports without settings.
Rules: specification, domain rules 2.2.
"""

from dataclasses import dataclass
from enum import StrEnum

from complaints.attempts import Facts
from complaints.refusals import Refusal
from complaints.states import Action, AskedBy, Kind, State


class Who(StrEnum):
    RESIDENT = "RESIDENT"
    OFFICER = "OFFICER"
    ACTING_PARTY = "ACTING_PARTY"
    SYSTEM = "SYSTEM"


class Office(StrEnum):
    """Which office's officer may make the move."""

    ANY = "ANY"
    HOLDER = "HOLDER"
    ONE_UP = "ONE_UP"
    COUNTY_OR_HIGHER_HOLDER = "COUNTY_OR_HIGHER_HOLDER"
    ABOVE = "ABOVE"


class When(StrEnum):
    """What chooses between two rows of one action from one state."""

    ALWAYS = "ALWAYS"
    RECTIFIED_BEFORE = "RECTIFIED_BEFORE"
    EXPLAINED_BEFORE = "EXPLAINED_BEFORE"
    MERGED_WHILE_FILED = "MERGED_WHILE_FILED"
    MERGED_WHILE_ACCEPTED = "MERGED_WHILE_ACCEPTED"
    MERGED_WHILE_VERIFIED = "MERGED_WHILE_VERIFIED"
    ASKED_BY_PARTY = "ASKED_BY_PARTY"
    ASKED_BY_OFFICE = "ASKED_BY_OFFICE"


@dataclass(frozen=True)
class Move:
    """`raises_version` is false for a step that leaves open forms of a case fresh."""

    action: Action
    kinds: frozenset[Kind]
    source: State | None
    target: State
    who: Who
    office: Office = Office.HOLDER
    guards: tuple[Refusal, ...] = ()
    when: When = When.ALWAYS
    raises_version: bool = True

    def fits(self, facts: Facts) -> bool:
        if facts.kind not in self.kinds or facts.state != self.source:
            return False
        chosen = {
            When.ALWAYS: True,
            When.RECTIFIED_BEFORE: not facts.answered_or_explained,
            When.EXPLAINED_BEFORE: facts.answered_or_explained,
            When.ASKED_BY_PARTY: facts.asked_by != AskedBy.OFFICE,
            When.ASKED_BY_OFFICE: facts.asked_by == AskedBy.OFFICE,
        }
        return chosen.get(self.when, facts.merged_from == self.target)


ALL = frozenset(Kind)
COMPLAINTS = frozenset({Kind.COMPLAINT})
OTHERS = ALL - COMPLAINTS

_F, _A, _D = State.FILED, State.ACCEPTED, State.DECLINED
_P, _V, _H = State.APPEALED, State.VERIFIED, State.DISPOSED
_R, _T, _C = State.RECTIFIED, State.REPORTED, State.CLOSED
_W, _M = State.WITHDRAWN, State.MERGED
_RES, _OFF, _SYS = Who.RESIDENT, Who.OFFICER, Who.SYSTEM
_PARTY = Who.ACTING_PARTY
_HOLDER, _UP = Office.HOLDER, Office.ONE_UP
_COUNTY = Office.COUNTY_OR_HIGHER_HOLDER

_RECLASSIFY = (
    Refusal.NEW_CLASS,
    Refusal.TEXT,
    Refusal.CONSENT,
    Refusal.SUSPICION_DECIDED,
    Refusal.NOT_THE_ACCEPTER,
)
_RECLASSIFY_LATE = (
    Refusal.NEW_CLASS,
    Refusal.TEXT,
    Refusal.KIND_EARLY,
    Refusal.NOT_THE_ACCEPTER,
)
_TRANSFER = (Refusal.TEXT, Refusal.TARGET, Refusal.STAYS_HIGH, Refusal.BINDING)
_TRANSFER_LATE = (Refusal.TEXT, Refusal.TARGET, Refusal.BINDING)
_VERIFY = (Refusal.FINDING, Refusal.SITE_VISIT)
_RECTIFY = (Refusal.TEXT, Refusal.EVIDENCE)
_REOPEN = (Refusal.NOT_FINAL, Refusal.REOPEN_IN_TIME)
_REOPEN_SPOKEN = (*_REOPEN, Refusal.REOPEN_AFTER_NO)
# What is heard at a return visit is heard while residents are called. Who answers of
# their own accord may do so before the first day of calls.
_SPOKEN = (
    Refusal.NOT_A_HANDLER,
    Refusal.MAY_VISIT,
    Refusal.HAS_PHONE,
    Refusal.CALLING_HOURS,
    Refusal.SPOKEN_ANSWER,
)
_FINAL = (Refusal.REOPENED_TWICE, Refusal.FINAL_REVIEW)

MOVES: tuple[Move, ...] = (
    Move(Action.FILE, ALL, None, _F, _RES, Office.ANY),
    Move(Action.FILE, ALL, None, _F, _OFF, Office.ANY),
    Move(Action.LOCATE, ALL, _F, _F, _OFF, _COUNTY, (Refusal.TARGET,)),
    Move(Action.LOCATE, ALL, _P, _P, _OFF, _COUNTY, (Refusal.TARGET,)),
    Move(
        Action.ACCEPT,
        ALL,
        _F,
        _A,
        _OFF,
        _HOLDER,
        (Refusal.LOCATED, Refusal.NOT_THE_LOWERER),
    ),
    Move(
        Action.DECLINE,
        ALL,
        _F,
        _D,
        _OFF,
        _HOLDER,
        (Refusal.REASON, Refusal.TEXT, Refusal.WAY_ON),
    ),
    Move(Action.APPEAL, ALL, _D, _P, _RES, guards=(Refusal.APPEAL_OPEN,)),
    Move(
        Action.UPHOLD,
        ALL,
        _P,
        _D,
        _OFF,
        _UP,
        (Refusal.TEXT, Refusal.NOT_THE_DECLINER),
    ),
    Move(
        Action.OVERTURN,
        ALL,
        _P,
        _A,
        _OFF,
        _UP,
        (Refusal.LOCATED, Refusal.TEXT, Refusal.NOT_THE_DECLINER),
    ),
    Move(
        Action.OVERTURN,
        ALL,
        _D,
        _A,
        _OFF,
        _UP,
        (Refusal.LOCATED, Refusal.TEXT, Refusal.NOT_THE_DECLINER),
    ),
    Move(Action.RECLASSIFY, ALL, _F, _F, _OFF, _HOLDER, _RECLASSIFY),
    Move(Action.RECLASSIFY, ALL, _A, _A, _OFF, _HOLDER, _RECLASSIFY),
    Move(Action.RECLASSIFY, COMPLAINTS, _V, _V, _OFF, _HOLDER, _RECLASSIFY_LATE),
    Move(Action.TRANSFER, ALL, _F, _F, _OFF, _HOLDER, _TRANSFER),
    Move(Action.TRANSFER, ALL, _A, _F, _OFF, _HOLDER, _TRANSFER),
    Move(Action.TRANSFER, COMPLAINTS, _V, _F, _OFF, _HOLDER, _TRANSFER_LATE),
    Move(Action.VERIFY, COMPLAINTS, _A, _V, _OFF, _HOLDER, _VERIFY),
    Move(
        Action.VERIFY,
        COMPLAINTS,
        _V,
        _V,
        _OFF,
        _HOLDER,
        (*_VERIFY, Refusal.WHY_AGAIN),
    ),
    Move(
        Action.EXPLAIN,
        COMPLAINTS,
        _V,
        _T,
        _OFF,
        _HOLDER,
        (
            Refusal.OUTCOME_FITS,
            Refusal.TEXT,
            Refusal.NOT_THE_FINDER,
            Refusal.NOT_THE_REPORTER,
        ),
    ),
    Move(
        Action.DISPOSE,
        COMPLAINTS,
        _V,
        _H,
        _OFF,
        _HOLDER,
        (
            Refusal.FOUNDED,
            Refusal.REFUSAL_SETTLED,
            Refusal.MEASURE,
            Refusal.NOT_THE_REPORTER,
        ),
    ),
    Move(
        Action.REFUSE,
        COMPLAINTS,
        _H,
        _V,
        _PARTY,
        guards=(Refusal.TEXT, Refusal.MAY_REFUSE),
    ),
    Move(
        Action.CONFIRM_DUTY,
        COMPLAINTS,
        _V,
        _H,
        _OFF,
        _UP,
        (Refusal.REFUSED_TWICE, Refusal.TEXT),
    ),
    Move(
        Action.RELEASE,
        COMPLAINTS,
        _V,
        _V,
        _OFF,
        _UP,
        (Refusal.REFUSED_TWICE, Refusal.DUTY, Refusal.TEXT),
    ),
    Move(Action.RECALL, COMPLAINTS, _H, _V, _OFF, _HOLDER, (Refusal.TEXT,)),
    Move(Action.RECTIFY, COMPLAINTS, _H, _R, _PARTY, guards=_RECTIFY),
    Move(Action.RECTIFY, COMPLAINTS, _H, _R, _OFF, _HOLDER, _RECTIFY),
    Move(
        Action.SEND_BACK,
        COMPLAINTS,
        _R,
        _H,
        _OFF,
        _HOLDER,
        (Refusal.TEXT, Refusal.NOT_THE_REPORTER),
    ),
    Move(
        Action.REPORT,
        COMPLAINTS,
        _R,
        _T,
        _OFF,
        _HOLDER,
        (Refusal.OUTCOME, Refusal.TEXT, Refusal.NOT_THE_REPORTER),
    ),
    Move(
        Action.ANSWER,
        OTHERS,
        _A,
        _T,
        _OFF,
        _HOLDER,
        (Refusal.TEXT, Refusal.NOT_THE_REPORTER),
    ),
    Move(Action.CLOSE, ALL, _T, _C, _RES),
    Move(
        Action.CLOSE,
        ALL,
        _T,
        _C,
        _OFF,
        _HOLDER,
        _SPOKEN,
    ),
    Move(Action.CLOSE, ALL, _T, _C, _SYS, guards=(Refusal.WINDOW_OVER,)),
    *(
        Move(Action.REOPEN, kinds, source, target, _RES, guards=guards, when=when)
        for source, guards in ((_T, ()), (_C, _REOPEN))
        for kinds, target, when in (
            (COMPLAINTS, _V, When.RECTIFIED_BEFORE),
            (COMPLAINTS, _A, When.EXPLAINED_BEFORE),
            (OTHERS, _A, When.ALWAYS),
        )
    ),
    *(
        Move(Action.REOPEN, kinds, _C, target, _OFF, Office.ANY, _REOPEN_SPOKEN, when)
        for kinds, target, when in (
            (COMPLAINTS, _V, When.RECTIFIED_BEFORE),
            (COMPLAINTS, _A, When.EXPLAINED_BEFORE),
            (OTHERS, _A, When.ALWAYS),
        )
    ),
    Move(
        Action.PLAN,
        COMPLAINTS,
        _H,
        _H,
        _OFF,
        _COUNTY,
        (Refusal.TEXT, Refusal.MILESTONES),
    ),
    Move(Action.FINAL, ALL, _A, _C, _OFF, _COUNTY, _FINAL),
    Move(Action.FINAL, COMPLAINTS, _V, _C, _OFF, _COUNTY, _FINAL),
    Move(Action.FINAL, ALL, _T, _C, _OFF, _COUNTY, _FINAL),
    Move(Action.WITHDRAW, ALL, _F, _W, _RES),
    Move(Action.WITHDRAW, ALL, _A, _W, _RES),
    Move(Action.WITHDRAW, COMPLAINTS, _V, _W, _RES),
    Move(Action.WITHDRAW, COMPLAINTS, _H, _W, _RES),
    *(
        Move(Action.MERGE, COMPLAINTS, source, _M, _OFF, _HOLDER, (Refusal.MERGEABLE,))
        for source in (_F, _A, _V)
    ),
    *(
        Move(
            Action.UNMERGE,
            COMPLAINTS,
            _M,
            target,
            _OFF,
            _HOLDER,
            (Refusal.TEXT,),
            when,
        )
        for target, when in (
            (_F, When.MERGED_WHILE_FILED),
            (_A, When.MERGED_WHILE_ACCEPTED),
            (_V, When.MERGED_WHILE_VERIFIED),
        )
    ),
)
