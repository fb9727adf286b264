"""What the model needs to know, as arrays. Axes: …, sector, occupation, task, technology, draw.

Draws stand last, not first: sums over tasks and quantiles over draws then run through memory that
lies together (docs/method.md, "Order of axes").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from autopot.model.adoption import AdoptionInputs
from autopot.model.arrays import Array, Index, Quantile
from autopot.model.new_work import NewWorkInputs
from autopot.model.realisation import RealisationInputs
from autopot.model.streams import stream


class Reading(Protocol):
    """A named meaning of "can be automated", ready for a set of tasks."""

    @property
    def name(self) -> str:
        """As in the scenario."""
        ...

    @property
    def sees_robots(self) -> bool:
        """Whether physical work by machines is already in it."""
        ...

    def values(self, parameters: Mapping[str, Array], occupations: slice) -> Array:
        """The reading of the tasks of a run of occupations.

        Parameters
        ----------
        parameters : name -> (B,) draws of the scenario's parameters.
        occupations : positions of the run.

        Returns
        -------
        (tasks of these occupations, B) automatable share, 0-1.
        """
        ...


@dataclass(frozen=True)
class SectorTime:
    """Time of occupations in a sector where their work is another than in the other sectors.

    Parameters
    ----------
    occupation : (V,) position of the occupation, rising.
    sector : (V,) number of the sector.
    time_share : (V) arrays, each with the share of every task of its occupation, which sums to 1.
    concentration : (V,) Dirichlet concentration of the time shares; all infinite: not drawn.
    """

    occupation: Index
    sector: Index
    time_share: Sequence[Array]
    concentration: Array

    def of(self, occupations: slice) -> range:
        """Those of a run of occupations, as positions."""
        first, last = np.searchsorted(self.occupation, [occupations.start, occupations.stop])
        return range(int(first), int(last))


NO_SECTOR_TIME = SectorTime(np.zeros(0, np.int64), np.zeros(0, np.int64), (), np.zeros(0))
"""Every occupation spends its time the same way in all sectors."""


@dataclass(frozen=True)
class TaskInputs:
    """Tasks of the occupations in the workforce.

    What is computed for occupations stands in rows: first one a occupation, with its time in
    sectors that have no time of their own, then one for each of `sector_time`.

    Parameters
    ----------
    occupations : (O,) codes as numbers, rising; they key the random streams.
    first_task : (O + 1,) where the tasks of each occupation start; the last is the task count.
    major_group : (O,) index of the major occupation group.
    time_share : (T,) share of the working time, sums to 1 within an occupation.
    technology : (2, T, K) share of the automatable time done by each technology, by the first and
        the second labelling; rows sum to 1.
    reach : (2, T) most that technologies on the radar would take of the task's time, 0-1.
    radar_class : (K, C) 1 in the column of the technology's radar class, rows sum to 1.
    gate : (T, H) 1 in the column that says how far a person is required in the task, rows sum to 1.
    beside : (H,) 1 where tasks of that column stand beside the main figure, 0 where they are in it.
    counted : (T,) share of the potential that counts at all, by the scenario; 1 counts all.
    physical : (2, T) published potential of a physical activity by the first and the second coder's
        kind of activity, 0 where the work is not physical.
    concentration : (O,) Dirichlet concentration of the time shares; all infinite: not drawn.
    shift : (T,) calibration, logit units; 0 where nothing is calibrated.
    noise : (T,) standard deviation of the task's own error, logit units.
    overridden : (T,) index into `overrides`, -1 where the readings hold.
    sector_time : time of occupations in a sector, where it is another.
    """

    occupations: Index
    first_task: Index
    major_group: Index
    time_share: Array
    technology: Array
    reach: Array
    radar_class: Array
    gate: Array
    beside: Array
    counted: Array
    physical: Array
    concentration: Array
    shift: Array
    noise: Array
    overridden: Index
    sector_time: SectorTime = NO_SECTOR_TIME

    @property
    def row_occupation(self) -> Index:
        """(O + V,) position of the occupation of each row."""
        result: Index = np.append(np.arange(len(self.occupations)), self.sector_time.occupation)
        return result

    def rows_of(self, occupations: slice) -> Index:
        """The rows of a run of occupations: their own, and those of their sectors."""
        own = np.arange(occupations.start, occupations.stop)
        in_sectors = np.array(self.sector_time.of(occupations), np.int64)
        result: Index = np.append(own, len(self.occupations) + in_sectors)
        return result

    @property
    def in_main(self) -> Array:
        """(T,) share of the task's potential that counts in the main figure."""
        share: Array = self.counted * (1.0 - self.gate @ self.beside)
        return share

    def tasks_of(self, occupations: slice) -> slice:
        """The tasks of a run of occupations."""
        return slice(
            int(self.first_task[occupations.start]), int(self.first_task[occupations.stop])
        )


@dataclass(frozen=True)
class ReadingMix:
    """Rival readings and how much each is believed.

    Parameters
    ----------
    readings : (R,) readings.
    keys : (R,) number of each reading, which keys its random stream, so that two scenarios with
        different readings still share the numbers of those they have in common.
    weights : (R,) sums to 1, all above 0.
    concentration : Dirichlet concentration; small keeps the readings apart.
    parameters : numbers inside the readings, by name; `coder` says whose kind of activity is
        believed where two coders differ: the first up to 0.5, the second above; `labelling` says
        the same of the two labellings of technologies.
    strength : share of the potential of physical activities added to readings without robots, in
        a draw that believes all of its source.
    robot_source : number of the reading that potential is from; -1 where it is not in use, and then
        nothing is added.
    growth : growth of capability over the whole horizon, logit units.
    overrides : shares the planner has set.
    general : of a sector with a mix of its own, the mix of the others, whose random numbers it
        follows; None: it draws its own.
    """

    readings: Sequence[Reading]
    keys: Sequence[int]
    weights: Array
    concentration: float
    parameters: Mapping[str, Quantile]
    strength: Quantile
    robot_source: int
    growth: Quantile
    overrides: Sequence[Quantile]
    general: ReadingMix | None = None

    def alone(self, number: int) -> ReadingMix:
        """The same with one of the readings believed and the others not in use."""
        return replace(
            self,
            readings=[self.readings[number]],
            keys=[self.keys[number]],
            weights=np.ones(1),
            robot_source=0 if number == self.robot_source else -1,
            general=None,
        )


@dataclass(frozen=True)
class Errors:
    """Sizes of the errors, logit units unless said otherwise.

    Parameters
    ----------
    capability_sd : shared by every task that uses a technology.
    transfer_sd : shared by every occupation of a major group.
    task_noise : scale of `TaskInputs.noise`.
    frozen : factors held at their centre.
    source_sd : shared by all work.
    occupation_sd : of each occupation by itself, shared by its tasks.
    doubt : factor -> standard deviation of the log of its variance, where that is an estimate; the
        variance is then drawn too.
    """

    capability_sd: float
    transfer_sd: float
    task_noise: Quantile
    frozen: frozenset[str]
    source_sd: float = 0.0
    occupation_sd: float = 0.0
    doubt: Mapping[str, float] = field(default_factory=dict)

    @property
    def shared(self) -> dict[str, float]:
        """Factor -> standard deviation of the errors that more than one task shares."""
        return {
            "source": self.source_sd,
            "capability": self.capability_sd,
            "transfer": self.transfer_sd,
            "occupations": self.occupation_sd,
        }


@dataclass(frozen=True)
class WorkforceInputs:
    """FTE by municipality and (sector, occupation) pair, pairs ordered by sector.

    Parameters
    ----------
    municipalities : (M,) codes as numbers; they key the random streams.
    fte : (M, J) FTE.
    first_pair : (S + 1,) where the pairs of each sector start.
    occupation : (J,) index of the occupation of each pair.
    share_log_sd : (J,) error of the occupation, shared by its sectors and all municipalities.
    split_log_sd : (J,) error of the pair itself, shared by all municipalities.
    total_log_sd, sector_log_sd : (M,) error of a municipality's total, and of its sector shares.
    """

    municipalities: Index
    fte: Array
    first_pair: Index
    occupation: Index
    share_log_sd: Array
    split_log_sd: Array
    total_log_sd: Array
    sector_log_sd: Array

    @property
    def sectors(self) -> int:
        """Number of sectors."""
        return len(self.first_pair) - 1

    def pairs_of(self, sector: int) -> slice:
        """The pairs of one sector."""
        return slice(int(self.first_pair[sector]), int(self.first_pair[sector + 1]))


@dataclass(frozen=True)
class SectorWork:
    """How the work of one sector is read where it is read another way than that of the others.

    Parameters
    ----------
    sector : number of the sector.
    mix : readings and strength; its random numbers follow those of the general mix.
    errors : sizes of the errors; what is frozen is as in the rest.
    counted, beside : as in `TaskInputs`.
    """

    sector: int
    mix: ReadingMix
    errors: Errors
    counted: Array
    beside: Array


@dataclass(frozen=True)
class FutureInputs:
    """What becomes of the potential.

    Parameters
    ----------
    adoption : when technology is taken into use.
    realisation : how much of that is taken out.
    new_work : work that comes with it; None: not asked for.
    own : number of a sector -> what becomes of its potential, where it is another; only that
        sector's part of the arrays is used.
    """

    adoption: AdoptionInputs
    realisation: RealisationInputs
    new_work: NewWorkInputs | None = None
    own: Mapping[int, FutureInputs] = field(default_factory=dict)

    def with_scores(self, scores: Array) -> FutureInputs:
        """The same with other barriers.

        Parameters
        ----------
        scores : (S, N) as in `RealisationInputs`.
        """
        realisation = replace(self.realisation, scores=scores)
        own = {sector: each.with_scores(scores) for sector, each in self.own.items()}
        return replace(self, realisation=realisation, own=own)


@dataclass(frozen=True)
class ModelInputs:
    """Everything the model needs for a run.

    Parameters
    ----------
    tasks, mix, errors, workforce : what is computed.
    seed : keys all streams.
    resampled : factors drawn from the second set of streams instead of the first.
    future : adoption and realisation; None: only the technical potential.
    effect : (S, K, E) 1 in the column of what the use of a technology in a sector is for; None:
        not asked for.
    own : sectors whose work is read another way, by rising number.
    """

    tasks: TaskInputs
    mix: ReadingMix
    errors: Errors
    workforce: WorkforceInputs
    seed: int
    resampled: frozenset[str] = frozenset()
    future: FutureInputs | None = None
    effect: Array | None = None
    own: Sequence[SectorWork] = ()

    @property
    def row_occupation(self) -> Index:
        """(N,) position of the occupation of each row: those of `TaskInputs`, then a row for each
        pair of the sectors of `own`.
        """
        own = [self.workforce.occupation[self.workforce.pairs_of(o.sector)] for o in self.own]
        result: Index = np.concatenate([self.tasks.row_occupation, *own])
        return result

    @property
    def beside_of_sector(self) -> Array:
        """(S, H) `TaskInputs.beside` of each sector."""
        result = np.tile(self.tasks.beside, (self.workforce.sectors, 1))
        for own in self.own:
            result[own.sector] = own.beside
        return result

    def alone(self, own: SectorWork) -> ModelInputs:
        """The model with the work of one sector alone, read its own way.

        Parameters
        ----------
        own : of `own`.
        """
        staff, pairs = self.workforce, self.workforce.pairs_of(own.sector)
        first = np.where(np.arange(staff.sectors + 1) > own.sector, pairs.stop - pairs.start, 0)
        return replace(
            self,
            own=(),
            mix=own.mix,
            errors=replace(own.errors, frozen=self.errors.frozen),
            tasks=replace(self.tasks, counted=own.counted, beside=own.beside),
            workforce=replace(
                staff,
                fte=staff.fte[:, pairs],
                first_pair=first,
                occupation=staff.occupation[pairs],
                share_log_sd=staff.share_log_sd[pairs],
                split_log_sd=staff.split_log_sd[pairs],
            ),
        )

    def believing(self, mix: ReadingMix) -> ModelInputs:
        """The model with other readings, the same in all sectors.

        Parameters
        ----------
        mix : sectors with settings of their own keep their strength of robots alone.
        """
        own = [replace(o, mix=replace(mix, strength=o.mix.strength, general=mix)) for o in self.own]
        return replace(self, mix=mix, own=own)

    @property
    def row_of_pair(self) -> Index:
        """(J,) row that each pair of the workforce is of, in the order of `row_occupation`."""
        staff, time = self.workforce, self.tasks.sector_time
        row = np.tile(np.arange(len(self.tasks.occupations)), (staff.sectors, 1))
        row[time.sector, time.occupation] = len(self.tasks.occupations) + np.arange(
            len(time.occupation)
        )
        sector = np.repeat(np.arange(staff.sectors), np.diff(staff.first_pair))
        result: Index = row[sector, staff.occupation]
        next_row = len(self.tasks.row_occupation)
        for own in self.own:
            pairs = staff.pairs_of(own.sector)
            result[pairs] = next_row + np.arange(pairs.stop - pairs.start)
            next_row += pairs.stop - pairs.start
        return result

    def stream(self, factor: str, block: int, *item: int) -> np.random.Generator:
        """The generator of a factor in a block, of the second set where the factor is resampled.

        Parameters
        ----------
        factor, block, item : as for `autopot.model.streams.stream`.
        """
        return stream(self.seed, factor, block, *item, second=factor in self.resampled)

    def keyed(self, factor: str) -> tuple[int, bool]:
        """What keys the streams of a factor beside the block: the seed, and whether of the second
        set.
        """
        return self.seed, factor in self.resampled
