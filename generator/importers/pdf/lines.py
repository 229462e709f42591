"""The letters of a page of a PDF as printed lines: where each stands, in what face, what is raised.

Coordinates are in points from the upper left corner of the page as it is seen.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.inline import Run

Char = Mapping[str, Any]
"""A letter of pdfplumber: text, fontname, size, x0, x1, top, bottom, upright; ``base``: its base line, from the top."""

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi|[-,]b(?:i|d)?$|-bdit", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|[-,]b?i$|-bdit", re.IGNORECASE)
_STATE_NAME = re.compile("CỘNGH(?:ÒA|OÀ|ÕA)XÃHỘI")
_DOUBLE = 0.07  # of the size: a letter drawn again so near makes it look bold
_SAME_LINE = 0.35  # of the letters' size: what two letters of one line may differ in height
_WORD_GAP = 0.18  # of the size: a wider gap parts words
_SPACE_GAP = 0.08  # of the size: what a space leaves at least; less is a space under a letter drawn over it
_WIDE_GAP = 1.2  # of the size: a wider gap is several spaces
_SEGMENT_GAP = 1.6  # of the size: a wider gap parts what stands side by side
_RAISED = 0.8  # of the line's size: smaller letters may be raised ones


@dataclass(frozen=True)
class Segment:
    """What is printed on one line without a wide gap."""

    runs: tuple[Run, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    first_word: float

    @property
    def text(self) -> str:
        """The letters."""
        return "".join(run.text for run in self.runs)

    @property
    def centre(self) -> float:
        """The middle, from the left edge of the page."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Row:
    """The segments of one height, from left to right; at least one."""

    segments: tuple[Segment, ...]

    @property
    def x0(self) -> float:
        """Its left end."""
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        """Its right end."""
        return self.segments[-1].x1

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(segment.top for segment in self.segments)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(segment.bottom for segment in self.segments)

    @property
    def size(self) -> float:
        """The size of most of its letters, in points."""
        return self.segments[0].size

    @property
    def runs(self) -> tuple[Run, ...]:
        """All runs, wide gaps as several spaces."""
        made = list(self.segments[0].runs)
        for before, segment in zip(self.segments, self.segments[1:], strict=False):
            made += [Run(_spaces(segment.x0 - before.x1, segment.size)), *segment.runs]
        return tuple(made)

    @property
    def text(self) -> str:
        """The letters."""
        return "".join(run.text for run in self.runs)


def font_name(char: Char) -> str:
    """The name of a letter's font without the prefix of a subset."""
    return _SUBSET.sub("", str(char["fontname"]))


def is_bold(char: Char) -> bool:
    """Whether the font says it is bold."""
    return bool(_BOLD.search(font_name(char)))


def letters(chars: Iterable[Char], width: float, height: float) -> list[Char]:
    """The letters that are seen on a page; a tone mark drawn apart joins its letter, one drawn twice counts once."""
    kept: list[dict[str, Any]] = []
    seen: dict[tuple[str, int], list[float]] = {}
    for char in chars:
        text = char["text"]
        if text and all(unicodedata.combining(letter) for letter in text) and kept:
            kept[-1]["text"] += text
            continue
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        if char["size"] < 1 or not (0 <= x <= width and 0 <= y <= height):
            continue
        drawn = seen.setdefault((text, round(char["top"])), [])
        if text.strip() and any(abs(char["x0"] - x0) < _DOUBLE * char["size"] for x0 in drawn):
            continue
        drawn.append(char["x0"])
        kept.append({**char, "text": text, "base": height - char["matrix"][5]})
    return kept  # type: ignore[return-value]


def rows(chars: Sequence[Char]) -> list[Row]:
    """Letters as rows, from top to bottom; those that lie on their side make a row of their own, as they were drawn."""
    upright = [char for char in chars if char.get("upright", True)]
    made = [row for line in _raised_joined(_clusters(upright)) if (row := _row(line)) is not None]
    lying = [char for char in chars if not char.get("upright", True)]
    if any(char["text"].strip() for char in lying):
        made.append(_lying(lying))
    return sorted(made, key=lambda row: (row.top, row.x0))


def _clusters(chars: Sequence[Char]) -> list[list[Char]]:
    """Letters of one base line."""
    made: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char["base"]):
        if not char["text"].strip():
            continue
        if made and char["base"] - made[-1][0]["base"] <= _SAME_LINE * min(char["size"], made[-1][0]["size"]):
            made[-1].append(char)
        else:
            made.append([char])
    spaces = [char for char in chars if not char["text"].strip()]
    return _with_spaces(made, spaces)


def _with_spaces(lines: list[list[Char]], spaces: Sequence[Char]) -> list[list[Char]]:
    """Spaces join the line they stand in; they tell words apart where letters stand close."""
    places = [line[0]["base"] for line in lines]
    for space in spaces:
        reach = _SAME_LINE * space["size"]
        at = bisect_left(places, space["base"] - reach)
        if at < len(lines) and places[at] <= space["base"] + reach:
            lines[at].append(space)
    return lines


def _raised_joined(lines: list[list[Char]]) -> list[list[Char]]:
    """Small letters above the base line of others, and beside them, belong to their line."""
    taken: set[int] = set()
    for at, line in enumerate(lines):
        host = next((other for other in lines[at + 1 : at + 3] if _is_raised_in(line, other)), None)
        if host is not None:
            host.extend(line)
            taken.add(at)
    return [line for at, line in enumerate(lines) if at not in taken]


def _is_raised_in(line: Sequence[Char], other: Sequence[Char]) -> bool:
    written = [char for char in line if char["text"].strip()]
    if not written or len(written) > 12:
        return False
    size, base = written[0]["size"], written[0]["base"]
    hosts = [char for char in other if char["text"].strip() and size <= _RAISED * char["size"]]
    return any(
        0 < char["base"] - base < 0.6 * char["size"]
        and any(-1.5 <= gap <= 0.6 * char["size"] for one in written
                for gap in (one["x0"] - char["x1"], char["x0"] - one["x1"]))
        for char in hosts
    )  # fmt: skip


def _row(chars: Sequence[Char]) -> Row | None:
    """The segments of one line of letters."""
    ordered = sorted(chars, key=lambda char: (char["x0"], char["x1"]))
    state = _state(ordered)
    segments: list[list[Char]] = []
    last: Char | None = None
    for char in ordered:
        if not char["text"].strip():
            if last is not None:
                segments[-1].append(char)
            continue
        gap = char["x0"] - last["x1"] if last is not None else 0.0
        if last is None or gap > _SEGMENT_GAP * max(char["size"], last["size"]) or char is state:
            segments.append([])
        segments[-1].append(char)
        last = char
    made = [_segment(segment) for segment in segments]
    return Row(tuple(made)) if made else None


def _state(chars: Sequence[Char]) -> Char | None:
    """The first letter of the name of the State: what stands before it is the issuer, however near."""
    written = [char for char in chars if char["text"].strip()]
    found = _STATE_NAME.search("".join(char["text"][:1] for char in written))
    return written[found.start()] if found else None


def _segment(chars: Sequence[Char]) -> Segment:
    written = [char for char in chars if char["text"].strip()]
    size = Counter(round(char["size"], 1) for char in written).most_common(1)[0][0]
    base = max(char["base"] for char in written if char["size"] > 0.9 * size)
    bottom = max(char["bottom"] for char in written if char["size"] > 0.9 * size)
    runs: list[Run] = []
    word_end: float | None = None
    last: Char | None = None
    spaced = False
    for char in chars:
        if not char["text"].strip():
            spaced = True
            continue
        gap = char["x0"] - last["x1"] if last is not None else 0.0
        if last is not None and (gap > _SPACE_GAP * size if spaced else gap > _WORD_GAP * size):
            runs.append(Run(_spaces(gap, size), *_face(last, size, base, bottom)[:2]))
            word_end = word_end if word_end is not None else last["x1"]
        runs.append(Run(char["text"], *_face(char, size, base, bottom)))
        last, spaced = char, False
    x0, x1 = written[0]["x0"], max(char["x1"] for char in written)
    return Segment(tuple(_merged(runs)), x0, x1, min(char["top"] for char in written), bottom, size,
                   (word_end if word_end is not None else x1) - x0)  # fmt: skip


def _face(char: Char, size: float, base: float, bottom: float) -> tuple[bool, bool, bool]:
    is_higher = char["base"] < base - 0.1 * size or char["bottom"] < bottom - 0.25 * size
    raised = char["size"] <= _RAISED * size and is_higher
    return is_bold(char), bool(_ITALIC.search(font_name(char))), raised


def _spaces(gap: float, size: float) -> str:
    return " " * max(1, round(gap / (0.25 * size))) if gap > _WIDE_GAP * size else " "


def _merged(runs: Iterable[Run]) -> list[Run]:
    made: list[Run] = []
    for run in runs:
        if made and (run.bold, run.italic, run.superscript) == (made[-1].bold, made[-1].italic, made[-1].superscript):
            made[-1] = Run(made[-1].text + run.text, run.bold, run.italic, run.superscript)
        else:
            made.append(run)
    return made


def _lying(chars: Sequence[Char]) -> Row:
    """Letters on their side, in the order they were drawn."""
    text = "".join(char["text"] for char in chars)
    x0, x1 = min(char["x0"] for char in chars), max(char["x1"] for char in chars)
    top, bottom = min(char["top"] for char in chars), max(char["bottom"] for char in chars)
    return Row((Segment((Run(" ".join(text.split())),), x0, x1, top, bottom, chars[0]["size"], x1 - x0),))
