"""The page on paper and on a phone: one sheet for the answer, nothing cut off."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

import autopot

PAPER = 688
"""CSS pixels between the margins of A4, 182 mm."""
SHEET = 1032
"""CSS pixels between the margins of the first page, 273 mm."""

QUESTIONS = [
    "Hvor mye?",
    "Hvor?",
    "Hva først?",
    "Hva kommer ut av det innen 2035?",
    "Hva trengs, og hva dekker det?",
    "Hvor sikkert er det?",
    "Hva bygger det på?",
]


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """The page of a municipality of its own, with a sector that is hidden."""
    place = tmp_path_factory.mktemp("small")
    rows = ["municipality;sector;occupation;fte"]
    rows += ["1119;school;2341;120", "1119;health_care;5321;160", "1119;health_care;2223;80"]
    rows += ["1119;administration;4110;40", "1119;culture;2622;3"]
    staff = place / "ansatte.csv"
    staff.write_text("\n".join(rows) + "\n", "utf-8")
    return autopot.run(staff, draws=200).save(place / "run") / "report.html"


def printed(page):
    """Text of every sheet that Chromium makes."""
    content = page.pdf(prefer_css_page_size=True)
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("which", ["plain", "small"])
def test_the_answer_is_one_full_sheet(visit, request, which):
    page = visit(request.getfixturevalue(which))
    first, second, *_ = printed(page)
    places = [first.find(f"{question}\n") for question in QUESTIONS]
    assert -1 not in places
    assert not any(question in second for question in QUESTIONS if question != QUESTIONS[4])
    assert second.strip().startswith(QUESTIONS[4])
    page.set_viewport_size({"width": PAPER, "height": SHEET})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER, "the sheet is shrunk"
    box = page.locator("#svar").bounding_box()
    assert 0.8 * SHEET < box["y"] + box["height"] <= SHEET


def test_no_sheet_ends_with_a_title(visit, plain):
    page = visit(plain)
    titles = page.locator("h2, h3, figcaption, caption, summary").all_text_contents()
    titles = {" ".join(title.split()) for title in titles if title.strip()}
    for sheet in printed(page):
        lines = [" ".join(line.split()) for line in sheet.split("\n") if line.strip()]
        assert lines, "an empty sheet"
        assert lines[-1] not in titles


@pytest.mark.parametrize("which", ["plain", "small"])
def test_nothing_is_cut_off_on_paper(visit, request, which):
    """Every word of every picture, and every table, stands within the margins."""
    page = visit(request.getfixturevalue(which))
    page.set_viewport_size({"width": PAPER, "height": SHEET})
    page.emulate_media(media="print")
    cut = page.evaluate(
        "[...document.querySelectorAll('.still svg text, .radar-picture text, td, th')]"
        ".filter(e => e.checkVisibility())"
        ".map(e => [e.textContent, e.getBoundingClientRect()])"
        ".filter(([, box]) => box.width && (box.left < -1 || box.right > innerWidth + 1))"
        ".map(([text, box]) => [text, box.left, box.right])"
    )
    assert cut == []


def test_a_table_that_scrolls_says_so_and_scrolls_by_keyboard(visit, plain):
    page = visit(plain, width=390)
    box = page.locator("#svar-first .scroll")
    hint = box.locator(".sideways")
    assert hint.is_visible()
    assert "sidelengs" in hint.inner_text()
    assert box.get_attribute("tabindex") == "0"
    box.focus()
    page.keyboard.press("ArrowRight")
    at = "document.querySelector('#svar-first .scroll').scrollLeft"
    assert any(page.evaluate(at) > 0 or page.wait_for_timeout(50) for _ in range(40))
    wide = visit(plain, width=1280)
    assert not wide.locator("#svar-first .sideways").is_visible()


def test_a_page_has_no_empty_section_and_no_word_of_the_tool(visit, small):
    """Settings, files and what the check of a staff file warns of are left as they are written."""
    page = visit(small)
    assert page.locator("#kommuner").count() == 0
    assert page.locator("#usikkerhet").count() == 0
    links = page.locator("nav a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert all(page.locator(link).count() == 1 for link in links)
    kept_apart = page.locator("#grunnlag, #manifest, #sektorer details:first-of-type")
    kept_apart.evaluate_all("all => all.forEach(e => e.remove())")
    words = page.locator("main").text_content()
    for word in ("autopot ", "--", ".csv", ".json", ".parquet", "judgement"):
        assert word not in words, word
