"""How an answer reaches a disk: it knows that it can be saved, the room `saving` knows how."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Writer = TypeVar("Writer", bound=Callable[..., Any])

_WRITERS: dict[tuple[type, str], Callable[..., Any]] = {}


def writes(answer: type, action: str = "save") -> Callable[[Writer], Writer]:
    """Mark the function that saves answers of a class.

    Parameters
    ----------
    answer : class of the answers, which the function takes first.
    action : the method that asks for it.
    """

    def mark(writer: Writer) -> Writer:
        _WRITERS[answer, action] = writer
        return writer

    return mark


def write(answer: Any, action: str, *where: Any, **how: Any) -> Any:
    """Save an answer, by the function that was marked for its class or for the one it is made from.

    Parameters
    ----------
    answer : what is saved.
    action : the method that asks for it.
    where, how : handed on.

    Raises
    ------
    LookupError
        The room `saving` was never imported; `autopot.api` and the command line import it.
    """
    for kind in type(answer).__mro__:
        if (kind, action) in _WRITERS:
            return _WRITERS[kind, action](answer, *where, **how)
    raise LookupError(f"nothing saves {type(answer).__name__}: import autopot.api first")
