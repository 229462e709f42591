"""Every text and every agency name of a document with its place: what the rules read."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import AgencyCell, Document, Node, Table, entries

Path = tuple[str | int, ...]


def all_texts(document: Document) -> Iterator[tuple[Path, str]]:
    """The texts in which inline marks are read, with their places."""
    for key, value in (("trich_yeu", document.subject), ("ket_thuc", document.closing)):
        if value:
            yield (key,), value
    for i, basis in enumerate(document.bases):
        yield from [(("can_cu", i), basis.text)] if basis.text else []
    for key, texts in (("mo_dau", document.opening), ("ho_so_kem", document.dossier)):
        yield from (((key, i), text) for i, text in enumerate(texts))
    for path, node in document.nodes():
        yield from _node_texts(path, node)
    for top in entries(document):
        for entry in top.walk() if not top.from_body else ():
            for key, value in (("noi_dung", entry.task.content), ("noi_dung_phu_luc", entry.task.annex_content),
                               ("san_pham", entry.task.product), ("ghi_chu", entry.task.note)):  # fmt: skip
                yield from [((*entry.path, key), value)] if value else []
    for path, annex in document.all_annexes():
        yield (*path, "tieu_de"), annex.title
        yield from _table_texts((*path, "bang"), annex.table)
    for i, attached in enumerate(document.attached):
        yield ("van_ban_kem_theo", i, "tieu_de"), attached.title
    yield from ((("chu_thich", id), text) for id, text in document.footnotes.items())
    yield from _meeting_texts(document)


def _node_texts(path: Path, node: Node) -> Iterator[tuple[Path, str]]:
    for key, value in (("tieu_de", node.heading), ("dan", node.lead_in)):
        yield from [((*path, key), value)] if value else []
    yield from (((*path, "doan", i), text) for i, text in enumerate(node.paragraphs))
    yield from _table_texts((*path, "bang"), node.table)


def _table_texts(path: Path, table: Table | None) -> Iterator[tuple[Path, str]]:
    if table:
        yield from (((*path, "dau", i), head) for i, head in enumerate(table.header))
        for r, row in enumerate(table.rows):
            yield from (((*path, "hang", r, c), cell) for c, cell in enumerate(row) if cell)


def _meeting_texts(document: Document) -> Iterator[tuple[Path, str]]:
    meeting = document.meeting
    if meeting:
        values = {"ten": meeting.name, "chu_tri": meeting.chair, "du_hop": meeting.attendees, "nghe": meeting.heard}
        yield from ((("cuoc_hop", key), value) for key, value in values.items() if value)


def agency_names(document: Document) -> Iterator[tuple[Path, str]]:
    """Every place that may hold an agency's id, with what stands there."""
    for key, value in (("co_quan_ban_hanh", document.issuer), ("co_quan_chu_quan", document.superior)):
        yield from [((key,), value)] if value else []
    for top in entries(document):
        for entry in top.walk() if not top.from_body else ():
            yield from _cells(entry.path, entry.task.lead, entry.task.support, entry.task.monitor)
    for path, node in document.nodes():
        if node.assignment:
            yield from _cells((*path, "giao"), node.assignment.lead, node.assignment.support, AgencyCell())
    for path, annex in document.all_annexes():
        for key in ("chu_tri", "phoi_hop"):
            wanted = annex.filter.get(key, ())  # type: ignore[call-overload]
            yield from (((*path, "loc", key, i), name) for i, name in enumerate(wanted))


def _cells(path: Path, lead: AgencyCell, support: AgencyCell, monitor: AgencyCell) -> Iterator[tuple[Path, str]]:
    for key, cell in (("chu_tri", lead), ("phoi_hop", support), ("theo_doi", monitor)):
        yield from (((*path, key, "la", i), name) for i, name in enumerate(cell.names))
