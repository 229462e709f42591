"""``template check`` and ``template fields``: every fault of a template with the paragraph it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError
from lxml import etree

from generator.printed import Block, Printed, SignerLines, SignerRow, tag_fields
from generator.problems import Problem, problem
from generator.template.source import environment, one_tag_per_line, patched, tagged_parts
from generator.template.whitelist import violations
from generator.word import prototype
from generator.word.archive import ArchiveError, read
from generator.word.xml import XmlError, parse, text_of, w

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BLOCK = re.compile(r"\{[{%#](p|tr) ")
_UNSUPPORTED = {"tc": re.compile(r"\{[{%]tc "), "colspan": re.compile(r"\{%\s*colspan\b"), "hm": re.compile(r"\{%\s*hm\s*%\}")}
_OPEN = re.compile(r"\{[{%]|[}%]\}")


@dataclass(frozen=True)
class _Piece:
    """A stretch of a paragraph's text in one run: start, end, formatting, whether it is a tracked change."""

    start: int
    end: int
    look: bytes
    tracked: bool


def check_template(data: bytes) -> list[Problem]:
    """Every problem of a template file; empty when it may be compiled."""
    try:
        parts = read(data)
        trees = {name: parse(parts[name]) for name in tagged_parts(parts) if name.startswith("word/")}
    except (ArchiveError, XmlError) as error:
        return [problem("M009", detail=str(error))]
    if "word/document.xml" not in parts:
        return [problem("M009", detail="word/document.xml")]
    if not trees:
        return [problem("M006")]
    hostile = _hostile(parts)
    found = [p for name, tree in trees.items() for p in _paragraph_faults(name, tree)]
    if hostile or found:
        return hostile + found
    return _language_faults(parts, trees) + _prototype_faults(parts, trees)


def _hostile(parts: dict[str, bytes]) -> list[Problem]:
    """Macros, embedded programs and links to outside files have no place in a template."""
    bad = [n for n in parts if re.search(r"vbaProject|activeX|embeddings/", n)]
    bad += [n for n, d in parts.items() if n.endswith(".rels") and b'TargetMode="External"' in d and b"/hyperlink" not in d]
    return [problem("M008", place=name, feature=name) for name in bad]


def _paragraph_faults(part: str, tree: etree._Element) -> Iterator[Problem]:
    for number, paragraph in enumerate(tree.iter(w("p")), 1):
        text, pieces = _pieces(paragraph)
        place = _place(part, number, text)
        tags = list(_TAG.finditer(text))
        if len(_OPEN.findall(text)) != 2 * len([t for t in tags if not t.group().startswith("{#")]):
            yield problem("M007", place=place, detail=text.strip()[:60])
        for match in tags:
            yield from _tag_faults(match, text, pieces, paragraph, place)


def _tag_faults(
    match: re.Match[str], text: str, pieces: list[_Piece], paragraph: etree._Element, place: str
) -> Iterator[Problem]:
    tag = match.group()
    covering = [p for p in pieces if p.start < match.end() and p.end > match.start()]
    if len({p.look for p in covering}) > 1:
        yield problem("M004", place=place, tag=tag)
    if any(p.tracked for p in covering):
        yield problem("M005", place=place, tag=tag)
    for feature, pattern in _UNSUPPORTED.items():
        if pattern.match(tag):
            yield problem("M008", place=place, feature=f"{{% {feature} %}}")
    if _BLOCK.match(tag) and _other_text(match, text, paragraph):
        yield problem("M003", place=place, tag=tag)


def _other_text(match: re.Match[str], text: str, paragraph: etree._Element) -> bool:
    """Whether something else stands where the tag's whole paragraph (or row) will vanish."""
    if (text[: match.start()] + text[match.end() :]).strip():
        return True
    row = next(paragraph.iterancestors(w("tr")), None)
    if not match.group()[2:4] == "tr" or row is None:
        return False
    return any(p is not paragraph and text_of(p).strip() for p in row.iter(w("p")))


def _pieces(paragraph: etree._Element) -> tuple[str, list[_Piece]]:
    text, pieces = "", []
    for node in paragraph.iter(w("t")):
        run = node.getparent()
        look = run.find(w("rPr")) if run is not None else None
        shape = re.sub(rb' w:rsid\w*="\w*"|<w:lang[^>]*/>', b"", etree.tostring(look)) if look is not None else b""
        tracked = next(node.iterancestors(w("ins"), w("del")), None) is not None
        content = node.text or ""
        pieces.append(_Piece(len(text), len(text) + len(content), shape, tracked))
        text += content
    return text, pieces


def _place(part: str, number: int, text: str) -> str:
    where = "" if part == "word/document.xml" else part.removeprefix("word/").removesuffix(".xml") + ", "
    return f"{where}đoạn {number}: «{text.strip()[:50]}»"


def _language_faults(parts: dict[str, bytes], trees: dict[str, etree._Element]) -> list[Problem]:
    found: list[Problem] = []
    for name in tagged_parts(parts):
        source, tags = one_tag_per_line(patched(parts[name]))
        try:
            faults = violations(environment().parse(source), tags)
        except TemplateSyntaxError as error:
            tag = tags[error.lineno - 2] if 2 <= error.lineno <= len(tags) + 1 else ""
            faults = [problem("M007", detail=tag or str(error.message), tag=tag)]
        found += [fault.at(_place_of_tag(str(fault.values.get("tag", "")), name, trees)) for fault in faults]
    return found


def _place_of_tag(tag: str, part: str, trees: dict[str, etree._Element]) -> str:
    """The paragraph that holds a tag; the patching turned ``{%p if x %}`` into ``{% if x %}``."""
    inner = re.sub(r"[{}%\s]", "", tag)
    for number, paragraph in enumerate(trees[part].iter(w("p")) if part in trees else (), 1):
        text = text_of(paragraph)
        if inner and any(inner in re.sub(r"[{}%\s]", "", t) for t in _TAG.findall(text)):
            return _place(part, number, text)
    return part


def _prototype_faults(parts: dict[str, bytes], trees: dict[str, etree._Element]) -> list[Problem]:
    tree = trees.get("word/document.xml")
    uses_tables = tree is not None and any("{{p k.bang }}" in text_of(p) for p in tree.iter(w("p")))
    if uses_tables and tree is not None and prototype.find(tree) is None:
        return [problem("M011", name=prototype.MARK)]
    return []


def used_fields(data: bytes) -> list[tuple[str, str]]:
    """The names that the tags of a template use, each with what it means; a list of all names when it has no tags.

    Raises ``ProblemsError`` through ``check_template`` in the caller; this function only reads.
    """
    parts = read(data)
    text = " ".join(text_of(parse(parts[n])) for n in tagged_parts(parts) if n.startswith("word/"))
    known = {n: d for of in (Printed, Block, SignerLines, SignerRow) for n, (_, d) in tag_fields(of).items()}
    words = {word for tag in _TAG.findall(text) for word in re.findall(r"[a-z_]+", tag)}
    return [(name, known[name]) for name in known if name in words]
