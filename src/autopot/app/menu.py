"""The pages that can be reached from every page, in the order of the way through them."""

from __future__ import annotations

from autopot.messages import Message, say_in

MENU: tuple[tuple[str, Message], ...] = (
    ("/ansatte", say_in("page", "Staff")),
    ("/scenario", say_in("page", "Scenario")),
    ("/resultat", say_in("page", "Result")),
    ("/sammenlign", say_in("page", "Compare")),
    ("/gapet", say_in("page", "The gap")),
    ("/plan", say_in("page", "Plan")),
    ("/oppgaver", say_in("page", "Tasks")),
)
"""Address and name of each."""
