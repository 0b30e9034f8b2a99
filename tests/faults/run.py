"""
Plants each fault in a copy of the project and expects its named check to turn red.

First every check runs on an unharmed copy: a check that is red anyway proves nothing.
`--known-green` leaves this out, for who has just seen all checks green. What all checks
need is made once, of the sound code: what Python compiles, and a migrated database.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
AT_ONCE = 2
SECONDS = 900
TESTS_FAILED = 1
KNOWN_GREEN = "--known-green"
MIGRATED = Path("var") / "migrated.sqlite3"
# a fault in one of these may be one of the database: it is made anew
SHAPES_THE_DATABASE = re.compile(r"^\+\+\+ b/.*(migrations|models|trigger)", re.M)


class BadFault(Exception):
    """A patch that does not say what it plants, or that cannot be planted."""


@dataclass(frozen=True)
class Fault:
    """One planted fault: its patch, what is wrong, and the command that must see it."""

    patch: Path
    sentence: str
    check: str


@dataclass(frozen=True)
class Outcome:
    """What a check said."""

    status: int
    output: str

    @property
    def is_green(self) -> bool:
        return self.status == 0


def read_fault(patch: Path) -> Fault:
    """:raises BadFault: if it does not name its fault and its check"""
    text = patch.read_text()
    found = {
        name: re.search(rf"^# {name}: (.+)$", text, flags=re.MULTILINE)
        for name in ("fault", "check")
    }
    if not found["fault"] or not found["check"]:
        raise BadFault(f"{patch.name} needs the lines '# fault:' and '# check:'")
    return Fault(patch, found["fault"][1].strip(), found["check"][1].strip())


def copy_project(source: Path, target: Path) -> None:
    """Copy what git knows or would take: nothing that was built or is ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=source,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (source / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / name, target / name)


def plant(fault: Fault, folder: Path) -> None:
    """:raises BadFault: if the patch does not fit the code, to the letter"""
    applied = subprocess.run(
        ["git", "apply", "--whitespace=nowarn", str(fault.patch.resolve())],
        cwd=folder,
        # a repository around the folder would make git look for paths from its top
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    if applied.returncode:
        raise BadFault(f"{fault.patch.name} does not fit: {applied.stderr.strip()}")


def forget_compiled(fault: Fault, folder: Path) -> None:
    """
    What Python compiled of the files of a patch: it knows them by second and size.
    """
    for name in re.findall(r"^\+\+\+ b/(.+\.py)$", fault.patch.read_text(), re.M):
        file = folder / name
        for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
            compiled.unlink()


def fits(fault: Fault, folder: Path) -> bool:
    """Whether it can still be planted in the code as it stands."""
    tried = subprocess.run(
        ["git", "apply", "--check", "--whitespace=nowarn", str(fault.patch.resolve())],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    return not tried.returncode


def prepare(sound: Path) -> None:
    """Compile the sound code and migrate a database by it, for the checks to copy."""
    subprocess.run(
        [sys.executable, "-m", "compileall", "-q", "."], cwd=sound, check=True
    )
    database = sound / MIGRATED
    database.parent.mkdir(exist_ok=True)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=sound,
        env=_environment() | {"DATABASE_URL": f"sqlite:///{database}"},
        check=True,
    )


def shapes_the_database(fault: Fault) -> bool:
    """Whether a database that the sound code made could hide it."""
    return SHAPES_THE_DATABASE.search(fault.patch.read_text()) is not None


def run_check(check: str, folder: Path, *, migrated: Path | None = None) -> Outcome:
    """
    Run a check in a copy of the project, with the programs beside this Python.

    Tests use a copy of the database `migrated`; without one they make their own.
    """
    environment = _environment()
    if migrated is not None and migrated.exists():
        environment["MIGRATED_DATABASE"] = str(migrated)
    try:
        ended = subprocess.run(
            _command(check),
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome(124, f"no end after {SECONDS} seconds")
    return Outcome(ended.returncode, ended.stdout)


def _environment() -> dict[str, str]:
    own = Path(sys.executable).parent
    path = os.pathsep.join([str(own), os.environ.get("PATH", os.defpath)])
    environment = {**os.environ, "PATH": path, "DEMO": "1"}
    environment.pop("PYTEST_VERSION", None)
    return environment


def sees(check: str, outcome: Outcome) -> bool:
    """Whether the check turned red for the right reason: a test failed, no error."""
    if "pytest" in shlex.split(check):
        failed = re.search(r"\b\d+ failed\b", outcome.output)
        return outcome.status == TESTS_FAILED and failed is not None
    return outcome.status not in {0, 124, 126, 127}


def main(patches: Iterable[Path], *, known_green: bool = False) -> int:
    """
    Print a line for each fault; 0 if each was seen.

    `known_green` is said after a whole green run of the same code, which every check
    is a part of.
    """
    faults = [read_fault(patch) for patch in patches]
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        sound = Path(name) / "sound"
        copy_project(ROOT, sound)
        if (sound / "manage.py").exists():
            prepare(sound)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            if not known_green and not _are_green(faults, sound, pool):
                return 1
            seen = list(pool.map(lambda fault: _report(fault, sound), faults))
    print(f"{seen.count(True)} passed, {seen.count(False)} failed")
    for fault, was_seen in zip(faults, seen, strict=True):
        if not was_seen:
            print(f"  {fault.patch.stem}")
    return 0 if all(seen) else 1


def _are_green(faults: list[Fault], sound: Path, pool: ThreadPoolExecutor) -> bool:
    checks = sorted({fault.check for fault in faults})
    outcomes = list(
        pool.map(
            lambda check: run_check(check, sound, migrated=sound / MIGRATED), checks
        )
    )
    for check, outcome in zip(checks, outcomes, strict=True):
        if not outcome.is_green:
            print(f"RED WITHOUT A FAULT  {check}\n{_end_of(outcome)}")
    return all(outcome.is_green for outcome in outcomes)


def _report(fault: Fault, sound: Path) -> bool:
    with tempfile.TemporaryDirectory(prefix="fault-", dir=sound.parent) as name:
        copy = Path(name) / "copy"
        # with what the checks remember of the sound code, but not what they ran on
        shutil.copytree(sound, copy, ignore=shutil.ignore_patterns("var"))
        try:
            plant(fault, copy)
            forget_compiled(fault, copy)
        except BadFault as refusal:
            print(f"DOES NOT FIT  {refusal}", flush=True)
            return False
        migrated = None if shapes_the_database(fault) else sound / MIGRATED
        outcome = run_check(fault.check, copy, migrated=migrated)
    seen = sees(fault.check, outcome)
    print(f"{'seen' if seen else 'NOT SEEN'}  {fault.patch.stem}: {fault.sentence}")
    if not seen:
        print(f"  by: {fault.check}\n{_end_of(outcome)}", flush=True)
    return seen


def _command(check: str) -> list[str]:
    words = shlex.split(check)
    return ["python", *words] if words[0] == "manage.py" else words


def _end_of(outcome: Outcome) -> str:
    last = outcome.output.strip().splitlines()[-12:]
    return "\n".join(f"    {line}" for line in last)


if __name__ == "__main__":
    known_green = KNOWN_GREEN in sys.argv
    names = [name for name in sys.argv[1:] if name != KNOWN_GREEN]
    patches = [Path(name) for name in names] or sorted(
        ROOT.glob("tests/faults/*.patch")
    )
    sys.exit(main(patches, known_green=known_green))
