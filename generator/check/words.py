"""What must be read in the finished document, taken from the model alone, and where it is found (law 1).

Nothing here comes from the renderer's own view of the document, so that a field which the renderer loses is missed.
The text of the document is searched in reading order; a stretch once found is not found again for the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from generator.agencies import Naming, is_id
from generator.inline import pieces
from generator.model import Annex, Document, Entry, Node, Table, entries
from generator.problems import Problem, problem

_TAG = re.compile(r"\{\{|\{%|\{#")
_ENDS = " .;:,\t\n"
Span = tuple[int, int]


@dataclass
class Reader:
    """The document's text, a place in it, the stretches found and the problems met."""

    text: str
    at: int = 0
    spans: list[Span] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def expect(self, wanted: str) -> None:
        """Find a text after the place reached and go on behind it; a problem when it is not there."""
        for piece in pieces(wanted):
            self.literal(piece)

    def literal(self, wanted: str) -> None:
        """Find letters that hold no marks."""
        sought = wanted.strip(_ENDS).casefold()
        found = self.text.find(sought, self.at)
        if found < 0:
            self.problems.append(problem("H003", text=wanted.strip()[:80]))
            return
        self.at = found + len(sought)
        self.spans.append((found, self.at))

    def fork(self) -> Reader:
        """A reader from here on that shares findings, not the place."""
        return Reader(self.text, self.at, self.spans, self.problems)


def missing_words(text: str, document: Document, naming: Naming) -> list[Problem]:
    """A problem for each printed field that is not in the text in its order, and for each tag left in it."""
    reader = Reader(text.casefold())
    words = _Words(document, naming)
    words.head(reader.fork())
    words.main(reader)
    recipients, signers = reader.fork(), reader.fork()
    words.recipients(recipients)
    words.signers(signers)
    reader.at = max(recipients.at, signers.at)
    words.attachments(reader)
    return reader.problems + left_tags(reader.text, reader.spans)


def left_tags(text: str, spans: Iterable[Span]) -> list[Problem]:
    """A problem for each tag of the template outside the stretches that the plan's own words cover."""
    if not _TAG.search(text):
        return []
    covered = bytearray(len(text))
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    return [
        problem("H002", text=text[m.start() : m.start() + 40]) for m in _TAG.finditer(text) if not covered[m.start()]
    ]


class _Words:
    """The words of one document by component."""

    def __init__(self, document: Document, naming: Naming) -> None:
        self.document, self.naming = document, naming
        self.entries: Sequence[Entry] = entries(document)

    def head(self, reader: Reader) -> None:
        document = self.document
        if document.superior and not is_id(document.superior):
            self._lines(reader, document.superior)
        for line in self.naming.issuer_lines():
            reader.literal(line)
        reader.fork().literal("/" + self.naming.symbol())
        reader.fork().literal(f"{self.naming.place()}, ngày")

    def main(self, reader: Reader) -> None:
        document = self.document
        letter = document.type.template == "cong-van"
        if not letter:
            reader.literal(document.type.name)
        self._lines(reader, document.subject)
        for text in (document.attached_to, *document.addressees):
            reader.literal(text or "")
        for basis in document.bases:
            self._each(reader, [basis.text, basis.type, basis.symbol] if not basis.text else [basis.text])
        meeting = document.meeting
        if meeting:
            self._each(reader, [meeting.place, meeting.chair, meeting.name, meeting.attendees, meeting.heard])
        self._each(reader, document.opening)
        self._nodes(reader, document.body)
        self._each(reader, [document.closing, *document.dossier])

    def recipients(self, reader: Reader) -> None:
        for recipient in self.document.recipients:
            for text in (recipient.name, *recipient.group, recipient.note, *recipient.parts):
                reader.literal(text or "")
        filing = self.document.filing
        for text in (*filing.units, filing.drafter):
            reader.literal(text or "")

    def signers(self, reader: Reader) -> None:
        for signer in self.document.signers:
            own = reader.fork()
            for text in (*(d.whose for d in signer.authority), signer.title, signer.other_title, signer.name):
                own.literal(text or "")

    def attachments(self, reader: Reader) -> None:
        for attached in self.document.attached:
            self._lines(reader, attached.title)
            self._nodes(reader, attached.content)
            for annex in attached.annexes:
                self._annex(reader, annex)
        for annex in self.document.annexes:
            self._annex(reader, annex)

    def _annex(self, reader: Reader, annex: Annex) -> None:
        reader.literal(annex.label)
        self._lines(reader, annex.title)
        self._nodes(reader, annex.content)
        table = annex.effective_table()
        if table:
            self._table(reader, table)

    def _nodes(self, reader: Reader, nodes: Iterable[Node]) -> None:
        for node in nodes:
            self._lines(reader, node.heading or "")
            self._each(reader, [node.lead_in, *node.paragraphs])
            if node.table:
                self._table(reader, node.table)
            for text in self._body_tasks(node):
                reader.expect(text)
            self._nodes(reader, node.children)

    def _body_tasks(self, node: Node) -> Iterator[str]:
        """The contents of the tasks that a point writes out, group by group in order of first appearance."""
        if node.tasks is None:
            return
        if node.tasks.by is None:
            by_id = {e.id: e for top in self.entries for e in top.walk()}
            chosen = [by_id[id] for id in node.tasks.ids]
        else:
            chosen = [e for e in self.entries if e.task.in_body and not e.from_body]
            keys = [self._group(e, node.tasks.by) for e in chosen]
            order = {key: i for i, key in reversed(list(enumerate(keys)))}
            chosen = [e for _, e in sorted(zip(keys, chosen, strict=True), key=lambda pair: order[pair[0]])]
        for top in chosen:
            yield from (entry.task.content for entry in top.walk())

    def _group(self, entry: Entry, by: str) -> str:
        task = entry.task
        return {"chu_tri": self.naming.cell(task.lead), "linh_vuc": task.field, "thoi_gian": task.time}[by]

    def _table(self, reader: Reader, table: Table) -> None:
        if table.of is None:
            for head in table.header:
                self._lines(reader, head)
            for row in table.rows:
                self._each(reader, row)
            return
        start, reached = reader.fork(), reader.at
        for entry in (e for top in self.entries for e in top.walk()):
            row = start.fork()
            if not table.filter or self._stands(row, entry):
                self._row(row, entry, table)
            reached = max(reached, row.at)
        reader.at = reached

    def _stands(self, reader: Reader, entry: Entry) -> bool:
        """With a filter, the rows that stand are judged; which should stand is the filter's own test."""
        shown = pieces(entry.task.annex_content or entry.task.content)
        return bool(shown) and reader.text.find(shown[0].strip(_ENDS).casefold(), reader.at) >= 0

    def _row(self, reader: Reader, entry: Entry, table: Table) -> None:
        """The fields of a task in the order of the columns; a merged column may stand earlier."""
        task, naming = entry.task, self.naming
        values = {
            "noi_dung": task.annex_content or task.content, "chu_tri": naming.cell(task.lead), "thoi_gian": task.time,
            "phoi_hop": naming.cell(task.support), "theo_doi": naming.cell(task.monitor), "san_pham": task.product,
            "kinh_phi": task.budget, "ghi_chu": task.note, "linh_vuc": task.field, "nhom": task.group, "tt": "",
        }  # fmt: skip
        for column in table.columns:
            if column in table.merge:
                reader.fork().expect(values[column])
            else:
                reader.expect(values[column])

    def _each(self, reader: Reader, texts: Iterable[str | None]) -> None:
        for text in texts:
            if text:
                reader.expect(text)

    def _lines(self, reader: Reader, text: str) -> None:
        for line in text.split("\n"):
            reader.expect(line)
