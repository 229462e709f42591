"""The plan's own consistency: every rule is one function from a document to problems with their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from generator import norm
from generator.agencies import Naming, UnknownAgency, is_id
from generator.check.assigned import Assigned
from generator.check.own import own_agencies
from generator.check.tables import Tables
from generator.check.texts import agency_names, all_texts
from generator.inline import InlineError, footnotes, parse, plain, references
from generator.metrics import width_pt
from generator.model import AgencyCell, Document, Entry, Node, Table, Task, entries
from generator.problems import N_, Problem, problem
from generator.vntext import DIEM_LETTERS, date_in_words, fold, from_roman, parse_number

Path = tuple[str | int, ...]
Rule = Callable[[Document, Naming], Iterator[Problem]]
WITHOUT_ADDRESSEE = {"ke-hoach", "thong-bao", "chuong-trinh", "chi-thi", "quyet-dinh", "nghi-quyet"}
WITH_ADDRESSEE = {"to-trinh", "cong-van"}
_BLANK = re.compile(r"(?<![^\s«“(/-])…(?![^\s»”)/%.,;:])")  # by itself: at the end of a word it means "and so on"
BESIDE = 24  # letters shown on each side of a blank
_MARK = re.compile(r"«([^«»]+)»")
_PRINTED_BEFORE = re.compile(r"v/v\b|về việc\b", re.IGNORECASE)  # the template of a letter prints "V/v" itself
_HEAD_OPENS = re.compile(
    r"(Chủ tịch\s+)?(?:UBND|Ủy ban nhân dân)\b[^.;:]*?\b(?:ban hành|xây dựng)\s+kế hoạch", re.IGNORECASE
)
_COLLECTIVE = re.compile(
    r"(các|toàn|mọi|những|tất cả|\d+)\s|(sở|bộ|ubnd|ủy ban nhân dân|hội đồng nhân dân|hđnd|công an)[^,;]*\s(các|cấp)\s"
)
MM_PER_PT = 25.4 / 72


def check_plan(document: Document, naming: Naming) -> list[Problem]:
    """Every problem of a plan; rules that read names or marks wait until each agency is known and each mark closes."""
    unknown, broken = list(unknown_agencies(document, naming)), list(broken_marks(document, naming))
    blind = {rule for rules, found in ((BY_NAMES, unknown), (BY_MARKS, broken)) if found for rule in rules}
    return [*unknown, *broken, *(p for rule in RULES if rule not in blind for p in rule(document, naming))]


def unknown_agencies(document: Document, naming: Naming) -> Iterator[Problem]:
    """Every id names an agency that exists on the document's date and is within reach of its issuer."""
    for path, name in agency_names(document):
        if is_id(name):
            try:
                naming.agency(name)
            except UnknownAgency as error:
                yield error.problem(document.as_of, path=path)


def broken_marks(document: Document, naming: Naming) -> Iterator[Problem]:
    """Inline marks close."""
    for path, text in all_texts(document):
        try:
            parse(text)
        except InlineError as error:
            yield problem("N005", path=path, detail=str(error))


def repeated_ids(document: Document, naming: Naming) -> Iterator[Problem]:
    """An id names one thing."""
    seen: set[str] = set()
    for path, id in _ids(document):
        if id in seen:
            yield problem("N001", path=(*path, "id"), id=id)
        seen.add(id)


def _ids(document: Document) -> Iterator[tuple[Path, str]]:
    for path, node in document.nodes():
        yield from [(path, node.id)] if node.id else []
        if node.assignment and node.assignment.id:
            yield (*path, "giao"), node.assignment.id
    for entry in _all_entries(document):
        if entry.task.id and not entry.from_body:
            yield entry.path, entry.task.id
    for path, annex in document.all_annexes():
        yield from [(path, annex.id)] if annex.id else []
    for i, attached in enumerate(document.attached):
        yield from [(("van_ban_kem_theo", i), attached.id)] if attached.id else []


def _all_entries(document: Document) -> Iterator[Entry]:
    for top in entries(document):
        yield from top.walk()


def issue(document: Document, naming: Naming) -> Iterator[Problem]:
    """Number and day are there when issued, and never before (Điều 15)."""
    given = {"so": document.number, "ngay": document.date}
    for key, value in given.items():
        if document.is_draft and value is not None:
            yield problem("N003", path=(key,), field=key)
        if not document.is_draft and value is None:
            yield problem("N002", path=("trang_thai",), field=key)


def known_references(document: Document, naming: Naming) -> Iterator[Problem]:
    """A cross-reference finds its point; a footnote mark finds its note, and each note its mark."""
    known = {id for _, id in _ids(document)} - {e.task.id for e in _all_entries(document) if not e.from_body}
    used: set[str] = set()
    for path, text in all_texts(document):
        used.update(footnotes(text))
        for id in references(text):
            if id not in known:
                yield problem("N004", path=path, id=id)
        for id in footnotes(text):
            if id not in document.footnotes:
                yield problem("N006", path=path, id=id)
    for id in document.footnotes:
        if id not in used:
            yield problem("N007", path=("chu_thich", id), id=id)


def named_tasks(document: Document, naming: Naming) -> Iterator[Problem]:
    """A point that writes out tasks names tasks that are there."""
    known = {e.id for e in _all_entries(document)}
    for path, node in document.nodes():
        for i, id in enumerate(node.tasks.ids if node.tasks else ()):
            if id not in known:
                yield problem("N023", path=(*path, "nhiem_vu", i), id=id)


def tables(document: Document, naming: Naming) -> Iterator[Problem]:
    """Rows are as wide as their heads; a column that is added up holds figures."""
    for path, table in _tables(document):
        yield from _unused(path, table)
        width = len(table.header)
        if table.of is None and not width:
            yield problem("N030", path=path, kind="bang", field="dau")
        if table.of is not None or not width:
            continue
        for i, row in enumerate(table.rows):
            if len(row) != width:
                yield problem("N024", path=(*path, "hang", i), columns=width, cells=len(row))
        yield from _sums(path, table)


def _unused(path: Path, table: Table) -> Iterator[Problem]:
    """What a table of tasks does not take, and what no other table takes: it would be printed nowhere."""
    given = {"header": "dau", "rows": "hang", "blank_rows": "dong_trong", "total": "tong"}
    options = {"columns": "cot", "column_names": "ten_cot", "filter": "loc", "group_by": "nhom_theo", "merge": "gop"}
    for name, key in (given if table.of else options).items():
        if name in table.model_fields_set and getattr(table, name):
            yield problem("N037", path=(*path, key), field=key)


def _sums(path: Path, table: Table) -> Iterator[Problem]:
    for column in table.total.columns if table.total else ():
        if not 1 <= column <= len(table.header):
            yield problem("N026", path=(*path, "tong", "cot"), value=column, expected=f"1–{len(table.header)}")
            continue
        for i, row in enumerate(table.rows):
            cell = row[column - 1] if len(row) >= column else None
            if cell is not None and parse_number(cell) is None:
                yield problem("N025", path=(*path, "hang", i, column - 1), value=cell)


def _tables(document: Document) -> Iterator[tuple[Path, Table]]:
    for path, node in document.nodes():
        if node.table:
            yield (*path, "bang"), node.table
    for path, annex in document.all_annexes():
        table = annex.effective_table()
        if table:
            yield (*path, "bang"), table


def signature_power(document: Document, naming: Naming) -> Iterator[Problem]:
    """"TM." stands exactly when the power is the collective's (điểm b khoản 7 Mục II)."""
    for i, signer in enumerate(document.signers):
        has_tm = bool(signer.authority) and signer.authority[0].tm is not None
        if has_tm != (document.power == "tap_the"):
            shown = N_("có TM.") if has_tm else N_("không có TM.")
            yield problem("N011", path=("nguoi_ky", i, "quyen_han"), power=document.power, signature=shown)


def opening_power(document: Document, naming: Naming) -> Iterator[Problem]:
    """The opening names the holder of the power as the signature does."""
    for i, text in enumerate(document.opening):
        for match in _HEAD_OPENS.finditer(plain(text)):
            if bool(match[1]) == (document.power == "tap_the"):
                yield problem("N012", path=("mo_dau", i), opening=match.group(), power=document.power)


def header_known(document: Document, naming: Naming) -> Iterator[Problem]:
    """Symbol, place, and the head's title where it is printed, are known: given, or of the registry."""
    if not naming.symbol():
        yield problem("N013", path=("co_quan_ban_hanh",), agency=naming.issuer_name())
    if not naming.place():
        yield problem("N015", path=("co_quan_ban_hanh",))
    decides = document.type.template == "quyet-dinh"
    head = document.issuing_title or (naming.issuer.head_of if naming.issuer else "")
    if decides and document.power == "nguoi_dung_dau" and not head:
        yield problem("N014", path=("co_quan_ban_hanh",), agency=naming.issuer_name())


def header_fits(document: Document, naming: Naming) -> Iterator[Problem]:
    """The lines of the head fit their columns: issuer, place and date."""
    layout = norm.layout_mm("bang_dau_trang")
    for line in naming.issuer_lines():
        if width_pt(line, norm.size_pt("cq", document.size_set), bold=True) * MM_PER_PT > layout["trai"]:
            yield problem("N029", path=("co_quan_ban_hanh",), text=line)
    dated = f"{naming.place()}, {date_in_words(28, 12, document.as_of.year)}"
    if width_pt(dated, norm.size_pt("diadanh", document.size_set), italic=True) * MM_PER_PT > layout["phai"]:
        yield problem("N029", path=("dia_danh",), text=dated)


def addressees(document: Document, naming: Naming) -> Iterator[Problem]:
    """Letters and submissions are addressed; plans, notices and decisions are not (điểm b, c khoản 9 Mục II)."""
    kind = document.type.id
    if kind in WITHOUT_ADDRESSEE and document.addressees:
        yield problem("N016", path=("kinh_gui",), kind=document.type.name)
    if kind in WITH_ADDRESSEE and not document.addressees:
        yield problem("N030", path=("loai",), kind=document.type.name, field="kinh_gui")


def undecided(document: Document, naming: Naming) -> Iterator[Problem]:
    """Open questions and unplaced passages may stand until the document is issued, blanks until it is to be signed."""
    if document.status != "du_thao":
        texts = (*all_texts(document), *agency_names(document))
        yield from (problem("N047", path=path, text=_around(text)) for path, text in texts if _BLANK.search(text))
    for entry in _all_entries(document):
        if entry.task.undecided:
            yield problem("N018" if document.is_draft else "N017", path=(*entry.path, "cho_quyet"), id=entry.id)
    if document.unplaced:
        yield problem("N019" if document.is_draft else "N020", path=("chua_phan_loai",), count=len(document.unplaced))


def _around(text: str) -> str:
    """The words about the first blank of a text."""
    found = _BLANK.search(text)
    at = found.start() if found else 0
    return " ".join(text[max(0, at - BESIDE) : at + BESIDE].split())


def merge_fields(document: Document, naming: Naming) -> Iterator[Problem]:
    """A base plan with fields makes one document per unit; a mark «…» in it must be a declared field."""
    if not document.fields:
        return
    yield problem("N021", path=("truong",), fields=", ".join(document.fields))
    for path, text in all_texts(document):
        for name in _MARK.findall(text):
            if name not in document.fields:
                yield problem("N022", path=path, name=name)


def tasks_shown(document: Document, naming: Naming) -> Iterator[Problem]:
    """A task stands somewhere, and so does every field of it (law 1)."""
    tops = entries(document)
    printed: dict[str, set[str]] = {}
    for ids, keys in [*_in_tables(document, naming, tops), *_in_body(document, naming, tops)]:
        for id in ids:
            printed.setdefault(id, set()).update(keys)
    for top in tops:
        for entry in top.walk() if not top.from_body else ():
            if entry.id not in printed:
                yield problem("N008", path=entry.path, id=entry.id)
                continue
            for field in sorted(_fields(entry.task) - printed[entry.id]):
                yield problem("N009", path=(*entry.path, field), field=field, id=entry.id)


def _in_tables(document: Document, naming: Naming, tops: Sequence[Entry]) -> Iterator[tuple[set[str], set[str]]]:
    """The tasks that each table shows, and the fields that it prints, groups its rows by or chooses them by."""
    reader = Tables(document, naming, tops)
    for _, table in _tables(document):
        if table.of:
            groups = {table.group_by} if table.group_by else set()
            yield reader.shown(table), {*table.columns, *groups, *table.filter, "noi_dung_phu_luc"}


def _in_body(document: Document, naming: Naming, tops: Sequence[Entry]) -> Iterator[tuple[set[str], set[str]]]:
    """Each task that a point of the body writes out, with what its heading and its bracket print."""
    for _, node in document.nodes():
        if node.tasks is None:
            continue
        assigned = Assigned(node.tasks, document, naming, tops)
        for _, members in assigned.groups():
            for own in (own for top in members for own in assigned.sayings(top)):
                yield {own.entry.id}, {*own.fields, node.tasks.by or ""}


def _fields(task: Task) -> set[str]:
    """The filled fields of a task besides its content."""
    values = {
        "chu_tri": task.lead, "phoi_hop": task.support, "theo_doi": task.monitor, "thoi_gian": task.time,
        "san_pham": task.product, "kinh_phi": task.budget, "ghi_chu": task.note, "linh_vuc": task.field,
        "nhom": task.group, "noi_dung_phu_luc": task.annex_content,
    }  # fmt: skip
    return {key for key, value in values.items() if value}


def lead_and_support(document: Document, naming: Naming) -> Iterator[Problem]:
    """One named agency does not coordinate with itself; collectives may contain the lead."""
    for entry in _all_entries(document):
        leads = {fold(naming.name(n)) for n in entry.task.lead.names if _named(n, naming)}
        for name in entry.task.support.names:
            if fold(naming.name(name)) in leads:
                yield problem("N010", path=(*entry.path, "phoi_hop"), agency=naming.name(name), id=entry.id)


def _named(name: str, naming: Naming) -> bool:
    if is_id(name):
        return not naming.agency(name).collective
    return _COLLECTIVE.match(fold(name)) is None


def printed_names(document: Document, naming: Naming) -> Iterator[Problem]:
    """What a cell prints in its own words names the bodies that its ids mean, by whatever spelling."""
    for entry in _all_entries(document):
        cells = {"chu_tri": entry.task.lead, "phoi_hop": entry.task.support, "theo_doi": entry.task.monitor}
        for key, cell in cells.items():
            said = _said(naming, cell) if cell.printed is not None and cell.ids else frozenset()
            for id in cell.ids if cell.printed is not None else ():
                if naming.agency(id).id not in said and not _contains(cell, id, naming):
                    yield problem("N027", path=(*entry.path, key), printed=cell.printed, name=naming.name(id))


def _said(naming: Naming, cell: AgencyCell) -> frozenset[str]:
    """The bodies that a cell's words name, or may name where they are doubtful: the ids are the answer to the doubt."""
    pieces = naming.own.read(plain(cell.printed or ""))
    return frozenset(naming.agency(id).id for p in pieces for id in ((p.id,) if p.id else p.candidates))


def _contains(cell: AgencyCell, id: str, naming: Naming) -> bool:
    """Whether the words of a longer sentence hold the name as such."""
    agency = naming.agency(id)
    text = fold(plain(cell.printed or ""))
    return any(re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", text) for name in {agency.name, agency.short})


def gaps(document: Document, naming: Naming) -> Iterator[Problem]:
    """A task has a lead and a time, or its sub-tasks have; a task that waits for a decision may lack both."""
    for top in entries(document):
        if top.from_body or top.task.undecided:
            continue
        parts = top.children or (top,)
        for field, name in (("chu_tri", "lead"), ("thoi_gian", "time")):
            if not getattr(top.task, name) and not all(getattr(part.task, name) for part in parts):
                yield problem("N035", path=top.path, id=top.id, field=field)


def repeated_numbers(document: Document, naming: Naming) -> Iterator[Problem]:
    """A number given by hand that repeats its neighbour's is kept and reported."""
    for path, roots in document.roots():
        yield from _repeats(path, roots)
    for path, node in document.nodes():
        yield from _repeats((*path, "cac_y"), node.children)


def _repeats(path: Path, siblings: Sequence[Node]) -> Iterator[Problem]:
    counted: set[int] = set()
    number = 0
    for i, node in enumerate(siblings):
        if not node.has_words:  # takes no number
            continue
        number = _count_of(node.number or "") or number + 1
        if node.number and number in counted:
            yield problem("N031", path=(*path, i, "so"), value=node.number)
        counted.add(number)


def _count_of(number: str) -> int:
    """The count that a number given by hand stands for: "3", "2.3", "III" or "c"; 0 for anything else."""
    last = number.rpartition(".")[2]
    if last.isdecimal():
        return int(last)
    if last in DIEM_LETTERS:
        return DIEM_LETTERS.index(last) + 1
    try:
        return from_roman(last) if last.isupper() else 0
    except ValueError:
        return 0


def subject(document: Document, naming: Naming) -> Iterator[Problem]:
    """The subject is a phrase: without a full stop, and a title of the file, which holds no notes and references."""
    if document.subject.rstrip().endswith("."):
        yield problem("N032", path=("trich_yeu",))
    if document.type.template == "cong-van" and _PRINTED_BEFORE.match(document.subject):
        yield problem("N038", path=("trich_yeu",))
    if footnotes(document.subject) or references(document.subject):
        yield problem("N037", path=("trich_yeu",), field="[^…], [[xem: …]]")


def content(document: Document, naming: Naming) -> Iterator[Problem]:
    """A document says something: an opening, a body, a meeting, a closing or a whole document attached."""
    if not (document.opening or document.body or document.meeting or document.closing or document.attached):
        yield problem("N039", path=("loai",))


def unprinted(document: Document, naming: Naming) -> Iterator[Problem]:
    """A letter has no line "(Kèm theo …)" (Mẫu 1.5)."""
    if document.attached_to and document.type.template == "cong-van":
        yield problem("N037", path=("kem_theo",), field="kem_theo")


def annexes_mentioned(document: Document, naming: Naming) -> Iterator[Problem]:
    """The text points to each annex (điểm a khoản 1 Mục III)."""
    texts = [text for path, text in all_texts(document) if path[0] not in ("phu_luc", "trich_yeu")]
    said = " ".join(fold(plain(text)) for text in texts)
    named = {id for text in texts for id in references(text)}
    for path, annex in document.all_annexes():
        if annex.id not in named and fold(annex.label) not in said:
            yield problem("N033", path=path, id=annex.id or annex.title)


RULES: tuple[Rule, ...] = (
    repeated_ids, issue, known_references, named_tasks, tables, signature_power, opening_power, header_known,
    header_fits, addressees, undecided, merge_fields, tasks_shown, lead_and_support, printed_names, gaps,
    repeated_numbers, subject, content, unprinted, annexes_mentioned, own_agencies,
)  # fmt: skip
BY_NAMES: frozenset[Rule] = frozenset({header_known, header_fits, tasks_shown, lead_and_support, printed_names})
"""Rules that ask for the names of agencies."""
BY_MARKS: frozenset[Rule] = frozenset({known_references, opening_power, printed_names, subject, annexes_mentioned})
"""Rules that read texts through their inline marks."""
