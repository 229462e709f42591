"""Marks inside a text (layer 0): ``**đậm**``, ``*nghiêng*``, ``^2^``, ``[^1]``, ``[[xem: id]]``; a backslash escapes.

Everything else is literal. A lone ``*`` or ``^`` is a letter (footnote stars and powers are common in office texts, and
come in pairs too: "(*) … (*)", "x^2 + y^2"); an unclosed ``**``, ``[^`` or ``[[xem:`` is a mistake and raises
``InlineError``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

_SPECIAL = re.compile(r"[*^\[\\]")
_MARK_LETTER = re.compile(r"[*^\\]|\[(?=[\[^])")
_MARKS = ("**", "*", "^")
_SPACE = re.compile(r"\s")
_OPENING, _CLOSING = set("([{"), set(")]}.,;:!?")
_TOKEN = re.compile(
    r"\\(?P<escaped>[*^\[\]\\])|\[\[xem:\s*(?P<ref>[a-z0-9/-]+)\s*\]\]|\[\^(?P<note>[^\]\s]+)\]|(?P<bad>\[\[xem:|\[\^)"
    r"|(?P<bold>\*\*)|(?P<italic>\*)|(?P<sup>\^)|(?P<text>[^*^\[\\]+|[\[\\])"
)


class InlineError(ValueError):
    """A mark that opens and never closes; the message is the mark."""


@dataclass(frozen=True)
class Run:
    """A stretch of text in one format, or a footnote mark, or a cross-reference (``text`` empty)."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    footnote: str = ""
    reference: str = ""


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Run, ...]:
    """The runs of a text. Raises ``InlineError`` for an unclosed mark."""
    if not _SPECIAL.search(text):
        return (Run(text),)
    return tuple(_join(_runs(list(_TOKEN.finditer(text)))))


def _runs(tokens: list[re.Match[str]]) -> Iterator[Run]:
    on = {"bold": False, "italic": False, "sup": False}
    closers = _next_closers(tokens)
    for token, closer in zip(tokens, closers, strict=True):
        kind = token.lastgroup or ""
        if kind == "bad":
            raise InlineError(token.group())
        if kind in on and (_closes(token) if on[kind] else _opens(token, closer)):
            on[kind] = not on[kind]
        elif kind == "bold":
            raise InlineError("**")
        elif kind == "note":
            yield Run(footnote=token["note"])
        elif kind == "ref":
            yield Run(reference=token["ref"], bold=on["bold"], italic=on["italic"])
        else:
            yield Run(token["escaped"] or token.group(), on["bold"], on["italic"], on["sup"])


def _next_closers(tokens: list[re.Match[str]]) -> list[re.Match[str] | None]:
    """For each token the next one of its kind that may close; one pass, so that long runs of stars cost no more."""
    seen: dict[str, re.Match[str]] = {}
    found: list[re.Match[str] | None] = []
    for token in reversed(tokens):
        kind = token.lastgroup or ""
        found.append(seen.get(kind))
        if _closes(token):
            seen[kind] = token
    return found[::-1]


def _opens(token: re.Match[str], closer: re.Match[str] | None) -> bool:
    """Whether a mark opens: it touches the text after it and something closes it. Else it is a letter.

    A star between brackets, "(*)", or between figures, "5*3", is a letter. So is a power, "x^2 + y^2": what is raised
    holds no space.
    """
    before, after = _beside(token)
    if closer is None or closer.start() == token.end() or not after or after.isspace():
        return False
    if token.lastgroup == "sup":
        return _SPACE.search(token.string, token.end(), closer.start()) is None
    return token.lastgroup == "bold" or not (after in _CLOSING or (before.isalnum() and after.isalnum()))


def _closes(token: re.Match[str]) -> bool:
    before, after = _beside(token)
    if not before or before.isspace():
        return False
    return token.lastgroup != "italic" or not (before in _OPENING or (before.isalnum() and after.isalnum()))


def _beside(token: re.Match[str]) -> tuple[str, str]:
    """The letters before and after a token; empty at the ends of the text."""
    text = token.string
    return text[max(token.start() - 1, 0) : token.start()], text[token.end() : token.end() + 1]


def _join(runs: Iterator[Run]) -> Iterator[Run]:
    """Neighbouring texts of one format become one run."""
    held: Run | None = None
    for run in runs:
        if held and held.text and run.text and _format(held) == _format(run):
            held = Run(held.text + run.text, *_format(run))
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def _format(run: Run) -> tuple[bool, bool, bool]:
    return run.bold, run.italic, run.superscript


def written(runs: Iterable[Run]) -> str:
    """The text that ``parse`` reads as these runs, joined where they are alike: what an import writes down.

    White space at the ends of a bold, italic or raised stretch loses the format, which nobody sees. A stretch that the
    marks cannot say (a raised text with a space in it, an italic one between two letters) is written without them; no
    letter is ever lost. Runs must not be cross-references.
    """
    kept: list[Run] = []
    pieces = [piece for run in runs for piece in _split_ends(run)]
    for run in _join(_bare_ends(pieces)):
        kept.append(run)
        if run.text[-1:].isspace():
            continue  # judged with the run after it; at the end of all white space has no format
        while not _is_sayable(kept):
            at = max(i for i, own in enumerate(kept) if any(_format(own)))
            kept[at] = replace(kept[at], bold=False, italic=False, superscript=False)
    return _with_marks(kept)


def _is_sayable(runs: list[Run]) -> bool:
    if not any(any(_format(run)) for run in runs):
        return True
    try:
        return parse(_with_marks(runs)) == tuple(_join(iter(runs)))
    except InlineError:
        return False


def _bare_ends(runs: list[Run]) -> Iterator[Run]:
    """The runs with white space in the format that both its neighbours share, and never raised."""
    formats = [_format(run) for run in runs]
    spoken = [bool(run.text.strip()) for run in runs]
    for i, run in enumerate(runs):
        if spoken[i] or not run.text:
            yield run
            continue
        before = next((formats[j] for j in reversed(range(i)) if spoken[j]), (False,) * 3)
        after = next((formats[j] for j in range(i + 1, len(runs)) if spoken[j]), (False,) * 3)
        yield Run(run.text, before[0] and after[0], before[1] and after[1])


def _split_ends(run: Run) -> Iterator[Run]:
    """A run cut into the white space at its ends and what it says."""
    inner = run.text.strip()
    start = run.text.index(inner) if inner else len(run.text)
    pieces = (run.text[:start], inner, run.text[start + len(inner) :])
    yield from (replace(run, text=piece) for piece in pieces if piece)
    if run.footnote:
        yield run


def _with_marks(runs: Iterable[Run]) -> str:
    """Runs with a mark wherever a format begins or ends."""
    text, before = "", (False, False, False)
    for run in [*_join(iter(runs)), Run()]:
        own = _format(run)
        text += "".join(mark for mark, old, new in zip(_MARKS, before, own, strict=True) if old != new)
        text += f"[^{run.footnote}]" if run.footnote else _escaped(run.text)
        before = own
    return text


def _escaped(text: str) -> str:
    return _MARK_LETTER.sub(lambda match: "\\" + match.group(), text)


def plain(text: str) -> str:
    """The printed letters of a text: marks, footnote marks and cross-references left out."""
    return "".join(run.text for run in parse(text))


def pieces(text: str) -> list[str]:
    """The stretches of printed letters between cross-references and footnote marks, in order, none empty."""
    out = [""]
    for run in parse(text):
        if run.text:
            out[-1] += run.text
        else:
            out.append("")
    return [piece for piece in out if piece]


def footnotes(text: str) -> list[str]:
    """The ids of the footnote marks of a text, in order."""
    return [run.footnote for run in parse(text) if run.footnote]


def references(text: str) -> list[str]:
    """The ids of the cross-references of a text, in order."""
    return [run.reference for run in parse(text) if run.reference]


def without_notes(text: str) -> str:
    """The text with its other marks and without its footnote marks."""
    return "".join("" if token["note"] else token.group() for token in _TOKEN.finditer(text))
