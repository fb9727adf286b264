#!/usr/bin/env python3
"""Build the docs site; exit 1 with the warnings where there are any.

    pip install -e ".[docs]"
    python docs/site/build.py             to build/site, which opens from the disk too
    python docs/site/build.py --quick     without computing the figures of the validation
    python docs/site/build.py -o FOLDER

The pages stand under one root in the folders that they have in the repository, so that the same
relative links work here and where the repository is shown.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from around import finish
from autopot.api import validate
from autopot.messages import speaking
from autopot.questions.file_schema import KINDS
from contents import ENGLISH_HOME, HOME, SECTIONS, menu
from links import wrong_links
from reference import api, columns, commands, keys, notebooks, validation

SITE = Path(__file__).resolve().parent
ROOT = SITE.parents[1]
PICTURES = ("docs/**/*.png", "docs/**/*.svg")


def write_sources(root: Path, quick: bool = False) -> None:
    """Put every page in a folder, those that are written and those that are made.

    Parameters
    ----------
    root : an empty folder.
    quick : whether to leave out what takes long to compute.
    """
    for pattern in ("docs/*.md", *PICTURES, "notebooks/*.ipynb"):
        for path in ROOT.glob(pattern):
            _copy(path, root / path.relative_to(ROOT))
    for name in ("CONTRIBUTING.md", "SECURITY.md", "data/README.md"):
        _copy(ROOT / name, root / name)
    home = (SITE / f"{HOME}.md").read_text(encoding="utf-8")
    pages = made_pages(quick) | {f"{HOME}.md": f"{home}\n{menu()}"}
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    pages["CHANGELOG.md"] = f"---\nnosearch: true\n---\n\n{changes}"  # it has every word
    pages[f"{ENGLISH_HOME}.md"] = (SITE / f"{ENGLISH_HOME}.md").read_text(encoding="utf-8")
    for name, text in pages.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def made_pages(quick: bool = False) -> dict[str, str]:
    """Path -> text of every page that is made from the code and the data.

    Parameters
    ----------
    quick : as for `write_sources`.
    """
    with speaking("en"):
        checks = None if quick else validate()
    return {
        "reference/kommandoer.md": commands.commands_page("nb"),
        "reference/commands.md": commands.commands_page("en"),
        "reference/kolonner.md": columns.output_page("nb"),
        "reference/output-columns.md": columns.output_page("en"),
        "reference/input-columns.md": columns.input_page(),
        "reference/sources.md": columns.sources_page(),
        **{f"reference/{kind}.md": keys.keys_page(kind) for kind in KINDS},
        "reference/api.rst": api.questions_page(),
        "reference/answers.rst": api.answers_page(),
        "reference/validation.md": validation.validation_page(checks),
        **{
            f"{page}.md": notebooks.notebook_page(ROOT / f"{page}.ipynb", section.language)
            for section in SECTIONS
            for page in section.pages
            if page.startswith("notebooks/")
        },
    }


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, to)


def main() -> int:
    """Write the sources, build, and check every link; the exit code."""
    from sphinx.cmd.build import build_main

    parser = argparse.ArgumentParser(description="Build the docs site.")
    parser.add_argument("-o", "--out", type=Path, default=ROOT / "build" / "site")
    parser.add_argument("--quick", action="store_true", help="leave the figures of validation out")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        sources, trees, built = (Path(folder) / name for name in ("sources", "trees", "site"))
        write_sources(sources, asked.quick)
        strict = ["--nitpicky", "--fail-on-warning", "--quiet", "--builder", "html"]
        given = ["--conf-dir", SITE, "--doctree-dir", trees, sources, built]
        if build_main([*strict, *map(str, given)]):
            return 1
        finish(built)
        wrong = wrong_links(built)
        print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
        if wrong:
            return 1
        shutil.rmtree(asked.out, ignore_errors=True)
        shutil.copytree(built, asked.out)
    print(asked.out / f"{HOME}.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
