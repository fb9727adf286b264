"""What all results of own staff tell together, of each small group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autopot import store
from autopot.analysis.revealed import Revealed, revealed_in
from autopot.errors import InputError, Problem, no_such_file
from autopot.messages import say
from autopot.results.disclosure.result import Disclosure
from autopot.study.preparation import load_changed
from autopot.study.protection import earlier_results, promised, published_by, ranges_of
from autopot.workforce import load_workforce


def disclosure(
    places: Sequence[str | Path],
    settings: Mapping[str, Any] | None = None,
    *,
    municipality: str | None = None,
) -> Disclosure:
    """How near anybody can come to each small group, who has all results and the program.

    Parameters
    ----------
    places : folders of runs; or a staff file, or a scenario that names one, of which the ledger
        beside the file and the next result are meant.
    settings : as for `run`, of staff files and scenarios.
    municipality : of all rows of a staff file that name none.

    Returns
    -------
    Lowest and highest FTE of every group that may be small, by linear programmes.

    Raises
    ------
    InputError
        A place that is neither, or results that hold no staff of their own, or show everything;
        a municipality beside folders alone.
    """
    results: list[Revealed] = []
    problems: list[Problem] = []
    new = False
    if municipality is not None and all(Path(place).is_dir() for place in places):
        problems.append(
            Problem(
                "--municipality",
                say("folders of runs alone, which have their municipality"),
                say("a staff file that names none"),
                say("leave it out"),
            )
        )
    for place in places:
        path = Path(place)
        if path.is_dir():
            try:
                results.append(_of_folder(path))
            except InputError as error:
                problems += error.problems
            continue
        earlier, own = _of_staff(path if path.exists() else str(place), settings, municipality)
        new |= own not in earlier
        results += [*earlier, own]
    if problems:
        raise InputError(problems)
    distinct = list(dict.fromkeys(results))
    towns = tuple(frozenset(town for town, _, _ in result.cells) for result in distinct)
    return Disclosure(ranges_of(distinct, promised(distinct)), towns, new)


def _of_folder(folder: Path) -> Revealed:
    """What the results in the folder of a run reveal, as its manifest says."""
    manifest = store.own_manifest(folder) or {}
    try:
        return revealed_in(manifest["published"])
    except (KeyError, ValueError):
        settings = manifest.get("scenario") or {}
        threshold = (settings.get("report") or {}).get("suppress_below")
        _check_protected(str(folder), manifest.get("workforce_is_estimate") is True, threshold)
        raise InputError(
            Problem(
                str(folder),
                say("no record of what is published of own staff"),
                say("the folder of a run of own staff, or a staff file"),
                say("run it again with this version of autopot"),
            )
        ) from None


def _of_staff(
    place: str | Path, settings: Mapping[str, Any] | None, municipality: str | None
) -> tuple[list[Revealed], Revealed]:
    """What was published of a staff file before, and what the next result of it would add."""
    if isinstance(place, str) and Path(place).suffix and not place.endswith((".yaml", ".yml")):
        raise no_such_file(Path(place))
    changes = {} if municipality is None else {"workforce": {"municipality": municipality}}
    loaded = load_changed(place, changes, settings)
    workforce = load_workforce(loaded)
    _check_protected(str(place), workforce.estimate, loaded.scenario.report.suppress_below)
    own = published_by(loaded, workforce)
    assert own is not None  # neither an estimate nor shown whole
    return earlier_results(workforce), own


def _check_protected(place: str, estimate: bool, threshold: float | None) -> None:
    """Whether there are persons to protect, and they are protected.

    Raises
    ------
    InputError
        An estimate, or everything is shown.
    """
    if estimate:
        found = say("no own staff, but an estimate, so there is nothing to protect")
        allowed, remedy = say("a file of own staff"), say("name a staff file or a run of it")
    elif threshold == 0:
        found = say("everything is shown, also of few persons (report.suppress_below: 0)")
        allowed = say("a result that protects persons")
        remedy = say("do not publish it; run with report.suppress_below above 0")
    else:
        return
    raise InputError(Problem(place, found, allowed, remedy))
