"""An official document says all that it was given, in one way, and nothing else."""

import shutil
from dataclasses import astuple, replace
from datetime import date

import pytest
import segno
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.ledger import papers
from registry.ledger.papers import PaperNotMade, Section, Table, pdf_of
from tests.registry.ledger.printed import (
    ADDRESS,
    LETTER,
    NOTICE,
    Printed,
    packed,
    picture,
    saying,
)

A4 = (595, 842)
IN_BOTH = pytest.mark.parametrize("paper", [NOTICE, LETTER], ids=["zh", "en"])


def texts_of(value):
    """All texts in it, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from texts_of(inner)


@IN_BOTH
def test_every_field_is_read_in_the_pdf(paper):
    printed = Printed(pdf_of(paper)).text
    said = [text for text in texts_of(astuple(paper)) if text != paper.language]
    assert len(said) > 20
    assert [text for text in said if packed(text) not in printed] == []


@pytest.mark.parametrize(
    ("paper", "day", "pages"),
    [(NOTICE, "2026年11月27日", "第1页共2页"), (LETTER, "27November2026", "Page1of1")],
    ids=["zh", "en"],
)
def test_the_day_and_the_pages_are_said_in_the_language_of_the_paper(paper, day, pages):
    other = "en" if paper.language == "zh-hans" else "zh-hans"
    with translation.override(other):
        printed = Printed(pdf_of(paper))
    assert day in printed.text
    assert pages in printed.pages[0]


def test_each_page_has_its_number_and_that_of_the_document():
    printed = Printed(pdf_of(saying(*["上述事实有现场检查笔录为证。" * 6] * 20)))
    assert len(printed.pages) > 2
    for number, page in enumerate(printed.pages, start=1):
        assert f"第{number}页共{len(printed.pages)}页" in page
        assert NOTICE.number in page


@IN_BOTH
def test_equal_papers_give_equal_bytes(paper, monkeypatch, tmp_path):
    first = pdf_of(paper)
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.chdir(tmp_path)
    assert pdf_of(replace(paper)) == first


def test_what_a_program_reads_about_the_document():
    printed = Printed(pdf_of(NOTICE))
    assert printed.about["Title"] == NOTICE.title
    assert printed.about["Author"] == NOTICE.issued_by
    assert printed.about["CreationDate"] == "D:20261127000000Z"
    assert printed.about["ModDate"] == "D:20261127000000Z"
    assert printed.language == "zh-CN"
    assert Printed(pdf_of(LETTER)).language == "en"


def test_it_is_tagged_for_those_who_hear_it_and_fit_for_archives():
    pdf = pdf_of(NOTICE)
    printed = Printed(pdf)
    assert printed.tagged
    assert printed.chapters == ["一、认定的事实", "二、相关诉求", "三、你单位的权利"]
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


@IN_BOTH
def test_it_is_a4_and_carries_its_fonts(paper):
    pdf = pdf_of(paper)
    printed = Printed(pdf)
    assert {(round(width), round(height)) for width, height in printed.sizes} == {A4}
    assert printed.fonts
    assert all(printed.fonts.values())
    assert all("+" in name for name in printed.fonts), "a part of each font is enough"
    assert len(pdf) < 200_000


def test_the_title_is_centred_and_larger_than_all_else():
    printed = Printed(pdf_of(NOTICE))
    title = printed.place(NOTICE.title)
    height = min(letter.top - letter.bottom for letter in title)
    text = printed.place("拒不移交资料")
    assert height > max(letter.top - letter.bottom for letter in text)
    middle = (28 + (210 - 26)) / 2 * 72 / 25.4
    assert (title[0].left + title[-1].right) / 2 == pytest.approx(middle, abs=3)


@IN_BOTH
def test_what_is_made_up_says_so_on_every_page(paper):
    pages = Printed(pdf_of(replace(paper, made_up=True))).pages
    mark = {"zh-hans": "演示文件内容虚构", "en": "Madeupforthedemonstration"}
    assert all(mark[paper.language] in page for page in pages)
    sentence = {"zh-hans": "不具有任何效力", "en": "hasnoeffect"}
    assert sentence[paper.language] in pages[0]


@IN_BOTH
def test_what_is_real_says_nothing_of_the_kind(paper):
    text = Printed(pdf_of(paper)).text
    assert "演示" not in text
    assert "demonstration" not in text


def test_the_code_is_that_of_the_address():
    """Each of its squares is looked at on the page."""
    page, scale = picture(pdf_of(NOTICE)), 4
    drawn = page.crop(page.point(lambda shade: 255 * (shade < 16)).getbbox())
    assert drawn.size  # the darkest ink is the code's
    code = segno.make(ADDRESS, error="m", micro=False)
    rows = [bytes(row) for row in code.matrix]
    assert squares(drawn, len(rows)) == rows
    assert drawn.width > 20 / 25.4 * 72 * scale, "a telephone reads 20 mm easily"


def squares(drawn, count):
    side = drawn.width / count
    return [
        bytes(
            drawn.getpixel((int((column + 0.5) * side), int((row + 0.5) * side))) < 128
            for column in range(count)
        )
        for row in range(count)
    ]


def test_the_printed_address_can_be_followed():
    assert Printed(pdf_of(NOTICE)).links == [ADDRESS]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/lists/black/12/",
        "javascript:alert(1)",
        "ftp://wuye.example/12/",
        "https:///12/",
        "https://wuye.example/12/?phone=13800000000",
        "https://wuye.example/12/#token",
        "https://wang:fang@wuye.example/12/",
        "https://wuye.example/名单/",
        "https://wuye.example/a b/",
        "https://wuye.example/" + "a" * 500,
    ],
)
def test_an_address_that_is_not_public_and_plain_is_refused(address):
    with pytest.raises(ValueError, match="a paper"):
        replace(NOTICE, address=address)


@pytest.mark.parametrize(
    "text",
    [
        "#panic(1) #eval(2) #import 3",
        '#read("/etc/passwd")',
        '"); #panic(1) //',
        "*b* _i_ `r` $x$ = h - l + n / t <a> @r ~ --- ... 'q' \\ \\u{1F600} [c] {d}",
        "</text></svg><script>alert(1)</script>",
        "(BT) Tj ET endstream endobj %%EOF",
        "%(page)s %(pages)s",
    ],
)
def test_markup_of_any_language_is_printed_as_it_stands(text):
    table = Table((text, "b"), ((text, "2"),), caption=text)
    hostile = replace(
        NOTICE,
        title=text,
        issued_by=text,
        number=text,
        addressed_to=text,
        sections=(Section(text, (text,), table),),
        rights=Section(text, (text,)),
        signatures=(text,),
    )
    printed = Printed(pdf_of(hostile))
    assert printed.text.count(packed(text)) >= 11
    assert printed.about["Title"] == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a\x00b\x07c\x1b\x7fd\x85e", "abcde"),
        ("good\u202egpj.exe\u202c end", "goodgpj.exeend"),
        ("\u2066x\u2069 \u200e\u200f\u061cy", "xy"),
        ("emoji 😀", "emoji[U+1F600]"),
        ("𬱖𫖯", "𬱖𫖯"),
        ("\ud800 \ufffe \ue000", "[U+D800][U+FFFE][U+E000]"),
        ("e\u0301", "é"),
    ],
)
def test_what_cannot_be_shown_is_named_or_left_out(text, read):
    assert f"[[{read}]]" in Printed(pdf_of(saying(f"[[{text}]]"))).text


def test_a_line_break_begins_a_paragraph():
    printed = Printed(pdf_of(saying("第一行\r\n第二行\u2028第三行\n\n")))
    lefts = {printed.place(f"第{number}行")[0].left for number in "一二三"}
    assert len(lefts) == 1
    tops = [printed.place(f"第{number}行")[0].top for number in "一二三"]
    assert tops == sorted(set(tops), reverse=True)


@pytest.mark.parametrize(
    "word",
    ["9f86d081" * 60, "，" * 300, "（" * 300, "W" * 300, "a\u0301" * 300, "—" * 300],
)
def test_a_word_without_end_stays_on_the_page(word):
    table = Table(("a", "b", "c"), ((word, "1", word),))
    paper = replace(
        NOTICE, title=word, number=word, sections=(Section(word, (word,), table),)
    )
    for letter in Printed(pdf_of(paper)).letters:
        assert 28 / 25.4 * 72 - 2 < letter.left < letter.right < 184 / 25.4 * 72 + 2


def test_a_copied_hash_is_the_hash():
    digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    table = Table(("文件", "SHA-256", "说明"), (("告知书", digest, "正本"),))
    paper = replace(NOTICE, sections=(Section("", (), table),))
    assert digest in Printed(pdf_of(paper)).text


def test_nothing_runs_off_the_foot_of_a_page():
    text = "字" * 3_000
    table = Table((text, "b"), ((text, "c"),), caption=text)
    paper = replace(
        NOTICE,
        title=text,
        issued_by=text,
        number=text,
        addressed_to=text,
        sections=(Section(text, (text,), table),),
        rights=Section(text, (text,)),
        signatures=(text,),
    )
    letters = [one for one in Printed(pdf_of(paper)).letters if one.text == "字"]
    assert len(letters) >= 11 * len(text)
    assert min(letter.bottom for letter in letters) > 5 / 25.4 * 72


def test_a_megabyte_is_printed():
    text = "字" * 130_000 + "a" * 400_000 + "😀" * 30_000 + "e" + "\u0301" * 50_000
    whole = text + "\n" + "行\n" * 6_000
    assert len(whole.encode()) > 1_000_000
    printed = Printed(pdf_of(saying(whole))).text.replace("\u200b", "")
    around = Printed(pdf_of(saying())).text
    assert printed.count("字") == 130_000
    assert printed.count("a") - around.count("a") == 400_000
    assert printed.count("[U+1F600]") == pytest.approx(30_000, abs=600)  # ends of pages
    assert printed.count("行") - around.count("行") == 6_000


@settings(max_examples=20, deadline=None)
@given(
    texts=st.lists(st.text(st.characters(), max_size=200), min_size=8, max_size=8),
    paper=st.sampled_from([NOTICE, LETTER]),
)
def test_no_text_makes_it_fail(texts, paper):
    title, body, number, to, heading, words, cell, signature = texts
    table = Table((cell, heading), ((words, cell),), caption=signature)
    changed = replace(
        paper,
        title=title,
        issued_by=body,
        number=number,
        addressed_to=to,
        sections=(Section(heading, (words,), table),),
        rights=Section(signature, (title,)),
        signatures=(signature,),
    )
    assert Printed(pdf_of(changed)).pages


def test_a_paper_of_nothing_is_printed_too():
    empty = replace(
        NOTICE,
        title="",
        issued_by="",
        number="",
        addressed_to="",
        sections=(),
        rights=None,
        signatures=(),
        issued_on=date(1, 1, 1),
    )
    assert ADDRESS in Printed(pdf_of(empty)).text


def test_figures_stand_under_each_other_and_words_do_not():
    printed = Printed(pdf_of(NOTICE))
    days, tenths = printed.place("12340104-2")[1], printed.place("3.5三")[2]
    assert days.right == pytest.approx(tenths.right, abs=0.5)
    lifts, income = printed.place("电梯")[0], printed.place("公共收益3.5")[0]
    assert lifts.left == pytest.approx(income.left, abs=2)


def test_the_head_of_a_long_table_stands_on_each_page():
    table = Table(("城市", "分数"), (("合肥市", "81.20"),) * 120)
    paper = replace(NOTICE, sections=(Section("", (), table),), rights=None)
    pages = Printed(pdf_of(paper)).pages
    full = [page for page in pages if "合肥市" in page]
    assert len(full) > 2
    assert all("城市分数" in page for page in full)


@pytest.mark.parametrize(
    "wrong",
    [
        {"head": (), "rows": ()},
        {"head": ("a", "b"), "rows": (("1", "2"), ("3",))},
        {"head": ("a",), "rows": (("1", "2"),)},
        {"head": ("a", "b"), "rows": (), "shares": (1,)},
        {"head": ("a", "b"), "rows": (), "shares": (1, 0)},
    ],
)
def test_a_table_with_holes_is_refused(wrong):
    with pytest.raises(ValueError, match="every"):
        Table(**wrong)


def test_a_typesetter_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(papers, "SECONDS", 0.001)
    with pytest.raises(PaperNotMade, match="too long"):
        pdf_of(NOTICE)


def test_what_a_failing_typesetter_said_is_told(monkeypatch, tmp_path):
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit('no more ink')")
    monkeypatch.setattr(papers, "TYPESETTER", broken)
    with pytest.raises(PaperNotMade, match="no more ink"):
        pdf_of(NOTICE)


def test_a_typesetter_that_wants_too_much_memory_ends_alone(monkeypatch, tmp_path):
    program = papers.TYPESETTER.read_text()
    little = program.replace("2 * 1024**3", "96 * 1024**2")
    assert little != program
    for name in ("paper.typ", "typesetting.py"):
        shutil.copy(papers.TYPESETTER.with_name(name), tmp_path)
    (tmp_path / "typesetting.py").write_text(little)
    monkeypatch.setattr(papers, "TYPESETTER", tmp_path / "typesetting.py")
    with pytest.raises(PaperNotMade):
        pdf_of(saying("字" * 200_000))


def test_the_typesetter_is_handed_no_secret(monkeypatch, tmp_path):
    tell = tmp_path / "tell.py"
    tell.write_text("import os; raise SystemExit(' '.join(os.environ))")
    monkeypatch.setattr(papers, "TYPESETTER", tell)
    monkeypatch.setenv("SECRET_KEY", "of-the-test")
    with pytest.raises(PaperNotMade) as told:
        pdf_of(NOTICE)
    assert "RAYON_NUM_THREADS" in str(told.value)
    assert "SECRET_KEY" not in str(told.value)
