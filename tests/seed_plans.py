"""Plans made from the two seed documents when the tests run; not one of their sentences stands here.

The text dumps are cut by what they show: numbers, letters, dashes, tabs, empty lines. What a dump has lost (the head of
both documents) is given in code.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

Plan = dict[str, Any]
_MARK = re.compile(r"(?P<roman>[IVX]+)\. |(?P<number>\d{1,2})\. |(?P<letter>[a-zđ])\) |(?P<sign>[-+]) ")
_SPECIAL = re.compile(r"[*^\[\\]")
_RULE = re.compile(r"[–—-]+")
LEAD_IN = 60  # letters within which the colon of a run-in heading stands


def seed_text(shared: Path, number: str) -> str:
    """The text dump of a seed by the first three digits of its name."""
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8")


def as_yaml(plan: Plan) -> str:
    """The plan as a plan file."""
    return yaml.safe_dump(plan, allow_unicode=True, sort_keys=False)


def literal(text: str) -> str:
    """A text in which every letter means itself."""
    return _SPECIAL.sub(lambda m: "\\" + m.group(), text)


def filled_lines(text: str) -> list[str]:
    """The lines that hold letters, trimmed."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def joined(lines: list[str]) -> list[str]:
    """Paragraphs of a dump whose lines are broken at the page's width: a line without a mark goes on with the last."""
    out: list[str] = []
    for line in lines:
        if out and not _MARK.match(line):
            out[-1] += " " + line
        else:
            out.append(line)
    return out


def cut(paragraph: str) -> tuple[str, str, str]:
    """What a paragraph is ("number", "sign", …; empty without a mark), its number or sign, its text."""
    match = _MARK.match(paragraph)
    if match is None:
        return "", "", paragraph
    kind = match.lastgroup or ""
    return kind, match[kind], paragraph[match.end() :].strip()


# --- the feet of both -------------------------------------------------------------------------------------------------


def recipients(lines: list[str]) -> list[Plan]:
    """The lines under "Nơi nhận:", sub-lines with their parent, the line "Lưu:" left out."""
    out: list[Plan] = []
    for line in joined(lines):
        _, sign, text = cut(line)
        if text.startswith("Lưu:"):
            continue
        if sign == "+":
            out[-1].setdefault("con", []).append(text.rstrip(" ;"))
            continue
        name, note = re.fullmatch(r"(.*?)(?: \((để [^)]*)\))?[;:]?", text, re.DOTALL).groups()  # type: ignore[union-attr]
        out.append({"ten": name, **({"ghi_chu": note} if note else {})})
    return out


def filing(lines: list[str]) -> Plan:
    """The line "Lưu: VT, NC (2).Bền." as data."""
    (text,) = (cut(line)[2] for line in lines if cut(line)[2].startswith("Lưu:"))
    match = re.fullmatch(r"Lưu: ([^(.]*?)(?: \((\d+)\))?(?:\.(\w+))?\.", text)
    assert match is not None, text
    units, copies, drafter = match.groups()
    return {"don_vi": units.split(", "), "so_ban": copies, "nguoi_soan": drafter}


# --- seed 000: a provincial plan --------------------------------------------------------------------------------------


def provincial_plan(text: str) -> Plan:
    """The plan of a province: three roman parts, agency headings, dashes. Its head is lost in the dump: given here."""
    lines = filled_lines(text)
    title, feet = lines.index("KẾ HOẠCH"), lines.index("Nơi nhận:")
    rule = next(i for i in range(title, feet) if _RULE.fullmatch(lines[i]))
    opening, *body = joined(lines[rule + 1 : feet])
    post = lines.index("CHỦ TỊCH")
    return {
        "loai": "ke-hoach", "trang_thai": "trinh_ky", "nam": 2023, "thoi_diem": "2023-05-15",
        "co_quan_ban_hanh": "tinh/bac-giang/ubnd", "tham_quyen": "nguoi_dung_dau",
        "trich_yeu": literal("\n".join(lines[title + 1 : rule])), "mo_dau": literal(opening),
        "noi_dung": _parts(body), "noi_nhan": recipients(lines[feet + 1 : post]), "luu": filing(lines[feet + 1 : post]),
        "nguoi_ky": {"chuc_vu": lines[post], "ho_ten": lines[post + 1]},
    }  # fmt: skip


def _parts(paragraphs: list[str]) -> list[Plan]:
    starts = [i for i, paragraph in enumerate(paragraphs) if cut(paragraph)[0] == "roman"]
    return [
        {"tieu_de": cut(paragraphs[start])[2], "cac_y": _points(paragraphs[start + 1 : end])}
        for start, end in pairwise([*starts, len(paragraphs)])
    ]


def _points(paragraphs: list[str]) -> list[Plan]:
    starts = [i for i, paragraph in enumerate(paragraphs) if cut(paragraph)[0] == "number"]
    points, counted = [], 0
    for start, end in pairwise([*starts, len(paragraphs)]):
        _, number, text = cut(paragraphs[start])
        given = {"so": number} if int(number) != counted + 1 else {}
        counted = int(number)
        points.append({**given, **_point(text, [cut(dash)[2] for dash in paragraphs[start + 1 : end]])})
    return points


def _point(text: str, dashes: list[str]) -> Plan:
    """A heading over dashes, a run-in heading with its text, or a text."""
    if dashes:
        return {"tieu_de": literal(text), "cac_y": [literal(dash) for dash in dashes]}
    lead, colon, rest = text.partition(":")
    if colon and len(lead) <= LEAD_IN:
        return {"dan": literal(lead), "doan": literal(rest.strip())}
    return {"doan": literal(text)}


# --- seed 003: a notice with its programme ----------------------------------------------------------------------------


def notice(text: str) -> Plan:
    """The notice of conclusions with the programme of 70 tasks behind the signature; its head is given here."""
    lines = filled_lines(text)
    title, feet = lines.index("THÔNG BÁO"), lines.index("Nơi nhận:")
    first = next(i for i in range(title, feet) if cut(lines[i])[0] == "number")
    sign = next(i for i in range(feet, len(lines)) if lines[i].startswith("**"))
    authority, post, name, programme = (line.strip("* ") for line in lines[sign : sign + 4])
    head = next(i for i in range(sign, len(lines)) if lines[i].startswith("TT\t"))
    return {
        "loai": "thong-bao", "trang_thai": "trinh_ky", "nam": 2024, "thoi_diem": "2024-02-05",
        "co_quan_ban_hanh": "tw/van-phong-chinh-phu", "tham_quyen": "nguoi_dung_dau",
        "trich_yeu": literal(lines[title + 1]), "mo_dau": [literal(line) for line in lines[title + 2 : first]],
        "noi_dung": _conclusions(lines[first : feet - 1]), "ket_thuc": literal(lines[feet - 1]),
        "nhiem_vu": tasks(lines[head + 1 :]),
        "van_ban_kem_theo": [_programme(programme, lines[head].split("\t"))],
        "noi_nhan": recipients(lines[feet + 1 : sign]), "luu": filing(lines[feet + 1 : sign]),
        "nguoi_ky": {"quyen_han": [{"kt": authority.removeprefix("KT. ")}], "chuc_vu": post, "ho_ten": name},
    }  # fmt: skip


def _conclusions(paragraphs: list[str]) -> list[Plan]:
    """Numbered points with paragraphs, lettered points and dashes below them."""
    points: list[Plan] = []
    for paragraph in paragraphs:
        kind, _, words = cut(paragraph)
        if kind == "number":
            points.append({"doan": [literal(words)]})
        elif kind == "letter":
            points[-1].setdefault("cac_y", []).append({"doan": literal(words)})
        elif kind == "sign":
            points[-1]["cac_y"][-1].setdefault("cac_y", []).append(literal(words))
        else:
            points[-1]["doan"].append(literal(words))
    return points


def tasks(lines: list[str]) -> list[Plan]:
    """The rows of the programme as printed: content, lead, support, time."""
    out = []
    for row in _rows(lines):
        cells = [cell.strip() for cell in row.split("\t")]
        keys = ("noi_dung", "chu_tri", "phoi_hop", "thoi_gian")
        values = dict(zip(keys, cells[1:], strict=False))
        out.append({key: literal(value) if key == "noi_dung" else value for key, value in values.items() if value})
    return out


def _rows(lines: list[str]) -> list[str]:
    """The lines of the table; one without a number goes on with the last."""
    out: list[str] = []
    for line in lines:
        if re.match(r"\d+\.\t", line):
            out.append(line)
        else:
            out[-1] += " " + line
    return out


def _programme(title: str, heads: list[str]) -> Plan:
    columns = ("tt", "noi_dung", "chu_tri", "phoi_hop", "thoi_gian")
    kind = "Chương trình"
    assert title.casefold().startswith(kind.casefold())
    return {
        "loai": "chuong-trinh", "tieu_de": literal(title[len(kind) :].strip()), "danh_so": "khong", "huong": "ngang",
        "noi_dung": [
            {"bang": {"loai": "nhiem_vu", "cot": list(columns), "ten_cot": dict(zip(columns, heads, strict=True))}}
        ],
    }  # fmt: skip


# --- the meeting of seed 003 as data ----------------------------------------------------------------------------------


def meeting(opening: list[str]) -> Plan:
    """The two opening paragraphs of the notice taken apart into ``cuoc_hop``."""
    held, heard = opening
    first, attended = held.split(". Tham dự ")
    when, place, rest = first.split(", ", 2)
    chair, name = rest.split(" đã chủ trì ")
    part_of_day, day, month, year = re.fullmatch(r"(\w+) ngày (\d+) tháng (\d+) năm (\d+)", when).groups()  # type: ignore[union-attr]
    reports, concluder = heard.removeprefix("Sau khi nghe ").removesuffix(" kết luận như sau:").rsplit(", Phó ", 1)
    return {
        "ten": name, "ngay": f"{year}-{month}-{day}", "buoi": part_of_day, "dia_diem": place.removeprefix("tại "),
        "chu_tri": chair, "du_hop": attended.split(" có ", 1)[1], "nghe": reports, "ket_luan": "Phó " + concluder,
    }  # fmt: skip
