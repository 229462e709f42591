"""The compiled template: Jinja functions for the parts with tags, compressed bytes for all others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jinja2 import Template as JinjaTemplate

from generator import norm
from generator.printed import Footnote, Printed, tag_fields
from generator.problems import ProblemsError, errors, joined, problem
from generator.template.inspect import check_template
from generator.template.source import environment, patched, resolve_escapes, tagged_parts
from generator.word import marks, prototype
from generator.word.archive import Member, member, read, write
from generator.word.finish import finish
from generator.word.properties import without_people
from generator.word.styles import Styles
from generator.word.xml import parse

DOCUMENT = "word/document.xml"
FOOTNOTES = "word/footnotes.xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Rendered:
    """A finished document: the bytes of the file, and for the proof its main part, footnotes and other filled parts."""

    data: bytes
    document: bytes
    notes: bytes = b""
    others: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Template:
    """A template compiled once and rendered many times."""

    name: str
    parts: dict[str, bytes]
    jinja: dict[str, JinjaTemplate]
    static: dict[str, Member]
    digests: dict[str, bytes]
    prototype: prototype.TablePrototype | None
    signature_style: str = field(default="")

    @cached_property
    def digest(self) -> str:
        """The digest of the template's parts: two templates with one digest print alike."""
        return hashlib.sha256(b"".join(n.encode() + self.parts[n] for n in sorted(self.parts))).hexdigest()

    def render(self, printed: Printed, annexes: Sequence[marks.AnnexMark] = ()) -> Rendered:
        """The document. Raises ``ProblemsError`` when the template lacks what the document needs."""
        context = {name: getattr(printed, name) for name in _ROOT_FIELDS}
        made = {name: self._part(name, template, context, printed) for name, template in self.jinja.items()}
        if printed.chu_thich:
            made[FOOTNOTES] = self._footnotes(printed.chu_thich)
        digests = self.digests | {name: marks.part_digest(data) for name, data in made.items()}
        made[marks.ITEM] = marks.item_xml(annexes, marks.package_digest(digests))
        members = [m for name, m in self.static.items() if name not in made]
        data = write([*members, *(member(name, part) for name, part in made.items())])
        others = {name: made[name] for name in self.jinja if name != DOCUMENT}
        return Rendered(data, made[DOCUMENT], made.get(FOOTNOTES, b""), others)

    def _part(self, name: str, template: JinjaTemplate, context: dict[str, Any], printed: Printed) -> bytes:
        text = "".join(_render(template, context))
        if name == DOCUMENT:
            text = finish(text, printed.duong_ke, self.signature_style)
        return (_DECLARATION + text).encode("utf-8")

    def _footnotes(self, notes: Iterable[Footnote]) -> bytes:
        if FOOTNOTES not in self.parts:
            raise ProblemsError([problem("M012", place=self.name, feature=FOOTNOTES)])
        made = "".join(_footnote(note) for note in notes)
        return self.parts[FOOTNOTES].replace(b"</w:footnotes>", made.encode() + b"</w:footnotes>")


_ROOT_FIELDS = tuple(tag_fields(Printed))


def _render(template: JinjaTemplate, context: dict[str, Any]) -> Iterable[str]:
    return template.root_render_func(template.new_context(context, shared=True))


def _footnote(note: Footnote) -> str:
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    space = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
    style = '<w:pPr><w:pStyle w:val="VBChuThich"/></w:pPr>'
    return f'<w:footnote w:id="{note.ma}"><w:p>{style}{mark}{space}{note.chu}</w:p></w:footnote>'


def compile_template(data: bytes, name: str) -> Template:
    """Compile a template file. Raises ``ProblemsError`` with every fault when the template fails its check."""
    faults = errors(check_template(data))
    if faults:
        raise ProblemsError(fault.at(joined([name, fault.place], ": ") if fault.place else name) for fault in faults)
    parts = without_people(marks.tie(read(data)))
    jinja = {part: _compile(patched(parts[part])) for part in tagged_parts(parts)}
    static = {part: member(part, blob) for part, blob in parts.items() if part not in jinja}
    digests = {part: marks.part_digest(parts[part]) for part in static}
    tree = parse(parts[DOCUMENT])
    return Template(name, parts, jinja, static, digests, prototype.find(tree), _signature_style(parts))


def _compile(source: str) -> JinjaTemplate:
    env = environment()
    code = env.compile(resolve_escapes(env.parse(source)))
    make: Callable[..., JinjaTemplate] = env.template_class.from_code
    return make(env, code, env.make_globals(None))


def _signature_style(parts: dict[str, bytes]) -> str:
    """The id of the style of the signature's first lines: their table is kept with the text before it."""
    if "word/styles.xml" not in parts:
        return ""
    return Styles(parse(parts["word/styles.xml"])).ids.get(norm.components()["quyenhan"].style, "")
