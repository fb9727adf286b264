#!/usr/bin/env python3
"""The script that draws the charts in a page: Vega, Vega-Lite and vega-embed in one file.

    python .ci/bundle.py            make src/autopot/page/templates/vega.js anew
    python .ci/bundle.py --check    exit 1 if that file is not what the installed vl-convert makes

It is made once and shipped: making it takes over a second, in every run. The licences of what is in
it stand in templates/licences.txt.
"""

from __future__ import annotations

import sys
from pathlib import Path

import vl_convert

FILE = Path(__file__).resolve().parent.parent / "src/autopot/page/templates/vega.js"


def versions() -> str:
    """The first line, which tells what a page is drawn by and what made the script."""
    parts = {
        "Vega": vl_convert.get_vega_version(),
        "Vega-Lite": vl_convert.get_vegalite_versions()[-1],
        "vega-embed": vl_convert.get_vega_embed_version(),
        "from vl-convert": vl_convert.__version__,
    }
    return "// " + ", ".join(f"{name} {version}" for name, version in parts.items())


def bundle() -> str:
    """The script, which sets `vegaEmbed` and cannot end its own element in a page."""
    script = str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))
    script = script.replace("</script", "<\\/script").replace("<!--", "<\\!--")
    return f"{versions()}\n{script}"


def main() -> int:
    """Make or check the file; the exit code."""
    made = bundle()
    if sys.argv[1:] != ["--check"]:
        FILE.write_text(made, encoding="utf-8", newline="\n")
        return 0
    if FILE.read_text(encoding="utf-8") == made:
        return 0
    print(f"{FILE.name} is out of step: run .ci/bundle.py and commit it", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
