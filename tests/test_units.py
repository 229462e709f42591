"""The administrative units of 2023, of 30/6/2025 and of today: tables, lists as of a date, what became of whom."""

from __future__ import annotations

import csv
import importlib.util
import io
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.agencies import is_id, records, registry
from generator.agencies.cells import find_issuer, read_cell
from generator.agencies.gazetteer import Listing, areas, became, came_from, level_below
from generator.agencies.places import LONGEST_NAME
from generator.agencies.tokens import tokens
from generator.cli.app import cli
from generator.problems import ProblemsError
from generator.vntext import fold, nfc, slug

ROOT = Path(__file__).resolve().parent.parent
NOW, IN_2023, IN_2024 = date(2026, 11, 20), date(2023, 5, 1), date(2024, 3, 15)
LAST_OF_OLD, FIRST_OF_NEW = date(2025, 6, 30), date(2025, 7, 1)
BAC_GIANG, BAC_NINH = "tinh/bac-giang", "tp/bac-ninh"
COMMUNES = list(records.communes())
NOW_COMMUNES = [record for record in COMMUNES if record.covers(NOW)]


def province_ids(on: date) -> list[str]:
    return [unit.id for unit in registry().provinces(on)]


def names(listing: Listing) -> list[str]:
    return [area.full_name for area in listing.areas]


def refused(province: str | None, level: str, on: date) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        areas(province, level, on)
    return [problem.code for problem in caught.value.problems]


# --- the communes of today


@pytest.mark.parametrize(
    ("on", "xa", "phuong"),
    [
        (FIRST_OF_NEW, 2621, 687), (date(2026, 4, 29), 2621, 687), (date(2026, 4, 30), 2611, 697),
        (date(2026, 9, 19), 2611, 697), (date(2026, 9, 20), 2599, 709), (NOW, 2599, 709),
    ],
)  # fmt: skip
def test_the_kinds_of_the_3321_communes(on: date, xa: int, phuong: int) -> None:
    kinds = Counter(record.unit.kind for record in COMMUNES if record.covers(on))
    assert kinds == {"xã": xa, "phường": phuong, "đặc khu": 13}
    assert sum(kinds.values()) == 3321


def test_no_commune_is_in_force_before_the_two_levels() -> None:
    assert not any(record.covers(LAST_OF_OLD) for record in COMMUNES)


def test_an_identifier_is_its_kind_and_name_with_province_and_code_only_where_others_share_it() -> None:
    plain = Counter(f"{slug(record.unit.kind)}/{slug(record.unit.name)}" for record in COMMUNES)
    provinces = {unit.code: slug(unit.name) for unit in registry().provinces(NOW)}
    assert len({record.unit.id for record in COMMUNES}) == len(COMMUNES)
    for record in COMMUNES:
        unit, bare = record.unit, f"{slug(record.unit.kind)}/{slug(record.unit.name)}"
        suffixed = f"{bare}-{provinces[record.parent_code]}"
        assert is_id(unit.id)
        assert unit.id in (bare, suffixed, f"{suffixed}-{unit.code}")
        assert unit.id == bare or plain[bare] > 1


def test_a_commune_that_changed_its_kind_keeps_its_code_and_names_its_successor() -> None:
    forms: dict[str, list[records.UnitRecord]] = defaultdict(list)
    for record in COMMUNES:
        forms[record.unit.code].append(record)
    twice = [own for own in forms.values() if len(own) > 1]
    assert Counter(before.parent_code for before, _ in twice) == {"75": 10, "24": 12}
    for before, after in twice:
        assert (before.unit.kind, after.unit.kind) == ("xã", "phường")
        assert (before.unit.name, before.parent_code) == (after.unit.name, after.parent_code)
        assert registry().unit_successors(before.unit.id, NOW) == (after.unit.id,)


def test_a_name_is_shared_where_another_province_has_it() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for record in COMMUNES:
        owners[fold(record.unit.name)].add(record.parent_code)
    assert [r.unit.id for r in COMMUNES if r.unit.shares_name != (len(owners[fold(r.unit.name)]) > 1)] == []


def test_no_province_has_a_name_twice() -> None:
    named = Counter((record.parent_code, fold(record.unit.name)) for record in NOW_COMMUNES)
    assert set(named.values()) == {1}


def test_every_commune_lies_in_a_province_whatever_the_day() -> None:
    for on in (FIRST_OF_NEW, date(2026, 9, 19), NOW):
        listed = [unit for province in province_ids(on) for unit in registry().communes(province, on)]
        assert len(listed) == 3321
        assert all(unit.parent in province_ids(on) for unit in listed)


def test_names_are_composed_and_no_longer_than_the_readers_look() -> None:
    for record in records.units():
        name = record.unit.name
        assert name == " ".join(nfc(name).split())
        assert len(tokens(name).words) <= LONGEST_NAME


def test_a_ward_with_a_number_keeps_its_kind_in_the_place_name() -> None:
    assert registry().unit("phuong/2-bao-loc", NOW).place == "Phường 2 Bảo Lộc"
    assert registry().unit("phuong/b-lao", NOW).place == "B'Lao"


# --- recognised by name: in the document's own province only


@pytest.mark.parametrize(
    ("printed", "province", "id"),
    [
        ("UBND xã Nhã Nam", BAC_NINH, "xa/nha-nam/ubnd"),
        ("UBND xã Nhã Nam", "tinh/lang-son", None),
        ("UBND phường Ba Đình", "tp/ha-noi", "phuong/ba-dinh/ubnd"),
        ("UBND phường Ba Đình", BAC_NINH, None),
        ("Công an xã Tân Thành", "tinh/lang-son", "xa/tan-thanh-lang-son/cong-an"),
        ("UBND các đặc khu: Côn Đảo", "tp/ho-chi-minh", "dac-khu/con-dao/ubnd"),
        ("UBND xã Ea H’Leo", "tinh/dak-lak", "xa/ea-h-leo/ubnd"),
    ],
)
def test_communes_are_known_by_name_in_their_own_province(printed: str, province: str, id: str | None) -> None:
    pieces = read_cell(printed, NOW, province)
    assert [piece.id for piece in pieces] == [id]


@pytest.mark.parametrize("province", province_ids(NOW))
def test_an_unknown_commune_is_a_question_with_suggestions_in_every_province(province: str) -> None:
    unit = registry().communes(province, NOW)[-1]
    (piece,) = read_cell(f"UBND {unit.kind} {unit.name}x", NOW, province)
    assert (piece.id, bool(piece.doubt)) == (None, True)
    assert f"{unit.id}/ubnd" in piece.candidates


def test_an_issuer_is_a_commune_only_where_no_other_province_has_the_name() -> None:
    for record in NOW_COMMUNES[::60]:
        unit = record.unit
        lines = ("ỦY BAN NHÂN DÂN", unit.full_name.upper())
        assert find_issuer((), lines, NOW) == (None if unit.shares_name else f"{unit.id}/ubnd"), unit.id


# --- lists as of a date


def test_the_ten_districts_of_bac_giang_in_2023_and_in_2025() -> None:
    before, after = areas(BAC_GIANG, "huyen", IN_2023), areas(BAC_GIANG, "huyen", LAST_OF_OLD)
    assert len(before.areas) == len(after.areas) == 10
    assert set(names(before)) - set(names(after)) == {"huyện Yên Dũng", "huyện Việt Yên"}
    assert set(names(after)) - set(names(before)) == {"thị xã Việt Yên", "thị xã Chũ"}
    assert {area.parent for area in before.areas} == {"tỉnh Bắc Giang"}
    assert before.findings == after.findings == ()


@pytest.mark.parametrize(
    ("level", "on", "count"),
    [
        ("tinh", IN_2024, 63), ("tinh", LAST_OF_OLD, 63), ("tinh", FIRST_OF_NEW, 34), ("tinh", NOW, 34),
        ("huyen", date(2023, 4, 10), 705), ("huyen", date(2024, 1, 31), 705), ("huyen", date(2025, 3, 1), 696),
        ("huyen", LAST_OF_OLD, 696), ("xa", date(2023, 4, 10), 10599), ("xa", date(2025, 3, 1), 10035),
        ("xa", LAST_OF_OLD, 10035), ("xa", FIRST_OF_NEW, 3321), ("xa", NOW, 3321),
    ],
)  # fmt: skip
def test_the_whole_country(level: str, on: date, count: int) -> None:
    found = areas(None, level, on)
    assert (len(found.areas), found.findings) == (count, ())
    codes = [area.code for area in found.areas]
    assert codes == sorted(set(codes))


@pytest.mark.parametrize("on", [IN_2023, IN_2024, LAST_OF_OLD, NOW])
def test_every_province_lists_its_lower_units(on: date) -> None:
    provinces = province_ids(on)
    assert len(provinces) == (34 if on == NOW else 63)
    for province in provinces:
        for level in ("huyen", "xa") if on <= LAST_OF_OLD else ("xa",):
            listed = areas(province, level, on).areas
            assert listed, (province, level)
            assert all(area.reference and area.mark == "v" for area in listed)
            assert all((area.id is None) == (on <= LAST_OF_OLD) for area in listed)


def test_the_provinces_part_the_country() -> None:
    for level, on in (("huyen", IN_2023), ("xa", IN_2023), ("huyen", LAST_OF_OLD), ("xa", LAST_OF_OLD), ("xa", NOW)):
        by_province = [area for province in province_ids(on) for area in areas(province, level, on).areas]
        assert sorted(by_province, key=lambda area: area.code) == list(areas(None, level, on).areas)


def test_a_commune_of_old_stands_below_its_district() -> None:
    (bo_ha,) = (area for area in areas(BAC_GIANG, "xa", LAST_OF_OLD).areas if area.name == "Bố Hạ")
    assert (bo_ha.full_name, bo_ha.above) == ("thị trấn Bố Hạ", ("huyện Yên Thế", "tỉnh Bắc Giang"))


def test_a_number_takes_its_kind_with_a_capital() -> None:
    assert {"Quận 1", "quận Bình Tân", "huyện Cần Giờ"} <= set(names(areas("tp/ho-chi-minh", "huyen", IN_2023)))


@pytest.mark.parametrize(
    ("on", "shown"),
    [(date(2024, 2, 1), IN_2023), (date(2024, 8, 15), IN_2023), (date(2024, 8, 17), LAST_OF_OLD),
     (date(2025, 2, 28), LAST_OF_OLD)],
)  # fmt: skip
def test_between_two_tables_the_nearer_one_is_shown_with_a_warning(on: date, shown: date) -> None:
    found = areas(BAC_GIANG, "huyen", on)
    assert [problem.code for problem in found.findings] == ["A011"]
    assert names(found) == names(areas(BAC_GIANG, "huyen", shown))


def test_no_warning_where_both_tables_agree() -> None:
    assert areas("tinh/bac-ninh", "huyen", IN_2024).findings == ()
    # Ninh Thuận: the tables spell one name with and without spaces around a hyphen
    assert areas("tinh/ninh-thuan", "huyen", IN_2024).findings == ()


def test_the_province_is_named_as_on_the_day_asked() -> None:
    assert {area.parent for area in areas("tinh/thua-thien-hue", "huyen", date(2024, 12, 31)).areas} == {
        "tỉnh Thừa Thiên Huế"
    }
    assert {area.parent for area in areas("tp/hue", "huyen", date(2025, 1, 1)).areas} == {"thành phố Huế"}


@pytest.mark.parametrize(
    ("province", "level", "on", "codes"),
    [
        (BAC_GIANG, "huyen", date(2023, 4, 9), ["A010"]),
        (None, "tinh", date(1990, 1, 1), ["A010"]),
        (BAC_NINH, "huyen", NOW, ["A012"]),
        (BAC_NINH, "xa", FIRST_OF_NEW, ["A002"]),
        (None, "huyen", FIRST_OF_NEW, ["A012"]),
        (BAC_GIANG, "xa", NOW, ["A002"]),
        ("tinh/khong-co", "xa", NOW, ["A002"]),
        ("Bắc Giang", "xa", IN_2023, ["A002"]),
        ("", "xa", IN_2023, ["A002"]),
        ("xa/nha-nam", "xa", NOW, ["A013"]),
        ("xa/nha-nam", "huyen", date(2020, 1, 1), ["A010", "A013"]),
    ],
)
def test_what_is_refused(province: str | None, level: str, on: date, codes: list[str]) -> None:
    assert refused(province, level, on) == codes


def test_a_province_that_ended_names_its_successor() -> None:
    with pytest.raises(ProblemsError) as caught:
        areas(BAC_GIANG, "xa", NOW)
    (problem,) = caught.value.problems
    assert problem.values["near"] == BAC_NINH


@given(st.dates(date(2019, 1, 1), date(2030, 12, 31)), st.sampled_from(["tinh", "huyen", "xa"]),
       st.none() | st.sampled_from([r.unit.id for r in records.units()]) | st.text(max_size=8))
@settings(derandomize=True, max_examples=150, deadline=None)
def test_any_question_is_a_list_or_problems(on: date, level: str, province: str | None) -> None:
    try:
        found = areas(province, level, on)
    except ProblemsError as error:
        assert {problem.code for problem in error.problems} <= {"A002", "A010", "A012", "A013"}
        return
    assert all(area.full_name and bool(area.parent) == (level != "tinh") for area in found.areas)
    assert {problem.code for problem in found.findings} <= {"A011"}


def test_the_level_below() -> None:
    asked = [(None, NOW), (BAC_GIANG, LAST_OF_OLD), (BAC_NINH, FIRST_OF_NEW)]
    assert [level_below(province, on) for province, on in asked] == ["tinh", "huyen", "xa"]


# --- what became of the communes


def test_every_old_commune_became_something_and_all_but_five_islands_were_made_of_some() -> None:
    old = {area.code for area in areas(None, "xa", LAST_OF_OLD).areas}
    edges = [tuple(row) for row in records.rows("bien-doi-2025")]
    assert {before for before, _, _ in edges} == old
    assert {extent for _, _, extent in edges} == {"ca", "mot_phan"}
    assert len(set(edges)) == len(edges)
    wholly = Counter(before for before, _, extent in edges if extent == "ca")
    partly = {before for before, _, extent in edges if extent == "mot_phan"}
    assert set(wholly.values()) == {1} and not partly & set(wholly)
    made = {after for _, after, _ in edges}
    assert made <= {record.unit.code for record in NOW_COMMUNES}
    without = {record.unit.name for record in NOW_COMMUNES if record.unit.code not in made}
    assert without == {"Bạch Long Vĩ", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn", "Côn Đảo"}


def test_no_commune_left_its_province_but_with_it() -> None:
    """A province of 2025 went whole into one of today, so all communes made of its own lie in one province."""
    successors: dict[str, set[str]] = defaultdict(set)
    for record in NOW_COMMUNES[::25]:
        for own in came_from(record.unit.id, NOW):
            successors[own.old.above[-1]].add(own.new.above[-1])
    assert {province: found for province, found in successors.items() if len(found) != 1} == {}


def test_a_commune_and_what_it_was_made_of() -> None:
    found = came_from("phuong/bo-ha", NOW)
    assert [(own.old.full_name, own.whole) for own in found] == [
        ("xã Đông Sơn", True), ("xã Hương Vĩ", True), ("thị trấn Bố Hạ", True),
    ]  # fmt: skip
    assert {own.new.id for own in found} == {"phuong/bo-ha"}
    assert [own.old for own in came_from("xa/bo-ha", FIRST_OF_NEW)] == [own.old for own in found]
    assert came_from("dac-khu/hoang-sa", NOW) == ()


@pytest.mark.parametrize("old", ["07294", "Bố Hạ", "thị trấn Bố Hạ", "THỊ TRẤN BỐ HẠ"])
def test_an_old_commune_by_code_or_name(old: str) -> None:
    assert [own.new.id for own in became(old, BAC_GIANG, NOW)] == ["phuong/bo-ha"]
    assert [own.new.id for own in became(old, BAC_GIANG, date(2026, 1, 1))] == ["xa/bo-ha"]
    assert became(old, BAC_GIANG, LAST_OF_OLD) == ()


def test_several_old_communes_of_one_name_are_told_apart() -> None:
    districts = [own.old.parent for own in became("Phường 1", "tp/ho-chi-minh", NOW)]
    assert len(set(districts)) == len(districts) > 3


def test_a_divided_commune_went_in_parts() -> None:
    divided = next(row[0] for row in records.rows("bien-doi-2025") if row[2] == "mot_phan")
    found = became(divided, "tp/ha-noi", NOW)
    assert len(found) > 1
    assert not any(own.whole for own in found)


@given(st.sampled_from(NOW_COMMUNES))
@settings(derandomize=True, max_examples=25, deadline=None)
def test_both_ways_of_the_map_agree(record: records.UnitRecord) -> None:
    for own in came_from(record.unit.id, NOW):
        province = next(unit for unit in registry().provinces(LAST_OF_OLD) if unit.full_name == own.old.above[-1])
        assert own in became(own.old.code, province.id, NOW)


def test_what_has_no_history_is_refused() -> None:
    for code, ask in (
        ("A014", lambda: became("Không Có", BAC_GIANG, NOW)), ("A014", lambda: became("07294", "tinh/bac-ninh", NOW)),
        ("A002", lambda: became("Bố Hạ", BAC_NINH, NOW)), ("A015", lambda: came_from(BAC_NINH, NOW)),
        ("A002", lambda: came_from("xa/bo-ha", NOW)),
    ):  # fmt: skip
        with pytest.raises(ProblemsError) as caught:
            ask()
        assert [problem.code for problem in caught.value.problems] == [code]
    with pytest.raises(ProblemsError) as caught:
        became("Bố Hạa", BAC_GIANG, NOW)
    assert caught.value.problems[0].values["near"] == "thị trấn Bố Hạ"


# --- the tables


@pytest.mark.parametrize("name", sorted(records.tables()))
def test_every_table_has_a_source_a_mark_and_rows_of_one_width(name: str) -> None:
    table = records.tables()[name]
    assert table.reference and table.mark in ("v", "s", "m") and table.period.start
    rows = list(records.rows(name))
    assert len({len(row) for row in rows}) == 1
    assert all(field == field.strip() for row in rows for field in row)
    assert rows == sorted(rows, key=lambda row: row[:3])


def test_every_table_that_is_shipped_has_its_source() -> None:
    folder = ROOT / "generator" / "data" / "agencies" / "don_vi"
    assert {path.stem for path in folder.glob("*.csv")} == set(records.tables())


@pytest.fixture(scope="module")
def build() -> ModuleType:
    """bench/build_units.py, which makes the tables."""
    spec = importlib.util.spec_from_file_location("build_units", ROOT / "bench" / "build_units.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_identifier_once_given_is_kept_and_never_given_again(build: ModuleType) -> None:
    def row(code: str, name: str, kind: str, province: str) -> dict[str, str]:
        return {"ma": code, "ten": name, "loai": kind, "ma_cha": province}

    rows = [
        row("1", "An Lạc", "xã", "24"), row("2", "An Lạc", "xã", "01"), row("3", "Mới", "xã", "01"),
        row("4", "Hai Nơi", "xã", "01"), row("5", "Hai Nơi", "xã", "24"), row("6", "Hai Nơi", "phường", "24"),
        row("7", "Sơn Hà", "xã", "01"), row("8", "Sơn Hạ", "xã", "01"),
    ]  # fmt: skip
    build.identified(rows, {("1", "xã"): "xa/an-lac"}, {"24": "Bắc Ninh", "01": "Hà Nội"})
    assert [own["id"] for own in rows] == [
        "xa/an-lac", "xa/an-lac-ha-noi", "xa/moi", "xa/hai-noi-ha-noi", "xa/hai-noi-bac-ninh", "phuong/hai-noi",
        "xa/son-ha-ha-noi-7", "xa/son-ha-ha-noi-8",
    ]  # fmt: skip
    known = {(own["ma"], own["loai"]): own["id"] for own in rows}
    again = [*({**own} for own in rows), row("9", "Mới", "xã", "24")]
    build.identified(again, known, {"24": "Bắc Ninh", "01": "Hà Nội"})
    assert [own["id"] for own in again] == [*known.values(), "xa/moi-bac-ninh"]


def test_a_name_is_parted_from_what_it_prints(build: ModuleType) -> None:
    assert build.parted("Thị  trấn\u00a0Ngọc Lặc") == ("thị trấn", "Ngọc Lặc")
    assert build.parted("Thị xã Chũ") == ("thị xã", "Chũ")
    assert build.parted("Xã Ea H’Leo") == ("xã", "Ea H'Leo")
    assert build.parted("Phường 5") == ("phường", "5")


def reference(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "agencies" / "units" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("name", "table", "cut_off"),
    [
        ("districts_2023-04-10", "huyen-2023", set()),
        ("districts_2025-06-30", "huyen-2025", set()),
        ("communes_2025-06-30", "xa-2025", {"15061", "27046", "27076"}),  # the reference lost a letter of the kind
    ],
)
def test_the_old_units_are_those_of_the_reference(shared: Path, name: str, table: str, cut_off: set[str]) -> None:
    theirs = {}
    for row in reference(shared, name):
        full_name = f"{row['kind']} {row['name']}" if "kind" in row else row["name"]
        theirs[row["code"]] = (fold(full_name), row.get("district_code", row["province_code"]))
    ours = {code: (fold(f"{kind} {own}"), parent) for code, own, kind, parent in records.rows(table)}
    assert set(ours) == set(theirs)
    assert {code for code in ours if ours[code] != theirs[code]} == cut_off


def test_the_communes_of_today_and_the_map_are_those_of_the_reference(shared: Path) -> None:
    theirs = {(row["code"], fold(row["name"]), row["kind"], row["province_code"])
              for row in reference(shared, "communes_current")}
    assert {(r.unit.code, fold(r.unit.name), r.unit.kind, r.parent_code) for r in NOW_COMMUNES} == theirs
    extents = {"whole": "ca", "part": "mot_phan"}
    edges = {(row["old_code"], row["new_code"], extents[row["extent"]]) for row in reference(shared, "map_2025-07-01")}
    assert {tuple(row) for row in records.rows("bien-doi-2025")} == edges


# --- the commands


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments, prog_name="soanthao")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_the_communes_of_a_province_in_columns() -> None:
    result = run("units", "list", BAC_NINH, "--level", "xa", "--on", "2026-11-20")
    lines = result.stdout.splitlines()
    assert (result.exit_code, len(lines)) == (0, 99)
    assert lines[6].split(maxsplit=2)[:2] == ["07294", "phuong/bo-ha"]
    assert lines[6].endswith("phường Bố Hạ        thành phố Bắc Ninh")
    assert result.stderr.startswith("99 ")


def test_the_aliases_and_the_level_below() -> None:
    result = run("don-vi", "liet-ke", BAC_GIANG, "--on", "2023-05-01")
    assert result.stdout.splitlines()[0] == "213  thành phố Bắc Giang  tỉnh Bắc Giang"
    assert len(result.stdout.splitlines()) == 10
    assert run("units", "list", "--on", "2024-01-01").stdout.count("\n") == 63
    assert run("units", "list", "all", "--on", "2026-11-20").stdout.count("\n") == 34


def test_csv() -> None:
    result = run("units", "list", BAC_NINH, "--on", "2026-11-20", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) == 99
    assert list(rows[0]) == ["ma", "id", "ten", "thuoc"]
    assert list(rows[0].values()) == ["07210", "phuong/bac-giang", "phường Bắc Giang", "thành phố Bắc Ninh"]


def test_a_warning_stands_beside_the_list() -> None:
    result = run("units", "list", BAC_GIANG, "--on", "2024-03-15")
    assert (result.exit_code, result.stdout.count("\n")) == (0, 10)
    assert "A011" in result.stderr and "31/01/2024" in result.stderr and "01/03/2025" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([BAC_GIANG, "--on", "2026-11-20"], "A002"), ([BAC_NINH, "--level", "huyen", "--on", "2026-11-20"], "A012"),
        (["xa/nha-nam", "--on", "2026-11-20"], "A013"), ([BAC_GIANG, "--on", "2020-01-01"], "A010"),
    ],
)  # fmt: skip
def test_a_refusal_lists_nothing(arguments: list[str], code: str) -> None:
    result = run("units", "list", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{code} " in result.stderr


@pytest.mark.parametrize("day", ["2026-2-30", "20/11/2026", "2026-02-30", "hôm nay", "20261120", ""])
def test_a_day_that_is_none_is_bad_usage(day: str) -> None:
    result = run("units", "list", BAC_NINH, "--on", day)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "không phải là ngày" in result.stderr


@pytest.mark.parametrize("arguments", [["list", BAC_NINH], ["trace", "phuong/bo-ha"], ["list", "--level", "quan"]])
def test_the_day_is_never_todays(arguments: list[str]) -> None:
    assert run("units", *arguments).exit_code == 2


def test_trace() -> None:
    result = run("units", "trace", "phuong/bo-ha", "--on", "2026-11-20")
    assert result.stdout.splitlines()[-1] == "07294  thị trấn Bố Hạ, huyện Yên Thế, tỉnh Bắc Giang  toàn bộ"
    island = run("units", "trace", "dac-khu/hoang-sa", "--on", "2026-11-20")
    assert (island.exit_code, island.stdout) == (0, "")
    assert island.stderr
    later = run("units", "trace", "Nhã Nam", "--in", "tinh/bac-giang", "--on", "2026-11-20")
    assert "xa/nha-nam" in later.stdout and "thành phố Bắc Ninh" in later.stdout and "toàn bộ" in later.stdout
    assert "A014 " in run("units", "trace", "Khác Hẳn", "--in", "tinh/bac-giang", "--on", "2026-11-20").stderr
    assert "A015 " in run("units", "trace", BAC_NINH, "--on", "2026-11-20").stderr
