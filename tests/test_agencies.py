"""The registry of agencies: dated names, identifiers, and what it says when it does not know one."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date, timedelta
from itertools import combinations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.agencies import Agency, UnknownAgency, is_id, records, registry
from generator.resources import read_text

REGISTRY = registry()
BODIES = list(records.bodies())
UNITS = list(records.units())
BAC_GIANG, BAC_NINH, BAC_NINH_CITY = "tinh/bac-giang", "tinh/bac-ninh", "tp/bac-ninh"
IN_2023, IN_2024, IN_2026 = date(2023, 5, 1), date(2024, 5, 1), date(2026, 11, 1)
LAST_DAY_OF_TINH, FIRST_DAY_OF_CITY = date(2026, 9, 19), date(2026, 9, 20)


def named(id: str, on: date, unit: str | None = None) -> str:
    return REGISTRY.resolve(id, on, unit).name


def refused(id: str, on: date, unit: str | None = None) -> UnknownAgency:
    with pytest.raises(UnknownAgency) as caught:
        REGISTRY.resolve(id, on, unit)
    return caught.value


# Names as of a date


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (IN_2023, "UBND các huyện, thành phố"),
        (date(2024, 1, 31), "UBND các huyện, thành phố"),
        (date(2024, 2, 1), "UBND các huyện, thị xã, thành phố"),
        (date(2025, 6, 30), "UBND các huyện, thị xã, thành phố"),
    ],
)
def test_bac_giang_addresses_its_districts_by_the_kinds_it_has(on: date, expected: str) -> None:
    districts = REGISTRY.resolve("ubnd-cap-huyen", on, BAC_GIANG)
    assert (districts.short, districts.collective, districts.header) == (expected, True, ())


@pytest.mark.parametrize(
    ("id", "as_tinh", "as_city"),
    [
        ("ubnd", "Ủy ban nhân dân tỉnh Bắc Ninh", "Ủy ban nhân dân thành phố Bắc Ninh"),
        ("cong-an", "Công an tỉnh", "Công an thành phố"),
        ("bo-chi-huy-quan-su", "Bộ Chỉ huy Quân sự tỉnh", "Bộ Chỉ huy Quân sự thành phố"),
        ("doan-thanh-nien", "Tỉnh Đoàn", "Thành Đoàn"),
        ("cap-uy", "Tỉnh ủy Bắc Ninh", "Thành ủy Bắc Ninh"),
        ("thanh-tra", "Thanh tra tỉnh", "Thanh tra thành phố"),
        ("so-y-te", "Sở Y tế", "Sở Y tế"),
    ],
)
def test_bac_ninh_changes_its_names_on_the_day_it_becomes_a_city(id: str, as_tinh: str, as_city: str) -> None:
    assert named(id, LAST_DAY_OF_TINH, BAC_NINH) == as_tinh
    assert named(id, FIRST_DAY_OF_CITY, BAC_NINH_CITY) == as_city


def test_only_one_form_of_a_unit_is_in_force() -> None:
    too_early = refused("ubnd", LAST_DAY_OF_TINH, BAC_NINH_CITY)
    assert (too_early.code, too_early.reason) == ("A002", "chỉ có từ ngày 20/09/2026")
    too_late = refused("ubnd", FIRST_DAY_OF_CITY, BAC_NINH)
    assert too_late.reason == "chỉ có đến hết ngày 19/09/2026; nay là tp/bac-ninh"
    assert too_late.near == (BAC_NINH_CITY,)


@pytest.mark.parametrize(
    ("id", "on", "code", "kind"),
    [
        ("tinh/bac-ninh", date(2025, 6, 30), "27", "tỉnh"),
        ("tinh/bac-ninh", date(2025, 7, 1), "24", "tỉnh"),
        ("tp/bac-ninh", FIRST_DAY_OF_CITY, "24", "thành phố"),
        ("tinh/lao-cai", IN_2024, "10", "tỉnh"),
        ("tinh/lao-cai", IN_2026, "15", "tỉnh"),
        ("tinh/thua-thien-hue", date(2024, 12, 31), "46", "tỉnh"),
        ("tp/hue", date(2025, 1, 1), "46", "thành phố"),
        ("tp/ho-chi-minh", IN_2024, "79", "thành phố"),
    ],
)
def test_a_merged_province_that_kept_its_name_keeps_its_identifier(id: str, on: date, code: str, kind: str) -> None:
    unit = REGISTRY.unit(id, on)
    assert (unit.code, unit.kind) == (code, kind)


@pytest.mark.parametrize(
    ("id", "successor"),
    [
        ("tinh/dak-nong", "tinh/lam-dong"),
        ("tinh/kon-tum", "tinh/quang-ngai"),
        ("tinh/yen-bai", "tinh/lao-cai"),
        ("tinh/ba-ria-vung-tau", "tp/ho-chi-minh"),
        ("tinh/hai-duong", "tp/hai-phong"),
    ],
)
def test_a_province_that_ended_names_its_successor(id: str, successor: str) -> None:
    assert REGISTRY.resolve(f"{id}/so-y-te", IN_2024, None).name == "Sở Y tế"
    assert refused(f"{id}/so-y-te", date(2025, 8, 1)).near == (successor,)
    assert REGISTRY.unit_successors(id, date(2025, 8, 1)) == (successor,)


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("so-lao-dong-thuong-binh-va-xa-hoi", "Sở Lao động - Thương binh và Xã hội"),
        ("so-thong-tin-va-truyen-thong", "Sở Thông tin và Truyền thông"),
        ("so-nong-nghiep-va-phat-trien-nong-thon", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("so-ke-hoach-va-dau-tu", "Sở Kế hoạch và Đầu tư"),
        ("ban-dan-toc", "Ban Dân tộc tỉnh"),
        ("quan-ly-thi-truong", "Cục Quản lý thị trường tỉnh"),
    ],
)
def test_the_departments_before_march_2025_are_known_in_every_old_province(id: str, name: str) -> None:
    for unit in ("tinh/lao-cai", "tinh/bac-ninh", "tinh/dak-nong"):
        assert named(id, IN_2024, unit) == name


def test_a_body_can_keep_its_identifier_and_change_its_name() -> None:
    assert named("mat-tran-to-quoc", date(2025, 6, 30), BAC_GIANG) == "Ủy ban Mặt trận Tổ quốc tỉnh"
    assert named("mat-tran-to-quoc", date(2025, 7, 1), BAC_NINH) == "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"
    before = REGISTRY.resolve("quan-ly-thi-truong", IN_2023, BAC_GIANG)
    after = REGISTRY.resolve("quan-ly-thi-truong", IN_2026, BAC_NINH_CITY)
    assert (before.name, before.relation) == ("Cục Quản lý thị trường tỉnh", "nganh_doc")
    assert (after.name, after.relation) == ("Chi cục Quản lý thị trường", "giao")


def test_the_names_of_commune_bodies_follow_the_kind_of_commune() -> None:
    assert named("phong-kinh-te", IN_2026, "xa/nha-nam") == "Phòng Kinh tế"
    assert named("phong-kinh-te", IN_2026, "phuong/bo-ha") == "Phòng Kinh tế, Hạ tầng và Đô thị"
    assert named("cong-an", LAST_DAY_OF_TINH, "xa/bo-ha") == "Công an xã"
    assert named("cong-an", FIRST_DAY_OF_CITY, "phuong/bo-ha") == "Công an phường"


def test_islands_are_named_only_where_there_are_some() -> None:
    assert REGISTRY.resolve("ubnd-cap-xa", IN_2026, BAC_NINH_CITY).short == "UBND các xã, phường"
    assert REGISTRY.resolve("ubnd-cap-xa", IN_2026, "tp/hai-phong").short == "UBND các xã, phường, đặc khu"


# What a document prints


def test_a_department_stands_under_its_committee() -> None:
    health = REGISTRY.resolve("so-y-te", IN_2024, BAC_GIANG)
    assert (health.superior, health.header) == (("UBND TỈNH BẮC GIANG",), ("SỞ Y TẾ",))
    assert (health.code, health.head, health.head_of) == ("SYT", "Giám đốc", "Giám đốc Sở Y tế")
    assert (health.place, health.relation, health.collegial) == ("Bắc Giang", "giao", False)


def test_a_committee_has_no_superior_line() -> None:
    committee = REGISTRY.resolve("ubnd", IN_2024, BAC_GIANG)
    assert (committee.superior, committee.header) == ((), ("ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG"))
    assert (committee.short, committee.code, committee.collegial) == ("UBND tỉnh", "UBND", True)
    assert committee.head_of == "Chủ tịch Ủy ban nhân dân tỉnh Bắc Giang"
    assert REGISTRY.resolve("xa/nha-nam/ubnd", IN_2026, None).header == ("ỦY BAN NHÂN DÂN", "XÃ NHÃ NAM")


def test_the_government_office() -> None:
    office = REGISTRY.resolve("tw/van-phong-chinh-phu", IN_2024, None)
    assert (office.superior, office.header, office.code) == ((), ("VĂN PHÒNG CHÍNH PHỦ",), "VPCP")
    assert (office.head, office.place) == ("Bộ trưởng, Chủ nhiệm", "Hà Nội")
    assert office.head_of == "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"


def test_the_police_of_a_commune_stand_under_those_of_the_province_of_the_day() -> None:
    assert REGISTRY.resolve("cong-an", LAST_DAY_OF_TINH, "xa/nha-nam").superior == ("CÔNG AN TỈNH BẮC NINH",)
    assert REGISTRY.resolve("cong-an", FIRST_DAY_OF_CITY, "xa/nha-nam").superior == ("CÔNG AN THÀNH PHỐ BẮC NINH",)


def test_a_place_named_after_a_person_keeps_its_kind() -> None:
    committee = REGISTRY.resolve("ubnd", IN_2026, "tp/ho-chi-minh")
    assert (committee.name, committee.short) == ("Ủy ban nhân dân Thành phố Hồ Chí Minh", "UBND Thành phố")
    assert committee.place == "Thành phố Hồ Chí Minh"
    assert REGISTRY.resolve("ubnd", IN_2026, "tp/ha-noi").place == "Hà Nội"


@pytest.mark.parametrize("id", ["toa-an-nhan-dan", "mat-tran-to-quoc", "hoi-nong-dan", "doan-thanh-nien", "cap-uy"])
def test_bodies_outside_the_executive_are_asked(id: str) -> None:
    assert REGISTRY.resolve(id, IN_2024, BAC_GIANG).relation == "de_nghi"


def test_police_and_army_are_assigned_though_commanded_from_above() -> None:
    assert {REGISTRY.resolve(id, IN_2024, BAC_GIANG).relation for id in ("cong-an", "bo-chi-huy-quan-su")} == {
        "giao_dp"
    }


# Units


def test_a_commune_belongs_to_the_province_of_the_day() -> None:
    assert REGISTRY.unit("xa/nha-nam", LAST_DAY_OF_TINH).parent == BAC_NINH
    assert REGISTRY.unit("xa/nha-nam", FIRST_DAY_OF_CITY).parent == BAC_NINH_CITY


@pytest.mark.parametrize(
    ("on", "xa", "phuong"), [(date(2025, 7, 1), 66, 33), (LAST_DAY_OF_TINH, 66, 33), (FIRST_DAY_OF_CITY, 54, 45)]
)
def test_the_communes_of_bac_ninh(on: date, xa: int, phuong: int) -> None:
    province = BAC_NINH_CITY if on >= FIRST_DAY_OF_CITY else BAC_NINH
    communes = REGISTRY.communes(province, on)
    assert Counter(unit.kind for unit in communes) == {"xã": xa, "phường": phuong}
    assert {unit.parent for unit in communes} == {province}


@pytest.mark.parametrize(
    ("on", "cities"), [(date(2025, 7, 1), 6), (date(2026, 4, 30), 7), (date(2026, 9, 1), 8), (IN_2026, 9)]
)
def test_the_provinces(on: date, cities: int) -> None:
    kinds = Counter(r.unit.kind for r in UNITS if r.unit.level == "tinh" and r.period.covers(on))
    assert kinds == {"tỉnh": 34 - cities, "thành phố": cities}


def test_the_provinces_before_the_merger() -> None:
    for on, cities in ((IN_2024, 5), (date(2025, 6, 30), 6)):
        kinds = Counter(r.unit.kind for r in UNITS if r.unit.level == "tinh" and r.period.covers(on))
        assert kinds == {"tỉnh": 63 - cities, "thành phố": cities}


def test_the_unit_of_an_identifier() -> None:
    assert REGISTRY.unit_of("tinh/bac-giang/ubnd") == BAC_GIANG
    assert REGISTRY.unit_of("xa/nha-nam/cong-an") == "xa/nha-nam"
    no_units = ("tw/bo-y-te", "so-y-te", "tinh/bac-giang", "tinh/Bắc Giang/ubnd", "")
    assert [REGISTRY.unit_of(name) for name in no_units] == [None] * 5


# What it says when it does not know


def test_a_ministry_that_ended_names_its_last_day_and_its_successors() -> None:
    error = refused("tw/bo-lao-dong-thuong-binh-va-xa-hoi", date(2026, 1, 5))
    assert error.reason.startswith("chỉ có đến hết ngày 28/02/2025; nay là tw/bo-cong-an, tw/bo-y-te, tw/bo-noi-vu")
    assert error.near[:2] == ("tw/bo-cong-an", "tw/bo-y-te")
    assert (error.code, error.id) == ("A001", "tw/bo-lao-dong-thuong-binh-va-xa-hoi")
    assert named("tw/bo-lao-dong-thuong-binh-va-xa-hoi", date(2025, 2, 28)) == "Bộ Lao động - Thương binh và Xã hội"


def test_successors_are_written_as_the_identifier_was() -> None:
    assert refused("so-ke-hoach-va-dau-tu", IN_2026, BAC_NINH_CITY).near == ("so-tai-chinh",)
    absolute = refused("tp/bac-ninh/so-ke-hoach-va-dau-tu", IN_2026)
    assert absolute.near == ("tp/bac-ninh/so-tai-chinh",)


def test_successors_that_ended_too_are_followed() -> None:
    assert refused("tinh/bac-giang/so-y-te", IN_2026).near == (BAC_NINH_CITY,)
    assert refused("tinh/bac-giang/so-y-te", date(2025, 8, 1)).near == (BAC_NINH,)


def test_a_body_that_does_not_exist_yet() -> None:
    assert refused("so-nong-nghiep-va-moi-truong", IN_2023, BAC_GIANG).reason == "chỉ có từ ngày 01/03/2025"


def test_a_relative_identifier_needs_a_unit() -> None:
    error = refused("so-y-te", IN_2024)
    assert (error.reason, error.near) == ("mã tương đối, cần biết đơn vị của cơ quan ban hành", ())
    assert named("cac-bo-nganh", IN_2024) == named("cac-bo-nganh", IN_2024, BAC_GIANG) == "các bộ, ngành"


def test_a_body_of_another_level_is_not_known_here() -> None:
    assert refused("tram-y-te", IN_2026, BAC_NINH_CITY).reason == "chưa có trong danh mục"
    assert refused("so-y-te", IN_2026, "xa/nha-nam").reason == "chưa có trong danh mục"


def test_a_body_the_province_does_not_have() -> None:
    assert refused("hai-quan", IN_2026, "tinh/lao-cai").reason == "tỉnh Lào Cai không có cơ quan này"


def test_a_unit_is_not_an_agency() -> None:
    error = refused(BAC_GIANG, IN_2024)
    assert (error.reason, error.near) == ("là mã đơn vị hành chính, không phải cơ quan", ("tinh/bac-giang/ubnd",))


@pytest.mark.parametrize(
    ("id", "unit", "near"),
    [
        ("so-ytee", BAC_NINH_CITY, "so-y-te"),
        ("Sở Y tê", BAC_NINH_CITY, "so-y-te"),
        ("tw/bca", None, "tw/bo-cong-an"),
        ("tw/bo-congan", None, "tw/bo-cong-an"),
        ("bo-cong-an", None, "tw/bo-cong-an"),
        ("bo-cong-an", BAC_NINH_CITY, "tw/bo-cong-an"),
        ("tp/bac-ninh/so-yte", None, "tp/bac-ninh/so-y-te"),
        ("xa/nha-namm/ubnd", None, "xa/nha-nam"),
        ("xa/bach-long-vy/ubnd", None, "dac-khu/bach-long-vi"),
        ("xa/ba-dinh/ubnd", None, "xa/ba-dinh-thanh-hoa"),
        ("phuong/nha-nam/ubnd", None, "xa/nha-nam"),
        ("tinh/bac-nin/ubnd", None, "tp/bac-ninh"),
        ("cac-bo-ngan", None, "cac-bo-nganh"),
    ],
)
def test_near_identifiers_are_suggested(id: str, unit: str | None, near: str) -> None:
    assert refused(id, IN_2026, unit).near[0] == near


def test_nothing_near_nothing_suggested() -> None:
    assert refused("qqqqqqqqqqqq", IN_2026, BAC_NINH_CITY).near == ()


@pytest.mark.parametrize("text", ["so-y-te", "tinh/bac-giang/ubnd", "tw/bo-cong-an", "2026"])
def test_identifiers(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize(
    "text", ["", "Sở Y tế", "so y te", "so_y_te", "/so-y-te", "so-y-te/", "a//b", "sở-y-tế", "a\n"]
)
def test_not_identifiers(text: str) -> None:
    assert not is_id(text)


# Laws


PROVINCE_IDS = sorted({record.unit.id for record in records.provinces()})
COMMUNE_IDS = sorted({record.unit.id for record in records.communes()})


@given(
    st.dates(date(2019, 1, 1), date(2030, 12, 31)),
    st.none() | st.sampled_from(PROVINCE_IDS) | st.sampled_from(COMMUNE_IDS),
)
@settings(derandomize=True, max_examples=80, deadline=None)
def test_every_identifier_offered_resolves_and_its_absolute_form_means_the_same(on: date, unit: str | None) -> None:
    if unit is not None and not any(r.unit.id == unit and r.period.covers(on) for r in UNITS):
        with pytest.raises(UnknownAgency):
            REGISTRY.ids(on, unit)
        return
    for id in REGISTRY.ids(on, unit):
        agency = REGISTRY.resolve(id, on, unit)
        assert_printable(agency)
        assert REGISTRY.resolve(agency.id, on, None if "/" in agency.id else unit) == agency


def assert_printable(agency: Agency) -> None:
    texts = (agency.name, agency.short, *agency.header, *agency.superior, agency.head, agency.head_of, agency.place)
    for text in texts:
        assert not set("{}").intersection(text), text
        assert text == " ".join(text.split()) == unicodedata.normalize("NFC", text), text
    assert agency.name
    assert agency.relation in ("giao", "giao_dp", "nganh_doc", "de_nghi", "")
    assert agency.collective == (not agency.header)
    assert bool(agency.head) == bool(agency.head_of)


def test_every_datum_has_a_reference_and_a_mark() -> None:
    marked = [(version.reference, version.mark) for body in BODIES for version in body.versions]
    marked += [(record.unit.reference, record.unit.mark) for record in UNITS]
    marked += [(division.reference, division.mark) for record in UNITS for division in record.unit.divisions]
    assert [reference for reference, mark in marked if not reference or mark not in ("v", "s", "m")] == []


def test_identifiers_are_unique_and_grammatical() -> None:
    ids = [(body.level, body.id) for body in BODIES] + [("unit", record.unit.id) for record in UNITS]
    assert [id for id, count in Counter(ids[: len(BODIES)]).items() if count > 1] == []
    by_id: dict[str, list[records.UnitRecord]] = {}
    for record in UNITS:
        by_id.setdefault(record.unit.id, []).append(record)
    pairs = ((a, b) for same in by_id.values() for a, b in combinations(same, 2))
    assert [a.unit.id for a, b in pairs if a.period.overlaps(b.period)] == []
    assert [id for _, id in ids if not is_id(id)] == []


def test_successors_are_known_at_the_same_level() -> None:
    levels = {level: {b.id for b in BODIES if b.level == level} for level in records.LEVELS}
    assert [b.id for b in BODIES if not set(b.successors) <= levels[b.level]] == []
    units = {record.unit.id for record in UNITS}
    assert [record.unit.id for record in UNITS if not set(record.successors) <= units] == []


def test_a_code_belongs_to_one_unit_at_a_time() -> None:
    by_code: dict[str, list[records.UnitRecord]] = {}
    for record in UNITS:
        by_code.setdefault(record.unit.code, []).append(record)
    clashes = [a.unit.id for same in by_code.values() for a, b in combinations(same, 2) if a.period.overlaps(b.period)]
    assert clashes == []


def test_every_unit_in_force_knows_its_lower_units() -> None:
    for unit in (record.unit for record in UNITS if record.unit.level == "tinh"):
        for on in (unit.valid_from or date(2020, 1, 1), unit.valid_to or IN_2026):
            assert unit.lower_kinds("xa", on), (unit.id, on)
            assert bool(unit.lower_kinds("huyen", on)) == (on <= date(2025, 6, 30)), (unit.id, on)


def test_a_successor_unit_starts_the_day_after() -> None:
    for record in UNITS:
        for successor in record.successors:
            assert record.unit.valid_to is not None
            start = record.unit.valid_to + timedelta(days=1)
            assert start in [other.unit.valid_from for other in UNITS if other.unit.id == successor]


@pytest.mark.parametrize("name", [*records.BODY_FILES, records.PROVINCES, records.TABLES])
def test_no_key_is_written_twice(name: str) -> None:
    root = yaml.compose(read_text(f"agencies/{name}.yaml"), Loader=yaml.BaseLoader)
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            assert len(keys) == len(set(keys)), (keys, node.start_mark)
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


@pytest.mark.parametrize("name", records.BODY_FILES)
def test_no_key_of_a_body_is_unknown(name: str) -> None:
    known = {
        "id",
        "cap",
        "loai",
        "ten",
        "ngan",
        "viet_tat",
        "tieu_de",
        "chu_quan",
        "ky_hieu",
        "chuc_vu",
        "chuc_vu_day_du",
    }
    known |= {"quan_he", "tap_the", "tap_hop", "tu", "den", "thay_bang", "don_vi", "tru", "loai_don_vi", "ban"}
    known |= {"dau", "nguon", "ten_khac", "ten_trong_danh_sach", "ten_sai"}
    document = yaml.load(read_text(f"agencies/{name}.yaml"), Loader=yaml.BaseLoader)
    rows = [*document["co_quan"], *document["mac_dinh"].values()]
    rows += [form for row in document["co_quan"] for form in row.get("ban", [])]
    assert {key for row in rows for key in row} <= known


def test_words_and_openings_have_a_reference_and_a_mark() -> None:
    short = yaml.load(read_text("agencies/tu_viet_tat.yaml"), Loader=yaml.BaseLoader)
    strangers = yaml.load(read_text("agencies/khong_phai_co_quan.yaml"), Loader=yaml.BaseLoader)
    rows = [(short["nguon"], row) for row in short["tu"]]
    rows += [(strangers["nguon"], row) for row in (*strangers["mo_dau"].values(), strangers["ho"])]
    for known, row in rows:
        assert row["dau"] in ("v", "s", "m")
        assert set(row["nguon"]) <= set(known)
    assert [word for word, count in Counter(row["chu"] for row in short["tu"]).items() if count > 1] == []


def test_no_key_of_a_province_is_unknown() -> None:
    known = {"id", "ma", "ten", "loai", "tu", "den", "thay_bang", "giu_loai", "dau", "nguon", "cap_duoi"}
    rows = yaml.load(read_text(f"agencies/{records.PROVINCES}.yaml"), Loader=yaml.BaseLoader)["don_vi"]
    assert {key for row in rows for key in row} <= known
    assert {key for row in rows for part in row.get("cap_duoi", []) for key in part} <= {
        *("cap", "gom", "tu", "den", "dau", "nguon")
    }


def test_units_named_by_a_body_exist() -> None:
    units = {record.unit.id for record in UNITS}
    named_units = {id for b in BODIES for v in b.versions for id in (*v.only_units, *v.except_units)}
    assert named_units <= units
