"""Rebuild a packaged workforce from its margins."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pandas as pd

from autopot import (
    catalogue,
    store,
)
from autopot.results.staff.built import BuiltWorkforce, TableDifference

VALUE = "fte"


def build_workforce(name: str, folder: str | Path | None = None) -> BuiltWorkforce:
    """Estimate a workforce anew and write it with the residual of every margin.

    Parameters
    ----------
    name : a workforce of data/workforce/workforces.csv.
    folder : where to write; by default bemanning-<name> under the current folder.

    Returns
    -------
    What was written, and how it differs from what is packaged, which is not touched.

    Raises
    ------
    InputError
        Unknown name, or a folder that cannot be used.
    InfeasibleError
        The hard margins contradict each other.
    """
    tables = _estimated(name)
    target = Path(folder) if folder is not None else Path(f"bemanning-{name}")
    contents = _as_files(tables)
    manifest = {"workforce": name, "autopot": version("autopot")}
    differences = _differences(tables, contents)
    store.write_run(target, contents, manifest, "workforce estimate")
    return _built(name, tables, [target / file for file in contents], differences)


def replace_packaged_workforce(name: str) -> BuiltWorkforce:
    """Estimate a workforce anew and write it over the packaged one: for those who develop autopot.

    Every earlier run on it then differs from a new one, and `verify` says so.

    Parameters
    ----------
    name : as for `build_workforce`.

    Raises
    ------
    InputError, InfeasibleError
        As for `build_workforce`; the folder of the installed package may not be ours to write.
    """
    tables = _estimated(name)
    contents = _as_files(tables)
    differences = _differences(tables, contents)
    files = [
        store.write_output(_packaged(file), content, replace=True)
        for file, content in contents.items()
    ]
    return _built(name, tables, files, differences)


def _built(
    name: str, tables: dict[str, pd.DataFrame], files: list[Path], changes: list[TableDifference]
) -> BuiltWorkforce:
    total = float(next(iter(tables.values()))[VALUE].sum())
    return BuiltWorkforce(files, changes, tables[f"{name}-margins"], total)


def _as_files(tables: dict[str, pd.DataFrame]) -> dict[str, bytes]:
    return {
        f"{name}.csv": table.to_csv(index=False, lineterminator="\n").encode()
        for name, table in tables.items()
    }


def _packaged(file: str) -> Path:
    return catalogue.data_directory() / "workforce" / file


def _differences(
    tables: dict[str, pd.DataFrame], contents: dict[str, bytes]
) -> list[TableDifference]:
    return [
        _difference(file, table, content)
        for (file, content), table in zip(contents.items(), tables.values(), strict=True)
    ]


def _difference(file: str, table: pd.DataFrame, content: bytes) -> TableDifference:
    """A rebuilt table beside the packaged one, row by row."""
    packaged = _packaged(file)
    earlier = packaged.read_bytes() if packaged.is_file() else b""
    lines, before = content.splitlines(), earlier.splitlines()
    rows = len(set(lines) ^ set(before))
    if VALUE not in table or not earlier:
        return TableDifference(
            file=file, rows=rows, largest=0.0, total=0.0, same_bytes=earlier == content
        )
    keys = [c for c in ("municipality", "sector", "occupation") if c in table]
    old = pd.read_csv(packaged, dtype=dict.fromkeys(keys, str))
    new = table.astype(dict.fromkeys(keys, str)).set_index(keys)[VALUE]
    by_row = new.sub(old.set_index(keys)[VALUE], fill_value=0.0).round(9)
    changed = int((by_row != 0).sum())
    largest, total = float(by_row.abs().max()), float(by_row.sum())
    return TableDifference(
        file=file, rows=changed, largest=largest, total=total, same_bytes=earlier == content
    )


def _estimated(name: str) -> dict[str, pd.DataFrame]:
    """The tables of an estimate by name, the one with its FTE first."""
    known = catalogue.table("workforce/workforces").set_index("workforce")["definition"]
    if known.get(name) == "":
        from autopot.statistics.country import estimate_country

        country = estimate_country()
        return {
            f"{name}-sectors": country.sectors,
            f"{name}-occupations": country.occupations,
            f"{name}-margins": country.margins,
        }
    from autopot.statistics.packaged import estimate_workforce

    estimate = estimate_workforce(name)
    return {name: estimate.fte, f"{name}-margins": estimate.margins}
