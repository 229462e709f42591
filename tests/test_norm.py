"""The data of the norm against the digest of the decree, and against themselves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import norm
from generator.resources import read_text

SOURCE = re.compile(r"(?:điểm [a-zđ] )?(?:khoản \d+(?:, \d+)* )?(?:ghi chú )?Mục [IV]+|Mẫu \d\.\d Phụ lục III|Điều \d+")
NOT_PRINTED = {"pl_ks", "luuhanh", "soanthao", "diachi"}
"""Components of the decree that no template of ours prints."""
SILENT = {"muc_b": "both", "khoan_td": "both"}
"""The decree does not say how headings are aligned; ours are justified as the text they belong to is."""


@pytest.fixture(scope="module")
def block(shared: Path) -> dict[str, Any]:
    """The parameter block of the digest (section 9)."""
    digest = shared / "reference" / "the-thuc-nd30.md"
    if not digest.is_file():
        pytest.skip("the digest of the decree is not beside this checkout")
    found = re.search(r"^## 9\..*?```yaml\n(.*?)```", digest.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert found
    return dict(yaml.safe_load(found[1]))


def data() -> dict[str, Any]:
    return dict(yaml.safe_load(read_text(f"norm/{norm.PROFILE}.yaml")))


def test_every_component_is_the_digest_s(block: dict[str, Any]) -> None:
    ours = norm.components()
    assert set(block["styles"]) - set(ours) == NOT_PRINTED
    for name in set(block["styles"]) - NOT_PRINTED:
        low, high, bold, italic, caps, align = block["styles"][name]
        own = ours[name]
        assert (own.size_pt, own.bold, own.italic, own.caps) == ((low, high), bold, italic, caps), name
        assert own.align == SILENT.get(name, align), name


def test_running_text_is_the_digest_s(block: dict[str, Any]) -> None:
    theirs, ours = block["body"], norm.running_text()
    assert norm.components()["body"].size_pt == tuple(theirs["size_pt"])
    assert norm.components()["body"].align == theirs["align"]
    assert ours.first_line_cm == tuple(theirs["first_line_cm"])
    assert (ours.gap_min_pt, ours.spacing) == (theirs["para_gap_min_pt"], (theirs["line_min"], theirs["line_max"]))


def test_page_and_page_numbers_are_the_digest_s(block: dict[str, Any]) -> None:
    theirs, ours = block["page"], norm.page()
    assert (ours.width_mm, ours.height_mm, ours.font) == (theirs["w_mm"], theirs["h_mm"], theirs["font"])
    english = {"tren": "top_mm", "duoi": "bottom_mm", "trai": "left_mm", "phai": "right_mm"}
    assert ours.margins_mm == {edge: tuple(theirs[key]) for edge, key in english.items()}
    number = norm.components()["sotrang"]
    assert number.size_pt == tuple(block["page_number"]["size_pt"]) and not number.bold and not number.italic
    assert number.align == "center" and data()["so_trang"]["co"] == block["page_number"]["size_pt"]
    assert {c.color for c in norm.components().values()} == {theirs["color"], "FF0000"}


def test_size_sets_rules_and_stamps_are_the_digest_s(block: dict[str, Any]) -> None:
    assert norm.size_sets() == block["size_sets"]
    assert {stamp.text: [stamp.width_mm, stamp.height_mm] for stamp in norm.stamps().values()} == block["stamps_mm"]
    for name in ("tn", "cq", "trichyeu"):
        assert norm.rule_range(name) == pytest.approx(block["rules"][name], abs=0.001)


def test_what_we_choose_lies_in_what_is_allowed() -> None:
    page, text = norm.page(), norm.running_text()
    assert all(low <= page.chosen_mm[edge] <= high for edge, (low, high) in page.margins_mm.items())
    assert text.first_line_cm[0] <= text.chosen["dong_dau_cm"] <= text.first_line_cm[1]
    assert text.spacing[0] <= text.chosen["gian_dong"] <= text.spacing[1]
    assert text.chosen["cach_doan_pt"] >= text.gap_min_pt
    for name in ("tn", "cq", "trichyeu"):
        low, high = norm.rule_range(name)
        assert low <= norm.rule_share(name) <= high
    for size_set in "AB":
        for name, component in norm.components().items():
            assert component.size_pt[0] <= norm.size_pt(name, size_set) <= component.size_pt[1]
        assert norm.size_sets()[size_set] == {n: norm.size_pt(n, size_set) for n in norm.size_sets()[size_set]}


def test_every_datum_has_its_source() -> None:
    for name, component in norm.components().items():
        assert component.free != bool(component.source), name
        assert component.free or SOURCE.fullmatch(component.source), name
    groups = {name: group for name, group in data().items() if isinstance(group, dict)}
    named = groups.pop("nguon")
    for name, group in groups.items():
        each = [row.get("nguon", "") for row in group.values() if isinstance(row, dict)]
        own = [group["nguon"]] if "nguon" in group else [named[name]] if name in named else each
        said = [text for text in own if text != "không quy định"]
        if name == "thanh_phan":
            continue  # each component above
        assert own and all(SOURCE.match(text) for text in said), name


def test_styles_are_told_apart_by_name() -> None:
    assert len(norm.component_of_style()) == len(norm.components())
    assert norm.component_of_style()["VB Quốc hiệu"].id == "qh"


def test_every_type_has_a_name_a_code_of_its_own_and_a_template() -> None:
    types = norm.document_types()
    codes = [kind.code for kind in types.values() if kind.code]
    assert len(types) == 29 and len(set(codes)) == len(codes) == 27
    assert {name for name, kind in types.items() if not kind.code} == {"cong-van", "thu-cong"}
    assert all(kind.numbering and kind.template for kind in types.values())


def test_the_nearest_word_is_near_or_none() -> None:
    assert norm.nearest("ke-hoac", norm.document_types()) == "ke-hoach"
    assert norm.nearest("xyz", norm.document_types()) == ""
