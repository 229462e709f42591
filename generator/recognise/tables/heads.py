"""The heads of tables, read by what they say and not by where they stand (``data/recognise/cot.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

import yaml

from generator.flow import Cell, Grid
from generator.recognise.tables.cells import printed
from generator.recognise.tables.row_codes import read_code
from generator.resources import read_text
from generator.vntext import fold

STRONG, MIDDLING, WEAK = 3, 2, 1
OTHER = "khac"
MAX_HEAD = 90  # letters: what is longer is no head
SEARCHED_ROWS = 5  # rows in which the head of a table is looked for
HEAD_DEPTH = 3  # rows that a head of several levels takes at most
_GOES_ON = re.compile(r"(?:[,;/&+-]|\bvà|\bhoặc)\s*\Z", re.IGNORECASE)
_REMARK = re.compile(r"[\[(][^()\[\]]*[\])]\s*\Z")
_ROLES = ("chu_tri", "phoi_hop", "theo_doi")
_COUNTED = ("chu_tri", "phoi_hop", "theo_doi", "thoi_gian", "san_pham")
_ENOUGH = {STRONG: 2, MIDDLING: 2, WEAK: 4}  # what the columns beside the content must say, by how clear that one is
_COLUMN_NUMBER = re.compile(r"[(\[]?\s*([0-9]{1,2}|[A-Za-zĐđ])\s*[)\]]?(?:\s*=.*)?\Z")


class Meaning(NamedTuple):
    """What a head means: a key of ``Column``, ``khac`` (known, but without a place) or empty; how clearly it does."""

    key: str = ""
    strength: int = 0


@dataclass(frozen=True)
class Heads:
    """The head of a table of tasks.

    ``first``: its first row; ``body``: the first row under it and its row of column numbers. By column:
    ``keys`` (``""`` where the list of tasks has no place; ``tt`` may come twice) and ``names``, the printed heads.
    ``numbers``: the row of column numbers, ``None`` without one. ``weak``: whether the content is named only weakly.
    """

    first: int
    body: int
    keys: tuple[str, ...]
    names: tuple[str, ...]
    numbers: int | None
    weak: bool


@cache
def words() -> dict[str, Any]:
    """The data file."""
    return dict(yaml.load(read_text("recognise/cot.yaml"), Loader=yaml.BaseLoader))  # makes text only


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """The letters and figures of a text, folded: a head may be broken anywhere, even inside a word."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _bare_all(phrases: Sequence[str]) -> tuple[str, ...]:
    return tuple(bare(phrase) for phrase in phrases)


@cache
def _columns() -> dict[str, dict[str, tuple[str, ...]]]:
    return {key: {how: _bare_all(said) for how, said in row.items()} for key, row in words()["cot"].items()}


@cache
def _phrases(name: str) -> tuple[str, ...]:
    return _bare_all(words()[name])


@lru_cache(maxsize=1024)
def meaning(head: str) -> Meaning:
    """What one head means; ``Meaning()`` when it says nothing known."""
    whole = bare(head)
    if not whole or len(whole) > MAX_HEAD:
        return Meaning()
    forms = {whole, bare(_REMARK.sub("", head.strip()))}
    found = (Meaning(key, _strength(row, whole, forms)) for key, row in _columns().items())
    return max((item for item in found if item.strength), key=lambda item: item.strength, default=Meaning())


def _strength(row: dict[str, tuple[str, ...]], whole: str, forms: set[str]) -> int:
    if forms & set(row.get("ca", ())):
        return STRONG
    if any(phrase in whole for phrase in row.get("co", ())) and not any(no in whole for no in row.get("tru", ())):
        return MIDDLING
    return WEAK if forms & set(row.get("yeu", ())) else 0


def find_heads(grid: Grid) -> Heads | None:
    """The head of a table of tasks, ``None`` when there is none or it is that of another kind of table."""
    for first in range(min(SEARCHED_ROWS, len(grid.rows))):
        if first and not is_title(grid.rows[first - 1]):
            return None
        heads = heads_at(grid, first)
        if heads:
            return heads
    return None


def is_title(row: Sequence[Cell]) -> bool:
    """Whether a row may stand above a head: empty, or one text."""
    return sum(bool(cell.text) for cell in row) <= 1


def heads_at(grid: Grid, first: int) -> Heads | None:
    """The head of a table of tasks that begins at a row."""
    if sum(bool(cell.text) for cell in grid.rows[first]) < 2:
        return None
    end = head_end(grid, first)
    names = column_names(grid, first, end)
    pieces = [_pieces(grid, first, end, column) for column in range(grid.width)]
    known = _with_number_columns(grid, end, [_column_meaning(piece) for piece in pieces])
    if not _are_tasks(known, names):
        return None
    numbers = end if end < len(grid.rows) and is_numbers_row(grid.rows[end]) else None
    content = max(item.strength for item in known if item.key == "noi_dung")
    return Heads(first, end + (numbers is not None), _one_each(known), names, numbers, content == WEAK)


def _with_number_columns(grid: Grid, body: int, known: list[Meaning]) -> list[Meaning]:
    """The meanings; a column of numbers alone beside the number columns is one of them ("Chi tiết": a), b))."""
    for i in range(1, len(known)):
        if known[i - 1].key == "tt" and not known[i].key:
            texts = [row[i].text for row in grid.rows[body:] if row[i].text and not is_numbers_row(row)]
            codes = list(map(read_code, texts))
            known[i] = Meaning("tt", WEAK) if codes and all(code and code.kind for code in codes) else known[i]
    return known


def head_end(grid: Grid, first: int) -> int:
    """The row after a head that begins at ``first``: rows that split its cells belong to it."""
    end = first + 1
    while end < len(grid.rows) and end - first < HEAD_DEPTH and _is_lower_level(grid.rows[end - 1], grid.rows[end]):
        end += 1
    return end


def _is_lower_level(upper: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Whether a row only names parts of the cells above it: all it says stands under cells that are spread out."""
    said = [i for i, cell in enumerate(row) if cell.text]
    if not said or any(len(bare(row[i].text)) > MAX_HEAD for i in said) or is_numbers_row(row):
        return False
    spread = {i for i in range(len(row)) if upper[i].merged == "left" or _goes_on(upper, i)}
    return spread.issuperset(said)


def _goes_on(row: Sequence[Cell], column: int) -> bool:
    """Whether the cell of a column reaches over the next one."""
    return column + 1 < len(row) and row[column + 1].merged == "left"


def _pieces(grid: Grid, first: int, end: int, column: int) -> tuple[str, ...]:
    """The heads over a column from the highest level to the lowest."""
    found: list[str] = []
    for row in grid.rows[first:end]:
        at = column
        while at and row[at].merged == "left":
            at -= 1
        text = row[at].text
        if text and text not in found:
            found.append(text)
    return tuple(found)


def _column_meaning(pieces: Sequence[str]) -> Meaning:
    """The meaning of a column by the levels of its head; when a work begins is less of a time than when it ends."""
    found, whole = _meaning_of_levels(pieces), bare(" ".join(pieces))
    begins = found.key == "thoi_gian" and any(phrase in whole for phrase in _phrases("bat_dau"))
    return found._replace(strength=max(found.strength - 1, WEAK)) if begins else found


def _meaning_of_levels(pieces: Sequence[str]) -> Meaning:
    """The meaning of the lowest level that has one of its own, else of all together."""
    pieces = _levels(pieces[0]) if len(pieces) == 1 else pieces
    lowest = meaning(pieces[-1]) if pieces else Meaning()
    if lowest.strength >= MIDDLING or len(pieces) < 2:
        return lowest
    own = max((meaning(piece) for piece in (*reversed(pieces), " ".join(pieces))), key=lambda item: item.strength)
    return own


def _levels(head: str) -> tuple[str, ...]:
    """The two levels of a head that stand in one cell: a role under what all roles share ("Cơ quan thực hiện")."""
    upper, _, last = head.rpartition("\n")
    shared = meaning(upper).key == "chu_tri" and bare("chủ trì") not in bare(upper) and not _GOES_ON.search(upper)
    return (upper, last) if shared and meaning(last).key in _ROLES and meaning(last).strength >= MIDDLING else (head,)


def column_names(grid: Grid, first: int, end: int) -> tuple[str, ...]:
    """The printed heads by column, levels on lines of their own; what is the look of the whole head is no mark."""
    return tuple("\n".join(_named(grid, first, end, column)) for column in range(grid.width))


def _named(grid: Grid, first: int, end: int, column: int) -> Iterator[str]:
    seen: set[str] = set()
    for row in grid.rows[first:end]:
        at = column
        while at and row[at].merged == "left":
            at -= 1
        text = printed(row[at], in_head=True)
        if text and text not in seen:
            seen.add(text)
            yield text


def _are_tasks(known: Sequence[Meaning], names: Sequence[str]) -> bool:
    """Whether columns of these meanings make a table of tasks."""
    bares = [bare(name) for name in names]
    if any(phrase in name for phrase in _phrases("khong_phai") for name in bares):
        return False
    best = {key: max(item.strength for item in known if item.key == key) for key in {item.key for item in known}}
    content = best.get("noi_dung", 0)
    if not content:
        return False
    doubtful = sum(
        any(phrase in name for phrase in _phrases("nghi")) and item.key not in _COUNTED
        for name, item in zip(bares, known, strict=True)
    )
    return sum(best.get(key, 0) for key in _COUNTED) - 2 * doubtful >= _ENOUGH[content]


def _one_each(known: Sequence[Meaning]) -> tuple[str, ...]:
    """A key for each column, the clearest of equal ones; number columns may be several, side by side at the front."""
    keys = []
    for i, item in enumerate(known):
        same = [j for j, other in enumerate(known) if other.key == item.key]
        chosen = max(same, key=lambda j: (known[j].strength, -j))
        fits = item.key not in ("", OTHER) and (i == chosen or (item.key == "tt" and i == same[0] + same.index(i)))
        keys.append(item.key if fits else "")
    return tuple(keys)


def is_numbers_row(row: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: "(1) (2) (3)", "1 2 3 4 5", "A B 1 2", the first cells perhaps empty."""
    said = [cell.text for cell in row if cell.text]
    matches = [_COLUMN_NUMBER.match(" ".join(text.split())) for text in said]
    if len(said) < 2 or len(said) * 2 < len(row) or not all(matches):
        return False
    codes = [match[1] for match in matches if match]
    figures = [int(code) for code in codes if code.isdigit()]
    letters = [code.lower() for code in codes if not code.isdigit()]
    return (
        len(figures) + len(letters) == len(codes)
        and figures == list(range(figures[0] if figures else 1, (figures[0] if figures else 1) + len(figures)))
        and letters == sorted(set(letters))
        and (not figures or figures[0] <= 2)
        and len(figures) >= 2 - (len(letters) >= 2)
    )


def is_same_head(grid: Grid, row: int, first: int) -> bool:
    """Whether a row says again what the head's row ``first`` says: a head repeated by a page break."""
    pairs = zip(grid.rows[row], grid.rows[first], strict=True)
    return all(bare(cell.text) == bare(head.text) for cell, head in pairs) and any(c.text for c in grid.rows[row])


def starts_with(text: str, name: str) -> bool:
    """Whether a text begins with one of the words listed under ``name`` ("tổng cộng": "Tổng cộng cả năm")."""
    folded = fold(text)
    return any(f"{folded} ".startswith(f"{phrase} ") for phrase in map(fold, words()[name]))


def says(text: str, name: str) -> bool:
    """Whether a text is one of the words listed under ``name``, perhaps with a remark ("Ghi chú: …", "Cộng (I)")."""
    folded = fold(text)
    rests = (folded[len(phrase) :].strip() for phrase in map(fold, words()[name]) if folded.startswith(phrase))
    return any(not rest[:1].isalnum() for rest in rests)
