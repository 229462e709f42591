"""One page of a PDF: its letters, its tables, what a person must know of it (a scan, an old font, lying text)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from generator.flow import Grid
from generator.importers.pdf.lines import Char, Row, font_name, is_bold, letters, rows
from generator.importers.pdf.tables import Frame, frame, grid
from generator.problems import N_, Problem, ProblemsError, Words, problem

LETTERS_A_PAGE = 60_000
"""The most letters of a page; more is a drawing."""
LINES_A_PAGE = 8_000
"""The most ruled lines of a page in which tables are looked for."""

_LEGACY_FONT = re.compile(r"^\.?Vn[A-Z]|^\.Vn|^VNI[-_ ]|^VNtime", re.IGNORECASE)
_DRAWN = {"Widget", "FreeText", "Stamp"}
_HIDDEN = 2 | 32  # flags of an annotation that is not shown
_COVERS = 0.6  # of the page: an image as large is a scan
_LAYER = 20  # letters on a scan that make a layer of text
_LINE = 3.0  # points: a filled box no thicker is a ruled line
_COLUMNS, _ROWS = 3, 4  # of a table without lines, at least


@dataclass
class Page:
    """A page as it was read: its rows outside tables, its tables with their upper edges."""

    number: int
    width: float
    height: float
    rows: list[Row]
    tables: list[tuple[Frame, Grid]]
    fonts: Counter[str]
    bold: bool
    found: list[Problem] = field(default_factory=list)
    legacy: set[str] = field(default_factory=set)

    @property
    def place(self) -> str:
        """Where a person finds it."""
        return Words(N_("trang {number}"), number=self.number)

    @property
    def is_landscape(self) -> bool:
        """Whether it is wider than high."""
        return self.width > self.height

    @property
    def bottom(self) -> float:
        """How far down something is printed, as a share of the page."""
        edges = [row.bottom for row in self.rows] + [table.bottom for table, _ in self.tables]
        return max(edges, default=0.0) / self.height


def read_page(plumber: Any, pdf: Any, sheet: Any, number: int) -> Page:
    """A page of an open file; ``number`` from 1. Raises ``ProblemsError``: I047 (more letters than a page holds)."""
    found: list[Problem] = []
    _draw_annotations(plumber, sheet)
    place = Words(N_("trang {number}"), number=number)
    if turn := _turn(sheet.chars):
        sheet = _turned(plumber, pdf, sheet, number, turn)
        found.append(problem("I051", place=place))
    if len(sheet.chars) > LETTERS_A_PAGE:
        raise ProblemsError([problem("I047", place=place, detail=N_("một trang có quá nhiều chữ"))])
    chars = letters(sheet.chars, float(sheet.width), float(sheet.height))
    written = [char for char in chars if char["text"].strip()]
    frames = _frames(sheet, place, found) if written else []
    tables, rest = _sorted_out(frames, chars, place)
    if _is_scan(sheet):
        found.append(problem("I050" if len(written) > _LAYER else "I049", place=place))
    page = Page(
        number, float(sheet.width), float(sheet.height), rows(rest), tables, Counter(map(font_name, written)),
        bold=any(map(is_bold, written)), found=found, legacy=_legacy(written),
    )  # fmt: skip
    if _has_unruled_table(page.rows):
        found.append(problem("I052", place=place))
    sheet.close()
    return page


def _draw_annotations(plumber: Any, sheet: Any) -> None:
    """Signatures and notes that are printed on the page are drawn like the rest of it, under all else.

    The forms join the page's own resources; a small stream calls each at its place.
    """
    resolve = plumber.utils.pdfinternals.resolve
    target = sheet.page_obj
    drawn = [made for entry in resolve(target.annots) or [] if (made := _appearance(resolve, resolve(entry)))]
    if not drawn:
        return
    resources = dict(resolve(target.resources) or {})
    forms = dict(resolve(resources.get("XObject")) or {})
    streams = []
    for at, (form, x, y) in enumerate(drawn):
        name = f"SoanThao{at}"
        forms[name] = form
        stream = type(form)({}, f"q 1 0 0 1 {x:f} {y:f} cm /{name} Do Q\n".encode("ascii"))
        stream.set_objid(-1 - at, 0)
        streams.append(stream)
    resources["XObject"] = forms
    target.resources = resources
    target.contents = [*streams, *target.contents]


def _appearance(resolve: Any, entry: Any) -> tuple[Any, float, float] | None:
    """The form that an annotation shows, and how far it is moved; None for what is hidden or broken."""
    with suppress(AttributeError, KeyError, TypeError, ValueError, IndexError):
        kind = getattr(resolve(entry.get("Subtype")), "name", "Widget" if "FT" in entry else "")
        if kind not in _DRAWN or int(resolve(entry.get("F")) or 0) & _HIDDEN:
            return None
        form = resolve(resolve(entry["AP"])["N"])
        box = [float(resolve(value)) for value in resolve(form.attrs["BBox"])]
        place = [float(resolve(value)) for value in resolve(entry["Rect"])]
        return form, min(place[0], place[2]) - box[0], min(place[1], place[3]) - box[1]
    return None


def _turn(chars: Sequence[Char]) -> int:
    """By how many degrees a page must be turned, clockwise, to be read: 0 when most letters stand upright."""
    ways = Counter(_way(char) for char in chars if char["text"].strip())
    way, count = ways.most_common(1)[0] if ways else (0, 0)
    return way if count * 2 > ways.total() else 0


def _way(char: Char) -> int:
    a, b = char["matrix"][0], char["matrix"][1]
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 180
    return 90 if b > 0 else 270


def _turned(plumber: Any, pdf: Any, sheet: Any, number: int, degrees: int) -> Any:
    """The page, read again as if it lay the other way."""
    target = sheet.page_obj
    target.rotate = (target.rotate + degrees) % 360
    target.attrs["Rotate"] = target.rotate
    return plumber.page.Page(pdf, target, page_number=number)


def _is_scan(sheet: Any) -> bool:
    area = float(sheet.width) * float(sheet.height)
    sizes = ((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) for image in sheet.images)
    return any(size > _COVERS * area for size in sizes)


def _legacy(chars: Sequence[Char]) -> set[str]:
    """Fonts of an old encoding whose letters are no Unicode."""
    fonts = {font_name(char) for char in chars if _LEGACY_FONT.search(font_name(char))}
    text = "".join(char["text"] for char in chars if font_name(char) in fonts)
    own = sum(1 for letter in text if "\u1ea0" <= letter <= "\u1ef9" or letter in "ơưđăƠƯĐĂ")
    strange = sum(1 for letter in text if "\xa1" <= letter <= "\xff")
    return fonts if strange > own else set()


# --- tables


def _frames(sheet: Any, place: str, found: list[Problem]) -> list[Frame]:
    """The tables of a page, from top to bottom."""
    ruled = sheet.filter(_is_no_shade)
    if len(ruled.edges) > LINES_A_PAGE:
        found.append(problem("I058", place=place))
        return []
    made = [one for table in ruled.find_tables() if (one := frame(table.cells)) is not None]
    return sorted(made, key=lambda one: (one.top, one.columns[0]))


def _is_no_shade(item: Char) -> bool:
    """Whether a thing drawn is more than a colour behind text: a filled box without a border rules nothing."""
    if item["object_type"] not in ("rect", "curve") or item.get("stroke") or not item.get("fill"):
        return True
    return bool(min(item["x1"] - item["x0"], item["bottom"] - item["top"]) <= _LINE)


def _sorted_out(
    frames: Sequence[Frame], chars: Sequence[Char], place: str
) -> tuple[list[tuple[Frame, Grid]], list[Char]]:
    """The tables with their letters, and the letters outside; a frame without letters is a drawing."""
    own: list[list[list[Char]]] = [[[] for _ in one.boxes] for one in frames]
    rest: list[Char] = []
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        for number, one in enumerate(frames):
            if (box := one.box_at(x, y)) >= 0:
                own[number][box].append(char)
                break
        else:
            rest.append(char)
    tables = [(one, grid(one, boxes, place)) for one, boxes in zip(frames, own, strict=True)
              if any(char["text"].strip() for box in boxes for char in box)]  # fmt: skip
    return tables, rest


def _has_unruled_table(body: Sequence[Row]) -> bool:
    """Several rows one under the other, each of several parts side by side."""
    run = 0
    for row in body:
        run = run + 1 if len(row.segments) >= _COLUMNS else 0
        if run >= _ROWS:
            return True
    return False
