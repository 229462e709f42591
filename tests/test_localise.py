"""Who does the part of a central body in a unit: by function of the task, as of the plan's date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.agencies import UnknownAgency, records, registry
from generator.agencies.counterparts import counterparts
from generator.agencies.functions import Telling, functions, successors_by_function
from generator.agencies.localise import Localised, Localiser, Setting
from generator.model import AgencyCell, OwnAgency

IN_2024, IN_2026 = date(2024, 3, 15), date(2026, 11, 20)
BAC_GIANG, BAC_NINH, NHA_NAM = "tinh/bac-giang", "tp/bac-ninh", "xa/nha-nam"


def localised(
    text: str, unit: str, on: date, task: str = "", *, leads: bool = False, beside: tuple[str, ...] = (),
    ids: tuple[str, ...] = (),
) -> Localised:
    """A printed cell (or ids) of a programme of 2024 as one of a unit's plan."""
    localiser = Localiser(Setting(unit, on, None, date(2024, 1, 26)))
    cell = AgencyCell(names=ids) if ids else AgencyCell(names=(text,))
    return localiser.cell(cell, Telling((task,), beside), leads=leads)


LABOUR = ("tw/bo-lao-dong-thuong-binh-va-xa-hoi",)


@pytest.mark.parametrize(
    ("task", "lead"),
    [
        ("Tập huấn nghiệp vụ cho cán bộ cai nghiện ma túy", "cong-an"),
        ("Kiểm tra liên ngành về phòng, chống mại dâm", "so-y-te"),
        ("Trợ giúp xã hội cho người khuyết tật", "so-y-te"),
        ("Phòng, chống xâm hại trẻ em", "so-y-te"),
        ("Tư vấn, giới thiệu việc làm", "so-noi-vu"),
        ("Mở lớp đào tạo nghề ngắn hạn", "so-giao-duc-va-dao-tao"),
        ("Hỗ trợ hộ nghèo làm nhà", "so-nong-nghiep-va-moi-truong"),
    ],
)
def test_a_ministry_that_was_split_is_followed_by_function(task: str, lead: str) -> None:
    assert localised("", BAC_NINH, IN_2026, task, leads=True, ids=LABOUR).names == (lead,)
    before = localised("", BAC_GIANG, IN_2024, task, leads=True, ids=LABOUR)
    assert before.names == ("so-lao-dong-thuong-binh-va-xa-hoi",)


def test_a_task_that_tells_no_function_is_asked_about_with_every_heir() -> None:
    found = localised("", BAC_NINH, IN_2026, "Gặp mặt cuối năm", leads=True, ids=LABOUR)
    assert not found.names
    assert set(found.questions[0].candidates) == {
        "cong-an", "so-y-te", "so-noi-vu", "so-giao-duc-va-dao-tao", "so-nong-nghiep-va-moi-truong",
    }  # fmt: skip


def test_two_functions_alike_are_asked_about_when_leading_and_both_taken_when_supporting() -> None:
    task = "Tuyên truyền phòng, chống mại dâm; giới thiệu việc làm"
    asked = localised("", BAC_NINH, IN_2026, task, leads=True, ids=LABOUR)
    assert asked.questions and set(asked.questions[0].candidates) == {"so-y-te", "so-noi-vu"}
    assert localised("", BAC_NINH, IN_2026, task, ids=LABOUR).names == ("so-y-te", "so-noi-vu")


def test_the_name_of_the_ministry_in_the_task_says_nothing_about_its_function() -> None:
    task = "Bồi dưỡng về phòng, chống mại dâm cho cán bộ ngành Lao động - Thương binh và Xã hội"
    assert localised("", BAC_NINH, IN_2026, task, leads=True, ids=LABOUR).names == ("so-y-te",)


@pytest.mark.parametrize(
    ("printed", "task", "beside", "body"),
    [
        ("Bộ Tài chính (TCHQ)", "Kiểm tra kho hàng", (), "hai-quan"),
        ("Bộ Tài chính", "Bố trí kinh phí mua sắm", (), "so-tai-chinh"),
        ("Bộ Tài chính", "Đấu tranh với tội phạm có tổ chức", ("bo-quoc-phong",), "hai-quan"),
        ("Bộ Tài chính", "Xây dựng dự án", ("bo-ke-hoach-va-dau-tu",), "so-tai-chinh"),
        ("Bộ Tài chính", "Họp giao ban", (), "so-tai-chinh"),
    ],
)
def test_the_ministry_of_finance_is_customs_or_budget(
    printed: str, task: str, beside: tuple[str, ...], body: str
) -> None:
    assert localised(printed, BAC_GIANG, IN_2024, task, beside=beside).names == (body,)


def test_where_customs_has_no_name_of_its_own_the_branch_in_the_area_is_meant() -> None:
    found = localised("Tổng cục Hải quan", "tinh/lao-cai", IN_2024, leads=True)
    assert found.names == ("don-vi-hai-quan-tren-dia-ban",)


@pytest.mark.parametrize(
    ("unit", "on", "printed"),
    [
        (BAC_GIANG, date(2024, 1, 31), "UBND các huyện, thành phố"),
        (BAC_GIANG, IN_2024, "UBND các huyện, thị xã, thành phố"),
        ("tp/ha-noi", IN_2024, "UBND các quận, huyện, thị xã"),
        (BAC_NINH, IN_2026, "UBND các xã, phường"),
        ("tinh/an-giang", IN_2026, "UBND các xã, phường, đặc khu"),
        (NHA_NAM, IN_2026, "các thôn"),
        ("phuong/bac-giang", IN_2026, "các tổ dân phố"),
    ],
)
def test_the_localities_are_the_authorities_below_the_unit(unit: str, on: date, printed: str) -> None:
    localiser = Localiser(Setting(unit, on, None, on))
    found = localiser.cell(AgencyCell(names=("các địa phương",)), Telling(("",)), leads=False)
    assert ", ".join(map(localiser.name, found.names)) == printed
    assert found.local


def test_a_city_says_city() -> None:
    localiser = Localiser(Setting(BAC_NINH, IN_2026, None, IN_2024))
    cell = AgencyCell(names=("Bộ Công an", "Bộ Quốc phòng", "TW Đoàn TNCS HCM"))
    found = localiser.cell(cell, Telling(("",)), leads=True)
    assert list(map(localiser.name, found.names)) == ["Công an thành phố", "Bộ Chỉ huy Quân sự thành phố", "Thành Đoàn"]


@pytest.mark.parametrize(
    ("unit", "names", "nobody"),
    [
        ("tinh/lang-son", ("bo-chi-huy-bo-doi-bien-phong",), ()),
        (BAC_GIANG, (), ("Bộ đội Biên phòng",)),
    ],
)
def test_border_guards_are_where_there_is_a_border(unit: str, names: tuple[str, ...], nobody: tuple[str, ...]) -> None:
    found = localised("Bộ Quốc phòng (BĐBP)", unit, IN_2024)
    assert (found.names, found.nobody) == (names, nobody)


def test_the_press_since_the_merger_is_a_question_only_when_it_leads_alone() -> None:
    alone = localised("VTV, VOV, TTXVN", BAC_NINH, IN_2026, leads=True)
    assert alone.questions and "bao-va-phat-thanh-truyen-hinh" in alone.questions[0].candidates
    assert not localised("Bộ Công an, VTV", BAC_NINH, IN_2026, leads=True).questions
    assert not localised("VTV", BAC_NINH, IN_2026).questions
    before = localised("VTV, VOV", BAC_GIANG, IN_2024, leads=True)
    assert (before.names, before.questions) == (("dai-phat-thanh-va-truyen-hinh",), ())


def test_the_committee_itself_as_lead_is_asked_who_drafts() -> None:
    found = localised("UBND các tỉnh, TP trực thuộc TW", BAC_GIANG, IN_2024, leads=True)
    assert found.questions and found.questions[0].who_drafts and found.local
    assert localised("UBND các tỉnh, TP trực thuộc TW", BAC_GIANG, IN_2024).names == ("ubnd-cap-huyen",)
    assert not localised("Bộ Y tế, UBND các tỉnh, TP trực thuộc TW", BAC_GIANG, IN_2024, leads=True).questions


def test_members_of_the_programmes_committee_lead_where_all_ministries_do() -> None:
    setting = Setting(BAC_GIANG, IN_2024, None, IN_2024, members="cac-so-nganh-thanh-vien-ban-chi-dao")
    cell = AgencyCell(names=("Các Bộ, ngành, địa phương",))
    assert Localiser(setting).cell(cell, Telling(("",)), leads=True).names == (
        "cac-so-nganh-thanh-vien-ban-chi-dao", "ubnd-cap-huyen",
    )  # fmt: skip
    beside = Localiser(setting).cell(cell, Telling(("",)), leads=False)
    assert beside.names == ("cac-so-nganh-doan-the", "ubnd-cap-huyen")


def test_a_day_of_handing_over_is_asked_about() -> None:
    during = localised("Tổng cục Quản lý thị trường", BAC_GIANG, date(2025, 4, 1), leads=True)
    assert during.questions and "bàn giao" in during.questions[0].text
    assert not localised("Tổng cục Quản lý thị trường", BAC_GIANG, date(2025, 6, 15), leads=True).questions


@pytest.mark.parametrize(
    ("printed", "task", "body"),
    [
        ("Bộ Y tế", "Điều trị Methadone", "tram-y-te"),
        ("Bộ Lao động - Thương binh và Xã hội", "Phòng, chống mại dâm", "phong-van-hoa-xa-hoi"),
        ("Bộ Giáo dục và Đào tạo", "Ngoại khóa trong trường học", "cac-truong-hoc"),
        ("Bộ Giáo dục và Đào tạo", "Phổ cập", "phong-van-hoa-xa-hoi"),
        ("Bộ Tài chính", "Bố trí kinh phí", "phong-kinh-te"),
        ("Bộ Tư pháp", "Hòa giải", "van-phong-hdnd-va-ubnd"),
        ("Tổng Liên đoàn Lao động Việt Nam", "Vận động công nhân", "cong-doan"),
    ],
)
def test_a_commune_goes_one_step_further(printed: str, task: str, body: str) -> None:
    assert localised(printed, NHA_NAM, IN_2026, task).names == (body,)


def test_a_body_without_counterpart_is_named_and_never_dropped_in_silence() -> None:
    found = localised("Ngân hàng Nhà nước Việt Nam, Tập đoàn Viettel", BAC_GIANG, IN_2024)
    assert found.names == ()
    assert found.nobody == ("Ngân hàng Nhà nước Việt Nam", "Tập đoàn Viettel")
    assert len(found.why) == 2


def test_an_unknown_lead_is_a_question_with_what_it_may_be() -> None:
    found = localised("UBND", BAC_GIANG, IN_2024, leads=True)
    assert found.questions and "ban-dan-toc" in found.questions[0].candidates


def test_a_bare_people_s_committee_that_helps_is_the_local_ones_and_is_asked_about() -> None:
    found = localised("UBND", BAC_GIANG, IN_2024)
    assert found.names == ("ubnd-cap-huyen",) and len(found.questions) == 1
    assert not any("không có đầu mối" in str(why) for why in found.why)


def test_the_other_functions_that_a_task_tells_of_help_the_lead() -> None:
    localiser = Localiser(Setting(BAC_NINH, IN_2026, None, IN_2024))
    cell = AgencyCell(names=("tw/bo-thong-tin-va-truyen-thong",))
    both = Telling(("Tuyên truyền trên báo chí, truyền thanh, phát thanh và mạng viễn thông",))
    assert localiser.cell(cell, both, leads=True).names == ("so-van-hoa-the-thao-va-du-lich",)
    assert "so-khoa-hoc-va-cong-nghe" not in localiser.helpers(cell, both).names  # a word against four
    both = Telling(("Tuyên truyền trên báo chí, truyền thanh và mạng viễn thông, bưu chính",))
    assert "so-khoa-hoc-va-cong-nghe" in localiser.helpers(cell, both).names
    assert not localiser.helpers(AgencyCell(names=("tw/bo-y-te",)), both)


def test_the_offices_own_file_goes_first() -> None:
    own = (OwnAgency.model_validate({"id": "phong-canh-sat-ma-tuy", "ten": "Phòng Cảnh sát điều tra tội phạm về ma túy",
                                     "quan_he": "giao_dp", "nhan_viec": ["tw/bo-cong-an"]}),)  # fmt: skip
    localiser = Localiser(Setting(BAC_GIANG, IN_2024, None, IN_2024, own=own))
    found = localiser.cell(AgencyCell(names=("tw/bo-cong-an",)), Telling(("",)), leads=True)
    assert (found.names, localiser.name(found.names[0])) == (
        ("phong-canh-sat-ma-tuy",), "Phòng Cảnh sát điều tra tội phạm về ma túy",
    )  # fmt: skip


def test_last_years_provincial_body_is_followed_through_its_ministry() -> None:
    setting = Setting(BAC_NINH, IN_2026, BAC_GIANG, date(2023, 5, 1))
    cell = AgencyCell(names=("so-lao-dong-thuong-binh-va-xa-hoi",))
    assert Localiser(setting).cell(cell, Telling(("Cai nghiện ma túy",)), leads=True).names == ("cong-an",)


# Data


def test_every_central_body_and_common_collective_has_a_counterpart_or_says_that_it_has_none() -> None:
    central = {body.id for body in records.bodies() if body.level in ("tw", "chung")}
    followed = {id for id in central if successors_by_function(f"tw/{id}", IN_2026)}
    assert central - counterparts("tinh").keys() - followed == {
        "uy-ban-thuong-vu-quoc-hoi", "uy-ban-van-hoa-va-xa-hoi-cua-quoc-hoi", "kiem-toan-nha-nuoc",
        "van-phong-quoc-hoi", "van-phong-chu-tich-nuoc", "ban-co-yeu-chinh-phu",
    }  # fmt: skip


def test_every_row_names_bodies_that_some_unit_has_on_some_date() -> None:
    for level in ("tinh", "xa"):
        ids = {body.id for body in records.bodies() if body.level in (level, "chung")}
        for rows in counterparts(level).values():
            for row in rows:
                named = {id for alternatives in (*row.bodies, *(row.lead or ())) for id in alternatives}
                assert named | set(row.ask) | set(row.ask_alone) | set(row.otherwise) <= ids, row.body
                assert not row.function or row.function in functions()


@given(
    st.sampled_from(sorted(id for id in counterparts("tinh"))), st.sampled_from([IN_2024, date(2025, 4, 1), IN_2026]),
    st.booleans(), st.text(max_size=40) | st.sampled_from(sorted(own.name for own in functions().values())),
)  # fmt: skip
def test_whatever_stands_in_a_cell_comes_out_as_names_a_question_or_nobody(
    id: str, on: date, leads: bool, task: str
) -> None:
    unit = BAC_NINH if on == IN_2026 else BAC_GIANG
    source = f"tw/{id}" if any(body.id == id and body.level == "tw" for body in records.bodies()) else id
    found = localised("", unit, on, task, leads=leads, ids=(source,))
    assert found.names or found.questions or found.nobody
    for name in found.names:
        registry().resolve(name, on, unit)


def test_a_unit_that_does_not_exist_on_the_date_is_refused() -> None:
    with pytest.raises(UnknownAgency):
        Localiser(Setting(BAC_GIANG, IN_2026, None, IN_2024))
