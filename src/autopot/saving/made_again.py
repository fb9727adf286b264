"""The files of a run made again, and held against those that are stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from autopot import store
from autopot.errors import Problem
from autopot.json_text import plain_json
from autopot.messages import Text, say, speaking
from autopot.results.gap.result import GAP_FILE
from autopot.results.peers.result import PEERS_FILE
from autopot.results.run.result import Result
from autopot.results.sensitivity.result import Sensitivity
from autopot.results.settings import as_asked
from autopot.saving.closeness import RELATIVE, Compared, nudged
from autopot.saving.compared import (
    MEND,
    SHOWN,
    Nearby,
    compare_json,
    compare_tables,
    compare_workbooks,
    leaves,
)
from autopot.saving.compared_pages import compare_pages
from autopot.saving.result_package import PACKAGE
from autopot.saving.run import CHARTS, POTENTIAL, REPORT, SCENARIO, TABLES, page_files, run_files
from autopot.scenario import packaged_scenarios
from autopot.study.versions import PAGE
from autopot.version import package_version

Compare = Callable[[bytes, bytes, str, Nearby], Compared]
TOLD_APART = ("run", "autopot", "python", "packages", "inputs")
"""Of a manifest: versions and inputs have lines of their own, and its name follows from them."""

TOLD_ON_THE_PAGE = ("autopot", "packages", "inputs")
"""What the page copies from the manifest, where it is looked at by itself."""


def is_assumption(name: str) -> bool:
    """Whether a file of a run is what the run is made from: the scenario and copies of own files.

    Parameters
    ----------
    name : inside the directory.
    """
    return name == SCENARIO or name.startswith(f"{store.INPUTS}/")


def unlisted(stored: store.StoredRun) -> list[str]:
    """Files in the directory that its manifest does not name, and that were not looked at.

    Parameters
    ----------
    stored : a run.
    """
    known = {store.MANIFEST, *stored.manifest["outputs"]}
    files = (path for path in sorted(stored.path.rglob("*")) if path.is_file())
    names = [file.relative_to(stored.path).as_posix() for file in files]
    return [n for n in names if n not in known and n.rsplit("/", 1)[-1].lower() not in store.LITTER]


def drawn_otherwise(manifest: Mapping[str, Any]) -> bool:
    """Whether other versions lay out pages and workbooks here than did then.

    Parameters
    ----------
    manifest : of a run; of earlier versions it does not tell.
    """
    then = manifest.get("laid_out_with")
    known = then if isinstance(then, dict) else {}
    return any(known.get(name) != package_version(name) for name in PAGE)


def as_it_was(stored: store.StoredRun, result: Result) -> Result:
    """A run made again, with what only the first one knew: where its settings came from.

    Parameters
    ----------
    stored : the run as it was written.
    result : the new run.
    """
    manifest, loaded = stored.manifest, result.scenario
    then = manifest.get("scenario")
    if isinstance(then, dict) and isinstance(then.get("extends"), str | None):
        extends = {"extends": then.get("extends")}
        loaded = replace(loaded, scenario=loaded.scenario.model_copy(update=extends))
    known = manifest.get("origins")
    if isinstance(known, dict):
        origin = {str(at): str(where) for at, where in known.items()}
        copies = any(name.startswith(f"{store.INPUTS}/") for name in manifest["outputs"])
        name = manifest.get("packaged")  # where copies lie here, it is read from here
        usual = name if name in packaged_scenarios() and not copies else None
        loaded = as_asked(loaded, origin, usual)
    return replace(result, scenario=loaded)


def manifest_problems(stored: store.StoredRun, result: Result) -> list[Problem]:
    """What a manifest says of its run that a new run does not: another seed, other settings.

    Parameters
    ----------
    stored : the run as it was written.
    result : the new run.
    """
    now = json.loads(json.dumps(result.description(), default=str))
    then = {key: value for key, value in stored.manifest.items() if key in now}
    old, new = (
        leaves({k: v for k, v in each.items() if k not in TOLD_APART}) for each in (then, now)
    )
    place = f"{stored.path}/{store.MANIFEST}"
    return [
        Problem(f"{place} {at}", _value(old.get(at)), _value(new.get(at)), MEND)
        for at in dict.fromkeys([*new, *old])
        if old.get(at) != new.get(at)
    ][:SHOWN]


def _value(value: Any) -> Text:
    return say("nothing") if value is None else say("{text!q}", text=str(value))


@dataclass(frozen=True)
class MadeAgain:
    """A run made again.

    Parameters
    ----------
    stored : the run as it was written.
    result : the new run.
    sensitivity : evaluations that it took -> the sensitivity of the same scenario.
    """

    stored: store.StoredRun
    result: Result
    sensitivity: Callable[[int], Sensitivity]

    def compare_all(self) -> dict[str, Compared]:
        """Name -> what was found, of each stored file that was made again."""
        with speaking(self._language):
            return dict(self._compared())

    @property
    def _language(self) -> str:
        """The language that the files are written in."""
        asked = self.stored.manifest.get("language")
        return asked if isinstance(asked, str) else self.result.language

    def _compared(self) -> Iterator[tuple[str, Compared]]:
        """Every file of a run that can be made again; a missing one is named already."""
        compare: dict[str, Compare] = {
            POTENTIAL: compare_tables,
            GAP_FILE: compare_tables,
            PEERS_FILE: compare_tables,
            TABLES: compare_workbooks,
            CHARTS: compare_json,
            PACKAGE: compare_json,
            REPORT: self._compare_pages,
        }
        for name, comparison in compare.items():
            file = store.inside(self.stored.path, name)
            if file is None or not file.is_file():
                continue
            place = f"{self.stored.path}/{name}"
            if name not in self.stored.manifest["outputs"]:
                found = say("not in manifest.json, though a run writes such a file")
                yield name, Compared([Problem(place, found, remedy=say("do not trust the file"))])
            elif name in self._fresh:
                before, after = file.read_bytes(), self._fresh[name]
                yield name, comparison(before, after, place, partial(self._nearby, name))

    def _compare_pages(self, before: bytes, after: bytes, place: str, nearby: Nearby) -> Compared:
        drawings = not drawn_otherwise(self.stored.manifest)
        return compare_pages(before, after, place, nearby, drawings)

    @cached_property
    def _fresh(self) -> dict[str, bytes]:
        report = REPORT in self.stored.manifest["outputs"]
        return {**run_files(self.result), **self._page_files(self.result, report)}

    def _page_files(self, result: Result, report: bool) -> dict[str, bytes]:
        manifest = self.stored.manifest
        known = {key: manifest[key] for key in TOLD_ON_THE_PAGE if key in manifest}
        return page_files(result, self._sensitivity, known, report=report)

    def _nearby(self, name: str) -> Sequence[bytes]:
        moved = [nudged(self.result, share) for share in (RELATIVE, -RELATIVE)]
        if name in (CHARTS, REPORT):
            return [self._page_files(result, name == REPORT)[name] for result in moved]
        return [run_files(result)[name] for result in moved]

    @cached_property
    def _sensitivity(self) -> Sensitivity | None:
        """The sensitivity that the page shows, made again; None where it shows none."""
        file = store.inside(self.stored.path, CHARTS)
        if file is None or not file.is_file():
            return None
        try:
            charts = plain_json(file.read_bytes())
            draws = charts["draws"] if charts["factors"] else 0
        except (ValueError, KeyError, TypeError):
            return None
        return self.sensitivity(draws) if isinstance(draws, int) and draws > 0 else None
