"""What went wrong, where, and how to mend it.

Every message a user can cause has one form, collected and shown all at once::

    place | what was found | what is allowed, nearest first | what to do

The parts are messages: they get their language where they are shown.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autopot.messages import Message, Text, elided, printable, say, shown, speaking

MOST_PROBLEMS = 50
"""Problems of one kind that are worked out and shown; the rest is counted."""

SHOWN_PART = 500
"""Characters of a part of a message, whatever it was made of."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Parameters
    ----------
    place : file with line, row or column; or the name of the argument.
    found : what stands there.
    allowed : what may stand there, nearest first; empty if it does not apply.
    remedy : what to do.

    >>> print(Problem("base.yaml:3", "drawss is not a key", "draws, seed", "did you mean draws?"))
    base.yaml:3 | drawss is not a key | allowed: draws, seed | did you mean draws?
    """

    place: Text
    found: Text
    allowed: Text | Sequence[Text] = ""
    remedy: Text = ""

    def __str__(self) -> str:
        """The problem as one line in the language that is spoken, empty parts left out."""
        may = shown(self.allowed)
        allowed = say("allowed: {names}", names=may) if may else ""
        parts = (self.place, self.found, allowed, self.remedy)
        cut = [elided(shown(part), SHOWN_PART) for part in parts]
        return " | ".join(printable(" ".join(part.split())) for part in cut if part)

    def line(self, name: str) -> str:
        """The same in a language.

        >>> Problem("a", say("no such file"), remedy=say("check the path")).line("nb")
        'a | filen finnes ikke | kontroller stien'
        """
        with speaking(name):
            return str(self)

    def mended_by(self, remedy: Message) -> Problem:
        """The same with something else to do about it.

        >>> print(Problem("a", "missing", "", "run it again").mended_by(say("put the file back")))
        a | missing | put the file back
        """
        return replace(self, remedy=remedy)

    def about(self, words: Message) -> Problem:
        """The same with more words about what was found, which `{found}` stands for.

        >>> print(Problem("a", "x is 2").about(say("point 3: {found}")))
        a | point 3: x is 2
        """
        values = {**words.values, "found": self.found}
        return replace(self, found=replace(words, values=values))


class AutopotError(Exception):
    """Base of all errors that autopot raises on purpose; `problems` lists every one found.

    `exit_code` is what the command line returns.
    """

    exit_code = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: list[Problem] = (
            [problems] if isinstance(problems, Problem) else list(problems)
        )
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Every problem on a line of its own, in the language that is spoken."""
        return "\n".join(str(problem) for problem in self.problems)

    def __reduce__(self) -> tuple[type[AutopotError], tuple[list[Problem]]]:
        """So that an error keeps its problems on the way from another process."""
        return type(self), (self.problems,)


class InputError(AutopotError):
    """The scenario, a table or an argument is wrong. Exit code 1."""


class MachineError(InputError):
    """What was asked for is more than this machine has: memory, disk, open files. Exit code 5."""

    exit_code = 5


class InfeasibleError(AutopotError):
    """No solution meets the stated facts. Exit code 3."""

    exit_code = 3


def more_like_these(place: str, count: int) -> Problem:
    """What stands for the rest of many problems.

    Parameters
    ----------
    place : file or argument they are all of.
    count : how many are not shown.
    """
    return Problem(
        place, say("{count:,} more faults", count=count), remedy=say("correct these first")
    )


class Kept(UserWarning):
    """Something was in the place already and is not lost; `problem` says where it is now."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem)

    def __str__(self) -> str:
        """The problem in the language that is spoken."""
        return str(self.problem)


class Defect(AutopotError):
    """A fault of autopot itself, not of what it was given. Exit code 4."""

    exit_code = 4


def no_such_file(path: Path) -> InputError:
    """The error for a file that a user named and that is not there."""
    return InputError(Problem(str(path), say("no such file"), remedy=say("check the path")))


def wrong_ending(place: str, ending: str) -> InputError:
    """The error for the name of a file to be written that ends in something else.

    Parameters
    ----------
    place : the argument.
    ending : what the name must end in, with its point, such as ".csv".
    """
    found = say("the file does not end in {ending}", ending=ending)
    return InputError(Problem(place, found, ending, say("give the file that ending")))


def nearest(word: str, allowed: Iterable[str], limit: int = 8) -> list[str]:
    """The allowed words, most similar to `word` first.

    Parameters
    ----------
    word : as the user wrote it.
    allowed : the words to choose from; those unlike `word` follow in this order.
    limit : how many at the most.

    >>> nearest("kindergarden", ["school", "culture", "kindergarten"])[0]
    'kindergarten'
    """
    names = [str(name) for name in allowed]
    close = _like(word, names, limit)
    return (close + [name for name in names if name not in close])[:limit]


def _like(word: str, names: list[str], limit: int) -> list[str]:
    """Names that share at least half of their letters with a word, in order, the nearest first."""
    from rapidfuzz import fuzz, process

    found = process.extract(str(word), names, scorer=fuzz.ratio, limit=limit, score_cutoff=50)
    return [name for name, *_ in found]


def closest(word: str, allowed: Iterable[str]) -> str:
    """The allowed word that was probably meant; empty where none is like it.

    >>> closest("skol", ["school", "culture"]), closest("x", ["school"])
    ('school', '')
    """
    return next(iter(_like(word, [str(name) for name in allowed], 1)), "")


REFUSALS = {
    errno.ENOENT: say("does not exist"),
    errno.EACCES: say("no access"),
    errno.EPERM: say("no access"),
    errno.EBUSY: say("in use by another program"),
    errno.EISDIR: say("is a folder"),
    errno.ENOTDIR: say("a file stands where a folder should be"),
    errno.EEXIST: say("something of the same name is there"),
    errno.ENOSPC: say("the disk is full"),
    errno.EROFS: say("the disk is write-protected"),
    errno.ENAMETOOLONG: say("the name is too long"),
    errno.ELOOP: say("a link that points to itself"),
    errno.EDQUOT: say("the quota of the disk is used up"),
    errno.EFBIG: say("the file would be larger than the system allows"),
    errno.EMFILE: say("too many open files"),
    errno.ENFILE: say("too many open files on the machine"),
    errno.ENOMEM: say("too little memory"),
    errno.EIO: say("the disk does not answer as it should"),
}
"""Why the system refuses a file."""


def refusal(error: OSError) -> Message:
    """Why the system refused a file; in its own words where we have none.

    >>> print(refusal(OSError(errno.ENOSPC, "No space left on device")))
    the disk is full
    >>> print(refusal(OSError(9999, "Odd")))
    the system says no: 'Odd' (9999)
    """
    known = REFUSALS.get(error.errno or 0)
    if known is not None:
        return known
    reason = error.strerror or str(error)
    if error.errno is None:
        return say("the system says no: {reason!q}", reason=reason)
    return say("the system says no: {reason!q} ({number})", reason=reason, number=error.errno)


BEYOND_MACHINE = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
    errno.EIO,
}


def beyond_machine(error: OSError) -> bool:
    """Whether the machine has too little, and nobody named a wrong file."""
    return error.errno in BEYOND_MACHINE


def unknown_name(place: Text, what: Text, word: object, allowed: Sequence[str]) -> Problem:
    """The problem of a name that does not exist, with the nearest names that do.

    Parameters
    ----------
    place : as in `Problem`.
    what : kind of thing, as a sentence begins with it: `say("sector")`.
    word : what stands there.
    allowed : names that exist.

    >>> print(unknown_name("--sector", say("sector"), "skole", ["school", "culture"]))
    --sector | sector 'skole' is not known | allowed: school, culture | did you mean school?
    """
    ranked = nearest(str(word), allowed)
    close = closest(str(word), allowed)
    more = ["…"] if ranked and len(allowed) > len(ranked) else []
    remedy = say("use one of the allowed names")
    if close:
        remedy = say("did you mean {name}?", name=close)
    elif not ranked:
        remedy = say("check how it is written")
    found = say("{what} {word!q} is not known", what=what, word=str(word))
    return Problem(place, found, [*ranked, *more], remedy)
