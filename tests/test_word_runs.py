"""Runs: every letter of a plan is a letter of the document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.inline import Run, parse
from generator.word.runs import runs_xml, text_xml
from generator.word.xml import NS, W, text_of, w
from generator.word.xml import parse as parse_xml

# what XML can hold; a carriage return comes back as a line feed
TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"), max_size=60)


def tree(xml: str) -> etree._Element:
    return parse_xml(f'<w:p xmlns:w="{NS["w"]}">{xml}</w:p>'.encode())


@pytest.mark.parametrize(
    "text",
    [
        "A & B",
        "a < b > c",
        "{{ so }}",
        "{% if x %}",
        "{_{",
        "“ngoặc” 'nháy' \"kép\"",
        "]]>",
        "&amp;",
        "  hai  cách  ",
        "a\nb",
        "a\tb",
        "\n",
        "a\n\nb\tc",
        "",
    ],
)
def test_letters_stay_letters(text: str) -> None:
    assert text_of(tree(f"<w:r>{text_xml(text)}</w:r>")) == text


@given(TEXT)
def test_any_text(text: str) -> None:
    assert text_of(tree(f"<w:r>{text_xml(text)}</w:r>")) == text


def test_breaks_and_tabs_are_elements() -> None:
    xml = text_xml("a\nb\tc")
    assert xml.count("<w:br/>") == 1
    assert xml.count("<w:tab/>") == 1
    assert "\n" not in xml
    assert "\t" not in xml


def test_formats() -> None:
    runs = tree(runs_xml(parse("a **b *c***^2^"))).findall(w("r"))
    marks = [[child.tag.removeprefix(W) for child in run.iterfind(f"{w('rPr')}/*")] for run in runs]
    assert marks == [[], ["b", "bCs"], ["b", "bCs", "i", "iCs"], ["vertAlign"]]


def test_base_formatting_is_kept_and_never_doubled() -> None:
    xml = runs_xml(parse("a**b**"), base='<w:b/><w:bCs/><w:color w:val="FF0000"/>')
    assert xml.count("<w:b/>") == 2
    assert xml.count("<w:color") == 2


def test_references_and_notes() -> None:
    xml = runs_xml(parse("Xem [[xem: a]][^n]."), resolve={"a": "Mục I & II"}.__getitem__, note={"n": 3}.__getitem__)
    assert text_of(tree(xml)) == "Xem Mục I & II."
    assert '<w:footnoteReference w:id="3"/>' in xml
    assert xml.index("footnoteReference") < xml.index(">.<")


def test_an_empty_run_leaves_nothing() -> None:
    assert runs_xml([Run("")]) == ""
    assert runs_xml([Run(footnote="a")]) == ""  # a place without footnotes, a table head say
