"""What is known of the evidence itself: the curves of adoption, and the labels of the tasks."""

from __future__ import annotations

from autopot import catalogue
from autopot.evidence import growth_table
from autopot.evidence.adoption_check import points_beside_curves
from autopot.evidence.adoption_fit import class_fits, pair_fits
from autopot.evidence.task_labels import label_agreement, published_agreement
from autopot.results.evidence.adoption import AdoptionFit
from autopot.results.evidence.growth import Growth
from autopot.results.evidence.labels import LabelQuality
from autopot.scenario import load_scenario


def adoption_fit() -> AdoptionFit:
    """Fit the published points again."""
    section = load_scenario("base").scenario.adoption
    points = points_beside_curves(catalogue.table("technologies/adoption_points"), section)
    return AdoptionFit(points, pair_fits(), class_fits())


def label_quality() -> LabelQuality:
    """How far the two labellings of the tasks agree, and how they lie beside published measures.

    Returns
    -------
    Agreement by rubric and sector; rank correlation and means against the published.

    >>> found = label_quality().agreement
    >>> found[found["sector"] == "all"]["tasks"].tolist()
    [1298, 1298, 1298, 1298]
    """
    return LabelQuality(label_agreement(), published_agreement())


def measured_growth() -> Growth:
    """What is known of the growth of capability."""
    return Growth(growth_table())
