"""Pages in a real browser, Debian's chromium, with the network off."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml

import autopot
from autopot import catalogue

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

NO_BROWSER = pytest.mark.skipif(
    CHROMIUM is None and not REQUIRED,
    reason="no chromium; apt-get install chromium (CI sets AUTOPOT_REQUIRE_BROWSER=1 and fails)",
)


def pytest_collection_modifyitems(items):
    """Without a browser these tests are skipped, except in CI."""
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(NO_BROWSER)


HOSTILE = '<script>window.hit=1</script>"\'><img src=x onerror="window.hit=2">{{7*7}}</script><!--'
LONG = "Arbeidsmarkedsopplæringskoordinatormedvirkningsansvarsforskriftsutvalgsleder"


@pytest.fixture(scope="session")
def hostile_text():
    """What the hostile page holds wherever a user can write."""
    return HOSTILE


@pytest.fixture(scope="session")
def browser():
    assert CHROMIUM, "AUTOPOT_REQUIRE_BROWSER=1, and there is no chromium"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def plain(tmp_path_factory):
    """The page of the base scenario."""
    out = tmp_path_factory.mktemp("plain") / "run"
    return autopot.run("base", draws=300).save(out) / "report.html"


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """A page in English where every text a user can write tries to break out."""
    place = tmp_path_factory.mktemp("hostile")
    radar = catalogue.technologies()
    radar["cross_cutting"] = radar["cross_cutting"].astype(int)
    radar.loc[0, ["name_nb", "name_en", "maturity_basis_nb"]] = [HOSTILE, HOSTILE, HOSTILE]
    radar.loc[1, ["name_nb", "name_en"]] = [LONG, LONG]
    radar.to_csv(place / "radar.csv", index=False)
    staff = place / "<img src=x onerror=window.hit=3>.csv"
    pd.DataFrame(
        [
            ("0301", "school", "2341", 50.0),
            ("0301", "administration", "4110", 20.0),
            ("1103", "health_care", "5321", 30.0),
        ],
        columns=["municipality", "sector", "occupation", "fte"],
    ).to_csv(staff, index=False)
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


@pytest.fixture(scope="session")
def compared(tmp_path_factory):
    """The page of a comparison."""
    out = tmp_path_factory.mktemp("compared") / "run"
    found = autopot.compare(["base", "fast", "cautious"], draws=300)
    return found.save(out) / "report.html"


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
            waiting = page.locator("figure.chart:not([hidden]) .drawing:not(.live)")
            waiting.first.wait_for(state="detached")
        return page

    yield go
    for context in contexts:
        context.close()
    assert faults == []
