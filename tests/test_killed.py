"""A process killed at any step of writing leaves the earlier or the new result, and loses nothing.

Every change of the disk is an audit event of Python; a process is killed before the first, another
before the second, and so on to the end, so no step is left out and no chance is in it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autopot import store
from autopot.errors import InputError, Kept

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL and no fork"),
    pytest.mark.filterwarnings("ignore::autopot.errors.Kept"),
]
DRIVER = Path(__file__).parent / "support" / "killed_writer.py"


def homes(folder, state, kind="once"):
    """The folders the killed processes have left."""
    subprocess.run([sys.executable, str(DRIVER), str(folder), state, kind], check=True)
    found = sorted(folder.iterdir(), key=lambda path: int(path.name))
    assert len(found) > 5
    return found


def contents(folder):
    return sorted(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", ["once", "twice"])
@pytest.mark.parametrize("next_start", ["reading", "writing"])
def test_a_killed_rewrite_leaves_one_run_whole(tmp_path, kind, next_start):
    """In its place stands run 1 or run 2; what a person typed and added lies in it, once."""
    seen = set()
    for home in homes(tmp_path, "run", kind):
        out = home / "out"
        if next_start == "writing":
            store.write_run(out, {"c.txt": b"c"}, {"n": 3})
        stored = store.read_run(out, filled_in=["a.txt"])
        assert stored.changed == []
        seen.add(stored.manifest["n"])
        assert (out / "notes" / "note.txt").read_bytes() == b"note"
        assert (out / "inputs" / "mine.csv").read_bytes() == b"mine"
        assert contents(home).count(b"typed") == 1
        visible = [path.name for path in home.iterdir() if not path.name.endswith(".lock")]
        assert visible == ["out"]
    assert seen == ({3} if next_start == "writing" else {1, 2})


@pytest.mark.parametrize("state", ["nothing", "empty"])
def test_a_killed_first_run_is_whole_or_not_there(tmp_path, state):
    for home in homes(tmp_path, state):
        out = home / "out"
        try:
            stored = store.read_run(out)
        except InputError:
            assert contents(home) == [] or not out.exists() or contents(out) == []
        else:
            assert (stored.changed, stored.manifest["n"]) == ([], 2)
        assert out.exists() or state == "nothing"
        store.write_run(out, {"c.txt": b"c"}, {"n": 3})
        assert store.read_run(out).manifest["n"] == 3
        assert [path.name for path in home.iterdir()] == ["out"]


def test_a_killed_write_of_one_file_leaves_it_whole(tmp_path):
    """The file is the earlier or the new one, and what was typed is never gone."""
    seen = set()
    for home in homes(tmp_path, "file"):
        seen.add((home / "out.csv").read_bytes())
        assert b"typed" in contents(home)
        store.write_output(home / "out.csv", b"newer")
        assert [path.name for path in home.iterdir() if path.name.startswith(".")] == []
    assert seen == {b"typed", b"new"}


def test_a_hidden_folder_of_somebody_else_stays(tmp_path):
    """It has the form of a leftover, but no manifest of ours."""
    other = tmp_path / ".out.old.0123abcd"
    other.mkdir()
    (other / "mine.txt").write_text("mine")
    store.write_run(tmp_path / "out", {"a.txt": b"a"}, {})
    assert (other / "mine.txt").read_text() == "mine"
    assert not (tmp_path / "out" / "mine.txt").exists()


def test_two_writers_the_loser_is_told(tmp_path, call):
    """A process holds the lock; the command line says so, and nothing is changed."""
    holder = (
        "import sys; from pathlib import Path; from autopot.store.places import writing_at\n"
        "with writing_at(Path(sys.argv[1]), ''):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    out = tmp_path / "out"
    command = [sys.executable, "-c", holder, str(out)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        code, _, err = call("run", "base", "--draws", "100", "--no-report", "--out", "out")
        other.stdin.close()
    assert code == 1
    assert "--out out | another run is writing here now" in err
    assert not out.exists()
    store.write_run(out, {"a.txt": b"a"}, {})
    assert os.listdir(tmp_path) == ["out"]


def test_a_kept_file_is_told_once_after_a_kill(tmp_path):
    """The next start moves it into place, and says where it is."""
    last = homes(tmp_path, "run")[-2]
    with pytest.warns(Kept, match=r"a \(changed|left as they were"):
        store.write_run(last / "out", {"c.txt": b"c"}, {"n": 3})
