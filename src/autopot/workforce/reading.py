"""A workforce from a packaged estimate, a file or a DataFrame, checked cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from autopot import catalogue
from autopot.errors import InputError, Problem, unknown_name
from autopot.scenario import LoadedScenario

COLUMNS = ("municipality", "sector", "occupation", "fte")
READERS = (".csv", ".xlsx", ".parquet")


@dataclass(frozen=True)
class Workforce:
    """Who works where.

    Parameters
    ----------
    name : packaged name, file name, or "DataFrame".
    cells : columns municipality, sector, occupation, fte, share_log_sd, split_log_sd; one row per
        combination with FTE above 0, sorted.
    estimate : whether it is an estimate, so that the `workforce` factor is drawn.
    total_log_sd, sector_log_sd : by municipality, error of its total and of its sector shares.
    notes : what the reader of a result must know, (Norwegian, English).
    file : the file it was read from, if any.
    """

    name: str
    cells: pd.DataFrame
    estimate: bool
    total_log_sd: pd.Series
    sector_log_sd: pd.Series
    notes: list[tuple[str, str]] = field(default_factory=list)
    file: Path | None = None


def load_workforce(scenario: LoadedScenario, frame: pd.DataFrame | None = None) -> Workforce:
    """The workforce a scenario asks for, or a DataFrame in its place.

    Parameters
    ----------
    scenario : names a packaged workforce or a file.
    frame : columns municipality, sector, occupation, fte; replaces the scenario's workforce.

    Returns
    -------
    A packaged workforce is cut to the scenario's storby definition; the planner's own file or
    frame is used whole.

    Raises
    ------
    InputError
        Every fault found, with row and column.
    """
    if frame is not None:
        return _given("DataFrame", frame, "workforce", 0, None)
    source = scenario.scenario.workforce.source
    if source in catalogue.workforce_names():
        return _packaged(source, scenario)
    place = scenario.place("workforce", "source")
    path = Path(source) if Path(source).is_absolute() else scenario.path.parent / source
    if path.suffix.lower() not in READERS:
        raise InputError(
            unknown_name(
                place,
                "workforce",
                source,
                [*catalogue.workforce_names(), "<file>.csv", "<file>.xlsx", "<file>.parquet"],
            )
        )
    if not path.is_file():
        raise InputError(Problem(place, f"no file {path}", "an existing file", "check the path"))
    return _given(path.name, _read_file(path), str(path), 2, path)


def _packaged(name: str, scenario: LoadedScenario) -> Workforce:
    cells = catalogue.table(f"workforce/{name}")
    definition = scenario.scenario.storby
    members = sorted(set(cells["municipality"]))
    if definition is not None:
        place = scenario.place("storby")
        wanted = catalogue.storby(definition, place)
        missing = [code for code in wanted if code not in members]
        if missing:
            raise InputError(
                Problem(
                    place,
                    f"{name} has no staff for {', '.join(missing)} of {definition}",
                    f"definitions within {', '.join(members)}",
                    "choose another workforce.source or storby",
                )
            )
        members = wanted
    cells = cells[cells["municipality"].isin(members) & (cells["fte"] > 0)]
    about = catalogue.table("workforce/workforces").set_index("workforce").loc[name]
    english = (
        "An estimate, not statistics: published margins and our own assumptions (docs/data.md)"
    )
    return Workforce(
        name=name,
        cells=cells.drop(columns="source_id").reset_index(drop=True),
        estimate=bool(about["estimate"]),
        total_log_sd=_log_sd(name, "total", members),
        sector_log_sd=_log_sd(name, "sector", members),
        notes=[(str(about["note_nb"]), english)],
    )


def _log_sd(name: str, component: str, members: list[str]) -> pd.Series:
    """Size of an error by municipality: its own row, or the row for all."""
    table = catalogue.table("workforce/uncertainty")
    use = table[table["workforce"].isin([name, "*"]) & (table["component"] == component)]
    sizes = use.set_index("municipality")["log_sd"]
    return pd.Series({code: sizes.get(code, sizes["*"]) for code in members}, dtype=float)


def _read_file(path: Path) -> pd.DataFrame:
    """The file as text cells."""
    try:
        if path.suffix.lower() == ".csv":
            return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        if path.suffix.lower() == ".xlsx":
            return pd.read_excel(path, dtype=str, keep_default_na=False, engine="openpyxl")
        return pd.read_parquet(path)
    except Exception as error:  # readers raise many kinds; the user needs one
        raise InputError(
            Problem(str(path), f"cannot be read: {error}", ", ".join(READERS), "save it anew")
        ) from error


def _given(
    name: str, frame: pd.DataFrame, place: str, first_row: int, file: Path | None
) -> Workforce:
    checked = _check(frame, place, first_row)
    cells = checked[checked["fte"] > 0].sort_values(list(COLUMNS[:3]), ignore_index=True)
    if cells.empty:
        raise InputError(
            Problem(place, "no FTE above 0", "at least one row with FTE", "fill it in")
        )
    cells = cells.assign(share_log_sd=0.0, split_log_sd=0.0)
    members = sorted(set(cells["municipality"]))
    zero = pd.Series(0.0, index=members)
    empty = int((checked["fte"] == 0).sum())
    notes = [(f"{empty} rader med 0 årsverk er ikke med", f"{empty} rows with 0 FTE are left out")]
    return Workforce(name, cells, False, zero, zero, notes if empty else [], file)


def _check(frame: pd.DataFrame, place: str, first_row: int) -> pd.DataFrame:
    columns = catalogue.columns_of("input/workforce")
    text = pd.DataFrame(
        {name: _as_text(frame[name]) for name in frame.columns}, index=range(len(frame))
    )
    problems: list[Problem] = []
    checked = text
    try:
        checked = catalogue.check_frame(text, columns, place, first_row)
    except InputError as error:
        problems += error.problems
        if not set(COLUMNS) <= set(text.columns):
            raise
    names = {
        "municipality": list(catalogue.municipalities()["municipality"]),
        "sector": list(catalogue.sectors()["sector"]),
        "occupation": list(catalogue.occupations().index),
    }
    for column, known in names.items():
        problems += _unknown(checked[column], column, known, place, first_row, problems)
    if problems:
        raise InputError(problems)
    return checked


def _as_text(column: pd.Series) -> list[str]:
    """Cells as text, "" for missing."""
    return ["" if pd.isna(value) else str(value) for value in column.tolist()]


def _unknown(
    values: pd.Series,
    column: str,
    known: list[str],
    place: str,
    first_row: int,
    already: list[Problem],
) -> list[Problem]:
    """One problem per unknown name, at its first row, unless the cell was already faulted."""
    faulted = {problem.place for problem in already}
    bad = values[(values != "") & ~values.isin(known)].drop_duplicates()
    result = []
    for row, value in bad.items():
        where = f"{place} row {int(str(row)) + first_row} {column}"
        if where not in faulted:
            result.append(unknown_name(where, column, value, known))
    return result
