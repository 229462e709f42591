"""The decisions about a programme's rows as a sheet of Excel, and a sheet that came back as decisions.

The sheet needs nothing beside itself to be read: every row carries, unseen, the decision it was written from. A cell
that says something else than when it was written, or a tick, makes the row the person's.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from generator.agencies import Naming, UnknownAgency, registry
from generator.agencies.typed import AgencyReader, names_to_choose, typed_cell, typed_names, typed_text
from generator.letters import lookalikes
from generator.model import AgencyCell, Document
from generator.model.decisions import OPEN, VERDICT_WORDS, Decision, DecisionSheet, Verdict
from generator.problems import N_, Problem, ProblemsError, Words, problem
from generator.sheet import MARKS, Column, Row, Sheet, SheetRow, read_decisions, write_decisions
from generator.vntext import fold

_AGENCIES, _VERDICTS = "co_quan", "quyet_dinh"  # the lists of the drop-downs
_BY_WORD: Mapping[str, Verdict] = {fold(word): verdict for verdict, word in VERDICT_WORDS.items()}
_Form = Literal["shown", "verdict", "agencies", "lines", "mark"]


@dataclass(frozen=True)
class _Field:
    """A field of a decision: its name in the model, how it is written in a cell, the head and width of its column."""

    name: str
    form: _Form
    head: str
    width: float
    choices: str = ""

    @property
    def key(self) -> str:
        """The key in a file of decisions."""
        return str(Decision.model_fields[self.name].alias)


_FIELDS = (
    _Field("source_text", "shown", "Nội dung trong chương trình", 34),
    _Field("proposed", "shown", "Công cụ đề xuất", 10),
    _Field("verdict", "verdict", "Quyết định", 12, _VERDICTS),
    _Field("lead", "agencies", "Chủ trì", 17, _AGENCIES),
    _Field("support", "agencies", "Phối hợp", 19, _AGENCIES),
    _Field("content", "lines", "Nội dung ghi vào kế hoạch", 34),
    _Field("reason", "lines", "Lý do", 22),
    _Field("question", "shown", "Câu hỏi và ứng viên", 22),
    _Field("rules", "shown", "Quy tắc", 8),
    _Field("decided", "mark", "Đồng ý (x)", 7),
)
_BY_KEY: Mapping[str, _Field] = {own.key: own for own in _FIELDS}


@cache
def columns() -> tuple[Column, ...]:
    """Every column of a sheet of decisions, in order."""
    return tuple(
        Column(own.key, own.head, own.width, own.choices, locked=own.form == "shown", strict=own.form == "verdict")
        for own in _FIELDS
    )


# --- decisions → sheet ------------------------------------------------------------------------------------------------


def to_xlsx(sheet: DecisionSheet, document: Document) -> bytes:
    """The decisions as the bytes of an .xlsx file; agencies are named as ``document``, one of the unit, prints them.

    Raises ``ProblemsError`` (A032) for a row that is longer than a cell of Excel.
    """
    naming = Naming(document)
    rows = [Row(own.row, _cells(own, naming), _kept(own)) for own in sheet.decisions]
    lists = {_AGENCIES: names_to_choose(document, naming), _VERDICTS: [*VERDICT_WORDS.values()]}
    return write_decisions(_title(sheet), _kept(sheet, exclude={"decisions"}), columns(), rows, lists)


def _title(sheet: DecisionSheet) -> str:
    try:
        unit = registry().unit(sheet.unit, sheet.as_of).full_name
    except UnknownAgency:  # the draft says so; here the id itself is shown
        unit = sheet.unit
    programme = sheet.title or sheet.programme
    return f"Quyết định từng hàng: {programme} – {unit} – năm {sheet.year} – tra cứu ngày {sheet.as_of:%d/%m/%Y}"


def _cells(own: Decision, naming: Naming) -> dict[str, str]:
    texts = {
        "source_text": own.source_text,
        "proposed": VERDICT_WORDS[own.proposed or own.verdict],
        "verdict": VERDICT_WORDS[own.verdict],
        "lead": typed_text(own.lead, naming),
        "support": typed_text(own.support, naming),
        "content": own.content,
        "reason": own.reason,
        "question": _asked(own, naming),
        "rules": "; ".join(own.rules),
        "decided": "x" if own.is_persons else "",
    }
    return {field.key: texts[field.name] for field in _FIELDS}


def _asked(own: Decision, naming: Naming) -> str:
    """The question of a row with the answers to choose from."""
    names = [typed_text(AgencyCell(names=(name,)), naming) for name in own.candidates]
    return "\n".join(text for text in (own.question, f"Có thể chọn: {'; '.join(names)}" if names else "") if text)


# Letters that a workbook, the programs it goes through and our own reading leave as they are.
_CHANGEABLE = re.compile("[^ -~\u00a1-\u02ff\u1e00-\u1eff\u2010-\u2026]")


def _kept(model: Decision | DecisionSheet, exclude: set[str] | None = None) -> str:
    """A model as one line of JSON."""
    plain = model.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=exclude)
    return _CHANGEABLE.sub(lambda match: json.dumps(match[0])[1:-1], json.dumps(plain, ensure_ascii=False))


# --- sheet → decisions ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Returned:
    """The decisions of a sheet that came back, with every cell that people changed, and what a person must see."""

    sheet: DecisionSheet
    problems: tuple[Problem, ...]


def from_xlsx(data: bytes, document: Document, reader: AgencyReader) -> Returned:
    """The decisions in the bytes of an .xlsx file; ``reader`` reads what was typed into the cells of agencies.

    ``data`` is a workbook whose XML declares no types or entities. A tick on an open row takes what the tool proposes;
    a tick that was taken away gives the row back to the tool; a row that is missing stays as it was. Raises
    ``ProblemsError``: I004, I002, A031 (not a sheet of ``to_xlsx``).
    """
    table = read_decisions(data, columns())
    try:
        old = {row: Decision.model_validate(json.loads(table.origins.get(row, ""))) for row in table.base}
        head = json.loads(table.about)
        new, problems = _Reader(table, old, Naming(document), reader).decisions()
        return Returned(DecisionSheet.model_validate({**head, "decisions": new}), tuple(problems))
    except (ValueError, TypeError):  # somebody was in the hidden page
        raise ProblemsError([problem("A031")]) from None


def refuse_other(sheet: DecisionSheet, head: DecisionSheet) -> list[Problem]:
    """A problem (A033) for each of programme, unit and year that the sheet does not share with ``head``."""
    fields = {"programme": N_("chương trình"), "unit": N_("đơn vị"), "year": N_("năm")}
    return [
        problem("A033", field=word, theirs=getattr(sheet, name), ours=getattr(head, name))
        for name, word in fields.items()
        if getattr(sheet, name) != getattr(head, name)
    ]


class _Reader:
    """Goes through the rows of a sheet once."""

    def __init__(self, table: Sheet, old: Mapping[str, Decision], naming: Naming, reader: AgencyReader) -> None:
        self._table, self._old, self._naming, self._agencies = table, old, naming, reader
        self._problems = list(table.problems)

    def decisions(self) -> tuple[list[Decision], list[Problem]]:
        """Every decision as it stands now, in the order of the programme, and what was found."""
        counts = Counter(row.id for row in self._table.rows)
        new = dict(self._old)
        for row in self._table.rows:
            if row.id not in self._old:
                self._say(row, "A035", detail=_no_row(row.id))
            elif counts[row.id] == 1:
                new[row.id] = self._decided(row, self._old[row.id])
        self._miscounted(counts)
        return [*new.values()], self._problems

    def _miscounted(self, counts: Mapping[str, int]) -> None:
        """Rows that stand in the sheet more than once, or no more."""
        for id, own in self._old.items():
            if counts[id] > 1:
                numbers = ", ".join(str(row.number) for row in self._table.rows if row.id == id)
                self._problems.append(problem("A036", row=id, rows=numbers))
            elif not counts[id]:
                self._problems.append(problem("A034", row=id, verdict=Words(VERDICT_WORDS[own.verdict])))

    def _say(self, row: SheetRow, code: str, **values: Any) -> None:
        place = Words(N_("hàng {number}"), number=row.number)
        self._problems.append(problem(code, place=place, **({"row": row.id} | values if row.id else values)))

    def _decided(self, row: SheetRow, old: Decision) -> Decision:
        """The decision with what was changed in its row."""
        changes: dict[str, Any] = {}
        for key, text in row.cells.items():
            own, said = _BY_KEY[key], self._table.base[row.id].get(key, "")
            if _normal(own, text) != _normal(own, said):
                changes |= self._change(row, own, said, text)
        ticked = changes.pop("decided", None)
        if ticked and old.verdict == OPEN and old.proposed is not None:
            changes.setdefault("verdict", old.proposed)
        if not changes and ticked is False:
            return old.model_copy(update={"decided": False, "seal": old.own_seal()})
        if not changes and ticked is None:
            return old
        new = old.model_copy(update=changes | {"decided": True})
        if new.verdict == OPEN:
            self._say(row, "A043")
        return new

    def _change(self, row: SheetRow, own: _Field, said: str, text: str) -> dict[str, Any]:
        """The field that a changed cell gives a value, or a problem."""
        match own.form:
            case "shown":
                self._say(row, "A038", field=own.head, mine=said, theirs=text)
                return {}
            case "agencies":
                self._doubts(row, own, text)
                return {own.name: typed_cell(text, self._agencies, self._naming) if text else AgencyCell()}
            case "lines":
                self._foreign_letters(row, text)
                return {own.name: text}
        known: Mapping[str, Any] = _BY_WORD if own.form == "verdict" else MARKS
        if fold(text) in known:
            return {own.name: known[fold(text)]}
        expected = ", ".join(VERDICT_WORDS.values()) if own.form == "verdict" else N_("x hoặc để trống")
        self._say(row, "A037", field=own.head, theirs=text, expected=expected)
        return {}

    def _doubts(self, row: SheetRow, own: _Field, text: str) -> None:
        """What a person should look at in a cell of agencies that was typed."""
        self._foreign_letters(row, text)
        for doubt in self._agencies.doubts(text) if text else ():
            self._say(row, "A039", field=own.head, detail=doubt)

    def _foreign_letters(self, row: SheetRow, text: str) -> None:
        for letter in lookalikes(text):
            self._say(row, "I030", word=letter.word, char=letter.code, letter=letter.like)


def _no_row(id: str) -> str:
    """Why a row of a sheet is none of the programme's."""
    return Words(N_("chương trình không có hàng «{id}»"), id=id) if id else N_("ô mã để trống")


def _normal(own: _Field, text: str) -> object:
    """What two texts of a cell have in common when they mean the same."""
    match own.form:
        case "agencies":
            return typed_names(text)
        case "mark":
            return MARKS.get(fold(text), text)
        case "verdict":
            return fold(text)
    return text
