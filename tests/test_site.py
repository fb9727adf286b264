"""A site: its figures are those of a run, its links lead somewhere, and it ranks nobody."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import PurePosixPath

import numpy as np
import pandas as pd
import pytest

import autopot
from autopot import catalogue
from autopot.analysis.town_peers import told_apart
from autopot.api import site, verify
from autopot.cli import main
from autopot.errors import InputError
from autopot.messages import speaking

TOWNS = ("0301", "1119", "1151")
"""A big city, one of its size group's middle, and the smallest municipality of the country."""
MOST = 60e6


@pytest.fixture(scope="module")
def made():
    """The country with few draws, and pages of three municipalities."""
    return site(municipalities=("Oslo", "1119", "1151"), draws=100)


@pytest.fixture(scope="module")
def folder(made, tmp_path_factory):
    return made.save(tmp_path_factory.mktemp("site") / "public")


@pytest.fixture(scope="module")
def run():
    """A run of the same draws, of one municipality beside the others."""
    whom = ("size_group", "big_cities")
    return autopot.run("national", draws=100, beside=whom, municipality="1119")


class Page(HTMLParser):
    """Links, places that links lead to, scripts, and table cells outside what is folded."""

    def __init__(self, text):
        super().__init__()
        self.links, self.places, self.scripts = [], set(), 0
        self.cells, self.headings, self._inside, self._folded = [], [], None, 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        own = dict(attributes)
        self.links += [own["href"]] if "href" in own else []
        self.places |= {own["id"]} if "id" in own else set()
        self.scripts += tag == "script"
        self._folded += tag == "details"
        if tag == "th" and own.get("scope") == "col":
            self.headings.append("data-sort" in own)
        if tag == "td" and not self._folded:
            self._inside = []
            self.cells.append(self._inside)
        if self._inside is not None and "interval" in own.get("class", "").split():
            self._inside.append("interval")

    def handle_endtag(self, tag):
        self._folded -= tag == "details"
        self._inside = None if tag == "td" else self._inside

    def handle_data(self, text):
        if self._inside is not None and text.strip():
            self._inside.append(text.strip())


def pages(folder):
    """Name -> page."""
    return {
        path.relative_to(folder).as_posix(): Page(path.read_text("utf-8"))
        for path in folder.rglob("*.html")
    }


def test_a_municipality_has_the_figures_of_a_run_to_the_last_digit(made, run):
    rows = run.level("municipality").set_index("municipality")
    for code in TOWNS:
        for name in ("fte_base", "share_mean", "share_p05", "share_p95", "fte_p95"):
            assert made.town(code).whole[name] == rows.loc[code, name]


def test_beside_others_is_what_the_run_of_one_municipality_says(made, run):
    """There each place is drawn by itself, here it is a sum of municipalities."""
    ours, theirs = made.peers["1119"], run.peers
    pd.testing.assert_frame_equal(ours.table, theirs.table, rtol=1e-9, atol=1e-9)
    pd.testing.assert_frame_equal(ours.sectors, theirs.sectors, rtol=1e-9, atol=1e-9)
    assert ours.lines() == theirs.lines()


def test_the_need_of_a_municipality_is_what_gap_says(made):
    alone = autopot.api.gap("national", municipalities=["1119"], draws=100)
    mine = made.town("1119").gap
    assert mine.quoted() == alone.quoted()
    for ours, theirs in zip(mine.tables(), alone.tables(), strict=True):
        pd.testing.assert_frame_equal(ours.frame, theirs.frame)


def test_pairs_are_told_apart_only_where_one_is_nearly_always_higher():
    """Of 100 draws a is above b in 95, and above c in 94; b and c are equal in all."""
    b = np.full(100, 0.1)
    a = np.where(np.arange(100) < 95, 0.2, 0.05)
    assert told_apart(np.stack([a, b])) == (1, 1)
    a[94] = 0.05
    assert told_apart(np.stack([a, b, b])) == (0, 3)


def test_every_link_leads_to_a_page_and_a_place(folder):
    found = pages(folder)
    assert set(found) == {"index.html", "country.html", *(f"municipality/{t}.html" for t in TOWNS)}
    for name, page in found.items():
        for link in page.links:
            if link.startswith(("https:", "http:", "data:")):
                continue
            target, _, place = link.partition("#")
            up = PurePosixPath(name).parent
            where = (folder / up / target).resolve() if target else folder / name
            assert where.is_file(), (name, link)
            if place:
                assert place in found[where.relative_to(folder.resolve()).as_posix()].places


def test_each_figure_of_a_municipality_stands_over_its_interval(folder):
    for town in TOWNS:
        cells = pages(folder)[f"municipality/{town}.html"].cells
        assert len(cells) > 60
        assert all("interval" in cell for cell in cells)


def test_the_index_is_by_name_and_cannot_be_ordered_by_a_figure(folder):
    text = (folder / "index.html").read_text("utf-8")
    page = Page(text)
    assert page.headings == [True, True, True, False, False]
    order = [text.index(f">{name}<") for name in ("Alstahaug", "Bergen", "Oslo", "Ørsta", "Ås")]
    assert order == sorted(order)
    with_page = {link for link in page.links if link.startswith("municipality/")}
    assert with_page == {f"municipality/{town}.html" for town in TOWNS}
    assert len(page.cells) == 4 * len(catalogue.municipalities())


def test_the_index_says_how_few_can_be_told_apart(made, folder):
    apart, pairs = made.apart
    assert pairs == 357 * 356 // 2
    assert 0 < apart < pairs / 5
    assert f"{pairs:,}".replace(",", "\u00a0") in (folder / "index.html").read_text("utf-8")


def test_only_the_index_has_a_script_and_nothing_comes_from_the_net(folder):
    for name, page in pages(folder).items():
        assert page.scripts == (name == "index.html")
    css = (folder / "site.css").read_text("utf-8")
    assert "url(" not in css
    assert "@import" not in css


def test_every_page_says_how_it_was_made_and_that_it_is_an_estimate(made, folder):
    for path in folder.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "anslag" in text
        for part in ("20190801", autopot.__version__, str(made.made.year), "national"):
            assert part in text


def test_all_municipalities_would_be_far_below_sixty_megabytes(folder):
    towns = [path.stat().st_size for path in (folder / "municipality").iterdir()]
    rest = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    assert rest + 357 * max(towns) < MOST / 3


def test_it_is_a_folder_that_verify_knows(folder, tmp_path):
    assert verify(folder).holds
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert (manifest["kind"], manifest["municipalities"]) == ("site", list(TOWNS))
    copy = tmp_path / "copy"
    for path in folder.rglob("*"):
        if path.is_file():
            (copy / path.relative_to(folder)).parent.mkdir(parents=True, exist_ok=True)
            (copy / path.relative_to(folder)).write_bytes(path.read_bytes())
    page = copy / "municipality" / "1119.html"
    page.write_text(page.read_text("utf-8").replace("%", "per cent"), "utf-8")
    found = verify(copy)
    assert [str(problem.place) for problem in found.problems] == [f"{copy}/municipality/1119.html"]


@pytest.mark.parametrize(("language", "words"), [("nn", "Kvifor inga rangering?"), ("en", "Why")])
def test_it_speaks_the_language_that_is_asked_for(made, tmp_path, language, words):
    with speaking(language):
        out = made.save(tmp_path / "other")
    text = (out / "index.html").read_text("utf-8")
    assert f'<html lang="{language}">' in text
    assert words in text
    assert "Hvorfor" not in text


def test_own_staff_are_no_site(tmp_path):
    staff = tmp_path / "staff.csv"
    staff.write_text("municipality,sector,occupation,fte\n1119,school,2341,120\n", "utf-8")
    with pytest.raises(InputError, match="own staff"):
        site(staff)


def test_an_estimate_of_a_few_municipalities_is_no_site():
    with pytest.raises(InputError, match="352 municipalities are not in the run"):
        site("base", draws=100)


def test_an_unknown_municipality_is_told(capsys):
    with pytest.raises(SystemExit) as left:
        main(["site", "--municipality", "Atlantis", "--draws", "100"])
    assert left.value.code == 1
    assert "Atlantis" in capsys.readouterr().err
