"""Checks and key figures of the task catalogue."""

from __future__ import annotations

import numpy as np
import pandas as pd

from autopot.catalogue import tables
from autopot.errors import Problem, unknown_name
from autopot.messages import say, say_in

LABEL_WORDS = (3, 9)
ENGLISH = {"the", "and", "with", "for", "from", "of", "to"}
NORWEGIAN = {"og", "med", "til", "på", "av", "fra", "for å", "ikke", "hos"}
FAR = 0.6
"""Total variation distance from which an activity profile lies far from its neighbours."""

DEFAULT_WORKFORCE = "storby-2019"


def labelled_tasks() -> pd.DataFrame:
    """Rows of `tasks` with a label of our own in either language."""
    tasks = tables.tasks()
    return tasks[(tasks["label_nb"] != "") | (tasks["label_en"] != "")].reset_index(drop=True)


def task_problems() -> list[Problem]:
    """Labels of the wrong length or language, missing labels, technologies without work."""
    tasks = labelled_tasks()
    problems: list[Problem] = []
    for row in tasks.to_dict("records"):
        problems += _label_problems(row)
    staff = tables.table(f"workforce/{DEFAULT_WORKFORCE}")
    unlabelled = sorted(set(staff["occupation"]) - set(tasks["occupation"]))
    problems += [
        Problem(
            f"data/occupations/tasks.csv {code}",
            say("no labels, though it has FTE"),
            remedy=say("write them"),
        )
        for code in unlabelled
    ]
    return problems + _technology_problems(tasks)


def _technology_problems(tasks: pd.DataFrame) -> list[Problem]:
    """Technologies that are not known or do no work, and tasks that lack an answer."""
    place = "data/occupations/task_technology.csv"
    radar = tables.technologies()
    working = list(radar.loc[~radar["cross_cutting"], "technology"])
    own = tables.task_technology()
    used = set(own["technology"])
    allowed = [*working, tables.NO_TECHNOLOGY]
    problems = [
        unknown_name(place, say_in("the", "technology"), name, allowed)
        for name in sorted(used - set(allowed))
    ]
    problems += [
        Problem(place, say("{name} does no work", name=name))
        for name in working
        if name not in used
    ]
    keys = set(zip(tasks["occupation"], tasks["task"], strict=True))
    orphans = set(zip(own["occupation"], own["task"], strict=True)) - keys
    missing = keys - set(zip(own["occupation"], own["task"], strict=True))
    for code, number in sorted(orphans | missing):
        what = say("has no task") if (code, number) in orphans else say("has no technology")
        problems.append(Problem(f"{place} {code}-{number}", what))
    return problems


def _label_problems(row: dict[str, str]) -> list[Problem]:
    place = f"data/occupations/tasks.csv {row['occupation']}-{row['task']}"
    problems = []
    for column, foreign in (("label_nb", ENGLISH), ("label_en", NORWEGIAN - {"for å"})):
        words = str(row[column]).split()
        if not LABEL_WORDS[0] <= len(words) <= LABEL_WORDS[1]:
            found = say("{column} has {count} words", column=column, count=len(words))
            problems.append(Problem(place, found, say("3 to 9 words")))
        strange = sorted(foreign & set(words) - {"for"})
        if strange:
            found = say("{column} holds {words}", column=column, words=strange)
            problems.append(Problem(place, found, say("one language")))
    if row["label_nb"] == row["label_en"]:
        found = say("the same label in both languages")
        problems.append(Problem(place, found, say("two labels")))
    return problems


def agreement(first: pd.Series, second: pd.Series) -> tuple[float, float]:
    """Share of equal codes and Cohen's kappa.

    Parameters
    ----------
    first, second : codes of the same tasks by two coders.

    Returns
    -------
    Observed agreement p, and (p - e) / (1 - e) with e the agreement by chance from the two
    coders' own frequencies.

    Source
    ------
    Cohen (1960), Educational and Psychological Measurement 20(1), 37-46.

    >>> agreement(pd.Series(["a", "a", "b", "b"]), pd.Series(["a", "b", "b", "b"]))
    (0.75, 0.5)
    """
    observed = float((first.to_numpy() == second.to_numpy()).mean())
    kinds = sorted(set(first) | set(second))
    chance = float(sum((first == k).mean() * (second == k).mean() for k in kinds))
    return observed, 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def coding_agreement() -> pd.DataFrame:
    """Agreement of the two coders by the sector in which the occupation has most FTE.

    Returns
    -------
    Columns sector ("all" last), tasks, agreement, kappa, disputed.
    """
    tasks = tables.tasks()
    tasks = tasks[tasks["activity_second"] != ""]
    sector = tasks["occupation"].map(main_sectors())
    rows = []
    for name, part in [*tasks.groupby(sector), ("all", tasks)]:
        share, kappa = agreement(part["activity_first"], part["activity_second"])
        disputed = int((part["activity_status"] == "disputed").sum())
        rows.append((name, len(part), share, kappa, disputed))
    return pd.DataFrame(rows, columns=["sector", "tasks", "agreement", "kappa", "disputed"])


def main_sectors() -> pd.Series:
    """Occupation -> the sector in which it has most FTE in the default workforce."""
    staff = tables.table(f"workforce/{DEFAULT_WORKFORCE}")
    fte = staff.groupby(["occupation", "sector"])["fte"].sum().reset_index()
    return fte.sort_values("fte").groupby("occupation")["sector"].last()


def activity_by_sector() -> pd.DataFrame:
    """Share of the working time in each kind of activity, by sector of the default workforce.

    Returns
    -------
    One row per sector, one column per activity; 0-1, rows sum to 1.
    """
    tasks = tables.tasks()
    staff = tables.table(f"workforce/{DEFAULT_WORKFORCE}")
    pairs = staff.groupby(["sector", "occupation"], as_index=False)["fte"].sum()
    own = tables.sector_time()[["sector", "occupation", "task", "time_share"]]
    keys = pd.MultiIndex.from_frame(pairs[["sector", "occupation"]])
    known = keys.isin(pd.MultiIndex.from_frame(own[["sector", "occupation"]]))
    general = tasks[["occupation", "task", "time_share"]]
    time = pd.concat([pairs[known].merge(own), pairs[~known].merge(general)])
    time = time.merge(tasks[["occupation", "task", "activity"]])
    mixed = time.assign(fte=time["fte"] * time["time_share"]).pivot_table(
        index="sector", columns="activity", values="fte", aggfunc="sum", fill_value=0.0
    )
    return mixed.div(mixed.sum(axis=1), axis=0).reindex(tables.municipal_sectors())


def profile_outliers() -> pd.DataFrame:
    """Occupations whose activities differ much from their STYRK neighbours'.

    Returns
    -------
    Columns occupation, group, distance: half the summed differences to the mean profile of the
    other labelled occupations with the same first two digits (or one, if alone); those above
    `FAR`, largest first.
    """
    tasks = labelled_tasks()
    profile = tasks.pivot_table(
        index="occupation", columns="activity", values="time_share", aggfunc="sum", fill_value=0.0
    )
    rows = []
    for code in profile.index:
        for digits in (2, 1):
            group = str(code)[:digits]
            others = profile[profile.index.str.startswith(group) & (profile.index != code)]
            if len(others):
                distance = float(np.abs(profile.loc[code] - others.mean()).sum() / 2)
                rows.append((code, group, distance))
                break
    frame = pd.DataFrame(rows, columns=["occupation", "group", "distance"])
    return frame[frame["distance"] > FAR].sort_values("distance", ascending=False)
