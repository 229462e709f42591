"""What stands between the head and the signature: legal bases, opening, numbered points, closing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from generator.flow import Block, Grid, Para
from generator.inline import Run, written
from generator.model import Node, Table
from generator.model.counting import ORDER, default_style, number_text, value_of
from generator.problems import N_, Words
from generator.recognise.body.labels import labels
from generator.recognise.body.points import OWN_LINE, Item, Runs, build, cut, plain, tidy
from generator.recognise.body.sentences import is_basis, is_closing, names_agency
from generator.recognise.parts import is_capitals

Path = tuple[str | int, ...]
END_MARK = "./."
_HEADED = (*OWN_LINE, "I", "dieu", "1", "1.1")  # levels whose headings are printed in bold
_RUN_IN = ("I", "dieu", "1", "1.1", "a", "(1)")
_UNIT_WORDS = {"phan": "Phần {n}", "chuong": "Chương {n}", "muc": "Mục {n}", "dieu": "Điều {n}."}
_HEADING_WORDS = 25
_ENDS = (".", ";", ":", ",", "!", "?", "…")
_ELLIPSES = ("...", "…")
_FORM = re.compile(r"(?:quyết định|quyết nghị)\s*:?|\((?:ban hành )?kèm theo [^()]*\)\.?", re.IGNORECASE)
_SAYS = re.compile(r"[^\W_]")
_DOSSIER = re.compile(r"(?:hồ sơ|tài liệu) (?:gửi )?kèm theo gồm(?: có)?\s*:", re.IGNORECASE)


@dataclass(frozen=True)
class Outline:
    """The content of a document, an annex or an attached document, as the plan file holds it.

    ``bases`` are without end marks and italics; ``opening`` are the paragraphs before the first point; ``numbering`` is
    the style of the widest points (``None`` without any); ``closing`` is the unnumbered paragraph behind the last
    point, ``dossier`` the list that follows it. ``doubts`` are questions with the place each is about, from the index
    of a top node on: ``(0, "cac_y", 2)``; ``("ket_thuc",)`` is the closing. ``form`` is what says nothing or is printed
    by the renderer itself.
    """

    bases: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    nodes: tuple[Node, ...] = ()
    numbering: str | None = None
    closing: str | None = None
    dossier: tuple[str, ...] = ()
    doubts: tuple[tuple[Path, str], ...] = ()
    form: tuple[Block, ...] = ()


def outline(
    blocks: Sequence[Block],
    formatted: bool,
    table: Callable[[Grid], Table],
    chain: Sequence[str],
    *,
    whole: bool = True,
) -> Outline:
    """Read the content of a document; ``chain`` is the numbering of its type by depth, ``table`` reads a grid.

    ``whole`` is false for an annex and an attached document, which have neither bases nor opening nor closing: every
    paragraph is then a node. A paragraph without a number belongs to the point above it; behind a table, and before the
    first point of an annex, it is a node of its own without number.
    """
    said, form = _without_form(blocks if formatted else [*map(_unformatted, blocks)])
    bases, rest = _bases(said) if whole else ((), said)
    rest, dossier = _dossier(rest) if whole else (rest, ())
    root = build(rest, table, formatted, opening=whole)
    reader = _Reader(formatted, chain)
    closing = reader.closing(root) if whole else None
    if not dossier:
        closing = _ended(closing) if closing else None
        if closing is None:
            reader.end(root)
    nodes, numbering = reader.level(root, None, None, ())
    return Outline(
        tuple(map(_basis, bases)), tuple(map(_text, root.paragraphs)), nodes, numbering,
        _text(closing) if closing else None, tuple(map(_item_of_dossier, dossier)), tuple(reader.doubts), form,
    )  # fmt: skip


def for_annex(found: Outline, chain: Sequence[str]) -> Outline:
    """The outline of an annex, which has no ``danh_so`` of its own: points of another style stand in one node."""
    if found.numbering in (None, chain[0]):
        return found
    held = Node(numbering=found.numbering, children=found.nodes)
    return replace(found, nodes=(held,), doubts=tuple(((0, "cac_y", *path), asked) for path, asked in found.doubts))


# --- what is no content -----------------------------------------------------------------------------------------------


def _without_form(blocks: Sequence[Block]) -> tuple[list[Block], tuple[Block, ...]]:
    """The blocks that say something, without end marks inside, and those that the renderer prints by itself."""
    said: list[Block] = []
    form: list[Block] = []
    for block in blocks:
        kept = _without_end_mark(block) if isinstance(block, Para) else block
        is_form = isinstance(kept, Para) and (not _SAYS.search(kept.words) or _FORM.fullmatch(kept.words))
        (form if is_form else said).append(block if is_form else kept)
    return said, tuple(form)


def _unformatted(block: Block) -> Block:
    """A paragraph of a file that knows no formats: whatever its runs say of them means nothing."""
    if isinstance(block, Grid):
        return block
    return replace(block, runs=tuple(Run(run.text, footnote=run.footnote) for run in block.runs))


def _without_end_mark(para: Para) -> Para:
    """A paragraph whose "./." is a full stop; the mark may stand behind a footnote mark or in runs of its own."""
    text = para.text.rstrip()
    if not text.endswith(END_MARK):
        return para
    kept = text[: -len(END_MARK)].rstrip()
    stop = "" if kept.endswith((".", *_ELLIPSES, ":", "!", "?", ";")) else "."
    return replace(para, runs=(*_first(para.runs, len(kept)), *([Run(stop)] if stop else [])))


def _first(runs: Sequence[Run], letters: int) -> list[Run]:
    """The first letters of some runs, and all footnote marks."""
    out: list[Run] = []
    for run in runs:
        text = run.text[:letters]
        letters -= len(text)
        if text or run.footnote:
            out.append(replace(run, text=text))
    return out


# --- bases, dossier ---------------------------------------------------------------------------------------------------


def _bases(blocks: Sequence[Block]) -> tuple[list[Runs], list[Block]]:
    """The run of legal bases at the beginning, and what follows; a dash before a basis is form."""
    bases: list[Runs] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Grid):
            return bases, list(blocks[at:])
        runs = tidy((Run(f"{block.label} "), *block.runs) if block.label else block.runs)
        sign = next((label for label in labels(plain(runs)) if label.is_sign), None)
        runs = cut(runs, sign.end) if sign else runs
        if not is_basis(plain(runs), among=bool(bases), italic=block.italic):
            return bases, list(blocks[at:])
        bases.append(runs)
    return bases, []


def _basis(runs: Runs) -> str:
    """A basis as written, without its end mark; the style prints it in italics."""
    text = written(replace(run, italic=False) for run in runs)
    return text.rstrip(" ;.,")


def _dossier(blocks: list[Block]) -> tuple[list[Block], tuple[Runs, ...]]:
    """The list of what goes with a proposal, at the very end: "Hồ sơ kèm theo gồm:" and dashes."""
    for at, block in enumerate(blocks):
        if isinstance(block, Para) and _DOSSIER.fullmatch(block.words):
            items = [_dashed(item) for item in blocks[at + 1 :]]
            if items and all(items):
                return blocks[:at], tuple(item for item in items if item)
    return blocks, ()


def _dashed(block: Block) -> Runs | None:
    """What a dash says; ``None`` for anything else."""
    if isinstance(block, Grid):
        return None
    runs = tidy((Run(f"{block.label} "), *block.runs) if block.label else block.runs)
    sign = next((label for label in labels(plain(runs)) if label.family == "-"), None)
    return cut(runs, sign.end) if sign else None


def _item_of_dossier(runs: Runs) -> str:
    return _text(runs).rstrip(" ;.")


# --- the end ----------------------------------------------------------------------------------------------------------


def _ended(runs: Runs) -> Runs:
    """A sentence with its full stop; an ellipsis, a colon, a question mark stay."""
    text = plain(runs)
    if text.endswith((*_ELLIPSES, ":", "!", "?")) or not text:
        return runs
    return (*_first(runs, len(text.rstrip(" .;"))), Run("."))


def _text(runs: Sequence[Run]) -> str:
    """A paragraph with its marks, on one line."""
    return written(tidy(runs))


def _lines(runs: Sequence[Run], upper: bool = False) -> str:
    """A heading with its line breaks; it is bold by its style."""
    plain_runs = (replace(run, bold=False, text=run.text.upper() if upper else run.text) for run in runs)
    return written(tidy(tuple(plain_runs), lines=True))


# --- the points -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Said:
    """What a point says: its heading or run-in heading, its paragraphs."""

    heading: str | None
    lead_in: str | None
    paragraphs: tuple[str, ...]


class _Reader:
    """Turns items into nodes, counting as the renderer counts; articles are counted through the whole document."""

    def __init__(self, formatted: bool, chain: Sequence[str]) -> None:
        self.formatted, self.chain = formatted, chain
        self.articles = 0
        self.doubts: list[tuple[Path, str]] = []

    # --- closing ---

    def closing(self, root: Item) -> Runs | None:
        """Take the closing paragraph out of the tree: the last, when it is unnumbered and not needed by its point."""
        trail = [root]
        while trail[-1].children:
            trail.append(trail[-1].children[-1])
        last = trail[-1]
        if len(trail) == 1 or last.table is not None or any(item.family == "dieu" for item in trail):
            return None
        text = plain(last.paragraphs[-1]) if last.paragraphs else ""
        sure = is_closing(text)
        least = 1 if last.label and (sure or not self._heading(last)) else 2 if last.label else 0
        if len(last.paragraphs) <= least or not (sure or self._is_apart(last)):
            return None
        if not sure:
            self.doubts.append((("ket_thuc",), N_("Đoạn cuối này là đoạn kết của văn bản, hay thuộc mục đứng trên?")))
        closing = last.paragraphs.pop()
        if last.label is None:
            trail[-2].children.pop()
        return closing

    def end(self, root: Item) -> None:
        """End the last paragraph of all with a full stop, where the renderer will print "./."; a heading has none."""
        last = root
        while last.children:
            last = last.children[-1]
        is_title = len(last.paragraphs) == 1 and self._heading(last) is not None
        if last.table is None and last.paragraphs and not is_title:
            last.paragraphs[-1] = _ended(last.paragraphs[-1])

    def _is_apart(self, item: Item) -> bool:
        """Whether the last paragraph of an item does not go on with the one before it."""
        return len(item.paragraphs) < 2 or not plain(item.paragraphs[-2]).endswith((":", ",", ";"))

    # --- one point ---

    def _heading(self, item: Item) -> Runs | None:
        """The heading of an item among its paragraphs; ``None`` when its first paragraph is a text."""
        if item.family not in (*_HEADED, "A") or item.family in OWN_LINE or not item.paragraphs:
            return None
        first, text = item.paragraphs[0], plain(item.paragraphs[0])
        followed = bool(item.children or item.table or item.paragraphs[1:])
        words = cut(first, item.label.end) if item.label and item.label.style == "khong" else first
        bold = all(run.bold for run in words if run.text.strip())
        capitals = item.family in ("I", "A") and is_capitals(plain(words))
        short = len(text.split()) <= _HEADING_WORDS and not text.endswith(_ENDS) and ". " not in plain(words)
        return first if bold or capitals or (followed and short) else None

    def _said(self, item: Item) -> _Said:
        upper = item.family in (*OWN_LINE, "I")
        if item.title:
            title = "\n".join(_lines(runs, upper) for runs in item.title)
            return _Said(title, None, tuple(map(_text, item.paragraphs)))
        if heading := self._heading(item):
            return _Said(_lines(heading, upper), None, tuple(map(_text, item.paragraphs[1:])))
        lead = self._lead_in(item)
        if lead is None:
            return _Said(None, None, tuple(map(_text, item.paragraphs)) or _literal(item))
        words, rest = lead
        return _Said(None, words, tuple(map(_text, [rest, *item.paragraphs[1:]])))

    def _lead_in(self, item: Item) -> tuple[str, Runs] | None:
        """The run-in heading of an item and the rest of its first paragraph."""
        if item.family not in _RUN_IN or not item.paragraphs:
            return None
        runs = tidy(item.paragraphs[0])
        text = plain(runs)
        length = _bold_start(runs) if self.formatted else names_agency(text)
        lead, rest = tidy(_first(runs, length)), text[length:]
        if not self.formatted or rest.startswith(":") or plain(lead).endswith((":", ".", ";")):
            length += rest.startswith(":")
            behind = tidy(cut(runs, length))
            words = written(replace(run, bold=False) for run in lead).removesuffix(":").rstrip()
            return (words, behind) if words and plain(behind) else None
        return None

    # --- levels ---

    def level(
        self, item: Item, style: str | None, above: str | None, path: Path
    ) -> tuple[tuple[Node, ...], str | None]:
        """The nodes below an item and their style; points of other styles stand in nodes without words among them.

        ``style`` is that of the item itself (``None``: the whole), ``above`` the nearest number in figures.
        """
        styles = [_style(child) for child in item.children]
        own = min((each for each in styles if each), key=ORDER.index, default=None)
        nodes: list[Node] = []
        counted = self.articles if own == "dieu" else 0
        for each, group in groupby(item.children, key=_style):
            members = list(group)
            if each in (own, None):
                for child in members:
                    node, counted = self._node(child, own, counted, above, (*path, len(nodes)))
                    nodes.append(node)
            else:
                nodes.append(self._aside(members, each or "khong", above, (*path, len(nodes))))
        return tuple(nodes), own

    def _aside(self, members: Sequence[Item], style: str, above: str | None, path: Path) -> Node:
        """Points of another style than their level's, in a node without words."""
        counted = self.articles if style == "dieu" else 0
        nodes: list[Node] = []
        for child in members:
            node, counted = self._node(child, style, counted, above, (*path, "cac_y", len(nodes)))
            nodes.append(node)
        return Node(numbering=style, children=tuple(nodes))

    def _node(
        self, item: Item, style: str | None, counted: int, above: str | None, path: Path
    ) -> tuple[Node, int]:
        """The node of an item and the count of its level after it."""
        if style is None or not (item.paragraphs or item.title or item.label):
            return Node(table=item.table), counted
        said = self._said(item)
        number = self._given_number(item, style, counted + 1, above, path)
        counted = value_of(number, style) or counted + 1
        self.articles = counted if style == "dieu" else self.articles
        self._ask_about_paragraphs(item, path)
        shown = number or number_text(counted, style, above)
        children, own = self.level(item, style, shown if style in ("1", "1.1") else above, (*path, "cac_y"))
        node = Node(
            heading=said.heading, lead_in=said.lead_in, paragraphs=said.paragraphs, number=number, table=item.table,
            numbering=own if own != default_style(style, self.chain) else None, children=children,
        )  # fmt: skip
        return node, counted

    def _given_number(self, item: Item, style: str, value: int, above: str | None, path: Path) -> str | None:
        """The number of an item where it is not the one that the count gives."""
        if item.label is None or item.label.is_sign or style == "khong":
            return None
        number = item.label.number
        expected = number_text(value, style, above)
        countable = style != "a" or not expected.isdigit()  # a list of letters ends; its numbers are then given
        if number == expected and countable:
            return None
        if value_of(number, style) != value and style != "1.1":
            asked = Words(N_("Số «{number}» không nối tiếp số trước (theo thứ tự là «{expected}»); giữ như bản gốc?"),
                          number=number, expected=expected)  # fmt: skip
            self.doubts.append((path, asked))
        return number

    def _ask_about_paragraphs(self, item: Item, path: Path) -> None:
        """A paragraph behind a dash may belong to it or to the point above."""
        if item.label is not None and item.label.is_sign and len(item.paragraphs) > 1:
            asked = N_("Đoạn không đánh số đứng sau gạch đầu dòng này thuộc về nó hay thuộc mục đứng trên?")
            self.doubts.append((path, asked))


def _style(item: Item) -> str | None:
    """The style of an item; ``None`` for a table alone, which stands at any level."""
    if item.label is None:
        return "khong" if item.paragraphs else None
    return item.label.style if item.paragraphs or item.title else "khong"


def _literal(item: Item) -> tuple[str, ...]:
    """The label of a unit that says nothing else: "Chương II" over its articles."""
    assert item.label is not None
    return (_UNIT_WORDS[item.family].format(n=item.label.number),)


def _bold_start(runs: Runs) -> int:
    """How many letters are bold before the first that is not; 0 when all are."""
    length = 0
    for run in runs:
        if not run.bold and run.text.strip():
            return length
        length += len(run.text)
    return 0
