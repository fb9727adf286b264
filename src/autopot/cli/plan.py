"""`autopot plan`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autopot.cli.streams import echo_json
from autopot.messages import title_in, told

if TYPE_CHECKING:
    from autopot.api import Plan


@click.command("plan")
@click.argument("plan_file", metavar="PLAN")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Mappe for plan.xlsx, plan.json og oppfølgingsarket. / Directory of the plan.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=1),
    help="Tidsgrense; går foran filens. / Time limit; replaces the file's.",
)
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt. / One JSON object.")
def command(plan_file: str, out: Path | None, seconds: float | None, as_json: bool) -> None:
    """Hvilke tiltak i PLAN bør starte når, innenfor rammene?

    PLAN er en .yaml-fil eller navnet på en plan som følger med. Kostnader og rammer er
    planleggerens egne.

    \b
    Eksempler / examples:
        autopot plan plan-example
        autopot plan min-plan.yaml --out planen

    Med følger / packaged: plan-example (oppdiktede kostnader / made-up costs).
    """
    from autopot.api import plan
    from autopot.cli.screen import progress

    with progress(as_json):
        found = plan(plan_file, seconds=seconds)
    folder = None if out is None else found.save(out)
    if as_json:
        content = {**found.as_json(), "directory": None if folder is None else str(folder)}
        echo_json(content)
    else:
        _show(found, folder)


def _show(found: Plan, folder: Path | None) -> None:
    from rich.text import Text

    from autopot.cli.screen import console, table
    from autopot.report.plan_text import gantt_rows, more_rows, year_rows

    screen = console()
    screen.print(Text(title_in(found.loaded.plan.title), style="bold"))
    for line in found.lines():
        screen.print(Text(line))
    years = found.years["year"].tolist()
    headings, rows = gantt_rows(found.schedule, years)
    screen.print()
    screen.print(table(told("Measures and start years"), headings, rows, "ntnnffff"))
    screen.print(Text(told("▒ being introduced, █ in use, · not begun.")))
    note = told(
        "Chosen in: share of {draws} draws in which the measure was chosen too when "
        "one draw was taken for the truth.",
        draws=found.chosen_draws,
    )
    screen.print(Text(note))
    headings, rows = year_rows(found.years)
    screen.print()
    screen.print(table(told("Year by year"), headings, rows, "nffff"))
    (headings, rows), notes = more_rows(found.more, found.loaded.plan.goal.maximise)
    screen.print()
    if rows:
        screen.print(table(told("What more would give"), headings, rows, "nff"))
    for note in notes:
        screen.print(Text(note))
    if folder is not None:
        screen.print()
        screen.print(Text(f"{told('Written to')}: {folder}"))
