"""What is done to ``document.xml`` after the tags are filled: sections closed, the signature kept, rules measured.

Word has no place for a tag inside section properties, a drawing's size or a paragraph's "keep with next", so these three
are set on the finished text. Everything else of the look stays in the template.
"""

from __future__ import annotations

import re
from itertools import count

_LAST_SECTION = re.compile(r"(<w:p>|<w:p [^>]*>)(<w:pPr>(?:(?!</?w:pPr>).)*?)(<w:sectPr[ >](?:(?!</w:sectPr>).)*</w:sectPr>)(</w:pPr></w:p>)\s*<w:sectPr[ >].*?</w:sectPr>\s*</w:body>", re.DOTALL)  # fmt: skip # noqa: E501
_DOCPR = re.compile(r'(<wp:docPr id=")\d+(")')
_RULE = re.compile(r'<wp:extent cx="\d+"((?:(?!<wp:extent).)*?name="duong_ke\.(\w+)".*?<a:ext cx=")\d+(")', re.DOTALL)
_PARAGRAPH_STYLE = re.compile(r"<w:pPr><w:pStyle [^>]*/>")
EMU_PER_MM = 36_000
LONG_ENOUGH = 160  # letters that surely fill two lines of running text


def finish(xml: str, rules_mm: dict[str, list[float]], signature_style: str) -> str:
    """The finished ``document.xml``: see the module."""
    return number_drawings(set_rules(keep_signature(close_last_section(xml), signature_style), rules_mm))


def close_last_section(xml: str) -> str:
    """Let the section of the last paragraph be the section of the body, so that no empty page follows it."""
    start = xml.rfind("<w:sectPr", 0, xml.rfind("<w:sectPr"))
    start = xml.rfind("<w:p>", 0, start) if start >= 0 else -1
    if start < 0:
        return xml
    return xml[:start] + _LAST_SECTION.sub(r"\1\2\4\3</w:body>", xml[start:])


def keep_signature(xml: str, signature_style: str) -> str:
    """Keep the last lines of text (two at least) on the page of the signature table.

    The table's own rows hold together through the template; here the paragraphs before it get "keep with next", as many
    as surely make two lines (Word keeps two lines of a longer paragraph by widow control).
    """
    first = xml.find(f'<w:pStyle w:val="{signature_style}"/>')
    table = xml.rfind("<w:tbl>", 0, first) if first >= 0 else -1
    if table < 0:
        return xml
    end = table
    for _ in range(3):
        start = max(xml.rfind("<w:p>", 0, end), xml.rfind("<w:p ", 0, end))
        if start < 0 or "</w:tbl>" in xml[start:end]:
            break
        paragraph = xml[start:end]
        kept = _PARAGRAPH_STYLE.sub(lambda m: m.group() + "<w:keepNext/>", paragraph, count=1)
        if "<w:keepNext/>" not in paragraph:
            xml = xml[:start] + kept + xml[end:]
        if len(re.sub(r"<[^>]+>", "", paragraph)) >= LONG_ENOUGH:
            break
        end = start
    return xml


def set_rules(xml: str, rules_mm: dict[str, list[float]]) -> str:
    """Give each rule the length that its own text asks for; lengths are millimetres by name, in order of standing."""
    waiting = {name: iter(lengths) for name, lengths in rules_mm.items()}

    def sized(match: re.Match[str]) -> str:
        length = next(waiting.get(match[2], iter(())), None)
        if length is None:
            return match.group()
        emu = round(length * EMU_PER_MM)
        return f'<wp:extent cx="{emu}"{match[1]}{emu}{match[3]}'

    return _RULE.sub(sized, xml) if 'name="duong_ke.' in xml else xml


def number_drawings(xml: str) -> str:
    """Give drawings sequential ids: loops repeat them, and Word wants each once."""
    ids = count(1)
    return _DOCPR.sub(lambda m: f"{m[1]}{next(ids)}{m[2]}", xml) if "<wp:docPr" in xml else xml
