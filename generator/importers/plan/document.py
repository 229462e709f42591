"""A flow becomes a plan: the components that recognition found, put where the plan file has them.

What the document does not say and the plan must is a marked blank (``…``) with a question; what no component claims
stands verbatim under ``chua_phan_loai``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator import inline
from generator.flow import Block, Flow, Grid, Para, paras_of, plain_para
from generator.importers.plan.account import Account, account, lost_words
from generator.importers.plan.base import Base, Path, components, validated, without_answer
from generator.importers.plan.sections import Sections
from generator.importers.plan.texts import literal, strings
from generator.inline import written
from generator.model import Document, Unplaced
from generator.problems import N_, Problem, Words, problem
from generator.recognise.back_matter.feet import Feet, feet
from generator.recognise.front_matter.head import Head, head
from generator.recognise.parts import Part, is_rule, lone_tables, parts
from generator.recognise.tables.task_tables import counts_on, joined, split_grids

BETWEEN, AT_ENDS = N_("phần ký"), N_("phần đầu và phần cuối văn bản")
IN_TABLE, NOTE, BESIDE = N_("bảng nhiệm vụ"), N_("chú thích"), N_("đầu trang, chân trang")
Passage = tuple[str, Para]


@dataclass(frozen=True)
class Imported:
    """A plan made of another file, and all that a person should know of how it was made.

    ``notes``: questions and remarks by the place in the plan they belong to. ``found``: problems with the place in the
    source. ``confidence``: of each component that was recognised.
    """

    document: Document
    notes: Mapping[Path, Sequence[str]]
    found: tuple[Problem, ...]
    account: Account
    confidence: Mapping[str, float]


@dataclass(frozen=True)
class _Cut:
    """A flow cut into its stretches; ``left`` are passages between them that belong to none."""

    head: Head
    body: Sequence[Block]
    feet: Feet | None
    parts: Sequence[Part]
    left: tuple[Passage, ...]

    @property
    def claimed(self) -> Iterator[Block]:
        """The blocks of head and feet and of the heads of annexes: read as components and printed anew."""
        yield from self.head.form
        yield from self.feet.form if self.feet else ()
        for part in (self.head, self.feet):
            for _, _, component in components(part):
                yield from component.blocks
        for annex in self.parts:
            yield from annex.head


def import_flow(flow: Flow, as_type: str | None = None) -> Imported:
    """The plan of a flow; ``as_type`` (a type of Điều 7 by its id) overrides the type that is recognised."""
    cut = _cut(flow)
    told = [para.text for para in paras_of((*cut.body, *(block for part in cut.parts for block in part.blocks)))]
    base = Base(cut.head, cut.feet, [p.attached_line for p in cut.parts if p.attached_line], told, as_type)
    sections = Sections(base.document(), flow.formatted, cut.body, cut.parts)
    values = sections.values()
    values["opening"] = (*base.preface(sections.base.type), *values["opening"])
    text = validated(sections.base, values)
    document = without_answer(validated(text, _kept(flow, cut, sections, text)))
    lost = lost_words(flow, document, [*cut.claimed, *sections.form, *flow.removed], sections.tables)
    return Imported(
        document=document,
        notes=_merged(base.notes, sections.notes),
        found=(*flow.found, *(problem("I060", place=para.place, words=" ".join(words)) for para, words in lost)),
        account=account(sections.tables, sections.tasks.doubtful, len(document.unplaced)),
        confidence={"/".join(map(str, path)): c.confidence for part in (cut.head, cut.feet)
                    for _, path, c in components(part)}
        | sections.confidence,
    )


def _cut(flow: Flow) -> _Cut:
    blocks = _whole_tables(flow.blocks)
    top = head(blocks, flow.formatted)
    rest = blocks[top.rest :]
    bottom = feet(rest)
    if bottom is None:
        body, annexes = parts(rest, after_signature=False)
        alone = None if annexes or top.type or top.issuer else lone_tables(body)
        if alone:
            body, annexes = (), (alone,)
        return _Cut(top, body, None, annexes, tuple((AT_ENDS, para) for para in top.unplaced))
    between, annexes = parts(rest[bottom.end :])
    left = [(BETWEEN, para) for para in paras_of(between) if not is_rule(para)]
    ends = [(AT_ENDS, para) for para in (*top.unplaced, *bottom.unplaced)]
    return _Cut(top, rest[: bottom.start], bottom, annexes, (*ends, *left))


def _whole_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with glued tables taken apart and the pieces of one table put together."""
    out: list[Block] = []
    waiting: list[Grid] = []
    between: list[Para] = []
    for block in blocks:
        if isinstance(block, Grid):
            pieces = split_grids(block)
            if not all(para.new_page for para in between) and not counts_on(waiting[-1], pieces[0]):
                out += [*joined(waiting), *between]
                waiting = []
            waiting, between = [*waiting, *pieces], []
        elif waiting and is_rule(block):
            between.append(block)
        else:
            out += [*joined(waiting), *between, block]
            waiting, between = [], []
    return (*out, *joined(waiting), *between)


def _kept(flow: Flow, cut: _Cut, sections: Sections, document: Document) -> dict[str, object]:
    """The footnotes that the text marks, and what nothing claimed."""
    used = set(_marks(document))
    notes = {key: " ".join(written(runs).split()) for key, runs in flow.footnotes.items()}
    spare = [(NOTE, Para(runs=tuple(runs))) for key, runs in flow.footnotes.items() if key not in used]
    aside = [(IN_TABLE, plain_para(row)) for table in sections.tables for row in table.aside]
    beside = [(BESIDE, para) for para in flow.beside]
    return {
        "footnotes": {key: text for key, text in notes.items() if key in used and text},
        "unplaced": tuple(_unplaced([*cut.left, *aside, *spare, *beside])),
    }


def _marks(document: Document) -> Iterator[str]:
    """The keys of all footnote marks of a document."""
    for text in strings(document.model_dump()):
        try:
            yield from inline.footnotes(text)
        except inline.InlineError:
            continue


def _unplaced(left: Iterable[Passage]) -> Iterator[Unplaced]:
    for where, para in left:
        if text := " ".join(literal(para.words).split()):
            place = str(Words(N_("{where} ({place})"), where=where, place=para.place)) if para.place else str(where)
            yield Unplaced(after=place, text=text)


def _merged(*notes: Mapping[Path, Sequence[str]]) -> dict[Path, list[str]]:
    merged: dict[Path, list[str]] = {}
    for some in notes:
        for path, words in some.items():
            merged.setdefault(path, []).extend(words)
    return merged
