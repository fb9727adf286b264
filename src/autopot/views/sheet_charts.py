"""Native bar charts beside a table in Excel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import NumDataSource, NumRef
from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.utils import get_column_letter, quote_sheetname

COLOURS = ("1F4E5F", "5C9EAD", "E0A458", "B0B7BC")
PALE = "8FBFCA"
"""Single bars: pale enough for both ends of the interval to be seen."""

LINE = "404040"
GRID = "D9D9D9"
WIDTH, BAR_HEIGHT, ABOVE, BELOW = 22, 0.75, 1.5, 2.2
"""Centimetres: width of a chart, height of one bar, of the title, and of scale and legend."""


@dataclass(frozen=True)
class Bars:
    """A horizontal bar chart of a table whose first column names the bars.

    Parameters
    ----------
    title : above the chart.
    series : columns drawn, 1 is the first; several are stacked.
    top : end of the scale, a share.
    down, up : columns with the distance to the low and high end of the interval, if it is drawn.
    """

    title: str
    series: tuple[int, ...]
    top: float
    down: int | None = None
    up: int | None = None


def bar_chart(sheet: Any, bars: Bars, rows: int) -> BarChart:
    """The chart of a sheet with headings in row 1.

    Parameters
    ----------
    sheet : where the table stands.
    bars : what is drawn.
    rows : how many rows the table has below its headings.
    """
    chart = BarChart()
    chart.type, chart.style, chart.title = "bar", 10, _title(bars.title)
    chart.width = WIDTH
    chart.height = ABOVE + BELOW + BAR_HEIGHT * max(rows, 1)
    chart.gapWidth = 45
    colours = COLOURS if len(bars.series) > 1 else (PALE,)
    labels = Reference(sheet, min_col=1, min_row=2, max_row=rows + 1)
    for number, column in enumerate(bars.series):
        values = Reference(sheet, min_col=column, min_row=1, max_row=rows + 1)
        series = Series(values, title_from_data=True)
        series.graphicalProperties = GraphicalProperties(solidFill=colours[number])
        chart.series.append(series)
    chart.set_categories(labels)
    if len(bars.series) > 1:
        chart.grouping, chart.overlap, chart.legend.position = "stacked", 100, "b"
    else:
        chart.legend = None
    if bars.down is not None and bars.up is not None:
        chart.series[0].errBars = _interval(sheet.title, bars.down, bars.up, rows)
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, bars.top
    chart.y_axis.majorGridlines = ChartLines(spPr=_line(GRID, 9_525))
    chart.y_axis.number_format = "0%"
    chart.y_axis.crosses = "max"  # the scale below the bars
    chart.layout = Layout(
        ManualLayout(
            "inner",
            xMode="edge",
            yMode="edge",
            x=0.24,
            y=ABOVE / chart.height,
            w=0.72,
            h=1 - (ABOVE + BELOW) / chart.height,
        )
    )
    return chart


def _interval(sheet: str, down: int, up: int, rows: int) -> ErrorBars:
    def distances(column: int) -> NumDataSource:
        letter = get_column_letter(column)
        where = f"{quote_sheetname(sheet)}!${letter}$2:${letter}${rows + 1}"
        return NumDataSource(numRef=NumRef(f=where))

    return ErrorBars(
        errDir=None,
        errBarType="both",
        errValType="cust",
        noEndCap=False,
        plus=distances(up),
        minus=distances(down),
        spPr=_line(LINE, 19_050),
    )


def _line(colour: str, width: int) -> GraphicalProperties:
    """A line; its width in 1/12,700 points."""
    properties = GraphicalProperties()
    properties.line.solidFill = colour
    properties.line.width = width
    return properties


def _title(text: str) -> Title:
    run = RegularTextRun(t=text, rPr=CharacterProperties(sz=1200, b=True))
    properties = ParagraphProperties(defRPr=CharacterProperties())
    paragraph = Paragraph(r=[run], pPr=properties)
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)
