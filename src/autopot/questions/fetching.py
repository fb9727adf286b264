"""Fetch statistics and code lists, and write them as folders that the model and people can use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from autopot import (
    catalogue,
    statistics,
)
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import say, say_in
from autopot.results.staff.fetched import FetchedLists, FetchedWorkforce
from autopot.statistics import Client
from autopot.statistics.files import (
    as_csv,
    notes_of,
    scenario_text,
    source_row,
    source_rows,
    unknown_cells,
    workforce_files,
    write_folder,
)
from autopot.statistics.function_groups import (
    complete,
    match_groups,
)
from autopot.workforce.staff import municipality_decider, no_municipality
from autopot.workforce.staff.places import COUNTY


def ssb_client(
    base_url: str = statistics.BASE_URL,
    cache: Path | None = None,
    timeout: float = 30.0,
    refresh: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Client:
    """A client for Statistics Norway.

    Parameters
    ----------
    base_url : another one for a mirror.
    cache : folder of answers; None: the user's cache folder.
    timeout : seconds to wait for a connection and for each piece of an answer.
    refresh : ask again for what the cache has.
    tell : is given one line about everything that takes time.

    Raises
    ------
    InputError
        The extra `ssb` is not installed, or the address is none.
    """
    folder = statistics.default_folder() if cache is None else cache
    return Client(
        cache=statistics.Cache(folder),
        base_url=base_url,
        timeout=timeout,
        refresh=refresh,
        tell=tell,
    )


def fetch_lists(folder: str | Path, client: Client) -> FetchedLists:
    """Write STYRK-08, the way to it from the occupation catalogue, and municipality changes.

    Parameters
    ----------
    folder : written whole or not at all.
    client : from `ssb_client`.

    Raises
    ------
    InputError
        No answer, an answer of another shape, or a folder that cannot be written.
    """
    styrk08, styrk08_answer = statistics.styrk08(client)
    catalogued, catalogued_answer = statistics.yrkeskatalog_to_styrk08(client)
    changes, changes_answer = statistics.municipality_changes(client)
    sources = pd.DataFrame(
        [
            source_row("ssb-klass-7", "STYRK-08 (Klass 7)", "", styrk08_answer),
            source_row(
                "ssb-klass-426",
                "yrkeskatalog, STYRK-98, to STYRK-08 (Klass correspondence 426)",
                "",
                catalogued_answer,
            ),
            source_row("ssb-klass-131", "municipality changes (Klass 131)", "", changes_answer),
        ]
    )
    tables = {
        "styrk08.csv": styrk08,
        "yrkeskatalog-styrk08.csv": catalogued,
        "municipality-changes.csv": changes,
        "sources.csv": sources,
    }
    written = write_folder(Path(folder), as_csv(tables), "code lists")
    return FetchedLists(written, {name: len(table) for name, table in tables.items()})


def fetch_workforce(
    year: int,
    folder: str | Path,
    client: Client,
    municipalities: list[str] | None = None,
    groups_file: str | Path | None = None,
) -> FetchedWorkforce:
    """Write a workforce from SSB tables 11418 and 11918, with a scenario that uses it.

    Parameters
    ----------
    year : of both tables.
    folder : written whole or not at all.
    client : from `ssb_client`.
    municipalities : four digits each; None: all of the 2024 structure.
    groups_file : sectors of the groups of functions, where their names do not say it.

    Returns
    -------
    What was written. Occupation by sector inside a municipality is an estimate.

    Raises
    ------
    InputError
        No answer, a code or year the tables do not have, a group of functions nobody placed.
    InfeasibleError
        The published figures contradict each other.
    """
    wanted = None if municipalities is None else known_municipalities(municipalities)
    jobs = statistics.jobs_by_occupation(client, year)
    staff = statistics.fte_by_function(client, year, wanted)
    labels = dict(zip(staff.frame["group"], staff.frame["label"], strict=True))
    groups = match_groups(labels, Path(groups_file) if groups_file is not None else None)
    filled, left_out = complete(staff.frame, groups)
    from autopot.statistics.combine import (
        estimate_from_statistics,
        occupation_fte,
    )

    occupations = occupation_fte(jobs.frame, f"ssb-11418-{year}")
    estimate = estimate_from_statistics(occupations, filled, groups.mapping, f"ssb-11918-{year}")
    unknown = unknown_cells(jobs, staff)
    notes = notes_of(occupations, jobs, staff, groups, left_out)
    sources = pd.DataFrame(source_rows(jobs, year) + source_rows(staff, year))
    files = {
        **workforce_files(estimate, occupations, groups.mapping, unknown, sources),
        "scenario.yaml": scenario_text(year, notes).encode(),
    }
    about = {"year": year, "estimate": True}
    written = write_folder(Path(folder), files, "workforce", about)
    by_municipality = estimate.fte.groupby("municipality", as_index=False)["fte"].sum()
    return FetchedWorkforce(
        folder=written,
        year=year,
        fte=by_municipality,
        margins=estimate.margins,
        unknown=unknown,
        notes=notes,
    )


def known_municipalities(municipalities: list[str]) -> list[str]:
    """The municipalities in rising order, each once.

    Parameters
    ----------
    municipalities : four digits each.

    Raises
    ------
    InputError
        One of them is none.
    """
    known = list(catalogue.municipalities()["municipality"])
    problems = [_unknown_municipality(code, known) for code in municipalities if code not in known]
    if problems:
        raise InputError(problems)
    return sorted(set(municipalities))


def _unknown_municipality(code: str, known: list[str]) -> Problem:
    if code.zfill(4) in known:
        found = say("{word!q} does not have four digits", word=code)
        remedy = say("did you lose a leading zero: {code}?", code=code.zfill(4))
        return Problem("--municipality", found, say("four digits"), remedy)
    answer = municipality_decider({})(code)
    if answer.kind == COUNTY:
        return no_municipality("--municipality", code, answer)
    return unknown_name("--municipality", say_in("the", "municipality"), code, known)


def chosen_municipalities(municipalities: tuple[str, ...], storby: str | None) -> list[str] | None:
    """The municipalities of the two options of the command line; None for all.

    Parameters
    ----------
    municipalities : of --municipality, four digits each; empty where it is not given.
    storby : of --storby, the name of a definition of the big cities, or None.

    Raises
    ------
    InputError
        Both are given, or no such definition.
    """
    if municipalities and storby:
        found = say("{option} is given as well", option="--municipality")
        raise InputError(Problem("--storby", found, say("one of them"), say("drop one")))
    if storby:
        return catalogue.storby(storby, "--storby")
    return list(municipalities) or None
