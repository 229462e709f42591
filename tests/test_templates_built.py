"""The shipped templates: made from the norm alone, committed as they are made, and in order."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from generator.templates import build
from generator.templates import styles as style_part
from lxml import etree

from generator import norm
from generator.check import form_profile
from generator.norm import MM_TWIPS
from generator.printed import BLOCK_KINDS
from generator.resources import read_template, template_names
from generator.template import check_template, compile_template
from generator.word.archive import read
from generator.word.styles import Styles
from generator.word.xml import NS, parse, text_of, w
from rich_documents import rich_document, rich_printed, shipped

FOLDERS = {"A": "", "B": "bo-b/"}
TEMPLATES = [(name, size_set) for name in build.FORMS for size_set in FOLDERS]
all_templates = pytest.mark.parametrize(("name", "size_set"), TEMPLATES)
DOCUMENT = "word/document.xml"


def committed(name: str, size_set: str) -> dict[str, bytes]:
    return read(read_template(f"{FOLDERS[size_set]}{name}.docx"))


def built(name: str, size_set: str) -> dict[str, bytes]:
    return read(build.build(name, size_set))


def styles(parts: dict[str, bytes]) -> Styles:
    return Styles(parse(parts["word/styles.xml"]))


# --- committed files and script ---------------------------------------------------------------------------------------


def test_every_template_is_shipped_in_both_sets() -> None:
    assert set(template_names()) == set(build.FORMS)
    assert {kind.template for kind in norm.document_types().values()} <= set(build.FORMS)


@all_templates
def test_committed_files_are_what_the_script_makes(name: str, size_set: str) -> None:
    """Part by part, so that another compressor makes no difference; rebuild: python -m generator.templates.build."""
    here, made = committed(name, size_set), built(name, size_set)
    assert sorted(here) == sorted(made)
    assert [part for part in here if here[part] != made[part]] == []


def test_the_script_writes_both_folders(tmp_path: Path) -> None:
    build.main(tmp_path)
    files = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.docx"))
    assert files == sorted(f"{FOLDERS[size_set]}{name}.docx" for name, size_set in TEMPLATES)
    assert read((tmp_path / "bo-b" / "ke-hoach.docx").read_bytes()) == committed("ke-hoach", "B")


@all_templates
def test_in_order(name: str, size_set: str) -> None:
    data = read_template(f"{FOLDERS[size_set]}{name}.docx")
    assert check_template(data) == []
    assert form_profile(read(data)).problems == ()
    assert compile_template(data, name).prototype is not None


# --- one change of the decree is one change in data -------------------------------------------------------------------


@pytest.mark.parametrize("component", sorted(norm.components()))
@pytest.mark.parametrize("size_set", FOLDERS)
def test_a_component_prints_as_the_norm_says(component: str, size_set: str) -> None:
    known, c = styles(committed("quyet-dinh", size_set)), norm.components()[component]
    run, paragraph = known.run_format(known.ids[c.style]), known.paragraph_format(known.ids[c.style])
    assert run.size_pt == norm.size_pt(component, size_set)
    assert (run.bold, run.italic, run.color) == (c.bold, c.italic, c.color)
    assert set(run.fonts) == {norm.page().font}
    assert paragraph.align == c.align
    if c.running:
        assert paragraph.first_line == round(norm.running_text().chosen["dong_dau_cm"] * 567)


def changed(monkeypatch: pytest.MonkeyPatch, component: str, **values: object) -> dict[str, bytes]:
    """The parts of a template built from a norm in which one component is changed."""
    known = dict(norm.components())
    known[component] = dataclasses.replace(known[component], **values)  # type: ignore[arg-type]
    monkeypatch.setattr(norm, "components", lambda: known)
    monkeypatch.setattr(build, "components", lambda: known)
    monkeypatch.setattr(style_part, "components", lambda: known)
    return built("ke-hoach", "A")


@pytest.mark.parametrize("component", ["qh", "body", "trichyeu", "noinhan_ds", "bang_chu"])
def test_a_size_changed_in_the_norm_changes_that_style_alone(component: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = built("ke-hoach", "A"), changed(monkeypatch, component, size_pt=(9.0, 9.5))
    old, new = styles(before), styles(after)
    different = {id for id in old.names if old.run_format(id) != new.run_format(id)}
    own = old.ids[norm.components()[component].style]
    # the running text gives its size to the document's defaults too, and so to the style "Normal"
    assert different == {own} | ({"Normal"} if component == "body" else set())
    assert new.run_format(own).size_pt == 9.5


def test_weight_and_colour_changed_in_the_norm(monkeypatch: pytest.MonkeyPatch) -> None:
    known = styles(changed(monkeypatch, "trichyeu", bold=False, italic=True, color="112233"))
    found = known.run_format(known.ids["VB Trích yếu"])
    assert (found.bold, found.italic, found.color) == (False, True, "112233")


def test_a_margin_changed_in_the_norm(monkeypatch: pytest.MonkeyPatch) -> None:
    page = norm.page()
    wide = dataclasses.replace(page, chosen_mm=page.chosen_mm | {"trai": 35.0})
    monkeypatch.setattr(norm, "page", lambda: wide)
    sections = list(parse(built("ke-hoach", "A")[DOCUMENT]).iter(w("pgMar")))
    assert len(sections) == 3
    assert {round(int(s.get(w("left"))) / MM_TWIPS) for s in sections} == {35}


def test_sizes_move_together_in_both_sets() -> None:
    for size_set, wanted in norm.size_sets().items():
        known = styles(committed("ke-hoach", size_set))
        found = {name: known.run_format(known.ids[norm.components()[name].style]).size_pt for name in wanted}
        assert found == wanted


# --- what stands in them ----------------------------------------------------------------------------------------------


@all_templates
def test_every_kind_of_block_has_its_branch(name: str, size_set: str) -> None:
    text = text_of(parse(committed(name, size_set)[DOCUMENT]))
    assert set(re.findall(r"k\.kieu == '(\w+)'", text)) == set(BLOCK_KINDS)


@pytest.mark.parametrize(
    ("name", "has", "lacks"),
    [
        ("ke-hoach", {"ten_loai", "kem_theo", "trich_yeu"}, {"kinh_gui", "tham_quyen", "V/v"}),
        ("quyet-dinh", {"ten_loai", "tham_quyen"}, {"kinh_gui", "V/v"}),
        ("cong-van", {"kinh_gui", "V/v", "trich_yeu"}, {"ten_loai", "tham_quyen"}),
        ("to-trinh", {"kinh_gui", "ten_loai"}, {"tham_quyen", "V/v"}),
        ("van-ban-co-ten-loai", {"kinh_gui", "ten_loai"}, {"tham_quyen", "V/v"}),
    ],
)
def test_forms(name: str, has: set[str], lacks: set[str]) -> None:
    text = re.sub(r"'\w+'", "", text_of(parse(committed(name, "A")[DOCUMENT])))
    words = set(re.findall(r"V/v|[a-z_]+", text))
    assert has <= words
    assert not lacks & words


@all_templates
def test_stamps_are_as_large_as_the_decree_says(name: str, size_set: str) -> None:
    """Điểm b khoản 2 Mục III: HỎA TỐC 30 × 8, THƯỢNG KHẨN 40 × 8, KHẨN 20 × 8 mm; the words fit on one line."""
    wanted = {"HỎA TỐC": (30, 8), "THƯỢNG KHẨN": (40, 8), "KHẨN": (20, 8)}
    found = {}
    for table in parse(committed(name, size_set)[DOCUMENT]).iter(w("tbl")):
        if (text := text_of(table)) in wanted:
            height = table.find(f".//{w('trHeight')}")
            widths = [int(e.get(w("w"))) for tag in ("tblW", "gridCol", "tcW") for e in table.iter(w(tag))]
            assert len(set(widths)) == 1
            assert height.get(w("hRule")) == "exact"
            found[text] = (round(widths[0] / MM_TWIPS, 1), round(int(height.get(w("val"))) / MM_TWIPS, 1))
            margins = [edge for edge in table.find(f".//{w('tblCellMar')}") if edge.get(w("w")) != "0"]
            assert not margins
            assert build.width_pt(text, norm.size_pt("khan", size_set), bold=True) < widths[0] / 20
    assert found == wanted


@pytest.mark.parametrize("size_set", FOLDERS)
def test_number_and_date_stand_on_one_line(size_set: str) -> None:
    known = styles(committed("ke-hoach", size_set))

    def baseline(component: str) -> float:
        id = known.ids[norm.components()[component].style]
        return known.paragraph_format(id).before / 20 + style_part.ASCENT * known.run_format(id).size_pt

    assert baseline("so") == pytest.approx(baseline("diadanh"), abs=0.05)


@all_templates
def test_the_rule_is_drawn_under_each_of_the_three(name: str, size_set: str) -> None:
    """Drawn as a line in a paragraph of its own; no underlines, no underscores, no borders of paragraphs."""
    data = committed(name, size_set)[DOCUMENT]
    names = [e.get("name") for e in parse(data).iter(f"{{{NS['wp']}}}docPr")]
    assert {"duong_ke.cq", "duong_ke.tn", "duong_ke.trichyeu"} <= set(names)
    for mark in (b"<w:u ", b"____", b"<w:pBdr"):
        assert mark not in data


@all_templates
def test_the_page_number_is_in_the_head_and_hidden_on_the_first_page(name: str, size_set: str) -> None:
    parts = committed(name, size_set)
    assert b" PAGE " in parts["word/header1.xml"]
    assert b"PAGE" not in parts["word/header2.xml"]
    for section in parse(parts[DOCUMENT]).iter(w("sectPr")):
        assert section.find(w("titlePg")) is not None
        assert section.find(w("pgNumType")).get(w("start")) == "1"
        heads = {e.get(w("type")) for e in section.iterchildren(w("headerReference"))}
        assert heads == {"default", "first"}


@all_templates
def test_quoc_hieu_fits_on_one_line(name: str, size_set: str) -> None:
    room = norm.layout_mm("bang_dau_trang")["phai"] * build.PT_PER_MM
    assert build.width_pt(norm.QUOC_HIEU, norm.size_pt("qh", size_set), bold=True) < room
    layout = norm.layout_mm("bang_dau_trang")
    page = norm.page()
    assert sum(layout.values()) <= page.width_mm - page.chosen_mm["trai"] - page.chosen_mm["phai"]


@all_templates
def test_a_paragraph_opens_the_document(name: str, size_set: str) -> None:
    """Where a table does, LibreOffice sets the head of a document with footnotes one line too low."""
    first = parse(committed(name, size_set)[DOCUMENT])[0][0]
    assert first.tag == w("p")
    assert styles(committed(name, size_set)).paragraph_format(style_part.style_id("hetphan")).line == 20
    assert not text_of(first)


@all_templates
def test_vietnamese_and_no_one_in_particular(name: str, size_set: str) -> None:
    parts = committed(name, size_set)
    assert b'<w:lang w:val="vi-VN"' in parts["word/styles.xml"]
    assert b"<dc:language>vi-VN</dc:language>" in parts["docProps/core.xml"]
    for word in (b"creator", b"lastModifiedBy", b"Company", b"rsid", b"created"):
        assert not any(word in data for data in parts.values())


@all_templates
def test_small(name: str, size_set: str) -> None:
    """python-docx's stock file drags 790 KB of styles along."""
    assert sum(map(len, committed(name, size_set).values())) < 150_000


# --- printed ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("urgency", "stamp"), [("khan", "KHẨN"), ("thuong_khan", "THƯỢNG KHẨN"), ("hoa_toc", "HỎA TỐC"), (None, None)]
)
def test_one_stamp_is_printed(urgency: str | None, stamp: str | None) -> None:
    found = [text_of(t) for t in tables(do_khan=urgency) if text_of(t) in ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC")]
    assert found == ([stamp] if stamp else [])


def tables(**changes: object) -> list[etree._Element]:
    document = rich_document("ke-hoach", **changes)
    template = shipped(document)
    printed, marks = rich_printed(document, template)
    return list(parse(template.render(printed, marks).document).iter(w("tbl")))


@pytest.mark.parametrize(("status", "boxes"), [("du_thao", ["DỰ THẢO LẦN 2"]), ("trinh_ky", [])])
def test_the_draft_box(status: str, boxes: list[str]) -> None:
    assert [text_of(t) for t in tables(trang_thai=status) if text_of(t).startswith("DỰ THẢO")] == boxes


def test_the_prototype_table_is_never_printed() -> None:
    assert not [t for t in tables() if "Cơ quan, thời gian" in text_of(t)]


@pytest.mark.parametrize("signers", [1, 2, 3, 4])
def test_signatures_hold_together(signers: int) -> None:
    """Every row of a signature table stays whole, and every line of it is kept with the next."""
    people = [{"chuc_vu": f"Chức vụ {i}", "ho_ten": f"Họ tên {i}"} for i in range(signers)]
    table = next(t for t in tables(nguoi_ky=people) if "CHỨC VỤ 0" in text_of(t))
    rows = list(table.iterchildren(w("tr")))
    assert len(rows) == (1 if signers == 1 else 2 * ((signers + 1) // 2))  # titles, then names, two by two
    assert all(row.find(f"{w('trPr')}/{w('cantSplit')}") is not None for row in rows)
    names = [text_of(p) for p in table.iter(w("p")) if text_of(p).startswith("Họ tên")]
    assert names == [f"Họ tên {i}" for i in range(signers)]
    known = styles(committed("ke-hoach", "A"))
    for paragraph in table.iter(w("p")):
        properties = paragraph.find(w("pPr"))
        assert known.paragraph_format(properties.find(w("pStyle")).get(w("val")), properties).keep_next
