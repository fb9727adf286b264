"""Nobody in a real workforce can be seen: small cells are pooled, and small figures hidden."""

from __future__ import annotations

import json

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

import autopot
from autopot.analysis.disclosure import LEVEL_KEYS, hidden_keys
from autopot.analysis.pooling import pooled
from autopot.api import explain_sector
from autopot.errors import InputError, Kept
from autopot.scenario import load_scenario
from autopot.study.protection import hidden_of, protected_workforce
from support.plan_cases import SMALL

COLUMNS = ["municipality", "sector", "occupation", "fte"]
THRESHOLD = 5.0
LEAST = 2 * THRESHOLD


def workforce(*rows):
    return pd.DataFrame(list(rows), columns=COLUMNS)


def sets(cells):
    """The occupations of each pool that holds several cells, or the places where they differ."""
    pools = pooled(cells, THRESHOLD)
    several = pools.cells[pools.shared]
    return sorted(
        sorted(f"{row.municipality} {row.sector} {row.occupation}" for row in part.itertuples())
        for _, part in several.groupby(pools.pool[pools.shared])
    )


def test_small_cells_find_the_nearest_occupations_first():
    """2341 and 2342 share three digits, and 2262 one digit with them; 4 + 7 = 11 are enough."""
    cells = workforce(
        ("0301", "school", "2262", 3.0),
        ("0301", "school", "2341", 4.0),
        ("0301", "school", "2342", 7.0),
        ("0301", "school", "3412", 8.0),
        ("0301", "school", "9112", 40.0),
    )
    assert sets(cells) == [
        ["0301 school 2262", "0301 school 3412"],  # 11 of what the sector has left
        ["0301 school 2341", "0301 school 2342"],
    ]


def test_what_is_left_over_joins_where_most_are_expected():
    """A leader alone, beside 40 teachers and 60 cleaners: more of the country's schools' staff
    teach. Nobody but the leader is hidden: of the pool's 41 FTE at least 31 are teachers.
    """
    cells = workforce(
        ("0301", "school", "1345", 1.0),
        ("0301", "school", "2341", 40.0),
        ("0301", "school", "9112", 60.0),
    )
    assert sets(cells) == [["0301 school 1345", "0301 school 2341"]]
    assert hidden_keys(pooled(cells, THRESHOLD), THRESHOLD).of("occupation") == {"1345"}


def test_small_sectors_are_pooled_in_their_municipality():
    cells = workforce(
        ("0301", "culture", "2622", 4.0),
        ("0301", "fire_rescue", "5411", 7.0),
        ("0301", "school", "2341", 40.0),
        ("1103", "school", "2341", 50.0),
    )
    assert sets(cells) == [["0301 culture 2622", "0301 fire_rescue 5411"]]
    found = hidden_keys(pooled(cells, THRESHOLD), THRESHOLD)
    assert found.of("sector") == found.of("occupation") - {"2622", "5411"} | {
        "culture",
        "fire_rescue",
    }
    assert found.of("municipality") == set()


def test_a_small_municipality_joins_another():
    """Of teachers as many are expected everywhere, so it joins the first."""
    cells = workforce(
        ("0301", "school", "2341", 3.0),
        ("1103", "school", "2341", 18.0),
        ("4601", "school", "2341", 90.0),
    )
    assert sets(cells) == [["0301 school 2341", "1103 school 2341"]]
    # of the 21 FTE, 11 are surely in Stavanger: more than half of what stands there
    assert hidden_keys(pooled(cells, THRESHOLD), THRESHOLD).of("municipality") == {"0301"}


def test_sums_are_whole_and_near_at_every_level():
    """12.4 + 13.4 + 14.4 = 40.2: one is rounded up so that the sum is 40. The remainders are equal,
    so the first is. 25.3 and the 40 are 65.3 less than a half above 65.
    """
    cells = workforce(
        ("0301", "school", "2341", 12.4),
        ("0301", "school", "4110", 13.4),
        ("0301", "school", "9112", 14.4),
        ("0301", "culture", "2622", 22.0),
        ("0301", "culture", "3433", 3.1),
    )
    found = pooled(cells, THRESHOLD).cells.groupby("sector")["fte"].sum()
    assert found.to_dict() == pytest.approx({"culture": 25.0, "school": 40.0})


def test_few_persons_are_pooled_although_their_fte_are_many_enough():
    cells = workforce(*[("0301", "school", code, 50.0) for code in ("2341", "4110", "9112")])
    assert sets(cells.assign(headcount=[60.0, 4.0, 60.0])) == [
        ["0301 school 2341", "0301 school 4110"]
    ]
    assert sets(cells.assign(headcount=[60.0, np.nan, 60.0])) == []
    assert "headcount" not in pooled(cells.assign(headcount=4.0), THRESHOLD).cells


def test_nothing_small_is_left_as_it_is():
    cells = workforce(("0301", "school", "2341", 12.34), ("0301", "school", "4110", 10.0))
    found = pooled(cells, THRESHOLD)
    pd.testing.assert_frame_equal(found.cells, cells)
    assert not hidden_keys(found, THRESHOLD).anything


@st.composite
def workforces(draw, most=(3, 4, 6)):
    """A few municipalities, sectors and occupations, near each other and not, many cells small."""
    towns, sectors = ["0301", "1103", "4601"], ["school", "culture", "technical", "health_care"]
    works = ["2341", "2342", "2330", "4110", "5321", "9112"]
    names = [
        draw(st.lists(st.sampled_from(all_), min_size=1, max_size=n, unique=True))
        for all_, n in zip((towns, sectors, works), most, strict=True)
    ]
    index = pd.MultiIndex.from_product(names, names=COLUMNS[:3])
    sizes = st.sampled_from([0.0, 0.0, 0.2, 1.0, 2.5, 4.9, 5.0, 7.0, 9.9, 12.3, 60.7])
    fte = draw(st.lists(sizes, min_size=len(index), max_size=len(index)))
    cells = pd.DataFrame({"fte": fte}, index=index).reset_index()
    return cells[cells["fte"] > 0].reset_index(drop=True)


@settings(max_examples=80, deadline=None)
@given(workforces(), st.randoms(use_true_random=False))
def test_pools_are_large_and_keep_the_sums(cells, random):
    assume(cells["fte"].sum() >= LEAST)
    found = pooled(cells, THRESHOLD)
    true = cells.sort_values(COLUMNS[:3])["fte"].to_numpy()
    assert np.bincount(found.pool, true).min() >= LEAST - 1e-6
    assert (found.cells["fte"] > 0).all()
    assert abs(found.cells["fte"].sum() - true.sum()) <= 0.5 + 1e-6
    assert np.abs(found.fte - np.bincount(found.pool, true)).max() < 1 + 1e-6
    mixed = list(range(len(cells)))
    random.shuffle(mixed)
    again = pooled(cells.iloc[mixed].reset_index(drop=True), THRESHOLD)
    pd.testing.assert_frame_equal(again.cells, found.cells)
    assert (again.pool == found.pool).all()


@settings(max_examples=60, deadline=None)
@given(workforces(), st.data())
def test_any_group_of_few_could_be_the_threshold_larger(cells, data):
    """Whoever knows the sum of every pool, and that parts which joined are small and what they
    joined is not, and a group of cells of any kind: the most that the group can hold is found by a
    linear programme, and is its size and the threshold at least.
    """
    assume(cells["fte"].sum() >= LEAST)
    found = pooled(cells, THRESHOLD)
    true = cells.sort_values(COLUMNS[:3])["fte"].to_numpy()
    order = np.array(data.draw(st.permutations(range(len(true)))))
    group = np.zeros(len(true), dtype=bool)
    group[order] = np.cumsum(true[order]) < THRESHOLD
    assume(group.any())
    sums = np.equal.outer(np.arange(found.pool.max() + 1), found.pool).astype(float)
    parts = np.unique(found.part[found.joined])
    small = np.equal.outer(parts, found.part).astype(float).reshape(-1, len(true))
    own = sums[np.unique(found.pool[found.joined])] * ~found.joined
    limits = np.concatenate([np.full(len(small), LEAST), np.full(len(own), -LEAST)])
    best = linprog(
        -group.astype(float),
        np.vstack([small, -own]),
        limits,
        A_eq=sums,
        b_eq=sums @ true,
        bounds=(0, None),
    )
    assert -best.fun >= true[group].sum() + THRESHOLD - 1e-6


@settings(max_examples=60, deadline=None)
@given(workforces())
def test_every_small_sum_is_hidden(cells):
    assume(cells["fte"].sum() >= LEAST)
    found = hidden_keys(pooled(cells, THRESHOLD), THRESHOLD)
    for level, keys in LEVEL_KEYS.items():
        sizes = cells.groupby(list(keys))["fte"].sum()
        small = {k if isinstance(k, tuple) else (k,) for k in sizes.index[sizes < THRESHOLD]}
        assert small <= set(found.keys.get(level, ()))


def test_every_municipality_of_the_country():
    """357 × 9 sectors: nobody's sector is hidden but where few work."""
    rng = np.random.default_rng(1)
    names = [[f"{n:04d}" for n in range(357)], list("abcdefghi"), ["2341", "4110", "9112"]]
    towns = pd.MultiIndex.from_product(names, names=COLUMNS[:3])
    fte = rng.gamma(0.7, 40, len(towns)).round(1) + 0.1
    cells = pd.DataFrame({"fte": fte}, index=towns).reset_index()
    found = pooled(cells, THRESHOLD)
    hidden = hidden_keys(found, THRESHOLD).keys["municipality_sector"]
    sizes = cells.groupby(["municipality", "sector"])["fte"].sum()
    assert set(sizes.index[sizes < THRESHOLD]) <= hidden
    assert sizes[list(hidden)].max() < 60
    assert len(hidden) < len(sizes) / 20


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
    small = result.potential["suppressed"].to_numpy()
    secret = autopot.run(own, changes={"report": {"suppress_below": 0}}).potential[small]
    assert {"sector", "occupation", "municipality_sector", "sector_radar_class"} <= set(
        secret["level"]
    )
    # FTE: a share of one occupation is the model's, whoever works there
    secret = secret[(secret["unit"] == "fte") & (secret["level"].isin(LEVEL_KEYS))]
    exact = secret[["fte_base", "mean", "p05", "p25", "p50", "p75", "p95"]].to_numpy().ravel()
    exact = np.unique(exact[exact > 0.05])
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
    assert exact.size > 25
    for name, values in found.items():
        known = np.array([v for v in values if not np.isnan(v)])
        assert len(known) > 20
        nearest = np.abs(known[:, None] - exact).min()
        assert nearest > 1e-7, name
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
    today = {"report": {"suppress_below": 0}, "adoption": {"years": []}, "demand": {"years": []}}
    result = {}
    for occupation, sector in sorted(set(zip(OWN["occupation"], OWN["sector"], strict=True))):
        one = workforce(("0301", sector, occupation, 1.0))
        rows = everything(autopot.run(scenario, one, changes=today))
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


def test_the_model_gives_away_the_pooled_staff_and_no_more(own):
    """Exact potentials are equations about who works where. All of a run, with nothing hidden or
    rounded, solve to the FTE of fire in the pooled workforce, and not to the 2.6875 that are true.
    """
    result, shares = autopot.run(own), shares_of_occupations(own)
    fire = (OWN["sector"] == "fire_rescue").to_numpy(float)
    pooled_fire = result.workforce.cells.set_index("sector").loc["fire_rescue", "fte"]
    exact = bounds_of(fire, result.draws.table, shares, 1e-6)
    assert exact == pytest.approx([pooled_fire, pooled_fire], abs=1e-3)
    assert abs(pooled_fire - 2.6875) > 0.5


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
    assert result.draws.table["fte_base"].notna().all()


def test_the_answer_names_no_hidden_sector_and_says_why(own):
    changes = {"evidence": {"override": {"5411": 0.99, "2622": 0.98}}}
    result = autopot.run(own, changes=changes)
    lines = [*result.answer().lines(), *result.notes()]
    assert not [line for line in lines if "kultur" in line.lower() or "brann" in line.lower()]
    assert any(line.startswith("Av sektorene som vises, har administrasjon") for line in lines)
    assert any("2 av 5 sektorer" in line and "3 av 7 yrker" in line for line in lines)
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


def test_a_run_that_shows_everything_says_so_wherever_it_is_read(own, call):
    """In the terminal, on the page and on the first sheet; and not where persons are protected."""
    warned = "Ikke til publisering"
    folder, name = own.parent / "open", own.name
    options = ("--draws", "100", "--language", "nb")
    setting = ("--set", "report.suppress_below=0", "--out", str(folder))
    code, out, _ = call("run", name, *options, *setting)
    assert code == 0
    assert warned in out
    assert warned in (folder / "report.html").read_text(encoding="utf-8")
    sheet = openpyxl.load_workbook(folder / "tables.xlsx").worksheets[0]
    assert warned in str(list(sheet.iter_rows(values_only=True)))
    assert warned not in call("run", name, *options, "--no-report")[1]
    assert warned not in call("run", "base", *options, "--no-report", *setting[:2])[1]


def test_every_other_answer_that_shows_everything_says_so_too(own, call):
    """Compare (terminal, page, workbook), gap and sensitivity; JSON has a key of its own."""
    warned = "Ikke til publisering"
    opened = own.parent / "opened.yaml"
    text = own.read_text(encoding="utf-8")
    assert "report:" not in text
    opened.write_text(text + "report: {suppress_below: 0, language: nb}\n", encoding="utf-8")
    folder, few = own.parent / "side", ("--draws", "256", "--language", "nb")
    found = call(
        "compare", opened.name, "base", "--draws", "200", "--out", str(folder), "--language", "nb"
    )
    assert warned in found[1]
    assert warned in (folder / "report.html").read_text(encoding="utf-8")
    assert warned in str(list(_first_sheet(folder)))
    assert warned in call("gap", opened.name, *few)[1]
    assert warned in call("sensitivity", opened.name, *few)[1]
    assert '"not_for_publication": true' in call("gap", opened.name, *few, "--json")[1]
    assert warned not in call("gap", own.name, *few)[1]


def test_a_plan_that_rests_on_open_figures_says_so(own):
    """A plan's words and its JSON; a plan of protected staff has neither."""
    text = own.read_text(encoding="utf-8")
    opened = own.parent / "opened.yaml"
    opened.write_text(text + "report: {suppress_below: 0, language: nb}\n", encoding="utf-8")
    for scenario, marked in ((opened, True), (own, False)):
        measures = [m for m in SMALL["measures"] if m["sector"] == "administration"]
        path = own.parent / "plan.yaml"
        plan = {**SMALL, "scenario": scenario.name, "measures": measures, "robustness_draws": 1}
        path.write_text(json.dumps(plan), encoding="utf-8")
        found = autopot.plan(path)
        assert found.as_json().get("not_for_publication", False) is marked
        assert ("Ikke til publisering" in str(found.lines()[0])) is marked


def test_a_saved_comparison_is_in_the_ledger(own):
    """It tells of the pooled staff what a run of them tells: the same record, and once."""
    autopot.compare([own, "base"], draws=200).save(own.parent / "side", report=False)
    ledger = own.parent / "autopot-publisert"
    first = sorted(path.name for path in ledger.iterdir())
    assert len(first) == 1
    autopot.run(own, draws=200).save(own.parent / "run", report=False)
    assert sorted(path.name for path in ledger.iterdir()) == first


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
    assert ("sector", ("fire_rescue",)) not in hidden_of(loaded, protected_workforce(loaded))
    found = autopot.compare([other, own])
    assert ("sector", "fire_rescue") in found.hidden
    assert "fire_rescue" not in set(found.table["key"]) | set(found.parts["key"])
    with pytest.warns(Kept, match="the difference shows"):  # two versions of the same staff
        folder = found.save(own.parent / "compare")
    assert "Ikke vist, for å verne personer" in str(list(_first_sheet(folder)))
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


def test_shadow_prices_are_those_of_the_pooled_staff(own):
    """A total just above its lowest lets one sector at a time have all of the slack: its highest
    share moves by FTE of all / FTE of the sector, of the pooled workforce.
    """
    lowest = autopot.bounds(own).table.set_index("name").loc["total", "low"]
    table = autopot.bounds(own, total=(0.0, lowest + 0.004)).table.set_index("name")
    sectors = ["school", "health_care", "administration"]
    fte = autopot.run(own).workforce.cells.groupby("sector")["fte"].sum()
    assert table.loc[sectors, "high_price"].tolist() == pytest.approx(list(315 / fte[sectors]))


def test_a_sector_explained_hides_its_small_occupations(own):
    tasks = explain_sector("administration", own).set_index("occupation")
    # 2422: 3 FTE in one municipality and 6 in another, small in both
    assert set(tasks.index[tasks["suppressed"]]) == {"2422"}
    fire = explain_sector("fire_rescue", own)
    assert fire["suppressed"].all()
    assert fire[["fte", "potential", "of_sector"]].isna().all(axis=None)
    assert explain_sector("school")["fte"].notna().all()  # of the packaged estimate
