"""What all readers of one document know in common: its styles, its lists, where they are, what they have found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from generator.flow import Para, Remark
from generator.letters import LetterWatch
from generator.problems import N_, Problem, Words
from generator.word.content.formats import Formats, Level, value_of
from generator.word.content.numbering import Labels
from generator.word.content.package import Package
from generator.word.content.walk import DELETED, find
from generator.word.xml import w

_SHOWN = 60
MAX_DEPTH = 16


class TooDeep(Exception):
    """Tables or text boxes stand in one another deeper than any document needs."""

    WORDS = N_("bảng hoặc khung chữ lồng nhau quá sâu")


@dataclass(frozen=True)
class Where:
    """Where a reader is. ``place`` is fixed for cells, text boxes, notes; empty where the paragraphs are counted."""

    place: str = ""
    table: Level | None = None
    depth: int = 0

    def inside(self, place: str, table: Level | None = None) -> Where:
        """A place inside this one. Raises ``TooDeep``."""
        if self.depth >= MAX_DEPTH:
            raise TooDeep
        return Where(place, table, self.depth + 1)


@dataclass
class Field:
    """A field that is open: the beginning of its code; it prints from where the code ends."""

    code: str = ""
    in_code: bool = True
    form: etree._Element | None = None

    def add_code(self, text: str) -> None:
        """More of the code; only its beginning says what field it is."""
        self.code += text if len(self.code) < _SHOWN else ""


@dataclass(frozen=True)
class Section:
    """A section: whether it lies on its side, whether it begins a page."""

    landscape: bool = False
    begins_page: bool = False


@dataclass
class Pages:
    """The sections of a story in order, and whether a page is about to begin."""

    sections: list[Section] = field(default_factory=lambda: [Section()])
    at: int = 0
    is_due: bool = False

    @property
    def landscape(self) -> bool:
        """Whether the page lies on its side."""
        return self.sections[self.at].landscape

    def end_section(self) -> None:
        """The next block belongs to the next section; the last one has none after it."""
        if self.at + 1 < len(self.sections):
            self.at += 1
            self.is_due = self.is_due or self.sections[self.at].begins_page

    def begins(self, says: bool) -> bool:
        """Whether the block that comes now begins a page: the first that says something after a break."""
        begins = self.is_due and says
        self.is_due = self.is_due and not says
        return begins


class Reading:
    """One document as it is read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.formats = Formats(package.tree("styles"))
        self.labels = Labels(package.tree("numbering"), self.formats)
        self.letters = LetterWatch()
        self.found: list[Problem] = []
        self.remarks: list[Remark | str] = []  # a text: the id of a comment, whose words are read last
        self.notes: dict[tuple[str, str], str] = {}
        self.marked: list[tuple[str, str]] = []
        self.fields: list[Field] = []
        self.code_depth = 0
        self.broken_fields = set(_unclosed_fields(package.main))
        self.page_numbers: list[Para] = []
        self.comments: dict[str, str] = {}
        self.comment_places: dict[str, str] = {}
        self.open_comments: set[str] = set()
        self.pages = Pages(_sections(package.main))
        self.paragraphs = self.tables = self.boxes = 0

    def begin_story(self, root: etree._Element) -> None:
        """What comes stands in another part, or in a note of its own: no field goes on into it."""
        self.fields.clear()
        self.code_depth = 0
        self.broken_fields.update(_unclosed_fields(root))

    @property
    def in_code(self) -> bool:
        """Whether what comes is the code of a field, not its result."""
        return self.code_depth > 0

    def begin_field(self, form: etree._Element | None) -> None:
        """A field begins with its code."""
        self.fields.append(Field(form=form))
        self.code_depth += 1

    def end_code(self) -> Field:
        """The code of the innermost field is over: its result prints."""
        field = self.fields[-1]
        self.code_depth -= field.in_code
        field.in_code = False
        return field

    def note_key(self, kind: str, id: str) -> str:
        """The key of a footnote or endnote: 1, 2, … in the order of the marks."""
        if (kind, id) not in self.notes:
            self.notes[kind, id] = str(len(self.notes) + 1)
            self.marked.append((kind, id))
        return self.notes[kind, id]

    def anchor(self, text: str) -> None:
        """Letters that the open comments are about; more than is quoted is not kept."""
        for id in tuple(self.open_comments):
            self.comments[id] += text
            if len(self.comments[id]) > 2 * _SHOWN:
                self.open_comments.discard(id)

    def body_place(self, says: bool) -> str:
        """The place of the next paragraph of the text proper; only those that say something are counted."""
        self.paragraphs += says
        if says:
            return Words(N_("đoạn {number}"), number=self.paragraphs)
        if not self.paragraphs:
            return N_("đầu văn bản")
        return Words(N_("sau đoạn {number}"), number=self.paragraphs)

    def tell(self, code: str, place: str, **values: object) -> None:
        """Keep a problem."""
        self.found.append(Problem(code, place=place, values=values))

    def remark(self, change: etree._Element, place: str, text: str) -> None:
        """Keep a tracked change of a row."""
        author, date = change.get(w("author"), ""), change.get(w("date"), "")
        self.remarks.append(Remark("deletion" if change.tag in DELETED else "insertion", author, date, place, text))


def shortened(text: str) -> str:
    """A text as it is quoted in a message: one line, its beginning."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rstrip()}…"


def _unclosed_fields(root: etree._Element) -> Iterator[etree._Element]:
    """Beginnings of fields without an end: they would swallow everything after them, so they are no fields."""
    begun: list[etree._Element] = []
    for mark in root.iter(w("fldChar")):
        if any(parent.tag in DELETED for parent in mark.iterancestors(*DELETED)):
            continue
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            begun.append(mark)
        elif kind == "end" and begun:
            begun.pop()
    return iter(begun)


def _sections(main: etree._Element) -> list[Section]:
    """The sections in order; the properties of one stand at its end."""
    ends = [p.find(f"{w('pPr')}/{w('sectPr')}") for p in find(main.find(w("body")), {w("p")}, {w("tbl")})]
    found = [end for end in [*ends, main.find(f"{w('body')}/{w('sectPr')}")] if end is not None]
    sections: list[Section] = []
    for properties in found:
        side = _is_landscape(properties)
        turned = bool(sections) and sections[-1].landscape != side
        kept = value_of(properties, "type") in ("continuous", "nextColumn")
        sections.append(Section(side, bool(sections) and (turned or not kept)))
    return sections or [Section()]


def _is_landscape(properties: etree._Element) -> bool:
    size = properties.find(w("pgSz"))
    if size is None:
        return False
    width, height = size.get(w("w"), ""), size.get(w("h"), "")
    if width.isdecimal() and height.isdecimal():
        return int(width[:9]) > int(height[:9])
    return bool(size.get(w("orient")) == "landscape")

