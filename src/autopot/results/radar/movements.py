"""What has moved on a radar since an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from autopot.messages import told
from autopot.radar import History, history, read_earlier


@dataclass(frozen=True)
class Exported:
    """What an export wrote.

    Parameters
    ----------
    path : file or folder.
    history : what is new, moved or gone.
    notes : what the reader must know.
    """

    path: Path
    history: History
    notes: list[str]


def moved_since(radar: pd.DataFrame, previous: str | Path | None) -> History:
    """What has moved since an earlier radar.

    Parameters
    ----------
    radar : one row per technology: technology, name_nb, name_en, radar_class.
    previous : an export or a technologies.csv; None where there is none.

    Returns
    -------
    Without an earlier radar nothing is marked as new: it is not known.

    Raises
    ------
    InputError
        `previous` is no radar.
    """
    return history(radar, None if previous is None else read_earlier(Path(previous)))


def movement_notes(found: History) -> list[str]:
    """What the reader of the flags must know, in the language that is spoken.

    Parameters
    ----------
    found : from `moved_since`.

    Returns
    -------
    One sentence where there is no earlier radar or something is gone from it, else none.
    """
    if not found.known:
        return [
            told("No earlier radar is given (--previous), so nothing is marked as new or moved.")
        ]
    gone = ", ".join(item.names[0] for item in found.gone)
    return [told("On the earlier radar but not on this one: {names}.", names=gone)] if gone else []
