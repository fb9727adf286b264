"""Rebuild a packaged workforce from its margins."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from autopot import catalogue, runs


@dataclass(frozen=True)
class BuiltWorkforce:
    """A rebuilt estimate.

    Parameters
    ----------
    files : the files that were written.
    unchanged : whether all have the same bytes as before.
    margins : what every margin reached.
    fte : total FTE.
    """

    files: list[Path]
    unchanged: bool
    margins: pd.DataFrame
    fte: float


def build_workforce(name: str, folder: str | Path | None = None) -> BuiltWorkforce:
    """Estimate a workforce anew and write it with the residual of every margin.

    Parameters
    ----------
    name : a workforce of data/workforce/workforces.csv.
    folder : where to write; by default over the packaged files, which needs write access there.

    Returns
    -------
    What was written. The same margins give the same bytes.

    Raises
    ------
    InputError
        Unknown name, or a folder that cannot be written.
    InfeasibleError
        The hard margins contradict each other.
    """
    tables = _estimated(name)
    packaged = catalogue.data_directory() / "workforce"
    target = Path(folder) if folder is not None else packaged
    contents = {
        f"{file}.csv": table.to_csv(index=False, lineterminator="\n").encode()
        for file, table in tables.items()
    }
    before = {f: (packaged / f).read_bytes() if (packaged / f).is_file() else b"" for f in contents}
    files = [runs.write_output(target / file, each) for file, each in contents.items()]
    return BuiltWorkforce(
        files=files,
        unchanged=before == contents,
        margins=tables[f"{name}-margins"],
        fte=float(next(iter(tables.values()))["fte"].sum()),
    )


def _estimated(name: str) -> dict[str, pd.DataFrame]:
    """The tables of an estimate by name, the one with its FTE first."""
    known = catalogue.table("workforce/workforces").set_index("workforce")["definition"]
    if known.get(name) == "":
        from autopot.optimise.country import estimate_country

        country = estimate_country()
        return {
            f"{name}-sectors": country.sectors,
            f"{name}-occupations": country.occupations,
            f"{name}-margins": country.margins,
        }
    from autopot.optimise.estimate import estimate_workforce

    estimate = estimate_workforce(name)
    return {name: estimate.fte, f"{name}-margins": estimate.margins}
