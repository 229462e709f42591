"""The data files of the registry as typed records.

Everything is read as text (no type guessing: ``24`` stays ``"24"``, a date becomes a date only where one is due).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import yaml

from generator.resources import read_text

Raw = Mapping[str, Any]

COMMON = "chung"
LOCAL_LEVELS = ("tinh", "xa")
LEVELS = ("tw", *LOCAL_LEVELS, COMMON)
BODY_FILES = ("trung_uong", "tinh", "xa", "tap_hop")
PROVINCES = "don_vi_tinh"
TABLES = "don_vi/nguon"
COMMUNES = "xa"

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Period:
    """First and last day of something; ``None`` leaves that side open."""

    start: date | None = None
    end: date | None = None

    def covers(self, on: date) -> bool:
        """True when ``on`` lies in the period, both ends included."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)

    def overlaps(self, other: Period) -> bool:
        """True when some day lies in both periods."""
        return (other.end or date.max) >= (self.start or date.min) and (self.end or date.max) >= (
            other.start or date.min
        )


@dataclass(frozen=True)
class Division:
    """The kinds of lower units a province has in a period, as printed: ``huyện, thành phố``. ``level``: huyen | xa."""

    level: str
    kinds: str
    period: Period
    reference: str
    mark: str


@dataclass(frozen=True)
class Unit:
    """An administrative unit in one of its forms.

    ``kind`` is tỉnh, thành phố, xã, phường or đặc khu; ``level`` is tinh or xa; ``code`` is the statistics office's;
    ``parent`` is the identifier of the province on the date asked (``None`` for a province); ``mark`` tells how sure
    the datum is (v verified, s seen in a real document, m from memory). ``shares_name``: another province has a unit of
    the same level and name.
    """

    id: str
    name: str
    kind: str
    level: str
    code: str
    valid_from: date | None
    valid_to: date | None
    parent: str | None
    reference: str
    mark: str
    keeps_kind: bool = False
    shares_name: bool = False
    divisions: tuple[Division, ...] = ()

    @property
    def kind_word(self) -> str:
        """The kind as written inside names; capital where it belongs to the name (Thành phố Hồ Chí Minh)."""
        return self.kind.capitalize() if self.keeps_kind else self.kind

    @property
    def full_name(self) -> str:
        """Kind and name: ``tỉnh Bắc Giang``."""
        return f"{self.kind_word} {self.name}"

    @property
    def place(self) -> str:
        """The địa danh of the unit's bodies (điểm a khoản 4 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP)."""
        return self.full_name if self.keeps_kind else self.name

    def lower_kinds(self, level: str, on: date) -> str:
        """The kinds of its lower units on a date, joined by commas; ``""`` when it has none."""
        return next((d.kinds for d in self.divisions if d.level == level and d.period.covers(on)), "")


@dataclass(frozen=True)
class UnitRecord:
    """One dated form of a unit as the data give it: its parent is a code, its successors are identifiers.

    A province that was merged on 01/7/2025 and kept its name keeps its identifier: it has two forms.
    """

    unit: Unit
    parent_code: str
    successors: tuple[str, ...]

    @property
    def period(self) -> Period:
        """When the unit is in force."""
        return Period(self.unit.valid_from, self.unit.valid_to)

    def covers(self, on: date) -> bool:
        """True when the unit is in force on a day."""
        first, last = self.unit.valid_from, self.unit.valid_to
        return (first is None or first <= on) and (last is None or on <= last)


@dataclass(frozen=True)
class Table:
    """What a table of administrative units holds: units of a ``level`` (huyen, xa; "" for what is no list of old units)
    as they were in a period, from where, and how sure (``mark`` as of a unit).
    """

    name: str
    level: str
    period: Period
    reference: str
    mark: str


@dataclass(frozen=True)
class Version:
    """One dated form of a body. Texts are patterns: ``{t}`` kind, ``{T}`` Tỉnh/Thành, ``{P}`` place, ``{D}`` full name,
    ``{cha}`` the province above, ``{cap_huyen}`` and ``{cap_xa}`` kinds of lower units.

    ``spellings`` are other ways to write the name, ``listed`` those used only in a list of its kind ("Các Bộ: CA, QP"),
    ``slips`` wrong ones that were met: they are recognised and asked about.
    """

    kind: str
    name: str
    short: str
    header: tuple[str, ...]
    superior: tuple[str, ...]
    code: str
    head: str
    head_of: str
    collegial: bool
    relation: str
    collective: bool
    abbreviations: tuple[str, ...]
    spellings: tuple[str, ...]
    listed: tuple[str, ...]
    slips: tuple[str, ...]
    period: Period
    only_units: tuple[str, ...]
    except_units: tuple[str, ...]
    only_kinds: tuple[str, ...]
    reference: str
    mark: str

    def fits(self, unit: Unit | None) -> bool:
        """True when a unit of this kind and identifier has the body."""
        if unit is None:
            return not self.only_units and not self.only_kinds
        if self.only_kinds and unit.kind not in self.only_kinds:
            return False
        return unit.id not in self.except_units and (not self.only_units or unit.id in self.only_units)


@dataclass(frozen=True)
class Body:
    """A body through time. ``level``: tw, tinh, xa, or chung for a collective that needs no unit."""

    id: str
    level: str
    versions: tuple[Version, ...]
    successors: tuple[str, ...]


def bodies() -> Iterator[Body]:
    """Every body of the data files."""
    for name in BODY_FILES:
        document = data_file(name)
        for raw in document["co_quan"]:
            yield _body(raw, document)


def units() -> Iterator[UnitRecord]:
    """Every dated form of every province, then of every commune since 01/7/2025 by its code."""
    yield from provinces()
    yield from communes()


def provinces() -> Iterator[UnitRecord]:
    """Every dated form of every province."""
    document = data_file(PROVINCES)
    for raw in document["don_vi"]:
        yield _province(raw, document["nguon"])


def communes() -> Iterator[UnitRecord]:
    """Every dated form of every commune since 01/7/2025, in the order of their codes."""
    references, mark = data_file(TABLES)["nguon"], tables()[COMMUNES].mark
    for code, start, end, name, kind, parent, id, successors, shared, cited in rows(COMMUNES):
        first, last = day_of(start), day_of(end)
        reference = "; ".join(references[key] for key in cited.split())
        numbered, shares = name[:1].isdigit(), shared == "co"
        unit = Unit(id, name, kind, "xa", code, first, last, None, reference, mark, numbered, shares)
        yield UnitRecord(unit, parent, tuple(successors.split()))


@cache
def tables() -> dict[str, Table]:
    """The tables of administrative units by name."""
    document = data_file(TABLES)
    return {
        name: Table(name, raw.get("cap", ""), period_of(raw), reference_of(raw, document["nguon"]), raw["dau"])
        for name, raw in document["bang"].items()
    }


def rows(table: str) -> Iterator[list[str]]:
    """The rows of a table without its head; every field is text."""
    found = csv.reader(read_text(f"agencies/don_vi/{table}.csv").splitlines())
    next(found)
    return found


def short_forms() -> dict[str, tuple[str, ...]]:
    """Abbreviations used inside names, in capitals, with what each may stand for."""
    return {raw["chu"]: tuple(raw["nghia"]) for raw in data_file("tu_viet_tat")["tu"]}


def strangers() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that open what is no agency (a post, a company, a reference), and the family names of persons."""
    document = data_file("khong_phai_co_quan")
    openings = tuple(text for group in document["mo_dau"].values() for text in group["tu"])
    return openings, tuple(document["ho"]["tu"])


@cache
def data_file(name: str) -> dict[str, Any]:
    """One YAML file of the registry, every scalar as text."""
    document: dict[str, Any] = yaml.load(read_text(f"agencies/{name}.yaml"), Loader=_LOADER)
    return document


def _body(raw: Raw, document: Raw) -> Body:
    forms = [{**raw, **form} for form in raw.get("ban", [{}])]
    versions = tuple(_version({**document["mac_dinh"][form["loai"]], **form}, document["nguon"]) for form in forms)
    return Body(raw["id"], raw.get("cap", document["cap"]), versions, tuple(raw.get("thay_bang", ())))


def _version(raw: Raw, references: Raw) -> Version:
    name, head, collective = raw["ten"], raw.get("chuc_vu", ""), _flag(raw, "tap_hop")
    return Version(
        kind=raw["loai"],
        name=name,
        short=raw.get("ngan", name),
        header=() if collective else tuple(raw.get("tieu_de", [name])),
        superior=tuple(raw.get("chu_quan", ())),
        code=raw.get("ky_hieu", ""),
        head=head,
        head_of=raw.get("chuc_vu_day_du", f"{head} {name}" if head else ""),
        collegial=_flag(raw, "tap_the"),
        relation=raw.get("quan_he", ""),
        collective=collective,
        abbreviations=tuple(raw.get("viet_tat", ())),
        spellings=tuple(raw.get("ten_khac", ())),
        listed=tuple(raw.get("ten_trong_danh_sach", ())),
        slips=tuple(raw.get("ten_sai", ())),
        period=period_of(raw),
        only_units=tuple(raw.get("don_vi", ())),
        except_units=tuple(raw.get("tru", ())),
        only_kinds=tuple(raw.get("loai_don_vi", ())),
        reference=reference_of(raw, references),
        mark=raw["dau"],
    )


def _province(raw: Raw, references: Raw) -> UnitRecord:
    period = period_of(raw)
    unit = Unit(
        id=raw["id"],
        name=raw["ten"],
        kind=raw["loai"],
        level="tinh",
        code=raw["ma"],
        valid_from=period.start,
        valid_to=period.end,
        parent=None,
        reference=reference_of(raw, references),
        mark=raw["dau"],
        keeps_kind=_flag(raw, "giu_loai"),
        divisions=tuple(_division(row, references) for row in raw.get("cap_duoi", ())),
    )
    return UnitRecord(unit, "", tuple(raw.get("thay_bang", ())))


def _division(raw: Raw, references: Raw) -> Division:
    return Division(raw["cap"], raw["gom"], period_of(raw), reference_of(raw, references), raw["dau"])


def period_of(raw: Raw) -> Period:
    """The period that a row gives with ``tu`` and ``den``."""
    return Period(day_of(raw.get("tu")), day_of(raw.get("den")))


def day_of(text: str | None) -> date | None:
    """The day that a text gives; ``None`` for none."""
    return date.fromisoformat(text) if text else None


def _flag(raw: Raw, key: str) -> bool:
    return raw.get(key) == "co"


def reference_of(raw: Raw, references: Raw) -> str:
    """The sources of a row, written out."""
    return "; ".join(references[key] for key in raw["nguon"])
