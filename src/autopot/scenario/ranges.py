"""Numbers that a file may hold: every kind has a lower and an upper end, and a reason for them.

An end is where a larger number says nothing more, or where no municipality can be. Numbers are
numbers: text in quotes that looks like one is refused.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
"""A part of a whole."""

FIRST_YEAR, LAST_YEAR = 2000, 2100
Year = Annotated[int, Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR)]
"""A year that a scenario or a plan may name."""

YearKey = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
"""The same as a key, which YAML gives as text."""

Seed = Annotated[int, Field(strict=True, ge=0, lt=2**63)]
"""What 63 bits hold: the random numbers take no longer seed."""

LogitError = Annotated[float, Field(strict=True, ge=0, le=10, allow_inf_nan=False)]
"""Standard deviation in logit units. At 10 a share of 0.5 is under 0.01 or over 0.99 in two draws
of three: nothing is known, and more says no more."""

Scale = Annotated[float, Field(strict=True, ge=0, le=10, allow_inf_nan=False)]
"""How many times as large as measured. What is ten times off was not measured."""

YearsOfError = Annotated[float, Field(strict=True, ge=0, le=50, allow_inf_nan=False)]
"""Standard deviation in years: half of the longest time that a scenario spans."""

Concentration = Annotated[float, Field(strict=True, ge=0.01, le=1_000, allow_inf_nan=False)]
"""Of a Dirichlet mix. At 0.01 each draw believes one reading alone; at 1,000 each draw is within a
few percent of the weights."""

Tolerance = Annotated[float, Field(strict=True, ge=1e-6, le=1, allow_inf_nan=False)]
"""An error of a share. Below a millionth no figure that is shown would change."""

Threshold = Annotated[float, Field(strict=True, ge=0, le=1_000_000, allow_inf_nan=False)]
"""FTE or persons: more than all who work in Norwegian municipalities, so that the end hides all."""

Hours = Annotated[float, Field(strict=True, ge=1, le=8_784, allow_inf_nan=False)]
"""Of one FTE in a year: at most the hours of a leap year."""

StaffHours = Annotated[float, Field(strict=True, ge=0, le=1e9, allow_inf_nan=False)]
"""Of all staff of a service: about what all who work in Norwegian municipalities work in a year."""

FteCost = Annotated[float, Field(strict=True, ge=1, le=100_000_000, allow_inf_nan=False)]
"""NOK per FTE and year: a hundred times an ordinary cost; beyond it a decimal sign is misplaced."""

Nok = Annotated[float, Field(strict=True, ge=0, le=1e12, allow_inf_nan=False)]
"""An amount of money: more than all Norwegian municipalities spend in a year."""

Fte = Annotated[float, Field(strict=True, gt=0, le=1_000_000, allow_inf_nan=False)]
"""FTE: more than all Norwegian municipalities have."""

Count = Annotated[int, Field(strict=True, ge=0, le=500)]
"""Measures: as many as a plan may hold."""

MOST_BYTES = 10**15
"""A thousand TB of memory, which no machine has."""
