"""The language of the face: Vietnamese, or English with ``--lang en``; click's own texts included."""

from __future__ import annotations

import codecs
import gettext
import os
import sys
import unicodedata
from importlib.resources import as_file, files

DOMAIN = "soanthao"
LANGUAGES = ("vi", "en")


def set_language(language: str) -> None:
    """Answer in this language from now on. click asks gettext's default domain, so ours is made the default."""
    os.environ["LANGUAGE"] = language
    with as_file(files("generator") / "locale") as folder:
        gettext.bindtextdomain(DOMAIN, str(folder))
    gettext.textdomain(DOMAIN)


def wanted(arguments: list[str]) -> str:
    """The language that the arguments ask for; it must be known before click reads them."""
    for here, following in zip(arguments, [*arguments[1:], ""], strict=True):
        value = following if here == "--lang" else here.removeprefix("--lang=")
        if value != here and value in LANGUAGES:
            return value
    return LANGUAGES[0]


def _(text: str) -> str:
    """The text in the language set."""
    return gettext.gettext(text) if text else ""


def without_diacritics(error: UnicodeError) -> tuple[str, int]:
    """Print Vietnamese without its marks on a console that cannot hold them, instead of failing."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    plain = unicodedata.normalize("NFD", lost.replace("đ", "d").replace("Đ", "D"))
    return plain.encode("ascii", "ignore").decode() or "?", error.end


def prepare_console() -> None:
    """Make every stream take every letter (a cp1252 console included)."""
    codecs.register_error("khong_dau", without_diacritics)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="khong_dau")
