"""A reader that goes through the text of a finished document and looks for what must stand there, in its order.

What is looked for must be a whole paragraph: nothing but a number before it and an end mark behind it, so that words
which merely occur somewhere do not stand for a paragraph that was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from generator.inline import parse
from generator.problems import N_, Problem, problem
from generator.problems import Words as Shown
from generator.word.reading import END_TABLE, NOTE, PARAGRAPH, ROW, RULE, TABLE

ENDS = " .;:,/\n\t"
SHOWN = 80
JOINT = 4  # letters of punctuation between two parts of a paragraph
MARKS = PARAGRAPH + ROW + TABLE + END_TABLE + RULE
# "Điều 1. ", "2.1. ", "đ) ", "(1) ", "- ", "V/v ": what may stand before the words of a paragraph.
_LABEL = re.compile(
    rf"[{MARKS} ]*(?:V/v |[-+] |[IVXLCDM]+\. |\d+(?:\.\d+)*\. |[a-zđ]\) |\(\d+\) |Điều \d+\. )?"
)
_END = re.compile(rf"[ .;:,/]*{PARAGRAPH}")
_TAG = re.compile(r"\{\{|\{%|\{#")
_JOINTS = " .;:,/-\u00a0"
CONNECTIVES = frozenset({"", "số", "của", "tại", "đã chủ trì", "Tham dự có", "Sau khi nghe", "LẦN"})


class Piece(NamedTuple):
    """Letters that stand together; ``least`` to ``most`` other letters may stand between them and what was before.

    ``loose``: those letters are a connective (``CONNECTIVES``), else they are spaces and punctuation; of a
    cross-reference (``reference`` is the id that it names) they are free.
    ``note``: the id of the footnote whose mark this is.
    """

    text: str
    least: int = 0
    most: int = JOINT
    loose: bool = False
    note: str = ""
    reference: str = ""


Span = tuple[int, int]
Words = Sequence[Piece]
_REFERENCE = 300


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[Piece, ...]:
    """The pieces of a text with inline marks: cut at cross-references and footnote marks, without the end mark."""
    pieces, letters, gap = [], "", Piece("", most=0)
    for run in parse(text):
        if run.text:
            letters += run.text
        else:
            pieces.append(gap._replace(text=letters))
            letters, gap = "", Piece("", 1, _REFERENCE, loose=True, reference=run.reference)
            if run.footnote:
                pieces.append(Piece(NOTE, note=run.footnote))
                gap = Piece("")
    pieces.append(gap._replace(text=_without_end(letters)))
    return tuple(piece for piece in pieces if piece.text or piece.loose)


def _without_end(letters: str) -> str:
    """A text less its end mark, which printing may change; a row of dots is a text, a lone mark is none."""
    return letters.rstrip(ENDS) or (letters.strip() if len(letters.strip()) > 2 else "")


def plain_words(text: str) -> tuple[Piece, ...]:
    """A text in which marks are letters."""
    return (Piece(_without_end(text), most=0),) if _without_end(text) else ()


def _joins(between: str, piece: Piece) -> bool:
    """Whether these letters may stand before a piece."""
    if piece.reference:
        return True
    own = between.strip(_JOINTS)
    return own in CONNECTIVES if piece.loose else not own


def after(words: Words, before: str = "") -> Words:
    """The same words behind others in one paragraph: punctuation may part them, and so may what ends ``before``."""
    joint = max(JOINT, len(before) - len(_without_end(before)) + 1)
    return [piece._replace(most=piece.most + joint) if i == 0 else piece for i, piece in enumerate(words)]


@dataclass
class Reader:
    """The document's text, the place reached, and what was met on the way.

    ``spans`` are the stretches found (kept only when the text holds braces), ``notes`` the ids of footnotes in the
    order of their marks, ``number`` the number that the writer gave the point that is read, ``references`` what is
    printed for each cross-reference by the id that it names.
    """

    text: str
    at: int = 0
    begin: int = 0
    number: str = ""
    spans: list[Span] | None = None
    notes: list[str] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def fork(self) -> Reader:
        """A reader from here on that shares findings, not the place."""
        return replace(self)

    def line(self, text: str) -> bool:
        """A paragraph of these letters alone; none is looked for when they are empty."""
        return self.paragraph(plain_words(text))

    def lines(self, texts: Iterable[str]) -> bool:
        """Paragraphs of these letters; whether all are there."""
        return all([self.line(text) for text in texts])

    def said(self, text: str | None) -> None:
        """A paragraph with inline marks."""
        if text:
            self.paragraph(words_of(text))

    def paragraph(self, words: Words) -> bool:
        """Find a paragraph that says this and go on behind it; a problem when there is none."""
        if not words:
            return True
        self.notes += [piece.note for piece in words if piece.note]
        span = self.find(words)
        if span is None:
            self.missing(" ".join(piece.text for piece in words if piece.text != NOTE))
            return False
        self.reach(span)
        if any(piece.reference for piece in words):
            self.references += self._printed_references(words, span[0])
        return True

    def reach(self, span: Span) -> None:
        """Go on behind a stretch that was found."""
        self.begin, self.at = span
        if self.spans is not None:
            self.spans.append(span)

    def missing(self, text: str) -> None:
        """A problem: this is not there."""
        shown = " ".join(text.split())
        self.problems.append(problem("H003", text=shown[:SHOWN] + "…" * (len(shown) > SHOWN)))

    def find(self, words: Words) -> Span | None:
        """Where a paragraph says this, from the place reached on; ``None`` when nowhere."""
        first = next((i for i, piece in enumerate(words) if piece.text), None)
        if first is None:
            return None
        start = self.at
        while (found := self.text.find(words[first].text, start)) >= 0:
            end = self._rest(words[first + 1 :], found + len(words[first].text))
            if end >= 0 and self._opens(found, words[0]):
                return found, end
            start = found + 1
        return None

    def _printed_references(self, words: Words, at: int) -> Iterator[tuple[str, str]]:
        """What is printed for the cross-references of a paragraph found at ``at``."""
        if not words[0].text or words[0].loose:
            at = self.text.rfind(PARAGRAPH, 0, at) + 1
        for piece in words:
            end = self.text.find(PARAGRAPH, at)
            found = self.text.find(piece.text, at + piece.least, end) if piece.text else end
            if piece.reference:
                yield piece.reference, self.text[at:found].strip(MARKS + ENDS)
            at = found + len(piece.text)

    def _opens(self, found: int, first: Piece) -> bool:
        """Whether a stretch opens its paragraph, a number apart (or what a loose first piece lets stand before it)."""
        start = self.text.rfind(PARAGRAPH, self.at, found) + 1 or self.at
        own = self.text[start:found]
        if first.loose:
            return _joins(own.strip(MARKS), first) and len(own) >= first.least
        return _LABEL.fullmatch(own) is not None or (bool(self.number) and self._is_given(own.strip(MARKS)))

    def _is_given(self, label: str) -> bool:
        """Whether a label is the number that the writer gave the point."""
        forms = (f"{self.number}. ", f"{self.number}) ", f"({self.number}) ", f"Điều {self.number}. ")
        return label in forms

    def _rest(self, words: Words, at: int) -> int:
        """The end of the paragraph's remaining pieces, -1 when they do not follow or do not end the paragraph."""
        text = self.text
        for piece in words:
            if not piece.text:
                at = text.find(PARAGRAPH, at + piece.least)
                break
            found = text.find(piece.text, at + piece.least, at + piece.most + len(piece.text))
            between = text[at:found]
            if found < 0 or PARAGRAPH in between or not _joins(between, piece):
                return -1
            at = found + len(piece.text)
        return at if at >= 0 and _END.match(text, at) else -1

    def ended(self, mark: str) -> None:
        """The paragraph reached closes with this mark, or the next one is nothing else."""
        end = self.text.find(PARAGRAPH, self.at)
        own = self.text[self.at : end]
        if mark in own or self.text[self.begin : end].endswith(mark):  # a reference at the end: all of it is reached
            return
        if not own.strip(ENDS) and self.text[end:].lstrip(MARKS).startswith(mark):
            return
        self.missing(f"{self.text[max(self.begin, self.at - 30) : self.at]}{mark}")

    def rule(self, below: str) -> None:
        """A drawn line stands under the paragraph reached (or in it)."""
        start = self.text.rfind(PARAGRAPH, 0, self.begin) + 1
        found = self.text.find(RULE, start)
        if found < 0 or (found > self.at and self.text[self.at : found].strip(MARKS + ENDS)):
            what = Shown("«{text}»: {what}", text=below, what=N_("không có đường kẻ bên dưới"))
            self.problems.append(problem("H010", detail=what))

    def table(self) -> list[list[str]] | None:
        """The rows of the next table as cells, and go on behind it; ``None`` when there is none."""
        start = self.text.find(TABLE, self.at)
        end = self.text.find(END_TABLE, start) if start >= 0 else -1
        if end < 0:
            return None
        self.begin, self.at = start + 1, end
        return [row.split(PARAGRAPH)[:-1] for row in self.text[start + 1 : end].split(ROW)[:-1]]


def left_tags(text: str, spans: Iterable[Span]) -> list[Problem]:
    """A problem for each tag of the template outside the stretches that the plan's own words cover."""
    if not _TAG.search(text):
        return []
    covered = bytearray(len(text))
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    hits = [m.start() for m in _TAG.finditer(text) if not covered[m.start()]]
    return [problem("H002", text=re.split(f"[{MARKS}]", text[at : at + 40])[0]) for at in hits]
