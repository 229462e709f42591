"""Every text and every agency name of a document with its place: what the rules read."""

from __future__ import annotations

from collections.abc import Iterator

from generator.agencies import is_id
from generator.model import AgencyCell, Annex, Basis, Document, Node, Table, Task

Path = tuple[str | int, ...]
Placed = Iterator[tuple[Path, str]]


def all_texts(document: Document) -> Placed:
    """The texts in which inline marks are read, with their places.

    It reads the plan as it is written and parses nothing, so that it can be asked about texts whose marks do not close.
    """
    yield from _given((), trich_yeu=document.subject, ket_thuc=document.closing)
    for i, basis in enumerate(document.bases):
        yield from _basis_texts(("can_cu", i), basis)
    for key, texts in (("mo_dau", document.opening), ("ho_so_kem", document.dossier)):
        yield from (((key, i), text) for i, text in enumerate(texts))
    for path, node in document.nodes():
        yield from _node_texts(path, node)
    for i, own in enumerate(document.own_agencies):
        yield from _given(("co_quan_rieng", i), ten=own.name, ngan=own.short)
    for i, task in enumerate(document.tasks):
        yield from _task_texts(("nhiem_vu", i), task)
    for path, annex in document.all_annexes():
        yield from _annex_texts(path, annex)
    for i, attached in enumerate(document.attached):
        yield ("van_ban_kem_theo", i, "tieu_de"), attached.title
    yield from ((("chu_thich", id), text) for id, text in document.footnotes.items())
    yield from _meeting_texts(document)


def _given(path: Path, **texts: str | None) -> Placed:
    yield from (((*path, key), text) for key, text in texts.items() if text)


def _basis_texts(path: Path, basis: Basis) -> Placed:
    if basis.text:
        yield path, basis.text
        return
    yield from _given(path, loai=basis.type, so_ky_hieu=basis.symbol, co_quan=basis.issuer, trich_yeu=basis.subject)


def _node_texts(path: Path, node: Node) -> Placed:
    yield from _given(path, tieu_de=node.heading, dan=node.lead_in)
    yield from (((*path, "doan", i), text) for i, text in enumerate(node.paragraphs))
    if node.tasks and node.tasks.joint and not is_id(node.tasks.joint):
        yield (*path, "nhiem_vu", "chung"), node.tasks.joint
    if node.assignment:
        yield from _given((*path, "giao"), thoi_gian=node.assignment.time)
        yield from _cell_texts((*path, "giao"), chu_tri=node.assignment.lead, phoi_hop=node.assignment.support)
    yield from _table_texts((*path, "bang"), node.table)


def _task_texts(path: Path, task: Task) -> Placed:
    yield from _given(
        path, noi_dung=task.content, noi_dung_phu_luc=task.annex_content, san_pham=task.product, ghi_chu=task.note,
        thoi_gian=task.time, kinh_phi=task.budget, linh_vuc=task.field, nhom=task.group,
    )  # fmt: skip
    yield from _cell_texts(path, chu_tri=task.lead, phoi_hop=task.support, theo_doi=task.monitor)
    for i, child in enumerate(task.children):
        yield from _task_texts((*path, "con", i), child)


def _cell_texts(path: Path, **cells: AgencyCell) -> Placed:
    for key, cell in cells.items():
        yield from _given((*path, key), ghi=cell.printed)
        yield from (((*path, key, "la", i), name) for i, name in enumerate(cell.names) if name not in cell.ids)


def _annex_texts(path: Path, annex: Annex) -> Placed:
    yield (*path, "tieu_de"), annex.title
    yield from (((*path, "ten_cot", key), head) for key, head in annex.column_names.items())
    yield from _table_texts((*path, "bang"), annex.table)


def _table_texts(path: Path, table: Table | None) -> Placed:
    if table is None:
        return
    yield from (((*path, "ten_cot", key), head) for key, head in table.column_names.items())
    yield from (((*path, "dau", i), head) for i, head in enumerate(table.header))
    for r, row in enumerate(table.rows):
        yield from (((*path, "hang", r, c), cell) for c, cell in enumerate(row) if cell)
    if table.total:
        yield (*path, "tong", "nhan"), table.total.label


def _meeting_texts(document: Document) -> Placed:
    meeting = document.meeting
    if meeting:
        yield from _given(
            ("cuoc_hop",), ten=meeting.name, buoi=meeting.part_of_day, dia_diem=meeting.place, chu_tri=meeting.chair,
            du_hop=meeting.attendees, nghe=meeting.heard, ket_luan=meeting.concluder,
        )  # fmt: skip


def agency_names(document: Document) -> Placed:
    """Every place that may hold an agency's id, with what stands there."""
    yield from _given((), co_quan_ban_hanh=document.issuer, co_quan_chu_quan=document.superior)
    for i, task in enumerate(document.tasks):
        yield from _task_agencies(("nhiem_vu", i), task)
    for path, node in document.nodes():
        if node.assignment:
            yield from _names((*path, "giao"), chu_tri=node.assignment.lead, phoi_hop=node.assignment.support)
        if node.tasks and node.tasks.joint:
            yield (*path, "nhiem_vu", "chung"), node.tasks.joint
        if node.table:
            yield from _filter_agencies((*path, "bang"), node.table)
    for path, annex in document.all_annexes():
        yield from _filter_agencies(path, annex)
        if annex.table:
            yield from _filter_agencies((*path, "bang"), annex.table)


def _task_agencies(path: Path, task: Task) -> Placed:
    yield from _names(path, chu_tri=task.lead, phoi_hop=task.support, theo_doi=task.monitor)
    for i, child in enumerate(task.children):
        yield from _task_agencies((*path, "con", i), child)


def _names(path: Path, **cells: AgencyCell) -> Placed:
    for key, cell in cells.items():
        yield from (((*path, key, "la", i), name) for i, name in enumerate(cell.names))


def _filter_agencies(path: Path, options: Annex | Table) -> Placed:
    for key, wanted in options.filter.items():
        if key in ("chu_tri", "phoi_hop"):
            yield from (((*path, "loc", key, i), name) for i, name in enumerate(wanted))
