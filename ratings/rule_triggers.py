"""What the database itself refuses about rule sets, beyond constraints."""

from ratings.states import RuleSetState
from registry.ledger import triggers

RULE_SETS = "ratings_ruleset"
RULE_SETS_STAY = "rule_sets_stay"
CONSULTED_RULES_STAY = "consulted_rules_stay_as_they_are"
ISSUED_RULES_STAY = "issued_rules_stay_as_they_are"
RULES_MOVE = "rule_sets_move_along"

DRAFTED = ("number", "title", "counts_from", "content", "is_demo", "drafted_by_id")
CONSULTED = ("consulted_from", "consulted_to", "opinions_to")
ISSUED = (
    *("reviewed_by_id", "reviewed_on", "opinion_number", "opinion_date"),
    *("opinions_answered", "document_number", "issuing_body", "issued_by_id"),
    *("published_on", "effective_from", "valid_until"),
)
MOVES = (
    (RuleSetState.DRAFT, RuleSetState.CONSULTED),
    (RuleSetState.CONSULTED, RuleSetState.REVIEWED),
    (RuleSetState.REVIEWED, RuleSetState.ISSUED),
    *(
        (state, RuleSetState.WITHDRAWN)
        for state in RuleSetState
        if state != RuleSetState.WITHDRAWN
    ),
)


def of_rule_sets() -> tuple[triggers.Trigger, ...]:
    """
    What was put up for consultation is what is issued, and what was issued stays.
    """
    later = [state.value for state in RuleSetState if state != RuleSetState.DRAFT]
    return (
        triggers.kept(
            name=CONSULTED_RULES_STAY,
            table=RULE_SETS,
            column="state",
            values=later,
            columns=[*DRAFTED, *CONSULTED],
        ),
        triggers.kept(
            name=ISSUED_RULES_STAY,
            table=RULE_SETS,
            column="state",
            values=[RuleSetState.ISSUED.value, RuleSetState.WITHDRAWN.value],
            columns=ISSUED,
        ),
        triggers.kept(
            name="withdrawn_rules_stay_as_they_are",
            table=RULE_SETS,
            column="state",
            values=[RuleSetState.WITHDRAWN.value],
            columns=("state", "version", "withdrawn_by_id", "withdrawn_from"),
        ),
        triggers.allowed_steps(
            name=RULES_MOVE,
            table=RULE_SETS,
            column="state",
            pairs=[(old.value, new.value) for old, new in MOVES],
            version_column="version",
        ),
        *triggers.never_deleted(RULE_SETS, RULE_SETS_STAY),
    )
