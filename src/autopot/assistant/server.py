"""The server that assistants speak to (Model Context Protocol, over stdin and stdout).

Read only: each tool is a question of `answers`; none takes a path, a scenario or staff, and none
writes. What a tool is refused comes back as the sentence that people get, without a place on this
machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from autopot.assistant import answers
from autopot.assistant.answer import Answer, Cited, Language
from autopot.errors import AutopotError
from autopot.messages import speaking
from autopot.version import __version__

Told = TypeVar("Told")

INSTRUCTIONS = (
    "Technical automation potential in Norwegian municipalities, estimated from published figures. "
    "Always tell the interval and what `meaning` says beside a figure, and name the sources. "
    "Potential is working time, never posts or savings. Figures of a municipality are estimates "
    "from national figures, not its own staff. The tools read nothing of the user's and write "
    "nothing: for own staff, `autopot run staff.xlsx` on the user's own machine."
)
READ_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)

Code = Annotated[str, Field(pattern=r"^[0-9]{4}$", description="STYRK-08 code of four digits")]
Sector = Annotated[
    str,
    Field(
        pattern=r"^[a-z_]{1,40}$",
        description="administration, kindergarten, school, health_care, social_child_welfare, "
        "culture, technical, property_planning or fire_rescue",
    ),
]
Place = Annotated[
    str, Field(min_length=1, max_length=60, description="Municipality: number of 4 digits, or name")
]
Year = Annotated[int, Field(ge=2024, le=2050, description="Of the need; else the scenario's last")]
Word = Annotated[str, Field(max_length=60, description="In the id or citation; empty: all")]


def server(draws: int | None = None) -> MCPServer:
    """The server with its tools.

    Parameters
    ----------
    draws : of each answer; None for as many as the scenarios say.
    """
    made: MCPServer = MCPServer(
        "autopot",
        title="autopot",
        instructions=INSTRUCTIONS,
        version=__version__,
        log_level="WARNING",
    )

    @made.tool(annotations=READ_ONLY)
    def explain_occupation(
        occupation: Code, sector: Sector | None = None, language: Language = "nb"
    ) -> Answer:
        """What lies behind the potential of an occupation: tasks, readings, interval, sources."""
        return _told(lambda: answers.occupation(occupation, sector, draws), language)

    @made.tool(annotations=READ_ONLY)
    def explain_sector(sector: Sector, language: Language = "nb") -> Answer:
        """Which tasks carry the potential of a sector, with the sector's interval and sources."""
        return _told(lambda: answers.sector(sector, draws), language)

    @made.tool(annotations=READ_ONLY)
    def municipality(municipality: Place, language: Language = "nb") -> Answer:
        """The estimate of one municipality: how much, where, with intervals and sources."""
        return _told(lambda: answers.municipality(municipality, draws), language)

    @made.tool(annotations=READ_ONLY)
    def gap(
        municipality: Place | None = None, year: Year | None = None, language: Language = "nb"
    ) -> Answer:
        """How much more work will be needed, what technology meets of it, and what rests."""
        return _told(lambda: answers.gap(municipality, year, draws), language)

    @made.tool(annotations=READ_ONLY)
    def sources(word: Word = "") -> list[Cited]:
        """The sources of all figures; `judgement` is our own, where nobody has measured."""
        return _told(lambda: answers.sources(word), "nb")

    return made


def _told(answer: Callable[[], Told], language: Language) -> Told:
    """An answer in a language; what was wrong with the question as the sentence that people get."""
    with speaking(language):
        try:
            return answer()
        except AutopotError as error:
            raise ToolError(str(error)) from error
