"""The head of a document, read back from what we print, from real documents and from everything offices do to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from examples import PLANS, PRESS, ROOT, example
from flows import doc, grid, para
from generator import norm
from generator.agencies import Naming
from generator.cli.files import skeleton
from generator.compose import compose
from generator.flow import Block, Flow, Para, paras_of, plain_para
from generator.load import load_plan, parse_plan
from generator.model import Document
from generator.pipeline import make
from generator.recognise.found import Found
from generator.recognise.front_matter.head import Head, WrittenDate, head
from generator.word.archive import read
from generator.word.content import read_flow
from rich_documents import KINDS, rich_keys

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
CREED = "Độc lập - Tự do - Hạnh phúc"
SAID = (
    "superior", "issuer", "number", "symbol", "place", "date", "draft", "urgency", "type", "subject", "attached_to",
    "addressees", "issuing_title",
)  # fmt: skip


def dump(text: str) -> tuple[Block, ...]:
    """A text dump: a paragraph for each line."""
    return tuple(plain_para(line, f"dòng {i}") for i, line in enumerate(text.split("\n"), 1))


def read_dump(text: str) -> Head:
    return head(dump(text), formatted=False)


def says(found: Head) -> dict[str, Any]:
    """The values that a head says, by name."""
    values = {name: getattr(found, name) for name in SAID}
    return {name: value.value for name, value in values.items() if value is not None}


def doubts(found: Head) -> list[str]:
    values = [getattr(found, name) for name in SAID]
    return [value.doubt for value in values if value is not None and value.doubt]


def words(paras: Sequence[Para]) -> list[str]:
    return [para.words for para in paras]


# --- our own documents ----------------------------------------------------------------------------------------------


def expected(document: Document) -> dict[str, Any]:
    """What the head of a document says, from what its template gets to print."""
    printed = compose(document, Naming(document)).printed
    day, when = document.date.day if document.date else None, document.date or document.as_of
    decides = document.type.template == "quyet-dinh"
    stamps = {stamp.text: id for id, stamp in norm.stamps().items()}
    values = {
        "superior": printed.co_quan_chu_quan, "issuer": printed.co_quan_ban_hanh,
        "number": (document.number or "").lstrip("0"), "symbol": printed.ky_hieu, "place": printed.dia_danh,
        "date": WrittenDate(day, when.month, when.year), "urgency": stamps.get(printed.do_khan),
        "type": document.type.id, "subject": printed.trich_yeu, "attached_to": printed.kem_theo or None,
        "addressees": document.addressees, "issuing_title": printed.tham_quyen if decides else None,
    }  # fmt: skip
    drafted = {"draft": document.draft_number} if document.status == "du_thao" else {}
    return drafted | {name: v for name, v in values.items() if v or name == "number"}


def read_made(data: bytes) -> tuple[Head, Flow]:
    flow = read_flow(read(data))
    return head(flow.blocks, flow.formatted), flow


@pytest.mark.parametrize("name", PLANS)
def test_the_heads_of_the_example_plans_are_read_back(name: str) -> None:
    found, _ = read_made(example(name))
    assert says(found) == expected(load_plan(ROOT / "plans" / f"{name}.yaml").document)
    assert found.unplaced == () and doubts(found) == []


@pytest.mark.parametrize("kind", sorted(norm.document_types()))
def test_the_heads_of_all_29_types_are_read_back(kind: str) -> None:
    loaded = parse_plan(skeleton(kind), f"{kind}.yaml")
    found, _ = read_made(make(loaded, PRESS).data)
    assert says(found) == expected(loaded.document)
    assert found.unplaced == () and doubts(found) == []


def rich(kind: str) -> dict[str, Any]:
    """The keys of a document that uses everything that its type prints."""
    unprinted = {"kem_theo"} if kind in ("cong-van", "to-trinh", "bao-cao") else {"kem_theo", "kinh_gui"}
    unprinted -= {"kem_theo"} if kind == "quyet-dinh" else set()
    return {k: v for k, v in rich_keys(kind).items() if k not in unprinted}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("changes", [{}, {"trang_thai": "da_ban_hanh", "so": "5", "ngay": "2026-12-05"}])
def test_a_head_that_uses_everything_is_read_back(kind: str, changes: dict[str, Any]) -> None:
    keys = rich(kind) | changes
    if changes:
        keys.pop("lan_du_thao")
    loaded = parse_plan(as_yaml(keys), f"{kind}.yaml")
    found, flow = read_made(make(loaded, PRESS).data)
    assert says(found) == expected(loaded.document)
    assert found.unplaced == ()
    first = next(b for b in flow.blocks[found.rest :] if isinstance(b, Para) and b.words)
    assert first.words == "Căn cứ Luật A;"


def as_yaml(keys: dict[str, Any]) -> str:
    """The keys as a plan file."""
    return yaml.safe_dump(keys, allow_unicode=True, sort_keys=False)


# --- real documents ---------------------------------------------------------------------------------------------------

LAO_CAI = ("ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI")
SCT = {"superior": ("UBND TỈNH LÀO CAI",), "issuer": ("SỞ CÔNG THƯƠNG",)}
SAMPLES: dict[str, dict[str, Any]] = {
    "lc-cv-ubnd-chi-dao": {"issuer": LAO_CAI, "symbol": "UBND-KT", "type": "cong-van",
                           "date": WrittenDate(None, 6, 2026)},
    "lc-kh-2242-kiem-tra": {**SCT, "symbol": "KH-SCT", "type": "ke-hoach", "date": WrittenDate(None, 4, 2026)},
    "lc-kh-chi-thi-11-khoang-san": {"issuer": LAO_CAI, "symbol": "KH-UBND", "type": "ke-hoach",
                                    "date": WrittenDate(None, None, 2026)},
    "lc-qd-doan-kiem-tra-hoa-chat": {**SCT, "symbol": "QĐ-SCT", "type": "quyet-dinh",
                                     "date": WrittenDate(None, 5, 2026),
                                     "issuing_title": "GIÁM ĐỐC SỞ CÔNG THƯƠNG LÀO CAI"},
    "lc-tb-2245": {**SCT, "symbol": "SCT-CN", "type": "cong-van", "date": WrittenDate(None, 4, 2026)},
    "lc-tbkl-ubnd": {"superior": ("UBND TỈNH LÀO CAI",), "issuer": ("VĂN PHÒNG",), "symbol": "TB-VP",
                     "type": "thong-bao", "date": WrittenDate(None, 6, 2026)},
}  # fmt: skip
SUBJECT_LINES = {"lc-kh-2242-kiem-tra": 2, "lc-kh-chi-thi-11-khoang-san": 3, "lc-tbkl-ubnd": 3}
SENT_TO = {"lc-cv-ubnd-chi-dao": 2, "lc-tb-2245": 1}
ASKED = {"lc-tb-2245": 1}  # a line in brackets under "Kính gửi"


@pytest.mark.parametrize("name", SAMPLES)
def test_the_heads_of_real_documents(shared: Path, name: str) -> None:
    found, flow = read_made((shared / "samples" / f"{name}.docx").read_bytes())
    said = says(found)
    subject, sent = said.pop("subject"), said.pop("addressees", ())
    assert said == {"number": "", "place": "Lào Cai", **SAMPLES[name]}
    assert len(subject) == SUBJECT_LINES.get(name, 1) and len(sent) == SENT_TO.get(name, 0)
    assert found.unplaced == () and len(doubts(found)) == ASKED.get(name, 0)
    claimed_once(flow.blocks, found)


@pytest.mark.parametrize("dense", [False, True])
@pytest.mark.parametrize(("number", "kind", "lines"), [("000", "ke-hoach", 2), ("003", "thong-bao", 1)])
def test_the_seeds_begin_at_their_type(shared: Path, number: str, kind: str, lines: int, dense: bool) -> None:
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    blocks = dump(path.read_text(encoding="utf-8"))
    blocks = tuple(b for b in blocks if b.words or not dense)  # type: ignore[union-attr]
    found = head(blocks, formatted=False)
    said = says(found)
    assert said.keys() == {"type", "subject"} and said["type"] == kind and len(said["subject"]) == lines
    assert found.unplaced == () and doubts(found) == []


def test_a_dump_with_two_columns_in_a_line(shared: Path) -> None:
    found = read_dump((shared / "samples" / "hanoi-kh277-cao-diem-100-ngay-cds-2026.txt").read_text(encoding="utf-8"))
    said = says(found)
    assert len(said.pop("subject")) == 2
    assert said == {"issuer": ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI"), "number": "277", "symbol": "KH-UBND",
                    "place": "Hà Nội", "date": WrittenDate(14, 7, 2026), "type": "ke-hoach"}  # fmt: skip
    assert [text[:4] for text in words(found.unplaced)] == ["URL:"]


def test_a_file_that_begins_with_an_annex_has_no_head(shared: Path) -> None:
    text = (shared / "samples" / "cp-nq03-2025-phu-luc-2-nhiem-vu.txt").read_text(encoding="utf-8")
    assert read_dump("\n".join(text.split("\n")[1:])) == Head()


# --- agencies ---------------------------------------------------------------------------------------------------------


def framed(*left: Para | str, right: str = f"{MOTTO}\n{CREED}\nA, ngày 05 tháng 01 năm 2026") -> Head:
    """A head in a frame of one row: the given lines on the left, the motto and a date on the right."""
    lines = tuple(para(line) if isinstance(line, str) else line for line in left)
    frame = grid([["", right]])
    first = frame.rows[0][0].__class__(lines)
    return head(doc(frame.__class__(((first, frame.rows[0][1]),)), "KẾ HOẠCH", "Về việc A").blocks, formatted=True)


def agencies(found: Head) -> tuple[tuple[str, ...], tuple[str, ...]]:
    superior = found.superior.value if found.superior else ()
    return superior, found.issuer.value if found.issuer else ()


@pytest.mark.parametrize(("lines", "superior", "issuer", "asked"), [
    (["UBND TỈNH A", "*SỞ Y TẾ"], 1, 1, 0),
    (["*UBND TỈNH A", "*SỞ Y TẾ"], 1, 1, 0),
    (["UBND TỈNH A", "SỞ Y TẾ"], 1, 1, 0),
    (["*UBND TỈNH A", "SỞ Y TẾ"], 1, 1, 0),
    (["*ỦY BAN NHÂN DÂN", "*TỈNH A"], 0, 2, 0),
    (["ỦY BAN NHÂN DÂN", "*TỈNH A"], 0, 2, 0),
    (["UỶ BAN NHÂN DÂN", "TỈNH A"], 0, 2, 0),
    (["VĂN PHÒNG CHÍNH PHỦ"], 0, 1, 0),
    (["*ĐOÀN KIỂM TRA", "*THEO QUYẾT ĐỊNH", "*SỐ 1050/QĐ-SCT"], 0, 3, 0),
    (["ỦY BAN QUỐC GIA", "PHÒNG, CHỐNG AIDS,", "MA TÚY, MẠI DÂM"], 0, 3, 0),
    (["UBND TỈNH A", "*SỞ VĂN HÓA,", "*THỂ THAO VÀ DU LỊCH"], 1, 2, 0),
    (["SỞ Y TẾ A", "TRUNG TÂM KIỂM SOÁT BỆNH TẬT"], 1, 1, 0),
    (["BỘ Y TẾ", "CỤC PHÒNG BỆNH"], 1, 1, 0),
    (["UBND TỈNH A", "SỞ Y TẾ", "TRUNG TÂM B"], 2, 1, 1),
    (["BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ", "TỔ GIÚP VIỆC"], 1, 1, 1),
    (["SỞ Y TẾ A", "HỘI ĐỒNG NHÂN DÂN TỈNH"], 0, 2, 1),
    (["ỦY BAN NHÂN DÂN          TỈNH A"], 0, 2, 0),
])  # fmt: skip
def test_superior_and_issuer(lines: list[str], superior: int, issuer: int, asked: int) -> None:
    made = [para(line.lstrip("*"), bold=line.startswith("*")) for line in lines]
    found = framed(*made, para("Số: 05/KH-A"))
    assert tuple(map(len, agencies(found))) == (superior, issuer) and len(doubts(found)) == asked
    assert " ".join(" ".join(agencies(found)[0] + agencies(found)[1]).split()) == " ".join(
        " ".join(line.lstrip("*") for line in lines).split()
    )


def test_superior_and_issuer_in_one_paragraph_are_told_by_weight() -> None:
    runs = (*para("UBND TỈNH A\n").runs, *para("SỞ Y TẾ", bold=True).runs)
    assert agencies(framed(Para(runs))) == (("UBND TỈNH A",), ("SỞ Y TẾ",))


def test_small_letters_in_the_frame_are_an_issuer_in_capitals() -> None:
    assert agencies(framed("Trường Tiểu học B", "Số: 05/KH-THB")) == ((), ("TRƯỜNG TIỂU HỌC B",))


def test_what_stands_below_the_number_is_no_issuer() -> None:
    found = framed("SỞ Y TẾ", "Số: 05/KH-SYT", "MẬT")
    assert agencies(found) == ((), ("SỞ Y TẾ",)) and words(found.unplaced) == ["MẬT"]


# --- number, symbol, place, date --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("line", "number", "symbol", "asked"), [
    ("Số: 05/KH-UBND", "5", "KH-UBND", 0), ("Số:277    /KH-UBND", "277", "KH-UBND", 0),
    ("Số:           /KH-UBND", "", "KH-UBND", 0), ("Số: /KH-UBND", "", "KH-UBND", 0),
    ("Số ....../QĐ-UBND", "", "QĐ-UBND", 0), ("Số: …/TTr-STC", "", "TTr-STC", 0),
    ("Số: 12/UBND-VX", "12", "UBND-VX", 0), ("Số: 12/QyĐ - BNV", "12", "QyĐ-BNV", 0),
    ("Số:15/TB- VP", "15", "TB-VP", 0),
    ("SỐ: 15/KH-A", "15", "KH-A", 0), ("Số: 12a/KH-A", "", "KH-A", 1), ("Số: 00/KH-A", "", "KH-A", 1),
    ("Số: 12/2026/QĐ-UBND", "12", "2026/QĐ-UBND", 1), ("Số 11-CT/TU", "11", "CT/TU", 1),
    ("Số:          ", "", None, 0), ("Số: 15/", "15", None, 0),
])  # fmt: skip
def test_number_and_symbol(line: str, number: str, symbol: str | None, asked: int) -> None:
    found = framed("SỞ A", line)
    assert (says(found).get("number"), says(found).get("symbol")) == (number, symbol)
    assert len(doubts(found)) == asked and found.unplaced == ()


@pytest.mark.parametrize(("line", "place", "date", "asked"), [
    ("Hà Nội, ngày 05 tháng 3 năm 2026", "Hà Nội", (5, 3, 2026), 0),
    ("Hà Nội, ngày14 tháng7 năm 2026", "Hà Nội", (14, 7, 2026), 0),
    ("Lào Cai, ngày     tháng 4 năm 2026", "Lào Cai", (None, 4, 2026), 0),
    ("Hà Nội, ngày tháng năm 2026", "Hà Nội", (None, None, 2026), 0),
    ("Hà Nội, ngày … tháng … năm 20…", "Hà Nội", (None, None, None), 0),
    ("Hà Nội, ngày 14 / 7 /2026", "Hà Nội", (14, 7, 2026), 0),
    ("Hà Nội, ngày      /12/2025", "Hà Nội", (None, 12, 2025), 0),
    ("Thành phố Hồ Chí Minh, ngày 29 tháng 12 năm 2026", "Thành phố Hồ Chí Minh", (29, 12, 2026), 0),
    ("Bà Rịa - Vũng Tàu, ngày 01 tháng 01 năm 2026", "Bà Rịa - Vũng Tàu", (1, 1, 2026), 0),
    ("Lào Cai, tháng 4 năm 2026", "Lào Cai", (None, 4, 2026), 0),
    ("Hà Nội, ngày 31 tháng 02 năm 2026", "Hà Nội", (31, 2, 2026), 1),
    ("  Lào Cai,  ngày  05  tháng 4 năm 2026 ", "Lào Cai", (5, 4, 2026), 0),
])  # fmt: skip
def test_place_and_date(line: str, place: str, date: tuple[int | None, ...], asked: int) -> None:
    found = framed("SỞ A", "Số: 05/KH-A", right=f"{MOTTO}\n{CREED}\n{line}")
    assert says(found)["place"] == place and says(found)["date"] == WrittenDate(*date)
    assert len(doubts(found)) == asked and found.unplaced == ()


@pytest.mark.parametrize("motto", [MOTTO, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÕA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
@pytest.mark.parametrize("creed", [CREED, "Ðộc lập -Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc"])
def test_the_motto_is_form_however_it_is_written(motto: str, creed: str) -> None:
    found = framed("SỞ A", "Số: 05/KH-A", right=f"{motto}\n{creed}")
    assert {motto, creed} <= set(words(tuple(paras_of(found.form)))) and found.unplaced == ()


@pytest.mark.parametrize(("line", "value"), [
    ("DỰ THẢO", None), ("DỰ THẢO LẦN 2", 2), ("Dự thảo lần thứ 3", 3), ("(DỰ THẢO)", None), ("DỰ THẢO 2", 2),
])  # fmt: skip
def test_draft_marks(line: str, value: int | None) -> None:
    for found in (framed("SỞ A", "Số: 05/KH-A", line), read_dump(f"{line}\n\nKẾ HOẠCH\nVề việc A")):
        assert found.draft is not None and found.draft.value == value and found.unplaced == ()


@pytest.mark.parametrize(("line", "value"), [
    ("KHẨN", "khan"), ("THƯỢNG KHẨN", "thuong_khan"), ("HỎA TỐC", "hoa_toc"), ("HOẢ TỐC", "hoa_toc"),
])  # fmt: skip
def test_urgency(line: str, value: str) -> None:
    assert says(framed("SỞ A", "Số: 05/KH-A", line))["urgency"] == value


# --- layouts ----------------------------------------------------------------------------------------------------------

PLAIN = {"superior": ("UBND TỈNH A",), "issuer": ("SỞ Y TẾ",), "number": "5", "symbol": "KH-SYT", "place": "A",
         "date": WrittenDate(5, 1, 2026), "type": "ke-hoach", "subject": ("Về việc B",)}  # fmt: skip
DATE_LINE = "A, ngày 05 tháng 01 năm 2026"
LAYOUTS = {
    "left, then right": f"UBND TỈNH A\nSỞ Y TẾ\nSố: 05/KH-SYT\n{MOTTO}\n{CREED}\n{DATE_LINE}",
    "right, then left": f"{MOTTO}\n{CREED}\n{DATE_LINE}\nUBND TỈNH A\nSỞ Y TẾ\n-------\nSố: 05/KH-SYT",
    "two columns": f"UBND TỈNH A          {MOTTO}\n   SỞ Y TẾ           {CREED}\nSố: 05/KH-SYT        {DATE_LINE}",
    "tabs": f"UBND TỈNH A\t{MOTTO}\nSỞ Y TẾ\t\t{CREED}\n_____\t______\nSố: 05/KH-SYT\t{DATE_LINE}",
    "single spaces": f"UBND TỈNH A {MOTTO}\nSỞ Y TẾ {CREED}\nSố: 05/KH-SYT {DATE_LINE}",
    "Markdown": f"**UBND TỈNH A**\n**SỞ Y TẾ**\n\n**{MOTTO}**\n\n{CREED}\n\nSố: 05/KH-SYT\n\n**{DATE_LINE}**",
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("title", [
    "\nKẾ HOẠCH\nVề việc B\n\nCăn cứ Luật A;", "KẾ HOẠCH\nVề việc B\n------\nTrong năm, …",
])  # fmt: skip
def test_paragraphs_in_every_layout(layout: str, title: str) -> None:
    found = read_dump(f"{LAYOUTS[layout]}\n{title}")
    assert says(found) == PLAIN and found.unplaced == ()


@pytest.mark.parametrize("rows", [
    [["UBND TỈNH A\nSỞ Y TẾ\nSố: 05/KH-SYT", f"{MOTTO}\n{CREED}\n{DATE_LINE}"]],
    [["UBND TỈNH A\nSỞ Y TẾ", f"{MOTTO}\n{CREED}"], ["Số: 05/KH-SYT", DATE_LINE]],
    [["UBND TỈNH A", "", MOTTO], ["SỞ Y TẾ", "", CREED], ["Số: 05/KH-SYT", "", DATE_LINE]],
    [["UBND TỈNH A", "", MOTTO], ["SỞ Y TẾ", "", CREED], ["-----", "", "-----"], ["Số: 05/KH-SYT", "", DATE_LINE]],
    [["UBND TỈNH A", MOTTO], ["SỞ Y TẾ", CREED], ["____", "_____"], ["Số: 05/KH-SYT", DATE_LINE]],
    [[f"{MOTTO}\n{CREED}\n{DATE_LINE}", "UBND TỈNH A\nSỞ Y TẾ\nSố: 05/KH-SYT"]],
])  # fmt: skip
def test_frames_of_every_size(rows: list[list[str]]) -> None:
    subject = para("Về việc B", bold=True, align="center")
    blocks = doc("", grid(rows, bordered=False), "", "KẾ HOẠCH", subject, "Thực hiện việc C.").blocks
    found = head(blocks, formatted=True)
    assert says(found) == PLAIN and found.unplaced == () and found.rest == 5


@pytest.mark.parametrize("sign", ["_", "-", "–", "*", "="])
@pytest.mark.parametrize("length", [3, 5, 7, 14])
def test_a_rule_of_any_length_is_form(sign: str, length: int) -> None:
    rule = sign * length
    frame = grid([[f"UBND TỈNH A\nSỞ Y TẾ\n{rule}\nSố: 05/KH-SYT", f"{MOTTO}\n{CREED}\n{rule}\n{DATE_LINE}"]])
    subject = para("Về việc B", bold=True, align="center")
    found = head(doc(frame, "KẾ HOẠCH", subject, rule, "Thực hiện việc C.").blocks, formatted=True)
    assert says(found) == PLAIN and found.unplaced == ()


@pytest.mark.parametrize(("lines", "count"), [("DỰ THẢO\nLần 2", 2), ("DỰ THẢO\n(LẦN THỨ 3)", 3), ("DỰ THẢO LẦN 2", 2)])
def test_the_count_of_a_draft_may_stand_under_it(lines: str, count: int) -> None:
    found = read_dump(f"{lines}\n{LAYOUTS['left, then right']}\nKẾ HOẠCH\nVề việc B\n\nTrong năm, …")
    assert says(found) == PLAIN | {"draft": count} and found.unplaced == ()


@pytest.mark.parametrize("motto", [
    f"{MOTTO[:25]}\n{MOTTO[26:]}", "CỘNG HÒA XÃ HỘI CHỦ\nNGHĨA VIỆT NAM", f"{MOTTO}\nĐộc lập - Tự do -\nHạnh phúc",
])  # fmt: skip
def test_a_narrow_column_breaks_the_motto(motto: str) -> None:
    creed = "" if "Độc lập" in motto else f"{CREED}\n"
    frame = grid([["UBND TỈNH A\nSỞ Y TẾ\nSố: 05/KH-SYT", f"{motto}\n{creed}{DATE_LINE}"]])
    subject = para("Về việc B", bold=True, align="center")
    found = head(doc(frame, "KẾ HOẠCH", subject, "Thực hiện việc C.").blocks, formatted=True)
    assert says(found) == PLAIN and found.unplaced == ()


def test_the_name_of_the_country_ends_the_name_of_an_issuer_too() -> None:
    found = read_dump(f"{MOTTO}\n{CREED}\nHỘI CHỮ THẬP ĐỎ\nVIỆT NAM\nSố: 05/KH-HCTĐ\n{DATE_LINE}\nKẾ HOẠCH\nVề việc B")
    assert says(found)["issuer"] == ("HỘI CHỮ THẬP ĐỎ", "VIỆT NAM")


def test_two_frames_make_one_head() -> None:
    frames = grid([["SỞ Y TẾ", f"{MOTTO}\n{CREED}"]]), grid([["Số: 05/KH-SYT", DATE_LINE]])
    assert says(head(doc(*frames, "KẾ HOẠCH").blocks, formatted=True))["number"] == "5"


# --- type and subject -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", sorted(set(norm.document_types()) - {"cong-van"}))
def test_every_type_is_known_by_its_line_alone(id: str) -> None:
    name = norm.document_types()[id].name.upper()
    spaced = "  ".join(" ".join(word) for word in name.split())
    for line in (name, f"  {name} ", spaced, f"**{name}**"):
        found = read_dump(f"{line}\nVề việc B\n\nTrong năm qua, …")
        assert says(found) == {"type": id, "subject": ("Về việc B",)} and doubts(found) == []


@pytest.mark.parametrize(("text", "type", "subject", "asked"), [
    ("KẾ HOẠCH Triển khai việc A", "ke-hoach", ("Triển khai việc A",), 0),
    ("QUYẾT ĐỊNH Về việc A", "quyet-dinh", ("Về việc A",), 0),
    ("THÔNG BÁO KẾT LUẬN\ncủa Giám đốc tại cuộc họp", "thong-bao", ("KẾT LUẬN", "của Giám đốc tại cuộc họp"), 1),
    ("CHƯƠNG TRÌNH CÔNG TÁC NĂM 2027", "chuong-trinh", ("CÔNG TÁC NĂM 2027",), 1),
    ("Kế hoạch\nvề việc A", "ke-hoach", ("về việc A",), 1),
    ("KẾ HOẠCH\nTriển khai việc A\ntrong năm 2027", "ke-hoach", ("Triển khai việc A", "trong năm 2027"), 0),
    ("KẾ HOẠCH\nPhối hợp giữa Sở A,\nSở B\n\nSở A", "ke-hoach", ("Phối hợp giữa Sở A,", "Sở B"), 1),
    ("KẾ HOẠCH\nViệc A\nCăn cứ Luật B;", "ke-hoach", ("Việc A",), 0),
    ("KẾ HOẠCH\nViệc A\nSáng ngày 05 tháng 3, tại B", "ke-hoach", ("Việc A",), 0),
    ("KẾ HOẠCH\nViệc A\nI. MỤC ĐÍCH", "ke-hoach", ("Việc A",), 0),
    ("KẾ HOẠCH\n\nViệc A\n\nnăm 2027\n\n-----\n\nTrong năm", "ke-hoach", ("Việc A", "năm 2027"), 0),
    ("KẾ HOẠCH\nCăn cứ Luật B;", "ke-hoach", None, 0),
    ("KẾ HOẠCH\nI. MỤC ĐÍCH", "ke-hoach", None, 0),
    ("KẾ HOẠCH\n\n1. Việc A", "ke-hoach", None, 0),
])  # fmt: skip
def test_type_and_subject_of_a_text_dump(text: str, type: str, subject: tuple[str, ...] | None, asked: int) -> None:
    found = read_dump(text)
    assert says(found).get("type") == type and says(found).get("subject") == subject
    assert len(doubts(found)) == asked


@pytest.mark.parametrize("text", [
    "", "Kế hoạch này được gửi tới các đơn vị", "I. MỤC ĐÍCH", "PHỤ LỤC I\nDANH MỤC", "MỤC LỤC", "QUYẾT ĐỊNH:",
    "Căn cứ Luật A;", "Sở A", "Nơi nhận:", "KẾ HOẠCHX",
])  # fmt: skip
def test_what_is_no_head_is_left_alone(text: str) -> None:
    assert read_dump(text) == Head()


def test_a_form_of_the_office_is_a_question() -> None:
    found = read_dump(f"{LAYOUTS['two columns']}\nPHIẾU TRÌNH\nVề việc B\n\nKính gửi: Ông A")
    assert found.type == Found("PHIẾU TRÌNH", found.type.blocks, 0.4, found.type.doubt) if found.type else False
    assert says(found)["subject"] == ("Về việc B",) and len(doubts(found)) == 1
    assert read_dump(f"{LAYOUTS['two columns']}\nI. MỤC ĐÍCH").type is None


def test_a_subject_ends_where_its_format_does() -> None:
    bold, light = (lambda t: para(t, bold=True, align="center")), (lambda t: para(t, align="center"))
    lines = [bold("KẾ HOẠCH"), bold("Triển khai việc A"), bold("Ủy ban B"), light("Sở C ban hành kế hoạch")]
    assert says(head(doc(*lines).blocks, formatted=True))["subject"] == ("Triển khai việc A", "Ủy ban B")


def test_type_and_subject_in_one_paragraph() -> None:
    found = head(doc(para("KẾ HOẠCH\nTriển khai việc A\nnăm 2027", bold=True), "Căn cứ Luật B;").blocks, formatted=True)
    assert says(found) == {"type": "ke-hoach", "subject": ("Triển khai việc A", "năm 2027")} and found.rest == 1


@pytest.mark.parametrize("lines", [
    ["(Kèm theo Quyết định số 05/QĐ-A ngày 05/3/2026)"], ["(Ban hành kèm theo Quyết định", "số 05/QĐ-A)"],
])  # fmt: skip
def test_the_line_kem_theo_under_a_subject(lines: list[str]) -> None:
    found = read_dump("\n".join(["KẾ HOẠCH", "Việc A", *lines, "", "Trong năm, …"]))
    assert says(found) == {"type": "ke-hoach", "subject": ("Việc A",), "attached_to": " ".join(lines)}


# --- letters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("about", [
    "V/v báo cáo việc B", "V/v: báo cáo việc B", "Về việc báo cáo việc B", "v/v báo cáo việc B",
])  # fmt: skip
def test_the_subject_of_a_letter(about: str) -> None:
    found = framed("SỞ Y TẾ", "Số: 05/SYT-VP", about)
    assert says(found)["subject"] == ("Về việc A",) and words(found.unplaced) == [about]  # a named type has its own
    frame = grid([[f"SỞ Y TẾ\nSố: 05/SYT-VP\n{about}\nnăm 2027", f"{MOTTO}\n{CREED}\n{DATE_LINE}"]])
    letter = head(doc(frame, "Kính gửi: Sở B", "Thực hiện …").blocks, formatted=True)
    assert says(letter)["subject"] == ("báo cáo việc B", "năm 2027") and says(letter)["type"] == "cong-van"
    assert letter.rest == 2 and letter.unplaced == ()


def test_the_subject_of_a_letter_in_paragraphs() -> None:
    found = read_dump(f"{LAYOUTS['two columns']}\nV/v báo cáo\nviệc B\n\nKính gửi: Bộ Y tế\n\nThực hiện …")
    assert says(found)["subject"] == ("báo cáo", "việc B") and says(found)["addressees"] == ("Bộ Y tế",)


@pytest.mark.parametrize(("text", "names"), [
    ("Kính gửi: Bộ Y tế", ("Bộ Y tế",)),
    ("Kính gửi: Bộ Y tế.\nThực hiện …", ("Bộ Y tế",)),
    ("Kính gửi:\n- Bộ A;\n- Bộ B.\nThực hiện …", ("Bộ A", "Bộ B")),
    ("Kính gửi:\n\n- Bộ A;\n\n- Bộ B.\n\nThực hiện …", ("Bộ A", "Bộ B")),
    ("Kính gửi: - Bộ A;\n- Bộ B.", ("Bộ A", "Bộ B")),
    ("Kính gửi:\n\t\tBộ A;\n\t\tBộ B.\n\tThực hiện", ("Bộ A", "Bộ B")),
    ("Kính gửi:\n- Các Sở: A,\nB và C;\n- Bộ D.", ("Các Sở: A, B và C", "Bộ D")),
    ("Kính gửi: Bộ A; Bộ B.", ("Bộ A", "Bộ B")),
    ("Kính gửi: Bộ A\nTriển khai việc B, …", ("Bộ A",)),
    ("KÍNH GỬI: Bộ A", ("Bộ A",)),
])  # fmt: skip
def test_addressees(text: str, names: tuple[str, ...]) -> None:
    found = read_dump(text)
    assert says(found) == {"type": "cong-van", "addressees": names} and doubts(found) == []


def test_addressees_in_a_frame() -> None:
    frame = grid([["", "Kính gửi:\n   - Các Sở: A, B,\n   C;\n   - UBND các xã."], ["", ""]], bordered=False)
    found = head(doc(frame, "", "Xét đề nghị của Sở A, …").blocks, formatted=True)
    assert says(found)["addressees"] == ("Các Sở: A, B, C", "UBND các xã") and found.rest == 2
    beside = grid([["Kính gửi:", "- Bộ A;\n- Bộ B."]], bordered=False)
    assert says(head((beside,), formatted=True))["addressees"] == ("Bộ A", "Bộ B")


def test_a_task_table_is_no_frame_of_addressees() -> None:
    assert head((grid([["TT", "Nội dung"], ["1", "Kính gửi văn bản"]]),), formatted=True) == Head()


# --- decisions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lines", "title"), [
    (["GIÁM ĐỐC SỞ A"], "GIÁM ĐỐC SỞ A"), (["CHỦ TỊCH", "ỦY BAN NHÂN DÂN TỈNH A"], "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH A"),
    ([], None),
])  # fmt: skip
def test_the_issuing_title_of_a_decision(lines: list[str], title: str | None) -> None:
    text = "\n".join(["QUYẾT ĐỊNH", "Về việc A", "-----", *lines, "", "Căn cứ Luật B;", "QUYẾT ĐỊNH:"])
    found = read_dump(text)
    assert says(found).get("issuing_title") == title
    assert dump(text)[found.rest].words == "Căn cứ Luật B;"  # type: ignore[union-attr]


def test_the_line_that_decides_belongs_to_the_content() -> None:
    found = read_dump("QUYẾT ĐỊNH\nVề việc A\n-----\nGIÁM ĐỐC\nQUYẾT ĐỊNH:\nĐiều 1. A")
    assert says(found)["issuing_title"] == "GIÁM ĐỐC" and found.rest == 4


def test_the_stamp_of_a_signing_program_does_not_hide_the_head() -> None:
    stamp = "Ký bởi: Sở Y tế\nThời gian ký: 07/10/2026 20:43:19 +07:00"
    found = read_dump(f"{stamp}\n{LAYOUTS['two columns']}\nKẾ HOẠCH\nVề việc B\n\nTrong năm, …")
    assert says(found) == PLAIN and words(found.unplaced) == stamp.split("\n")


# --- laws -------------------------------------------------------------------------------------------------------------

LINE = st.sampled_from([
    "", " ", "-----", MOTTO, CREED, "UBND TỈNH A", "SỞ B", "Số: 05/KH-A", DATE_LINE, "V/v báo cáo", "KẾ HOẠCH",
    "QUYẾT ĐỊNH", "QUYẾT ĐỊNH:", "Kính gửi:", "Kính gửi: Bộ A", "- Bộ B;", "Về việc C", "năm 2027", "GIÁM ĐỐC SỞ A",
    "Căn cứ Luật D;", "DỰ THẢO", "KHẨN", f"SỞ B     {MOTTO}", f"Số: /A-B {DATE_LINE}", "(Kèm theo A)", "I. MỤC",
    "PHIẾU TRÌNH", "Câu văn.", "KẾ HOẠCH\nViệc A", "SỞ B\nchữ thường", "V/v A\n\nB",
]) | st.text("aA .:/-\n\tSố1", max_size=12)  # fmt: skip
PARA = st.builds(
    lambda text, bold, align, rule: Para(para(text, bold=bold).runs, align=align, rule=rule),
    LINE, st.booleans(), st.sampled_from(["", "center", "left"]), st.booleans(),
)  # fmt: skip
ROW = st.integers(1, 3).flatmap(lambda n: st.lists(st.lists(LINE, min_size=n, max_size=n), min_size=1, max_size=3))
BLOCKS = st.lists(PARA | ROW.map(grid), max_size=10).map(tuple)


def claimed_once(blocks: Sequence[Block], found: Head) -> None:
    """Every paragraph that was read and says something is in one component, or form, or left; none in two."""
    components = [getattr(found, name) for name in SAID]
    claimed = Counter(id(p) for c in components if c for p in paras_of(tuple(c.blocks)))
    claimed += Counter(id(p) for p in paras_of(found.form))
    said = Counter(id(p) for p in paras_of(tuple(blocks[: found.rest])))
    left = Counter(id(p) for p in found.unplaced if id(p) in said)
    assert claimed + left == said


@given(BLOCKS, st.booleans())
def test_nothing_is_lost_and_nothing_stands_twice(blocks: tuple[Block, ...], formatted: bool) -> None:
    copies = tuple(Para(b.runs, align=b.align, rule=b.rule) if isinstance(b, Para) else b for b in blocks)
    found = head(copies, formatted)
    assert 0 <= found.rest <= len(blocks)
    claimed_once(copies, found)


@given(BLOCKS, st.booleans())
def test_every_word_of_the_head_is_somewhere(blocks: tuple[Block, ...], formatted: bool) -> None:
    found = head(blocks, formatted)
    kept = [p for name in SAID if getattr(found, name) for p in paras_of(tuple(getattr(found, name).blocks))]
    kept += [*paras_of(found.form), *found.unplaced]
    before = Counter(" ".join(p.words for p in paras_of(blocks[: found.rest])).split())
    assert not before - Counter(" ".join(p.words for p in kept).split())
