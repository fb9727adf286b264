"""Optimisation with Pyomo and HiGHS: the default workforce from published margins."""

from autopot.optimise.estimate import Estimate, estimate_workforce
from autopot.optimise.reconcile import Margin, Reconciled, reconcile

__all__ = ["Estimate", "Margin", "Reconciled", "estimate_workforce", "reconcile"]
