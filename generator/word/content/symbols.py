"""What fonts of symbols draw, as letters of Unicode; Word keeps such letters as U+F000 and their code."""

from __future__ import annotations

import re

_SYMBOL = {
    0x2D: "−", 0x61: "α", 0x62: "β", 0x64: "δ", 0x65: "ε", 0x67: "γ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x73: "σ",
    0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
    0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
    0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒", 0xE5: "∑",
}  # fmt: skip
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖",
    0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDC: "➲", 0xDF: "←",
    0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA3: "□"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_PRIVATE = range(0xF000, 0xF100)
_PRIVATE_LETTER = re.compile("[\uf000-\uf0ff]")
_DASHES = "-‐‑‒–—―−"


def is_symbol_font(font: str) -> bool:
    """Whether the letters of a font are drawings."""
    return font.casefold() in _FONTS


def symbols(text: str, font: str) -> str:
    """A text as it is seen in a font; a letter that nobody can know stays as it is."""
    if not (is_symbol_font(font) or _PRIVATE_LETTER.search(text)):
        return text
    return "".join(_symbol(letter, font.casefold()) for letter in text)


def _symbol(letter: str, font: str) -> str:
    code = ord(letter)
    if code in _PRIVATE:
        code -= 0xF000
        # without its font a bullet of Symbol is still the likeliest
        return _FONTS.get(font, {0xB7: "•", 0x2D: "−", 0xA7: "▪"}).get(code, letter)
    return _FONTS[font].get(code, letter) if font in _FONTS else letter


def bullet(text: str, font: str) -> str:
    """The mark of an automatic list: a dash, a plus or an asterisk as it is, any other drawing a round bullet."""
    seen = symbols(text.strip(), font)
    if len(seen) != 1:
        return seen
    if seen in _DASHES:
        return "-"
    return seen if seen in "+*" else "•"
