"""`autopot run`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autopot.cli.shared_options import engine_options
from autopot.cli.streams import echo_json

if TYPE_CHECKING:
    import pandas as pd

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
@engine_options
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Skriv ett JSON-objekt og ikke annet. / Print one JSON object and nothing else.",
)
@click.option(
    "--municipality",
    help="Vis denne kommunen blant dem nærmest i folketall; for en bemanningsfil: den alle rader "
    "gjelder. / One among its neighbours in size; for a staff file: that of all rows.",
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
    engine: str,
    threads: int | None,
    scheduler: str | None,
    as_json: bool,
    municipality: str | None,
    report: bool,
    with_sensitivity: bool,
    quiet: bool,
) -> None:
    """Kjør SCENARIO: en .yaml-fil, navnet på et scenario som følger med, eller en bemanningsfil.

    \b
    Eksempler / examples:
        autopot run base
        autopot run scenarios/base.yaml --draws 2000 --out resultat
        autopot run base --json > base.json
        autopot run ansatte.xlsx --municipality 1119
        autopot run national --municipality 1127

    Med følger / packaged: base, cautious, fast, realistic-2035, computerisation-2013, national.
    """
    from autopot.api import beside_neighbours, run, sensitivity
    from autopot.cli.screen import progress
    from autopot.workforce.staff import is_staff_file

    changes: dict[str, dict[str, Any]] = {}
    if municipality is not None and is_staff_file(scenario):
        changes, municipality = {"workforce": {"municipality": municipality}}, None
    with progress(quiet or as_json) as tell:
        result = run(
            scenario,
            draws=draws,
            seed=seed,
            threads=threads,
            engine=engine,
            scheduler=scheduler,
            changes=changes,
            progress=tell,
        )
    one = None if municipality is None else beside_neighbours(result, municipality)
    found = None
    if with_sensitivity:
        found = sensitivity(
            scenario,
            seed=seed,
            threads=threads,
            engine=engine,
            scheduler=scheduler,
            changes=changes,
        )
    folder = result.save(out, report=report, found=found)
    if as_json:
        content: dict[str, Any] = {**result.as_json(), "directory": str(folder)}
        echo_json(content)
    elif quiet:
        click.echo(str(folder))
    else:
        _show(result, folder, one)


def _show(result: Result, folder: Path, one: pd.DataFrame | None) -> None:
    """The answer, sectors, municipalities, radar classes, and where the files are."""
    from rich.text import Text

    from autopot.cli.screen import console, table
    from autopot.report.future import total_rows
    from autopot.report.sizes import MANY
    from autopot.report.terminal import gate_table_rows, level_table_rows, radar_table_rows
    from autopot.report.words import word

    screen = console()
    scenario = result.scenario.scenario
    language = scenario.report.language
    screen.print(Text(result.title(), style="bold"))
    main, *more = result.answer().lines()
    screen.print(Text(main, style="bold"))
    for line in [*more, *result.notes()]:
        screen.print(Text(line))
    wide = screen.width >= WIDE
    mark = "" if result.uncalibrated is None else f" ({word('is_calibrated', language)})"
    towns = len(result.level("municipality"))
    many = towns >= MANY
    for level in ("sector", "municipality") if 1 < towns < MANY else ("sector",):
        groups = result.ranks.groups if level == "sector" else ()
        headings, rows = level_table_rows(
            result.potential, result.beside, level, language, bars=wide, groups=groups
        )
        kinds = "n" + "f" * (len(headings) - 1)
        screen.print()
        screen.print(table(word(f"sheet_{level}", language) + mark, headings, rows, kinds))
        if level == "sector":
            screen.print(Text(word("ranks_rule", language)))
            if len(result.beside):
                screen.print(Text(word("beside_note", language)))
    if many or one is not None:
        _show_sizes(result, one, mark)
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
        screen.print(table(word("future_title", language) + mark, headings, rows, "nffffffff"))
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


def _show_sizes(result: Result, one: pd.DataFrame | None, mark: str) -> None:
    """Municipalities by size: groups and extremes, or one among its neighbours."""
    from rich.text import Text

    from autopot.cli.screen import console, table
    from autopot.report.sizes import MANY, extremes, size_group_rows, town_rows, towns_by_size
    from autopot.report.words import word

    screen = console()
    language = result.scenario.scenario.report.language
    towns = towns_by_size(result.potential, result.beside)
    headings, rows = size_group_rows(towns, language)
    screen.print()
    kinds = "n" + "f" * (len(headings) - 1)
    screen.print(table(word("sheet_size_group", language) + mark, headings, rows, kinds))
    screen.print(Text(word("spread_note", language)))
    shown, title = (extremes(towns), "extremes_title") if one is None else (one, "sheet_size")
    headings, rows = town_rows(shown, language)
    screen.print()
    kinds = "n" + "f" * (len(headings) - 1)
    screen.print(table(word(title, language) + mark, headings, rows, kinds))
    if len(towns) >= MANY:
        screen.print(Text(word("rest_of_towns", language).format(count=len(towns))))
