"""Nghị định 30/2020/NĐ-CP as values (layer 0): the one description of the norm, read from ``data/norm``.

Templates are built from it and documents are proved by it, so that a change of the decree is a change in data.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from generator.resources import read_text

PROFILE = "nd30_2020"
OWN_FORM_TEMPLATE = "van-ban-co-ten-loai"
MM_TWIPS = 1440 / 25.4
QUOC_HIEU = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
TIEU_NGU = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True)
class TypeOfDocument:
    """A type of Điều 7: printed name, abbreviation (Phụ lục III), template, numbering by depth."""

    name: str
    code: str
    template: str
    numbering: tuple[str, ...]


@dataclass(frozen=True)
class Component:
    """How one component is printed: ``size_pt`` (min, max), weight, slope, case, alignment, source.

    ``running`` marks components of the running text, which also obey indent, gap and line spacing. ``free`` marks what
    the decree leaves to the office. ``color`` is black ("000000") but for the urgency stamps.
    """

    id: str
    style: str
    size_pt: tuple[float, float]
    bold: bool
    italic: bool
    caps: bool
    align: str
    running: bool
    free: bool
    color: str
    source: str


@dataclass(frozen=True)
class Page:
    """Paper and margins in millimetres: allowed (min, max) by edge, and the chosen values."""

    width_mm: float
    height_mm: float
    margins_mm: dict[str, tuple[float, float]]
    chosen_mm: dict[str, float]
    font: str


@dataclass(frozen=True)
class RunningText:
    """Running text: first line indent (cm), gap between paragraphs (pt), line spacing (lines)."""

    first_line_cm: tuple[float, float]
    gap_min_pt: float
    spacing: tuple[float, float]
    chosen: dict[str, float]


@dataclass(frozen=True)
class TaskColumn:
    """A column of the annex of tasks: default head and relative width."""

    head: str
    weight: float


@dataclass(frozen=True)
class Stamp:
    """An urgency stamp: text and size in millimetres."""

    text: str
    width_mm: float
    height_mm: float


def _range(pair: list[str]) -> tuple[float, float]:
    return float(pair[0]), float(pair[1])


@cache
def _data() -> dict[str, Any]:
    return dict(yaml.load(read_text(f"norm/{PROFILE}.yaml"), Loader=yaml.BaseLoader))  # makes text only


@cache
def document_types() -> dict[str, TypeOfDocument]:
    """Types of document by id (``ke-hoach``)."""
    rows = _data()["loai_van_ban"].items()
    return {k: TypeOfDocument(v["ten"], v["viet_tat"], v["mau"], tuple(v["danh_so"])) for k, v in rows}


@cache
def components() -> dict[str, Component]:
    """Components by id (``qh``, ``trichyeu``, …)."""
    return {key: _component(key, value) for key, value in _data()["thanh_phan"].items()}


def _component(key: str, v: dict[str, Any]) -> Component:
    yes = {name: v.get(name) == "true" for name in ("dam", "nghieng", "hoa", "than", "tu_do")}
    return Component(
        key, v["kieu"], _range(v["co"]), yes["dam"], yes["nghieng"], yes["hoa"], v["can"], yes["than"], yes["tu_do"],
        v.get("mau", "000000"), v.get("nguon", ""),
    )  # fmt: skip


@cache
def component_of_style() -> dict[str, Component]:
    """Components by the name of their paragraph style ("VB Quốc hiệu")."""
    return {c.style: c for c in components().values()}


@cache
def page() -> Page:
    """The paper and its margins (khoản 1–3 Mục I Phần I Phụ lục I)."""
    d = _data()["trang"]
    edges = {k: _range(d[f"{k}_mm"]) for k in ("tren", "duoi", "trai", "phai")}
    chosen = {k.removesuffix("_mm"): float(v) for k, v in d["khuyen"].items()}
    return Page(float(d["rong_mm"]), float(d["cao_mm"]), edges, chosen, d["phong"])


@cache
def running_text() -> RunningText:
    """The running text (điểm e khoản 6 Mục II Phần I Phụ lục I)."""
    d = _data()["than"]
    chosen = {k: float(v) for k, v in d["khuyen"].items()}
    return RunningText(_range(d["dong_dau_cm"]), float(d["cach_doan_pt"]), _range(d["gian_dong"]), chosen)


def size_pt(component: str, size_set: str) -> float:
    """The size of a component in the size set: A takes the larger end of its range, B the smaller."""
    low, high = components()[component].size_pt
    return high if size_set == "A" else low


@cache
def size_sets() -> dict[str, dict[str, float]]:
    """Sizes that move together: set → component → points (note of Mục V Phần I Phụ lục I)."""
    return {name: {k: float(v) for k, v in row.items()} for name, row in _data()["bo_co_chu"].items()}


@cache
def rule_share(component: str) -> float:
    """Length of the rule under a component as a share of its text (chosen inside the allowed range)."""
    return float(_data()["duong_ke"][component]["khuyen"])


@cache
def rule_range(component: str) -> tuple[float, float]:
    """The allowed length of the rule under a component as shares of its text."""
    return _range(_data()["duong_ke"][component]["dai"])


@cache
def stamps() -> dict[str, Stamp]:
    """Urgency stamps by the value of ``do_khan``."""
    rows = {k: v for k, v in _data()["dau_khan"].items() if k != "nguon"}
    return {k: Stamp(v["chu"], float(v["rong_mm"]), float(v["cao_mm"])) for k, v in rows.items()}


@cache
def layout_mm(table: str) -> dict[str, float]:
    """Widths in millimetres of the header (``bang_dau_trang``) and signature (``bang_ky``) tables."""
    return {k.removesuffix("_mm"): float(v) for k, v in _data()[table].items()}


@cache
def task_columns() -> dict[str, TaskColumn]:
    """Columns of the annex of tasks by key (``chu_tri``)."""
    return {k: TaskColumn(v["ten"], float(v["rong"])) for k, v in _data()["cot"].items()}


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like ``word``; empty when none is near."""
    return next(iter(difflib.get_close_matches(word, list(known), 1, 0.6)), "")
