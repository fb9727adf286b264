"""Slides as a .pptx file: pictures with words for who does not see them, tables that can be edited.

The same content gives the same bytes. Names and times in the file are not those of a person.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from autopot.errors import InputError, Problem
from autopot.messages import language, say
from autopot.store.sheet_mark import archived, with_mark
from autopot.tables import Shown
from autopot.views.slide_room import (
    CELL_SIDE,
    CELL_TOP,
    fitting,
    row_highs,
    table_size,
    text_high,
)

WIDTH, HEIGHT = 13.333, 7.5
"""Inches, 16:9."""

LEFT, RIGHT = 0.6, WIDTH - 0.6
TITLE_TOP, TITLE_HIGH = 0.4, 0.95
LEAD_TOP, LEAD_HIGH = 1.4, 0.95
BODY_TOP, BODY_HIGH = 2.45, 4.2
FOOT_TOP, FOOT_HIGH = 6.85, 0.4
PICTURE_WIDE = 6.0
GAP = 0.3

UNDER = 0.15
"""Inches between the table and the notes under it."""
NOTE, LEAST_NOTE, MOST_NOTES = 12, 10, 0.25
"""Points of notes, and how much of the height beside the picture they take before they shrink."""

FONT = "Arial"
INK, QUIET, MAIN, BAND = "1D2B33", "5A6A73", "17506B", "EEF2F4"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

FIXED_TIME = datetime(2020, 1, 1)
APP = "docProps/app.xml"
LEFT_OUT = ("docProps/thumbnail.jpeg", "ppt/printerSettings/printerSettings1.bin")
"""Parts of the empty file that python-pptx begins with: a picture and a printer of its makers."""

WIDER = WIDTH / 10
"""The empty file is 10 inches wide."""


@dataclass(frozen=True)
class Picture:
    """A picture on a slide.

    Parameters
    ----------
    content : PNG.
    words : what it shows, for who does not see it.
    """

    content: bytes
    words: str


@dataclass(frozen=True)
class Slide:
    """One slide; all of it is plain text.

    Parameters
    ----------
    title : what the slide is about.
    lead : the answer, one or two sentences.
    picture : to the left.
    table : to the right; a line break in a cell is one on the slide.
    source : what it is from, at the bottom.
    notes : under the table, one sentence each.
    total : whether the first row of the table is a sum of the others.
    """

    title: str
    lead: str
    picture: Picture
    table: Shown
    source: str
    notes: Sequence[str] = field(default_factory=tuple)
    total: bool = False


def slide_deck(slides: Sequence[Slide], title: str, mark: str) -> bytes:
    """The content of a .pptx file.

    Parameters
    ----------
    slides : in order.
    title : of the file.
    mark : stands on every slide: what its figures are not.

    Raises
    ------
    InputError
        python-pptx is not installed.
    """
    try:
        from pptx import Presentation
    except ImportError as error:
        raise InputError(_not_installed()) from error
    deck = Presentation()
    _widen(deck)
    for number, slide in enumerate(slides, start=1):
        page = deck.slides.add_slide(deck.slide_layouts.get_by_name("Title Only"))
        _Page(page).show(slide, mark, number)
    about = deck.core_properties
    about.title, about.author, about.last_modified_by = _plain(title)[:255], "autopot", ""
    about.comments, about.language = "", language()
    about.created = about.modified = FIXED_TIME
    raw = io.BytesIO()
    deck.save(raw)
    return _packed(raw)


def _not_installed() -> Problem:
    return Problem(
        "autopot slides",
        say("{package} is not installed", package="python-pptx"),
        say("the extra {name}", name="slides"),
        say("install with: {command}", command='pip install "autopot[slides]"'),
    )


def _widen(deck: Any) -> None:
    """Make the empty file 16:9, with its master and layouts, for slides that are added by hand."""
    from pptx.util import Inches

    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for sheet in (deck.slide_master, *deck.slide_layouts):
        for place in sheet.element.iter("{*}xfrm"):
            for part, name in (("off", "x"), ("ext", "cx")):
                for point in place.iterchildren(f"{{*}}{part}"):
                    point.set(name, str(round(int(point.get(name)) * WIDER)))


class _Page:
    """Places what a slide holds."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def show(self, slide: Slide, mark: str, number: int) -> None:
        """All of it.

        Parameters
        ----------
        slide : what to show.
        mark : beside the source.
        number : of the slide.
        """
        from pptx.util import Inches

        title = self._page.shapes.title
        title.left, title.top = Inches(LEFT), Inches(TITLE_TOP)
        title.width, title.height = Inches(RIGHT - LEFT), Inches(TITLE_HIGH)
        size = fitting([slide.title], RIGHT - LEFT, TITLE_HIGH, 28, 18)
        self._write(title.text_frame, [slide.title], size, MAIN, bold=True, anchor="BOTTOM")
        size = fitting([slide.lead], RIGHT - LEFT, LEAD_HIGH, 18, 12)
        self._text([slide.lead], (LEFT, LEAD_TOP, RIGHT - LEFT, LEAD_HIGH), size)
        self._picture(slide.picture)
        self._right(slide)
        wide = 9.0
        self._text([slide.source], (LEFT, FOOT_TOP, wide, FOOT_HIGH), 10, QUIET)
        place = (LEFT + wide, FOOT_TOP, RIGHT - LEFT - wide, FOOT_HIGH)
        self._text([f"{mark}  ·  {number}"], place, 10, QUIET, bold=True, side="RIGHT")

    def _picture(self, picture: Picture) -> None:
        """As large as there is room for, its shape kept."""
        from pptx.util import Inches

        found = self._page.shapes.add_picture(
            io.BytesIO(picture.content), Inches(LEFT), Inches(BODY_TOP)
        )
        scale = min(Inches(PICTURE_WIDE) / found.width, Inches(BODY_HIGH) / found.height)
        found.width, found.height = round(found.width * scale), round(found.height * scale)
        found.name = "autopot"
        _describe(found, picture.words)

    def _right(self, slide: Slide) -> None:
        """The table, and the notes under it."""
        left = LEFT + PICTURE_WIDE + GAP
        wide = RIGHT - left
        notes = list(slide.notes)
        size = fitting(notes, wide, BODY_HIGH * MOST_NOTES, NOTE, LEAST_NOTE)
        room = text_high(notes, wide, size) + UNDER if notes else 0.0
        high = self._table(slide, (left, BODY_TOP, wide, BODY_HIGH - room))
        if notes:
            top = BODY_TOP + high + UNDER
            self._text(notes, (left, top, wide, BODY_TOP + BODY_HIGH - top), size, QUIET)

    def _table(self, slide: Slide, place: tuple[float, float, float, float]) -> float:
        """The table in a place, which it may leave empty below; how high it is."""
        from pptx.util import Inches, Pt

        left, top, wide, room = place
        shown = slide.table
        cells = [shown.headings, *shown.rows]
        size, widths = table_size(cells, shown.kinds, wide, room)
        high = row_highs(cells, widths, size)
        frame = self._page.shapes.add_table(
            len(cells), len(widths), Inches(left), Inches(top), Inches(wide), Pt(1)
        )
        _describe(frame, shown.title)
        table = frame.table
        table.horz_banding, table.first_col = False, True
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Inches(width)
        for row, inches in zip(table.rows, high, strict=True):
            row.height = Inches(inches)
        for row, texts in enumerate(cells):
            for column, (text, kind) in enumerate(zip(texts, shown.kinds, strict=True)):
                bold = row == 0 or (slide.total and row == 1)
                self._cell(table.cell(row, column), text, kind, size, row == 0, bold)
        return sum(high)

    def _cell(self, cell: Any, text: str, kind: str, size: float, head: bool, bold: bool) -> None:
        from pptx.util import Inches

        cell.margin_left = cell.margin_right = Inches(CELL_SIDE)
        cell.margin_top = cell.margin_bottom = Inches(CELL_TOP)
        cell.fill.solid()
        cell.fill.fore_color.rgb = _colour(MAIN if head else BAND if bold else "FFFFFF")
        side = "RIGHT" if kind == "f" else "LEFT"
        ink = "FFFFFF" if head else INK
        lines = text.split("\n")
        self._write(cell.text_frame, lines, size, ink, bold=bold, side=side, margin=False)

    def _text(
        self,
        lines: Sequence[str],
        place: tuple[float, float, float, float],
        size: float,
        ink: str = INK,
        **look: Any,
    ) -> None:
        from pptx.util import Inches

        box = self._page.shapes.add_textbox(*[Inches(value) for value in place])
        self._write(box.text_frame, lines, size, ink, **look)

    @staticmethod
    def _write(
        frame: Any,
        lines: Sequence[str],
        size: float,
        ink: str,
        *,
        bold: bool = False,
        side: str = "LEFT",
        anchor: str = "TOP",
        margin: bool = True,
    ) -> None:
        """Paragraphs of one look; nothing in them is read as anything but text."""
        from pptx.enum.lang import MSO_LANGUAGE_ID
        from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
        from pptx.util import Pt

        spoken = {
            "nb": MSO_LANGUAGE_ID.NORWEGIAN_BOKMOL,
            "nn": MSO_LANGUAGE_ID.NORWEGIAN_NYNORSK,
            "en": MSO_LANGUAGE_ID.ENGLISH_UK,
        }[language()]
        if margin:
            frame.word_wrap = True
            frame.auto_size = MSO_AUTO_SIZE.NONE
            frame.margin_left = frame.margin_right = 0
            frame.margin_top = frame.margin_bottom = 0
            frame.vertical_anchor = getattr(MSO_ANCHOR, anchor)
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment = getattr(PP_ALIGN, side)
            run = paragraph.add_run()
            run.text = _plain(line)
            font = run.font
            font.name, font.size, font.bold = FONT, Pt(size), bold
            font.color.rgb, font.language_id = _colour(ink), spoken


def _colour(code: str) -> Any:
    """A colour of six hexadecimal digits."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(code)


def _describe(shape: Any, words: str) -> None:
    """Alternative text, which python-pptx has no word for."""
    next(shape.element.iter("{*}cNvPr")).set("descr", _plain(words))


def _plain(text: str) -> str:
    """The text with signs that no XML may hold shown as codes."""
    return NOT_XML.sub(lambda found: repr(found[0])[1:-1], text)


def _packed(raw: io.BytesIO) -> bytes:
    """The file with our mark, without the parts of its makers, the same time on all parts."""
    with zipfile.ZipFile(raw) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts = _without(parts, LEFT_OUT)
    parts[APP] = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas'
        b'.openxmlformats.org/officeDocument/2006/extended-properties"><Application>autopot'
        b"</Application></Properties>"
    )
    return archived(with_mark(parts))


def _without(parts: Mapping[str, bytes], names: Sequence[str]) -> dict[str, bytes]:
    """The parts but some, and without what points to them."""
    kept = {name: content for name, content in parts.items() if name not in names}
    for name in names:
        last = name.rpartition("/")[2].encode()
        pointer = re.compile(rb"<Relationship [^>]*" + re.escape(last) + rb"\"[^>]*/>")
        kept = {
            key: pointer.sub(b"", content) if key.endswith(".rels") else content
            for key, content in kept.items()
        }
    return kept
