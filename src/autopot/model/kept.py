"""What a block of draws keeps, so that other variants of the model need not make it again.

Variants of one study differ in little: a sum of scenarios, a factor frozen or drawn anew. What they
have in common in a block is made once and kept while the block is worked on:

    draws       the private errors of tasks and occupations, time shares, the mix of staff and the
                FTE of sectors: keyed by all that they are drawn from
    readings    the mixed readings of the tasks
    share       the automatable share of the tasks
    parts       the potential of the occupations

The last three depend on nearly everything. So it is not listed what they depend on, but what they
are known not to depend on (`NOT_IN`): a field that is added to the inputs later makes them anew.
Nothing here changes a number: what is found is what would have been made.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from autopot.model.arrays import Array
from autopot.model.inputs import ModelInputs

Made = TypeVar("Made")

STAGES = ("readings", "share", "parts")
"""From the first to the last; each is made from those before it."""

PARTS = ("tasks", "mix", "errors", "workforce")
"""Parts of the inputs that are looked at field by field."""

_AFTER_PARTS = {
    "": {"future", "effect"},
    "workforce": {"fte", "municipalities", "share_log_sd", "split_log_sd"}
    | {"total_log_sd", "sector_log_sd"},
    "factors": {"workforce", "adoption", "realisation", "new_work"}
    | {"demand", "population", "ageing"},
}
_AFTER_SHARE = {
    "": {"workforce", "own"},
    "tasks": {"counted", "gate", "beside", "time_share", "concentration", "sector_time"}
    | {"radar_class"},
    "factors": {"time_use"},
}
_AFTER_READINGS = {
    "tasks": {"shift", "noise", "major_group"},
    "mix": {"growth"},
    "errors": {"capability_sd", "transfer_sd", "source_sd", "occupation_sd", "task_noise"}
    | {"doubt"},
    "factors": {"source", "capability", "transfer", "occupations", "tasks"},
}
NOT_IN = {
    "parts": [_AFTER_PARTS],
    "share": [_AFTER_PARTS, _AFTER_SHARE],
    "readings": [_AFTER_PARTS, _AFTER_SHARE, _AFTER_READINGS],
}
"""Stage -> fields of the inputs and of their parts, and factors, that it does not depend on."""

ROOM = {"readings": 1, "share": 1, "parts": 1}
"""Values of a stage that are kept at a time; of all others `DRAWN`."""

DRAWN = 2
"""The first and the second set of streams."""


def key_of(*things: Any) -> bytes:
    """A key that two sets of things share only if they hold the same."""
    return hashlib.sha256(pickle.dumps(things)).digest()


class StageKeys:
    """Keys of the stages of variants, which are the same only where all they depend on is.

    What variants have in common as the same object is read once.
    """

    def __init__(self) -> None:
        self._read: dict[int, tuple[Any, bytes]] = {}

    def of(self, inputs: ModelInputs) -> dict[str, bytes]:
        """For each of `STAGES` a key of all that it may depend on."""
        return {stage: key_of(*self._seen(inputs, stage)) for stage in STAGES}

    def _seen(self, inputs: ModelInputs, stage: str) -> Iterator[Any]:
        """The inputs without what `NOT_IN` names."""

        def left_out(part: str) -> set[str]:
            return set().union(*(some.get(part, set()) for some in NOT_IN[stage]))

        for whole in ("", *(part for part in PARTS if part not in left_out(""))):
            thing = getattr(inputs, whole) if whole else inputs
            for one in fields(thing):
                if one.name not in left_out(whole) | set(PARTS) | {"frozen", "resampled"}:
                    yield whole, one.name, self._key(getattr(thing, one.name))
        for factors in (inputs.errors.frozen, inputs.resampled):
            yield sorted(factors - left_out("factors"))

    def _key(self, value: Any) -> bytes:
        if isinstance(value, list | tuple):
            return key_of(*(self._key(one) for one in value))
        if id(value) not in self._read:
            self._read[id(value)] = value, key_of(value)
        return self._read[id(value)][1]


@dataclass
class Kept:
    """What has been made of one block of draws.

    Parameters
    ----------
    room : stage -> values that are kept of each part of it; `DRAWN` of what it does not name.
    made : (stage, part) -> key -> value, the latest used last.
    """

    room: Mapping[str, int] = field(default_factory=lambda: ROOM)
    made: dict[tuple[Any, ...], dict[bytes, Any]] = field(default_factory=dict)

    def once(self, stage: str, part: tuple[Any, ...], key: bytes, make: Callable[[], Any]) -> Any:
        """What there is of a stage, made if there is nothing of this key."""
        own = self.made.setdefault((stage, *part), {})
        room = self.room.get(stage, DRAWN)
        value = own.pop(key) if key in own else make()
        while len(own) >= max(room, 1):
            del own[next(iter(own))]
        if room:
            own[key] = value
        return value


@dataclass(frozen=True)
class Sharing:
    """How one variant shares a block with others.

    Parameters
    ----------
    kept : of the block; None: nothing is kept.
    keys : of the variant's stages.
    """

    kept: Kept | None = None
    keys: Mapping[str, bytes] = field(default_factory=dict)

    def stage(self, stage: str, part: tuple[int, ...], make: Callable[[], Array]) -> Array:
        """One of `STAGES`, for a part of the tasks; not to be written to.

        Parameters
        ----------
        stage : one of `STAGES`.
        part : which part of the tasks, by number; () where it is all of them.
        make : what works it out where it is not kept.

        Returns
        -------
        As `make` gives it; its last axis is the draws of the block.
        """
        if self.kept is None:
            return make()
        found: Array = self.kept.once(stage, part, self.keys[stage], make)
        return found

    def drawn(self, name: str, on: tuple[Any, ...], make: Callable[[], Made]) -> Made:
        """Something drawn from random numbers; not to be written to.

        Parameters
        ----------
        name : what it is.
        on : all that it depends on but the block; the first of them says which part of it this is.
        """
        if self.kept is None:
            return make()
        found: Made = self.kept.once(name, on[:1], key_of(on), make)
        return found


ALONE = Sharing()
"""A variant by itself."""
