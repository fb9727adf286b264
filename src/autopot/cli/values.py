"""Values on the command line: what was found where one is wrong, and what is allowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from autopot.errors import Problem
from autopot.messages import Text, say


class WrongValue(click.BadParameter):
    """A value that its option or argument cannot take.

    Parameters
    ----------
    found : the name and the value, and what is wrong with it where that is not plain.
    allowed : what may stand there.
    error : what click says.
    """

    def __init__(self, found: Text, allowed: Text | Sequence[Text], error: click.BadParameter):
        super().__init__(error.message, ctx=error.ctx, param=error.param)
        self.found, self.allowed = found, allowed

    def format_message(self) -> str:
        """What is wrong and what is allowed, in one line."""
        return str(Problem("", self.found, self.allowed))


class ExplainedValue(click.Parameter):
    """An option or argument that says what is wrong with its value."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """Convert the text of the command line.

        Parameters
        ----------
        ctx : of the command.
        value : one text, or a tuple of them where the option takes or is given several.

        Raises
        ------
        WrongValue
            It cannot be converted; the first single value that fails is told.
        """
        try:
            return super().type_cast_value(ctx, value)
        except click.BadParameter as error:
            for kind, text in self._single(value):
                try:
                    kind(text, self, ctx)
                except click.BadParameter:
                    found, allowed = explained(name_of(self), kind, text)
                    raise WrongValue(found, allowed, error) from None
            raise

    def _single(self, value: Any) -> Iterator[tuple[click.ParamType[Any], Any]]:
        """Each single value with its type."""
        for one in value if self.multiple else [value]:
            if isinstance(self.type, click.Tuple):
                yield from zip(self.type.types, one, strict=False)
            elif self.nargs == 1:
                yield self.type, one
            else:
                yield from ((self.type, text) for text in one)


def name_of(parameter: click.Parameter) -> str:
    """What a user calls an option or argument.

    >>> name_of(click.Option(["-o", "--out"])), name_of(click.Argument(["run"]))
    ('-o / --out', 'RUN')
    """
    if isinstance(parameter, click.Option):
        return " / ".join(parameter.opts)
    return parameter.human_readable_name


def explained(
    name: str, kind: click.ParamType[Any], value: object
) -> tuple[Text, Text | Sequence[Text]]:
    """What is wrong with a value, and what is allowed.

    Parameters
    ----------
    name : what the user calls the option or argument (see `name_of`).
    kind : what the value could not be converted to.
    value : one single value, as it was written.

    Returns
    -------
    Allowed is "" where there is no short way to say it.

    >>> found, allowed = explained("--draws", click.INT, "many")
    >>> print(found, "|", allowed)
    --draws 'many' | a whole number
    """
    if isinstance(kind, click.Path):
        return _of_path(name, kind, value)
    return say("{name} {value!q}", name=name, value=str(value)), allowed_by(kind)


def allowed_by(kind: click.ParamType[Any]) -> Text | Sequence[Text]:
    """The values that a type takes; nothing where there is no short way to say it.

    >>> print(allowed_by(click.IntRange(1)), "|", allowed_by(click.FloatRange(0.1, 600)))
    a whole number, 1 or more | a number from 0.1 to 600
    """
    if isinstance(kind, click.Choice):
        return [str(choice) for choice in kind.choices]
    if isinstance(kind, click.IntRange | click.FloatRange):
        low, high = (None if end is None else f"{end:g}" for end in (kind.min, kind.max))
        whole = isinstance(kind, click.IntRange)
        if high is None:
            return (
                say("a whole number, {low} or more", low=low)
                if whole
                else say("a number, {low} or more", low=low)
            )
        return (
            say("a whole number from {low} to {high}", low=low, high=high)
            if whole
            else say("a number from {low} to {high}", low=low, high=high)
        )
    return {"integer": say("a whole number"), "float": say("a number")}.get(kind.name, "")


def _of_path(name: str, kind: click.Path, value: object) -> tuple[Text, Text]:
    path = Path(str(value))
    if not path.exists():
        return say("{name} {value!q} does not exist", name=name, value=str(value)), ""
    if path.is_dir() and not kind.dir_okay:
        return say("{name} {value!q} is a folder", name=name, value=str(value)), say("a file")
    if path.is_file() and not kind.file_okay:
        return say("{name} {value!q} is a file", name=name, value=str(value)), say("a folder")
    return say("{name} {value!q} cannot be read", name=name, value=str(value)), ""
