"""The potential table in the forms people read: one row a thing, both units side by side."""

from __future__ import annotations

import pandas as pd

from autopot.analysis import KEYS, VALUES
from autopot.analysis.levels import BESIDE
from autopot.messages import told
from autopot.messages.numbers import percent


def level_table(potential: pd.DataFrame, level: str) -> pd.DataFrame:
    """One level with the share and the FTE of each thing in one row.

    Parameters
    ----------
    potential : long form as in potential.parquet.
    level : one of its levels.

    Returns
    -------
    Key columns, fte_base, share_mean … share_p95, fte_mean … fte_p95, suppressed; the figures of a
    suppressed row are missing.
    """
    rows = potential[potential["level"] == level]
    keys = [key for key in KEYS if rows[key].notna().any()]
    unit = rows["unit"].to_numpy()
    share, fte = (rows[unit == name].reset_index(drop=True) for name in ("share", "fte"))
    figures = list(VALUES)
    parts = [
        share[[*keys, "fte_base"]],
        share[figures].add_prefix("share_"),
        fte[figures].add_prefix("fte_"),
        share["suppressed"],
    ]
    return pd.concat(parts, axis=1)


def level_frame(potential: pd.DataFrame, beside: pd.DataFrame, level: str) -> pd.DataFrame:
    """One level as every view shows it: a column that is added here is in the workbook and JSON.

    Parameters
    ----------
    potential : long form as in potential.parquet.
    beside : long form, kinds beside and with_beside; empty where nothing stands beside.
    level : one of the levels.

    Returns
    -------
    The columns of `level_table`, with share_beside_… and fte_beside_… where anything is beside.
    """
    return with_beside(level_table(potential, level), beside, level)


def with_beside(table: pd.DataFrame, beside: pd.DataFrame, level: str) -> pd.DataFrame:
    """A table of a level with what stands beside the main figure in columns of its own.

    Parameters
    ----------
    table : as from `level_table`.
    beside : long form, kinds beside and with_beside; empty where nothing stands beside.
    level : the level of the table.

    Returns
    -------
    The table with share_beside_… and fte_beside_… (mean, p05, p95) before `suppressed`; 0 where
    there is none of it. The table as it was where `beside` is empty.
    """
    own = level_table(beside[beside["kind"] == BESIDE], level) if len(beside) else beside
    if own.empty:
        return table
    columns = {
        f"{unit}_{value}": f"{unit}_{BESIDE}_{value}"
        for unit in ("share", "fte")
        for value in ("mean", "p05", "p95")
    }
    keys = [key for key in KEYS if key in table and key in own]
    figures = own[[*keys, *columns]].rename(columns=columns)
    joined = table.merge(figures, on=keys, how="left") if keys else table.join(figures)
    filled = joined[list(columns.values())].fillna(0.0).mask(joined["suppressed"].astype(bool))
    order = [name for name in joined if name not in ("suppressed", *columns.values())]
    return pd.concat([joined[order], filled, joined["suppressed"]], axis=1)


def width_note(measured: bool) -> list[str]:
    """Why the interval is as wide as it is, as one sentence; none where its width is stated.

    Parameters
    ----------
    measured : whether the errors are as large as the readings disagree.
    """
    if not measured:
        return []
    return [
        told(
            "The interval is wide because the published measures and our own labels disagree about "
            "the same work. How much they disagree is measured."
        )
    ]


def error_note(quantile_error: float) -> list[str]:
    """How near the quantiles are, as one sentence; none where they are exact.

    Parameters
    ----------
    quantile_error : largest error as share of the quantile.
    """
    if quantile_error == 0:
        return []
    error = percent(quantile_error, 1)
    return [
        told(
            "The draws do not fit the memory the scenario gives them. All means are "
            "exact, and so are the intervals of the technical potential in all and by "
            "sector. The ends of the other intervals are at most {error} of their own "
            "value from the exact ones.",
            error=error,
        )
    ]


def left_out_note(share: float) -> list[str]:
    """What the readings count that no technology would take, as one sentence; none where it is 0.

    Parameters
    ----------
    share : of all working time, where it would have been in the main figure.
    """
    if share <= 0:
        return []
    return [
        told(
            "Left out: {share} of the working time, which the readings say can be automated and "
            "no technology on the radar would take, by our labels of the tasks.",
            share=percent(share, 1),
        )
    ]
