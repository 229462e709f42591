"""Who leads, who supports, by when: cells and sentences with several roles, and prose that has none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.recognise.body.deadlines import deadlines, time_of_bracket
from generator.recognise.body.roles import Roles, bracket_roles, doer, labelled, roles


def who(text: str) -> tuple[str, str, str]:
    """Lead, support, time of a text."""
    found = roles(text)
    return found.lead, found.support, found.time


@pytest.mark.parametrize(("text", "lead", "support"), [
    ("Sở Y tế chủ trì, phối hợp với Sở Nội vụ và Sở Tài chính", "Sở Y tế", "Sở Nội vụ và Sở Tài chính"),
    ("Sở Y tế chủ trì", "Sở Y tế", ""),
    ("Sở Văn hóa, Thể thao và Du lịch chủ trì phối hợp cùng Ban Quản lý khu kinh tế rà soát quy hoạch.",
     "Sở Văn hóa, Thể thao và Du lịch", "Ban Quản lý khu kinh tế"),
    ("Chủ trì: Sở Y tế. Phối hợp: Công an tỉnh.", "Sở Y tế", "Công an tỉnh"),
    ("Cơ quan chủ trì: Sở Y tế\nCơ quan phối hợp: Công an tỉnh; các xã", "Sở Y tế", "Công an tỉnh; các xã"),
    ("Sở Y tế (chủ trì), Sở Nội vụ (phối hợp)", "Sở Y tế", "Sở Nội vụ"),
    ("Giao Sở Y tế chủ trì, phối hợp với các đơn vị liên quan:", "Sở Y tế", "các đơn vị liên quan"),
    ("Giao Sở Y tế theo dõi, hướng dẫn các xã.", "Sở Y tế", ""),
    ("Đề nghị Hội Nông dân tỉnh vận động hội viên.", "Hội Nông dân tỉnh", ""),
    ("Sở Y tế có trách nhiệm tổ chức lớp học.", "Sở Y tế", ""),
    ("Sở Y tế: Tổ chức lớp học.", "Sở Y tế", ""),
    ("Đối với các hồ còn lại, giao UBND phường Tân Lập tổ chức nạo vét.", "UBND phường Tân Lập", ""),
    ("Các sở: Y tế, Nội vụ chủ trì, phối hợp với các Bộ: Công an, Tài chính xây dựng đề án.",
     "Các sở: Y tế, Nội vụ", "các Bộ: Công an, Tài chính"),
    ("Chủ trì, phối hợp với Sở Tài chính tham mưu bố trí vốn.", "", "Sở Tài chính"),
    ("Chủ trì, phối hợp Sở Tài chính và các đơn vị tham mưu bố trí vốn.", "", "Sở Tài chính và các đơn vị"),
    ("Trồng cây (Sở Nông nghiệp chủ trì, các xã phối hợp thực hiện).", "Sở Nông nghiệp", "các xã"),
    ("Trồng cây (các sở, ngành và UBND các xã phối hợp).", "", "các sở, ngành và UBND các xã"),
    ("Trồng cây (Sở Y tế, UBND các xã phối hợp với lực lượng Công an thực hiện).", "", "Sở Y tế, UBND các xã"),
    ("Trồng cây (Công an tỉnh, Sở Y tế thực hiện theo lĩnh vực phụ trách).", "Công an tỉnh, Sở Y tế", ""),
])  # fmt: skip
def test_who_leads_and_who_supports(text: str, lead: str, support: str) -> None:
    assert who(text)[:2] == (lead, support)


@pytest.mark.parametrize("text", [
    "Đồng chí Chủ tịch đã chủ trì cuộc họp.", "Chủ trì cuộc họp giao ban hằng tuần.", "Giao thông nông thôn đi lại dễ.",
    "Giao ban báo chí hằng tuần.", "Các ngành đã phối hợp chặt chẽ với nhau.", "Giao đất cho dân trồng rừng.",
    "Ban hành kế hoạch trồng rừng.", "Thời gian qua, các xã đã phối hợp với nhau.", "Trồng cây (có Phụ lục kèm theo).",
    "Chánh Văn phòng, Giám đốc Sở Y tế chịu trách nhiệm thi hành Quyết định này.", "Xã hội: ổn định.", "Chủ trì", "",
])  # fmt: skip
def test_prose_has_no_roles(text: str) -> None:
    assert roles(text) == Roles(rest=text)


def test_labels_give_every_role_and_keep_the_rest() -> None:
    said = "- Đơn vị chủ trì: Sở Y tế; Đơn vị phối hợp: Công an tỉnh; Thời gian hoàn thành: Quý II/2026; Kinh phí: 5 tỷ"
    assert labelled(said) == Roles("Sở Y tế", "Công an tỉnh", "", "Quý II/2026", "Kinh phí: 5 tỷ")
    assert roles("Theo dõi, kiểm tra, đôn đốc: Sở Nội vụ").monitor == "Sở Nội vụ"
    assert labelled("Rừng và đơn vị chủ trì: Sở Y tế") is None


@pytest.mark.parametrize(("text", "time"), [
    ("Trồng xong rừng, hoàn thành trước ngày 15/5/2026.", "trước ngày 15/5/2026"),
    ("Trồng rừng, xong trong quý II/2026.", "trong quý II/2026"),
    ("Báo cáo UBND tỉnh trước ngày 10/12 hằng năm.", "trước ngày 10/12 hằng năm"),
    ("Gửi kết quả về Văn phòng trước ngày 25 tháng 12 năm 2024 để tổng hợp.", "trước ngày 25 tháng 12 năm 2024"),
    ("Gửi kết quả chậm nhất là ngày 15/01/2026.", "chậm nhất là ngày 15/01/2026"),
    ("Mở lớp học (thực hiện trong tháng 6/2023).", "trong tháng 6/2023"), ("Mở lớp học (Quý III).", "Quý III"),
    ("Các ngành hằng năm (trước ngày 10/12) hoặc đột xuất báo cáo Sở Y tế.", "trước ngày 10/12"),
    ("Ban hành kế hoạch trong tháng 01/2026 và tổ chức thực hiện.", "trong tháng 01/2026"),
])  # fmt: skip
def test_deadlines_in_sentences(text: str, time: str) -> None:
    assert who(text)[2] == time


@pytest.mark.parametrize("text", [
    "Thực hiện Công văn số 12/UBND ngày 5/3/2026.", "Rà soát dự án được phê duyệt trước ngày 01/7/2025.",
    "Trồng rừng giai đoạn 2021 - 2025.", "Sơ kết kế hoạch năm 2026.", "Người sinh trước ngày 01/01/1990 đăng ký.",
    "Trong năm 2024, các xã trồng rừng.", "Trồng rừng trước mùa mưa.", "Rừng (sau đây gọi là Dự án).",
])  # fmt: skip
def test_dates_that_are_no_deadlines(text: str) -> None:
    assert who(text)[2] == ""


def test_of_several_deadlines_none_is_chosen() -> None:
    text = "Hoàn thành trong tháng 10/2026 việc trồng; báo cáo trước ngày 15/11/2026."
    assert deadlines(text) == ("trong tháng 10/2026", "trước ngày 15/11/2026") and who(text)[2] == ""


def test_brackets_say_when_or_who() -> None:
    assert time_of_bracket("hoàn thành trong Quý IV") == "trong Quý IV" and time_of_bracket("2026") == ""
    both = bracket_roles("Trồng cây (Sở Y tế chủ trì; các xã phối hợp; trong tháng 5/2026).")
    assert (both.lead, both.support, both.time) == ("Sở Y tế", "các xã", "trong tháng 5/2026")


def test_who_does_something() -> None:
    assert doer("Sở Y tế hướng dẫn các xã.").lead == "Sở Y tế"
    assert doer("Ủy ban nhân dân các xã, phường:").lead == "Ủy ban nhân dân các xã, phường"
    for text in ("Các ngành là nòng cốt.", "Rừng được xây dựng.", "Sở Y tế nói. Sau đó xây dựng."):
        assert doer(text).lead == ""


PIECES = ("Giao", "Sở Y tế", "chủ trì", ",", "phối hợp với", "(", ")", ":", "trước ngày 5/3", ".", "hướng dẫn")


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_every_word_of_a_role_is_printed(text: str) -> None:
    found = roles(text)
    assert all(words in text for words in (found.lead, found.support, found.monitor, found.time))


HOSTILE = ("(" * 5000, " " * 20000 + "x", "trước ngày 5 " * 2000, "chủ trì: " * 3000, "các a, " * 4000)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_read_in_time(text: str) -> None:
    assert not roles(text).monitor


@pytest.mark.parametrize(("text", "lead", "support"), [
    ("Ban hành cơ chế khuyến khích: Sở Khoa học và Công nghệ chủ trì, hoàn thành trong Quý II/2026.",
     "Sở Khoa học và Công nghệ", ""),
    ("Nâng cấp hạ tầng: Sở Xây dựng chủ trì, phối hợp với Sở Tài chính.", "Sở Xây dựng", "Sở Tài chính"),
    ("Các nội dung gồm: rà soát, đánh giá, kiểm tra.", "", ""),
    ("Lưu ý: công tác do các đơn vị chủ trì từ trước vẫn tiếp tục.", "", ""),
])
def test_who_does_it_may_stand_behind_the_task(text: str, lead: str, support: str) -> None:
    found = roles(text)
    assert (found.lead, found.support) == (lead, support)
