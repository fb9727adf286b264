"""`autopot compare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autopot.cli.shared_options import engine_options, figure_options
from autopot.cli.streams import echo_json

if TYPE_CHECKING:
    from autopot.api import Comparison


@click.command("compare")
@click.argument("scenarios", nargs=-1, required=True)
@click.option(
    "--by",
    default="sector",
    show_default=True,
    help="sector, municipality, radar_class eller/or occupation.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Mappe for resultatet. / Directory.")
@click.option("--draws", type=int, help="Antall trekninger. / Number of draws.")
@click.option("--seed", type=int, help="Frø for tilfeldige tall. / Seed.")
@engine_options
@figure_options
@click.option(
    "--report/--no-report",
    default=True,
    help="Skriv report.html; ellers utelates den. / Write report.html or leave it out.",
)
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt. / One JSON object.")
def command(
    scenarios: tuple[str, ...],
    by: str,
    out: Path | None,
    draws: int | None,
    seed: int | None,
    engine: str,
    threads: int | None,
    scheduler: str | None,
    kind: str,
    year: int | None,
    report: bool,
    as_json: bool,
) -> None:
    """Sammenlign SCENARIOS med det første, og del forskjellen på det som skiller dem.

    \b
    Eksempel / example:
        autopot compare base fast cautious
        autopot compare base realistic-2035 --kind realised --year 2035
    """
    from autopot.api import compare
    from autopot.cli.screen import progress

    with progress(as_json) as tell:
        found = compare(
            scenarios,
            by=by,
            draws=draws,
            seed=seed,
            threads=threads,
            engine=engine,
            scheduler=scheduler,
            kind=kind,
            year=year,
            progress=tell,
        )
    folder = found.save(out, report=report)
    if as_json:
        content = {**found.as_json(), "directory": str(folder)}
        echo_json(content)
        return
    _show(found, folder)


def _show(found: Comparison, folder: Path) -> None:
    from rich.text import Text

    from autopot.cli.screen import console, table
    from autopot.report.comparison import about, fte_line, level_rows, part_rows
    from autopot.report.suppression import left_out
    from autopot.report.uncertainty import thing

    screen = console()
    screen.print(Text(about(found.kind, found.year)))
    headings, rows = level_rows(found.scenarios, found.table)
    screen.print(
        table(f"Mot {found.scenarios[0]}", headings, rows, "n" + "f" * (len(headings) - 1))
    )
    screen.print(Text(fte_line(found.scenarios, found.table)))
    for line in left_out([thing(kind, key) for kind, key in found.hidden]):
        screen.print(Text(line))
    for name in found.scenarios[1:]:
        settings = found.differences[found.differences["scenario"] == name]
        screen.print()
        if settings.empty:
            same = "har de samme innstillingene for dette tallet"
            screen.print(Text(f"{name} og {found.scenarios[0]} {same}"))
            continue
        headings, rows = part_rows(name, found.parts, found.table)
        title = f"Hvorfor {name} skiller seg fra {found.scenarios[0]}, prosentpoeng"
        screen.print(table(title, headings, rows, "n" + "f" * (len(headings) - 1)))
        rows = [[s.setting, s.first, s.other] for s in settings.itertuples()]
        screen.print()
        screen.print(
            table(
                "Innstillinger som er ulike", ["Innstilling", found.scenarios[0], name], rows, "ntt"
            )
        )
    screen.print()
    for name in ("report.html", "compare.xlsx"):
        if (folder / name).exists():
            screen.print(Text(f"Fil: {folder / name}"))
