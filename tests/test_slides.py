"""Slides of a run: its figures, its charts with words, its own name, and nobody's name or path."""

from __future__ import annotations

import getpass
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import matplotlib
import pandas as pd
import pytest
from defusedxml.ElementTree import fromstring
from pptx import Presentation
from pptx.util import Emu

import autopot
from autopot.api import save_slides
from autopot.errors import InputError
from autopot.messages import speaking, unless_asked
from autopot.messages.numbers import percent, rounded
from autopot.store.sheet_mark import PROPERTIES, archived, as_written, with_mark
from autopot.tables import Shown
from autopot.views.slides import Picture, Slide, slide_deck

FORMULA = '=HYPERLINK("http://x") <b>&amp;\x1b'
MARK = "Teknisk potensial, ikke innsparing"


@pytest.fixture(autouse=True)
def in_norwegian():
    """As every run of a Norwegian scenario speaks."""
    with unless_asked("nb"):
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return autopot.run("base", draws=200).save(tmp_path_factory.mktemp("r") / "base", report=False)


@pytest.fixture(scope="module")
def file(folder, tmp_path_factory):
    return save_slides(folder, tmp_path_factory.mktemp("s") / "møte.pptx")


@pytest.fixture(scope="module")
def slides(file):
    return list(Presentation(str(file)).slides)


def table_of(slide):
    (frame,) = [shape for shape in slide.shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for row in frame.table.rows]


def picture_of(slide):
    (picture,) = [shape for shape in slide.shapes if hasattr(shape, "image")]
    return picture


def words_of(shape) -> str:
    return next(shape.element.iter("{*}cNvPr")).get("descr", "")


def texts_of(slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_six_slides_each_with_title_chart_table_and_source(slides, file):
    assert len(slides) == 6
    deck = Presentation(str(file))
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, rel=1e-3)
    for slide in slides:
        assert slide.shapes.title.text_frame.text.startswith("Storbykommunene: ")
        texts = texts_of(slide)
        assert any(text.startswith("Kilde: autopot") for text in texts)
        assert any(MARK in text for text in texts)
        assert picture_of(slide).image.content_type == "image/png"
        assert "Storbykommunene: " in words_of(picture_of(slide))
        assert len(table_of(slide)) > 1


def test_the_tables_hold_the_figures_of_the_run(slides, folder):
    stored = pd.read_parquet(folder / "potential.parquet")
    main = stored[(stored["kind"] == "technical") & stored["year"].isna()]
    sectors = main[main["level"] == "sector"].set_index(["unit", "sector"])
    rows = {row[0]: row[1:] for row in table_of(slides[1])[1:]}
    for sector, name in (("school", "Skole"), ("fire_rescue", "Brann og redning")):
        share, fte = sectors.loc[("share", sector)], sectors.loc[("fte", sector)]
        span = f"{percent(share['p05'])}–{percent(share['p95'])}"
        assert rows[name][:3] == [percent(share["mean"]), span, rounded(fte["mean"])]
    key = json.loads((folder / "charts.json").read_text("utf-8"))["key"]
    (much,) = [part for part in key if part["question"] == "how_much"]
    assert much["lines"][0] in texts_of(slides[0])
    figures = {row[0]: row[1] for row in table_of(slides[0])[1:]}
    for row in much["figures"]:
        span = f"{percent(row['share_p05'])}–{percent(row['share_p95'])}"
        assert figures[row["what"]] == f"{percent(row['share_mean'])}\n{span}"
    years = stored[(stored["kind"] == "realised") & (stored["level"] == "total")]
    taken = years[(years["unit"] == "fte") & (years["year"] == 2035)]["mean"].iloc[0]
    (row,) = [row for row in table_of(slides[3]) if row[0] == "2035"]
    assert rounded(taken) in row


def test_the_same_run_gives_the_same_bytes_and_own_changes_are_kept(folder, file, tmp_path):
    again = save_slides(folder, tmp_path / "møte.pptx")
    assert again.read_bytes() == file.read_bytes()
    assert as_written(again.read_bytes())
    deck = Presentation(str(again))
    deck.slides[0].shapes.title.text_frame.text = "Mitt møte"
    deck.save(str(again))
    with pytest.warns(UserWarning, match=r"møte\.pptx"):
        save_slides(folder, again)
    assert len(list(tmp_path.glob("*.pptx"))) == 2


def test_no_person_no_path_and_no_address_stands_in_the_file(file):
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    assert not [name for name in names if "printer" in name or "thumbnail" in name]
    for name, content in parts.items():
        text = content.decode("latin-1")
        assert "Steve" not in text, name
        assert str(Path.cwd()) not in text, name
        assert not re.search(rf"\b{getpass.getuser()}\b", text) or name.endswith(".png"), name
        assert "TargetMode" not in text, name
    assert b"<dc:creator>autopot</dc:creator>" in parts["docProps/core.xml"]
    for name in names:
        if name.endswith(".rels"):
            for target in re.findall(r'Target="([^"]+)"', parts[name].decode()):
                place = Path(name).parent.parent / target
                resolved = re.sub(r"[^/]+/\.\./", "", place.as_posix()).lstrip("/")
                assert resolved in names, (name, target)


def test_own_words_are_text_and_nothing_else():
    shown = Shown(FORMULA, [FORMULA], "n", [[FORMULA]], [], [])
    drawn = Picture(_png(), FORMULA)
    one = Slide(FORMULA, FORMULA, drawn, table=shown, source=FORMULA)
    made = slide_deck([one], FORMULA, MARK)
    (slide,) = Presentation(io.BytesIO(made)).slides
    readable = FORMULA.replace("\x1b", "\\x1b")
    assert slide.shapes.title.text_frame.text == readable
    assert table_of(slide)[1] == [readable]
    assert words_of(picture_of(slide)) == readable
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert b"hlinkClick" not in archive.read("ppt/slides/slide1.xml")
        assert b"TargetMode" not in archive.read("ppt/slides/_rels/slide1.xml.rels")


def _png() -> bytes:
    from PIL import Image

    content = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "PNG")
    return content.getvalue()


def test_figures_of_few_persons_stay_hidden(tmp_path):
    """Culture has 3 FTE: hidden, and with it the smallest that protects it."""
    staff = pd.DataFrame(
        [
            ("1119", "culture", "4110", 3.0),
            ("1119", "school", "2341", 8.0),
            ("1119", "health_care", "2223", 90.0),
            ("1119", "administration", "4110", 40.0),
        ],
        columns=["municipality", "sector", "occupation", "fte"],
    )
    run = autopot.run("base", staff, draws=200).save(tmp_path / "run", report=False)
    slides = list(Presentation(str(save_slides(run, tmp_path / "s.pptx"))).slides)
    rows = {row[0]: row[1:] for row in table_of(slides[1])[1:]}
    assert rows["Kultur"][0] == rows["Skole"][0] == "skjult"
    every = " ".join(text for slide in slides for row in table_of(slide) for text in row)
    assert "nan" not in every
    assert "Kultur" not in words_of(picture_of(slides[1]))
    assert {row[0] for row in table_of(slides[4])[1:]} & {"Kultur", "Skole"} == set()
    assert all(s.shapes.title.text_frame.text.startswith("Hå: ") for s in slides)


def test_faults_are_explained(folder, tmp_path, monkeypatch):
    with speaking("en"):
        with pytest.raises(InputError, match=r"\.pptx"):
            save_slides(folder, tmp_path / "a.ppt")
        with pytest.raises(InputError, match="a directory written by autopot run"):
            save_slides(tmp_path)
        monkeypatch.setitem(sys.modules, "pptx", None)
        with pytest.raises(InputError, match=r'pip install "autopot\[slides\]"'):
            save_slides(folder, tmp_path / "a.pptx")
    assert not list(tmp_path.iterdir())


def test_changed_figures_give_no_slides(folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    for name in folder.iterdir():
        (other / name.name).write_bytes(name.read_bytes())
    figures = pd.read_parquet(other / "potential.parquet")
    figures.loc[0, "mean"] = 0.43
    figures.to_parquet(other / "potential.parquet", index=False)
    with speaking("en"), pytest.raises(InputError, match=r"potential\.parquet.*changed"):
        save_slides(other, tmp_path / "a.pptx")


def test_a_run_without_a_need_of_work_has_a_slide_less(tmp_path):
    run = autopot.run("base", draws=200, changes={"demand": {"years": []}})
    made = save_slides(run.save(tmp_path / "run", report=False), tmp_path / "a.pptx")
    titles = [s.shapes.title.text_frame.text for s in Presentation(str(made)).slides]
    assert len(titles) == 5
    assert not any("trengs" in title for title in titles)


def test_lxml_beside_changes_no_workbook():
    """python-pptx brings lxml, with which openpyxl writes and reads in another way; and a mark is
    well-formed where the file's own element names no prefix, as with lxml.
    """
    code = "import autopot.views.workbook, openpyxl, lxml; assert not openpyxl.LXML"
    subprocess.run([sys.executable, "-c", code], check=True)
    core = (
        b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        b'core-properties"></cp:coreProperties>'
    )
    marked = with_mark({PROPERTIES: core, "a": b"b"})
    assert fromstring(marked[PROPERTIES])[0].text.startswith("autopot:")
    assert as_written(archived(marked))
    assert not as_written(archived({**marked, "a": b"c"}))


# ---- room: the widths of Helvetica, which Arial shares, as Adobe published them


def helvetica() -> dict[str, int]:
    file = Path(matplotlib.get_data_path()) / "fonts/pdfcorefonts/Helvetica-Bold.afm"
    rows = re.findall(r"C (-?\d+) ; WX (\d+) ; N (\w+)", file.read_text("latin-1"))
    widths = {chr(int(code)): int(wide) for code, wide, _ in rows if int(code) >= 0}
    named = {name: int(wide) for _, wide, name in rows}
    more = {
        "–": "endash",
        "å": "aring",
        "ø": "oslash",
        "æ": "ae",
        "Å": "Aring",
        "«": "guillemotleft",
    }
    more |= {"»": "guillemotright", "·": "periodcentered", "Ø": "Oslash", "é": "eacute"}
    return widths | {sign: named[name] for sign, name in more.items()} | {"\u00a0": 278, "−": 584}


HELVETICA = helvetica()


def lines_needed(text: str, points: float, wide: float) -> int:
    """Lines of a paragraph when words are set one after the other, widths in points."""
    lines, at = 1, 0.0
    for word in text.split(" "):
        size = sum(HELVETICA[letter] for letter in word) * points / 1000
        if at and at + 0.278 * points + size > wide:
            lines, at = lines + 1, 0.0
        at += size + (0.278 * points if at else 0.0)
        assert at <= wide, f"{word} is wider than its place"
    return lines


def needed(frame, wide: float) -> float:
    """Points that the paragraphs of a frame take, at 1.17 of the type a line, as Arial has."""
    return sum(
        lines_needed(paragraph.text, run.font.size.pt, wide) * run.font.size.pt * 1.17
        for paragraph in frame.paragraphs
        for run in paragraph.runs
    )


def test_every_text_has_room(slides, file):
    bottom = Presentation(str(file)).slide_height
    for slide in slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.top + shape.height <= bottom
            if shape.has_text_frame:
                assert needed(shape.text_frame, shape.width.pt) <= shape.height.pt
            if shape.has_table:
                high = 0
                for row in shape.table.rows:
                    high += row.height
                    for cell, column in zip(row.cells, shape.table.columns, strict=True):
                        wide = Emu(column.width - cell.margin_left - cell.margin_right).pt
                        room = Emu(row.height - cell.margin_top - cell.margin_bottom).pt
                        assert needed(cell.text_frame, wide) <= room + 0.01, cell.text
                assert shape.top + high <= bottom * 0.91
