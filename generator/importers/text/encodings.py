"""The letters of a text file: Unicode in its forms, and the encodings of Vietnamese offices before it.

Windows-1258, TCVN3 (ABC, the ".VnTime" fonts) and VNI keep Vietnamese letters at places where another encoding keeps
others, so a wrong guess gives a text full of strange letters. A text is read as one of them only when nearly all its
words then are Vietnamese syllables; else it is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.importers.text.syllables import is_syllable
from generator.problems import N_, Problem, problem
from generator.vntext import nfc

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be"),
         (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))  # fmt: skip
_WORDS = re.compile(r"[^\W\d_]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ENOUGH, _NEARLY_ALL = 3, 0.9
_SAMPLE = 200_000  # letters looked at when an encoding is judged

_TCVN3 = dict(zip(
    "µ¶·¸¹" "¨»¼½¾Æ" "©ÇÈÉÊË" "®ÌÎÏÐÑ" "ªÒÓÔÕÖ" "×ØÜÝÞ" "ßáâãä" "«åæçèé" "¬êëìíî" "ïñòóô" "\xadõö÷øù" "úûüýþ" "¡¢£¤¥¦§",
    "àảãáạ" "ăằẳẵắặ" "âầẩẫấậ" "đèẻẽéẹ" "êềểễếệ" "ìỉĩíị" "òỏõóọ" "ôồổỗốộ" "ơờởỡớợ" "ùủũúụ" "ưừửữứự" "ỳỷỹýỵ" "ĂÂÊÔƠƯĐ",
    strict=True))  # fmt: skip
_VNI_MARKS = {"a": ("ùøûõï" "âáàåãä" "êéèúüë", "áàảãạ" "âấầẩẫậ" "ăắằẳẵặ"), "e": ("ùøûõï" "âáàåãä", "éèẻẽẹ" "êếềểễệ"),
              "o": ("ùøûõï" "âáàåãä", "óòỏõọ" "ôốồổỗộ"), "u": ("ùøûõï", "úùủũụ"), "y": ("ùøûõ", "ýỳỷỹ"),
              "ô": ("ùøûõï", "ớờởỡợ"), "ö": ("ùøûõï", "ứừửữự")}  # fmt: skip
_VNI_ALONE = dict(zip("ñíìæóòôöî", "đíìỉĩịơưỵ", strict=True))


def _vni_table() -> dict[str, str]:
    pairs = {base + mark: made for base, (marks, letters) in _VNI_MARKS.items()
             for mark, made in zip(marks, letters, strict=True)}  # fmt: skip
    pairs.update(_VNI_ALONE)
    return pairs | {old.upper(): new.upper() for old, new in pairs.items()} | {
        old[0].upper() + old[1:]: new.upper() for old, new in pairs.items() if len(old) == 2
    }


_VNI = _vni_table()
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def decode(data: bytes) -> tuple[str, Problem | None]:
    """The text of a file's bytes, and what there is to say of its encoding.

    The problem is a note (I040) when an old encoding was certain and converted; an error (I041: an old encoding that
    cannot be told for certain; I042: no text at all) comes with an empty text.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _unicode(data[len(bom):], name)
    if name := _utf16_without_bom(data):
        return _unicode(data, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)
    return _written_as_latin(text) if not _is_binary(text) else ("", problem("I042"))


def from_tcvn3(text: str) -> str:
    """Letters of TCVN3 (each shown as the Latin-1 letter of its place) as Vietnamese ones.

    Its fonts for capitals draw small letters as capitals: among capitals they become capitals here.
    """
    return "".join(
        _tcvn3(line).upper() if _is_capital(line) else _WORDISH.sub(lambda found: _tcvn3_word(found[0]), line)
        for line in text.splitlines(keepends=True)
    )


_WORDISH = re.compile("[A-Za-z" + "".join(map(re.escape, _TCVN3)) + "]+")


def _tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def _is_capital(text: str) -> bool:
    plain = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return len(plain) > 1 and all(letter.isupper() for letter in plain)


def _tcvn3_word(word: str) -> str:
    return _tcvn3(word).upper() if _is_capital(word) else _tcvn3(word)


def from_vni(text: str) -> str:
    """Letters of VNI (a base and a mark, each shown as the Latin-1 letter of its place) as Vietnamese ones."""
    return _VNI_LETTER.sub(lambda found: _VNI[found[0]], text)


def _unicode(data: bytes, name: str) -> tuple[str, Problem | None]:
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return "", problem("I042")
    return ("", problem("I042")) if _is_binary(text) else (text, None)


def _utf16_without_bom(data: bytes) -> str:
    """UTF-16 of either order, told by the zero halves of its ASCII letters; empty when it is not that."""
    head = data[:4096]
    if len(head) < 4 or len(data) % 2 or b"\0" not in head:
        return ""
    low, high = head[0::2].count(0), head[1::2].count(0)
    quarter = len(head) // 8
    if high > quarter and low * 20 < high:
        return "utf-16-le"
    return "utf-16-be" if low > quarter and high * 20 < low else ""


def _is_binary(text: str) -> bool:
    return len(_CONTROLS.findall(text[:_SAMPLE])) * 100 > min(len(text), _SAMPLE)


def _written_as_latin(text: str) -> tuple[str, Problem | None]:
    """A Unicode text; where it is an old encoding that some program saved letter by letter, its conversion."""
    if not any("\xa1" <= letter <= "\xff" for letter in text[:_SAMPLE]):
        return text, None
    own = _share(text)
    made = [(name, convert(text)) for name, convert in _AS_LATIN]
    better = [(name, new) for name, new in made if _is_certain(new) and _share(new) > own + 0.3]
    if len(better) == 1:
        return better[0][1], problem("I040", name=better[0][0])
    return text, None


def _legacy(data: bytes) -> tuple[str, Problem | None]:
    """Bytes that are no Unicode: the one old encoding in which they are Vietnamese."""
    latin = data.decode("latin-1")
    if _is_binary(latin):
        return "", problem("I042")
    read = [("windows-1258", nfc(data.decode("cp1258", "replace")))]
    read += [(name, convert(latin)) for name, convert in _AS_LATIN]
    certain = [(name, text) for name, text in read if _is_certain(text)]
    best = max(certain, key=lambda one: _share(one[1]), default=None)
    if best is None:
        likely = max(read, key=lambda one: _share(one[1]))
        return "", problem("I041", name=likely[0] if _share(likely[1]) > 0.5 else N_("cũ, không rõ mã nào"))
    return best[1], problem("I040", name=best[0])


_AS_LATIN: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("TCVN3 (ABC, .VnTime)", from_tcvn3), ("VNI", from_vni),
)  # fmt: skip


def _accented(text: str) -> Iterator[str]:
    return (word for word in _WORDS.findall(text[:_SAMPLE]) if not word.isascii())


def _share(text: str) -> float:
    """The share of syllables among the words that have letters beyond ASCII; 1 when there is no such word."""
    words = list(_accented(text))
    return sum(map(is_syllable, words)) / len(words) if words else 1.0


def _is_certain(text: str) -> bool:
    count = sum(1 for _ in _accented(text))
    return count >= _ENOUGH and _share(text) >= _NEARLY_ALL


def is_mojibake(text: str) -> bool:
    """Whether a text is an old encoding shown letter by letter ("Céng hßa x· héi")."""
    return _written_as_latin(text)[1] is not None
