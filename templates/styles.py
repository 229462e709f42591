"""The style part of the templates: one paragraph style per component of the norm."""

from __future__ import annotations

from generator.templates.parts import DECLARATION, NAMESPACES

from generator import norm
from generator.norm import Component, components
from generator.vntext import slug

# Space before (pt) and, where it matters, keep-with-next, of the components that are not running text.
SPACE_BEFORE_PT = {
    "so": 6, "diadanh": 6, "vv": 6, "tenloai": 18, "thamquyen": 12, "kinhgui": 12, "kinhgui_ds": 3, "kemtheo": 3,
    "phan": 12, "phan_td": 3, "duongke": 3, "quyenhan": 0, "noinhan_ds": 0, "pl_kt": 3,
    "bang_dau": 2, "bang_giua": 2, "bang_chu": 2, "bang_o": 2, "bang_so": 2, "bang_nhom": 2,
}  # fmt: skip
SPACE_AFTER_PT = {"bang_dau": 2, "bang_giua": 2, "bang_chu": 2, "bang_o": 2, "bang_so": 2, "bang_nhom": 2, "duongke": 2}
KEEP_NEXT = {
    "phan", "phan_td", "muc_b", "khoan_td", "tenloai", "trichyeu", "thamquyen", "pl", "pl_td", "pl_kt", "bang_nhom",
    "bang_dau", "noinhan", "noinhan_ds", "quyenhan", "choky", "chucvukhac", "hoten",
}  # fmt: skip
EXACT_LINE_TWIPS = {"hetphan": 20}
ASCENT = 0.891  # of Times New Roman, in ems: what a larger neighbour stands lower by
EDGES = ("top", "left", "bottom", "right")
KINH_GUI_TWIPS = {"kinhgui": 1982, "kinhgui_ds": 2552}  # Mẫu 1.5


def style_id(component: str) -> str:
    """The id of a component's paragraph style: the style name without diacritics ("VBQuocHieu")."""
    return "".join(
        word.capitalize() if word != "vb" else "VB" for word in slug(components()[component].style).split("-")
    )


def styles_xml(size_set: str) -> str:
    """The style part: defaults, one paragraph style per component, the table style, footnote marks."""
    font = norm.page().font
    body = norm.size_pt("body", size_set)
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{_size(body)}"
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    own = "".join(_paragraph_style(c, size_set) for c in components().values())
    return f"{DECLARATION}<w:styles {NAMESPACES}>{defaults}{_base_styles(body)}{own}</w:styles>"


def _base_styles(body: float) -> str:
    borders = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in (*EDGES, "insideH", "insideV")
    )
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="VBBang"><w:name w:val="VB Bảng"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>"
    )


def _paragraph_style(c: Component, size_set: str) -> str:
    size = norm.size_pt(c.id, size_set)
    weight = ("<w:b/><w:bCs/>" if c.bold else "") + ("<w:i/><w:iCs/>" if c.italic else "")
    color = f'<w:color w:val="{c.color}"/>' if c.color != "000000" else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id(c.id)}"><w:name w:val="{c.style}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{_paragraph_format(c, size_set)}</w:pPr>'
        f"<w:rPr>{weight}{color}{_size(size)}</w:rPr></w:style>"
    )


def _paragraph_format(c: Component, size_set: str) -> str:
    keep = "<w:keepNext/>" if c.id in KEEP_NEXT else ""
    return f'{keep}<w:widowControl/>{_spacing(c, size_set)}{_indent(c)}<w:jc w:val="{c.align}"/>'


def _spacing(c: Component, size_set: str) -> str:
    chosen = norm.running_text().chosen
    if c.running:
        line, before = round(chosen["gian_dong"] * 240), round(chosen["cach_doan_pt"] * 20)
        return f'<w:spacing w:before="{before}" w:after="0" w:line="{line}" w:lineRule="auto"/>'
    if c.id in EXACT_LINE_TWIPS:
        return f'<w:spacing w:before="0" w:after="0" w:line="{EXACT_LINE_TWIPS[c.id]}" w:lineRule="exact"/>'
    before = round((SPACE_BEFORE_PT.get(c.id, 0) + _levelling_pt(c, size_set)) * 20)
    after = round(SPACE_AFTER_PT.get(c.id, 0) * 20)
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'


def _levelling_pt(c: Component, size_set: str) -> float:
    """What the number must stand lower by, so that its letters stand on one line with the date beside it."""
    return (norm.size_pt("diadanh", size_set) - norm.size_pt("so", size_set)) * ASCENT if c.id == "so" else 0.0


def _indent(c: Component) -> str:
    if c.running:
        return f'<w:ind w:firstLine="{round(norm.running_text().chosen["dong_dau_cm"] * 567)}"/>'
    return f'<w:ind w:left="{KINH_GUI_TWIPS[c.id]}"/>' if c.id in KINH_GUI_TWIPS else ""


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'
