"""What the parts of a scenario have in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
)
from pydantic_core import PydanticCustomError

from autopot.messages import Message

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,60}$")]
"""What a scenario, a plan, a measure or a sweep is called; also a part of file names."""


class Section(BaseModel):
    """A part of a scenario: cannot be changed after reading, and knows no other keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def keys_beside(cls) -> list[str]:
        """Keys that it may have beside its fields: names that installed packages give."""
        return []


class Text(Section):
    """The same text in Norwegian bokmål and English, and in nynorsk where somebody wrote it."""

    nb: Annotated[str, Field(min_length=1, description="Norwegian bokmål")]
    en: Annotated[str, Field(min_length=1, description="English")]
    nn: Annotated[
        str | None, Field(min_length=1, description="Norwegian nynorsk; null: bokmål is shown")
    ] = None

    @model_serializer(mode="wrap")
    def _write(self, write: SerializerFunctionWrapHandler) -> dict[str, str]:
        """Without nynorsk where there is none, as the file has it."""
        return {name: text for name, text in write(self).items() if text is not None}


OWN_RULE = "own_rule"


def broken_rule(allowed: Message) -> PydanticCustomError:
    """The error of a rule of our own: what is allowed."""
    return PydanticCustomError(OWN_RULE, "{text}", {"text": str(allowed), "allowed": allowed})
