"""`autopot workforce build`."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("workforce")
def command() -> None:
    """Den anslåtte bemanningen som følger med. / The packaged estimate of the workforce."""


@command.command("build")
@click.argument("name", default="storby-2019")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Mappe; ellers over filene som følger med. / Folder.",
)
def build(name: str, out: Path | None) -> None:
    """Anslå bemanningen NAME på nytt fra de publiserte tallene, med avvik for hver margin.

    \b
    Eksempel / example:
        autopot workforce build storby-2019 --out bemanning
    """
    from rich.text import Text

    from autopot.api import build_workforce
    from autopot.cli.screen import console, table
    from autopot.report.numbers import rounded

    built = build_workforce(name, out)
    screen = console()
    shown = built.margins[
        ~built.margins["margin"].str.startswith("occupation-") | (built.margins["residual"] != 0)
    ]
    rows = [
        [
            row.margin,
            row.kind,
            rounded(row.low, "nb"),
            rounded(row.high, "nb"),
            rounded(row.reached, "nb"),
            f"{row.residual:.1f}".replace(".", ","),
            "ja" if row.within_tolerance else "NEI",
            row.source_id,
        ]
        for row in shown.itertuples()
    ]
    screen.print(
        table(
            "Marginer og avvik, årsverk / margins and residuals, FTE",
            ["Margin", "Slag", "Lav", "Høy", "Nådd", "Avvik", "Innenfor", "Kilde"],
            rows,
            "nnffffnn",
        )
    )
    same = "uendret / unchanged" if built.unchanged else "endret / changed"
    screen.print(Text(f"{rounded(built.fte, 'nb')} årsverk, anslag, {same}"))
    for file in built.files:
        screen.print(Text(f"  {file}"))
