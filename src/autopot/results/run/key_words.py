"""What a council asks of a run, each question with its sentences and its figures."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.analysis.ranks import places
from autopot.messages import name_in, say_many, told
from autopot.messages.numbers import percent, points, rounded, whole
from autopot.results.gap.tables import wide
from autopot.results.labels import label
from autopot.results.own_words import listed, of_part
from autopot.results.run.answer import rank_lines
from autopot.results.run.figures import RunFigures
from autopot.results.run.net import kind_of
from autopot.results.run.readings import readings_alone
from autopot.results.sensitivity.result import Sensitivity
from autopot.results.suppression import shows_everything
from autopot.tables.formats import net_fte
from autopot.tables.names import names
from autopot.workforce.staff.ledger import BUCKET_WORDS, ledger_total
from autopot.workforce.staff.notes import size_notes

ENDS = ("mean", "p05", "p95")
SECTORS = 3
"""Sectors that are named."""
MOST_OCCUPATIONS = 5
"""Occupations that are named of those whose tasks were corrected."""
YEAR = 2035
"""The year that a council asks about, where the run has it."""


@dataclass(frozen=True)
class Part:
    """One question with its answer.

    Parameters
    ----------
    name : of the question, in JSON and as place on the page.
    heading : the question.
    lines : the answer in sentences, the first the shortest.
    figures : what, place (of a sector), share_mean, share_p05, share_p95, fte_mean, fte_p05,
        fte_p95 of each thing; a figure is missing where there is none. Empty where the answer is
        words only.
    """

    name: str
    heading: str
    lines: list[str]
    figures: pd.DataFrame = field(default_factory=pd.DataFrame)


def potential_lines(total: pd.Series) -> list[str]:
    """The potential as share of the working time and in FTE, and what it is not.

    Parameters
    ----------
    total : fte_base, and share_… and fte_… (mean, p05, p95), of a run or one municipality.
    """
    mean, low, high = (percent(float(total[f"share_{end}"])) for end in ENDS)
    return [
        told(
            "Technical potential: technology could take over tasks that today fill {share} of the "
            "working time, probably between {low} and {high}.",
            share=mean,
            low=low,
            high=high,
        ),
        told(
            "It is as much time as in {fte} of {base} FTE ({low} to {high}), in small parts of "
            "many people's work. It is not posts, not savings and not a forecast.",
            fte=rounded(total["fte_mean"]),
            base=rounded(total["fte_base"]),
            low=rounded(total["fte_p05"]),
            high=rounded(total["fte_p95"]),
        ),
    ]


def how_much(result: RunFigures) -> Part:
    """The potential, without the time where the person is the service and with it."""
    total, service = result.level("total").iloc[0], result.service
    lines = potential_lines(total)
    figures = [_row(told("Technical potential"), total)]
    if service.fte[0] > 0:
        other = [percent(value) for value in service.other]
        words = dict(zip(("share", "low", "high"), other, strict=True))
        lines.append(
            told(
                "If the time where the person is the service itself is counted too, such as "
                "teaching, playing, comforting and caring, it is {share} ({low} to {high}). That "
                "time is in no other figure here.",
                **words,
            )
            if service.beside
            else told(
                "Time where the person is the service itself, such as teaching, playing, "
                "comforting and caring, is counted here. Without it, it is {share} ({low} to "
                "{high}).",
                **words,
            )
        )
        figures.append(_other(result, float(total["fte_base"])))
    calibrated = result.answer().calibrated
    return Part(
        "how_much",
        told("How much?"),
        [*lines, *of_part(result.workforce), *([calibrated] if calibrated else [])],
        pd.DataFrame(figures),
    )


def _row(what: str, figures: pd.Series, place: str = "") -> dict[str, object]:
    """One thing with share and FTE; what the figures lack is missing."""
    names_of = [f"{unit}_{end}" for unit in ("share", "fte") for end in ENDS]
    values = {name: float(figures.get(name, np.nan)) for name in names_of}
    return {"what": what, "place": place, **values}


def _other(result: RunFigures, base: float) -> dict[str, object]:
    """The potential with the time where the person is the service, or without it."""
    service = result.service
    share = pd.Series(service.other, [f"share_{end}" for end in ENDS])
    fte = pd.Series(np.array(service.other) * base, [f"fte_{end}" for end in ENDS])
    what = (
        label("with_beside")
        if service.beside
        else told("Without time where the person is the service")
    )
    return _row(what, pd.concat([share, fte]))


def where(result: RunFigures) -> Part | None:
    """The sectors with the highest share, and the one with most time; None where all are hidden."""
    ranks = result.ranks
    frame = result.level("sector").set_index("sector")
    frame = frame[~frame["suppressed"].astype(bool)]
    order = [
        code
        for group in ranks.groups
        for code in sorted(group, key=lambda c: -float(frame.loc[c, "share_mean"]))
    ][:SECTORS]
    if not order:
        return None
    called, place = names()["sector"], places(ranks.groups)
    texts = {code: _place(*place[code]) for code in order}
    lines = [rank_lines(ranks)[0]]
    unsure = [code for code in order if place[code][0] != place[code][1]]
    if unsure and ranks.first is not None:
        lines.append(
            told(
                "Then, by the mean, {list}, but places {places} cannot be ranked with certainty.",
                list=listed([called[code].lower() for code in unsure]),
                places=texts[unsure[-1]],
            )
        )
    most = frame["fte_mean"].idxmax()
    lines.append(
        told(
            "Most time, by the mean, is in {sector}: as much as in {fte} FTE ({low} to {high}).",
            sector=called[str(most)].lower(),
            fte=rounded(frame.loc[most, "fte_mean"]),
            low=rounded(frame.loc[most, "fte_p05"]),
            high=rounded(frame.loc[most, "fte_p95"]),
        )
    )
    rows = [_row(called[code], frame.loc[code], texts[code]) for code in order]
    return Part("where", told("Where?"), lines, pd.DataFrame(rows))


def _place(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def comes_out(result: RunFigures) -> Part | None:
    """What is in use and taken out in the year; None where the run has no years."""
    table = result.by_year
    if table.empty:
        return None
    years = sorted({int(year) for year in table["year"]})
    year = YEAR if YEAR in years else years[-1]
    rows = table[(table["level"] == "total") & (table["year"] == year)]
    rows = rows.assign(kind=kind_of(rows)).set_index(["kind", "unit"])

    def figures(kind: str) -> pd.Series:
        parts = {
            f"{unit}_{end}": rows.loc[(kind, unit), end]
            for unit in ("share", "fte")
            for end in ENDS
        }
        return pd.Series(parts)

    used, out = figures("adopted"), figures("realised")
    base = result.scenario.scenario.adoption.base_year
    lines = [
        told(
            "By {year}, {used} FTE of time ({used_low} to {used_high}) is in tasks where the "
            "technology is in use. Of this, {out} ({out_low} to {out_high}) is taken out since "
            "{base}: freed in pieces large enough to be used for something else. What for, the "
            "municipality chooses.",
            year=year,
            base=base,
            **_fte(used, "used"),
            **_fte(out, "out"),
        )
    ]
    listing = [_row(told("In use, {year}", year=year), used)]
    listing.append(_row(told("Taken out since {base}, {year}", base=base, year=year), out))
    if ("net", "fte") in rows.index:
        net = figures("net")
        lines.append(
            told(
                "Less the new work that comes with the technology, {net} ({net_low} to "
                "{net_high}) is left.",
                **_fte(net, "net"),
            )
        )
        listing.append(_row(told("Taken out less new work, {year}", year=year), net))
    heading = told("What comes out of it by {year}?", year=year)
    return Part("by_year", heading, lines, pd.DataFrame(listing))


def _fte(figures: pd.Series, name: str) -> dict[str, str]:
    """Mean and ends in FTE, under the name and with _low and _high."""
    ends = zip(("", "_low", "_high"), ENDS, strict=True)
    return {f"{name}{after}": net_fte(float(figures[f"fte_{end}"])) for after, end in ends}


def gap(result: RunFigures) -> Part | None:
    """What is needed and what meets it; None where the run does not ask for it, or hides it."""
    need = result.gap
    quoted = [] if need is None else need.quoted(brief=True)
    if need is None or not quoted:
        return None
    total = wide(need.table, "total")
    total = total[total["year"] == need.year].iloc[0]
    levers = {"fte_levers": told("Met by other measures, {year}", year=need.year)}
    kinds = {
        "fte_gap": told("Needed beyond today, {year}", year=need.year),
        "fte_technology": told("Taken out with technology after today, {year}", year=need.year),
        **(levers if total["fte_levers_mean"] else {}),
        "fte_spare": told("Freed beyond the need, {year}", year=need.year),
        "fte_rest": told("Need that rests, {year}", year=need.year),
    }
    rows = [
        _row(what, total[[f"{kind}_{end}" for end in ENDS]].set_axis([f"fte_{e}" for e in ENDS]))
        for kind, what in kinds.items()
    ]
    heading = told("What is needed, and what meets it?")
    return Part("gap", heading, quoted, pd.DataFrame(rows))


def how_sure(result: RunFigures, found: Sensitivity | None) -> Part:
    """How the sources disagree, and the doubt that matters most where it was computed."""
    alone = total_readings(result)
    strict, wide_one = alone.iloc[0], alone.iloc[-1]
    lines = []
    if found is not None and not found.total_factors.empty:
        lines.append(_doubt(found))
    lines.append(
        told(
            "The sources disagree about the same work: the strictest alone gives {low}, the widest "
            "{high}.",
            low=percent(float(strict["share"])),
            high=percent(float(wide_one["share"])),
        )
    )
    total = result.level("total").iloc[0]
    if total["share_p05"] < strict["share"] and total["share_p95"] > wide_one["share"]:
        lines.append(
            told("All of them may be wrong in the same direction, so the interval is wider still.")
        )
    lines.append(
        told("Two figures in brackets are the ends between which nine in ten calculations lie.")
    )
    return Part("how_sure", told("How sure is it?"), lines)


def _doubt(found: Sensitivity) -> str:
    """The factor that makes most of the doubt, or those that cannot be told apart from it."""
    rows = found.total_factors.sort_values("total", ascending=False)
    top = rows.iloc[0]
    close = rows.iloc[1:][rows["total_high"].iloc[1:] >= top["total_low"]]
    factors = [label(f"factor_{name}").lower() for name in [top["factor"], *close["factor"]]]
    return told(
        "The doubt that matters most: {factor}. If it were settled, the interval would be {known} "
        "percentage points wide, where it is {width}.",
        factor=factors[0] if close.empty else told("{list} (not told apart)", list=listed(factors)),
        known=points(float(top["width_if_known"])),
        width=points(float(top["width"])),
    )


def total_readings(result: RunFigures) -> pd.DataFrame:
    """The total under each reading that has weight, alone and at its middle.

    Returns
    -------
    reading and share, strictest first.
    """
    alone = readings_alone(result, sectors=False)
    used = alone[alone["weight"] > 0].rename(columns={"middle": "share"})
    return used[["reading", "share"]].sort_values("share", kind="stable", ignore_index=True)


def rests_on(result: RunFigures) -> Part:
    """Where the staff is from, how many sources there are, and what is our judgement."""
    ids = catalogue.sources()["source_id"].astype(str)
    published = int((~ids.str.startswith("own-") & (ids != "judgement")).sum())
    lines = [
        _staff(result),
        *shows_everything(result.scenario, result.workforce),
        *_own_tasks(result),
        told(
            "{count} published sources. Our own judgement, where nobody has measured: which "
            "technology would do a task, where the technologies stand on the radar, what law and "
            "duty keep for people, and how fast much of it comes and is taken out.",
            count=whole(published),
        ),
    ]
    lines[1:1] = [f"{note}." for note in size_notes(result.workforce.notes)]
    return Part("rests_on", told("What does it rest on?"), lines)


def _own_tasks(result: RunFigures) -> list[str]:
    """That tasks were corrected, of which occupations; those that are hidden are counted alone."""
    own = result.assembled.own_tasks
    if not own.occupations:
        return []
    called, hidden = names()["occupation"], result.hidden.of("occupation")
    told_of = [called[code] for code in own.occupations if code not in hidden][:MOST_OCCUPATIONS]
    if told_of and len(told_of) < len(own.occupations):
        told_of.append("…")
    parts = (
        (own.times, say_many("time of 1 task", "time of {count:,} tasks", count=own.times)),
        (
            own.others,
            say_many(
                "something else of 1 task", "something else of {count:,} tasks", count=own.others
            ),
        ),
        (own.answers, say_many("1 answer", "{count:,} answers", count=own.answers)),
    )
    return [
        told(
            "You have corrected the tasks of {occupations}{list}: {parts}.",
            occupations=say_many(
                "1 occupation", "{count:,} occupations", count=len(own.occupations)
            ),
            list=f" ({', '.join(told_of)})" if told_of else "",
            parts=[words for number, words in parts if number],
        )
    ]


def _staff(result: RunFigures) -> str:
    """Own staff with what became of the rows, or which estimate it is."""
    workforce = result.workforce
    base = rounded(float(result.level("total")["fte_base"].iloc[0]))
    if workforce.ledger is not None:
        rows, _ = ledger_total(workforce.ledger)
        filled = workforce.ledger[workforce.ledger["rows"] > 0].set_index("bucket")["rows"]
        others = [
            f"{BUCKET_WORDS[str(bucket)]} {whole(int(number))}"
            for bucket, number in filled.items()
            if bucket != "used"
        ]
        used = whole(int(filled.get("used", 0)))
        if not others:
            return told(
                "Your own staff: all {rows} rows of the file are used, {fte} FTE.",
                rows=whole(rows),
                fte=base,
            )
        return told(
            "Your own staff: {used} of the {rows} rows of the file are used, {fte} FTE. The "
            "others: {list}.",
            used=used,
            rows=whole(rows),
            fte=base,
            list=listed(others),
        )
    if not workforce.estimate:
        return told("A workforce of {fte} FTE that was given to the model.", fte=base)
    about = catalogue.table("workforce/workforces").set_index("workforce")
    title = str(about.loc[workforce.name, name_in(about.columns, "title")])
    return told(
        "The staff are an estimate, not statistics: {title}, {fte} FTE. Your own staff give your "
        "own figures.",
        title=f"{title[0].lower()}{title[1:]}",
        fte=base,
    )
