"""Options that several commands share: where the work is done, and which figure is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])
MOST_SECTIONS = 10
"""Sections inside one another in a key of --set; scenarios have four."""


def engine_options(command: Command) -> Command:
    """Add --engine, --threads and --scheduler; none of them changes the figures."""
    for option in (
        click.option(
            "--scheduler",
            metavar="ADDRESS",
            help="Adressen til en Dask-planlegger, med --engine dask. / Address of a scheduler.",
        ),
        click.option(
            "--threads",
            type=click.IntRange(1),
            help="Antall tråder, eller prosesser med dask; endrer ikke tallene. / Number of "
            "threads, or processes with dask; does not change the figures.",
        ),
        click.option(
            "--engine",
            default="threads",
            show_default=True,
            help="Hvor det regnes: threads, local (én tråd) eller dask; endrer ikke tallene. / "
            "Where the work is done; does not change the figures.",
        ),
    ):
        command = option(command)
    return command


def figure_options(command: Command) -> Command:
    """Add --kind and --year: which figure is looked at."""
    for option in (
        click.option("--year", type=int, help="År for adopted, realised og quality. / Year."),
        click.option(
            "--kind",
            default="technical",
            show_default=True,
            help="technical, adopted, realised eller/or quality.",
        ),
    ):
        command = option(command)
    return command
