"""``soanthao new``: each of the types of Điều 7 gets a skeleton that renders and says only what is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import norm
from generator.cli.files import skeleton, write_new
from generator.load import parse_plan
from generator.model import Document
from generator.pipeline import Press, make, read_bytes, validate
from generator.problems import ProblemsError
from generator.resources import template_names

TYPES = sorted(norm.document_types())
OF_TEMPLATE = {norm.document_types()[kind].template: kind for kind in TYPES}  # one type for each skeleton
TOP_KEYS = {field.alias or name for name, field in Document.model_fields.items()}
REQUIRED = {field.alias for field in Document.model_fields.values() if field.is_required()}


@pytest.fixture(scope="module")
def press() -> Press:
    """Templates compiled once for all types."""
    return Press()


def uncommented(text: str) -> list[str]:
    """The top-level keys that comments offer (``# do_khan: khan``)."""
    return re.findall(r"^# ([a-z_]+): ", text, re.MULTILINE)


def test_there_is_a_skeleton_for_every_template() -> None:
    assert len(TYPES) == 29
    assert sorted(template_names()) == sorted(OF_TEMPLATE)


@pytest.mark.parametrize("kind", TYPES)
def test_a_skeleton_validates_renders_and_proves_without_a_finding(kind: str, press: Press) -> None:
    loaded = parse_plan(skeleton(kind), f"{kind}.yaml")
    assert loaded.document.type.id == kind
    assert [(p.place, p.code) for p in validate(loaded)] == []
    product = make(loaded, press)
    assert product.findings == ()
    assert product.data.startswith(b"PK")


@pytest.mark.parametrize("kind", OF_TEMPLATE.values())
def test_a_skeleton_says_which_keys_are_needed_and_offers_only_keys_that_exist(kind: str) -> None:
    text = skeleton(kind)
    offered = set(uncommented(text))
    assert offered <= TOP_KEYS
    for key in REQUIRED:
        before = text[: text.index(f"\n{key}:")].splitlines()
        comment = [line for line in before[-6:] if line.startswith("#")]
        assert any("(bắt buộc" in line for line in comment), key


@pytest.mark.parametrize("kind", OF_TEMPLATE.values())
def test_a_skeleton_invents_nothing_that_only_the_records_office_knows(kind: str) -> None:
    loaded = parse_plan(skeleton(kind), kind)
    document = loaded.document
    assert (document.number, document.date, document.status) == (None, None, "du_thao")
    assert [signer.name for signer in document.signers] == [None]
    assert "…" in document.subject + "".join(document.opening)


@pytest.mark.parametrize("kind", OF_TEMPLATE.values())
def test_a_skeleton_names_its_schema_on_the_first_line_and_keeps_short_lines(kind: str) -> None:
    lines = skeleton(kind).splitlines()
    assert lines[0] == "# yaml-language-server: $schema=../docs/schema/van-ban.schema.json"
    assert any("soanthao schema -o ../docs/schema/van-ban.schema.json" in line for line in lines)
    assert max(map(len, lines)) <= 120


def test_the_attached_document_offered_in_a_comment_works(press: Press) -> None:
    text = skeleton("quyet-dinh")
    start = text.index("# van_ban_kem_theo:")
    end = text.index("\n\n", start)
    opened = re.sub(r"^# ", "", text[start:end], flags=re.MULTILINE)
    loaded = parse_plan(text[:start] + opened + text[end:], "quyet-dinh.yaml")
    assert len(loaded.document.attached) == 1
    assert make(loaded, press).data


def test_the_head_decides_when_the_comment_is_followed(press: Press) -> None:
    """The remedy in the comment (nguoi_dung_dau, no tm) is right; half of it is the error N011."""
    text = skeleton("ke-hoach").replace("tham_quyen: tap_the", "tham_quyen: nguoi_dung_dau")
    with pytest.raises(ProblemsError) as refused:
        make(parse_plan(text, "ke-hoach.yaml"), press)
    assert [p.code for p in refused.value.problems if p.severity == "loi"] == ["N011"]
    whole = text.replace("  quyen_han:\n    - tm: Ủy ban nhân dân\n", "")
    whole = whole.replace("Ủy ban nhân dân thành phố ban hành", "Chủ tịch UBND thành phố ban hành")
    assert make(parse_plan(whole, "ke-hoach.yaml"), press).findings == ()


def test_new_writes_the_skeleton_and_never_over_a_file(tmp_path: Path) -> None:
    out = tmp_path / "thư mục mới" / "kế hoạch.yaml"
    write_new("ke-hoach", out, force=False)
    assert read_bytes(out).decode("utf-8") == skeleton("ke-hoach")
    out.write_text("của tôi", encoding="utf-8")
    with pytest.raises(ProblemsError) as refused:
        write_new("ke-hoach", out, force=False)
    assert [p.code for p in refused.value.problems] == ["G004"]
    assert out.read_text(encoding="utf-8") == "của tôi"
    write_new("ke-hoach", out, force=True)
    assert out.read_text(encoding="utf-8") == skeleton("ke-hoach")
