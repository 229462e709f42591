"""What Word writes of the person who saved a template is not carried into documents."""

from __future__ import annotations

import re

import pytest

from generator.check import form_profile
from generator.resources import read_template
from generator.template import compile_template
from generator.word.archive import member, read, write
from generator.word.properties import PERSONAL, without_people

CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t" xmlns:xsi="x"><dc:title>Tiêu đề</dc:title>'
    "<dc:creator>Nguyễn Văn A</dc:creator><cp:lastModifiedBy>Trần B</cp:lastModifiedBy><cp:revision>7</cp:revision>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created><dc:language>vi-VN</dc:language>'
    "</cp:coreProperties>"
)


def test_person_and_dates_go_and_the_rest_stays() -> None:
    left = without_people({"docProps/core.xml": CORE.encode(), "word/document.xml": b"<dc:creator>A</dc:creator>"})
    core = left["docProps/core.xml"].decode()
    assert re.findall(r"<(\w+:\w+)>", core) == ["dc:title", "dc:language"]
    assert left["word/document.xml"] == b"<dc:creator>A</dc:creator>", "only the properties are touched"


@pytest.mark.parametrize("name", PERSONAL)
def test_an_element_goes_whether_filled_or_empty(name: str) -> None:
    xml = f"<P><{name}>A</{name}><x:{name}/><{name}s>B</{name}s></P>".encode()
    assert without_people({"docProps/app.xml": xml})["docProps/app.xml"] == f"<P><{name}s>B</{name}s></P>".encode()


def test_a_template_saved_by_a_person_in_word_is_usable() -> None:
    parts = read(read_template("ke-hoach.docx"))
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(
        b"<dc:language>", "<dc:creator>Nguyễn Văn A</dc:creator><dc:language>".encode()
    )
    assert [p.code for p in form_profile(parts).problems] == ["H015"]
    saved = compile_template(write(member(name, data) for name, data in parts.items()), "ke-hoach")
    assert form_profile(saved.parts).problems == ()
