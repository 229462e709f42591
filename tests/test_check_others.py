"""The parts beside the main one are proved too: well formed, no tag left, the subject as title."""

from __future__ import annotations

import pytest

from builders import document
from generator.check import prove_others

SUBJECT = "Thử {{ ngoặc }} & nháy"


def codes(**parts: str) -> list[str]:
    others = {name.replace("__", "/").replace("_xml", ".xml"): text.encode() for name, text in parts.items()}
    return [p.code for p in prove_others(others, document(trich_yeu=SUBJECT))]


def test_the_letters_of_the_subject_are_no_tag() -> None:
    core = "<c><t>Thử {{ ngoặc }} &amp; nháy</t></c>"
    assert codes(docProps__core_xml=core, word__header1_xml="<h>Trang 2</h>") == []


@pytest.mark.parametrize(
    ("xml", "code"),
    [("<h>{{ so }}</h>", "H002"), ("<h>{% if mau %}</h>", "H002"), ("<h>Trang", "H001"), ("<h>&so;</h>", "H001")],
)
def test_a_fault_of_a_header_is_told(xml: str, code: str) -> None:
    assert codes(word__header1_xml=xml) == [code]


def test_a_title_that_is_not_the_subject_is_told() -> None:
    assert codes(docProps__core_xml="<c><t>Một tên khác</t></c>") == ["H003"]
    assert codes(word__header1_xml="<h>Một tên khác</h>") == []
