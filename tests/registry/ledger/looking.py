"""
`python -m tests.registry.ledger.looking FILE… [-- FILE…]…`: a process with threads,
as a worker of the pages has them, each of which looks at some photos.

All at once. Told, as JSON: of each file what was said and how many seconds that took,
and the most memory that the process ever had, in MB.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import django

ROOT = Path(__file__).parents[3]
TAKEN = "taken"
BETWEEN = "--"


class Told(NamedTuple):
    """What such a process told; words and seconds by the name of the file."""

    said: dict[str, str]
    seconds: dict[str, float]
    megabytes: int


def in_a_process_of_its_own(*threads: Iterable[Path]) -> Told:
    """
    What is told of the files that each of the threads looks at, one after another.
    """
    names = [name for paths in threads for name in (BETWEEN, *map(str, paths))]
    quiet = ["-W", "ignore:Tag data larger than file"]
    done = subprocess.run(
        [sys.executable, *quiet, "-m", __name__, *names[1:]],
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

    def look(paths: Iterable[Path]) -> None:
        for path in paths:
            began = time.perf_counter()
            words = _look(path)
            seconds[path.name] = time.perf_counter() - began
            said[path.name] = words

    shares = [
        [Path(name) for name in share]
        for is_between, share in groupby(names, BETWEEN.__eq__)
        if not is_between
    ]
    threads = [threading.Thread(target=look, args=[share]) for share in shares]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert set(said) == {path.name for share in shares for path in share}, said
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
