"""Pasted text, Markdown and tables of tabs become what they print; old encodings are converted or refused."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.flow import Flow, Grid, Para, paras_of
from generator.importers.text.encodings import decode, from_tcvn3, from_vni, is_mojibake
from generator.importers.text.reading import read_text_flow, read_tsv_flow

MOTTO = "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc. Kế hoạch phòng, chống lũ của ủy ban nhân dân"
HEADS = "TT\tNội dung\tChủ trì\tThời gian"


def texts(flow: Flow) -> list[str]:
    return [block.text for block in flow.blocks if isinstance(block, Para)]


def grid(text: str) -> Grid:
    """The one table of a text."""
    (found,) = (block for block in read_text_flow(text).blocks if isinstance(block, Grid))
    return found


def cells(found: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.rows]


# --- tables of tabs


def test_rows_with_tabs_are_a_table() -> None:
    found = grid(f"Phụ lục\n{HEADS}\n1.\tLập kế hoạch\tSở Nội vụ\tQuý I\n\n2.\tSơ kết\t\tQuý II\n3.\tTổng kết\tSở X")
    assert cells(found) == [["TT", "Nội dung", "Chủ trì", "Thời gian"], ["1.", "Lập kế hoạch", "Sở Nội vụ", "Quý I"],
                            ["2.", "Sơ kết", "", "Quý II"], ["3.", "Tổng kết", "Sở X", ""]]  # fmt: skip
    assert found.place == "dòng 2"
    assert [row[0].paras[0].place for row in found.rows] == ["dòng 2", "dòng 3", "dòng 5", "dòng 6"]


def test_a_row_broken_over_lines_is_put_together() -> None:
    rows = "1.\tLập kế hoạch\n\nvà trình\tSở Nội vụ\nSở Tài chính\tQuý I\n2.\tSơ kết\tSở X\tQuý II\nnăm sau"
    found = grid(f"{HEADS}\n{rows}")
    assert cells(found)[1:] == [["1.", "Lập kế hoạch\nvà trình", "Sở Nội vụ\nSở Tài chính", "Quý I"],
                                ["2.", "Sơ kết", "Sở X", "Quý II\nnăm sau"]]  # fmt: skip


def test_a_group_between_rows_is_a_row() -> None:
    found = grid(f"{HEADS}\n1.\tA\tB\tC\nII. NHÓM HAI\n2.\tA\tB\tC")
    assert cells(found)[2] == ["II. NHÓM HAI", "", "", ""]
    assert [cell.merged for cell in found.rows[2]] == ["", "left", "left", "left"]


def test_two_tables_with_text_between_are_two() -> None:
    row = "1.\tA\tB\tC\n2.\tD\tE\tF"
    flow = read_text_flow(f"{HEADS}\n{row}\nPhụ lục II\n{HEADS}\n{row}")
    assert [type(block).__name__ for block in flow.blocks] == ["Grid", "Para", "Grid"]


def test_text_below_a_table_is_text() -> None:
    flow = read_text_flow(f"{HEADS}\n1.\tA\tB\tC\n2.\tA\tB\tC\n\nNơi nhận:\n- Như trên;")
    assert texts(flow) == ["Nơi nhận:", "- Như trên;"]


def test_cells_quoted_by_a_spreadsheet_keep_their_lines() -> None:
    found = grid(f'{HEADS}\n1\t"Dòng một\nDòng ""hai"""\tSở X\tQuý I\n2\t"Dân vận"\tSở Y\tQuý II')
    assert cells(found)[1][1] == 'Dòng một\nDòng "hai"'
    assert cells(found)[2][1] == '"Dân vận"'
    assert len(found.rows[1][1].paras) == 2


@pytest.mark.parametrize("text", [
    "1.\tMục đích\n2.\tYêu cầu\n3.\tNội dung",
    "-\tSở Nội vụ\n-\tSở Tài chính\n+\tSở Y tế",
    "\tĐoạn thụt đầu dòng\n\tĐoạn thứ hai\n\tĐoạn thứ ba",
    "UBND TỈNH X\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 5/KH\tĐộc lập\nA\tB\nC\tD",
    "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\tCHỦ TỊCH\n- Lưu: VT.\tLê B",
    "Họ tên:\tLê B",
])
def test_other_lines_with_tabs_are_no_table(text: str) -> None:
    flow = read_text_flow(text)
    assert texts(flow) == [line.strip() for line in text.split("\n")]


def test_a_file_of_tabs_is_one_table() -> None:
    flow = read_tsv_flow('a\tb\n\n1.\t"x\ny"\tz\n')
    assert isinstance(flow.blocks[0], Grid)
    assert cells(flow.blocks[0]) == [["a", "b", ""], ["1.", "x\ny", "z"]]
    assert read_tsv_flow("\n").blocks == ()


# --- Markdown


def test_a_pipe_table() -> None:
    found = grid("| TT | **Nội dung** | Ai |\n|---|:---:|---|\n| **I.** | A \\| B | x<br>y |\n| 1. | C |")
    assert cells(found) == [["TT", "Nội dung", "Ai"], ["I.", "A | B", "x\ny"], ["1.", "C", ""]]
    assert found.heads == 1 and found.rows[1][0].paras[0].bold and not found.rows[2][0].paras[0].bold


def test_marks_become_formats_also_over_lines() -> None:
    flow = read_text_flow("# Kế hoạch\n\n**KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH**\n\n*(Kèm theo)*\n1\\. **Một** hai")
    paras = [block for block in flow.blocks if isinstance(block, Para)]
    assert [para.text for para in paras] == ["Kế hoạch", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Kèm theo)", "1. Một hai"]
    assert [para.bold for para in paras] == [True, True, True, False, False] and paras[3].italic
    assert not flow.formatted


@pytest.mark.parametrize("text", [
    "(*) Ghi chú (*)", "5 ** 3 = 125", "#1 là số một", "a|b", "2 * 3 * 4", "dấu ** lẻ", "\\-",
])
def test_signs_that_are_no_marks_stay(text: str) -> None:
    assert texts(read_text_flow(text)) == [text]


def test_the_address_of_a_dump_is_taken_out_only_at_its_head() -> None:
    flow = read_text_flow("URL: https://a.vn/b c.md\nKẾ HOẠCH\nURL: https://a.vn/c")
    assert texts(flow) == ["KẾ HOẠCH", "URL: https://a.vn/c"]
    assert [(para.text, para.place) for para in flow.removed] == [("URL: https://a.vn/b c.md", "dòng 1")]


# --- lines


def test_wide_gaps_of_a_head_are_kept() -> None:
    text = "ỦY BAN NHÂN DÂN             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert texts(read_text_flow(f"   {text}\n   Số:     /KH    Hà Nội")) == [text, "Số:     /KH    Hà Nội"]


def test_places_pages_and_letters() -> None:
    flow = read_text_flow("\ufeffMột\r\n\f2\r\n\u00a0Ho\u0300a\r\n")
    assert [(block.text, block.place, block.new_page) for block in flow.blocks if isinstance(block, Para)] == [
        ("Một", "dòng 1", False), ("Hòa", "dòng 3", True)]
    assert [para.text for para in flow.removed] == ["2"]
    assert {one.code for one in flow.found} >= {"D009"}


@pytest.mark.parametrize("text", ["", "\n\n", "   ", "\f", "\t", "|", "****", "\ufeff", "|---|\n|---|", '"', '\t"\n"'])
def test_texts_that_say_little(text: str) -> None:
    read_text_flow(text)
    read_tsv_flow(text)


LINES = ["a\tb", "1.\tx\ty", "| a | b |", "|---|---|", "**", "# t", "chữ thường, dài", "\f2", "", "Nơi nhận:", '"x',
         'y"\t', "KẾ HOẠCH", "\tx", "- Như trên;"]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=20))
def test_every_letter_of_a_text_is_somewhere(rows: list[str]) -> None:
    flow = read_text_flow("\n".join(rows))
    marks = set("*#|-\"")
    kept = sorted(letter for para in (*paras_of(flow.blocks), *flow.removed) for letter in para.text
                  if not letter.isspace() and letter not in marks)  # fmt: skip
    assert kept == sorted(letter for row in rows for letter in row if not letter.isspace() and letter not in marks)


def test_a_long_text_with_tabs_is_read_in_time() -> None:
    assert len(read_text_flow("\tđoạn\n" * 20_000).blocks) == 20_000


def test_the_seeds(shared: Path) -> None:
    seeds = sorted((shared / "seeds").glob("*.txt"))
    plan, notice = (read_text_flow(path.read_text(encoding="utf-8")) for path in seeds)
    said = texts(plan)
    assert len(said) == 71
    assert [at for at, line in enumerate(said) if line[:1].islower()] == [2]  # the subject has two lines
    (table,) = (block for block in notice.blocks if isinstance(block, Grid))
    assert (len(table.rows), table.width) == (71, 5)
    assert [row[0].text for row in table.rows[1:]] == [f"{number}." for number in range(1, 71)]
    assert [n for n, row in enumerate(table.rows) if not row[3].text] == [3, 26]
    assert [n for n, row in enumerate(table.rows) if not row[4].text] == [16]


def test_the_pipe_table_of_a_resolution(shared: Path) -> None:
    found = grid((shared / "samples" / "cp-nq03-2025-phu-luc-2-nhiem-vu.txt").read_text(encoding="utf-8"))
    assert (len(found.rows), found.width) == (151, 6)


# --- encodings


def as_windows_1258(text: str) -> bytes:
    made = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(part for part in parts if part in "\u0300\u0309\u0303\u0301\u0323")
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        made += (base + tones).encode("cp1258")
    return made


TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam. §éc lËp - Tù do - H¹nh phóc. KÕ ho¹ch cña ñy ban nh©n d©n"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam. Ñoäc laäp - Töï do - Haïnh phuùc. Keá hoaïch cuûa uûy ban nhaân daân"
PLAIN = "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc. Kế hoạch của ủy ban nhân dân"


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode(name: str) -> None:
    assert decode(MOTTO.encode(name)) == (MOTTO, None)


def test_windows_1258() -> None:
    text, said = decode(as_windows_1258(MOTTO))
    assert text == MOTTO and said is not None and (said.code, said.values["name"]) == ("I040", "windows-1258")


@pytest.mark.parametrize(("written", "name"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_tcvn3_and_vni_as_bytes_and_as_saved_letters(written: str, name: str, encoding: str) -> None:
    text, said = decode(written.encode(encoding))
    assert text == PLAIN and said is not None and said.code == "I040" and str(said.values["name"]).startswith(name)
    assert is_mojibake(written) and not is_mojibake(PLAIN)


def test_letters_of_the_old_tables() -> None:
    assert from_tcvn3("KÕ HO¹CH\nb¸o c¸o") == "KẾ HOẠCH\nbáo cáo"
    assert from_vni("ÑAÛNG BOÄ, ñöôøng, yù kieán, Ñoâng") == "ĐẢNG BỘ, đường, ý kiến, Đông"


@pytest.mark.parametrize("text", ["Résumé, naïve façade à la carte", "Müller und Söhne, Straße", "El Niño está aquí"])
def test_other_languages_are_no_old_encoding(text: str) -> None:
    assert decode(text.encode()) == (text, None)
    assert decode(text.encode("latin-1"))[0] == "" and decode(text.encode("latin-1"))[1].code == "I041"  # type: ignore[union-attr]


@pytest.mark.parametrize("data", [
    bytes(range(256)) * 4, b"\xff\xfe\x00", b"PK\x03\x04" + b"\0" * 90, b"\x89PNG\r\n\x1a\n" * 9,
])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    text, said = decode(data)
    assert text == "" and said is not None and said.code in ("I041", "I042")


def test_nothing_and_ascii() -> None:
    assert decode(b"") == ("", None)
    assert decode(b"plain") == ("plain", None)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    text, said = decode(data)
    assert said is None or said.code == "I040" or text == ""
