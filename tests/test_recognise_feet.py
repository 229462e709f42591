"""The feet of a document, read back from what we print, from real documents and from everything offices do to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import document
from examples import PLANS, PRESS, ROOT, example
from flows import doc, grid, para
from generator.compose.feet import filing_text, recipient_lines, signer_lines
from generator.flow import Block, Grid, Para, paras_of, plain_para
from generator.load import load_plan, parse_plan
from generator.model import Document, Filing, Recipient, Signer
from generator.pipeline import make
from generator.recognise.back_matter.feet import Feet, feet
from generator.recognise.back_matter.recipients import filing
from generator.word.archive import read
from generator.word.content import read_flow
from rich_documents import SEVERAL_SIGNERS, rich_keys
from test_recognise_head import as_yaml, dump, words


def read_dump(text: str) -> Feet:
    found = feet(dump(text))
    assert found is not None
    return found


def recipients(found: Feet) -> list[str]:
    """The recipients in short: "name (note): part, part"."""
    made = found.recipients.value if found.recipients else ()
    return [
        f"{r.name}{f' ({r.note})' if r.note else ''}{': ' if r.parts else ''}{' | '.join(r.parts)}" for r in made
    ]  # fmt: skip


def signers(found: Feet) -> list[tuple[str, ...]]:
    """Each signature as printed: authority and title, another post, the name."""
    made = [signer_lines(signer) for signer in (found.signers.value if found.signers else ())]
    return [(*lines.quyen_han, lines.chuc_vu_khac, lines.ho_ten) for lines in made]


def doubts(found: Feet) -> list[str]:
    values = (found.recipients, found.filing, found.signers)
    return [value.doubt for value in values if value is not None and value.doubt]


# --- our own documents ------------------------------------------------------------------------------------------------


def printed(made: Document, last_article: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """The lines of the feet as the renderer prints them."""
    lines = [signer_lines(signer) for signer in made.signers]
    names = [(*line.quyen_han, line.chuc_vu_khac, line.ho_ten) for line in lines]
    return list(recipient_lines(made, last_article)), names


def reprinted(found: Feet) -> list[str]:
    """The lines "Nơi nhận" that what was found prints again."""
    assert found.recipients is not None and found.filing is not None
    keys = {"noi_nhan": found.recipients.value, "luu": found.filing.value}
    made = document().model_copy(update={"recipients": keys["noi_nhan"], "filing": keys["luu"]})
    return list(recipient_lines(made, ""))


@pytest.mark.parametrize(("name", "article"), [(name, "Điều 3" if "quyet-dinh" in name else "") for name in PLANS])
def test_the_feet_of_the_example_plans_are_read_back(name: str, article: str) -> None:
    plan = load_plan(ROOT / "plans" / f"{name}.yaml").document
    found = feet(read_flow(read(example(name))).blocks)
    assert found is not None
    assert (reprinted(found), signers(found)) == printed(plan, article)
    assert found.unplaced == () and doubts(found) == []


@pytest.mark.parametrize("kind", ["quyet-dinh", "cong-van", "bao-cao"])
@pytest.mark.parametrize("several", [False, True])
def test_rich_feet_are_read_back(kind: str, several: bool) -> None:
    unprinted = "kinh_gui" if kind == "quyet-dinh" else "kem_theo"
    keys = {k: v for k, v in rich_keys(kind).items() if k != unprinted}
    keys |= {"nguoi_ky": SEVERAL_SIGNERS} if several else {}
    plan = Document.model_validate(keys)
    flow = read_flow(read(make(parse_plan(as_yaml(keys), "x.yaml"), PRESS).data))
    found = feet(flow.blocks)
    assert found is not None and found.unplaced == () and doubts(found) == []
    assert (reprinted(found), signers(found)) == printed(plan, "")
    claimed_once(flow.blocks, found)


# --- real documents ---------------------------------------------------------------------------------------------------

SAMPLES: dict[str, tuple[int, str, tuple[str, ...]]] = {
    "lc-cv-ubnd-chi-dao": (3, "VT, KT.T.Q.Hùng", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Ngô Hạnh Phúc")),
    "lc-kh-2242-kiem-tra": (1, "VT, CN.M.Cường", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", "Hoàng Văn Thuân")),
    "lc-kh-chi-thi-11-khoang-san": (
        10, "VT, KT", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Nguyễn Thành Sinh")),
    "lc-qd-doan-kiem-tra-hoa-chat": (2, "VT, CN.Loan", ("GIÁM ĐỐC", "", "Hoàng Chí Hiền")),
    "lc-tb-2245": (2, "VT, CN.M.Cường", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", "Hoàng Văn Thuân")),
    "lc-tbkl-ubnd": (9, "VT, TH", ("CHÁNH VĂN PHÒNG", "", "Lê Trí Hà")),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_the_feet_of_real_documents(shared: Path, name: str) -> None:
    flow = read_flow(read((shared / "samples" / f"{name}.docx").read_bytes()))
    found = feet(flow.blocks)
    assert found is not None and found.filing is not None and found.unplaced == () and doubts(found) == []
    count, kept, signed = SAMPLES[name]
    assert (len(recipients(found)), filing_text(found.filing.value), signers(found)) == (count, kept, [signed])
    assert found.end == found.start + 1
    claimed_once(flow.blocks, found)


SEEDS = {
    "000": (9, "VT, NC.Bền", ("CHỦ TỊCH", "", "Lê Ánh Dương")),
    "003": (8, "VT, KGVX (2).vt", ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "", "Nguyễn Sỹ Hiệp")),
}


@pytest.mark.parametrize("dense", [False, True])
@pytest.mark.parametrize("number", SEEDS)
def test_the_feet_of_the_seeds(shared: Path, number: str, dense: bool) -> None:
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    blocks = tuple(b for b in dump(path.read_text(encoding="utf-8")) if not dense or b.words)  # type: ignore[union-attr]
    found = feet(blocks)
    assert found is not None and found.filing is not None and found.unplaced == () and doubts(found) == []
    count, kept, signed = SEEDS[number]
    assert (len(recipients(found)), filing_text(found.filing.value), signers(found)) == (count, kept, [signed])


def test_a_dump_with_two_columns_in_a_line(shared: Path) -> None:
    text = (shared / "samples" / "hanoi-kh277-cao-diem-100-ngay-cds-2026.txt").read_text(encoding="utf-8")
    found = read_dump(text)
    assert len(recipients(found)) == 15 and doubts(found) == [] and found.unplaced == ()
    assert signers(found) == [("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Trương Việt Dũng")]
    assert dump(text)[found.end].words == "Phụ lục"  # type: ignore[union-attr]


# --- recipients -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lines", "expected"), [
    (["- Các sở;"], ["Các sở"]),
    (["- Thủ tướng Chính phủ (để b/c);"], ["Thủ tướng Chính phủ (để b/c)"]),
    (["- Thường trực Tỉnh ủy (b/c);", "- Bộ A, Bộ B (để ph/h th/h);"],
     ["Thường trực Tỉnh ủy (b/c)", "Bộ A, Bộ B (để ph/h th/h)"]),
    (["- Chánh VP, Phó CVP (Bích);"], ["Chánh VP, Phó CVP (Bích)"]),
    (["- Văn phòng UBND tỉnh:", "+ LĐVP, TKCT;", "+ TH;"], ["Văn phòng UBND tỉnh: LĐVP, TKCT | TH"]),
    (["- VPCP: BTCN, PCN A,", "Trợ lý TTg,", "các Vụ: TH, NC;"], ["VPCP: BTCN, PCN A, Trợ lý TTg, các Vụ: TH, NC"]),
    (["- Các cơ quan trung ương", "   trên địa bàn;", "- B;"], ["Các cơ quan trung ương trên địa bàn", "B"]),
    (["- Như trên;- Các sở;"], ["Như trên", "Các sở"]),
    (["Như trên;", "Các sở;"], ["Như trên", "Các sở"]),
    (["- Như Điều 5;", "- ;"], ["Như Điều 5"]),
    (["* Các sở;", "• Các xã;"], ["Các sở", "Các xã"]),
])  # fmt: skip
def test_recipients(lines: list[str], expected: list[str]) -> None:
    below = [*lines, "- Lưu: VT."]
    for found in (
        read_dump("\n".join(["Nơi nhận:", *below, "CHỦ TỊCH", "", "Lê Văn A"])),
        feet(doc(grid([["\n".join(["Nơi nhận:", *below]), "CHỦ TỊCH\n\n\nLê Văn A"]])).blocks),
        feet(doc(grid([["Nơi nhận:\n" + "\n".join(below), "", "CHỦ TỊCH"], ["", "", "Lê Văn A"]])).blocks),
        feet(doc("CHỦ TỊCH", "", "Lê Văn A", "Nơi nhận:", *below).blocks),
    ):
        assert found is not None and recipients(found) == expected and found.unplaced == ()
        assert signers(found) == [("CHỦ TỊCH", "", "Lê Văn A")] and found.filing is not None


@pytest.mark.parametrize(("text", "kept", "asked"), [
    ("VT, NC.Châu", "VT, NC.Châu", 0), ("VT, CN(M.Cường).", "VT, CN.M.Cường", 0),
    ("VT, XDCT. Khánh", "VT, XDCT.Khánh", 0),
    ("VT. NC.Châu", "VT, NC.Châu", 1), ("VT, CST (PLP) (    b).", "VT, CST.PLP", 1),
    ("VT, GDPT. Hiển (3b).", "VT, GDPT (3).Hiển", 0), ("VT.", "VT", 0), ("VT, CN(M.Cường.", "VT, CN.M.Cường", 0),
    ("VT, KGVX (2).vt.", "VT, KGVX (2).vt", 0), ("VT, HC (2).", "VT, HC (2)", 0), ("VT, CN, Cm.", "VT, CN, Cm", 0),
    ("VT, PL.(300)", "VT, PL (300)", 0), ("VT; TH.", "VT, TH", 1), ("VT TH.", "VT, TH", 1),
    ("VT (05 bản).", "VT (5)", 0),
    ("VT, CN(Loan), PC.", "VT, CN(Loan), PC", 0), ("VT, NC (Bền, Châu).", "VT, NC (Bền, Châu)", 0),
    ("VT, Vụ PC (3b), TrH 25.", "VT, Vụ PC (3b), TrH 25", 0), ("VT, KT (T.Q.Hùng).", "VT, KT.T.Q.Hùng", 0),
    ("VT.An", "VT.An", 0), ("VT, NC (0).", "VT, NC.0", 0),
])  # fmt: skip
def test_who_keeps_it(text: str, kept: str, asked: int) -> None:
    read_line = filing(text)
    assert read_line.filing is not None and filing_text(read_line.filing) == kept and bool(read_line.doubt) == asked


@pytest.mark.parametrize("line", ["- Lưu: VT, NC.Bền.", "+ Lưu: VT, NC.Bền.", "Lưu: VT, NC.Bền", "- Lưu VT, NC.Bền.",
                                  "-Lưu : VT, NC.Bền.", "- LƯU: VT, NC.Bền."])  # fmt: skip
def test_the_line_luu_is_known_in_all_forms(line: str) -> None:
    found = read_dump(f"Nơi nhận:\n- A;\n{line}\nCHỦ TỊCH\nLê Văn A")
    assert found.filing is not None and filing_text(found.filing.value) == "VT, NC.Bền" and recipients(found) == ["A"]


def test_an_empty_line_luu_is_left_and_nothing_is_invented() -> None:
    found = read_dump("Nơi nhận:\n- A;\n- Lưu: .\nCHỦ TỊCH\nLê Văn A")
    assert found.filing is None and words(found.unplaced) == ["- Lưu: ."]


FILED = st.text("VTNCaế ,.;()23b", max_size=14)


@given(FILED)
def test_the_line_luu_prints_what_it_is_read_from(text: str) -> None:
    first = filing(text).filing
    assert first is None or filing(f"{filing_text(first)}.").filing == first


# --- signatures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lines", "expected", "asked"), [
    (["CHỦ TỊCH", "", "", "Lê Văn A"], ("CHỦ TỊCH", "", "Lê Văn A"), 0),
    (["CHỦ TỊCH", "Lê Văn A"], ("CHỦ TỊCH", "", "Lê Văn A"), 0),
    (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "Lê A"], ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Lê A"), 0),
    (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Y Thanh Hà"],
     ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Y Thanh Hà"), 0),
    (["TL.CHỦ TỊCH", "KT.CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "", "Lê A"],
     ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "", "Lê A"), 0),
    (["TL. CHỦ TỊCH KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "", "Lê A"],
     ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "", "Lê A"), 0),
    (["**KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM**", "", "Lê A"],
     ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "", "Lê A"), 0),
    (["TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG", "", "Lê A"], ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG", "", "Lê A"), 0),
    (["Q. GIÁM ĐỐC", "", "Lê A"], ("Q. GIÁM ĐỐC", "", "Lê A"), 0),
    (["K/T HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "", "Lê A"], ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "", "Lê A"), 1),
    (["T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "Lê A"], ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "Lê A"), 1),
    (["TM. ĐOÀN KIỂM TRA", "TRƯỞNG ĐOÀN", "", "Lê Văn A", "PHÓ GIÁM ĐỐC SỞ B"],
     ("TM. ĐOÀN KIỂM TRA", "TRƯỞNG ĐOÀN", "PHÓ GIÁM ĐỐC SỞ B", "Lê Văn A"), 1),
    (["TRƯỞNG BAN", "", "PHÓ CHỦ TỊCH TỈNH B", "Lê Văn A"], ("TRƯỞNG BAN", "PHÓ CHỦ TỊCH TỈNH B", "Lê Văn A"), 0),
    (["TRƯỞNG BAN", "", "Phó Chủ tịch tỉnh B", "Lê Văn A"], ("TRƯỞNG BAN", "Phó Chủ tịch tỉnh B", "Lê Văn A"), 0),
    (["Q. GIÁM ĐỐC", "", "Lê Văn A", "PHÓ GIÁM ĐỐC SỞ B"], ("Q. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC SỞ B", "", "Lê Văn A"), 1),
    (["TM. BAN CHỈ ĐẠO PHÒNG, CHỐNG", "TỘI PHẠM", "TRƯỞNG BAN", "", "Lê A"],
     ("TM. BAN CHỈ ĐẠO PHÒNG, CHỐNG TỘI PHẠM", "TRƯỞNG BAN", "", "Lê A"), 0),
    (["GIÁM ĐỐC", "", "", "Thượng tá Lê Thị B"], ("GIÁM ĐỐC", "", "Thượng tá Lê Thị B"), 0),
    (["GIÁM ĐỐC", "", "", "PGS.TS. Lê Thị B"], ("GIÁM ĐỐC", "", "PGS.TS. Lê Thị B"), 0),
    (["GIÁM ĐỐC", "", "", "NGUYỄN VĂN A"], ("GIÁM ĐỐC", "", "NGUYỄN VĂN A"), 0),
    (["TM. ỦY BAN NHÂN DÂN", "", "CHỦ TỊCH", "", "Lê A"], ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "Lê A"), 0),
])  # fmt: skip
def test_signatures(lines: list[str], expected: tuple[str, ...], asked: int) -> None:
    for found in (
        read_dump("\n".join(["Nơi nhận:", "- A;", "- Lưu: VT.", *lines])),
        read_dump("\n".join(["Nội dung./.", *lines, "", "PHỤ LỤC I", "DANH MỤC"])),
        feet(doc("Nội dung./.", grid([["Nơi nhận:\n- A;\n- Lưu: VT.", "\n".join(lines)]])).blocks),
        feet(doc("Nội dung./.", grid([["", "\n".join(lines)]])).blocks),
    ):
        assert found is not None and signers(found) == [expected] and len(doubts(found)) == asked
        assert found.unplaced == ()


def test_usual_writing_of_posts_is_kept_and_others_stay_in_capitals() -> None:
    found = read_dump("Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê A")
    assert found.signers is not None
    (signer,) = found.signers.value
    assert [line.whose for line in signer.authority] == ["Ủy ban nhân dân", "Chủ tịch"]
    assert signer.title == "Phó Chủ tịch"
    other = read_dump("Nơi nhận:\n- Lưu: VT.\nTM. BAN TỔ CHỨC HỘI THI\nTRƯỞNG TIỂU BAN\nLê A").signers
    assert other is not None and other.value[0].title == "TRƯỞNG TIỂU BAN"
    assert other.value[0].authority[0].whose == "BAN TỔ CHỨC HỘI THI"


def test_a_title_and_lines_in_one_paragraph() -> None:
    right = Grid((((grid([["Nơi nhận:\n- A;\n- Lưu: VT."]]).rows[0][0]), grid([[
        para("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\nLê Văn A", bold=True)]]).rows[0][0]),))  # fmt: skip
    found = feet((right,))
    assert found is not None
    assert signers(found) == [("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Lê Văn A")]


def test_a_post_without_a_name() -> None:
    for text in ("Nơi nhận:\n- A;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nPhụ lục I\nDANH MỤC",
                 "Nơi nhận:\n- A;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nCHƯƠNG TRÌNH CÔNG TÁC\nA"):  # fmt: skip
        found = read_dump(text)
        assert signers(found) == [("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "")] and found.end == 5


def test_several_signers_stand_side_by_side() -> None:
    rows = [["CHỦ TỊCH\n\n\nLê Văn A", "GIÁM ĐỐC\n\nTrần B"], ["KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n\nNguyễn C", ""]]
    found = feet(doc("Nội dung./.", grid(rows), "Nơi nhận:", "- A;", "- Lưu: VT.").blocks)
    assert found is not None and (found.start, found.end) == (1, 5) and found.unplaced == ()
    assert [lines[-1] for lines in signers(found)] == ["Lê Văn A", "Trần B", "Nguyễn C"]


def test_minutes_are_signed_by_secretary_and_chair() -> None:
    found = feet(doc("Nội dung./.", grid([["THƯ KÝ\n\n\nLê Văn A", "CHỦ TỌA\n\n\nTrần B"]])).blocks)
    assert found is not None and found.recipients is None and found.filing is None
    assert signers(found) == [("THƯ KÝ", "", "Lê Văn A"), ("CHỦ TỌA", "", "Trần B")]


# --- layouts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "asked"), [
    ("Nơi nhận:                      TM. ỦY BAN NHÂN DÂN\n- Như trên;                         KT. CHỦ TỊCH\n"
     "- Lưu: VT, NC.                     PHÓ CHỦ TỊCH\n\n\n                                Lê Văn A\n\nPhụ lục", 0),
    ("Nơi nhận:\t\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\t\tKT. CHỦ TỊCH\n- Lưu: VT, NC.\t\tPHÓ CHỦ TỊCH\n\n"
     "\t\t\tLê Văn A", 0),
    ("Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như trên; KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn A\n- Lưu: VT, NC.\n"
     "Phụ lục", 2),
    ("Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như trên; KT. CHỦ TỊCH\n- Lưu: VT, NC. PHÓ CHỦ TỊCH\nLê Văn A\n"
     "Phụ lục", 2),
])  # fmt: skip
def test_two_columns_in_the_lines_of_a_dump(text: str, asked: int) -> None:
    found = read_dump(text)
    assert recipients(found) == ["Như trên"]
    assert found.filing is not None and filing_text(found.filing.value) == "VT, NC"
    assert signers(found) == [("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Lê Văn A")]
    assert len(doubts(found)) == asked and found.unplaced == ()


@pytest.mark.parametrize("block", [
    grid([["TT", "Nơi nhận"], ["1", "Sở A"]]), para("Nơi nhận hồ sơ: một cửa"), para("CHỦ TỊCH ỦY BAN NHÂN DÂN"),
    grid([["TT", "Chức vụ"], ["1", "Giám đốc"]]), para("Giám đốc Sở A chịu trách nhiệm"), para("I. CHỦ TỊCH"),
    grid([["Số: 05/KH-A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]]), para(""),
])  # fmt: skip
def test_what_is_no_feet(block: Block) -> None:
    assert feet((para("Căn cứ Luật A;"), block, para("Căn cứ Luật B;"))) is None
    assert feet(()) is None


def test_the_annex_that_follows_stays_outside() -> None:
    found = read_dump("Nơi nhận:\n- A;\n- Lưu: VT.\n\nCHỦ TỊCH\n\n\nLê Văn A\n\nCHƯƠNG TRÌNH\nNơi nhận:\n- B;")
    assert (found.start, found.end) == (0, 8) and recipients(found) == ["A"]


# --- laws -------------------------------------------------------------------------------------------------------------

LINE = st.sampled_from([
    "", " ", "Nơi nhận:", "Nơi nhận: TM. ỦY BAN", "- A;", "- Các cơ quan", "+ B, C;", "- Lưu: VT, NC (2).Bền.",
    "Lưu VT.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "CHỦ TỊCH", "(Đã ký)", "Lê Văn A", "NGUYỄN VĂN B",
    "Phó Chủ tịch tỉnh", "PHÓ GIÁM ĐỐC SỞ B", "- D;     KT. CHỦ TỊCH", "- D; KT. CHỦ TỊCH", "Phụ lục I", "Câu văn./.",
    "- VPCP:", "- Như trên (để b/c);", "KẾ HOẠCH", "CHỦ TỊCH\nLê Văn A", "Nơi nhận:\n- A;\n- Lưu: VT.",
]) | st.text("aA .:;-+()\n\tLưu1", max_size=12)  # fmt: skip
CELL = LINE.filter(lambda text: ";" not in text or "KT." not in text)  # a frame has parted its columns already
ROW = st.integers(1, 3).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=3))
BLOCKS = st.lists(LINE.map(plain_para) | ROW.map(grid), max_size=14).map(tuple)


def claimed_once(blocks: Sequence[Block], found: Feet) -> None:
    """Every paragraph that was read is in one component, or form, or left; none in two."""
    components = (found.recipients, found.filing, found.signers)
    claimed = Counter(id(p) for c in components if c for p in paras_of(tuple(c.blocks)))
    claimed += Counter(id(p) for p in paras_of(found.form))
    said = Counter(id(p) for p in paras_of(tuple(blocks[found.start : found.end])))
    assert claimed + Counter(id(p) for p in found.unplaced if id(p) in said) == said


@given(BLOCKS)
def test_nothing_is_lost_and_nothing_stands_twice(blocks: tuple[Block, ...]) -> None:
    copies = tuple(Para(b.runs, place=str(i)) if isinstance(b, Para) else b for i, b in enumerate(blocks))
    found = feet(copies)
    if found is not None:
        assert 0 <= found.start < found.end <= len(blocks)
        claimed_once(copies, found)


@given(BLOCKS)
def test_feet_that_are_printed_again_are_read_again(blocks: tuple[Block, ...]) -> None:
    """Law 3: import, render, import gives the same recipients, filing and signers.

    More than two signatures stand in several rows; one without a name runs into the next there.
    """
    found = feet(blocks)
    if found is None or found.signers is None:
        return
    if len(found.signers.value) > 2 and not all(signer.name for signer in found.signers.value):
        return
    values = found.recipients.value if found.recipients else (), found.filing.value if found.filing else Filing()
    again = feet(_printed(*values, found.signers.value))
    assert again is not None and again.recipients is not None and again.filing is not None
    assert again.signers is not None and again.unplaced == ()
    assert (again.recipients.value, again.filing.value, again.signers.value) == (*values, found.signers.value)


def _printed(names: tuple[Recipient, ...], kept: Filing, signed: tuple[Signer, ...]) -> tuple[Block, ...]:
    """The feet as the renderer lays them out: one frame, or the signatures two by two and the recipients below."""
    made = document().model_copy(update={"recipients": names, "filing": kept, "signers": signed})
    listed = ["Nơi nhận:", *recipient_lines(made, "")]
    cells = ["\n".join([*lines.quyen_han, " ", *filter(None, [lines.chuc_vu_khac]), lines.ho_ten])
             for lines in map(signer_lines, signed)]  # fmt: skip
    if len(signed) == 1:
        return doc(grid([["\n".join(listed), cells[0]]])).blocks
    cells += [""] * (len(cells) % 2)
    return doc(grid(list(zip(cells[::2], cells[1::2], strict=True))), *listed).blocks


def test_any_value_has_its_own_words() -> None:
    """A doubt is a question for a person."""
    found: list[Any] = doubts(read_dump("Nơi nhận:\n- A;\n- Lưu: VT. NC.Châu\nK/T CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê A"))
    assert len(found) == 2 and all(text.endswith("?") for text in found)
