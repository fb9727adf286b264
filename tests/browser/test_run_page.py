"""The page of a run: charts, radar, occupations, paper, no script."""

from __future__ import annotations

import pandas as pd
import pytest


def test_the_page_opens_without_network_and_without_an_error(visit, plain):
    page = visit(plain)
    assert page.locator("html").get_attribute("lang") == "nb"
    assert "Teknisk potensial" in page.locator(".lead").inner_text()
    assert "\u00a0%" in page.locator("#sektorer table").text_content()
    labels = page.locator("#sektorer figure:not([hidden]) .moving svg text").all_text_contents()
    assert "20\u00a0%" in labels
    assert "Administrasjon og styring" in labels


def test_share_and_fte_can_be_switched(visit, plain):
    page = visit(plain)
    section = page.locator("#sektorer")
    shown = section.locator("figure:visible")
    names = [figure.get_attribute("data-name") for figure in shown.all()]
    assert "sectors" in names
    assert "sectors-fte" not in names
    section.get_by_label("Årsverk", exact=True).check()
    names = [figure.get_attribute("data-name") for figure in shown.all()]
    assert "sectors-fte" in names
    assert "sectors" not in names
    section.locator("figure[data-name=sectors-fte] .moving svg").wait_for()


def test_a_chart_tells_its_figures_on_hover(visit, plain):
    page = visit(plain)
    page.locator("#sektorer .moving svg .mark-symbol path").first.hover()
    tip = page.locator("#vg-tooltip-element.visible")
    tip.wait_for()
    assert "90 %-intervall" in tip.inner_text()


def test_the_radar_works_by_mouse_and_by_keyboard(visit, plain):
    page = visit(plain)
    blips = page.locator(".blip")
    assert blips.count() == 10
    blips.nth(3).hover()
    card = page.locator("#radar-card")
    assert "Generativ KI" in card.inner_text()
    assert "Løsningens modenhet" in card.inner_text()
    blips.nth(0).focus()
    assert "Programvareroboter" in card.inner_text()
    page.keyboard.press("Tab")
    second = page.locator(".radar-list li").nth(1)
    assert second.locator("summary").inner_text().split("\n")[0] in card.inner_text()
    page.keyboard.press("Enter")
    assert second.locator("details").get_attribute("open") is not None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_blip_areas_follow_the_figures(visit, plain):
    page = visit(plain)
    table = pd.read_parquet(plain.parent / "potential.parquet")
    table = table[table["kind"] == "technical"]
    fte = table.query("level == 'technology' and unit == 'fte'").set_index("technology")["mean"]
    radius = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('.blip:not(.hollow)')]"
        ".map(b => [b.dataset.technology, Number(b.querySelector('.dot').getAttribute('r'))]))"
    )
    assert set(radius) == set(fte.index)
    largest = fte.idxmax()
    for name, value in radius.items():
        expected = (fte[name] / fte[largest]) ** 0.5 * radius[largest]
        assert value == pytest.approx(expected, abs=0.11)


def test_every_link_of_the_radar_lies_over_its_blip(visit, plain):
    """The drawing has a mark in the middle of each link, as wide as the blip."""
    page = visit(plain)
    boxes = """
      (selector) => [...document.querySelectorAll(selector)].map(e => e.getBoundingClientRect())
        .map(b => [b.x + b.width / 2, b.y + b.height / 2, b.width])
    """
    marks = page.evaluate(boxes, ".radar-picture .mark-symbol path")
    links = page.evaluate(boxes, ".blip .dot")
    assert len(marks) == len(links) == 10
    for link in links:
        assert any(link == pytest.approx(mark, abs=2) for mark in marks)


def test_occupations_can_be_searched_sorted_and_opened(visit, plain):
    page = visit(plain)
    rows = page.locator("#occupations tr[data-occupation]:visible")
    assert rows.count() == 25
    page.get_by_role("button", name="Vis alle 152").click()
    assert rows.count() == 152
    page.get_by_label("Søk etter yrke eller kode").fill("SYKEPLEI")
    assert set(rows.evaluate_all("r => r.map(x => x.dataset.occupation)")) >= {"2223", "2221"}
    assert f"{rows.count()} av 152" in page.locator("#found").inner_text()
    page.get_by_label("Søk etter yrke eller kode").fill("")
    page.locator("#occupations th button", has_text="Potensial").first.click()
    head = page.locator("#occupations th[aria-sort]")
    assert head.get_attribute("aria-sort") == "descending"
    shares = rows.locator("td:nth-child(3) data").evaluate_all("d => d.map(x => Number(x.value))")
    assert shares == sorted(shares, reverse=True)
    page.locator("#occupations th button", has_text="Potensial").first.click()
    shares = rows.locator("td:nth-child(3) data").evaluate_all("d => d.map(x => Number(x.value))")
    assert shares == sorted(shares)
    opener = page.get_by_role("button", name="Oppgaver i Sykepleiere")
    opener.focus()
    page.keyboard.press("Enter")
    assert opener.get_attribute("aria-expanded") == "true"
    tasks = page.locator("#tasks-2223 tbody tr")
    assert tasks.count() >= 5
    times = tasks.locator("td:nth-child(2)").all_text_contents()
    total = sum(float(t.replace("\u00a0%", "").replace(",", ".")) for t in times)
    assert total == pytest.approx(100, abs=len(times) / 2)
    page.keyboard.press("Enter")
    assert not page.locator("#tasks-2223").is_visible()


def test_every_figure_can_show_its_row(visit, plain):
    page = visit(plain)
    page.locator("#grunnlag summary", has_text="Slik sporer du et tall").click()
    page.get_by_role("button", name="Vis hvor tallene står").click()
    shown = page.evaluate(
        "getComputedStyle(document.querySelector('#sektorer table data'), '::after').content"
    )
    assert "fte_base" in shown


def test_it_prints_on_a4(visit, plain):
    page = visit(plain)
    paper = 688  # CSS pixels between the margins of A4
    page.set_viewport_size({"width": paper, "height": 1000})
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert not page.locator(".moving").first.is_visible()
    pictures = page.locator("figure:not([hidden]) .still svg")
    assert pictures.count() >= 7
    assert all(pictures.nth(i).is_visible() for i in range(pictures.count()))
    assert page.evaluate("document.documentElement.scrollWidth") <= paper
    assert page.evaluate(
        "[...document.querySelectorAll('table')].filter(t => t.offsetParent)"
        ".every(t => t.getBoundingClientRect().right <= innerWidth + 1)"
    )
    assert page.locator("#occupations tr[data-occupation]:visible").count() == 25
    heads = page.locator("#occupations thead").inner_text()
    assert "Årsverk" in heads
    content = page.pdf(prefer_css_page_size=True)
    assert content.startswith(b"%PDF")
    assert 4 <= content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") <= 18


def test_without_script_the_figures_and_pictures_are_there(visit, plain):
    page = visit(plain, java_script_enabled=False)
    assert page.locator(".still svg").first.is_visible()
    assert page.locator("#occupations tr[data-occupation]:visible").count() == 152
    assert page.locator("noscript").first.is_visible()
    page.locator(".blip").first.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#teknologi-process_automation")


def test_colours_change_in_the_dark_and_reduced_motion_is_kept(visit, plain):
    light = visit(plain, color_scheme="light")
    dark = visit(plain, color_scheme="dark", reduced_motion="reduce")
    colour = "getComputedStyle(document.querySelector('.moving svg .mark-symbol path')).fill"
    ground = "getComputedStyle(document.body).backgroundColor"
    assert light.evaluate(colour) != dark.evaluate(colour)
    assert light.evaluate(ground) != dark.evaluate(ground)
    assert dark.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
