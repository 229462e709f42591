"""The text of a template part made ready for Jinja by docxtpl's own static patching."""

from __future__ import annotations

import re
from io import BytesIO

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from generator.printed import Block, SignerLines, SignerRow, tag_fields
from generator.word.xml import parse

_TAGGED = re.compile(r"word/(document|header\d*|footer\d*)\.xml\Z|docProps/core\.xml\Z")
_RECORDS: dict[type, frozenset[str]] = {of: frozenset(tag_fields(of)) for of in (Block, SignerLines, SignerRow)}
_EMPTY_RUN = re.compile(
    r"<w:r(?: [^>]*)?>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^>]*)?></w:t></w:r>", re.DOTALL
)
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
# docxtpl's way of writing a literal brace in a template; resolved here, so that a value may hold the same letters.
_ESCAPES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}


class _Environment(SandboxedEnvironment):
    """The sandbox, told that the fields of the printed records are safe: they are most of a template's look-ups."""

    def getattr(self, obj: object, attribute: str) -> object:
        """An attribute: of a printed record directly, of anything else through the sandbox."""
        if attribute in _RECORDS.get(type(obj), ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


def environment() -> SandboxedEnvironment:
    """The one Jinja environment: escaped, strict, sandboxed; nothing but the language itself."""
    env = _Environment(autoescape=True, undefined=StrictUndefined)
    env.globals.clear()
    env.filters.clear()
    env.tests.clear()
    return env


def tagged_parts(parts: dict[str, bytes]) -> list[str]:
    """The names of the parts that hold tags, sorted."""
    return sorted(name for name, data in parts.items() if _TAGGED.match(name) and re.search(rb"\{(<[^>]*>)*[{%]", data))


def patched(data: bytes) -> str:
    """A part as Jinja source, without the empty runs that the patching leaves. Raises ``XmlError``."""
    xml = etree.tostring(parse(data), encoding="unicode")
    return _EMPTY_RUN.sub("", DocxTemplate(BytesIO()).patch_xml(xml))


def one_tag_per_line(source: str) -> tuple[str, list[str]]:
    """The source with each tag on a line of its own, and the tags in order: line ``n + 1`` holds ``tags[n - 1]``.

    Jinja names only lines; this lets a mistake be traced to its tag. The result is for checking, not for rendering.
    """
    flat = source.replace("\n", " ")
    tags = [m.group() for m in _TAG.finditer(flat)]
    return _TAG.sub(lambda m: "\n" + m.group(), flat), tags


def resolve_escapes(tree: nodes.Template) -> nodes.Template:
    """Write ``{_{`` of the template's own text as ``{{``; values are never touched."""
    for data in tree.find_all(nodes.TemplateData):
        for written, meant in _ESCAPES.items():
            data.data = data.data.replace(written, meant)
    return tree
