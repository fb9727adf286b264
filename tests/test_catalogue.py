"""The shipped data: counts that are known from the sources, links, and checks that can fail."""

from __future__ import annotations

import pandas as pd
import pytest

from autopot import catalogue
from autopot.catalogue import check_frame, columns_of, read_table
from autopot.catalogue.checks import _broken_links
from autopot.catalogue.columns import all_columns
from autopot.errors import InputError


def test_the_whole_data_folder_passes_its_own_check():
    report = catalogue.check_data()
    assert report.problems == []
    assert len(report.rows) == len(catalogue.packaged_tables())


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("occupations/styrk08", 582),  # 10 + 43 + 122 + 407, SSB Klass 7
        ("occupations/task_evidence", 3266),  # ILO WP 140
        ("municipalities/municipalities", 357),  # structure of 2024
        ("sectors/sectors", 9 + 3),
        ("technologies/technologies", 10),
        ("technologies/activities", 7),
        ("municipalities/storby", 5 + 8 + 10),
    ],
)
def test_tables_have_the_published_number_of_rows(table, rows):
    assert len(catalogue.table(table)) == rows


def test_levels_of_styrk():
    assert catalogue.styrk08()["level"].value_counts().to_dict() == {1: 10, 2: 43, 3: 122, 4: 407}


def test_national_fte_is_the_figure_statistics_norway_reports():
    """11658, mean of the quarters of 2025: 2,465,032.25 FTE in all."""
    frame = catalogue.table("workforce/national_employment")
    fte = frame.loc[frame["measure"] == "fte", "value"]
    assert fte.sum() == pytest.approx(2465032.25)


def test_every_occupation_has_a_bridge_row_and_the_traps_are_overridden():
    bridge = catalogue.bridge().set_index("occupation")
    assert set(bridge.index) == set(catalogue.occupations().index)
    expected = {"2223": "2221", "2224": "2221", "2221": "2221", "2267": "2269", "2269": "2269"}
    assert bridge.loc[list(expected), "isco08"].to_dict() == expected
    weights = pd.to_numeric(bridge.loc[bridge["relation"] != "no_evidence", "weight"])
    assert (weights == 1).all()
    assert (bridge["note"].str.len() > 5).all()


def test_labels_of_eloundou_sum_to_one():
    evidence = catalogue.evidence().pivot_table(
        index="occupation", columns="measure", values="value"
    )
    for prefix, levels in (
        ("gpt4", "e0 e1 e2"),
        ("human", "e0 e1 e2"),
        ("run1", "t0 t1 t2 t3 t4"),
        ("run2", "t0 t1 t2 t3 t4"),
    ):
        columns = [f"eloundou_{prefix}_{level}" for level in levels.split()]
        sums = evidence[columns].dropna().sum(axis=1)
        assert (sums - 1).abs().max() < 5e-4  # published with four decimals


def test_mgi_potentials_are_the_published_ones():
    potentials = catalogue.activities().set_index("activity")["potential"].to_dict()
    assert potentials == {
        "manage": 0.09,
        "expertise": 0.18,
        "interface": 0.20,
        "unpredictable_physical": 0.26,
        "collect_data": 0.64,
        "process_data": 0.69,
        "predictable_physical": 0.81,
    }


def test_every_kostra_function_has_one_sector():
    functions = catalogue.kostra_functions()
    assert functions["function"].is_unique
    assert set(functions["sector"]) == set(catalogue.sectors()["sector"])
    assert (
        int(functions["valid_2026"].sum()) == 75 + 61
    )  # of municipalities, and of county municipalities


def test_tasks_hold_no_sentence_of_a_source():
    """Labels are at most nine words; source sentences are longer, and no other text is in it."""
    tasks = catalogue.tasks()
    for column in ("label_nb", "label_en"):
        assert (tasks[column].str.split().str.len() <= 9).all()


def spec(**changes):
    """A copy of a real table's cells with one cell changed."""
    raw = catalogue.table("workforce/storby-2019").head(4).astype(str)
    raw = raw[[c.name for c in columns_of("workforce/storby-2019")]]
    for column, value in changes.items():
        raw.loc[1, column] = value
    return raw


BAD_CELLS = {
    "lost zero": ({"municipality": "301"}, r"row 3 municipality .*leading zero: 0301"),
    "letters": ({"occupation": "41A0"}, r"row 3 occupation .*4 digits"),
    "negative": ({"fte": "-1"}, r"row 3 fte .*0 to 1,000,000 FTE"),
    "missing": ({"fte": ""}, r"row 3 fte .*an empty cell"),
    "not a number": ({"fte": "ti"}, r"row 3 fte .*'ti'.*a number"),
    "infinite": ({"fte": "inf"}, r"row 3 fte .*a number"),
}


@pytest.mark.parametrize("case", BAD_CELLS)
def test_bad_cells_are_found_with_row_and_column(case):
    changes, message = BAD_CELLS[case]
    with pytest.raises(InputError, match=message):
        check_frame(spec(**changes), columns_of("workforce/storby-2019"), "file.csv", 2)


def test_a_good_frame_passes():
    frame = check_frame(spec(), columns_of("workforce/storby-2019"), "file.csv", 2)
    assert frame["fte"].dtype == float


def test_repeated_keys_and_wrong_columns_are_found(tmp_path):
    file = tmp_path / "radar.csv"
    text = (catalogue.data_directory() / "technologies" / "categories.csv").read_text("utf-8")
    file.write_text(text + text.splitlines()[1] + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"row 6 .*category citizens again"):
        read_table("technologies/categories", file)
    file.write_text(text.replace("name_nb", "namn_nb"), encoding="utf-8")
    with pytest.raises(InputError, match=r"name_nb is missing[\s\S]*'namn_nb' is not known"):
        read_table("technologies/categories", file)


def test_many_faults_of_one_kind_are_counted_not_listed(tmp_path):
    file = tmp_path / "storby.csv"
    rows = "\n".join(f"x,{n:03d},2019,judgement" for n in range(30))
    file.write_text(f"definition,municipality,year,source_id\n{rows}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_table("municipalities/storby", file)
    assert len(caught.value.problems) <= 12


@pytest.mark.parametrize(
    ("rows", "row"), [(["a,b", "c"], 2), (["a", "b,c"], 3), (["a,b", "c,d"], 2)]
)
def test_a_row_with_too_many_cells_is_named(tmp_path, rows, row):
    """Counted by hand from the header, row 1; pandas would take the first cells for row names."""
    file = tmp_path / "own.csv"
    header = ",".join(column.name for column in columns_of("input/overlay"))
    pad = "," * header.count(",")
    file.write_text("\n".join([header, *(pad + text for text in rows)]), "utf-8")
    with pytest.raises(InputError, match=f"row {row} has more cells than the header"):
        read_table("input/overlay", file)


def test_a_broken_link_is_found():
    frame = catalogue.table("municipalities/storby")
    frame.loc[0, "municipality"] = "0399"
    column = next(c for c in columns_of("municipalities/storby") if c.name == "municipality")
    tables = {"municipalities/municipalities": catalogue.municipalities()}
    problems = _broken_links(frame, column, tables)
    assert len(problems) == 1
    assert "0399" in str(problems[0])


def test_every_column_says_what_it_is():
    for columns in all_columns().values():
        for column in columns:
            assert len(column.description) >= 4, column
        no_facts = columns[0].table.startswith("input/") or columns[0].table == "outputs"
        assert any(c.name == "source_id" for c in columns) or no_facts


def test_every_source_is_used_or_explains_itself():
    used = set()
    for name in catalogue.packaged_tables():
        frame = catalogue.table(name)
        if name not in ("sources", "outputs"):
            used |= set(frame["source_id"])
    unused = set(catalogue.sources()["source_id"]) - used
    notes = catalogue.sources().set_index("source_id")["note"]
    assert all(notes[source] for source in unused), unused


def test_an_unknown_storby_definition_suggests_the_nearest():
    with pytest.raises(InputError, match="did you mean menon-2019"):
        catalogue.storby("menon-2018")
