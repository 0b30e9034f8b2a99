"""Papers to print, and what a stranger's program reads in the PDF."""

import ctypes
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from registry.ledger.papers import Paper, Section, Table

ADDRESS = "https://wuye.example/lists/black/12/"

NOTICE = Paper(
    title="拟列入失信名单告知书",
    issued_by="安徽省住房和城乡建设厅",
    number="皖建物告〔2026〕12号",
    issued_on=date(2026, 11, 27),
    address=ADDRESS,
    addressed_to="合肥安居物业服务有限公司：",
    sections=(
        Section(
            "一、认定的事实",
            ("你单位在“翠湖花园”项目退出后拒不移交资料。", "上述事实有笔录为证。"),
        ),
        Section(
            "二、相关诉求",
            ("属实的诉求见下表。",),
            Table(
                head=("诉求编号", "类别", "逾期天数"),
                rows=(("340104-1", "电梯", "12"), ("340104-2", "公共收益", "3.5")),
                caption="表1 相关诉求",
                shares=(2, 2, 1),
            ),
        ),
    ),
    rights=Section("三、你单位的权利", ("可以自收到之日起五个工作日内陈述、申辩。",)),
    signatures=("安徽省住房和城乡建设厅", "（印章）"),
)

LETTER = Paper(
    title="Notice of a proposed entry",
    issued_by="Department of Housing of Anhui",
    number="AH-2026-12",
    issued_on=date(2026, 11, 27),
    address=ADDRESS,
    language="en",
    addressed_to="To Hefei Anju Property Services",
    sections=(
        Section("1. What was established", ("The firm’s records were kept back.",)),
        Section(
            "2. The cases",
            ("All of them were founded.",),
            Table(
                head=("Case", "Category", "Days late"),
                rows=(("340104-1", "Lifts", "12"), ("340104-2", "Income", "3.5")),
                caption="Table 1: cases",
            ),
        ),
    ),
    rights=Section("3. Your rights", ("You may answer within five working days.",)),
    signatures=("Department of Housing of Anhui", "(seal)"),
)


def saying(*paragraphs, **changes):
    """The Chinese notice with these paragraphs alone."""
    return replace(NOTICE, sections=(Section("", paragraphs),), **changes)


def packed(text):
    """Without white space, which readers of PDF add and leave out as they see fit."""
    return "".join(text.split())


@dataclass(frozen=True)
class Letter:
    """One that is printed, and its box in points from the left and from below."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


class Printed:
    """What is read in a PDF."""

    def __init__(self, pdf):
        self.pdf = pdf
        with pdfium.PdfDocument(pdf) as document:
            self.about = document.get_metadata_dict()
            self.tagged = document.is_tagged()
            self.language = _language(document)
            self.chapters = [mark.get_title() for mark in document.get_toc()]
            self.sizes = [page.get_size() for page in document]
            self.pages = [_text(page) for page in document]
            self.links = [link for page in document for link in _links(document, page)]

    @property
    def text(self):
        return "".join(self.pages)

    @cached_property
    def fonts(self):
        """Whether each is in the document, by its name."""
        with pdfium.PdfDocument(self.pdf) as document:
            return dict(_fonts(document))

    @cached_property
    def letters(self):
        with pdfium.PdfDocument(self.pdf) as document:
            return [letter for page in document for letter in _letters(page)]

    def place(self, words):
        """The letters of the words where they stand first."""
        start = "".join(letter.text for letter in self.letters).index(words)
        return self.letters[start : start + len(words)]


def picture(pdf, *, page=-1, scale=4):
    """A page as a picture in shades of grey; the last one unless another is named."""
    with pdfium.PdfDocument(pdf) as document:
        number = range(len(document))[page]
        return document[number].render(scale=scale).to_pil().convert("L")


def _text(page):
    return packed(page.get_textpage().get_text_range())


def _letters(page):
    text = page.get_textpage()
    for place in range(text.count_chars()):
        letter = text.get_text_range(place, 1)
        if letter.strip():
            yield Letter(letter, *text.get_charbox(place))


def _fonts(document):
    for page in document:
        for thing in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT]):
            font = thing.get_font()
            yield font.get_base_name(), font.is_embedded


def _language(document):
    length = pdfium_c.FPDFCatalog_GetLanguage(document, None, 0)
    letters = ctypes.create_string_buffer(length)
    pdfium_c.FPDFCatalog_GetLanguage(document, ctypes.cast(letters, _WORDS), length)
    return letters.raw.decode("utf-16-le").rstrip("\0")


def _links(document, page):
    place, link = ctypes.c_int(0), pdfium_c.FPDF_LINK()
    while pdfium_c.FPDFLink_Enumerate(page, place, link):
        action = pdfium_c.FPDFLink_GetAction(link)
        length = pdfium_c.FPDFAction_GetURIPath(document, action, None, 0)
        letters = ctypes.create_string_buffer(length)
        pdfium_c.FPDFAction_GetURIPath(document, action, letters, length)
        yield letters.value.decode()


_WORDS = ctypes.POINTER(pdfium_c.FPDF_WCHAR)
