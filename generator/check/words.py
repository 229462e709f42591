"""What must be read in the finished document, taken from the model alone, in its order within each component (law 1).

Nothing here comes from the renderer's own view of the document, so that a field which the renderer loses is missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from generator import norm
from generator.agencies import Naming, is_id
from generator.check.assigned import Assigned, Saying
from generator.check.reader import MARKS, SHOWN, Piece, Reader, Words, after, left_tags, plain_words, words_of
from generator.check.tables import Tables, says
from generator.inline import plain
from generator.model import Annex, AttachedDocument, Basis, Document, Entry, Meeting, Node, Recipient, Signer, entries
from generator.problems import Problem, problem
from generator.vntext import date_in_words, fold, number_padded, roman
from generator.word.reading import PARAGRAPH

Notes = tuple[Sequence[str], Mapping[str, str]]
"""The numbers of the footnote marks in the order of the text, and the printed footnotes by number."""
END_MARK = "./."
_LONG, _SHORT = "ỦY BAN NHÂN DÂN", "UBND"
_LAWS = ("hiến pháp", "luật", "bộ luật", "pháp lệnh")  # named before their number and date
_OWN_LINE = re.compile(r"(?:Phần|Chương|Mục) \S+\Z")
_CONNECTIVE = 24  # letters of "của", "tại", "đã chủ trì", "Tham dự có" between the parts of a composed sentence


def missing_words(text: str, notes: Notes, document: Document, naming: Naming) -> list[Problem]:
    """A problem for each printed field that is not in the text in its order, and for each tag left in it.

    ``text`` is what ``word.reading.reading_text`` makes of the main part.
    """
    words = _Words(document, naming)
    reader = Reader(text, spans=[] if "{" in text else None)
    words.main(reader)
    words.feet(reader)
    words.attachments(reader)
    words.head(replace(reader, text=text[: words.head_end], at=0, begin=0))
    words.references(reader)
    lost = [plain(document.footnotes[id]) for id in _lost_notes(reader.notes, notes, document)]
    found = reader.problems + [problem("H003", text=note[:SHOWN]) for note in lost]
    return found + left_tags(text, reader.spans or ())


def _lost_notes(ids: Sequence[str], notes: Notes, document: Document) -> Iterator[str]:
    """The ids of the footnotes to which their marks do not lead."""
    marked, printed = notes
    for id, number in zip_longest(ids, marked[: len(ids)], fillvalue=""):
        if id in document.footnotes and not says(printed.get(number, ""), document.footnotes[id]):
            yield id


class _Words:
    """The words of one document by component."""

    def __init__(self, document: Document, naming: Naming) -> None:
        self.document, self.naming = document, naming
        self.entries: Sequence[Entry] = entries(document)
        self.tables = Tables(document, naming, self.entries)
        self.annex_labels = dict(self._labels())
        self.labels: dict[str, str] = {}  # of the points that a cross-reference may name, as printed
        self.head_end: int | None = None

    # --- head ---

    def head(self, reader: Reader) -> None:
        """Agencies, national title, number, place and date, stamps: each in its own order, somewhere in the head."""
        document = self.document
        self._agencies(reader.fork())
        self._nation(reader.fork())
        below = reader.fork()
        below.paragraph([Piece("Số:"), *self._number(document.number is not None)])
        if self._is_letter:
            self._subject(below)
        reader.fork().line(f"{self.naming.place()}, {self._date(document.date is not None)}")
        if document.urgency:
            reader.fork().line(norm.stamps()[document.urgency].text)
        if document.status == "du_thao":
            number = [] if document.draft_number is None else [Piece(str(document.draft_number), 1, 6, loose=True)]
            reader.fork().paragraph([Piece("DỰ THẢO"), *number])

    def _agencies(self, reader: Reader) -> None:
        reader.lines(self._superior())
        lines = self.naming.issuer_lines()
        if reader.lines(lines):
            reader.rule(lines[-1])

    def _superior(self) -> Sequence[str]:
        document = self.document
        if document.superior is None:
            return self.naming.issuer.superior if self.naming.issuer else ()
        if is_id(document.superior):
            return (self.naming.agency(document.superior).name.upper().replace(_LONG, _SHORT),)
        return document.superior.upper().split("\n")

    def _nation(self, reader: Reader) -> None:
        if reader.lines((norm.QUOC_HIEU, norm.TIEU_NGU)):
            reader.rule(norm.TIEU_NGU)

    def _number(self, filled: bool) -> list[Piece]:
        """The number, or room for it, and the symbol."""
        symbol = "/" + self.naming.symbol()
        if filled and self.document.number:
            return [Piece(number_padded(int(self.document.number)) + symbol)]
        return [Piece(symbol, most=20)]

    def _date(self, filled: bool) -> str:
        when = self.document.date or self.document.as_of
        return date_in_words(when.day if filled else None, when.month, when.year)

    # --- from the type to the last sentence ---

    def main(self, reader: Reader) -> None:
        """Type, subject, addressees, bases, opening, body, closing, dossier."""
        document = self.document
        self._title(reader)
        self._addressees(reader)
        for basis in document.bases:
            _basis(reader, basis)
        if document.meeting:
            _meeting(reader, document.meeting)
        for text in document.opening:
            reader.said(text)
        if self._decides:
            reader.line("QUYẾT NGHỊ:" if document.type.id == "nghi-quyet" else "QUYẾT ĐỊNH:")
        self.nodes(reader, document.body)
        reader.said(document.closing)
        if document.dossier:
            reader.line("Hồ sơ kèm theo gồm:")
        for text in document.dossier:
            reader.said(text)
        reader.ended(END_MARK)

    @property
    def _is_letter(self) -> bool:
        return self.document.type.template == "cong-van"

    @property
    def _decides(self) -> bool:
        return self.document.type.template == "quyet-dinh"

    def _title(self, reader: Reader) -> None:
        document = self.document
        if not self._is_letter:  # a letter's subject stands in the head
            if reader.paragraph(plain_words(document.type.name.upper())):
                self.head_end = reader.begin
            found = self._subject(reader)
        found = reader.line(document.attached_to or "") and not self._is_letter and found
        if found:
            reader.rule(document.subject.split("\n")[-1])
        if self._decides:
            reader.line(self.naming.authority().upper())

    def _subject(self, reader: Reader) -> bool:
        return reader.lines(plain(line) for line in self.document.subject.split("\n"))

    def _addressees(self, reader: Reader) -> None:
        names = self.document.addressees
        if len(names) == 1:
            reader.paragraph([Piece("Kính gửi:"), *after(plain_words(names[0]))])
        elif names:
            reader.line("Kính gửi:")
            reader.lines(names)

    def nodes(self, reader: Reader, nodes: Iterable[Node], above: str = "") -> None:
        """Every point of a tree in printed order; ``above`` are the labels of the points that hold them."""
        for node in nodes:
            reader.number = node.number or ""
            if node.number:
                self._given_number(reader.fork(), node)
            label = f"{self._labelled(reader, node)} {above}".strip()
            reader.number = ""
            self.labels |= {id: label for id in (node.id, node.assignment.id if node.assignment else None) if id}
            if node.table:
                self.tables.check(reader, node.table)
            self._tasks(reader, node)
            self.nodes(reader, node.children, label)

    def _labelled(self, reader: Reader, node: Node) -> str:
        """Read the words of a point; what stands before the first of them is its label: "2.", "Chương I"."""
        before = reader.at
        paragraphs = self._own_words(reader, node)
        next(paragraphs, None)
        stood = [line.strip(MARKS) for line in reader.text[before : reader.begin].split(PARAGRAPH)]
        for _ in paragraphs:
            pass
        if not node.has_words or stood[-1]:
            return stood[-1].strip() if node.has_words else ""
        return stood[-2] if len(stood) > 1 and _OWN_LINE.match(stood[-2]) else ""

    def _own_words(self, reader: Reader, node: Node) -> Iterator[None]:
        """Read each paragraph of a point."""
        rest = list(node.paragraphs)
        if node.heading:
            _heading(reader, words_of(node.heading), counted=node.number is None)
            yield
        if node.lead_in:
            first = words_of(rest.pop(0)) if rest else ()
            reader.paragraph([*words_of(node.lead_in), *after(first)])
            yield
        for text in rest:
            reader.said(text)
            yield

    def _given_number(self, reader: Reader, node: Node) -> None:
        """A number given by hand stands before the point's words (in its paragraph, or alone in the one above)."""
        words = words_of(node.heading or node.lead_in or next(iter(node.paragraphs), ""))
        span = reader.find(words) or (reader.find(_upper(words)) if node.heading else None)
        if span and f"{node.number}" not in reader.text[max(reader.at, span[0] - 40) : span[0]]:
            reader.missing(f"{node.number} {words[0].text}")

    def _tasks(self, reader: Reader, node: Node) -> None:
        """The tasks that a point writes out: under their headings, or one alone running in after its heading."""
        if node.tasks is None:
            return
        assigned = Assigned(node.tasks, self.document, self.naming, self.entries)
        for heading, tops in assigned.groups():
            alone = len(tops) == 1 and not tops[0].children
            sentences = [_task(own) for top in tops for own in assigned.sayings(top)]
            if heading and alone:
                reader.paragraph([*words_of(heading), *after(sentences[0])])
                continue
            if heading:
                _heading(reader, words_of(heading))
            for words in sentences:
                reader.paragraph(words)

    # --- feet ---

    def feet(self, reader: Reader) -> None:
        """Recipients and signatures, beside each other or one after the other."""
        recipients, signers = reader.fork(), reader.fork()
        self._recipients(recipients)
        for i in range(0, len(self.document.signers), 2):  # two by two: titles beside titles, names beside names
            _signers(signers, self.document.signers[i : i + 2])
        last = max(recipients, signers, key=lambda r: r.at)
        reader.at, reader.begin = last.at, last.begin

    def _recipients(self, reader: Reader) -> None:
        document = self.document
        reader.line("Nơi nhận:")
        written = (document.recipients[0].name or "") if document.recipients else ""
        answer = self._answer()
        if answer and not written.startswith(("Như trên", "Như Điều")):
            reader.paragraph([Piece(answer), Piece("", 0, 12, loose=True)])
        for recipient in document.recipients:
            _recipient(reader, recipient)
        filing = document.filing
        rest = [f"({filing.copies})"] if filing.copies else []
        rest += [filing.drafter] if filing.drafter else []
        texts = ["Lưu:", ", ".join(filing.units), *rest]
        reader.paragraph([Piece(own) for text in texts if (own := text.rstrip(" ."))])

    def _answer(self) -> str:
        """The first line: it answers the addressees, or names the articles of a decision."""
        document = self.document
        if document.addressees:
            return "Như trên"
        articles = self._decides and document.numbering in (None, "dieu") and _has_articles(document.body)
        return "Như Điều" if articles else ""

    # --- after the signature ---

    def attachments(self, reader: Reader) -> None:
        """Attached documents with their annexes, then the annexes."""
        labels = self.annex_labels
        for i, attached in enumerate(self.document.attached):
            self._attached(reader, attached)
            for j, annex in enumerate(attached.annexes):
                self._annex(reader, annex, labels["van_ban_kem_theo", i, "phu_luc", j])
        for i, annex in enumerate(self.document.annexes):
            self._annex(reader, annex, labels["phu_luc", i])

    def _labels(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """"Phụ lục" alone; of several, "Phụ lục I", "Biểu 1" (điểm a khoản 1 Mục III)."""
        annexes = list(self.document.all_annexes())
        for path, annex in annexes:
            peers = [p for p, other in annexes if p[:-1] == path[:-1] and other.label == annex.label]
            number = peers.index(path) + 1
            counted = roman(number) if fold(annex.label) == "phụ lục" else str(number)
            yield path, f"{annex.label} {counted}" if len(peers) > 1 else annex.label

    def _attached(self, reader: Reader, attached: AttachedDocument) -> None:
        if self._decides:
            self._agencies(reader)
            self._nation(reader)
        known = norm.document_types().get(attached.type)
        reader.line((known.name if known else attached.type).upper())
        for line in attached.title.split("\n"):
            reader.said(line)
        if self._attached_to(reader):
            reader.rule(attached.title.split("\n")[-1])
        self.nodes(reader, attached.content)
        if attached.content:
            reader.ended(END_MARK)

    def references(self, reader: Reader) -> None:
        """Each cross-reference names the kind and the number of what it leads to."""
        annexes = {annex.id: self.annex_labels[path] for path, annex in self.document.all_annexes() if annex.id}
        attached = {a.id: a.type_name for a in self.document.attached if a.id}
        names = [*self.annex_labels.values(), *(a.type_name for a in self.document.attached), self.document.type.name]
        known = _reference_pattern(names)
        for id, text in reader.references:
            wanted = [annexes.get(id) or attached.get(id, "")] if id not in self.labels else _numbers(self.labels[id])
            if not known.fullmatch(text) or not all(f" {word} " in f" {text} ".replace(",", " ") for word in wanted):
                reader.missing(f"{text} ([[xem: {id}]])")

    def _attached_to(self, reader: Reader) -> bool:
        """"(Kèm theo … số … ngày … của …)"; number and day only on paper, after the issue (điểm c khoản 1 Mục III)."""
        document = self.document
        filled = document.form == "giay" and not document.is_draft
        start = Piece(f"(Kèm theo {document.type.name} số")
        number = self._number(filled)
        number[-1] = Piece(f"{number[-1].text} {self._date(filled)} của {self.naming.authority()})", 0, number[-1].most)
        return reader.paragraph([start, *number])

    def _annex(self, reader: Reader, annex: Annex, label: str) -> None:
        reader.line(label)
        for line in annex.title.split("\n"):
            reader.paragraph(_upper(words_of(line)))
        self._attached_to(reader)
        self.nodes(reader, annex.content)
        table = annex.effective_table()
        if table:
            self.tables.check(reader, table)
        elif annex.content and not _ends_in_table(annex.content):
            reader.ended(END_MARK)


def _task(own: Saying) -> Words:
    content = own.entry.task.content
    return [*words_of(content), *(after(words_of(own.bracket), content) if own.bracket else ())]


def _has_articles(nodes: Iterable[Node]) -> bool:
    """Whether a point of the first level takes a number; below one without words the level goes on."""
    return any(
        node.has_words
        or (node.numbering in (None, "dieu") and (node.tasks is not None or _has_articles(node.children)))
        for node in nodes
    )


def _numbers(labels: str) -> list[str]:
    """The numbers in the labels of a point and of those that hold it, up to the article: "a) 2. Điều 5." → a, 2, 5."""
    numbers = []
    for label in re.findall(r"Điều \S+|(?:Phần|Chương|Mục) \S+|\S+", labels):
        word = label.rpartition(" ")[2].rstrip(".").removesuffix(")" if "(" not in label else "")
        numbers += [word] if any(map(str.isalnum, word)) else []
        if label.startswith(("Điều", "Phần")):
            break
    return numbers


def _reference_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """What a cross-reference may print: points with their numbers, documents and annexes of the file."""
    kinds = "điểm|khoản|mục|Mục|Điều|Phần|Chương|gạch đầu dòng thứ|dấu cộng thứ"
    whole = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    one = rf"(?:(?:{kinds}) \S+|phần “[^”]*”|(?:{whole}|phụ lục)(?: kèm theo| này)?)"
    return re.compile(rf"{one}(?: {one})*")


def _upper(words: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(piece._replace(text=piece.text.upper()) for piece in words)


def _heading(reader: Reader, words: Words, counted: bool = True) -> None:
    """A heading, in capitals where its level asks for them ("I. …", and under "Phần I", "Chương I", "Mục 1")."""
    spans = [span for span in (reader.find(words), reader.find(_upper(words))) if span]
    if not spans:
        reader.paragraph(words)
        return
    start, end = min(spans)
    before = reader.text[max(reader.at, start - 30) : start]
    if counted and _asks_for_capitals(before) and reader.text[start:end].upper() != reader.text[start:end]:
        reader.missing(reader.text[start:end].upper())
    reader.notes += [piece.note for piece in words if piece.note]
    reader.reach((start, end))


def _asks_for_capitals(before: str) -> bool:
    """Whether the label before a heading is of a level whose headings are in capitals (điểm đ khoản 6 Mục II)."""
    lines = [line.strip() for line in before.split(PARAGRAPH)]
    number = lines[-1].rstrip(". ")
    if number:
        return lines[-1].endswith(".") and set(number) <= set("IVXLC")
    above = lines[-2].split() if len(lines) > 1 else []
    return len(above) == 2 and above[0] in ("Phần", "Chương", "Mục")


def _basis(reader: Reader, basis: Basis) -> None:
    """A basis as written, or its parts in the order of a citation (điểm b khoản 6 Mục II)."""
    if basis.text:
        reader.said(basis.text)
        return
    when = date_in_words(basis.date.day, basis.date.month, basis.date.year) if basis.date else None
    law = fold(basis.type or "").startswith(_LAWS)
    late = basis.symbol and not law  # of a law the name follows the type
    named = [basis.symbol, when, basis.issuer]
    named = [*named, basis.subject] if late else [basis.subject, *named]
    _sentence(reader, [f"Căn cứ {basis.type}", *named], 8)


def _meeting(reader: Reader, meeting: Meeting) -> None:
    when = date_in_words(meeting.date.day, meeting.date.month, meeting.date.year)
    start = [meeting.part_of_day, when] if meeting.part_of_day else [when[:1].upper() + when[1:]]
    _sentence(reader, [*start, meeting.place, meeting.chair, meeting.name, meeting.attendees], _CONNECTIVE)
    concluded = [meeting.heard, meeting.concluder or meeting.chair, "kết luận như sau"]
    _sentence(reader, concluded, _CONNECTIVE, meeting.heard)


def _sentence(reader: Reader, parts: Sequence[str | None], between: int, heard: str | None = None) -> None:
    """A paragraph made of these parts with connectives between them (and before ``heard``: "Sau khi nghe")."""
    words: list[Piece] = []
    for text in parts:
        own = list(words_of(text)) if text else []
        if own and (words or text == heard):
            own[0] = own[0]._replace(most=own[0].most + between, loose=True)
        words += own
    reader.paragraph(words)


def _recipient(reader: Reader, recipient: Recipient) -> None:
    names = ", ".join(recipient.group) if recipient.group else (recipient.name or "")
    note = [Piece(f"({recipient.note})")] if recipient.note else []
    reader.paragraph([*plain_words(names), *note])
    reader.lines(recipient.parts)


def _signers(reader: Reader, row: Sequence[Signer]) -> None:
    for signer in row:
        reader.lines(f"{line.prefix} {line.whose}".upper() for line in signer.authority)
        reader.line((signer.title or "").upper())
    for signer in row:
        reader.lines([signer.other_title or "", signer.name or ""])


def _ends_in_table(nodes: Sequence[Node]) -> bool:
    last = nodes[-1]
    if last.children:
        return _ends_in_table(last.children)
    return last.table is not None and not last.tasks
