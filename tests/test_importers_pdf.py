"""A PDF gives the paragraphs, tables and blocks that a person sees on its pages."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from engines import need_office
from examples import example, lines
from generator.convert import to_pdf
from generator.flow import Flow, Grid, Para, paras_of
from generator.importers.pdf import page
from generator.importers.pdf.reading import PAGES, read_pdf
from generator.metrics import width_pt
from generator.problems import ProblemsError
from made_pdfs import line as rule
from made_pdfs import pdf, say, say_upwards, stream, table

pytest.importorskip("pdfplumber", reason="the extra [pdf] is not installed")

WIDE = "Cac co quan don vi can cu ke hoach nay to chuc thuc hien day du va bao cao"


def texts(flow: Flow) -> list[str]:
    return [block.text for block in flow.blocks if isinstance(block, Para)]


def grids(flow: Flow) -> list[Grid]:
    return [block for block in flow.blocks if isinstance(block, Grid)]


def cells(grid: Grid) -> list[list[tuple[str, str]]]:
    return [[(cell.text, cell.merged) for cell in row] for row in grid.rows]


def refused(data: bytes) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        read_pdf(data)
    return [one.code for one in caught.value.problems]


# --- paragraphs


def test_lines_become_paragraphs_by_margins() -> None:
    said = [WIDE, WIDE + " ket qua", "cho Uy ban."]
    content = "\n".join(say(85 + (28 if i % 3 == 0 else 0), 760 - 17 * i, said[i % 3]) for i in range(9))
    flow = read_pdf(pdf(content))
    assert texts(flow) == [" ".join(said)] * 3
    assert [block.place for block in flow.blocks] == ["trang 1, dòng 1", "trang 1, dòng 4", "trang 1, dòng 7"]


def test_faces_and_raised_letters() -> None:
    flow = read_pdf(pdf("\n".join([
        say(85, 700, "Muc dich", font="F2"), say(150, 700, "nghieng", font="F3"), say(85, 660, "10 m"),
        say(110.3, 660, "2", size=8, rise=5),
    ])))  # fmt: skip
    first, second = flow.blocks
    assert isinstance(first, Para) and isinstance(second, Para) and flow.formatted
    assert [(run.text.strip(), run.bold, run.italic) for run in first.runs if run.text.strip()] == [
        ("Muc dich", True, False), ("nghieng", False, True)]
    assert [(run.text, run.superscript) for run in second.runs] == [("10 m", False), ("2", True)]


def test_a_file_of_one_face_says_no_formats() -> None:
    assert not read_pdf(pdf(say(85, 700, "Muc dich"))).formatted


def test_centred_lines_stay_lines() -> None:
    body = "\n".join(say(85, 500 - 17 * i, WIDE + " ket qua") for i in range(6))
    middle = 85 + width_pt(WIDE + " ket qua", 14) / 2
    titles = (("KE HOACH", 700.0), ("Kiem tra luu tru nam 2026", 680.0))
    flow = read_pdf(pdf("".join(say(middle - width_pt(text, 14) / 2, y, text) for text, y in titles) + body))
    head = [block for block in flow.blocks if isinstance(block, Para)][:2]
    assert [(para.text, para.align) for para in head] == [
        ("KE HOACH", "center"), ("Kiem tra luu tru nam 2026", "center")]


def test_page_numbers_and_running_heads_are_taken_out() -> None:
    pages = [say(290, 800, "Cong bao tinh") + say(85, 700, f"Noi dung {i}.") + (say(295, 40, str(i)) if i > 1 else "")
             for i in (1, 2, 3)]  # fmt: skip
    flow = read_pdf(pdf(*pages))
    assert texts(flow) == ["Noi dung 1.", "Noi dung 2.", "Noi dung 3."]
    assert [para.text for para in flow.removed] == ["Cong bao tinh", "Cong bao tinh", "2", "Cong bao tinh", "3"]


def test_wide_gaps_are_spaces() -> None:
    assert re.fullmatch(r"So: {6,14}/KH", texts(read_pdf(pdf(say(85, 700, "So:") + say(140, 700, "/KH"))))[0])


def test_footnotes() -> None:
    body = "\n".join(say(85, 700 - 17 * i, WIDE) for i in range(4))
    mark = say(85, 600, "Luat Luu tru") + say(163, 600, "1", size=8, rise=5)
    note = say(85, 80, "1", size=6, rise=4) + say(89, 80, "Luat so 33 nam 2024", size=10)
    note += say(85, 68, "va cac nghi dinh.", size=10)
    flow = read_pdf(pdf(f"{body}\n{mark}\n{rule(85, 95, 230, 95)}\n{note}"))
    marked = next(para for para in paras_of(flow.blocks) if "Luat Luu tru" in para.text)
    assert [run.footnote for run in marked.runs if run.footnote] == ["1"]
    assert "".join(run.text for run in flow.footnotes["1"]) == "Luat so 33 nam 2024 va cac nghi dinh."
    assert not any("Luat so 33" in text for text in texts(flow))


# --- tables


def test_a_table_with_merged_cells() -> None:
    lines = table([85, 125, 300, 500], [700, 670, 640, 610]).replace(rule(85, 640, 500, 640), rule(85, 640, 300, 640))
    lines = lines.replace(rule(125, 700, 125, 610), rule(125, 700, 125, 670) + rule(125, 640, 125, 610))
    flow = read_pdf(pdf(f"{lines}\n{say(95, 680, 'TT')}{say(130, 680, 'Noi dung')}{say(310, 680, 'Ai')}"
                        f"{say(95, 650, 'Nhom mot')}{say(310, 650, 'So A')}{say(95, 620, '1')}{say(130, 620, 'Viec')}"))
    (grid,) = grids(flow)
    assert cells(grid) == [[("TT", ""), ("Noi dung", ""), ("Ai", "")], [("Nhom mot", ""), ("", "left"), ("So A", "")],
                           [("1", ""), ("Viec", ""), ("", "above")]]  # fmt: skip
    assert texts(flow) == []


def test_lines_of_a_cell_are_joined_where_the_next_word_had_no_room() -> None:
    content = table([85, 125, 245, 400], [700, 600]) + "\n".join([
        say(130, 680, "So Nong nghiep va"), say(130, 664, "Moi truong"), say(250, 680, "So A"), say(250, 664, "So B"),
        say(250, 648, "- So C;"), say(90, 680, "1"),
    ])  # fmt: skip
    assert cells(grids(read_pdf(pdf(content)))[0]) == [
        [("1", ""), ("So Nong nghiep va Moi truong", ""), ("So A\nSo B\n- So C;", "")]]


def test_a_head_repeated_on_the_next_page_is_marked() -> None:
    pages = [table([85, 125, 300], [700, 670, 640]) + say(95, 680, "TT") + say(130, 680, "Noi dung")
             + say(95, 650, number) + say(130, 650, f"Viec {number}") for number in ("1", "2")]  # fmt: skip
    assert [(grid.heads, len(grid.rows)) for grid in grids(read_pdf(pdf(*pages)))] == [(1, 2), (1, 2)]


@pytest.mark.parametrize("drawing", [
    rule(85, 695, 200, 695),  # an underline
    "85 690 100 20 re S",  # a frame
    "0.9 g 85 690 60 20 re f 0.8 g 145 690 60 20 re f 0 g",  # shades behind words
])
def test_what_is_no_table(drawing: str) -> None:
    flow = read_pdf(pdf(f"{drawing}\n{say(90, 698, 'Muc dich yeu cau')}"))
    assert grids(flow) == [] and texts(flow) == ["Muc dich yeu cau"]


def test_columns_without_lines_are_reported() -> None:
    content = "\n".join(say(x, 700 - 20 * i, f"o {i}") for i in range(5) for x in (85, 250, 420))
    assert [one.code for one in read_pdf(pdf(content)).found] == ["I052"]


def test_a_landscape_page_after_one_that_is_not_full_begins_anew() -> None:
    flow = read_pdf(pdf(say(85, 400, "Phan mot."), say(85, 400, "Phu luc"), size=(842, 595)))
    assert [(block.landscape, isinstance(block, Para) and block.new_page) for block in flow.blocks] == [
        (True, False), (True, True)]


# --- what is drawn by signatures, and what is hidden


def signed(flags: int, kind: str = "/Subtype /Widget /FT /Sig") -> bytes:
    form = stream("BT /F1 13 Tf 1 0 0 1 0 4 Tm (277) Tj ET", "/Type /XObject /Subtype /Form /BBox [0 0 40 20] "
                  "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> >> >>")
    note = f"<< /Type /Annot {kind} /F {flags} /Rect [108 696 148 716] /AP << /N 3 0 R >> >>"
    return pdf(say(85, 700, "So:") + say(160, 700, "/KH-X"), objects=(form, note), extra="/Annots [4 0 R]")


def test_the_number_of_a_digital_signature_is_read() -> None:
    assert re.fullmatch(r"So: ?277 +/KH-X", texts(read_pdf(signed(4)))[0])


@pytest.mark.parametrize(("flags", "kind"), [
    (2, "/Subtype /Widget /FT /Sig"), (4, "/Subtype /Popup"), (4, "/Subtype /Text"),
])
def test_hidden_notes_are_not_read(flags: int, kind: str) -> None:
    assert re.fullmatch(r"So: +/KH-X", texts(read_pdf(signed(flags, kind)))[0])


def test_letters_outside_the_page_and_drawn_twice_are_not_read() -> None:
    content = say(85, 700, "Muc dich") + say(85.1, 700, "Muc dich") + say(900, 700, "ngoai") + say(85, -50, "duoi")
    assert texts(read_pdf(pdf(content))) == ["Muc dich"]


def test_a_stamp_beside_the_head_is_taken_out() -> None:
    stamp = [say(400, 800, "Email: a@x.gov.vn", size=8), say(400, 790, "Date: 2026.01.02 10:11:12 +07:00", size=8)]
    flow = read_pdf(pdf("\n".join([*stamp, say(85, 790, "BO X"), say(85, 700, "KE HOACH")])))
    assert texts(flow) == ["BO X", "KE HOACH"]
    assert [para.text for para in flow.removed] == ["Email: a@x.gov.vn", "Date: 2026.01.02 10:11:12 +07:00"]


# --- pages that lie, scans, what cannot be read


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_turned_by_its_file_reads_as_it_is_seen(degrees: int) -> None:
    turns = {0: (1, 0, 0, 1, 0, 0), 90: (0, 1, -1, 0, 595, 0), 180: (-1, 0, 0, -1, 595, 842),
             270: (0, -1, 1, 0, 0, 842)}  # fmt: skip
    content = f"{' '.join(map(str, turns[degrees]))} cm {say(85, 500, 'Dong mot')}{say(85, 480, 'Dong hai')}"
    flow = read_pdf(pdf(content, extra=f"/Rotate {degrees}"))
    assert texts(flow) == ["Dong mot", "Dong hai"] and flow.found == ()


def test_text_that_lies_on_its_side_is_turned_and_said() -> None:
    flow = read_pdf(pdf(say_upwards(100, 85, "Dong mot") + say_upwards(120, 85, "Dong hai")))
    assert texts(flow) == ["Dong mot", "Dong hai"]
    assert [(one.code, one.place) for one in flow.found] == [("I051", "trang 1")]


IMAGE = stream("\0", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8")
SCAN = "q 595 0 0 842 0 0 cm /Im0 Do Q\n"


def scan(*pages: str) -> bytes:
    return pdf(*pages, objects=(IMAGE,), resources="/XObject << /Im0 3 0 R >>")


def test_a_scan_is_named() -> None:
    assert refused(scan(SCAN)) == ["I044"]
    assert refused(pdf("")) == ["I044"]


def test_a_scanned_page_among_others_and_one_with_a_layer_of_text() -> None:
    layer = say(85, 700, "Lop chu nhan dang tren trang quet nay")
    flow = read_pdf(scan(say(85, 700, "Trang co chu."), SCAN, SCAN + layer))
    assert [(one.code, one.place) for one in flow.found] == [("I049", "trang 2"), ("I050", "trang 3")]


def test_a_password() -> None:
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<31> <31>]"
    assert refused(pdf(say(85, 700, "x"), trailer=lock)) == ["I045"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"not a pdf", b"%PDF-1.7\n" + b"\0" * 500,
                                  pdf(say(85, 700, "x"))[:300], pdf(),
                                  pdf("", "").replace(b"/Kids [3 0 R", b"/Kids [9 0 R"),
                                  pdf(say(85, 700, "x")).replace(b"/Contents 4", b"/Contents 1")])
def test_damaged_files(data: bytes) -> None:
    assert refused(data) in (["I046"], ["I044"])


def test_too_many_pages() -> None:
    assert refused(pdf(*["" for _ in range(PAGES + 1)])) == ["I047"]


def test_fonts_of_an_old_encoding_are_refused() -> None:
    content = say(85, 700, "C\xe9ng h\xdfa x\xb7 h\xe9i ch\xf1 ngh\xdca Vi\xd6t Nam")
    assert refused(pdf(content, fonts={"F1": ".VnTime"})) == ["I048"]
    assert refused(pdf(content)) == ["I048"]
    assert texts(read_pdf(pdf(say(85, 700, "Ke hoach"), fonts={"F1": ".VnTime"}))) == ["Ke hoach"]


def test_without_pdfplumber(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    assert refused(pdf(say(85, 700, "x"))) == ["I043"]


# --- documents


def words(texts: list[str]) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", " ".join(texts)).casefold()))


def paragraphs(flow: Flow) -> list[str]:
    """The paragraphs of a flow; rows that a page repeats are read once, as joining tables does."""
    made: list[str] = []
    seen: set[str] = set()
    for block in flow.blocks:
        rows = block.rows if isinstance(block, Grid) else ()
        for i, row in enumerate(rows):
            said = " ".join(cell.text for cell in row)
            if isinstance(block, Grid) and i < block.heads and said in seen:
                continue
            seen |= {said} if isinstance(block, Grid) and i < block.heads else set()
            made += [para.text for cell in row for para in cell.paras]
        made += [block.text] if isinstance(block, Para) else []
    return [" ".join(text.split()) for text in made]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, Flow]]:
    """Example documents as (bytes of the .docx, what its PDF says)."""
    need_office()
    folder = tmp_path_factory.mktemp("pdf")
    made = {name: example(name) for name in ("ke-hoach-tinh", "thong-bao-ket-luan", "ke-hoach-xa")}
    for name, data in made.items():
        (folder / f"{name}.docx").write_bytes(data)
    to_pdf([folder / f"{name}.docx" for name in made], folder)
    return {name: (data, read_pdf((folder / f"{name}.pdf").read_bytes())) for name, data in made.items()}


@pytest.mark.parametrize("name", ["ke-hoach-tinh", "thong-bao-ket-luan"])
def test_a_printed_document_has_its_paragraphs(printed: dict[str, tuple[bytes, Flow]], name: str) -> None:
    data, flow = printed[name]
    expected = [text for paragraph in lines(data) for text in [" ".join(paragraph.split())] if text]
    assert words(paragraphs(flow)) == words(expected)
    found = Counter(paragraphs(flow))
    assert sum((Counter(expected) - found).values()) <= 0.02 * len(expected), Counter(expected) - found
    assert all(para.text.isdigit() for para in flow.removed) and flow.found == ()


@pytest.mark.parametrize("name", ["ke-hoach-tinh", "thong-bao-ket-luan", "ke-hoach-xa"])
def test_head_and_signature_stand_side_by_side(printed: dict[str, tuple[bytes, Flow]], name: str) -> None:
    head, *_ = flow_grids = [grid for grid in grids(printed[name][1]) if not grid.bordered]
    assert [(len(grid.rows), grid.width) for grid in flow_grids] == [(1, 2), (1, 2)]
    assert head.rows[0][1].text.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n")
    assert flow_grids[1].rows[0][0].text.startswith("Nơi nhận:\n- ")
    assert "Số:" not in head.rows[0][1].text and "- " not in flow_grids[1].rows[0][1].text


def test_the_footnote_of_a_printed_document(printed: dict[str, tuple[bytes, Flow]]) -> None:
    _, flow = printed["ke-hoach-xa"]
    assert list(flow.footnotes) == ["1"]
    assert [run.footnote for para in paras_of(flow.blocks) for run in para.runs if run.footnote] == ["1"]


def test_a_real_plan_with_a_merged_annex(shared: Path) -> None:
    path = shared / "samples" / "hanoi-kh277-cao-diem-100-ngay-cds-2026.pdf"
    flow = read_pdf(path.read_bytes())
    said = words([para.text for para in paras_of(flow.blocks)])
    dump = words([path.with_suffix(".txt").read_text(encoding="utf-8").split("\n", 1)[1]])
    assert not said - dump and all(word.isdigit() for word in dump - said)  # the dump has the page numbers
    annex = [grid for grid in grids(flow) if grid.bordered]
    assert [(grid.width, grid.heads, grid.landscape) for grid in annex] == [(7, 2, True)] * 8
    first = annex[0].rows
    assert [cell.merged for cell in first[0]] == ["", "left", "", "", "", "", ""]
    assert [cell.merged for cell in first[1]] == ["", "", "above", "above", "above", "above", "above"]
    assert [cell.merged for cell in first[3]] == ["", "", "", "", "above", "above", "above"]
    assert [row[0].text for grid in annex for row in grid.rows[2:] if row[0].text] == [str(n) for n in range(1, 34)]
    numbered = [para.text for para in paras_of(flow.blocks) if para.text.startswith("Số:")]
    assert [" ".join(text.split()) for text in numbered] == ["Số:277 /KH-UBND"]  # drawn by the digital signature


def test_a_page_with_more_lines_than_any_table_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LINES_A_PAGE", 3)
    flow = read_pdf(pdf(say(80, 700, "Noi dung") + table((60, 200, 340), (650, 620, 590))))
    assert "I058" in [p.code for p in flow.found] and grids(flow) == [] and "Noi dung" in " ".join(texts(flow))
