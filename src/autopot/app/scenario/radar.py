"""A radar of the visitor's own: taken in, and held against the packaged one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from autopot import catalogue
from autopot.app.scenario.files import MADE, keep_beside
from autopot.errors import InputError
from autopot.forms.radar import radar_text
from autopot.messages import name_in, shown, told
from autopot.radar.history import Placed, history
from autopot.radar.placement import place_technologies
from autopot.store import write_output
from autopot.tables.names import names

RADAR_ENDINGS = (".xlsx", ".csv")


def keep_radar(file: Path, folder: Path) -> str:
    """Check a radar, and keep it as a scenario may name it.

    Parameters
    ----------
    file : as it was sent.
    folder : `scenarios` of the project.

    Returns
    -------
    Its name there.

    Raises
    ------
    InputError
        Everything that is wrong with it; no place tells where the file lies.
    """
    tried = file.with_name("radar-lest.csv")
    try:
        content = radar_text(file).encode()
        write_output(tried, content, replace=True)
        catalogue.technologies(tried)
    except InputError as error:
        called = told("the radar file")
        problems = []
        for problem in error.problems:
            place = shown(problem.place).replace(str(tried), called).replace(str(file), called)
            problems.append(replace(problem, place=place))
        raise InputError(problems) from error
    finally:
        tried.unlink(missing_ok=True)
        file.unlink(missing_ok=True)
    return keep_beside(folder, "radar", content, ".csv")


def radar_path(folder: Path, name: object) -> Path | None:
    """The file of a radar that the page has kept; None for the packaged one.

    Parameters
    ----------
    folder : `scenarios` of the project.
    name : as the scenario has it.
    """
    if not isinstance(name, str) or not MADE.fullmatch(name):
        return None
    path = folder / name
    return path if path.is_file() else None


def differences(path: Path) -> list[dict[str, Any]]:
    """Technologies that stand in another place than on the packaged radar.

    Parameters
    ----------
    path : of a radar that was checked.

    Returns
    -------
    name, was and now (class and scores, empty where it is not there) of each.
    """
    own = place_technologies(catalogue.technologies(path))
    usual = place_technologies(catalogue.technologies())
    column = name_in(own.columns)
    before = {row["technology"]: row for row in usual.to_dict("records")}
    found = [
        {"name": row[column], "was": _words(before.get(row["technology"])), "now": _words(row)}
        for row in own.to_dict("records")
    ]
    placed = [
        Placed(str(row.technology), (str(row.name_nb), str(row.name_en)), str(row.radar_class))
        for row in usual.itertuples()
    ]
    gone = {one.technology for one in history(own, placed, by_name=False).gone}
    found += [
        {"name": row[column], "was": _words(row), "now": ""}
        for code, row in before.items()
        if code in gone
    ]
    return [row for row in found if row["was"] != row["now"]]


def _words(row: Any) -> str:
    if row is None:
        return ""
    return told(
        "{name} (maturity {maturity}, understanding {understanding})",
        name=names()["radar_class"][row["radar_class"]],
        maturity=int(row["solution_maturity"]),
        understanding=int(row["use_understanding"]),
    )
