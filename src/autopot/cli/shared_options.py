"""Options that several commands share: where the work is done, and which figure is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from autopot.cli.usage import usage_error
from autopot.errors import elided

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


def settings_of(
    _context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]
) -> dict[str, object]:
    """The texts of --set as nested settings; the value is read as in a scenario file.

    Raises
    ------
    click.UsageError
        A text is not key=value, or a key stands twice.
    InputError
        The value is none that a scenario file may hold.
    """
    from autopot.scenario.yaml_text import read_setting

    settings: dict[str, Any] = {}
    for text in texts:
        key, sign, value = (part.strip() for part in text.partition("="))
        *sections, name = key.split(".")
        if not sign or not all((*sections, name)) or len(sections) >= MOST_SECTIONS:
            raise usage_error(
                f"--set {elided(text)} | tillatt: nøkkel=verdi, som workforce.decimal=comma",
                f"--set {elided(text)} | allowed: key=value, such as workforce.decimal=comma",
            )
        if key == "extends":
            raise usage_error(
                "--set extends | kan ikke prøves | skriv et scenario, og kontroller det",
                "--set extends | cannot be tried | write a scenario, and check that",
            )
        inner: Any = settings
        for section in sections:
            inner = inner.setdefault(section, {}) if isinstance(inner, dict) else None
        if not isinstance(inner, dict) or name in inner:
            raise usage_error(
                f"--set {elided(key)} | står to ganger, eller både som verdi og som del av en "
                "annen | behold én",
                f"--set {elided(key)} | stands twice, or both as a value and as part of another "
                "| keep one",
            )
        inner[name] = read_setting(key, value)
    return settings
