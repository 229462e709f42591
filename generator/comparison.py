"""The table that goes with a drafted plan: each row of the programme beside what became of it, as a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from generator.agencies import Naming, UnknownAgency, registry
from generator.inline import InlineError, Run, plain, written
from generator.model import AgencyCell, Document, entries
from generator.model.decisions import KEPT, LEFT_OUT, OPEN, VERDICT_WORDS, Decision, DecisionSheet, Verdict

ANNEX_ID = "pl-doi-chieu"
_SAME = (
    "draft_number", "year", "period", "as_of", "issuer", "superior", "issuing_title", "place", "power", "filing",
    "signers", "own_agencies", "size_set", "ubnd_form",
)  # fmt: skip
"""What the document has in common with its plan: who issues it, when, who signs, how it looks."""

_COUNTED: Mapping[Verdict, str] = {
    "bo_trung_uong": "{} nhiệm vụ để cơ quan Trung ương thực hiện",
    "khong_ap_dung": "{} nhiệm vụ không áp dụng",
    "can_nguoi": "{} nhiệm vụ chờ quyết định",
}


def comparison(sheet: DecisionSheet, plan: Document, assigned: Mapping[str, str] | None = None) -> Document:
    """«Bảng đối chiếu nhiệm vụ Trung ương – tỉnh»: a draft of the plan's issuer, signed as the plan is.

    Its annex, A4 across, has every row of the programme in the programme's order; a row that is in the plan shows the
    tasks that were made of it. ``assigned`` says what the programme prints of a row beside its content (lead, time).
    """
    kind = _kind_word(sheet)
    title = f"Nhiệm vụ Trung ương – {kind}"
    values: dict[str, Any] = {name: getattr(plan, name) for name in _SAME} | {
        "type": {"own_name": "Bảng đối chiếu", "own_code": "BĐC"},
        "status": "du_thao",
        "subject": title,
        "opening": [_totals(sheet, plan)],
        "annexes": [
            {
                "id": ANNEX_ID,
                "title": "Đối chiếu từng nhiệm vụ",
                "orientation": "ngang",
                "table": {"header": _heads(kind), "rows": _Rows(plan, assigned or {}).rows(sheet.decisions)},
            }
        ],
    }
    return Document.model_validate(values)


def _kind_word(sheet: DecisionSheet) -> str:
    """What kind of unit it is, in words: "tỉnh", "thành phố", "xã", "phường"."""
    try:
        return registry().unit(sheet.unit, sheet.as_of).kind
    except UnknownAgency:
        return "địa phương"


def _heads(kind: str) -> tuple[str, ...]:
    return (
        "TT", "Nhiệm vụ trong chương trình của Trung ương", "Quyết định", f"Nhiệm vụ trong kế hoạch của {kind}",
        "Cơ quan chủ trì", "Cơ quan phối hợp", "Lý do",
    )  # fmt: skip


def _totals(sheet: DecisionSheet, plan: Document) -> str:
    """How many rows there are and what became of them, in a sentence."""
    counts = Counter(decision.verdict for decision in sheet.decisions)
    programme = _literal(sheet.title) or f"Chương trình {sheet.programme}"
    kept = ", ".join(f"{VERDICT_WORDS[verdict].lower()} {counts[verdict]}" for verdict in KEPT if counts[verdict])
    into = f"{sum(counts[verdict] for verdict in KEPT)} nhiệm vụ đưa vào {plan.type.name.lower()}"
    parts = [f"{into} ({kept})" if kept else into]
    parts += [words.format(counts[verdict]) for verdict, words in _COUNTED.items() if counts[verdict]]
    return (
        f"{programme} có {len(sheet.decisions)} nhiệm vụ, gồm: {'; '.join(parts)}. Chi tiết từng nhiệm vụ tại "
        f"[[xem: {ANNEX_ID}]] kèm theo."
    )


class _Rows:
    """Makes the rows of the table."""

    def __init__(self, plan: Document, assigned: Mapping[str, str]) -> None:
        self._naming, self._assigned = Naming(plan), assigned
        self._entries = {entry.id: entry for top in entries(plan) for entry in top.walk()}

    def rows(self, decisions: Sequence[Decision]) -> list[tuple[str, ...]]:
        """A row for each decision."""
        return [
            (
                own.row,
                _literal(_told(own.source_text, self._assigned.get(own.row, ""))),
                VERDICT_WORDS[own.verdict],
                *self._kept(own),
                _literal(_told(_reason(own), own.question if own.verdict == OPEN else "")),
            )
            for own in decisions
        ]

    def _kept(self, own: Decision) -> tuple[str, str, str]:
        """Content, lead and support: of the plan's tasks, where it has them; none of a row left out."""
        if own.verdict in LEFT_OUT:
            return "", "", ""
        tasks = [self._entries[id].task for id in own.tasks if id in self._entries]
        if tasks:
            return (
                _numbered([task.content for task in tasks]),
                _numbered([self._names(task.lead) for task in tasks]),
                _numbered([self._names(task.support) for task in tasks]),
            )
        return _literal(own.content), _literal(self._names(own.lead)), _literal(self._names(own.support))

    def _names(self, cell: AgencyCell) -> str:
        try:
            return self._naming.cell(cell)
        except UnknownAgency:  # a decision that no longer stands in the plan; the check of the plan says so of others
            return ", ".join(cell.names)


def _reason(own: Decision) -> str:
    """Why, as a sentence; who became whom stands in the columns of the agencies (``sheet`` has it in full)."""
    parts = own.reason.split("; ")
    told = own.reason if own.decided else "; ".join(part for part in parts if "«" in part or " → " not in part)
    return told[:1].upper() + told[1:]


def _told(*texts: str) -> str:
    """Texts one after the other: a line that is broken within a justified cell would be stretched."""
    return " ".join(text for text in texts if text)


def _numbered(texts: Sequence[str]) -> str:
    """One text, or several with the number of their task each; what says nothing is left out."""
    if len(texts) == 1:
        return _literal(texts[0])
    return "; ".join(f"({number}) {_literal(text)}" for number, text in enumerate(texts, 1) if text)


def _literal(text: str) -> str:
    """The printed letters of a text of another document, for this one: without marks, notes, references and lines."""
    try:
        letters = plain(text)
    except InlineError:  # it was no text with marks
        letters = text
    return written((Run(" ".join(filter(None, letters.replace("\n", " ").split(" ")))),))
