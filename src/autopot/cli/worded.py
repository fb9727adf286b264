"""Commands and options whose help is a message, and click's own words from our catalogue."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from autopot.messages import LANGUAGES, Text, language, say, shown
from autopot.messages.po import catalogue

Decorated = TypeVar("Decorated", bound=Callable[..., object])


class WordedCommand(click.Command):
    """A command whose help is written in the language that is spoken when it is asked for."""

    def __init__(self, *given: Any, words: Text = "", **more: Any) -> None:
        super().__init__(*given, **more)
        self.words = words

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        self.help = shown(self.words)
        super().format_help_text(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence, for the list of a group."""
        self.help = shown(self.words)
        return super().get_short_help_str(limit)


class WordedGroup(WordedCommand, click.Group):
    """A group of such commands."""


class WordedOption(click.Option):
    """An option whose help and placeholder are messages."""

    def __init__(self, *given: Any, words: Text = "", placeholder: Text = "", **more: Any) -> None:
        super().__init__(*given, **more)
        self.words, self.placeholder = words, placeholder

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """How the option is written, and what it does."""
        self.help = shown(self.words)
        return super().get_help_record(ctx)

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the value."""
        return shown(self.placeholder) if self.placeholder else super().make_metavar(ctx)


def command(
    name: str, words: Text, *, parent: click.Command | None = None, **more: Any
) -> Callable[[Callable[..., Any]], click.Command]:
    """`click.command` with a message as its help, and `--language`.

    Parameters
    ----------
    name : of the command.
    words : what it does, with examples; `\\b` before a paragraph keeps its lines.
    parent : the group it belongs to.
    more : as `click.command` takes them.
    """
    kind = more.pop("cls", WordedCommand)

    def made(function: Callable[..., Any]) -> click.Command:
        decorate: Any = click.command(name, cls=kind, words=words, **more)
        result: click.Command = decorate(language_option(function))
        if isinstance(parent, click.Group):
            parent.add_command(result)
        return result

    return made


def option(
    *names: str, help: Text, metavar: Text = "", **more: Any
) -> Callable[[Decorated], Decorated]:
    """`click.option` with messages as its help and its placeholder."""
    return click.option(*names, cls=WordedOption, words=help, placeholder=metavar, **more)


def language_option(function: Decorated) -> Decorated:
    """Add `--language`. The command line reads it before any command does, as it does `--debug`."""
    return option(
        "--language",
        type=click.Choice(list(LANGUAGES)),
        expose_value=False,
        help=say("Language of everything that is shown and written."),
    )(function)


def asked_language(arguments: list[str]) -> str | None:
    """The language that a command line asks for; None where it names none that there is.

    >>> asked_language(["run", "base", "--language", "nn"]), asked_language(["run", "base"])
    ('nn', None)
    """
    asked = None
    for place, word in enumerate(arguments):
        if word == "--":
            break
        if word == "--language" and place + 1 < len(arguments):
            asked = arguments[place + 1]
        elif word.startswith("--language="):
            asked = word.partition("=")[2]
    return asked if asked in LANGUAGES else None


def translated(text: str) -> str:
    """A text of click's own in the language that is spoken; its values are filled in later."""
    return catalogue(language()).get(("", text), (text,))[0]


def translated_many(one: str, many: str, count: int) -> str:
    """The same for a text in two forms of number."""
    return catalogue(language()).get(("", one), (one, many))[0 if count == 1 else 1]


def give_click_our_words() -> None:
    """Let click ask our catalogue where it asks gettext.

    gettext itself wants a compiled file in a folder of its own and reads the language from the
    environment; the catalogue is read as it is, in the language of the command.
    """
    for name, module in list(sys.modules.items()):
        if name == "click" or name.startswith("click."):
            if hasattr(module, "_"):
                vars(module)["_"] = translated
            if hasattr(module, "ngettext"):
                vars(module)["ngettext"] = translated_many
