"""Each trouble that a person can run into on the web has words for both languages."""

from pathlib import Path

import pytest
from django.conf import settings

from propertyhub.translating.extraction import texts_in

BASE = Path(settings.BASE_DIR)
FOLDERS = [BASE / name for name in ("complaints", "registry", "templates")]
TROUBLES = (
    # a tracking pair that does not fit, a code that does not
    "No case fits this number and receipt. Look at both once more.",
    "That code does not fit. Check it, or ask for a new one.",
    "If the number and the phone belong together, a code of six digits is on its way; "
    "to a landline it is read by a call. It is good for ten minutes.",
    "If it fits, a code is on its way; one code a minute is sent.",
    # a stale form, a form sent twice, a move out of turn
    "Somebody else changed this case in the meantime. Look at it again; what you typed "
    "is still here.",
    "This form was sent before with other answers. Open the page again to send new "
    "ones.",
    "This step does not follow from where the case is.",
    "The time for reopening is over. A new case can be filed at any time.",
    # a photo that is none, or too much of one
    "The selected file must be a photo: JPG, PNG, WebP or HEIC.",
    "The selected file is empty. Choose another photo.",
    "The selected photo must be smaller than 10 MB.",
    "The selected photo must have fewer than {millions} million pixels.",
    "The selected photo could not be read. Take it again or choose another.",
    "Choose at most %(count)s photos.",
    "A photo sent before is gone. Choose it again.",
    # what is missing or cannot be
    "Give a mobile number, or a landline with its area code.",
    "Give a phone number, or file anonymously.",
    "Choose what it is about.",
    "Say what happened.",
    "Say where it is.",
    "Say whether it is solved.",
    "Add a photo taken afterwards, or say why there is none.",
    "Write at least 10 characters of explanation.",
    "The resident has not agreed to show this.",
    "This link is not complete",
)


@pytest.fixture(scope="module")
def marked():
    return {text.id for text in texts_in(FOLDERS, root=BASE)}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_it_is_marked_for_translation(marked, trouble):
    assert trouble in marked
