"""Excel workbooks as a flow: every visible sheet that says something, with what was left out told by place.

The package is looked over before openpyxl opens it: sizes, paths and XML declarations are those of a workbook, or it is
refused. Formulas are not computed: their last value counts, as Excel left it.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl.packaging.relationship import get_dependents
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet

from generator.flow import Block, Flow, Para, Remark, plain_para
from generator.importers.package import read_package, refuse_declarations
from generator.importers.xlsx import notes as xlsx_notes
from generator.importers.xlsx.blocks import sheet_blocks
from generator.importers.xlsx.sheet import Sheet, SheetTooBig, read_sheet
from generator.letters import LetterWatch
from generator.problems import N_, Problem, ProblemsError, Words, problem

MAX_XML = 96 * 1024 * 1024
"""How many bytes of XML a workbook may hold in all, unpacked."""

_NAMED = 5


@dataclass(frozen=True)
class _Part:
    """A sheet of the workbook: its name, whether it is shown, its part and the parts that hang on it by their type."""

    name: str
    is_hidden: bool
    is_chart: bool
    path: str
    dependents: tuple[tuple[str, str], ...]

    @property
    def place(self) -> str:
        """Where a person finds it."""
        return Words(N_("trang tính «{sheet}»"), sheet=self.name)


def read_xlsx(data: bytes) -> Flow:
    """The flow of a workbook's visible sheets, in order.

    Raises ``ProblemsError``: I004 (broken), I013 (made to do harm), I019 (nothing in it), I027 (too large).
    """
    parts = read_package(data)
    refuse_declarations(parts)
    size = sum(len(part) for name, part in parts.items() if name.lower().endswith(".xml"))
    if size > MAX_XML:
        raise ProblemsError([problem("I002", size=-(-size // 2**20), limit=MAX_XML // 2**20)])
    watch, reading = LetterWatch(), _Reading()
    with _guarded():
        reader = _opened(data)
        sheets = _sheets(reader)
    for part in sheets:
        if part.path not in parts:
            raise ProblemsError([problem("I004")])
        if part.is_chart:
            reading.found.append(problem("I026", place=part.place, count=1))
        else:
            reading.add(part, _read(reader, part, parts[part.path]), parts, watch)
    return reading.flow(watch)


@contextmanager
def _guarded() -> Iterator[None]:
    """A broken workbook is a problem, whatever openpyxl stumbles over in it; what openpyxl warns of is not read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (SheetTooBig, ProblemsError):
        raise
    except Exception as error:  # openpyxl names no errors of its own: a missing style is an IndexError
        raise ProblemsError([problem("I004")]) from error


def _opened(data: bytes) -> ExcelReader:
    """openpyxl's reader with the strings, the workbook and its formats read, the sheets not yet."""
    reader = ExcelReader(BytesIO(data), read_only=True, data_only=True, keep_links=False, rich_text=True)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    return reader


def _sheets(reader: ExcelReader) -> list[_Part]:
    """The sheets in the order of their tabs."""
    found = []
    for sheet, relation in reader.parser.find_sheets():
        is_chart = "chartsheet" in relation.Type
        path, beside = relation.target, _links_of(relation.target)
        hanging: Any = get_dependents(reader.archive, beside) if beside in reader.valid_files else ()
        links = tuple((str(link.Type).rpartition("/")[2], str(link.target)) for link in hanging
                      if link.TargetMode != "External")  # fmt: skip
        found.append(_Part(str(sheet.name), sheet.state != "visible", is_chart, path, links))
    return found


def _links_of(path: str) -> str:
    """The part with the relations of a part."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _read(reader: ExcelReader, part: _Part, source: bytes) -> Sheet:
    try:
        with _guarded():
            return read_sheet(part.name, source, reader.wb, reader.shared_strings)
    except SheetTooBig as error:
        raise _too_big(part) from error


def _too_big(part: _Part) -> ProblemsError:
    return ProblemsError([problem("I027", place=part.place)])


class _Reading:
    """The flow as it grows, sheet by sheet."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.remarks: list[Remark] = []
        self.beside: list[Para] = []
        self.found: list[Problem] = []
        self.hidden: list[str] = []

    def add(self, part: _Part, sheet: Sheet, parts: dict[str, bytes], watch: LetterWatch) -> None:
        """Add one sheet; of a hidden one its name."""
        if part.is_hidden:
            if sheet.rows:
                self.hidden.append(part.name)
            return
        try:
            blocks, found = sheet_blocks(sheet, watch)
        except SheetTooBig as error:
            raise _too_big(part) from error
        self.blocks += blocks
        self.beside += [plain_para(text, sheet.place()) for text in sheet.beside]
        with _guarded():
            self.remarks += xlsx_notes.remarks(sheet, part.dependents, parts)
            texts, pictures = xlsx_notes.drawn(part.dependents, parts)
        self.beside += [plain_para(text, sheet.place()) for text in texts]
        self.found += [*_notes(sheet, pictures), *found]

    def flow(self, watch: LetterWatch) -> Flow:
        """The finished flow. Raises ``ProblemsError`` (I019) when no sheet says anything."""
        found = [*self._hidden_sheets(), *self.found]
        if not self.blocks:
            raise ProblemsError([problem("I019"), *found])
        return Flow(
            tuple(self.blocks), remarks=tuple(self.remarks), beside=tuple(self.beside),
            found=(*found, *watch.problems()),
        )  # fmt: skip

    def _hidden_sheets(self) -> list[Problem]:
        if not self.hidden:
            return []
        names = ", ".join(f"«{name}»" for name in self.hidden)
        return [problem("I020", count=len(self.hidden), things=N_("trang tính"), names=names)]


def _notes(sheet: Sheet, pictures: int) -> Iterator[Problem]:
    """What is to be said of a sheet, every kind once with the names of the first cells."""
    if pictures:
        yield problem("I026", place=sheet.place(), count=pictures)
    hidden = (
        (N_("hàng"), [str(number) for number in sorted(sheet.unseen_rows)]),
        (N_("cột"), [sheet.column_name(number) for number in sorted(sheet.unseen_columns)]),
    )
    for things, names in hidden:
        if names:
            yield problem("I020", place=sheet.place(), count=len(names), things=things, names=_some(names))
    for (code, value), cells in sheet.notes.items():
        yield problem(code, place=sheet.place(), count=len(cells), names=_some(cells), value=value)


def _some(names: Sequence[str]) -> str:
    """The first names, and that there are more."""
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
