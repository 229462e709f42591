"""Every rule of the plan: a hit with its place, and a near-miss that is silent."""

from __future__ import annotations

from typing import Any

import pytest

from builders import document
from generator.agencies import Naming
from generator.check import check_plan
from generator.compose import compose
from generator.problems import CATALOGUE, ProblemsError

PLAIN: dict[str, Any] = {
    "trang_thai": "trinh_ky", "co_quan_ban_hanh": "SỞ THỬ NGHIỆM", "ky_hieu": "KH-STN", "dia_danh": "Bắc Ninh",
    "tham_quyen": "nguoi_dung_dau", "noi_dung": ["Một việc cần làm."], "nguoi_ky": {"chuc_vu": "Giám đốc"},
}  # fmt: skip
UBND = {"co_quan_ban_hanh": "tp/bac-ninh/ubnd", "ky_hieu": None, "dia_danh": None}
TASK = {"id": "viec", "noi_dung": "Một việc", "chu_tri": "Sở A", "thoi_gian": "Quý I"}
ANNEX = {"id": "pl", "tieu_de": "Danh mục", "bang": "nhiem_vu"}
SHOWN = {"noi_dung": ["Theo [[xem: pl]]."], "phu_luc": [ANNEX]}


def tasks(**changes: Any) -> dict[str, Any]:
    """One task shown in an annex that the text names; changes are the task's."""
    task = {k: v for k, v in (TASK | changes).items() if v is not None}
    return {**SHOWN, "nhiem_vu": [task]}


def columns(*names: str, **changes: Any) -> dict[str, Any]:
    """The same with these columns."""
    return tasks(**changes) | {"phu_luc": [ANNEX | {"cot": list(names)}]}


def table(**keys: Any) -> dict[str, Any]:
    """A plan with one table in its body."""
    return {"noi_dung": [{"doan": "Bảng.", "bang": keys}]}


def found(keys: dict[str, Any]) -> list[tuple[str, tuple[str | int, ...]]]:
    """The codes and places of everything that is said of a plan, what only numbering shows included."""
    made = document(**PLAIN | keys)
    naming = Naming(made)
    problems = check_plan(made, naming)
    if not any(p.code in ("A001", "A002", "N004", "N005", "N006", "N023") for p in problems):
        try:
            compose(made, naming)
        except ProblemsError as error:
            problems += error.problems
    for p in problems:
        assert "{" not in p.message() + p.hint(), p
    return [(p.code, p.path) for p in problems]


CASES: list[tuple[str, dict[str, Any], tuple[str | int, ...], dict[str, Any]]] = [
    ("N001", {"nhiem_vu": [TASK, TASK | {"noi_dung": "Việc khác"}], **SHOWN}, ("nhiem_vu", 1, "id"),
     {"nhiem_vu": [TASK, TASK | {"id": "viec-hai"}], **SHOWN}),
    ("N001", {"noi_dung": [{"id": "a", "doan": "Một."}, {"id": "a", "doan": "Hai."}]}, ("noi_dung", 1, "id"),
     {"noi_dung": [{"id": "a", "doan": "Một."}, {"id": "b", "doan": "Hai."}]}),
    ("N001", {"noi_dung": [{"id": "a", "doan": "Một.", "giao": {"id": "a"}}]}, ("noi_dung", 0, "giao", "id"),
     {"noi_dung": [{"id": "a", "doan": "Một.", "giao": {"id": "b"}}]}),
    ("N001", {"noi_dung": [{"id": "pl", "doan": "Xem Phụ lục."}], "phu_luc": [ANNEX], "nhiem_vu": [TASK]},
     ("phu_luc", 0, "id"), tasks()),
    ("N001", tasks(con=[{"id": "viec", "noi_dung": "Con"}]), ("nhiem_vu", 0, "con", 0, "id"),
     tasks(con=[{"id": "con", "noi_dung": "Con"}])),
    ("N002", {"trang_thai": "da_ban_hanh", "so": "5"}, ("trang_thai",),
     {"trang_thai": "da_ban_hanh", "so": "5", "ngay": "2026-11-21"}),
    ("N002", {"trang_thai": "da_ban_hanh", "ngay": "2026-11-21"}, ("trang_thai",), {"trang_thai": "trinh_ky"}),
    ("N003", {"so": "5"}, ("so",), {"so": None}),
    ("N003", {"trang_thai": "du_thao", "ngay": "2026-11-21"}, ("ngay",), {"trang_thai": "du_thao"}),
    ("N004", {"noi_dung": ["Xem [[xem: khong-co]]."]}, ("noi_dung", 0, "doan", 0),
     {"noi_dung": [{"id": "a", "doan": "Xem [[xem: a]]."}]}),
    ("N004", {"nhiem_vu": [TASK], "phu_luc": [ANNEX], "noi_dung": ["[[xem: pl]], [[xem: viec]]"]},
     ("noi_dung", 0, "doan", 0), tasks()),
    ("N005", {"noi_dung": ["Một **hai."]}, ("noi_dung", 0, "doan", 0),
     {"noi_dung": ["Một * hai, 5*3, (*) và \\**."]}),
    ("N005", {"noi_dung": [{"doan": "Giao **Sở A.", "giao": {"chu_tri": "Sở A"}}]}, ("noi_dung", 0, "doan", 0),
     {"noi_dung": [{"doan": "Giao **Sở A**.", "giao": {"chu_tri": "Sở A"}}]}),
    ("N005", tasks(chu_tri="Sở **A"), ("nhiem_vu", 0, "chu_tri", "la", 0), tasks(chu_tri="Sở **A**")),
    ("N005", tasks(thoi_gian="Quý [[xem: a"), ("nhiem_vu", 0, "thoi_gian"), tasks(thoi_gian="Quý [xem: a")),
    ("N005", tasks() | {"phu_luc": [ANNEX | {"ten_cot": {"thoi_gian": "**Hạn"}}]},
     ("phu_luc", 0, "ten_cot", "thoi_gian"), tasks() | {"phu_luc": [ANNEX | {"ten_cot": {"thoi_gian": "**Hạn**"}}]}),
    ("N005", {"can_cu": [{"loai": "Luật", "trich_yeu": "A **B"}]}, ("can_cu", 0, "trich_yeu"),
     {"can_cu": [{"loai": "Luật", "trich_yeu": "A *B"}]}),
    ("N006", {"noi_dung": ["Một[^1]."]}, ("noi_dung", 0, "doan", 0),
     {"noi_dung": ["Một[^1]."], "chu_thich": {"1": "Chú thích."}}),
    ("N007", {"chu_thich": {"1": "Chú thích."}}, ("chu_thich", "1"),
     {"ket_thuc": "Hết[^1].", "chu_thich": {"1": "Chú thích."}}),
    ("N007", {"noi_dung": ["Một\\[^1]."], "chu_thich": {"1": "Chú thích."}}, ("chu_thich", "1"),
     tasks(ghi_chu="Xem[^1]", phoi_hop=None) | {"chu_thich": {"1": "Chú thích."},
                                                "phu_luc": [ANNEX | {"cot": ["noi_dung", "chu_tri", "thoi_gian",
                                                "ghi_chu"]}]}),
    ("N008", {"nhiem_vu": [TASK]}, ("nhiem_vu", 0), tasks()),
    ("N008", {"nhiem_vu": [TASK | {"than": "false"}], "noi_dung": [{"doan": "Việc:", "nhiem_vu": {"theo": "chu_tri"}}]},
     ("nhiem_vu", 0), {"nhiem_vu": [TASK], "noi_dung": [{"doan": "Việc: ", "nhiem_vu": {"theo": "chu_tri"}}]}),
    ("N008", tasks() | {"phu_luc": [ANNEX | {"loc": {"linh_vuc": "Y tế"}}]}, ("nhiem_vu", 0),
     tasks(linh_vuc="Y tế") | {"phu_luc": [ANNEX | {"loc": {"linh_vuc": "y tế"}}]}),
    ("N009", tasks(san_pham="Báo cáo"), ("nhiem_vu", 0, "san_pham"),
     columns("noi_dung", "chu_tri", "thoi_gian", "san_pham", san_pham="Báo cáo")),
    ("N009", tasks(linh_vuc="Y tế"), ("nhiem_vu", 0, "linh_vuc"),
     tasks(linh_vuc="Y tế") | {"phu_luc": [ANNEX | {"nhom_theo": "linh_vuc"}]}),
    ("N009", columns("noi_dung", "thoi_gian"), ("nhiem_vu", 0, "chu_tri"), columns("noi_dung", "chu_tri", "thoi_gian")),
    ("N009", {"nhiem_vu": [TASK | {"thoi_gian": "Quý I"}], "noi_dung": [{"doan": "Việc:",
     "nhiem_vu": {"theo": "chu_tri"}}]},
     ("nhiem_vu", 0, "thoi_gian"), {"nhiem_vu": [TASK], **SHOWN}),
    ("N010", tasks(phoi_hop=["Sở B", "sở a"]), ("nhiem_vu", 0, "phoi_hop"), tasks(phoi_hop=["Sở B"])),
    ("N010", UBND | tasks(chu_tri="so-y-te", phoi_hop="Sở Y tế"), ("nhiem_vu", 0, "phoi_hop"),
     UBND | tasks(chu_tri="ubnd-cap-xa", phoi_hop="ubnd-cap-xa")),
    ("N010", tasks(chu_tri="Ban Quản lý các khu công nghiệp", phoi_hop="Ban Quản lý các khu công nghiệp"),
     ("nhiem_vu", 0, "phoi_hop"), tasks(chu_tri="UBND các xã, phường", phoi_hop="UBND các xã, phường")),
    ("N011", {"tham_quyen": "tap_the"}, ("nguoi_ky", 0, "quyen_han"),
     {"tham_quyen": "tap_the", "nguoi_ky": {"quyen_han": {"tm": "Ủy ban"}, "chuc_vu": "Chủ tịch"}}),
    ("N011", {"nguoi_ky": {"quyen_han": {"tm": "Ủy ban"}, "chuc_vu": "Chủ tịch"}}, ("nguoi_ky", 0, "quyen_han"),
     {"nguoi_ky": {"quyen_han": {"kt": "Giám đốc"}, "chuc_vu": "Phó Giám đốc"}}),
    ("N012", {"mo_dau": "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:"}, ("mo_dau", 0),
     {"mo_dau": "Chủ tịch Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:"}),
    ("N013", {"ky_hieu": None}, ("co_quan_ban_hanh",), {"ky_hieu": "KH-STN"}),
    ("N013", {"loai": "cong-van", "kinh_gui": "Sở B", **UBND}, ("co_quan_ban_hanh",),
     {"loai": "cong-van", "kinh_gui": "Sở B", **UBND, "luu": {"don_vi": ["VT", "NC"]}}),
    ("N014", {"loai": "quyet-dinh"}, ("co_quan_ban_hanh",),
     {"loai": "quyet-dinh", "nguoi_ban_hanh": "Giám đốc Sở Thử nghiệm"}),
    ("N015", {"dia_danh": None}, ("co_quan_ban_hanh",), UBND),
    ("N016", {"kinh_gui": "Sở B"}, ("kinh_gui",), {"loai": "bao-cao", "kinh_gui": "Sở B"}),
    ("N047", {"trang_thai": "trinh_ky", "noi_dung": ["Theo Công văn số …/SYT-NVY."]}, ("noi_dung", 0, "doan", 0),
     {"trang_thai": "trinh_ky", "noi_dung": ["Trồng ngô, khoai, sắn… ở các xã."]}),
    ("N047", tasks(noi_dung="Khám cho … người") | {"trang_thai": "trinh_ky"}, ("nhiem_vu", 0, "noi_dung"),
     tasks(noi_dung="Khám cho người già…") | {"trang_thai": "trinh_ky"}),
    ("N047", {"trang_thai": "trinh_ky", "noi_dung": ["Đạt …% hộ."]}, ("noi_dung", 0, "doan", 0),
     {"trang_thai": "du_thao", "noi_dung": ["Đạt …% hộ."]}),
    ("N017", tasks(cho_quyet="true") | {"trang_thai": "da_ban_hanh", "so": "5", "ngay": "2026-11-21"},
     ("nhiem_vu", 0, "cho_quyet"), tasks() | {"trang_thai": "da_ban_hanh", "so": "5", "ngay": "2026-11-21"}),
    ("N018", tasks(cho_quyet="true"), ("nhiem_vu", 0, "cho_quyet"), tasks(cho_quyet="false")),
    ("N019", {"chua_phan_loai": [{"van": "Một đoạn"}]}, ("chua_phan_loai",), {"chua_phan_loai": []}),
    ("N020", {"chua_phan_loai": [{"van": "Một đoạn"}], "trang_thai": "da_ban_hanh", "so": "5", "ngay": "2026-11-21"},
     ("chua_phan_loai",), {"trang_thai": "da_ban_hanh", "so": "5", "ngay": "2026-11-21"}),
    ("N021", {"truong": "ten", "mo_dau": "Xã «ten»."}, ("truong",), {"mo_dau": "Xã «ten»."}),
    ("N023", tasks() | {"noi_dung": [{"doan": "Phụ lục:", "nhiem_vu": ["viec", "khac"]}]},
     ("noi_dung", 0, "nhiem_vu", 1), tasks() | {"noi_dung": [{"doan": "Phụ lục:", "nhiem_vu": ["viec"]}]}),
    ("N024", table(dau=["A", "B"], hang=[["1"]]), ("noi_dung", 0, "bang", "hang", 0),
     table(dau=["A", "B"], hang=[["1", None]])),
    ("N025", table(dau=["A", "B"], hang=[["x", "1.25"]], tong={"cot": ["2"]}), ("noi_dung", 0, "bang", "hang", 0, 1),
     table(dau=["A", "B"], hang=[["x", "1.250"], ["y", None]], tong={"cot": ["2"]})),
    ("N026", table(dau=["A", "B"], hang=[["x", "1"]], tong={"cot": ["3"]}), ("noi_dung", 0, "bang", "tong", "cot"),
     table(dau=["A", "B"], hang=[["x", "1"]], tong={"cot": ["2"]})),
    ("N027", UBND | tasks(chu_tri={"ghi": "Sở Tài chính", "la": ["so-y-te"]}), ("nhiem_vu", 0, "chu_tri"),
     UBND | tasks(chu_tri={"ghi": "Sở Y tế (chủ trì)", "la": ["so-y-te"]})),
    ("N027", UBND | tasks(chu_tri={"ghi": "SYT; Sở KHCN", "la": ["so-y-te", "so-tai-chinh"]}),
     ("nhiem_vu", 0, "chu_tri"),
     UBND | tasks(chu_tri={"ghi": "SYT; Sở KHCN", "la": ["so-y-te", "so-khoa-hoc-va-cong-nghe"]})),
    ("N027", UBND | tasks(chu_tri={"ghi": "Sở Y tế dự phòng", "la": ["so-tai-chinh"]}), ("nhiem_vu", 0, "chu_tri"),
     UBND | tasks(chu_tri={"ghi": "Các Bộ: CA, Y tế, GD-ĐT", "la": ["tw/bo-cong-an", "tw/bo-y-te"]})),
    ("N027", UBND | tasks(chu_tri={"ghi": "UBND", "la": ["tw/bo-y-te"]}), ("nhiem_vu", 0, "chu_tri"),
     UBND | tasks(chu_tri={"ghi": "UBND", "la": ["ubnd-cap-xa"]})),
    ("N028", {"noi_dung": [{"doan": "Gồm:", "danh_so": "a", "cac_y": [f"Ý {i}." for i in range(24)]}]}, ("noi_dung", 0,
     "cac_y", 23),
     {"noi_dung": [{"doan": "Gồm:", "danh_so": "a", "cac_y": [f"Ý {i}." for i in range(23)]}]}),
    ("N029", {"co_quan_ban_hanh": "TRUNG TÂM KIỂM SOÁT BỆNH TẬT THÀNH PHỐ"}, ("co_quan_ban_hanh",),
     {"co_quan_ban_hanh": "TRUNG TÂM\nKIỂM SOÁT BỆNH TẬT"}),
    ("N029", {"dia_danh": "Bà Rịa - Vũng Tàu và các đảo xa"}, ("dia_danh",), {"dia_danh": "Thành phố Huế"}),
    ("N030", {"loai": "to-trinh"}, ("loai",), {"loai": "to-trinh", "kinh_gui": "Sở B"}),
    ("N030", table(hang=[]), ("noi_dung", 0, "bang"), table(dau=["A"], dong_trong="2")),
    ("N031", {"noi_dung": ["Một.", "Hai.", {"doan": "Hai.", "so": "2"}]}, ("noi_dung", 2, "so"),
     {"noi_dung": ["Một.", "Hai.", {"doan": "Ba.", "so": "3"}]}),
    ("N031", {"danh_so": "I", "noi_dung": ["Một.", "Hai.", {"doan": "Hai.", "so": "II"}]}, ("noi_dung", 2, "so"),
     {"danh_so": "I", "noi_dung": ["Một.", "Hai.", {"doan": "Bốn.", "so": "IV"}]}),
    ("N031", {"noi_dung": [{"doan": "Gồm:", "danh_so": "a", "cac_y": ["Một.", {"doan": "Một.", "so": "a"}]}]},
     ("noi_dung", 0, "cac_y", 1, "so"),
     {"noi_dung": [{"doan": "Gồm:", "danh_so": "a", "cac_y": ["Một.", {"doan": "Đ.", "so": "đ"}]}]}),
    ("N032", {"trich_yeu": "Thử nghiệm năm 2027."}, ("trich_yeu",), {"trich_yeu": "Thử nghiệm… năm 2027"}),
    ("N038", {"loai": "cong-van", "kinh_gui": "Sở B", "trich_yeu": "V/v thử nghiệm"}, ("trich_yeu",),
     {"loai": "cong-van", "kinh_gui": "Sở B", "trich_yeu": "vv. thử nghiệm"}),
    ("N038", {"loai": "cong-van", "kinh_gui": "Sở B", "trich_yeu": "Về việc thử nghiệm"}, ("trich_yeu",),
     {"trich_yeu": "Về việc thử nghiệm"}),
    ("N039", {"noi_dung": None, "mo_dau": None}, ("loai",), {"noi_dung": None, "mo_dau": "Một."}),
    ("N033", {"nhiem_vu": [TASK], "phu_luc": [ANNEX]}, ("phu_luc", 0), tasks()),
    ("N033", {"nhiem_vu": [TASK], "phu_luc": [ANNEX | {"nhan": "Biểu"}]}, ("phu_luc", 0),
     {"nhiem_vu": [TASK], "phu_luc": [ANNEX | {"nhan": "Biểu"}], "noi_dung": ["Theo biểu kèm theo."]}),
    ("N035", tasks(chu_tri=None), ("nhiem_vu", 0), tasks(chu_tri=None, con=[{"noi_dung": "Con", "chu_tri": "Sở B"}])),
    ("N035", tasks(thoi_gian=None), ("nhiem_vu", 0), tasks(thoi_gian=None, cho_quyet="true")),
    ("N036", {"noi_dung": [{"doan": "Gồm:", "danh_so": "khong", "cac_y": [{"id": "a", "doan": "Ý."}]},
     "Xem [[xem: a]]."]},
     ("noi_dung", 0, "cac_y", 0),
     {"noi_dung": [{"doan": "Gồm:", "danh_so": "-", "cac_y": [{"id": "a", "doan": "Ý."}]}, "Xem [[xem: a]]."]}),
    ("N037", {"loai": "cong-van", "kinh_gui": "Sở B", "kem_theo": "(Kèm theo Báo cáo)"}, ("kem_theo",),
     {"kem_theo": "(Kèm theo Báo cáo)"}),
    ("N037", {"trich_yeu": "Thử nghiệm[^1]", "chu_thich": {"1": "Chú thích."}}, ("trich_yeu",),
     {"trich_yeu": "Thử nghiệm \\[^1]"}),
    ("N037", tasks() | {"phu_luc": [ANNEX | {"bang": {"loai": "nhiem_vu", "dau": ["A"]}}]}, ("phu_luc", 0, "bang",
     "dau"),
     tasks() | {"phu_luc": [ANNEX | {"bang": {"loai": "nhiem_vu"}}]}),
    ("N037", table(dau=["A"], ten_cot={"noi_dung": "B"}), ("noi_dung", 0, "bang", "ten_cot"), table(dau=["A"])),
    ("N038", {"loai": "cong-van", "kinh_gui": "Sở B", "trich_yeu": "V/v thử nghiệm"}, ("trich_yeu",),
     {"trich_yeu": "V/v thử nghiệm"}),
    ("N038", {"loai": "cong-van", "kinh_gui": "Sở B", "trich_yeu": "về việc thử nghiệm"}, ("trich_yeu",),
     {"loai": "cong-van", "kinh_gui": "Sở B", "trich_yeu": "Về việcx"}),
    ("A001", tasks(chu_tri="so-khong-co"), ("nhiem_vu", 0, "chu_tri", "la", 0), tasks(chu_tri="Sở không có")),
    ("A001", UBND | tasks(con=[{"noi_dung": "Con", "phoi_hop": ["so-y-te", "so-x"]}]),
     ("nhiem_vu", 0, "con", 0, "phoi_hop", "la", 1), UBND | tasks(con=[{"noi_dung": "Con", "phoi_hop": ["so-y-te"]}])),
    ("A001", UBND | {"noi_dung": [{"doan": "Giao.", "giao": {"chu_tri": "so-x"}}]},
     ("noi_dung", 0, "giao", "chu_tri", "la", 0), UBND | {"noi_dung": [{"doan": "Giao.",
      "giao": {"chu_tri": "so-y-te"}}]}),
    ("A001", UBND | tasks() | {"phu_luc": [ANNEX | {"loc": {"chu_tri": "so-x"}}]}, ("phu_luc", 0, "loc", "chu_tri", 0),
     UBND | tasks(chu_tri="so-y-te") | {"phu_luc": [ANNEX | {"loc": {"chu_tri": "so-y-te"}}]}),
    ("A001", UBND | tasks() | {"noi_dung": [{"doan": "Xem Phụ lục.", "bang": {"loai": "nhiem_vu",
     "loc": {"phoi_hop": "so-x"}}}]},
     ("noi_dung", 0, "bang", "loc", "phoi_hop", 0), UBND | tasks()),
    ("A001", {"co_quan_ban_hanh": "tw/bo-khong-co"}, ("co_quan_ban_hanh",), {"co_quan_ban_hanh": "tw/bo-y-te"}),
    ("A002", {"co_quan_ban_hanh": "xa/khong-co/ubnd"}, ("co_quan_ban_hanh",), {"co_quan_ban_hanh": "xa/nha-nam/ubnd"}),
]  # fmt: skip
PAIRED = {"N022": ({"truong": "ten", "mo_dau": "Xã «ten», «khac»."}, ("mo_dau", 0), {"mo_dau": "Xã «khac»."})}
"""Codes that never stand alone: a plan with ``truong`` is told so too."""


@pytest.mark.parametrize(("code", "hit", "path", "miss"), CASES)
def test_a_rule_hits_at_its_place_and_misses_beside_it(
    code: str, hit: dict[str, Any], path: tuple[str | int, ...], miss: dict[str, Any]
) -> None:
    assert found(hit) == [(code, path)]
    assert code not in [own for own, _ in found(miss)]


def test_an_undeclared_field_is_an_error_of_a_plan_with_fields() -> None:
    hit, path, miss = PAIRED["N022"]
    assert found(hit) == [("N021", ("truong",)), ("N022", path)]
    assert found(miss) == []


def test_every_code_of_plans_and_agencies_is_alive() -> None:
    tested = {code for code, *_ in CASES} | set(PAIRED)
    of_plans = {code for code in CATALOGUE if code[0] == "N" or code in ("A001", "A002")}
    of_last_year = {f"N04{n}" for n in range(7)}  # test_check_stale
    assert of_plans - of_last_year == tested  # the other codes of agencies: the tests of what reports them


def test_a_plain_plan_has_no_problem() -> None:
    assert found({}) == found(tasks()) == []


def test_every_problem_is_told_at_once_even_beside_unknown_agencies_and_open_marks() -> None:
    said = found(
        tasks(chu_tri="so-x", san_pham="Báo cáo") | {
            "mo_dau": ["Một **hai.", "UBND tỉnh ban hành Kế hoạch:"], "trich_yeu": "Thử nghiệm.", "so": "5",
            "chua_phan_loai": [{"van": "Một đoạn"}], "tham_quyen": "tap_the", "kinh_gui": "Sở B",
        }
    )  # fmt: skip
    assert [code for code, _ in said] == ["A001", "N005", "N003", "N011", "N016", "N019"]
    assert found(
        {"trich_yeu": "Thử nghiệm.", "so": "5", "chu_thich": {"1": "A"}, "noi_dung": ["Xem [[xem: x]]",
        {"doan": "Hai.", "so": "1"}]}
    ) == [
        ("N003", ("so",)), ("N004", ("noi_dung", 0, "doan", 0)), ("N007", ("chu_thich", "1")),
        ("N031", ("noi_dung", 1, "so")), ("N032", ("trich_yeu",)),
    ]  # fmt: skip


def test_the_order_of_problems_does_not_hang_on_hashes() -> None:
    fields = {"san_pham": "A", "ghi_chu": "B", "kinh_phi": "1", "nhom": "C", "linh_vuc": "D", "theo_doi": "E"}
    said = [path[-1] for code, path in found(tasks(**fields)) if code == "N009"]
    assert said == sorted(fields)
