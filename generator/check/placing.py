"""As which component a template prints each field of the plan: a subject in the style of running text is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator import norm
from generator.problems import N_, Problem, problem
from generator.word.look import Look

FIELDS: dict[str, tuple[str, ...]] = {
    "co_quan_chu_quan": ("cq_cha",), "co_quan_ban_hanh": ("cq",), "so": ("so",), "ky_hieu": ("so",),
    "dia_danh": ("diadanh",), "ngay_thang": ("diadanh",), "ten_loai": ("tenloai",), "trich_yeu": ("trichyeu", "vv"),
    "kem_theo": ("kemtheo",), "tham_quyen": ("thamquyen",), "kinh_gui": ("kinhgui",), "kinh_gui_ds": ("kinhgui_ds",),
    "noi_nhan": ("noinhan_ds",), "quyen_han": ("quyenhan",), "chuc_vu_khac": ("chucvukhac",), "ho_ten": ("hoten",),
    "do_khan": ("khan",), "du_thao": ("duthao",),
}  # fmt: skip
BLOCKS: dict[str, tuple[str, ...]] = {
    "gach": ("gach",), "diem": ("diem",), "khoan": ("khoan",), "than": ("body",), "khoan_td": ("khoan_td",),
    "muc": ("muc_b",), "can_cu": ("cancu",), "dieu": ("dieu",), "phan": ("phan",), "phan_td": ("phan_td",),
    "quyet_dinh": ("thamquyen",), "ten_loai_kem": ("tenloai",), "trich_yeu_kem": ("trichyeu",),
    "kem_theo": ("kemtheo",), "phu_luc": ("pl",), "phu_luc_td": ("pl_td",), "phu_luc_kt": ("pl_kt",),
}  # fmt: skip
WORDS = {norm.QUOC_HIEU: ("qh",), norm.TIEU_NGU: ("tn",), "Nơi nhận:": ("noinhan",)}
_LOOP = re.compile(r"\bfor (\w+) in (?:\w+\.)?(\w+)")
_KIND = re.compile(r"\.kieu == '(\w+)'")
_PRINTED = re.compile(r"\{\{r?\s*(?:(\w+)\.)?(\w+)\s*\}\}")


def placing(seen: Look) -> Iterator[Problem]:
    """A problem for each field that is printed in the style of another component (an unknown style is H009)."""
    known = norm.component_of_style()
    for style, wanted in _wanted(seen):
        if wanted and style in known and known[style].id not in wanted:
            own = norm.components()[wanted[0]]
            made = problem(
                "H004", component=own.id, property=N_("kiểu đoạn"), found=style, expected=own.style, style=own.style
            )
            yield made.at(own.style)


def _wanted(seen: Look) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The style of each paragraph that prints a field, and the components that it may be."""
    loops: dict[str, str] = {}
    kind = ""
    for paragraph in seen.paragraphs:
        loops |= dict(_LOOP.findall(paragraph.text))
        kind = next(iter(_KIND.findall(paragraph.text)), kind)
        if paragraph.is_tag:
            continue
        yield paragraph.style, WORDS.get(paragraph.text.strip(), ())
        for owner, name in _PRINTED.findall(paragraph.text):
            if name == "chu":
                yield paragraph.style, BLOCKS.get(kind, ())
            else:
                yield paragraph.style, FIELDS.get(name if owner else loops.get(name, name), ())
