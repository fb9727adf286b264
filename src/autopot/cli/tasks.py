"""`autopot tasks export` and `autopot tasks import`."""

from __future__ import annotations

from pathlib import Path

import click

SHOWN = 30


@click.group("tasks")
def command() -> None:
    """Oppgavene i yrkene: la en faggruppe rette dem i Excel. / Correct tasks in Excel."""


@command.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--occupation", "occupations", multiple=True, help="STYRK-kode; kan gjentas.")
@click.option("--sector", help="Bare yrker i denne sektoren, for eksempel health_care.")
def export(file: Path, occupations: tuple[str, ...], sector: str | None) -> None:
    """Skriv oppgavene til FILE.xlsx, klare til å rettes.

    \b
    Eksempel / example:
        autopot tasks export helse.xlsx --sector health_care
        autopot tasks export pleie.xlsx --occupation 5321 --occupation 2223
    """
    from autopot.api import export_tasks

    count = export_tasks(file, list(occupations) or None, sector)
    click.echo(f"{count} oppgaver skrevet til {file} / tasks written")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Fil for rettelsene; ellers <navn>-rettelser.csv ved siden av FILE. / Corrections.",
)
@click.option(
    "--scenario", default="base", show_default=True, help="Scenarioet virkningen vises i."
)
def import_(file: Path, out: Path | None, scenario: str) -> None:
    """Les rettelser fra FILE.xlsx, vis hva de gjør med resultatet, og lagre dem.

    \b
    Eksempel / example:
        autopot tasks import helse.xlsx
        autopot tasks import helse.xlsx --out rettelser.csv
    Bruk dem i et scenario med / use them in a scenario:
        evidence: {overlay: rettelser.csv}
    """
    from rich.text import Text

    from autopot.api import import_tasks
    from autopot.cli.screen import console, table
    from autopot.messages.numbers import percent
    from autopot.report.tables import names

    found = import_tasks(file, out, scenario)
    screen = console()
    rows = [
        [f"{c.occupation}-{c.task}", c.field, c.value, c.reason]
        for c in found.changes.head(SHOWN).itertuples()
    ]
    title = f"{len(found.changes)} rettelser"
    screen.print(table(title, ["Oppgave", "Felt", "Ny verdi", "Begrunnelse"], rows, "nntt"))
    if len(found.changes) > SHOWN:
        screen.print(Text(f"… og {len(found.changes) - SHOWN} til, se {found.file}"))
    label = names()["sector"]
    effect = [
        [
            "Samlet",
            *_effect(
                found.before.level("total").iloc[0]["share_mean"],
                found.after.level("total").iloc[0]["share_mean"],
            ),
        ]
    ]
    before = found.before.level("sector").set_index("sector")["share_mean"].dropna()
    after = found.after.level("sector").set_index("sector")["share_mean"]
    effect += [[label[str(s)], *_effect(before[s], after[s])] for s in before.index]
    screen.print()
    screen.print(
        table("Virkning, andel av årsverk", ["", "Før", "Etter", "Endring"], effect, "nfff")
    )
    total = found.after.level("total").iloc[0]
    screen.print(
        Text(
            f"90 %-intervall etter: {percent(total['share_p05'], 1)}–"
            f"{percent(total['share_p95'], 1)}"
        )
    )
    screen.print(
        Text(f"Lagret i {found.file}. Skriv i scenarioet: evidence: {{overlay: {found.file.name}}}")
    )


def _effect(before: float, after: float) -> list[str]:
    from autopot.messages.numbers import percent

    sign = "+" if after >= before else "−"
    return [
        percent(before, 2),
        percent(after, 2),
        f"{sign}{abs(100 * (after - before)):.2f}".replace(".", ","),
    ]
