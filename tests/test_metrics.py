"""generator.metrics: widths of printed text against measurements of the header of official documents."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.metrics import UNITS_PER_EM, longest_word_pt, width_pt, wrap_lines
from generator.resources import read_text
from generator.vntext import DIEM_LETTERS

CM = 72 / 2.54
QUOC_HIEU = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
TIEU_NGU = "Độc lập - Tự do - Hạnh phúc"
HA_NOI = "Hà Nội, ngày 05 tháng 01 năm 2020"
HO_CHI_MINH = "Thành phố Hồ Chí Minh, ngày 29 tháng 12 năm 2026"
laws = settings(derandomize=True, max_examples=100)
words = st.text(alphabet="aăâbđ Ộư,-–")


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic", "cm"),
    [
        (QUOC_HIEU, 12, True, False, 8.83),
        (QUOC_HIEU, 13, True, False, 9.57),
        (TIEU_NGU, 13, True, False, 5.59),
        (TIEU_NGU, 14, True, False, 6.02),
        (HA_NOI, 13, False, True, 6.70),
        (HA_NOI, 14, False, True, 7.22),
        (HO_CHI_MINH, 13, False, True, 9.87),
        (HO_CHI_MINH, 14, False, True, 10.63),
        ("VĂN PHÒNG CHÍNH PHỦ", 12, True, False, 5.12),
        ("VĂN PHÒNG CHÍNH PHỦ", 13, True, False, 5.54),
        ("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", 12, False, False, 7.09),
        ("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", 13, False, False, 7.68),
        ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", 14, True, False, 7.20),
    ],
)
def test_widths_of_the_header(text: str, size: float, bold: bool, italic: bool, cm: float) -> None:
    assert width_pt(text, size, bold, italic) / CM == pytest.approx(cm, abs=0.03)


def test_width_counts_what_is_printed_not_how_it_is_encoded() -> None:
    assert width_pt(unicodedata.normalize("NFD", QUOC_HIEU), 13) == width_pt(QUOC_HIEU, 13)
    assert width_pt("a\u200bb\u0304", 13) == width_pt("ab", 13)


def test_unknown_characters_count_as_m() -> None:
    assert width_pt("漢\t", 13) == width_pt("mm", 13)


def test_faces_differ() -> None:
    widths = {width_pt(QUOC_HIEU, 14, bold, italic) for bold in (False, True) for italic in (False, True)}
    assert len(widths) == 4


def test_table_knows_every_vietnamese_letter_and_mark_of_print() -> None:
    codes = {line.split(",")[0] for line in read_text("metrics/times.csv").splitlines() if not line.startswith("#")}
    tones = ["", *"\u0300\u0309\u0303\u0301\u0323"]
    letters = {unicodedata.normalize("NFC", letter + tone) for letter in "aăâeêioôơuưy" for tone in tones} | {
        *DIEM_LETTERS
    }
    wanted = letters | {letter.upper() for letter in letters} | set("“”‘’–—…₂²³°§×\u00a0")
    assert {char for char in wanted if f"{ord(char):04X}" not in codes} == set()


def test_table_names_its_source_and_licence() -> None:
    comments = [line for line in read_text("metrics/times.csv").splitlines() if line.startswith("#")]
    assert "Tinos" in comments[0] and f"{UNITS_PER_EM} units" in comments[0]
    assert any("SIL Open Font License, Version 1.1" in line for line in comments)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", "m", 1),
        ("mm mm", "mm mm", 1),
        ("mm mm", "mm m", 2),
        ("mm mm ", "mm mm", 1),  # a space hangs over the edge
        ("mm     mm", "mm m", 2),
        ("mm\u00a0mm", "mm m", 2),  # held together, then cut
        ("m mm\u00a0mm m", "mm mm", 3),
        ("mm\nmm", "mmmmmm", 2),
        ("\n", "m", 2),
        ("mmmmm", "mm", 3),
        ("m mmmmm", "mm", 4),
        ("mmm", ".", 3),  # not even one letter fits
        ("KH-UBND", "UBND", 2),
        ("2026-2030", "2026-", 2),
        ("m 26-30", "m 26-", 2),
        ("m 26–30", "m 26–", 2),
        ("mmm 26–30", "26–30", 2),
    ],
)
def test_wrap_lines(text: str, room: str, lines: int) -> None:
    assert wrap_lines(text, 13, width_pt(room, 13)) == lines


def test_wrap_lines_knows_the_header_fits_its_column() -> None:
    assert wrap_lines(QUOC_HIEU, 13, 9.6 * CM, bold=True) == 1
    assert wrap_lines(QUOC_HIEU, 13, 9.0 * CM, bold=True) == 2
    assert wrap_lines(HO_CHI_MINH, 14, 10.0 * CM, italic=True) == 2


@pytest.mark.parametrize(("size", "width"), [(13, 0), (13, -1), (0, 100)])
def test_wrap_lines_wants_room(size: float, width: float) -> None:
    with pytest.raises(ValueError, match="fits"):
        wrap_lines("a", size, width)


@laws
@given(words, st.integers(1, 40))
def test_a_wider_column_never_takes_more_lines(text: str, ems: int) -> None:
    assert wrap_lines(text, 13, (ems + 1) * 13) <= wrap_lines(text, 13, ems * 13)


@laws
@given(words)
def test_one_line_takes_the_width_of_the_text(text: str) -> None:
    assert wrap_lines(text, 13, max(width_pt(text, 13), 1)) == 1


def test_longest_word() -> None:
    assert longest_word_pt("Sở Nông nghiệp và Môi trường", 13) == width_pt("nghiệp", 13)
    assert longest_word_pt("Số 15/QĐ-UBND\nKH", 13, bold=True) == width_pt("15/QĐ-", 13, bold=True)
    assert longest_word_pt(" \n", 13) == 0.0
    assert longest_word_pt("2026-2030", 13) == width_pt("2026-2030", 13)
