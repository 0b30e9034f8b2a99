"""Every message: one thing to tap at most, the service's name, and nobody's data."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from complaints import notice_texts

FOLDER = Path(settings.BASE_DIR) / "templates" / "complaints" / "notices"
TEMPLATES = sorted(path.name for path in FOLDER.glob("*.txt"))
VALUES = {
    "number": "34-2611-004217-7",
    "code": "123456",
    "case_id": 1,
    "round": 1,
    "count": 3,
    "year": 2027,
}

SNAPSHOT = tomllib.loads(Path(__file__).with_name("messages.toml").read_text())


def rendered(template, language="en"):
    return notice_texts.render(
        template=f"complaints/notices/{template}", language=language, payload=VALUES
    )


def test_every_message_that_is_sent_has_its_text():
    assert sorted(SNAPSHOT) == [name.removesuffix(".txt") for name in TEMPLATES]


def named():
    """The messages that the operations name, each as the file that it needs."""
    for path in (Path(settings.BASE_DIR) / "complaints").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if not isinstance(call, ast.Call):
                continue
            function = getattr(call.func, "attr", getattr(call.func, "id", ""))
            for word in call.keywords:
                is_text = isinstance(word.value, ast.Constant)
                if word.arg == "template" and is_text and function in TELLING:
                    yield from (f"{name}.txt" for name in TELLING[function](word.value))


def itself(template):
    return [template.value]


def for_a_firm_too(template):
    return [template.value, f"firm_{template.value}"]


TELLING = {
    "tell_resident": itself,
    "tell_office": itself,
    "tell_above": itself,
    "tell_region": itself,
    "tell": itself,
    "tell_holder": for_a_firm_too,
    "tell_party": for_a_firm_too,
    "tell_who_acted": for_a_firm_too,
}


def test_every_message_that_an_operation_names_is_there_for_all_its_readers():
    assert set(named()) <= set(TEMPLATES)
    assert len(set(named())) > 25


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize(
    ("language", "service"),
    [("en", "[Talking about Property] "), ("zh-hans", "【物业大家谈】")],
)
def test_it_names_the_service_and_says_what_was_written_down(
    template, language, service
):
    text = re.sub(r"http\S+", "LINK", rendered(template, language))
    wanted = SNAPSHOT[template.removesuffix(".txt")][language]
    assert text == service + wanted


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_it_has_one_thing_to_tap_at_most_and_stands_in_one_line(template, language):
    text = rendered(template, language)
    assert text.count("http") <= 1
    assert "\n" not in text
    assert not re.search(r"&\w+;", text)


def test_a_link_to_track_brings_the_number_along():
    number = "34-2611-004217-7"
    template = notice_texts.file_of("planned")
    text = notice_texts.render(
        template=template, language="en", payload={"number": number}
    )
    assert text.endswith(f"/track/?number={number}")


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_message_takes_anything_but_numbers_link_and_code(template):
    used = set(re.findall(r"{{\s*(\w+)", (FOLDER / template).read_text()))
    assert used <= {"number", "link", "code", "count", "year"}
