"""What a code costs is the same whether or not the phone is with the case."""

import re
from collections import Counter
from typing import ClassVar

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.operations import proving
from complaints.operations.filing import Reporter
from complaints.operations.proving import CodeWrong
from complaints.states import Privacy
from registry import sealing
from registry.ledger import allowances, outbox
from tests.complaints.operations.codes import OTHER_PHONE, codes, prove, send
from tests.town import PHONE

SHAPE = re.compile(r"'[^']*'|\b\d+\b|\bs\d+_x\d+\b")


@pytest.fixture
def case(town):
    return town.file(reporter=Reporter(Privacy.HIDDEN, phone=PHONE))


def statements(work):
    """What the database is asked, without the values."""
    with CaptureQueriesContext(connection) as queries:
        work()
    return [SHAPE.sub("?", query["sql"]).split(" WHERE ")[0] for query in queries]


class TestEqualWork:
    """Nothing that can be measured tells whether a phone belongs to a case."""

    PAIRS: ClassVar = {
        "a wrong phone": {"phone": OTHER_PHONE},
        "a wrong number": {"number": "34-2603-999999-0"},
        "the end of a wrong number": {"number": "9999-0"},
    }

    @pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
    def test_a_wrong_pair_makes_the_statements_of_a_right_one(self, case, pair):
        right = statements(lambda: send(case))
        wrong = statements(lambda: send(case, session="another", **pair))

        assert [undone(one) for one in wrong] == right
        assert len(codes()) == 1

    def test_so_does_one_that_comes_too_early(self, case):
        first = statements(lambda: send(case))
        second = statements(lambda: send(case, session="another"))

        assert [undone(one) for one in second] == first

    @pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
    def test_a_wrong_pair_seals_and_hashes_as_often(self, case, pair, monkeypatch):
        made: Counter[str] = Counter()
        for name in ("seal", "lookup_digest"):
            count_calls(monkeypatch, made, name)

        send(case)
        right = made.copy()
        made.clear()
        send(case, session="another", **pair)

        assert made == right
        assert made["seal"] == 2

    @pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
    def test_a_wrong_code_costs_the_same_whatever_was_asked(self, case, pair):
        send(case, session="right")
        send(case, session="wrong", **pair)
        asked = {"number": case.number, "phone": PHONE, **pair}

        def tried(**of):
            with pytest.raises(CodeWrong):
                prove(case, "nothing", **of)

        right = statements(lambda: tried(session="right"))
        wrong = statements(lambda: tried(session="wrong", **asked))
        assert wrong == right
        assert any("UPDATE" in one for one in right)


def undone(statement):
    """A savepoint that is rolled back stands where another one is released."""
    return statement.replace("ROLLBACK TO SAVEPOINT", "RELEASE SAVEPOINT")


def count_calls(monkeypatch, made, name):
    real = getattr(sealing, name)

    def counted(*args, **more):
        made[name] += 1
        return real(*args, **more)

    for module in (outbox, proving, allowances, sealing):
        if hasattr(module, name):
            monkeypatch.setattr(module, name, counted)
