"""A workforce from a packaged estimate, a file or a DataFrame, checked cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from autopot import catalogue
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import Message, say, say_in, written
from autopot.scenario import LoadedScenario
from autopot.scenario.workforce import OWN_FILE, OWN_STAFF, STAFF_FILES
from autopot.workforce.staff.bounded import read_bounded
from autopot.workforce.staff.choosing import Options
from autopot.workforce.staff.counties import (
    county_decider,
    names_county_municipality,
    no_county,
)
from autopot.workforce.staff.decisions import Decisions
from autopot.workforce.staff.mappings import (
    CodeLists,
    code_list_files,
    read_code_lists,
    read_mappings,
)
from autopot.workforce.staff.mending import mended
from autopot.workforce.staff.notes import first_warnings, summary_notes, warning_notes
from autopot.workforce.staff.personal_files import hidden_path
from autopot.workforce.staff.places import municipality_decider, no_municipality
from autopot.workforce.staff.plausible import plausibility, whole_of_part
from autopot.workforce.staff.profiles import read_profile
from autopot.workforce.staff.reading import StaffFile, read_staff
from autopot.workforce.staff.rules import Rules
from autopot.workforce.staff.sheets import (
    KNOWN_ENDINGS,
    READERS,
    unreadable_kind,
)
from autopot.workforce.staff.values import frame_sheet

PARTLY_ESTIMATED = say(
    "The workforce is partly an estimate: the split on occupations is computed, with its error"
)


@dataclass(frozen=True)
class Workforce:
    """Who works where.

    Parameters
    ----------
    name : packaged name, "DataFrame", or of a file the label that the user gives it.
    cells : columns municipality, sector, occupation, fte, share_log_sd, split_log_sd; one row per
        combination with FTE above 0, sorted. A staff file also gives headcount, NaN if unknown.
    estimate : whether it is an estimate, so that the `workforce` factor is drawn.
    total_log_sd, sector_log_sd : by municipality, error of its total and of its sector shares.
    notes : what the reader of a result must know.
    warnings : what was found in a staff file, with figures that may be of a few.
    files : the planner's files it was read from.
    ledger : bucket, rows, fte of a staff file (see `StaffFile.ledger`); None where it is none.
    titles : occupation, title, fte, headcount of a staff file (see `StaffFile.titles`), with
        nothing hidden; None where it is none.
    whole : FTE of the municipalities about, where a staff file has only a part of them; else None.
    """

    name: str
    cells: pd.DataFrame
    estimate: bool
    total_log_sd: pd.Series
    sector_log_sd: pd.Series
    notes: list[Message] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    ledger: pd.DataFrame | None = None
    titles: pd.DataFrame | None = None
    whole: float | None = None

    @property
    def own(self) -> bool:
        """Whether it is the planner's own staff, and no packaged estimate."""
        return self.ledger is not None

    @property
    def told(self) -> list[Message]:
        """The notes and the first warnings."""
        return [*self.notes, *first_warnings(self.warnings)]


def load_workforce(scenario: LoadedScenario, frame: pd.DataFrame | None = None) -> Workforce:
    """The workforce a scenario asks for, or a DataFrame in its place.

    Parameters
    ----------
    scenario : names a packaged workforce or a staff file.
    frame : columns as in a staff file; replaces the scenario's workforce.

    Returns
    -------
    A packaged workforce is cut to the scenario's storby definition, and to its municipality where
    one is named; the planner's own file or
    frame is used whole.

    Raises
    ------
    InputError
        Every fault found, with row and column.
    """
    if frame is None and packaged_name(scenario) is not None:
        return _packaged(scenario.scenario.workforce.source, scenario)
    return as_workforce(load_staff(scenario, frame), scenario, frame is not None)


def packaged_name(scenario: LoadedScenario) -> str | None:
    """Name of the packaged workforce a scenario uses; None where it names a file."""
    section = scenario.scenario.workforce
    packaged = section.file is None and section.source in catalogue.workforce_names()
    return section.source if packaged else None


def load_staff(scenario: LoadedScenario, frame: pd.DataFrame | None = None) -> StaffFile:
    """The scenario's staff file, or a frame like one, with everything found in it.

    Parameters
    ----------
    scenario : names the file and says how to read it.
    frame : replaces the file.

    Returns
    -------
    The staff file; what is wrong with its cells is in its findings.

    Raises
    ------
    InputError
        The file, its mapping file or its code lists cannot be read at all.
    """
    options = staff_options(scenario)
    if frame is not None:
        return read_staff([mended(frame_sheet(frame))], "DataFrame", options)
    path = staff_path(scenario)
    try:
        sheets = read_bounded(path)
    except InputError as error:
        raise _without_persons(error) from None
    return read_staff(sheets, path.name, options)


def _without_persons(error: InputError) -> InputError:
    """The error of a file whose name may hold data about persons."""
    problems = [replace(problem, place=_without_names(problem.place)) for problem in error.problems]
    return type(error)(problems)


def _without_names(part: Any) -> Any:
    """A part of a problem with what looks personal hidden, also where it is filled in later."""
    if isinstance(part, Message):
        values = {name: _without_names(value) for name, value in part.values.items()}
        return replace(part, values=values)
    return part if isinstance(part, int | float) else hidden_path(str(part))


def staff_path(scenario: LoadedScenario) -> Path:
    """The scenario's staff file; relative paths start from the scenario's folder.

    Raises
    ------
    InputError
        The scenario names neither a packaged workforce nor a file.
    """
    if problems := not_kept(scenario):
        raise InputError(problems)
    section = scenario.scenario.workforce
    key = "source" if section.file is None else "file"
    name = section.source if section.file is None else section.file
    if (suffix := Path(name).suffix.lower()) not in KNOWN_ENDINGS:
        place = scenario.place("workforce", key)
        if section.file is not None:
            raise InputError(unreadable_kind(place, suffix))
        known = [*catalogue.workforce_names(), *(f"*{ending}" for ending in READERS)]
        raise InputError(unknown_name(place, say_in("the", "workforce"), name, known))
    allowed, remedy = say("a file that exists"), say("check the file name")
    return scenario.file(name, "workforce", key, allowed=allowed, remedy=remedy)


STAFF_IS_AT = say("say where it is: verify RUN --workforce FILE, or --set workforce.file=FILE")
OTHER_IS_AT = say(
    "give the scenario that names it: verify RUN --workforce SCENARIO.yaml, or --set "
    "workforce.{key}"
)


def not_kept(scenario: LoadedScenario) -> list[Problem]:
    """Files of the workforce that a result does not name, since names and places may not travel.

    Parameters
    ----------
    scenario : perhaps one from a result.
    """
    section = scenario.scenario.workforce
    found = say("the result does not say where the file is, so that it can be passed on")
    remedies = {key: replace(OTHER_IS_AT, values={"key": f"{key}=…"}) for key in STAFF_FILES}
    named = {"source": section.source if section.file is None else "", "file": section.file}
    marked = [key for key, value in named.items() if value == OWN_STAFF]
    marked += [key for key in STAFF_FILES if getattr(section, key) == OWN_FILE]
    return [
        Problem(scenario.place("workforce", key), found, remedy=remedies.get(key, STAFF_IS_AT))
        for key in marked
    ]


def workforce_files(scenario: LoadedScenario) -> list[Path]:
    """Every file of the planner that a scenario's workforce is read from.

    Raises
    ------
    InputError
        The workforce is neither packaged nor a file, or there are no code lists where it says.
    """
    if packaged_name(scenario) is not None:
        return []
    section = scenario.scenario.workforce
    folder = scenario.path.parent
    files = [staff_path(scenario)]
    if section.mappings is not None:
        files.append(folder / section.mappings)
    if section.profile is not None:
        files.append(folder / section.profile)
    if section.codes is not None:
        files += code_list_files(folder / section.codes).values()
    if section.errors is not None:
        files.append(folder / section.errors)
    return files


def staff_options(scenario: LoadedScenario) -> Options:
    """What a scenario says about its staff file.

    Raises
    ------
    InputError
        A file that it names, or its municipality, is wrong.
    """
    if problems := not_kept(scenario):
        raise InputError(problems)
    section = scenario.scenario.workforce
    folder = scenario.path.parent
    lists = CodeLists() if section.codes is None else read_code_lists(folder / section.codes)
    mappings = {} if section.mappings is None else read_mappings(folder / section.mappings)
    sheets = [section.sheet] if isinstance(section.sheet, str) else section.sheet or []
    return Options(
        sheets=sheets,
        columns={str(column): heading for column, heading in section.columns.items()},
        personal_columns=section.personal_columns,
        profile=None if section.profile is None else read_profile(folder / section.profile),
        blank_groups=section.blank_groups,
        rules=Rules(
            municipality=_stated_municipality(scenario, lists),
            county=of_county_municipality(scenario),
            mappings=mappings,
            codes=lists,
            decimal=section.decimal,
            percent=section.percent,
            short_codes=section.short_codes,
            unknown_occupation=section.unknown_occupation,
            decisions=Decisions(
                total_rows=section.total_rows,
                duplicates=section.duplicates,
                year=section.year or "",
                period=section.period or "",
                amount_unit=section.amount_unit,
                amounts_from=section.amounts_from,
                no_amount=section.no_amount,
                leave=section.leave,
                left=section.left,
                hidden_rows=section.hidden_rows,
            ),
        ),
    )


def _stated_municipality(scenario: LoadedScenario, lists: CodeLists) -> str:
    stated = scenario.scenario.workforce.municipality
    if stated is None:
        return ""
    place = scenario.place("workforce", "municipality")
    if of_county_municipality(scenario):
        answer = county_decider(lists.changes)(stated)
        if not answer.code or answer.kind:
            raise InputError(no_county(place, stated, answer))
        return answer.code
    answer = municipality_decider(lists.changes)(stated)
    if not answer.code:
        raise InputError(no_municipality(place, stated, answer))
    return answer.code


def of_county_municipality(scenario: LoadedScenario) -> bool:
    """Whether the staff are those of a county municipality: stated, or by the employer's name."""
    section = scenario.scenario.workforce
    return section.county or names_county_municipality(section.municipality or "")


def as_workforce(staff: StaffFile, scenario: LoadedScenario, from_frame: bool = False) -> Workforce:
    """A staff file as workforce.

    Parameters
    ----------
    staff : what was read.
    scenario : names the file.
    from_frame : whether it was a DataFrame.

    Raises
    ------
    InputError
        The staff file has errors.
    """
    if problems := staff.problems():
        raise InputError(problems)
    members = sorted(set(staff.cells["municipality"]))
    zero = pd.Series(0.0, index=members)
    errors = None if from_frame else scenario.scenario.workforce.errors
    plausible = plausibility(staff)
    return Workforce(
        name=scenario.scenario.workforce.label or (staff.name if from_frame else OWN_STAFF),
        cells=_with_errors(staff.cells, None if errors is None else scenario.path.parent / errors),
        estimate=errors is not None,
        total_log_sd=zero,
        sector_log_sd=zero,
        notes=[
            *([PARTLY_ESTIMATED] if errors is not None else []),
            *summary_notes(staff, plausible, scenario.scenario.workforce.label),
        ],
        warnings=warning_notes(staff, plausible),
        files=[] if from_frame else workforce_files(scenario),
        ledger=staff.ledger,
        titles=staff.titles,
        whole=whole_of_part(staff.cells),
    )


def _with_errors(cells: pd.DataFrame, path: Path | None) -> pd.DataFrame:
    """Cells with the size of their errors; occupations that the file does not name have none."""
    if path is None:
        return cells.assign(share_log_sd=0.0, split_log_sd=0.0)
    sizes = catalogue.read_table("input/workforce_errors", path).set_index("occupation")
    own = sizes.reindex(cells["occupation"]).fillna(0.0)
    return cells.assign(**{name: own[name].to_numpy() for name in own.columns})


def _packaged(name: str, scenario: LoadedScenario) -> Workforce:
    cells = catalogue.packaged_workforce(name)
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
                    say(
                        "{workforce} has no staff for {municipalities} of {definition}",
                        workforce=name,
                        municipalities=missing,
                        definition=definition,
                    ),
                    say("definitions within {municipalities}", municipalities=members),
                    say("choose another workforce.source or storby"),
                )
            )
        members = wanted
    members = _only(scenario, members)
    cells = cells[cells["municipality"].isin(members)]
    about = catalogue.table("workforce/workforces").set_index("workforce").loc[name]
    return Workforce(
        name=name,
        cells=cells.reset_index(drop=True),
        estimate=bool(about["estimate"]),
        total_log_sd=_log_sd(name, "total", members),
        sector_log_sd=_log_sd(name, "sector", members),
        notes=[written(about, "note")],
    )


def _only(scenario: LoadedScenario, members: list[str]) -> list[str]:
    """The one municipality that the scenario asks for, or all."""
    asked = scenario.scenario.workforce.municipality
    if asked is None:
        return members
    place = scenario.place("workforce", "municipality")
    answer = municipality_decider({})(asked)
    if not answer.code:
        raise InputError(no_municipality(place, asked, answer))
    if answer.code not in members:
        found = say("{code} is not in this workforce", code=answer.code)
        remedy = say("choose another workforce.source or storby")
        raise InputError(Problem(place, found, members[:8], remedy))
    return [answer.code]


def _log_sd(name: str, component: str, members: list[str]) -> pd.Series:
    """Size of an error by municipality: its own row, the row of its size, or the row for all."""
    table = catalogue.table("workforce/uncertainty")
    use = table[table["workforce"].isin([name, "*"]) & (table["component"] == component)]
    own = use[use["municipality"] != "*"].set_index("municipality")["log_sd"]
    by_size = use[use["municipality"] == "*"].set_index("size_group")["log_sd"]
    groups = catalogue.size_group_of()
    sizes = {
        code: own[code] if code in own else by_size.get(groups[code], by_size["*"])
        for code in members
    }
    return pd.Series(sizes, dtype=float)
