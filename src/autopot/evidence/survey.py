"""What surveys of readiness can carry: leads of service areas with their sampling error."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue

Array = NDArray[np.float64]
EVERYBODY = "all"


def logit(share: Array | float) -> Array:
    """Log odds of a share.

    Parameters
    ----------
    share : any shape, above 0 and below 1.

    Returns
    -------
    Same shape, logit units.

    >>> float(logit(0.5))
    0.0
    """
    p = np.asarray(share, dtype=float)
    return np.asarray(np.log(p / (1 - p)))


def logit_sd(share: Array | float, n: Array | float) -> Array:
    """Sampling error of the log odds of a share among n answers, 1 / sqrt(n p (1 - p)).

    Parameters
    ----------
    share : (n,) or one number, of the answers, above 0 and below 1.
    n : (n,) or one number, of answers.

    Returns
    -------
    Standard deviation, logit units.

    Source
    ------
    Delta method; simple random sample, as the survey reports no weights.

    >>> float(logit_sd(0.5, 100))
    0.2
    """
    p = np.asarray(share, dtype=float)
    return np.asarray(1 / np.sqrt(np.asarray(n) * p * (1 - p)))


def area_leads() -> pd.DataFrame:
    """How far each service area lies ahead of all chiefs, in logit units.

    Returns
    -------
    Columns area, lead and sd (the area's sampling error), in the order of the table.

    >>> area_leads().round(2).query("area == 'technical'")[["lead", "sd"]].values.tolist()
    [[-0.46, 0.25]]
    """
    table = catalogue.table("survey/readiness").set_index("area")
    share = table["value"] / 100
    lead = logit(share.to_numpy()) - logit(share[EVERYBODY])
    sd = logit_sd(share.to_numpy(), table["n"].to_numpy(float))
    frame = pd.DataFrame({"area": table.index, "lead": lead, "sd": sd})
    return frame[frame["area"] != EVERYBODY].reset_index(drop=True)


def sector_areas(sectors: Sequence[str], areas: Sequence[str]) -> NDArray[np.int64]:
    """Which service area of a survey speaks for each sector.

    Parameters
    ----------
    sectors : S codes.
    areas : names of the areas, in the order of the survey's arrays.

    Returns
    -------
    (S,) position in `areas`, -1 where the survey has none.
    """
    table = catalogue.table("survey/readiness_sectors").set_index("sector")["area"]
    position = {area: number for number, area in enumerate(areas)}
    return np.array([position.get(str(table[s]), -1) for s in sectors], dtype=np.int64)
