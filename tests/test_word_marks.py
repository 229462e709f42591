"""Marks for later regeneration: names, digests, and what survives other programs."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines import need_office
from generator.resources import read_template
from generator.word import marks
from generator.word.archive import member, read, write
from generator.word.marks import AnnexMark, RowMark, generated_digest, is_untouched, own_item
from generator.word.xml import XmlError, parse, text_of, w
from rich_documents import rich_document, rich_printed, shipped

DOCUMENT = rich_document("ke-hoach")
TEMPLATE = shipped(DOCUMENT)
PRINTED, MARKS = rich_printed(DOCUMENT, TEMPLATE)
FRESH = TEMPLATE.render(PRINTED, MARKS).data
PARTS = read(FRESH)
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}\Z")


def bookmarks(parts: dict[str, bytes]) -> list[str]:
    return [mark.get(w("name")) for mark in parse(parts["word/document.xml"]).iter(w("bookmarkStart"))]


@given(st.sampled_from("ar"), st.lists(st.text(max_size=80), min_size=1, max_size=3))
def test_bookmark_names(kind: str, ids: list[str]) -> None:
    name = marks.bookmark(kind, *ids)
    assert NAME.match(name)
    assert name == marks.bookmark(kind, *ids)


def test_bookmark_names_differ() -> None:
    assert (
        len(
            {
                marks.bookmark("a", "x"),
                marks.bookmark("r", "x"),
                marks.bookmark("r", "x", "y"),
                marks.bookmark("r", "xy"),
                marks.bookmark("r", "y", "x"),
            }
        )
        == 5
    )


def test_every_table_and_row_is_marked_in_the_document() -> None:
    named = [annex.bookmark for annex in MARKS] + [row.bookmark for annex in MARKS for row in annex.rows]
    assert sorted(named) == sorted(bookmarks(PARTS))
    assert len(set(named)) == len(named) > 5
    ids = [mark.get(w("id")) for mark in parse(PARTS["word/document.xml"]).iter(w("bookmarkStart"))]
    assert len(set(ids)) == len(ids)


def test_bookmarks_stand_in_paragraphs_with_text() -> None:
    """LibreOffice loses or doubles those in empty paragraphs."""
    for mark in parse(PARTS["word/document.xml"]).iter(w("bookmarkStart")):
        assert mark.getparent().tag == w("p")
        assert text_of(mark.getparent()).strip()


def test_the_item_names_annexes_and_rows() -> None:
    row = RowMark('nv "1" & <2>', "st_r_1", ["aa", "bb"])
    item = parse(marks.item_xml([AnnexMark("pl-1", "st_a_1", ["tt", "noi_dung"], [row])], "abc"))
    assert item.get("vet") == "abc"
    table, line = item[0], item[0][0]
    assert dict(table.attrib) == {"ma": "pl-1", "dau": "st_a_1", "cot": "tt noi_dung"}
    assert dict(line.attrib) == {"ma": row.id, "dau": "st_r_1", "vet": "aa bb"}


# --- untouched? -------------------------------------------------------------------------------------------------------


def test_fresh_output_is_untouched() -> None:
    assert is_untouched(PARTS)
    assert own_item(PARTS) == marks.ITEM


@pytest.mark.parametrize("name", sorted(set(PARTS) - {marks.ITEM}))
def test_any_byte_of_any_other_part_counts(name: str) -> None:
    data = PARTS[name]
    for changed in (data + b" ", data[:-1], bytes([data[0] ^ 1]) + data[1:], data[:-1] + bytes([data[-1] ^ 1])):
        assert not is_untouched(PARTS | {name: changed})
    assert not is_untouched({n: d for n, d in PARTS.items() if n != name})


def test_a_part_more_or_renamed_counts() -> None:
    assert not is_untouched(PARTS | {"word/comments.xml": b"<a/>"})
    moved = dict(PARTS)
    moved["word/header9.xml"] = moved.pop("word/header1.xml")
    assert not is_untouched(moved)


def test_packing_does_not_count() -> None:
    """The digest is of the parts: another compressor, another build, equal parts."""
    assert is_untouched(read(write(member(n, d) for n, d in PARTS.items())))


def test_not_ours() -> None:
    for parts in ({}, read(read_template("ke-hoach.docx")), {n: d for n, d in PARTS.items() if n != marks.ITEM}):
        assert generated_digest(parts) is None
        assert not is_untouched(parts)


@pytest.mark.parametrize(
    "item",
    [
        b"",
        b"<a",
        b"<vanBan vet='1'/>",
        b'<x xmlns="urn:soanthao:van-ban:1" vet="1"/>',
        b'<vanBan xmlns="urn:khac" vet="1"/>',
    ],
)
def test_a_foreign_or_broken_item(item: bytes) -> None:
    assert generated_digest(PARTS | {marks.ITEM: item}) is None


def test_the_item_is_found_by_its_namespace() -> None:
    """Word renumbers items and keeps its own beside ours; another program may write other prefixes and quotes."""
    digest = generated_digest(PARTS)
    others = {n: d for n, d in PARTS.items() if n != marks.ITEM}
    moved = others | {"customXml/item1.xml": b"<b:Sources xmlns:b='urn:b'/>", "customXml/item3.xml": PARTS[marks.ITEM]}
    assert generated_digest(moved) == digest
    prefixed = f"<ns0:vanBan xmlns:ns0='{marks.NAMESPACE}' vet='{digest}'/>".encode("utf-16")
    assert generated_digest(others | {"customXml/item2.xml": prefixed}) == digest


# --- tied into the package --------------------------------------------------------------------------------------------


def test_tie_relates_and_types_the_item() -> None:
    tied = marks.tie(read(read_template("ke-hoach.docx")))
    relations = [r for r in parse(tied[marks.RELATIONS]) if r.get("Type").endswith("/customXml")]
    assert [r.get("Target") for r in relations] == ["../customXml/item1.xml"]
    types = {t.get("PartName"): t.get("ContentType") for t in parse(tied[marks.TYPES])}
    assert types["/customXml/item1.xml"] == "application/xml"
    assert types["/customXml/itemProps1.xml"].endswith("customXmlProperties+xml")
    assert marks.tie(tied) == tied


def test_tie_replaces_what_word_left() -> None:
    parts = read(read_template("ke-hoach.docx"))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
    parts[marks.RELATIONS] = parts[marks.RELATIONS].replace(
        b"</Relationships>",
        f'<Relationship Id="rId77" Target="../customXml/item4.xml" Type="{kind}"/></Relationships>'.encode(),
    )
    parts[marks.TYPES] = parts[marks.TYPES].replace(
        b"</Types>", b'<Override PartName="/customXml/itemProps4.xml" ContentType="a/b"/></Types>'
    )
    parts |= {"customXml/item4.xml": b"<a/>", "customXml/itemProps4.xml": b"<a/>"}
    tied = marks.tie(parts)
    assert not [n for n in tied if "4.xml" in n]
    assert b"item4" not in tied[marks.RELATIONS]
    assert b"itemProps4" not in tied[marks.TYPES]
    assert b"styles.xml" in tied[marks.RELATIONS]


def test_tie_makes_missing_relations_and_wants_content_types() -> None:
    parts = read(read_template("ke-hoach.docx"))
    without = {n: d for n, d in parts.items() if n != marks.RELATIONS}
    assert b"item1.xml" in marks.tie(without)[marks.RELATIONS]
    with pytest.raises(XmlError):
        marks.tie({n: d for n, d in parts.items() if n != marks.TYPES})


# --- other programs ---------------------------------------------------------------------------------------------------


def test_after_python_docx_it_is_touched_and_still_known() -> None:
    file = docx.Document(io.BytesIO(FRESH))
    file.paragraphs[-1].add_run("sửa tay")
    out = io.BytesIO()
    file.save(out)
    parts = read(out.getvalue())
    assert generated_digest(parts) == generated_digest(PARTS)
    assert not is_untouched(parts)
    assert bookmarks(parts) == bookmarks(PARTS)


def test_after_libreoffice_it_is_touched_and_still_known(tmp_path: Path) -> None:
    office = need_office()
    (tmp_path / "a.docx").write_bytes(FRESH)
    subprocess.run(
        [
            str(office),
            f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}",
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            str(tmp_path / "out"),
            str(tmp_path / "a.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    parts = read((tmp_path / "out" / "a.docx").read_bytes())
    assert generated_digest(parts) == generated_digest(PARTS)
    assert not is_untouched(parts)
    assert sorted(n for n in bookmarks(parts) if n.startswith("st_")) == sorted(bookmarks(PARTS))
    item = parse(parts[own_item(parts) or ""])
    assert len(item) == len(MARKS)
