"""The whole document as printed: head, body, feet, attached documents, annexes, in the order of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator import norm
from generator.agencies import Naming
from generator.compose import feet, header, meeting
from generator.compose.body import Draft, block, point_drafts, upper, with_end_mark
from generator.compose.numbering import Path, Point, number_points
from generator.compose.tasks import task_nodes
from generator.inline import Run, parse, plain
from generator.model import Annex, AttachedDocument, Basis, Document, Entry, Node, Table, entries
from generator.printed import Block, Footnote, Printed
from generator.vntext import date_in_words, roman
from generator.word.runs import runs_xml

FIRST_NOTE = 1
_DECIDES = {"nghi-quyet": "QUYẾT NGHỊ:"}


@dataclass(frozen=True)
class TableSlot:
    """A block that waits for its table: which table, under which id, on which width of paper."""

    block: Block
    table: Table
    id: str
    landscape: bool


@dataclass(frozen=True)
class Composition:
    """The printed document, the tables still to be filled in, and the points with their numbers."""

    printed: Printed
    tables: list[TableSlot]
    points: list[Point]


@dataclass(frozen=True)
class _Section:
    """A stretch of pages of one orientation."""

    drafts: list[Draft]
    landscape: bool = False


def compose(document: Document, naming: Naming) -> Composition:
    """What is printed for a validated document. ``ValueError`` never; unknown ids are found before (``check.plan``)."""
    maker = _Maker(document, naming)
    return maker.composition()


class _Maker:
    """Holds what the pieces of one document share: numbered points, names of annexes, footnote numbers."""

    def __init__(self, document: Document, naming: Naming) -> None:
        self.document, self.naming = document, naming
        self.entries: Sequence[Entry] = entries(document)
        self.body = self._points(("noi_dung",), document.body, document.numbering, document.type.id)
        self.attached = [self._attached_points(i, a) for i, a in enumerate(document.attached)]
        self.annex_points = {
            path: self._points((*path, "noi_dung"), annex.content, None, None) for path, annex in document.all_annexes()
        }
        self.labels = annex_labels(document)
        self.notes: dict[str, int] = {}
        self.references = self._references()

    def composition(self) -> Composition:
        sections = [_Section(self._main())]
        for i, attached in enumerate(self.document.attached):
            sections.append(_Section(self._attached(attached, self.attached[i]), attached.orientation == "ngang"))
            own = [(("van_ban_kem_theo", i, "phu_luc", j), annex) for j, annex in enumerate(attached.annexes)]
            sections += [self._annex(path, annex) for path, annex in own]
        sections += [self._annex(("phu_luc", i), annex) for i, annex in enumerate(self.document.annexes)]
        blocks, tables = self._blocks(sections)
        points = [p for tree in (self.body, *self.attached, *self.annex_points.values()) for top in tree for p in top.walk()]
        return Composition(self._printed(blocks), tables, points)

    # --- numbering ---

    def _points(
        self, path: Path, nodes: Sequence[Node], style: str | None, type_id: str | None
    ) -> list[Point]:
        chain = norm.document_types()[type_id].numbering if type_id else ("I", "1", "a", "-", "+")
        expanded = [((*path, i), self._with_tasks(node)) for i, node in enumerate(nodes)]
        return number_points(expanded, style, chain)

    def _attached_points(self, index: int, attached: AttachedDocument) -> list[Point]:
        type_id = attached.type if attached.type in norm.document_types() else None
        return self._points(("van_ban_kem_theo", index, "noi_dung"), attached.content, attached.numbering, type_id)

    def _with_tasks(self, node: Node) -> Node:
        """The node with its tasks written out as points before its own."""
        own = tuple(self._with_tasks(child) for child in node.children)
        if node.tasks is not None:
            own = task_nodes(node.tasks, self.entries, self.naming) + own
        return node.model_copy(update={"children": own})

    def _references(self) -> dict[str, str]:
        """What a cross-reference to each id prints."""
        found: dict[str, str] = {}
        for tree in (self.body, *self.attached, *self.annex_points.values()):
            for top in tree:
                for point in top.walk():
                    for id in (point.node.id, point.node.assignment.id if point.node.assignment else None):
                        if id:
                            found[id] = point.reference()
        for path, annex in self.document.all_annexes():
            if annex.id:
                found[annex.id] = self.labels[path]
        for attached in self.document.attached:
            if attached.id:
                found[attached.id] = f"{type_name(attached.type)} kèm theo"
        return found

    def _resolve(self, id: str) -> str:
        return self.references[id]

    def _note(self, id: str) -> int:
        return self.notes.setdefault(id, len(self.notes) + FIRST_NOTE)

    # --- sections ---

    def _main(self) -> list[Draft]:
        document = self.document
        drafts = [Draft("can_cu", tuple(parse(text))) for text in basis_lines(document.bases)]
        drafts += [Draft("than", parse(text)) for text in (*meeting.opening(document), *document.opening)]
        if document.type.template == "quyet-dinh":
            drafts.append(Draft("quyet_dinh", (Run(_DECIDES.get(document.type.id or "", "QUYẾT ĐỊNH:")),)))
        drafts += point_drafts(self.body)
        drafts += [Draft("than", parse(document.closing))] if document.closing else []
        drafts += self._dossier()
        several = len(document.signers) > 1
        return [*with_end_mark(drafts), Draft("nhieu_chu_ky" if several else "chu_ky")]

    def _dossier(self) -> list[Draft]:
        items = self.document.dossier
        if not items:
            return []
        ends = [";"] * (len(items) - 1) + ["."]
        lines = [Draft("gach", (Run("- "), *parse(t.rstrip(" ;.")), Run(e))) for t, e in zip(items, ends, strict=True)]
        return [Draft("than", (Run("Hồ sơ kèm theo gồm:"),)), *lines]

    def _attached(self, attached: AttachedDocument, points: list[Point]) -> list[Draft]:
        """A whole document after the signature; after a decision it repeats the head without a number (Mẫu 1.3)."""
        decides = self.document.type.template == "quyet-dinh"
        drafts = [Draft("dau_kem")] if decides else []
        drafts.append(Draft("ten_loai_kem", (Run(type_name(attached.type).upper()),)))
        drafts += [Draft("trich_yeu_kem", parse(line)) for line in attached.title.split("\n")]
        drafts.append(Draft("kem_theo", (Run(self._kem_theo("Kèm theo")),)))
        drafts.append(Draft("ke_trich_yeu"))
        content = list(point_drafts(points))
        ends_in_table = bool(content) and content[-1].kind == "bang"
        return drafts + (content if ends_in_table or not content else with_end_mark(content))

    def _annex(self, path: Path, annex: Annex) -> _Section:
        drafts = [Draft("phu_luc", (Run(self.labels[path]),))] if self.labels[path] else []
        drafts += [Draft("phu_luc_td", upper(parse(line))) for line in annex.title.split("\n")]
        drafts += [Draft("phu_luc_kt", (Run(self._kem_theo("Kèm theo")),)), Draft("ke_phu_luc")]
        points = list(point_drafts(self.annex_points[path]))
        table = annex.effective_table()
        drafts += points if table or not points else with_end_mark(points)
        if table:
            drafts.append(Draft("bang", table=table, id=annex.id or "/".join(map(str, path))))
        return _Section(drafts, annex.orientation == "ngang")

    def _kem_theo(self, verb: str) -> str:
        return header.attached_line(self.document, self.naming, verb)

    # --- printing ---

    def _blocks(self, sections: Sequence[_Section]) -> tuple[list[Block], list[TableSlot]]:
        blocks: list[Block] = []
        tables: list[TableSlot] = []
        for section in sections:
            for draft in section.drafts:
                made = block(draft, self._resolve, self._note)
                blocks.append(made)
                if draft.table is not None:
                    tables.append(TableSlot(made, draft.table, draft.id, section.landscape))
            blocks.append(Block("het_ngang" if section.landscape else "het_doc"))
        return blocks, tables

    def _printed(self, blocks: list[Block]) -> Printed:
        d, n = self.document, self.naming
        kinh_gui, kinh_gui_ds = header.addressees(d)
        several = len(d.signers) > 1
        return Printed(
            du_thao=header.draft_mark(d), do_khan=header.urgency(d), co_quan_chu_quan=header.superior_lines(d, n),
            co_quan_ban_hanh=n.issuer_lines(), so=header.number(d), ky_hieu=n.symbol(),
            dia_danh=n.place(), ngay_thang=header.date_words(d), ten_loai=d.type.name.upper(),
            trich_yeu=tuple(plain(line) for line in d.subject.split("\n")), kem_theo=d.attached_to or "",
            tham_quyen=n.authority().upper(), kinh_gui=kinh_gui, kinh_gui_ds=kinh_gui_ds, khoi=tuple(blocks),
            noi_nhan=feet.recipient_lines(d, self._last_article()),
            nguoi_ky=feet.EMPTY if several else feet.signer_lines(d.signers[0]),
            hang_ky=feet.signer_rows(d.signers) if several else (), tieu_de=plain(" ".join(d.subject.split("\n"))),
            chu_thich=self._footnotes(), duong_ke=self._rules(),
        )  # fmt: skip

    def _last_article(self) -> str:
        return next((p.reference() for p in reversed(self.body) if p.style == "dieu"), "")

    def _footnotes(self) -> tuple[Footnote, ...]:
        texts = self.document.footnotes
        return tuple(Footnote(n, runs_xml(parse(texts[id]), resolve=self._resolve)) for id, n in self.notes.items())

    def _rules(self) -> dict[str, list[float]]:
        d = self.document
        issuer = header.issuer_rule_mm(self.naming.issuer_lines(), d.size_set)
        subjects = [d.subject, *(a.title for a in d.attached)]
        return {
            "cq": [issuer] * (1 + len(d.attached)),
            "trichyeu": [header.subject_rule_mm(tuple(map(plain, s.split("\n"))), d.size_set) for s in subjects],
        }


def type_name(type_id: str) -> str:
    """The printed name of an attached document's type: of the decree, or as written."""
    known = norm.document_types().get(type_id)
    return known.name if known else type_id


def annex_labels(document: Document) -> dict[Path, str]:
    """"Phụ lục" alone, "Phụ lục I", "Phụ lục II" … when there are several; other labels count in Arabic numbers."""
    by_owner: dict[tuple[Path, str], list[Path]] = {}
    for path, annex in document.all_annexes():
        by_owner.setdefault((path[:-1], annex.label), []).append(path)
    labels: dict[Path, str] = {}
    for (_, label), paths in by_owner.items():
        for number, path in enumerate(paths, 1):
            count = roman(number) if label == "Phụ lục" else str(number)
            labels[path] = f"{label} {count}" if len(paths) > 1 else label
    return labels


def basis_lines(bases: Sequence[Basis]) -> list[str]:
    """The legal bases, each ended by ";" and the last by "." (điểm a khoản 6 Mục II)."""
    lines = [basis_text(basis).rstrip(" ;.,") for basis in bases]
    return [f"{line}{';' if i < len(lines) - 1 else '.'}" for i, line in enumerate(lines)]


def basis_text(basis: Basis) -> str:
    """A basis as written, or composed: type, number, date, issuer, subject."""
    if basis.text:
        return basis.text
    parts = [f"Căn cứ {basis.type}"]
    named_after_type = basis.symbol is None
    if basis.symbol:
        parts.append(f"số {basis.symbol}")
    elif basis.subject:
        parts.append(basis.subject)
    if basis.date:
        parts.append(date_in_words(basis.date.day, basis.date.month, basis.date.year))
    if basis.issuer:
        parts.append(f"của {basis.issuer}")
    if basis.subject and not named_after_type:
        parts.append(basis.subject)
    return " ".join(parts)
