"""What stands beside the text: footnotes and endnotes, headers and footers, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generator.flow import Para, Remark, paras_of
from generator.inline import Run
from generator.letters import tidy_letters
from generator.problems import N_, Words
from generator.word.content.blocks import story
from generator.word.content.formats import switched
from generator.word.content.reading import Pages, Reading, shortened
from generator.word.content.walk import unprinted_text
from generator.word.xml import w

_NUMBERED = re.compile(r"[\W\d_]*(?:(?:trang|page|of|trên|số)[\W\d_]*)*\Z", re.IGNORECASE)
_NUMBER = re.compile(r"[\s\-–—.|/]*\d+[\s\-–—.|/]*\Z")
_KINDS = {w("headerReference"): N_("đầu trang"), w("footerReference"): N_("chân trang")}


def footnote_texts(reading: Reading) -> dict[str, tuple[Run, ...]]:
    """The texts of the notes that the text marks, by key; a note without text is reported."""
    known = {kind: _by_id(reading.package.tree(kind)) for kind in ("footnotes", "endnotes")}
    texts: dict[str, tuple[Run, ...]] = {}
    for kind, id in reading.marked:  # it grows: a note may mark another one
        key, note = reading.notes[kind, id], known[kind].get(id)
        place = Words(N_("chú thích {key}"), key=key)
        texts[key] = _note(reading, note, place) if note is not None else ()
        if not texts[key]:
            reading.tell("I037", place, what=N_("nội dung của chú thích này"))
    return texts


def _by_id(root: etree._Element | None) -> dict[str, etree._Element]:
    return {note.get(w("id"), ""): note for note in (root if root is not None else ()) if isinstance(note.tag, str)}


def _note(reading: Reading, note: etree._Element, place: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    for para in paras_of(story(reading, note, place)):
        own = [Run(f"{para.label} "), *para.runs] if para.label else list(para.runs)
        if any(run.text.strip() or run.footnote for run in own):
            runs += [Run("\n"), *own] if runs else own
    return _stripped(runs)


def _stripped(runs: list[Run]) -> tuple[Run, ...]:
    """Runs without the white space around all of them."""
    while runs and not runs[0].footnote and not runs[0].text.strip():
        runs = runs[1:]
    while runs and not runs[-1].footnote and not runs[-1].text.strip():
        runs = runs[:-1]
    if not runs:
        return ()
    first = runs[0]
    runs = [Run(first.text.lstrip(), first.bold, first.italic, first.superscript, first.footnote), *runs[1:]]
    last = runs[-1]
    return (*runs[:-1], Run(last.text.rstrip(), last.bold, last.italic, last.superscript, last.footnote))


def margins(reading: Reading) -> tuple[Para, ...]:
    """The paragraphs of the headers and footers that print, each text once, without those that only number pages."""
    found: dict[tuple[str, str], Para] = {}
    for place, part in _margin_parts(reading):
        root = reading.package.tree_of(part)
        if root is None:
            continue
        reading.pages = Pages()
        for para in paras_of(story(reading, root, place)):
            if para.words and not _is_page_number(reading, para):
                found.setdefault((place, para.words), para)
    return tuple(found.values())


def _is_page_number(reading: Reading, para: Para) -> bool:
    """A number alone, or a field that numbers pages with nothing but "Trang … trên …" around it."""
    is_field = para in reading.page_numbers and _NUMBERED.match(para.words)
    return bool(is_field or _NUMBER.match(para.words))


def _margin_parts(reading: Reading) -> Iterator[tuple[str, str]]:
    """(place, part) of the headers and footers in use: those of first and even pages only where the pages differ."""
    settings = reading.package.tree("settings")
    even = switched(settings, "evenAndOddHeaders")
    seen: set[str] = set()
    for section in reading.package.main.iter(w("sectPr")):
        used = {"default", *(["first"] if switched(section, "titlePg") else []), *(["even"] if even else [])}
        for reference in section:
            relation = reading.package.related(reference) if reference.tag in _KINDS else None
            if relation is None or relation.target in seen or reference.get(w("type"), "default") not in used:
                continue
            seen.add(relation.target)
            yield _KINDS[reference.tag], relation.target


def remarks(reading: Reading) -> tuple[Remark, ...]:
    """Comments and tracked changes in the order of the text; comments that no text marks come last."""
    known = _by_id(reading.package.tree("comments"))
    kept: list[Remark] = []
    for remark in [*reading.remarks, *known]:
        if isinstance(remark, Remark):
            kept.append(remark)
        elif (comment := known.pop(remark, None)) is not None:
            kept.append(_comment(reading, comment, remark))
    return tuple(kept)


def _comment(reading: Reading, comment: etree._Element, id: str) -> Remark:
    place, anchor = reading.comment_places.get(id, ""), shortened(reading.comments.get(id, ""))
    where = f"{place}: «{tidy_letters(anchor)[0]}»" if anchor else place
    text = tidy_letters(unprinted_text(comment))[0]
    return Remark("comment", comment.get(w("author"), ""), comment.get(w("date"), ""), where, text)
