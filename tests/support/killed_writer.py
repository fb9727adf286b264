"""Write over an earlier result in a process that is killed before its n-th change of the disk.

Called by test_killed.py: killed_writer.py HOME STATE KIND. Makes HOME/1, HOME/2 … until a process
reaches its end, one fork each; the files they leave are judged by the test.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from pathlib import Path

from autopot import store
from autopot.version import source_digest

CHANGES = {
    "open",
    "os.chmod",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.truncate",
    "shutil.rmtree",
}
MOST = 300
FILES = {"a.txt": b"a", "inputs/b.csv": b"b"}


def earlier(home: Path, state: str) -> None:
    """What lies there before: nothing, an empty folder, or a run that somebody has worked in."""
    out = home / "out"
    if state == "empty":
        out.mkdir()
    if state == "run":
        store.write_run(out, {**FILES, "gone.txt": b"gone"}, {"n": 1})
        (out / "a.txt").write_bytes(b"typed")
        (out / "inputs" / "mine.csv").write_bytes(b"mine")
        (out / "notes").mkdir()
        (out / "notes" / "note.txt").write_bytes(b"note")
    if state == "file":
        (home / "out.csv").write_bytes(b"typed")


def write(home: Path, state: str) -> None:
    """The write that is killed."""
    if state == "file":
        store.write_output(home / "out.csv", b"new")
    else:
        store.write_run(home / "out", FILES, {"n": 2})


def killed(home: Path, state: str, number: int) -> bool:
    """Whether a process was killed before its change of this number."""
    child = os.fork()
    if child == 0:
        seen = 0

        def count(event: str, _: object) -> None:
            nonlocal seen
            if event not in CHANGES:
                return
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            write(home, state)
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def main() -> None:
    """Kill before every change; with KIND twice, also the next process, at a seeded change."""
    root, state, twice = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "twice"
    chance = random.Random(20190801)
    source_digest()  # reads every file of the program, once a process, and changes none
    for number in range(1, MOST):
        home = root / str(number)
        home.mkdir()
        earlier(home, state)
        if not killed(home, state, number):
            return
        if twice:
            killed(home, state, chance.randint(1, 25))
    raise SystemExit("no end")


if __name__ == "__main__":
    main()
