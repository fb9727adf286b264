"""What went wrong, where, and how to mend it.

Every message a user can cause has one form, collected and shown all at once::

    place | what was found | what is allowed, nearest first | what to do

In English for those who use the library, and in Norwegian beside it for those who use the command
line.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

Both = tuple[str, str]
"""The same words in English and Norwegian."""

SHOWN_VALUE = 60
"""Characters that a user's value may take in a message."""

MOST_PROBLEMS = 50
"""Problems of one kind that are worked out and shown; the rest is counted."""

SHOWN_PART = 500
"""Characters of a part of a message, whatever it was made of."""


def elided(text: str, most: int = SHOWN_VALUE) -> str:
    """A text as it is, or its beginning and end where it is long.

    >>> elided("blåbær"), elided("1" * 100_000, 9)
    ('blåbær', '1111…1111')
    """
    if len(text) <= most:
        return text
    end = (most - 1) // 2
    return f"{text[: most - 1 - end]}…{text[len(text) - end :]}"


class Norwegian(NamedTuple):
    """What a problem says, in bokmål; parts as in `Problem`, the place only where it has words."""

    found: str
    allowed: str = ""
    remedy: str = ""
    place: str = ""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Parameters
    ----------
    place : file with line, row or column; or the name of the argument.
    found : what stands there.
    allowed : what may stand there, nearest first; empty if it does not apply.
    remedy : what to do.
    language : nb or en, of the words above.
    nb : the same in Norwegian, where they are English.

    >>> print(Problem("base.yaml:3", "drawss is not a key", "draws, seed", "did you mean draws?"))
    base.yaml:3 | drawss is not a key | allowed: draws, seed | did you mean draws?
    """

    place: str
    found: str
    allowed: str = ""
    remedy: str = ""
    language: str = "en"
    nb: Norwegian | None = None

    def __post_init__(self) -> None:
        """Cut what is too long to read, wherever it came from."""
        for name in ("place", "found", "allowed", "remedy"):
            object.__setattr__(self, name, elided(getattr(self, name), SHOWN_PART))
        if self.nb is not None:
            object.__setattr__(self, "nb", Norwegian(*(elided(p, SHOWN_PART) for p in self.nb)))

    def __str__(self) -> str:
        """The problem as one line, empty parts left out."""
        return _line(self.place, self.found, self.allowed, self.remedy, self.language)

    def line(self, language: str) -> str:
        """The same in a language, or in the only one it has.

        >>> Problem("a", "x is 2", "1", nb=Norwegian("x er 2", "1")).line("nb")
        'a | x er 2 | tillatt: 1'
        """
        if language == "en" or self.nb is None:
            return str(self)
        found, allowed, remedy, place = self.nb
        return _line(place or self.place, found, allowed, remedy, "nb")

    def about(self, english: str, norwegian: str) -> Problem:
        """The same with more words about what was found, in both languages; `{}` stands for that.

        >>> problem = Problem("a", "x is 2", nb=Norwegian("x er 2"))
        >>> print(problem.about("point 3: {}", "punkt 3: {}").line("nb"))
        a | punkt 3: x er 2
        """
        own = norwegian if self.language == "nb" else english
        nb = self.nb and self.nb._replace(found=norwegian.replace("{}", self.nb.found))
        return replace(self, found=own.replace("{}", self.found), nb=nb)


def _line(place: str, found: str, allowed: str, remedy: str, language: str) -> str:
    parts = [place, found]
    if allowed:
        parts.append(f"{'tillatt' if language == 'nb' else 'allowed'}: {allowed}")
    if remedy:
        parts.append(remedy)
    return " | ".join(_printable(" ".join(part.split())) for part in parts)


def _printable(text: str) -> str:
    """The text with signs that do not print, and could command a terminal, shown as codes."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


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


class MachineError(InputError):
    """What was asked for is more than this machine has: memory, disk, open files. Exit code 5."""

    exit_code = 5


class InfeasibleError(AutopotError):
    """No solution meets the stated facts. Exit code 3."""

    exit_code = 3


def more_like_these(place: str, count: int) -> Problem:
    """What stands for the rest of many problems."""
    nb = Norwegian(f"{norwegian_number(count)} feil til", "", "rett disse først")
    return Problem(place, f"{count:,} more faults", "", "correct these first", nb=nb)


class Kept(UserWarning):
    """Something was in the place already and is not lost; `problem` says where it is now."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class Defect(AutopotError):
    """A fault of autopot itself, not of what it was given. Exit code 4."""

    exit_code = 4


def no_such_file(path: Path) -> InputError:
    """The error for a file that a user named and that is not there."""
    nb = Norwegian("filen finnes ikke", "", "kontroller stien")
    return InputError(Problem(str(path), "no such file", "", "check the path", nb=nb))


def nearest(word: str, allowed: Iterable[str], limit: int = 8) -> list[str]:
    """The allowed words, most similar to `word` first.

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


def quoted(word: object) -> str:
    r"""A user's own words in Norwegian quotes, with signs that do not print shown as codes.

    >>> quoted("blåbær"), quoted("a\x1b[31m")
    ('«blåbær»', '«a\\x1b[31m»')
    """
    return f"«{_printable(elided(str(word)))}»"


REFUSALS = {
    errno.ENOENT: "finnes ikke",
    errno.EACCES: "ingen tilgang",
    errno.EPERM: "ingen tilgang",
    errno.EBUSY: "i bruk av et annet program",
    errno.EISDIR: "er en mappe",
    errno.ENOTDIR: "en fil ligger der en mappe skulle ligget",
    errno.EEXIST: "noe med samme navn ligger der",
    errno.ENOSPC: "disken er full",
    errno.EROFS: "disken er skrivebeskyttet",
    errno.ENAMETOOLONG: "navnet er for langt",
    errno.ELOOP: "en snarvei som peker på seg selv",
    errno.EDQUOT: "kvoten på disken er brukt opp",
    errno.EFBIG: "filen blir større enn systemet tillater",
    errno.EMFILE: "for mange åpne filer",
    errno.ENFILE: "for mange åpne filer på maskinen",
    errno.ENOMEM: "for lite minne",
    errno.EIO: "disken svarer ikke som den skal",
}
"""Why the system refuses a file, in Norwegian."""


def refusal(error: OSError) -> Both:
    """Why the system refused a file, in English and Norwegian.

    >>> refusal(OSError(errno.ENOSPC, "No space left on device"))
    ('No space left on device', 'disken er full')
    """
    otherwise = "systemet sier nei" if error.errno is None else f"systemet sier nei ({error.errno})"
    return error.strerror or str(error), REFUSALS.get(error.errno or 0, otherwise)


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


def norwegian_number(number: float) -> str:
    """A number with decimal comma, or a whole number with its thousands apart.

    >>> norwegian_number(1.75), norwegian_number(100_000)
    ('1,75', '100\\xa0000')
    """
    if float(number).is_integer():
        return f"{number:,.0f}".replace(",", "\N{NO-BREAK SPACE}")
    return f"{number:g}".replace(".", ",")


NOUNS = {
    "activity": "aktiviteten",
    "barrier": "barrieren",
    "category": "kategorien",
    "chart": "figuren",
    "choice": "valget",
    "column": "kolonnen",
    "definition": "avgrensningen",
    "engine": "motoren",
    "field": "feltet",
    "format": "formatet",
    "group": "gruppen",
    "human_required": "menneskekravet",
    "key": "nøkkelen",
    "kind": "typen",
    "language": "språket",
    "measure": "tiltaket",
    "municipality": "kommunen",
    "occupation": "yrket",
    "occupation or task": "yrket eller oppgaven",
    "plan": "planen",
    "radar": "radaren",
    "ring": "ringen",
    "scenario": "scenarioet",
    "scenario file": "scenariofilen",
    "sector": "sektoren",
    "sector with staff": "sektoren med ansatte",
    "sector with staff that is shown": "sektoren med ansatte som kan vises",
    "setting": "innstillingen",
    "storby definition": "avgrensningen av storby",
    "sweep file": "sveipfilen",
    "table": "tabellen",
    "task": "oppgaven",
    "technology": "teknologien",
    "technology with work of its own": "teknologien med egne oppgaver",
    "variable": "variabelen",
    "workforce": "bemanningen",
    "workforce occupation": "yrket i bemanningen",
}
"""Things that have names, in English and Norwegian."""


def unknown_name(
    place: str, what: str, word: object, allowed: Sequence[str], norwegian_place: str = ""
) -> Problem:
    """The problem of a name that does not exist, with the nearest names that do.

    Parameters
    ----------
    place : as in `Problem`.
    what : kind of thing; its Norwegian word stands in `NOUNS`, or is left out.
    word : what stands there.
    allowed : names that exist.
    norwegian_place : the place in Norwegian, where it has words.

    >>> print(unknown_name("--sector", "sector", "skole", ["school", "culture"]))
    --sector | sector 'skole' is not known | allowed: school, culture | did you mean school?
    >>> print(unknown_name("--sector", "sector", "skole", ["school", "culture"]).line("nb"))
    --sector | sektoren «skole» finnes ikke | tillatt: school, culture | mente du school?
    """
    ranked = nearest(str(word), allowed)
    close = closest(str(word), allowed)
    names = ", ".join(ranked) + (", …" if ranked and len(allowed) > len(ranked) else "")
    remedy = ("use one of the allowed names", "bruk et av navnene som er tillatt")
    if close:
        remedy = (f"did you mean {close}?", f"mente du {close}?")
    elif not names:
        remedy = ("check how it is written", "kontroller hvordan det er skrevet")
    return Problem(
        place,
        f"{what} {elided(str(word))!r} is not known",
        names,
        remedy[0],
        nb=Norwegian(
            f"{NOUNS.get(what, '')} {quoted(word)} finnes ikke".strip(),
            names,
            remedy[1],
            norwegian_place,
        ),
    )
