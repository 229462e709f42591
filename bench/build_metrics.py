"""Write generator/data/metrics/times.csv: advance widths of Tinos, which is metric-compatible with Times New Roman.

    python bench/build_metrics.py FOLDER_WITH_TINOS

The folder is where ``Tinos-Regular.ttf`` and its three sisters lie (Debian: package fonts-croscore;
``fc-list :family=Tinos file`` prints it). Needs fontTools. Same fonts, same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "generator" / "data" / "metrics" / "times.csv"
FACES = ("Regular", "Bold", "Italic", "BoldItalic")
SOFT_HYPHEN = 0xAD  # has an advance in the font, but prints nothing inside a line
RANGES = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0xFF),  # Latin-1
    *((code, code + 1) for code in (0x102, 0x110, 0x128, 0x168, 0x1A0, 0x1AF)),  # Ă Đ Ĩ Ũ Ơ Ư and their small letters
    (0x1EA0, 0x1EF9),  # Vietnamese letters with tones
    (0x2010, 0x2026),  # dashes, curly quotes, bullets, …
    (0x2030, 0x203A),  # ‰ ′ ″ ‹ ›
    (0x2070, 0x208E),  # superscripts and subscripts
    (0x20AB, 0x20AC),  # ₫ €
    (0x2190, 0x2193),  # arrows
    *((code, code) for code in (0x2116, 0x2122, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265)),  # № ™ − ≈ ≠ ≤ ≥
)
HEADER = """\
# Advance widths of {family}, metric-compatible with Times New Roman; {units} units are one em.
# Made by bench/build_metrics.py from {family} {version}. Do not edit.
# The font: {copyright} {licence}
# Only these widths come from it; no outline and no hint is copied.
code,regular,bold,italic,bold_italic
"""


def codes(maps: list[dict[int, str]]) -> list[int]:
    """Code points of the ranges above that every face has."""
    wanted = {code for first, last in RANGES for code in range(first, last + 1)} - {SOFT_HYPHEN}
    return sorted(code for code in wanted if all(code in cmap for cmap in maps))


def header(font: TTFont) -> str:
    """The comment lines: what the font says of itself, its version and its licence, and the column names."""
    copyright_, family, version, licence = (font["name"].getDebugName(number) for number in (0, 1, 5, 13))
    return HEADER.format(
        family=family,
        units=font["head"].unitsPerEm,
        version=version.split(";")[0].lower(),
        copyright=copyright_,
        licence=licence.split(". ")[0] + ".",
    )


def table(folder: Path) -> str:
    """The whole file: one row per character, its code point in hexadecimal and its advance in each face."""
    fonts = [TTFont(folder / f"Tinos-{face}.ttf") for face in FACES]
    if len({font["head"].unitsPerEm for font in fonts}) != 1:
        raise SystemExit("the faces do not share one em")
    maps = [font.getBestCmap() for font in fonts]
    rows = (
        ",".join([f"{code:04X}", *(str(font["hmtx"][cmap[code]][0]) for font, cmap in zip(fonts, maps, strict=True))])
        for code in codes(maps)
    )
    return header(fonts[0]) + "".join(f"{row}\n" for row in rows)


def main() -> None:
    """Read the folder named on the command line, write the table."""
    parser = argparse.ArgumentParser(description="Write generator/data/metrics/times.csv.")
    parser.add_argument("folder", type=Path, help="folder of the Tinos fonts")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(table(parser.parse_args().folder), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
