"""What is left over from last year: hits with their places, and at least as many texts that only look like it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import document
from generator.check import stale
from generator.load import load_plan, located, parse_plan
from generator.model import Document
from generator.problems import CATALOGUE
from seed_plans import as_yaml, notice, provincial_plan, seed_text
from small_plan import PLAN

ROOT = Path(__file__).resolve().parent.parent
TASK = {"id": "viec", "noi_dung": "Một việc", "chu_tri": "so-y-te"}


def plan(**keys: Any) -> Document:
    """A plan of 2024 without any year but its own."""
    least = {"nam": "2024", "thoi_diem": "2024-01-15", "co_quan_ban_hanh": "tinh/bac-giang/ubnd"}
    return document(**least | {"trich_yeu": "Kế hoạch"} | keys)


def found(made: Document, last: Document | None = None) -> list[tuple[str, tuple[str | int, ...]]]:
    """The codes and places of what is said; every message can be printed."""
    problems = stale(made, last)
    for p in problems:
        assert "{" not in p.message() + p.hint(), p
    return [(p.code, p.path) for p in problems]


def codes(text: str, **keys: Any) -> list[str]:
    """The codes of what is said of one paragraph."""
    return [code for code, _ in found(plan(noi_dung=[text], **keys))]


# --- years ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "Tổ chức thực hiện nhiệm vụ năm 2023.",
    "Các nội dung của Chương trình công tác năm 2023 phải được triển khai nghiêm túc.",
    "Phấn đấu đến hết năm 2023 giảm 10% số vụ.",
    "Tổ chức lễ phát động ngày 26/6/2023 tại thành phố.",
    "Mở đợt cao điểm tháng 6 năm 2023.",
    "Tổ chức hội thi quý II/2023.",
    "Ra quân ngày 01.6.2023.",
    "Số vụ giảm so với năm 2022. Thực hiện kế hoạch năm 2023.",
])  # fmt: skip
def test_a_year_of_last_years_plan_is_told(text: str) -> None:
    assert codes(text) == ["N040"]


@pytest.mark.parametrize("text", [
    # this year and later ones
    "Tổ chức thực hiện nhiệm vụ năm 2024.", "Báo cáo kết quả trước ngày 15 tháng 01 năm 2025.",
    # citations
    "Thực hiện Công văn số 3050/VPCP-NC ngày 18 tháng 4 năm 2023 của Văn phòng Chính phủ.",
    "Theo Nghị định số 116/2021/NĐ-CP và Chỉ thị 36-CT/TW ngày 16/8/2023.",
    "Theo Thông báo ngày 12/5/2023 của Văn phòng Chính phủ.", "Chương trình phối hợp số 27/CTr PHCT ngày 14/7/2023.",
    "Quyết định số 15/2023/QĐ-TTg còn hiệu lực.",
    "Theo ý kiến tại cuộc họp giao ban ngày 03/3/2023.",
    "Theo Luật Phòng, chống ma túy năm 2021.", "Theo Luật Căn cước năm 2023.",
    "Bộ luật Hình sự năm 2015 (sửa đổi, bổ sung năm 2023).",
    # rows of years that reach the plan's
    "Chương trình phòng, chống ma túy giai đoạn 2021-2025.", "Giai đoạn 2021 – 2025 của tỉnh.",
    "Trong các năm 2023, 2024.", "Năm học 2023-2024.", "Từ năm 2023 đến hết năm 2026.",
    # what looks back
    "Giảm 5% số vụ so với năm 2023.", "Giảm số vụ so với cùng kỳ năm 2023.", "Tổng kết năm 2023.",
    "Hội nghị tổng kết năm 2023, triển khai nhiệm vụ năm 2024.", "Phát huy kết quả năm 2023.",
    "Khen thưởng tập thể có thành tích năm 2023.", "Mô hình hoạt động từ năm 2023.", "Áp dụng từ ngày 01/7/2023.",
    "Tính đến ngày 31/12/2023 toàn tỉnh có nhiều người nghiện.", "Năm 2023, tỉnh đã triệt phá nhiều vụ.",
    "Ý kiến được truyền đạt ngày 25 tháng 12 năm 2023.", "Ghi nhận chuyển biến của năm 2023.",
    # what is no year, and what is history
    "Cấp 2023 suất quà; mã số 2023.", "Tiêu chuẩn TCVN 6909:2001.", "Phát huy truyền thống năm 1945.",
    "Cơ sở xây dựng năm 2015.",
])  # fmt: skip
def test_a_year_that_is_meant_is_not_told(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("text", [
    "Đánh giá năng lực của cơ sở năm 2023.", "Đề án “Chuyển đổi số năm 2023”.", "Nhiệm vụ của giai đoạn 2019-2022.",
    "Mục tiêu của năm 2021.",
])  # fmt: skip
def test_what_may_be_meant_is_a_note(text: str) -> None:
    assert codes(text) == ["N041"]


@pytest.mark.parametrize("text", [
    "Xây dựng kế hoạch trước ngày 31 tháng 5 năm 2023.", "Gửi báo cáo kết quả trước ngày 15/12/2023.",
    "Hoàn thành trong quý IV năm 2023.", "Phát động phong trào trong tháng 6/2023.", "Chậm nhất là ngày 01/6/2023.",
    "Gửi Kế hoạch về Công an tỉnh trước ngày 15/4/2023.",
])  # fmt: skip
def test_a_deadline_in_the_text_that_is_over_is_told(text: str) -> None:
    assert codes(text) == ["N042"]


@pytest.mark.parametrize("text", [
    "Xây dựng kế hoạch trước ngày 31 tháng 5 năm 2024.", "Báo cáo năm trước ngày 10/01/2025.",
    "Đất sử dụng trước ngày 01/7/2023.", "Người sinh trước ngày 01/01/2023.", "Văn bản ban hành trước ngày 01/7/2023.",
    "Các địa phương đã hoàn thành trong quý IV năm 2023.", "Trước ngày 15 hằng tháng.",
    "Thực hiện trước khi khai giảng.",
])  # fmt: skip
def test_other_days_before_which_things_are_done_are_not(text: str) -> None:
    assert codes(text) == []


def test_every_printed_part_is_read_and_has_its_place() -> None:
    made = plan(
        trich_yeu="Kế hoạch năm 2023", mo_dau="Triển khai công tác năm 2023 như sau:", ket_thuc="Hết năm 2023.",
        noi_dung=[{"tieu_de": "Nhiệm vụ năm 2023", "cac_y": [{"doan": ["Một.", "Làm trong năm 2023."]}]}],
        nhiem_vu=[{**TASK, "noi_dung": "Mở đợt cao điểm năm 2023"}],
        phu_luc=[{"tieu_de": "Việc năm 2023", "noi_dung": ["A"]}],
    )  # fmt: skip
    assert found(made) == [("N040", path) for path in (
        ("trich_yeu",), ("ket_thuc",), ("mo_dau", 0), ("noi_dung", 0, "tieu_de"),
        ("noi_dung", 0, "cac_y", 0, "doan", 1), ("nhiem_vu", 0, "noi_dung"), ("phu_luc", 0, "tieu_de"),
    )]  # fmt: skip


@pytest.mark.parametrize("keys", [
    {"can_cu": ["Căn cứ Kế hoạch năm 2023"]}, {"chu_thich": {"1": "Số liệu năm 2023"}, "ket_thuc": "Hết[^1]."},
    {"cuoc_hop": {"ten": "Hội nghị năm 2023", "ngay": "2023-12-30", "chu_tri": "Chủ tịch"}},
    {"chua_phan_loai": [{"van": "Đoạn năm 2023"}]}, {"noi_nhan": ["Ban Tổ chức Hội thi năm 2023"]},
    {"loai": "bao-cao", "noi_dung": ["Kết thúc năm 2023, tỉnh có nhiều kết quả."]},
    {"noi_dung": [{"bang": {"dau": ["Thực hiện năm 2023", "Kế hoạch năm 2024"], "hang": [["1", "năm 2023"]]}}]},
    {"nam": None, "noi_dung": ["Việc của năm 2023."]},
])  # fmt: skip
def test_parts_that_tell_of_the_past_or_compare_are_left_alone(keys: dict[str, Any]) -> None:
    assert found(plan(**keys)) == []


def test_the_head_of_a_table_that_compares_nothing_is_read() -> None:
    table = {"dau": ["Chỉ tiêu", "Kế hoạch năm 2023"], "hang": [["A", "1"]]}
    assert found(plan(noi_dung=[{"bang": table}])) == [("N040", ("noi_dung", 0, "bang", "dau", 1))]


def test_marks_in_a_text_hide_no_year() -> None:
    assert codes("Việc của **năm** *2023*.") == ["N040"]
    assert codes("Việc của **năm 2023.") == ["N040"]


def test_a_plan_of_a_period_is_of_its_first_year() -> None:
    period = {"nam": None, "giai_doan": "2026-2030", "thoi_diem": "2025-05-20"}
    assert codes("Mục tiêu đến năm 2030, riêng năm 2027.", **period) == []
    assert codes("Việc của năm 2025.", **period) == ["N040"]


def test_the_plan_of_last_time_says_how_far_back_years_are_sure() -> None:
    made, text = plan(noi_dung=["Việc của năm 2022."]), {"nam": "2022", "thoi_diem": "2022-01-15"}
    assert [code for code, _ in found(made)] == ["N041"]
    assert [code for code, _ in found(made, plan(**text))] == ["N040"]


# --- times of tasks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("time", [
    "Quý II/2023", "Tháng 6/2023", "Trước ngày 31/12/2023", "2023", "Giai đoạn 2021-2023",
])  # fmt: skip
def test_a_time_that_is_over_before_the_year_is_told(time: str) -> None:
    assert found(plan(nhiem_vu=[{**TASK, "thoi_gian": time}])) == [("N043", ("nhiem_vu", 0, "thoi_gian"))]


@pytest.mark.parametrize("time", [
    "Quý II", "Quý II/2024", "Tháng 6", "Trước ngày 15/01/2025", "Thường xuyên", "2023 - 2024", "Giai đoạn 2021-2025",
    "Từ năm 2023", "Theo hướng dẫn năm 2023", "2025", "",
])  # fmt: skip
def test_a_time_that_reaches_the_year_is_not(time: str) -> None:
    assert found(plan(nhiem_vu=[{**TASK, "thoi_gian": time}])) == []


def test_times_of_sub_tasks_and_of_points_have_their_places() -> None:
    point = {"doan": "Sở Y tế làm.", "giao": {"chu_tri": "so-y-te", "thoi_gian": "Quý I/2023"}}
    made = plan(nhiem_vu=[{**TASK, "con": [{"noi_dung": "Phần một", "thoi_gian": "Quý I/2023"}]}], noi_dung=[point])
    places = ("nhiem_vu", 0, "con", 0, "thoi_gian"), ("noi_dung", 0, "giao", "thoi_gian")
    assert found(made) == [("N043", path) for path in places]


# --- citations --------------------------------------------------------------------------------------------------------

LETTER = "Thực hiện Công văn số 3050/VPCP-NC ngày 18/4/2023 của Văn phòng Chính phủ"
BASIS = {"loai": "Kế hoạch", "so_ky_hieu": "15/KH-UBND", "ngay": "2023-02-10", "trich_yeu": "công tác năm"}


def of_last_year(**keys: Any) -> Document:
    return plan(**{"nam": "2023", "thoi_diem": "2023-01-15"} | keys)


@pytest.mark.parametrize(("keys", "path"), [
    ({"mo_dau": LETTER}, ("mo_dau", 0)), ({"can_cu": [LETTER]}, ("can_cu", 0)), ({"can_cu": [BASIS]}, ("can_cu", 0)),
    ({"can_cu": ["Căn cứ Chương trình công tác số 12/CTr-UBND ngày 05 tháng 01 năm 2023"]}, ("can_cu", 0)),
    ({"can_cu": ["Căn cứ Luật Một", "Căn cứ Thông báo số 154/TB-VPCP ngày 26/4/2023"]}, ("can_cu", 1)),
    ({"can_cu": ["Căn cứ Kế hoạch số 9/KH-UBND ngày 30/12/2022"]}, ("can_cu", 0)),
])  # fmt: skip
def test_a_yearly_document_cited_again_is_told(keys: dict[str, Any], path: tuple[str | int, ...]) -> None:
    assert ("N044", path) in found(plan(**keys), of_last_year(**keys))


@pytest.mark.parametrize(("keys", "last"), [
    ({"can_cu": ["Căn cứ Nghị định số 116/2021/NĐ-CP ngày 21/12/2021"]}, None),
    ({"can_cu": ["Căn cứ Nghị quyết số 7/NQ-HĐND ngày 10/7/2023"]}, None),
    ({"can_cu": ["Căn cứ Quyết định số 5/QĐ-TTg ngày 10/7/2023 ban hành Kế hoạch"]}, None),
    ({"can_cu": ["Căn cứ Kế hoạch số 9/KH-UBND ngày 30/12/2020"]}, None),
    ({"mo_dau": LETTER}, {"mo_dau": LETTER.replace("3050", "1234")}),
    ({"mo_dau": LETTER.replace("18/4/2023", "18/4/2024")}, None),
    ({"mo_dau": LETTER}, {}),
])  # fmt: skip
def test_other_citations_are_not(keys: dict[str, Any], last: dict[str, Any] | None) -> None:
    assert "N044" not in [code for code, _ in found(plan(**keys), of_last_year(**keys if last is None else last))]


def test_citations_are_judged_only_against_an_earlier_plan() -> None:
    assert found(plan(mo_dau=LETTER)) == []
    assert found(plan(mo_dau=LETTER), plan(mo_dau=LETTER, thoi_diem="2024-02-15")) == []


def test_the_date_of_the_look_ups_is_this_years() -> None:
    assert found(plan(thoi_diem="2023-01-15"), of_last_year()) == [("N046", ("thoi_diem",))]
    assert found(plan(thoi_diem="2023-11-15"), of_last_year()) == []
    assert found(plan(), plan()) == []


# --- bodies -----------------------------------------------------------------------------------------------------------

IN_2026 = {"nam": "2026", "thoi_diem": "2026-01-15", "co_quan_ban_hanh": "tinh/bac-ninh/ubnd"}


@pytest.mark.parametrize(("text", "name", "successor"), [
    ("Giao Sở Lao động - Thương binh và Xã hội tổng hợp.", "Sở Lao động - Thương binh và Xã hội", "Sở Nội vụ"),
    ("Báo cáo về Sở LĐTBXH trước ngày 15.", "Sở LĐTBXH", "Sở Y tế"),
    ("Chủ tịch UBND các huyện, thành phố chỉ đạo thực hiện.", "UBND các huyện, thành phố", "UBND các xã, phường"),
    ("Báo cáo Bộ Kế hoạch và Đầu tư, Bộ Tài chính.", "Bộ Kế hoạch và Đầu tư", "Bộ Tài chính"),
    ("Sở Thông tin và Truyền thông hướng dẫn.", "Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ"),
    ("Cán bộ ngành Lao động - Thương binh và Xã hội được tập huấn.", "ngành Lao động - Thương binh và Xã hội",
     "Sở Y tế"),
])  # fmt: skip
def test_a_body_that_is_gone_is_told_with_its_successors(text: str, name: str, successor: str) -> None:
    (problem,) = stale(plan(noi_dung=[text], **IN_2026), None)
    assert (problem.code, problem.path) == ("N045", ("noi_dung", 0, "doan", 0))
    assert f"«{name}»" in problem.message()
    assert successor in problem.hint()


@pytest.mark.parametrize("text", [
    "Giao Sở Nội vụ tổng hợp, báo cáo Bộ Tài chính.",
    "Theo Công văn số 12/SLĐTBXH-BTXH của Sở Lao động - Thương binh và Xã hội.",
    "Tiếp nhận hồ sơ “Sở Lao động - Thương binh và Xã hội”.",
    "Sở Khoa học và Công nghệ (trước đây là Sở Thông tin và Truyền thông).",
    "Trụ sở của Sở Giao thông vận tải cũ.", "Sau khi hợp nhất Sở Giao thông vận tải và Sở Xây dựng.",
    "Sở Giao thông vận tải - Xây dựng tỉnh bạn.", "Bộ Công an, Bộ Nội vụ hướng dẫn.",
    "Lãnh đạo sở lao động của các tỉnh bạn.", "Lao động - Thương binh và Xã hội.",
    "Cán bộ ngành Y tế, ngành Công Thương, ngành lao động.", "Lịch sử ngành Giao thông vận tải cũ.",
    "UBND các xã, phường chỉ đạo thực hiện.", "Người dân ở các huyện, thành phố trước kia.",
])  # fmt: skip
def test_what_is_no_name_of_a_body_that_is_gone_is_not(text: str) -> None:
    assert codes(text, **IN_2026) == []


def test_a_body_is_judged_as_of_the_date_of_the_plan() -> None:
    text = "Giao Sở Lao động - Thương binh và Xã hội tổng hợp."
    assert codes(text, nam="2025", thoi_diem="2025-02-28") == []
    assert codes(text, nam="2025", thoi_diem="2025-03-01") == ["N045"]
    assert codes("Giao Sở Dân tộc và Tôn giáo tổng hợp.", nam="2024") == []  # there is none yet


def test_recipients_and_written_cells_are_read_and_bases_are_not() -> None:
    name = "Sở Thông tin và Truyền thông"
    made = plan(
        **IN_2026, noi_nhan=["Sở Nội vụ", {"nhom": ["Sở Y tế", name]}], can_cu=[f"Căn cứ ý kiến của {name}"],
        nhiem_vu=[{**TASK, "phoi_hop": [name]}], ket_thuc=f"Phản ánh về {name}.",
    )  # fmt: skip
    assert found(made) == [("N045", path) for path in (
        ("ket_thuc",), ("nhiem_vu", 0, "phoi_hop", "la", 0), ("noi_nhan", 1, "nhom", 1))]


# --- whole plans ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted((ROOT / "plans").glob("*.yaml")), ids=lambda path: path.stem)
def test_our_own_plans_have_nothing_left_over(path: Path) -> None:
    assert found(load_plan(path).document) == []


def test_two_real_documents_have_nothing_left_over(shared: Path) -> None:
    for made in (provincial_plan(seed_text(shared, "000")), notice(seed_text(shared, "003"))):
        assert found(parse_plan(as_yaml(made), "a.yaml").document) == []


def test_a_real_plan_taken_over_without_a_change_is_told_of(shared: Path) -> None:
    made = provincial_plan(seed_text(shared, "000"))
    last, again = (parse_plan(as_yaml(made | {"nam": year}), "a.yaml").document for year in (2023, 2024))
    assert {code for code, _ in found(again, last)} == {"N040", "N042", "N044", "N046"}


def test_findings_have_a_line_and_a_column() -> None:
    loaded = parse_plan(PLAN.replace("Giảm số người", "Năm 2026 giảm số người"), "a.yaml")
    assert [p.place for p in located(stale(loaded.document, None), loaded.source)] == ["a.yaml:11:12"]


@given(st.text(alphabet="năm 2023/-trước ngày15.;“”số/KH-", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    made = plan(ket_thuc=text)
    ours = {code for code in CATALOGUE if code.startswith("N04")}
    assert {code for code, _ in found(made, of_last_year(ket_thuc=text))} <= ours


@pytest.mark.parametrize("words", ["Kế hoạch ", "Luật ", "trước ngày ", "số 1 ", "Sở Y tế "])
def test_a_long_text_without_a_stop_is_read_in_time(words: str) -> None:
    start = time.perf_counter()
    assert codes(words * 1500) == []
    assert time.perf_counter() - start < 20
