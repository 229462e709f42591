"""A difference as one HTML file: both documents side by side, every task and passage of either, nothing from outside.

What came and what went is told by a line through or under it besides its colour, so that it can be printed in black.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from generator.diff.found import (
    FIELDS,
    KINDS,
    PARTS,
    PASSAGE_KINDS,
    Difference,
    Passage,
    PassagePair,
    Row,
    Side,
    TaskPair,
)
from generator.diff.words import pieces

_STYLE = """\
body { font: 1rem/1.45 "Times New Roman", serif; color: #1a1a1a; background: #fff; margin: 1.5rem; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
caption { text-align: left; font-weight: bold; padding: .5rem 0; }
th, td { border: 1px solid #767676; padding: .35rem .5rem; vertical-align: top; text-align: left; }
thead th { background: #eee; }
.loai { width: 11rem; }
.giu_nguyen { color: #595959; }
dl { margin: 0; } dt { font-weight: bold; } dd { margin: 0 0 .3rem 0; overflow-wrap: anywhere; }
del { color: #82071e; background: #ffebe9; text-decoration: line-through; }
ins { color: #0b4a1e; background: #dafbe1; text-decoration: underline; }
.ghi-chu { font-style: italic; }
"""


def as_html(difference: Difference) -> str:
    """The page, in Vietnamese as the documents are; without scripts and links."""
    return "\n".join(_page(difference)) + "\n"


def _page(difference: Difference) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>So sánh: {escape(difference.new.subject)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>"
    yield f"<h1>So sánh hai văn bản</h1>\n<p>Nhiệm vụ: {_counts(KINDS, difference.task_counts())}.</p>"
    yield f"<p>Phần khác: {_counts(PASSAGE_KINDS, difference.passage_counts())}.</p>"
    yield from _table("Nhiệm vụ", difference, (_task(pair) for pair in difference.tasks))
    yield from _table("Phần khác", difference, (_passages(pair) for pair in difference.passages))
    yield "</body>\n</html>"


def _counts(names: Mapping[str, str], counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[kind]} {escape(name)}" for kind, name in names.items())


def _table(title: str, difference: Difference, rows: Iterator[str]) -> Iterator[str]:
    yield f"<table>\n<caption>{escape(title)}</caption>"
    heads = "".join(f'<th scope="col">{_side(name, side)}</th>'
                    for name, side in (("Cũ", difference.old), ("Mới", difference.new)))  # fmt: skip
    yield f'<thead><tr><th scope="col" class="loai">Thay đổi</th>{heads}</tr></thead>\n<tbody>'
    yield from rows
    yield "</tbody>\n</table>"


def _side(name: str, side: Side) -> str:
    return f"{name}: {escape(side.subject)}, {escape(side.issuer)}, năm {side.year}"


def _line(kind: str, told: str, old: str, new: str) -> str:
    return f'<tr class="{kind}"><th scope="row">{told}</th><td>{old}</td><td>{new}</td></tr>'


def _task(pair: TaskPair) -> str:
    told = escape(", ".join(KINDS[kind] for kind in pair.kinds))
    notes = "".join(f'<br><span class="ghi-chu">{escape(FIELDS[change.field])}: {escape(note)}</span>'
                    for change in pair.changes for note in change.notes)  # fmt: skip
    changed = {change.field for change in pair.changes}
    sides = (_row(pair.old, pair.new, changed, "-"), _row(pair.new, pair.old, changed, "+"))
    return _line(" ".join(pair.kinds), told + notes, *sides)


def _row(row: Row | None, other: Row | None, changed: set[str], sign: str) -> str:
    """The cell of a task on one side; of what changed the words are marked that the other side does not have."""
    if row is None:
        return ""
    cells = "".join(
        f"<dt>{escape(FIELDS[key])}</dt><dd>{_words(text, _text_of(other, key) if key in changed else text, sign)}</dd>"
        for key, text in row.cells.items()
    )
    return f"<dl><dt>Nhiệm vụ {escape(row.number)}</dt><dd>{escape(row.id)}</dd>{cells}</dl>"


def _text_of(row: Row | None, key: str) -> str:
    return row.cells.get(key, "") if row else ""


def _passages(pair: PassagePair) -> str:
    own = pair.new or pair.old
    assert own is not None  # a pair has at least one side
    under = f"<br>{escape(own.under)}" if own.under else ""
    note = f'<br><span class="ghi-chu">{escape(pair.note)}</span>' if pair.note else ""
    told = f"{escape(PASSAGE_KINDS[pair.kind])}: {escape(PARTS[pair.part])}{under}{note}"
    return _line(pair.kind, told, _passage(pair.old, pair.new, "-"), _passage(pair.new, pair.old, "+"))


def _passage(passage: Passage | None, other: Passage | None, sign: str) -> str:
    return _words(passage.text, other.text if other else "", sign) if passage else ""


def _words(text: str, other: str, sign: str) -> str:
    """A text with the words marked that the other one does not have; ``sign`` tells which side it is."""
    tag = "del" if sign == "-" else "ins"
    own = pieces(text, other) if sign == "-" else pieces(other, text)
    marked = (escape(piece.text) if piece.sign == "=" else f"<{tag}>{escape(piece.text)}</{tag}>"
              for piece in own if piece.sign in ("=", sign))  # fmt: skip
    return "".join(marked)
