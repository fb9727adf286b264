"""A site in a browser: from files, in the light and the dark, on a telephone."""

from __future__ import annotations

import pytest

from autopot.api import site
from browser.test_every_page import OVERFLOWING, serious_faults

PAGES = ("index.html", "municipality/1119.html")


@pytest.fixture(scope="module")
def public(tmp_path_factory):
    made = site(municipalities=["1119"], draws=100)
    return made.save(tmp_path_factory.mktemp("site") / "public")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_its_style_fits_a_telephone_and_axe_finds_nothing(visit, public, name):
    page = visit(public / name, 390, color_scheme="light")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(OVERFLOWING) == []
    assert page.evaluate("getComputedStyle(document.querySelector('nav ul')).display") == "flex"
    assert serious_faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert serious_faults(page) == []


def test_a_municipality_is_found_by_name_or_county_and_opened(visit, public):
    page = visit(public / "index.html")
    page.locator("#search").fill("rogaland")
    assert page.locator("#towns tbody tr:visible").count() == 23
    page.locator("#search").fill("hå")
    page.get_by_role("link", name="Hå", exact=True).click()
    assert page.locator("h1").text_content() == "Hå"
    page.get_by_role("link", name="Alle kommuner", exact=True).click()
    assert page.locator("#found").text_content() == "357 av 357 kommuner"


def test_the_index_is_sorted_by_name_county_and_size(visit, public):
    page = visit(public / "index.html")
    first = page.locator("#towns tbody tr").first
    page.get_by_role("button", name="Innbyggere").click()
    assert "Under 2" in first.text_content()
    page.get_by_role("button", name="Innbyggere").click()
    assert first.locator("th").text_content() == "Bergen"  # the first by name of the largest group
    page.get_by_role("button", name="Fylke").click()
    assert "Agder" in first.text_content()
    page.get_by_role("button", name="Kommune").click()
    page.get_by_role("button", name="Kommune").click()
    assert first.locator("th").text_content() == "Åsnes"
    assert page.locator("#towns thead button").count() == 3
