"""Never more calls in a minute than the statistics bank allows."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

CALLS = 30
WINDOW = 60.0
"""SSB's own limit, in the answer of /config: maxCallsPerTimeWindow and timeWindow (seconds)."""


class RateLimit:
    """At most `calls` calls in every window of `window` seconds, sliding.

    Parameters
    ----------
    calls : how many calls.
    window : seconds.
    clock : seconds that only rise.
    sleep : waits that many seconds.

    >>> now = [0.0]
    >>> def sleep(seconds):
    ...     now[0] += seconds
    >>> limit = RateLimit(2, 60.0, lambda: now[0], sleep)
    >>> [limit.wait() for _ in range(3)]
    [0.0, 0.0, 60.0]
    """

    def __init__(
        self,
        calls: int = CALLS,
        window: float = WINDOW,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._times: deque[float] = deque(maxlen=calls)
        self._window = window
        self._clock = clock
        self._sleep = sleep

    def wait(self) -> float:
        """Wait until one more call is allowed, and count it.

        Returns
        -------
        Seconds waited.
        """
        start = self._clock()
        if len(self._times) == self._times.maxlen:
            # A sleep may end a little early, so look again.
            while (left := self._times[0] + self._window - self._clock()) > 0:
                self._sleep(left)
        now = self._clock()
        self._times.append(now)
        return now - start
