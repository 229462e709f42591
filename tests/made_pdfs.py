"""Small PDF files written by hand: what a test needs of one, and the damaged, locked and lying ones.

Text is set in Times-Roman, Times-Bold and Times-Italic (F1, F2, F3), in letters of ASCII.
"""

from __future__ import annotations

from collections.abc import Sequence

FONTS = {"F1": "Times-Roman", "F2": "Times-Bold", "F3": "Times-Italic"}


def say(x: float, y: float, text: str, *, size: float = 14, font: str = "F1", rise: float = 0.0) -> str:
    """Text that begins at (x, y) points from the lower left corner."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf {rise} Ts 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n"


def say_upwards(x: float, y: float, text: str, *, size: float = 14) -> str:
    """Text that lies on its side and is read from below."""
    return f"BT /F1 {size} Tf 0 1 -1 0 {x} {y} Tm ({text}) Tj ET\n"


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    """A ruled line."""
    return f"{x0} {y0} m {x1} {y1} l S\n"


def table(xs: Sequence[float], ys: Sequence[float]) -> str:
    """All lines of a table with columns at ``xs`` and rows at ``ys``."""
    across = [line(xs[0], y, xs[-1], y) for y in ys]
    return "".join([*across, *(line(x, ys[0], x, ys[-1]) for x in xs)])


def pdf(
    *pages: str,
    size: tuple[int, int] = (595, 842),
    extra: str = "",
    fonts: dict[str, str] | None = None,
    objects: Sequence[str] = (),
    resources: str = "",
    trailer: str = "",
) -> bytes:
    """A file of pages, each a content stream; ``extra`` stands in every page, ``objects`` follow from number 3 on."""
    fonts = FONTS if fonts is None else fonts
    named = " ".join(
        f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding {_widths(name)} >>"
        for key, name in fonts.items()
    )
    first = 3 + len(objects)
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    parts = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>", *objects]
    for i, page in enumerate(pages):
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] {extra} "
            f"/Resources << /Font << {named} >> {resources} >> /Contents {first + 2 * i + 1} 0 R >>"
        )
        parts.append(stream(page))
    return _file(parts, trailer)


def _widths(font: str) -> str:
    """The widths of a font that readers don't know by its name."""
    return "" if font in FONTS.values() else f"/FirstChar 32 /LastChar 255 /Widths [{'500 ' * 224}]"


def stream(content: str, entries: str = "") -> str:
    """A stream object."""
    return f"<< {entries} /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream"


def _file(parts: Sequence[str], trailer: str) -> bytes:
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{part}\nendobj\n".encode("latin-1")
    start = len(made)
    made += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    end = f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    return made + end.encode()
