from pathlib import Path

from propertyhub.translating.extraction import (
    python_texts,
    template_texts,
    texts_in,
)


def keys(texts):
    return [(text.id, text.plural, text.context) for text in texts]


def test_marked_texts_of_python_are_found_with_their_context():
    code = """
label = _("Case")
more = ngettext_lazy("%(count)s day", "%(count)s days", "count")
day = pgettext("beside a date", "Sunday")
long = _("One sentence, "
         "written in two parts.")
"""
    assert sorted(keys(python_texts(code, source="x.py"))) == [
        ("%(count)s day", "%(count)s days", ""),
        ("Case", "", ""),
        ("One sentence, written in two parts.", "", ""),
        ("Sunday", "", "beside a date"),
    ]


def test_a_text_inside_an_f_string_is_found():
    assert keys(python_texts("f\"{_('Welcome')} {name}\"", source="x.py")) == [
        ("Welcome", "", "")
    ]


def test_what_is_not_written_out_is_not_a_text():
    assert keys(python_texts("_(name); gettext(f'{name}'); _()", source="x.py")) == []


def test_marked_texts_of_templates_are_found_however_they_are_indented():
    template = """
{% load i18n %}
    <p>It's {{ name }}'s "page" (
        {% translate "Track a case" %}
      {% blocktranslate trimmed %}
          Due on
          {{ day }}
      {% endblocktranslate %}
  {% blocktranslate count n=size %}one{% plural %}{{ n }}{% endblocktranslate %}
  {% include "x.html" with word=_("Log in") %}
  {% translate "May" context "month" %}
"""
    assert keys(template_texts(template, source="x.html")) == [
        ("Track a case", "", ""),
        ("Due on %(day)s", "", ""),
        ("one", "%(n)s", ""),
        ("Log in", "", ""),
        ("May", "", "month"),
    ]


def test_folders_are_searched_but_not_their_migrations(tmp_path):
    for name in ("app/views.py", "app/migrations/0001.py", "templates/app/page.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{% translate 'x' %}" if path.suffix == ".html" else "_('x')")
    found = texts_in([tmp_path / "app", tmp_path / "templates"], root=tmp_path)
    sources = [text.source for text in found]
    assert sources == ["app/views.py", "templates/app/page.html"]
    assert Path(sources[0]).parts[0] == "app"
