"""The page on own staff: its steps done as written on an invented export, in an empty folder."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from autopot.cli.commands import group
from support.visma_export import HEADINGS, QUESTION, rows, write_export

PAGE = Path(__file__).parents[1] / "docs" / "egne-ansatte.md"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def without_digits(text: str) -> str:
    """For figures of the model, which change when the model does."""
    return re.sub(r"\d+", "#", text)


def answered(folder: Path, code: str) -> None:
    """The code typed where the page says."""
    path = folder / "ansatte-koblinger.xlsx"
    book = openpyxl.load_workbook(path)
    (row,) = [row for row in book.active.iter_rows() if row[1].value == QUESTION]
    row[2].value = code
    book.save(path)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_export(tmp_path / "ansatte.xlsx")
    return tmp_path


def test_every_command_does_and_says_what_the_page_shows(folder):
    page = PAGE.read_text(encoding="utf-8").split("## Hvilke filer")[0]
    done, output = [], ""
    for kind, block in BLOCK.findall(page):
        if kind == "yaml":
            (folder / "ha.yaml").write_text(block, encoding="utf-8")
            continue
        if kind == "text":
            for line in filter(None, map(in_one_line, block.splitlines())):
                if done[-1][0] == "run":
                    line, output = without_digits(line), without_digits(output)
                assert line in output, line
            continue
        for command in block.splitlines():
            name, *words = command.split()
            assert name == "autopot"
            if done.count(words) == 1:  # the second check follows the answer
                answered(folder, "2635")
            fewer = ["--draws", "300"] if words[0] == "run" else []  # 20,000 tell a test no more
            result = CliRunner().invoke(group, [*words, *fewer])
            assert result.exit_code == (1 if words[0] == "check" and not done else 0), command
            done.append(words)
            output = in_one_line(result.output)
    assert [words[0] for words in done] == ["check", "check", "run", "run"]
    assert len(list(folder.glob("runs/*/report.html"))) == 2


def test_the_rows_that_the_page_shows_are_rows_of_the_export():
    page = PAGE.read_text(encoding="utf-8")
    table = re.search(r"^\| Ansattnr .*?\n\n", page, re.M | re.S)[0].splitlines()
    shown = [[cell.strip() for cell in line.strip("|").split("|")] for line in table if line]
    assert shown[0] == HEADINGS
    export = [[str(cell) for cell in row] for row in rows()]
    for row in shown[2:]:
        (whole,) = [other for other in export if other[0] == row[0]]
        assert [cell for cell in row if cell != "…"] == [whole[0], *whole[3:]]
