"""Lines of a dump made paragraphs again, only where that is certain; what is no text of the document taken out.

A program that turns pages into text breaks every line at the right margin and leaves page numbers, running heads and
the stamps of digital signatures between them. What proves that a line goes on: the first word of the next one did not
fit (widths are those of Times New Roman, the face of every official document), the sentence is not ended, the next
line has no number or dash of its own. Where that is not enough a line begins a paragraph, and a person is asked.

No letter is ever lost or added: without white space, the paragraphs and what was taken out are the lines that came in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise, zip_longest

from generator.inline import Run
from generator.metrics import width_pt
from generator.problems import Problem, problem
from generator.vntext import fold

_LABEL = re.compile(
    r"(?:[-–—+*•●○▪■]|\(?\d{1,2}\)|\d{1,2}(?:\.\d{1,2}){0,3}[.:]?|[IVX]{1,5}[.)]|[A-ZĐ][.)]|\(?[a-zđ]{1,2}[.)]|\([ivx]+\)"
    r"|(?:Điều|Chương|Mục|Phần|PHẦN|CHƯƠNG|MỤC) (?:[IVX]+|\d+)\b[.:]?)(?=\s|$)"
)
_TIGHT_LABEL = re.compile(r"(?:[-–—+]|\d{1,2}\.|[a-zđ]\))(?=[^\W\d_])")
WRAPPED_DASH = re.compile(r"[-–—]\s*(?:[a-zđà-ỹ]|\d{4}|Thương binh)")
"""How a line begins that was broken before the dash of "kinh tế - xã hội", "2021 - 2025"."""
_ENDED = tuple(".;:!?…")
_COLUMNS = re.compile(r"\S(?: {3,}|\t)\S")
_ALONE = re.compile(
    r"Nơi nhận|Kính gửi|(?:TM|KT|TL|TUQ|Q)\.|Số ?:|Phụ lục|PHỤ LỤC|Căn cứ |Theo đề nghị|\(Kèm theo|\(Ban hành kèm|V/v |"
    r"[_\-–—=*.]{3,}$"
)
_PARTED = re.compile(r"\S[-/]$")  # a hyphen or slash inside a word
_OPEN_BRACKET = re.compile(r"\((?:Ban hành )?[Kk]èm theo ")
_RESUMES = re.compile(
    r"(?:Phụ lục|PHỤ LỤC|Biểu|BIỂU|Mẫu|MẪU|Danh mục|DANH MỤC|CHƯƠNG TRÌNH|KẾ HOẠCH|QUY|ĐỀ|I\.|1\.|Điều 1\b|Chương I\b)"
)
_CLOCK = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4},? +\d{1,2}:\d{2}(?::\d{2})?(?: ?[+-]\d{2}[:']?\d{2}'?)?"
_STAMP_CERTAIN = re.compile(
    rf"(?:(?:Ký bởi|Người ký|Được ký bởi|Signed by|Số)\s*:.*)?(?:Thời gian ký|Ngày ký|Signing time)\s*:\s*{_CLOCK}\.?"
    r"|\d{1,2}:\d{2}:\d{2} [+-]\d{2}:\d{2}|Date: ?\d{4}\.\d{2}\.\d{2} \d{2}:\d{2}:\d{2}.{0,8}"
)
_STAMP_LIKE = re.compile(
    r"(?:Ký bởi|Người ký|Được ký bởi|Signed by|Digitally signed by|Cơ quan|Tổ chức|Email|E-mail|DN)\s*:\s*\S.{0,90}"
    r"|(?:Thời gian ký|Ngày ký)\s*:\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
)
_PAGE_NUMBER = re.compile(r"(?:[-–]\s*)?(?:Trang |trang |TRANG )?(\d{1,4})(?:\s*/\s*\d{1,4})?(?:\s*[-–])?")
_SIZE = 14.0  # points; the size the widths are told at, any would do
_PAGES_OF_A_HEAD = 3
_LINES_A_PAGE = (12, 90)


@dataclass(frozen=True)
class Line:
    """A printed line, or a paragraph made of several. ``gap``: blank lines stand above; ``indent``: spaces before it.

    ``page`` counts from 1; it grows only where the file says that a page ends.
    """

    runs: tuple[Run, ...]
    place: str = ""
    page: int = 1
    gap: bool = False
    indent: int = 0

    @cached_property
    def text(self) -> str:
        """The letters."""
        return "".join(run.text for run in self.runs)

    @cached_property
    def width(self) -> float:
        """The width in points, at 14 points, with single spaces."""
        return width_pt(" ".join(self.text.split()), _SIZE)

    @property
    def has_label(self) -> bool:
        """Whether it begins with a number, a letter or a dash of a list."""
        return bool(_LABEL.match(self.text) or _TIGHT_LABEL.match(self.text))


# --- what is no text of the document


def sweep(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines that are text, and those that certainly are not: stamps, page numbers, running heads."""
    gone = _stamps(lines)
    gone |= _page_numbers([(at, line) for at, line in enumerate(lines) if at not in gone])
    gone |= _running_heads([(at, line) for at, line in enumerate(lines) if at not in gone])
    return (tuple(line for at, line in enumerate(lines) if at not in gone),
            tuple(line for at, line in enumerate(lines) if at in gone))  # fmt: skip


def is_stamp(texts: Sequence[str]) -> bool:
    """Whether lines that stand together are the stamp of a digital signature: one tells the time it was made."""
    return any(_STAMP_CERTAIN.fullmatch(text.strip()) for text in texts) and all(map(_is_stamp_like, texts))


def _is_stamp_like(text: str) -> bool:
    return bool(_STAMP_CERTAIN.fullmatch(text.strip()) or _STAMP_LIKE.fullmatch(text.strip()))


def _stamps(lines: Sequence[Line]) -> set[int]:
    gone: set[int] = set()
    held: list[int] = []
    for at, line in enumerate([*lines, Line(())]):
        if _is_stamp_like(line.text):
            held.append(at)
            continue
        if is_stamp([lines[i].text for i in held]) and held:
            gone.update(held)
        held = []
    return gone


def page_number(text: str) -> int | None:
    """The number of a line that holds nothing but one, as at the edge of a page ("2", "- 2 -", "Trang 2/5")."""
    found = _PAGE_NUMBER.fullmatch(text.strip())
    return int(found[1]) if found else None


def _page_numbers(lines: Sequence[tuple[int, Line]]) -> set[int]:
    """Numbers alone: at the edge of a page where pages are known, else those that count the pages."""
    if lines and lines[-1][1].page > lines[0][1].page:
        edges = {index for first, last in _pages(lines) for index in (first, last)}
        return {lines[i][0] for i in edges if _is_number_of_page(lines[i][1])}
    found = [(i, number) for i, (_, line) in enumerate(lines) if (number := page_number(line.text)) is not None]
    counted: set[int] = set()
    for (i, number), (j, following) in pairwise(found):
        if following == number + 1 and number > 0 and _LINES_A_PAGE[0] <= j - i <= _LINES_A_PAGE[1]:
            counted |= {i, j}
    counted |= {i for i, number in found if number == 2 and _cuts_sentence(lines, i)}
    return {lines[i][0] for i in counted}


def _is_number_of_page(line: Line) -> bool:
    number = page_number(line.text)
    return number is not None and 1 <= number <= line.page


def _pages(lines: Sequence[tuple[int, Line]]) -> list[tuple[int, int]]:
    """The first and the last line of each page."""
    starts = [i for i, (_, line) in enumerate(lines) if not i or line.page != lines[i - 1][1].page]
    return [(start, end - 1) for start, end in pairwise([*starts, len(lines)])]


def _cuts_sentence(lines: Sequence[tuple[int, Line]], at: int) -> bool:
    if not 0 < at < len(lines) - 1:
        return False
    before, after = lines[at - 1][1].text.rstrip(), lines[at + 1][1].text.lstrip()
    return not before.endswith(_ENDED) and after[:1].islower() and len(before) > 40


def _running_heads(lines: Sequence[tuple[int, Line]]) -> set[int]:
    """The outermost line of a page, where it is the same on at least three pages, and on half of them."""
    gone: set[int] = set()
    pages = _pages(lines)
    for edge in (0, 1):
        tops = [(page[edge], fold(lines[page[edge]][1].text)) for page in pages]
        counts = Counter(text for _, text in tops)
        gone |= {lines[i][0] for i, text in tops
                 if counts[text] >= max(_PAGES_OF_A_HEAD, len(pages) / 2) and " " in text
                 and not _COLUMNS.search(lines[i][1].text)}  # fmt: skip
    return gone


# --- paragraphs


@dataclass(frozen=True)
class Measure:
    """How a dump breaks its lines. ``full`` and ``first``: widths in points of a full line and of a paragraph's full
    first line, 0 where lines are not broken; ``blanks``: a blank line parts paragraphs; ``spaced``: nearly all of them
    are parted so; ``indent``: spaces that begin one, 0 where indents say nothing.
    """

    full: float = 0.0
    first: float = 0.0
    blanks: bool = True
    spaced: bool = False
    indent: int = 0

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Measure:
        """The measure of a whole text, judged by the sentences that certainly go on."""
        pairs = [(a, b) for a, b in pairwise(lines) if _surely_goes_on(a, b)]
        wide = sorted(a.width for a, _ in pairs)
        if len(wide) < 2:
            return cls()
        full = wide[int(len(wide) * 0.95) if len(wide) > 20 else -1]
        if sum(1 for width in wide if width >= 0.8 * full) < 0.5 * len(wide):
            return cls()
        first = sorted(a.width for a, _ in pairs if a.has_label and a.width >= 0.8 * full)
        blanks = sum(1 for _, b in pairs if b.gap) * 2 < len(pairs)
        return cls(
            full=full,
            first=first[int(len(first) * 0.95)] if len(first) > 4 else full,
            blanks=blanks,
            spaced=blanks and sum(1 for line in lines if line.gap) * 10 > len(lines),
            indent=_indent(lines, [b for _, b in pairs]),
        )


def _surely_goes_on(a: Line, b: Line) -> bool:
    """An unended sentence of some length, a next line in small letters without a label."""
    before, after = a.text.strip(), b.text.strip()
    is_open = len(before) > 40 and (before[-1].isalnum() or before[-1] == ",")
    is_middle = after[:1].islower() and not b.has_label
    return is_open and is_middle and not _COLUMNS.search(before) and not _COLUMNS.search(after)


def _indent(lines: Sequence[Line], going_on: Sequence[Line]) -> int:
    """The least indent of a paragraph, where nearly all labels have more than the lines that go on; else 0."""
    usual = Counter(line.indent for line in going_on).most_common(1)[0][0]
    labels = [line.indent for line in lines if line.has_label and not _COLUMNS.search(line.text.strip())]
    deeper = [indent for indent in labels if indent >= usual + 2]
    return min(deeper) if len(labels) > 4 and len(deeper) >= 0.7 * len(labels) else 0


def paragraphs(
    lines: Sequence[Line], measure: Measure, *, feet: bool = False
) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """The paragraphs of consecutive lines, each with the place of its first line; questions where one is not sure.

    ``feet``: the lines begin among the recipients and the signature.
    """
    made: list[list[Line]] = []
    found: list[Problem] = []
    for line in lines:
        if not made:
            made.append([line])
            feet = _is_feet([], line, feet=feet)
            continue
        verdict = _goes_on_in_feet(made[-1], line) if feet else _goes_on(made[-1], line, measure)
        if verdict is None:
            found.append(problem("I057", place=line.place, line=_short(line.text)))
        if verdict:
            made[-1].append(line)
        else:
            feet = _is_feet(made[-1], line, feet=feet)
            made.append([line])
    return tuple(map(join, made)), tuple(found)


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def _is_feet(paragraph: Sequence[Line], line: Line, *, feet: bool) -> bool:
    """Whether the recipients and the signature have begun above this line, and nothing after them yet."""
    above = paragraph[-1].text.rstrip() if paragraph else ""
    if line.text.lstrip().startswith("Nơi nhận") or above.endswith("./."):
        return True
    return feet and not _RESUMES.match(line.text.strip())


def _goes_on_in_feet(paragraph: Sequence[Line], line: Line) -> bool:
    """A recipient over several lines: "- VPUB: CVP," and then "các phòng"."""
    first, last, text = paragraph[0].text.strip(), paragraph[-1].text.strip(), line.text.strip()
    if not first.startswith(("-", "+", "–")) or line.has_label or _COLUMNS.search(text) or _COLUMNS.search(last):
        return False
    if last.endswith((";", ".", ":")) or text.isupper() or _ALONE.match(text):
        return False
    return text.lstrip("(")[:1].islower() or (last.endswith(",") and not line.gap)


def _goes_on(paragraph: Sequence[Line], line: Line, measure: Measure) -> bool | None:
    """Whether a line goes on with a paragraph; None when that cannot be told."""
    last, text = paragraph[-1], line.text.strip()
    if is_open_bracket([one.text for one in paragraph[:4]]) and not line.has_label:
        return True
    ended = last.text.rstrip().endswith(_ENDED)
    if not measure.full or _stands_alone(last, line) or (line.has_label and not _is_wrapped_dash(last, line, measure)):
        return False
    if line.gap and measure.blanks and line.page == last.page:
        return False
    if measure.indent and line.indent >= measure.indent:
        return False
    begins = last.has_label or 0 < measure.indent <= last.indent <= measure.indent + 3
    if not _is_full(last, line, measure, first=len(paragraph) == 1):
        return not ended and last.width >= _least(text, measure, is_open=len(paragraph) > 1 or begins) * measure.full
    if text[:1].islower() or not ended or measure.indent:
        return True
    return True if line.width > 1.01 * measure.first < measure.full else None


def _least(text: str, measure: Measure, *, is_open: bool) -> float:
    """How wide, as a share of a full one, an unended line must be that a line goes on with it; 2: none is."""
    if not text[:1].islower():
        return 0.85 if measure.indent and is_open else 2.0
    return 0.6 if is_open else 0.8 if measure.spaced else 2.0


def is_open_bracket(texts: Sequence[str]) -> bool:
    """Whether lines are the beginning of a "(Kèm theo …)" that is not closed yet."""
    if not _OPEN_BRACKET.match(texts[0].lstrip()) or len(texts) > 3:
        return False
    text = "".join(texts)
    return text.count("(") > text.count(")")


def _stands_alone(last: Line, line: Line) -> bool:
    """Lines of heads, titles and columns are paragraphs each."""
    before, text = last.text.strip(), line.text.strip()
    if _COLUMNS.search(before) or _COLUMNS.search(text) or _ALONE.match(text) or _ALONE.fullmatch(before):
        return True
    if before.endswith("./.") or re.match(r"Nơi nhận|Số ?:|(?:TM|KT|TL|TUQ|Q)\.", before):
        return True
    if before.isupper() and text.isupper():
        return not last.has_label
    return before.isupper() != text.isupper() and len(text) >= 12 and len(before) >= 12


def _is_wrapped_dash(last: Line, line: Line, measure: Measure) -> bool:
    """A line that begins with the dash of "kinh tế - xã hội", not with one of a list."""
    return (
        bool(WRAPPED_DASH.match(line.text.strip())) and last.text.rstrip()[-1:].isalnum()
        and not (measure.indent and line.indent >= measure.indent)
        and last.width + width_pt(" - ", _SIZE) + _first_word(line, 1) > 0.985 * measure.full
    )  # fmt: skip


def _first_word(line: Line, at: int = 0) -> float:
    words = line.text.split()[at : at + 1]
    return width_pt(" " + words[0], _SIZE) if words else 0.0


def _is_full(last: Line, line: Line, measure: Measure, *, first: bool) -> bool:
    """Whether the first word of the next line had no room at the end of this one."""
    room = measure.first if first else measure.full
    return last.width + _first_word(line) > 0.985 * room


def join(lines: Sequence[Line]) -> Line:
    """Lines as one, a space between them; none after a hyphen or slash inside a word ("Lao động-", "HIV/")."""
    if len(lines) == 1:
        return lines[0]
    runs: list[Run] = []
    for line, following in zip_longest(lines, lines[1:]):
        own = _trimmed(line.runs, end=False) if runs else list(line.runs)
        runs += own if following is None else _trimmed(own, end=True)
        if following is not None:
            runs.append(Run("" if _PARTED.search(line.text.rstrip()) else " "))
    return replace(lines[0], runs=tuple(_merged(runs)))


def _trimmed(runs: Sequence[Run], *, end: bool) -> list[Run]:
    kept = list(runs)
    at = -1 if end else 0
    while kept and kept[at].text and not kept[at].text.strip() and len(kept) > 1:
        del kept[at]
    if kept:
        text = kept[at].text
        kept[at] = replace(kept[at], text=text.rstrip() if end else text.lstrip())
    return kept


def _merged(runs: Sequence[Run]) -> list[Run]:
    """Neighbouring runs of one format as one; white space takes the format of what stands before it."""
    dressed: list[Run] = []
    for run in runs:
        is_glue = not run.text.strip() and not run.footnote and not run.reference
        dressed.append(replace(dressed[-1], text=run.text) if is_glue and dressed and dressed[-1].text else run)
    return [one for _, own in groupby(dressed, _looks) for one in _one_text(list(own))]


def _one_text(runs: Sequence[Run]) -> Sequence[Run]:
    if any(run.footnote or run.reference for run in runs):
        return runs
    return [replace(runs[0], text="".join(run.text for run in runs))]


def _looks(run: Run) -> tuple[object, ...]:
    return run.bold, run.italic, run.superscript, run.footnote, run.reference
