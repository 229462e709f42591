"""The parts of a template around its document: types, relations, settings, headers, notes, fonts, theme."""

from __future__ import annotations

from generator import norm

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def content_types() -> str:
    """The types of the parts."""
    overrides = {
        "/word/document.xml": f"{WORD_TYPE}.document.main+xml", "/word/styles.xml": f"{WORD_TYPE}.styles+xml",
        "/word/settings.xml": f"{WORD_TYPE}.settings+xml", "/word/header1.xml": f"{WORD_TYPE}.header+xml",
        "/word/header2.xml": f"{WORD_TYPE}.header+xml", "/word/footnotes.xml": f"{WORD_TYPE}.footnotes+xml",
        "/word/fontTable.xml": f"{WORD_TYPE}.fontTable+xml",
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }  # fmt: skip
    made = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{made}</Types>'
    )


def relationships(rows: dict[str, tuple[str, str]]) -> str:
    """A relationship part: id → (type, target)."""
    made = "".join(f'<Relationship Id="{k}" Type="{kind}" Target="{target}"/>' for k, (kind, target) in rows.items())
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def core() -> str:
    """The properties of the file: the subject as its title, the language, nobody's name."""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{{ tieu_de }}</dc:title><dc:language>vi-VN</dc:language>'
        "</cp:coreProperties>"
    )


def settings() -> str:
    """Settings: Word 2013 and later, Vietnamese, footnote separators."""
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/>'
        '</w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def page_field() -> str:
    """The runs of the page number."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def header(paragraph: str) -> str:
    """A header of one paragraph."""
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{paragraph}</w:hdr>"


def footnotes() -> str:
    """The footnote part with nothing but its two separators."""

    def separator(number: int, kind: str, mark: str) -> str:
        return f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'

    both = separator(-1, "separator", "separator") + separator(0, "continuationSeparator", "continuationSeparator")
    return f"{DECLARATION}<w:footnotes {NAMESPACES}>{both}</w:footnotes>"


def font_table() -> str:
    """The one font."""
    return (
        f'{DECLARATION}<w:fonts {NAMESPACES}><w:font w:name="{norm.page().font}"><w:charset w:val="00"/>'
        '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def theme() -> str:
    """The theme that Word offers to who edits the template: black on white, the font of the norm for everything."""
    accents = [f"accent{number}" for number in range(1, 7)]
    names = {"dk1": "000000", "lt1": "FFFFFF", "dk2": "000000", "lt2": "FFFFFF"} | dict.fromkeys(accents, "000000")
    names |= {"hlink": "000000", "folHlink": "000000"}
    colors = "".join(f'<a:{name}><a:srgbClr val="{color}"/></a:{name}>' for name, color in names.items())
    font = f'<a:latin typeface="{norm.page().font}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    line = '<a:ln w="9525"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' * 3
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{DECLARATION}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="soanthao">'
        f'<a:themeElements><a:clrScheme name="soanthao">{colors}</a:clrScheme><a:fontScheme name="soanthao">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="soanthao"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
