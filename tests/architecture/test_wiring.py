"""Names written as strings: the timetable, and the links in templates."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.urls import get_resolver

from propertyhub.celery import app

TEMPLATES = Path(__file__).parents[2] / "templates"
ORDER = ["registry", "complaints", "ratings"]


def templates():
    return sorted(path for path in TEMPLATES.rglob("*") if path.is_file())


def found_in_templates(pattern):
    """Each match of the pattern, with the template that it stands in."""
    return [
        (path.relative_to(TEMPLATES).as_posix(), match)
        for path in templates()
        for match in re.findall(pattern, path.read_text())
    ]


def test_every_scheduled_task_exists():
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert scheduled <= set(app.tasks)


def test_every_routed_task_exists():
    app.loader.import_default_modules()
    named = {name for name in app.conf.task_routes if not name.endswith("*")}
    assert named <= set(app.tasks)


def test_templates_link_to_their_own_app_or_a_lower_one():
    links = found_in_templates(r"{% url ['\"](\w+):")
    upward = [
        (template, linked)
        for template, linked in links
        if linked in ORDER
        and template.split("/")[0] in ORDER
        and ORDER.index(linked) > ORDER.index(template.split("/")[0])
    ]
    assert upward == []


def test_templates_link_to_pages_that_exist():
    known = set(_url_names(get_resolver()))
    links = found_in_templates(r"{% url ['\"]([\w:-]+)['\"]")
    assert [link for link in links if link[1] not in known] == []


def test_templates_use_static_files_that_exist():
    files = found_in_templates(r"{% static ['\"]([^'\"]+)['\"]")
    assert [file for file in files if not finders.find(file[1])] == []


@pytest.mark.parametrize(
    "name",
    [path.relative_to(TEMPLATES).as_posix() for path in templates()],
)
def test_every_template_can_be_read(name):
    get_template(name)


def _url_names(resolver, namespace=""):
    for name in resolver.reverse_dict:
        if isinstance(name, str):
            yield namespace + name
    for inner, (_prefix, nested) in resolver.namespace_dict.items():
        yield from _url_names(nested, f"{namespace}{inner}:")
