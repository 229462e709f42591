"""A printed cell of agencies, piece by piece: which words name which body, and what a person must decide.

The longest known name counts, so commas and "và" inside names do not part them ("Sở Văn hóa, Thể thao và Du lịch", "các
sở, ban, ngành"). Names are compared as :mod:`generator.agencies.spellings` says; what merely resembles one is suggested
and never taken. No printed word is lost: each stands in the text of a piece or in its note, except separators, "và" and
the opening of a list ("Các Bộ:").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from generator.agencies.issuers import find_issuer
from generator.agencies.lists import of_unknown_unit, opening, units_listed
from generator.agencies.readings import ASKED, VAGUE_NAME, Reader, Reading, suggested, usable
from generator.agencies.spellings import VAGUE, squeezed, starts_with
from generator.agencies.strangers import is_group, is_reference, is_stranger
from generator.agencies.tokens import SEPARATES, Gap, tokens
from generator.problems import N_, Words

UNKNOWN = N_("không rõ cơ quan: «{printed}» là cơ quan nào?")
GLUED = N_("«{printed}» và «{following}» viết liền nhau; có phải là hai cơ quan không?")
LEFTOVER = N_("«{printed}» có chữ thừa; có phải là {name} không?")

LEAD_INS = (("đề", "nghị"), ("giao",), ("gồm",), ("bao", "gồm"), ("cùng",), ("với",), ("cùng", "với"))
_HEADS = (
    "bộ", "sở", "ban", "cục", "vụ", "viện", "văn phòng", "công an", "quân sự", "trung tâm", "chi cục", "phòng", "hội",
    "đài", "báo", "tòa án", "thanh tra", "ubnd", "hđnd", "ủy ban", "hội đồng", "mặt trận", "liên đoàn", "liên minh",
    "đoàn", "tổng cục", "bảo hiểm", "ngân hàng", "kho bạc", "thuế", "trường", "học viện", "quân khu", "đảng ủy",
    "tập đoàn", "công ty", "tổng công ty",
)  # fmt: skip
_HEAD_WORDS = tuple(tuple(head.split()) for head in _HEADS)
_VAGUE = VAGUE | {"ủybannhândân"}
_COMMITTEES = ("ubnd", "ubnd-cap-xa", "ubnd-cap-huyen", "ubnd-cap-tinh")
_LONGEST_LEFTOVER = 8
_LONGEST_SUGGESTED = 80


@dataclass(frozen=True)
class Piece:
    """One name of a cell as printed, and what it means.

    ``id`` is an identifier that a plan of the unit may write on the date (relative for the unit's own bodies), or
    ``None``. ``doubt`` is a question in Vietnamese, "" where nothing is to be asked; ``candidates`` are identifiers to
    suggest with it. ``note`` are the words in brackets behind the name ("BĐBP").
    """

    text: str
    id: str | None
    doubt: str = ""
    candidates: tuple[str, ...] = ()
    note: str = ""


@lru_cache(maxsize=4096)
def read_cell(text: str, on: date, unit: str | None) -> tuple[Piece, ...]:
    """The names of a cell in their order, as of a date, for a document of ``unit`` (``None``: no local unit is known).

    Never raises; a cell without a word has no pieces.
    """
    return tuple(_Cell(text, on, unit).pieces())


class _Cell:
    """One cell being read from left to right."""

    def __init__(self, text: str, on: date, unit: str | None) -> None:
        self.cell = tokens(text)
        self.reader = Reader(self.cell, on, unit)
        self.on, self.unit = on, self.reader.home.unit
        self.listing = ""

    def pieces(self) -> Iterator[Piece]:
        """The pieces in order; each takes the note behind its last word."""
        at = 0
        while at < len(self.cell.words):
            opened = opening(self.cell, at)
            if opened:
                at, self.listing = opened
                continue
            for end, piece in self._listed(at) or [self._piece(at)]:
                yield replace(piece, note=self.cell.notes.get(end - 1, ""))
                at = end

    def _listed(self, at: int) -> list[tuple[int, Piece]]:
        """The units of a list such as "UBND các tỉnh A, B"."""
        found = []
        for item in units_listed(self.reader, at):
            text = self.cell.slice(item.start, item.end)
            doubt = Words(UNKNOWN, printed=text) if item.asked else ""
            found.append((item.end, Piece(text, item.id, doubt, item.candidates)))
        return found

    def _piece(self, at: int) -> tuple[int, Piece]:
        first = at + starts_with(self.cell.keys(at, min(at + 2, len(self.cell.words))), *LEAD_INS)
        readings = self.reader.at(at, self.listing)
        if not readings and at < first < len(self.cell.words) and self.cell.gaps[first - 1] in (Gap.SPACE, Gap.LINE):
            readings = self.reader.at(first, self.listing)
        ended = [end for end in readings if self.cell.gaps[end - 1] in SEPARATES]
        longest = max(readings, default=0)
        if ended and not self._is_narrowed(longest, readings):
            return self._known(at, readings[max(ended)])
        return self._with_rest(at, readings) or self._unknown(at, readings)

    def _is_narrowed(self, longest: int, readings: dict[int, Reading]) -> bool:
        """Whether a collective goes on in small letters: "các bộ, ngành, địa phương là chủ quản …"."""
        if self.cell.gaps[longest - 1] in SEPARATES or not readings[longest].collective:
            return False
        return self.cell.text[self.cell.words[longest].start].islower()

    def _known(self, at: int, reading: Reading) -> tuple[int, Piece]:
        self.listing = reading.list_word or self.listing
        return reading.end, Piece(self.cell.slice(at, reading.end), reading.id, reading.doubt, reading.candidates)

    def _with_rest(self, at: int, readings: dict[int, Reading]) -> tuple[int, Piece] | None:
        """A known name that words without a separator follow: a left-over of the name itself, or another name."""
        for end in sorted(readings, reverse=True):
            reading = readings[end]
            if reading.rank[0] > ASKED or self.cell.gaps[end - 1] in SEPARATES:
                continue
            last = self._leftover(end, reading)
            if last:
                text = self.cell.slice(at, last)
                self.listing = reading.list_word or self.listing
                return last, Piece(text, reading.id, Words(LEFTOVER, printed=text, name=reading.full_name))
            follower = self._follower(end)
            if follower:
                text = self.cell.slice(at, end)
                self.listing = reading.list_word or self.listing
                return end, Piece(text, reading.id, Words(GLUED, printed=text, following=follower))
        return None

    def _leftover(self, end: int, reading: Reading) -> int:
        """Where a left-over of the full name ends ("Bộ GD-ĐT áo dục và Đào tạo"), 0 where there is none."""
        whole, found = squeezed([reading.full_name]), 0
        for last in range(end + 1, min(end + _LONGEST_LEFTOVER, len(self.cell.words)) + 1):
            if whole.endswith("".join(self.cell.keys(end, last))) and self.cell.gaps[last - 1] in SEPARATES:
                found = last
            if self.cell.gaps[last - 1] is Gap.HARD:
                break
        return found

    def _follower(self, end: int) -> str:
        """The name that follows at once, where it is a whole one."""
        readings = self.reader.at(end, "")
        whole = [last for last, r in readings.items() if self.cell.gaps[last - 1] in SEPARATES and r.rank[0] <= ASKED]
        return self.cell.slice(end, max(whole)) if whole else ""

    def _unknown(self, at: int, readings: dict[int, Reading]) -> tuple[int, Piece]:
        end = self._unknown_end(at)
        text = self.cell.slice(at, end)
        unit = of_unknown_unit(self.reader, at, end)
        if unit:
            return end, Piece(text, None, Words(UNKNOWN, printed=text) if unit.asked else "", unit.candidates)
        if is_stranger(text):
            return end, Piece(text, None)
        if squeezed([text]) in _VAGUE:
            return end, self._vague(text)
        begun = [readings[last] for last in sorted(readings, reverse=True) if last <= end]
        near = [id for reading in begun for id in (reading.id, *reading.candidates) if id and not reading.collective]
        if len(text) <= _LONGEST_SUGGESTED:
            near += suggested(text, self.on, self.unit)
        candidates = usable(near, self.on, self.unit)[:3]
        return end, Piece(text, None, Words(UNKNOWN, printed=text), candidates)

    def _vague(self, text: str) -> Piece:
        near = (*suggested(text, self.on, self.unit), *_COMMITTEES)
        return Piece(text, None, Words(VAGUE_NAME, printed=text), usable(near, self.on, self.unit))

    def _chunk_end(self, at: int) -> int:
        """Where the words up to the next separator end."""
        return next(k for k in range(at, len(self.cell.words)) if self.cell.gaps[k] in SEPARATES) + 1

    def _unknown_end(self, at: int) -> int:
        """Where an unknown name ends: what goes on in small letters belongs to it, unless it is a name itself."""
        end = self._chunk_end(at)
        keys = self.cell.keys(at, end)
        while end < len(self.cell.words) and self.cell.gaps[end - 1] is not Gap.HARD:
            if not is_reference(keys) and not self._goes_on(end, is_group(keys) or "các" in keys):
                break
            end = self._chunk_end(end)
        return end

    def _goes_on(self, at: int, group: bool) -> bool:
        """Whether the words from ``at`` on continue the name, or the list of things, before them."""
        keys = self.cell.keys(at, min(at + 3, len(self.cell.words)))
        small = self.cell.text[self.cell.words[at].start].islower()
        if is_group(keys) or (starts_with(keys, *_HEAD_WORDS) and not (small and group)):
            return False  # it opens a name or a list of its own
        known = any(self.cell.gaps[end - 1] in SEPARATES and r.rank[0] <= ASKED
                    for end, r in self.reader.at(at, "").items())  # fmt: skip
        return not known and (small or (group and self.cell.gaps[at - 1] is not Gap.LINE))


def find_names(name: str, on: date, unit: str | None) -> tuple[str, ...]:
    """The identifiers of the bodies that are called exactly this on a date, the nearest body first.

    Names, short names, abbreviations and other spellings count (compared as for cells); known slips and names that only
    stand in lists do not. Local bodies belong to ``unit`` unless the name says another.
    """
    cell = tokens(name)
    if not cell.words or cell.notes:
        return ()
    return tuple(dict.fromkeys(reading.id for reading in Reader(cell, on, unit).all_of() if reading.id))


__all__ = ["Piece", "find_issuer", "find_names", "read_cell"]
