"""json-stat2, the StatBank and Klass: what is read, and what is refused with which words."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autopot.errors import InputError
from autopot.statistics import (
    Cache,
    Client,
    fte_by_function,
    jobs_by_occupation,
    municipality_changes,
    styrk08,
    yrkeskatalog_to_styrk08,
)
from autopot.statistics.jsonstat import (
    read_dimensions,
    read_table,
)
from autopot.statistics.statbank import (
    cells,
    metadata,
)
from support.fetch_server import FOLDER, Act


@pytest.fixture
def client(server, tmp_path):
    return Client(Cache(tmp_path / "cache"), server.address, sleep=lambda _: None)


@pytest.fixture
def document():
    return {
        "class": "dataset",
        "id": ["A", "B"],
        "size": [2, 3],
        "dimension": {
            "A": {"label": "a", "category": {"index": {"y": 1, "x": 0}, "label": {"x": "X"}}},
            "B": {"category": {"index": ["1", "2", "3"]}},
        },
        "value": [11, 12, 13, 21, 22, 23],
    }


def test_the_last_variable_moves_fastest(document):
    frame = read_table(document, "here")
    assert ["".join(row) for row in frame[["A", "B"]].to_numpy()] == [
        *("x1", "x2", "x3"),
        *("y1", "y2", "y3"),
    ]
    assert frame["value"].tolist() == [11, 12, 13, 21, 22, 23]
    assert read_dimensions(document, "here")[0].categories == {"x": "X", "y": "y"}


def test_values_and_statuses_may_be_sparse(document):
    frame = read_table({**document, "value": {"4": 22.5}, "status": {"0": ":"}}, "here")
    assert frame["value"].fillna(-1).tolist() == [-1, -1, -1, -1, 22.5, -1]
    assert frame["status"].tolist() == [":", "", "", "", "", ""]
    assert set(read_table({**document, "status": "e"}, "here")["status"]) == {"e"}


FAULTS = {
    "too few values": ({"value": [1, 2]}, "value: 2 entries for 6 cells"),
    "no values": ({"value": None}, "value: 0 entries for 6 cells"),
    "text for a number": ({"value": [1, 2, 3, 4, 5, ".."]}, r"the value '\.\.' is not a number"),
    "true for a number": ({"value": [1, 2, 3, 4, 5, True]}, "the value 'True' is not a number"),
    "infinity": ({"value": [1, 2, 3, 4, 5, float("inf")]}, "the value 'inf' is not a number"),
    "no number at all": (
        {"value": [1, 2, 3, 4, 5, float("nan")]},
        "the value 'nan' is not a number",
    ),
    "a giant": ({"value": [1, 2, 3, 4, 5, 10**400]}, "the value '1000.*' is not a number"),
    "position outside": ({"value": {"6": 1}}, "position 6 of 6 cells"),
    "sizes of another length": ({"size": [2]}, "id and size"),
    "sizes that are no list": ({"size": 6}, "id and size"),
    "a size too large": ({"size": [3, 3]}, "A has not the 3 categories"),
    "an undescribed variable": ({"id": ["A", "C"]}, "the variable C is not described"),
    "another class": ({"class": "collection"}, "not a JSON-stat dataset"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_malformed_documents_are_refused(document, fault):
    change, words = FAULTS[fault]
    with pytest.raises(InputError, match=rf"here \| .*{words}"):
        read_table({**document, **change}, "here")


def test_positions_must_be_all_there(document):
    document["dimension"]["A"]["category"]["index"] = {"x": 0, "y": 2}
    with pytest.raises(InputError, match="the positions of A are not 0 to 1"):
        read_table(document, "here")


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_reading_agrees_with_numpys_order(sizes, random):
    values = [random.choice([None, random.random()]) for _ in range(int(np.prod(sizes)))]
    made = {
        "class": "dataset",
        "id": [f"d{n}" for n in range(len(sizes))],
        "size": sizes,
        "dimension": {
            f"d{n}": {"category": {"index": [str(k) for k in range(size)]}}
            for n, size in enumerate(sizes)
        },
        "value": values,
    }
    frame = read_table(made, "here")
    grid = np.array([np.nan if v is None else v for v in values]).reshape(sizes)
    for row in frame.itertuples(index=False):
        position = tuple(int(code) for code in row[: len(sizes)])
        assert np.array_equal(grid[position], row.value, equal_nan=True)


def test_jobs_of_local_government_and_of_all_sectors(client):
    frame = jobs_by_occupation(client, 2024).frame.set_index("occupation")
    assert frame.loc["2223", ["local_jobs", "all_jobs"]].tolist() == [30000, 60000]
    assert "2" not in frame.index
    assert np.isnan(frame.loc["4110", "local_jobs"])
    assert frame.loc["4110", "local_status"] == ":"
    assert frame.loc["2320", "all_status"] == ":"
    assert jobs_by_occupation(client, 2023).frame["local_jobs"].sum() == 120250


def test_fte_by_municipality_and_function(client):
    fetched = fte_by_function(client, 2024, ["0301", "1103"])
    frame = fetched.frame.set_index(["region", "group"])
    assert frame.loc[("", "FG2"), "fte"] == 397000
    assert frame.loc[("0301", "FGX1"), "fte"] == 3800
    assert np.isnan(frame.loc[("1103", "FGX3"), "fte"])
    assert frame.loc[("1103", "FGX3"), "status"] == ":"
    assert frame.loc[("0301", "FGX1"), "label"] == "Barnehage"


def test_all_municipalities_are_those_of_the_packaged_structure(client):
    regions = set(fte_by_function(client, 2024, None).frame["region"])
    assert regions == {"", "0301", "1103", "4204", "4601", "5001", "5610"}


def test_a_year_or_municipality_the_table_lacks(client):
    with pytest.raises(InputError, match=r"table 11418 has no figures for 2019 .*2024, 2023"):
        jobs_by_occupation(client, 2019)
    with pytest.raises(InputError, match=r"--municipality .*'1108' is not known"):
        fte_by_function(client, 2024, ["1108"])


def test_a_table_that_does_not_exist(client):
    with pytest.raises(InputError, match=r"tables/99999/metadata.* 404 .*Non-existent table"):
        metadata(client, "99999")


def test_a_changed_code_list_names_the_nearest_codes(client):
    table = metadata(client, "11418")
    wanted = {code: list(v.categories)[:1] for code, v in table.variables.items()}
    wanted["Yrke"] = ["2224"]
    wanted["Kjoenn"] = ["0"]
    with pytest.raises(InputError) as caught:
        cells(client, table, wanted)
    messages = [str(problem) for problem in caught.value.problems]
    assert "variable 'Kjoenn' is not known | allowed: Kjonn" in messages[0]
    assert "Yrke (yrke) '2224' is not known | allowed: 2223" in messages[1]


def test_a_sector_that_is_gone(client, server):
    changed = json.loads((FOLDER / "11418.json").read_text("utf-8"))
    category = changed["dimension"]["Sektor"]["category"]
    for part in ("index", "label"):
        category[part]["6550"] = category[part].pop("6500")
    server.documents["11418"] = changed
    with pytest.raises(InputError, match=r"Sektor .*'6500' is not known .*6550"):
        jobs_by_occupation(client, 2024)


def test_a_measure_that_is_gone(client, server):
    changed = json.loads((FOLDER / "11418.json").read_text("utf-8"))
    changed["dimension"]["MaaleMetode"]["category"]["label"]["10"] = "Antall jobber"
    server.documents["11418"] = changed
    with pytest.raises(InputError, match=r"no category with 'antall arbeidsforhold'.*01 \(Median"):
        jobs_by_occupation(client, 2024)


def test_large_questions_come_in_parts_and_give_the_same(client, server):
    whole = fte_by_function(client, 2024, ["0301", "1103", "4601"]).frame
    server.acts = [Act(), Act(content=b'{"maxDataCells": 10}')]
    client.refresh = True
    parts = fte_by_function(client, 2024, ["0301", "1103", "4601"])
    # 36 cells, 9 groups: a part of two groups has 8 cells, so five parts.
    assert len(parts.answers) == 5
    key = ["region", "group"]
    pd.testing.assert_frame_equal(
        parts.frame.sort_values(key, ignore_index=True), whole.sort_values(key, ignore_index=True)
    )


def test_long_questions_are_posted(client, server, monkeypatch):
    monkeypatch.setattr("autopot.statistics.statbank.LONGEST_URL", 300)
    posted = jobs_by_occupation(client, 2024).frame
    monkeypatch.undo()
    assert posted.equals(jobs_by_occupation(client, 2024).frame)
    assert [call[0] for call in server.calls].count("POST") == 1


def test_an_answer_with_other_cells_is_refused_and_not_kept(client, server):
    whole = (FOLDER / "11918.json").read_bytes()
    server.acts = [Act(), Act(), Act(content=whole)]
    with pytest.raises(InputError, match=r"864 cells of .*allowed: 18 cells"):
        fte_by_function(client, 2024, ["0301"])
    assert len(fte_by_function(client, 2024, ["0301"]).frame) == 18


def test_klass_lists(client):
    codes = styrk08(client)[0].set_index("code")
    assert codes.loc["2223"].tolist() == ["4", "222", "Sykepleiere"]
    assert codes.loc["2", "parent"] == ""
    catalogued = yrkeskatalog_to_styrk08(client)[0]
    assert list(catalogued) == ["source_code", "source_name", "styrk08", "styrk08_name"]
    assert catalogued["source_code"].tolist() == ["0000001", "3231111", "5132101"]
    changes = municipality_changes(client)[0]
    names = ["old_municipality", "old_name", "new_municipality", "new_name", "date"]
    assert list(changes) == names
    assert changes.iloc[2].tolist() == [
        *("5030", "Klæbu", "5001", "Trondheim - Tråante", "2020-01-01")
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"codes": []}, "no list 'codes', or an empty one"),
        ({"kode": [1]}, "no list 'codes'"),
        ([1], "no list 'codes'"),
        ({"codes": [{"code": "2", "level": "1"}]}, "entry 1 of codes lacks name"),
        ({"codes": [None]}, "entry 1 of codes lacks code, level, name"),
    ],
)
def test_klass_answers_of_another_shape(client, server, content, words):
    server.acts = [Act(content=json.dumps(content).encode())]
    with pytest.raises(InputError, match=words):
        styrk08(client)
