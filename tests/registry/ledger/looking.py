"""
`python -m tests.registry.ledger.looking FILE…`: a process that looks at photos.

All at once, as the threads of one worker do. Told, as JSON: of each file what was said
and how many seconds that took, and the most memory that the process ever had, in MB.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import django

ROOT = Path(__file__).parents[3]
TAKEN = "taken"


class Told(NamedTuple):
    """What such a process told; words and seconds by the name of the file."""

    said: dict[str, str]
    seconds: dict[str, float]
    megabytes: int


def in_a_process_of_its_own(paths: Iterable[Path]) -> Told:
    quiet = ["-W", "ignore:Tag data larger than file"]
    done = subprocess.run(
        [sys.executable, *quiet, "-m", __name__, *map(str, paths)],
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
        text=True,
    )
    return Told(**json.loads(done.stdout))


def main(names: list[str]) -> None:
    django.setup()
    said: dict[str, str] = {}
    seconds: dict[str, float] = {}

    def look(path: Path) -> None:
        began = time.perf_counter()
        words = _look(path)
        seconds[path.name] = time.perf_counter() - began
        said[path.name] = words

    threads = [threading.Thread(target=look, args=[Path(name)]) for name in names]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(said) == len(names), said
    sys.stdout.write(json.dumps(Told(said, seconds, _megabytes())._asdict()))


def _look(path: Path) -> str:
    # these need what was set up
    from django.core.files import File  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415

    from registry.ledger.images import PhotoRefused, clean  # noqa: PLC0415

    try:
        with path.open("rb") as file, translation.override("en"):
            clean(File(file))
    except PhotoRefused as refusal:
        with translation.override("en"):
            return str(refusal.message)
    return TAKEN


def _megabytes() -> int:
    """The kernel's mark: getrusage counts the memory of who started the process."""
    status = Path("/proc/self/status").read_text().split()
    return int(status[status.index("VmHWM:") + 1]) // 1024


if __name__ == "__main__":
    main(sys.argv[1:])
