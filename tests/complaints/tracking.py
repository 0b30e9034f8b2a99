"""A resident on the pages of a case: proves it, reads what stands there, and acts."""

import html
import re

from complaints import codes, notice_texts, numbers
from registry.ledger import outbox
from registry.models import Notice
from tests.complaints.browsing import main_form, read
from tests.complaints.paths import after

UNKNOWN = numbers.compose(province="34", year=2026, month=3, counter=999_999)


def track(client, number, **proof):
    form = main_form(client.get("/track/"))
    return client.post("/track/", form.filled(number=number, **proof))


def by_receipt(client, case, *, turn=1):
    """The case's page, for whoever holds its receipt."""
    track(client, case.number, receipt=codes.receipt_for(case.number, turn=turn))
    return client.get(f"/track/{case.number}/")


def newest_code():
    """The code in the last message, as its reader would type it."""
    texts = []

    class Phone:
        def send(self, *, dedupe_key, channel, address, text):
            if dedupe_key.startswith("code:"):
                texts.append(text)

    outbox.deliver(now=after(7), gateway=Phone(), limit=9, render=notice_texts.render)
    return texts[-1].split()[-1]


def sent_codes():
    return Notice.objects.filter(template__endswith="/code.txt").count()


def words_of(page):
    """What a person reads, and what the page leads to, without its form secrets."""
    return re.sub(r'value="[\w-]{20,}"', "", page.content.decode())


def text_of(page) -> str:
    """What a person reads: without tags, every blank one blank."""
    words = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(html.unescape(words).split())


def act_of(page, act):
    """The form of an act on the page."""
    return next(one for one in read(page).forms if f"/act/{act}/" in one.action)


def do(client, case, act, **typed):
    page = by_receipt(client, case)
    return client.post(
        f"/track/{case.number}/act/{act}/", act_of(page, act).filled(**typed)
    )
