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
from autopot.messages import say, told, unless_asked

if TYPE_CHECKING:
    import pandas as pd

    from autopot.api import Result


WIDE = 110
"""Terminal width from which the intervals are also drawn as bars."""


@worded.command(
    "run",
    say(
        "Run SCENARIO: a .yaml file, the name of a packaged scenario, or a staff file.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot run base\n"
        "    autopot run scenarios/base.yaml --draws 2000 --out result\n"
        "    autopot run base --json > base.json\n"
        "    autopot run staff.xlsx --municipality 1119\n"
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
    help=say(
        "Show this municipality among those nearest in population; for a staff file: the one of "
        "all rows."
    ),
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
    with unless_asked(result.language):
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
    from autopot.cli.screen import console, table
    from autopot.report.future import total_rows
    from autopot.report.labels import label
    from autopot.report.sizes import MANY
    from autopot.report.terminal import gate_table_rows, level_table_rows, radar_table_rows

    screen = console()
    screen.tell(result.title(), style="bold")
    main, *more = result.answer().lines()
    screen.tell(main, style="bold")
    screen.tell(*[*more, *result.notes()])
    wide = screen.width >= WIDE
    mark = "" if result.uncalibrated is None else f" ({told('calibrated')})"
    towns = len(result.level("municipality"))
    many = towns >= MANY
    for level in ("sector", "municipality") if 1 < towns < MANY else ("sector",):
        groups = result.ranks.groups if level == "sector" else ()
        headings, rows = level_table_rows(
            result.potential, result.beside, level, bars=wide, groups=groups
        )
        kinds = "n" + "f" * (len(headings) - 1)
        screen.print()
        screen.print(table(label(f"sheet_{level}") + mark, headings, rows, kinds))
        if level == "sector":
            screen.tell(
                told(
                    "A sector stands above another only where its share is higher in at least 95% "
                    "of the draws. Sectors with the same places stand in a fixed order."
                )
            )
            if len(result.beside):
                screen.tell(
                    told(
                        "“Beside” is time where the person is the service itself. It is not in the "
                        "potential, and it is not time that can be taken out."
                    )
                )
    if many or one is not None:
        _show_sizes(result, one, mark)
    if result.workforce.estimate:
        screen.tell(
            told(
                "The municipalities lie close together because their workforce is estimated "
                "with the same mix of occupations within each sector. Use own figures to see "
                "differences."
            )
        )
    headings, rows = radar_table_rows(result.potential)
    screen.print()
    screen.print(
        table(told("Potential by radar class, share of FTE") + mark, headings, rows, "nffff")
    )
    screen.tell(
        told(
            "The radar is our own placement; the KS radar of 2019 is an annex that we "
            "have not read."
        )
    )
    headings, rows = gate_table_rows(result.potential)
    screen.print()
    screen.print(
        table(
            told("Potential by whether law or duty requires a person, share of the sector's FTE")
            + mark,
            headings,
            rows,
            "nfff",
        )
    )
    screen.tell(
        told(
            "Partly: a person must decide, see or sign. Fully: the person is the service "
            "itself. The coding is our own."
        )
    )
    if len(result.by_year):
        headings, rows = total_rows(result.by_year)
        screen.print()
        screen.print(
            table(
                told("What can be taken into use, and what can be taken out? All municipalities")
                + mark,
                headings,
                rows,
                "nffffffff",
            )
        )
        screen.tell(*result.year_notes())
    screen.print()
    screen.tell(f"{told('Files')}: {folder}")
    for name, meaning in (
        *([("report.html", "file_report")] if (folder / "report.html").exists() else []),
        ("tables.xlsx", "file_tables"),
        ("potential.parquet", "file_potential"),
        ("charts.json", "file_charts"),
        ("scenario.yaml", "file_scenario"),
        ("manifest.json", "file_manifest"),
    ):
        screen.tell(f"  {name:<18} {label(meaning)}")


def _show_sizes(result: Result, one: pd.DataFrame | None, mark: str) -> None:
    """Municipalities by size: groups and extremes, or one among its neighbours."""
    from autopot.cli.screen import console, table
    from autopot.report.labels import label
    from autopot.report.sizes import MANY, extremes, size_group_rows, town_rows, towns_by_size

    screen = console()
    towns = towns_by_size(result.potential, result.beside)
    headings, rows = size_group_rows(towns)
    screen.print()
    kinds = "n" + "f" * (len(headings) - 1)
    screen.print(table(told("Size groups") + mark, headings, rows, kinds))
    screen.tell(
        told(
            "'One municipality, 90%': how far below and above the middle the potential "
            "in FTE lies in a typical municipality of the group."
        )
    )
    shown, title = (extremes(towns), "extremes_title") if one is None else (one, "sheet_size")
    headings, rows = town_rows(shown)
    screen.print()
    kinds = "n" + "f" * (len(headings) - 1)
    screen.print(table(label(title) + mark, headings, rows, kinds))
    if len(towns) >= MANY:
        screen.tell(
            told(
                "All {count} municipalities are in tables.xlsx; the sheet by size has each "
                "beside its group. One municipality among its neighbours in residents: "
                "--municipality NUMBER.",
                count=len(towns),
            )
        )
