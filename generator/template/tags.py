"""Where the tags of a template part stand: paragraph by paragraph, with the formatting of the runs that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from generator.problems import N_, Words, joined
from generator.word.xml import own_nodes, w

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TRACKED = [w(name) for name in ("ins", "del", "moveFrom", "moveTo")]
_NO_LOOK = {w("lang"), w("noProof")}  # what Word strews over runs that print alike


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph's text in one run: start, end, formatting, whether it is a tracked change, its node."""

    start: int
    end: int
    look: tuple[bytes, ...]
    tracked: bool
    node: etree._Element


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a part: its element, its text (deleted text too) in pieces, and its place in words."""

    element: etree._Element
    text: str
    pieces: list[Piece]
    place: Words

    @property
    def tags(self) -> list[re.Match[str]]:
        """The tags that stand whole in this paragraph."""
        return list(TAG.finditer(self.text))

    def covering(self, tag: re.Match[str]) -> list[Piece]:
        """The pieces that hold a tag."""
        return [p for p in self.pieces if p.start < tag.end() and p.end > tag.start()]


def paragraphs(part: str, tree: etree._Element) -> Iterator[Paragraph]:
    """The paragraphs of a part, numbered from 1 in the order of the file; those of text boxes are their own."""
    for number, element in enumerate(tree.iter(w("p")), 1):
        text, pieces = _pieces(element)
        yield Paragraph(element, text, pieces, _place(part, number, text))


def tags_in_order(part: str, tree: etree._Element) -> list[tuple[str, Words]]:
    """The tags of a part (comments aside) with their places, in the order in which the file holds them."""
    order = {node: index for index, node in enumerate(tree.iter(w("t"), w("delText")))}
    found = []
    for paragraph in paragraphs(part, tree):
        for tag in paragraph.tags:
            if not tag.group().startswith("{#"):
                piece = paragraph.covering(tag)[0]
                found.append((order[piece.node], tag.start(), tag.group(), paragraph.place))
    return [(tag, place) for _, _, tag, place in sorted(found, key=lambda row: row[:2])]


def _pieces(paragraph: etree._Element) -> tuple[str, list[Piece]]:
    text, pieces = "", []
    for node in own_nodes(paragraph, "t", "delText"):
        run = node.getparent()
        tracked = next(node.iterancestors(*_TRACKED), None) is not None
        content = node.text or ""
        pieces.append(Piece(len(text), len(text) + len(content), _look(run), tracked, node))
        text += content
    return text, pieces


def _look(run: etree._Element | None) -> tuple[bytes, ...]:
    properties = run.find(w("rPr")) if run is not None else None
    kept = [child for child in properties if child.tag not in _NO_LOOK] if properties is not None else []
    return tuple(etree.tostring(child, with_tail=False) for child in kept)


def _place(part: str, number: int, text: str) -> Words:
    where = "" if part == "word/document.xml" else part.removeprefix("word/").removesuffix(".xml") + ", "
    paragraph = Words(N_("đoạn {number}: «{text}»"), number=number, text=text.strip()[:50])
    return joined([where, paragraph], "") if where else paragraph
