"""Plans of every shape for properties: keys of plan files as hypothesis makes them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Keys = st.SearchStrategy[dict[str, Any]]

LETTERS = st.text("abcđệ AB&<>{}%#*^[]\\“”.;:…1", min_size=1, max_size=20).map(str.strip)
LETTERS = LETTERS.filter(lambda text: any(map(str.isalnum, text)))
"""Words that look like markup, tags, inline marks and end marks."""

AGENCY = st.sampled_from(["so-y-te", "cong-an", "hai-quan", "Sở A", "Các sở, ngành"]) | LETTERS
CELL = st.lists(AGENCY, min_size=1, max_size=2)
TIME = LETTERS | st.sampled_from(["Quý I", "Quý II - IV", "Tháng 3", "Thường xuyên", "6/2027", "trước 5/6"])
TASK: Keys = st.fixed_dictionaries(
    {"noi_dung": LETTERS},
    optional={"chu_tri": CELL, "phoi_hop": CELL, "thoi_gian": TIME, "linh_vuc": LETTERS, "san_pham": LETTERS,
              "than": st.sampled_from(["true", "false"])},
)  # fmt: skip
PARENT: Keys = st.builds(lambda task, below: task | {"con": below}, TASK, st.lists(TASK, max_size=2))
COLUMN = st.sampled_from(["tt", "noi_dung", "chu_tri", "phoi_hop", "thoi_gian", "linh_vuc", "san_pham"])
TASK_ANNEX: Keys = st.fixed_dictionaries(
    {"tieu_de": LETTERS, "bang": st.just("nhiem_vu"), "cot": st.lists(COLUMN, min_size=1, unique=True)},
    optional={"nhom_theo": st.sampled_from(["linh_vuc", "chu_tri", "quy"]), "tt": st.just("theo_nhom"),
              "gop": st.just("chu_tri"), "dong_so_cot": st.just("true"), "loc": st.just({"quy": "I"}),
              "huong": st.just("ngang"), "nhan": st.just("Biểu")},
)  # fmt: skip


def _table(columns: int) -> Keys:
    row = st.lists(LETTERS | st.none(), min_size=columns, max_size=columns)
    return st.fixed_dictionaries(
        {"dau": st.lists(LETTERS, min_size=columns, max_size=columns)},
        optional={"hang": st.lists(row, max_size=3), "dong_trong": st.just("2")},
    )


TABLE: Keys = st.integers(1, 3).flatmap(_table)
PARAGRAPHS = st.lists(LETTERS, min_size=1, max_size=2)
BRACKET: Keys = st.fixed_dictionaries({}, optional={"ngoac": st.sampled_from([["phoi_hop", "thoi_gian"], "phoi_hop"])})
JOINT: Keys = st.fixed_dictionaries({"theo": st.just("chu_tri")}, optional={"chung": AGENCY})
OTHERS = st.sampled_from([{"theo": "linh_vuc"}, {"theo": "thoi_gian"}])
BY = st.builds(lambda how, more: how | more, JOINT | OTHERS, BRACKET)
NODE: Keys = st.recursive(
    st.fixed_dictionaries({"doan": PARAGRAPHS}, optional={"dan": LETTERS, "tieu_de": LETTERS, "bang": TABLE}),
    lambda below: st.fixed_dictionaries(
        {"cac_y": st.lists(below, min_size=1, max_size=3)},
        optional={"tieu_de": LETTERS, "doan": LETTERS, "nhiem_vu": BY,
                  "danh_so": st.sampled_from(["I", "1", "a", "-", "khong", "phan", "dieu"])},
    ),
    max_leaves=6,
)  # fmt: skip
NODES = st.lists(NODE, min_size=1, max_size=2)
TEXT_ANNEX: Keys = st.fixed_dictionaries({"tieu_de": LETTERS, "noi_dung": NODES})
ATTACHED: Keys = st.fixed_dictionaries({"loai": st.just("chuong-trinh"), "tieu_de": LETTERS, "noi_dung": NODES})
AUTHORITY = st.lists(st.fixed_dictionaries({"kt": LETTERS}), max_size=2)
SIGNER: Keys = st.fixed_dictionaries(
    {"chuc_vu": LETTERS}, optional={"quyen_han": AUTHORITY, "chuc_vu_khac": LETTERS, "ho_ten": LETTERS}
)
RECIPIENT = LETTERS | st.fixed_dictionaries({"ten": LETTERS}, optional={"ghi_chu": LETTERS, "con": PARAGRAPHS})
MADE: Keys = st.fixed_dictionaries(
    {"loai": st.sampled_from(["ke-hoach", "quyet-dinh", "to-trinh", "quy-che"]),
     "noi_dung": st.lists(NODE, min_size=1, max_size=3)},
    optional={
        "trich_yeu": LETTERS, "can_cu": st.lists(LETTERS, max_size=2), "mo_dau": LETTERS, "ket_thuc": LETTERS,
        "nhiem_vu": st.lists(PARENT, max_size=4), "phu_luc": st.lists(TASK_ANNEX | TEXT_ANNEX, max_size=2),
        "noi_nhan": st.lists(RECIPIENT, max_size=3), "nguoi_ky": st.lists(SIGNER, min_size=1, max_size=3),
        "kinh_gui": st.just(["Bộ A", "Bộ B"]), "van_ban_kem_theo": st.lists(ATTACHED, max_size=1),
    },
)  # fmt: skip
"""A plan's keys besides the required ones; most pass the check of the plan, some have errors in it."""
