"""The radar: what is ready now, what has moved, and files that other tools accept."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from autopot import catalogue
from autopot.analysis.disclosure import Hidden
from autopot.analysis.readiness import readiness_table
from autopot.api import RadarReading, radar
from autopot.cli import main
from autopot.errors import InputError
from autopot.radar import CLASSES, Blip, Placed, history, read_earlier
from autopot.radar.aoe import item_file, plain_markdown
from autopot.radar.thoughtworks import thoughtworks_csv

DATE = "2025-06-01"


@pytest.fixture(scope="module")
def reading() -> RadarReading:
    return radar("base", draws=300)


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def changed_radar(path, changes):
    """Our technologies.csv with some cells changed: {technology: {column: value}}."""
    frame = catalogue.table("technologies/technologies").set_index("technology", drop=False)
    frame["cross_cutting"] = frame["cross_cutting"].astype(int)
    for technology, cells in changes.items():
        for column, value in cells.items():
            frame.loc[technology, column] = value
    frame.to_csv(path, index=False)
    return path


# --- ready now, later -----------------------------------------------------------------------------


def test_intervals_are_those_of_the_sum_in_each_draw():
    # adopt and trial move against each other: their sum is 10 in every draw
    adopt, trial = np.array([1.0, 9.0]), np.array([9.0, 1.0])
    by_class = np.array([[adopt, trial, np.zeros(2), np.array([10.0, 30.0])]])
    table = readiness_table(["school"], list(CLASSES), by_class)
    now = table.query("sector == 'school' and part == 'now' and unit == 'fte'").iloc[0]
    assert (now["p05"], now["mean"], now["p95"]) == (10, 10, 10)
    hold = table.query("sector == 'school' and part == 'hold' and unit == 'share'").iloc[0]
    assert hold["mean"] == pytest.approx((10 / 20 + 30 / 40) / 2)


@given(st.lists(st.floats(0, 100), min_size=16, max_size=16))
def test_now_and_later_make_the_whole_and_hold_is_part_of_later(values):
    by_class = np.array(values).reshape(2, 4, 2)
    table = readiness_table(["a", "b"], list(CLASSES), by_class)
    fte = table[table["unit"] == "fte"].pivot_table(index="sector", columns="part", values="mean")
    fte = fte.loc[["total", "a", "b"]]
    assert np.allclose(fte["now"] + fte["later"], [by_class.sum() / 2, *by_class.sum((1, 2)) / 2])
    assert (fte["hold"] <= fte["later"] + 1e-9).all()
    assert table["mean"].notna().all()


def test_readiness_agrees_with_the_means_of_the_classes(reading):
    classes = reading.result.level("sector_radar_class")
    school = classes[classes["sector"] == "school"].set_index("radar_class")["fte_mean"]
    own = reading.readiness.query("sector == 'school' and unit == 'fte'").set_index("part")["mean"]
    assert own["now"] == pytest.approx(school["adopt"] + school["trial"])
    assert own["later"] == pytest.approx(school["assess"] + school["hold"])
    assert own["hold"] == pytest.approx(school["hold"])


def test_hidden_sectors_stay_hidden(reading):
    keys = Hidden(5, {"sector": frozenset({("fire_rescue",), ("culture",)})}, {"sector": 9})
    hidden = RadarReading(replace(reading.result, hidden=keys))
    own = hidden.readiness.set_index(["sector", "unit", "part"])["mean"]
    assert own["fire_rescue"].isna().all()
    exact = reading.readiness.set_index(["sector", "unit", "part"])["mean"]
    assert own["school", "fte", "now"] == exact["school", "fte", "now"]
    paragraphs = " ".join(p for b in hidden.blips(hidden.history()) for p in b.paragraphs)
    assert "Brann og redning" not in paragraphs
    assert "Av sektorene som vises" in paragraphs


# --- what has moved -------------------------------------------------------------------------------

NOW = pd.DataFrame(
    {
        "technology": ["a", "b", "c", "d"],
        "name_nb": ["Alfa", "Beta", "Gamma", "Delta"],
        "name_en": ["Alpha", "Beta", "Gamma", "Delta"],
        "radar_class": ["adopt", "trial", "assess", "hold"],
    }
)


def test_movements_follow_the_order_of_the_rings():
    earlier = [
        Placed("a", ("Other name",), "hold"),
        Placed("", ("BETA ",), "adopt"),
        Placed("old", ("Gamma",), "assess"),
        Placed("gone", ("Epsilon",), "trial"),
    ]
    found = history(NOW, earlier)
    assert found.movements == {"a": "in", "b": "out", "c": "none", "d": "new"}
    assert [item.technology for item in found.gone] == ["gone"]


def test_without_an_earlier_radar_nothing_is_marked():
    found = history(NOW, None)
    assert set(found.movements.values()) == {"none"}
    assert not found.known


@given(st.permutations(list(range(4))))
def test_the_same_radar_never_moves(order):
    earlier = [
        Placed(r.technology, (r.name_nb,), r.radar_class)
        for r in NOW.iloc[list(order)].itertuples()
    ]
    found = history(NOW, earlier)
    assert set(found.movements.values()) == {"none"}
    assert found.gone == []


@pytest.mark.parametrize(("kind", "name"), [("thoughtworks", "r.csv"), ("zalando", "r.json")])
def test_an_export_read_back_is_the_same_radar(reading, tmp_path, kind, name):
    reading.export(kind, tmp_path / name, date=DATE if kind == "zalando" else None)
    assert set(reading.history(tmp_path / name).movements.values()) == {"none"}


@pytest.mark.parametrize("export", ["technologies.csv", "thoughtworks", "zalando", "aoe"])
def test_flags_come_from_any_kind_of_earlier_radar(reading, tmp_path, export):
    file = changed_radar(
        tmp_path / "technologies.csv",
        {
            "service_robots": {"use_understanding": 3},  # trial then, assess now: out
            "conversational_ai": {"use_understanding": 0},  # assess then, trial now: in
        },
    )
    before = file
    if export != "technologies.csv":
        then = radar_of(tmp_path, file)
        before = tmp_path / {"thoughtworks": "t.csv", "zalando": "z.json", "aoe": "a"}[export]
        then.export(export, before, date=None if export == "thoughtworks" else "2024-01-01")
    found = reading.history(before)
    moved = {k: v for k, v in found.movements.items() if v != "none"}
    assert moved == {"service_robots": "out", "conversational_ai": "in"}


def radar_of(folder, technologies):
    (folder / "own.yaml").write_text(
        "name: own\ntitle: {nb: Egen, en: Own}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        f"extends: base\nradar: {{technologies: {technologies.name}}}\n",
        "utf-8",
    )
    return radar(folder / "own.yaml", draws=100)


# --- exports --------------------------------------------------------------------------------------


def test_thoughtworks_gets_its_headers_rings_and_quadrants(reading, tmp_path):
    old = changed_radar(tmp_path / "old.csv", {"service_robots": {"use_understanding": 3}})
    reading.export("thoughtworks", tmp_path / "r.csv", previous=old)
    rows = rows_of(tmp_path / "r.csv")
    assert {"name", "ring", "quadrant", "isNew", "description"} <= set(rows[0])
    # the tool draws rings in the order in which they appear
    assert list(dict.fromkeys(r["ring"] for r in rows)) == ["Adopt", "Trial", "Assess"]
    assert len({r["quadrant"] for r in rows}) == 4
    assert {r["isNew"] for r in rows} <= {"TRUE", "FALSE"}
    assert {r["status"] for r in rows} == {"No Change", "Moved Out"}
    robots = next(r for r in rows if r["name"] == "Serviceroboter")
    assert "Klasse: Utred" in robots["description"]
    assert "90 %-intervall" in robots["description"].replace("\u00a0", " ")
    assert "Helse og omsorg (" in robots["description"]


def test_three_quadrants_are_refused_for_thoughtworks(tmp_path):
    file = changed_radar(tmp_path / "t.csv", {"security_privacy": {"category": "operations"}})
    with pytest.raises(InputError, match="exactly four"):
        radar_of(tmp_path, file).export("thoughtworks", tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_zalando_gets_numbers_in_its_order(reading, tmp_path):
    nothing = {"solution_maturity": 0, "use_understanding": 0}  # hold then, assess now: in
    old = changed_radar(tmp_path / "old.csv", {"decision_support": nothing})
    reading.export("zalando", tmp_path / "c.json", previous=old, date=DATE)
    content = json.loads((tmp_path / "c.json").read_text("utf-8"))
    assert content["date"] == DATE
    assert len(content["quadrants"]) == len(content["rings"]) == 4
    for entry in content["entries"]:
        assert set(entry) == {"quadrant", "ring", "label", "active", "moved"}
        assert entry["quadrant"] in range(4)
        assert entry["ring"] in range(4)
        assert entry["moved"] in (-1, 0, 1, 2)
        assert entry["active"] is True
    by_label = {e["label"]: e for e in content["entries"]}
    assert by_label["Selvkjørende kjøretøy og maskiner"]["ring"] == 2
    assert by_label["Programvareroboter, regler og integrasjon"]["ring"] == 0
    assert by_label["Prediksjon, optimering og beslutningsstøtte"]["moved"] == 1


def front_matter(path):
    head, body = path.read_text("utf-8").removeprefix("---\n").split("\n---\n", 1)
    return yaml.safe_load(head), body


def test_aoe_releases_hold_only_what_is_new_or_has_moved(reading, tmp_path):
    folder = tmp_path / "radaren"
    changes = {
        "service_robots": {"use_understanding": 3},
        "security_privacy": {"technology": "privacy", "name_nb": "Annet", "name_en": "Other"},
    }
    then = radar_of(tmp_path, changed_radar(tmp_path / "old.csv", changes))
    then.export("aoe", folder, date="2024-01-01")
    config = json.loads((folder / "config.json").read_text("utf-8"))
    assert [r["id"] for r in config["rings"]] == list(CLASSES)
    first = sorted(p.name for p in (folder / "radar" / "2024-01-01").iterdir())
    assert len(first) == 10
    front, body = front_matter(folder / "radar" / "2024-01-01" / "service_robots.md")
    assert front["ring"] == "trial"
    assert front["quadrant"] in {q["id"] for q in config["quadrants"]}
    assert isinstance(front["tags"], list)
    assert "Teknisk potensial" in body

    found = reading.export("aoe", folder, date=DATE)
    second = {p.stem: front_matter(p)[0] for p in (folder / "radar" / DATE).iterdir()}
    assert set(second) == {"service_robots", "security_privacy", "privacy"}
    assert second["service_robots"]["ring"] == "assess"
    assert second["privacy"]["featured"] is False
    assert found.history.movements["security_privacy"] == "new"
    assert sorted(p.name for p in (folder / "radar" / "2024-01-01").iterdir()) == first
    assert reading.history(folder).gone == []

    again = reading.export("aoe", folder, date="2026-01-01")
    assert not (folder / "radar" / "2026-01-01").exists()
    assert "Ingen teknologi er ny" in again.notes[0]


def test_aoe_does_not_overwrite_a_release_or_an_own_config(reading, tmp_path):
    reading.export("aoe", tmp_path, date=DATE)
    item = tmp_path / "radar" / DATE / "service_robots.md"
    reading.export("aoe", tmp_path, date=DATE)  # the same content again is no change
    item.write_text("mine", "utf-8")
    with pytest.raises(InputError, match="in use"):
        reading.export("aoe", tmp_path, date=DATE)
    assert item.read_text("utf-8") == "mine"
    (tmp_path / "config.json").write_text('{"rings": [], "quadrants": []}', "utf-8")
    with pytest.raises(InputError, match="adopt, trial, assess, hold missing"):
        reading.export("aoe", tmp_path, date="2025-06-01")


def test_a_failing_release_leaves_nothing(reading, tmp_path, monkeypatch):
    from autopot import store

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.publication.os, "rename", full)
    with pytest.raises(InputError, match="the disk is full"):
        reading.export("aoe", tmp_path / "a", date=DATE)
    assert [p for p in (tmp_path / "a").rglob("*") if p.is_file()] == []


def test_exports_repeat_to_the_byte(reading, tmp_path):
    for number in ("1", "2"):
        reading.export("thoughtworks", tmp_path / f"{number}.csv")
        reading.export("zalando", tmp_path / f"{number}.json", date=DATE)
        reading.export("aoe", tmp_path / f"aoe{number}", date=DATE)
    for first in [tmp_path / "1.csv", tmp_path / "1.json", *(tmp_path / "aoe1").rglob("*.*")]:
        if first.is_file():
            other = str(first).replace("1.csv", "2.csv").replace("1.json", "2.json")
            other = other.replace("/aoe1/", "/aoe2/")
            assert first.read_bytes() == type(first)(other).read_bytes()


HOSTILE = '=cmd|"/c calc"!A1 <script>alert(1)</script> [x](javascript:1)\n---\nring: adopt'


def blips(name):
    return [
        Blip(f"t{number}", name, category, "hold", "none", (name,), (name,))
        for number, category in enumerate(catalogue.table("technologies/categories")["category"])
    ]


def test_text_from_a_radar_file_is_only_text():
    text = thoughtworks_csv(blips(HOSTILE)).decode()
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
            assert "<" not in cell
    parts = item_file(blips(HOSTILE)[0]).decode().split("\n---\n")
    assert len(parts) == 2  # the line of --- inside the name does not end the front matter
    front = yaml.safe_load(parts[0].removeprefix("---\n"))
    assert front["title"] == " ".join(HOSTILE.split())
    assert front["ring"] == "hold"
    assert "<script>" not in parts[1]
    assert "[x](" not in parts[1]


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_front_matter_gives_back_any_name(name):
    head = item_file(replace(blips("x")[0], name=name)).decode().split("\n---\n")[0]
    assert yaml.safe_load(head.removeprefix("---\n"))["title"] == " ".join(name.split())


@given(st.text(max_size=60))
def test_markdown_signs_and_tags_are_escaped(text):
    shown = plain_markdown(text)
    assert "<" not in shown
    assert not re.search(r"(?<!\\)(\\\\)*[*_`\[\]]", shown)


# --- errors and the command line ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "date", "message"),
    [
        ("zalando", None, "--date | missing; zalando holds a date"),
        ("aoe", None, "--date | missing; aoe holds a date"),
        ("zalando", "1.6.2025", "a date such as 2025-06-01"),
        ("thoughtworks", DATE, "thoughtworks holds no date"),
        ("miro", None, "'miro' is not known"),
    ],
)
def test_wrong_requests_are_refused_and_write_nothing(reading, tmp_path, kind, date, message):
    with pytest.raises(InputError, match=re.escape(message)):
        reading.export(kind, tmp_path / "x", date=date)
    assert list(tmp_path.iterdir()) == []


def test_a_release_before_the_last_one_is_refused(reading, tmp_path):
    reading.export("aoe", tmp_path, date=DATE)
    with pytest.raises(InputError, match="has a later release, 2025-06-01"):
        reading.export("aoe", tmp_path, date="2024-01-01")
    with pytest.raises(InputError, match="its own folder of releases"):
        reading.export("aoe", tmp_path, date="2026-01-01", previous=tmp_path / "other.csv")


BROKEN = {
    "none.csv": (None, "does not exist"),
    "a.csv": ("x,y\n1,2\n", "no columns name and ring"),
    "b.csv": ("name,ring\nA,Outer\n", "ring 'Outer' is not known"),
    "c.csv": ("name,ring\nA,Hold\na,Adopt\n", "stands twice"),
    "d.csv": ("name,ring\nA,Hold,more\n", "another number of cells"),
    "e.json": ("{", "not valid JSON"),
    "f.json": ("[]", "no entries"),
    "g.json": ('{"entries": [{"label": "A", "ring": 7}]}', "a ring from 0 to 3"),
    "h.csv": ("name,ring\nA,\0\n", "ring"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_earlier_radars_are_named(tmp_path, name):
    content, message = BROKEN[name]
    if content is not None:
        (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(InputError, match=message):
        read_earlier(tmp_path / name)


def test_broken_items_of_a_folder_are_all_named(tmp_path):
    release = tmp_path / "radar" / "2024-01-01"
    release.mkdir(parents=True)
    with pytest.raises(InputError, match="no release"):
        read_earlier(tmp_path / "radar")
    (release / "a.md").write_text("no front matter", "utf-8")
    (release / "b.md").write_text("---\nring: [\n---\n", "utf-8")
    (release / "c.md").write_text("---\nring: outer\n---\n", "utf-8")
    (release / "d.md").write_text("---\nring: hold\n---\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_earlier(tmp_path)
    assert len(caught.value.problems) == 3


def run(capsys, *args):
    with pytest.raises(SystemExit) as left:
        main(list(args))
    out, err = capsys.readouterr()
    return left.value.code or 0, out, err


def test_command_prints_readiness_and_technologies(capsys):
    code, out, _ = run(capsys, "radar", "base", "--draws", "200")
    assert code == 0
    assert "Klart nå" in out
    assert "Herav avvent" in out
    assert "Serviceroboter" in out


def test_command_json_and_export(capsys, tmp_path):
    code, out, _ = run(capsys, "radar", "base", "--draws", "200", "--json")
    content = json.loads(out)
    assert code == 0
    assert len(content["technologies"]) == 10
    assert {row["part"] for row in content["readiness"]} == {"now", "later", "hold"}
    target = str(tmp_path / "new" / "r.csv")
    code, out, _ = run(
        capsys, "radar", "base", "--draws", "200", "--export", "thoughtworks", "--out", target
    )
    assert code == 0
    assert "radar.thoughtworks.com" in out
    assert len(rows_of(tmp_path / "new" / "r.csv")) == 10


def test_export_without_out_is_a_wrong_command(capsys):
    assert run(capsys, "radar", "base", "--export", "aoe")[0] == 2
    assert run(capsys, "radar", "base", "--date", DATE)[0] == 2
