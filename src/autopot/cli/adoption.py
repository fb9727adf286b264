"""`autopot adoption`."""

from __future__ import annotations

import click


@click.command("adoption")
def command() -> None:
    """Vis hvilke tall innføringskurvene hviler på. / Show what the adoption curves rest on.

    \b
    Eksempel / example:
        autopot adoption
    """
    from rich.text import Text

    from autopot.api import adoption_fit
    from autopot.cli.screen import console, table
    from autopot.report.adoption import class_rows, pair_rows, point_rows

    found = adoption_fit()
    screen = console()
    for title, (headings, rows), kinds in (
        ("Publiserte tall: hvor mange som har teknologien", point_rows(found.points),
         "nnnffnn"),
        ("Logistisk kurve gjennom hvert par", pair_rows(found.pairs), "nnff"),
        ("Tilpasning per radarklasse, slik den står i grunnscenarioet", class_rows(found.classes),
         "nfffffff"),
    ):  # fmt: skip
        screen.print(table(title, headings, rows, kinds))
        screen.print()
    screen.print(
        Text(
            "To punkter kan passe enhver kurve: dette er grove anslag. Ventede tall regnes som en "
            "øvre grense. Utred og Avvent har ingen publiserte midtår; de er vår vurdering. Hvor "
            "lang tid det tar fra å ha en teknologi til å bruke den fullt ut, står i scenarioet "
            "under adoption.depth og er også vår vurdering (docs/method.md)."
        )
    )
