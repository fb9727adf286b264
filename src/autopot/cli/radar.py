"""`autopot radar`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autopot.cli.streams import echo_json
from autopot.cli.usage import usage_error
from autopot.messages import say, told

if TYPE_CHECKING:
    from autopot.api import RadarReading


@click.command("radar")
@click.argument("scenario")
@click.option(
    "--export",
    "kind",
    help="thoughtworks (CSV), zalando (JSON) eller/or aoe (Markdown); krever --out.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Fil, for aoe mappen med utgavene. / File, for aoe the folder of releases.",
)
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    help="Tidligere radar: en eksport eller technologies.csv. / Earlier radar.",
)
@click.option("--date", help="Radarens dato, ÅÅÅÅ-MM-DD. / Date of the radar, YYYY-MM-DD.")
@click.option("--draws", type=int, help="Antall trekninger. / Number of draws.")
@click.option("--seed", type=int, help="Frø for tilfeldige tall. / Seed.")
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt. / One JSON object.")
def command(
    scenario: str,
    kind: str | None,
    out: Path | None,
    previous: Path | None,
    date: str | None,
    draws: int | None,
    seed: int | None,
    as_json: bool,
) -> None:
    """Teknologiradaren i SCENARIO: hva er klart nå, og hva må vente?

    \b
    Eksempler / examples:
        autopot radar base
        autopot radar base --previous radar-2024.csv
        autopot radar base --export thoughtworks --out radar.csv
        autopot radar base --export zalando --date 2025-06-01 --out config.json
        autopot radar base --export aoe --date 2025-06-01 --out radaren
    """
    if (kind is None) != (out is None):
        raise usage_error(say("--export and --out go together"))
    if date is not None and kind is None:
        raise usage_error(say("--date goes with --export"))
    from autopot.api import radar
    from autopot.cli.screen import progress

    with progress(as_json) as tell:
        reading = radar(scenario, draws=draws, seed=seed, progress=tell)
    if kind is not None and out is not None:
        _export(reading, kind, out, previous, date, as_json)
    elif as_json:
        echo_json(reading.as_json(previous))
    else:
        _show(reading, previous)


def _export(
    reading: RadarReading,
    kind: str,
    out: Path,
    previous: Path | None,
    date: str | None,
    as_json: bool,
) -> None:
    made = reading.export(kind, out, previous=previous, date=date)
    if as_json:
        content = {
            "path": str(made.path),
            "movements": made.history.movements if made.history.known else None,
            "gone": [item.names[0] for item in made.history.gone],
            "notes": made.notes,
        }
        echo_json(content)
        return
    click.echo(str(made.path))
    for note in made.notes:
        click.echo(note)


def _show(reading: RadarReading, previous: Path | None) -> None:
    from rich.text import Text

    from autopot.cli.screen import console, table
    from autopot.report.radar import readiness_rows, technology_rows

    screen = console()
    found = reading.history(previous)
    screen.print(Text(reading.result.title(), style="bold"))
    for line in [*reading.result.answer().lines()[:3], *reading.result.notes()]:
        screen.print(Text(line))
    mark = "" if reading.result.uncalibrated is None else f" ({told('calibrated')})"
    headings, rows = readiness_rows(reading.readiness)
    screen.print()
    screen.print(
        table(told("How much of the potential is ready now?") + mark, headings, rows, "nfffffff")
    )
    screen.print(
        Text(
            told(
                "Shares of the technical potential. Ready now: technology in the classes "
                "Adopt and Trial. Later: Assess and Hold. Hold means that no solution exists "
                "and the use is unknown, not that the municipality should move away from the "
                "technology."
            )
        )
    )
    movements = found.movements if found.known else None
    headings, rows = technology_rows(reading.technologies, movements)
    kinds = "nttffff" + ("n" if found.known else "")
    screen.print()
    screen.print(
        table(told("Technologies on the radar, inner ring first") + mark, headings, rows, kinds)
    )
    screen.print(
        Text(
            told(
                "The radar is our own placement; the KS radar of 2019 is an annex that we "
                "have not read."
            )
        )
    )
    if previous is not None:
        for note in reading.notes(found):
            screen.print(Text(note))
