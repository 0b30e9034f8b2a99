"""A case at the portal of a firm: where it stands, and how it is answered."""

from tests.complaints.browsing import main_form, read
from tests.registry.ledger import photos as uploads

DONE = "The shed has a roof now, and the stairs are free."


def address(case):
    return f"/firm/{case.number}/"


def answer(client, case, **typed):
    """Open the case, type an answer with one photo, send it."""
    form = main_form(client.get(address(case)))
    given = {"text": DONE, "photos": [uploads.upload(uploads.jpeg())]} | typed
    return client.post(address(case), form.filled(**given))


def forms_of(page):
    return [form.action for form in read(page).forms]
