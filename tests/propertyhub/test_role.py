"""The role that the site runs as: it can do its work, and cannot change history."""

from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from complaints.models import Case, Step
from complaints.operations import auditing, chasing, merging, proving
from complaints.triggers import all_triggers
from propertyhub.histories import APPENDED
from ratings.triggers import all_triggers as triggers_of_ratings
from registry.ledger import triggers
from tests.complaints import paths
from tests.complaints.paths import NO, after
from tests.town import PHONE, build_town

WITHOUT_THE_RIGHT = "42501"


@pytest.mark.sqlite
def test_roles_are_the_business_of_postgresql(db):
    with pytest.raises(CommandError, match="SQLite"):
        call_command("restrict_role", "site")


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def reconnected(user):
    connection.close()
    connection.settings_dict["USER"] = user


@pytest.fixture
def role(transactional_db):
    """Somebody who may log in, and nothing else."""
    name = f"site_{uuid4().hex[:12]}"
    run(f"CREATE ROLE {name} LOGIN")
    yield name
    run(f"DROP OWNED BY {name}")
    run(f"DROP ROLE {name}")


@pytest.fixture
def as_the_site(role, capsys):
    """Connected as the restricted role, with no trigger left to stand in the way."""
    town = build_town()
    case = paths.closed(town, NO)
    call_command("restrict_role", role)
    call_command("restrict_role", role)
    triggers.lift(connection, (*all_triggers(), *triggers_of_ratings()))
    owner = connection.settings_dict["USER"]
    reconnected(role)
    yield town, case
    reconnected(owner)


def refused(statement):
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        run(statement)
    return getattr(refusal.value.__cause__, "sqlstate", None)


@pytest.mark.postgres
@pytest.mark.parametrize("table", APPENDED)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET id = id",
        "DELETE FROM {}",
        "TRUNCATE {} CASCADE",
        "INSERT INTO {0} SELECT * FROM {0} ON CONFLICT (id) DO UPDATE SET id = 0",
        "SELECT * FROM {} FOR UPDATE",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "CREATE TRIGGER mine BEFORE INSERT ON {} EXECUTE FUNCTION suppress()",
        "DROP TABLE {} CASCADE",
        "SET session_replication_role = replica",
    ],
)
def test_postgresql_refuses_the_site_what_would_change_history(
    as_the_site, table, statement
):
    assert refused(statement.format(table)) == WITHOUT_THE_RIGHT
    assert Step.objects.count() == 7


@pytest.mark.postgres
def test_the_site_does_its_work_without_those_rights(as_the_site):
    town, _closed = as_the_site
    case = paths.disposed(town)
    target = paths.accepted(town)
    merging.merge(case=town.file(), target=target, by=town.anna, now=after(3))
    paths.answer_too(town, paths.follow(town, paths.reported(town)), NO)
    proving.send_code(
        number=case.number,
        phone=PHONE,
        session="s",
        network="n",
        language="en",
        now=after(5),
    )
    swept = chasing.sweep(now=case.due_at)

    assert swept.urged == 2
    assert {one.broken for one in auditing.examine()} == {None}
    assert Case.objects.count() == 5


@pytest.mark.postgres
def test_a_role_that_keeps_the_right_is_refused(db):
    owner = connection.settings_dict["USER"]
    with pytest.raises(CommandError, match="still may UPDATE complaints_step"):
        call_command("restrict_role", owner)


@pytest.mark.postgres
@pytest.mark.parametrize("name", ["nobody_is_called_so", 'a"; DROP TABLE x; --'])
def test_a_role_that_is_not_there_is_told(db, name):
    with pytest.raises(CommandError, match="There is no role"):
        call_command("restrict_role", name)
