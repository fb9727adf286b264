"""Words of a plan and its follow-up, Norwegian bokmål first."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "example": (
        "EKSEMPEL: kostnadene, timene og rammene er oppdiktet.",
        "EXAMPLE: the costs, hours and limits are made up.",
    ),
    "answer": (
        "Planen setter i gang {count} av {all} tiltak. Realisert tid i {year}: {mean} årsverk "
        "(90 %-intervall {low} til {high}).",
        "The plan starts {count} of {all} measures. Realised time in {year}: {mean} FTE "
        "(90 % interval {low} to {high}).",
    ),
    "reached_fte": (
        "Årene {first}–{last} lagt sammen, der ett årsverk i to år teller som to: {mean} "
        "({low} til {high}); i gjennomsnitt av de 10 % dårligste trekningene {worst}.",
        "The years {first}-{last} added up, one FTE in two years counting as two: {mean} ({low} to "
        "{high}); mean of the worst 10 % of draws {worst}.",
    ),
    "reached_money": (
        "Nåverdi med planleggerens egen verdi per årsverk: {mean} ({low} til {high}); i "
        "gjennomsnitt av de 10 % dårligste trekningene {worst}.",
        "Net present value at the planner's own value per FTE: {mean} ({low} to {high}); mean of "
        "the worst 10 % of draws {worst}.",
    ),
    "given_up": (
        "Uten rammer for penger, opplæring og samtidige endringer ville dette tallet vært {free}. "
        "Rammene holder tilbake {mean} ({low} til {high}).",
        "With no limits on money, training and parallel changes this figure would be {free}. The "
        "limits hold back {mean} ({low} to {high}).",
    ),
    "gap": (
        "Ingen plan innenfor rammene kan nå mer enn {gap} over denne (innstilt grense {allowed}).",
        "No plan within the limits can reach more than {gap} above this one (set limit {allowed}).",
    ),
    "timed_out": (
        "TIDSGRENSEN på {seconds} s ble nådd. Dette er den beste planen som ble funnet; den beste "
        "mulige kan nå inntil {gap} mer.",
        "The TIME LIMIT of {seconds} s was reached. This is the best plan found; the best possible "
        "one may reach up to {gap} more.",
    ),
    "mean": (
        "Valgt etter gjennomsnittet av {draws} trekninger.",
        "Chosen by the mean of {draws} draws.",
    ),
    "worst_tenth": (
        "Valgt etter gjennomsnittet av de 10 % dårligste av {draws} trekninger (CVaR).",
        "Chosen by the mean of the worst 10 % of {draws} draws (CVaR).",
    ),
    "meaning": (
        "Realisert tid er frigjort arbeidstid som brukes på en ny måte; autopot run kaller den "
        "«tatt ut». Den er regnet som årsverk, men er ikke stillinger som forsvinner. Hva den "
        "brukes til, velger kommunen.",
        "Realised time is freed working time that has been put to new use; autopot run calls it "
        "taken out. It is counted in FTE, but is not jobs that disappear. What it is used for is "
        "the municipality's choice.",
    ),
    "robustness": (
        "Valgt i: andel av {draws} trekninger der tiltaket også ble valgt når én trekning ble "
        "holdt for sann.",
        "Chosen in: share of {draws} draws in which the measure was chosen too when one draw was "
        "taken for the truth.",
    ),
    "relaxed": (
        "Planen er stor. «Valgt i» og «Hva mer ville gitt» er regnet som om tiltak kunne startes "
        "delvis.",
        "The plan is large. 'Chosen in' and 'What more would give' are computed as if measures "
        "could be started in part.",
    ),
    "rounded": (
        "Noe i bemanningen er skjult. Alle tall er derfor avrundet til hele årsverk.",
        "Something in the workforce is hidden. All figures are therefore rounded to whole FTE.",
    ),
    "unit_fte": ("{value} årsverk", "{value} FTE"),
    "unit_money": ("{value} mill. kr", "NOK {value} million"),
    "schedule": ("Tiltak og startår", "Measures and start years"),
    "gantt_note": (
        "▒ innføres, █ i bruk, · ikke begynt.",
        "▒ being introduced, █ in use, · not begun.",
    ),
    "years": ("År for år", "Year by year"),
    "more": ("Hva mer ville gitt", "What more would give"),
    "more_none": (
        "Ingen av rammene ville gitt mer om bare den ene ble utvidet.",
        "No single increase would give more.",
    ),
    "more_rest": (
        "De andre rammene ga ingenting hver for seg.",
        "The other limits gave nothing one by one.",
    ),
    "more_unknown": (
        "{count} rammer rakk ikke å bli regnet på.",
        "{count} limits were not reached in the time given.",
    ),
    "measure": ("Tiltak", "Measure"),
    "name": ("Navn", "Name"),
    "sector": ("Sektor", "Sector"),
    "technology": ("Teknologi", "Technology"),
    "radar_class": ("Radarklasse", "Radar class"),
    "start": ("Start", "Start"),
    "in_use": ("I bruk fra", "In use from"),
    "not_started": ("–", "–"),
    "fte_potential": ("Teknisk potensial, årsverk", "Technical potential, FTE"),
    "fte_mean": ("Realisert, årsverk", "Realised, FTE"),
    "fte_p05": ("Lav (5 %)", "Low (5 %)"),
    "fte_p95": ("Høy (95 %)", "High (95 %)"),
    "interval": ("90 %-intervall", "90 % interval"),
    "interval_short": ("90 %", "90 %"),
    "realised_short": ("Realisert", "Realised"),
    "nok_cost": ("Kostnad, kr", "Cost, NOK"),
    "nok_budget": ("Budsjett, kr", "Budget, NOK"),
    "cost": ("Kostnad", "Cost"),
    "budget": ("Budsjett", "Budget"),
    "share_chosen": ("Valgt i", "Chosen in"),
    "year": ("År", "Year"),
    "limit": ("Ramme", "Limit"),
    "step": ("Økning", "Increase"),
    "gain": ("Gir, årene lagt sammen", "Gives, the years added up"),
    "fte_gain": ("Gir, årsverk lagt sammen over årene", "Gives, FTE added up over the years"),
    "nok_gain": ("Gir, kr nåverdi", "Gives, NOK net present value"),
    "limit_budget": ("Budsjett", "Budget"),
    "limit_training": ("Opplæringstimer", "Training hours"),
    "limit_parallel": ("Samtidige endringer", "Parallel changes"),
    "step_budget": ("{value} mill. kr", "NOK {value} million"),
    "step_training": ("{value} timer", "{value} hours"),
    "step_parallel": ("{value} til", "{value} more"),
    "sheet_read_me": ("Les dette først", "Read this first"),
    "sheet_schedule": ("Tiltak", "Measures"),
    "sheet_gantt": ("Gantt", "Gantt"),
    "sheet_years": ("År", "Years"),
    "sheet_more": ("Hva mer ville gitt", "What more would give"),
    "introduced": ("innføres", "introduced"),
    "used": ("i bruk", "in use"),
    "files": ("Skrevet til", "Written to"),
    "follow_up_title": ("Oppfølging av planen", "Follow-up of the plan"),
    "follow_up_how": (
        "Skriv inn hvor mye frigjort tid som faktisk brukes på en ny måte, i årsverk, for hvert "
        "tiltak og år. La ruter stå tomme der ingenting er målt; 0 betyr at det er målt og var "
        "null.",
        "Fill in how much time has in fact been put to new use, in FTE, by measure and year. Leave "
        "cells empty where nothing was measured; 0 means that it was measured and was nothing.",
    ),
    "follow_up_then": (
        "Lagre, og kjør: autopot track MAPPE follow-up.xlsx",
        "Save it, and run: autopot track FOLDER follow-up.xlsx",
    ),
    "planned_fte": ("Planlagt, årsverk", "Planned, FTE"),
    "realised_fte": ("Realiserte årsverk", "Realised FTE"),
    "actual": ("Målt", "Measured"),
    "planned": ("Planlagt", "Planned"),
    "forecast": ("Ny prognose", "New forecast"),
    "level": (
        "Tatt ut av det som er i bruk, med 90 %-intervall: {before} i planen ({low} til {high}), "
        "{after} etter målingene ({after_low} til {after_high}).",
        "Taken out of what is in use, with 90 % interval: {before} in the plan ({low} to {high}), "
        "{after} after the measurements ({after_low} to {after_high}).",
    ),
    "track_total": (
        "{count} målinger: {actual} årsverk mot {planned} planlagt ({share}), {verdict}.",
        "{count} measurements: {actual} FTE against {planned} planned ({share}), {verdict}.",
    ),
    "track_forecast": (
        "Ny prognose for {year}: {mean} årsverk (90 %-intervall {low} til {high}). Planen sa "
        "{planned}.",
        "New forecast for {year}: {mean} FTE (90 % interval {low} to {high}). The plan said "
        "{planned}.",
    ),
    "track_line": (
        "{name}: {actual} årsverk målt mot {planned} planlagt, {verdict}.",
        "{name}: {actual} FTE measured against {planned} planned, {verdict}.",
    ),
    "verdict_as": ("etter planen", "according to plan"),
    "verdict_perhaps_below": (
        "under planen, men innenfor målefeilen",
        "below the plan, but within the error of measuring",
    ),
    "verdict_below": ("klart under planen", "clearly below the plan"),
    "verdict_perhaps_above": (
        "over planen, men innenfor målefeilen",
        "above the plan, but within the error of measuring",
    ),
    "verdict_above": ("klart over planen", "clearly above the plan"),
    "verdict_expected": (
        " (planen var usikker nok til at det kunne skje: {interval})",
        " (the plan was uncertain enough for that to happen: {interval})",
    ),
    "verdict_unexpected": (
        ", også når planens egen usikkerhet er regnet med ({interval})",
        ", also beside the plan's own uncertainty ({interval})",
    ),
    "unmeasured": (
        "Ikke målt: {names}. Uten oppfølging vet ingen om gevinsten kommer.",
        "Not measured: {names}. Without follow-up nobody knows whether the benefit comes.",
    ),
    "by_measure": ("Tiltak", "Measures"),
    "by_sector": ("Sektorer", "Sectors"),
}


def plan_word(key: str, language: str) -> str:
    """The text of a key, in nb or en.

    >>> plan_word("start", "nb")
    'Start'
    """
    return WORDS[key][0 if language == "nb" else 1]
