#!/usr/bin/env python3
"""Whether everything autopot builds on may be used with it; exit 1 where that is not clear.

    python .ci/licences.py licences.csv    as pip-licenses --format=csv wrote it

autopot is MIT. Permissive licences ask for nothing but the notice; MPL and LGPL bind the library's
own files, which autopot does not change. Any other is looked at by a person before it is added.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

FINE = re.compile(
    r"\b(MIT|MIT-CMU|BSD|Apache|ISC|PSF|Python Software Foundation|Unlicense|Zlib|0BSD|CC0|MPL|"
    r"LGPL|Mozilla Public License|HPND|Unicode)\b",
    re.IGNORECASE,
)


def main() -> int:
    """Tell the licences, and which packages somebody must look at."""
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        packages = list(csv.DictReader(file))
    unclear = [one for one in packages if not FINE.search(one["License"])]
    print(f"{len(packages)} packages, {len(unclear)} to be looked at")
    for one in unclear:
        print(f"    {one['Name']} {one['Version']}: {one['License'] or 'no licence told'}")
    return int(bool(unclear) or not packages)


if __name__ == "__main__":
    sys.exit(main())
