"""What holds for every page: layout, accessibility, text from users."""

from __future__ import annotations

import pytest

OVERFLOWING = """
() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && !e.closest('.scroll, svg, .skip');
}).map(e => e.tagName + '.' + e.className)
"""


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("which", ["plain", "hostile", "compared"])
def test_nothing_runs_over_the_edge(visit, request, width, which):
    page = visit(request.getfixturevalue(which), width)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    if which != "compared":
        page.locator("#occupations .open button").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OVERFLOWING) == []
    charts = page.evaluate(
        "[...document.querySelectorAll('figure:not([hidden]) .moving svg')]"
        ".map(s => [s.getBoundingClientRect().width, s.closest('.picture').clientWidth])"
    )
    assert charts
    assert all(drawn <= room + 1 for drawn, room in charts)


def test_text_from_users_is_shown_and_never_run(visit, hostile, hostile_text):
    page = visit(hostile)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").text_content().startswith(f"Oslo and Stavanger: {hostile_text}")
    assert hostile_text in page.locator("#grunnlag").text_content()
    assert hostile_text in page.locator("#radar").text_content()
    assert "window.hit=3" not in page.locator("#manifest").text_content()  # files are not named
    page.locator(".blip").first.hover()
    page.locator("#occupations .open button").first.click()
    assert page.evaluate("window.hit === undefined")
    assert page.locator("img").count() == 0
    # the total, the sectors, and the time where the person is the service beside them
    assert page.locator("#sektorer figure:visible .moving svg").count() == 3


@pytest.mark.parametrize("which", ["plain", "hostile", "compared"])
def test_axe_finds_no_serious_fault(visit, request, which):
    """In the light, and when it grows dark with everything that is folded open."""
    page = visit(request.getfixturevalue(which), color_scheme="light")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    if which != "compared":
        page.locator("#occupations .open button").first.click()
        page.locator(".blip").first.focus()
    assert serious_faults(page) == []
    page.emulate_media(color_scheme="dark")
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
    assert serious_faults(page) == []


def serious_faults(page):
    """Rules that axe finds broken, with the first elements that break them."""
    from axe_playwright_python.sync_playwright import Axe

    # the style of a site is a file of its own, which the page lets no script read
    found = Axe().run(page, options={"preload": False}).response
    assert len(found["passes"]) > 20
    return [
        (fault["id"], [node["html"][:150] for node in fault["nodes"][:3]])
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


def test_a_comparison_shows_scenarios_parts_and_settings(visit, compared):
    page = visit(compared)
    lead = page.locator(".lead").inner_text()
    assert all(name in lead for name in ("Grunnscenario", "Rask utvikling", "Forsiktig"))
    section = page.locator("#mot-fast")
    assert "Hvor mye av det fysiske arbeidet" in section.inner_text()
    section.get_by_label("Årsverk", exact=True).check()
    shown = section.locator("figure:visible")
    assert shown.get_attribute("data-name") == "waterfall-fast-fte"
    shown.locator(".moving svg").wait_for()
    section.locator("summary", has_text="Innstillinger").click()
    assert "horizon.capability_growth" in section.inner_text()
