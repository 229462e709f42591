"""The whole document as printed: head, body, feet, attached documents, annexes, in the order of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from generator import norm
from generator.agencies import Naming
from generator.compose import feet, header, meeting
from generator.compose.body import Draft, block, point_drafts, upper, with_end_mark
from generator.compose.numbering import Path, Placed, Point, children_of, number_points
from generator.compose.tasks import task_nodes
from generator.inline import Run, parse, plain
from generator.model import Annex, AttachedDocument, Basis, Document, Entry, Node, Table, entries
from generator.model.counting import OWN_CHAIN
from generator.printed import Block, Footnote, Printed
from generator.problems import Problem, ProblemsError, problem
from generator.vntext import date_in_words, fold, roman
from generator.word.runs import runs_xml

FIRST_NOTE = 1
LAWS = ("hiến pháp", "luật", "bộ luật", "pháp lệnh")
_DECIDES = {"nghi-quyet": "QUYẾT NGHỊ:"}


@dataclass(frozen=True)
class TableSlot:
    """A block that waits for its table: which table, under which id, on which width of paper.

    ``resolve`` and ``note`` print the cross-references and footnote marks of its cells.
    """

    block: Block
    table: Table
    id: str
    landscape: bool
    resolve: Callable[[str], str]
    note: Callable[[str], int]


@dataclass(frozen=True)
class Composition:
    """The printed document, the tables still to be filled in, and the points with their numbers."""

    printed: Printed
    tables: list[TableSlot]
    points: list[Point]


@dataclass(frozen=True)
class _Section:
    """A stretch of pages of one orientation; ``owner`` is the place of its document or annex, ``()`` the main one."""

    drafts: list[Draft]
    owner: Path = ()
    landscape: bool = False


@dataclass(frozen=True)
class _Target:
    """What a cross-reference may name: a point of a tree, or with ``point`` ``None`` the whole of what ``owner`` is."""

    owner: Path
    point: Point | None = None


def compose(document: Document, naming: Naming) -> Composition:
    """What is printed for a document that ``check.plan`` found no error in.

    Raises ``ProblemsError`` for what only numbering shows: more than 23 points in letters (N028), a reference to a
    point that has neither number nor heading (N036).
    """
    maker = _Maker(document, naming)
    if maker.found:
        raise ProblemsError(maker.found)
    return maker.composition()


class _Maker:
    """Holds what the pieces of one document share: numbered points, names of annexes, footnote numbers."""

    def __init__(self, document: Document, naming: Naming) -> None:
        self.document, self.naming = document, naming
        self.entries: Sequence[Entry] = entries(document)
        self.found: list[Problem] = []
        self.body = self._points(("noi_dung",), document.body, document.numbering, document.type.id)
        self.attached = [self._attached_points(i, a) for i, a in enumerate(document.attached)]
        self.annex_points = {
            path: self._points((*path, "noi_dung"), annex.content, None, None) for path, annex in document.all_annexes()
        }
        self.labels = annex_labels(document)
        self.notes: list[Footnote] = []
        self.targets = self._targets()

    def composition(self) -> Composition:
        sections = [_Section(self._main())]
        for i, attached in enumerate(self.document.attached):
            owner = ("van_ban_kem_theo", i)
            drafts = self._attached(attached, self.attached[i])
            sections.append(_Section(drafts, owner, attached.orientation == "ngang"))
            own = [(("van_ban_kem_theo", i, "phu_luc", j), annex) for j, annex in enumerate(attached.annexes)]
            sections += [self._annex(path, annex) for path, annex in own]
        sections += [self._annex(("phu_luc", i), annex) for i, annex in enumerate(self.document.annexes)]
        blocks, tables = self._blocks(sections)
        points = [point for _, tree in self._trees() for top in tree for point in top.walk()]
        return Composition(self._printed(blocks), tables, points)

    # --- numbering ---

    def _points(self, path: Path, nodes: Sequence[Node], style: str | None, type_id: str | None) -> list[Point]:
        chain = norm.document_types()[type_id].numbering if type_id else OWN_CHAIN
        return number_points([((*path, i), n) for i, n in enumerate(nodes)], style, chain, self.found, self._below)

    def _attached_points(self, index: int, attached: AttachedDocument) -> list[Point]:
        type_id = attached.type if attached.type in norm.document_types() else None
        return self._points(("van_ban_kem_theo", index, "noi_dung"), attached.content, attached.numbering, type_id)

    def _below(self, path: Path, node: Node) -> list[Placed]:
        """The points under a node: its tasks written out, then its own."""
        tasks = task_nodes(node.tasks, self.entries, self.document, self.naming) if node.tasks else ()
        return [*(((*path, "nhiem_vu", i), task) for i, task in enumerate(tasks)), *children_of(path, node)]

    # --- cross-references and footnotes ---

    def _trees(self) -> list[tuple[Path, list[Point]]]:
        """The numbered points of the document, of its attached documents and of all annexes, with their owners."""
        attached = [(("van_ban_kem_theo", i), points) for i, points in enumerate(self.attached)]
        return [((), self.body), *attached, *self.annex_points.items()]

    def _targets(self) -> dict[str, _Target]:
        """What each id names."""
        found = {annex.id: _Target(path) for path, annex in self.document.all_annexes() if annex.id}
        found |= {a.id: _Target(("van_ban_kem_theo", i)) for i, a in enumerate(self.document.attached) if a.id}
        for owner, tree in self._trees():
            for point in (point for top in tree for point in top.walk()):
                assigned = point.node.assignment.id if point.node.assignment else None
                found |= {id: _Target(owner, point) for id in (point.node.id, assigned) if id}
        return found

    def _resolve(self, reader: Path, id: str) -> str:
        """What a cross-reference prints where ``reader`` is the owner of the text that holds it."""
        target = self.targets[id]
        if target.point is None:
            return self._owner_name(target.owner, reader)
        if not target.point.has_reference:
            raise ProblemsError([problem("N036", path=target.point.path, id=id)])
        outside = f" {self._owner_name(target.owner, reader)}" if target.owner != reader else ""
        return target.point.reference() + outside

    def _owner_name(self, owner: Path, reader: Path) -> str:
        """A document or annex in words, as seen from another of the same file."""
        if not owner:
            return f"{self.document.type.name} này" if reader[0] == "phu_luc" else self.document.type.name
        if len(owner) == 2 and owner[0] == "van_ban_kem_theo":
            attached = self.document.attached[int(owner[1])].type_name
            return f"{attached} này" if reader[:2] == owner else f"{attached} kèm theo"
        above = owner[:-2]
        outside = f" {self._owner_name(above, reader)}" if above and reader[:2] != above else ""
        return (self.labels[owner] or "phụ lục") + outside

    def _note(self, reader: Path, id: str) -> int:
        """A new footnote; a note that two marks name is printed for each."""
        number = len(self.notes) + FIRST_NOTE
        runs = runs_xml(parse(self.document.footnotes[id]), resolve=partial(self._resolve, reader))
        self.notes.append(Footnote(number, runs))
        return number

    # --- sections ---

    def _main(self) -> list[Draft]:
        document = self.document
        drafts = [Draft("can_cu", runs) for runs in basis_runs(document.bases)]
        drafts += [Draft("than", runs) for runs in meeting.opening(document)]
        drafts += [Draft("than", parse(text)) for text in document.opening]
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
        drafts.append(Draft("ten_loai_kem", (Run(attached.type_name.upper()),)))
        drafts += [Draft("trich_yeu_kem", parse(line)) for line in attached.title.split("\n")]
        drafts.append(Draft("kem_theo", (Run(self._attached_line()),)))
        drafts.append(Draft("ke_trich_yeu"))
        content = list(point_drafts(points))
        return drafts + (with_end_mark(content) if content else [])

    def _annex(self, path: Path, annex: Annex) -> _Section:
        drafts = [Draft("phu_luc", (Run(self.labels[path]),))] if self.labels[path] else []
        drafts += [Draft("phu_luc_td", upper(parse(line))) for line in annex.title.split("\n")]
        drafts += [Draft("phu_luc_kt", (Run(self._attached_line()),)), Draft("ke_phu_luc")]
        points = list(point_drafts(self.annex_points[path]))
        table = annex.effective_table()
        drafts += points if table or not points else with_end_mark(points)
        if table:
            drafts.append(Draft("bang", table=table, id=annex.id or "/".join(map(str, path))))
        return _Section(drafts, path, annex.orientation == "ngang")

    def _attached_line(self) -> str:
        return header.attached_line(self.document, self.naming)

    # --- printing ---

    def _blocks(self, sections: Sequence[_Section]) -> tuple[list[Block], list[TableSlot]]:
        blocks: list[Block] = []
        tables: list[TableSlot] = []
        for section in sections:
            resolve, note = partial(self._resolve, section.owner), partial(self._note, section.owner)
            for draft in section.drafts:
                made = block(draft, resolve, note)
                blocks.append(made)
                if draft.table is not None:
                    tables.append(TableSlot(made, draft.table, draft.id, section.landscape, resolve, note))
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
            chu_thich=self.notes, duong_ke=self._rules(),
        )  # fmt: skip

    def _last_article(self) -> str:
        return next((p.reference() for p in reversed(self.body) if p.style == "dieu"), "")

    def _rules(self) -> dict[str, list[float]]:
        d = self.document
        issuer = header.issuer_rule_mm(self.naming.issuer_lines(), d.size_set)
        subjects = [*([] if d.type.template == "cong-van" else [d.subject]), *(a.title for a in d.attached)]
        return {
            "cq": [issuer] * (1 + len(d.attached)),
            "trichyeu": [header.subject_rule_mm(tuple(map(plain, s.split("\n"))), d.size_set) for s in subjects],
        }


def annex_labels(document: Document) -> dict[Path, str]:
    """"Phụ lục" alone, "Phụ lục I", "Phụ lục II" … when there are several; other labels count in Arabic numbers."""
    by_owner: dict[tuple[Path, str], list[Path]] = {}
    for path, annex in document.all_annexes():
        by_owner.setdefault((path[:-1], annex.label), []).append(path)
    labels: dict[Path, str] = {}
    for (_, label), paths in by_owner.items():
        for number, path in enumerate(paths, 1):
            count = roman(number) if fold(label) == fold("Phụ lục") else str(number)
            labels[path] = f"{label} {count}" if len(paths) > 1 else label
    return labels


def basis_runs(bases: Sequence[Basis]) -> list[tuple[Run, ...]]:
    """The runs of the legal bases, each ended by ";" and the last by "." (điểm a khoản 6 Mục II)."""
    ends = [";"] * (len(bases) - 1) + ["."]
    return [(*_without_end(basis_pieces(basis)), Run(end)) for basis, end in zip(bases, ends, strict=bool(bases))]


def _without_end(pieces: Sequence[str]) -> list[Run]:
    """The runs of the pieces, whose marks are read one by one, less the end mark of the last."""
    return [run for piece in (*pieces[:-1], pieces[-1].rstrip(" ;.,")) for run in parse(piece)]


def basis_pieces(basis: Basis) -> list[str]:
    """A basis as written, or composed: type, number, date, issuer, subject; of a law the name follows the type."""
    if basis.text:
        return [basis.text]
    number = [" số ", basis.symbol] if basis.symbol else []
    subject = [" ", basis.subject] if basis.subject else []
    when = basis.date
    dated = [" ", date_in_words(when.day, when.month, when.year)] if when else []
    issued = [" của ", basis.issuer] if basis.issuer else []
    named_first = not basis.symbol or fold(basis.type or "").startswith(LAWS)
    parts = [*subject, *number, *dated, *issued] if named_first else [*number, *dated, *issued, *subject]
    return ["Căn cứ ", basis.type or "", *parts]
