#!/usr/bin/env python3
"""How well the public functions are documented; exit 1 where it is not well enough.

    python .ci/docstrings.py          the three shares, and what is missing in each file
    python .ci/docstrings.py --short  the shares only

A public function is one without leading underscore, in a module or class without one, that takes
parameters. Counted are: parameters that the docstring names; errors of ours that the body raises
and the docstring tells; arrays and frames whose shape, columns or unit it tells. A method whose
docstring is "See `module.Class`." is told by the method of the same name there.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "autopot"
LEAST = 0.98
SELF = {"self", "cls", "_", "__"}
ERRORS = {"InputError", "InfeasibleError", "MachineError", "Defect"}
SHAPED = re.compile(r"\b(Array|NDArray|DataFrame|Series|Index)\b")
TELLS = re.compile(
    r"\(\w[^)\n]*,?\)|\bone (row|column|per)\b|\bcolumns?\b|\brows?\b|\blong form\b|->|"
    r"\b(FTE|share|shares|0-1|text|codes?|years?|draws?|persons|as (in|from)|like|any shape)\b",
    re.IGNORECASE,
)
SEE = re.compile(r"See `autopot\.([\w.]+)\.(\w+)`\.")


@dataclass
class Found:
    """What was counted of one kind: how many there are, and those that lack it."""

    there: int = 0
    missing: list[str] = field(default_factory=list)

    def add(self, place: str, told: bool) -> None:
        """Count one more."""
        self.there += 1
        if not told:
            self.missing.append(place)

    @property
    def share(self) -> float:
        """The part that is documented."""
        return 1.0 if not self.there else 1 - len(self.missing) / self.there


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Functions and methods that others may call."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"):
                    yield inner


def parameters(function: ast.FunctionDef) -> list[ast.arg]:
    """What a caller gives."""
    every = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return [argument for argument in every if argument.arg not in SELF]


def raised(function: ast.FunctionDef) -> set[str]:
    """Names of our errors that the function's own body raises."""
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            called = node.exc.func
            if isinstance(called, ast.Name) and called.id in ERRORS:
                names.add(called.id)
    return names


def is_command(function: ast.FunctionDef) -> bool:
    """Whether it is a command of the command line, whose parameters its help explains."""
    return any(
        "worded." in ast.unparse(one) or "option" in ast.unparse(one)
        for one in function.decorator_list
    )


def counted() -> dict[str, Found]:
    """The three kinds over all of the source."""
    result = {"parameters": Found(), "raises": Found(), "shape or unit": Found()}
    for path in sorted(SOURCE.rglob("*.py")):
        if path.name.startswith("_") and path.name != "__init__.py":
            continue
        for function in public_functions(ast.parse(path.read_text(encoding="utf-8"))):
            if is_command(function):
                continue
            told = _told(function)
            place = f"{path.relative_to(SOURCE)}:{function.lineno} {function.name}"
            given = parameters(function)
            if given:
                result["parameters"].add(place, _names_all(told, given))
            for name in sorted(raised(function)):
                result["raises"].add(f"{place} {name}", "Raises" in told and name in told)
            shaped = [a for a in given if a.annotation and SHAPED.search(ast.unparse(a.annotation))]
            back = function.returns is not None and SHAPED.search(ast.unparse(function.returns))
            if shaped or back:
                result["shape or unit"].add(place, bool(TELLS.search(told)))
    return result


def _told(function: ast.FunctionDef) -> str:
    """The docstring; where it only points to a class, that of the class's method of this name."""
    own = ast.get_docstring(function) or ""
    pointed = SEE.fullmatch(own)
    if not pointed:
        return own
    file = SOURCE.joinpath(*pointed[1].split(".")).with_suffix(".py")
    tree = ast.parse(file.read_text(encoding="utf-8"))
    classes = [n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == pointed[2]]
    methods = [m for c in classes for m in c.body if isinstance(m, ast.FunctionDef)]
    return next((_told(m) for m in methods if m.name == function.name), "")


def _names_all(told: str, given: list[ast.arg]) -> bool:
    """Whether every parameter is named, or there is one and the first line says what it is of."""
    named = [a for a in given if re.search(rf"(^|\W){re.escape(a.arg)}\b", told)]
    return len(named) == len(given) or (len(given) == 1 and bool(told))


def main() -> int:
    """Print the shares and, unless asked for the short form, what is missing."""
    worst = 1.0
    for kind, found in counted().items():
        worst = min(worst, found.share)
        print(f"{kind}: {found.share:.1%} of {found.there}")
        if "--short" not in sys.argv:
            print(*(f"    {place}" for place in found.missing), sep="\n")
    return int(worst < LEAST)


if __name__ == "__main__":
    sys.exit(main())
