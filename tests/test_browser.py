"""report.html in a real browser: Debian's chromium, network off."""

from __future__ import annotations

import os
import shutil

import pandas as pd
import pytest

import autopot

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = os.environ.get("AUTOPOT_REQUIRE_BROWSER") == "1"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not REQUIRED,
    reason="no chromium; apt-get install chromium (CI sets AUTOPOT_REQUIRE_BROWSER=1 and fails)",
)

HOSTILE = '<script>window.hit=1</script>"\'><img src=x onerror="window.hit=2">{{7*7}}</script><!--'
LONG = "Arbeidsmarkedsopplæringskoordinatormedvirkningsansvarsforskriftsutvalgsleder"


@pytest.fixture(scope="module")
def browser():
    assert CHROMIUM, "AUTOPOT_REQUIRE_BROWSER=1, and there is no chromium"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The page of the base scenario."""
    out = tmp_path_factory.mktemp("plain") / "run"
    return autopot.run("base", draws=300).save(out) / "report.html"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A page in English where every text a user can write tries to break out."""
    place = tmp_path_factory.mktemp("hostile")
    from autopot import catalogue

    radar = catalogue.technologies()
    for column in ("cross_cutting",):
        radar[column] = radar[column].astype(int)
    radar.loc[0, ["name_nb", "name_en", "maturity_basis_nb"]] = [HOSTILE, HOSTILE, HOSTILE]
    radar.loc[1, ["name_nb", "name_en"]] = [LONG, LONG]
    radar.to_csv(place / "radar.csv", index=False)
    staff = place / "<img src=x onerror=window.hit=3>.csv"
    pd.DataFrame(
        [
            ("0301", "school", "2341", 50.0),
            ("0301", "administration", "4110", 20.0),
            ("1103", "health_care", "5321", 30.0),
            ("1103", "health_care", "5321", 0.0),
        ],
        columns=["municipality", "sector", "occupation", "fte"],
    ).iloc[:3].to_csv(staff, index=False)
    import yaml

    content = {
        "name": "own",
        "title": {"nb": HOSTILE, "en": f"{HOSTILE} {LONG}"},
        "reason": {"nb": HOSTILE, "en": f"{HOSTILE} {LONG}"},
        "references": ["judgement"],
        "extends": "base",
        "storby": None,
        "workforce": {"source": staff.name},
        "radar": {"technologies": "radar.csv"},
        "report": {"language": "en"},
    }
    (place / "own.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return autopot.run(place / "own.yaml", draws=200).save(place / "run") / "report.html"


@pytest.fixture
def visit(browser):
    """Open a page with the network off; at the end nothing may have gone wrong or out."""
    contexts, faults = [], []

    def go(path, width=1440, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, offline=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda r: None if r.url.startswith(("file:", "data:")) else faults.append(r.url),
        )
        page.goto(path.as_uri())
        if options.get("java_script_enabled", True):
            page.wait_for_function(
                "[...document.querySelectorAll('figure.chart:not([hidden]) .drawing')]"
                ".every(d => d.classList.contains('live'))"
            )
        return page

    yield go
    for context in contexts:
        context.close()
    assert faults == []


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
    assert section.locator("figure:visible").count() == 1
    section.get_by_label("Årsverk", exact=True).check()
    shown = section.locator("figure:visible")
    assert shown.count() == 1
    assert shown.get_attribute("data-name") == "sectors-fte"
    shown.locator(".moving svg").wait_for()


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
    assert "Velferdsteknologi" in card.inner_text()
    page.keyboard.press("Enter")
    assert page.locator("#teknologi-remote_services details").get_attribute("open") is not None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_blip_areas_follow_the_figures(visit, plain):
    page = visit(plain)
    table = pd.read_parquet(plain.parent / "potential.parquet")
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
    page.get_by_role("button", name="Vis hvor tallene står").click()
    shown = page.evaluate(
        "getComputedStyle(document.querySelector('#sektorer data'), '::after').content"
    )
    assert "fte_base" in shown


OVERFLOWING = """
() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && !e.closest('.scroll, svg, .skip');
}).map(e => e.tagName + '.' + e.className)
"""


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("which", ["plain", "hostile"])
def test_nothing_runs_over_the_edge(visit, request, width, which):
    page = visit(request.getfixturevalue(which), width)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.locator("#occupations .open button").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OVERFLOWING) == []
    charts = page.evaluate(
        "[...document.querySelectorAll('figure:not([hidden]) .moving svg')]"
        ".map(s => [s.getBoundingClientRect().width, s.closest('.picture').clientWidth])"
    )
    assert charts
    assert all(drawn <= room + 1 for drawn, room in charts)


def test_text_from_users_is_shown_and_never_run(visit, hostile):
    page = visit(hostile)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").text_content().startswith(HOSTILE)
    assert HOSTILE in page.locator("#grunnlag").text_content()
    assert HOSTILE in page.locator("#radar").text_content()
    assert "<img src=x onerror=window.hit=3>.csv" in page.locator("#manifest").text_content()
    page.locator(".blip").first.hover()
    page.locator("#occupations .open button").first.click()
    assert page.evaluate("window.hit === undefined")
    assert page.locator("img").count() == 0
    assert page.locator("#sektorer figure:visible .moving svg").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["plain", "hostile"])
def test_axe_finds_no_serious_fault(visit, request, scheme, which):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(request.getfixturevalue(which), color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.locator("#occupations .open button").first.click()
    page.locator(".blip").first.focus()
    found = Axe().run(page).response
    assert len(found["passes"]) > 20
    serious = [
        (fault["id"], [node["html"][:150] for node in fault["nodes"][:3]])
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
    assert serious == []


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
    assert 4 <= content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") <= 16


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
