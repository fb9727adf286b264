"""What the figures by year are built on: the printed figures themselves."""

from __future__ import annotations

import pandas as pd

from autopot import catalogue
from autopot.evidence.adoption_check import points_beside_curves
from autopot.evidence.document_figures import document_figures
from autopot.messages import Text, say, shown
from autopot.messages.numbers import plain
from autopot.results.documents.lead_tables import lead_tables
from autopot.results.documents.tables import document_tables
from autopot.results.evidence.adoption_tables import point_tables
from autopot.scenario.future import AdoptionSection
from autopot.tables import Shown, Table, shown_table

IN_YEARS = ("readiness", "size", "groups", "adoption", "realisation")
"""Uses of printed figures that bear on what is taken into use and taken out."""

BODIES: dict[str, Text] = {
    "public": say("state and municipalities"),
    "municipal": say("municipalities"),
}
BENEFITS: dict[str, Text] = {
    "planned benefits": say("planned benefits"),
    "staffing": say("fewer staff"),
    "management data": say("better management data"),
    "quality of services": say("better quality of services"),
    "tasks moved to residents": say("tasks moved to residents"),
}
EXTENTS: dict[str, Text] = {
    "large": say("to a large extent"),
    "some": say("to some extent"),
    "little": say("to a small extent"),
    "reduced_staffing": say("reduced"),
}


def basis_tables(section: AdoptionSection) -> dict[str, list[Shown]]:
    """Tables of what the figures by year rest on.

    Parameters
    ----------
    section : the adoption of the run; its curves stand beside the points.

    Returns
    -------
    leads, points, benefits and figures -> tables as text.
    """
    figures = document_figures()
    used = figures[figures["uses"].map(lambda names: bool({*names.split()} & {*IN_YEARS}))]
    points = points_beside_curves(catalogue.table("technologies/adoption_points"), section)
    return {
        "leads": [shown_table(table) for table in lead_tables()],
        "points": [shown_table(table) for table in point_tables(points)],
        "benefits": [shown_table(benefit_table())],
        "figures": [shown_table(table) for table in document_tables(used)],
    }


def benefit_table() -> Table:
    """The published answers on realised benefits, and which of them the level rests on."""
    table = catalogue.table("survey/realisation")
    frame = pd.DataFrame(
        {
            "benefit": [shown(BENEFITS[name]) for name in table["benefit"]],
            "benefit_of": [shown(BODIES[name]) for name in table["body"]],
            "point_year": table["year"],
            "benefit_extent": [shown(EXTENTS[name]) for name in table["answer"]],
            "printed": [f"{plain(float(value))} %" for value in table["value"]],
            "benefit_used": [shown(USED[bool(flag)]) for flag in table["used"]],
            "source_id": table["source_id"],
        }
    )
    return Table("benefits", say("Realised benefits, as published"), frame)


USED: dict[bool, Text] = {True: say("yes"), False: say("no")}
