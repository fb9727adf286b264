"""Tables of the StatBank through PxWebApi 2: metadata first, then the cells that are asked for."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import say, say_in
from autopot.statistics.cache import ServerAnswer
from autopot.statistics.client import Client
from autopot.statistics.jsonstat import (
    Dimension,
    read_dimensions,
    read_table,
)

LONGEST_URL = 1900
"""Characters. The service takes about 2,000; longer questions are posted."""


@dataclass(frozen=True)
class Table:
    """What a table of the StatBank holds.

    Parameters
    ----------
    id : table number, for instance "11418".
    title : its name.
    updated : when its figures were last changed, as the service writes it.
    variables : by code, in the order of the table.
    place : its address, for messages.
    """

    id: str
    title: str
    updated: str
    variables: dict[str, Dimension]
    place: str

    def variable(self, words: str) -> Dimension:
        """The variable of this code, or the one whose code or label has these words.

        Raises
        ------
        InputError
            None or several have them: the table has changed.
        """
        if words in self.variables:
            return self.variables[words]
        found = [
            v
            for v in self.variables.values()
            if words in v.code.lower() or words in v.label.lower()
        ]
        if len(found) != 1:
            known = [
                say("{code} ({label})", code=v.code, label=v.label) for v in self.variables.values()
            ]
            none = say("no variable with {words!q}", words=words)
            several = say("several variables with {words!q}", words=words)
            raise InputError(Problem(self.place, several if found else none, known, CHANGED))
        return found[0]


CHANGED = say("the table has changed; a newer autopot may know it")
CHANGED_SERVICE = say("the service has changed; a newer autopot may know it")


def metadata(client: Client, table: str) -> Table:
    """The variables of a table with their codes.

    Parameters
    ----------
    client : asks the service.
    table : table number.

    Raises
    ------
    InputError
        No such table, no answer, or an answer that is not JSON-stat.

    Source
    ------
    PxWebApi 2, https://www.ssb.no/api/pxwebapi
    """

    def parse(document: Any, place: str) -> Table:
        variables = {d.code: d for d in read_dimensions(document, place)}
        title, updated = str(document.get("label", "")), str(document.get("updated", ""))
        return Table(id=table, title=title, updated=updated, variables=variables, place=place)

    options = urlencode({"lang": "no", "outputFormat": "json-stat2"})
    return client.read(f"/pxwebapi/v2/tables/{table}/metadata?{options}", parse)[0]


def most_cells(client: Client) -> int:
    """How many cells one answer may have, as the service itself states it.

    Raises
    ------
    InputError
        No answer, or one that states no such number.
    """

    def parse(document: Any, place: str) -> int:
        cells = document.get("maxDataCells") if isinstance(document, dict) else None
        if not isinstance(cells, int) or cells < 1:
            found = say("maxDataCells is {value!q}", value=cells)
            raise InputError(Problem(place, found, say("a whole number"), CHANGED_SERVICE))
        return cells

    return client.read("/pxwebapi/v2/config", parse)[0]


def cells(
    client: Client, table: Table, wanted: Mapping[str, list[str]]
) -> tuple[pd.DataFrame, list[ServerAnswer]]:
    """The chosen cells of a table, in as many calls as the service's limit asks for.

    Parameters
    ----------
    client : asks the service.
    table : from `metadata`.
    wanted : variable -> codes; every variable of the table must be there.

    Returns
    -------
    As `read_table`: one row per cell; and the answers they came in.

    Raises
    ------
    InputError
        A code that the table does not have, all of them at once, with the nearest codes; or an
        answer without cells that were asked for.
    """
    _check_codes(table, wanted)
    ordered = {code: list(wanted[code]) for code in table.variables}
    frames, answers = [], []
    for batch in _batches(ordered, most_cells(client)):
        path, body = _question(client.base_url, table.id, batch)
        frame, answer = client.read(path, partial(_cells_of, batch), body)
        frames.append(frame)
        answers.append(answer)
    return pd.concat(frames, ignore_index=True), answers


def _cells_of(wanted: dict[str, list[str]], document: Any, place: str) -> pd.DataFrame:
    """The cells of an answer, if they are those that were asked for."""
    found = {d.code: set(d.categories) for d in read_dimensions(document, place)}
    if found != {code: set(codes) for code, codes in wanted.items()}:
        cells = math.prod(len(codes) for codes in found.values())
        asked = math.prod(len(codes) for codes in wanted.values())
        words = say(
            "{cells:,} cells of {variables}, not the ones asked for",
            cells=cells,
            variables=list(found),
        )
        allowed = say("{cells:,} cells of {variables}", cells=asked, variables=list(wanted))
        raise InputError(Problem(place, words, allowed, CHANGED))
    return read_table(document, place)


def _check_codes(table: Table, wanted: Mapping[str, list[str]]) -> None:
    problems = [
        unknown_name(table.place, say_in("the", "variable"), code, list(table.variables))
        for code in wanted
        if code not in table.variables
    ]
    for code, variable in table.variables.items():
        known = list(variable.categories)
        if not wanted.get(code):
            found = say("nothing is chosen of {code}", code=code)
            problems.append(Problem(table.place, found, known[:8], say("choose at least one")))
            continue
        problems += [
            unknown_name(
                table.place, say("{code} ({label})", code=code, label=variable.label), value, known
            )
            for value in wanted[code]
            if value not in variable.categories
        ]
    if problems:
        raise InputError(problems)


def _batches(wanted: dict[str, list[str]], most: int) -> list[dict[str, list[str]]]:
    """Cut the longest variable until every part stays within the limit.

    >>> _batches({"a": ["1", "2", "3"], "b": ["x", "y"]}, 4)
    [{'a': ['1', '2'], 'b': ['x', 'y']}, {'a': ['3'], 'b': ['x', 'y']}]
    """
    total = math.prod(len(codes) for codes in wanted.values())
    longest = max(wanted, key=lambda code: len(wanted[code]))
    codes = wanted[longest]
    step = max(1, most // (total // len(codes)))
    if step >= len(codes):
        return [wanted]
    parts = [{**wanted, longest: codes[i : i + step]} for i in range(0, len(codes), step)]
    return [smaller for part in parts for smaller in _batches(part, most)] if step == 1 else parts


def _question(base_url: str, table: str, wanted: dict[str, list[str]]) -> tuple[str, str]:
    """Path and body: GET where the address is short enough, POST otherwise."""
    options = {"lang": "no", "outputFormat": "json-stat2"}
    path = f"/pxwebapi/v2/tables/{table}/data?"
    chosen = {f"valueCodes[{code}]": ",".join(codes) for code, codes in wanted.items()}
    short = path + urlencode({**options, **chosen}, safe="[],")
    if len(base_url + short) <= LONGEST_URL:
        return short, ""
    selection = [{"variableCode": code, "valueCodes": codes} for code, codes in wanted.items()]
    return path + urlencode(options), json.dumps({"selection": selection})
