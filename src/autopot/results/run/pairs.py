"""Which technology in which sector comes first: the largest that are ready now."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from autopot.evidence import Assembled, middle_share
from autopot.evidence.others import results_of_others
from autopot.evidence.survey import sector_lead
from autopot.messages import Text, name_in, say, shown, told
from autopot.scenario import Scenario
from autopot.study.inputs import main_share
from autopot.study.preparation import working_time
from autopot.tables import Table, TableColumn
from autopot.tables.names import names

READY: Mapping[str, int] = {"adopt": 3, "trial": 2}
"""Radar class -> how many pairs of it are named."""

MOST_OF_ONE = 2
"""Pairs that one technology may have, so that it does not take all the places of its class."""

LEAST_FTE = 0.5
"""FTE below which a pair is too small to be named."""

LEADS: Mapping[str, Text] = {
    "ahead": say("ahead"),
    "behind": say("behind"),
    "unsure": say("not certain"),
    "not_asked": say("not asked"),
}
"""What `sector_lead` says -> as people read it."""


def first_pairs(pairs: pd.DataFrame, classes: Mapping[str, str]) -> pd.DataFrame:
    """The pairs that come first.

    Parameters
    ----------
    pairs : one row a sector and technology: sector, technology, fte_mean and other figures,
        suppressed.
    classes : technology -> radar class.

    Returns
    -------
    Rows of `pairs` with radar_class, the inner ring first and most FTE first within it; of one
    technology at most `MOST_OF_ONE`.

    >>> pairs = pd.DataFrame({"sector": ["a", "b", "c", "a"], "technology": ["x", "x", "x", "y"],
    ...                       "fte_mean": [9.0, 8.0, 7.0, 1.0], "suppressed": False})
    >>> found = first_pairs(pairs, {"x": "adopt", "y": "adopt"})
    >>> list(zip(found["sector"], found["technology"]))
    [('a', 'x'), ('b', 'x'), ('a', 'y')]
    """
    rows = pairs.assign(radar_class=pairs["technology"].map(classes))
    rows = rows[~rows["suppressed"].astype(bool) & (rows["fte_mean"] >= LEAST_FTE)]
    rows = rows.sort_values(
        ["fte_mean", "sector", "technology"], ascending=[False, True, True], kind="stable"
    )
    rows = rows[rows.groupby("technology").cumcount() < MOST_OF_ONE]
    parts = [rows[rows["radar_class"] == name].head(most) for name, most in READY.items()]
    return pd.concat(parts, ignore_index=True)


def decided_shares(
    pairs: pd.DataFrame,
    cells: pd.DataFrame,
    assembled: Assembled,
    scenario: Scenario,
) -> pd.DataFrame:
    """How much of a pair's potential lies in tasks with a gate, at the middle of the readings.

    Parameters
    ----------
    pairs : sector, technology and fte_mean of each.
    cells : the workforce.
    assembled : tasks with readings and technologies.
    scenario : weights of the readings, those of a sector for its own pairs.

    Returns
    -------
    One row a pair: share_decided (a person must decide, see or sign) and share_privacy (privacy or
    security decides whether it can be used), both of the pair's potential; missing where there is
    none at the middle.
    """
    tasks = assembled.tasks
    gates = np.stack(
        [
            (tasks["human_required"] == "partly").to_numpy(float),
            (tasks["privacy_gate"] == "1").to_numpy(float),
        ]
    )
    rows = []
    for sector, technology in zip(pairs["sector"], pairs["technology"], strict=True):
        there = scenario.in_sector(str(sector))
        share = middle_share(assembled, there) * main_share(there, assembled)
        place = list(assembled.technologies).index(str(technology))
        time = working_time(cells[cells["sector"] == sector], assembled)
        part = time * share * assembled.technology.mean[:, place]
        found = gates @ part / part.sum() if part.sum() > 0 else np.full(len(gates), np.nan)
        rows.append(found)
    return pd.DataFrame(rows, columns=["share_decided", "share_privacy"], index=pairs.index)


def pair_table(pairs: pd.DataFrame, radar: pd.DataFrame) -> Table:
    """The first pairs with all that is known of each.

    Parameters
    ----------
    pairs : as from `first_pairs`, with the columns of `decided_shares`.
    radar : technologies with their names.
    """
    called = dict(zip(radar["technology"], radar[name_in(radar.columns)], strict=True))
    codes = list(zip(pairs["technology"].astype(str), pairs["sector"].astype(str), strict=True))
    frame = pd.DataFrame(
        {
            "technology": [called[technology] for technology, _ in codes],
            "sector": [names()["sector"][sector] for _, sector in codes],
            "radar_class": [names()["radar_class"][str(code)] for code in pairs["radar_class"]],
            **{f"fte_{end}": pairs[f"fte_{end}"] for end in ("mean", "p05", "p95")},
            "share_decided": pairs["share_decided"],
            "share_privacy": pairs["share_privacy"],
            "sector_readiness": [shown(LEADS[sector_lead(sector)]) for _, sector in codes],
            "others_results": [_others(results_of_others(*code)) for code in codes],
        }
    )
    brief = (
        *("technology", "sector", "radar_class", "fte_mean", ("fte_p05", "fte_p95")),
        *("share_decided", "share_privacy", "sector_readiness", "others_results"),
    )
    own = {"fte_mean": TableColumn(say("FTE of time"), "fte_mean")}
    return Table("first", say("What first?"), frame, brief=brief, own=own, notes=(ORDER, READ))


def others_lines(pairs: pd.DataFrame, radar: pd.DataFrame) -> list[tuple[str, str]]:
    """What others got out of the technologies of the pairs, each told once.

    Parameters
    ----------
    pairs, radar : as for `pair_table`.

    Returns
    -------
    Name and text of each technology, in the order of the pairs; where a sector has results of its
    own, the name of both.
    """
    table = pair_table(pairs, radar).frame
    told_of = table.groupby("technology", sort=False)["others_results"].nunique()
    found: dict[str, str] = {}
    for row in table.to_dict("records"):
        technology = str(row["technology"])
        name = f"{technology}, {str(row['sector']).lower()}"
        found[technology if told_of[technology] == 1 else name] = str(row["others_results"])
    return list(found.items())


ORDER = say(
    "Ready now: Adopt first, then Trial; most time first in each, two of one technology at most. "
    "The intervals overlap, so the order is not certain."
)
READ = say(
    "“A person decides”: share of the time in tasks where a person must decide, see or sign. "
    "“Privacy”: where privacy or security settles whether it can be used. “The sector”: whether it "
    "lay ahead of other services in the survey of 2021."
)


def _others(texts: Collection[Text]) -> str:
    """What others got out of it, as one text."""
    return "; ".join(shown(text) for text in texts) or told("not known to us")
