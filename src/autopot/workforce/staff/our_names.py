"""Names of sectors and occupations in findings, in the language that they are told in.

A finding holds the Norwegian names, for a file is read before it is known who will read of it.
"""

from __future__ import annotations

import re
from functools import cache

from autopot import catalogue
from autopot.messages import Message

OURS = ("sector", "by_function", "means", "named")
"""Values of a finding that are names of ours, not what stands in the file."""


class OurNames(Message):
    """A list of our Norwegian names with commas or semicolons between.

    >>> OurNames("Skole, Kultur").in_language("en")
    'School, Culture'
    """

    def __init__(self, text: str) -> None:
        super().__init__("{names}", {"names": text})

    def in_language(self, name: str) -> str:
        """The names; nynorsk has those of bokmål."""
        text = str(self.values["names"])
        return in_english(text) if name == "en" else text


@cache
def _english() -> dict[str, str]:
    """Norwegian -> English: a sector by its name, an occupation with its code before it."""
    sectors = catalogue.sectors()
    names = dict(zip(sectors["name_nb"], sectors["name_en"], strict=True))
    for code, row in catalogue.occupations().iterrows():
        names[f"{code} {row['name_nb']}"] = f"{code} {row['name_en']}"
    return names


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_english(), key=len, reverse=True)
    return re.compile(rf"(?:^|(?<=[,;] ))(?:{'|'.join(map(re.escape, longest_first))})(?=[,;]|$)")


def in_english(text: str) -> str:
    """A list of names with commas or semicolons between.

    >>> in_english("Eiendom, plan og bygg, Skole")
    'Property, planning and building, School'
    >>> in_english("2223 Sykepleiere, Skoleleder")
    '2223 Nurses, Skoleleder'
    """
    return _pattern().sub(lambda found: _english()[found[0]], text)
