"""A paragraph's letters with their formats, and all that hangs on it: text boxes, lines, notes, changes, comments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from generator.inline import Run
from generator.word.content.drawings import FORMULA, read_drawing
from generator.word.content.formats import Level, RunFormat, switched, value_of
from generator.word.content.reading import Reading
from generator.word.content.symbols import symbols
from generator.word.content.walk import ALTERNATIVES, MATH, UNPRINTED, chosen, raw_text, unprinted_text
from generator.word.xml import w

PAGE_BREAK = "\f"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS = re.compile(r"[ \t\r\n]+\Z|\A[ \t\r\n]+")
_PAGE_NUMBER = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_RPR, _PPR, _VAL = w("rPr"), w("pPr"), w("val")


@dataclass
class Change:
    """A tracked change inside a paragraph, its letters in pieces."""

    kind: Literal["insertion", "deletion"]
    author: str
    date: str
    pieces: list[str]


@dataclass
class Gathered:
    """What one paragraph holds. ``runs`` are not joined and may hold page breaks; ``boxes`` are text boxes on it."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element | str] = field(default_factory=list)
    has_line: bool = False
    left: Counter[str] = field(default_factory=Counter)
    hidden: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    numbers_pages: bool = False

    def change(self, element: etree._Element, kind: Literal["insertion", "deletion"], text: str) -> None:
        """Keep a tracked change; what one person did at one time in neighbouring runs is one change."""
        author, date = element.get(w("author"), ""), element.get(w("date"), "")
        last = self.changes[-1] if self.changes else None
        if last is not None and (last.kind, last.author, last.date) == (kind, author, date):
            last.pieces.append(text)
        elif text:
            self.changes.append(Change(kind, author, date, [text]))

    def joined(self, other: Gathered) -> Gathered:
        """Two paragraphs that print as one."""
        return Gathered(
            self.runs + other.runs, self.boxes + other.boxes, self.has_line or other.has_line, self.left + other.left,
            self.hidden + other.hidden, self.changes + other.changes, self.comments + other.comments,
            self.numbers_pages or other.numbers_pages,
        )  # fmt: skip


def gather(paragraph: etree._Element, reading: Reading, style: str, table: Level | None) -> Gathered:
    """Read one paragraph of a style, inside a table of a level."""
    gatherer = _Gatherer(reading, style, table)
    gatherer.walk(paragraph)
    return gatherer.found


class _Gatherer:
    def __init__(self, reading: Reading, style: str, table: Level | None) -> None:
        self.reading, self.style, self.table = reading, style, table
        self.found = Gathered()
        self.format = RunFormat()
        self.said: list[str] = []
        self.skips_mark = False

    def walk(self, element: etree._Element) -> None:
        """Everything below an element, in order; an unknown element prints what it holds."""
        for child in element:
            tag = child.tag
            handler = _HANDLERS.get(tag)
            if handler is not None:
                handler(self, child)
            elif tag not in UNPRINTED and isinstance(tag, str):
                self.walk(child)

    def say(self, text: str) -> None:
        """Letters in the format of the run."""
        form = self.format
        if not text or self.reading.in_code:
            return
        if form.hidden:
            self.found.hidden.append(text)
            return
        seen = symbols(text, form.font)
        self.put(Run(seen.upper() if form.caps else seen, form.bold, form.italic, form.superscript))

    def put(self, run: Run) -> None:
        """A run after the others."""
        self.found.runs.append(run)
        self.said.append(run.text)
        if run.text and self.reading.open_comments:
            self.reading.anchor(run.text)

    def run(self, element: etree._Element) -> None:
        outer = self.format
        properties = element.find(_RPR)
        self.format = self.reading.formats.run(self.style, self.table, properties)
        self.skips_mark = False
        self.walk(element)
        self.format = outer

    def text(self, element: etree._Element) -> None:
        text = element.text or ""
        if element.get(_SPACE) != "preserve":
            text = _BLANKS.sub("", text)
        if not self.skips_mark:
            self.say(text.replace("\r\n", " ").replace("\n", " "))

    def line_break(self, element: etree._Element) -> None:
        self.say(PAGE_BREAK if element.get(w("type")) == "page" else "\n")

    def symbol(self, element: etree._Element) -> None:
        code = element.get(w("char"), "")
        if re.fullmatch("[0-9A-Fa-f]{1,4}", code):
            self.say(symbols(chr(int(code, 16)), element.get(w("font"), "")))

    def alternatives(self, element: etree._Element) -> None:
        branch = chosen(element)
        if branch is not None:
            self.walk(branch)

    def drawing(self, element: etree._Element) -> None:
        if self.reading.in_code:
            return
        if self.format.hidden:
            self.found.hidden.append(unprinted_text(element))
            return
        drawing = read_drawing(element)
        self.found.boxes += drawing.boxes
        self.found.left += drawing.left
        self.found.has_line = self.found.has_line or drawing.is_line

    def formula(self, element: etree._Element) -> None:
        self.found.left[FORMULA] += 1
        self.walk(element)

    def note(self, element: etree._Element) -> None:
        if not (self.reading.in_code or self.format.hidden):
            kind = "footnotes" if element.tag == w("footnoteReference") else "endnotes"
            self.put(Run(footnote=self.reading.note_key(kind, element.get(w("id"), ""))))
            self.skips_mark = element.get(w("customMarkFollows"), "0") not in ("0", "false", "off")

    def inserted(self, element: etree._Element) -> None:
        before = len(self.said)
        self.walk(element)
        self.found.change(element, "insertion", "".join(self.said[before:]))

    def deleted(self, element: etree._Element) -> None:
        self.found.change(element, "deletion", raw_text(element))
        self.found.comments += [ref.get(w("id"), "") for ref in element.iter(w("commentReference"))]

    def comment_start(self, element: etree._Element) -> None:
        id = element.get(w("id"), "")
        self.found.comments.append(id)
        self.reading.comments[id] = ""
        self.reading.open_comments.add(id)

    def comment_end(self, element: etree._Element) -> None:
        self.reading.open_comments.discard(element.get(w("id"), ""))

    def comment(self, element: etree._Element) -> None:
        id = element.get(w("id"), "")
        if id not in self.reading.comments:
            self.reading.comments[id] = ""
            self.found.comments.append(id)

    def field_code(self, element: etree._Element) -> None:
        if self.reading.fields:
            self.reading.fields[-1].add_code(element.text or "")

    def field_mark(self, element: etree._Element) -> None:
        fields, kind = self.reading.fields, element.get(w("fldCharType"))
        if kind == "begin" and element not in self.reading.broken_fields:
            self.reading.begin_field(element.find(w("ffData")))
        elif kind == "separate" and fields:
            self.numbers(self.reading.end_code().code)
        elif kind == "end" and fields:
            has_result = not fields[-1].in_code
            ended = self.reading.end_code()
            fields.pop()
            self.numbers(ended.code)
            self.say("" if has_result else _form_value(ended.form))

    def simple_field(self, element: etree._Element) -> None:
        self.numbers(element.get(w("instr"), ""))
        self.walk(element)

    def page_number(self, element: etree._Element) -> None:
        self.found.numbers_pages = True

    def numbers(self, code: str) -> None:
        """A field that numbers pages was read."""
        self.found.numbers_pages = self.found.numbers_pages or _PAGE_NUMBER.match(code) is not None


def _form_value(form: etree._Element | None) -> str:
    """What an old form field prints that keeps no result: a box, ticked or not, or the chosen entry of a list."""
    box, entries = (form.find(w(name)) if form is not None else None for name in ("checkBox", "ddList"))
    if box is not None:
        decided = "checked" if box.find(w("checked")) is not None else "default"
        return "☒" if switched(box, decided) else "☐"
    if entries is not None:
        at, texts = value_of(entries, "result") or "0", [e.get(_VAL, "") for e in entries.iterchildren(w("listEntry"))]
        return texts[int(at)] if at.isdecimal() and int(at[:9]) < len(texts) else ""
    return ""


_Handler = Callable[[_Gatherer, etree._Element], None]
_HANDLERS: dict[object, _Handler] = {
    w("r"): _Gatherer.run, w("t"): _Gatherer.text, f"{MATH}t": _Gatherer.text, f"{MATH}oMath": _Gatherer.formula,
    w("br"): _Gatherer.line_break, w("sym"): _Gatherer.symbol, ALTERNATIVES: _Gatherer.alternatives,
    w("drawing"): _Gatherer.drawing, w("pict"): _Gatherer.drawing, w("object"): _Gatherer.drawing,
    w("footnoteReference"): _Gatherer.note, w("endnoteReference"): _Gatherer.note,
    w("ins"): _Gatherer.inserted, w("moveTo"): _Gatherer.inserted, w("del"): _Gatherer.deleted,
    w("moveFrom"): _Gatherer.deleted, w("commentRangeStart"): _Gatherer.comment_start,
    w("commentRangeEnd"): _Gatherer.comment_end, w("commentReference"): _Gatherer.comment,
    w("instrText"): _Gatherer.field_code, w("fldChar"): _Gatherer.field_mark, w("fldSimple"): _Gatherer.simple_field,
    w("pgNum"): _Gatherer.page_number,
    w("tab"): lambda self, _: self.say("\t"), w("ptab"): lambda self, _: self.say("\t"),
    w("cr"): lambda self, _: self.say("\n"),
    # the letter that generator.word.xml reads in our own documents: an import read again is the same text
    w("noBreakHyphen"): lambda self, _: self.say("-"),
}  # fmt: skip
