"""`autopot workforce build`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from autopot.api.workforce import BuiltWorkforce


@click.group("workforce")
def command() -> None:
    """Den anslåtte bemanningen som følger med. / The packaged estimate of the workforce."""


@command.command("build")
@click.argument("name", default="storby-2019")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Mappe; ellers bemanning-<navn> her. / Folder.",
)
def build(name: str, out: Path | None) -> None:
    """Anslå bemanningen NAME på nytt fra de publiserte tallene, med avvik for hver margin.

    Tabellene skrives til en mappe, og forskjellen fra dem som følger med, blir vist. De som følger
    med, blir ikke rørt.

    \b
    Eksempel / example:
        autopot workforce build storby-2019 --out bemanning
    """
    from autopot.api import build_workforce

    _show(build_workforce(name, out))


@command.command("replace-packaged", hidden=True)
@click.argument("name")
def replace_packaged(name: str) -> None:
    """Anslå bemanningen NAME på nytt og skriv den over den som følger med: for utviklere.

    Tidligere kjøringer på bemanningen stemmer da ikke lenger med autopot verify.
    """
    from autopot.api import replace_packaged_workforce

    _show(replace_packaged_workforce(name))


def _show(built: BuiltWorkforce) -> None:
    from rich.text import Text

    from autopot.cli.screen import console, table
    from autopot.messages.numbers import rounded

    screen = console()
    shown = built.margins[
        ~built.margins["margin"].str.startswith("occupation-") | (built.margins["residual"] != 0)
    ]
    rows = [
        [
            row.margin,
            row.kind,
            rounded(row.low),
            rounded(row.high),
            rounded(row.reached),
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
    screen.print(Text(f"{rounded(built.fte)} årsverk, anslag"))
    screen.print()
    changes = [
        [
            change.file,
            "nei" if change.same_bytes else "ja",
            str(change.rows),
            f"{change.largest:.2f}".replace(".", ","),
            f"{change.total:+.2f}".replace(".", ",").replace("-", "−"),
        ]
        for change in built.differences
    ]
    screen.print(
        table(
            "Forskjell fra det som følger med / difference from the packaged tables",
            ["Fil", "Endret", "Rader", "Største, årsverk", "Samlet, årsverk"],
            changes,
            "nnfff",
        )
    )
    for file in built.files:
        screen.print(Text(f"  {file}"))
