"""Numbered paragraphs as a tree: which point stands under which, by the kinds of their labels and their count.

What is built depends on the labels, the colons and the order of the paragraphs alone, all of which are printed: the
tree of a printed tree is that tree. Nothing is moved: printed in order, a tree gives the paragraphs back in theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.flow import Block, Grid, Para
from generator.inline import Run
from generator.model import Table
from generator.model.counting import value_of
from generator.recognise.body.labels import SIGNS, Label, labels
from generator.recognise.parts import is_capitals

OWN_LINE = ("phan", "chuong", "muc")
_WIDE = (*OWN_LINE, "dieu")
_DEEPEST = 12  # a list that opens under each line ending in a colon goes no deeper
_TITLE_WORDS = 40
Runs = tuple[Run, ...]


@dataclass
class Item:
    """A point with all its paragraphs in runs without the label; without ``label`` an unnumbered paragraph or a table.

    ``title`` is the title of a part or chapter that stands on lines of its own; ``count`` its place in its list.
    """

    label: Label | None = None
    paragraphs: list[Runs] = field(default_factory=list)
    title: list[Runs] = field(default_factory=list)
    table: Table | None = None
    children: list[Item] = field(default_factory=list)
    count: int = 0

    @property
    def family(self) -> str:
        """The kind of its label; empty without one."""
        return self.label.family if self.label else ""

    @property
    def width(self) -> float:
        """The width of its unit; the whole document is the widest."""
        return self.label.width if self.label else -1

    @property
    def announces(self) -> bool:
        """Whether its words end in a colon and nothing stands below it yet."""
        said = self.paragraphs or self.title
        return bool(said) and plain(said[-1]).endswith(":") and not self.children and self.table is None


def plain(runs: Sequence[Run]) -> str:
    """The letters of some runs."""
    return "".join(run.text for run in runs)


def tidy(runs: Sequence[Run], lines: bool = False) -> Runs:
    """Runs with single spaces and none at the ends; line breaks become spaces, or stay (``lines``)."""
    out: list[Run] = []
    before = " "
    for run in runs:
        text = ""
        for letter in run.text:
            letter = letter if letter == "\n" and lines else " " if letter in " \t\n\r\v\f" else letter
            if letter == "\n":
                out, text = _without_end(out, text)
            elif letter.isspace() and before in " \n":
                continue
            text += letter  # on its own: a text that grows in place takes no time, a new one every letter does
            before = letter
        if text or run.footnote:
            out.append(replace(run, text=text))
    return _stripped(out)


def _without_end(out: list[Run], text: str) -> tuple[list[Run], str]:
    """What stands before a line break without the space at its end."""
    if text:
        return out, text.rstrip(" ")
    return ([*out[:-1], replace(out[-1], text=out[-1].text.rstrip(" "))] if out else out), text


def _stripped(runs: Sequence[Run]) -> Runs:
    """Runs without white space at the end of the text."""
    kept = list(runs)
    for at in reversed(range(len(kept))):
        text = kept[at].text.rstrip()
        kept[at] = replace(kept[at], text=text)
        if text or kept[at].footnote:
            break
    return tuple(run for run in kept if run.text or run.footnote)


def cut(runs: Sequence[Run], letters: int) -> Runs:
    """The runs behind the first letters."""
    out: list[Run] = []
    for run in runs:
        taken = min(letters, len(run.text))
        letters -= taken
        if run.text[taken:] or run.footnote:
            out.append(replace(run, text=run.text[taken:]))
    return tuple(out)


def build(
    blocks: Sequence[Block], table: Callable[[Grid], Table], formatted: bool, opening: bool
) -> Item:
    """The tree under an item that stands for the whole; with ``opening`` its paragraphs are those before all points."""
    builder = _Builder(formatted, opening)
    for block in blocks:
        if isinstance(block, Grid):
            builder.add_table(table(block))
        else:
            builder.add(block)
    return builder.root


class _Builder:
    """The tree so far: ``open`` are the points from the whole to the last one, ``last`` is what came last."""

    def __init__(self, formatted: bool, opening: bool) -> None:
        self.root = Item()
        self.formatted, self.opening = formatted, opening
        self.open = [self.root]
        self.last = self.root

    def add(self, para: Para) -> None:
        """One paragraph that says something."""
        self._add(para, tidy((Run(f"{para.label} "), *para.runs) if para.label else para.runs, lines=True))

    def _add(self, para: Para, lined: Runs) -> None:
        """A paragraph, or what stands in it behind the number of a chapter."""
        for label in self._likely(labels(plain(lined))):
            home = self._home(label)
            if home is not None:
                behind = self._begin(label, home, lined)
                if behind:
                    self._add(para, behind)
                return
        if self._is_title(para, lined):
            self.last.title.append(lined)
        else:
            self._go_on(tidy(lined))

    def add_table(self, table: Table) -> None:
        """A table: it belongs to what stands above it, unless that has one already."""
        if self.last.table is None and (self.last.paragraphs or self.last.title) and self.last is not self.root:
            self.last.table = table
        else:
            self._put(Item(table=table))

    # --- labels ---

    def _likely(self, found: Sequence[Label]) -> list[Label]:
        """The readings of a label, those first that go on with a list, then those that begin one."""
        return sorted(found, key=lambda label: (not self._continued(label), not label.begins))

    def _continued(self, label: Label) -> Item | None:
        """The innermost open point whose next a label is."""
        same = (item for item in reversed(self.open) if item.label and label.follows(item.label, item.count))
        return next(same, None)

    def _home(self, label: Label) -> Item | None:
        """The point under which a label stands; ``None`` when it is no label here."""
        if label.family == "1.1" and ((home := self._home_of_decimal(label)) or not label.sure):
            return home
        if label.family in _WIDE:
            return self._innermost_wider(label)
        same = self._continued(label)
        if same is not None:
            return self._above(same)
        if not (label.begins or label.sure):
            return None
        return self._home_of_new(label)

    def _home_of_new(self, label: Label) -> Item:
        """Where a list begins, or a number stands that does not go on with one."""
        last = self.open[-1]
        may_open = last.announces and (label.begins or (label.is_sign and last.family != label.family))
        if may_open and len(self.open) < _DEEPEST:
            return last
        if same := self._innermost(label.family):
            return self._above(same)
        if label.is_sign and label.family not in SIGNS and len(self.open) < _DEEPEST:
            return last
        if label.family == "A" and (inside := self._innermost("I", "1")):
            return inside
        return self._innermost_wider(label)

    def _home_of_decimal(self, label: Label) -> Item | None:
        """The point "1" of "1.2"; else the point above the last "1.1"."""
        above = [int(part) for part in label.number.split(".")[:-1]]
        for item in reversed(self.open):
            if item.family in ("1", "1.1") and item.label and _figures(item.label.number) == above:
                last = next((child.count for child in reversed(item.children) if child.family == "1.1"), 0)
                return item if label.sure or label.value == last + 1 else None
        for item in reversed(self.open):
            if item.family == "1.1" and item.label and _figures(item.label.number)[:-1] == above:
                return self._above(item)
        part = next((item for item in self.open if item.family == "I" and [item.count] == above), None)
        return part if label.sure else None

    def _innermost(self, *families: str) -> Item | None:
        return next((item for item in reversed(self.open) if item.family in families), None)

    def _innermost_wider(self, label: Label) -> Item:
        return next(item for item in reversed(self.open) if item.width < label.width)

    def _above(self, item: Item) -> Item:
        return self.open[self.open.index(item) - 1]

    def _begin(self, label: Label, home: Item, lined: Runs) -> Runs:
        """A new point under ``home``; what stands behind the number of a part and is no title is given back."""
        del self.open[self.open.index(home) + 1 :]
        item = Item(label, count=self._count(label, home))
        home.children.append(item)
        self.open.append(item)
        self.last = item
        words = tidy(cut(lined, label.end if label.style != "khong" else 0), lines=True)
        if not re.search(r"\w", plain(words)) and label.family in OWN_LINE:
            return ()
        if label.family in OWN_LINE and labels(plain(words).upper()):
            return words
        if words:
            (item.title if label.family in OWN_LINE else item.paragraphs).append(words)
        return ()

    def _count(self, label: Label, home: Item) -> int:
        before = next((item.count for item in reversed(home.children) if item.family == label.family), 0)
        given = value_of(label.number, label.style) if label.style != "khong" else label.value
        return given or before + 1

    # --- paragraphs without a label ---

    def _is_title(self, para: Para, runs: Runs) -> bool:
        """Whether a paragraph is (a line of) the title of the part or chapter whose number stands above it."""
        last, text = self.last, plain(runs)
        if last.family not in OWN_LINE or last.paragraphs or last.children or last.table is not None:
            return False
        if labels(text.upper()):
            return False  # printed in capitals it would be a number
        if is_capitals(text):
            return True
        shown = (para.bold or para.align == "center") if self.formatted else not text.endswith((".", ";", ":", ","))
        return shown and not last.title and len(text.split()) <= _TITLE_WORDS

    def _go_on(self, runs: Runs) -> None:
        """A paragraph without a number is one more of the last point, unless a table stands between them."""
        last = self.last
        if last is self.root and self.opening and not self.root.children:
            self.root.paragraphs.append(runs)
        elif last.label is None or last.table is not None:
            self._put(Item(paragraphs=[runs]))
        else:
            last.paragraphs.append(runs)

    def _put(self, item: Item) -> None:
        """Something unnumbered below the point that is open."""
        self.open[-1].children.append(item)
        self.last = item


def _figures(number: str) -> list[int]:
    return [int(part) for part in number.split(".") if part.isdigit()]


def walk(item: Item) -> Iterator[Item]:
    """An item and all below it, in printed order."""
    yield item
    for child in item.children:
        yield from walk(child)
