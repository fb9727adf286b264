"""The planner's own translations: a file of field, value and code, and SSB's code lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autopot import catalogue
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import say, say_in
from autopot.workforce.staff.bounded import read_bounded
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.coding.mapped import TOGETHER
from autopot.workforce.staff.jobs import occupation_decider
from autopot.workforce.staff.places import municipality_decider
from autopot.workforce.staff.resolving import Decide
from autopot.workforce.staff.services import sector_decider
from autopot.workforce.staff.words import plain

FIELDS = ("municipality", "sector", "function", "unit", "occupation", "position_code", "title")
HEADINGS = {"field": ("felt", "field"), "value": ("verdi", "value"), "code": ("kode", "code")}
CORRESPONDENCE = {
    "source": ("sourcecode", "kildekode"),
    "target": ("targetcode", "styrk08", "målkode"),
}
CHANGES = {
    "source": ("oldmunicipality",),
    "target": ("newmunicipality", "municipality"),
}
CORRESPONDENCE_FILE, CHANGES_FILE = "yrkeskatalog-styrk08.csv", "municipality-changes.csv"


@dataclass(frozen=True)
class CodeLists:
    """Code lists from Statistics Norway.

    Parameters
    ----------
    correspondence : older occupation code -> STYRK-08 occupations.
    changes : older municipality number -> number of 2024.
    name : the file or folder they are from.
    """

    correspondence: Mapping[str, list[str]] = field(default_factory=dict)
    changes: Mapping[str, str] = field(default_factory=dict)
    name: str = ""


def read_mappings(path: Path) -> dict[str, dict[str, str]]:
    """A mapping file.

    Parameters
    ----------
    path : a table with the columns Felt (field), Verdi (value) and Kode (code); other columns are
        not read. Rows without a code are not filled in yet and are passed over. A key may be of
        several columns: Felt «Stilling + Sektor», Verdi «Fagarbeider + Skole».

    Returns
    -------
    Field -> value -> our code.

    Raises
    ------
    InputError
        No such columns, an unknown field, a code that is not ours, a value mapped twice.
    """
    sheet, row, columns = _find(path, HEADINGS)
    result: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    fields = _field_names()
    deciders = _code_deciders()
    for number in range(row + 1, len(sheet.cells)):
        said, value, code = (str(sheet.cells[number, columns[k]]) for k in HEADINGS)
        if not (said and value and code):
            continue
        where = say("{file} row {row}", file=path, row=sheet.number(number))
        names = [fields.get(plain(part)) for part in said.split(TOGETHER)]
        if None in names:
            problems.append(unknown_name(where, say_in("the", "field"), said, FIELDS))
            continue
        name = TOGETHER.join(str(part) for part in names)
        value = _key(value, name)
        answer = deciders[name if name in deciders else "occupation"](code)
        if not answer.code:
            known = answer.allowed or ("-",)
            problems.append(unknown_name(where, say("{name} code", name=name), code, known))
        elif result.get(name, {}).get(value, answer.code) != answer.code:
            found = say("{value!q} is mapped twice", value=value)
            problems.append(Problem(where, found, remedy=say("remove one of them")))
        else:
            result.setdefault(name, {})[value] = answer.code
    if problems:
        raise InputError(problems)
    return result


def mapping_key(said: str, value: str) -> tuple[str, str] | None:
    """Our own names of the columns of a mapping and its value; None where a column is unknown.

    Parameters
    ----------
    said : name of a column as planners write it, or several with + between them.
    value : as it stands in the file; of several columns with + between them too.

    Returns
    -------
    Name and value, a sector as our code.

    >>> mapping_key("Stilling + Sektor", "Fagarbeider + Skole")
    ('title+sector', 'Fagarbeider+school')
    """
    fields = _field_names()
    names = [fields.get(plain(part), "") for part in said.split(TOGETHER)]
    name = TOGETHER.join(names)
    return (name, _key(value, name)) if all(names) else None


def _key(value: str, name: str) -> str:
    """The value of a key of several columns, with our own code for a sector.

    >>> _key("Fagarbeider + Skole", "title+sector"), _key("A+B", "title")
    ('Fagarbeider+school', 'A+B')
    """
    names = name.split(TOGETHER)
    if len(names) == 1:
        return value
    parts = [part.strip() for part in value.split(TOGETHER)]
    sector = sector_decider()
    return TOGETHER.join(
        sector(part).code or part if column == "sector" else part
        for column, part in zip(names, parts, strict=False)
    )


def code_list_files(path: Path) -> dict[str, Path]:
    """The files of code lists at a place.

    Parameters
    ----------
    path : a folder with yrkeskatalog-styrk08.csv and municipality-changes.csv (either may be
        missing), or SSB's correspondence as one file.

    Returns
    -------
    `CORRESPONDENCE_FILE` and `CHANGES_FILE` -> the file, of those that are there.

    Raises
    ------
    InputError
        None is there.
    """
    places = {CORRESPONDENCE_FILE: path}
    if path.is_dir():
        places = {name: path / name for name in (CORRESPONDENCE_FILE, CHANGES_FILE)}
    files = {name: file for name, file in places.items() if file.is_file()}
    if not files:
        allowed = say(
            "a file, or a folder with {correspondence} or {changes}",
            correspondence=CORRESPONDENCE_FILE,
            changes=CHANGES_FILE,
        )
        remedy = say("run: autopot fetch styrk")
        raise InputError(Problem(str(path), say("no code lists here"), allowed, remedy))
    return files


def read_code_lists(path: Path) -> CodeLists:
    """Code lists from a folder made by `autopot fetch styrk`, or SSB's correspondence as a file.

    Parameters
    ----------
    path : as for `code_list_files`; the correspondence has the columns sourceCode and targetCode.

    Raises
    ------
    InputError
        No file is there, or its columns are missing.
    """
    files = code_list_files(path)
    correspondence: dict[str, list[str]] = {}
    known = set(catalogue.occupations().index)
    if CORRESPONDENCE_FILE in files:
        for source, target in _pairs(files[CORRESPONDENCE_FILE], CORRESPONDENCE):
            if target in known and target not in correspondence.setdefault(source, []):
                correspondence[source].append(target)
    older = dict(_pairs(files[CHANGES_FILE], CHANGES)) if CHANGES_FILE in files else {}
    return CodeLists({k: v for k, v in correspondence.items() if v}, older, path.name)


def _pairs(path: Path, headings: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    sheet, row, columns = _find(path, headings)
    cells: NDArray[np.object_] = sheet.cells[row + 1 :]
    sources, targets = (cells[:, columns[key]] for key in ("source", "target"))
    return [
        (str(s).replace(".", "").replace(" ", ""), str(t))
        for s, t in zip(sources, targets, strict=True)
        if s and t
    ]


def _find(path: Path, headings: Mapping[str, tuple[str, ...]]) -> tuple[Sheet, int, dict[str, int]]:
    """The sheet and row with these headings, and the column of each."""
    for sheet in (sheet for sheet in read_bounded(path) if not sheet.hidden):
        for row, cells in enumerate(sheet.cells[:60]):
            words = [plain(str(cell)) for cell in cells]
            found = {
                key: words.index(name)
                for key, names in headings.items()
                for name in names
                if name in words
            }
            if len(found) == len(headings):
                return sheet, row, found
    allowed = [names[0] for names in headings.values()]
    missing, remedy = say("its columns are missing"), say("put in the headings")
    raise InputError(Problem(str(path), missing, allowed, remedy))


@cache
def _field_names() -> dict[str, str]:
    columns = catalogue.table("workforce/staff_columns")
    return {
        plain(str(word)): str(row.column)
        for row in columns.itertuples()
        if row.column in FIELDS
        for word in (row.column, row.heading_nb, row.heading_en)
    }


def _code_deciders() -> dict[str, Decide]:
    occupation, sector = occupation_decider({}, "", "refuse"), sector_decider()
    return {
        "municipality": municipality_decider({}),
        "sector": sector,
        "function": sector,
        "unit": sector,
        "occupation": occupation,
        "position_code": occupation,
        "title": occupation,
    }
