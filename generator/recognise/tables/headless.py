"""A table of tasks without a head, known by what its columns hold: numbers, agencies, times. Never certain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from generator.flow import Grid
from generator.recognise.tables.heads import Heads, starts_with
from generator.recognise.tables.row_codes import breaks, read_code
from generator.timeline import Kind, parse

LEAST_ROWS = 3
LEAST_COLUMNS = 3
SHARE = 0.6  # of the filled cells of a column that must be of one kind
_NO_TIME = {Kind.OTHER, Kind.EMPTY, Kind.REFERENCE}
MAX_TIME, MAX_AGENCY = 80, 300  # letters


def guessed_heads(grid: Grid) -> Heads | None:
    """The columns of a table whose head is missing, ``None`` unless numbers, content, agencies and times are plain."""
    if len(grid.rows) < LEAST_ROWS or grid.width < LEAST_COLUMNS:
        return None
    columns = [[row[i].text for row in grid.rows] for i in range(grid.width)]
    if not _counts(columns[0]):
        return None
    keys = ["tt", *("" for _ in columns[1:])]
    lengths = {i: sum(map(len, texts)) for i, texts in enumerate(columns) if i}
    content = max(lengths, key=lambda i: lengths[i])
    keys[content] = "noi_dung"
    for i, texts in enumerate(columns):
        if i not in (0, content):
            keys[i] = _kind(texts, keys)
    said = Counter(keys)
    if not said["thoi_gian"] or not said["chu_tri"]:
        return None
    return Heads(0, 0, tuple(keys), ("",) * grid.width, None, True)


def _counts(texts: Sequence[str]) -> bool:
    """Whether a column counts its rows from one."""
    codes = [read_code(text) for text in texts]
    told = [code for code in codes if code and code.kind == "1"]
    return len(told) >= LEAST_ROWS and len(told) * 2 > len(texts) and not breaks(told)


def _kind(texts: Sequence[str], taken: Sequence[str]) -> str:
    filled = [text for text in texts if text]
    if "thoi_gian" not in taken and _mostly(filled, _is_time):
        return "thoi_gian"
    if _mostly(filled, _is_agency):
        return next((key for key in ("chu_tri", "phoi_hop") if key not in taken), "")
    return ""


def _mostly(texts: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return bool(texts) and sum(map(holds, texts)) >= SHARE * len(texts)


def _is_time(text: str) -> bool:
    return len(text) <= MAX_TIME and parse(text, None).kind not in _NO_TIME


def _is_agency(text: str) -> bool:
    return len(text) <= MAX_AGENCY and starts_with(text, "co_quan")
