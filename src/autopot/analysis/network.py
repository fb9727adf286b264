"""A table with its sums as a network: which further figures must be hidden to protect some."""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

NEGLIGIBLE = 1e-9

Step = tuple[int, bool]
"""An edge and whether it is walked from tail to head, so that its figure grows."""


@dataclass(frozen=True)
class Edge:
    """A published figure that takes part in two sums.

    Parameters
    ----------
    tail, head : the sums, as nodes. At every node what comes in equals what goes out.
    value : the figure, above 0.
    """

    tail: Hashable
    head: Hashable
    value: float


def protect(edges: Sequence[Edge], secret: Sequence[int], width: float) -> set[int]:
    """Hide as little as possible so that no secret figure can be computed or closely bounded.

    A hidden figure can be computed from the others exactly when its edge is a bridge of the network
    of hidden edges. It is not a bridge when a cycle of hidden edges goes through it: then it could
    be larger by δ if the others on the cycle were larger or smaller by δ, and none may fall below
    0. For each secret figure the cheapest such cycles are hidden (a hidden edge costs nothing, a
    shown one its value) until the figure could be larger by `width`, for all a reader can know.

    Parameters
    ----------
    edges : every figure; a sum that stays public is not an edge.
    secret : positions of the figures to protect.
    width : how much larger each secret figure must be able to be, in the unit of the values.

    Returns
    -------
    Positions to hide, the secret ones among them. Where everything is hidden and the width is still
    not reached, the figures that stay public do not allow it.

    Source
    ------
    Bridges: Gusfield (1988), A graph theoretic approach to statistical data security, SIAM Journal
    on Computing 17(3). Cheapest paths: Castro (2007), A shortest-paths heuristic for statistical
    data protection in positive tables, INFORMS Journal on Computing 19(4).

    Two rows and two columns whose sums are public; hiding one cell hides all four.

    >>> table = [Edge("r1", "c1", 2), Edge("r1", "c2", 9), Edge("r2", "c1", 8), Edge("r2", "c2", 7)]
    >>> sorted(protect(table, [0], 5))
    [0, 1, 2, 3]
    """
    network = _Network(edges)
    hidden = set(secret)
    for edge in sorted(secret, key=lambda e: (-edges[e].value, e)):
        network.widen(edge, width, hidden)
    return hidden


class _Network:
    def __init__(self, edges: Sequence[Edge]) -> None:
        self._edges = edges
        self._steps: dict[Hashable, list[tuple[int, bool, Hashable]]] = {}
        for number, edge in enumerate(edges):
            self._steps.setdefault(edge.tail, []).append((number, True, edge.head))
            self._steps.setdefault(edge.head, []).append((number, False, edge.tail))

    def widen(self, edge: int, width: float, hidden: set[int]) -> None:
        """Hide cycles through an edge until it could be larger by `width`."""
        moved: dict[int, float] = {}
        missing = width
        while missing > NEGLIGIBLE:
            path = self._cheapest_path(edge, hidden, moved)
            if path is None:
                return
            room = [self._edges[e].value + moved.get(e, 0.0) for e, grows in path if not grows]
            step = min([missing, *room])
            for e, grows in path:
                moved[e] = moved.get(e, 0.0) + (step if grows else -step)
                hidden.add(e)
            missing -= step

    def _cheapest_path(
        self, around: int, hidden: set[int], moved: dict[int, float]
    ) -> list[Step] | None:
        """From the edge's head back to its tail, over figures that may still move."""
        start, goal = self._edges[around].head, self._edges[around].tail
        cost: dict[Hashable, float] = {start: 0.0}
        came: dict[Hashable, tuple[Hashable, Step]] = {}
        queue: list[tuple[float, int, Hashable]] = [(0.0, 0, start)]
        pushed = 0
        while queue:
            so_far, _, node = heapq.heappop(queue)
            if node == goal:
                return _walked(came, start, goal)
            if so_far > cost[node]:
                continue
            for edge, grows, other in self._steps[node]:
                value = self._edges[edge].value
                if edge == around or not (grows or value + moved.get(edge, 0.0) > NEGLIGIBLE):
                    continue
                price = so_far + (0.0 if edge in hidden else value)
                if price < cost.get(other, float("inf")):
                    cost[other], came[other] = price, (node, (edge, grows))
                    pushed += 1
                    heapq.heappush(queue, (price, -pushed, other))
                    if other == goal and price == so_far:  # nothing can be cheaper
                        return _walked(came, start, goal)
        return None


def _walked(
    came: dict[Hashable, tuple[Hashable, Step]], start: Hashable, goal: Hashable
) -> list[Step]:
    steps = []
    node = goal
    while node != start:
        node, step = came[node]
        steps.append(step)
    return steps
