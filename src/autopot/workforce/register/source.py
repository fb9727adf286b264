"""A register as DuckDB reads it: columns c0, c1 … in their order, rows numbered from 0.

No word of the user stands in any query: columns get names of our own, paths are parameters.
DuckDB may read this one file and write nothing, also no temporary file.
"""

from __future__ import annotations

import codecs
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from autopot.errors import InputError, Problem, no_such_file
from autopot.messages import say
from autopot.workforce.register.statements import SPACE
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.delimited import find_delimiter, split_line
from autopot.workforce.staff.encodings import MARKS
from autopot.workforce.staff.values import sheet_of

if TYPE_CHECKING:
    import duckdb

ENDINGS = (".parquet", ".csv", ".tsv", ".txt")
MEMORY = "600 MB"
SAMPLE = 60
"""Rows from the top in which the headings may stand."""

SPARE = 8
"""Fields that a line may have beyond those of the widest line at the top."""

PIECE = 1 << 22
NOT_LATIN_1 = re.compile(rb"[\x80-\x9f]")
NUMERIC = ("FLOAT", "DOUBLE")


@dataclass(frozen=True)
class Source:
    """An open register.

    Parameters
    ----------
    path : the file.
    connection : DuckDB, closed to everything but the file.
    query : selects c0, c1 … and `row`; takes the parameter $path.
    types : DuckDB type of each column.
    sample : the top of the file as cells; its last rows may be data.
    first_row : number of row 0 as the user counts.
    lines : whether rows are lines of text. The query then gives three columns more: m0, m1 …,
        whether the line ends before the cell; `fields`, its length; and `beyond`, whether it holds
        anything after the last column.
    """

    path: Path
    connection: duckdb.DuckDBPyConnection
    query: str
    types: list[str]
    sample: Sheet
    first_row: int
    lines: bool = False

    def rows(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """The rows of a query in which {source} stands for the register."""
        rows: list[tuple[Any, ...]] = self._asked(sql, parameters).fetchall()
        return rows

    def arrow(self, sql: str, **parameters: Any) -> Any:
        """The same as an Arrow table."""
        return self._asked(sql, parameters, arrow=True)

    def keep(self, sql: str, **parameters: Any) -> None:
        """Run a query that makes a table or a function in memory."""
        self._asked(sql, parameters)

    def add(self, name: str, frame: pd.DataFrame) -> None:
        """Make a table in memory from a frame.

        Parameters
        ----------
        name : of the table; our own word, never the user's.
        frame : the columns of the table; its index is left out.
        """
        self.connection.register("given", pa.Table.from_pandas(frame, preserve_index=False))
        self.connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
        self.connection.unregister("given")

    def _asked(self, sql: str, parameters: dict[str, Any], arrow: bool = False) -> Any:
        used = {name: value for name, value in parameters.items() if f"${name}" in sql}
        if "{source}" in sql:
            used["path"] = _plain_path(self.path)
        try:
            full = sql.replace("{source}", f"({self.query})")
            if arrow:
                return self.connection.sql(full, params=used).to_arrow_table()
            return self.connection.execute(full, used)
        except _errors() as error:
            raise _unreadable(self.path, error) from error


def open_register(path: Path) -> Source:
    """Open a register.

    Parameters
    ----------
    path : .parquet, or delimited text in UTF-8, UTF-16 or Latin-1.

    Raises
    ------
    InputError
        No such file, another kind, broken, or the extra `microdata` is not installed.
    """
    if not path.is_file():
        raise no_such_file(path)
    suffix = path.suffix.lower()
    if suffix not in ENDINGS:
        found = say("a file without an ending is not a register")
        if suffix:
            found = say("a file that ends in {ending} is not a register", ending=suffix)
        remedy = say("smaller files are read by autopot check")
        raise InputError(Problem(str(path), found, ENDINGS, remedy))
    connection = _connect(path)
    try:
        if suffix == ".parquet":
            return _parquet(path, connection)
        return _delimited(path, connection)
    except _errors() as error:
        raise _unreadable(path, error) from error


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        import duckdb
    except ImportError as error:
        found = say("{package} is not installed", package="DuckDB")
        remedy = say('run: pip install "autopot[microdata]"')
        raise InputError(Problem("autopot aggregate", found, remedy=remedy)) from error
    connection = duckdb.connect(":memory:")
    for setting in (
        f"memory_limit = '{MEMORY}'",
        "temp_directory = ''",
        f"threads = {min(4, os.cpu_count() or 1)}",
        # A text file has no known number of rows; it would be taken for the small side of a join.
        "disabled_optimizers = 'join_order,build_side_probe_side'",
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
    ):
        connection.execute(f"SET {setting}")
    connection.execute("SET allowed_paths = $paths", {"paths": [str(path), _plain_path(path)]})
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _errors() -> tuple[type[Exception], ...]:
    import duckdb

    return (duckdb.Error,)


def _plain_path(path: Path) -> str:
    """The path with the signs that DuckDB would take as a pattern made plain."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def _unreadable(path: Path, error: Exception) -> InputError:
    """One line of what DuckDB says; it may quote rows, so only its first sentence is shown."""
    import duckdb

    if isinstance(error, duckdb.OutOfMemoryException):
        found = say("needs more than {memory} of memory", memory=MEMORY)
        return InputError(Problem(str(path), found, remedy=say("take one year at a time")))
    kind = type(error).__name__.removesuffix("Exception")
    found = say("cannot be read as a table ({kind})", kind=kind)
    remedy = say("save it as .parquet, or as .csv in UTF-8 with the same columns in every row")
    return InputError(Problem(str(path), found, remedy=remedy))


def _parquet(path: Path, connection: duckdb.DuckDBPyConnection) -> Source:
    told = connection.execute(
        "DESCRIBE SELECT * FROM read_parquet($path)", {"path": _plain_path(path)}
    ).fetchall()
    types = [str(row[1]) for row in told]
    names = [f"c{number}" for number in range(len(told))]
    columns = ", ".join(_no_nan(n, t) for n, t in zip(names, types, strict=True))
    query = (
        f"SELECT {columns}, row FROM read_parquet($path, file_row_number = true) "
        f"AS t({', '.join(names)}, row)"
    )
    source = Source(
        path=path, connection=connection, query=query, types=types, sample=sheet_of([]), first_row=1
    )
    top = source.rows(f"SELECT * EXCLUDE (row) FROM {{source}} LIMIT {SAMPLE}")
    sample = sheet_of([[row[0] for row in told], *top])
    return Source(
        path=path, connection=connection, query=query, types=types, sample=sample, first_row=1
    )


def _no_nan(name: str, kind: str) -> str:
    """A column in which what is no number is empty."""
    return (
        f"CASE WHEN isnan({name}) THEN NULL ELSE {name} END AS {name}" if kind in NUMERIC else name
    )


def _delimited(path: Path, connection: duckdb.DuckDBPyConnection) -> Source:
    encoding, how = _encoding(path)
    with path.open(encoding=how, newline="") as file:
        start = file.read(PIECE // 16)
    delimiter = find_delimiter(start)
    width = _width(start, delimiter)
    told = f"{how}, {'tab' if delimiter == chr(9) else delimiter}"
    query = _query_of_lines(width, delimiter, encoding, '="' in start)
    source = Source(
        path=path,
        connection=connection,
        query=query,
        types=["VARCHAR"] * width,
        sample=sheet_of([]),
        first_row=1,
        lines=True,
    )
    names = ", ".join(f"c{number}" for number in range(width))
    top = source.rows(f"SELECT {names}, fields FROM {{source}} LIMIT {SAMPLE}")
    sample = sheet_of([row[:-1] for row in top], how=told)
    lengths = np.array([row[-1] for row in top], dtype=np.int64)
    return replace(source, sample=replace(sample, lengths=lengths))


def _query_of_lines(width: int, delimiter: str, encoding: str, kept_zeros: bool) -> str:
    """A cell that is missing is told from one that is empty: only the first is null to DuckDB."""
    every = [f"r{number}" for number in range(width + SPARE)]
    kinds = ", ".join(f"'{name}': 'VARCHAR'" for name in every)
    given, spare = every[:width], every[width:]
    cells = [_kept_zero(name) if kept_zeros else name for name in given]
    columns = [f"nullif({cell}, '') AS c{number}" for number, cell in enumerate(cells)]
    columns += [f"{name} IS NULL AS m{number}" for number, name in enumerate(given)]
    beyond = f"{spare[0]} IS NOT NULL AND trim(concat({', '.join(spare)}), {SPACE}) <> ''"
    ends = " ".join(f"WHEN {name} IS NULL THEN {number}" for number, name in enumerate(every))
    mark = "\\t" if delimiter == "\t" else delimiter
    return (
        f"SELECT {', '.join(columns)}, {beyond} AS beyond, "
        f"CASE {ends} ELSE {len(every)} END AS fields, row_number() OVER () - 1 AS row "
        f"FROM read_csv($path, columns = {{{kinds}}}, "
        f"header = false, auto_detect = false, delim = E'{mark}', quote = '\"', escape = '\"', "
        f"encoding = '{encoding}', null_padding = true, nullstr = E'\\x01', "
        f"max_line_size = 10000000)"
    )


def _kept_zero(name: str) -> str:
    """A column in which ="0301", the way to make Excel keep a zero, is 0301."""
    return f"""regexp_replace({name}, '^="(.*)"$', '\\1')"""


def _width(start: str, delimiter: str) -> int:
    lines = [line for line in start.splitlines()[:200] if line.strip()]
    return max((len(split_line(line, delimiter)) for line in lines), default=1)


def _encoding(path: Path) -> tuple[str, str]:
    """How DuckDB and how Python name the encoding of a text file.

    Raises
    ------
    InputError
        None of the three that can be read piece by piece.
    """
    with path.open("rb") as file:
        start = file.read(4)
    for mark, name in MARKS:
        if start.startswith(mark):
            return ("utf-8", name) if name == "utf-8-sig" else ("utf-16", name)
    if _fits(path, "utf-8"):
        return "utf-8", "utf-8"
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            if NOT_LATIN_1.search(piece):
                found = say("neither UTF-8, UTF-16 nor Latin-1")
                remedy = say("save it as .csv in UTF-8, or as .parquet")
                raise InputError(Problem(str(path), found, "UTF-8", remedy))
    return "latin-1", "latin-1"


def _fits(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
