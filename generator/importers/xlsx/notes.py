"""What hangs on a sheet besides its cells: comments old and new, text boxes and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from openpyxl.comments.comment_sheet import CommentSheet
from openpyxl.utils.cell import coordinate_from_string

from generator.flow import Remark
from generator.importers.xlsx.sheet import Sheet

Links = Sequence[tuple[str, str]]
"""The parts that hang on a sheet: (last word of the relation's type, name of the part)."""

_THREADS = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ON_SHEET = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def remarks(sheet: Sheet, links: Links, parts: Mapping[str, bytes]) -> Iterator[Remark]:
    """The comments of a sheet; one that is a thread is read from there, not from the stand-in for older Excels."""
    people = _people(parts)
    threads = [made for kind, name in links if kind == "threadedComment" and name in parts
               for made in _threads(sheet, ElementTree.fromstring(parts[name]), people)]  # fmt: skip
    yield from threads
    for kind, name in links:
        if kind == "comments" and name in parts:
            yield from _comments(sheet, parts[name], skip_threads=bool(threads))


def _comments(sheet: Sheet, source: bytes, *, skip_threads: bool) -> Iterator[Remark]:
    tree: Any = ElementTree.fromstring(source)
    read: Any = CommentSheet.from_tree(tree)
    for reference, comment in read.comments:
        author = comment.author or ""
        if not (skip_threads and author.startswith("tc=")):
            yield Remark("comment", author, "", _place(sheet, reference), (comment.text or "").strip())


def _threads(sheet: Sheet, root: ElementTree.Element, people: Mapping[str, str]) -> Iterator[Remark]:
    for thread in root.iter(f"{_THREADS}threadedComment"):
        author = people.get(thread.get("personId", ""), "")
        text = "".join(thread.findtext(f"{_THREADS}text") or "")
        yield Remark("comment", author, thread.get("dT", ""), _place(sheet, thread.get("ref", "")), text.strip())


def _people(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The names of those who wrote in threads, by their id."""
    found = {}
    for name in sorted(parts):
        if name.startswith("xl/persons/") and name.endswith(".xml"):
            for person in ElementTree.fromstring(parts[name]).iter(f"{_THREADS}person"):
                found[person.get("id", "")] = person.get("displayName", "")
    return found


def _place(sheet: Sheet, reference: str) -> str:
    return sheet.place(coordinate_from_string(reference.partition(":")[0])[1])


def drawn(links: Links, parts: Mapping[str, bytes]) -> tuple[list[str], int]:
    """The texts of the text boxes on a sheet, and how many boxes, pictures and charts there are."""
    texts: list[str] = []
    count = 0
    for kind, name in links:
        if kind == "drawing" and name in parts:
            root = ElementTree.fromstring(parts[name])
            count += sum(1 for child in root for _ in _things(child))
            texts += [text for paragraph in root.iter(f"{_DRAWN}p") if (text := _text(paragraph))]
    return texts, count


def _things(anchor: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """What one anchor holds: a shape, a picture, a frame with a chart, a group of them."""
    kinds = {f"{_ON_SHEET}{kind}" for kind in ("sp", "pic", "graphicFrame", "grpSp", "cxnSp")}
    return (child for child in anchor.iter() if child.tag in kinds)


def _text(paragraph: ElementTree.Element) -> str:
    return " ".join("".join(piece.text or "" for piece in paragraph.iter(f"{_DRAWN}t")).split())
