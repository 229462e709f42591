"""Strict XML: nothing repaired, nothing fetched, nothing expanded."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.word.xml import NS, XmlError, own_nodes, parse, printed_text, text_of, w

BOMB = '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><a>&z;</a>'
BAD = [
    b"",
    b"<a>",
    b"<a></b>",
    b"<a>&b;</a>",
    b"<a>\xff</a>",
    b"<a>\x00</a>",
    b"<a b=1/>",
    b"<a/><b/>",
    b"<w:a/>x",
    b"<a>&#8;</a>",
    BOMB.encode(),
    b"<!DOCTYPE a SYSTEM 'http://example.com/a.dtd'><a/>",
    b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
    ('<?xml version="1.0" encoding="utf-16"?>' + BOMB).encode("utf-16"),
    b'<?xml version="1.0" encoding="x-none"?><a/>',
]


@pytest.mark.parametrize("data", BAD)
def test_refused(data: bytes) -> None:
    with pytest.raises(XmlError):
        parse(data)
    with pytest.raises(XmlError):
        printed_text(data)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"<a>A &amp; B &lt;b&gt; &#272;</a>", "A & B <b> Đ"),
        ("<a>Đ<b> ê</b>\n</a>".encode(), "Đ ê\n"),
        (b"\xef\xbb\xbf<a>x</a>", "x"),
        ('<?xml version="1.0" encoding="utf-16"?><a>Đ</a>'.encode("utf-16"), "Đ"),
        (b"<a><![CDATA[<b>]]></a>", "<b>"),
        (b"<a><!-- DOCTYPE --></a>", ""),
    ],
)
def test_taken(data: bytes, text: str) -> None:
    assert printed_text(data) == text
    assert "".join(parse(data).itertext(etree.Element)) == text or "".join(parse(data).xpath("//text()")) == text


def paragraph(inner: str) -> etree._Element:
    return parse(f'<w:p xmlns:w="{NS["w"]}">{inner}</w:p>'.encode())


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r>", "a\tb\nc-"),
        ("<w:pPr><w:tabs><w:tab w:pos='1'/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r>", "a"),
        (
            "<w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent><w:r><w:t>b</w:t></w:r></w:sdtContent></w:sdt>",
            "ab",
        ),
        ("<w:ins><w:r><w:t>a</w:t></w:r></w:ins><w:del><w:r><w:delText>b</w:delText></w:r></w:del>", "a"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>", ""),
        (
            "<w:r><w:t>a</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
            "a",
        ),
        ("<w:r><w:t/></w:r>", ""),
    ],
)
def test_text_of(inner: str, text: str) -> None:
    assert text_of(paragraph(inner)) == text


def test_own_nodes_keeps_order() -> None:
    found = own_nodes(
        paragraph("<w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>b</w:delText></w:r></w:del>"), "t", "delText"
    )
    assert [(n.tag, n.text) for n in found] == [(w("t"), "a"), (w("delText"), "b")]
