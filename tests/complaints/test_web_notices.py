"""Every message: one thing to tap at most, the service's name, and nobody's data."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from complaints import notices

FOLDER = Path(settings.BASE_DIR) / "templates" / "complaints" / "notices"
TEMPLATES = sorted(path.name for path in FOLDER.glob("*.txt"))
VALUES = {"number": "34-2611-004217-7", "code": "123456", "case_id": 1, "round": 1}

TEXTS = {
    "filed.txt": "Your case 34-2611-004217-7 is filed. See who acts and by when: LINK",
    "declined.txt": (
        "Your case 34-2611-004217-7 was not accepted. The reason, and where to go "
        "instead: LINK"
    ),
    "reported.txt": (
        "There is a result for your case 34-2611-004217-7. Say whether it is solved: "
        "LINK"
    ),
    "answer_awaited.txt": (
        "Is your case 34-2611-004217-7 solved? Only your own answer counts: LINK"
    ),
    "code.txt": (
        "Good for ten minutes; nobody asks you for it by telephone. Your code: 123456"
    ),
    "firm_disposed.txt": (
        "Case 34-2611-004217-7 was handed over to your firm. Log in to see the due "
        "date and to answer."
    ),
    "firm_sent_back.txt": (
        "Case 34-2611-004217-7 was sent back to your firm. Log in to see what is "
        "missing."
    ),
    "firm_reminded.txt": (
        "Case 34-2611-004217-7 is due soon at your firm. Log in to answer."
    ),
    "firm_urged.txt": (
        "Case 34-2611-004217-7 is overdue at your firm. Log in and answer it today."
    ),
    "disposed.txt": (
        "Case 34-2611-004217-7 was handed over to your department. Log in to see the "
        "due date and to answer."
    ),
    "sent_back.txt": (
        "Case 34-2611-004217-7 was sent back to your department. Log in to see what is "
        "missing."
    ),
    "reminded.txt": "Case 34-2611-004217-7 is due soon at your office.",
    "urged.txt": "Case 34-2611-004217-7 is overdue at your office.",
    "visit_wanted.txt": (
        "At least half of the residents who answered in case 34-2611-004217-7 say that "
        "it is not solved. A return visit is wanted."
    ),
}


def rendered(template, language="en"):
    return notices.render(
        template=f"complaints/notices/{template}", language=language, payload=VALUES
    )


def test_every_message_that_is_sent_has_its_text():
    assert sorted(TEXTS) == TEMPLATES


@pytest.mark.parametrize("template", TEMPLATES)
def test_it_says_in_english(template):
    text = re.sub(r"http\S+", "LINK", rendered(template))
    assert text == f"[Talking about Property] {TEXTS[template]}"


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_it_has_one_thing_to_tap_at_most_and_stands_in_one_line(template, language):
    text = rendered(template, language)
    assert text.count("http") <= 1
    assert "\n" not in text
    assert not re.search(r"&\w+;", text)


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_message_takes_anything_but_number_link_and_code(template):
    used = set(re.findall(r"{{\s*(\w+)", (FOLDER / template).read_text()))
    assert used <= {"number", "link", "code"}
