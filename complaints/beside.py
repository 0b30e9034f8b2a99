"""
The steps beside the moves as data: what may be written on a case without moving it.

They are rows of the same shape as the moves, so that who may, from which office and on
which conditions is asked and refused in the same way; each leaves the case in the state
that it is in. `docs/workflow.md` draws them, too. Pure: it imports without settings.
Rules: specification, domain rules 2.2.
"""

from collections.abc import Iterable

from complaints.moves import ALL, COMPLAINTS, OTHERS, Move, Office, When, Who
from complaints.refusals import Refusal
from complaints.states import OPEN_STATES, Action, Kind, State

PAUSABLE = frozenset({State.ACCEPTED, State.VERIFIED, State.DISPOSED})

_F, _A, _V = State.FILED, State.ACCEPTED, State.VERIFIED
_H, _R, _T = State.DISPOSED, State.RECTIFIED, State.REPORTED
_C, _D = State.CLOSED, State.DECLINED
_OFF, _PARTY = Who.OFFICER, Who.ACTING_PARTY
_RES, _SYS = Who.RESIDENT, Who.SYSTEM

_ASK = (
    Refusal.NOT_PAUSED,
    Refusal.ASKED_ALREADY,
    Refusal.IN_TIME,
    Refusal.EXTENSIONS_LEFT,
    Refusal.NEW_DATE,
    Refusal.TEXT,
)
_PAUSE = (
    Refusal.NOT_PAUSED,
    Refusal.PAUSE_REASON,
    Refusal.PAUSE_LENGTH,
    Refusal.TEXT,
)
_SETTLE = (Refusal.COMMITTED, Refusal.COMMITMENT, Refusal.TEXT)
_SUSPECT = (Refusal.PUT_RIGHT, Refusal.NOT_FOUND_FALSE, Refusal.NEW_SUSPICION)
_DECIDE = (
    Refusal.SUSPECTED,
    Refusal.HEARD,
    Refusal.TEXT,
    Refusal.NOT_WHO_REPORTED,
)
# What is suspected is decided wherever the case has gone meanwhile.
_SUSPECTED_IN = (*OPEN_STATES, State.CLOSED, State.WITHDRAWN, State.MERGED)
_SAFE = (Refusal.HAZARD, Refusal.NOT_SAFE_YET, Refusal.TEXT)
_CALL = (
    Refusal.MAY_VISIT,
    Refusal.HAS_PHONE,
    Refusal.CALL_OUTCOME,
    Refusal.CALLING_HOURS,
)


def _rows(
    action: Action,
    states: Iterable[State],
    who: Who,
    office: Office = Office.HOLDER,
    guards: tuple[Refusal, ...] = (),
    *,
    kinds: frozenset[Kind] = ALL,
    when: When = When.ALWAYS,
    raises_version: bool = False,
) -> tuple[Move, ...]:
    """One row for each state in which the step can be written."""
    return tuple(
        Move(
            action,
            _reaching(state, kinds),
            state,
            state,
            who,
            office,
            guards,
            when,
            raises_version,
        )
        for state in states
        if _reaching(state, kinds)
    )


def _reaching(state: State, kinds: frozenset[Kind]) -> frozenset[Kind]:
    """Of these kinds those that come to the state at all."""
    return kinds & COMPLAINTS if state in (_V, _H, _R) else kinds


BESIDE: tuple[Move, ...] = (
    *_rows(
        Action.RAISE,
        OPEN_STATES,
        _OFF,
        Office.ONE_UP,
        (Refusal.TEXT,),
        raises_version=True,
    ),
    *_rows(Action.RAISE, OPEN_STATES, _SYS, raises_version=True),
    *_rows(
        Action.SECOND_LOOK,
        (_D,),
        _OFF,
        Office.ONE_UP,
        (
            Refusal.DRAWN,
            Refusal.NOT_LOOKED_AT,
            Refusal.TEXT,
            Refusal.NOT_THE_DECLINER,
        ),
    ),
    *_rows(Action.ASK_EXTENSION, (_H,), _PARTY, guards=_ASK, kinds=COMPLAINTS),
    *_rows(Action.ASK_EXTENSION, (_A, _V, _H, _R), _OFF, guards=_ASK),
    *(
        row
        for office, when, asked in (
            (Office.HOLDER, When.ASKED_BY_PARTY, (Refusal.NOTHING_ASKED,)),
            (Office.ONE_UP, When.ASKED_BY_OFFICE, ()),
        )
        for row in (
            *_rows(
                Action.EXTEND,
                (_A, _V, _H, _R),
                _OFF,
                office,
                (*asked, Refusal.NOT_PAUSED),
                when=when,
                raises_version=True,
            ),
            *_rows(
                Action.DENY_EXTENSION,
                (_A, _V, _H, _R),
                _OFF,
                office,
                (*asked, Refusal.TEXT),
                when=when,
            ),
        )
    ),
    *_rows(
        Action.DENY_EXTENSION,
        (_A, _V, _H, _R),
        _SYS,
        guards=(Refusal.NOTHING_ASKED, Refusal.DECISION_RUNNING),
    ),
    *_rows(
        Action.PAUSE,
        (_V, _H),
        _OFF,
        guards=_PAUSE,
        kinds=COMPLAINTS,
        raises_version=True,
    ),
    *_rows(Action.PAUSE, (_A,), _OFF, guards=_PAUSE, kinds=OTHERS, raises_version=True),
    *(
        row
        for who in (_OFF, _SYS)
        for states, kinds in (((_V, _H), COMPLAINTS), ((_A,), OTHERS))
        for row in _rows(
            Action.RESUME,
            states,
            who,
            guards=(Refusal.PAUSED,),
            kinds=kinds,
            raises_version=True,
        )
    ),
    *_rows(
        Action.HOLIDAY,
        OPEN_STATES,
        _SYS,
        guards=(Refusal.NOT_PAUSED,),
        raises_version=True,
    ),
    *_rows(Action.ALARM, OPEN_STATES, _SYS, kinds=COMPLAINTS),
    *_rows(Action.MADE_SAFE, OPEN_STATES, _OFF, guards=_SAFE, kinds=COMPLAINTS),
    *_rows(Action.MADE_SAFE, (_H,), _PARTY, guards=_SAFE, kinds=COMPLAINTS),
    *_rows(Action.REMIND, OPEN_STATES, _SYS),
    *_rows(Action.URGE, OPEN_STATES, _SYS),
    # of what is over, only a suspicion is pressed for
    *_rows(
        Action.URGE,
        (State.CLOSED, State.WITHDRAWN, State.MERGED),
        _SYS,
        guards=(Refusal.SUSPECTED,),
        kinds=COMPLAINTS,
    ),
    *_rows(
        Action.URGE,
        OPEN_STATES,
        _RES,
        guards=(Refusal.OVERDUE, Refusal.NOT_URGED_TODAY),
    ),
    *_rows(Action.SUPERVISE, OPEN_STATES, _SYS),
    *_rows(Action.SUPERVISE, OPEN_STATES, _OFF, Office.ABOVE, (Refusal.TEXT,)),
    *_rows(Action.BULLETIN, OPEN_STATES, _SYS),
    *_rows(Action.NOTE, State, _OFF, guards=(Refusal.TEXT,)),
    *_rows(Action.NOTE, (*OPEN_STATES, State.MERGED), _RES, guards=(Refusal.ADDITION,)),
    *_rows(Action.FOLLOW, (*OPEN_STATES, _C), _RES, kinds=ALL - {Kind.RETALIATION}),
    *_rows(Action.HAND_ON, (_F, _A, _V, _H), _RES),
    *_rows(
        Action.VISIT_TRY,
        (_T,),
        _OFF,
        guards=(Refusal.NOT_A_HANDLER, *_CALL, Refusal.CALLING_DAY),
    ),
    *_rows(
        Action.SECOND_VISIT,
        (_C,),
        _OFF,
        Office.ONE_UP,
        (
            Refusal.VISIT_DRAWN,
            Refusal.NOT_VISITED_AGAIN,
            Refusal.NOT_A_HANDLER,
            *_CALL,
            Refusal.SPOKEN_ANSWER,
        ),
    ),
    *(
        row
        for action in (Action.COMMITMENT_KEPT, Action.COMMITMENT_BROKEN)
        for states, guards in (
            ((_H,), (Refusal.NOT_PAUSED, *_SETTLE)),
            (tuple(state for state in State if state != _H), _SETTLE),
        )
        for row in _rows(action, states, _OFF, guards=guards, raises_version=True)
    ),
    *_rows(
        Action.SUSPECT,
        (*OPEN_STATES, _C),
        _SYS,
        guards=_SUSPECT,
        kinds=COMPLAINTS,
    ),
    *_rows(
        Action.SUSPECT,
        (*OPEN_STATES, _C),
        _OFF,
        guards=(*_SUSPECT, Refusal.TEXT),
        kinds=COMPLAINTS,
    ),
    *_rows(
        Action.HEAR,
        _SUSPECTED_IN,
        _PARTY,
        guards=(Refusal.SUSPECTED, Refusal.NOT_HEARD, Refusal.TEXT),
        kinds=COMPLAINTS,
    ),
    *(
        row
        for action in (Action.FALSE_CONFIRMED, Action.FALSE_DISMISSED)
        for row in _rows(
            action,
            _SUSPECTED_IN,
            _OFF,
            guards=_DECIDE,
            kinds=COMPLAINTS,
        )
    ),
    *_rows(Action.HIDE, (*OPEN_STATES, _C, _D), _RES, guards=(Refusal.SHOWN,)),
    *_rows(Action.LOOK, State, _OFF),
    *_rows(Action.LOOK, (_H,), _PARTY, kinds=COMPLAINTS),
)
