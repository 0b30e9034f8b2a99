"""
Catalogues as the running program reads them.

The compiled files are not kept with the code; whoever starts or tests makes them.
Needs no Django, so that tests can call it before Django loads.
"""

import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_all(locale_folder: Path) -> list[Path]:
    """Compile each catalogue that is newer than its compiled file; which ones."""
    return [
        _compile(source)
        for source in sorted(locale_folder.glob("*/LC_MESSAGES/*.po"))
        if _is_stale(source)
    ]


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime <= source.stat().st_mtime


def _compile(source: Path) -> Path:
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
    # several starts may compile at once; each reader sees a whole file
    with tempfile.NamedTemporaryFile(dir=source.parent, delete=False) as fresh:
        write_mo(fresh, catalogue)
    Path(fresh.name).chmod(0o644)
    return Path(fresh.name).replace(source.with_suffix(".mo"))
