"""How a run is cut into pieces that can be worked on anywhere, and what is done with each.

A round is some blocks of draws. Its pieces are the blocks, then the sums over municipalities and
every run of municipalities, which need all blocks of the round. An engine only decides where
pieces are worked on; it hands the results back in the order in which they were cut.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np

from autopot.model.arrays import Array
from autopot.model.cells import BlockShares, Cells, cell_potential
from autopot.model.inputs import ModelInputs
from autopot.model.kept import Kept, Sharing
from autopot.model.potential import Draws, run_block
from autopot.model.streams import DRAW_BLOCK

Sums = TypeVar("Sums")
Summary = TypeVar("Summary")
Shared = TypeVar("Shared")
Item = TypeVar("Item")
Done = TypeVar("Done")
Progress = Callable[[int, int], None]
"""Called with (pieces done, pieces in all)."""


@dataclass(frozen=True)
class Round:
    """Blocks that are summarised together.

    Parameters
    ----------
    blocks : numbers of the blocks.
    draws : draws of them that count; the last block may be cut.
    """

    blocks: range
    draws: int


@dataclass(frozen=True)
class Work(Generic[Sums, Summary]):
    """What is made of the draws of a round; functions of a module, so that they can travel.

    Parameters
    ----------
    sums : from the model and the draws summed over municipalities.
    cells : from the cells of a run of municipalities over all draws of the round; None: cells are
        not computed.
    """

    sums: Callable[[ModelInputs, Draws], Sums]
    cells: Callable[[Cells], Summary] | None


ALONG: dict[str, int] = dict.fromkeys(
    ("readings", "share", "noise", "time", "occupation errors"), 0
)
"""What a block keeps for work along the way: the potential of occupations and the staff alone."""


@dataclass(frozen=True)
class Along:
    """Other work on the first blocks of a run.

    Parameters
    ----------
    keys : of the stages of the run's own model (`autopot.model.kept`).
    blocks : wanted.
    take : called with a block and what the run keeps of it, in any thread. An engine whose blocks
        are made elsewhere may leave it: whoever wants the work then finds it not done.
    """

    keys: Mapping[str, bytes]
    blocks: range
    take: Callable[[int, Kept], None]

    def run_block(self, inputs: ModelInputs, block: int) -> tuple[Draws, BlockShares]:
        """As `autopot.model.potential.run_block`, and the work on the block."""
        if block not in self.blocks:
            return run_block(inputs, block)
        kept = Kept(ALONG)
        result = run_block(inputs, block, Sharing(kept, self.keys))
        self.take(block, kept)
        return result


class Engine(Protocol):
    """Where the pieces are worked on."""

    def run(
        self,
        inputs: ModelInputs,
        rounds: Sequence[Round],
        work: Work[Sums, Summary],
        progress: Progress | None = None,
        along: Along | None = None,
    ) -> Iterator[tuple[Sums, list[Summary]]]:
        """What `work` makes of each round: its sums, and its cells in the order of municipalities.

        The same to the byte in every engine, on processors and libraries of the same kind.

        Parameters
        ----------
        inputs : the model.
        rounds : what is summarised together, in order.
        work : what is made of each.
        progress : called after every piece; None: nobody asks.
        along : other work on the same blocks.

        Yields
        ------
        The sums of a round, and what `work.cells` makes of each run of municipalities; an empty
        list where it is None.

        Raises
        ------
        Defect
            Something drawn is not a finite number.
        InputError
            The machines that work on it were lost.
        """
        ...

    def each(
        self, work: Callable[[Shared, Item], Done], shared: Shared, items: Sequence[Item]
    ) -> Generator[tuple[Item, Done], None, None]:
        """What `work` makes of every item, as soon as it is made, in any order.

        Parameters
        ----------
        work : a function of a module, so that it can travel; what it is to say of a bad item it
            returns, since what it raises ends the rest too.
        shared : what all items need; it travels once.
        items : each its own piece of work. Close the generator to leave the rest undone.
        """
        ...


def rounds_of(draws: int, blocks: int | None = None) -> list[Round]:
    """Draws cut into rounds of a number of blocks.

    Parameters
    ----------
    draws : in all, 1 or more.
    blocks : of a round, the last of which may have fewer; None: all in one round.

    >>> [(r.blocks, r.draws) for r in rounds_of(3500, 2)]
    [(range(0, 2), 2000), (range(2, 4), 1500)]
    """
    every = -(-draws // DRAW_BLOCK)
    step = blocks or every
    return [
        Round(range(first, min(first + step, every)), min(step, every - first) * DRAW_BLOCK)
        if first + step < every
        else Round(range(first, every), draws - first * DRAW_BLOCK)
        for first in range(0, every, step)
    ]


def as_drawn(_: ModelInputs, draws: Draws) -> Draws:
    """The draws themselves."""
    return draws


def joined(blocks: Iterable[Draws], draws: int) -> Draws:
    """The blocks of a round put after each other, the last cut to the draws that count.

    Parameters
    ----------
    blocks : of `DRAW_BLOCK` draws each. They are copied one by one, so that a caller who makes them
        one by one never holds them twice.
    draws : of all blocks together.
    """
    whole: list[Array] = []
    for number, block in enumerate(blocks):
        arrays = block.arrays()
        whole = whole or [np.empty((*array.shape[:-1], draws)) for array in arrays]
        first = number * DRAW_BLOCK
        for room, array in zip(whole, arrays, strict=True):
            room[..., first : first + DRAW_BLOCK] = array[..., : draws - first]
    return Draws.of(whole)


def cells_of(
    inputs: ModelInputs, part: Round, municipalities: slice, made: Sequence[BlockShares | Cells]
) -> Cells:
    """Cells of a run of municipalities over all draws of a round.

    Parameters
    ----------
    inputs, part, municipalities : the model, the round and the run.
    made : of each block, what its cells are made of, or the cells of this run themselves.
    """
    parts = [
        own if isinstance(own, Cells) else cell_potential(inputs, block, municipalities, own)
        for block, own in zip(part.blocks, made, strict=True)
    ]
    return Cells(
        potential=_joined([p.potential for p in parts], part.draws),
        fte=_joined([p.fte for p in parts], part.draws),
        by_class=_joined([p.by_class for p in parts], part.draws),
        beside=_joined([p.beside for p in parts], part.draws),
        future=_joined([p.future for p in parts], part.draws),
    )


def _joined(parts: list[Array], draws: int) -> Array:
    """Blocks put after each other along the draws, cut to the number wanted; one is not copied."""
    if len(parts) == 1:
        return parts[0][..., :draws]
    return np.concatenate(parts, axis=-1)[..., :draws]


class Steps:
    """Counts finished pieces of work and tells whoever wants to show it."""

    def __init__(self, pieces: int, tell: Progress | None) -> None:
        self._done, self._pieces, self._tell = 0, pieces, tell

    def more(self, pieces: int) -> None:
        """There is more to do than was thought."""
        self._pieces += pieces

    def one(self) -> None:
        """One piece more is done."""
        self._done += 1
        if self._tell is not None:
            self._tell(self._done, self._pieces)
