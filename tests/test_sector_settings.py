"""Settings of one sector: what is written, what is inherited, and what the model makes of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from autopot.api import run
from autopot.engine import run_draws
from autopot.errors import InputError
from autopot.model.inputs import SectorWork
from autopot.scenario import load_scenario
from autopot.scenario.settings import check_name, with_settings
from conftest import ALL_FACTORS, FixedReading, small_model

SCHOOL, CARE = 0, 1
HEAD = (
    "name: own\ntitle: {nb: A, en: A}\nreason: {nb: A, en: A}\nreferences: [judgement]\n"
    "extends: base\n"
)


def file(tmp_path: Path, text: str, name: str = "own.yaml") -> Path:
    """A scenario on top of base."""
    path = tmp_path / name
    path.write_text(HEAD + text, encoding="utf-8")
    return path


# What a file says


def test_a_sector_has_the_general_value_of_what_it_does_not_say(tmp_path):
    text = "physical: {strength: 0.5}\nsectors:\n  school: {physical: {strength: 0.1}}\n"
    scenario = load_scenario(file(tmp_path, text)).scenario
    school = scenario.in_sector("school")
    assert school.physical.strength.mode == 0.1
    assert school.evidence == scenario.evidence
    assert scenario.in_sector("culture").physical.strength.mode == 0.5
    assert scenario.own_sections("school") == ["physical"]


def test_settings_of_a_sector_are_inherited_key_by_key(tmp_path):
    file(tmp_path, "sectors: {school: {physical: {strength: 0.1}}}\n", "first.yaml")
    text = (
        "physical: {strength: 0.7}\n"
        "sectors:\n"
        "  school: {adoption: {depth: {delay: 3}}}\n"
        "  culture: {human_required: {partly: 0}}\n"
    )
    own = file(tmp_path, text, "second.yaml")
    own.write_text(own.read_text().replace("extends: base", "extends: first.yaml"))
    loaded = load_scenario(own)
    school = loaded.scenario.in_sector("school")
    assert school.physical.strength.mode == 0.1  # of the first file, not the new general value
    assert school.adoption.depth.delay.mode == 3
    assert school.adoption.depth.stretch == loaded.scenario.adoption.depth.stretch
    assert loaded.scenario.in_sector("culture").physical.strength.mode == 0.7


@pytest.mark.parametrize("name", ["Skole", "school", "  SKOLE ", "School"])
def test_a_sector_may_be_called_by_its_name(tmp_path, name):
    """Inherited under its code, changed under its name: still one sector, with file and line."""
    file(tmp_path, "sectors: {school: {physical: {strength: 0.1}}}\n", "first.yaml")
    text = f'sectors:\n  "{name}": {{adoption: {{depth: {{delay: 3}}}}}}\n'
    own = file(tmp_path, text, "second.yaml")
    own.write_text(own.read_text().replace("extends: base", "extends: first.yaml"))
    loaded = load_scenario(own)
    school = loaded.scenario.in_sector("school")
    assert list(loaded.scenario.sectors) == ["school"]
    assert school.physical.strength.mode == 0.1
    assert school.adoption.depth.delay.mode == 3
    place = loaded.in_sector("school").place("adoption", "depth", "delay")
    assert place.startswith(f"{own}:7 ")


def test_a_sector_is_written_once(tmp_path):
    text = "sectors:\n  school: {physical: {strength: 0.1}}\n  Skole: {physical: {strength: 0}}\n"
    with pytest.raises(InputError, match="the sector school is there twice, also as 'Skole'"):
        load_scenario(file(tmp_path, text))


def test_settings_that_are_asked_for_stay_as_they_were_given():
    asked = {"sectors": {"Skole": {"physical": {"strength": 0}}}}
    assert list(load_scenario("base", tried=asked).scenario.sectors) == ["school"]
    assert list(asked["sectors"]) == ["Skole"]


def test_an_empty_section_is_told_in_words(tmp_path):
    with pytest.raises(InputError, match="nothing stands under sectors"):
        load_scenario(file(tmp_path, "sectors:\n"))


def test_weights_of_a_sector_that_sum_to_one_are_all_of_them(tmp_path):
    text = "sectors: {school: {evidence: {weights: {whole_tasks: 1}}}}\n"
    weights = load_scenario(file(tmp_path, text)).scenario.in_sector("school").evidence.weights
    assert {name for name, weight in weights.model_dump().items() if weight} == {"whole_tasks"}


def test_every_value_of_a_sector_knows_its_line(tmp_path):
    path = file(tmp_path, "sectors:\n  school:\n    physical:\n      strength: 0.1\n")
    loaded = load_scenario(path)
    place = loaded.in_sector("school").place("physical", "strength")
    assert place == f"{path}:9 sectors.school.physical.strength"
    inherited = loaded.in_sector("school").place("human_required", "partly")
    assert "base.yaml:" in inherited
    assert inherited.endswith("sectors.school.human_required.partly")


def test_faults_in_a_sector_are_told_together_with_their_lines(tmp_path):
    text = (
        "sectors:\n"
        "  school:\n"
        "    physical: {strenght: 0.1}\n"
        "    evidence: {concentration: 2}\n"
        "    human_required: {fully: yes}\n"
        "    adoption: {classes: {adopt: {never: 2}}}\n"
    )
    path = file(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    told = {str(problem) for problem in caught.value.problems}
    assert told == {
        f"{path}:8 | sectors.school.physical.strenght is not a key | allowed: strength | "
        "did you mean strength?",
        f"{path}:9 | sectors.school.evidence.concentration is not a key | allowed: weights | "
        "it is the same in all sectors: write evidence.concentration outside sectors",
        f"{path}:10 | sectors.school.human_required.fully = true | allowed: beside or counted | "
        "change the value",
        f"{path}:11 | sectors.school.adoption.classes.adopt.never = 2 | allowed: at most 1 | "
        "change the value",
    }


def test_an_unknown_sector_is_told_with_names_and_codes(tmp_path):
    text = "sectors:\n  scool: {physical: {strength: 0}}\n"
    with pytest.raises(InputError) as caught:
        run(file(tmp_path, text), draws=200)
    [problem] = map(str, caught.value.problems)
    assert "own.yaml:7 sectors.scool" in problem
    assert "School (school)" in problem
    assert problem.lower().endswith("did you mean school?")


def test_a_run_writes_every_value_of_its_sectors_and_reads_them_again(tmp_path):
    settings = {"sectors": {"school": {"evidence": {"weights": {"whole_tasks": 1}}}}}
    first = run("base", draws=100, settings=settings)
    folder = first.save(tmp_path / "run", report=False)
    again = load_scenario(folder / "scenario.yaml").scenario
    assert again.in_sector("school") == first.scenario.scenario.in_sector("school")
    assert run(folder / "scenario.yaml").potential.equals(first.potential)


# What the model makes of it


def two_readings(weights: tuple[float, float], frozen: frozenset[str] = ALL_FACTORS):
    """Two sectors with ten and thirty FTE of one occupation; readings say 0.2 and 0.6 of it."""
    model = small_model([0.2], [1], np.array([[10.0, 30.0]]), [(SCHOOL, 0), (CARE, 0)], 2)
    first = model.tasks.first_task
    readings = [FixedReading(np.array([share]), first) for share in (0.2, 0.6)]
    kept = [number for number in (0, 1) if weights[number] > 0]
    mix = replace(
        model.mix,
        readings=[readings[number] for number in kept],
        keys=kept,
        weights=np.array([weights[number] for number in kept]),
    )
    return replace(model, mix=mix, errors=replace(model.errors, frozen=frozen))


def believing(model, sector: int, weights: tuple[float, float]) -> SectorWork:
    """A sector that believes other readings."""
    own = two_readings(weights)
    mix = replace(own.mix, general=model.mix)
    return SectorWork(sector, mix, own.errors, model.tasks.counted, model.tasks.beside)


def shares(model, draws: int = 500):
    """(S, D) share of each sector's FTE."""
    found, _ = run_draws(model, draws, None)
    return found.sector_technology.sum(axis=1) / found.sector_fte


def test_each_sector_believes_its_own_reading():
    """One reading alone in each: 0.2 of ten FTE and 0.6 of thirty, 20 of 40 in all."""
    model = two_readings((1, 0))
    model = replace(model, own=[believing(model, CARE, (0, 1))])
    found, _ = run_draws(model, 500, None)
    assert found.sector_technology.sum(axis=1)[:, 0] == pytest.approx([2.0, 18.0])
    assert found.occupation_potential[0] == pytest.approx(np.full(500, 20.0))
    assert found.occupation_fte[0] == pytest.approx(np.full(500, 40.0))
    turned = two_readings((0, 1))
    turned = replace(turned, own=[believing(turned, CARE, (1, 0))])
    assert shares(turned)[:, 0] == pytest.approx([0.6, 0.2])


def test_weights_of_a_sector_follow_the_random_numbers_of_the_general_ones():
    """With two readings the share is 0.2 + 0.4 w, so its mean follows from the mean of w alone."""
    model = two_readings((0.5, 0.5), frozen=frozenset())
    model = replace(model, own=[believing(model, CARE, (0.25, 0.75))])
    general, own = shares(model, 4000)
    assert own.mean() == pytest.approx(0.2 + 0.4 * 0.75, abs=0.01)
    assert (own > general - 0.01).all()  # the reading of 0.6 is believed more, in every draw
    assert np.corrcoef(general, own)[0, 1] > 0.8


def test_equal_weights_are_the_same_weights():
    model = two_readings((0.25, 0.75), frozen=frozenset())
    model = replace(model, own=[believing(model, CARE, (0.25, 0.75))])
    general, own = shares(model)
    assert general == pytest.approx(own, abs=1e-12)


def test_other_sectors_do_not_move_a_bit():
    settings = {
        "sectors": {
            "school": {"evidence": {"weights": {"whole_tasks": 1}}, "physical": {"strength": 0}},
            "culture": {
                "human_required": {"fully": "counted"},
                "adoption": {"depth": {"delay": 9}},
            },
        }
    }
    years = {"adoption": {"years": [2030]}, "demand": {"years": []}}
    plain = run("base", draws=200, settings=years)
    own = run("base", draws=200, settings={**years, **settings})
    for table in ("potential", "by_year", "beside"):
        before, after = getattr(plain, table), getattr(own, table)
        kept = before["level"].eq("sector") & ~before["sector"].isin(["school", "culture"])
        assert kept.any()
        pd.testing.assert_frame_equal(
            before[kept],
            after[after["sector"].isin(before.loc[kept, "sector"]) & after["level"].eq("sector")],
            check_exact=True,
            check_like=False,
            obj=table,
        )


# Settings that vary


def test_a_general_setting_that_varies_holds_in_sectors_that_say_nothing_of_it(tmp_path):
    base = load_scenario(file(tmp_path, "sectors: {school: {human_required: {partly: 0.5}}}\n"))
    changed = with_settings(base, {"physical.strength": 0.1}, {}).scenario
    school = changed.in_sector("school")
    assert school.physical.strength.mode == 0.1
    assert school.human_required.partly == 0.5


def test_one_weight_of_a_sector_may_vary_and_the_others_fill_the_rest():
    """Of base 0.1 is on whole_tasks, so the others, 0.9, become 0.45: halves."""
    changed = with_settings(
        load_scenario("base"), {"sectors.school.evidence.weights.whole_tasks": 0.55}, {}
    ).scenario
    weights = changed.in_sector("school").evidence.weights
    assert weights.score_above_floor == pytest.approx(0.15)
    assert weights.activity_time == pytest.approx(0.1)
    assert changed.evidence == load_scenario("base").scenario.evidence


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("sectors.school.physical.strength", None),
        ("sectors.school.evidence.weights", None),
        ("sectors.school.physical.strenght", "did you mean physical.strength?"),
        ("sectors.school.adoption.depth.delay", "does not change the technical potential"),
        ("sectors.school", "is not known"),
    ],
)
def test_a_sweep_knows_the_settings_of_a_sector(name, words):
    problem = check_name(name, "sweep.yaml:3")
    assert problem is None if words is None else words in str(problem)


def test_a_reading_alone_is_alone_in_every_sector():
    model = two_readings((0.5, 0.5), frozen=frozenset())
    model = replace(model, own=[believing(model, CARE, (0.25, 0.75))])
    alone = model.believing(model.mix.alone(1))
    assert shares(alone) == pytest.approx(np.full((2, 500), 0.6))
