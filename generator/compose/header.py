"""The head of a document: agencies, number, place and date, type, subject (khoản 1–5 Mục II Phần I Phụ lục I NĐ 30)."""

from __future__ import annotations

from generator import norm
from generator.agencies import Naming, is_id
from generator.metrics import width_pt
from generator.model import Document
from generator.vntext import date_in_words, number_padded

BLANK_NUMBER = " " * 7
MM_PER_PT = 25.4 / 72


def superior_lines(document: Document, naming: Naming) -> tuple[str, ...]:
    """The direct superior in capitals; none for bodies that have none."""
    if document.superior is None:
        return naming.issuer.superior if naming.issuer else ()
    if is_id(document.superior):
        return (naming.agency(document.superior).name.upper().replace("ỦY BAN NHÂN DÂN", "UBND"),)
    return tuple(document.superior.upper().split("\n"))


def number(document: Document) -> str:
    """The number given by the records office, below 10 with a zero; blank until then."""
    return number_padded(int(document.number)) if document.number else BLANK_NUMBER


def date_words(document: Document) -> str:
    """Day, month and year; the day blank until the document is issued."""
    when = document.date or document.as_of
    return date_in_words(document.date.day if document.date else None, when.month, when.year)


def draft_mark(document: Document) -> str:
    """DỰ THẢO, with the number of the draft when given."""
    if document.status != "du_thao":
        return ""
    return "DỰ THẢO" if document.draft_number is None else f"DỰ THẢO LẦN {document.draft_number}"


def urgency(document: Document) -> str:
    """The text of the urgency stamp."""
    return norm.stamps()[document.urgency].text if document.urgency else ""


def addressees(document: Document) -> tuple[str, tuple[str, ...]]:
    """The line "Kính gửi:" and, from two addressees on, a line for each (điểm d khoản 9)."""
    names = document.addressees
    if len(names) < 2:
        return (f"Kính gửi: {names[0]}" if names else ""), ()
    ends = [";"] * (len(names) - 1) + ["."]
    return "Kính gửi:", tuple(f"- {name.rstrip(' ;.')}{end}" for name, end in zip(names, ends, strict=True))


def attached_line(document: Document, naming: Naming) -> str:
    """"(Kèm theo Kế hoạch số …/KH-UBND ngày … của …)".

    Number and day stay blank before the issue, and in an electronic document always (điểm c khoản 1 Mục III).
    """
    filled = document.form == "giay" and not document.is_draft
    printed_number = number(document) if filled else BLANK_NUMBER
    when = document.date or document.as_of
    day = document.date.day if filled and document.date else None
    return (
        f"(Kèm theo {document.type.name} số {printed_number}/{naming.symbol()} "
        f"{date_in_words(day, when.month, when.year)} của {naming.authority()})"
    )


def issuer_rule_mm(lines: tuple[str, ...], size_set: str) -> float:
    """The length of the rule under the issuer, a share of its last line; a line that wraps is as wide as its column."""
    width = width_pt(lines[-1], norm.size_pt("cq", size_set), bold=True) if lines else 0.0
    return min(width * MM_PER_PT, norm.layout_mm("bang_dau_trang")["trai"]) * norm.rule_share("cq")


def subject_rule_mm(lines: tuple[str, ...], size_set: str) -> float:
    """The length of the rule under the subject, a share of its widest printed line."""
    size = norm.size_pt("trichyeu", size_set)
    page = norm.page()
    room = page.width_mm - page.chosen_mm["trai"] - page.chosen_mm["phai"]
    widest = max((width_pt(line, size, bold=True) for line in lines), default=0.0)
    return min(widest * MM_PER_PT, room) * norm.rule_share("trichyeu")
