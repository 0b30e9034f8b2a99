"""A resident on the pages of the flow: opens each, types, and is led to the next."""

import re

from tests.complaints.browsing import main_form

START = "/file/"
KIND = "/file/kind/"
CATEGORY = "/file/category/"
DETAILS = "/file/details/"
SAME = "/file/same/"
CONTACT = "/file/contact/"
CHECK = "/file/check/"
AT_THE_GATE = "/file/kind/?community=DQHY"

TYPED = {
    "kind": "COMPLAINT",
    "category": "parking-ebike",
    "text": "The e-bikes stand in the rain and block the stairs.",
    "privacy": "HIDDEN",
    "phone": "138 0013 8000",
}
OF_PAGE = {
    KIND: ("kind",),
    CATEGORY: ("category",),
    DETAILS: ("text", "photos", "kept_photos"),
    CONTACT: (
        "privacy",
        "phone",
        "name",
        "unit",
        "filed_for",
        "concerned_name",
        "concerned_phone",
        "calls",
        "households",
        "representatives",
    ),
}


def full_width(text):
    """As Chinese keyboards type what stands in ASCII; the rest stays."""
    return re.sub("[!-~]", lambda found: chr(ord(found.group()) + 0xFEE0), text)


def path_of(address):
    return address.partition("?")[0]


def send(client, address, **typed):
    """Open a page, type and send it; what the page does not ask is left out."""
    form = main_form(client.get(address))
    asked = OF_PAGE.get(path_of(address), typed)
    return client.post(
        address, form.filled(**{k: v for k, v in typed.items() if k in asked})
    )


def answer(client, address=AT_THE_GATE, *, until=CHECK, **typed):
    """Answer page after page, as each leads to the next; where that ends is told."""
    typed = {**TYPED, **typed}
    while path_of(address) != until:
        if path_of(address) == SAME:
            address = CONTACT
            continue
        response = send(client, address, **typed)
        assert response.status_code == 302, (address, response.context["form"].errors)
        address = response.headers["Location"]
    return address


def photos_go_to(client, address=DETAILS):
    """Where a page with photos has them sent, by itself and one by one."""
    return client.get(address).context["photo_upload_url"]


def file(client, address=AT_THE_GATE, **typed):
    """From the poster at the gate to the answer of the last page."""
    answer(client, address, **typed)
    return send(client, CHECK)
