"""A file of a part of a municipality's staff speaks of those staff, and not of the municipality."""

from __future__ import annotations

import pandas as pd
import pytest

import autopot
from autopot.messages import speaking
from autopot.workforce.staff.plausible import whole_of_part


def staff(fte):
    """Staff of Sola, most of them teachers."""
    return pd.DataFrame(
        {
            "municipality": "1124",
            "sector": ["school", "school", "administration"],
            "occupation": ["2341", "1345", "4110"],
            "fte": [0.6 * fte, 0.1 * fte, 0.3 * fte],
        }
    )


def published(town):
    """FTE of a municipality in our estimate, in contracted FTE, by another way than the code's."""
    from autopot import catalogue

    rows = catalogue.table("workforce/norway-2024-sectors")
    return rows.loc[rows["municipality"] == town, "fte"].sum() / catalogue.share_at_work()


def test_which_files_are_a_part():
    """A municipality of N FTE: N / 10 is a part of N; N is the whole, and 3 N is no part."""
    whole = published("1124")
    assert whole_of_part(staff(whole / 10)) == pytest.approx(whole, abs=1)
    assert whole_of_part(staff(whole)) is None
    assert whole_of_part(staff(3 * whole)) is None


def test_the_other_municipalities_of_a_part_count_as_they_are():
    """A tenth of one and all of another: both wholes together."""
    first, second = published("1124"), published("1119")
    cells = pd.concat([staff(first / 10), staff(second).assign(municipality="1119")])
    assert whole_of_part(cells) == pytest.approx(first + second, abs=1)


@pytest.fixture(scope="module")
def part():
    return autopot.run("base", staff(100.0), draws=200)


def test_title_and_first_page_of_a_run_say_it(part):
    with speaking("en"):
        title, lines = part.title(), part.key().part("how_much").lines
    assert title.startswith("Sola: ")
    assert "(a part of the staff: 100 of about 1," in title
    assert any("of the staff in the file, 100 of about 1," in line for line in lines)


def test_what_a_council_can_quote_is_of_the_staff_in_the_file(part):
    with speaking("en"):
        quoted = part.gap.quoted()
    assert quoted
    assert all(s.startswith("The staff in the file (100 of about 1,") for s in quoted)


def test_beside_others_nothing_is_told_per_resident(part):
    table = part.peers.table
    assert pd.isna(table["fte_per_thousand"].iloc[0])
    assert table["fte_per_thousand"].iloc[1:].notna().all()
    assert part.peers.sectors["fte_per_thousand"].isna().all()
    with speaking("en"):
        assert "They are not of the whole municipality" in part.peers.lines()[0]


def test_a_comparison_tells_it_and_no_rate_of_the_part(tmp_path):
    staff(100.0).to_csv(tmp_path / "staff.csv", index=False)
    mine = {"workforce": {"source": "file", "file": str(tmp_path / "staff.csv")}}
    found = autopot.compare(["base", "base"], settings=[{}, mine], draws=200)
    rates = found.table.groupby("scenario")["fte_per_thousand_mean"].count()
    assert rates["base-2"] == 0 < rates["base"]
    with speaking("en"):
        assert any("100 of about 1," in line for line in found.lines())
    page = (found.save(tmp_path / "out") / "report.html").read_text(encoding="utf-8")
    assert "100 av om lag 1" in page.replace("\xa0", " ")


def test_all_of_the_staff_are_called_by_the_municipality():
    found = autopot.run("base", staff(published("1124")), draws=100)
    with speaking("en"):
        assert "part" not in found.title()
        assert found.gap.quoted()[0].startswith("By ")
