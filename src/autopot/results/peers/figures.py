"""The figures of a municipality beside others, as they may be shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.peers import PARTS, difference_parts, mixes, total_share
from autopot.model.peers import GIVEN, PlaceDraws
from autopot.study.peers import Place

Array = NDArray[np.float64]

ENDS = ("mean", "p05", "p95")
SPAN = (0.05, 0.95)
NOISE = 12
"""Decimals beyond which a share is the noise of sums; a difference of nothing is 0."""

STEMS = {part: f"share_from_{part}" for part in PARTS}
"""Part of a difference -> what its columns are called."""


def peer_table(places: Sequence[Place], draws: PlaceDraws) -> pd.DataFrame:
    """One row a place, the municipality itself first.

    Parameters
    ----------
    places, draws : the municipality first.

    Returns
    -------
    place_kind, place, municipalities (number), estimate, residents, fte_base, fte_per_thousand,
    share_… and, of all but the first, share_difference_… (of the municipality less the place) and
    what it is made of, share_from_…, each with mean, p05 and p95.
    """
    rows = []
    for number, place in enumerate(places):
        fte = float(draws.fte[GIVEN, number, :, 0].sum())
        share = total_share(draws, number)
        row = {
            "place_kind": place.kind,
            "place": place.key,
            "municipalities": len(place.members),
            "estimate": place.estimate,
            "residents": place.residents,
            "fte_base": fte,
            "fte_per_thousand": 1000 * fte / place.residents,
            **_spread("share", _ends(share)),
        }
        rows.append(row | _difference(draws, number, share))
    return pd.DataFrame(rows)


def _difference(draws: PlaceDraws, other: int, share: Array) -> dict[str, float]:
    """What the municipality has more than another place, and what that is made of."""
    if other == 0:
        return {}
    mine = total_share(draws, 0)
    found = {"share_difference": mine - share}
    for part, by_sector in difference_parts(draws, 0, other).items():
        found[STEMS[part]] = by_sector.sum(axis=0)
    columns: dict[str, float] = {}
    for stem, values in found.items():
        columns |= _spread(stem, _ends(values))
    return columns


def sector_table(
    places: Sequence[Place],
    draws: PlaceDraws,
    sectors: Sequence[str],
    secret: Collection[str],
) -> pd.DataFrame:
    """One row a place other than the municipality and sector.

    Parameters
    ----------
    places, draws : as for `peer_table`.
    sectors : S codes.
    secret : sectors of which nothing of the municipality must be seen.

    Returns
    -------
    place_kind, place, sector, suppressed; of the municipality and of the place (…_other)
    share_of_fte, fte_per_thousand and share_mean (missing where nobody is in the sector);
    share_from_sectors_mean and share_from_occupations_mean, which sum over the sectors to those of
    `peer_table`.
    """
    whole = draws.fte[GIVEN, 0, :, 0]
    frames = []
    for number in range(1, len(places)):
        weights, means = mixes(draws, 0, number)
        parts = difference_parts(draws, 0, number)
        of_other = draws.fte[GIVEN, number, :, 0]
        frame = pd.DataFrame(
            {
                "place_kind": places[number].kind,
                "place": places[number].key,
                "sector": list(sectors),
                "share_of_fte": weights[1, :, 0],
                "share_of_fte_other": weights[0, :, 0],
                "fte_per_thousand": 1000 * whole / places[0].residents,
                "fte_per_thousand_other": 1000 * of_other / places[number].residents,
                "share_mean": np.where(whole > 0, means[1].mean(axis=1), np.nan),
                "share_other_mean": np.where(of_other > 0, means[0].mean(axis=1), np.nan),
                **{
                    f"{STEMS[part]}_mean": np.round(parts[part].mean(axis=1), NOISE) + 0.0
                    for part in ("sectors", "occupations")
                },
            }
        )
        frame = _as_shown(frame, secret)
        frames.append(frame[(whole > 0) | (of_other > 0)])
    return pd.concat(frames, ignore_index=True)


def _as_shown(frame: pd.DataFrame, secret: Collection[str]) -> pd.DataFrame:
    """The rows with nothing of secret sectors."""
    unseen = frame["sector"].isin(secret).to_numpy()
    own = ["share_of_fte", "fte_per_thousand", "share_mean"]
    parts = ["share_from_sectors_mean", "share_from_occupations_mean"]
    shown = {name: frame[name].mask(unseen) for name in (*own, *parts)}
    return frame.assign(**shown, suppressed=unseen)


def _ends(values: Array) -> Array:
    """(3,) mean and ends of the 90 % interval."""
    found = np.array([values.mean(), *np.quantile(values, SPAN)])
    return np.round(found, NOISE) + 0.0


def _spread(stem: str, values: Array) -> Mapping[str, float]:
    return {f"{stem}_{end}": float(value) for end, value in zip(ENDS, values, strict=True)}
