"""`autopot run`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from autopot.api import Result


WIDE = 110
"""Terminal width from which the intervals are also drawn as bars."""


@click.command("run")
@click.argument("scenario")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Mappe for resultatet; ellers runs/<navn>-<hash>. / Directory of the result.",
)
@click.option("--draws", type=int, help="Antall trekninger. / Number of draws.")
@click.option("--seed", type=int, help="Frø for tilfeldige tall; 0 er gyldig. / Seed.")
@click.option(
    "--threads",
    type=click.IntRange(1),
    help="Antall tråder; endrer ikke tallene. / Number of threads; does not change the figures.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Skriv ett JSON-objekt og ikke annet. / Print one JSON object and nothing else.",
)
@click.option(
    "--report/--no-report",
    default=True,
    help="Skriv report.html; ellers utelates den. / Write report.html or leave it out.",
)
@click.option(
    "--sensitivity",
    "with_sensitivity",
    is_flag=True,
    help="Ta med hvilken usikkerhet som betyr mest; 2 til 10 s. / Add the sensitivity.",
)
@click.option("--quiet", is_flag=True, help="Bare hvor filene ligger. / Only where the files are.")
def command(
    scenario: str,
    out: Path | None,
    draws: int | None,
    seed: int | None,
    threads: int | None,
    as_json: bool,
    report: bool,
    with_sensitivity: bool,
    quiet: bool,
) -> None:
    """Kjør SCENARIO: en .yaml-fil eller navnet på et scenario som følger med.

    \b
    Eksempler / examples:
        autopot run base
        autopot run scenarios/base.yaml --draws 2000 --out resultat
        autopot run base --json > base.json

    Med følger / packaged: base, cautious, fast, realistic-2035, computerisation-2013.
    """
    from autopot.api import run, sensitivity
    from autopot.cli.screen import progress

    with progress(quiet or as_json) as tell:
        result = run(scenario, draws=draws, seed=seed, threads=threads, progress=tell)
    found = sensitivity(scenario, seed=seed, threads=threads) if with_sensitivity else None
    folder = result.save(out, report=report, found=found)
    if as_json:
        content: dict[str, Any] = {**result.as_json(), "directory": str(folder)}
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    elif quiet:
        click.echo(str(folder))
    else:
        _show(result, folder)


def _show(result: Result, folder: Path) -> None:
    """The answer, sectors, municipalities, radar classes, and where the files are."""
    from rich.text import Text

    from autopot.cli.screen import console, table
    from autopot.report.future import total_rows
    from autopot.report.terminal import gate_table_rows, level_table_rows, radar_table_rows
    from autopot.report.words import word

    screen = console()
    scenario = result.scenario.scenario
    language = scenario.report.language
    screen.print(Text(getattr(scenario.title, language), style="bold"))
    main, *more = result.answer().lines()
    screen.print(Text(main, style="bold"))
    for line in [*more, *result.notes()]:
        screen.print(Text(line))
    wide = screen.width >= WIDE
    mark = "" if result.uncalibrated is None else f" ({word('is_calibrated', language)})"
    for level in ("sector", "municipality"):
        headings, rows = level_table_rows(result.potential, level, language, bars=wide)
        kinds = "n" + "f" * (len(headings) - 1)
        screen.print()
        screen.print(table(word(f"sheet_{level}", language) + mark, headings, rows, kinds))
    if result.workforce.estimate:
        screen.print(Text(word("same_mix", language)))
    headings, rows = radar_table_rows(result.potential, language)
    screen.print()
    screen.print(table(word("radar_title", language) + mark, headings, rows, "nffff"))
    screen.print(Text(word("own_radar", language)))
    headings, rows = gate_table_rows(result.potential, language)
    screen.print()
    screen.print(table(word("gate_title", language) + mark, headings, rows, "nfff"))
    screen.print(Text(word("gate_note", language)))
    if len(result.by_year):
        headings, rows = total_rows(result.by_year, language)
        screen.print()
        screen.print(table(word("future_title", language) + mark, headings, rows, "nfffffff"))
        for line in result.year_notes():
            screen.print(Text(line))
    screen.print()
    screen.print(Text(f"{word('files', language)}: {folder}"))
    for name, meaning in (
        *([("report.html", "file_report")] if (folder / "report.html").exists() else []),
        ("tables.xlsx", "file_tables"),
        ("potential.parquet", "file_potential"),
        ("charts.json", "file_charts"),
        ("scenario.yaml", "file_scenario"),
        ("manifest.json", "file_manifest"),
    ):
        screen.print(Text(f"  {name:<18} {word(meaning, language)}"))
