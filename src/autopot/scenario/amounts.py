"""Amounts with a unit, as a person writes them."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from autopot.messages import say
from autopot.scenario.section import broken_rule

UNITS = {"MB": 10**6, "GB": 10**9, "TB": 10**12}


def _bytes(value: object) -> object:
    """A number of bytes from '1 GB'.

    >>> _bytes("1.5 GB"), _bytes(2_000_000)
    (1500000000, 2000000)
    """
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"([0-9]+(?:[.,][0-9]+)?) ?(MB|GB|TB)", value.strip())
    if found is None:
        raise broken_rule(say("an amount of memory, written like 1 GB or 500 MB"))
    number, unit = found.groups()
    return round(float(number.replace(",", ".")) * UNITS[unit])


WRITTEN = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": " ?(MB|GB|TB)$"}]}

Memory = Annotated[int, BeforeValidator(_bytes), WithJsonSchema(WRITTEN)]
"""Bytes, or a number with MB, GB or TB."""
