"""Form: page setup and the format of every component, against the norm.

A template's formats are proved once, paragraph by paragraph; a document made from it is then proved to hold no other
format than those and the inline marks. The judgement of one paragraph is ``paragraph_problems``, used for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from lxml import etree

from generator import norm
from generator.norm import Component
from generator.problems import Problem, problem
from generator.word.styles import ParagraphFormat, RunFormat, Styles
from generator.word.xml import parse, text_of, w

_BASIS = "Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP"
_PPR = re.compile(r"<w:pPr>(.*?)</w:pPr>", re.DOTALL)
_RPR = re.compile(r"<w:rPr>(.*?)</w:rPr>", re.DOTALL)
_SECT = re.compile(r"<w:sectPr[ >].*?</w:sectPr>", re.DOTALL)
_BLOCK_TAG = re.compile(r"\s*\{[%{]\s*(p|tr)\b")
_TOLERANCE_MM = 1.0
_TWIPS_PER_PT = 20
_TWIPS_PER_CM = 567
_MARKS = ("<w:b/><w:bCs/>", "<w:i/><w:iCs/>", '<w:vertAlign w:val="superscript"/>')


@dataclass(frozen=True)
class FormProfile:
    """What a template was proved to look like: its problems, and the formats that its documents may hold."""

    problems: tuple[Problem, ...]
    paragraphs: frozenset[str]
    runs: frozenset[str]
    sections: frozenset[str]


def form_profile(parts: Mapping[str, bytes]) -> FormProfile:
    """Prove the formats of a template (or a document) and collect them."""
    tree = parse(parts["word/document.xml"])
    xml = etree.tostring(tree, encoding="unicode")
    styles = Styles(parse(parts["word/styles.xml"]))
    trees = [tree, *(parse(parts[n]) for n in sorted(parts) if re.match(r"word/(header|footer)\d*\.xml", n))]
    found = [p for t in trees for p in tree_problems(t, styles)]
    found += [*size_set_problems(tree, styles), *page_problems(tree), *page_number_problems(tree, parts)]
    runs = set(_RPR.findall(xml))
    marks = {"".join(choice) for choice in product(*(("", mark) for mark in _MARKS))}
    return FormProfile(
        tuple(dict.fromkeys(found)), frozenset(_paragraph_forms(xml)), frozenset(r + m for r in runs | {""} for m in marks),
        frozenset(_SECT.findall(xml)),
    )  # fmt: skip


def _paragraph_forms(xml: str) -> set[str]:
    return {_SECT.sub("", form).replace("<w:keepNext/>", "") for form in set(_PPR.findall(xml))}


def foreign_forms(xml: str, profile: FormProfile) -> list[Problem]:
    """A problem for each format of a document that its template does not have."""
    strange = sorted(_paragraph_forms(xml) - profile.paragraphs)
    strange += sorted(set(_RPR.findall(xml)) - profile.runs)
    strange += sorted(set(_SECT.findall(xml)) - profile.sections)
    return [problem("H008", detail=form[:200]) for form in strange]


def tree_problems(tree: etree._Element, styles: Styles) -> Iterator[Problem]:
    """The problems of every printed paragraph of one part."""
    for paragraph in tree.iter(w("p")):
        text = text_of(paragraph)
        if text.strip() and not _BLOCK_TAG.match(text):
            yield from paragraph_problems(paragraph, text, styles)


def paragraph_problems(paragraph: etree._Element, text: str, styles: Styles) -> Iterator[Problem]:
    """The problems of one paragraph: known style, format of the paragraph and of its runs."""
    properties = paragraph.find(w("pPr"))
    reference = properties.find(w("pStyle")) if properties is not None else None
    style = reference.get(w("val"), "") if reference is not None else styles.default
    component = norm.component_of_style().get(styles.names.get(style, ""))
    if component is None:
        yield problem("H009", place=f"«{text.strip()[:50]}»", style=styles.names.get(style, style))
        return
    yield from _paragraph(component, styles.paragraph_format(style, properties))
    for run in paragraph.iter(w("r")):
        if text_of(run).strip():
            yield from _run(component, styles.run_format(style, run.find(w("rPr"))), _marked(run))


def _marked(run: etree._Element) -> bool:
    """Whether a run's direct formatting is an inline mark of the plan: bold, italic, superscript and nothing else."""
    direct = run.find(w("rPr"))
    allowed = {w(name) for name in ("b", "bCs", "i", "iCs", "vertAlign")}
    return direct is not None and all(child.tag in allowed for child in direct)


def _problem(component: Component, name: str, found: object, expected: object) -> Problem:
    made = problem("H004", component=component.id, property=name, found=found, expected=expected, style=component.style)
    return made.at(f"{component.style} ({component.source} {_BASIS})" if component.source else component.style)


def _paragraph(c: Component, f: ParagraphFormat) -> Iterator[Problem]:
    if f.align != c.align and not c.free:
        yield _problem(c, "căn lề", f.align, c.align)
    if not c.running:
        return
    body = norm.running_text()
    low, high = (cm * _TWIPS_PER_CM for cm in body.first_line_cm)
    if not low - 5 <= f.first_line <= high + 5 or f.left:
        yield _problem(c, "thụt đầu dòng", f"{(f.first_line + f.left) / _TWIPS_PER_CM:.2f} cm", "1–1,27 cm")
    if f.before + f.after < body.gap_min_pt * _TWIPS_PER_PT:
        yield _problem(c, "khoảng cách đoạn", f"{(f.before + f.after) / _TWIPS_PER_PT:g} pt", f"≥ {body.gap_min_pt:g} pt")
    if f.line_rule != "auto" or not body.spacing[0] * 240 <= f.line <= body.spacing[1] * 240:
        yield _problem(c, "giãn dòng", f"{f.line / 240:g} dòng" if f.line_rule == "auto" else f.line_rule, "1–1,5 dòng")


def _run(c: Component, f: RunFormat, marked: bool) -> Iterator[Problem]:
    low, high = c.size_pt
    if not low <= f.size_pt <= high:
        yield _problem(c, "cỡ chữ", f"{f.size_pt:g}", f"{low:g}" if low == high else f"{low:g}–{high:g}")
    if f.bold != c.bold and not marked:
        yield _problem(c, "chữ đậm", "có" if f.bold else "không", "có" if c.bold else "không")
    if f.italic != c.italic and not marked:
        yield _problem(c, "chữ nghiêng", "có" if f.italic else "không", "có" if c.italic else "không")
    if set(f.fonts) != {norm.page().font}:
        yield _problem(c, "phông", ", ".join(sorted(set(f.fonts))), norm.page().font)
    if f.color != c.color:
        yield _problem(c, "màu chữ", f.color, c.color)


def size_set_problems(tree: etree._Element, styles: Styles) -> Iterator[Problem]:
    """Quốc hiệu, Tiêu ngữ and the date line are all of set A or all of set B (note of Mục V)."""
    sizes: dict[str, set[float]] = {}
    watched = {norm.components()[name].style: name for name in norm.size_sets()["A"]}
    for paragraph in tree.iter(w("p")):
        reference = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        style = reference.get(w("val"), "") if reference is not None else ""
        name = watched.get(styles.names.get(style, ""))
        for run in paragraph.iter(w("r")) if name else ():
            sizes.setdefault(str(name), set()).add(styles.run_format(style, run.find(w("rPr"))).size_pt)
    fits = [s for s in norm.size_sets().values() if all(got == {s[name]} for name, got in sizes.items())]
    if sizes and not fits:
        shown = ", ".join(f"{norm.components()[n].style} {'/'.join(f'{v:g}' for v in sorted(got))}" for n, got in sizes.items())
        yield problem("H007", detail=shown)


def page_problems(tree: etree._Element) -> Iterator[Problem]:
    """Paper and margins of every section (khoản 1–3 Mục I)."""
    page = norm.page()
    for section in tree.iter(w("sectPr")):
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        if size is None or margins is None:
            yield problem("H005", property="pgSz, pgMar", found="–", expected=f"{page.width_mm:g} × {page.height_mm:g}")
            continue
        across, down = _mm(size, "w"), _mm(size, "h")
        if size.get(w("orient")) == "landscape":
            across, down = down, across
        for name, found, expected in (("rộng", across, page.width_mm), ("cao", down, page.height_mm)):
            if abs(found - expected) > _TOLERANCE_MM:
                yield problem("H005", property=name, found=f"{found:.0f}", expected=f"{expected:g}")
        edges = {"tren": ("top", "lề trên"), "duoi": ("bottom", "lề dưới"), "trai": ("left", "lề trái"), "phai": ("right", "lề phải")}
        for key, (edge, name) in edges.items():
            low, high = page.margins_mm[key]
            found = _mm(margins, edge)
            if not low - _TOLERANCE_MM <= found <= high + _TOLERANCE_MM:
                yield problem("H005", property=name, found=f"{found:.0f}", expected=f"{low:g}–{high:g}")


def _mm(element: etree._Element, name: str) -> float:
    return int(element.get(w(name), "0")) / norm.MM_TWIPS


def page_number_problems(tree: etree._Element, parts: Mapping[str, bytes]) -> Iterator[Problem]:
    """Numbers from 1 in the top margin, hidden on the first page, restarting in every section (khoản 7 Mục I)."""
    numbered = [n for n in parts if re.match(r"word/header\d*\.xml", n) and b"PAGE" in parts[n]]
    if not numbered:
        yield problem("H006", detail="không có số trang ở lề trên")
    if any(b"PAGE" in parts[n] for n in parts if re.match(r"word/footer\d*\.xml", n)):
        yield problem("H006", detail="số trang ở lề dưới")
    for section in tree.iter(w("sectPr")):
        if section.find(w("titlePg")) is None:
            yield problem("H006", detail="số trang hiện ở trang đầu")
        start = section.find(w("pgNumType"))
        if start is None or start.get(w("start")) != "1":
            yield problem("H006", detail="số trang không bắt đầu từ 1")
