"""Names as one document prints them: seen from its issuer, in its office's usage; who may be assigned, who asked."""

from __future__ import annotations

from typing import Any

import pytest

from builders import document
from generator.agencies import Naming, UnknownAgency
from generator.model import AgencyCell


def naming(**keys: Any) -> Naming:
    return Naming(document(**keys))


@pytest.mark.parametrize(("issuer", "id", "name"), [
    ("tp/bac-ninh/ubnd", "so-y-te", "Sở Y tế"),
    ("tp/bac-ninh/ubnd", "tp/bac-ninh/so-y-te", "Sở Y tế"),
    ("tp/bac-ninh/ubnd", "cong-an", "Công an thành phố"),
    ("tp/bac-ninh/ubnd", "tw/bo-y-te", "Bộ Y tế"),
    ("tp/bac-ninh/ubnd", "ubnd-cap-xa", "UBND các xã, phường"),
    ("tp/bac-ninh/ubnd", "xa/nha-nam/ubnd", "UBND xã Nhã Nam"),
    ("tp/bac-ninh/ubnd", "xa/nha-nam/cong-an", "Công an xã Nhã Nam"),
    ("xa/nha-nam/ubnd", "cong-an", "Công an xã"),
    ("xa/nha-nam/ubnd", "tp/bac-ninh/so-y-te", "Sở Y tế"),
    ("xa/nha-nam/ubnd", "tp/bac-ninh/ubnd", "UBND thành phố"),
    ("tw/bo-y-te", "tp/bac-ninh/so-y-te", "Sở Y tế thành phố Bắc Ninh"),
    ("tw/bo-y-te", "tp/bac-ninh/ubnd", "UBND thành phố Bắc Ninh"),
    ("tw/bo-y-te", "tp/bac-ninh/cong-an", "Công an thành phố Bắc Ninh"),
    ("tp/bac-ninh/ubnd", "Sở Y tế tỉnh bạn", "Sở Y tế tỉnh bạn"),
])  # fmt: skip
def test_names_as_seen_from_the_issuer(issuer: str, id: str, name: str) -> None:
    assert naming(co_quan_ban_hanh=issuer).name(id) == name


def test_offices_that_write_the_name_out() -> None:
    full = naming(cach_goi_ubnd="day_du")
    assert full.name("ubnd-cap-xa") == "Ủy ban nhân dân các xã, phường"
    assert full.name("van-phong-ubnd") == "Văn phòng Ủy ban nhân dân thành phố"
    assert full.name("UBND xã") == "UBND xã"  # a text is printed as it is written


def test_a_cell_begins_with_a_capital() -> None:
    names = naming()
    assert names.cell(AgencyCell(names=("cac-so-ban-nganh", "so-y-te"))) == "Các sở, ban, ngành, Sở Y tế"
    assert names.cell(AgencyCell(names=("các đơn vị",))) == "Các đơn vị"
    assert names.cell(AgencyCell(printed="như trên", names=("so-y-te",))) == "như trên"
    assert names.cell(AgencyCell(printed="", names=("so-y-te",))) == "Sở Y tế"
    assert names.cell(AgencyCell()) == ""


@pytest.mark.parametrize(("names", "asked"), [
    (("mat-tran-to-quoc",), True), (("toa-an-nhan-dan",), True), (("so-y-te",), False), (("cong-an",), False),
    (("hai-quan",), True), (("cac-co-quan-trung-uong-tren-dia-ban",), True),
    (("mat-tran-to-quoc", "so-y-te"), False), (("Ủy ban Mặt trận",), False), ((), False),
])  # fmt: skip
def test_who_is_asked_and_who_is_assigned(names: tuple[str, ...], asked: bool) -> None:
    assert naming().is_asked(AgencyCell(names=names)) is asked


def test_a_cell_inside_a_sentence() -> None:
    names = naming()
    assert names.words(AgencyCell(names=("cac-so-ban-nganh", "so-y-te"))) == "các sở, ban, ngành, Sở Y tế"
    assert names.words(AgencyCell(printed="Các đơn vị\nliên quan;", names=("so-y-te",))) == "Các đơn vị liên quan"
    assert names.words(AgencyCell()) == ""


def test_place_is_given_or_of_the_unit() -> None:
    assert naming().place() == "Bắc Ninh" and naming(dia_danh="Phường A").place() == "Phường A"
    assert naming(co_quan_ban_hanh="xa/nha-nam/ubnd").place() == "Nhã Nam"
    assert naming(co_quan_ban_hanh="tw/bo-y-te").place() == "Hà Nội"
    assert naming(co_quan_ban_hanh="Công ty A").place() == ""


def test_names_are_of_the_date_of_the_document() -> None:
    before = naming(co_quan_ban_hanh="tinh/bac-giang/ubnd", thoi_diem="2024-05-01")
    assert before.name("so-lao-dong-thuong-binh-va-xa-hoi") == "Sở Lao động - Thương binh và Xã hội"
    with pytest.raises(UnknownAgency):
        naming(thoi_diem="2026-11-20").name("so-lao-dong-thuong-binh-va-xa-hoi")
    with pytest.raises(UnknownAgency):
        _ = naming(co_quan_ban_hanh="tinh/bac-giang/ubnd", thoi_diem="2026-11-20").issuer
    with pytest.raises(UnknownAgency):
        naming(co_quan_ban_hanh="Công ty A").name("so-y-te")  # relative to nobody
