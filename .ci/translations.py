"""Bring the catalogues of ``generator/locale`` up to date: extract the texts, merge them, compile.

Run it with the interpreter of ``.venv`` after a text changed; a translation that is missing is named and left empty for
you to write into the .po file. Our own texts are Vietnamese and are translated into English; click's are English and
are translated into Vietnamese.
"""

import importlib.util
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "generator" / "locale"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def po_path(language: str) -> Path:
    """The catalogue of a language."""
    return LOCALE / language / "LC_MESSAGES" / "soanthao.po"


def click_folder() -> Path:
    """The folder of the installed click."""
    spec = importlib.util.find_spec("click")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent


def extracted(folder: Path, named: str) -> Catalog:
    """The marked texts of a package, each with the files it stands in (``named`` is the package's name)."""
    texts = Catalog()
    found = extract_from_dir(str(folder), [("**.py", "python")], keywords=KEYWORDS)
    for file, _, text, _, _ in sorted(found, key=lambda each: (each[0], each[1])):
        where = f"{named}/{Path(file).as_posix()}"
        known = texts.get(text[0] if isinstance(text, tuple) else text)
        if known is None:
            texts.add(text, locations=[(where, None)])
        elif (where, None) not in known.locations:
            known.locations.append((where, None))
    return texts


def sources() -> dict[str, Catalog]:
    """The texts that the catalogue of each language translates."""
    of_click = extracted(click_folder(), "click")
    of_click.add("required", locations=[("click/core.py", None)])  # handed to gettext in a variable
    return {"en": extracted(ROOT / "generator", "generator"), "vi": of_click}


def read(language: str) -> Catalog:
    """The catalogue of a language as it is; an empty one where there is none."""
    path = po_path(language)
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merged(language: str, texts: Catalog) -> Catalog:
    """The texts with the translations there are; what is no longer used goes."""
    old, new = read(language), Catalog(locale=language)
    for text in texts:
        if not text.id:
            continue
        known = old.get(text.id[0] if isinstance(text.id, tuple) else text.id)
        same = known is not None and known.id == text.id
        new.add(text.id, known.string if known is not None and same else None, locations=text.locations)
    return new


def po_bytes(catalog: Catalog) -> bytes:
    """A catalogue as .po text, without dates, versions and line numbers: it changes only when a text does."""
    out = BytesIO()
    write_po(out, catalog, omit_header=True, include_lineno=False, width=100)
    plural = catalog.plural_forms
    header = f'msgid ""\nmsgstr ""\n"Language: {catalog.locale}\\n"\n"MIME-Version: 1.0\\n"\n'
    header += f'"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {plural}\\n"\n\n'
    return header.encode() + out.getvalue()


def mo_bytes(po: bytes, language: str) -> bytes:
    """A .po text compiled; the date that babel writes into it never changes."""
    catalog, out = read_po(BytesIO(po), locale=language), BytesIO()
    catalog.creation_date = datetime(2020, 3, 5, tzinfo=UTC)
    write_mo(out, catalog)
    return out.getvalue()


def main() -> int:
    """Update and compile both catalogues; 1 when a translation is missing."""
    missing = 0
    for language, texts in sources().items():
        catalog = merged(language, texts)
        po = po_bytes(catalog)
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po)
        path.with_suffix(".mo").write_bytes(mo_bytes(po, language))
        for text in catalog:
            if text.id and not (all(text.string) if isinstance(text.string, tuple) else text.string):
                print(f"{path.relative_to(ROOT)}: {text.id!r}")
                missing = 1
    return missing


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    sys.exit(main())
