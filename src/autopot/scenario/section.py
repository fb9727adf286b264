"""What the parts of a scenario have in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,60}$")]
"""What a scenario, a plan, a measure or a sweep is called; also a part of file names."""


class Section(BaseModel):
    """A part of a scenario: cannot be changed after reading, and knows no other keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Section):
    """The same text in Norwegian bokmål and English."""

    nb: Annotated[str, Field(min_length=1, description="Norwegian bokmål")]
    en: Annotated[str, Field(min_length=1, description="English")]


OWN_RULE = "own_rule"


def broken_rule(english: str, norwegian: str) -> PydanticCustomError:
    """The error of a rule of our own: what is allowed, in both languages."""
    return PydanticCustomError(OWN_RULE, "{en}", {"en": english, "nb": norwegian})
