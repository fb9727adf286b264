"""Nobody in a real workforce can be seen: hidden figures stay hidden."""

from __future__ import annotations

import json

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

import autopot
from autopot.analysis.disclosure import LEVEL_KEYS, Hidden, hidden_keys
from autopot.analysis.network import Edge, protect
from autopot.api import explain_sector
from autopot.errors import InputError
from autopot.scenario import load_scenario
from autopot.study.preparation import hidden_of
from autopot.workforce import load_workforce

COLUMNS = ["municipality", "sector", "occupation", "fte"]
THRESHOLD = 5.0


def workforce(*rows):
    return pd.DataFrame(list(rows), columns=COLUMNS)


# Three municipalities and three sectors with one occupation each way; cells in FTE:
#        s1   s2   s3 | sum
#   m1    2   20   30 |  52
#   m2   10   40   60 | 110
#   m3   70   80   90 | 240
THREE_BY_THREE = workforce(
    *[
        (town, sector, "4110", fte)
        for town, row in zip(
            ("m1", "m2", "m3"), ((2, 20, 30), (10, 40, 60), (70, 80, 90)), strict=True
        )
        for sector, fte in zip(("s1", "s2", "s3"), row, strict=True)
    ]
)


def test_one_small_cell_takes_the_cheapest_rectangle_with_it():
    """Rectangles with m1/s1 cost 20+10+40, 30+10+60, 20+70+80 or 30+70+90: the first is least."""
    found = hidden_keys(THREE_BY_THREE, THRESHOLD)
    assert found.keys["municipality_sector"] == {
        ("m1", "s1"),
        ("m1", "s2"),
        ("m2", "s1"),
        ("m2", "s2"),
    }
    assert not any(found.of(level) for level in ("municipality", "sector", "occupation"))


def test_two_cheap_figures_are_hidden_rather_than_one_dear_one():
    """From the head back to the tail: 50 at once, or 5 and 5 through the middle."""
    edges = [Edge("t", "h", 1), Edge("t", "h", 50), Edge("t", "m", 5), Edge("m", "h", 5)]
    assert protect(edges, [0], 5) == {0, 2, 3}
    assert protect(edges, [0], 6) == {0, 1, 2, 3}  # 5 and 5 can only fall by 5


def test_two_small_cells_opposite_each_other_share_one_rectangle():
    """The 4 goes first: with the 2, which is hidden anyway, 70 + 30 is its cheapest rectangle, and
    it is one for the 2 as well. Alone the 2 would have taken 20 + 10 + 40.
    """
    table = THREE_BY_THREE.assign(fte=[2, 20, 30, 10, 40, 60, 70, 60, 4])
    assert hidden_keys(table, THRESHOLD).keys["municipality_sector"] == {
        ("m1", "s1"),
        ("m1", "s3"),
        ("m3", "s1"),
        ("m3", "s3"),
    }


def test_two_small_cells_in_a_row_do_not_protect_each_other():
    """m1 has 2 and 1: the row's sum tells that both are below 5, so a third cell is hidden."""
    table = THREE_BY_THREE.assign(fte=[2, 1, 30, 10, 40, 60, 70, 80, 90])
    hidden = hidden_keys(table, THRESHOLD).keys["municipality_sector"]
    assert {("m1", "s1"), ("m1", "s2"), ("m1", "s3")} <= hidden


def test_nothing_small_hides_nothing():
    assert not hidden_keys(THREE_BY_THREE.assign(fte=50.0), THRESHOLD).anything


def test_exactly_the_threshold_is_shown():
    assert not hidden_keys(THREE_BY_THREE.assign(fte=5.0), THRESHOLD).anything


def test_threshold_zero_hides_nothing():
    assert hidden_keys(THREE_BY_THREE, 0) == Hidden()


def test_with_one_municipality_a_hidden_cell_hides_its_sector_and_another():
    """The sector is the cell. The next smallest sector, 8 FTE, is hidden to protect it."""
    cells = workforce(
        ("0301", "culture", "4110", 3.0),
        ("0301", "school", "4110", 8.0),
        ("0301", "health_care", "4110", 90.0),
    )
    found = hidden_keys(cells, THRESHOLD)
    assert found.of("sector") == {"culture", "school"}
    assert found.keys["municipality_sector"] == {("0301", "culture"), ("0301", "school")}
    assert found.of("municipality") == set()


def test_with_one_sector_a_small_municipality_hides_another():
    cells = workforce(
        ("0301", "school", "2341", 3.0),
        ("1103", "school", "2341", 8.0),
        ("4601", "school", "2341", 90.0),
    )
    found = hidden_keys(cells, THRESHOLD)
    assert found.of("municipality") == {"0301", "1103"}
    assert found.of("sector") == set()


def test_an_occupation_of_one_sector_is_not_given_away_by_the_sector():
    """Fire: 3 leaders and 20 others, and nobody else. Hiding the 6 clerks of the administration
    would not help, since the sector's 23 less 20 gives 3; the 20 must be hidden.
    """
    cells = workforce(
        ("0301", "fire_rescue", "1349", 3.0),
        ("0301", "fire_rescue", "5411", 20.0),
        ("0301", "administration", "4110", 6.0),
        ("0301", "administration", "2422", 50.0),
    )
    assert hidden_keys(cells, THRESHOLD).of("occupation") == {"1349", "5411"}


def test_few_persons_are_hidden_although_their_fte_are_many_enough():
    cells = THREE_BY_THREE.assign(fte=50.0, headcount=[4, *[60] * 8])
    assert ("m1", "s1") in hidden_keys(cells, THRESHOLD).keys["municipality_sector"]
    unknown = cells.assign(headcount=[np.nan, *[60] * 8])
    assert not hidden_keys(unknown, THRESHOLD).anything


def test_exactly_the_threshold_of_persons_is_shown():
    assert not hidden_keys(THREE_BY_THREE.assign(fte=50.0, headcount=5), THRESHOLD).anything


@pytest.mark.parametrize(
    ("level", "key", "cells"),
    [
        ("municipality", ("1103",), [("1103", "school", "2341"), ("1103", "culture", "2622")]),
        ("sector", ("culture",), [("0301", "culture", "2622"), ("1103", "culture", "4110")]),
        ("occupation", ("2622",), [("0301", "culture", "2622"), ("0301", "school", "2622")]),
    ],
)
@pytest.mark.parametrize(("fte", "persons"), [(2.0, 60.0), (50.0, 2.0)])
def test_a_small_sum_of_several_smaller_ones_is_hidden_itself(level, key, cells, fte, persons):
    """Twice 2 FTE, or twice 2 persons, are 4: who sees the 4 knows of each that it is less."""
    others = [
        (town, sector, occupation, 60.0)
        for town in ("0301", "4601", "5001")
        for sector in ("school", "health_care")
        for occupation in ("2341", "4110")
    ]
    table = workforce(*others, *[(*cell, fte) for cell in cells])
    table["headcount"] = [60.0] * len(others) + [persons] * len(cells)
    assert (level, key) in hidden_keys(table, THRESHOLD)


@pytest.mark.parametrize(
    ("level", "key", "row"),
    [
        ("municipality", ("0301",), 0),
        ("sector", ("school",), 1),
        ("municipality_sector", ("0301", "school"), 2),
        ("sector_occupation", ("school", "4110"), 3),
        ("occupation", ("4110",), 4),
    ],
)
def test_a_hidden_key_hides_the_rows_about_it_and_no_parts_or_wholes_of_it(level, key, row):
    table = pd.DataFrame(
        [
            ("0301", None, None),
            (None, "school", None),
            ("0301", "school", None),
            (None, "school", "4110"),
            (None, None, "4110"),
            (None, None, None),
            ("1103", None, None),
        ],
        columns=COLUMNS[:3],
    )
    hidden = Hidden(THRESHOLD, {level: frozenset({key})})
    assert np.flatnonzero(hidden.rows(table)).tolist() == [row]


def test_many_persons_in_few_fte_are_hidden():
    cells = THREE_BY_THREE.assign(headcount=60)
    assert ("m1", "s1") in hidden_keys(cells, THRESHOLD).keys["municipality_sector"]


@pytest.mark.parametrize(("column", "unit"), [("fte", "FTE"), ("headcount", "persons")])
def test_a_whole_workforce_below_the_threshold_is_refused(column, unit):
    cells = THREE_BY_THREE.assign(fte=9.0, headcount=9.0).assign(**{column: 0.5})
    with pytest.raises(InputError, match=f"fewer than 5 {unit} in all"):
        hidden_keys(cells, THRESHOLD)


@st.composite
def workforces(draw):
    """Up to 4 municipalities, 4 sectors and 5 occupations, many cells small."""
    shape = [draw(st.integers(1, most)) for most in (4, 4, 5)]
    sizes = st.sampled_from([0.0, 0.0, 0.2, 1.0, 2.5, 4.9, 5.0, 7.0, 12.0, 60.0])
    fte = draw(st.lists(sizes, min_size=int(np.prod(shape)), max_size=int(np.prod(shape))))
    index = pd.MultiIndex.from_product([[f"{n}" for n in range(size)] for size in shape])
    cells = pd.DataFrame({"fte": fte}, index=index.set_names(COLUMNS[:3])).reset_index()
    return cells[cells["fte"] > 0].reset_index(drop=True)


def published(cells, found):
    """The referee's view, without networks: unknown FTE of every municipality, sector and
    occupation that may be there, a matrix of shown sums with their values, and the hidden sums.
    """
    towns = cells[["municipality", "sector"]].drop_duplicates()
    work = cells[["sector", "occupation"]].drop_duplicates()
    unknown = towns.merge(work, on="sector")
    shown, values, hidden = [np.ones(len(unknown))], [cells["fte"].sum()], []
    for level, keys in LEVEL_KEYS.items():
        for key, part in cells.groupby(list(keys))["fte"]:
            member = (unknown[list(keys)] == list(key)).all(axis=1).to_numpy(float)
            if key in found.keys[level]:
                hidden.append((member, float(part.sum())))
            else:
                shown.append(member)
                values.append(part.sum())
    return np.array(shown), np.array(values), hidden


@settings(max_examples=150, deadline=None)
@given(workforces())
def test_no_hidden_sum_follows_from_the_shown_ones(cells):
    """A sum follows from others exactly when it lies in the row space of their matrix."""
    if cells["fte"].sum() < THRESHOLD:
        return
    found = hidden_keys(cells, THRESHOLD)
    for level, keys in LEVEL_KEYS.items():
        small = cells.groupby(list(keys))["fte"].sum() < THRESHOLD
        assert {key if isinstance(key, tuple) else (key,) for key in small.index[small]} <= set(
            found.keys[level]
        )
    shown, _, hidden = published(cells, found)
    basis = np.linalg.svd(shown)
    space = basis.Vh[: int((basis.S > 1e-9).sum())]
    for member, _ in hidden:
        assert np.linalg.norm(member - space.T @ (space @ member)) > 1e-6


@settings(max_examples=40, deadline=None)
@given(workforces())
def test_no_small_sum_can_be_bounded_closely(cells):
    """Whoever knows all shown sums must hold it possible that a small one is larger by the
    threshold, or as large as the whole; found by a linear programme.
    """
    total = cells["fte"].sum()
    if total < THRESHOLD:
        return
    shown, values, hidden = published(cells, hidden_keys(cells, THRESHOLD))
    for member, fte in hidden:
        if fte < THRESHOLD:
            best = linprog(-member, A_eq=shown, b_eq=values, bounds=(0, None))
            assert -best.fun >= min(fte + THRESHOLD, total) - 1e-6


def test_every_municipality_of_the_country():
    """357 × 9 sectors: the referee looks at the two-way table, where nearly all is shown."""
    rng = np.random.default_rng(1)
    towns = pd.MultiIndex.from_product([range(357), range(9), range(3)], names=COLUMNS[:3])
    fte = rng.gamma(0.7, 40, len(towns)).round(1) + 0.1
    cells = pd.DataFrame({"fte": fte}, index=towns).reset_index()
    cells = cells.astype(dict.fromkeys(COLUMNS[:3], str))
    found = hidden_keys(cells, THRESHOLD)
    hidden = pd.MultiIndex.from_tuples(sorted(found.keys["municipality_sector"]))
    sizes = cells.groupby(["municipality", "sector"])["fte"].sum()
    assert set(sizes.index[sizes < THRESHOLD]) <= set(hidden)
    assert len(hidden) < len(sizes) / 5
    assert min(hidden.get_level_values(0).value_counts()) >= 2
    assert sizes[hidden].groupby("municipality").sum().min() >= THRESHOLD


OWN = workforce(
    ("0301", "administration", "4110", 42.25),
    ("0301", "administration", "2422", 3.1875),
    ("0301", "health_care", "2223", 30.5),
    ("0301", "health_care", "5321", 61.75),
    ("0301", "fire_rescue", "5411", 2.6875),
    ("0301", "school", "2341", 55.25),
    ("0301", "culture", "2622", 4.0625),
    ("1103", "administration", "4110", 21.5),
    ("1103", "administration", "2422", 6.25),
    ("1103", "health_care", "2223", 1.3125),
    ("1103", "health_care", "5321", 44.75),
    ("1103", "school", "2341", 33.5),
    ("1103", "culture", "2622", 8.4375),
)


@pytest.fixture
def own(tmp_path):
    """A scenario with a file of its own."""
    OWN.to_csv(tmp_path / "own.csv", index=False)
    text = (
        "name: own\nextends: base\nreferences: [menon-2019]\nstorby: null\n"
        "title: {nb: Egen, en: Own}\nreason: {nb: Egen, en: Own}\n"
        "workforce: {source: own.csv}\nuncertainty: {draws: 200}\n"
    )
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "own.yaml"


def numbers(value):
    """Every number in nested plain data."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [number for inner in value for number in numbers(inner)]
    return [value] if isinstance(value, int | float) and not isinstance(value, bool) else []


def test_no_file_of_a_run_holds_a_hidden_figure(own, tmp_path):
    result = autopot.run(own)
    secret = result.draws.table[result.potential["suppressed"]]
    assert {"sector", "occupation", "municipality_sector", "sector_radar_class"} <= set(
        secret["level"]
    )
    exact = secret[["fte_base", "mean", "p05", "p25", "p50", "p75", "p95"]].to_numpy().ravel()
    exact = np.unique(exact[(exact > 0) & (np.abs(exact - exact.round(2)) > 1e-4)])
    folder = result.save(tmp_path / "run")
    table = pd.read_parquet(folder / "potential.parquet")
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    found = {
        "parquet": numbers(table.select_dtypes("number").to_numpy().ravel().tolist()),
        "workbook": numbers(
            [list(row) for sheet in book for row in sheet.iter_rows(values_only=True)]
        ),
        "json": numbers(result.as_json()),
    }
    assert exact.size > 50
    for name, values in found.items():
        known = np.array([v for v in values if not np.isnan(v)])
        assert len(known) > 20
        nearest = np.abs(known[:, None] - exact).min()
        assert nearest > 1e-6, name
    for name in ("scenario.yaml", "manifest.json"):
        text = (folder / name).read_text(encoding="utf-8")
        assert not [
            fte for fte in ("2.6875", "4.0625", "8.4375", "1.3125", "3.1875") if fte in text
        ]
    rows = [row for row in book["Sektorer"].iter_rows(values_only=True) if row[0] == "Kultur"]
    assert set(rows[0][1:]) == {"skjult"}


KINDS = ["technology", "radar_class", "human_required"]


def shares_of_occupations(scenario):
    """What anybody can find out with the model: potential of one FTE by occupation and kind, in the
    main figure and beside it, in the sector that the occupation is in.
    """
    result = {}
    for occupation, sector in sorted(set(zip(OWN["occupation"], OWN["sector"], strict=True))):
        one = workforce(("0301", sector, occupation, 1.0))
        rows = everything(autopot.run(scenario, one, changes={"report": {"suppress_below": 0}}))
        rows = rows[(rows["unit"] == "fte") & rows["level"].isin(["total", *KINDS])]
        for _, row in rows.iterrows():
            result[occupation, *what(row)] = row["mean"]
    return result


def everything(result):
    """All rows of a run about its potential, and those that stand beside it."""
    return pd.concat([result.potential, result.beside], ignore_index=True)


def what(row):
    """The split a row is part of, or its kind, and which part it is."""
    split = next((k for k in KINDS if pd.notna(row[k])), None)
    return (split, str(row[split])) if split else (row["kind"], "")


def bounds_of(member, table, shares, half):
    """Lowest and highest FTE of some cells, for one who knows all that is in a table, each figure
    to within `half`, and the potential of an FTE in every occupation.
    """
    rows, middle = [], []
    for _, row in table[(table["unit"] == "fte") & table["fte_base"].notna()].iterrows():
        about = [key for key in COLUMNS[:3] if pd.notna(row[key])]
        inside = (OWN[about] == row[about].astype(object)).all(axis=1).to_numpy(float)
        of_one = [shares.get((o, *what(row)), 0.0) for o in OWN["occupation"]]
        rows += [inside, inside * of_one]
        middle += [row["fte_base"], row["mean"]]
    matrix, sums = np.array(rows), np.array(middle)
    limits = np.concatenate([sums + half, half - sums])
    return [
        sign * linprog(sign * member, np.vstack([matrix, -matrix]), limits, bounds=(0, None)).fun
        for sign in (1, -1)
    ]


def test_rounding_keeps_the_model_from_giving_hidden_figures_away(own):
    """Exact potentials are equations about who works where, and solve to the 2.6875 FTE of fire;
    rounded ones, and those beside them, leave a range of more than 2 FTE around it.
    """
    result, shares = autopot.run(own), shares_of_occupations(own)
    fire = (OWN["sector"] == "fire_rescue").to_numpy(float)
    exact = result.draws.table[~result.potential["suppressed"]]
    assert bounds_of(fire, exact, shares, 1e-6) == pytest.approx([2.6875, 2.6875], abs=1e-3)
    low, high = bounds_of(fire, everything(result), shares, 0.5)
    assert low < 1.6 < 2.6875 < high
    assert high - low > 2


def test_hidden_rows_are_the_same_in_every_level_about_them(own):
    result = autopot.run(own)
    table = result.potential
    assert result.hidden.of("sector") == {"culture", "fire_rescue"}
    for level in ("sector", "sector_radar_class", "sector_human_required"):
        rows = table[table["level"] == level].set_index("sector")["suppressed"]
        assert set(rows.index[rows]) == {"culture", "fire_rescue"}
        assert rows[["culture", "fire_rescue"]].all()
    figures = table.columns[table.columns.get_loc("fte_base") : -1]
    assert table.loc[table["suppressed"], figures].isna().all(axis=None)
    shown = table[~table["suppressed"]]
    assert shown[["fte_base", "mean", "p05", "p95"]].notna().all(axis=None)
    in_fte = shown[shown["unit"] == "fte"]
    assert (in_fte[["fte_base", "mean", "p95"]] % 1 == 0).all(axis=None)
    assert result.draws.table["fte_base"].notna().all()


def test_the_answer_names_no_hidden_sector_and_says_why(own):
    changes = {"evidence": {"override": {"5411": 0.99, "2622": 0.98}}}
    result = autopot.run(own, changes=changes)
    lines = [*result.answer().lines(), *result.notes()]
    assert not [line for line in lines if "kultur" in line.lower() or "brann" in line.lower()]
    assert any(line.startswith("Av sektorene som vises, har administrasjon") for line in lines)
    assert any("2 av 5 sektorer" in line and "2 av 7 yrker" in line for line in lines)
    assert result.as_json()["largest_sector"]["sector"] == "administration"
    open_run = autopot.run(own, changes={**changes, "report": {"suppress_below": 0}})
    # most of the firefighters' 0.99 stands beside, where the person is the service
    assert open_run.as_json()["largest_sector"]["sector"] == "culture"


def test_with_every_sector_hidden_none_is_the_largest():
    cells = workforce(("0301", "culture", "2622", 4.0), ("0301", "school", "2341", 4.0))
    result = autopot.run("base", cells, draws=100)
    assert result.as_json()["largest_sector"] is None
    assert all(result.answer().lines())


def test_an_estimate_is_not_hidden():
    result = autopot.run("base", draws=100)
    assert not result.hidden.anything
    pd.testing.assert_frame_equal(result.potential, result.draws.table)
    assert not result.potential["suppressed"].any()
    assert result.level("occupation")["fte_base"].min() < THRESHOLD  # small, and no secret


def test_threshold_zero_shows_the_exact_figures(own):
    result = autopot.run(own, changes={"report": {"suppress_below": 0}})
    pd.testing.assert_frame_equal(result.potential, result.draws.table)


def test_a_run_of_three_fte_is_refused_before_it_starts():
    cells = workforce(("0301", "school", "2341", 3.0))
    with pytest.raises(InputError, match="too few to show anything"):
        autopot.run("base", cells)


def test_comparison_hides_what_either_scenario_hides(own):
    many = OWN.assign(fte=OWN["fte"].where(OWN["occupation"] != "5411", 40.0))
    many.to_csv(own.parent / "many.csv", index=False)
    other = own.parent / "many.yaml"
    text = own.read_text(encoding="utf-8").replace("own.csv", "many.csv")
    other.write_text(text, encoding="utf-8")
    loaded = load_scenario(other)
    assert ("sector", ("fire_rescue",)) not in hidden_of(loaded, load_workforce(loaded))
    found = autopot.compare([other, own])
    assert ("sector", "fire_rescue") in found.hidden
    assert "fire_rescue" not in set(found.table["key"]) | set(found.parts["key"])
    assert (found.table[["fte_mean", "fte_p95"]] % 1 == 0).all(axis=None)
    assert "Ikke vist" in str(list(_first_sheet(found.save(own.parent / "compare"))))
    plain = autopot.compare(["base", "fast"], draws=100)
    assert plain.hidden == []


def _first_sheet(folder):
    return openpyxl.load_workbook(folder / "compare.xlsx").worksheets[0].iter_rows(values_only=True)


def test_sensitivity_and_bounds_leave_out_hidden_sectors(own):
    hidden = {"culture", "fire_rescue"}
    found = autopot.sensitivity(own, draws=200)
    assert set(found.hidden) == hidden
    for frame in (found.indices, found.known, found.readings):
        assert not hidden & set(frame["key"])
    limits = autopot.bounds(own)
    assert set(limits.hidden) == hidden
    assert not hidden & set(limits.table["name"])
    assert not hidden & set(json.dumps(limits.as_json()["bounds"]).split('"'))
    with pytest.raises(InputError, match="fire_rescue"):
        autopot.bounds(own, sectors={"fire_rescue": (0.1, 0.2)})


def test_a_shadow_price_is_no_more_exact_than_two_decimals(own):
    """A total just above its lowest lets one sector at a time have all of the slack: its highest
    share moves by FTE of all / FTE of the sector. 315.4375 / 88.75, / 138.3125 and / 73.1875 are
    3.5542, 2.2806 and 4.3100; exact, they would give the sector's FTE to the fourth decimal.
    """
    lowest = autopot.bounds(own).table.set_index("name").loc["total", "low"]
    table = autopot.bounds(own, total=(0.0, lowest + 0.004)).table.set_index("name")
    prices = table.loc[["school", "health_care", "administration"], "high_price"]
    assert prices.tolist() == [3.55, 2.28, 4.31]


def test_a_sector_explained_hides_its_small_occupations(own):
    tasks = explain_sector("administration", own).set_index("occupation")
    assert not tasks["suppressed"].any()  # 2422: 3 + 6 FTE in two municipalities
    fire = explain_sector("fire_rescue", own)
    assert fire["suppressed"].all()
    assert fire[["fte", "potential", "of_sector"]].isna().all(axis=None)
    assert explain_sector("school")["fte"].notna().all()  # of the packaged estimate
