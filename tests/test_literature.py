"""Literature since 2023: Microsoft's scores by occupation, and what is held against ours."""

from __future__ import annotations

import pandas as pd
import pytest

from autopot import catalogue
from autopot.evidence import complete_evidence
from autopot.questions.benchmarks import exposed_time

SCORE = {
    "29-1141": 0.121785,
    "29-1151": 0.081200,
    "29-1171": 0.147394,
    "31-1120": 0.058063,
    "39-1014": 0.251382,
    "39-1022": 0.290821,
    "53-1047": 0.181454,
}
"""Applicability by SOC 2018 as published (microsoft/working-with-ai, commit 84c4eba)."""

EMPLOYED = {
    "29-1141": 3_047_530,
    "29-1151": 43_950,
    "29-1171": 234_690,
    "31-1121": 1_683_240,
    "31-1122": 1_683_240,
    "39-1014": 66_860,
    "39-1022": 101_030,
    "53-1044": 137_315,
}
"""OEWS May 2021; combined codes of it split equally (31-1120 in two, 53-1047 in four)."""


def scores():
    """Occupation -> value as shipped."""
    evidence = catalogue.evidence()
    own = evidence[evidence["measure"] == "microsoft_applicability"]
    return own.set_index("occupation")["value"]


def test_nurses_by_hand():
    """ISCO 2221 is three American codes, each of one target: a mean weighted by employment.

    (3,047,530 · 0.121785 + 43,950 · 0.0812 + 234,690 · 0.147394) / 3,326,170 = 0.12306.
    """
    codes = ("29-1141", "29-1151", "29-1171")
    people = sum(EMPLOYED[c] for c in codes)
    expected = sum(EMPLOYED[c] * SCORE[c] for c in codes) / people
    assert expected == pytest.approx(0.12306, abs=5e-6)
    for nurse in ("2221", "2223", "2224"):
        assert scores()[nurse] == pytest.approx(expected, abs=5e-5)


def test_home_helpers_by_hand():
    """Codes that were split and joined between editions, and targets that share an American code.

    Supervisors (SOC 2010 39-1021) come from three codes of 2018, the last of which has two targets;
    they belong to ten ISCO groups, home health aides to one and personal care aides to three.
    """
    supervisors = {"39-1014": 66_860, "39-1022": 101_030, "53-1047": 137_315 / 2}
    people = sum(supervisors.values())
    theirs = sum(SCORE[code] * count for code, count in supervisors.items()) / people
    links = [
        (EMPLOYED["31-1121"], SCORE["31-1120"]),
        (EMPLOYED["31-1122"] / 3, SCORE["31-1120"]),
        (people / 10, theirs),
    ]
    expected = sum(w * v for w, v in links) / sum(w for w, _ in links)
    assert expected == pytest.approx(0.06004, abs=5e-6)
    assert scores()["5322"] == pytest.approx(expected, abs=5e-5)


def test_therapists_and_chiropractors_have_their_own_code():
    """The codes mean something else in ISCO; published scores of SOC 29-1122 and 29-1011."""
    assert scores()[["2267", "2269"]].tolist() == pytest.approx([0.133371, 0.117138], abs=5e-5)


def test_microsoft_scores_stay_inside_the_published_range_and_miss_nobody():
    """Means of 785 scores from 0 to 0.4922, for the same occupations as the American labels."""
    values = scores()
    assert values.between(0, 0.4922).all()
    evidence = catalogue.evidence()
    labelled = evidence.loc[evidence["measure"] == "eloundou_gpt4_e1", "occupation"]
    assert set(values.index) == set(labelled)
    assert complete_evidence()[0]["microsoft_applicability"].notna().all()


def test_microsoft_is_no_reading():
    measures = catalogue.measures().set_index("measure")
    assert measures.loc["microsoft_applicability", "used_by"] == ""


def test_counts_behind_a_measure_keep_their_zeros():
    """O*NET lists 30 tasks of legislators; 10 American codes lead to engineering technicians."""
    counts = catalogue.evidence().set_index(["occupation", "measure"])["n"]
    assert counts["1111", "eloundou_gpt4_e1"] == 30
    assert counts["3119", "aioe"] == 10


def test_exposed_time_by_hand():
    """A nurse and three cleaners, from their published E1 and E2.

    Software counted half: GPT-4 (0.38455 + 3 · 0.012) / 4, people (0.33075 + 3 · 0.033) / 4.
    In full: GPT-4 (0.7028 + 3 · 0.016) / 4, people (0.5112 + 3 · 0.0485) / 4.
    """
    cells = pd.DataFrame({"occupation": ["9112", "2223", "9112"], "fte": [1.0, 1.0, 2.0]})
    assert exposed_time(cells) == pytest.approx((0.1051375, 0.1877))


def test_nothing_unverified_is_used():
    """A figure that nobody here has read is listed as a source and stands in no table."""
    sources = catalogue.sources().set_index("source_id")["note"]
    unverified = set(sources.index[sources.str.startswith("Unverified")])
    assert unverified
    for name in catalogue.packaged_tables():
        frame = catalogue.table(name)
        if name not in ("sources", "outputs"):
            assert not unverified & set(frame["source_id"]), name


def test_benchmarks_since_2023_say_how_far_they_were_verified():
    published = catalogue.table("benchmarks/published").set_index("benchmark")["verification"]
    since = published.loc["ilo-exposed-high-income":]
    assert since.str.match(r"(Verified|Secondary): ").all()


def test_data_check_names_what_is_weak_in_each_source():
    """Street services (9510): of its American residual group crematory operators alone score."""
    notes = [str(note) for note in catalogue.check_data().notes]
    weak = [note for note in notes if note.startswith("microsoft-2025")]
    assert len(weak) == 1
    assert "9510" in weak[0]
