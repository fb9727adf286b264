"""The files of a run: checksums, which own ones are copied, which only named and found again."""

from __future__ import annotations

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
from autopot.scenario.workforce import OWN_FILE, OWN_STAFF, STAFF_FILES
from autopot.workforce import Workforce, packaged_name

WORKFORCE = "workforce/"
"""Before the number of a workforce file among the inputs of a manifest; none is named there."""

WORKFORCE_FRAME = "workforce DataFrame"
RADAR_COPY = f"{store.INPUTS}/technologies.csv"
OVERLAY_COPY = f"{store.INPUTS}/overlay.csv"
LABELS_COPY = f"{store.INPUTS}/labels.csv"
BARRIERS_COPY = f"{store.INPUTS}/barriers.yaml"
POPULATION_COPY = f"{store.INPUTS}/population.csv"

OWN_FILES: dict[tuple[str, str], tuple[str | None, str]] = {
    ("radar", "technologies"): ("default", RADAR_COPY),
    ("evidence", "overlay"): (None, OVERLAY_COPY),
    ("evidence", "labels"): (None, LABELS_COPY),
    ("realisation", "assessment"): (None, BARRIERS_COPY),
    ("demand", "population"): (None, POPULATION_COPY),
}
"""Setting that may name the planner's own file -> what it is without one, and the copy of it."""


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
    workforce : names its files, which are only numbered: a name may tell of persons.

    Returns
    -------
    SHA-256, hexadecimal. Packaged files are not among them (see `packaged_inputs`).
    """
    staff = {
        f"{WORKFORCE}{number}": file.read_bytes()
        for number, file in enumerate(workforce.files, start=1)
    }
    own = {**staff, **own_copies(scenario)}
    return {name: checksum(content) for name, content in own.items()}


def travelling(scenario: LoadedScenario) -> dict[str, Any]:
    """The settings of a scenario as they may travel with a result: without the ways to own files.

    Parameters
    ----------
    scenario : with what it extends filled in.

    Returns
    -------
    Section -> settings. Own radar, corrections, labels, barriers and population stand as the copies
    in the run directory. Files of staff are not copied, and neither their names nor where they lie
    are told: `autopot verify` asks for them.
    """
    settings = scenario.scenario.model_dump(mode="json")
    for (section, key), (packaged, copy) in OWN_FILES.items():
        if settings[section][key] != packaged:
            settings[section][key] = copy
    if packaged_name(scenario) is None:
        staff = settings["workforce"]
        staff.update({key: OWN_FILE for key in STAFF_FILES if staff[key] is not None})
        staff.update(source=OWN_STAFF, file=None)
    return settings


def resolved_scenario(scenario: LoadedScenario, drawn: int) -> dict[str, Any]:
    """The whole scenario, to be run again from a run directory.

    Parameters
    ----------
    scenario : with what it extends filled in.
    drawn : how many draws were made; stands for `draws: auto`, so that the same are made again.

    Returns
    -------
    As `travelling`, but it extends nothing: a run can be made again when the packaged base has
    changed.
    """
    resolved = {**travelling(scenario), "extends": None}
    resolved["uncertainty"]["draws"] = drawn
    return resolved
