"""What stands where a figure is hidden, and why it is."""

from __future__ import annotations

from autopot.analysis.disclosure import Hidden
from autopot.messages import told
from autopot.messages.numbers import percent
from autopot.results.labels import label
from autopot.scenario import LoadedScenario
from autopot.workforce import Workforce

TOLD = ("municipality", "sector", "municipality_sector", "occupation")
"""Levels of the tables, in the order of the note."""


def hidden_note(hidden: Hidden) -> list[str]:
    """How many figures are hidden and why, as one sentence or none.

    The note does not tell which are hidden for their own size and which to protect another.
    """
    parts = [
        label(f"hidden_{level}", hidden=len(hidden.keys[level]), all=hidden.counts[level])
        for level in TOLD
        if hidden.keys.get(level)
    ]
    if not parts:
        return []
    *first, last = parts
    note = told(
        "To protect persons, work that few do is pooled in groups of at least {limit} FTE, and "
        "each group is split as the country's mix of occupations lets expect. That goes for "
        "{share} of the FTE. The figures are therefore not shown for {list}. The totals include "
        "them, and a sector or an occupation may have a few FTE more or less here than in the "
        "file.",
        limit=2 * float(hidden.threshold),
        share=percent(hidden.pooled),
        list=f"{', '.join(first)} {told('and')} {last}" if first else last,
    )
    return [note]


def left_out(things: list[str]) -> list[str]:
    """That these things are not there, and figures rounded, as one sentence or none.

    Parameters
    ----------
    things : their names, as people read them.
    """
    return (
        [told("Not shown, to protect persons: {list}.", list=", ".join(things))] if things else []
    )


def shows_everything(loaded: LoadedScenario, workforce: Workforce) -> list[str]:
    """That figures of few persons are shown too, as one sentence; none where they are protected.

    Parameters
    ----------
    loaded, workforce : what is run.
    """
    return everything_shown(is_unprotected(loaded, workforce))


def is_unprotected(loaded: LoadedScenario, workforce: Workforce) -> bool:
    """Whether figures of few persons are shown too.

    Parameters
    ----------
    loaded, workforce : what is run.
    """
    return not workforce.estimate and loaded.scenario.report.suppress_below == 0


def everything_shown(unprotected: bool) -> list[str]:
    """That a result is not for publication, as one sentence; none where persons are protected.

    Parameters
    ----------
    unprotected : from `is_unprotected`.
    """
    if not unprotected:
        return []
    return [
        told(
            "Not for publication: the protection of persons is switched off, so that everything "
            "is shown, also of few persons."
        )
    ]
