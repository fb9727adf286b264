"""The one way this package sets up its solver."""

from __future__ import annotations

from pyomo.contrib.appsi.solvers import Highs


def highs_solver() -> Highs:
    """HiGHS on one thread with a fixed seed: the same problem gives the same bytes.

    Values are not loaded by themselves, because an outcome that is not optimal has none.
    """
    solver = Highs()
    solver.highs_options = {"threads": 1, "random_seed": 0, "solver": "simplex"}
    solver.config.load_solution = False
    return solver
