"""`autopot assess`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click


@click.command("assess")
@click.option(
    "--out",
    default="barrierer.yaml",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Filen som skrives. / The file that is written.",
)
@click.option(
    "--from",
    "sheet",
    type=click.Path(path_type=Path),
    help="Les svarene fra arket «Barrierer» i malen. / Read the answers from the template's sheet.",
)
def command(out: Path, sheet: Path | None) -> None:
    """Vurder barrierene for å hente ut gevinster. / Judge the barriers to realising benefits.

    \b
    Eksempler / examples:
        autopot assess
        autopot assess --from ansatte.xlsx --out barrierer.yaml
    """
    from autopot.api import assess, assessment_from_sheet

    target = assess(out, _ask, click.echo) if sheet is None else assessment_from_sheet(sheet, out)
    click.echo(f"Svarene er skrevet til {target}. Ta dem med i scenarioet:")
    click.echo(f"realisation: {{assessment: {target.name}}}")


def _ask(question: str, allowed: Sequence[str]) -> str:
    def one_of(text: str) -> str:
        answer = text.strip().lower()
        if answer not in allowed:
            raise click.UsageError(f"Velg {', '.join(a for a in allowed if a)}")
        return answer

    default = "" if "" in allowed else None
    result: str = click.prompt(question, default=default, show_default=False, value_proc=one_of)
    return result
