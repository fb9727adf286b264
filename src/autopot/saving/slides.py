"""Slides of a finished run, from the files of the run directory alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from autopot import store
from autopot.errors import InputError, Problem
from autopot.messages import say, speaking, title_in
from autopot.results.gap.result import GAP_FILE
from autopot.saving.charts import NEEDED, run_facts
from autopot.scenario.yaml_text import read_yaml

SUFFIX = ".pptx"


def save_slides(run: str | Path, out: str | Path | None = None) -> Path:
    """Write the slides of a finished run.

    Parameters
    ----------
    run : a run directory.
    out : file ending in .pptx; by default slides.pptx.

    Returns
    -------
    The file. Without the years or the need of work in the run it has fewer slides than six.

    Raises
    ------
    InputError
        No such run, another ending, a place that cannot be written, or the extra `slides` is not
        installed.
    """
    from autopot.page.deck import DeckFacts, build_deck

    target = Path(out) if out is not None else Path(f"slides{SUFFIX}")
    if target.suffix.lower() != SUFFIX:
        found = say("ending {ending!q}", ending=target.suffix)
        raise InputError(Problem(f"--out {target}", found, [SUFFIX], say("use it")))
    charts = run_facts(run)
    manifest = _untouched(Path(run))
    scenario = read_yaml(Path(run) / "scenario.yaml")[0]
    if not charts.key:
        found = say("made before runs had a first page")
        raise InputError(
            Problem(str(run), found, say("a run of this version"), say("run the scenario again"))
        )
    with speaking(charts.language):
        facts = DeckFacts(
            charts=charts,
            title=title_in(SimpleNamespace(**scenario["title"])),
            run=manifest["run"],
            version=manifest["autopot"],
            draws=int(manifest["scenario"]["uncertainty"]["draws"]),
            estimate=bool(manifest["workforce_is_estimate"]),
        )
        content = build_deck(facts)
    return store.write_output(target, content)


def _untouched(run: Path) -> Mapping[str, Any]:
    """The manifest of a run whose figures are those that were written.

    Raises
    ------
    InputError
        A file that the slides are made from was changed.
    """
    stored = store.read_run(run)
    used = {str(run / name) for name in (*NEEDED, GAP_FILE)}
    changed = [problem for problem in stored.changed if str(Path(str(problem.place))) in used]
    if changed:
        raise InputError(changed)
    return stored.manifest
