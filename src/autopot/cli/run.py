"""`autopot run`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autopot.cli import worded
from autopot.cli.shared_options import (
    draws_option,
    engine_options,
    json_option,
    quiet_option,
    report_option,
    seed_option,
)
from autopot.cli.streams import echo_json
from autopot.messages import preferred_language, say, speaking

if TYPE_CHECKING:
    import pandas as pd

    from autopot.api import Result


WIDE = 110
"""Terminal width from which the intervals are also drawn as bars."""


@worded.command(
    "run",
    say(
        "Run SCENARIO: a .yaml file or the name of a packaged scenario.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot run base\n"
        "    autopot run scenarios/base.yaml --draws 2000 --out result\n"
        "    autopot run base --json > base.json\n"
        "    autopot run national --municipality 1127\n\n"
        "Packaged: base, cautious, fast, realistic-2035, computerisation-2013, national."
    ),
)
@worded.argument("scenario")
@worded.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar=say("FOLDER"),
    help=say("Folder of the result; otherwise runs/<name>-<hash>."),
)
@draws_option
@seed_option
@engine_options
@json_option
@worded.option(
    "--municipality",
    help=say("Show this municipality among those nearest in population."),
)
@report_option
@worded.option(
    "--sensitivity",
    "with_sensitivity",
    is_flag=True,
    help=say("Add which uncertainty matters most; takes 2 to 10 s."),
)
@quiet_option
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
    """Run, write the result, and show it."""
    from autopot.api import beside_neighbours, run, sensitivity
    from autopot.cli.screen import progress

    with progress(quiet or as_json) as tell:
        result = run(
            scenario,
            draws=draws,
            seed=seed,
            threads=threads,
            engine=engine,
            scheduler=scheduler,
            progress=tell,
        )
    one = None if municipality is None else beside_neighbours(result, municipality)
    found = None
    if with_sensitivity:
        found = sensitivity(
            scenario, seed=seed, threads=threads, engine=engine, scheduler=scheduler
        )
    with speaking(preferred_language(result.scenario.scenario.report.language)):
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
    from autopot import messages
    from autopot.cli.screen import console, table
    from autopot.report.future import total_rows
    from autopot.report.sizes import MANY
    from autopot.report.terminal import gate_table_rows, level_table_rows, radar_table_rows
    from autopot.report.words import word

    screen = console()
    scenario = result.scenario.scenario
    language = messages.language()
    screen.tell(messages.title_in(scenario.title), style="bold")
    main, *more = result.answer().lines()
    screen.tell(main, style="bold")
    screen.tell(*[*more, *result.notes()])
    wide = screen.width >= WIDE
    mark = "" if result.uncalibrated is None else f" ({word('is_calibrated', language)})"
    many = len(result.level("municipality")) >= MANY
    for level in ("sector",) if many else ("sector", "municipality"):
        groups = result.ranks.groups if level == "sector" else ()
        headings, rows = level_table_rows(
            result.potential, result.beside, level, language, bars=wide, groups=groups
        )
        kinds = "n" + "f" * (len(headings) - 1)
        screen.print()
        screen.print(table(word(f"sheet_{level}", language) + mark, headings, rows, kinds))
        if level == "sector":
            screen.tell(word("ranks_rule", language))
            if len(result.beside):
                screen.tell(word("beside_note", language))
    if many or one is not None:
        _show_sizes(result, one, mark)
    if result.workforce.estimate:
        screen.tell(word("same_mix", language))
    headings, rows = radar_table_rows(result.potential, language)
    screen.print()
    screen.print(table(word("radar_title", language) + mark, headings, rows, "nffff"))
    screen.tell(word("own_radar", language))
    headings, rows = gate_table_rows(result.potential, language)
    screen.print()
    screen.print(table(word("gate_title", language) + mark, headings, rows, "nfff"))
    screen.tell(word("gate_note", language))
    if len(result.by_year):
        headings, rows = total_rows(result.by_year, language)
        screen.print()
        screen.print(table(word("future_title", language) + mark, headings, rows, "nffffffff"))
        screen.tell(*result.year_notes())
    screen.print()
    screen.tell(f"{word('files', language)}: {folder}")
    for name, meaning in (
        *([("report.html", "file_report")] if (folder / "report.html").exists() else []),
        ("tables.xlsx", "file_tables"),
        ("potential.parquet", "file_potential"),
        ("charts.json", "file_charts"),
        ("scenario.yaml", "file_scenario"),
        ("manifest.json", "file_manifest"),
    ):
        screen.tell(f"  {name:<18} {word(meaning, language)}")


def _show_sizes(result: Result, one: pd.DataFrame | None, mark: str) -> None:
    """Municipalities by size: groups and extremes, or one among its neighbours."""
    from autopot import messages
    from autopot.cli.screen import console, table
    from autopot.report.sizes import MANY, extremes, size_group_rows, town_rows, towns_by_size
    from autopot.report.words import word

    screen = console()
    language = messages.language()
    towns = towns_by_size(result.potential, result.beside)
    headings, rows = size_group_rows(towns, language)
    screen.print()
    kinds = "n" + "f" * (len(headings) - 1)
    screen.print(table(word("sheet_size_group", language) + mark, headings, rows, kinds))
    screen.tell(word("spread_note", language))
    shown, title = (extremes(towns), "extremes_title") if one is None else (one, "sheet_size")
    headings, rows = town_rows(shown, language)
    screen.print()
    kinds = "n" + "f" * (len(headings) - 1)
    screen.print(table(word(title, language) + mark, headings, rows, kinds))
    if len(towns) >= MANY:
        screen.tell(word("rest_of_towns", language).format(count=len(towns)))
