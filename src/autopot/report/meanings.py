"""What each column of a workbook holds."""

from __future__ import annotations

from autopot.messages import Text, say

MEANINGS: dict[str, Text] = {
    "own_titles": say(
        "Your own titles of the occupation, most FTE first; titles of few are left out"
    ),
    "size_group": say(
        "Municipalities with so many residents on 1 January 2024; the grouping is our own"
    ),
    "municipalities": say("Municipalities of the group whose figures may be shown"),
    "residents": say("Residents, 1 January 2024"),
    "fte_per_thousand": say("FTE of the workforce per 1,000 residents"),
    "share_lowest": say("Lowest share among the municipalities of the group (means)"),
    "share_highest": say("Highest share among the municipalities of the group (means)"),
    "share_below": say(
        "How far below the mean the 5th percentile of the potential in FTE lies in a "
        "municipality of the group (median of the municipalities)"
    ),
    "share_above": say(
        "How far above the mean the 95th percentile of the potential in FTE lies in a "
        "municipality of the group (median of the municipalities)"
    ),
    "share_peers_mean": say("The share in the municipality's size group, weighted by FTE"),
    "share_peers_lowest": say("Lowest share in the municipality's size group"),
    "share_peers_highest": say("Highest share in the municipality's size group"),
    "counted": say(
        "Whether the time is in the main figure, or stands beside it because the "
        "person is the service itself"
    ),
    "place": say("Places the sector may have by share; only a place that stands alone is certain"),
    "share_beside_mean": say(
        "Time where the person is the service itself, share of FTE: mean of the draws. "
        "Not in the potential, and not time that can be taken out"
    ),
    "share_beside_p05": say(
        "Time where the person is the service itself, share of FTE: 5th percentile. "
        "Not in the potential, and not time that can be taken out"
    ),
    "share_beside_p95": say(
        "Time where the person is the service itself, share of FTE: 95th percentile. "
        "Not in the potential, and not time that can be taken out"
    ),
    "fte_beside_mean": say(
        "Time where the person is the service itself, FTE: mean of the draws. Not in "
        "the potential, and not time that can be taken out"
    ),
    "fte_beside_p05": say(
        "Time where the person is the service itself, FTE: 5th percentile. Not in the "
        "potential, and not time that can be taken out"
    ),
    "fte_beside_p95": say(
        "Time where the person is the service itself, FTE: 95th percentile. Not in the "
        "potential, and not time that can be taken out"
    ),
    "municipality": say("Name of the municipality"),
    "sector": say("Municipal service area"),
    "occupation": say("Occupation in STYRK-08, four digits"),
    "technology": say("Technology area on the radar"),
    "radar_class": say("Where the technology stands on the radar: Adopt, Trial, Assess or Hold"),
    "human_required": say("Whether law or duty requires a person in the task"),
    "kind": say("In use, taken out, or quality (freed in pieces too small to become FTE)"),
    "group": say("What the row is split by: total, sector or technology"),
    "thing": say("The sector or the technology"),
    "year": say("Year of the figures"),
    "share_year_mean": say(
        "Share of FTE in that year, of the kind in the first column: mean of the draws"
    ),
    "share_year_p05": say(
        "Share of FTE in that year, of the kind in the first column: 5th percentile"
    ),
    "share_year_p95": say(
        "Share of FTE in that year, of the kind in the first column: 95th percentile"
    ),
    "fte_year_mean": say("FTE in that year, of the kind in the first column: mean of the draws"),
    "fte_year_p05": say("FTE in that year, of the kind in the first column: 5th percentile"),
    "fte_year_p95": say("FTE in that year, of the kind in the first column: 95th percentile"),
    "hours_mean": say("FTE times the hours in one FTE (see Assumptions): mean of the draws"),
    "hours_p05": say("FTE times the hours in one FTE (see Assumptions): 5th percentile"),
    "hours_p95": say("FTE times the hours in one FTE (see Assumptions): 95th percentile"),
    "nok_mean": say(
        "Value of the time taken out at the stated wage cost (not money saved): mean of the draws"
    ),
    "nok_p05": say("Taken out, in NOK at the stated wage cost: 5th percentile"),
    "nok_p95": say("Taken out, in NOK at the stated wage cost: 95th percentile"),
    "code": say("Municipality number, or occupation code in STYRK-08"),
    "fte_base": say("FTE of the workforce that the row is about"),
    "share_mean": say("Technical potential as share of FTE: the mean of the draws"),
    "fte_mean": say("Technical potential in FTE: the mean of the draws. May be added"),
    "share_p05": say("The share's 5th percentile: 5% of the draws are lower. Cannot be added"),
    "fte_p05": say("The FTE's 5th percentile: 5% of the draws are lower. Cannot be added"),
    "share_p25": say("The share's 25th percentile. Cannot be added"),
    "fte_p25": say("The FTE's 25th percentile. Cannot be added"),
    "share_p50": say("The share's median: half of the draws are lower. Cannot be added"),
    "fte_p50": say("The FTE's median: half of the draws are lower. Cannot be added"),
    "share_p75": say("The share's 75th percentile. Cannot be added"),
    "fte_p75": say("The FTE's 75th percentile. Cannot be added"),
    "share_p95": say("The share's 95th percentile: 5% of the draws are higher. Cannot be added"),
    "fte_p95": say("The FTE's 95th percentile: 5% of the draws are higher. Cannot be added"),
    "share_down": say("Distance from the middle to low (5%), for the line in the chart"),
    "share_up": say("Distance from the middle to high (95%), for the line in the chart"),
    "share_adopt": say("Potential of technology in the class Adopt, share of the sector's FTE"),
    "share_trial": say("Potential of technology in the class Trial, share of the sector's FTE"),
    "share_assess": say("Potential of technology in the class Assess, share of the sector's FTE"),
    "share_hold": say("Potential of technology in the class Hold, share of the sector's FTE"),
    "share_now_mean": say(
        "Mean of the share of the potential that lies with technology in the classes "
        "Adopt and Trial"
    ),
    "fte_now_mean": say("Mean of the potential of technology in the classes Adopt and Trial, FTE"),
    "share_now_p05": say(
        "5th percentile of the share of the potential that lies with technology in the "
        "classes Adopt and Trial"
    ),
    "fte_now_p05": say(
        "5th percentile of the potential of technology in the classes Adopt and Trial, FTE"
    ),
    "share_now_p95": say(
        "95th percentile of the share of the potential that lies with technology in "
        "the classes Adopt and Trial"
    ),
    "fte_now_p95": say(
        "95th percentile of the potential of technology in the classes Adopt and Trial, FTE"
    ),
    "share_later_mean": say(
        "Mean of the share of the potential that lies with technology in the classes "
        "Assess and Hold"
    ),
    "fte_later_mean": say(
        "Mean of the potential of technology in the classes Assess and Hold, FTE"
    ),
    "share_later_p05": say(
        "5th percentile of the share of the potential that lies with technology in the "
        "classes Assess and Hold"
    ),
    "fte_later_p05": say(
        "5th percentile of the potential of technology in the classes Assess and Hold, FTE"
    ),
    "share_later_p95": say(
        "95th percentile of the share of the potential that lies with technology in "
        "the classes Assess and Hold"
    ),
    "fte_later_p95": say(
        "95th percentile of the potential of technology in the classes Assess and Hold, FTE"
    ),
    "share_hold_mean": say(
        "Mean of the share of the potential that lies with technology in the class Hold"
    ),
    "fte_hold_mean": say("Mean of the potential of technology in the class Hold, FTE"),
    "share_hold_p05": say(
        "5th percentile of the share of the potential that lies with technology in the class Hold"
    ),
    "fte_hold_p05": say("5th percentile of the potential of technology in the class Hold, FTE"),
    "share_hold_p95": say(
        "95th percentile of the share of the potential that lies with technology in the class Hold"
    ),
    "fte_hold_p95": say("95th percentile of the potential of technology in the class Hold, FTE"),
    "setting": say("Name of the setting in the scenario"),
    "value": say("What the setting is"),
    "origin": say("File and line that the setting comes from"),
    "category": say("What the technology is used for"),
    "solution_maturity": say(
        "0 no solution ready, 1 shown elsewhere, 2 finished solutions exist, 3 robust"
    ),
    "use_understanding": say(
        "0 unknown, 1 immature, 2 main uses understood, 3 benefit shown. The lower of "
        "the two scores gives the class; Hold only where both are 0"
    ),
    "basis": say("What the scores rest on"),
    "source_id": say("Short name of the source; judgement is our own view"),
    "citation": say("Full reference"),
    "licence": say("What the source may be used for"),
    "url": say("Where the source is"),
    "note": say("What to know about the source"),
}
"""Column -> what it holds."""
