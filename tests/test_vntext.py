"""generator.vntext: comparing, sorting and numbering the Vietnamese way."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.vntext import (
    BLANK_DAY,
    DIEM_LETTERS,
    date_in_words,
    diem_letter,
    fold,
    format_number,
    from_roman,
    nfc,
    number_padded,
    parse_number,
    roman,
    slug,
    sort_key,
)

laws = settings(derandomize=True, max_examples=100)
VIETNAMESE = "aàảãáạăằâấeêếioôộơớuùúưứyýỳđqghntAÀOỘUÚYÝQĐ .,-–“” \u00a0\u0300\u0301\u0323\u0302"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("HOÁ", "hóa"),
        ("khoẻ", "khỏe"),
        ("uỷ", "ủy"),
        ("thuý", "thúy"),
        ("Uỷ ban", "ỦY BAN"),
        ("quý", "qúy"),
        ("giá", "gía"),
        ("hoàn", "hòan"),
        ("thuế", "thúê"),
        ("giữa", "giưã"),
        ("của", "cuả"),
        (unicodedata.normalize("NFD", "Thuỷ lợi"), "thủy lợi"),
        ("Sở\u00a0Y  tế\n", "sở y tế"),
        ("2026–2030", "2026-2030"),
        ("2026\u20112030", "2026-2030"),
        ("“Đề án”", '"đề án"'),
        ("D’Ran", "d'ran"),
    ],
)
def test_fold_makes_spellings_of_one_text_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("sở", "số"), ("hòa", "hỏa"), ("quy", "quý"), ("mùa", "mua"), ("đào", "dào"), ("thu ý", "thúy"), ("hoa", "hòa")],
)
def test_fold_keeps_different_words_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "word",
    [
        "quý",
        "quỳnh",
        "hòa",
        "thúy",
        "hoàn",
        "toán",
        "giá",
        "già",
        "gì",
        "giếng",
        "thuở",
        "khuỷu",
        "rượu",
        "ngoèo",
        "của",
    ],
)
def test_fold_leaves_usual_spelling(word: str) -> None:
    assert fold(word) == word


def test_fold_does_not_touch_letters_with_two_tones_or_foreign_marks() -> None:
    assert fold("òá naïve") == "òá naïve"


@laws
@given(st.text() | st.text(alphabet=VIETNAMESE))
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@laws
@given(st.text(alphabet=VIETNAMESE))
def test_fold_does_not_see_the_normal_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(nfc(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Y tế", "so-y-te"),
        ("Đắk Lắk", "dak-lak"),
        ("UBND xã/phường", "ubnd-xa-phuong"),
        ("  Tờ – trình. ", "to-trinh"),
        ("ƯỚC", "uoc"),
        ("Ðộc lập", "doc-lap"),
        ("…", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@laws
@given(st.text())
def test_slug_is_made_of_ascii_words(text: str) -> None:
    assert slug(slug(text)) == slug(text)
    assert all(word.isascii() and word.isalnum() for word in slug(text).split("-") if slug(text))


def test_sort_key_follows_the_alphabet_then_the_tones() -> None:
    letters = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    assert sorted(reversed(letters), key=sort_key) == letters
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(reversed(tones), key=sort_key) == tones


@pytest.mark.parametrize(
    "expected",
    [
        ["ba", "ba ơi", "bà", "bà an", "bác"],
        [
            "An Giang",
            "Bắc Ninh",
            "Cà Mau",
            "Cao Bằng",
            "Đà Nẵng",
            "Đắk Lắk",
            "Điện Biên",
            "Đồng Nai",
            "Đồng Tháp",
            "Gia Lai",
        ],
        ["Hà Nội", "Hà Tĩnh", "Hải Phòng", "Huế", "Hưng Yên"],
        ["2 sở", "Số 1", "Sở"],
        ["dân", "Dũng", "đa", "zip"],
    ],
)
def test_sort_key_orders_words(expected: list[str]) -> None:
    assert sorted(expected[::-1], key=sort_key) == expected


def test_sort_key_ignores_case_and_place_of_the_tone() -> None:
    assert sort_key("HOÀ BÌNH") == sort_key("Hòa Bình")


@laws
@given(st.lists(st.text()))
def test_sort_key_compares_any_texts(texts: list[str]) -> None:
    assert sorted(sorted(texts, key=sort_key), key=sort_key) == sorted(texts, key=sort_key)


@pytest.mark.parametrize(
    ("n", "expected"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (1994, "MCMXCIV")]
)
def test_roman(n: int, expected: str) -> None:
    assert roman(n) == expected


def test_roman_round_trip() -> None:
    assert [from_roman(roman(n)) for n in range(1, 4000)] == list(range(1, 4000))
    assert from_roman("xiv") == 14


@pytest.mark.parametrize("n", [0, -1, 4000])
def test_roman_outside_its_range(n: int) -> None:
    with pytest.raises(ValueError, match="Roman"):
        roman(n)


@pytest.mark.parametrize("text", ["", "IIII", "VX", "IC", "A", "I I", "MMMM", "IIX", "1", "đ"])
def test_from_roman_wants_the_regular_spelling(text: str) -> None:
    with pytest.raises(ValueError, match="Roman"):
        from_roman(text)


def test_diem_letters() -> None:
    assert "".join(diem_letter(n) for n in range(1, 24)) == "".join(DIEM_LETTERS) == "abcdđeghiklmnopqrstuvxy"
    assert not set("fjwz") & set(DIEM_LETTERS)


@pytest.mark.parametrize("n", [0, -1, 24])
def test_diem_letter_outside_the_alphabet(n: int) -> None:
    with pytest.raises(ValueError, match="điểm"):
        diem_letter(n)


@pytest.mark.parametrize(
    ("day", "month", "year", "expected"),
    [
        (5, 3, 2026, "ngày 05 tháng 3 năm 2026"),
        (12, 1, 2026, "ngày 12 tháng 01 năm 2026"),
        (29, 2, 2028, "ngày 29 tháng 02 năm 2028"),
        (30, 9, 2026, "ngày 30 tháng 9 năm 2026"),
        (10, 10, 2026, "ngày 10 tháng 10 năm 2026"),
        (None, 11, 2026, "ngày      tháng 11 năm 2026"),
        (None, 2, 2026, f"ngày {BLANK_DAY} tháng 02 năm 2026"),
    ],
)
def test_date_in_words(day: int | None, month: int, year: int, expected: str) -> None:
    assert date_in_words(day, month, year) == expected


@pytest.mark.parametrize(("day", "month"), [(0, 1), (31, 2), (29, 2), (31, 4), (1, 13), (None, 0)])
def test_date_in_words_refuses_dates_that_do_not_exist(day: int | None, month: int) -> None:
    with pytest.raises(ValueError, match=r"day|month"):
        date_in_words(day, month, 2026)


def test_number_padded() -> None:
    assert [number_padded(n) for n in (1, 9, 10, 125)] == ["01", "09", "10", "125"]
    with pytest.raises(ValueError, match="numbered from 1"):
        number_padded(0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.250", "1250"),
        ("1.250,5", "1250.5"),
        ("12", "12"),
        ("1250", "1250"),
        ("-3,5", "-3.5"),
        ("−3,5", "-3.5"),
        (" 05 ", "5"),
        ("0,25", "0.25"),
        ("12.345.678", "12345678"),
    ],
)
def test_parse_number(text: str, expected: str) -> None:
    assert parse_number(text) == Decimal(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.25",
        "1.2500",
        "0.125",
        "1,250,000",
        "1.250.5",
        "45%",
        "12 tỷ",
        "1 250",
        ",5",
        "5,",
        "--1",
        "1250.000",
        "١٢",
        "1e3",
    ],
)
def test_parse_number_near_misses(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1250.5", "1.250,5"),
        ("-1000", "-1.000"),
        ("999", "999"),
        ("1E+3", "1.000"),
        ("0.50", "0,50"),
        ("1E-7", "0,0000001"),
    ],
)
def test_format_number(value: str, expected: str) -> None:
    assert format_number(Decimal(value)) == expected


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_format_number_wants_a_finite_number(value: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        format_number(Decimal(value))


@laws
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18))
def test_number_round_trip(value: Decimal) -> None:
    assert parse_number(format_number(value)) == value
