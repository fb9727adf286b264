"""The pages of the Python API; Sphinx puts in the docstrings."""

from __future__ import annotations

import autopot
from autopot import api

QUESTIONS = (
    "Python: questions",
    "One function a question, and :class:`Session` for many in a row. Where a function takes "
    "``**options``, they are draws, seed, threads, engine, scheduler and progress.",
)
ANSWERS = (
    "Python: answers",
    "What the questions give back. An answer has its figures as data frames, ``lines()`` and "
    "``tables()`` for people, ``as_json()`` for programs, and ``save()`` where it can be kept. "
    "You do not make them yourself.",
)
ERRORS = ("AutopotError", "InputError", "InfeasibleError", "MachineError")


def questions_page() -> str:
    """Everything of `autopot.api` that one calls."""
    functions = [name for name in api.__all__ if not isinstance(getattr(api, name), type)]
    first = sorted(set(functions) & set(autopot.__all__))
    listed = ", ".join(f"*{name}*" for name in [*first, "Session"])
    body = [f".. autofunction:: {name}" for name in functions]
    body.append(".. autoclass:: Session\n   :members:")
    short = f"All are in ``autopot.api``; these are in ``autopot`` itself too: {listed}."
    return _page(*QUESTIONS, short, *body)


def answers_page() -> str:
    """Classes of what comes back, and the errors."""
    classes = [name for name in api.__all__ if isinstance(getattr(api, name), type)]
    options = ":members:\n   :inherited-members: object\n   :exclude-members: __init__"
    body = [f".. autoclass:: {name}\n   {options}" for name in classes if name != "Session"]
    errors = [
        "Errors\n------",
        ".. currentmodule:: autopot.errors",
        *(f".. autoexception:: {name}\n   :members:" for name in ERRORS),
    ]
    return _page(*ANSWERS, *body, *errors)


def _page(title: str, lead: str, *body: str) -> str:
    heading = f"{title}\n{'=' * len(title)}"
    return "\n\n".join([heading, lead, ".. currentmodule:: autopot.api", *body]) + "\n"
