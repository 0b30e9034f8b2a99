"""Two beats, two workers, and a task that is handed out again while it runs."""

import pytest

from registry.models import Notice
from tests.processes.residents import (
    keys_handed_on,
    let_it_be_day,
    phones_reminded,
    reminders,
    to_be_reminded,
)
from tests.processes.running import until

RESIDENTS = 4
# behind the first message, the task is handed out again
SLOW = {"VISIBLE_AFTER": "5", "SENDING": "3"}


@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_what_is_handed_out_again_while_it_runs_has_its_effects_once(town, house):
    to_be_reminded(town, RESIDENTS)
    for name in ("one", "other"):
        house.worker(name, **SLOW)
        house.beat(name, **SLOW)
    until(lambda: reminders().count() == RESIDENTS)
    let_it_be_day()
    until(lambda: not reminders().filter(sent_at=None).exists())
    house.stop(house.beats)
    house.wait_until_idle()

    handed_out = house.deliveries_begun()
    assert len(set(handed_out)) < len(handed_out)
    assert len(set(phones_reminded())) == reminders().count() == RESIDENTS
    keys = keys_handed_on(house.sent)
    assert sorted(keys) == sorted(notice.dedupe_key for notice in reminders())
    assert set(Notice.objects.values_list("attempts", flat=True)) == {1}
