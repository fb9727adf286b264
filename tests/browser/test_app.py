"""The page on this machine in a real browser: from an export to a report by clicking."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys

import pytest

from autopot.app.plan.draft import as_yaml
from support.plan_cases import small_plan
from support.visma_export import QUESTION, write_export

WAIT = 120_000
"""Milliseconds that a study may take on a slow machine."""


@pytest.fixture(scope="module")
def opened(browser, tmp_path_factory):
    """The page as `autopot app` serves it, in a browser that tells of each fault and request."""
    place = tmp_path_factory.mktemp("app")
    environment = {**os.environ, "AUTOPOT_LANGUAGE": "nb", "XDG_STATE_HOME": str(place / "state")}
    command = [sys.executable, "-m", "autopot", "app", str(place / "project"), "--no-browser"]
    command += ["--draws", "300"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            address = re.search(r"http://\S+", process.stdout.readline())[0]
            base = address.split("/start/")[0]
            faults = []
            context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=base)
            page = context.new_page()
            page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on(
                "request",
                lambda r: None if r.url.startswith((base, "data:")) else faults.append(r.url),
            )
            page.goto(address)
            yield page, faults, place
            context.close()
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
        finally:
            process.kill()


def looked_at(page):
    """Axe, and no scrolling sideways where it is narrow, with everything that is folded open."""
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    found = Axe().run(page, options={"iframes": False}).response
    assert [(one["id"], one["nodes"][0]["html"][:150]) for one in found["violations"]] == []
    for width in (390, 320):  # a telephone; a screen of 1280 at four times its size
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 900})


def test_the_whole_way_by_clicking(opened):
    page, faults, place = opened
    assert page.locator("h1").text_content() == "Hvor mye av arbeidet kan teknologi overta?"
    looked_at(page)
    page.get_by_role("link", name="Legg inn ansatte").click()
    looked_at(page)
    page.set_input_files("#file", write_export(place / "eksport.xlsx"))
    page.fill("#municipality", "1119 Hå")
    page.get_by_role("button", name="Les filen").click()

    page.get_by_role("heading", name="Noe må avklares først").wait_for(timeout=WAIT)
    looked_at(page)
    page.reload()
    page.get_by_label(f"Kode for {QUESTION}").fill("2635")
    page.get_by_role("button", name="Bruk kodene, og les på nytt").click()

    page.get_by_role("heading", name="Filen kan kjøres").wait_for(timeout=WAIT)
    assert "1 640" in page.locator("main").text_content().replace("\xa0", " ")
    looked_at(page)
    for language, word in (("nn", "Tilsette"), ("en", "Staff"), ("nb", "Ansatte")):
        page.select_option("#language", language)
        page.get_by_role("heading", name=word, exact=True).wait_for()
        page.wait_for_load_state()  # its script listens from then on

    page.get_by_role("button", name="Kjør", exact=True).click()
    page.wait_for_url("**/resultat")
    page.reload()  # in the middle
    looked_at(page)
    page.get_by_role("link", name="Les rapporten").click(timeout=WAIT)
    report = page.frame_locator("iframe.report")
    report.locator("h1").wait_for(timeout=WAIT)
    assert "Hå" in report.locator("h1").text_content()
    looked_at(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Alt i én fil").click()
    assert taken.value.path().stat().st_size > 100_000
    page.go_back()
    assert page.get_by_role("heading", name="Resultat", exact=True).is_visible()
    assert faults == []


def answered(page, button: str) -> None:
    """Start a study, reload in the middle, and open its answer with its report."""
    page.get_by_role("button", name=button, exact=True).first.click()
    page.locator(".job, .button").first.wait_for(timeout=WAIT)
    page.reload()
    page.get_by_role("link", name="Les svaret").click(timeout=WAIT)
    page.locator("iframe.report").scroll_into_view_if_needed()
    page.frame_locator("iframe.report").locator("h1").wait_for(timeout=WAIT)


def test_scenarios_are_compared_by_clicking(opened):
    page, faults, _ = opened
    page.goto("/sammenlign")
    looked_at(page)
    page.select_option("#first", label="Grunnscenario")
    page.get_by_label("Rask utvikling").check()
    page.get_by_label("Anslaget som hvert scenario gjelder").check()
    answered(page, "Sammenlign")
    assert "Rask utvikling mot Grunnscenario" in page.locator("main").text_content()
    looked_at(page)
    page.go_back()
    assert page.get_by_role("link", name="Grunnscenario / Rask utvikling").is_visible()
    assert faults == []


def test_the_gap_is_closed_by_clicking(opened):
    page, faults, _ = opened
    page.goto("/gapet")
    looked_at(page)
    page.get_by_label("De fem storbyene").check()
    group = page.get_by_role("group", name="Lavere sykefravær")
    group.get_by_label("Til, prosentpoeng").fill("30")
    page.get_by_role("button", name="Beregn gapet").first.click()
    page.get_by_role("heading", name="Noe må rettes først").wait_for()
    assert "et tall fra 0 til 9,1" in page.locator("main").text_content()
    looked_at(page)
    group.get_by_label("Til, prosentpoeng").fill("1")
    answered(page, "Beregn gapet")
    assert "0–1 prosentpoeng" in page.locator("main").text_content()
    looked_at(page)
    assert faults == []


FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const look = getComputedStyle(one);
  const line = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
  return {
    place: [...document.querySelectorAll("body *")].indexOf(one),
    name: one.outerHTML.slice(0, 90),
    seen: one.tagName === "IFRAME" || (line && box.width > 0 && box.right > 0),
  };
}"""
REACHABLE = """() => [...document.querySelectorAll("body *")].map((one, place) =>
  one.matches("a[href], button, select, summary, input[type=checkbox]") &&
  !one.disabled && one.tabIndex >= 0 && one.checkVisibility() ? place : -1
).filter(place => place >= 0)"""


@pytest.mark.parametrize(
    "path",
    ["/", "/ansatte", "/scenario", "/resultat", "/sammenlign", "/gapet", "/plan", "/oppgaver"],
)
def test_the_keyboard_reaches_everything_in_order(opened, path):
    """Tab goes forward through the page alone, what has focus is seen, and it comes to an end."""
    page, _, _ = opened
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    places = []
    while True:
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        if now["place"] < 0 or now["place"] in places:
            break
        assert now["seen"], now["name"]
        places.append(now["place"])
    assert places == sorted(places)
    assert set(page.evaluate(REACHABLE)) <= set(places)


@pytest.fixture
def sessions(browser, tmp_path):
    """A server for many, and a page of each of two that the proxy has signed in."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        host = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "autopot", "app", str(tmp_path), "--no-browser"]
    command += ["--host", "127.0.0.1", "--port", host.split(":")[1], "--draws", "200"]
    command += ["--trusted-proxy", "127.0.0.1", "--public-host", host]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            process.stdout.readline()
            signed = [{"X-Forwarded-User": name} for name in ("kari", "ola")]
            contexts = [
                browser.new_context(base_url=f"http://{host}", extra_http_headers=one)
                for one in signed
            ]
            yield [context.new_page() for context in contexts]
            for context in contexts:
                context.close()
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
        finally:
            process.kill()


def test_two_sessions_at_once(sessions):
    """Both compute at the same time; each gets its own answer, and nobody that of the other."""
    for page, points in zip(sessions, ("1", "2"), strict=True):
        page.goto("/gapet")
        page.get_by_label("De fem storbyene").check()
        group = page.get_by_role("group", name="Lavere sykefravær")
        group.get_by_label("Til, prosentpoeng").fill(points)
        page.get_by_role("button", name="Beregn gapet").first.click()
    answers = []
    for page, points in zip(sessions, ("1", "2"), strict=True):
        page.get_by_role("link", name="Les svaret").click(timeout=WAIT)
        assert f"Lavere sykefravær: 0–{points} prosentpoeng" in page.locator("main").text_content()
        answers.append(page.url)
    for page, other in zip(sessions, reversed(answers), strict=True):
        assert page.goto(other).status == 404
        page.goto("/gapet")
        assert page.locator("main li a").count() == 1


def test_a_scenario_is_changed_by_a_slider_and_saved(opened):
    """The slider moves the number, and pushes the end of the range in front of it."""
    page, faults, _ = opened
    page.goto("/scenario")
    looked_at(page)
    group = page.get_by_role("group", name="Roboter og maskiner i fysisk arbeid")
    slider = group.locator("input[type=range]")
    assert slider.input_value() == "40"
    slider.evaluate("s => { s.value = 80; s.dispatchEvent(new Event('input')); }")
    ends = [group.get_by_label(name).input_value() for name in ("Mest sannsynlig", "Høyest")]
    assert ends == ["80", "80"]
    page.get_by_role("button", name="Bruk endringene").first.click()
    page.get_by_role("heading", name="Endret fra Grunnscenario").wait_for()
    looked_at(page)
    page.get_by_label("Tittel").fill("Flere roboter")
    page.get_by_role("button", name="Lagre", exact=True).click()
    page.get_by_role("heading", name="Flere roboter").first.wait_for()
    assert faults == []


def test_a_plan_is_typed_and_found_by_clicking(opened):
    """The empty plan and the faults in it; a plan file of three measures, changed and solved."""
    page, faults, _ = opened
    page.goto("/plan")
    looked_at(page)
    page.get_by_role("button", name="Begynn med en tom plan").click()
    page.get_by_text("Ikke fylt ut: Tiltak, Sektor").wait_for()
    looked_at(page)
    content = {"name": "plan.yaml", "mimeType": "text/yaml", "buffer": as_yaml(small_plan())}
    page.set_input_files("#file", content)
    page.get_by_role("button", name="Legg inn planfilen").click()
    page.get_by_label("Investering, kr: Digitalt tilsyn").fill("250 000")
    page.get_by_label("Investering, kr: Digitalt tilsyn").press("Enter")  # keeps, removes nothing
    page.wait_for_load_state()
    assert page.locator("input[name=row]").count() == 3
    page.get_by_role("button", name="Finn planen").last.click()
    page.get_by_role("link", name="Se planen som ble funnet").click(timeout=WAIT)
    report = page.frame_locator("iframe.report")
    report.locator("table.gantt td.used").first.wait_for()
    looked_at(page)
    page.goto(page.locator("iframe.report").get_attribute("src"))
    looked_at(page)
    assert faults == []


def test_tasks_are_corrected_by_clicking(opened):
    page, faults, _ = opened
    page.goto("/oppgaver")
    looked_at(page)
    page.get_by_label("Yrke").fill("Renholdere i virksomheter")
    page.get_by_role("button", name="Vis oppgavene").click()
    page.wait_for_load_state()  # its script adds up from then on
    shares = page.locator("input.share")
    shares.first.fill(str(int(shares.first.input_value()) + 10))
    assert page.locator("output").text_content() == "110 %"
    page.get_by_role("button", name="Gjør summen til 100 %").click()
    page.get_by_text("trykk Lagre når det er riktig").wait_for()
    assert page.locator("output").text_content() == "100 %"
    page.get_by_role("button", name="Lagre").last.click()
    page.get_by_role("heading", name="Hva det endrer for yrket").wait_for(timeout=WAIT)
    looked_at(page)
    assert faults == []
