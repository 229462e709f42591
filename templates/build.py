"""Builds the Word templates from the norm: ``python -m generator.templates.build [FOLDER]``.

One description (``generator/data/norm``) makes every template, so that a change of the decree is a change in data. The
templates are ordinary Word files afterwards: an office changes their look in Word, in its own folder.
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.sax.saxutils import escape

from generator.templates.parts import (
    DECLARATION,
    NAMESPACES,
    OFFICE,
    PACKAGE,
    content_types,
    core,
    font_table,
    footnotes,
    header,
    page_field,
    relationships,
    settings,
    theme,
)
from generator.templates.styles import EDGES, style_id, styles_xml

from generator import norm
from generator.metrics import width_pt
from generator.norm import MM_TWIPS, components
from generator.word.archive import member, write

EMU_PER_PT = 12700
PT_PER_MM = 72 / 25.4

# What a template has besides the common parts: an addressee line, the lines of a decision, a letter's subject.
FORMS: dict[str, frozenset[str]] = {
    "ke-hoach": frozenset(),
    "thong-bao": frozenset(),
    "chuong-trinh": frozenset(),
    "chi-thi": frozenset(),
    "bao-cao": frozenset({"kinh_gui"}),
    "to-trinh": frozenset({"kinh_gui"}),
    "van-ban-co-ten-loai": frozenset({"kinh_gui"}),
    "quyet-dinh": frozenset({"quyet_dinh"}),
    "cong-van": frozenset({"kinh_gui", "cong_van"}),
}

NO_MARGINS = "<w:tblCellMar>" + "".join(f'<w:{edge} w:w="0" w:type="dxa"/>' for edge in EDGES) + "</w:tblCellMar>"


def twips(mm: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(mm * MM_TWIPS)


# --- pieces of the document -------------------------------------------------------------------------------------------


def p(component: str, text: str = "", inner: str = "") -> str:
    """A paragraph of a component: a text (tags included), or ready XML."""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else inner
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(component)}"/></w:pPr>{run}</w:p>'


def tag(code: str) -> str:
    """A paragraph that holds nothing but a block tag; it vanishes when the template is filled."""
    return f"<w:p><w:r><w:t>{{%p {escape(code)} %}}</w:t></w:r></w:p>"


def each(item: str, of: str, *inner: str) -> str:
    """Repeat paragraphs for each item of a list."""
    return tag(f"for {item} in {of}") + "".join(inner) + tag("endfor")


def when(condition: str, *inner: str) -> str:
    """Print paragraphs only when a condition holds."""
    return tag(f"if {condition}") + "".join(inner) + tag("endif")


def rule(name: str, length_pt: float) -> str:
    """A line drawn in its own paragraph; ``name`` lets the renderer fit its length to the text above."""
    emu = round(length_pt * EMU_PER_PT)
    shape = (
        f'<wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{emu}" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/>'
        "</a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>"
    )
    drawing = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{emu}" cy="0"/>'
        f'<wp:docPr id="1" name="duong_ke.{name}" descr="Đường kẻ"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{shape}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    return p("duongke", inner=drawing)


def frame(widths_mm: list[float], *rows: list[str], keep: bool = False) -> str:
    """A table without borders or cell margins: it only places paragraphs side by side."""
    grid = "".join(f'<w:gridCol w:w="{twips(mm)}"/>' for mm in widths_mm)
    properties = (
        f'<w:tblPr><w:tblW w:w="{sum(map(twips, widths_mm))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'{NO_MARGINS}<w:tblLook w:val="0000"/></w:tblPr>'
    )
    body = "".join(_frame_row(widths_mm, row, keep) for row in rows)
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _frame_row(widths_mm: list[float], cells: list[str], keep: bool) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(mm)}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for mm, cell in zip(widths_mm, cells, strict=True)
    )
    return f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if keep else ''}{made}</w:tr>"


def box(component: str, text: str, width_mm: float, height_mm: float, color: str) -> str:
    """A bordered one-cell table, centred, without cell margins: the draft box and the stamps, to the millimetre."""
    borders = "".join(f'<w:{edge} w:val="single" w:sz="8" w:space="0" w:color="{color}"/>' for edge in EDGES)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(width_mm)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>{NO_MARGINS}'
        '<w:tblLook w:val="0000"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{twips(width_mm)}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{twips(height_mm)}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width_mm)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{p(component, text)}</w:tc></w:tr></w:tbl>"
    )


def section(landscape: bool) -> str:
    """Section properties: A4, margins of the norm, page number in the top margin, hidden on the first page."""
    page = norm.page()
    width, height = twips(page.width_mm), twips(page.height_mm)
    size = f'w:w="{height}" w:h="{width}" w:orient="landscape"' if landscape else f'w:w="{width}" w:h="{height}"'
    m = page.chosen_mm
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>'
        f'<w:type w:val="nextPage"/><w:pgSz {size}/>'
        f'<w:pgMar w:top="{twips(m["tren"])}" w:right="{twips(m["phai"])}" w:bottom="{twips(m["duoi"])}" '
        f'w:left="{twips(m["trai"])}" w:header="{twips(m["dau_trang"])}" w:footer="{twips(m["dau_trang"])}" '
        'w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )


def section_end(landscape: bool) -> str:
    """The small paragraph that ends a section."""
    style = style_id("hetphan")
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{section(landscape)}</w:pPr></w:p>'


# --- the document -----------------------------------------------------------------------------------------------------


def document_xml(form: frozenset[str], size_set: str) -> str:
    """The main part of one template."""
    # LibreOffice sets a table that opens a document with footnotes one line too low; after a paragraph it does not
    body = [p("hetphan"), header_block(form, size_set)]
    if "cong_van" not in form:
        body += [title_block("quyet_dinh" in form)]
    if "kinh_gui" in form:
        several = each("d", "kinh_gui_ds", p("kinhgui_ds", "{{ d }}"))
        body += [when("kinh_gui", p("kinhgui", "{{ kinh_gui }}"), several, gap(6))]
    body += [blocks(size_set), section(False)]
    return f"{DECLARATION}<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>"


def header_block(form: frozenset[str], size_set: str) -> str:
    """Issuer and Quốc hiệu, number and date; below the number a letter's subject, the stamps and the draft box."""
    widths = list(norm.layout_mm("bang_dau_trang").values())
    subject = each("d", "trich_yeu", p("vv", "{% if loop.first %}V/v {% endif %}{{ d }}")) if "cong_van" in form else ""
    left = p("so", "Số: {{ so }}/{{ ky_hieu }}") + subject + stamps_block() + p("hetphan")
    return frame(
        widths,
        [issuer_block(), national_block(size_set)],
        [left, p("diadanh", "{{ dia_danh }}, {{ ngay_thang }}")],
    )


def issuer_block() -> str:
    """The superior's lines, the issuer's lines, the rule below."""
    superior = each("d", "co_quan_chu_quan", p("cq_cha", "{{ d }}"))
    return superior + each("d", "co_quan_ban_hanh", p("cq", "{{ d }}")) + rule("cq", 60)


def national_block(size_set: str) -> str:
    """Quốc hiệu and Tiêu ngữ; the rule is as long as the Tiêu ngữ."""
    length = width_pt(norm.TIEU_NGU, norm.size_pt("tn", size_set), bold=True)
    return p("qh", norm.QUOC_HIEU) + p("tn", norm.TIEU_NGU) + rule("tn", length)


def stamps_block() -> str:
    """The urgency stamp and the draft box."""
    red = components()["khan"].color
    stamps = "".join(
        when(f"do_khan == '{s.text}'", gap(4), box("khan", s.text, s.width_mm, s.height_mm, red))
        for s in norm.stamps().values()
    )
    return stamps + when("du_thao", gap(4), box("duthao", "{{ du_thao }}", 48, 8, "000000"))


def title_block(decision: bool) -> str:
    """Type, subject, the line (Kèm theo …), the rule, the authority of a decision."""
    lines = [
        p("tenloai", "{{ ten_loai }}"),
        each("d", "trich_yeu", p("trichyeu", "{{ d }}")),
        when("kem_theo", p("kemtheo", "{{ kem_theo }}")),
        rule("trichyeu", 90),
    ]
    return "".join(lines) + (p("thamquyen", "{{ tham_quyen }}") if decision else "")


def blocks(size_set: str) -> str:
    """The loop over everything from the content to the last annex: one branch per kind, the commonest first."""
    rich = "{{r k.chu }}"
    plain = {
        "gach": "gach", "diem": "diem", "khoan": "khoan", "than": "body", "khoan_td": "khoan_td", "muc": "muc_b",
    }  # fmt: skip
    rest = {
        "can_cu": "cancu", "dieu": "dieu", "phan": "phan", "phan_td": "phan_td", "quyet_dinh": "thamquyen",
        "ten_loai_kem": "tenloai", "trich_yeu_kem": "trichyeu", "kem_theo": "kemtheo",
    }  # fmt: skip
    annex = {"phu_luc": "pl", "phu_luc_td": "pl_td", "phu_luc_kt": "pl_kt"}
    chain = {kind: p(style, rich) for kind, style in plain.items()}
    chain["bang"] = (
        gap(4, keep=True) + "<w:p><w:r><w:t>{{p k.bang }}</w:t></w:r></w:p>" + when("mau", prototype_table())
    )
    chain |= {kind: p(style, rich) for kind, style in rest.items()} | {"ke_trich_yeu": rule("trichyeu", 90)}
    chain |= {kind: p(style, rich) for kind, style in annex.items()} | {"ke_phu_luc": rule("phuluc", 30 * PT_PER_MM)}
    chain |= {
        "chu_ky": signature_block(),
        "nhieu_chu_ky": signatures_block(),
        "het_doc": section_end(False),
        "het_ngang": section_end(True),
        "dau_kem": frame(list(norm.layout_mm("bang_dau_trang").values()), [issuer_block(), national_block(size_set)]),
    }
    words = ["if"] + ["elif"] * (len(chain) - 1)
    branches = "".join(
        tag(f"{word} k.kieu == '{kind}'") + xml for word, (kind, xml) in zip(words, chain.items(), strict=True)
    )
    return tag("for k in khoi") + branches + tag("endif") + tag("endfor")


def signer_titles(name: str) -> str:
    """The lines of authority and title of one signature."""
    return each("d", f"{name}.quyen_han", p("quyenhan", "{{ d }}"))


def signer_name(name: str) -> str:
    """Room to sign, another post, the name."""
    room = '<w:r><w:rPr><w:color w:val="000000"/></w:rPr><w:t xml:space="preserve"> </w:t></w:r>'
    height = twips(norm.layout_mm("bang_ky")["cho_ky"])
    empty = (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id("choky")}"/>'
        f'<w:spacing w:line="{height}" w:lineRule="exact"/></w:pPr>{room}</w:p>'
    )
    other = when(f"{name}.chuc_vu_khac", p("chucvukhac", f"{{{{ {name}.chuc_vu_khac }}}}"))
    return empty + other + p("hoten", f"{{{{ {name}.ho_ten }}}}")


def recipients_block() -> str:
    """Nơi nhận and its lines."""
    return p("noinhan", "Nơi nhận:") + each("d", "noi_nhan", p("noinhan_ds", "{{ d }}"))


def gap(points: int, keep: bool = False) -> str:
    """An empty line of an exact height; ``keep`` holds it to what follows."""
    properties = f'{"<w:keepNext/>" if keep else ""}<w:spacing w:line="{points * 20}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id("hetphan")}"/>{properties}</w:pPr></w:p>'


def signature_block() -> str:
    """Recipients on the left, the signature on the right, level with each other."""
    layout = norm.layout_mm("bang_ky")
    cells = [recipients_block(), signer_titles("nguoi_ky") + signer_name("nguoi_ky")]
    return gap(10) + frame([layout["trai"], layout["phai"]], cells, keep=True)


def signatures_block() -> str:
    """Several signers two by two, titles level with titles and names with names, then the recipients."""
    layout = norm.layout_mm("bang_ky")
    half = (layout["trai"] + layout["phai"]) / 2
    sides = ("h.trai", "h.phai")
    names = [signer_name(side) + gap(12, keep=True) for side in sides]
    table = frame([half, half], [signer_titles(side) + gap(1, keep=True) for side in sides], names, keep=True)
    start, end = table.index("<w:tr>"), table.index("</w:tbl>")
    loop = _row_tag("for h in hang_ky", half), _row_tag("endfor", half)
    return gap(10) + table[:start] + loop[0] + table[start:end] + loop[1] + table[end:] + recipients_block()


def _row_tag(code: str, half_mm: float) -> str:
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{twips(half_mm)}" w:type="dxa"/></w:tcPr>'
    return f"<w:tr>{cell}<w:p><w:r><w:t>{{%tr {code} %}}</w:t></w:r></w:p></w:tc>{cell}<w:p/></w:tc></w:tr>"


def prototype_table() -> str:
    """The table whose rows every table of the document is made of: heads, (1) (2), group, row, total.

    Columns: centred (TT), running text, agencies and times, figures.
    """
    rows = [
        (["bang_dau"] * 4, ["TT", "Nội dung", "Cơ quan, thời gian", "Số liệu"], "<w:cantSplit/><w:tblHeader/>"),
        (["bang_giua"] * 4, ["(1)", "(2)", "(3)", "(4)"], "<w:cantSplit/><w:tblHeader/>"),
        (["bang_dau", "bang_nhom", "bang_nhom", "bang_nhom"], ["I", "Nhóm", "Nhóm", "Nhóm"], "<w:cantSplit/>"),
        (
            ["bang_giua", "bang_chu", "bang_o", "bang_so"],
            ["1", "Nội dung", "Cơ quan, thời gian", "1.000"],
            "<w:cantSplit/>",
        ),
        (["bang_dau", "bang_nhom", "bang_nhom", "bang_so"], ["", "Tổng cộng", "", "1.000"], "<w:cantSplit/>"),
    ]
    widths = [12, 68, 50, 35]
    grid = "".join(f'<w:gridCol w:w="{twips(mm)}"/>' for mm in widths)
    body = "".join(_prototype_row(styles, texts, flags, widths) for styles, texts, flags in rows)
    properties = (
        f'<w:tblPr><w:tblStyle w:val="VBBang"/><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
    )
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _prototype_row(styles: list[str], texts: list[str], flags: str, widths: list[int]) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(mm)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{p(style, text)}</w:tc>"
        for style, text, mm in zip(styles, texts, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{flags}</w:trPr>{cells}</w:tr>"


# --- the package ------------------------------------------------------------------------------------------------------


def parts(form: frozenset[str], size_set: str) -> dict[str, str]:
    """Every part of one template by its name."""
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(
            {"rId1": (f"{OFFICE}/officeDocument", "word/document.xml"),
             "rId2": (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
             "rId3": (f"{OFFICE}/extended-properties", "docProps/app.xml")}
        ),
        "docProps/core.xml": core(),
        "docProps/app.xml": f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>soanthao</Application></Properties>',
        "word/document.xml": document_xml(form, size_set),
        "word/styles.xml": styles_xml(size_set),
        "word/settings.xml": settings(),
        "word/header1.xml": header(p("sotrang", inner=page_field())),
        "word/header2.xml": header(p("sotrang")),
        "word/footnotes.xml": footnotes(),
        "word/fontTable.xml": font_table(),
        "word/theme/theme1.xml": theme(),
        "word/_rels/document.xml.rels": relationships(
            {"rId1": (f"{OFFICE}/styles", "styles.xml"), "rId2": (f"{OFFICE}/settings", "settings.xml"),
             "rId3": (f"{OFFICE}/header", "header1.xml"), "rId4": (f"{OFFICE}/header", "header2.xml"),
             "rId5": (f"{OFFICE}/footnotes", "footnotes.xml"), "rId6": (f"{OFFICE}/fontTable", "fontTable.xml"),
             "rId7": (f"{OFFICE}/theme", "theme/theme1.xml")}
        ),
    }  # fmt: skip


def build(name: str, size_set: str) -> bytes:
    """The bytes of one template."""
    return write(member(part, text.encode("utf-8")) for part, text in parts(FORMS[name], size_set).items())


def main(folder: Path) -> None:
    """Write every template: set A in the folder itself, set B in its ``bo-b``."""
    for size_set, target in (("A", folder), ("B", folder / "bo-b")):
        target.mkdir(parents=True, exist_ok=True)
        for name in FORMS:
            (target / f"{name}.docx").write_bytes(build(name, size_set))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
