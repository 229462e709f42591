"""Form: page setup and the format of every component, against the norm.

A template's look is proved once (``form_profile``); a document made from it is then proved to hold no other formatting
than the template's and the inline marks, and what differs from document to document (``document_problems``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator import norm
from generator.agencies import Naming
from generator.check.placing import placing
from generator.inline import plain
from generator.metrics import width_pt
from generator.model import Document, Table
from generator.norm import Component
from generator.problems import N_, Problem, Words, problem
from generator.word.look import (
    RULE_NAME,
    Forms,
    Look,
    ParagraphLook,
    RuleLook,
    RunLook,
    SectionLook,
    forms,
    head_rows,
    kept_before_signature,
    look,
    rule_lengths,
    template_forms,
)
from generator.word.reading import is_plain
from generator.word.styles import ParagraphFormat, RunFormat, Styles
from generator.word.xml import XmlError, parse

_BASIS = "Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_MM_PER_PT = 25.4 / 72
_PAGE_TOLERANCE_MM = 1.0
_LENGTH_TOLERANCE_MM = 0.5
_INDENT_TOLERANCE = 5
_TWIPS_PER_PT = 20
_TWIPS_PER_CM = 567
_RULED = {"tn": ("tn",), "cq": ("cq",), "trichyeu": ("trichyeu", "kemtheo")}


@dataclass(frozen=True)
class FormProfile:
    """What a template was proved to look like: its problems, and what its documents are then measured by.

    ``sizes_pt`` are the sizes of the components above a rule line, ``signature`` the id of the style of signatures,
    ``plain`` whether all character data of the main part is printed.
    """

    problems: tuple[Problem, ...]
    forms: Forms
    sizes_pt: Mapping[str, float]
    signature: str
    plain: bool


def form_profile(parts: Mapping[str, bytes]) -> FormProfile:
    """Prove the look of a template and collect what its documents may hold."""
    try:
        seen = look(parts)
        allowed = template_forms(parts["word/document.xml"])
        styles = Styles(parse(parts["word/styles.xml"]))
    except (XmlError, KeyError) as error:
        nothing = Forms(frozenset(), frozenset(), frozenset())
        return FormProfile((problem("M009", detail=str(error)),), nothing, {}, "", plain=False)
    found = [p for rule in RULES for p in rule(seen)]
    sizes = {name: run.format.size_pt for name in _RULED for run in _runs_of(seen, name)}
    signature = styles.ids.get(norm.components()["quyenhan"].style, "")
    printed = is_plain(parts["word/document.xml"])
    return FormProfile(tuple(_distinct(found)), allowed, sizes, signature, plain=printed)


def _distinct(problems: Sequence[Problem]) -> list[Problem]:
    """The same fault of the same style is told once."""
    return [p for i, p in enumerate(problems) if p not in problems[:i]]


def _runs_of(seen: Look, component: str) -> Iterator[RunLook]:
    style = norm.components()[component].style
    return (run for p in seen.paragraphs if p.style == style for run in p.runs)


# --- components -------------------------------------------------------------------------------------------------------


def components(seen: Look) -> Iterator[Problem]:
    """Every printed paragraph is of a known style and obeys its component."""
    known = norm.component_of_style()
    for paragraph in seen.paragraphs:
        if paragraph.is_tag or not (paragraph.text.strip() or paragraph.numbers_pages):
            continue
        component = norm.components()["sotrang"] if paragraph.numbers_pages else known.get(paragraph.style)
        if component is None:
            yield problem("H009", place=f"«{paragraph.text.strip()[:50]}»", style=paragraph.style)
            continue
        yield from _paragraph(component, paragraph.format)
        for run in paragraph.runs:
            yield from _run(component, run.format)
        yield from _capitals(component, paragraph)


def _problem(component: Component, name: str, found: object, expected: object) -> Problem:
    made = problem("H004", component=component.id, property=name, found=found, expected=expected, style=component.style)
    return made.at(f"{component.style} ({component.source} {_BASIS})" if component.source else component.style)


def _paragraph(c: Component, f: ParagraphFormat) -> Iterator[Problem]:
    if f.align != c.align and not c.free:
        yield _problem(c, N_("căn lề"), f.align, c.align)
    if not c.running:
        return
    body = norm.running_text()
    low, high = (cm * _TWIPS_PER_CM for cm in body.first_line_cm)
    if not low - _INDENT_TOLERANCE <= f.first_line <= high + _INDENT_TOLERANCE or f.left:
        yield _problem(c, N_("thụt đầu dòng"), f"{(f.first_line + f.left) / _TWIPS_PER_CM:.2f} cm", "1–1,27 cm")
    gap = 0 if f.joined else f.before + f.after
    if gap < body.gap_min_pt * _TWIPS_PER_PT:
        yield _problem(c, N_("khoảng cách đoạn"), f"{gap / _TWIPS_PER_PT:g} pt", f"≥ {body.gap_min_pt:g} pt")
    if f.line_rule != "auto" or not body.spacing[0] * 240 <= f.line <= body.spacing[1] * 240:
        found = f"{f.line / 240:g} dòng" if f.line_rule == "auto" else f.line_rule
        yield _problem(c, N_("giãn dòng"), found, "1–1,5 dòng")


def _run(c: Component, f: RunFormat) -> Iterator[Problem]:
    low, high = c.size_pt
    if not low <= f.size_pt <= high:
        yield _problem(c, N_("cỡ chữ"), f"{f.size_pt:g}", f"{low:g}" if low == high else f"{low:g}–{high:g}")
    for name, found, expected in ((N_("chữ đậm"), f.bold, c.bold), (N_("chữ nghiêng"), f.italic, c.italic)):
        if found != expected:
            yield _problem(c, name, N_("có") if found else N_("không"), N_("có") if expected else N_("không"))
    if set(f.fonts) != {norm.page().font}:
        yield _problem(c, N_("phông"), ", ".join(sorted(set(f.fonts))) or "–", norm.page().font)
    if f.color != c.color:
        yield _problem(c, N_("màu chữ"), f.color, c.color)
    if f.effects:
        yield _problem(c, N_("hiệu ứng chữ"), ", ".join(f.effects), N_("không"))


def _capitals(c: Component, paragraph: ParagraphLook) -> Iterator[Problem]:
    """The template's own letters; those of the plan are compared with the plan."""
    own = _TAG.sub("", paragraph.text)
    if c.caps and own.upper() != own and not any(run.format.caps for run in paragraph.runs):
        yield _problem(c, N_("kiểu chữ"), N_("in thường"), N_("in hoa"))


def size_sets(seen: Look) -> Iterator[Problem]:
    """Quốc hiệu, Tiêu ngữ and the date line are all of set A or all of set B (note of Mục V)."""
    sizes = {name: {run.format.size_pt for run in _runs_of(seen, name)} for name in norm.size_sets()["A"]}
    given = {name: found for name, found in sizes.items() if found}
    fitting = [row for row in norm.size_sets().values() if all(found == {row[name]} for name, found in given.items())]
    if given and not fitting:
        shown = {norm.components()[n].style: "/".join(f"{v:g}" for v in sorted(found)) for n, found in given.items()}
        yield problem("H007", detail=", ".join(f"{style} {found}" for style, found in shown.items()))


# --- pages ------------------------------------------------------------------------------------------------------------


def pages(seen: Look) -> Iterator[Problem]:
    """Paper and margins of every section (khoản 1–3 Mục I)."""
    page = norm.page()
    for section in seen.sections:
        across, down = section.width_mm, section.height_mm
        if section.landscape:
            across, down = down, across
        for name, found, expected in ((N_("rộng"), across, page.width_mm), (N_("cao"), down, page.height_mm)):
            if abs(found - expected) > _PAGE_TOLERANCE_MM:
                yield problem("H005", property=name, found=f"{found:.0f}", expected=f"{expected:g}")
        yield from _margins(section)


_EDGES = {"tren": ("top", N_("lề trên")), "duoi": ("bottom", N_("lề dưới")), "trai": ("left", N_("lề trái")),
          "phai": ("right", N_("lề phải"))}  # fmt: skip


def _margins(section: SectionLook) -> Iterator[Problem]:
    for key, (edge, name) in _EDGES.items():
        low, high = norm.page().margins_mm[key]
        found = section.margins_mm[edge]
        if not low - _PAGE_TOLERANCE_MM <= found <= high + _PAGE_TOLERANCE_MM:
            yield problem("H005", property=name, found=f"{found:.0f}", expected=f"{low:g}–{high:g}")


def page_numbers(seen: Look) -> Iterator[Problem]:
    """Arabic numbers from 1 in the top margin, hidden on page 1, restarting in every section (khoản 7 Mục I)."""
    numbered = {p.part for p in seen.paragraphs if p.numbers_pages}
    if any(part.startswith("word/footer") for part in numbered):
        yield problem("H006", detail=N_("số trang ở lề dưới"))
    if seen.even_pages:
        yield problem("H006", detail=N_("trang chẵn, trang lẻ có đầu trang khác nhau"))
    for section in seen.sections:
        if section.default not in numbered:
            yield problem("H006", detail=N_("không có số trang ở lề trên"))
        if not section.has_first_page or section.first in numbered:
            yield problem("H006", detail=N_("số trang hiện ở trang đầu"))
        if section.start != "1":
            yield problem("H006", detail=N_("số trang không bắt đầu từ 1"))
        if section.numbers != "decimal":
            yield problem("H006", detail=N_("số trang không phải chữ số Ả Rập"))


# --- lines, stamps, signature, heads of tables, properties ------------------------------------------------------------


def rules(seen: Look) -> Iterator[Problem]:
    """The lines under Tiêu ngữ, issuer and subject are drawn, straight and black; a name lets their length follow."""
    printed = [p for p in seen.paragraphs if not p.is_tag and (p.text.strip() or p.rules)]
    for name, ruled in _RULED.items():
        styles = [norm.components()[component].style for component in ruled]
        for above, below in pairwise(printed):
            if above.style in styles and below.style not in styles and not _is_block(above):
                yield from _rule(name, () if below.text.strip() else below.rules)
    yield from (_rule_problem(line.name, N_("không đen")) for p in printed for line in p.rules
                if line.name.startswith(RULE_NAME) and line.color != "000000")  # fmt: skip


def _is_block(paragraph: ParagraphLook) -> bool:
    """Whether the plan's blocks stand here: what follows them in a document is not what follows in the template."""
    return "{{r " in paragraph.text


def _rule(name: str, lines: Sequence[RuleLook]) -> Iterator[Problem]:
    style = norm.components()[name].style
    if not lines:
        yield _rule_problem(style, N_("không có đường kẻ bên dưới"))
    elif not all(line.straight for line in lines):
        yield _rule_problem(style, N_("không phải một nét thẳng, liền"))
    elif not all(line.name == RULE_NAME + name for line in lines):
        yield _rule_problem(style, Words(N_("đường kẻ phải mang tên {name}"), name=RULE_NAME + name))


def _rule_problem(text: str, what: str) -> Problem:
    return problem("H010", detail=Words("«{text}»: {what}", text=text, what=what))


def stamps(seen: Look) -> Iterator[Problem]:
    """Urgency stamps stand in a red frame of their own size (điểm b khoản 2 Mục III)."""
    component = norm.components()["khan"]
    known = {stamp.text: stamp for stamp in norm.stamps().values()}
    framed = [t for t in seen.tables if component.style in t.styles]
    for table in framed:
        stamp = known.get(table.text)
        if stamp is None:
            yield problem("H011", text=table.text[:40], detail=N_("không phải HỎA TỐC, THƯỢNG KHẨN hoặc KHẨN"))
            continue
        size = (table.width_mm, table.rows[0].height_mm)
        if max(abs(size[0] - stamp.width_mm), abs(size[1] - stamp.height_mm)) > _LENGTH_TOLERANCE_MM:
            found, expected = f"{size[0]:.3g} × {size[1]:.3g}", f"{stamp.width_mm:g} × {stamp.height_mm:g}"
            what = Words(N_("{found} mm, quy định {expected} mm"), found=found, expected=expected)
            yield problem("H011", text=stamp.text, detail=what)
        if table.border_colors != {component.color}:
            yield problem("H011", text=stamp.text, detail=N_("khung không phải viền đơn màu đỏ"))
    if len(framed) < sum(p.style == component.style for p in seen.paragraphs):
        yield problem("H011", text=component.style, detail=N_("không đóng khung"))


def signature(seen: Look) -> Iterator[Problem]:
    """The table of a signature stays on one page: rows that do not split, lines kept with the next."""
    styles = {norm.components()[name].style for name in ("quyenhan", "chucvukhac", "hoten")}
    tables = [t for t in seen.tables if styles & t.styles]
    if not tables:
        yield problem("H012", detail=N_("không có bảng chữ ký"))
    for table in tables:
        if not all(row.whole for row in table.rows if not row.is_tag):
            yield problem("H012", detail=N_("hàng chữ ký có thể bị ngắt qua hai trang"))
    if any(not p.format.keep_next for p in seen.paragraphs if p.style in styles and not p.is_tag):
        yield problem("H012", detail=N_("dòng chữ ký không giữ với dòng sau"))


def table_heads(seen: Look) -> Iterator[Problem]:
    """Head rows repeat on every page, and no row splits: in the prototype of every table."""
    for table in seen.tables:
        if table.is_prototype:
            if not all(row.head for row in table.rows[:2]):
                yield problem("H013", detail=N_("hàng tiêu đề của bảng mẫu không lặp lại ở trang sau"))
            if not all(row.whole for row in table.rows):
                yield problem("H013", detail=N_("hàng của bảng mẫu có thể bị ngắt qua hai trang"))


def properties(seen: Look) -> Iterator[Problem]:
    """Vietnamese is the proofing language, and no person or machine is named."""
    if seen.language != "vi-VN":
        yield problem("H014", found=seen.language or "–")
    for name in seen.people:
        yield problem("H015", name=name)


RULES = (components, placing, size_sets, pages, page_numbers, rules, stamps, signature, table_heads, properties)


# --- one document -----------------------------------------------------------------------------------------------------


def document_problems(data: bytes, document: Document, naming: Naming, profile: FormProfile) -> list[Problem]:
    """What a document's own form lacks: formats of its template alone, lengths of lines, heads, signature."""
    xml = data.decode("utf-8")
    found = [*foreign_forms(xml, profile), *_rule_lengths(data, document, naming, profile)]
    if head_rows(data) < _heads(document):
        found.append(problem("H013", detail=N_("hàng tiêu đề của bảng không lặp lại ở trang sau")))
    if not kept_before_signature(xml, profile.signature):
        found.append(problem("H012", detail=N_("chữ ký không giữ với phần nội dung cuối")))
    return found


def foreign_forms(xml: str, profile: FormProfile) -> Iterator[Problem]:
    """A problem for each format of a document that its template does not have."""
    own, allowed = forms(xml), profile.forms
    strange = [*sorted(own.paragraphs - allowed.paragraphs), *sorted(own.runs - allowed.runs)]
    return (problem("H008", detail=form[:200]) for form in [*strange, *sorted(own.sections - allowed.sections)])


def _rule_lengths(data: bytes, document: Document, naming: Naming, profile: FormProfile) -> Iterator[Problem]:
    """Each line is as long as its text asks for (điểm b khoản 1, 2, 5 Mục II)."""
    own = [] if document.type.template == "cong-van" else [document.subject]
    titles = [*own, *(attached.title for attached in document.attached)]
    texts: dict[str, list[Sequence[str]]] = {
        "tn": [[norm.TIEU_NGU]], "cq": [naming.issuer_lines()], "trichyeu": [t.split("\n") for t in titles]
    }  # fmt: skip
    counted = dict.fromkeys(texts, 0)
    for name, length in rule_lengths(data):
        if texts.get(name):
            lines = texts[name][min(counted[name], len(texts[name]) - 1)]
            counted[name] += 1
            if not _is_long_enough(name, length, lines, profile.sizes_pt.get(name, 0.0)):
                yield _rule_problem(lines[-1][:50], Words(N_("dài {length} mm"), length=f"{length:.0f}"))


def _is_long_enough(name: str, length: float, lines: Sequence[str], size: float) -> bool:
    """Whether a line's length is right for the widest or for the last of the lines of text above it."""
    page = norm.page()
    room = page.width_mm - page.chosen_mm["trai"] - page.chosen_mm["phai"]
    low, high = norm.rule_range(name)
    widths = [min(width_pt(plain(line), size, bold=True) * _MM_PER_PT, room) for line in lines]
    slack = _LENGTH_TOLERANCE_MM
    return any(low * w - slack <= length <= high * w + slack for w in (max(widths), widths[-1]))


def _heads(document: Document) -> int:
    """How many head rows the tables of a document have."""
    return sum(1 + table.column_numbers for table in _tables(document))


def _tables(document: Document) -> Iterator[Table]:
    yield from (node.table for _, node in document.nodes() if node.table)
    for _, annex in document.all_annexes():
        table = annex.effective_table()
        if table:
            yield table
