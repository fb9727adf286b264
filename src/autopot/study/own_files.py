"""The files of a run: checksums, which own ones are copied, which only named and found again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from autopot import (
    catalogue,
    store,
)
from autopot.demand import population_file
from autopot.evidence import overlay_file, own_ratings
from autopot.evidence.barriers import assessment_file
from autopot.radar import radar_file
from autopot.scenario import LoadedScenario
from autopot.workforce import Workforce
from autopot.workforce.staff.personal_files import hidden_path, without_personal_paths

WORKFORCE = "workforce/"
"""Before the number and name of a workforce file among the inputs of a manifest."""

WORKFORCE_FRAME = "workforce DataFrame"
RADAR_COPY = f"{store.INPUTS}/technologies.csv"
OVERLAY_COPY = f"{store.INPUTS}/overlay.csv"
LABELS_COPY = f"{store.INPUTS}/labels.csv"
BARRIERS_COPY = f"{store.INPUTS}/barriers.yaml"
POPULATION_COPY = f"{store.INPUTS}/population.csv"


def checksum(content: bytes) -> str:
    """SHA-256 as manifests write it, hexadecimal."""
    return store.sha256(content)


def packaged_inputs() -> dict[str, str]:
    """Name in the manifest -> checksum of each packaged table."""
    folder = catalogue.data_directory()
    files = {f"data/{name}.csv": folder / f"{name}.csv" for name in catalogue.packaged_tables()}
    return {name: checksum(file.read_bytes()) for name, file in files.items()}


def own_copies(scenario: LoadedScenario) -> dict[str, bytes]:
    """Name in the run directory -> content of the planner's own radar, corrections, labels,
    judgement of barriers and projected population.

    Of the labels only the labels: remarks and who typed them must not travel with the result. The
    files of the workforce are not among them, for the same reason: small cells.
    """
    own = {
        RADAR_COPY: radar_file(scenario),
        OVERLAY_COPY: overlay_file(scenario),
        BARRIERS_COPY: assessment_file(scenario),
        POPULATION_COPY: population_file(scenario),
    }
    copies = {name: path.read_bytes() for name, path in own.items() if path is not None}
    ratings = own_ratings(scenario)
    return copies if ratings is None else {**copies, LABELS_COPY: ratings.as_csv()}


def own_inputs(scenario: LoadedScenario, workforce: Workforce) -> dict[str, str]:
    """Name in the manifest -> checksum of each of the planner's own files.

    Parameters
    ----------
    scenario : names the radar, the corrections, the judgement of barriers and the population.
    workforce : names its files; they are numbered, since two may be called the same.

    Returns
    -------
    SHA-256, hexadecimal. Packaged files are not among them (see `packaged_inputs`).
    """
    staff = {
        f"{WORKFORCE}{number}/{hidden_path(file.name)}": file.read_bytes()
        for number, file in enumerate(workforce.files, start=1)
    }
    own = {**staff, **own_copies(scenario)}
    return {name: checksum(content) for name, content in own.items()}


def resolved_scenario(
    scenario: LoadedScenario, workforce: Workforce, target: Path, drawn: int
) -> dict[str, Any]:
    """The whole scenario, with places that hold from a run directory at `target`.

    Parameters
    ----------
    scenario : with what it extends filled in.
    workforce : whether it was read from files decides if their places must be rewritten.
    target : the run directory; it need not exist yet.
    drawn : how many draws were made; stands for `draws: auto`, so that the same are made again.

    Returns
    -------
    Section -> settings, which extend nothing: a run can be made again from them when the packaged
    base has changed. Own radar, corrections, barriers and population stand as the copies in the
    run directory; files of staff are not copied, so the way to them is, with what looks personal
    hidden.
    """
    resolved = {**scenario.scenario.model_dump(mode="json"), "extends": None}
    resolved["uncertainty"]["draws"] = drawn
    copies = own_copies(scenario)
    if RADAR_COPY in copies:
        resolved["radar"]["technologies"] = RADAR_COPY
    if OVERLAY_COPY in copies:
        resolved["evidence"]["overlay"] = OVERLAY_COPY
    if LABELS_COPY in copies:
        resolved["evidence"]["labels"] = LABELS_COPY
    if BARRIERS_COPY in copies:
        resolved["realisation"]["assessment"] = BARRIERS_COPY
    if POPULATION_COPY in copies:
        resolved["demand"]["population"] = POPULATION_COPY
    if workforce.files:
        folder, section = scenario.path.parent, resolved["workforce"]
        own = "source" if section["file"] is None else "file"
        for key in (own, "mappings", "codes", "errors"):
            if section[key] is not None:
                section[key] = _way(folder / section[key], target)
        resolved["workforce"] = without_personal_paths(section)
    return resolved


def _way(file: Path, folder: Path) -> str:
    """The way from a folder to a file; the whole path where they share no root."""
    try:
        return Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive
        return str(file.resolve())
