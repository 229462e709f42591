"""The lines under "Nơi nhận:" (khoản 9 Mục II Phần I Phụ lục I NĐ 30) and the line "Lưu"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.model import Filing, Recipient
from generator.problems import N_, Words

ENDS = " ;.,:"
_DASH = re.compile(r"[-–—•*]\s*")
_PLUS = re.compile(r"\+\s*")
_INNER = re.compile(r"(?<=;)\s*(?=[-–—+]\s)|(?<=[;:.])\s*(?=[-–+]?\s*Lưu\s*:)")
_FILED = re.compile(r"(?:[-–—+•*]\s*)?lưu(?=\s*[:.]|\s+VT\b|\s*$)\s*[:.]?\s*(?P<rest>.*)", re.IGNORECASE)
_NOTE = re.compile(
    r"(?P<name>.*\S)\s*\(\s*(?P<note>(?:để|b/c|báo cáo|ph/h|phối hợp|t/h|th/h|thực hiện|biết|theo dõi|đăng|chỉ đạo"
    r"|gửi|qua|kiểm tra|phục vụ|đ/c|x/c|b/cáo)\b[^()]*)\)",
    re.IGNORECASE,
)
_BRACKET = r"(?:\(\s*(?P<{}>[^()]*)\)?)?"
_LAST_UNIT = re.compile(
    rf"(?P<unit>[^.(),;]+?)\s*{_BRACKET.format('first')}\s*(?:\.\s*(?P<drafter>[^(),;]*[^(),;\s.]))?\.?\s*"
    rf"{_BRACKET.format('second')}"
)
_COPIES = re.compile(r"0*(?P<count>[1-9]\d{0,8})\s*(?:b|bản)?", re.IGNORECASE)
_BLANK_COPIES = re.compile(r"(?:b|bản)?", re.IGNORECASE)
_FILED_FIRST = re.compile(r"VT\s*(?:\.\s+(?=\w{2,}\s*[.(,;]|[A-ZĐ]{2}\w*$)|;\s*|\s+(?=[A-ZĐ]{2}))")


@dataclass
class Item:
    """An entry as it stands: its text and the lines "+ …" below it."""

    text: str
    parts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FilingLine:
    """The line "Lưu" read; ``filing`` is ``None`` where it says nothing."""

    filing: Filing | None
    doubt: str = ""


def is_entry(text: str) -> bool:
    """Whether a line begins an entry: "- …", "+ …", "Lưu: …"."""
    return bool(_DASH.match(text) or _PLUS.match(text) or _FILED.match(text))


def filed(text: str) -> str | None:
    """What follows "Lưu" on its line; ``None`` for any other line."""
    match = _FILED.match(text)
    return match["rest"] if match else None


def entries(texts: Iterable[str]) -> tuple[tuple[Item, ...], str | None]:
    """The entries of some lines, wrapped ones joined, and the text of the first "Lưu" where there is one."""
    items: list[Item] = []
    kept: str | None = None
    for text in (piece.strip() for line in texts for piece in _INNER.split(line)):
        found = filed(text)
        if found is not None:
            kept = found if kept is None else kept
        elif kept is not None and not is_entry(text):
            kept = f"{kept} {text}".strip()
        elif text:
            _add(items, text)
    return tuple(items), kept


def _add(items: list[Item], text: str) -> None:
    plus, dash = _PLUS.match(text), _DASH.match(text)
    sign = dash or plus
    bare = text[sign.end() :] if sign else text
    if plus and items:
        items[-1].parts.append(bare)
    elif sign or not items or _is_closed(items[-1]):
        items.append(Item(bare))
    elif items[-1].parts:
        items[-1].parts[-1] += f" {text}"
    else:
        items[-1].text += f" {text}"


def _is_closed(item: Item) -> bool:
    return (item.parts[-1] if item.parts else item.text).rstrip().endswith((";", "."))


def is_open(items: Sequence[Item]) -> bool:
    """Whether the last entry goes on: it has no end mark yet."""
    return bool(items) and not _is_closed(items[-1])


def recipient(item: Item) -> Recipient | None:
    """An entry as a recipient, the bracket that says why at its end as the note; ``None`` when it says nothing."""
    text = _bare(item.text)
    noted = _NOTE.fullmatch(text)
    name = _bare(noted["name"]) if noted else text
    parts = tuple(part for part in map(_bare, item.parts) if part)
    if not name:
        return None
    return Recipient(name=name, note=noted["note"].strip() if noted else None, parts=parts)


def _bare(text: str) -> str:
    return " ".join(text.split()).lstrip("-–—•*+ ").rstrip(ENDS)


def filing(text: str) -> FilingLine:
    """The units, the drafter and the copies of "VT, NC (2).Bền" in all the ways offices write it.

    What is not understood stays in the units word for word.
    """
    bare = " ".join(text.split()).strip(" .;,")
    slip = _FILED_FIRST.match(bare)
    if slip and not bare.startswith("VT,"):
        bare = f"VT, {bare[slip.end() :]}"
    asked = Words(N_("dòng Lưu «{text}» đọc đúng chưa?"), text=text.strip()) if slip else ""
    *units, last = _pieces(bare) or [""]
    if not last:
        return FilingLine(None)
    return _with_last(units, last, asked)


def _with_last(units: list[str], last: str, asked: str) -> FilingLine:
    match = _LAST_UNIT.fullmatch(last)
    brackets = [text.strip() for name in ("first", "second") if (text := match[name] if match else None) is not None]
    copies = [found["count"] for text in brackets if (found := _COPIES.fullmatch(text))]
    blank = [text for text in brackets if _BLANK_COPIES.fullmatch(text)]
    names = [text for text in brackets if not _COPIES.fullmatch(text) and text not in blank]
    names += [match["drafter"]] if match and match["drafter"] else []
    if match is None or len(copies) > 1 or len(names) > 1 or any(set(",;") & set(name) for name in names):
        return FilingLine(Filing(units=(*units, last)), asked)
    drafter = names[0].strip(" .;,") if names else ""
    doubt = asked or (Words(N_("số bản lưu để trống trong «{text}»?"), text=last) if blank else "")
    made = Filing(
        units=(*units, match["unit"].strip()), drafter=drafter or None, copies=int(copies[0]) if copies else None
    )
    return FilingLine(made, doubt)


def _pieces(text: str) -> list[str]:
    """The text cut at commas and semicolons outside brackets."""
    pieces, depth = [""], 0
    for letter in text:
        depth = max(0, depth + (letter == "(") - (letter == ")"))
        if letter in ",;" and not depth:
            pieces.append("")
        else:
            pieces[-1] += letter
    return [bare for piece in pieces if (bare := piece.strip(" ."))]
