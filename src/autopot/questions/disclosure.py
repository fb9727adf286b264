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
    places: Sequence[str | Path], settings: Mapping[str, Any] | None = None
) -> Disclosure:
    """How near anybody can come to each small group, who has all results and the program.

    Parameters
    ----------
    places : folders of runs; or a staff file, or a scenario that names one, of which the ledger
        beside the file and the next result are meant.
    settings : as for `run`, of staff files and scenarios.

    Returns
    -------
    Lowest and highest FTE of every group that may be small, by linear programmes.

    Raises
    ------
    InputError
        A place that is neither, or results that hold no staff of their own.
    """
    results: list[Revealed] = []
    problems: list[Problem] = []
    new = False
    for place in places:
        path = Path(place)
        if path.is_dir():
            try:
                results.append(_of_folder(path))
            except InputError as error:
                problems += error.problems
            continue
        earlier, own = _of_staff(path if path.exists() else str(place), settings)
        new |= own not in earlier
        results += [*earlier, own]
    if problems:
        raise InputError(problems)
    distinct = list(dict.fromkeys(results))
    return Disclosure(ranges_of(distinct, promised(distinct)), len(distinct), new)


def _of_folder(folder: Path) -> Revealed:
    """What the results in the folder of a run reveal, as its manifest says."""
    manifest = store.own_manifest(folder)
    try:
        return revealed_in((manifest or {})["published"])
    except (KeyError, ValueError):
        raise InputError(
            Problem(
                str(folder),
                say("no record of what is published of own staff"),
                say("the folder of a run of own staff, or a staff file"),
                say("run it again with this version of autopot"),
            )
        ) from None


def _of_staff(
    place: str | Path, settings: Mapping[str, Any] | None
) -> tuple[list[Revealed], Revealed]:
    """What was published of a staff file before, and what the next result of it would add."""
    if isinstance(place, str) and Path(place).suffix and not place.endswith((".yaml", ".yml")):
        raise no_such_file(Path(place))
    loaded = load_changed(place, settings=settings)
    workforce = load_workforce(loaded)
    own = published_by(loaded, workforce)
    if own is None:
        raise InputError(
            Problem(
                str(place),
                say("nothing of it is protected: an estimate, or report.suppress_below: 0"),
                say("a file of own staff"),
                say("name a staff file or a run of it"),
            )
        )
    return earlier_results(workforce), own
