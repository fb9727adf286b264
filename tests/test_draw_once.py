"""Draw once, evaluate many: in a study each variant is what it is by itself, to the byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autopot.engine import Study, Threads, Variant, Warm, run_draws
from autopot.model.inputs import Errors, ModelInputs, ReadingMix, TaskInputs, WorkforceInputs
from autopot.model.kept import NOT_IN, ROOM, StageKeys
from autopot.model.streams import FACTORS, TECHNICAL
from autopot.study.preparation import load_changed, prepare
from conftest import FixedReading, constant, small_model

PAIRS = [(0, 0), (0, 1), (1, 1), (1, 2)]
FTE = np.array([[10.0, 20.0, 5.0, 3.0], [2.0, 8.0, 40.0, 1.0]])
SIZES = [2, 3, 1]
DRAWS = 1300


def noisy() -> ModelInputs:
    """Two readings and every error, so that whatever is changed moves the result."""
    inputs = small_model(
        [0.1, 0.4, 0.3, 0.8, 0.5, 0.2],
        SIZES,
        FTE,
        PAIRS,
        2,
        frozen=frozenset(),
        gate=np.eye(3)[[0, 1, 2, 0, 1, 0]],
        physical=0.3,
        sd=0.4,
        log_sd=0.2,
    )
    first = inputs.tasks.first_task
    readings = [
        FixedReading(np.array(shares), first, robots)
        for shares, robots in (
            ([0.1, 0.4, 0.3, 0.8, 0.5, 0.2], True),
            ([0.6, 0.2, 0.7, 0.1, 0.3, 0.9], False),
        )
    ]
    mix = replace(
        inputs.mix, readings=readings, keys=[0, 1], weights=np.array([0.5, 0.5]), robot_source=0
    )
    return replace(inputs, mix=mix, errors=replace(inputs.errors, occupation_sd=0.3, source_sd=0.2))


def tasks(**changed: object) -> Callable[[ModelInputs], ModelInputs]:
    return lambda inputs: replace(inputs, tasks=replace(inputs.tasks, **changed))


def mix(**changed: object) -> Callable[[ModelInputs], ModelInputs]:
    return lambda inputs: replace(inputs, mix=replace(inputs.mix, **changed))


def errors(**changed: object) -> Callable[[ModelInputs], ModelInputs]:
    return lambda inputs: replace(inputs, errors=replace(inputs.errors, **changed))


def staff(**changed: object) -> Callable[[ModelInputs], ModelInputs]:
    return lambda inputs: replace(inputs, workforce=replace(inputs.workforce, **changed))


def drawn_anew(factor: str) -> Callable[[ModelInputs], ModelInputs]:
    return lambda inputs: replace(inputs, resampled=inputs.resampled | {factor})


def frozen(factor: str) -> Callable[[ModelInputs], ModelInputs]:
    return lambda inputs: replace(
        inputs, errors=replace(inputs.errors, frozen=inputs.errors.frozen | {factor})
    )


UNEVEN = np.array([0.2, 0.8, 0.5, 0.3, 0.2, 1.0])
TECHNOLOGY = np.tile([0.9, 0.1], (2, 6, 1))
CHANGES: dict[str, Callable[[ModelInputs], ModelInputs]] = {
    "time_share": tasks(time_share=UNEVEN),
    "concentration": tasks(concentration=np.array([9.0, 9.0, 9.0])),
    "counted": tasks(counted=np.linspace(0.5, 1.0, 6)),
    "gate": tasks(gate=np.eye(3)[[2, 1, 2, 0, 2, 0]]),
    "beside": tasks(beside=np.array([0.0, 1.0, 1.0])),
    "shift": tasks(shift=np.full(6, 0.3)),
    "noise": tasks(noise=np.full(6, 0.9)),
    "technology": tasks(technology=TECHNOLOGY),
    "reach": tasks(reach=np.full((2, 6), 0.35)),
    "physical": tasks(physical=np.full((2, 6), 0.9)),
    "major_group": tasks(major_group=np.zeros(3, dtype=np.int64)),
    "occupations": tasks(occupations=np.array([1000, 1001, 1009])),
    "weights": mix(weights=np.array([0.2, 0.8])),
    "mix concentration": mix(concentration=9.0),
    "strength": mix(strength=constant(0.9)),
    "growth": mix(growth=constant(0.4)),
    "capability_sd": errors(capability_sd=0.9),
    "transfer_sd": errors(transfer_sd=0.9),
    "source_sd": errors(source_sd=0.9),
    "occupation_sd": errors(occupation_sd=0.9),
    "task_noise": errors(task_noise=constant(2.0)),
    "doubt": errors(doubt={"source": 0.8}),
    "fte": staff(fte=FTE * [[1.0, 2.0, 3.0, 4.0]]),
    "share_log_sd": staff(share_log_sd=np.full(4, 0.5)),
    "total_log_sd": staff(total_log_sd=np.full(2, 0.5)),
    "seed": lambda inputs: replace(inputs, seed=2),
    **{f"{factor} anew": drawn_anew(factor) for factor in TECHNICAL},
    **{f"{factor} frozen": frozen(factor) for factor in TECHNICAL},
}


def sums(_: ModelInputs, draws):
    return draws.sector_technology, draws.sector_gate, draws.occupation_fte


def cells(found):
    return found.potential.sum(axis=1)


def alone(inputs: ModelInputs) -> list[np.ndarray]:
    whole, parts = run_draws(inputs, DRAWS, cells, Threads(1))
    return [*sums(inputs, whole), np.concatenate(parts)]


def together(variants: list[ModelInputs], **options: object) -> list[list[np.ndarray]]:
    study = Study(Threads(1), [Variant(one, sums, cells) for one in variants], **options)
    return study.run(DRAWS)


def assert_same(found: list[np.ndarray], expected: list[np.ndarray]) -> None:
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one, other)


def test_every_change_gives_in_a_study_what_it_gives_by_itself():
    start = noisy()
    variants = [start, *(change(start) for change in CHANGES.values())]
    expected = [alone(one) for one in variants]
    for name, own in zip(CHANGES, expected[1:], strict=True):  # else sharing too much goes unseen
        assert any(not np.array_equal(a, b) for a, b in zip(own, expected[0], strict=True)), name
    for found, own in zip(together(variants), expected, strict=True):
        assert_same(found, own)


@settings(max_examples=25)
@given(st.lists(st.lists(st.sampled_from(sorted(CHANGES)), max_size=3), min_size=2, max_size=4))
def test_changes_together_and_in_any_order_too(chosen):
    variants = []
    for names in chosen:
        inputs = noisy()
        for name in names:
            inputs = CHANGES[name](inputs)
        variants.append(inputs)
    for found, inputs in zip(together(variants), variants, strict=True):
        assert_same(found, alone(inputs))


def test_blocks_kept_from_an_earlier_study_give_the_same():
    warm, start = Warm({**ROOM, "parts": 0}), noisy()
    for name in ("weights", "gate", "fte", "weights", "tasks anew"):
        changed = CHANGES[name](start)
        [found] = together([changed], warm=warm)
        assert_same(found, alone(changed))


def test_more_draws_go_on_where_fewer_ended():
    worked_on, start = [], noisy()
    study = Study(Counting(worked_on), [Variant(start, sums, cells)])
    few, more = study.run(700)[0], study.run(2300)[0]
    assert worked_on == [0, 1, 2]
    assert_same([array[..., :700] for array in more], few)
    fresh = Study(Threads(1), [Variant(start, sums, cells)]).run(2300)[0]
    assert_same(more, fresh)


class Counting(Threads):
    """Notes the blocks that are worked on."""

    def __init__(self, seen: list[int]) -> None:
        super().__init__(1)
        object.__setattr__(self, "seen", seen)

    def each(self, work, shared, items):
        self.seen.extend(items)
        yield from super().each(work, shared, items)


def test_what_a_stage_does_not_depend_on_is_there_to_be_left_out():
    """A field that is renamed must not leave its old name behind in the lists."""
    known = {
        "": {one.name for one in fields(ModelInputs)},
        "tasks": {one.name for one in fields(TaskInputs)},
        "mix": {one.name for one in fields(ReadingMix)},
        "errors": {one.name for one in fields(Errors)},
        "workforce": {one.name for one in fields(WorkforceInputs)},
        "factors": set(FACTORS),
    }
    for left_out in NOT_IN.values():
        for part, names in ((p, n) for some in left_out for p, n in some.items()):
            assert names <= known[part]


def test_stages_that_a_change_leaves_alone_have_the_same_key():
    """By hand: what staff there is moves no share; the gate moves parts, not the shares."""
    keys, start = StageKeys(), noisy()
    of = {name: keys.of(CHANGES[name](start)) for name in ("fte", "gate", "growth")}
    mine = keys.of(start)
    same = {
        name: [stage for stage, key in own.items() if key == mine[stage]]
        for name, own in of.items()
    }
    assert same == {
        "fte": ["readings", "share", "parts"],
        "gate": ["readings", "share"],
        "growth": ["readings"],
    }


@pytest.mark.parametrize(
    "settings_of",
    [
        {"adoption": {"base_year": 2018}},
        {"realisation": {"minimum_block": 0.4}},
        {"evidence": {"concentration": 5}},
        {"sectors": {"school": {"physical": {"strength": 0}}}},
    ],
)
def test_years_of_a_scenario_are_the_same_in_a_study(settings_of):
    first = prepare(load_changed("base"))
    other = prepare(load_changed("base", settings=settings_of), like=first)

    def by_year(_: ModelInputs, draws):
        return draws.future.by_sector, draws.future.by_technology

    study = Study(Threads(1), [Variant(one.inputs, by_year) for one in (first, other)])
    for one, found in zip((first, other), study.run(200), strict=True):
        whole, _ = run_draws(one.inputs, 200, None, Threads(1))
        assert_same(found, [whole.future.by_sector, whole.future.by_technology])
