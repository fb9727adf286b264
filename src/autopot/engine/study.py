"""Many variants of the model over the same blocks of draws: draw once, evaluate many.

A `Study` is blocks times variants. A variant may change anything in the inputs: what of a block two
of them have in common is found out, not declared (`autopot.model.kept`), and made once. A block is
one piece of work, on one thread or one worker: it goes through all variants and keeps what they
share only for as long as it is worked on, so memory grows by what one block holds. What comes back
is small: what the variant's work makes of the block, draw by draw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

import numpy as np

from autopot.engine.pieces import Along, Engine, Progress, Steps
from autopot.model.arrays import Array
from autopot.model.cells import Cells, cell_potential, municipality_chunks
from autopot.model.inputs import ModelInputs
from autopot.model.kept import ALONE, Kept, Sharing, StageKeys
from autopot.model.potential import Draws, run_block, sectors_of_block
from autopot.model.streams import DRAW_BLOCK


@dataclass(frozen=True)
class Variant:
    """One of the models of a study, and what is made of it; functions that can travel.

    Parameters
    ----------
    inputs : the model.
    sums : arrays that end in the draws, of each draw by itself: means and quantiles over draws are
        taken of what comes back.
    cells : the same of a run of municipalities; the municipalities are its axis before the draws.
        None: cells are not computed.
    occupations : whether `sums` looks at occupations; False: they are left out of its draws.
    """

    inputs: ModelInputs
    sums: Callable[[ModelInputs, Draws], tuple[Array, ...]]
    cells: Callable[[Cells], Array] | None = None
    occupations: bool = True


Arrays = list[Array]


@dataclass(frozen=True)
class Warm:
    """Blocks that are kept from one study to the next, in the memory of this process.

    Parameters
    ----------
    room : as for `Kept`.
    blocks : number of a block -> what is kept of it.
    """

    room: Mapping[str, int]
    blocks: dict[int, Kept] = field(default_factory=dict)

    def of(self, block: int) -> Kept:
        """What is kept of a block."""
        return self.blocks.setdefault(block, Kept(self.room))


@dataclass(frozen=True)
class _Study:
    """Variants in the order in which they are worked on, and the keys of the stages of each; none
    where there is nothing to share.
    """

    variants: Sequence[Variant]
    keys: Sequence[dict[str, bytes]]
    kept: Warm | None

    def shared(self, block: int) -> list[Sharing]:
        """How each variant shares a block."""
        if not self.keys:
            return [ALONE for _ in self.variants]
        kept = Kept() if self.kept is None else self.kept.of(block)
        return [Sharing(kept, keys) for keys in self.keys]


class Study:
    """Blocks times variants.

    Blocks that have been worked on are not worked on again when more draws are asked for.

    Parameters
    ----------
    engine : where; any gives the same to the byte, and the same as each variant by itself.
    variants : the models.
    warm : blocks of earlier studies, to be used and kept on; with an engine of this process.
    """

    def __init__(
        self, engine: Engine, variants: Sequence[Variant], warm: Warm | None = None
    ) -> None:
        read = StageKeys()
        some = warm is not None or len(variants) > 1
        keys = [read.of(variant.inputs) for variant in variants] if some else []
        self._engine = engine
        self._order = _side_by_side(keys) or list(range(len(variants)))
        self._study = _Study(
            [variants[n] for n in self._order], [keys[n] for n in self._order if keys], warm
        )
        self._found: dict[int, list[Arrays]] = {}

    def along(self, inputs: ModelInputs, draws: int) -> Along:
        """The study as work along the way of a run of another model over the same blocks.

        Parameters
        ----------
        inputs : the other model.
        draws : of the study.
        """
        read = StageKeys()
        keys = [read.of(variant.inputs) for variant in self._study.variants]
        study = replace(self._study, keys=keys)

        def take(block: int, kept: Kept) -> None:
            self._found[block] = _of_block(replace(study, kept=Warm({}, {block: kept})), block)

        return Along(read.of(inputs), range(-(-draws // DRAW_BLOCK)), take)

    def run(self, draws: int, progress: Progress | None = None) -> list[Arrays]:
        """What every variant's functions make of the draws.

        Parameters
        ----------
        draws : of each variant.
        progress : called with (blocks done, blocks in all).

        Returns
        -------
        For each variant, in the order given, the arrays of its sums, and last that of its cells
        where it has them.

        Raises
        ------
        Defect, InputError
            As for `Engine.run`.
        """
        blocks = range(-(-draws // DRAW_BLOCK))
        left = [block for block in blocks if block not in self._found]
        steps = Steps(len(left), progress)
        with closing(self._engine.each(_of_block, self._study, left)) as done:
            for block, results in done:
                self._found[block] = results
                steps.one()
        place = {number: at for at, number in enumerate(self._order)}
        return [
            [
                np.concatenate(parts, axis=-1)[..., :draws]
                for parts in zip(*(self._found[b][place[number]] for b in blocks), strict=True)
            ]
            for number in range(len(place))
        ]


def _side_by_side(keys: Sequence[dict[str, bytes]]) -> list[int]:
    """Numbers of the variants, so that those with the same first stages follow each other."""
    seen: dict[bytes, int] = {}
    ranks = [[seen.setdefault(key, len(seen)) for key in own.values()] for own in keys]
    return sorted(range(len(keys)), key=lambda number: ranks[number])


def _of_block(study: _Study, block: int) -> list[Arrays]:
    """What is made of one block of every variant."""
    found = []
    for variant, sharing in zip(study.variants, study.shared(block), strict=True):
        inputs = variant.inputs
        if variant.cells is None and not variant.occupations:
            found.append(list(variant.sums(inputs, sectors_of_block(inputs, block, sharing))))
            continue
        draws, shares = run_block(inputs, block, sharing)
        made = list(variant.sums(inputs, draws))
        if variant.cells is not None:
            runs = [
                variant.cells(cell_potential(inputs, block, run, shares))
                for run in municipality_chunks(inputs)
            ]
            made.append(np.concatenate(runs, axis=-2))
        found.append(made)
    return found
