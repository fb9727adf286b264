"""What a run would give with one reading alone."""

from __future__ import annotations

import pandas as pd

from autopot.evidence import reading_corners
from autopot.results.run.figures import RunFigures
from autopot.study.inputs import main_share
from autopot.study.preparation import time_by_settings


def readings_alone(result: RunFigures, sectors: bool = True) -> pd.DataFrame:
    """The total and every sector under each reading alone.

    Parameters
    ----------
    result : the run. Only the middles are computed anew; no draws are taken.
    sectors : whether to have the sectors too, and not the total alone.

    Returns
    -------
    Columns reading, weight, kind (total or sector), key, middle, low, high: share of FTE with the
    workforce and the time shares at their middle, and over the ends of the reading's parameters.
    """
    scenario, assembled = result.scenario.scenario, result.assembled
    cells = result.workforce.cells
    things = [("total", "", cells)]
    if sectors:
        things += [("sector", str(code), part) for code, part in cells.groupby("sector")]
    times = [time_by_settings(part, assembled, scenario) for _, _, part in things]
    settings = {sector: scenario.in_sector(sector) for sector in sorted(set().union(*times))}
    rows = []
    for name in scenario.evidence.weights.model_dump():
        counted = {
            sector: reading_corners(assembled, there, name) * main_share(there, assembled)[:, None]
            for sector, there in settings.items()
        }
        for (kind, key, _), parts in zip(things, times, strict=True):
            corners = [time @ counted[sector] for sector, time in parts.items()]
            ends = zip(*((own[0], own.min(), own.max()) for own in corners), strict=True)
            values = [sum(end) for end in ends]
            weight = getattr(scenario.in_sector(key).evidence.weights, name)
            middle, low, high = (float(v) for v in values)
            rows.append(
                {
                    "reading": name,
                    "weight": weight,
                    "kind": kind,
                    "key": key,
                    "middle": middle,
                    "low": low,
                    "high": high,
                }
            )
    return pd.DataFrame(rows)
