"""A story's paragraphs and tables in the order they print, each with its place, its page, its label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from lxml import etree

from generator.flow import Align, Block, Cell, Grid, Merged, Para, Remark
from generator.inline import Run
from generator.letters import tidy_letters
from generator.problems import N_, ProblemsError, Words, joined, problem
from generator.word.content.formats import is_bottom_only, switched
from generator.word.content.grids import Layout, Slot, TooWide, is_bordered, layout, row_change
from generator.word.content.inline import PAGE_BREAK, Gathered, gather
from generator.word.content.reading import Reading, Where, shortened
from generator.word.content.walk import DELETED, find, unprinted_text
from generator.word.xml import w

_P, _TBL, _PPR, _RPR = w("p"), w("tbl"), w("pPr"), w("rPr")
_FOREIGN = {w("altChunk"), w("subDoc")}
_BLOCKS = {_P, _TBL, *_FOREIGN}
IN_CELL = N_("{place}, hàng {row}, cột {column}")


@dataclass
class _Paragraph:
    """A paragraph on its way: ``ends`` is false when its mark is deleted or hidden, so that the next one goes on."""

    held: Gathered
    label: str
    align: Align
    rule: bool
    breaks: bool
    ends: bool


def body(reading: Reading) -> tuple[Block, ...]:
    """The blocks of the main story. Raises ``TooDeep``."""
    return tuple(_blocks(reading, reading.package.main.find(w("body")), Where()))


def story(reading: Reading, root: etree._Element, place: str) -> tuple[Block, ...]:
    """The blocks of a story beside the main one (a note, a header), all at one place. Raises ``TooDeep``."""
    reading.begin_story(root)
    return tuple(_blocks(reading, root, Where(place)))


def _blocks(reading: Reading, parent: etree._Element, where: Where) -> Iterator[Block]:
    before: _Paragraph | None = None
    for node in find(parent, _BLOCKS):
        if node.tag == _P:
            paragraph = _joined(before, _read(reading, node, where))
            before = None if paragraph.ends else paragraph
            if paragraph.ends:
                yield from _printed(reading, paragraph, where)
            if where == Where() and node.find(f"{_PPR}/{w('sectPr')}") is not None:
                reading.pages.end_section()
            continue
        yield from _left_over(reading, before, where)
        before = None
        if node.tag == _TBL:
            yield from _grid(reading, node, where)
        else:
            reading.tell("I037", where.place or reading.body_place(False), what=N_("một tệp khác chèn vào đây"))
    yield from _left_over(reading, before, where)


def _left_over(reading: Reading, paragraph: _Paragraph | None, where: Where) -> Iterator[Block]:
    """A paragraph whose mark does not print, with no paragraph after it; without words it is none."""
    if paragraph is None:
        return
    held = paragraph.held
    if held.runs or held.boxes or held.has_line:
        yield from _printed(reading, paragraph, where)
    else:
        _tell(reading, held, where.place or reading.body_place(False))


# --- paragraphs -------------------------------------------------------------------------------------------------------


def _read(reading: Reading, element: etree._Element, where: Where) -> _Paragraph:
    properties, formats = element.find(_PPR), reading.formats
    style = formats.paragraph_style(properties)
    level = formats.level("paragraph", style)
    mark = properties.find(_RPR) if properties is not None else None
    deletion = next((child for child in mark if child.tag in DELETED), None) if mark is not None else None
    held = gather(element, reading, style, where.table)
    for change in mark if mark is not None else ():
        if change is deletion:
            held.change(change, "deletion", "¶")
    ends = deletion is None and not switched(mark, "vanish")
    prints = ends or bool(deletion is None and held.runs)
    borders, breaks = (properties.find(w(name)) if properties is not None else None
                       for name in ("pBdr", "pageBreakBefore"))  # fmt: skip
    return _Paragraph(
        held, _label(reading, properties, style, where) if prints else "",
        formats.align(style, where.table, properties),
        held.has_line or bool(level.ruled if borders is None else is_bottom_only(borders)),
        bool(level.page_break) if breaks is None else switched(properties, "pageBreakBefore"), ends,
    )  # fmt: skip


def _label(reading: Reading, properties: etree._Element | None, style: str, where: Where) -> str:
    """The label that Word makes, as it is seen."""
    at = reading.labels.level_of(properties, style)
    if at is None:
        return ""
    label, letters = reading.labels.next(*at)
    form = reading.formats.run(style, where.table, letters)
    if form.hidden:
        return ""
    return reading.letters.text(label.upper() if form.caps else label, where.place)


def _joined(before: _Paragraph | None, paragraph: _Paragraph) -> _Paragraph:
    """A paragraph that goes on from one without a mark of its own: it prints as the later one is formatted."""
    if before is None:
        return paragraph
    return _Paragraph(
        before.held.joined(paragraph.held), before.label or paragraph.label, paragraph.align,
        before.rule or paragraph.rule, before.breaks or paragraph.breaks, paragraph.ends,
    )  # fmt: skip


def _printed(reading: Reading, paragraph: _Paragraph, where: Where) -> Iterator[Block]:
    """The paragraph, cut where a page begins inside it, then the text boxes that hang on it."""
    held, pages = paragraph.held, reading.pages
    pages.is_due = pages.is_due or paragraph.breaks
    pieces = _cut(held.runs)
    says = bool(paragraph.label) or any(map(_says, pieces))
    place = where.place or reading.body_place(says)
    _tell(reading, held, place)
    label, rule = paragraph.label, paragraph.rule
    for at, piece in enumerate(pieces):
        pages.is_due = pages.is_due or at > 0
        if _says(piece) or label or (at == 0 and not says) or rule:
            new_page = pages.begins(bool(label) or rule or _says(piece))
            runs = reading.letters.runs(piece, place)
            para = Para(runs, label, paragraph.align, new_page, pages.landscape, rule, place)
            if held.numbers_pages:
                reading.page_numbers.append(para)
            yield para
            label, rule = "", False
    yield from _boxes(reading, held.boxes, where, place)


def _says(runs: list[Run]) -> bool:
    return any(run.text.strip() or run.footnote for run in runs)


def _cut(runs: list[Run]) -> list[list[Run]]:
    """The runs of a paragraph, page by page, those of one format joined."""
    pieces: list[list[Run]] = [[]]
    for form, group in groupby(runs, lambda run: replace(run, text="")):
        for at, text in enumerate("".join(run.text for run in group).split(PAGE_BREAK)):
            if at:
                pieces.append([])
            if text or form.footnote:
                pieces[-1].append(replace(form, text=text))
    return pieces


def _boxes(reading: Reading, boxes: list[etree._Element | str], where: Where, place: str) -> Iterator[Block]:
    for box in boxes:
        reading.boxes += 1
        inside = where.inside(Words(N_("khung chữ {box}, {place}"), box=reading.boxes, place=place))
        if isinstance(box, str):
            yield Para(reading.letters.runs([Run(box)], inside.place), landscape=reading.pages.landscape,
                       place=inside.place)  # fmt: skip
        else:
            yield from _blocks(reading, box, inside)


def _tell(reading: Reading, held: Gathered, place: str) -> None:
    """What a paragraph holds beside its text, said with its place."""
    for what, count in held.left.items():
        reading.tell("I036", place, what=what, count=count)
    hidden = shortened("".join(held.hidden))
    if hidden:
        reading.tell("I038", place, text=hidden)
    for change in held.changes:
        text = tidy_letters("".join(change.pieces))[0].strip()
        if text:
            reading.remarks.append(Remark(change.kind, change.author, change.date, place, text))
    for id in held.comments:
        reading.comment_places[id] = place
        reading.remarks.append(id)


# --- tables -----------------------------------------------------------------------------------------------------------


def _grid(reading: Reading, table: etree._Element, where: Where) -> Iterator[Grid]:
    if where.place:
        place = f"{where.place}, bảng con"
    else:
        reading.tables += 1
        place = Words(N_("bảng {table}"), table=reading.tables)
    try:
        laid = layout(table, reading.formats)
    except TooWide as error:
        detail = Words(N_("bảng có {count} cột"), count=error.args[0])
        raise ProblemsError([problem("I035", place=place, part=reading.package.main_name, detail=detail)]) from error
    _tell_rows(reading, table, place)
    if laid.rows:
        new_page, landscape = reading.pages.begins(True), reading.pages.landscape
        rows = tuple(_row(reading, laid, at, where.inside(place)) for at in range(len(laid.rows)))
        new_page = new_page or any(para.new_page for cell in rows[0] for para in cell.paras)
        yield Grid(rows, laid.heads, is_bordered(table, reading.formats), new_page, landscape, place)


def _tell_rows(reading: Reading, table: etree._Element, place: str) -> None:
    """Rows that a tracked change brought or took."""
    printed = 0
    for row in find(table, {w("tr")}):
        deleted, inserted = row_change(row, "del"), row_change(row, "ins")
        printed += deleted is None
        change = inserted if deleted is None else deleted
        if change is not None:
            at = Words(N_("hàng {row}") if deleted is None else N_("sau hàng {row}"), row=printed)
            text = tidy_letters(unprinted_text(row))[0]
            reading.remark(change, joined((place, at), ", "), text)


def _row(reading: Reading, laid: Layout, at: int, where: Where) -> tuple[Cell, ...]:
    cells = [Cell()] * laid.width
    for slot in laid.rows[at]:
        place = Words(IN_CELL, place=where.place, row=at + 1, column=slot.start + 1)
        level = reading.formats.level("table", laid.style, laid.regions(at, slot))
        first, *others = _cells(reading, slot, Where(place, level, where.depth))
        cells[slot.start : slot.end] = [first, *others]
    return tuple(cells)


def _cells(reading: Reading, slot: Slot, where: Where) -> list[Cell]:
    """The cell of a slot and those it covers on its right."""
    if slot.cell is None:
        return [Cell()] * (slot.end - slot.start)
    if not slot.covered:
        first = Cell(tuple(_blocks(reading, slot.cell, where)))
    else:
        merged: Merged = "left" if slot.covered == "left" else "above"
        first = Cell(merged=merged)
        if text := shortened(unprinted_text(slot.cell)):
            reading.tell("I037", where.place, what=Words(N_("chữ «{text}» trong ô đã gộp"), text=text))
    return [first, *[Cell(merged="left")] * (slot.end - slot.start - 1)]
