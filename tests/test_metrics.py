"""generator.metrics: widths of printed text against measurements of the header of official documents."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from generator.metrics import UNITS_PER_EM, longest_word_pt, width_pt
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


def test_longest_word() -> None:
    assert longest_word_pt("Sở Nông nghiệp và Môi trường", 13) == width_pt("nghiệp", 13)
    assert longest_word_pt("Số 15/QĐ-UBND\nKH", 13, bold=True) == width_pt("15/QĐ-", 13, bold=True)
    assert longest_word_pt(" \n", 13) == 0.0
    assert longest_word_pt("2026-2030", 13) == width_pt("2026-2030", 13)
