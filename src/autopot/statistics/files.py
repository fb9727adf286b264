"""What a fetched folder holds: tables, sources, a scenario, and what the reader must know."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from autopot import (
    catalogue,
    store,
)
from autopot.errors import InputError, Problem
from autopot.json_text import plain_json
from autopot.messages import LANGUAGES, Message, say
from autopot.statistics import (
    Fetched,
    ServerAnswer,
)
from autopot.statistics.function_groups import Groups
from autopot.version import __version__

if TYPE_CHECKING:
    from autopot.statistics.estimate import Estimate

LICENCE = "CC BY 4.0 (Kilde: Statistisk sentralbyrå)"


def write_folder(
    folder: Path, files: dict[str, bytes], kind: str, about: dict[str, Any] | None = None
) -> Path:
    """Write a folder whole; an earlier one is replaced only if nobody has worked in it.

    Parameters
    ----------
    folder : where; its parent is made if needed.
    files : name -> content.
    kind : as for `write_run`.
    about : what the manifest says besides checksums and version.

    Raises
    ------
    InputError
        Files were changed or added since they were fetched, or the place cannot be written.
    """
    if changed := _changed_files(folder):
        raise InputError(
            Problem(
                f"--out {folder}",
                say("changed or added since it was fetched: {files}", files=changed),
                say("a new folder, or one that is as it was written"),
                say("choose another folder, or move your own files"),
            )
        )
    return store.write_run(folder, files, {**(about or {}), "autopot": __version__}, kind)


def _changed_files(folder: Path) -> list[str]:
    """Files of an earlier fetch that are not as they were written, or that it did not write."""
    manifest = folder / store.MANIFEST
    if not manifest.is_file():
        return []
    try:
        written = plain_json(manifest.read_text("utf-8"))["outputs"]
    except (ValueError, KeyError, TypeError):
        return [store.MANIFEST]
    there = {path.name: path for path in folder.iterdir() if path != manifest}
    return sorted(
        name
        for name, path in there.items()
        if not path.is_file() or written.get(name) != store.sha256(path.read_bytes())
    )


def workforce_files(
    estimate: Estimate,
    occupations: pd.DataFrame,
    mapping: pd.DataFrame,
    unknown: pd.DataFrame,
    sources: pd.DataFrame,
) -> dict[str, bytes]:
    """The tables of a fetched workforce as files.

    Parameters
    ----------
    estimate : FTE with their errors, and the margins; errors of an occupation are the same in every
        municipality and sector, and are written once.
    occupations : one row per occupation, as from `statistics.occupation_fte`.
    mapping : columns group, sector, weight.
    unknown : as from `unknown_cells`.
    sources : rows as from `source_row`.

    Returns
    -------
    Name -> content; workforce.csv and workforce-error.csv are those that `scenario_text` names.
    """
    columns = ["municipality", "sector", "occupation", "fte"]
    errors = estimate.fte.drop_duplicates("occupation").sort_values("occupation")
    return as_csv(
        {
            "workforce.csv": estimate.fte[columns],
            "workforce-error.csv": errors[["occupation", "share_log_sd", "split_log_sd"]],
            "occupations.csv": occupations,
            "function-groups.csv": mapping,
            "margins.csv": estimate.margins,
            "unknown.csv": unknown,
            "sources.csv": sources,
        }
    )


def as_csv(tables: dict[str, pd.DataFrame]) -> dict[str, bytes]:
    """Tables as comma-separated files; the same tables give the same bytes.

    Parameters
    ----------
    tables : file name -> table; its index is not written, its columns are, in their order.

    Returns
    -------
    File name -> UTF-8, with the same line ends on every machine.
    """
    return {
        name: str(table.to_csv(index=False, lineterminator="\n")).encode()
        for name, table in tables.items()
    }


def source_row(source_id: str, what: str, year: str, answer: ServerAnswer) -> dict[str, str]:
    """A row like those of data/sources.csv.

    Parameters
    ----------
    source_id : what other tables name it by.
    what : table or list, as its publisher calls it.
    year : of the figures; "" for a list that is of no year.
    answer : its address, the day it came and its checksum go in the row.

    Returns
    -------
    Column -> text. A question that was posted stands in the note, since the address does not hold
    it.
    """
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


def source_rows(fetched: Fetched, year: int) -> list[dict[str, str]]:
    """One row per answer; a second answer of the same table gets a number.

    Parameters
    ----------
    fetched : a StatBank table; large ones come in several answers.
    year : of the figures.

    Returns
    -------
    Rows as from `source_row`, source_id ssb-<table>-<year>, ssb-<table>-<year>-2 and so on.
    """
    table = fetched.table
    title = table.title.removeprefix(f"{table.id}: ")
    what = f"StatBank table {table.id}, {title}, updated {table.updated}"
    return [
        source_row(f"ssb-{table.id}-{year}" + (f"-{n}" if n > 1 else ""), what, str(year), answer)
        for n, answer in enumerate(fetched.answers, start=1)
    ]


def unknown_cells(jobs: Fetched, staff: Fetched) -> pd.DataFrame:
    """Every cell that is not published.

    Parameters
    ----------
    jobs : from `fetch.jobs_by_occupation`.
    staff : from `fetch.fte_by_function`.

    Returns
    -------
    Columns table (11418 or 11918), region (local government or all sectors; municipality, "" for
    the country), code (occupation or group of functions), status (why, in Statistics Norway's
    signs).
    """
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


def notes_of(
    occupations: pd.DataFrame, jobs: Fetched, staff: Fetched, groups: Groups, left_out: list[str]
) -> list[Message]:
    """What the reader of a result must know, a sentence each.

    Parameters
    ----------
    occupations : column occupation, those with a place in our sectors.
    jobs : from `fetch.jobs_by_occupation`; jobs in local government tell how much is left out.
    staff : from `fetch.fte_by_function`; a note tells if over 0.5 % of the country's FTE is in no
        group.
    groups : which groups of functions belong to which sectors.
    left_out : codes of the municipalities without figures.
    """
    notes = [
        say(
            "Partly an estimate: FTE by municipality and group of functions are published; the "
            "split on occupations within a municipality is computed."
        )
    ]
    placed = set(occupations["occupation"])
    lost = jobs.frame[~jobs.frame["occupation"].isin(placed) & (jobs.frame["local_jobs"] > 0)]
    if len(lost):
        share = lost["local_jobs"].sum() / jobs.frame["local_jobs"].sum()
        largest = lost.sort_values("local_jobs", ascending=False)["occupation"].head(10)
        notes.append(
            say(
                "Occupations with no place in our sectors are left out ({share:.1%} of jobs), "
                "largest first: {codes}.",
                share=share,
                codes=list(largest),
            )
        )
    empty = sorted(set(catalogue.municipal_sectors()) - set(groups.mapping["sector"]))
    if empty:
        notes.append(say("Sectors without a group of functions: {codes}.", codes=empty))
    notes += _figures_missing(staff, groups, left_out)
    return notes


def _figures_missing(staff: Fetched, groups: Groups, left_out: list[str]) -> list[Message]:
    notes = []
    country = staff.frame[staff.frame["region"] == ""].set_index("group")["fte"]
    whole = float(country.get(groups.whole, float("nan")))
    kept = country.drop(index=[g for g in (groups.whole, *groups.left_out) if g in country.index])
    outside = whole - float(kept.sum())
    if outside > 0.005 * whole:
        notes.append(
            say(
                "{fte:,.0f} FTE in the country are in none of the groups of functions and are left "
                "out.",
                fte=outside,
            )
        )
    if left_out:
        notes.append(say("No figures at SSB, left out: {codes}.", codes=left_out))
    return notes


def scenario_text(year: int, notes: list[Message]) -> str:
    """A scenario that runs on the fetched workforce, with the notes as its reason.

    Parameters
    ----------
    year : of the figures.
    notes : from `notes_of`; written in every language.

    Returns
    -------
    YAML; it extends base, and names the files of `workforce_files` beside it.
    """
    title = say("SSB figures for {year}, workforce partly estimated", year=year)
    lines = [
        f"name: ssb-{year}",
        "title:",
        *(f"  {name}: {title.in_language(name)}" for name in LANGUAGES),
        "reason:",
        *(
            line
            for name in LANGUAGES
            for line in (f"  {name}: >-", *(f"      {n.in_language(name)}" for n in notes))
        ),
        "references: [ssb-11418, ssb-11918, judgement]",
        "extends: base",
        "workforce: {file: workforce.csv, errors: workforce-error.csv}",
        "storby: null",
    ]
    return "\n".join(lines) + "\n"
