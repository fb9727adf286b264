"""The planner's own files of a run: which are copied, which only named, and how they are found."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from autopot import runs
from autopot.evidence import overlay_file
from autopot.evidence.barriers import assessment_file
from autopot.radar import radar_file
from autopot.scenario import LoadedScenario
from autopot.workforce import Workforce

WORKFORCE = "workforce/"
"""Before the number and name of a workforce file among the inputs of a manifest."""

WORKFORCE_FRAME = "workforce DataFrame"
RADAR_COPY = f"{runs.INPUTS}/technologies.csv"
OVERLAY_COPY = f"{runs.INPUTS}/overlay.csv"
BARRIERS_COPY = f"{runs.INPUTS}/barriers.yaml"


def own_copies(scenario: LoadedScenario) -> dict[str, bytes]:
    """Name in the run directory -> content of the planner's own radar, corrections and judgement of
    barriers.

    The files of the workforce are not among them: small cells must not travel with the result.
    """
    own = {
        RADAR_COPY: radar_file(scenario),
        OVERLAY_COPY: overlay_file(scenario),
        BARRIERS_COPY: assessment_file(scenario),
    }
    return {name: path.read_bytes() for name, path in own.items() if path is not None}


def own_inputs(scenario: LoadedScenario, workforce: Workforce) -> dict[str, str]:
    """Name in the manifest -> checksum of each of the planner's own files."""
    staff = {
        f"{WORKFORCE}{number}/{file.name}": file.read_bytes()
        for number, file in enumerate(workforce.files, start=1)
    }
    own = {**staff, **own_copies(scenario)}
    return {name: runs.sha256(content) for name, content in own.items()}


def resolved_scenario(
    scenario: LoadedScenario, workforce: Workforce, target: Path
) -> dict[str, Any]:
    """The whole scenario, with places that hold from a run directory at `target`."""
    resolved = {**scenario.scenario.model_dump(mode="json"), "extends": None}
    copies = own_copies(scenario)
    if RADAR_COPY in copies:
        resolved["radar"]["technologies"] = RADAR_COPY
    if OVERLAY_COPY in copies:
        resolved["evidence"]["overlay"] = OVERLAY_COPY
    if BARRIERS_COPY in copies:
        resolved["realisation"]["assessment"] = BARRIERS_COPY
    if workforce.files:
        folder, section = scenario.path.parent, resolved["workforce"]
        own = "source" if section["file"] is None else "file"
        for key in (own, "mappings", "codes", "errors"):
            if section[key] is not None:
                section[key] = _way(folder / section[key], target)
    return resolved


def _way(file: Path, folder: Path) -> str:
    """The way from a folder to a file; the whole path where they share no root."""
    try:
        return Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive
        return str(file.resolve())
