"""generator.timeline: every form of time seen in real annexes, and the near misses that must not be guessed at."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.timeline import Kind, Timeline, parse

YEAR = 2026
laws = settings(derandomize=True, max_examples=100)


def day(text: str) -> date | None:
    """``12-31`` in the plan's year, ``2028-12-31``, or nothing for an open side."""
    if not text:
        return None
    return date.fromisoformat(text if len(text) > 5 else f"{YEAR}-{text}")


def spans(cases: str) -> list[tuple[str, str, str]]:
    """Lines of ``text | start | end``."""
    return [tuple(part.strip() for part in line.split("|")) for line in cases.strip().splitlines()]  # type: ignore[misc]


QUARTERS = spans(
    """
    Quý I | 01-01 | 03-31
    Quý IV | 10-01 | 12-31
    QUÝ II | 04-01 | 06-30
    Quí III | 07-01 | 09-30
    Quý 3 | 07-01 | 09-30
    Quý II/2025 | 2025-04-01 | 2025-06-30
    quý I/2027 | 2027-01-01 | 2027-03-31
    trong Quý I năm 2026 | 01-01 | 03-31
    Xong trong Quý II/2026 | 04-01 | 06-30
    Quý I - IV | 01-01 | 12-31
    Quý I-IV | 01-01 | 12-31
    Quý I- III | 01-01 | 09-30
    Quý III – IV | 07-01 | 12-31
    Quý II - Quý IV/2027 | 2027-04-01 | 2027-12-31
    Quý III/2025 - Quý III/2028 | 2025-07-01 | 2028-09-30
    Quý IV/2026 đến Quý I/2027 | 10-01 | 2027-03-31
    Từ Quý III/2028 | 2028-07-01 |
    Bắt đầu từ quý II | 04-01 |
    Từ quý II trở đi | 04-01 |
    Đến hết Quý II | | 06-30
    Quý I. | 01-01 | 03-31
    """
)
MONTHS = spans(
    """
    Tháng 4 | 04-01 | 04-30
    tháng 02 | 02-01 | 02-28
    Tháng 2/2028 | 2028-02-01 | 2028-02-29
    Tháng 11-12 | 11-01 | 12-31
    Tháng 5/2025 | 2025-05-01 | 2025-05-31
    6/2025 | 2025-06-01 | 2025-06-30
    06/2025 | 2025-06-01 | 2025-06-30
    12/2028 | 2028-12-01 | 2028-12-31
    6/2025 - 3/2026 | 2025-06-01 | 03-31
    trong tháng 9 năm 2026 | 09-01 | 09-30
    Trong tháng 01/2026 | 01-01 | 01-31
    Xong trong tháng 5/2026 | 05-01 | 05-31
    Từ tháng 3 đến tháng 9/2027 | 2027-03-01 | 2027-09-30
    tháng 11/2026 - tháng 02/2027 | 11-01 | 2027-02-28
    Chậm nhất trong tháng 6/2026 | | 06-30
    Đến tháng 6/2026 | | 06-30
    """
)
YEARS = spans(
    """
    2025 | 2025-01-01 | 2025-12-31
    Năm 2026 | 01-01 | 12-31
    Trong năm 2026 | 01-01 | 12-31
    Cả năm 2026 | 01-01 | 12-31
    Trong năm | 01-01 | 12-31
    2025-2026 | 2025-01-01 | 12-31
    2025 - 2026 | 2025-01-01 | 12-31
    2021–2030 | 2021-01-01 | 2030-12-31
    Từ năm 2026 đến năm 2030 | 01-01 | 2030-12-31
    2025 và những năm tiếp theo | 2025-01-01 |
    2025 - 2026 và các năm tiếp theo | 2025-01-01 |
    Bắt đầu thực hiện từ năm 2026 | 01-01 |
    Đến năm 2030 | | 2030-12-31
    """
)
HALVES = spans(
    """
    6 tháng đầu năm | 01-01 | 06-30
    06 tháng cuối năm | 07-01 | 12-31
    Trong 6 tháng đầu năm 2027 | 2027-01-01 | 2027-06-30
    sáu tháng cuối năm | 07-01 | 12-31
    """
)
PHASES = spans(
    """
    giai đoạn 2026-2030 | 01-01 | 2030-12-31
    Giai đoạn 2021–2030 | 2021-01-01 | 2030-12-31
    Trong giai đoạn từ năm 2026 đến năm 2030 | 01-01 | 2030-12-31
    """
)
DAYS = spans(
    """
    30/8/2026 | 08-30 | 08-30
    ngày 14 / 7 /2026 | 07-14 | 07-14
    ngày10 /3/2026 | 03-10 | 03-10
    15.5.2026 | 05-15 | 05-15
    30-6-2026 | 06-30 | 06-30
    2026-02-13 | 02-13 | 02-13
    2026-02-13 00:00:00 | 02-13 | 02-13
    ngày 16 tháng 6 | 06-16 | 06-16
    14h00 thứ Ba, ngày 16/6/2026 | 06-16 | 06-16
    Từ 20 giờ 15 phút - 20 giờ 45 phút ngày 23 tháng 1 | 01-23 | 01-23
    từ ngày 10/5/2026 đến hết ngày 14/5/2026 | 05-10 | 05-14
    từ ngày 10 đến ngày 14/5 | 05-10 | 05-14
    10-14/5/2026 | 05-10 | 05-14
    Từ ngày 01/7 | 07-01 |
    kể từ ngày 01/7/2027 | 2027-07-01 |
    """
)
DEADLINES = spans(
    """
    trước ngày 30/7/2026 | | 07-30
    trước ngày 25 tháng 12 năm 2024 | | 2024-12-25
    Trước ngày 28/5 | | 05-28
    trước 30/5/2026 | | 05-30
    Hoàn thành trước ngày 05/9 | | 09-05
    chậm nhất là ngày 15/01/2026 | | 01-15
    Muộn nhất ngày 15/01 | | 01-15
    đến hết ngày 14/5/2026 | | 05-14
    trước 14 giờ ngày 08 tháng 10 năm 2025 | | 2025-10-08
    Hoàn thành mua sắm, cài đặt và chạy thử xong trước ngày 01/01/2030 | | 2030-01-01
    """
)
DATED = {
    Kind.QUARTERS: QUARTERS,
    Kind.MONTHS: MONTHS,
    Kind.YEARS: YEARS,
    Kind.HALF_YEAR: HALVES,
    Kind.PHASE: PHASES,
    Kind.DAY: DAYS,
    Kind.DEADLINE: DEADLINES,
}


@pytest.mark.parametrize(("kind", "text", "start", "end"), [(k, *case) for k, cases in DATED.items() for case in cases])
def test_dated_forms(kind: Kind, text: str, start: str, end: str) -> None:
    read = parse(text, YEAR)
    assert (read.kind, read.start, read.end, read.dates) == (kind, day(start), day(end), ())
    assert read.raw == text


@pytest.mark.parametrize(
    ("text", "kind", "start", "dates"),
    [
        ("Tháng 6, 12", Kind.MONTHS, "06-01", ["06-30", "12-31"]),
        ("Tháng 6 và tháng 12", Kind.MONTHS, "06-01", ["06-30", "12-31"]),
        ("Trong tháng 6 và trong tháng 12/2026", Kind.MONTHS, "06-01", ["06-30", "12-31"]),
        ("Các tháng 3, 6, 9 và 12", Kind.MONTHS, "03-01", ["03-31", "06-30", "09-30", "12-31"]),
        ("Tháng 6, 8-10", Kind.MONTHS, "06-01", ["06-30", "10-31"]),
        ("6/2026, 6/2027", Kind.MONTHS, "06-01", ["06-30", "2027-06-30"]),
        ("Quý I, III", Kind.QUARTERS, "01-01", ["03-31", "09-30"]),
        ("Quý II và Quý IV", Kind.QUARTERS, "04-01", ["06-30", "12-31"]),
        ("Năm 2026, 2028", Kind.YEARS, "01-01", ["12-31", "2028-12-31"]),
        ("trước ngày 15 tháng 6 và trước ngày 01 tháng 12", Kind.DEADLINE, "", ["06-15", "12-01"]),
        ("ngày 15/6; ngày 01/12", Kind.DAY, "06-15", ["06-15", "12-01"]),
    ],
)
def test_several_deadlines(text: str, kind: Kind, start: str, dates: list[str]) -> None:
    read = parse(text, YEAR)
    assert (read.kind, read.start, read.dates) == (kind, day(start), tuple(map(day, dates)))
    assert read.end == read.dates[-1]


UNDATED = {
    Kind.RECURRING: [
        "Thường xuyên",
        "Nhiệm vụ thường xuyên",
        "Thực hiện thường xuyên",
        "Thường xuyên trong năm",
        "Thường xuyên trong tháng",
        "Hằng năm",
        "hàng năm",
        "Hằng quý",
        "Định kỳ hằng quý",
        "Định kỳ hằng tháng",
        "định kỳ 6 tháng",
        "Cả năm",
        "Đột xuất",
        "trước ngày 18 hằng tháng",
        "Trước ngày 15/12 hằng năm",
        "Quý IV hằng năm",
        "tháng 12 hàng năm",
        "6 tháng hoặc hằng năm",
        "Hằng năm và giai đoạn",
        "Định kỳ 02 tuần một lần (trước 16 giờ thứ Sáu)",
        "2025 và hằng năm",
    ],
    Kind.RELATIVE: [
        "năm tiếp theo",
        "100 ngày kể từ ngày ban hành Kế hoạch",
        "Sau 03 tháng kể từ khi có văn bản",
        "Sau khi có hướng dẫn",
        "trong vòng 05 ngày làm việc kể từ ngày nhận hồ sơ",
        "Trước ngày 05 của tháng liền kề",
        "Trước ngày 31/01 năm liền kề",
        "chậm nhất là ngày 31/12 năm trước liền kề",
        "02 ngày",
        "0,5 giờ",
        "01 giờ",
        "6 tháng",
        "2025 và năm tiếp theo",
    ],
    Kind.REFERENCE: [
        "Theo hướng dẫn của Trung ương",
        "Theo kế hoạch của tỉnh",
        "Theo Điều 5 Nghị định số 30/2020/NĐ-CP",
        "Theo từng mốc sau đây",
        "Theo các mốc tại Quyết định số 12/QĐ-UBND",
        "Thực hiện theo kế hoạch năm",
    ],
    Kind.EMPTY: ["", " ", "\u00a0", "-", "–", "…", "...", "-----", "\n"],
    Kind.OTHER: [
        # not a date, a quarter or a month
        "trước ngày 31/02",
        "31/4/2026",
        "29/02/2026",
        "Tháng 13",
        "Tháng 0",
        "Quý V",
        "Quý VI",
        "Quý IIII",
        "Quý 5",
        "Quý IV/26",
        "tháng 6/20261",
        "00/5/2026",
        # backwards, or a year that would have to be guessed
        "Quý IV - I",
        "Quý II - II",
        "Tháng 12, 6",
        "Tháng 12/2026, 01",
        "Tháng 11 - tháng 2/2027",
        "giai đoạn 2030-2026",
        "từ ngày 14/5 đến ngày 10/5",
        # bounds that make no sense together, or that name no day
        "Từ Quý I, III",
        "đến hết quý I - III",
        "đến năm 2030 trở đi",
        "trước tháng 6/2026",
        "trước 6/2026",
        "trước năm 2030",
        # words left over
        "Quý I/2026 chọn đơn vị. Quý IV/2026 nghiệm thu",
        "Báo cáo Quý II/2026",
        "Quý",
        "Trình duyệt trong tháng 01/2026 và triển khai",
        "Rà soát chậm nhất trong tháng 6/2026 và báo cáo",
        "Nếu đủ điều kiện, hoàn thành trước ngày 30/6",
        "Gửi 02 bản, hoàn thành trước ngày 30/6",
        "Báo cáo trước ngày 30/6",
        "Kiểm tra định kỳ xong trước ngày 30/6",
        "Xây dựng kế hoạch hằng năm",
        "Theo dõi",
        "Quý I\nQuý II",
        "Quý II hoặc Quý III",
        # numbers and hours alone, and what is no time at all
        "7",
        "30",
        "10-12/2025",
        "14h00 -14h05",
        "07h45 - 8h00",
        "Vào giờ hành chính các ngày trong tuần",
        "Sở Y tế đưa ra kế hoạch",
        "Đầu năm 2026",
        "x",
    ],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in UNDATED.items() for text in texts])
def test_forms_without_a_date(kind: Kind, text: str) -> None:
    assert parse(text, YEAR) == Timeline(text, kind)


def test_only_recurring_is_recurring() -> None:
    recurring = {kind for kind, texts in UNDATED.items() for text in texts if parse(text, YEAR).recurring}
    assert recurring == {Kind.RECURRING}
    assert not any(parse(text, YEAR).recurring for cases in DATED.values() for text, _, _ in cases)


@pytest.mark.parametrize(
    ("text", "inclusive"),
    [
        ("trước ngày 30/7/2026", None),
        ("đến ngày 30/7/2026", None),
        ("Đến năm 2030", None),
        ("từ ngày 01/7", None),
        ("trước 14 giờ ngày 08/10", True),
        ("chậm nhất là ngày 15/01/2026", True),
        ("đến hết ngày 14/5/2026", True),
        ("từ ngày 10/5 đến ngày 14/5", True),
        ("Quý I - IV", True),
        ("Tháng 6, 12", True),
    ],
)
def test_inclusive(text: str, inclusive: bool | None) -> None:
    assert parse(text, YEAR).inclusive is inclusive


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        ("Quý I", True),
        ("Quý I/2026", False),
        ("Quý I - IV/2026", False),
        ("Quý I/2026, III", False),
        ("trước ngày 28/5", True),
        ("6 tháng đầu năm", True),
        ("Trong năm", True),
        ("2026", False),
        ("Từ quý II trở đi", True),
        ("Thường xuyên", False),
    ],
)
def test_year_assumed(text: str, assumed: bool) -> None:
    assert parse(text, YEAR).year_assumed is assumed


@pytest.mark.parametrize(
    ("text", "quarters"),
    [
        ("Quý I - IV", {1, 2, 3, 4}),
        ("Quý I, III", {1, 3}),
        ("Tháng 6, 12", {2, 4}),
        ("Tháng 6, 8-10", {2, 3, 4}),
        ("trước ngày 30/7", {3}),
        ("Từ tháng 8", {3, 4}),
        ("6 tháng cuối năm", {3, 4}),
        ("10/5 - 14/8/2026", {2, 3}),
        ("2025 và những năm tiếp theo", {1, 2, 3, 4}),
        ("Quý III/2025 - Quý II/2026", {1, 2}),
        ("giai đoạn 2026-2030", {1, 2, 3, 4}),
        ("Quý IV/2026 - Quý III/2028", {4}),
        ("Đến hết quý II", {2}),
        ("Quý II/2025", set()),
        ("Từ Quý III/2028", set()),
        ("Đến năm 2030", set()),
        ("Thường xuyên", set()),
        ("", set()),
        ("x", set()),
    ],
)
def test_quarters_of_the_plan_year(text: str, quarters: set[int]) -> None:
    assert parse(text, YEAR).quarters == quarters


def test_without_a_plan_year() -> None:
    assert parse("Quý II", None) == Timeline("Quý II", Kind.QUARTERS, inclusive=True, quarters=frozenset({2}))
    assert parse("trước ngày 29/02", None).kind is Kind.DEADLINE
    assert parse("Trong năm", None) == Timeline(
        "Trong năm", Kind.YEARS, inclusive=True, quarters=frozenset(range(1, 5))
    )
    named = parse("Tháng 6/2027", None)
    assert (named.end, named.year_assumed, named.quarters) == (date(2027, 6, 30), False, frozenset({2}))
    assert parse("2026 - 2027", None).quarters == frozenset()


def test_sort_key_orders_by_end_then_start_and_the_rest_last() -> None:
    expected = [
        "Quý I",
        "Quý I - II",
        "Tháng 6",
        "trước ngày 30/7",
        "Quý I - IV",
        "Quý IV",
        "Đến năm 2030",
        "2025 và những năm tiếp theo",
        "Từ Quý III",
        "Thường xuyên",
        "Theo kế hoạch của tỉnh",
        "",
    ]
    assert sorted(expected[::-1], key=lambda text: parse(text, YEAR).sort_key()) == expected


pieces = st.sampled_from(
    [
        "quý ",
        "Quý",
        "I",
        "IV",
        "tháng ",
        "6",
        "12",
        "31/02",
        "ngày ",
        "trước ",
        "từ ",
        " đến ",
        "hết ",
        " - ",
        "–",
        ", ",
        " và ",
        "/2026",
        "2030",
        "năm ",
        "hằng năm",
        "giai đoạn ",
        "thường xuyên",
        "chậm nhất ",
        "14h00 ",
        "xong ",
        "kể từ ",
        "những năm tiếp theo",
        "\u0301",
    ]
)


@laws
@given(st.text() | st.lists(pieces, max_size=8).map("".join), st.none() | st.integers(-10, 10_000))
def test_any_text_is_read_without_error_and_without_contradiction(text: str, year: int | None) -> None:
    read = parse(text, year)
    assert read.raw == text
    assert read.start is None or read.end is None or read.start <= read.end
    assert list(read.dates) == sorted(read.dates)
    assert read.quarters <= {1, 2, 3, 4}
    assert not (read.recurring and (read.start or read.end or read.quarters))
    assert parse("Quý I", YEAR).sort_key() <= read.sort_key() or read.end


@laws
@given(st.sampled_from([text for cases in DATED.values() for text, _, _ in cases]))
def test_encoding_case_and_spacing_do_not_matter(text: str) -> None:
    read = parse(text, YEAR)
    for other in (unicodedata.normalize("NFD", text), text.upper(), f" {text.replace(' ', chr(160))} ", f"{text};"):
        same = parse(other, YEAR)
        assert (same.kind, same.start, same.end) == (read.kind, read.start, read.end)


def test_long_repetitions_are_read_to_the_end() -> None:
    for word in ("xong trước ", "hoàn thành ", "quý I, ", "tháng 6 - ", "từ ", "1", "và ", "trở đi "):
        assert parse(word * 3000, YEAR) == Timeline(word * 3000, Kind.OTHER)
