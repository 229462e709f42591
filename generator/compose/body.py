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
    node, label, rest = point.node, point.label, list(point.node.paragraphs)
    if node.heading is not None:
        yield from _heading(point)
    elif point.style in _OWN_LINE:
        yield Draft("phan", (Run(label),))
    else:
        yield from _first(point, label, rest)
    for text in rest:
        yield Draft("than", parse(text))
    if node.table is not None:
        yield Draft("bang", table=node.table, id="/".join(map(str, point.path)))


def _first(point: Point, label: str, rest: list[str]) -> Iterator[Draft]:
    """The paragraph that carries the number; ``rest`` loses the text that it takes."""
    node = point.node
    first = rest.pop(0) if rest else None
    if node.lead_in is not None:
        colon = "" if node.lead_in.endswith((":", ".", ";")) else ":"
        bold = (Run(label + "", bold=True), *(replace(run, bold=True) for run in parse(node.lead_in)), Run(colon, bold=True))
        yield Draft(_kind(point.style), bold + ((Run(" "), *parse(first)) if first else ()))
    elif first is not None:
        bold_label = point.style == "dieu"
        yield Draft(_kind(point.style), (Run(label, bold=bold_label), *parse(first)))


def _kind(style: str) -> str:
    return _TEXT_KIND.get(style, "khoan")


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
    """The drafts with "./." at the very end: after the last sentence, or on its own line after a table."""
    if not drafts or drafts[-1].kind == "bang":
        return [*drafts, Draft("than", (Run(END_MARK),))]
    last = drafts[-1]
    if last.text.rstrip().endswith(END_MARK):
        return drafts
    return [*drafts[:-1], replace(last, runs=_ended(last.runs))]


def _ended(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    index = max((i for i, run in enumerate(runs) if run.text), default=-1)
    if index < 0:
        return (*runs, Run(END_MARK))
    text = runs[index].text.rstrip()
    if text.endswith(("...", "…")):
        text += " "
    elif text.endswith((".", ";")):
        text = text[:-1]
    return (*runs[:index], replace(runs[index], text=text + END_MARK), *runs[index + 1 :])


def block(draft: Draft, resolve: Callable[[str], str], note: Callable[[str], int]) -> Block:
    """The printed block of a draft; a table is filled in later."""
    chu = runs_xml([r for r in draft.runs if r.text or r.reference or r.footnote], resolve=resolve, note=note)
    return Block(draft.kind, chu if draft.runs else Markup())
