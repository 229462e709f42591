"""The texts of a document outside its tasks, part by part, as they are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator import inline
from generator.agencies import Naming
from generator.diff.found import Passage, Path
from generator.diff.tasks import task_paths
from generator.model import Annex, AttachedDocument, Basis, Document, Filing, Meeting, Node, Recipient, Signer, Table
from generator.vntext import date_in_words

_CELLS = " | "


def passages(document: Document, naming: Naming) -> tuple[Passage, ...]:
    """Every text of a document that is no task, in the order of its parts."""
    return tuple(_Reader(document, naming).all())


class _Reader:
    """Reads one document."""

    def __init__(self, document: Document, naming: Naming) -> None:
        self.document = document
        self.naming = naming
        self.tasks = task_paths(document)

    def all(self) -> Iterator[Passage]:
        """The head, the text, what is attached, the feet."""
        yield from self._head()
        yield from self._text()
        for i, annex in enumerate(self.document.annexes):
            yield from self._annex("phu_luc", ("phu_luc", i), annex)
        for i, attached in enumerate(self.document.attached):
            yield from self._attached(("van_ban_kem_theo", i), attached)
        yield from self._feet()

    def _head(self) -> Iterator[Passage]:
        own, naming = self.document, self.naming
        symbol = "/".join(part for part in (own.number, naming.symbol()) if part)
        dated = date_in_words(own.date.day, own.date.month, own.date.year) if own.date else ""
        yield from _one("loai", own.type.name)
        yield from _one("co_quan_ban_hanh", naming.issuer_name())
        yield from _one("co_quan_chu_quan", naming.name(own.superior) if own.superior else "")
        yield from _one("ky_hieu", symbol)
        yield from _one("dia_danh", ", ".join(part for part in (naming.place(), dated) if part))
        yield from _many("kinh_gui", own.addressees)
        yield from _one("trich_yeu", own.subject)
        yield from _one("kem_theo", own.attached_to)

    def _text(self) -> Iterator[Passage]:
        own = self.document
        yield from _many("can_cu", map(_basis, own.bases))
        yield from _many("mo_dau", own.opening)
        yield from _one("cuoc_hop", _meeting(own.meeting) if own.meeting else "")
        yield from self._nodes("noi_dung", ("noi_dung",), own.body)
        yield from _one("ket_thuc", own.closing)
        yield from _many("ho_so_kem", own.dossier)

    def _feet(self) -> Iterator[Passage]:
        own = self.document
        yield from (_passage("chu_thich", ("chu_thich", id), "", text) for id, text in own.footnotes.items())
        yield from _many("noi_nhan", map(_recipient, own.recipients))
        yield from _one("luu", _filing(own.filing))
        yield from _many("nguoi_ky", map(_signer, own.signers))
        yield from _many("chua_phan_loai", (unplaced.text for unplaced in own.unplaced))

    def _nodes(self, part: str, path: Path, nodes: Sequence[Node], under: str = "") -> Iterator[Passage]:
        """The points of a tree; those that are tasks are compared as tasks."""
        for i, node in enumerate(nodes):
            own = (*path, i)
            if own not in self.tasks:
                yield from self._node(part, own, node, under)

    def _node(self, part: str, path: Path, node: Node, under: str) -> Iterator[Passage]:
        heads = {"tieu_de": node.heading, "dan": node.lead_in}
        yield from (_passage(part, (*path, key), under, text) for key, text in heads.items() if text)
        below = inline.plain(node.heading or node.lead_in or "") or under
        for i, text in enumerate(node.paragraphs):
            yield _passage(part, (*path, "doan", i), below, text)
        yield from _table(part, (*path, "bang"), below, node.table)
        yield from self._nodes(part, (*path, "cac_y"), node.children, below)

    def _annex(self, part: str, path: Path, annex: Annex) -> Iterator[Passage]:
        title = f"{annex.label}: {annex.title}"
        yield _passage(part, (*path, "tieu_de"), "", title)
        yield from _table(part, (*path, "bang"), title, annex.effective_table())
        yield from self._nodes(part, (*path, "noi_dung"), annex.content, inline.plain(annex.title))

    def _attached(self, path: Path, attached: AttachedDocument) -> Iterator[Passage]:
        part = "van_ban_kem_theo"
        yield _passage(part, (*path, "tieu_de"), "", f"{attached.type_name} {attached.title}")
        yield from self._nodes(part, (*path, "noi_dung"), attached.content, inline.plain(attached.title))
        for i, annex in enumerate(attached.annexes):
            yield from self._annex(part, (*path, "phu_luc", i), annex)


def _passage(part: str, path: Path, under: str, text: str) -> Passage:
    return Passage(part, path, " ".join(under.split()), " ".join(inline.plain(text).split()))


def _one(part: str, text: str | None) -> Iterator[Passage]:
    if text:
        yield _passage(part, (part,), "", text)


def _many(part: str, texts: Iterable[str]) -> Iterator[Passage]:
    yield from (_passage(part, (part, i), "", text) for i, text in enumerate(texts))


def _table(part: str, path: Path, under: str, table: Table | None) -> Iterator[Passage]:
    """Head and rows of a table, each as one text; of a table of tasks its own head."""
    if table is None:
        return
    heads = (_CELLS.join(table.header), _CELLS.join(table.column_names.values()))
    keyed = zip(("dau", "ten_cot"), heads, strict=True)
    yield from (_passage(part, (*path, key), under, text) for key, text in keyed if text)
    for i, row in enumerate(table.rows):
        yield _passage(part, (*path, "hang", i), under, _CELLS.join(cell or "" for cell in row))


def _basis(basis: Basis) -> str:
    dated = date_in_words(basis.date.day, basis.date.month, basis.date.year) if basis.date else None
    parts = (basis.type, basis.symbol, dated, basis.issuer, basis.subject)
    return basis.text or " ".join(part for part in parts if part)


def _meeting(meeting: Meeting) -> str:
    held = date_in_words(meeting.date.day, meeting.date.month, meeting.date.year)
    parts = (meeting.name, meeting.part_of_day, held, meeting.place, meeting.chair, meeting.attendees, meeting.heard,
             meeting.concluder)  # fmt: skip
    return "; ".join(part for part in parts if part)


def _recipient(recipient: Recipient) -> str:
    name = recipient.name or ", ".join(recipient.group)
    note = f" ({recipient.note})" if recipient.note else ""
    parts = f": {'; '.join(recipient.parts)}" if recipient.parts else ""
    return name + note + parts


def _filing(filing: Filing) -> str:
    copies = f" ({filing.copies})" if filing.copies else ""
    drafter = f".{filing.drafter}" if filing.drafter else ""
    return ", ".join(filing.units) + copies + drafter


def _signer(signer: Signer) -> str:
    lines = [f"{line.prefix} {line.whose}" for line in signer.authority]
    return ", ".join(part for part in (*lines, signer.title, signer.other_title, signer.name) if part)
