"""The feet of the main document: recipients, "Lưu", signatures (khoản 7, 9 Mục II Phần I Phụ lục I NĐ 30).

They stand in a frame, or as paragraphs one below the other, or with both columns in the lines of a text dump. Annexes
may follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile, zip_longest

from generator.flow import Block, Grid, Para
from generator.model import Filing, Recipient, Signer
from generator.problems import N_
from generator.recognise.back_matter import recipients as given
from generator.recognise.back_matter.signatures import (
    Signatures,
    is_authority,
    is_name,
    is_post,
    is_room,
    is_title,
    signatures,
)
from generator.recognise.found import CERTAIN, LIKELY, UNSURE, Found
from generator.recognise.front_matter.letterhead import pieces
from generator.recognise.lines import WIDE, Claims, Line, is_capital, is_frame, tidy

FRAME_ROWS, FRAME_COLUMNS = 16, 4
MOST_BLANKS = 30
LONGEST_TITLE = 120
FAR_RIGHT = 25

_TO = re.compile(r"nơi nhận\s*(?P<colon>:?)\s*(?P<rest>.*)", re.IGNORECASE)
_TAIL = re.compile(r"[;:,.)]\s+(?=\S)")


@dataclass(frozen=True)
class Feet:
    """Where the feet stand, top-level blocks ``start`` to ``end`` (not included), and what they say.

    ``form`` is what prints by itself (blank paragraphs, room to sign), ``unplaced`` what nobody understood.
    """

    recipients: Found[tuple[Recipient, ...]] | None
    filing: Found[Filing] | None
    signers: Found[tuple[Signer, ...]] | None
    start: int
    end: int
    form: tuple[Block, ...] = ()
    unplaced: tuple[Para, ...] = ()


@dataclass
class _Columns:
    """The lines of the feet parted: recipients on the left, each column of signatures; blocks ``start`` to ``end``."""

    start: int
    end: int
    left: list[Line] = field(default_factory=list)
    right: list[list[Line]] = field(default_factory=list)
    mixed: bool = False


def feet(blocks: Sequence[Block]) -> Feet | None:
    """Read the feet of the main document; ``None`` where there is neither "Nơi nhận" nor a signature."""
    claims = Claims(blocks)
    by_block: list[list[Line]] = [[] for _ in blocks]
    for line in claims.lines:
        by_block[line.block].append(line)
    columns = _found(blocks, by_block)
    return _read(claims, columns) if columns else None


def _found(blocks: Sequence[Block], by_block: Sequence[list[Line]]) -> _Columns | None:
    """The columns at the first "Nơi nhận" that belongs to a signature, else at the first signature."""
    for number, block in enumerate(blocks):
        if isinstance(block, Grid) and _is_framed(block, by_block[number]):
            return _with_signature(blocks, by_block, _framed(number, by_block[number]))
        if isinstance(block, Para) and any(_to(line.text) is not None for line in by_block[number]):
            return _with_signature(blocks, by_block, _written(blocks, by_block, number))
    for number, block in enumerate(blocks):
        columns = _signed(blocks, by_block, number, block)
        if columns:
            return columns
    return None


def _to(text: str) -> str | None:
    """What follows "Nơi nhận" on its line; ``None`` where the line is none of the feet ("Nơi nhận hồ sơ")."""
    match = _TO.fullmatch(text)
    if match is None:
        return None
    rest = match["rest"]
    return rest if match["colon"] or not rest or is_authority(rest) or given.is_entry(rest) else None


def _is_framed(block: Block, lines: Sequence[Line]) -> bool:
    """Whether a grid is a frame with recipients: under "Nơi nhận" stand a colon or dashes, as under no table's head."""
    if not is_frame(block, FRAME_ROWS, FRAME_COLUMNS):
        return False
    heads = [line for line in lines if _to(line.text) is not None]
    return any(":" in line.text or _dash_follows(lines, line) for line in heads)


def _dash_follows(lines: Sequence[Line], head: Line) -> bool:
    below = [line for line in lines[lines.index(head) + 1 :] if line.text and line.column == head.column]
    return bool(below) and given.is_entry(below[0].text)


def _framed(number: int, lines: Sequence[Line]) -> _Columns:
    """The columns of a frame: the recipients' from "Nơi nhận" down, whatever else signs."""
    columns = _Columns(number, number + 1)
    head = next(i for i, line in enumerate(lines) if _to(line.text) is not None)
    by_column: dict[int, list[Line]] = {}
    signing = False
    for i, line in enumerate(lines):
        below = line.column == lines[head].column and i >= head
        signing = signing or (below and is_title(line.text))
        if below and not signing:
            columns.left.append(line)
        else:
            by_column.setdefault(line.column, []).append(line)
    columns.right = list(by_column.values())
    return columns


def _written(blocks: Sequence[Block], by_block: Sequence[list[Line]], start: int) -> _Columns:
    """The columns of paragraphs from "Nơi nhận" down, parted line by line."""
    reader = _Reader()
    for number in range(start, len(blocks)):
        block = blocks[number]
        if isinstance(block, Grid) or (block.new_page and number > start):
            break
        if not all(reader.takes(line) for line in by_block[number]):
            break
    return _Columns(start, max(reader.last, start) + 1, reader.left, [reader.right], reader.mixed)


class _Reader:
    """Parts the lines of paragraphs into recipients and signature until something else begins."""

    def __init__(self, *, signing: bool = False) -> None:
        self.left: list[Line] = []
        self.right: list[Line] = []
        self.mixed = False
        self.last = -1
        self._filed = signing
        self._named = False
        self._blanks: list[Line] = []

    def takes(self, line: Line) -> bool:
        """Take a line; False when it does not belong to the feet."""
        if not line.text:
            self._blanks.append(line)
            return len(self._blanks) < MOST_BLANKS
        parts = self._parts(line)
        if parts is None:
            return False
        left, right = parts
        if right is not None:
            self.right += [*self._blanks, right]
            self._named = self._named or (is_name(right.text) and not is_title(right.text))
        if left is not None:
            self.left.append(left)
            self._filed = self._filed or given.filed(left.text) is not None
        self._blanks, self.last = [], line.block
        return True

    def _parts(self, line: Line) -> tuple[Line | None, Line | None] | None:
        """The recipients' and the signature's part of a line; ``None`` when it is of neither."""
        cut = self._cut(line)
        if cut:
            self.mixed = self.mixed or cut[2]
            return cut[0], cut[1]
        text = line.text
        if _to(text) is not None or (given.is_entry(text) and not (self._named and self._filed)):
            return line, None
        if is_title(text) and not (self._named and self._blanks):
            return None, line
        return self._loose(line)

    def _loose(self, line: Line) -> tuple[Line | None, Line | None] | None:
        """A line without a sign: the rest of an entry, a name, room to sign, another post."""
        text = line.text
        signing = bool(self.right)
        if self._open() and not (signing and self._far(line)):
            return line, None
        if signing and not self._named and self._may_sign(line):
            self.mixed = self.mixed or not self._filed
            return None, line
        if not self._filed and not self._named and (text[0].islower() or self._undashed()):
            return line, None
        return None

    def _may_sign(self, line: Line) -> bool:
        """Whether a line belongs to a signature that has no name yet: a title that goes on, another post, the name."""
        goes_on = line.is_capital and not self._blanks and self._filed
        return goes_on or is_post(line.text) or is_name(line.text) or is_room(line.text)

    def _open(self) -> bool:
        """Whether the last entry of the recipients goes on."""
        items, kept = given.entries(_below_head(self.left))
        if kept is not None:
            return not kept.rstrip().endswith(".") and bool(kept) and not self._blanks and not self.right
        return given.is_open(items) and not self._blanks

    def _undashed(self) -> bool:
        """Whether the entries stand without dashes."""
        return bool(self.left) and not any(given.is_entry(text) for text in _below_head(self.left))

    @staticmethod
    def _far(line: Line) -> bool:
        """Whether a line stands far to the right, where one signs."""
        gap = line.raw[: len(line.raw) - len(line.raw.lstrip())].expandtabs(8)
        return len(gap) >= FAR_RIGHT

    def _cut(self, line: Line) -> tuple[Line | None, Line | None, bool] | None:
        """A line that holds both columns, and whether only its words part it."""
        said = [part for part in WIDE.split(line.raw.strip()) if part.strip()]
        if len(said) > 1 and (self.left or _to(tidy(said[0])) is not None):
            return _part(line, said[0]), _part(line, " ".join(said[1:])), False
        head = _to(line.text)
        if head and is_title(head):
            return _part(line, line.text[: len(line.text) - len(head)]), _part(line, head), True
        for end in _TAIL.finditer(line.text) if given.is_entry(line.text) else ():
            tail = line.text[end.end() :]
            if len(tail) > LONGEST_TITLE:
                continue
            if is_title(tail) or (self.right and not self._named and is_name(tail)):
                return _part(line, line.text[: end.start() + 1]), _part(line, tail), True
        return None


def _part(line: Line, raw: str) -> Line:
    return replace(line, raw=raw, text=tidy(raw))


def _below_head(lines: Iterable[Line]) -> list[str]:
    """The texts of the recipients' lines, "Nơi nhận:" taken off."""
    texts = [(line.text, _to(line.text)) for line in lines]
    return [text if rest is None else rest for text, rest in texts]


def _with_signature(blocks: Sequence[Block], by_block: Sequence[list[Line]], columns: _Columns) -> _Columns:
    """The columns with a signature that stands above or below the recipients, when none stands beside them."""
    if any(signatures(column).signers for column in columns.right):
        return columns
    below = _next_said(by_block, columns.end)
    signed = _signed(blocks, by_block, below, blocks[below]) if below < len(blocks) else None
    if signed:
        return replace(columns, end=signed.end, right=signed.right, mixed=False)
    above = _above(blocks, by_block, columns.start)
    if above:
        return replace(columns, start=above.start, right=[*above.right, *columns.right])
    return columns


def _next_said(by_block: Sequence[list[Line]], at: int) -> int:
    while at < len(by_block) and not any(line.text for line in by_block[at]):
        at += 1
    return at


def _above(blocks: Sequence[Block], by_block: Sequence[list[Line]], end: int) -> _Columns | None:
    """A signature that ends right above a block: a frame, or paragraphs."""
    at = end - 1
    while at >= 0 and not any(line.text for line in by_block[at]):
        at -= 1
    if at < 0:
        return None
    if isinstance(blocks[at], Grid):
        return _signing_frame(blocks[at], at, by_block[at], near=True)
    start = end
    while at >= 0 and isinstance(blocks[at], Para) and all(_may_sign(line) for line in by_block[at]):
        start = at if any(is_title(line.text) for line in by_block[at]) else start
        at -= 1
    lines = [line for number in range(start, end) for line in by_block[number]]
    return _Columns(start, end, [], [lines]) if signatures(lines).signers else None


def _may_sign(line: Line) -> bool:
    return not line.text or is_title(line.text) or is_name(line.text) or is_room(line.text)


def _signed(blocks: Sequence[Block], by_block: Sequence[list[Line]], at: int, block: Block) -> _Columns | None:
    """The columns of a signature without recipients that begins in a block: a title in capitals and a name."""
    lines = by_block[at]
    if isinstance(block, Grid):
        return _signing_frame(block, at, lines)
    if not any(is_title(line.text) for line in lines[:1]):
        return None
    reader = _Reader(signing=True)
    for number in range(at, len(blocks)):
        other = blocks[number]
        if isinstance(other, Grid) or (other.new_page and number > at):
            break
        if not all(reader.takes(line) for line in by_block[number]):
            break
    made = _Columns(at, max(reader.last, at) + 1, reader.left, [reader.right])
    return made if _is_signature(reader.right) else None


def _signing_frame(block: Block, at: int, lines: Sequence[Line], *, near: bool = False) -> _Columns | None:
    """The columns of a frame in which somebody signs; ``near``: it stands beside "Nơi nhận"."""
    if not isinstance(block, Grid) or not is_frame(block, FRAME_ROWS, FRAME_COLUMNS):
        return None
    right = [[line for line in lines if line.column == column] for column in range(block.width)]
    if any(piece.kind for line in lines for piece in pieces(line) if piece.kind != "ke"):
        return None  # the frame of a head
    return _Columns(at, at + 1, [], right) if any(_is_signature(column, near=near) for column in right) else None


def _is_signature(lines: Sequence[Line], *, near: bool = False) -> bool:
    """Whether lines hold a whole signature: a title in capitals and a name, or a line of authority."""
    first = next((line.text for line in lines if line.text), "")
    read = signatures(lines)
    if near:
        return is_capital(first) and bool(read.signers) and not read.left
    named = any(signer.name for signer in read.signers)
    return is_title(first) and not read.left and (named or any(signer.authority for signer in read.signers))


def _read(claims: Claims, columns: _Columns) -> Feet:
    """Everything the columns say."""
    listed = _once(claims, columns.left)
    items, kept = given.entries(_below_head(listed))
    filing_lines = _filing_lines(listed) if kept is not None else []
    doubt = N_("hai cột nơi nhận và chữ ký xen dòng nhau, tách đúng chưa?") if columns.mixed else ""
    names = tuple(made for item in items if (made := given.recipient(item)) is not None)
    own = claims.claim(line for line in listed if line not in filing_lines)
    recipients = Found(names, own, UNSURE if doubt else CERTAIN, doubt) if listed else None
    filing = _filing(claims, kept, filing_lines)
    signers = _signers(claims, columns, doubt)
    form = claims.claim(line for column in columns.right for line in signatures(column).form)
    blank, said = claims.rest(columns.start, columns.end)
    return Feet(recipients, filing, signers, columns.start, columns.end, (*form, *blank), said)


def _once(claims: Claims, lines: Sequence[Line]) -> list[Line]:
    """The lines of the recipients; a second "Nơi nhận" or "Lưu", and what follows "Lưu" without a sign, is left."""
    kept: list[Line] = []
    seen: set[str] = set()
    closed = False
    for line in lines:
        mark = "to" if _to(line.text) is not None else "filed" if given.filed(line.text) is not None else ""
        if mark in seen or (closed and line.text and not given.is_entry(line.text)):
            claims.leave(line)
            continue
        seen |= {mark} - {""}
        closed = "filed" in seen and line.text.endswith(".")
        kept.append(line)
    return kept


def _filing_lines(lines: Sequence[Line]) -> list[Line]:
    """The line "Lưu" and those it goes on in."""
    first = next((i for i, line in enumerate(lines) if given.filed(line.text) is not None), len(lines))
    own = lines[first : first + 1]
    return [*own, *takewhile(lambda line: not given.is_entry(line.text), lines[first + 1 :])]


def _filing(claims: Claims, kept: str | None, lines: Sequence[Line]) -> Found[Filing] | None:
    if kept is None:
        return None
    read = given.filing(kept)
    if read.filing is None:
        for line in lines:
            claims.leave(line)
        return None
    return Found(read.filing, claims.claim(lines), LIKELY if read.doubt else CERTAIN, read.doubt)


def _signers(claims: Claims, columns: _Columns, doubt: str) -> Found[tuple[Signer, ...]] | None:
    """All signatures, row by row where they stand side by side."""
    read = [signatures(column) for column in columns.right]
    for line in (line for found in read for line in found.left):
        claims.leave(line)
    signers = tuple(s for row in zip_longest(*(found.signers for found in read)) for s in row if s)
    if not signers:
        return None
    doubts = [doubt, *(asked for found in read for asked in found.doubts)]
    asked = next(filter(None, doubts), "")
    return Found(signers, _claimed(claims, read), UNSURE if doubt else LIKELY if asked else CERTAIN, asked)


def _claimed(claims: Claims, read: Sequence[Signatures]) -> tuple[Para, ...]:
    return claims.claim(line for found in read for line in found.lines)
