"""An office's own agencies go before the registry's: looked up, read in cells, printed; contradictions are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from builders import body_lines, document
from examples import lines
from generator.agencies import Naming, OwnAgencies, registry
from generator.agencies.cells import read_cell
from generator.agencies.typed import names_to_choose
from generator.check import check_plan
from generator.cli import app
from generator.importers.plan.agency_cells import AgencyCells
from generator.load import load_plan
from generator.load.edit import Set, edit_plan
from generator.model import AgencyCell, OwnAgency
from generator.problems import CATALOGUE, Problem
from small_plan import PLAN

COMMUNE = "xa/nha-nam"
RENAMED = {"id": "phong-van-hoa-xa-hoi", "ten": "Phòng Văn hóa và Xã hội"}
NEW = {
    "id": "phong-ha-tang", "ten": "Phòng Hạ tầng, Đô thị và Môi trường", "ngan": "Phòng HTĐT", "quan_he": "giao",
    "thay": "phong-kinh-te", "nhan_viec": ["tw/bo-xay-dung", {"cua": "so-y-te", "chuc_nang": "cai-nghien"}],
}  # fmt: skip
BRANCH = {"id": "quy-bao-tro", "ten": "Quỹ Bảo trợ trẻ em xã", "quan_he": "de_nghi"}


def plan(*own: dict[str, Any], **keys: Any) -> Any:
    return document(**{"co_quan_ban_hanh": f"{COMMUNE}/ubnd", "co_quan_rieng": list(own)} | keys)


def overlay(*own: dict[str, Any], unit: str | None = COMMUNE) -> OwnAgencies:
    made = plan(*own)
    return OwnAgencies(made.own_agencies, made.as_of, unit)


# --- by identifier ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("id", "printed", "absolute"), [
    ("phong-van-hoa-xa-hoi", "Phòng Văn hóa và Xã hội", f"{COMMUNE}/phong-van-hoa-xa-hoi"),
    (f"{COMMUNE}/phong-van-hoa-xa-hoi", "Phòng Văn hóa và Xã hội", f"{COMMUNE}/phong-van-hoa-xa-hoi"),
    ("phong-ha-tang", "Phòng HTĐT", f"{COMMUNE}/phong-ha-tang"),
    ("phong-kinh-te", "Phòng HTĐT", f"{COMMUNE}/phong-ha-tang"),
    ("quy-bao-tro", "Quỹ Bảo trợ trẻ em xã", f"{COMMUNE}/quy-bao-tro"),
    ("cong-an", "Công an xã", f"{COMMUNE}/cong-an"),
    ("tw/bo-y-te", "Bộ Y tế", "tw/bo-y-te"),
])  # fmt: skip
def test_the_own_name_is_printed_and_the_others_stay(id: str, printed: str, absolute: str) -> None:
    names = Naming(plan(RENAMED, NEW, BRANCH))
    assert (names.name(id), names.agency(id).id) == (printed, absolute)


def test_the_same_body_of_another_unit_keeps_its_name() -> None:
    names = Naming(plan(RENAMED))
    other = next(unit.id for unit in registry().communes("tp/bac-ninh", plan().as_of)
                 if unit.kind == "xã" and unit.id != COMMUNE)  # fmt: skip
    assert names.agency(f"{other}/phong-van-hoa-xa-hoi").name != RENAMED["ten"]


def test_what_is_not_said_is_the_registrys() -> None:
    ours, own = registry().resolve("cong-an", plan().as_of, COMMUNE), overlay({"id": "cong-an", "ten": "CA xã"})
    found = own.find("cong-an")
    assert found is not None
    assert (found.relation, found.superior, found.code) == (ours.relation, ours.superior, ours.code)
    assert found.head == ours.head
    assert (found.name, found.short, found.header) == ("CA xã", "CA xã", ("CA XÃ",))


def test_of_a_new_body_nothing_is_guessed() -> None:
    found = overlay({"id": "to-cong-nghe", "ten": "các Tổ công nghệ số"}).find("to-cong-nghe")
    assert found is not None and found.collective
    assert (found.relation, found.code, found.head_of, found.superior, found.place) == ("", "", "", (), "Nhã Nam")
    assert overlay(RENAMED).find("to-cong-nghe") is None


def test_an_id_goes_before_the_body_that_another_stands_for() -> None:
    own = overlay(NEW, {"id": "phong-kinh-te", "ten": "Phòng Kinh tế và Đất đai"})
    assert [own.find(id).name for id in ("phong-kinh-te", "phong-ha-tang")] == [  # type: ignore[union-attr]
        "Phòng Kinh tế và Đất đai", NEW["ten"],
    ]  # fmt: skip


def test_who_receives_the_work_of_a_body_above() -> None:
    own = overlay(NEW, {**BRANCH, "nhan_viec": "tw/bo-xay-dung"})
    assert own.receives("tw/bo-xay-dung", "") == ("phong-ha-tang", "quy-bao-tro")
    assert own.receives("so-y-te", "cai-nghien") == ("phong-ha-tang",)
    assert own.receives("tp/bac-ninh/so-y-te", "cai-nghien") == ("phong-ha-tang",)
    assert own.receives("tw/so-y-te", "cai-nghien") == own.receives("bo-xay-dung", "") == ()
    assert own.receives("so-y-te", "") == own.receives("tw/bo-xay-dung", "cai-nghien") == ()
    assert own.has("phong-kinh-te") and own.has(f"{COMMUNE}/quy-bao-tro") and not own.has("cong-an")


def test_an_own_relation_decides_who_is_asked() -> None:
    task = {"noi_dung": "Việc", "chu_tri": "quy-bao-tro"}
    printed = body_lines(co_quan_ban_hanh=f"{COMMUNE}/ubnd", co_quan_rieng=[BRANCH], nhiem_vu=[task],
                         noi_dung=[{"nhiem_vu": {"theo": "chu_tri"}}])  # fmt: skip
    assert printed == ["I. Đề nghị Quỹ Bảo trợ trẻ em xã: Việc./."]


# --- by name ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "id"), [
    ("Phòng Văn hóa và Xã hội", "phong-van-hoa-xa-hoi"), ("PHÒNG VĂN HOÁ, XÃ HỘI", "phong-van-hoa-xa-hoi"),
    ("phòng HTĐT", "phong-ha-tang"), ("Phòng Hạ tầng, Đô thị, Môi trường", "phong-ha-tang"),
    ("Phòng Hạ tầng", None), ("Phòng Hạ tầng, Đô thị và Môi trường xã", None), ("Công an xã", None), ("", None),
])  # fmt: skip
def test_a_name_of_the_office(text: str, id: str | None) -> None:
    assert overlay(RENAMED, NEW).by_name(text) == id


@pytest.mark.parametrize(("text", "ids"), [
    ("Phòng Văn hóa và Xã hội", ["phong-van-hoa-xa-hoi"]),
    ("Công an xã, Phòng Hạ tầng, Đô thị và Môi trường, UBND xã", ["cong-an", "phong-ha-tang", "ubnd"]),
    ("Phòng HTĐT và Công an xã", ["phong-ha-tang", "cong-an"]),
    ("Công an xã và Phòng HTĐT", ["cong-an", "phong-ha-tang"]),
    ("Phòng HTĐT; Phòng HTĐT", ["phong-ha-tang", "phong-ha-tang"]),
    ("Phòng HTĐT xã", [None]), ("Tổ Phòng HTĐT", [None]),
])  # fmt: skip
def test_a_cell_with_own_names(text: str, ids: list[str | None]) -> None:
    assert [piece.id for piece in overlay(RENAMED, NEW).read(text)] == ids


def test_a_note_behind_an_own_name_is_kept() -> None:
    first, second = overlay(NEW).read("Phòng HTĐT (đầu mối), Công an xã (phối hợp)")
    assert (first.note, second.note) == ("đầu mối", "phối hợp")


def test_an_own_name_that_only_begins_a_longer_one_is_not_taken() -> None:
    own = overlay({"id": "so-van-hoa", "ten": "Sở Văn hóa"}, unit="tp/bac-ninh")
    assert [piece.id for piece in own.read("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế")] == [
        "so-van-hoa-the-thao-va-du-lich", "so-y-te",
    ]  # fmt: skip
    assert [piece.id for piece in own.read("Sở Văn hóa, Sở Y tế")] == ["so-van-hoa", "so-y-te"]


def test_an_own_name_goes_before_ours_of_the_same_words() -> None:
    taken = {"id": "to-an-ninh", "ten": "Công an xã"}
    assert AgencyCells(plan(taken)).cell("Công an xã, UBND xã") == AgencyCell(names=("to-an-ninh", "ubnd"))
    assert AgencyCells(plan()).cell("Công an xã, UBND xã") == AgencyCell(names=("cong-an", "ubnd"))
    assert AgencyCells(plan(NEW)).is_agency("Phòng HTĐT") and not AgencyCells(plan()).is_agency("Phòng HTĐT")


@given(st.text("Phòng HTĐT Công an xã,;()và\n", max_size=40))
def test_without_own_names_in_it_a_cell_is_read_as_ever(text: str) -> None:
    own, made = overlay(BRANCH), plan()
    assert own.read(text) == overlay().read(text) == read_cell(text, made.as_of, COMMUNE)


@given(st.lists(st.sampled_from(["Phòng HTĐT", "Công an xã", "Phòng Văn hóa và Xã hội", "UBND xã"]), max_size=5),
       st.sampled_from([", ", "; ", "\n"]))  # fmt: skip
def test_any_order_of_own_and_other_names(names: list[str], between: str) -> None:
    known = {"Phòng HTĐT": "phong-ha-tang", "Công an xã": "cong-an", "UBND xã": "ubnd"}
    ids = [piece.id for piece in overlay(RENAMED, NEW).read(between.join(names))]
    assert ids == [known.get(name, "phong-van-hoa-xa-hoi") for name in names]


def test_the_sheet_of_tasks_offers_the_own_names() -> None:
    made = plan(RENAMED, NEW)
    offered = names_to_choose(made, Naming(made))
    assert {"Phòng Văn hóa và Xã hội", "Phòng HTĐT"} <= set(offered)
    assert not {"Phòng Văn hóa - Xã hội", "Phòng Kinh tế"} & set(offered)


# --- what the registry says otherwise --------------------------------------------------------------------------------


def told(*own: dict[str, Any], **keys: Any) -> list[Problem]:
    made = plan(*own, **keys)
    return [p for p in check_plan(made, Naming(made)) if "A020" <= p.code <= "A029"]


Wrong = tuple[list[dict[str, Any]], str, tuple[str | int, ...], list[dict[str, Any]]]
CASES: list[Wrong] = [
    ([{"id": "mat-tran-to-quoc", "ten": "MTTQ xã", "quan_he": "giao"}], "A020", (0, "quan_he"),
     [{"id": "mat-tran-to-quoc", "ten": "MTTQ xã", "quan_he": "de_nghi"}]),
    ([{"id": "cong-an", "ten": "Công an xã", "quan_he": "nganh_doc"}], "A020", (0, "quan_he"),
     [{"id": "cong-an", "ten": "Công an xã", "quan_he": "giao"}]),
    ([RENAMED, BRANCH, RENAMED], "A021", (2, "id"), [RENAMED, BRANCH]),
    ([RENAMED, RENAMED | {"id": f"{COMMUNE}/{RENAMED['id']}"}], "A021", (1, "id"), [RENAMED]),
    ([{"id": "tw/bo-thong-tin-va-truyen-thong", "ten": "Bộ TTTT"}], "A022", (0, "id"),
     [{"id": "tw/bo-y-te", "ten": "Bộ Y tế VN"}]),
    ([BRANCH | {"thay": "phong-khong-co"}], "A023", (0, "thay"), [BRANCH | {"thay": "phong-kinh-te"}]),
    ([BRANCH | {"nhan_viec": ["tw/bo-y-te", "tw/bo-y"]}], "A023", (0, "nhan_viec", 1, "cua"),
     [BRANCH | {"nhan_viec": ["tw/bo-y-te", "so-y-te", "tw/bo-lao-dong-thuong-binh-va-xa-hoi"]}]),
    ([BRANCH | {"nhan_viec": [{"cua": "so-y-te", "chuc_nang": "cai-nghie"}]}], "A024", (0, "nhan_viec", 0, "chuc_nang"),
     [BRANCH | {"nhan_viec": [{"cua": "so-y-te", "chuc_nang": "cai-nghien"}]}]),
]  # fmt: skip
"""What is wrong, its code and place, and the same put right."""


def test_every_code_of_own_agencies_is_alive() -> None:
    assert {code for code in CATALOGUE if "A020" <= code <= "A029"} == {code for _, code, *_ in CASES}


@pytest.mark.parametrize(("own", "code", "place", "right"), CASES)
def test_a_contradiction_is_told_at_its_place(
    own: list[dict[str, Any]], code: str, place: tuple[str | int, ...], right: list[dict[str, Any]]
) -> None:
    assert [(p.code, p.path) for p in told(*own)] == [(code, ("co_quan_rieng", *place))]
    assert told(*right) == []


def test_a_body_that_has_ended_is_told_with_its_successors() -> None:
    (found,) = told({"id": "tw/bo-thong-tin-va-truyen-thong", "ten": "Bộ TTTT"})
    assert "28/02/2025" in found.message() and "tw/bo-khoa-hoc-va-cong-nghe" in found.message()
    assert told({"id": "tw/bo-thong-tin-va-truyen-thong", "ten": "Bộ TTTT"}, thoi_diem="2024-05-01",
                co_quan_ban_hanh="tinh/bac-ninh/ubnd") == []  # fmt: skip


def test_a_relation_that_the_registry_leaves_open_may_be_said() -> None:
    in_2025: dict[str, Any] = {"thoi_diem": "2025-10-01"}
    assert registry().resolve("tram-y-te", plan(**in_2025).as_of, COMMUNE).relation == ""
    for relation in ("giao", "de_nghi"):
        assert told({"id": "tram-y-te", "ten": "Trạm Y tế xã", "quan_he": relation}, **in_2025) == []


def test_near_ids_are_suggested() -> None:
    (body,) = told(BRANCH | {"nhan_viec": "tw/bo-y-t"})
    assert "tw/bo-y-te" in body.hint()
    (unknown,) = told(BRANCH | {"nhan_viec": "tw/zzz-qqq"})
    assert unknown.hint().startswith("sửa mã")


def test_marks_that_do_not_close_in_an_own_name_are_told() -> None:
    made = plan({"id": "to-moi", "ten": "Tổ **mới"})
    assert [(p.code, p.path) for p in check_plan(made, Naming(made)) if p.code == "N005"] == [
        ("N005", ("co_quan_rieng", 0, "ten"))
    ]


def test_ids_have_the_form_of_ids() -> None:
    with pytest.raises(ValueError, match="D005"):
        OwnAgency.model_validate({"id": "Phòng mới", "ten": "Phòng mới"})


# --- through the command ---------------------------------------------------------------------------------------------

TASKS = """\
nhiem_vu:
  - {id: mot, noi_dung: Việc một, chu_tri: phong-van-hoa-xa-hoi, phoi_hop: [phong-ha-tang, cong-an], thoi_gian: Quý I}
phu_luc:
  - {tieu_de: Phân công, bang: nhiem_vu}
"""
OFFICE = """\
co_quan_rieng:
  - {id: phong-van-hoa-xa-hoi, ten: Phòng Văn hóa và Xã hội}
  - {id: phong-ha-tang, ten: "Phòng Hạ tầng, Đô thị và Môi trường", quan_he: giao, thay: phong-kinh-te}
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan of a commune and the file of its office."""
    monkeypatch.chdir(tmp_path)
    head = PLAN.replace("tp/bac-ninh/ubnd", f"{COMMUNE}/ubnd").replace("nam: 2027", "nam: 2027\nho_so: co-quan.yaml")
    head = head.replace("[Giảm số người nghiện mới.]", "[Việc nêu tại Phụ lục.]").replace("thành phố ban", "xã ban")
    Path("kh.yaml").write_text(head + TASKS, encoding="utf-8")
    Path("co-quan.yaml").write_text(OFFICE, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app.cli, list(arguments), prog_name="soanthao")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_the_rendered_table_prints_the_own_names(office: Path) -> None:
    result = run("render", "kh.yaml", "-o", "kh.docx")
    assert result.exit_code == 0, result.stderr
    printed = lines((office / "kh.docx").read_bytes())
    assert "Phòng Văn hóa và Xã hội" in printed
    assert "Phòng Hạ tầng, Đô thị và Môi trường, Công an xã" in printed


def test_without_the_office_file_the_registrys_names_are_printed(office: Path) -> None:
    plain = Path("kh.yaml").read_text(encoding="utf-8").replace("ho_so: co-quan.yaml\n", "")
    Path("kh.yaml").write_text(plain.replace("phong-ha-tang", "phong-kinh-te"), encoding="utf-8")
    assert run("render", "kh.yaml", "-o", "kh.docx").exit_code == 0
    assert "Phòng Văn hóa - Xã hội" in lines((office / "kh.docx").read_bytes())
    Path("kh.yaml").write_text(plain, encoding="utf-8")
    result = run("validate", "kh.yaml")
    assert result.exit_code == 1 and "A001" in result.stderr


def test_the_list_of_the_plan_stands_for_that_of_the_office(office: Path) -> None:
    own = "co_quan_rieng: {id: phong-van-hoa-xa-hoi, ten: Phòng VHXH}\n"
    text = Path("kh.yaml").read_text(encoding="utf-8").replace("phong-ha-tang", "phong-kinh-te")
    Path("kh.yaml").write_text(text + own, encoding="utf-8")
    assert [entry.name for entry in load_plan(Path("kh.yaml")).document.own_agencies] == ["Phòng VHXH"]


def test_a_contradiction_is_located_in_the_file_of_the_office(office: Path) -> None:
    wrong = OFFICE + "  - {id: mat-tran-to-quoc, ten: MTTQ, quan_he: giao}\n"
    Path("co-quan.yaml").write_text(wrong, encoding="utf-8")
    result = run("validate", "kh.yaml")
    assert result.exit_code == 0 and "co-quan.yaml:4:" in result.stderr and "A020" in result.stderr
    assert run("validate", "--strict", "kh.yaml").exit_code == 1


def test_a_sheet_of_tasks_with_an_own_name_comes_back_as_its_id(office: Path) -> None:
    assert run("tasks", "export", "kh.yaml", "-o", "nv.xlsx").exit_code == 0
    loaded = load_plan(Path("kh.yaml"))
    cell = AgencyCells(loaded.document).cell("Phòng Hạ tầng, Đô thị và Môi trường")
    text = edit_plan(Path("kh.yaml").read_text(encoding="utf-8"), [Set(("nhiem_vu", 0, "chu_tri"), cell)])
    assert "chu_tri: phong-ha-tang" in text
    before = Path("kh.yaml").read_text(encoding="utf-8")
    assert run("tasks", "import", "nv.xlsx", "kh.yaml").exit_code == 0
    assert Path("kh.yaml").read_text(encoding="utf-8") == before
