"""The head of a document: agencies, number, place and date, type, subject, addressees (khoản 1–5, 9 Mục II Phần I
Phụ lục I Nghị định số 30/2020/NĐ-CP), read from frames, from paragraphs, from text dumps with two columns in a line.

Nothing is completed: what a document does not say is ``None``, a blank number or day stays blank.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from generator import norm
from generator.flow import Block, Grid, Para
from generator.problems import N_, Words
from generator.recognise.found import CERTAIN, LIKELY, UNSURE, Found
from generator.recognise.front_matter import title
from generator.recognise.front_matter.issuers import divided
from generator.recognise.front_matter.letterhead import Piece, after_to, pieces
from generator.recognise.lines import Claims, Line, is_frame, is_structure, starts_with

MOST_BLOCKS = 80
FRAME_ROWS, FRAME_COLUMNS = 10, 6
LONGEST_LINE = 200
_HEADS = ("quoc_hieu", "so", "ngay")


@dataclass(frozen=True)
class WrittenDate:
    """The date line; ``None`` is a blank."""

    day: int | None
    month: int | None
    year: int | None


@dataclass(frozen=True)
class Head:
    """What the top of a document says. ``None``: it does not say it.

    ``superior``, ``issuer``, ``subject``: printed lines. ``number``: digits without leading zeros, empty when blank.
    ``type``: an id of ``norm.document_types`` or the printed name of an office's own form. ``urgency``: khan,
    thuong_khan or hoa_toc. ``form`` holds what is form and no content (Quốc hiệu, rules, blank paragraphs),
    ``unplaced`` what nobody understood, ``rest`` counts the top-level blocks that were read.
    """

    superior: Found[tuple[str, ...]] | None = None
    issuer: Found[tuple[str, ...]] | None = None
    number: Found[str] | None = None
    symbol: Found[str] | None = None
    place: Found[str] | None = None
    date: Found[WrittenDate] | None = None
    draft: Found[int | None] | None = None
    urgency: Found[str] | None = None
    type: Found[str] | None = None
    subject: Found[tuple[str, ...]] | None = None
    attached_to: Found[str] | None = None
    addressees: Found[tuple[str, ...]] | None = None
    issuing_title: Found[str] | None = None
    form: tuple[Block, ...] = ()
    unplaced: tuple[Para, ...] = ()
    rest: int = 0


def head(blocks: Sequence[Block], formatted: bool) -> Head:
    """Read the head of a document from its top-level blocks; nothing is consumed where there is none."""
    blocks = blocks[:MOST_BLOCKS]
    claims = Claims(blocks)
    end = _letterhead_end(blocks, claims)
    top = _Letterhead(claims)
    top.read([line for line in claims.lines if line.block < end])
    below = _Below(claims, [line for line in claims.lines if line.block >= end], formatted, bool(end))
    below.read(top)
    if not end and not below.found_any:
        return Head()
    rest = below.next_block(len(blocks))
    made = _made(top, below)
    blank, said = claims.rest(0, rest)
    return replace(made, form=(*top.form, *below.form, *blank), unplaced=said, rest=rest)


def _letterhead_end(blocks: Sequence[Block], claims: Claims) -> int:
    """The number of blocks down to the last that shows Quốc hiệu, a number or a date, before the type."""
    by_block: dict[int, list[Line]] = {}
    for line in claims.lines:
        by_block.setdefault(line.block, []).append(line)
    end = 0
    for number, block in enumerate(blocks):
        lines = by_block.get(number, [])
        if isinstance(block, Grid) and not is_frame(block, FRAME_ROWS, FRAME_COLUMNS):
            break
        if _shows_head(lines):
            end = number + 1
        elif isinstance(block, Para) and any(_ends_head(line) for line in lines):
            break
    return _with_about(by_block, end) if end else 0


def _with_about(by_block: dict[int, list[Line]], end: int) -> int:
    """The end of the head with the lines "V/v …" of a letter that stand below it as paragraphs."""
    at = end
    while at in by_block and not any(line.text for line in by_block[at]):
        at += 1
    if at not in by_block or not any(piece.kind == "vv" for line in by_block[at] for piece in pieces(line)):
        return end
    at += 1
    while at in by_block and all(_continues(line) for line in by_block[at]):
        at += 1
    return at


def _continues(line: Line) -> bool:
    begins = starts_with("mo_dau", line.text) or line.is_rule or any(p.kind for p in pieces(line))
    return bool(line.text) and not line.framed and not line.is_capital and not begins and not _ends_head(line)


def _shows_head(lines: Sequence[Line]) -> bool:
    short = [line for line in lines if len(line.text) <= LONGEST_LINE]
    return any(piece.kind in _HEADS and _is_whole(piece) for line in short for piece in pieces(line))


def _is_whole(piece: Piece) -> bool:
    """Whether a number is one of a head and not "Số 05/2025/QĐ-UBND …" in a sentence."""
    return piece.kind != "ngay" or piece["place"][:1].isupper()


def _ends_head(line: Line) -> bool:
    to = after_to(line) is not None
    return to or is_structure(line.text) or len(line.text) > LONGEST_LINE or title.type_line(line) is not None


@dataclass
class _Letterhead:
    """The lines of the head as they are told apart."""

    claims: Claims
    left: list[Line] = field(default_factory=list)
    number: Piece | None = None
    date: Piece | None = None
    draft: Piece | None = None
    urgency: Piece | None = None
    about: list[Line] = field(default_factory=list)
    form: list[Para] = field(default_factory=list)
    _open: Line | None = None
    _motto_rest: str = ""

    def read(self, lines: Sequence[Line]) -> None:
        """Tell the lines apart; what belongs nowhere is left to the claims."""
        motto = {(line.block, line.column) for line in lines for p in pieces(line) if p.kind == "quoc_hieu"}
        numbered: set[tuple[int, int]] = set()
        for line in lines:
            spot = (line.block if line.framed else -1, line.column)
            if not line.text:
                self._open = None
            if line.is_rule and not line.text:
                self.form += self.claims.claim([line])
            for piece in pieces(line):
                if piece.kind == "so":
                    numbered.add(spot)
                beside = line.columns > 1 and (line.block, line.column) in motto
                self._place(piece, beside=beside, below=spot in numbered)

    def _place(self, piece: Piece, *, beside: bool, below: bool) -> None:
        """Give a piece its component. ``beside``: in the column of the Quốc hiệu; ``below``: under the number."""
        kind, line = piece.kind, piece.line
        if kind in ("quoc_hieu", "ke") or (self._motto_rest and line.key.strip("- ") == self._motto_rest):
            self.form += self.claims.claim([line])
            self._motto_rest = piece.goes_on
        elif kind in ("so", "ngay", "du_thao", "do_khan"):
            self.take(piece)
        elif kind == "lan" and self.draft and not self.draft["number"]:
            self.form += self.claims.claim([line])
            self.draft = replace(self.draft, values=piece.values)
        elif kind == "vv" and not self.about:
            self.about, self._open = [replace(line, text=piece["rest"])], line
        elif kind == "" and self._goes_on(line):
            self.about.append(line)
        elif kind in ("", "lan") and not beside and not below and self._may_issue(line):
            self.left.append(line)
        else:
            self.claims.leave(line)

    def take(self, piece: Piece) -> None:
        """A piece that stands once; a second one is left."""
        name = {"so": "number", "ngay": "date", "du_thao": "draft", "do_khan": "urgency"}[piece.kind]
        if getattr(self, name) is None:
            setattr(self, name, piece)
        else:
            self.claims.leave(piece.line)

    def _goes_on(self, line: Line) -> bool:
        """Whether a line goes on with the subject of a letter: in its column, without an empty line between."""
        opened = self._open
        if opened is None or line.column != opened.column or line.framed != opened.framed:
            return False
        return line.framed or not line.is_capital

    def _may_issue(self, line: Line) -> bool:
        if line.key.startswith("số:") or is_structure(line.text):
            return False
        return line.is_capital or (line.framed and any(map(str.isalpha, line.text)))


@dataclass
class _Below:
    """What stands under the head: type, subject and the rest, read line by line."""

    claims: Claims
    lines: list[Line]
    formatted: bool
    has_head: bool
    at: int = 0
    type: title.TypeLine | None = None
    type_lines: tuple[Line, ...] = ()
    subject: title.Taken | None = None
    attached: title.Taken | None = None
    addressees: title.Taken | None = None
    issuing_title: title.Taken | None = None
    form: list[Para] = field(default_factory=list)

    @property
    def found_any(self) -> bool:
        """Whether there is a type or an addressee."""
        return self.type is not None or self.addressees is not None

    def read(self, top: _Letterhead) -> None:
        """Read on from the head."""
        self._skip(top)
        self._read_type()
        self._skip()
        self._read_addressees()
        if self.type and self._decides:
            self._skip()
            self.issuing_title = self._taken(title.issuing_title(self.lines, self.at))
        if self.has_head or self.found_any:
            self._skip()
            self._finish()

    def _finish(self) -> None:
        """Stand between paragraphs: go back where only empty lines of one were passed, else leave its other lines."""
        begin = self.at
        while 0 < begin < len(self.lines) and self.lines[begin].at == self.lines[begin - 1].at:
            begin -= 1
        if begin < self.at and not self.claims.is_claimed(self.lines[begin]):
            self.at = begin
        elif begin < self.at:
            for line in self._to_end_of(lambda line: line.at):
                self.claims.leave(line)

    def next_block(self, end: int) -> int:
        """The number of the first block that was not read, of ``end``."""
        return self.lines[self.at].block if self.at < len(self.lines) else end

    @property
    def _decides(self) -> bool:
        known = norm.document_types().get(self.type.type if self.type else "")
        return known is not None and known.template == title.DECISION

    def _read_type(self) -> None:
        line = self._line
        if line is None or line.framed:
            return
        found = title.type_line(line)
        if found is None and self.has_head and after_to(line) is None:
            found = title.own_form(line)
        if found is None:
            return
        self.type, self.type_lines = found, (line,)
        self.at += 1
        self.subject = self._taken(title.subject(self.lines, self.at, found.rest, self.formatted))
        self.attached = self._taken(title.attached(self.lines, self.at))

    def _read_addressees(self) -> None:
        start = self.at
        while self._line and self._line.block in self.claims.grids and after_to(self._line) is None:
            if self._line.text or self._line.block != self.lines[start].block:
                self.at = start
                return
            self.at += 1
        self.addressees = self._taken(title.addressees(self.lines, self.at))
        if self.addressees is None:
            self.at = start
        elif self.addressees.lines[0].block in self.claims.grids:
            self._to_end_of(lambda line: line.block)

    @property
    def _line(self) -> Line | None:
        """The next line, if there is one outside other grids than a frame of addressees."""
        return self.lines[self.at] if self.at < len(self.lines) else None

    def _taken(self, taken: title.Taken | None) -> title.Taken | None:
        """Move behind what was taken, to the end of its last paragraph."""
        if taken is None or not taken.lines:
            return taken if taken and taken.texts else None
        self.at = taken.end
        extra = self._to_end_of(lambda line: line.at)
        if not any(line.text for line in extra):
            return taken
        texts = tuple(line.text for line in extra if line.text)
        asked = Words(N_("«{line}» còn thuộc phần này?"), line=texts[0])
        return replace(taken, texts=(*taken.texts, *texts), confidence=LIKELY, doubt=taken.doubt or asked)

    def _to_end_of(self, part: Callable[[Line], int]) -> list[Line]:
        begin = self.at
        while begin and self.at < len(self.lines) and part(self.lines[self.at]) == part(self.lines[begin - 1]):
            self.at += 1
        return self.lines[begin : self.at]

    def _skip(self, top: _Letterhead | None = None) -> None:
        """Pass over empty lines, rules and, above the type, marks of draft and urgency."""
        while self._line and self._line.block not in self.claims.grids:
            line = self._line
            marks = [piece for piece in pieces(line) if piece.kind in ("du_thao", "do_khan")] if top else []
            if line.is_rule:
                self.form += self.claims.claim([line])
            elif top and marks:
                top.take(marks[0])
            elif line.text:
                return
            self.at += 1


def _made(top: _Letterhead, below: _Below) -> Head:
    """The head; the claims are made in the order of the document."""
    claims = top.claims
    superior, issuer = _agencies(top)
    number, symbol = _number(top)
    place, date = _date(top)
    subject = _texts(claims, below.subject) or _about(top)
    addressees = _texts(claims, below.addressees)
    return Head(
        superior=superior, issuer=issuer, number=number, symbol=symbol, place=place, date=date,
        draft=_draft(top), urgency=_urgency(top), type=_type(top, below), subject=subject,
        attached_to=_text(claims, below.attached), addressees=addressees,
        issuing_title=_text(claims, below.issuing_title),
    )  # fmt: skip


def _about(top: _Letterhead) -> Found[tuple[str, ...]] | None:
    """The subject of a letter, "V/v" taken off."""
    texts = tuple(line.text for line in top.about if line.text)
    return Found(texts, top.claims.claim(top.about)) if texts else None


def _texts(claims: Claims, taken: title.Taken | None) -> Found[tuple[str, ...]] | None:
    """What was taken, as found; lines that say nothing ("Kính gửi:" alone) stay free."""
    if taken is None or not taken.texts:
        return None
    return Found(taken.texts, claims.claim(taken.lines), taken.confidence, taken.doubt)


def _text(claims: Claims, taken: title.Taken | None) -> Found[str] | None:
    found = _texts(claims, taken)
    return Found(" ".join(found.value), found.blocks, found.confidence, found.doubt) if found else None


def _agencies(top: _Letterhead) -> tuple[Found[tuple[str, ...]] | None, Found[tuple[str, ...]] | None]:
    """The superior and the issuer, in capitals as they are printed."""
    above, issuer, confidence, doubt = divided(top.left)
    names = [Found(tuple(line.text.upper() for line in lines), top.claims.claim(lines)) for lines in (above, issuer)]
    superior, own = (found if found.value else None for found in names)
    return superior, replace(own, confidence=confidence, doubt=doubt) if own else None


def _number(top: _Letterhead) -> tuple[Found[str] | None, Found[str] | None]:
    """The number without leading zeros, and the symbol."""
    if top.number is None:
        return None, None
    blocks = top.claims.claim([top.number.line])
    written = "".join(re.findall(r"\w", top.number["number"].replace("_", "")))
    digits = written.lstrip("0") if written.isdigit() else ""
    doubt = Words(N_("số «{number}» không phải là một số, để trống?"), number=written) if written and not digits else ""
    symbol = re.sub(r"\s*[-–]\s*", "-", top.number["symbol"]).strip(". ")
    odd = "/" in symbol
    asked = Words(N_("ký hiệu «{symbol}» có đúng không?"), symbol=symbol) if odd else ""
    found = Found(symbol, (), LIKELY if odd else CERTAIN, asked) if symbol else None
    return Found(digits, blocks, UNSURE if doubt else CERTAIN, doubt), found


def _date(top: _Letterhead) -> tuple[Found[str] | None, Found[WrittenDate] | None]:
    if top.date is None:
        return None, None
    blocks = top.claims.claim([top.date.line])
    place = top.date["place"].strip(" ,")
    day, month, year = (_count(top.date[name]) for name in ("day", "month", "year"))
    written = WrittenDate(day, month, year if year is None or year > 999 else None)
    doubt = "" if _exists(written) else Words(N_("«{line}» là ngày nào?"), line=top.date.line.text)
    return Found(place, blocks) if place else None, Found(written, () if place else blocks, _sure(doubt), doubt)


def _sure(doubt: str) -> float:
    return UNSURE if doubt else CERTAIN


def _count(text: str) -> int | None:
    digits = "".join(filter(str.isdecimal, text))
    return int(digits[:9]) if digits else None


def _exists(date: WrittenDate) -> bool:
    """Whether there is such a day, blanks standing for any."""
    try:
        datetime.date(date.year or 2000, date.month or 1, date.day or 1)
    except ValueError:
        return False
    return True


def _draft(top: _Letterhead) -> Found[int | None] | None:
    if top.draft is None:
        return None
    return Found(_count(top.draft["number"]) or None, top.claims.claim([top.draft.line]))


def _urgency(top: _Letterhead) -> Found[str] | None:
    if top.urgency is None:
        return None
    return Found(top.urgency["urgency"], top.claims.claim([top.urgency.line]))


def _type(top: _Letterhead, below: _Below) -> Found[str] | None:
    """The type that is named; a letter names none and has "V/v" or "Kính gửi" instead."""
    if below.type:
        blocks = top.claims.claim(below.type_lines)
        return Found(below.type.type, blocks, below.type.confidence, below.type.doubt)
    return Found(title.LETTER) if top.about or below.addressees else None
