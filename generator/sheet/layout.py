"""What a kind of sheet is: its names, its words for the user, its columns and rows, before any bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LONGEST_CELL = 32_767
"""Letters that a cell of Excel holds."""

SNAPSHOT, LISTS = "_soanthao", "_danh_muc"
HEAD_ROW = 3
"""The title stands in row 1, how to fill in the sheet in row 2, the heads here."""

ORIGIN = "_goc"
"""The key of what is kept unseen beside a row."""

MARKS = {"": False, "x": True, "có": True, "true": True, "không": False, "false": False}
"""What a cell to be ticked may say, folded."""


@dataclass(frozen=True)
class Column:
    """A column: its key, printed head, width in letters, the list behind its drop-down, whether it is only shown.

    ``strict``: the program refuses words that the drop-down does not offer.
    """

    key: str
    head: str
    width: float
    choices: str = ""
    locked: bool = False
    strict: bool = False


@dataclass(frozen=True)
class Row:
    """A row to be written: its id and the text of each cell by key; what has no key is empty.

    ``origin`` is kept beside it, unseen, for whoever reads the sheet: letters that every program leaves as they are.
    """

    id: str
    cells: Mapping[str, str]
    origin: str = ""


@dataclass(frozen=True)
class Faults:
    """The codes of what may be wrong with a sheet, in the words of its kind."""

    not_ours: str
    too_long: str
    unread_row: str
    strange_column: str
    lost_column: str
    strange_sheet: str


@dataclass(frozen=True)
class Layout:
    """One kind of sheet.

    ``name`` is that of the page that is seen, ``mark`` tells the kind from others, ``spare_rows`` below the last row
    take new ones; rows that have the text of ``open_if`` under its column are coloured as long as they have it.
    """

    name: str
    mark: str
    id_head: str
    id_width: float
    help: str
    faults: Faults
    spare_rows: int = 0
    font_size: int = 12
    margin_inches: float | None = None
    open_if: tuple[str, str] | None = None
