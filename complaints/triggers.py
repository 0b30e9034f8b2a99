"""What the database itself refuses, beyond constraints: one list of triggers."""

from complaints import moderation
from complaints.workflow import allowed_pairs
from registry.ledger import triggers

CASE_MOVES = "case_moves_along_the_table"
MESSAGE_MOVES = "messages_go_through_moderation"
STEPS_ARE_APPENDED = "steps_are_only_appended"
PROMISES_ARE_APPENDED = "promises_are_only_appended"

# tables whose rows are written once: for the triggers, and for the rights of a role
APPENDED = {
    "complaints_step": STEPS_ARE_APPENDED,
    "complaints_promise": PROMISES_ARE_APPENDED,
    "complaints_messagestep": "message_steps_are_only_appended",
}


def all_triggers() -> tuple[triggers.Trigger, ...]:
    """
    The pairs of states that the table allows, and history and promises that are only
    appended to: a promise is changed by a newer one, which names its step.

    Reinstalled after every migration; a system check compares the list with the
    database, since a table that SQLite remakes loses its triggers in silence.
    """
    pairs = sorted(
        (str(kind), str(source), str(target))
        for kind, source, target in allowed_pairs()
    )
    return (
        triggers.allowed_pairs(
            name=CASE_MOVES,
            table="complaints_case",
            column="state",
            group_column="kind",
            pairs=pairs,
            version_column="version",
        ),
        triggers.allowed_steps(
            name=MESSAGE_MOVES,
            table="complaints_message",
            column="state",
            pairs=moderation.pairs(),
            version_column="version",
        ),
        *(
            trigger
            for table, name in APPENDED.items()
            for trigger in triggers.append_only(table, name)
        ),
    )
