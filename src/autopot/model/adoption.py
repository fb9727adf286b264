"""How much of the potential is in use by a year.

For technology k of radar class c, sector s, year y and draw d:

    m[s,k,d]   = midpoint_c + delay + national - lead_s[d] w / (2 ln 9)
    w[k,d]     = width_c * stretch                        years from 10 to 90 %
    g[s,k,y,d] = ceiling_c / (1 + exp(-2 ln 9 (y - m) / w))         logistic
               = ceiling_c * clip(1/2 + 0.8 (y - m) / w, 0, 1)      linear
    h          = max(0, (g - theta) / (1 - theta))        where two processes run side by side
    u[s,k,y,d] = (h(y) - h(base)) / (1 - h(base))         0 at the base year, at most 1

The potential is measured against the work as it is done in the base year. What is in use then has
already left that work, so u is the share of what remained. A technology that never arrives has
u = 0.

Shared errors are shared: one draw of midpoint, width and ceiling per class, one delay, stretch and
national shift for all, one lead per sector. Sectors of one service area of the survey share its
sampling error.

Source: logistic diffusion, Griliches (1957), Econometrica 25(4); linear diffusion of Estonian
e-services 2003-2015 (data/sources.csv, estonia-eservices); threshold: Digitaliseringsrådet 2019.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from autopot.model.arrays import Array, Index, Quantile
from autopot.model.streams import DRAW_BLOCK

LOGIT_WIDTH = 2 * np.log(9)
"""Logit units from 10 to 90 %: slope times years."""

LINEAR_WIDTH = 0.8
"""Share gained over the years from 10 to 90 % on a straight line."""


@dataclass(frozen=True)
class Curve:
    """Diffusion of one radar class.

    Parameters
    ----------
    midpoint : year when half of those who ever will, have it.
    width : years from 10 to 90 %.
    ceiling : share that is reached in the end, 0-1.
    never : probability that a technology of the class never arrives.
    """

    midpoint: Quantile
    width: Quantile
    ceiling: Quantile
    never: float


@dataclass(frozen=True)
class Readiness:
    """How far ahead of the others a sector is.

    Parameters
    ----------
    mean, sd : (A,) lead of each service area of a survey in logit units, and its sampling error.
    area : (S,) area of each sector, -1 where none speaks for it.
    carry : share of the lead that carries over to the use of technology.
    sector_sd : each sector's own error, logit units.
    unknown_sd : error of a sector that no area speaks for, logit units.
    """

    mean: Array
    sd: Array
    area: Index
    carry: Quantile
    sector_sd: float
    unknown_sd: float


@dataclass(frozen=True)
class AdoptionInputs:
    """When technology is taken into use.

    Parameters
    ----------
    base_year : the potential is that of the work in this year.
    years : (Y,) rising years to compute.
    form : shape of the curves.
    curves : (C,) one per radar class.
    curve_of : (K,) class of each technology.
    parallel : (K,) whether two processes run side by side until it is fully in use.
    threshold : use below which two processes cost more than they save, 0-1.
    delay, stretch : years from having a technology to using it in half of the work it could do, and
        how much longer the way from 10 to 90 % is for that; shared by all.
    national_sd : years, shared by everything.
    readiness : leads of sectors.
    """

    base_year: int
    years: Array
    form: Literal["logistic", "linear"]
    curves: Sequence[Curve]
    curve_of: Index
    parallel: Array
    threshold: Quantile
    delay: Quantile
    stretch: Quantile
    national_sd: float
    readiness: Readiness


@dataclass(frozen=True)
class AdoptionDraws:
    """Drawn curves of a block.

    Parameters
    ----------
    midpoint : (S, K, B) year.
    width : (K, B) years from 10 to 90 %.
    ceiling : (K, B) 0-1.
    arrives : (K, B) 1 where the technology arrives; its probability where adoption is frozen.
    threshold : (K, B) 0 where no two processes run side by side.
    """

    midpoint: Array
    width: Array
    ceiling: Array
    arrives: Array
    threshold: Array

    def of_sector(self, sector: int) -> AdoptionDraws:
        """The same with one sector alone."""
        return replace(self, midpoint=self.midpoint[sector : sector + 1])


def draw_adoption(
    inputs: AdoptionInputs, generator: np.random.Generator, frozen: bool
) -> AdoptionDraws:
    """Draw the curves of one block.

    Parameters
    ----------
    inputs : when technology is taken into use.
    generator : stream of the factor `adoption` in the block.
    frozen : everything at its centre.
    """
    classes, technologies = len(inputs.curves), len(inputs.curve_of)
    sectors, areas = len(inputs.readiness.area), len(inputs.readiness.mean)
    uniforms = generator.random((4 + 3 * classes + technologies, DRAW_BLOCK))
    normals = generator.standard_normal((1 + areas + sectors, DRAW_BLOCK))
    never = np.array([inputs.curves[c].never for c in inputs.curve_of])[:, None]
    arrives = (uniforms[4 + 3 * classes :] >= never).astype(float)
    if frozen:
        uniforms, normals = np.full_like(uniforms, 0.5), np.zeros_like(normals)
        arrives = np.broadcast_to(1.0 - never, arrives.shape)
    own = [
        np.stack([getattr(c, name).quantile(u) for c, u in zip(inputs.curves, rows, strict=True)])[
            inputs.curve_of
        ]
        for name, rows in zip(
            ("midpoint", "width", "ceiling"),
            uniforms[4 : 4 + 3 * classes].reshape(3, classes, DRAW_BLOCK),
            strict=True,
        )
    ]
    midpoint, width, ceiling = own
    width = width * inputs.stretch.quantile(uniforms[1])
    midpoint = midpoint + inputs.delay.quantile(uniforms[0]) + inputs.national_sd * normals[0]
    lead = _leads(inputs.readiness, normals[1:]) * inputs.readiness.carry.quantile(uniforms[2])
    return AdoptionDraws(
        midpoint=midpoint[None] - lead[:, None] * width[None] / LOGIT_WIDTH,
        width=width,
        ceiling=ceiling,
        arrives=arrives,
        threshold=inputs.parallel[:, None] * inputs.threshold.quantile(uniforms[3]),
    )


def _leads(readiness: Readiness, normals: Array) -> Array:
    """(S, B) lead of each sector in logit units."""
    areas = len(readiness.mean)
    known = (readiness.area >= 0)[:, None]
    own = np.where(known, readiness.sector_sd, readiness.unknown_sd) * normals[areas:]
    if not areas:
        return own
    area = readiness.mean[:, None] + readiness.sd[:, None] * normals[:areas]
    result: Array = own + np.where(known, area[readiness.area], 0.0)
    return result


def adopted_share(inputs: AdoptionInputs, draws: AdoptionDraws, year: float) -> Array:
    """Share of the potential that has been taken into use since the base year.

    Parameters
    ----------
    inputs : the form of the curves and the base year.
    draws : curves of the block.
    year : the year asked for; may lie between years.

    Returns
    -------
    (S, K, B) 0-1, 0 up to the base year and never falling with the year.
    """
    [share] = adopted_shares(inputs, draws, [year])
    return share


def adopted_shares(
    inputs: AdoptionInputs, draws: AdoptionDraws, years: Sequence[float] | Array
) -> list[Array]:
    """As `adopted_share`, of every year.

    Parameters
    ----------
    inputs, draws : as for `adopted_share`.
    years : those asked for.
    """
    before = _in_use(inputs.form, draws, inputs.base_year)
    left = 1.0 - before
    shares = []
    for year in years:
        now = _in_use(inputs.form, draws, max(year, inputs.base_year))
        done = float(year > inputs.base_year)
        share = np.divide(now - before, left, out=np.full_like(left, done), where=left > 0)
        share *= draws.arrives
        shares.append(share)
    return shares


def _in_use(form: str, draws: AdoptionDraws, year: float) -> Array:
    """(S, K, B) share in use in a year that counts, 0-1."""
    at = (year - draws.midpoint) / draws.width
    if form == "linear":
        part = np.clip(0.5 + LINEAR_WIDTH * at, 0.0, 1.0)
    else:
        part = 1.0 / (1.0 + np.exp(np.clip(-LOGIT_WIDTH * at, -700.0, 700.0)))
    part *= draws.ceiling
    limit = draws.threshold
    result: Array = np.maximum(part - limit, 0.0) / (1.0 - limit)
    return result
