"""The part of the page that can be moved: figures against real runs, link, file and keys.

The saved run is base with 2,000 draws. The page agrees with a real run of as many draws to 0.3
percentage points and what those draws leave in doubt: twice the Monte Carlo errors of the two runs
together, as they stand beside their figures.
"""

from __future__ import annotations

import json
from math import hypot

import pytest

import autopot

DRAWS = 2000
CLOSE = 0.003
PARTS = (
    "partly",
    "counted",
    "year",
    "delay",
    "level",
    "mean_position",
    "sick_leave",
    "later_retirement",
)
FIGURES = ("mean", "p05", "p95")


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    run = autopot.run("base", draws=DRAWS)
    return run, run.save(tmp_path_factory.mktemp("moves") / "run") / "report.html"


@pytest.fixture
def moved(visit, saved):
    return visit(saved[1], accept_downloads=True)


def given(page):
    return json.loads(page.locator("#data").text_content())["moves"]


def settled(page):
    page.locator("#flytt .busy").wait_for(state="hidden")
    page.wait_for_timeout(0)


def fragment(page, **state):
    data = given(page)
    state = {**data["saved"], **state}
    parts = ["-" if state[name] is None else str(int(state[name])) for name in PARTS]
    weights = ",".join(map(str, state["weights"]))
    return f"#flytt={data['run']};{weights};{','.join(parts)}"


def put(page, hash_):
    page.evaluate("hash => { location.hash = hash; }", hash_)


def move(page, **state):
    """Open the page at a state by its link, and wait until its figures stand."""
    wanted = fragment(page, **state)
    put(page, wanted)
    page.locator(f"#flytt[data-shown='{wanted}']").wait_for()


def shares(page, figure):
    """Mean, 5 % and 95 % of a figure as share of all FTE."""
    values = json.loads(page.locator(f"[data-figure={figure}]").get_attribute("data-values"))
    whole = given(page)["published"]["fte"]
    return values["share"] if "share" in values else [v / whole for v in values["fte"]]


def of_run(run, figure, year):
    """The same of a real run, each with its Monte Carlo error."""
    unit = "share" if figure in ("potential", "adopted", "realised") else "fte"
    table = run.by_year if unit == "share" else run.gap.table
    if figure == "potential":
        table = run.potential
    else:
        table = table[(table["kind"] == figure) & (table["year"] == year)]
    row = table[(table["level"] == "total") & (table["unit"] == unit)].iloc[0]
    by = 1.0 if unit == "share" else float(row["fte_base"])
    return {name: (row[name] / by, row[f"se_{name}"] / by) for name in FIGURES}


def assert_close(page, run, saved_run, figures, year=2035):
    for figure in figures:
        found, real = shares(page, figure), of_run(run, figure, year)
        before = of_run(saved_run, figure, year)
        for value, name in zip(found, FIGURES, strict=True):
            doubt = hypot(real[name][1], before[name][1])
            assert abs(value - real[name][0]) < CLOSE + 2 * doubt, (figure, name)


def test_the_saved_state_shows_the_figures_of_the_run(moved, saved):
    total = saved[0].level("total").iloc[0]
    found = shares(moved, "potential")
    assert found == pytest.approx([total[f"share_{name}"] for name in FIGURES], abs=0)
    printed = moved.locator("#sektorer .total data[data-column=mean]").first.text_content()
    assert moved.locator("[data-figure=potential] .now").inner_text().startswith(printed)
    assert moved.locator("#flytt .mark").is_hidden()


ENDS = {
    "fast use": ({"delay": 10}, {"adoption": {"depth": {"delay": 1.0}}}),
    "slow use": ({"delay": 120}, {"adoption": {"depth": {"delay": 12.0}}}),
    "nothing where a person decides": ({"partly": 0}, {"human_required": {"partly": 0.0}}),
    "all that a person is": ({"counted": True}, {"human_required": {"fully": "counted"}}),
    "all levers": (
        {"mean_position": 157, "sick_leave": 91, "later_retirement": 50},
        {
            "demand": {
                "levers": {"mean_position": 0.157, "sick_leave": 0.091, "later_retirement": 5.0}
            }
        },
    ),
}


@pytest.mark.parametrize(("state", "settings"), ENDS.values(), ids=ENDS)
def test_a_slider_at_its_end_agrees_with_a_real_run(moved, saved, state, settings):
    move(moved, **state)
    run = autopot.run("base", draws=DRAWS, settings=settings)
    figures = ("potential", "adopted", "realised", "gap", "technology", "levers", "rest")
    assert_close(moved, run, saved[0], figures)
    assert moved.locator("#flytt .mark").inner_text() == "Dette er ikke kjøringen som er lagret."


WEIGHTS = {
    "one reading nearly alone": [86, 43, 28, 800, 43],
    "a strict mix": [100, 100, 350, 50, 100],
}


@pytest.mark.parametrize("first", WEIGHTS.values(), ids=WEIGHTS)
def test_other_weights_agree_with_a_real_run(moved, saved, first):
    """The real run draws other mixes than the saved one, so both have a doubt of their own."""
    weights = [*first, 1000 - sum(first)]
    move(moved, weights=weights)
    names = given(moved)["saved"]["readings"]
    believed = dict.fromkeys(given(moved)["yaml"]["readings"], 0.0)
    believed.update({name: w / 1000 for name, w in zip(names, weights, strict=True)})
    run = autopot.run("base", draws=DRAWS, settings={"evidence": {"weights": believed}})
    assert_close(moved, run, saved[0], ("potential", "adopted", "realised"))


def test_a_saved_scenario_is_run_and_agrees_with_the_page(moved, saved, tmp_path):
    """Everything at once: the file is what `autopot run` takes, and its figures are the page's."""
    move(
        moved,
        weights=[500, 100, 100, 100, 100, 100],
        partly=50,
        delay=40,
        level=600,
        sick_leave=20,
    )
    with moved.expect_download() as download:
        moved.get_by_role("button", name="Lagre som scenario").click()
    file = tmp_path / "moved.yaml"
    download.value.save_as(file)
    run = autopot.run(file)
    assert run.drawn == DRAWS
    assert run.scenario.scenario.human_required.partly == 0.5
    assert run.scenario.scenario.realisation.level.some.part.mode == 0.6
    figures = ("potential", "adopted", "realised", "technology", "levers", "rest")
    assert_close(moved, run, saved[0], figures)


def test_a_link_opens_the_state_and_back_is_the_run(moved, visit, saved):
    slider = moved.locator("#flytt-delay")
    slider.focus()
    moved.keyboard.press("ArrowLeft")
    settled(moved)
    link = moved.locator("#flytt-link").input_value()
    assert moved.url == link
    other = visit(saved[1])
    put(other, link[link.index("#") :])
    other.locator("#flytt .mark").wait_for()
    assert other.locator("#flytt-delay").input_value() == slider.input_value()
    other.get_by_role("button", name="Tilbake til kjøringen").click()
    other.locator("#flytt .mark").wait_for(state="hidden")
    assert "#" not in other.url


def test_another_weight_takes_from_the_others_in_proportion(moved):
    """Base has 0.3, 0.15, 0.1, 0.2, 0.15 and 0.1. With 0.4 for the first the fourth has 2/7 of the
    other 0.6.
    """
    moved.locator("#flytt-score_above_floor").fill("400")
    moved.locator("#flytt .mark").wait_for()
    link = moved.locator("#flytt-link").input_value()
    weights = [int(w) for w in link.split(";")[1].split(",")]
    assert sum(weights) == 1000
    assert weights[0] == 400
    assert weights[3] == pytest.approx(600 * 20 / 70, abs=1)


BROKEN = (
    "<script>window.hit=1</script>",
    "%3Cimg src=x onerror=window.hit=1%3E",
    "{run};1000,0,0,0,0,0;100,0,3,-,-,-,-,-",  # one reading alone lies beyond the slider
    "{run};300,150,100,200,150,99;100,0,3,-,-,-,-,-",  # weights that do not sum
    "{run};300,150,100,200,150,100;101,0,3,-,-,-,-,-",  # more than all
    "{run};300,150,100,200,150,100;100,0,3,9,-,-,-,-",  # before the scenario's own range
    "{run};300,150,100,200,150,100;100,0,77,-,-,-,-,-",  # a year that there is not
    "{run};300,150,100,200,150,100;-,0,3,-,-,-,-,-",
    "{run};300,150,100,200,150,100;100,0,3,-,-,-,-",
    "{run};300,150,100,200,150,100;1e2,0,3,-,-,-,-,-",
    "{run};",
)


def test_a_link_that_is_none_is_told_and_moves_nothing(moved):
    run = given(moved)["run"]
    for text in BROKEN:
        put(moved, "#svar")
        put(moved, f"#flytt={text.replace('{run}', run)}")
        moved.get_by_text("kan ikke leses").wait_for()
        assert moved.locator("#flytt .mark").is_hidden(), text
    put(moved, "#flytt=000000000000;300,150,100,200,150,100;100,0,3,-,-,-,-,-")
    moved.get_by_text("en annen kjøring").wait_for()
    assert moved.evaluate("window.hit") is None


def test_keys_and_screen_readers_reach_every_control(moved):
    inputs = moved.locator("#flytt input[type=range]")
    assert inputs.count() == 13
    for slider in inputs.all():
        name = slider.get_attribute("id")
        assert moved.locator(f"label[for={name}]").inner_text()
        assert slider.get_attribute("aria-valuetext")
        described = slider.get_attribute("aria-describedby")
        assert moved.locator(f"#{described}").inner_text()
    inputs.first.focus()
    moved.keyboard.press("Home")
    assert inputs.first.get_attribute("aria-valuetext") == "2020"
    moved.keyboard.press("Tab")
    assert moved.evaluate("document.activeElement.id") == "flytt-delay"


def test_what_changed_is_spoken_once_when_the_hand_rests(moved):
    moved.evaluate(
        """() => {
            window.spoken = [];
            const place = document.querySelector('#flytt [role=status]');
            const seen = () => window.spoken.push(place.textContent);
            new MutationObserver(seen).observe(place, { childList: true });
        }"""
    )
    moved.locator("#flytt-delay").focus()
    for _ in range(6):
        moved.keyboard.press("ArrowLeft")
    moved.locator("#flytt [role=status]").get_by_text("Teknisk potensial").wait_for()
    spoken = moved.evaluate("window.spoken")
    assert len(spoken) == 1
    assert "Tatt ut i 2035" in spoken[0]


def test_paper_and_a_page_without_script_show_the_saved_run_alone(moved, visit, saved):
    moved.emulate_media(media="print")
    assert moved.locator("#flytt").is_hidden()
    still = visit(saved[1], java_script_enabled=False)
    assert still.locator("#flytt").is_hidden()


def test_a_narrow_page_keeps_the_figures_in_view(visit, saved):
    page = visit(saved[1], width=390)
    move(page, partly=0)
    page.locator("#flytt-whole_tasks_2026").scroll_into_view_if_needed()
    box = page.locator("#flytt .brief").bounding_box()
    assert 0 <= box["y"] < 200
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
