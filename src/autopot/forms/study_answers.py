"""The form for what the study of 2019 says itself: its ten technology areas and its sectors."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from autopot.errors import InputError, Problem, unknown_name
from autopot.evidence.filled_sheet import filled_sheet
from autopot.messages import Message, say, say_in
from autopot.tables.names import codes_of

AREA_SHEET, SECTOR_SHEET = say("Areas"), say("Sector percentages")
AREAS = 10
"""Technology areas of the study's radar."""


@dataclass(frozen=True)
class Study:
    """What somebody has typed from the study.

    Parameters
    ----------
    areas : area (its name there), radar_class and technology (codes of ours; technology is empty
        where none is near).
    sectors : sector (code) -> share, 0-1.
    """

    areas: pd.DataFrame
    sectors: dict[str, float]


def read_study(path: Path) -> Study:
    """What stands in a form, in whichever language it was made.

    Parameters
    ----------
    path : an .xlsx file made by 'autopot radar template'.

    Returns
    -------
    Rows that are filled in; a form may be half full.

    Raises
    ------
    InputError
        No such file or sheet, unknown names, shares that are no percentages, or nothing filled in:
        all at once.
    """
    allowed = say("an .xlsx file made by 'autopot radar template'")
    remedy = say("use the form")
    problems: list[Problem] = []
    areas = _areas(path, *filled_sheet(path, AREA_SHEET, allowed, remedy), problems)
    sectors = _sectors(path, *filled_sheet(path, SECTOR_SHEET, allowed, remedy), problems)
    if not problems and areas.empty and not sectors:
        problems.append(Problem(str(path), say("nothing is filled in"), remedy=say("fill it in")))
    if problems:
        raise InputError(problems)
    return Study(areas, sectors)


def _areas(path: Path, sheet: str, cells: list[list[Any]], problems: list[Problem]) -> pd.DataFrame:
    classes = codes_of("technologies/radar_classes", "radar_class")
    technologies = codes_of("technologies/technologies", "technology")
    rows = []
    for number, row in enumerate(cells[1 : AREAS + 1], start=2):
        area, called, near = (str(value).strip() for value in [*row, "", "", ""][:3])
        if not (area or called or near):
            continue
        place = f"{path} {sheet}!A{number}"
        if not area:
            problems.append(Problem(place, say("no name"), remedy=say("type the area's name")))
        _known(called, classes, say_in("the", "class"), f"{path} {sheet}!B{number}", problems)
        if near:
            word = say_in("the", "technology")
            _known(near, technologies, word, f"{path} {sheet}!C{number}", problems)
        rows.append((area, classes.get(called, ""), technologies.get(near, "")))
    return pd.DataFrame(rows, columns=["area", "radar_class", "technology"])


def _known(
    value: str, names: dict[str, str], word: Message, place: str, problems: list[Problem]
) -> None:
    if value not in names:
        problems.append(unknown_name(place, word, value, list(names)))


def _sectors(
    path: Path, sheet: str, cells: list[list[Any]], problems: list[Problem]
) -> dict[str, float]:
    names = codes_of("sectors/sectors", "sector")
    found: dict[str, float] = {}
    for number, row in enumerate(cells[1:], start=2):
        name, value = ([*row, "", ""])[:2]
        if not str(name).strip():
            break  # the explanation stands below an empty row
        if value in ("", None):
            continue
        word = say_in("the", "sector")
        _known(str(name).strip(), names, word, f"{path} {sheet}!A{number}", problems)
        share = _share(value)
        if share is None:
            place = f"{path} {sheet}!B{number}"
            allowed = say("a percentage from 1 to 100, or 0: 20 for 20%")
            given = say("{word!q}", word=value)
            problems.append(Problem(place, given, allowed, say("correct the number")))
        elif str(name).strip() in names:
            found[names[str(name).strip()]] = share
    return found


def _share(value: object) -> float | None:
    """A percentage as share; None where it is none, or may be a share by mistake.

    >>> _share(20), _share("20 %"), _share("7,5"), _share(0.2), _share(True), _share(120)
    (0.2, 0.2, 0.075, None, None, None)
    """
    if isinstance(value, bool):
        return None
    text = str(value).strip().removesuffix("%").strip().replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        return None
    return number / 100 if number == 0 or 1 <= number <= 100 else None
