"""The runner of the faults, tried on a project of one line."""

import py_compile
import subprocess
import sys

import pytest

from tests.faults import run

PATCH = """\
# fault: {sentence}
# check: {check}
--- a/answer.py
+++ b/answer.py
@@ -1 +1 @@
-ANSWER = {before}
+ANSWER = {after}
"""
CHECK = "python -c 'from answer import ANSWER; raise SystemExit(ANSWER != 42)'"


@pytest.fixture
def project(tmp_path, monkeypatch):
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "answer.py").write_text("ANSWER = 42\n")
    (folder / ".gitignore").write_text("built\n")
    (folder / "built").write_text("not copied")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    monkeypatch.setattr(run, "ROOT", folder)
    return folder


def a_fault(tmp_path, *, check=CHECK, before=42, after=41):
    patch = tmp_path / "wrong_answer.patch"
    patch.write_text(
        PATCH.format(
            sentence="The answer is wrong.", check=check, before=before, after=after
        )
    )
    return patch


def test_a_fault_that_is_seen_passes(project, tmp_path, capsys):
    assert run.main([a_fault(tmp_path)]) == 0
    assert "seen  wrong_answer: The answer is wrong." in capsys.readouterr().out
    assert (project / "answer.py").read_text() == "ANSWER = 42\n"


def test_what_was_compiled_of_the_sound_code_hides_nothing(project, tmp_path, capsys):
    """Of the same second and the same size, Python would run the sound answer."""
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(str(project / "answer.py"), invalidation_mode=unchecked)
    assert run.main([a_fault(tmp_path)]) == 0
    assert "seen  wrong_answer" in capsys.readouterr().out


def test_a_fault_that_nobody_sees_fails(project, tmp_path, capsys):
    blind = "python -c 'import answer'"
    assert run.main([a_fault(tmp_path, check=blind)]) == 1
    assert "NOT SEEN  wrong_answer" in capsys.readouterr().out


def test_a_check_that_is_red_anyway_proves_nothing(project, tmp_path, capsys):
    red = "python -c 'raise SystemExit(1)'"
    assert run.main([a_fault(tmp_path, check=red)]) == 1
    assert "RED WITHOUT A FAULT" in capsys.readouterr().out


def test_what_is_known_to_be_green_is_not_looked_at_again(project, tmp_path, capsys):
    """A check that is always red looks as if it saw the fault."""
    fault = a_fault(tmp_path, check="python -c 'raise SystemExit(1)'")
    assert run.main([fault], known_green=True) == 0
    assert "seen  wrong_answer" in capsys.readouterr().out


def test_what_was_not_seen_is_named_at_the_end(project, tmp_path, capsys):
    """Whoever reads the last lines of a long log sees which it was."""
    run.main([a_fault(tmp_path, check="python -c 'import answer'")])
    assert capsys.readouterr().out.endswith("1 failed\n  wrong_answer\n")


def test_each_fault_fits_the_code_as_it_stands():
    faults = [run.read_fault(path) for path in run.ROOT.glob("tests/faults/*.patch")]
    assert faults
    assert not [one.patch.stem for one in faults if not run.fits(one, run.ROOT)]


def test_a_fault_whose_place_has_changed_does_not_fit(project, tmp_path):
    assert run.fits(run.read_fault(a_fault(tmp_path)), project)
    assert not run.fits(run.read_fault(a_fault(tmp_path, before=7)), project)


def test_a_patch_that_does_not_fit_fails(project, tmp_path, capsys):
    assert run.main([a_fault(tmp_path, before=7)]) == 1
    assert "DOES NOT FIT" in capsys.readouterr().out


def test_a_program_that_is_not_there_has_seen_nothing(tmp_path):
    outcome = run.run_check("sh -c no-such-program", tmp_path)
    assert not run.sees("no-such-program", outcome)


@pytest.mark.parametrize(
    ("tests", "seen"),
    [
        ("def test_x():\n    assert False\n", True),
        ("import no_such_module\n", False),
        ("import pytest\n@pytest.fixture\ndef x():\n    1 / 0\n"
         "def test_x(x):\n    pass\n", False),
    ],
    ids=["a failing test", "an error of collection", "an error of a fixture"],
)  # fmt: skip
def test_only_a_failing_test_counts_for_pytest(tmp_path, tests, seen):
    (tmp_path / "test_x.py").write_text(tests)
    check = f"{sys.executable} -m pytest -q -p no:django test_x.py"
    assert run.sees(check, run.run_check(check, tmp_path)) is seen


def test_a_check_may_copy_what_the_sound_code_migrated(tmp_path):
    check = """sh -c 'test -f "$MIGRATED_DATABASE"'"""
    database = tmp_path / "migrated.sqlite3"
    assert not run.run_check(check, tmp_path, migrated=database).is_green
    database.touch()
    assert run.run_check(check, tmp_path, migrated=database).is_green
    assert not run.run_check(check, tmp_path).is_green


@pytest.mark.parametrize(
    ("file", "shapes"),
    [
        ("complaints/migrations/0001_initial.py", True),
        ("registry/models/user.py", True),
        ("ratings/triggers.py", True),
        ("registry/ledger/kept_triggers.py", True),
        ("complaints/operations/moving.py", False),
    ],
)
def test_a_fault_of_the_database_gets_one_of_its_own(tmp_path, file, shapes):
    patch = a_fault(tmp_path)
    patch.write_text(patch.read_text().replace("answer.py", file))
    assert run.shapes_the_database(run.read_fault(patch)) is shapes


def test_a_patch_says_what_it_plants(tmp_path):
    patch = tmp_path / "silent.patch"
    patch.write_text("--- a/answer.py\n+++ b/answer.py\n")
    with pytest.raises(run.BadFault, match=r"silent\.patch"):
        run.read_fault(patch)


def test_what_git_ignores_is_not_copied(project, tmp_path):
    run.copy_project(project, tmp_path / "copy")
    names = {path.name for path in (tmp_path / "copy").iterdir()}
    assert names == {"answer.py", ".gitignore"}
