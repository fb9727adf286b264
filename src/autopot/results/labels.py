"""Names of things that have a code of ours: readings, factors, sections, sheets, charts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from autopot.extensions import READINGS, installed, loaded
from autopot.messages import Message, Text, say, say_in, shown
from autopot.messages.names import Written
from autopot.tables import column

READING, MEANING = "reading_", "_is"

LABELS: dict[str, Text] = {
    "above": say("above"),
    "adopted": say("In use"),
    "alt_one": say("{title}: {mean}, 90% interval {low} to {high}."),
    "alt_rows": say(
        "{title}. {rows} rows. First {first}: {mean}, 90% interval {low} to {high}. "
        "Last {last}: {last_mean}."
    ),
    "and": say("and"),
    "answer": say(
        "Technical potential: {share} of working time (90% interval {low} to {high}), "
        "that is {fte} of {base} FTE ({fte_low} to {fte_high})."
    ),
    "axis_fte_per_thousand": say("FTE per 1,000 residents"),
    "axis_fte": say("FTE"),
    "axis_share": say("Share of working time"),
    "axis_variance": say("Share of the variance (95% interval)"),
    "below": say("below"),
    "beside": say("The person is the service"),
    "beside_answer": say(
        "Beside it stand {share} percentage points more ({low} to {high}), {fte} FTE "
        "({fte_low} to {fte_high}), where the person is the service itself, such as "
        "teaching, playing, comforting and caring. That time is not in the figure "
        "above, nor in anything that can be taken into use or taken out."
    ),
    "beside_in": say(
        "The scenario counts time where the person is the service itself, in these figures too."
    ),
    "beside_not_in": say("Time where the person is the service itself is not in these figures."),
    "blip_sectors": say("Most of the potential is in {sectors}."),
    "blip_sectors_shown": say("Of the sectors shown, most of the potential is in {sectors}."),
    "calibrated": say(
        "CALIBRATED: the tasks' shares were moved inside their evidence to meet a "
        "stated figure. Uncalibrated: {mean} (90% interval {low} to {high})."
    ),
    "counted_answer": say(
        "The scenario counts time where the person is the service itself: {share} "
        "percentage points ({low} to {high}), {fte} FTE ({fte_low} to {fte_high}). "
        "Without that time the potential is {other} ({other_low} to {other_high})."
    ),
    "distance": say(
        "The 2019 study for KS estimated about 20% over 10-20 years for the big-city "
        "municipalities (Menon 48/2019). The middle value here lies {points} percentage points "
        "{side}; 20% is {inside} the interval. The weights are not fitted to that "
        "figure."
    ),
    "distance_with": say(
        "With the time where the person is the service itself, the middle value is "
        "{share} ({low} to {high}), {points} percentage points {side}, and 20% is "
        "{inside} that interval. The study was made on the level of occupations, and "
        "we do not know whether its figure holds such time."
    ),
    "distance_without": say(
        "Without the time where the person is the service itself, the middle value is "
        "{share} ({low} to {high}), {points} percentage points {side}, and 20% is "
        "{inside} that interval. The study was made on the level of occupations, and "
        "we do not know whether its figure holds such time."
    ),
    "extremes_title": say("Highest and lowest share among the municipalities"),
    "error_all": say("All work"),
    "error_group": say("A major group"),
    "error_own": say("An occupation"),
    "error_technology": say("A technology"),
    "growth_ilo-scores": say("ILO scores of the same tasks, 2023 to 2025"),
    "growth_labels-exposure-gpt4": say("Exposure: GPT-4's labels of 2023, our labels of 2026"),
    "growth_labels-exposure-human": say("Exposure: people's labels of 2023, our labels of 2026"),
    "growth_labels-automation-run1": say("Automation: first run of 2023, our labels of 2026"),
    "growth_labels-automation-run2": say("Automation: second run of 2023, our labels of 2026"),
    "growth_aei-quarter": say("Occupations that use Claude.ai in a quarter of their tasks, 2025"),
    "growth_gdpval": say("Whole deliverables as good as a professional's, 2024 to 2025"),
    "growth_remote-labor": say(
        "Whole freelance projects as good as a professional's, 2025 to 2026"
    ),
    "factor_adoption": say("When it is taken into use"),
    "factor_adoption_short": say_in("factor", "In use"),
    "factor_ageing": say("Healthier ageing"),
    "factor_ageing_short": say_in("factor", "Ageing"),
    "factor_capability": say("What technologies can do"),
    "factor_capability_short": say("Technology"),
    "factor_evidence": say("Reading of the evidence"),
    "factor_evidence_short": say("Reading"),
    "factor_occupations": say("Each occupation by itself"),
    "factor_occupations_short": say("Occupation"),
    "factor_demand": say("Who needs the services"),
    "factor_demand_short": say_in("factor", "Need"),
    "factor_population": say("Projected population"),
    "factor_population_short": say_in("factor", "Population"),
    "factor_realisation": say("What is taken out"),
    "factor_realisation_short": say("Taken out"),
    "factor_new_work": say("New work that comes back"),
    "factor_new_work_short": say("New work"),
    "factor_source": say("The evidence as a whole"),
    "factor_source_short": say_in("factor", "Whole"),
    "factor_tasks": say("Single tasks"),
    "factor_tasks_short": say("Tasks"),
    "factor_time_use": say("Time use"),
    "factor_time_use_short": say("Time use"),
    "factor_transfer": say("Transfer to Norwegian municipalities"),
    "factor_transfer_short": say("Transfer"),
    "factor_workforce": say("Estimated workforce"),
    "factor_workforce_short": say("Workforce"),
    "file_charts": say("figures that only the charts use"),
    "file_beside": say("the municipality beside others"),
    "file_gap": say("need of work and what meets it, in long form"),
    "file_manifest": say("versions and checksums"),
    "file_package": say("the columns of these tables, for other programs"),
    "file_potential": say("all figures in long form"),
    "file_report": say("the report: open in a browser, pass on"),
    "file_scenario": say("the assumptions in full"),
    "file_tables": say("for Excel, first sheet first"),
    "files": say("Files"),
    "first": say("The highest share is in {sector}, in {share} of the draws."),
    "first_shown": say(
        "Of the sectors shown, {sector} has the highest share, in {share} of the draws."
    ),
    "hidden": say("hidden"),
    "hidden_municipality": say("{hidden} of {all} municipalities"),
    "hidden_municipality_sector": say("{hidden} of {all} sectors within a municipality"),
    "hidden_occupation": say("{hidden} of {all} occupations"),
    "hidden_sector": say("{hidden} of {all} sectors"),
    "inside": say("inside"),
    "layer_beside": say("no, beside it"),
    "layer_counted": say("yes"),
    "lowest_highest": say("Lowest–highest"),
    "meaning": say(
        "This is time that technology could take over. It is not savings, not jobs "
        "lost and not a forecast: adoption, benefits and the right to meet a person "
        "are not counted."
    ),
    "movement_in": say("moved in"),
    "movement_new": say("new"),
    "movement_none": "",
    "movement_out": say("moved out"),
    "outside": say("outside"),
    "page_converged": say("{draws} draws. The shares are precise enough to rank the factors."),
    "page_limit_foreign": say(
        "The measures rest mostly on American and global tasks and occupations. "
        "Carrying them to Norwegian municipalities is an uncertainty of its own."
    ),
    "page_limit_growth": say(
        "The figure looks {years} years ahead. The scenario assumes that technology "
        "improves; no source gives the growth. Adoption, costs and benefits are not "
        "counted in the technical potential."
    ),
    "page_limit_horizon": say(
        "The figure looks {years} years ahead, with what is shown to work today. "
        "Adoption, costs and benefits are not counted in the technical potential."
    ),
    "page_limit_judgement": say(
        "Time use, technology and where a person is required are mainly our own "
        "judgement, marked ◇. Please correct them."
    ),
    "page_not_converged": say(
        "{draws} draws. Not converged: factors whose intervals overlap cannot be ranked."
    ),
    "page_places": say("{towns}. {fte} FTE."),
    "page_places_estimate": say("{towns}. {fte} FTE, estimated workforce."),
    "plan_beside": say(
        "No measure can take out time where the person is the service itself. It is not in."
    ),
    "plan_counted": say("The scenario counts time where the person is the service itself too."),
    "plot_beside": say(
        "Beside the main figure: time where the person is the service itself, share of working time"
    ),
    "plot_by-year": say("In use and taken out by year, FTE, all sectors together"),
    "plot_compare": say("The scenarios side by side, share of working time"),
    "plot_compare-per-thousand": say("The scenarios side by side, FTE per 1,000 residents"),
    "plot_compare-fte": say("The scenarios side by side, FTE"),
    "plot_gap": say("What is needed beyond today, and what meets it, FTE"),
    "plot_municipalities": say("Technical potential by municipality, share of working time"),
    "plot_municipalities-fte": say("Technical potential by municipality, FTE"),
    "plot_occupations": say("The occupations with the largest technical potential, FTE"),
    "plot_radar": say("Technology radar"),
    "plot_readings": say("Total potential in each reading alone"),
    "plot_sector-classes": say(
        "Technical potential by sector and radar class, share of working time"
    ),
    "plot_sector-classes-fte": say("Technical potential by sector and radar class, FTE"),
    "plot_sectors": say("Technical potential by sector, share of working time"),
    "plot_sectors-fte": say("Technical potential by sector, FTE"),
    "plot_technologies": say("Technical potential by technology, FTE"),
    "plot_others": say("Technical potential beside others, share of working time"),
    "plot_total": say("Total technical potential"),
    "plot_uncertainty": say("Share of the total's uncertainty that is due to each factor"),
    "plot_waterfall": say("From {first} to {other}, share of working time"),
    "plot_waterfall-fte": say("From {first} to {other}, FTE"),
    "new_work": say("New work"),
    "net": say("Taken out, net"),
    "residents": say("Residents' time"),
    "effect_efficiency": say("Today's work in less time"),
    "effect_improvement": say("Better services"),
    "effect_new_service": say("New services"),
    "effect_unknown": say("Not known"),
    "quality": say("Quality"),
    "ranks_group": say(
        "Places {first}–{last} cannot be ranked with certainty against each other: {list}."
    ),
    "ranks_none": say("No sector certainly has the highest share."),
    "ranks_none_shown": say("None of the sectors shown certainly has the highest share."),
    "ranks_one": say("Place {first}: {list}."),
    "reading_activity_time": say("Kind of work (MGI)"),
    "reading_activity_time_is": say(
        "Wide: how much of each kind of work known technology can do once adapted, robots included."
    ),
    "reading_activity_time_short": "MGI",
    "reading_computerisation": say("Frey and Osborne"),
    "reading_computerisation_is": say(
        "Probability that the whole occupation can be computerised (2013), read as a "
        "share of time. Kept for comparison."
    ),
    "reading_computerisation_short": "F&O",
    "reading_exposed_time": say("Time halved"),
    "reading_exposed_time_is": say(
        "Middle: half the time of tasks that a language model can do in half the time."
    ),
    "reading_exposed_time_short": say("Halved"),
    "reading_score_above_floor": say("ILO above the floor"),
    "reading_score_above_floor_is": say(
        "Middle: the ILO score of each task, less the level of purely physical work."
    ),
    "reading_score_above_floor_short": "ILO",
    "reading_task_automation": say("Help in part"),
    "reading_task_automation_is": say("Wide: help with a part of the task counts too."),
    "reading_task_automation_short": say("In part"),
    "reading_exposed_time_2026": say("Time halved, own tasks 2026"),
    "reading_exposed_time_2026_is": say(
        "Middle: the same question about our own tasks, as a state of 2026. Labelled by a "
        "language model, twice."
    ),
    "reading_exposed_time_2026_short": say("Halved 26"),
    "reading_whole_tasks_2026": say("Whole tasks, own tasks 2026"),
    "reading_whole_tasks_2026_is": say(
        "Strict: our own tasks that the machine does nearly alone, as a state of 2026. Labelled "
        "by a language model, twice."
    ),
    "reading_whole_tasks_2026_short": say("Whole 26"),
    "labelling_first": say("our first labelling"),
    "labelling_second": say("our second labelling"),
    "rubric_automation": say("Automation (T0-T4)"),
    "rubric_exposure": say("Exposure (E0-E2)"),
    "rubric_radar": say("Radar: left to none"),
    "rubric_technology": say("Radar: technology"),
    "against_eloundou_gpt4": say("Eloundou et al., GPT-4"),
    "against_eloundou_human": say("Eloundou et al., people"),
    "against_eloundou_run1": say("Eloundou et al., first run"),
    "against_eloundou_run2": say("Eloundou et al., second run"),
    "against_ilo_score": say("ILO, by task"),
    "reading_whole_tasks": say("Whole tasks"),
    "reading_whole_tasks_is": say(
        "Strict: only tasks where the machine does nearly all, and a person checks."
    ),
    "reading_whole_tasks_short": say("Whole"),
    "realised": say("Taken out"),
    "section_adoption": say("Adoption"),
    "section_adoption_is": say("When technology is taken into use."),
    "section_calibrate": say("Calibration"),
    "section_calibrate_is": say("Whether the figure was moved to meet a stated level."),
    "section_demand": say("Need of work"),
    "section_demand_is": say("How much work will be needed, and what else may meet it."),
    "section_evidence": say("Reading of the evidence"),
    "section_evidence_is": say(
        "What “can be automated” is to mean: which readings count, and how much."
    ),
    "section_horizon": say("Time horizon"),
    "section_horizon_is": say(
        "How far ahead the figure looks, and whether technology improves on the way."
    ),
    "section_human_required": say("Person required"),
    "section_human_required_is": say(
        "Whether time where the person is the service itself is counted, and how much "
        "counts where law or duty requires a person."
    ),
    "section_physical": say("Robots"),
    "section_physical_is": say("How much of physical work robots can take."),
    "section_radar": say("Radar"),
    "section_radar_is": say("Which technologies there are, and how ready they are."),
    "section_realisation": say("Benefits"),
    "section_realisation_is": say("How much of the freed time is taken out."),
    "section_uncertainty": say("Size of the errors"),
    "section_uncertainty_is": say("How uncertain the figures are taken to be."),
    "section_sector_mix": say("Sectors"),
    "section_sector_mix_is": say("How many of the FTE are in each sector."),
    "section_occupation_mix": say("Occupations"),
    "section_occupation_mix_is": say("Which occupations are in each sector."),
    "section_workforce": say("Workforce"),
    "section_workforce_is": say("Who works where, or which municipalities take part."),
    "sheet_assumptions": say("Assumptions"),
    "sheet_chart_municipality": say("Chart municipalities"),
    "sheet_chart_radar": say("Chart radar"),
    "sheet_chart_sector": say("Chart sectors"),
    "sheet_columns": say("Columns"),
    "sheet_effect": say("Used for"),
    "sheet_gap": say("Need"),
    "sheet_peers": say("Beside others"),
    "sheet_peers_sectors": say("Beside others, sectors"),
    "sheet_gap_cells": say("Need by municipality"),
    "sheet_first": say("First"),
    "sheet_future": say("Adoption and benefits"),
    "sheet_net": say("Gross and net"),
    "sheet_municipality": say("Municipalities"),
    "sheet_municipality_radar_class": say("Municipality and radar"),
    "sheet_municipality_sector": say("Municipality and sector"),
    "sheet_occupation": say("Occupations"),
    "sheet_radar": say("Radar placement"),
    "sheet_radar_class": say("Radar"),
    "sheet_readiness": say("Ready now"),
    "sheet_sector": say("Sectors"),
    "sheet_sector_human_required": say("Person required"),
    "sheet_sector_technology": say("Sector and technology"),
    "sheet_sector_radar_class": say("Sector and radar"),
    "sheet_size": say("Municipalities by size"),
    "sheet_size_group": say("Size groups"),
    "sheet_sources": say("Sources"),
    "sheet_technology": say("Technologies"),
    "sheet_years_municipality": say("Years by municipality"),
    "sheet_years_municipality_sector": say("Years by municipality, sector"),
    "sheet_total": say("Total"),
    "suppressed": say("Hidden"),
    "total": say("Total"),
    "typical_spread": say("One municipality, 90%"),
    "with_beside": say("With time where the person is the service"),
}
"""Code -> its name, or a sentence about it."""


def _of_installed_reading(key: str) -> Text | None:
    """What an installed reading says of itself; None where the key is about none."""
    stem = key.removeprefix(READING)
    if stem == key:
        return None
    known = installed(READINGS)
    if stem.endswith(MEANING) and stem.removesuffix(MEANING) in known:
        reading = loaded(known[stem.removesuffix(MEANING)])
        return Written(reading.meaning["en"], reading.meaning)
    name = stem.removesuffix("_short")
    if name not in known:
        return None
    reading = loaded(known[name])
    return Written(reading.name["en"], reading.name)


def label(key: str, /, **values: Any) -> str:
    """The name of a thing, or the heading of a column, in the language that is spoken.

    Parameters
    ----------
    key : of `LABELS`; any other is a column.
    values : what fills the places in the words.

    >>> label("factor_tasks_short")
    'Tasks'
    """
    if key not in LABELS:
        text = _of_installed_reading(key)
        return column(key).heading if text is None else shown(text)
    found = LABELS[key]
    return shown(replace(found, values=values)) if isinstance(found, Message) else found
