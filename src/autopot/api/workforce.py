"""Rebuild a packaged workforce from its margins."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from autopot import catalogue, runs
from autopot.errors import InputError, Problem


@dataclass(frozen=True)
class BuiltWorkforce:
    """A rebuilt estimate.

    Parameters
    ----------
    files : the two files that were written.
    unchanged : whether both have the same bytes as before.
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
    from autopot.optimise.estimate import estimate_workforce

    estimate = estimate_workforce(name)
    packaged = catalogue.data_directory() / "workforce"
    target = Path(folder) if folder is not None else packaged
    contents = {
        f"{name}.csv": estimate.fte.to_csv(index=False, lineterminator="\n").encode(),
        f"{name}-margins.csv": estimate.margins.to_csv(index=False, lineterminator="\n").encode(),
    }
    before = {f: (packaged / f).read_bytes() if (packaged / f).is_file() else b"" for f in contents}
    try:
        target.mkdir(parents=True, exist_ok=True)
        for file, content in contents.items():
            runs.write_file(target / file, content)
    except OSError as error:
        raise InputError(
            Problem(
                f"--out {target}",
                f"cannot be written: {error.strerror}",
                "a writable folder",
                "choose another folder",
            )
        ) from error
    return BuiltWorkforce(
        files=[target / file for file in contents],
        unchanged=before == contents,
        margins=estimate.margins,
        fte=float(estimate.fte["fte"].sum()),
    )
