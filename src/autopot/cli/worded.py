"""Commands and options whose help is a message, and click's own words from our catalogue."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from autopot.cli.values import ExplainedValue
from autopot.messages import LANGUAGES, Text, language, say, shown
from autopot.messages.message import words

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Decorated = TypeVar("Decorated", bound=Callable[..., object])

KINDS = {
    "text": say("TEXT"),
    "integer": say("NUMBER"),
    "integer range": say("NUMBER"),
    "float": say("NUMBER"),
    "float range": say("NUMBER"),
    "file": say("FILE"),
    "folder": say("FOLDER"),
    "path": say("PATH"),
}
"""What stands for a value in the help, by its kind."""


class WordedCommand(click.Command):
    """A command whose help is written in the language that is spoken when it is asked for."""

    def __init__(self, *given: Any, words: Text = "", short: Text = "", **more: Any) -> None:
        super().__init__(*given, **more)
        self.words, self.short = words, short

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words after the command.

        Parameters
        ----------
        ctx : of this command.
        args : the words; what is left of them is given back.

        Raises
        ------
        click.UsageError
            They cannot be read; the error knows its command, which click forgets for some.
        """
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands after the name of the command."""
        self.options_metavar = shown(say("[OPTIONS]"))
        return super().collect_usage_pieces(ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, which click makes once and for all languages."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = translated("Show this message and exit.")
        return option

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What the shell may put in, with the help of each option.

        Parameters
        ----------
        ctx : of this command.
        incomplete : what is typed so far of the word; may be empty.
        """
        for parameter in self.get_params(ctx):
            parameter.get_help_record(ctx)  # gives its help the language
        return super().shell_complete(ctx, incomplete)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, those with a section of their own under its heading.

        Parameters
        ----------
        ctx : of this command.
        formatter : takes the text, and breaks its lines.
        """
        sections: dict[str, list[tuple[str, str]]] = {translated("Options"): []}
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        for parameter in options:
            record = parameter.get_help_record(ctx)
            if record is not None:
                heading = shown(getattr(parameter, "section", "")) or translated("Options")
                sections.setdefault(heading, []).append(record)
        for heading, records in sections.items():
            with formatter.section(heading):
                formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does.

        Parameters
        ----------
        ctx : of this command.
        formatter : takes the text, and breaks its lines.
        """
        self.help = shown(self.words)
        super().format_help_text(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """A few words, or the first sentence, for the list of a group."""
        self.help, self.short_help = shown(self.words), shown(self.short)
        return super().get_short_help_str(limit)


class WordedGroup(WordedCommand, click.Group):
    """A group of such commands."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands after the name of the group."""
        self.subcommand_metavar = shown(say("COMMAND [ARGS]..."))
        return super().collect_usage_pieces(ctx)


class WordedArgument(ExplainedValue, click.Argument):
    """An argument whose wrong values are explained."""


class WordedOption(ExplainedValue, click.Option):
    """An option whose help and placeholder are messages."""

    def __init__(
        self,
        *given: Any,
        words: Text = "",
        placeholder: Text = "",
        section: Text = "",
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.words, self.placeholder, self.section = words, placeholder, section

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """How the option is written, and what it does."""
        self.help = shown(self.words)
        return super().get_help_record(ctx)

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the value."""
        return shown(self.placeholder or self._kind()) or super().make_metavar(ctx)

    def _kind(self) -> Text:
        kind = self.type.name
        if isinstance(self.type, click.Path):
            kind = "path" if self.type.file_okay and self.type.dir_okay else "file"
            kind = kind if self.type.file_okay else "folder"
        return KINDS.get(kind, "")


def command(
    name: str, words: Text, *, parent: click.Command | None = None, **more: Any
) -> Callable[[Callable[..., Any]], click.Command]:
    """`click.command` with a message as its help, and `--language`.

    Parameters
    ----------
    name : of the command.
    words : what it does, with examples; `\\b` before a paragraph keeps its lines.
    parent : the group it belongs to.
    more : `short`, a few words for the list of its group; the rest as `click.command` takes them.
    """
    kind = more.pop("cls", WordedCommand)

    def made(function: Callable[..., Any]) -> click.Command:
        decorate: Any = click.command(name, cls=kind, words=words, **more)
        result: click.Command = decorate(function)
        result.params.append(language_option())
        if isinstance(parent, click.Group):
            parent.add_command(result)
        return result

    return made


def group(name: str, words: Text, **more: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """The same for a group of commands.

    Parameters
    ----------
    name, words : as for `command`.
    more : as for `command`; `cls`, another kind of group than `WordedGroup`.
    """
    return command(name, words, cls=more.pop("cls", WordedGroup), **more)


def argument(*names: str, **more: Any) -> Callable[[Decorated], Decorated]:
    """`click.argument` whose wrong values are explained.

    Parameters
    ----------
    names : as it is called in the function.
    more : as `click.argument` takes them.
    """
    return click.argument(*names, cls=WordedArgument, **more)


def option(
    *names: str, help: Text, metavar: Text = "", section: Text = "", **more: Any
) -> Callable[[Decorated], Decorated]:
    """`click.option` with messages as its help and its placeholder.

    Parameters
    ----------
    names : as it is written, and as it is called in the function where that is another name.
    help : what it does.
    metavar : what stands for the value in the help; "" for a word by its kind.
    section : heading that it stands under in the help; "" for the common one.
    more : as `click.option` takes them.
    """
    shown_as = {"words": help, "placeholder": metavar, "section": section}
    return click.option(*names, cls=WordedOption, **shown_as, **more)


def version_option(version: str) -> Callable[[Decorated], Decorated]:
    """Add `--version`; click's own has its help in the language of the import."""

    def show(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            click.echo(
                translated("%(prog)s, version %(version)s")
                % {"prog": ctx.find_root().info_name, "version": version}
            )
            ctx.exit()

    return option(
        "--version",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=say("Show the version and exit."),
    )


def language_option() -> WordedOption:
    """`--language`. The command line reads it before any command does, as it does `--debug`."""
    return WordedOption(
        ["--language"],
        type=click.Choice(list(LANGUAGES)),
        expose_value=False,
        words=say("Language of everything that is shown and written."),
    )


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
    return (words(language(), text) or (text,))[0]


def translated_many(one: str, many: str, count: int) -> str:
    """The same for a text in two forms of number.

    Parameters
    ----------
    one, many : English, as click writes them; `one` is what the catalogue knows it by.
    count : how many there are.
    """
    return (words(language(), one) or (one, many))[0 if count == 1 else 1]


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
