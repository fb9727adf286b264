"""Checks every packaged table, and writes down what was checked: `data/shipped.json`.

    python .ci/shipped.py

A table that has the checksum in that list is not checked at each start; any other is
(`catalogue/shipped.py`). Nothing is written where a check finds a fault.
"""

from __future__ import annotations

import json
import sys

from autopot.catalogue.checks import check_data
from autopot.catalogue.columns import data_directory
from autopot.catalogue.shipped import LIST, checksums


def main() -> int:
    """Check, and write the list; the exit code."""
    problems = check_data().problems
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 1
    content = json.dumps(checksums(data_directory()), indent=1) + "\n"
    (data_directory() / LIST).write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
