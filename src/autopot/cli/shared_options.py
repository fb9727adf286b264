"""Options that several commands share: draws, where the work is done, which figure is looked at."""

from __future__ import annotations

from pathlib import Path

import click

from autopot.cli import worded
from autopot.cli.worded import Decorated
from autopot.messages import say

json_option = worded.option(
    "--json", "as_json", is_flag=True, help=say("Print one JSON object and nothing else.")
)
quiet_option = worded.option("--quiet", is_flag=True, help=say("Print only where the files are."))
report_option = worded.option(
    "--report/--no-report", default=True, help=say("Write report.html, or leave it out.")
)
codes_option = worded.option(
    "--codes",
    type=click.Path(path_type=Path),
    metavar=say("FOLDER"),
    help=say("Folder from autopot fetch styrk."),
)

HOW = say("How it is computed")
"""Over the options of `engine_options` in the help."""


def where_options(function: Decorated) -> Decorated:
    """Add --engine, --threads and --scheduler; none of them changes the figures."""
    for option in (
        worded.option(
            "--scheduler",
            metavar=say("ADDRESS"),
            help=say("Address of a Dask scheduler, with --engine dask."),
            section=HOW,
        ),
        worded.option(
            "--threads",
            type=click.IntRange(1),
            help=say("Number of threads, or of processes with dask; one per core by default."),
            section=HOW,
        ),
        worded.option(
            "--engine",
            default="threads",
            show_default=True,
            help=say(
                "Where the work is done: threads, local (one thread) or dask; changes no figure."
            ),
            section=HOW,
        ),
    ):
        function = option(function)
    return function


def draw_options(function: Decorated) -> Decorated:
    """Add --draws and --seed."""
    for option in (
        worded.option(
            "--seed",
            type=int,
            help=say("Seed of the random numbers; 0 is a seed too."),
            section=HOW,
        ),
        worded.option(
            "--draws",
            type=int,
            help=say(
                "Number of draws; otherwise those of the scenario, or as many as the answer needs."
            ),
            section=HOW,
        ),
    ):
        function = option(function)
    return function


def engine_options(function: Decorated) -> Decorated:
    """Add all that a study is run with: draws, seed, and where the work is done."""
    return draw_options(where_options(function))


def figure_options(function: Decorated) -> Decorated:
    """Add --kind and --year: which figure is looked at."""
    for option in (
        worded.option("--year", type=int, help=say("Year of all kinds but technical.")),
        worded.option(
            "--kind",
            default="technical",
            show_default=True,
            help=say(
                "technical, adopted, realised, quality, new_work, net, residents, gap, rest or "
                "closed."
            ),
        ),
    ):
        function = option(function)
    return function
