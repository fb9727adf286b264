"""Projected population: from table 14746 in its own shape to a file that a gap is computed from."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import autopot
from autopot import catalogue
from autopot.errors import InputError
from autopot.questions.fetched_population import fetch_population
from autopot.questions.fetching import ssb_client

AGES = [f"{age:03d}" for age in range(105)] + ["105+"]
ALTERNATIVES = {
    "Personer": "Hovedalternativet (MMMM)",
    "Personer1": "Lav nasjonal vekst (LLML)",
    "Personer2": "Høy nasjonal vekst (HHMH)",
    "Personer3": "Lav fruktbarhet (LMMM)",
}
YEARS = ["2026", "2030", "2040"]
REGIONS = {"0301": "Oslo - Oslove", "1103": "Stavanger", "0": "Hele landet"}
FACTOR = {"2026": 1, "2030": 2, "2040": 3}


def document():
    """A table as PxWebApi gives it: ten persons of every sex and age today, doubled by 2030 and
    trebled by 2040; five fewer in the low alternative; 1103 has twice as many as 0301.
    """
    size = [len(REGIONS), 2, len(AGES), len(ALTERNATIVES), len(YEARS)]
    value = [
        (2 if region == "1103" else 1) * FACTOR[year] * (5 if contents == "Personer1" else 10)
        for region in REGIONS
        for _ in ("1", "2")
        for _ in AGES
        for contents in ALTERNATIVES
        for year in YEARS
    ]

    def dimension(label, names):
        index = {code: place for place, code in enumerate(names)}
        return {"label": label, "category": {"index": index, "label": names}}

    return {
        "version": "2.0",
        "class": "dataset",
        "label": "14746: Framskrevet folkemengde 1. januar, etter kjønn og alder (K) 2026 - 2050",
        "source": "Statistisk sentralbyrå",
        "updated": "2026-06-17T06:00:00Z",
        "id": ["Region", "Kjonn", "Alder", "ContentsCode", "Tid"],
        "size": size,
        "dimension": {
            "Region": dimension("region", REGIONS),
            "Kjonn": dimension("kjønn", {"2": "Kvinner", "1": "Menn"}),
            "Alder": dimension("alder", {a: f"{a} år" for a in AGES}),
            "ContentsCode": dimension("statistikkvariabel", ALTERNATIVES),
            "Tid": dimension("år", {y: y for y in YEARS}),
        },
        "value": value,
        "status": {},
    }


@pytest.fixture
def client(server, tmp_path):
    server.documents["14746"] = document()
    return ssb_client(server.address, tmp_path / "cache")


def test_single_years_are_summed_to_the_groups(client, tmp_path):
    """Two sexes of ten persons a year of age: 20 newborn, 100 of 1-5, 320 of 90-105."""
    made = fetch_population(tmp_path / "p", client, ["0301", "1103"])
    found = pd.read_csv(made.folder / "population.csv", dtype={"region": str})
    assert list(found) == list(catalogue.table("demand/projection"))
    oslo = found[(found["region"] == "0301") & (found["alternative"] == "main")].set_index("year")
    assert oslo.loc[2026, ["age_0", "age_1_5", "age_90"]].tolist() == [20, 100, 320]
    assert oslo.loc[2040, "age_0"] == 60
    low = found[(found["region"] == "1103") & (found["alternative"] == "low")].set_index("year")
    assert low.loc[2030, "age_0"] == 2 * 2 * 2 * 5
    assert set(found["alternative"]) == {"main", "low", "high"}
    sources = pd.read_csv(made.folder / "sources.csv")
    assert sources["source_id"][0] == "ssb-14746-2026"


def test_a_gap_goes_before_the_estimate_with_it(client, tmp_path):
    """Everyone is trebled by 2040, so that the need is three times that of today: 200 % more."""
    made = fetch_population(tmp_path / "p", client, ["0301"])
    staff = pd.DataFrame(
        {
            "municipality": "0301",
            "sector": ["school", "health_care"],
            "occupation": ["2341", "5321"],
            "fte": [100.0, 300.0],
        }
    )
    still = {"alternative": 0, "revision": 0, "healthier": 0}
    found = autopot.gap(
        "base",
        staff,
        years=[2040],
        draws=200,
        settings={"demand": {"population": str(made.folder / "population.csv"), **still}},
    )
    assert dict(found.origin) == {"0301": "file"}
    rows = found.every[(found.every["kind"] == "gap") & (found.every["unit"] == "share")]
    assert rows["mean"].to_numpy() == pytest.approx(2.0)


def test_a_year_that_the_file_lacks_is_named(client, tmp_path):
    made = fetch_population(tmp_path / "p", client, ["0301"])
    file = str(made.folder / "population.csv")
    with pytest.raises(InputError, match=r"0301 has no projection for 2035"):
        autopot.gap("base", years=[2035], draws=200, settings={"demand": {"population": file}})


def test_an_empty_cell_is_not_filled(server, tmp_path):
    holes = document()
    holes["value"][0], holes["status"] = None, {"0": ":"}
    server.documents["14746"] = holes
    with pytest.raises(InputError, match="no figures for 0301"):
        fetch_population(tmp_path / "p", ssb_client(server.address, tmp_path / "c"), ["0301"])
    assert not (tmp_path / "p").exists()


def test_a_table_without_the_alternatives_has_changed(server, tmp_path):
    other = json.loads(json.dumps(document()).replace("(LLML)", "(LLLL)"))
    server.documents["14746"] = other
    with pytest.raises(InputError, match="LLML"):
        fetch_population(tmp_path / "p", ssb_client(server.address, tmp_path / "c"), ["0301"])


def test_the_command(call, server):
    server.documents["14746"] = document()
    options = ["--base-url", server.address, "--cache", "c", "--municipality", "1103"]
    code, out, err = call("fetch", "population", "--language", "en", *options)
    assert code == 0, err
    assert "1 municipality, 2026 to 2040" in out
    assert "demand.population=" in out
