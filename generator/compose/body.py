"""The body as blocks: each point a heading, a numbered paragraph, a table, in printed order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.compose.numbering import Point
from generator.inline import Run, parse
from generator.model import Table
from generator.printed import Block
from generator.word.runs import runs_xml

END_MARK = "./."
_TEXT_KIND = {"a": "diem", "(1)": "diem", "-": "gach", "+": "gach", "khong": "than"}
_OWN_LINE = {"phan", "chuong", "muc"}
_TITLES = {"phan", "phan_td", "muc", "khoan_td", "dieu", "quyet_dinh"}  # lines that are no sentences to end


@dataclass(frozen=True)
class Draft:
    """A block before its runs become XML: kind, runs, or the table that stands here (with the place of its source)."""

    kind: str
    runs: tuple[Run, ...] = ()
    table: Table | None = None
    id: str = ""

    @property
    def text(self) -> str:
        """The letters of the block."""
        return "".join(run.text for run in self.runs)


def point_drafts(points: Sequence[Point]) -> Iterator[Draft]:
    """The drafts of numbered points and all below them."""
    for point in points:
        yield from _own(point)
        yield from point_drafts(point.children)


def _own(point: Point) -> Iterator[Draft]:
    node, texts = point.node, list(point.node.paragraphs)
    if node.heading:
        yield from _heading(point)
    elif point.style in _OWN_LINE and node.has_words:
        yield Draft("phan", (Run(point.label),))
    elif node.has_words:
        yield _first(point, texts)
    if node.lead_in and (node.heading or point.style in _OWN_LINE):
        yield Draft("than", _run_in("", node.lead_in, texts))
    for text in texts:
        yield Draft("than", parse(text))
    if node.table is not None:
        yield Draft("bang", table=node.table, id="/".join(map(str, point.path)))


def _first(point: Point, texts: list[str]) -> Draft:
    """The paragraph that carries the number; it takes the first of the texts, if there is one."""
    kind = _TEXT_KIND.get(point.style, "khoan")
    if point.node.lead_in:
        return Draft(kind, _run_in(point.label, point.node.lead_in, texts))
    return Draft(kind, (Run(point.label, bold=point.style == "dieu"), *parse(texts.pop(0))))


def _run_in(label: str, lead_in: str, texts: list[str]) -> tuple[Run, ...]:
    """Number and lead-in in bold, then the first of the texts."""
    colon = "" if lead_in.endswith((":", ".", ";")) else ":"
    bold = (Run(label, bold=True), *(replace(run, bold=True) for run in parse(lead_in)), Run(colon, bold=True))
    return bold + ((Run(" "), *parse(texts.pop(0))) if texts else ())


def _heading(point: Point) -> Iterator[Draft]:
    heading, style = point.node.heading or "", point.style
    if style in _OWN_LINE:
        yield Draft("phan", (Run(point.label),))
        yield Draft("phan_td", upper(parse(heading)))
    elif style == "I":
        yield Draft("muc", (Run(point.label), *upper(parse(heading))))
    else:
        kind = {"dieu": "dieu", "a": "diem", "(1)": "diem", "-": "gach", "+": "gach"}.get(style, "khoan_td")
        yield Draft(kind, (Run(point.label), *parse(heading)))


def upper(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Runs in capitals."""
    return tuple(replace(run, text=run.text.upper()) for run in runs)


def with_end_mark(drafts: list[Draft]) -> list[Draft]:
    """The drafts with "./." at the very end: after the last sentence, or on its own line after a table or a title."""
    if not drafts or drafts[-1].kind == "bang" or drafts[-1].kind in _TITLES:
        return [*map(_unmarked, drafts), Draft("than", (Run(END_MARK),))]
    last = drafts[-1]
    ended = last if last.text.rstrip().endswith(END_MARK) else replace(last, runs=_ended(last.runs))
    return [*map(_unmarked, drafts[:-1]), ended]


def _unmarked(draft: Draft) -> Draft:
    """A paragraph before the end, whose end mark is a full stop."""
    index = max((i for i, run in enumerate(draft.runs) if run.text), default=0)
    if not draft.text.rstrip().endswith(END_MARK) or not draft.runs[index].text.rstrip().endswith(END_MARK):
        return draft
    stopped = replace(draft.runs[index], text=draft.runs[index].text.rstrip().removesuffix("/."))
    return replace(draft, runs=(*draft.runs[:index], stopped, *draft.runs[index + 1 :]))


def _ended(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs of a sentence with the end mark in the place of its full stop, behind a footnote mark at its end."""
    index = max((i for i, run in enumerate(runs) if run.text or run.reference), default=-1)
    if index < 0 or runs[index].reference:
        return (*runs, Run(END_MARK))
    text = runs[index].text.rstrip()
    ellipsis = text.endswith(("...", "…"))
    if text.endswith((".", ";")) and not ellipsis:
        text = text[:-1]
    mark = (" " if ellipsis else "") + END_MARK
    if runs[index + 1 :] or replace(runs[index], text="") != Run():
        return (*runs[:index], replace(runs[index], text=text), *runs[index + 1 :], Run(mark))
    return (*runs[:index], Run(text + mark))


def block(draft: Draft, resolve: Callable[[str], str], note: Callable[[str], int]) -> Block:
    """The printed block of a draft; a table is filled in later."""
    chu = runs_xml([r for r in draft.runs if r.text or r.reference or r.footnote], resolve=resolve, note=note)
    return Block(draft.kind, chu if draft.runs else Markup())
