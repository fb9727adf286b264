"""`autopot radar`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autopot.cli.streams import echo_json
from autopot.cli.usage import usage_error

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
        raise usage_error("--export og --out hører sammen", "--export and --out go together")
    if date is not None and kind is None:
        raise usage_error("--date hører til --export", "--date goes with --export")
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
    from autopot.report.words import word

    screen = console()
    language = reading.language
    found = reading.history(previous)
    screen.print(Text(reading.result.title(language), style="bold"))
    for line in [*reading.result.answer().lines()[:3], *reading.result.notes()]:
        screen.print(Text(line))
    mark = "" if reading.result.uncalibrated is None else f" ({word('is_calibrated', language)})"
    headings, rows = readiness_rows(reading.readiness, language)
    screen.print()
    screen.print(table(word("readiness_title", language) + mark, headings, rows, "nfffffff"))
    screen.print(Text(word("readiness_note", language)))
    movements = found.movements if found.known else None
    headings, rows = technology_rows(reading.technologies, movements, language)
    kinds = "nttffff" + ("n" if found.known else "")
    screen.print()
    screen.print(table(word("radar_technologies", language) + mark, headings, rows, kinds))
    screen.print(Text(word("own_radar", language)))
    if previous is not None:
        for note in reading.notes(found):
            screen.print(Text(note))
