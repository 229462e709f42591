"""A difference as text for a console: counts first, then each change with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.diff.found import (
    FIELDS,
    KINDS,
    ONLY_YEAR,
    PARTS,
    PASSAGE_KINDS,
    Change,
    Difference,
    Passage,
    PassagePair,
    Row,
    Side,
    TaskPair,
)
from generator.diff.words import pieces
from generator.problems import N_, Translate, shown

_SIDE = N_("«{subject}», {issuer}, năm {year}, tra cứu ngày {date}")
_OLD, _NEW = N_("Cũ: {side}"), N_("Mới: {side}")
_TASKS = N_("Nhiệm vụ: {old} cũ, {new} mới; {counts}")
_REST = N_("Phần khác: {counts}")
_LEGEND = N_("Trong [-…-] là chữ của bản cũ, trong {+…+} là chữ của bản mới.")
_TASK, _WAS = N_("nhiệm vụ {number} «{title}»"), N_("trước là nhiệm vụ {number}")
_RENAMED, _IN_TASKS = N_("Cơ quan đổi tên hoặc được thay thế:"), N_("nhiệm vụ {numbers}")
_UNDER = N_("mục «{heading}»")
_NONE = N_("không có gì khác")
_SIGNS = {"=": ("", ""), "-": ("[-", "-]"), "+": ("{+", "+}")}
_TITLE = 70


def as_text(difference: Difference, translate: Translate = str) -> str:
    """The changes for a console, in the language of ``translate``; what stays as it was is only counted."""
    return "\n".join(_Teller(translate).lines(difference)) + "\n"


class _Teller:
    """Tells a difference in one language."""

    def __init__(self, translate: Translate) -> None:
        self._translate = translate

    def _say(self, pattern: str, **values: object) -> str:
        return self._translate(pattern).format(**values)

    def lines(self, difference: Difference) -> Iterator[str]:
        """Counts, then tasks, then the other parts."""
        yield self._say(_OLD, side=self._side(difference.old))
        yield self._say(_NEW, side=self._side(difference.new))
        old, new = len(difference.old_tasks()), len(difference.new_tasks())
        yield self._say(_TASKS, old=old, new=new, counts=self._counts(KINDS, difference.task_counts()))
        yield self._say(_REST, counts=self._counts(PASSAGE_KINDS, difference.passage_counts()))
        changed = [*self._renamings(difference), *self._tasks(difference), *self._rest(difference)]
        yield from ["", self._translate(_LEGEND), *changed] if changed else []

    def _side(self, side: Side) -> str:
        return self._say(_SIDE, subject=side.subject, issuer=side.issuer, year=side.year, date=f"{side.as_of:%d/%m/%Y}")

    def _counts(self, names: Mapping[str, str], counts: Mapping[str, int]) -> str:
        told = [f"{counts[kind]} {self._translate(name)}" for kind, name in names.items() if counts[kind]]
        return ", ".join(told) or self._translate(_NONE)

    def _renamings(self, difference: Difference) -> Iterator[str]:
        """Bodies under new names once for all tasks: after a reorganisation they stand in every second one."""
        tasks: dict[str, dict[str, None]] = {}
        for pair in difference.tasks:
            for note in (note for change in pair.changes for note in change.notes if note != ONLY_YEAR):
                tasks.setdefault(shown(note, self._translate), {})[pair.new.number if pair.new else ""] = None
        yield from ["", self._translate(_RENAMED)] if tasks else []
        yield from (f"- {note}: {self._say(_IN_TASKS, numbers=', '.join(numbers))}" for note, numbers in tasks.items())

    def _tasks(self, difference: Difference) -> Iterator[str]:
        for pair in difference.tasks:
            if pair.kinds not in (("giu_nguyen",), ("doi_ten",)):
                yield from ["", *self._task(pair)]

    def _task(self, pair: TaskPair) -> Iterator[str]:
        kinds = ", ".join(self._translate(KINDS[kind]) for kind in pair.kinds)
        row = pair.new or pair.old
        assert row is not None  # a pair has at least one side
        moved = pair.old and pair.new and pair.old.number != pair.new.number
        was = f" ({self._say(_WAS, number=pair.old.number)})" if pair.old and moved else ""
        yield f"- {kinds}: {self._say(_TASK, number=row.number, title=_shortened(row.cells['noi_dung']))}{was}"
        if pair.old and pair.new:
            yield from (self._change(change) for change in pair.changes)
        else:
            yield from self._cells(row)

    def _cells(self, row: Row) -> Iterator[str]:
        for key, text in row.cells.items():
            yield f"    {self._translate(FIELDS[key])}: {text}"

    def _change(self, change: Change) -> str:
        note = f" ({self._translate(ONLY_YEAR)})" if ONLY_YEAR in change.notes else ""
        return f"    {self._translate(FIELDS[change.field])}: {marked(change.old, change.new)}{note}"

    def _rest(self, difference: Difference) -> Iterator[str]:
        for pair in difference.passages:
            if pair.kind != "giu_nguyen":
                yield from ["", *self._passage(pair)]

    def _passage(self, pair: PassagePair) -> Iterator[str]:
        own = pair.new or pair.old
        assert own is not None  # a pair has at least one side
        yield f"- {self._translate(PASSAGE_KINDS[pair.kind])}: {self._place(own)}"
        yield f"    {marked(pair.old.text if pair.old else '', pair.new.text if pair.new else '')}"

    def _place(self, passage: Passage) -> str:
        part = self._translate(PARTS[passage.part])
        return f"{part}, {self._say(_UNDER, heading=_shortened(passage.under))}" if passage.under else part


def marked(old: str, new: str) -> str:
    """Both texts in one line, what only one of them says between marks."""
    told = (_marked(piece.text, *_SIGNS[piece.sign]) for piece in pieces(old, new))
    return "".join(told).strip()


def _marked(text: str, opening: str, closing: str) -> str:
    """A piece between marks; the space before it stays outside."""
    said = text.lstrip()
    return text[: len(text) - len(said)] + opening + said + closing


def _shortened(text: str) -> str:
    return text if len(text) <= _TITLE else text[:_TITLE].rsplit(" ", 1)[0] + "…"
