"""Need of work: weights, populations, growth and balance, each against a count by another way."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from autopot import catalogue
from autopot.demand import (
    QUANTITIES,
    age_weights,
    balance,
    demand_draws,
    demand_of,
    growth,
    population_of,
)
from autopot.demand.assemble import growth_terms
from autopot.demand.population import revision_by_age
from autopot.demand.weights import cost_key_weights
from autopot.errors import InputError
from autopot.model.streams import stream
from autopot.scenario import load_scenario

SECTORS = list(catalogue.sectors()["sector"])
GROUPS = list(catalogue.age_groups()["age_group"])
PORSGRUNN, OSLO = "4001", "0301"
STILL = {"alternative": 0, "revision": 0, "healthier": 0}


def streams(factor, block, *item):
    return stream(7, factor, block, *item)


def demand(settings=None, towns=(PORSGRUNN, OSLO), years=(2040,)):
    loaded = load_scenario("base", None, {"demand": settings or {}})
    return demand_of(loaded, list(towns), SECTORS, years)


def drawn(settings=None, **more):
    found = demand(settings, **more)
    draws = demand_draws(found.inputs, streams, (), 0)
    return growth(found.inputs, draws, slice(None))


def persons(region, year, alternative="main"):
    table = catalogue.table("demand/projection").set_index(["region", "alternative", "year"])
    return table.loc[(region, alternative, year), GROUPS].to_numpy(float)


def test_school_follows_its_pupils():
    """Use per pupil is the same everywhere: cost key over the country's pupils, times ours."""
    grown = drawn(STILL)[0, SECTORS.index("school")]
    rate = np.zeros(10)
    rate[2], rate[3] = 0.6227 / persons("0000", 2026)[2], 0.2776 / persons("0000", 2026)[3]
    byhand = rate @ persons(PORSGRUNN, 2040) / (rate @ persons(PORSGRUNN, 2026))
    assert grown == pytest.approx(byhand)


def test_a_sector_without_a_key_follows_the_inhabitants():
    grown = drawn(STILL)[0, SECTORS.index("technical")]
    assert grown == pytest.approx(persons(PORSGRUNN, 2040).sum() / persons(PORSGRUNN, 2026).sum())


def test_the_ends_of_the_alternative_are_those_of_the_statistics():
    for at, name in ((-1, "low"), (1, "high")):
        grown = drawn({**STILL, "alternative": at})[0, SECTORS.index("technical")]
        ahead = persons(PORSGRUNN, 2040, name).sum() / persons(PORSGRUNN, 2026).sum()
        assert grown == pytest.approx(ahead)


def test_a_stand_in_has_its_own_ages_and_the_country_s_growth():
    """Oslo had 16,789 of 190,309 persons of 80-89 in 2021; the country has 367,458 in 2040."""
    found = population_of([OSLO], [2026, 2040], None, "here")
    assert found.origin == {OSLO: "estimate"}
    assert found.persons[0, 0, 1, 8] == pytest.approx(16789 / 190309 * 367458)


def test_stand_ins_of_all_municipalities_are_the_country():
    towns = list(catalogue.municipalities()["municipality"])
    found = population_of(towns, [2026, 2050], None, "here")
    own = [n for n, t in enumerate(towns) if found.origin[t] == "packaged"]
    assert len(own) == 17
    rest = np.delete(found.persons, own, axis=1).sum(axis=1)
    table = catalogue.table("demand/population_2021").set_index("municipality")[GROUPS]
    telemark = table.loc[[towns[n] for n in own]].sum() / table.sum()
    assert rest == pytest.approx(found.country * (1 - telemark.to_numpy()))


def test_a_municipality_that_nobody_knows_gets_the_country_s_ages():
    found = population_of(["9999"], [2026, 2040], None, "here")
    assert found.origin == {"9999": "country"}
    assert (found.persons[:, 0] == found.country).all()


def test_cost_keys_are_as_published_but_for_criteria_without_an_age():
    """Kindergarten has one criterion of age: 1-5 years. Of care, 0.6384 of 1 are ages."""
    assert cost_key_weights("barnehage")[1] == pytest.approx(1)
    care = cost_key_weights("pleie")
    assert care[9] == pytest.approx(0.1082 / 0.6384)
    assert care[5] == pytest.approx((0.0256 * 3 / 7 + 0.0078 + 0.1702 * 20 / 42) / 0.6384)


@pytest.mark.parametrize("name", ["cost_keys", "users", "dementia"])
def test_every_reading_gives_all_the_work_away(name):
    people = persons("0000", 2026)
    weights = age_weights(name, SECTORS, people, {})
    assert weights.sum(axis=1) == pytest.approx(1)
    assert (weights >= 0).all()


def test_readings_differ_in_care_alone():
    people = persons("0000", 2026)
    one, two, three = (
        age_weights(n, SECTORS, people, {}) for n in ("cost_keys", "users", "dementia")
    )
    apart = np.abs(one - two).max(axis=1) + np.abs(one - three).max(axis=1)
    assert [s for s, a in zip(SECTORS, apart, strict=True) if a > 1e-9] == ["health_care"]


def test_users_by_hand():
    """Hours of 80-89: 58,101 at home by 4.3 and 19,552 in institutions by 33.7; of all ages the
    same sum over the four groups.
    """
    hours = {"0-66": 60128 * 16.9 + 4529 * 33.7, "67-79": 31144 * 5.7 + 7431 * 33.7}
    hours |= {"80-89": 58101 * 4.3 + 19552 * 33.7, "90+": 18068 * 5.5 + 11945 * 33.7}
    care = 0.3532 / (0.3532 + 0.0637)
    other = cost_key_weights("kommunehelse")[8] * (1 - care)
    found = age_weights("users", ["health_care"], persons("0000", 2026), {})[0, 8]
    assert found == pytest.approx(care * hours["80-89"] / sum(hours.values()) + other)


def test_own_weights_replace_those_of_their_sector():
    own = {"technical": {"age_90": 1.0}}
    settings = {
        **STILL,
        "weights": {"cost_keys": 0, "users": 0, "dementia": 0, "own": 1},
        "own_weights": own,
    }
    grown = drawn(settings)[0]
    ahead = persons(PORSGRUNN, 2040) / persons(PORSGRUNN, 2026)
    assert grown[SECTORS.index("technical")] == pytest.approx(ahead[9])
    assert grown[SECTORS.index("school")] == pytest.approx(
        drawn(STILL)[0, SECTORS.index("school"), 0, 0]
    )


def test_revision_by_hand():
    """Children of 1-5, 2026 to 2036: growth under each projection less that under the newest."""
    table = catalogue.table("demand/vintages").set_index(["vintage", "year"])["age_1_5"]
    logs = {v: math.log(table[v, 2036] / table[v, 2026]) for v in (2018, 2020, 2022, 2024, 2026)}
    apart = [logs[v] - logs[2026] for v in (2018, 2020, 2022, 2024)]
    size = math.sqrt(sum(a * a for a in apart) / 4)
    assert revision_by_age()[1] == pytest.approx(math.copysign(size, sum(apart)))


def test_healthier_ageing_takes_from_care_alone_and_in_proportion():
    none, half, all_ = (drawn({**STILL, "healthier": h}) for h in (0, 0.5, 1))
    care = SECTORS.index("health_care")
    fewer = none - all_
    assert (fewer[:, care] > 0).all()
    assert np.delete(fewer, care, axis=1) == pytest.approx(0)
    assert none - half == pytest.approx(fewer / 2)


def test_service_and_productivity_go_opposite_ways():
    """One per cent more service and no more from each hour, 14 years: 1.01 to the power of 14."""
    more = drawn({**STILL, "service_growth": 0.01})
    assert more == pytest.approx(drawn(STILL) * 1.01**14)
    both = drawn({**STILL, "service_growth": 0.01, "productivity": 0.01})
    assert both == pytest.approx(drawn(STILL))


def test_no_growth_gives_no_need():
    """Everyone as many as today in every alternative and no revision: need is that of today."""
    found = demand(towns=(PORSGRUNN,))
    flat = np.repeat(found.population.persons[:, :, :1], 2, axis=2)
    still = replace(found.population, persons=flat, revision=np.zeros(10))
    people = found.population.country[0, 0]
    spread = np.stack(
        [age_weights(n, SECTORS, people, {}) for n in ("cost_keys", "users", "dementia")]
    )
    terms = growth_terms(spread, still, SECTORS, 2026, [2040])
    terms[:, :, 1] = 0  # healthier ageing is a change of its own
    inputs = replace(found.inputs, table=terms)
    assert growth(inputs, demand_draws(inputs, streams, (), 0), slice(None)) == pytest.approx(1)


def test_a_frozen_factor_leaves_the_draws_of_the_others():
    found = demand().inputs
    free, held = (demand_draws(found, streams, f, 0) for f in ((), ("ageing",)))
    once = demand_draws(found, streams, ("demand", "population"), 0)
    assert (free.terms[::2] == held.terms[::2]).all()  # those without healthier ages
    assert not (free.terms == once.terms).all()
    assert (
        np.ptp(
            demand_draws(found, streams, ("demand", "population", "ageing"), 0).terms, axis=1
        ).max()
        == 0
    )


def test_a_reading_more_moves_no_other_draw():
    """Gammas of the readings in common are the same: their ratio is kept in every draw."""
    two = demand({"weights": {"cost_keys": 0.5, "users": 0.5, "dementia": 0, "own": 0}}).inputs
    own = {"weights": {"cost_keys": 0.4, "users": 0.4, "dementia": 0, "own": 0.2}}
    three = demand(
        {**own, "concentration": 2.5, "own_weights": {"school": {"age_6_12": 1.0}}}
    ).inputs
    first = demand_draws(two, streams, ("population", "ageing"), 0).terms
    more = demand_draws(three, streams, ("population", "ageing"), 0).terms
    assert first[0] / first[8] == pytest.approx(more[0] / more[8])


def test_levers_by_hand():
    """2 points of a mean position of 80, 0.9 of the 90 at work, a year of a fortieth."""
    levers = {"mean_position": 0.02, "mean_position_now": 0.8, "sick_leave": 0.009}
    levers |= {"sick_leave_now": 0.1, "later_retirement": 1, "retiring": 0.025}
    found = demand({"levers": levers}).inputs
    won = demand_draws(found, streams, (), 0).won
    assert won[:, 0] == pytest.approx([0.025, 0.01, 0.025])


@pytest.mark.parametrize(("year", "reach"), [(2030, 4 / 9), (2035, 1), (2040, 1)])
def test_a_lever_grows_on_a_line_until_it_is_reached(year, reach):
    assert demand(years=(year,)).inputs.levers.reach == pytest.approx(reach)


FTE = arrays(float, (2, 3, 4), elements=st.floats(0, 1e4))
SHARE = arrays(float, (3, 2, 4), elements=st.floats(0, 0.5))
GROWN = arrays(float, (2, 3, 2, 4), elements=st.floats(0, 3))
MOVE = st.floats(0, 1)


def of(values, name):
    return values[QUANTITIES.index(name)]


@given(FTE, GROWN, SHARE, SHARE, MOVE)
def test_the_balance_closes_in_every_draw(fte, grown, realised, won, move):
    """Need = today + gap; what is needed less what meets it is what rests, with nothing created."""
    v = balance(fte, grown, realised, realised, won, move).values
    assert of(v, "need") == pytest.approx(fte[:, :, None] + of(v, "gap"), abs=1e-6)
    met = of(v, "technology") + of(v, "levers") + of(v, "moved")
    assert of(v, "gap") - met + of(v, "spare") == pytest.approx(of(v, "rest"), abs=1e-6)
    assert of(v, "moved").sum(axis=1) == pytest.approx(0, abs=1e-6)
    for name in ("rest", "spare", "closed"):
        assert (of(v, name) >= -1e-6).all()
    assert (of(v, "closed") <= of(v, "technology") + 1e-9).all()
    assert (of(v, "closed") <= np.maximum(of(v, "gap"), 0) + 1e-9).all()


@given(FTE, GROWN, SHARE, SHARE, MOVE, st.floats(0.1, 10))
def test_the_balance_is_linear_in_fte(fte, grown, realised, won, move, times):
    one = balance(fte, grown, realised, realised, won, move).values
    more = balance(times * fte, grown, realised, realised, won, move).values
    assert more == pytest.approx(times * one, rel=1e-6, abs=1e-6)


@given(FTE, GROWN, SHARE, SHARE)
def test_nobody_moves_where_nobody_may(fte, grown, realised, won):
    v = balance(fte, grown, realised, realised, won, 0.0).values
    assert (of(v, "moved") == 0).all()


@given(FTE, GROWN, SHARE, SHARE, MOVE)
def test_moving_never_leaves_more_to_do(fte, grown, realised, won, move):
    still = of(balance(fte, grown, realised, realised, won, 0.0).values, "rest")
    moved = of(balance(fte, grown, realised, realised, won, move).values, "rest")
    assert (moved <= still + 1e-6).all()


def test_moving_by_hand():
    """One sector lacks 10, another has 6 to spare; half of the 6 may move."""
    fte, grown = np.array([[[100.0], [60.0]]]), np.array([[[[1.1]], [[0.9]]]])
    nothing = np.zeros((2, 1, 1))
    v = balance(fte, grown, nothing, nothing, nothing, 0.5).values
    assert of(v, "rest").ravel() == pytest.approx([7, 0])
    assert of(v, "spare").ravel() == pytest.approx([0, 3])
    assert of(v, "moved").ravel() == pytest.approx([3, -3])


def test_technology_frees_of_the_staff_that_is_needed_by_then():
    """100 FTE grow to 120, technology takes out a tenth: 12, and 8 of the 20 rest."""
    fte, grown, share = (
        np.full((1, 1, 1), 100.0),
        np.full((1, 1, 1, 1), 1.2),
        np.full((1, 1, 1), 0.1),
    )
    v = balance(fte, grown, share, share, np.zeros((1, 1, 1)), 0.0).values
    assert of(v, "technology").item() == pytest.approx(12)
    assert of(v, "rest").item() == pytest.approx(8)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"weights": {"cost_keys": 0.9}}, "sum to"),
        ({"years": [2040, 2030]}, "rising years"),
        ({"years": [2026]}, "years after today"),
        ({"alternative": 2}, "number from -1 to 1"),
        ({"own_weights": {"school": {"age_6_12": 0.5}}}, "own_weights of school sum to"),
        ({"weights": {"cost_keys": 0, "users": 0, "dementia": 0, "own": 1}}, "own_weights"),
    ],
)
def test_a_section_that_cannot_be(settings, words):
    with pytest.raises(InputError, match=words):
        load_scenario("base", None, {"demand": settings})


def test_what_only_the_data_can_refuse():
    faults = {
        "own_weights": {"skole": {"age_6_12": 1.0}, "school": {"age_600": 1.0}},
        "levers": {"sectors": ["care"]},
    }
    with pytest.raises(InputError) as error:
        demand(faults)
    assert len(error.value.problems) == 3
    with pytest.raises(InputError, match="2051"):
        demand(years=(2051,))
    with pytest.raises(InputError, match="no file"):
        demand({"population": "nowhere.csv"})


def test_a_file_without_low_and_high_borrows_the_country_s_distance(tmp_path):
    table = catalogue.table("demand/projection")
    own = table[(table["region"] == PORSGRUNN) & (table["alternative"] == "main")]
    file = tmp_path / "own.csv"
    own.to_csv(file, index=False)
    found = population_of([PORSGRUNN], [2026, 2040], file, "here")
    assert found.origin == {PORSGRUNN: "file"}
    apart = persons("0000", 2040, "low") / persons("0000", 2040)
    assert found.persons[1, 0, 1] == pytest.approx(persons(PORSGRUNN, 2040) * apart)


def test_a_scenario_from_before_the_section_has_that_of_base(tmp_path):
    """A file that states everything else and extends nothing."""
    import yaml

    data = load_scenario("base").scenario.model_dump(mode="json")
    del data["demand"]
    file = tmp_path / "old.yaml"
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    assert load_scenario(file).scenario.demand == load_scenario("base").scenario.demand


def test_second_hand_figures_say_so():
    sources = catalogue.sources().set_index("source_id")["note"]
    for table in ("cost_keys", "dementia", "levers", "published_need"):
        for source in set(catalogue.table(f"demand/{table}")["source_id"]):
            if source.startswith(("kdd-", "fram-")) or source.endswith(("-ntb", "-dagsavisen")):
                assert "second-hand" in sources[source]


def test_persons_of_working_age_per_elderly():
    """The whole country in 2026: 1,865,473 + 1,563,660 by 674,694 + 239,357 + 45,582 is 3.57."""
    assert isinstance(persons("0000", 2026), np.ndarray)
    found = demand_of(load_scenario("base"), ["9999"], SECTORS, [2040])
    assert found.working_age_per_elderly()[0] == pytest.approx(3429133 / 959633)
    assert pd.notna(found.working_age_per_elderly()[1])


@pytest.mark.parametrize(
    ("levers", "words"),
    [
        ({"mean_position": 0.158}, "mean_position | 0.158 | allowed: at most 0.157"),
        ({"sick_leave": {"uniform": [0, 0.1]}}, "sick_leave | 0.100 | allowed: at most sick_l"),
        ({"sick_leave": 0.05, "sick_leave_now": 0.04}, "sick_leave_now, 0.040"),
    ],
)
def test_a_lever_gives_no_more_than_there_is(levers, words):
    with pytest.raises(InputError) as error:
        demand({"levers": levers})
    assert words in str(error.value)
    assert demand({"levers": {"mean_position": 0.157, "sick_leave": 0.091}})


def own_file(folder, change, towns=(PORSGRUNN,), **form):
    """A planner's file; `change` gets its rows, the age groups as numbers."""
    table = catalogue.table("demand/projection")
    rows = table[table["region"].isin(towns)].reset_index(drop=True)
    rows[GROUPS] = rows[GROUPS].astype(float)
    change(rows)
    rows.to_csv(folder / "own.csv", index=False, **form)
    return {"population": str(folder / "own.csv")}


def _nobody(rows):
    rows.loc[rows["year"] == 2031, GROUPS] = 0.0


def _no_pupils(rows):
    rows[["age_6_12", "age_13_15"]] = 0.0


def _swapped(rows):
    rows["alternative"] = rows["alternative"].map({"low": "high", "high": "low", "main": "main"})


def _doubled(rows):
    rows.loc[rows["year"] >= 2035, "age_80_89"] *= 2.5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_nobody, "has nobody in 2031"),
        (_no_pupils, "nobody today of the ages that school is for"),
        (_swapped, "in low and .* in main"),
        (_doubled, "in age_80_89 in 2034"),
    ],
)
def test_a_population_that_cannot_be(change, words, tmp_path):
    with pytest.raises(InputError, match=words):
        demand(own_file(tmp_path, change), towns=(PORSGRUNN,))


def test_a_file_of_other_municipalities_is_refused(tmp_path):
    settings = own_file(tmp_path, lambda rows: rows)
    with pytest.raises(InputError, match="no row for 0301; the file has 4001"):
        demand(settings, towns=(OSLO,))
    assert demand(settings).population.origin == {PORSGRUNN: "file", OSLO: "estimate"}


def test_a_file_with_semicolons_is_read_as_one_with_commas(tmp_path):
    def halves(rows):
        rows["age_0"] += 0.5

    comma = demand(own_file(tmp_path, halves), towns=(PORSGRUNN,))
    excel = {"sep": ";", "decimal": ",", "encoding": "utf-8-sig"}
    semicolon = demand(own_file(tmp_path, halves, **excel), towns=(PORSGRUNN,))
    np.testing.assert_array_equal(comma.population.persons, semicolon.population.persons)


def test_nobody_elderly_is_missing_and_not_without_end(tmp_path):
    def young(rows):
        rows[["age_67_79", "age_80_89", "age_90"]] = 0.0

    found = demand(own_file(tmp_path, young), towns=(PORSGRUNN,))
    assert np.isnan(found.working_age_per_elderly()).all()
