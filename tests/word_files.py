"""Word packages made from a few lines of XML, for the tests of the reader."""

from __future__ import annotations

from collections.abc import Mapping

from generator.flow import Flow, Grid, Para
from generator.word.content import read_flow

OPEN = "http://schemas.openxmlformats.org"
NAMESPACES = (
    f'xmlns:w="{OPEN}/wordprocessingml/2006/main" xmlns:r="{OPEN}/officeDocument/2006/relationships" '
    f'xmlns:wp="{OPEN}/drawingml/2006/wordprocessingDrawing" xmlns:a="{OPEN}/drawingml/2006/main" '
    f'xmlns:pic="{OPEN}/drawingml/2006/picture" xmlns:mc="{OPEN}/markup-compatibility/2006" '
    f'xmlns:m="{OPEN}/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:future="urn:example:future" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_RELATIONS = f"{OPEN}/officeDocument/2006/relationships"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = f'<Types><Override PartName="/word/document.xml" ContentType="{_MAIN_TYPE}"/></Types>'.encode()


def relations(rows: Mapping[str, tuple[str, str]], *, external: bool = False) -> bytes:
    """A part of relationships: id → (kind, target)."""
    mode = ' TargetMode="External"' if external else ""
    inside = "".join(f'<Relationship Id="{id}" Type="{_RELATIONS}/{kind}" Target="{target}"{mode}/>'
                     for id, (kind, target) in rows.items())  # fmt: skip
    return f'<Relationships xmlns="{OPEN}/package/2006/relationships">{inside}</Relationships>'.encode()


def part(root: str, inside: str) -> bytes:
    """A part with a root element of the main namespace."""
    return f"<w:{root} {NAMESPACES}>{inside}</w:{root}>".encode()


def package(body: str, **others: str) -> dict[str, bytes]:
    """The parts of a document: its body, and the insides of styles, numbering, footnotes, header1, …"""
    kinds = {name: name.rstrip("0123456789") for name in others}
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations({name: (kinds[name], f"{name}.xml") for name in others}),
    }
    roots = {"header": "hdr", "footer": "ftr"}
    return parts | {f"word/{name}.xml": part(roots.get(kinds[name], name), text) for name, text in others.items()}


def flow(body: str, **others: str) -> Flow:
    """The flow of such a document."""
    return read_flow(package(body, **others))


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inside: str, properties: str = "") -> str:
    """A paragraph; a text without markup is a run."""
    runs = "".join(text if text.startswith("<") else r(text) for text in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def tc(*inside: str, properties: str = "") -> str:
    """A cell; a text without markup is a paragraph."""
    blocks = "".join(text if text.startswith("<") else p(text) for text in inside) or p()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; a text without markup is a cell."""
    inside = "".join(text if text.startswith("<") else tc(text) for text in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def tbl(*rows: str, properties: str = "", widths: tuple[int, ...] = ()) -> str:
    """A table."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def style(kind: str, id: str, inside: str, based: str = "", default: bool = False) -> str:
    """A style."""
    base = f"<w:basedOn w:val='{based}'/>" if based else ""
    return (f"<w:style w:type='{kind}' w:styleId='{id}' w:default='{int(default)}'><w:name w:val='{id}'/>{base}"
            f"{inside}</w:style>")  # fmt: skip


def lvl(level: int, text: str, format: str = "decimal", more: str = "", start: str = "<w:start w:val='1'/>") -> str:
    """A level of a list."""
    return f"<w:lvl w:ilvl='{level}'>{start}<w:numFmt w:val='{format}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"


def num(id: int, definition: int, override: str = "") -> str:
    """A list of a definition."""
    return f"<w:num w:numId='{id}'><w:abstractNumId w:val='{definition}'/>{override}</w:num>"


def definition(*levels: str, nums: str | None = None) -> str:
    """A definition of lists, and its lists (one, number 1)."""
    inside = "".join(levels)
    return f"<w:abstractNum w:abstractNumId='0'>{inside}</w:abstractNum>{num(1, 0) if nums is None else nums}"


def item(text: str = "", level: int = 0, number: int = 1) -> str:
    """A paragraph of a list."""
    return p(*([text] if text else []), properties=in_list(level, number))


def in_list(level: int, number: int) -> str:
    """The properties of a paragraph of a list."""
    return f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>"


def field(code: str, result: str = "", *, separated: bool = True) -> str:
    """A complex field."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    middle = marks["separate"] + result if separated else ""
    return f"{marks['begin']}<w:r><w:instrText>{code}</w:instrText></w:r>{middle}{marks['end']}"


def change(kind: str, inside: str, author: str = "An") -> str:
    """A tracked change."""
    return f'<w:{kind} w:id="1" w:author="{author}" w:date="2026-11-01T09:00:00Z">{inside}</w:{kind}>'


def deleted(text: str) -> str:
    """Deleted letters."""
    return change("del", f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>')


def box(inside: str) -> str:
    """A text box in both its forms."""
    new = f"<w:drawing><wps:wsp><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict>"
    return (f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
            f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>")  # fmt: skip


def texts(made: Flow) -> list[str]:
    """The letters of the blocks that are paragraphs."""
    return [block.text for block in made.blocks if isinstance(block, Para)]


def labels(made: Flow) -> list[str]:
    """The labels of the paragraphs."""
    return [block.label for block in made.blocks if isinstance(block, Para)]


def grid(made: Flow) -> Grid:
    """The first table."""
    return next(block for block in made.blocks if isinstance(block, Grid))


def shape(made: Grid) -> list[list[str]]:
    """Its cells as texts; "←" and "↑" for merged ones."""
    signs = {"left": "←", "above": "↑"}
    return [[signs.get(cell.merged, cell.text) for cell in row] for row in made.rows]


def codes(made: Flow) -> list[tuple[str, str]]:
    """(code, place) of what the reader says."""
    return [(problem.code, problem.place) for problem in made.found]
