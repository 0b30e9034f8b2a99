from propertyhub.translating import catalogue, compiling
from propertyhub.translating.extraction import Text
from propertyhub.translating.unfold_texts import SOURCE, unfold_texts

LOCALE = "zh_Hans"
CASE = Text("Case", "", "", "complaints/models.py")
DAYS = Text("%(n)s day", "%(n)s days", "", "complaints/wording.py")


def written(tmp_path, texts, *, before=""):
    path = tmp_path / LOCALE / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(before or catalogue.as_file(catalogue.read(path, locale=LOCALE)))
    old = catalogue.read(path, locale=LOCALE)
    new = catalogue.brought_up_to_date(old, texts, locale=LOCALE)
    path.write_text(catalogue.as_file(new))
    return path


def test_translations_are_kept_and_what_is_gone_goes(tmp_path):
    before = 'msgid "Case"\nmsgstr "案件"\n\nmsgid "Gone"\nmsgstr "已删"\n'
    text = written(tmp_path, [CASE, DAYS], before=before).read_text()
    assert 'msgid "Case"\nmsgstr "案件"' in text
    assert "Gone" not in text
    assert 'msgstr[0] ""' in text


def test_a_guess_is_not_kept(tmp_path):
    before = '#, fuzzy\nmsgid "Case"\nmsgstr "盒子"\n'
    text = written(tmp_path, [CASE], before=before).read_text()
    assert "盒子" not in text
    assert "fuzzy" not in text


def test_a_second_extraction_changes_nothing(tmp_path):
    path = written(tmp_path, [DAYS, CASE])
    first = path.read_text()
    assert written(tmp_path, [CASE, DAYS], before=first).read_text() == first


def test_the_file_holds_no_line_numbers_and_no_dates(tmp_path):
    text = written(tmp_path, [CASE]).read_text()
    assert "#: complaints/models.py\n" in text
    assert "Date" not in text


def test_a_compiled_catalogue_is_made_once(tmp_path):
    written(tmp_path, [CASE], before='msgid "Case"\nmsgstr "案件"\n')
    (compiled,) = compiling.compile_all(tmp_path)
    assert "案件".encode() in compiled.read_bytes()
    assert compiling.compile_all(tmp_path) == []


def test_the_theme_s_texts_are_those_that_django_does_not_translate():
    found = {text.id: text.source for text in unfold_texts(LOCALE)}
    assert set(found.values()) == {SOURCE}
    assert "Apply Filters" in found
    assert "Save" not in found
