"""The municipality of a field: the list to choose from, and what was chosen or typed."""

from __future__ import annotations

from autopot import catalogue
from autopot.app.as_text import Found, as_found
from autopot.errors import Problem
from autopot.messages import say, told_in


def municipalities() -> list[tuple[str, str]]:
    """Number and name of every municipality."""
    known = catalogue.municipalities()
    return list(zip(known["municipality"], known["name"], strict=True))


def chosen_town(said: object, problems: list[Found], *, needed: bool = True) -> str:
    """The number of a municipality that was chosen from the list, or typed.

    Parameters
    ----------
    said : of the field.
    problems : what is wrong is added to them.
    needed : whether an empty field is wrong.

    Returns
    -------
    Empty where there is none.

    >>> chosen_town("1119 Hå", []), chosen_town("hå", []), chosen_town("", [], needed=False)
    ('1119', '1119', '')
    """
    from autopot.workforce.staff import municipality_decider, no_municipality  # takes a while

    text = said.strip() if isinstance(said, str) else ""
    place = told_in("field", "Municipality")
    if not text:
        if needed:
            remedy = say("type a part of the name, and choose from the list")
            problems.append(as_found(Problem(place, say("none is chosen"), remedy=remedy)))
        return ""
    answer = municipality_decider({})(text)
    if not answer.code:
        problems.append(as_found(no_municipality(place, text, answer)))
    return answer.code
