#!/usr/bin/env python3
"""The pictures of docs/app.md, made by clicking through `autopot app` with an invented export.

    PYTHONPATH=src:. python .ci/app_pictures.py [FOLDER]

FOLDER is docs/app without one. It needs the extras app and test, and Debian's chromium. The export
is that of the browser tests (tests/support/visma_export.py): nobody in it exists.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright
from tests.support.visma_export import QUESTION, write_export

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "app"
WIDE, HIGH = 1100, 780
LONG = 180_000
"""Milliseconds that a study may take."""


@contextmanager
def page_of_app(home: Path) -> Iterator[Page]:
    """The first page in a browser, of a project and with folders of its own."""
    own = {"TMPDIR": str(home), "XDG_STATE_HOME": str(home / "state"), "AUTOPOT_LANGUAGE": "nb"}
    command = [sys.executable, "-m", "autopot", "app", str(home / "prosjekt"), "--no-browser"]
    with (
        subprocess.Popen(
            command, env={**os.environ, **own}, stdout=subprocess.PIPE, text=True
        ) as served,
        sync_playwright() as playwright,
    ):
        assert served.stdout is not None
        address = re.search(r"http://\S+", served.stdout.readline())
        assert address is not None
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": WIDE, "height": HIGH})
        page.set_default_timeout(LONG)
        page.goto(address[0])
        try:
            yield page
        finally:
            browser.close()
            served.terminate()


def pictures(page: Page, export: Path) -> Iterator[str]:
    """Go the way of a planner; each name is that of a picture to be taken now."""
    base = page.url.rstrip("/")
    yield "forside"
    page.goto(f"{base}/ansatte")
    page.set_input_files("#file", export)
    page.get_by_label("Kommune").fill("1119 Hå")
    page.get_by_role("button", name="Les filen").click()
    page.locator("#status").wait_for()
    yield "ansatte"
    page.get_by_label(f"Kode for {QUESTION}").fill("2635")
    page.get_by_role("button", name="Bruk kodene, og les på nytt").click()
    page.locator(".status.ok").wait_for()
    page.goto(f"{base}/scenario")
    page.locator("summary", has_text="Fysisk arbeid, og").click()
    _to_top(page.locator("summary", has_text="Fysisk arbeid, og"))
    yield "scenario"
    page.goto(f"{base}/ansatte")
    page.get_by_role("button", name="Kjør", exact=True).click()
    page.get_by_role("link", name="Les rapporten").click()
    page.frame_locator("iframe.report").locator("h1").wait_for()
    yield "resultat"
    page.goto(f"{base}/gapet")
    page.get_by_role("button", name="Beregn gapet").first.click()
    page.get_by_role("link", name="Les svaret").click()
    page.locator("h1").wait_for()
    yield "gapet"
    page.goto(f"{base}/plan")
    page.get_by_role("button", name="Begynn med eksempelet").click()
    _to_top(page.locator("table.sheet").first)
    yield "plan"
    page.goto(f"{base}/oppgaver")
    page.get_by_label("Yrke").fill("Renholdere i virksomheter")
    page.get_by_role("button", name="Vis oppgavene").click()
    page.locator("input.share").first.wait_for()
    yield "oppgaver"
    page.goto(f"{base}/sammenlign")
    page.get_by_label("Digitalt først i administrasjonen").check()
    page.get_by_role("button", name="Sammenlign", exact=True).click()
    page.get_by_role("link", name="Les svaret").click()
    page.locator("h1").wait_for()
    yield "sammenlign"


def _to_top(part: Locator) -> None:
    part.evaluate("one => one.scrollIntoView()")


def main() -> None:
    """Take every picture, and say which."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        export = write_export(Path(home) / "ansatte.xlsx")
        with page_of_app(Path(home)) as page:
            for name in pictures(page, export):
                page.screenshot(path=folder / f"{name}.png")
                print(folder / f"{name}.png")


if __name__ == "__main__":
    main()
