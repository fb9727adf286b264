"""Fetch statistics and code lists, and write them as folders that the model and people can use."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from autopot import catalogue, fetch, runs
from autopot.api.function_groups import Groups, complete, match_groups
from autopot.errors import InputError, Problem, unknown_name
from autopot.fetch import Answer, Client, Fetched

if TYPE_CHECKING:
    from autopot.optimise.estimate import Estimate

LICENCE = "CC BY 4.0 (Kilde: Statistisk sentralbyrå)"


@dataclass(frozen=True)
class FetchedLists:
    """Code lists that were written.

    Parameters
    ----------
    folder : where.
    rows : file -> number of rows.
    """

    folder: Path
    rows: dict[str, int]


@dataclass(frozen=True)
class FetchedWorkforce:
    """A workforce that was written.

    Parameters
    ----------
    folder : where; `scenario.yaml` in it runs.
    year : of the figures.
    fte : columns municipality, fte.
    margins : what every margin reached.
    unknown : cells that are not published: table, region, code, status.
    notes : what the reader of a result must know, (Norwegian, English).
    """

    folder: Path
    year: int
    fte: pd.DataFrame
    margins: pd.DataFrame
    unknown: pd.DataFrame
    notes: list[tuple[str, str]]


def ssb_client(
    base_url: str = fetch.BASE_URL,
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
    folder = fetch.default_folder() if cache is None else cache
    return Client(fetch.Cache(folder), base_url, timeout, refresh, tell)


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
    styrk08, styrk08_answer = fetch.styrk08(client)
    catalogued, catalogued_answer = fetch.yrkeskatalog_to_styrk08(client)
    changes, changes_answer = fetch.municipality_changes(client)
    sources = pd.DataFrame(
        [
            _source("ssb-klass-7", "STYRK-08 (Klass 7)", "", styrk08_answer),
            _source(
                "ssb-klass-426",
                "yrkeskatalog, STYRK-98, to STYRK-08 (Klass correspondence 426)",
                "",
                catalogued_answer,
            ),
            _source("ssb-klass-131", "municipality changes (Klass 131)", "", changes_answer),
        ]
    )
    tables = {
        "styrk08.csv": styrk08,
        "yrkeskatalog-styrk08.csv": catalogued,
        "municipality-changes.csv": changes,
        "sources.csv": sources,
    }
    files = {name: _csv(table) for name, table in tables.items()}
    written = runs.write_run(
        Path(folder), files, {"kind": "code lists", "autopot": version("autopot")}
    )
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
    wanted = None if municipalities is None else _known(municipalities)
    jobs = fetch.jobs_by_occupation(client, year)
    staff = fetch.fte_by_function(client, year, wanted)
    labels = dict(zip(staff.frame["group"], staff.frame["label"], strict=True))
    groups = match_groups(labels, Path(groups_file) if groups_file is not None else None)
    filled, left_out = complete(staff.frame, groups)
    from autopot.optimise.statistics import estimate_from_statistics, occupation_fte

    occupations = occupation_fte(jobs.frame, f"ssb-11418-{year}")
    estimate = estimate_from_statistics(occupations, filled, groups.mapping, f"ssb-11918-{year}")
    unknown = _unknown(jobs, staff)
    notes = _notes(occupations, jobs, staff, groups, left_out)
    sources = pd.DataFrame(_sources(jobs, year) + _sources(staff, year))
    files = {
        **_tables(estimate, occupations, groups, unknown, sources),
        "scenario.yaml": _scenario(year, notes).encode(),
    }
    about = {"kind": "workforce", "year": year, "estimate": True}
    written = _write(Path(folder), files, about)
    by_municipality = estimate.fte.groupby("municipality", as_index=False)["fte"].sum()
    return FetchedWorkforce(written, year, by_municipality, estimate.margins, unknown, notes)


def _write(folder: Path, files: dict[str, bytes], about: dict[str, Any]) -> Path:
    """Write a folder whole; an earlier one is replaced only if nobody has worked in it."""
    if changed := _changed_files(folder):
        raise InputError(
            Problem(
                f"--out {folder}",
                f"changed or added since it was fetched: {', '.join(changed)}",
                "a new folder, or one that is as it was written",
                "choose another folder, or move your files",
            )
        )
    return runs.write_run(folder, files, {**about, "autopot": version("autopot")})


def _changed_files(folder: Path) -> list[str]:
    """Files of an earlier fetch that are not as they were written, or that it did not write."""
    manifest = folder / runs.MANIFEST
    if not manifest.is_file():
        return []
    written = json.loads(manifest.read_text("utf-8")).get("outputs", {})
    there = {path.name: path for path in folder.iterdir() if path != manifest}
    return sorted(
        name
        for name, path in there.items()
        if not path.is_file() or written.get(name) != runs.sha256(path.read_bytes())
    )


def _known(municipalities: list[str]) -> list[str]:
    known = list(catalogue.municipalities()["municipality"])
    problems = [
        unknown_name("--municipality", "municipality", code, known)
        for code in municipalities
        if code not in known
    ]
    if problems:
        raise InputError(problems)
    return sorted(set(municipalities))


def _tables(
    estimate: Estimate,
    occupations: pd.DataFrame,
    groups: Groups,
    unknown: pd.DataFrame,
    sources: pd.DataFrame,
) -> dict[str, bytes]:
    columns = ["municipality", "sector", "occupation", "fte"]
    errors = estimate.fte.drop_duplicates("occupation").sort_values("occupation")
    tables = {
        "workforce.csv": estimate.fte[columns],
        "workforce-error.csv": errors[["occupation", "share_log_sd", "split_log_sd"]],
        "occupations.csv": occupations,
        "function-groups.csv": groups.mapping,
        "margins.csv": estimate.margins,
        "unknown.csv": unknown,
        "sources.csv": sources,
    }
    return {name: _csv(table) for name, table in tables.items()}


def _csv(table: pd.DataFrame) -> bytes:
    text: str = table.to_csv(index=False, lineterminator="\n")
    return text.encode()


def _source(source_id: str, what: str, year: str, answer: Answer) -> dict[str, str]:
    """A row like those of data/sources.csv."""
    query = f"posted {answer.request.body}; " if answer.request.body else ""
    return {
        "source_id": source_id,
        "citation": f"Statistics Norway: {what}",
        "year": year,
        "licence": LICENCE,
        "url": answer.request.url,
        "accessed": answer.fetched[:10],
        "note": f"{query}fetched {answer.fetched}, SHA-256 {answer.sha256}",
    }


def _sources(fetched: Fetched, year: int) -> list[dict[str, str]]:
    """One row per answer; a second answer of the same table gets a number."""
    table = fetched.table
    title = table.title.removeprefix(f"{table.id}: ")
    what = f"StatBank table {table.id}, {title}, updated {table.updated}"
    return [
        _source(f"ssb-{table.id}-{year}" + (f"-{n}" if n > 1 else ""), what, str(year), answer)
        for n, answer in enumerate(fetched.answers, start=1)
    ]


def _unknown(jobs: Fetched, staff: Fetched) -> pd.DataFrame:
    """Every cell that is not published."""
    records = []
    for region, column in (("local government", "local"), ("all sectors", "all")):
        empty = jobs.frame[jobs.frame[f"{column}_jobs"].isna()]
        records += [
            ("11418", region, code, status)
            for code, status in zip(empty["occupation"], empty[f"{column}_status"], strict=True)
        ]
    empty = staff.frame[staff.frame["fte"].isna()]
    cells = zip(empty["region"], empty["group"], empty["status"], strict=True)
    records += [("11918", region, group, status) for region, group, status in cells]
    return pd.DataFrame(records, columns=["table", "region", "code", "status"])


def _notes(
    occupations: pd.DataFrame, jobs: Fetched, staff: Fetched, groups: Groups, left_out: list[str]
) -> list[tuple[str, str]]:
    """What the reader of a result must know."""
    notes = [
        (
            "Delvis anslag: årsverk per kommune og funksjonsgruppe er SSBs tall; fordelingen på "
            "yrker innenfor en kommune er beregnet",
            "Partly an estimate: FTE by municipality and group of functions are published; the "
            "split on occupations within a municipality is computed",
        )
    ]
    placed = set(occupations["occupation"])
    lost = jobs.frame[~jobs.frame["occupation"].isin(placed) & (jobs.frame["local_jobs"] > 0)]
    if len(lost):
        share = lost["local_jobs"].sum() / jobs.frame["local_jobs"].sum()
        codes = ", ".join(lost.sort_values("local_jobs", ascending=False)["occupation"].head(10))
        number = f"{share:.1%}".replace(".", ",").replace("%", " %")
        notes.append(
            (
                f"Yrker uten plass i våre sektorer er ikke med ({number} av arbeidsforholdene), "
                f"størst først: {codes}",
                f"Occupations with no place in our sectors are left out ({share:.1%} of jobs), "
                f"largest first: {codes}",
            )
        )
    empty = sorted(set(catalogue.sectors()["sector"]) - set(groups.mapping["sector"]))
    if empty:
        codes = ", ".join(empty)
        notes.append((f"Ingen funksjonsgruppe har: {codes}", f"No group of functions has: {codes}"))
    notes += _figures_missing(staff, groups, left_out)
    return notes


def _figures_missing(staff: Fetched, groups: Groups, left_out: list[str]) -> list[tuple[str, str]]:
    notes = []
    country = staff.frame[staff.frame["region"] == ""].set_index("group")["fte"]
    whole = float(country.get(groups.whole, float("nan")))
    kept = country.drop(index=[g for g in (groups.whole, *groups.left_out) if g in country.index])
    outside = whole - float(kept.sum())
    if outside > 0.005 * whole:
        number = f"{outside:,.0f}".replace(",", " ")
        notes.append(
            (
                f"{number} årsverk i landet står i ingen av funksjonsgruppene og er ikke med",
                f"{number} FTE in the country are in none of the groups and are left out",
            )
        )
    if left_out:
        codes = ", ".join(left_out)
        notes.append(
            (f"Uten tall hos SSB, ikke med: {codes}", f"No figures at SSB, left out: {codes}")
        )
    return notes


def _scenario(year: int, notes: list[tuple[str, str]]) -> str:
    norwegian, english = (
        [f"      {text}." for text in texts] for texts in zip(*notes, strict=True)
    )
    lines = [
        f"name: ssb-{year}",
        "title:",
        f"  nb: SSB-tall for {year}, delvis anslått bemanning",
        f"  en: SSB figures for {year}, workforce partly estimated",
        "reason:",
        "  nb: >-",
        *norwegian,
        "  en: >-",
        *english,
        "references: [ssb-11418, ssb-11918, judgement]",
        "extends: base",
        "workforce: {source: workforce.csv}",
        "storby: null",
    ]
    return "\n".join(lines) + "\n"


def chosen_municipalities(municipalities: tuple[str, ...], storby: str | None) -> list[str] | None:
    """The municipalities of the two options of the command line; None for all.

    Raises
    ------
    InputError
        Both are given, or no such definition.
    """
    if municipalities and storby:
        raise InputError(
            Problem("--storby", "--municipality is given as well", "one of them", "drop one")
        )
    if storby:
        return catalogue.storby(storby, "--storby")
    return list(municipalities) or None
