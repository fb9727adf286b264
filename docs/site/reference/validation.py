"""The page of published figures beside ours, computed when the site is built."""

from __future__ import annotations

from collections.abc import Sequence

from autopot.api import Check
from autopot.messages import Text, shown, speaking
from autopot.results.benchmark import MARKS
from autopot.tables import Table
from autopot.version import __version__
from reference.markdown import page, plain, table

LEAD = (
    "What `autopot validate` says of version {version}, computed when these pages were built, with "
    "as many draws as the scenario `base` has. *OK* and *FAILS* tell whether ours meets the rule "
    "that stands with it; a dash means that the two cannot be compared, and why. "
    "[Method](../docs/method.md) says how figures are made, [Data](../docs/data.md) where they are "
    "weak."
)
LEFT_OUT = (
    "Left out of this build, which was made with `--quick`. Run `autopot validate`, or build "
    "without `--quick`."
)


def validation_page(checks: Sequence[Check] | None) -> str:
    """Every check with what was published, what we compute, and the rule.

    Parameters
    ----------
    checks : as from `autopot.api.validate`, made in English; None: the page says that it has none.
    """
    title = "Validation"
    if checks is None:
        return page(title, LEFT_OUT)
    with speaking("en"):
        rows = [
            (shown(MARKS[c.agrees]), f"[{c.name}](#{c.name})", _text(c.published), _text(c.ours))
            for c in checks
        ]
        parts = [part for check in checks for part in _details(check)]
    first = table(("", "Check", "Published", "autopot"), rows)
    return page(title, LEAD.format(version=__version__), first, *parts)


def _details(check: Check) -> list[str]:
    return [
        f"## {check.name}",
        f"**{plain(shown(MARKS[check.agrees]))}** {_text(check.published)}",
        f"- autopot: {_text(check.ours)}\n- Rule: {_text(check.rule)}\n- {_text(check.note)}",
        *(_table(one) for one in check.tables),
    ]


def _table(one: Table) -> str:
    rows = [
        [plain(one.format(name).text(value)) for name, value in zip(one.columns, row, strict=True)]
        for row in one.frame[one.columns].itertuples(index=False)
    ]
    notes = "\n".join(f"- {_text(note)}" for note in one.notes)
    return "\n\n".join([f"**{_text(one.title)}**", table(one.headings(), rows), notes])


def _text(text: Text) -> str:
    return plain(shown(text))
