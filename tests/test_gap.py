"""The gap of a scenario: sums, hidden figures, what a reader sees, and what depends on it."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import autopot
from autopot import catalogue
from autopot.analysis.gap import gap_draws, share_closed
from autopot.demand import QUANTITIES, balance, demand_of
from autopot.engine import Threads
from autopot.errors import InputError
from autopot.messages import shown, speaking
from autopot.messages.numbers import rounded
from autopot.page.charts.gap import gap_rows
from autopot.results.gap.tables import wide
from autopot.results.gap.words import (
    NOT_ADDED,
    notes,
    quote,
    quoted_year,
)
from autopot.study.preparation import (
    load_changed,
    prepare,
)


@pytest.fixture(scope="module")
def base():
    return autopot.gap("base", draws=300, years=[2030, 2040])


def staff(**fte):
    """Staff of two small municipalities of Telemark; FTE by sector, in the one twice the other."""
    occupation = {"school": "2341", "health_care": "5321", "administration": "4110"}
    rows = [
        {"municipality": town, "sector": s, "occupation": occupation[s], "fte": times * value}
        for town, times in (("4001", 2), ("4010", 1))
        for s, value in fte.items()
    ]
    return pd.DataFrame(rows)


def means(found, level, kind, year=2040):
    rows = found.every
    rows = rows[(rows["level"] == level) & (rows["kind"] == kind) & (rows["unit"] == "fte")]
    return rows[rows["year"] == year]


@pytest.mark.parametrize("kind", ["need", "gap", "technology", "levers", "rest", "spare", "closed"])
def test_sectors_and_municipalities_sum_to_the_total(base, kind):
    """Means can be added; that they are sums draw by draw is in the next test."""
    total = means(base, "total", kind)["mean"].item()
    assert means(base, "sector", kind)["mean"].sum() == pytest.approx(total)
    assert means(base, "municipality", kind)["mean"].sum() == pytest.approx(total)


def test_need_adds_up_in_every_draw():
    """The five cities together against each of them alone, in the same draws."""
    prepared = prepare(load_changed("base"))
    names = prepared.names
    found = demand_of(prepared.scenario, names.municipalities, names.sectors, [2040]).inputs
    whole = gap_draws(prepared.inputs, found, 200, Threads(1))
    at = QUANTITIES.index("need")
    by_sector = whole.sectors[at, :, 0]
    alone = np.zeros_like(by_sector)
    for town in names.municipalities:
        own = prepare(load_changed("base"), _only(prepared.workforce, town))
        need = demand_of(own.scenario, own.names.municipalities, names.sectors, [2040]).inputs
        alone += gap_draws(own.inputs, need, 200, Threads(1)).sectors[at, :, 0]
    assert alone == pytest.approx(by_sector, rel=1e-9)


def _only(workforce, town):
    """One municipality of a workforce, with the errors it has there."""
    from dataclasses import replace

    cells = workforce.cells[workforce.cells["municipality"] == town].reset_index(drop=True)
    return replace(
        workforce,
        cells=cells,
        total_log_sd=workforce.total_log_sd.loc[[town]],
        sector_log_sd=workforce.sector_log_sd.loc[[town]],
    )


def test_technology_is_what_is_taken_out_from_today_on():
    """Of one municipality: realised in 2040 less realised in 2026, of the same draws, of the staff
    that is needed by then. In school all readings agree on that, so that the means multiply.
    """
    still = {"alternative": 0, "revision": 0, "healthier": 0}
    frame = staff(school=500.0).iloc[:1]
    found = autopot.gap("base", frame, years=[2040], draws=400, settings={"demand": still})
    run = autopot.run("base", frame, draws=400, changes={"adoption": {"years": [2026, 2040]}})
    years = run.draws.by_year
    out = years[
        (years["level"] == "total") & (years["kind"] == "realised") & (years["unit"] == "fte")
    ]
    since = (
        out.loc[out["year"] == 2040, "mean"].item() - out.loc[out["year"] == 2026, "mean"].item()
    )
    need = means(found, "total", "need")["mean"].item()
    assert means(found, "total", "technology")["mean"].item() == pytest.approx(since * need / 1000)


def test_twice_the_staff_has_twice_the_gap():
    one, two = (
        autopot.gap("base", staff(health_care=v, school=v), years=[2040], draws=200)
        for v in (100.0, 200.0)
    )
    for kind in ("gap", "rest"):
        mine, more = (means(f, "sector", kind)["mean"].to_numpy() for f in (one, two))
        assert more == pytest.approx(2 * mine, rel=1e-6)


def test_levers_at_nought_change_nothing(base):
    other = {"demand": {"levers": {"reached": 2050, "mean_position_now": 0.5, "retiring": 0.1}}}
    again = autopot.gap("base", draws=300, years=[2030, 2040], settings=other)
    pd.testing.assert_frame_equal(base.every, again.every)


def test_a_lever_meets_need_only_where_it_holds(base):
    levers = {"sick_leave": 0.02, "sectors": ["health_care"]}
    found = autopot.gap(
        "base", draws=300, years=[2030, 2040], settings={"demand": {"levers": levers}}
    )
    gained = means(found, "sector", "levers").set_index("sector")["mean"]
    fte = means(found, "sector", "need").set_index("sector")["fte_base"]["health_care"]
    assert gained["health_care"] == pytest.approx(fte * 0.02 / (1 - 0.091), rel=0.02)
    assert gained.drop("health_care").abs().max() == 0
    before = means(base, "sector", "rest").set_index("sector")["mean"]
    after = means(found, "sector", "rest").set_index("sector")["mean"]
    assert after["health_care"] < before["health_care"]
    assert after.drop("health_care").to_numpy() == pytest.approx(
        before.drop("health_care").to_numpy()
    )


def test_a_stated_lever_stands_beside_what_was_published(base):
    levers = {"levers": {"mean_position": 0.02, "later_retirement": {"uniform": [0, 1]}}}
    found = autopot.gap("base", draws=200, years=[2040], settings={"demand": levers})
    words = " ".join(found.notes())
    assert "84,3" in words
    assert "9,1" not in words
    assert "84,3" not in " ".join(base.notes())


def test_the_need_moves_no_other_draw():
    frame = staff(health_care=300.0, school=100.0)
    first = autopot.run("base", frame, draws=300)
    other = autopot.run(
        "base", frame, draws=300, changes={"demand": {"years": [], "concentration": 9}}
    )
    pd.testing.assert_frame_equal(first.draws.table, other.draws.table)
    pd.testing.assert_frame_equal(first.draws.by_year, other.draws.by_year)
    assert other.gap is None


def test_a_run_has_the_gap_of_its_scenario():
    frame = staff(health_care=300.0, school=100.0)
    run = autopot.run("base", frame, draws=300)
    pd.testing.assert_frame_equal(run.gap.every, autopot.gap("base", frame, draws=300).every)


def test_the_share_that_is_met_by_hand():
    """4 of 10 are met; nothing is needed in the second draw; 3 of 3 in the third."""
    values = np.zeros((len(QUANTITIES), 3))
    values[QUANTITIES.index("growing")] = [10, 0, 3]
    values[QUANTITIES.index("closed")] = [4, 0, 3]
    assert share_closed(values).tolist() == [0.4, 1.0, 1.0]


def test_small_sectors_are_hidden_as_in_a_run():
    frame = staff(health_care=300.0, school=100.0, administration=1.0)
    found = autopot.gap("base", frame, years=[2040], draws=200)
    table = found.table
    small = table[(table["sector"] == "administration") & (table["level"] == "sector")]
    assert small["suppressed"].all()
    assert small["mean"].isna().all()
    assert "administration" not in json.dumps(found.as_json()["quote"])


def test_what_a_council_quotes_in_bokmaal(base):
    lines = base.quoted()
    assert len(lines) == 3
    assert "flere årsverk enn i 2026" in lines[0]
    assert "helse og omsorg" in lines[1]
    total = wide(base.table, "total").set_index("year").loc[2040]
    assert f"{round(total['fte_closed_mean'] / 10) * 10:,.0f}".replace(",", "\xa0") in lines[0]


def test_the_rest_is_never_a_lack_of_people(base):
    """The words for a lack stand only where it is said that the rest is none."""
    for text in [*base.lines(), *(str(n) for t in base.tables() for n in t.notes)]:
        assert "mangl" not in text.lower()
        assert "mangel" not in text.lower() or "ikke" in text.lower()


def test_what_is_spare_holds_need_that_falls():
    """No technology from 2026 on for 100 FTE of which 10 are no longer needed: 10 are spare."""
    one = np.ones((1, 1, 1, 1))
    nothing = np.zeros((1, 1, 1))
    found = balance(np.full((1, 1, 1), 100.0), 0.9 * one, nothing, nothing, nothing, 0.0)
    assert found.of("spare").item() == pytest.approx(10)
    with speaking("en"):
        assert "work that is no longer needed" in shown(NOT_ADDED)


def test_fewer_than_today_is_said_so():
    """A municipality of pupils alone needs fewer as they become fewer."""
    still = {"alternative": 0, "revision": 0}
    found = autopot.gap(
        "base", staff(school=100.0), years=[2035], draws=200, settings={"demand": still}
    )
    lines = quote(found.table, 2035, 2026)
    assert len(lines) == 2
    assert "fewer" in lines[0]


def total_row(**figures):
    """A total of 2035: FTE of each kind as mean, with ends 1 below and above."""
    about = {"level": "total", "year": 2035, "unit": "fte", "fte_base": 200.0, "suppressed": False}
    rows = [
        about | {"kind": kind, "mean": mean, "p05": mean - 1, "p95": mean + 1}
        for kind, mean in figures.items()
    ]
    share = about | {"kind": "share_closed", "unit": "share", "mean": 0.1, "p05": 0.0, "p95": 0.2}
    rows = [*rows, share]
    return pd.DataFrame([*rows, *(r | {"level": "sector", "sector": "school"} for r in rows)])


@pytest.mark.parametrize(
    ("levers", "rest", "said"),
    [
        (0.0, 18.0, "In all, 18 FTE rest (17 to 19)."),
        (0.0, 22.2, "In all, 22 FTE rest (21 to 23)."),
        (2.9, 21.0, "Other measures meet 2.9 FTE (1.9 to 3.9). In all, 21 FTE rest (20 to 22)."),
        (
            0.0,
            23.0,
            "In all, 23 FTE rest (22 to 24). That is more than is needed in all, because 4.7 FTE "
            "(3.7 to 5.7) that are freed, or no longer needed, in some sectors do not serve the "
            "others.",
        ),
    ],
)
def test_what_is_left_is_quoted_and_why_it_may_exceed_the_need(levers, rest, said):
    """22 FTE are needed; each case is written out by hand."""
    figures = {"gap": 22.0, "technology": 3.9, "closed": 3.5, "levers": levers, "rest": rest}
    with speaking("en"):
        assert quote(total_row(**figures, spare=4.7), 2035, 2026)[-1] == said


def test_other_measures_have_their_interval_beside_them():
    settings = {"demand": {"levers": {"mean_position": {"uniform": [0.01, 0.03]}}}}
    stated = autopot.gap("base", draws=200, years=[2040], settings=settings).tables()[0]
    assert ("fte_levers_p05", "fte_levers_p95") in stated.brief
    bare = autopot.gap("base", draws=200, years=[2040]).tables()[0]
    assert not any("levers" in str(name) for name in bare.brief)


def test_which_year_is_quoted():
    assert quoted_year([2030, 2040, 2050]) == 2040
    assert quoted_year([2030, 2035]) == 2035


def test_the_bars_of_the_chart_end_where_the_next_begin(base):
    codes = base.every["sector"].dropna()
    facts = SimpleNamespace(gap=base.table, names={"sector": {code: code for code in codes}})
    rows = gap_rows(facts.gap)
    for _, own in rows.groupby("name"):
        step = own.set_index("step")
        assert step.loc["Need beyond today", "end"] == step.loc["Taken out by technology", "start"]
        if "Freed beyond the need" in step.index:
            last = step.loc["Freed beyond the need", "end"]
            assert last == pytest.approx(step.loc["The rest", "end"], abs=1e-6)


def test_sensitivity_knows_what_matters_for_the_share_met():
    frame = staff(health_care=300.0, school=100.0)
    found = autopot.sensitivity("base", frame, draws=200, kind="closed", year=2040)
    assert {"demand", "population", "ageing", "realisation"} <= set(found.indices["factor"])
    assert set(found.indices["kind"]) == {"total", "sector"}


def test_what_is_met_is_said_of_the_sectors_that_a_gap_says_it_of():
    stated = wide(autopot.gap("base", draws=200, years=[2040]).every, "sector")
    some = set(stated.loc[stated["share_closed_mean"].notna(), "sector"])
    assert 0 < len(some) < len(stated)
    found = autopot.compare(["base", "base"], draws=200, kind="closed", year=2040).table
    assert set(found.loc[found["kind"] == "sector", "key"]) == some
    asked = autopot.sensitivity("base", draws=200, kind="closed", year=2040)
    for table in (asked.indices, asked.known, asked.readings):
        assert set(table.loc[table["kind"] == "sector", "key"]) <= some
    assert set(asked.known.loc[asked.known["kind"] == "sector", "key"]) == some


def test_comparison_gives_the_need_its_part(tmp_path):
    other = tmp_path / "more.yaml"
    other.write_text(
        "name: more\ntitle: {nb: A, en: A}\nreason: {nb: A, en: A}\nreferences: [judgement]\n"
        "extends: base\ndemand: {service_growth: 0.01}\n",
        encoding="utf-8",
    )
    found = autopot.compare(["base", other], draws=200, kind="gap", year=2040)
    assert set(found.parts["section"]) == {"demand"}
    levels = found.table[found.table["kind"] == "total"].set_index("scenario")["share_mean"]
    assert levels["more"] > levels["base"]
    technical = autopot.compare(["base", other], draws=200)
    assert technical.parts.empty


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"kind": "closed"}, "no year"),
        ({"kind": "closed", "year": 2026}, "2027 to"),
        ({"kind": "gap", "year": 2051}, "no projection"),
    ],
)
def test_a_figure_without_a_year_that_can_be(options, words):
    with pytest.raises(InputError, match=words):
        autopot.sensitivity("base", draws=200, **options)


def test_need_is_by_sector_alone():
    with pytest.raises(InputError, match="--by"):
        autopot.compare(["base", "fast"], draws=200, by="radar_class", kind="gap", year=2040)


def test_what_a_municipality_quotes(call):
    """Its name comes first, by number or name, and its figures are those of its own row."""
    settings = {"report": {"language": "en"}}
    asked = {"draws": 200, "years": [2040], "settings": settings}
    found = autopot.gap("base", municipalities=["Oslo"], **asked)
    assert found.shown == ("0301",)
    assert found.quoted()
    assert all(line.startswith("Oslo: ") for line in found.quoted())
    row = wide(found.every, "municipality").set_index("municipality").loc["0301"]
    assert rounded(row["fte_gap_mean"]) in found.quoted()[0]
    _, _, err = call("gap", "base", "--municipality", "1119", "--language", "en")
    assert "1119 Hå is not in base" in err
    assert "autopot gap national --municipality 1119" in err


def test_what_cannot_be_asked():
    with pytest.raises(InputError, match="100 or more"):
        autopot.gap("base", draws=0)
    with pytest.raises(InputError, match=r"--year \| 2099 \| allowed: 2027 to 2050"):
        autopot.gap("base", years=[2099], draws=200)
    with pytest.raises(InputError, match="--municipality"):
        autopot.gap("base", municipalities=["1127"], draws=200)
    with pytest.raises(InputError, match="years after today"):
        autopot.gap("base", years=[2020], draws=200)
    with pytest.raises(InputError, match="no years"):
        autopot.gap("base", draws=200, changes={"adoption": {"years": []}})


def test_the_command_in_three_languages(call):
    for language, words in (
        ("nb", "Resten"),
        ("nn", "Resten"),
        ("en", "The rest"),
    ):
        code, out, err = call(
            "gap", "base", "--year", "2040", "--draws", "200", "--language", language
        )
        assert code == 0, err
        assert words in out
    code, out, _ = call("gap", "national", "--draws", "100", "--year", "2040", "--json")
    assert code == 0, out
    found = json.loads(out)
    assert len(found["population"]) == 357
    assert found["year"] == 2040


def test_a_saved_run_can_be_verified_and_drawn(tmp_path):
    frame = staff(health_care=100.0, school=100.0)
    folder = autopot.run("base", frame, draws=200).save(tmp_path / "r", report=False)
    stored = pd.read_parquet(folder / "gap.parquet")
    assert {"need", "gap", "technology", "rest", "share_closed"} <= set(stored["kind"])
    assert not autopot.verify(folder, frame).problems
    drawn = autopot.save_chart(folder, "gap", tmp_path / "gap.json")
    assert json.loads(drawn.read_text("utf-8"))["description"]


def test_a_population_of_one_s_own_travels_with_the_run(tmp_path):
    from autopot import catalogue

    table = catalogue.table("demand/projection")
    file = tmp_path / "own.csv"
    table[table["region"] == "4001"].assign(region="0301").to_csv(file, index=False)
    settings = {"demand": {"population": str(file)}}
    folder = autopot.run("base", draws=200, settings=settings).save(tmp_path / "r", report=False)
    assert (folder / "inputs" / "population.csv").read_bytes() == file.read_bytes()
    file.unlink()
    assert not autopot.verify(folder).problems


def test_all_municipalities_together_are_near_the_country_itself():
    """FTE of the country by sector times the growth of its ages by the cost keys, in pandas: 357
    municipalities with ages of their own give the same within two per cent.
    """
    from autopot import catalogue
    from autopot.demand import age_weights

    still = {"alternative": 0, "revision": 0, "healthier": 0}
    keys = {"weights": {"cost_keys": 1, "users": 0, "dementia": 0, "own": 0}}
    found = autopot.gap("national", years=[2040], draws=100, settings={"demand": {**still, **keys}})
    table = catalogue.table("demand/projection").query("region == '0000' and alternative == 'main'")
    persons = table.set_index("year")[list(catalogue.age_groups()["age_group"])].loc[[2026, 2040]]
    before, after = persons.to_numpy(float)
    fte = means(found, "sector", "need").set_index("sector")["fte_base"]
    weights = age_weights("cost_keys", list(fte.index), before, {})
    country = float(fte.to_numpy() @ (weights @ (after / before) - 1))
    assert means(found, "total", "gap")["mean"].item() == pytest.approx(country, rel=0.02)


def test_a_file_that_lacks_municipalities_says_which(tmp_path):
    from autopot import catalogue

    table = catalogue.table("demand/projection")
    file = tmp_path / "own.csv"
    table[table["region"] == "4001"].to_csv(file, index=False)
    settings = {"demand": {"population": str(file)}, "report": {"language": "en"}}
    found = autopot.gap("base", staff(school=50), draws=100, years=[2040], settings=settings)
    [note] = [line for line in found.notes() if "demand.population" in line]
    assert "1 of the municipalities" in note
    assert "4010" in note
    assert "4001" not in note


def test_a_municipality_that_is_asked_for_has_the_tables():
    """Sectors and years are its own: the total is its row among all, sectors are its cells, and
    persons of working age per elderly are counted of it alone, from the projection by hand.
    """
    found = autopot.gap("base", municipalities=["Oslo"], draws=200)
    with speaking("en"):
        sectors, years = found.tables()
        assert found.heading() == "Oslo: need of work to 2040"
    row = wide(found.every, "municipality").query("municipality == '0301' and year == 2040")
    assert sectors.frame["fte_gap_mean"].iloc[0] == pytest.approx(row["fte_gap_mean"].iloc[0])
    cells = wide(found.every, "municipality_sector")
    own = cells[(cells["municipality"] == "0301") & (cells["year"] == 2040)]
    assert list(sectors.frame["fte_rest_mean"][1:]) == list(own["fte_rest_mean"])
    assert sectors.frame["fte_spare_mean"].notna().all()
    loaded = load_changed("base")
    persons = demand_of(loaded, ["0301"], ["school"], [2040]).population.persons[0, 0, -1]
    first = catalogue.age_groups()["first"].to_numpy()
    ratio = persons[(first >= 20) & (first < 67)].sum() / persons[first >= 67].sum()
    there = years.frame.set_index("year")["per_elderly"]
    assert there[2040] == pytest.approx(ratio)


def test_several_municipalities_have_tables_of_their_own():
    found = autopot.gap("base", municipalities=["Oslo", "Bergen"], years=[2040], draws=200)
    with speaking("en"):
        titles = [str(table.title) for table in found.tables()]
    assert [title.split(":")[0] for title in titles] == [*["Oslo"] * 2, *["Bergen"] * 2, titles[-1]]
    assert found.tables()[-1].name == "gap_municipalities"


def test_a_gap_is_saved_with_what_it_was_made_from(tmp_path):
    """The scenario beside the figures gives the same figures again."""
    levers = {"demand": {"levers": {"later_retirement": {"uniform": [0, 1]}}}}
    found = autopot.gap("base", municipalities=["Oslo"], draws=200, settings=levers)
    folder = found.save(tmp_path / "gap")
    assert sorted(path.name for path in folder.iterdir()) == [
        "datapackage.json",
        "gap.parquet",
        "gap.xlsx",
        "manifest.json",
        "report.html",
        "scenario.yaml",
    ]
    checked = autopot.verify(folder)
    assert (checked.kind, checked.problems, checked.files) == ("gap", [], 5)
    again = autopot.gap(folder / "scenario.yaml", municipalities=["Oslo"], draws=200)
    kept = pd.read_parquet(folder / "gap.parquet")
    pd.testing.assert_frame_equal(again.table, kept, check_dtype=False)
    with speaking("en"):
        assert again.stated() == ["Later retirement: 0–1 years. Reached in 2035, in all sectors."]


def test_the_command_writes_where_it_is_told(call, tmp_path):
    asked = ("--draws", "200", "--year", "2040", "--language", "en")
    code, out, _ = call("gap", "base", *asked, "--out", str(tmp_path / "gap"), "--json")
    assert code == 0
    assert json.loads(out)["directory"] == str(tmp_path / "gap")
    assert (tmp_path / "gap" / "report.html").is_file()


def test_the_estimate_of_one_municipality_is_not_one_of_one():
    with speaking("en"):
        one = " ".join(notes({"1119": "estimate"}, ()))
        two = " ".join(notes({"1119": "estimate", "1121": "estimate"}, ()))
    assert "our estimate from the municipality's ages" in one
    assert "for 2 of 2 municipalities" in two
