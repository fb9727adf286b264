"""`autopot track`."""

from __future__ import annotations

from pathlib import Path

import click

from autopot.cli.streams import echo_json
from autopot.messages import title_in, told


@click.command("track")
@click.argument("plan_file", metavar="PLAN")
@click.argument("actuals", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt. / One JSON object.")
def command(plan_file: str, actuals: Path, as_json: bool) -> None:
    """Hva ble tatt ut, mot hva PLAN regnet med, og hva er prognosen nå?

    PLAN er mappen fra autopot plan --out, eller en plan. ACTUALS er det utfylte oppfølgingsarket.

    \b
    Eksempel / example:
        autopot plan min-plan.yaml --out planen
        autopot track planen planen/follow-up.xlsx
    """
    from autopot.api import track

    found = track(plan_file, actuals)
    content = found.as_json()
    if as_json:
        echo_json(content)
        return
    from rich.text import Text

    from autopot.cli.screen import console, table
    from autopot.report.follow_up import follow_up_lines, forecast_rows, verdict_lines
    from autopot.report.plan_labels import plan_label

    screen = console()
    title = title_in(found.loaded.plan.title)
    screen.print(Text(f"{told('Follow-up of the plan')}: {title}", style="bold"))
    for line in follow_up_lines(content, len(found.actuals)):
        screen.print(Text(line))
    for key in ("measures", "sectors"):
        screen.print()
        screen.print(Text(plan_label(f"by_{key[:-1]}"), style="bold"))
        for line in verdict_lines(content[key]):
            screen.print(Text(line))
    for key, frame in (("year", found.forecast), ("measure", found.measure_forecast)):
        headings, rows = forecast_rows(frame, key)
        screen.print()
        screen.print(table(told("New forecast"), headings, rows, "nffff"))
