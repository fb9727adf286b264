"""Only ranks that hold in nearly every draw are said."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from autopot.analysis.ranks import certain_groups, first_of_all, places, sector_groups


def in_turn(*counts):
    """Twenty draws of two things: the first is higher in so many of them, then equal in so many."""
    first, equal = counts
    one = [2.0] * first + [1.0] * (20 - first)
    other = [1.0] * (first + equal) + [2.0] * (20 - first - equal)
    return np.array([one, other])


def test_a_thing_is_above_another_in_19_of_20_draws_or_not_at_all():
    """95 % of 20 draws is 19."""
    assert certain_groups(in_turn(19, 0)) == [[0], [1]]
    assert certain_groups(in_turn(18, 0)) == [[0, 1]]
    assert certain_groups(in_turn(0, 0)) == [[1], [0]]


def test_equal_draws_count_for_neither():
    """18 higher and 2 equal is not 19 higher; all equal says nothing."""
    assert certain_groups(in_turn(18, 2)) == [[0, 1]]
    assert certain_groups(np.ones((3, 20))) == [[0, 1, 2]]


def test_draws_are_compared_one_by_one():
    """Intervals 1-20 and 1.5-20.5 overlap nearly wholly, but the second is higher in every draw."""
    draws = np.arange(1.0, 21.0)
    assert certain_groups(np.stack([draws, draws + 0.5])) == [[1], [0]]


def test_things_between_two_that_can_be_told_apart_keep_them_together():
    """By hand, in four draws: a > c always, but b is above a in two and below c in two, so nobody's
    place among the three is certain; d is below all of them in every draw.
    """
    a, c, d = [5.0] * 4, [3.0] * 4, [1.0] * 4
    b = [6.0, 6.0, 2.0, 2.0]
    assert certain_groups(np.array([d, c, b, a])) == [[1, 2, 3], [0]]


def test_a_place_that_is_certain_stands_alone_below_as_above():
    """Top and bottom are certain; the two between take turns."""
    draws = np.array([[9.0, 9.0], [2.0, 3.0], [1.0, 1.0], [3.0, 2.0]])
    groups = sector_groups(draws, ["top", "one", "bottom", "two"])
    assert groups == [["top"], ["one", "two"], ["bottom"]]
    assert places(groups) == {"top": (1, 1), "one": (2, 3), "two": (2, 3), "bottom": (4, 4)}


def test_hidden_sectors_and_those_without_staff_have_no_place():
    draws = np.array([[3.0, 3.0], [0.0, 0.0], [2.0, 2.0], [1.0, 1.0]])
    assert sector_groups(draws, ["a", "nobody", "b", "c"], {"a"}) == [["b"], ["c"]]
    assert sector_groups(draws, ["a", "nobody", "b", "c"], {"a", "b", "c"}) == []
    assert certain_groups(np.zeros((0, 5))) == []


def test_the_first_is_named_only_where_its_place_is_certain():
    """A is above b in 20 of 20 draws and above c in 19: above both together in 19."""
    b, c = [1.0] * 20, [1.0] * 19 + [5.0]
    draws = np.array([[2.0] * 20, b, c])
    groups = sector_groups(draws, ["a", "b", "c"])
    assert groups == [["a"], ["b", "c"]]
    assert first_of_all(draws, ["a", "b", "c"], groups) == ("a", 0.95)
    assert first_of_all(draws, ["a", "b", "c"], groups[1:]) is None
    assert first_of_all(draws, ["a", "b", "c"], []) is None
    assert first_of_all(draws[:1], ["a"], [["a"]]) == ("a", 1.0)


@given(
    st.lists(st.lists(st.integers(0, 4), min_size=8, max_size=8), min_size=1, max_size=6),
    st.sampled_from([0.6, 0.75, 0.95]),
)
def test_every_member_of_a_group_is_certainly_above_every_later_one(rows, sure):
    """Checked pair by pair; and no group can be cut in two so that this still holds."""
    draws = np.array(rows, dtype=float)
    groups = certain_groups(draws, sure)
    assert sorted(n for group in groups for n in group) == list(range(len(rows)))

    def above(one, other):
        return (draws[one] > draws[other]).mean() >= sure

    for number, group in enumerate(groups):
        later = [n for rest in groups[number + 1 :] for n in rest]
        assert all(above(a, b) for a in group for b in later)
        for size in range(1, len(group)):
            for upper in combinations(group, size):
                lower = set(group) - set(upper)
                assert not all(above(a, b) for a in upper for b in lower)
