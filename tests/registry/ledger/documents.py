"""PDFs made on the spot: plain ones, and each with something that acts."""

from collections.abc import Mapping

PLAIN_PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"
SCRIPT = "<< /S /JavaScript /JS (app.alert(1)) >>"


def pdf(
    *more: str, catalog: str = "", page: str = "", pages: int = 1, trailer: str = ""
) -> bytes:
    """Catalog, pages, one page, and more objects from number 4 on."""
    kids = "3 0 R " * pages
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        PLAIN_PAGE.replace(" >>", f" {page} >>"),
        *more,
    ]
    content = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
        f"startxref\n{len(content)}\n%%EOF\n"
    )
    return content + end.encode()


def _annotated(annotation: str) -> bytes:
    return pdf(annotation, page="/Annots [4 0 R]")


ACTIVE: Mapping[str, bytes] = {
    "a script when it opens": pdf(catalog=f"/OpenAction {SCRIPT}"),
    "a script by its name": pdf(
        SCRIPT, catalog="/Names << /JavaScript << /Names [(a) 4 0 R] >> >>"
    ),
    "a script under letters that hide it": pdf(
        "<< /S /J#61vaScript /#4aS (app.alert(1)) >>", catalog="/OpenAction 4 0 R"
    ),
    "a script when a page is turned": pdf(page=f"/AA << /O {SCRIPT} >>"),
    "a script that nothing reaches": pdf(SCRIPT),
    "a program behind a link": _annotated(
        "<< /Subtype /Link /A << /S /Launch /F (cmd.exe) >> >>"
    ),
    "a program behind a reference, of no type": pdf(
        "<< /Subtype /Link /A 5 0 R >>",
        "<< /S /L#61unch /F (cmd.exe) >>",
        page="/Annots [4 0 R]",
    ),
    "a program after something harmless": _annotated(
        "<< /Subtype /Link /A << /S /GoTo /D [3 0 R /Fit]"
        " /Next [<< /S /SubmitForm /F (http://x.example) >>] >> >>"
    ),
    "a screen that a reference names": pdf(
        "<< /Subtype 5 0 R >>", "/Screen", page="/Annots [4 0 R]"
    ),
    "a program when it opens": pdf(
        "<< /Type /Action /S /#4caunch >>", catalog="/OpenAction 4 0 R"
    ),
    "a form that sends itself": _annotated(
        "<< /Subtype /Widget /A << /S /SubmitForm /F (http://x.example) >> >>"
    ),
    "a form of another maker": pdf(catalog="/AcroForm << /XFA (<x/>) >>"),
    "a file inside": pdf(
        "<< /Type /Filespec /EF << /F 5 0 R >> >>",
        "<< /Type /EmbeddedFile >>\nstream\nMZ\nendstream",
        catalog="/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>",
    ),
    "a file under a pin": _annotated("<< /Subtype /FileAttachment /FS 4 0 R >>"),
    "a film": _annotated("<< /Subtype /RichMedia >>"),
    "another document that is opened": pdf(
        catalog="/OpenAction << /S /GoToR /F (x.pdf) /D [0 /Fit] >>"
    ),
}
BROKEN: Mapping[str, bytes] = {
    "a beginning alone": b"%PDF-1.7\n",
    "half of one": pdf()[: len(pdf()) // 2],
    "no pages": pdf(pages=0),
    "nonsense with an end": b"%PDF-1.7\n" + bytes(300) + b"\n%%EOF\n",
    "another file behind it": pdf() + b"PK\x03\x04" + bytes(500),
    "a page that is its own parent": pdf().replace(
        b"/Kids [3 0 R ]", b"/Kids [2 0 R ]"
    ),
    "a password": pdf(
        "<< /Filter /Standard /V 1 /R 2 /O (a) /U (b) /P -4 >>",
        trailer="/Encrypt 4 0 R /ID [(a) (b)]",
    ),
}
HARMLESS: Mapping[str, bytes] = {
    "a page": pdf(),
    "a place where it opens": pdf(catalog="/OpenAction [3 0 R /Fit]"),
    "a place where it opens, as an action": pdf(
        catalog="/OpenAction << /S /GoTo /D [3 0 R /Fit] >>"
    ),
    "a link": _annotated(
        "<< /Subtype /Link /A << /S /URI /URI (https://x.example) >> >>"
    ),
    "words about itself": pdf("<< /Title (Receipt) >>", trailer="/Info 4 0 R"),
}
