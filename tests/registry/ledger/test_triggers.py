import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from registry.ledger.triggers import (
    Trigger,
    allowed_pairs,
    allowed_steps,
    append_only,
    install,
    kept,
    lift,
    missing,
    never_deleted,
)

ONLY_APPENDED = append_only("a_diary", "diary_is_only_appended_to")
ALLOWED = allowed_pairs(
    name="ticket_moves_along_the_table",
    table="a_ticket",
    column="state",
    group_column="kind",
    pairs=[
        ("COMPLAINT", "FILED", "ACCEPTED"),
        ("COMPLAINT", "ACCEPTED", "CLOSED"),
        ("QUESTION", "FILED", "CLOSED"),
    ],
    version_column="version",
)
TRIGGERS = [*ONLY_APPENDED, ALLOWED]


@pytest.fixture
def tables(db):
    run("CREATE TABLE a_diary (id integer PRIMARY KEY, entry varchar(20) NOT NULL)")
    run(
        "CREATE TABLE a_ticket (id integer PRIMARY KEY, kind varchar(20) NOT NULL,"
        " state varchar(20) NOT NULL, version integer NOT NULL, note varchar(20))"
    )


@pytest.fixture
def guarded(tables):
    install(connection, TRIGGERS)
    run("INSERT INTO a_diary VALUES (1, 'sunny')")
    run("INSERT INTO a_ticket VALUES (1, 'COMPLAINT', 'FILED', 1, '')")


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def value_of(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def refused(statement, *, by):
    with pytest.raises(IntegrityError, match=by), transaction.atomic():
        run(statement)


def test_what_is_only_appended_to_grows(guarded):
    run("INSERT INTO a_diary VALUES (2, 'rain')")

    assert value_of("SELECT count(*) FROM a_diary") == 2


def test_what_is_only_appended_to_is_neither_changed_nor_deleted(guarded):
    refused("UPDATE a_diary SET entry = 'rain'", by="diary_is_only_appended_to")
    refused("DELETE FROM a_diary", by="diary_is_only_appended_to_no_delete")
    assert value_of("SELECT entry FROM a_diary") == "sunny"


@pytest.mark.postgres
def test_what_is_only_appended_to_is_not_emptied(guarded):
    refused("TRUNCATE a_diary", by="diary_is_only_appended_to_no_truncate")
    refused("TRUNCATE a_ticket, a_diary", by="diary_is_only_appended_to_no_truncate")


@pytest.mark.parametrize(
    "change",
    [
        "state = 'ACCEPTED', version = 2",
        "state = 'ACCEPTED', version = 7, note = 'in haste'",
        "note = 'nothing else changes'",
        "version = 2",
        "kind = 'QUESTION', version = 2",
        "state = 'FILED'",
    ],
)
def test_a_change_along_the_table_goes_through(guarded, change):
    run(f"UPDATE a_ticket SET {change}")  # noqa: S608  # from the lines above


@pytest.mark.parametrize(
    "change",
    [
        "state = 'CLOSED', version = 2",
        "state = 'NO SUCH STATE', version = 2",
        "state = 'ACCEPTED'",
        "state = 'ACCEPTED', version = 1",
        "state = 'ACCEPTED', version = 0",
        "state = 'CLOSED', version = 2, kind = 'QUESTION'",
        "state = 'ACCEPTED', version = 2, kind = 'QUESTION'",
        "state = 'ACCEPTED:CLOSED', version = 2",
    ],
)
def test_a_change_off_the_table_is_refused_by_name(guarded, change):
    statement = f"UPDATE a_ticket SET {change}"  # noqa: S608  # from the lines above
    refused(statement, by="ticket_moves_along_the_table")
    assert value_of("SELECT state FROM a_ticket") == "FILED"


def test_a_missing_value_lets_nothing_through(tables):
    """The columns are never null in our tables; a table that forgot it is no hole."""
    run("CREATE TABLE b_ticket (kind varchar(9), state varchar(9), version integer)")
    install(
        connection,
        [
            allowed_pairs(
                name="b_ticket_moves",
                table="b_ticket",
                column="state",
                group_column="kind",
                pairs=[("COMPLAINT", "FILED", "ACCEPTED")],
                version_column="version",
            )
        ],
    )
    run(
        "INSERT INTO b_ticket VALUES (NULL, 'FILED', 1), ('COMPLAINT', 'FILED', NULL),"
        " ('COMPLAINT', 'ACCEPTED', 1)"
    )

    refused("UPDATE b_ticket SET state = 'CLOSED', version = 2", by="b_ticket_moves")
    refused(
        "UPDATE b_ticket SET state = 'ACCEPTED' WHERE version IS NULL",
        by="b_ticket_moves",
    )
    refused(
        "UPDATE b_ticket SET state = NULL, version = 2 WHERE state = 'ACCEPTED'",
        by="b_ticket_moves",
    )


def test_what_is_installed_is_not_missing(guarded):
    assert missing(connection, TRIGGERS) == []


def test_nothing_is_there_before(tables):
    assert set(missing(connection, TRIGGERS)) >= {
        "diary_is_only_appended_to_no_update",
        "diary_is_only_appended_to_no_delete",
        "ticket_moves_along_the_table",
    }


def test_installing_twice_does_no_harm(guarded):
    install(connection, TRIGGERS)

    assert missing(connection, TRIGGERS) == []
    refused("DELETE FROM a_diary", by="diary_is_only_appended_to_no_delete")


def test_what_is_lifted_is_missing_and_comes_back(guarded):
    lift(connection, TRIGGERS)
    lift(connection, TRIGGERS)

    assert "diary_is_only_appended_to_no_delete" in missing(connection, TRIGGERS)
    run("UPDATE a_diary SET entry = 'rain'")

    install(connection, TRIGGERS)
    refused("UPDATE a_diary SET entry = 'snow'", by="diary_is_only_appended_to")


def test_a_table_that_was_remade_misses_its_triggers(guarded):
    run("CREATE TABLE new_diary (id integer PRIMARY KEY, entry varchar(20))")
    run("DROP TABLE a_diary")
    run("ALTER TABLE new_diary RENAME TO a_diary")

    assert "diary_is_only_appended_to_no_update" in missing(connection, TRIGGERS)
    assert "ticket_moves_along_the_table" not in missing(connection, TRIGGERS)
    install(connection, TRIGGERS)
    assert missing(connection, TRIGGERS) == []


def test_a_trigger_of_an_older_table_of_moves_is_missing_until_installed(guarded):
    grown = allowed_pairs(
        name="ticket_moves_along_the_table",
        table="a_ticket",
        column="state",
        group_column="kind",
        pairs=[("COMPLAINT", "FILED", "WITHDRAWN")],
        version_column="version",
    )

    assert missing(connection, [grown]) == ["ticket_moves_along_the_table"]
    install(connection, [grown])
    assert missing(connection, [grown]) == []
    run("UPDATE a_ticket SET state = 'WITHDRAWN', version = 2")


@pytest.mark.postgres
def test_a_trigger_that_was_switched_off_is_missing(guarded):
    run("ALTER TABLE a_diary DISABLE TRIGGER diary_is_only_appended_to_no_delete")

    assert missing(connection, TRIGGERS) == ["diary_is_only_appended_to_no_delete"]
    install(connection, TRIGGERS)
    refused("DELETE FROM a_diary", by="diary_is_only_appended_to_no_delete")


def test_tables_that_do_not_exist_yet_are_passed_over_and_named(guarded):
    early = append_only("no_such_table", "early")

    install(connection, early)
    lift(connection, early)

    assert "early_no_update" in missing(connection, early)


def test_a_failed_installation_leaves_what_was_there(guarded):
    broken = Trigger("broken", "a_diary", sqlite="CREATE", postgresql="CREATE")
    older = Trigger(
        "ticket_moves_along_the_table", "a_ticket", sqlite="CREATE", postgresql="CREATE"
    )

    with pytest.raises(DatabaseError):
        install(connection, [older, broken])

    assert missing(connection, [ALLOWED]) == []


@pytest.mark.parametrize("name", ["a b", "x;drop", 'a"b', "", "Größe", "a" * 64])
def test_only_plain_names_go_into_statements(name):
    with pytest.raises(ValueError, match="not a plain name"):
        append_only(name, "fine")
    with pytest.raises(ValueError, match="not a plain name"):
        append_only("a_diary", name)


@pytest.mark.parametrize(
    "pairs", [[], [("COMPLAINT", "FILED", "'); DROP TABLE a_diary; --")]]
)
def test_only_plain_words_go_into_the_pairs(pairs):
    with pytest.raises(ValueError, match="pairs are needed"):
        allowed_pairs(
            name="moves",
            table="a_ticket",
            column="state",
            group_column="kind",
            pairs=pairs,
            version_column="version",
        )


class TestWhatStays:
    """Of a row in some states columns stay, states go along, and no row goes."""

    @pytest.fixture(autouse=True)
    def _guarded(self, tables):
        install(
            connection,
            [
                kept(
                    name="closed_tickets_stay",
                    table="a_ticket",
                    column="state",
                    values=["CLOSED"],
                    columns=["kind", "note"],
                ),
                allowed_steps(
                    name="tickets_are_closed",
                    table="a_ticket",
                    column="state",
                    pairs=[("FILED", "CLOSED")],
                    version_column="version",
                ),
                *never_deleted("a_ticket", "tickets_stay"),
            ],
        )
        run("INSERT INTO a_ticket VALUES (1, 'COMPLAINT', 'FILED', 1, NULL)")

    def test_a_column_is_free_until_then(self):
        run("UPDATE a_ticket SET note = 'x', kind = 'QUESTION'")
        run("UPDATE a_ticket SET state = 'CLOSED', version = 2, note = NULL")
        refused("UPDATE a_ticket SET note = 'y'", by="closed_tickets_stay")
        refused("UPDATE a_ticket SET kind = 'COMPLAINT'", by="closed_tickets_stay")
        run("UPDATE a_ticket SET version = 3, note = NULL, kind = 'QUESTION'")

    def test_states_go_along_with_a_growing_version(self):
        by = "tickets_are_closed"
        refused("UPDATE a_ticket SET state = 'CLOSED'", by=by)
        refused("UPDATE a_ticket SET state = 'LOST', version = 2", by=by)
        run("UPDATE a_ticket SET state = 'CLOSED', version = 2")
        refused("UPDATE a_ticket SET state = 'FILED', version = 3", by=by)

    def test_no_row_goes(self):
        refused("DELETE FROM a_ticket", by="tickets_stay_no_delete")
        assert value_of("SELECT count(*) FROM a_ticket") == 1

    @pytest.mark.postgres
    def test_nor_all_of_them(self):
        refused("TRUNCATE a_ticket", by="tickets_stay_no_truncate")

    @pytest.mark.parametrize("values", [[], ["'); DROP TABLE a_diary; --"]])
    def test_only_plain_words_are_values(self, values):
        with pytest.raises(ValueError, match="values are needed"):
            kept(name="n", table="t", column="c", values=values, columns=["d"])
