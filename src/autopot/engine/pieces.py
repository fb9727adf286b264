"""How a run is cut into pieces that can be worked on anywhere, and what is done with each.

A round is some blocks of draws. Its pieces are the blocks, then the sums over municipalities and
every run of municipalities, which need all blocks of the round. An engine only decides where
pieces are worked on; it hands the results back in the order in which they were cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np

from autopot.model.inputs import Array, ModelInputs
from autopot.model.potential import BlockResult, Cells, Future, cell_potential
from autopot.model.streams import DRAW_BLOCK

Sums = TypeVar("Sums")
Summary = TypeVar("Summary")
Progress = Callable[[int, int], None]
"""Called with (pieces done, pieces in all)."""


@dataclass(frozen=True)
class Draws:
    """Draws summed over municipalities; every array ends in the draws.

    Parameters
    ----------
    occupation_potential, occupation_fte : (O, D) FTE.
    sector_technology : (S, K, D) FTE.
    sector_gate : (S, H, D) the same FTE by how far a person is required.
    sector_fte : (S, D) FTE.
    future : what is in use and taken out by year; None where the inputs do not ask for it.
    """

    occupation_potential: Array
    occupation_fte: Array
    sector_technology: Array
    sector_gate: Array
    sector_fte: Array
    future: Future | None


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


class Engine(Protocol):
    """Where the pieces are worked on."""

    def run(
        self,
        inputs: ModelInputs,
        rounds: Sequence[Round],
        work: Work[Sums, Summary],
        progress: Progress | None = None,
    ) -> Iterator[tuple[Sums, list[Summary]]]:
        """What `work` makes of each round: its sums, and its cells in the order of municipalities.

        The same to the byte in every engine, on processors and libraries of the same kind.
        """
        ...


def rounds_of(draws: int, blocks: int | None = None) -> list[Round]:
    """Draws cut into rounds of a number of blocks; None: all in one.

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


def sums_of(inputs: ModelInputs, results: Sequence[BlockResult], draws: int) -> Draws:
    """The blocks of a round summed over municipalities."""
    staff = inputs.workforce
    occupations = len(inputs.tasks.occupations)
    belongs = np.zeros((occupations, len(staff.occupation)))
    belongs[staff.occupation, np.arange(len(staff.occupation))] = 1.0
    in_sector = np.zeros((staff.sectors, len(staff.occupation)))
    for sector in range(staff.sectors):
        in_sector[sector, staff.pairs_of(sector)] = 1.0
    fte = [belongs @ block.pair_fte for block in results]
    potential = [
        f * block.occupation_class.sum(axis=1) for f, block in zip(fte, results, strict=True)
    ]
    return Draws(
        occupation_potential=_joined(potential, draws),
        occupation_fte=_joined(fte, draws),
        sector_technology=_joined([b.sector_technology for b in results], draws),
        sector_gate=_joined([b.sector_gate for b in results], draws),
        sector_fte=_joined([in_sector @ b.pair_fte for b in results], draws),
        future=joined_future([b.future for b in results], draws),
    )


def joined_future(parts: Sequence[Future | None], draws: int) -> Future | None:
    """What becomes of the potential, parts put after each other along the draws."""
    known = [part for part in parts if part is not None]
    if not known:
        return None
    return Future(
        _joined([part.by_sector for part in known], draws),
        _joined([part.by_technology for part in known], draws),
    )


def cells_of(
    inputs: ModelInputs, part: Round, municipalities: slice, results: Sequence[BlockResult]
) -> Cells:
    """Cells of a run of municipalities over all draws of a round."""
    parts = [
        cell_potential(inputs, block, municipalities, result)
        for block, result in zip(part.blocks, results, strict=True)
    ]
    return Cells(
        _joined([p.potential for p in parts], part.draws),
        _joined([p.fte for p in parts], part.draws),
        _joined([p.by_class for p in parts], part.draws),
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

    def one(self) -> None:
        """One piece more is done."""
        self._done += 1
        if self._tell is not None:
            self._tell(self._done, self._pieces)
