"""What went wrong, where, and how to mend it.

Every message a user can cause has one form, collected and shown all at once::

    place | what was found | what is allowed, nearest first | what to do
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Parameters
    ----------
    place : file with line, row or column; or the name of the argument.
    found : what stands there.
    allowed : what may stand there, nearest first; empty if it does not apply.
    remedy : what to do.
    language : nb or en, of the words around it.

    >>> print(Problem("base.yaml:3", "drawss is not a key", "draws, seed", "did you mean draws?"))
    base.yaml:3 | drawss is not a key | allowed: draws, seed | did you mean draws?
    """

    place: str
    found: str
    allowed: str = ""
    remedy: str = ""
    language: str = "en"

    def __str__(self) -> str:
        """The problem as one line, empty parts left out."""
        parts = [self.place, self.found]
        if self.allowed:
            parts.append(f"{'tillatt' if self.language == 'nb' else 'allowed'}: {self.allowed}")
        if self.remedy:
            parts.append(self.remedy)
        return " | ".join(" ".join(part.split()) for part in parts)


class AutopotError(Exception):
    """Base of all errors that autopot raises on purpose; `problems` lists every one found.

    `exit_code` is what the command line returns.
    """

    exit_code = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: list[Problem] = (
            [problems] if isinstance(problems, Problem) else list(problems)
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[AutopotError], tuple[list[Problem]]]:
        """So that an error keeps its problems on the way from another process."""
        return type(self), (self.problems,)


class InputError(AutopotError):
    """The scenario, a table or an argument is wrong. Exit code 1."""


class InfeasibleError(AutopotError):
    """No solution meets the stated facts. Exit code 3."""

    exit_code = 3


def nearest(word: str, allowed: Iterable[str], limit: int = 8) -> list[str]:
    """The allowed words, most similar to `word` first.

    >>> nearest("kindergarden", ["school", "culture", "kindergarten"])[0]
    'kindergarten'
    """
    names = [str(name) for name in allowed]
    close = get_close_matches(str(word), names, n=limit, cutoff=0.5)
    return (close + [name for name in names if name not in close])[:limit]


def unknown_name(place: str, what: str, word: object, allowed: Sequence[str]) -> Problem:
    """The problem of a name that does not exist, with the nearest names that do.

    >>> print(unknown_name("--sector", "sector", "skole", ["school", "culture"]))
    --sector | sector 'skole' is not known | allowed: school, culture | did you mean school?
    """
    ranked = nearest(str(word), allowed)
    close = get_close_matches(str(word), [str(a) for a in allowed], n=1, cutoff=0.5)
    more = ", …" if len(allowed) > len(ranked) else ""
    return Problem(
        place,
        f"{what} {str(word)!r} is not known",
        ", ".join(ranked) + more,
        f"did you mean {close[0]}?" if close else "use one of the allowed names",
    )
