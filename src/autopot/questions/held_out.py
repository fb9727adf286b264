"""How well the estimated workforce predicts published figures that it has not seen."""

from __future__ import annotations

from autopot.results.staff.held_out import HeldOut


def workforce_held_out() -> HeldOut:
    """Leave each published figure of the workforce out, and predict it from the others.

    Returns
    -------
    Every figure, and the errors by kind beside those that a run draws.
    """
    from autopot.statistics.held_out import (
        held_out,
        measured_errors,
    )

    figures = held_out()
    return HeldOut(figures, measured_errors(figures))
