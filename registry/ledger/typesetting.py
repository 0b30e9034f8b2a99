"""
Set one paper in type: its words as JSON on the standard input, the PDF on the output,
and the name of its face, `paper` or `poster`, as the argument.

A program of its own, started by `papers` for each paper: a process that has used the
typesetter cannot fork any more, and its memory grows. It knows nothing of the project.
"""

import json
import resource
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pylopdf_fonts_zh_cn as chinese
import typst

FACES = {name: Path(__file__).with_name(f"{name}.typ") for name in ("paper", "poster")}
# In bytes. A megabyte of text needs a third of it.
MOST_MEMORY = 2 * 1024**3
# For archives, and for readers who hear a page.
STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]


def main() -> None:
    # not every system can be asked, and some allow less
    with suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    words = sys.stdin.buffer.read().decode()
    date = json.loads(words)["date"]
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[chinese.serif_path().parent],
    )
    pdf = typst.compile(
        FACES[sys.argv[1]].read_bytes(),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"paper": words},
        pdf_standards=STANDARDS,
        timestamp=datetime(date["year"], date["month"], date["day"], tzinfo=UTC),
    )
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
