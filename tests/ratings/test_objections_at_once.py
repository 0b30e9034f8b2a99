"""Five decisions at the same time on one objection: one counts, four are told so."""

from collections import Counter

import pytest

from ratings.models import Objection
from ratings.operations.objecting import AlreadyDecided
from tests.ratings.reviewed import build_reviewed
from tests.threads import at_once
from tests.town import build_town

pytestmark = pytest.mark.concurrency


def test_one_of_five_decisions_counts(transactional_db):
    reviewed = build_reviewed(build_town())
    reviewed.preview()
    objection = reviewed.object()

    def decide(number):
        read = Objection.objects.get(pk=objection.pk)
        try:
            reviewed.decide(read, upheld=bool(number % 2))
        except AlreadyDecided:
            return "told"
        return "upheld" if number % 2 else "rejected"

    decided = Counter(at_once(5, decide))
    objection.refresh_from_db()
    assert decided == {"told": 4, objection.state.lower(): 1}
