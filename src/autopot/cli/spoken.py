"""The language of a command that shows a scenario."""

from __future__ import annotations

from contextlib import AbstractContextManager

from autopot.messages import unless_asked


def speaking_as(scenario: str) -> AbstractContextManager[None]:
    """Speak the language that was asked for, or else the one of a scenario's reports.

    Parameters
    ----------
    scenario : a packaged name or a path.

    Raises
    ------
    InputError
        It cannot be read.
    """
    from autopot.scenario import load_scenario

    return unless_asked(load_scenario(scenario).scenario.report.language)
