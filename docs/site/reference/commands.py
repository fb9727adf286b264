"""The page of all commands, made from the same words as `--help`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from autopot.cli.commands import group
from autopot.cli.worded import WordedCommand, WordedOption, give_click_our_words
from autopot.messages import shown, speaking
from reference.markdown import block, code, page, plain, table

WORDS = {
    "nb": (
        "Kommandoer",
        "Laget av det samme som `autopot KOMMANDO --help` viser. Alle kommandoer tar `--language` "
        "(nb, nn eller en) og `--help`.",
        ("Valg", "Hva det gjør"),
    ),
    "en": (
        "Commands",
        "Made from what `autopot COMMAND --help` shows. Every command takes `--language` "
        "(nb, nn or en) and `--help`.",
        ("Option", "What it does"),
    ),
}
EVERYWHERE = {"language", "help"}


def commands_page(language: str) -> str:
    """Every command with its use, its words and its options.

    Parameters
    ----------
    language : nb or en.
    """
    title, lead, headings = WORDS[language]
    give_click_our_words()
    with speaking(language):
        parts = [part for one in _commands(group, None, "autopot") for part in _told(one, headings)]
    return page(title, lead, *parts)


def _commands(
    command: click.Command, above: click.Context | None, name: str
) -> Iterator[click.Context]:
    """Contexts of every command, a group before those in it."""
    context = click.Context(command, info_name=name, parent=above)
    if above is not None:
        yield context
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            yield from _commands(found, context, inner)


def _told(context: click.Context, headings: tuple[str, str]) -> Iterator[str]:
    command = context.command
    assert isinstance(command, WordedCommand)
    depth = context.command_path.count(" ") + 1
    yield f"{'#' * depth} {context.command_path}"
    yield block(" ".join([context.command_path, *command.collect_usage_pieces(context)]))
    for paragraph in shown(command.words).split("\n\n"):
        yield from _paragraph(paragraph)
    sections: dict[str, list[tuple[str, str]]] = {}
    for option in command.get_params(context):
        record = option.get_help_record(context)
        if isinstance(option, WordedOption) and record and option.name not in EVERYWHERE:
            row = (code(record[0]), plain(record[1]))
            sections.setdefault(shown(option.section), []).append(row)
    for heading, rows in sections.items():
        if heading:
            yield f"**{plain(heading)}**"
        yield table(headings, rows)


def _paragraph(text: str) -> Iterator[str]:
    """A paragraph of the help; lines that are kept and stand in from the margin are typed."""
    if not text.startswith("\b\n"):
        yield plain(" ".join(text.split()))
        return
    lines = text.splitlines()[1:]
    first = [line for line in lines[:1] if not line.startswith(" ")]
    yield from (plain(line) for line in first)
    rest = lines[len(first) :]
    if rest:
        yield block("\n".join(line.removeprefix("    ") for line in rest))
