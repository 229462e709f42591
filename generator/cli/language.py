"""The language of the face: Vietnamese, or English with ``--lang en``; click's own texts included."""

from __future__ import annotations

import codecs
import gettext
import os
import sys
import unicodedata
from importlib.resources import as_file, files
from itertools import pairwise

DOMAIN = "soanthao"
LANGUAGES = ("vi", "en")
# What is not a letter with marks but has a plain look-alike.
_PLAIN = {"đ": "d", "Đ": "D", "«": '"', "»": '"', "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-",
          "→": "->", "≥": ">=", "≤": "<=", "×": "x", "•": "*"}  # fmt: skip


def set_language(language: str) -> None:
    """Answer in this language from now on. click asks gettext's default domain, so ours is made the default."""
    os.environ["LANGUAGE"] = language
    with as_file(files("generator") / "locale") as folder:
        gettext.bindtextdomain(DOMAIN, str(folder))
    gettext.textdomain(DOMAIN)


def wanted(arguments: list[str]) -> str:
    """The language that the arguments ask for; it must be known before click reads them. The last one counts."""
    asked = LANGUAGES[0]
    for here, following in pairwise([*arguments, ""]):
        value = following if here == "--lang" else here.removeprefix("--lang=")
        if value != here and value in LANGUAGES:
            asked = value
    return asked


def _(text: str) -> str:
    """The text in the language set."""
    return gettext.gettext(text) if text else ""


def without_diacritics(error: UnicodeError) -> tuple[str, int]:
    """Print Vietnamese without its marks on a console that cannot hold them, instead of failing."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(letter: str) -> str:
    if unicodedata.combining(letter):
        return ""
    base = _PLAIN.get(letter) or unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return base or "?"


def prepare_console() -> None:
    """Make every stream take every letter (a cp1252 console included)."""
    codecs.register_error("khong_dau", without_diacritics)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="khong_dau")
