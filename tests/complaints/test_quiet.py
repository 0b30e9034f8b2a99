"""Quiet hours: from 21 to 8 o'clock nothing of a case rings that can wait."""

from complaints import notice_texts
from registry.ledger import outbox
from registry.models import Notice
from registry.models.notice import NoticeChannel
from tests.complaints import paths
from tests.complaints.paths import after
from tests.registry.ledger.deliveries import Phones

NIGHT, EIGHT = after(14), after(23)


def sent(template):
    return Notice.objects.get(template=f"complaints/notices/{template}.txt")


def told_at(moment):
    phones = Phones()
    outbox.deliver(now=moment, gateway=phones, limit=99, render=notice_texts.render)
    return [key.rsplit(":", 1)[-1] for key in phones.keys]


def test_who_files_at_night_hears_of_it_in_the_morning(town):
    town.file(now=NIGHT)
    assert told_at(NIGHT) == []
    assert told_at(EIGHT) == ["filed"]


def test_a_hazard_rings_at_night(town):
    town.file(category="fire-charging", now=NIGHT)
    assert "filed" in told_at(NIGHT)


def test_a_landline_is_called_and_gets_no_message(town):
    paths.disposed(town)
    assert sent("firm_disposed").channel == NoticeChannel.VOICE
