"""Likely misspellings of a text that was read, listed for a person; nothing is ever changed here.

Four things are looked for: words that no spelling of Vietnamese allows ("cūa"), words or signs without the space
between them ("dâmtrên", "túy(các"), words said twice ("việc việc"), and a list of common slips ("trị trấn"). Names,
abbreviations, numbers and words of other languages are left in peace: an alarm that is false most of the time is read
by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.flow import Flow, paras_of
from generator.importers.text.syllables import is_syllable
from generator.problems import Problem, problem
from generator.recognise.slips import Slip, slip_lists
from generator.vntext import fold, nfc

_TOKEN = re.compile(r"(?:(?![²³¹⁰-₟])[^\W\d_])+(?:['’][^\W\d_]+)?")
_PIECE = re.compile(r"\S+")
_CODE = re.compile(r"[@\\]|://|www\.|\.(?:vn|com|net|org|gov|docx?|pdf|xlsx?)\b|\d", re.IGNORECASE)
_LONGEST = 24  # letters of a word that is looked at
_ABBREVIATED = re.compile(r"[A-ZĐÀ-Ỹ]{2,}(?=[a-zđà-ỹ]*[à-ỹđ])[a-zđà-ỹ]{2,}")
_NO_SPACE = re.compile(
    r"(?<![^\W\d_])(?:"
    r"(?P<comma>(?P<a>[^\W\d_]{1,24}[”’\")]?)[,;:](?P<b>[“\"(]?[^\W\d_]{2,24}))"
    r"|(?P<open>(?P<c>[^\W\d_]{2,24})\((?P<d>[^\W\d_]{2,24}))"
    r"|(?P<close>[^\W\d_]{2,24}\)(?P<e>[^\W\d_]{2,24}))"
    r"|(?P<stop>(?P<f>[a-zđà-ỹ]{2,24})\.(?P<g>[A-ZĐÀ-Ỹ][a-zđà-ỹ]{1,24}))"
    r")"
)
_SHORTEST_PART = 2
_MOST = 400  # findings listed


@dataclass(frozen=True)
class _Finding:
    code: str
    word: str
    near: str
    place: str


def suspects(flow: Flow) -> tuple[Problem, ...]:
    """Notes on likely misspellings (I053–I056) of a flow's paragraphs and tables, in the order of the text.

    Each word is listed once, with its first place and the number of places.
    """
    found: dict[tuple[str, str], list[_Finding]] = {}
    for para in paras_of(flow.blocks):
        for one in of_text(para.text, para.place):
            found.setdefault((one.code, one.word), []).append(one)
    kept = list(found.values())[:_MOST]
    return tuple(
        problem(one.code, place=one.place, word=one.word, near=one.near, count=count)
        for one, count in ((ones[0], len(ones)) for ones in kept)
    )


def of_text(text: str, place: str = "") -> Iterator[_Finding]:
    """The findings of one text."""
    text = nfc(text)
    plain = _PIECE.sub(lambda found: "·" * len(found[0]) if _CODE.search(found[0]) else found[0], text)
    tokens = list(_TOKEN.finditer(plain))
    for token in tokens:
        yield from (_Finding(code, word, near, place) for code, word, near in _of_word(token, plain))
    for code, word, near in (*_of_signs(plain), *_doubled(tokens, plain), *_slips(tokens, plain)):
        yield _Finding(code, word, near, place)


# --- one word


def _of_word(token: re.Match[str], text: str) -> Iterator[tuple[str, str, str]]:
    """A word that is no syllable: glued of two, or spelled as nothing in Vietnamese is."""
    word = token[0]
    if word.isascii() or not 3 <= len(word) <= _LONGEST or is_syllable(word) or _is_part_of_code(token, text):
        return
    if found := _ABBREVIATED.fullmatch(word):
        capitals = re.match("[A-ZĐÀ-Ỹ]+", found[0])
        at = capitals.end() if capitals else 0
        if is_syllable(word[at:]):
            yield "I054", word, f"{word[:at]} {word[at:]}"
        return
    if fold(word) in slip_lists().borrowed or not (word.islower() or (word.istitle() and _begins(token, text))):
        return
    near = _near(word)
    if not near and (parts := _parts(word)):
        yield "I054", word, " ".join(parts)
    else:
        yield "I053", word, near


def _is_part_of_code(token: re.Match[str], text: str) -> bool:
    """A piece of "QĐ-UBND", "NĐ/CP" or of a masked code."""
    around = text[max(token.start() - 1, 0) : token.start()] + text[token.end() : token.end() + 1]
    return any(sign in "·/_&" for sign in around)


def _begins(token: re.Match[str], text: str) -> bool:
    """Whether a word with a capital begins a sentence: elsewhere it is a name."""
    before = text[: token.start()].rstrip(" “\"(-–+")
    return not before or before[-1] in ".:;!?\n"


def _parts(word: str) -> tuple[str, ...]:
    """The two syllables a word was glued of; the parting that leaves the longer first, at least two letters each.

    One of the two bears a mark, and each is common enough to be a word: no "ô" or "xy".
    """
    cuts = range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1)
    for at in cuts:
        first, second = word[:at], word[at:]
        if is_syllable(first) and is_syllable(second) and len(second) > _SHORTEST_PART:
            return first, second
    return next(((word[:at], word[at:]) for at in cuts if is_syllable(word[:at]) and is_syllable(word[at:])), ())


_VOWELS_OF_OCR = str.maketrans("āīōū", "ãĩõủ")


def _near(word: str) -> str:
    """A syllable one slip away that is surely meant; empty when there are several or none.

    The slips: the tone over the u of "qu" or the i of "gi", a horn lost before another ("ưo"), a letter of a scan.
    """
    lowered = word.lower()
    tries = {lowered.translate(_VOWELS_OF_OCR), lowered.replace("ưo", "ươ"), lowered.replace("uơ", "ươ"),
             fold(lowered), _tone_moved(lowered)}  # fmt: skip
    good = sorted(one for one in tries if one != lowered and is_syllable(one))
    return good[0] if len(good) == 1 else ""


def _tone_moved(word: str) -> str:
    """The tone of "qủa", "gỉai" set over the vowel behind."""
    table = {"ủ": "\u0309", "ù": "\u0300", "ú": "\u0301", "ũ": "\u0303", "ụ": "\u0323",
             "ỉ": "\u0309", "ì": "\u0300", "í": "\u0301", "ĩ": "\u0303", "ị": "\u0323"}  # fmt: skip
    if len(word) < 3 or word[0] not in "qg" or word[1] not in table:
        return word
    return nfc(word[0] + ("u" if word[0] == "q" else "i") + word[2] + table[word[1]] + word[3:])


# --- signs


def _of_signs(text: str) -> Iterator[tuple[str, str, str]]:
    """No space after a comma, before or after a bracket, after a full stop."""
    for found in _NO_SPACE.finditer(text):
        kind = found.lastgroup
        if found["comma"]:
            kind = "comma" if _is_word(found["a"].rstrip("”’\")")) or _is_word(found["b"].lstrip("“\"(")) else None
            near = re.sub(r"([,;:])", r"\1 ", found[0], count=1)
        elif found["open"]:
            kind = "open" if _is_word(found["c"]) and _is_word(found["d"]) else None
            near = found[0].replace("(", " (", 1)
        elif found["close"]:
            kind = "close" if _is_word(found["e"]) else None
            near = found[0].replace(")", ") ", 1)
        else:
            kind = "stop" if is_syllable(found["f"]) and is_syllable(found["g"]) else None
            near = found[0].replace(".", ". ", 1)
        if kind and not _is_joined(text, found):
            yield "I054", found[0], near


def _is_word(text: str) -> bool:
    """A word in small letters: abbreviations and initials are often written without a space."""
    return text[-1:].islower() and is_syllable(text)


def _is_joined(text: str, found: re.Match[str]) -> bool:
    """Whether it is part of a code or an address."""
    around = text[max(found.start() - 1, 0) : found.start()] + text[found.end() : found.end() + 1]
    return any(sign in "·/_@." and sign != " " for sign in around[:1]) or "·" in around


# --- several words


def _doubled(tokens: list[re.Match[str]], text: str) -> Iterator[tuple[str, str, str]]:
    """A word that never stands twice, or a pair of words said twice, with single spaces between."""
    lists = slip_lists()
    words = [fold(token[0]) for token in tokens]
    joined = [text[a.end() : b.start()] == " " for a, b in pairwise(tokens)]
    for i in range(len(tokens) - 1):
        if joined[i] and words[i] == words[i + 1] and words[i] in lists.never_twice and tokens[i + 1][0].islower():
            yield "I055", f"{tokens[i][0]} {tokens[i + 1][0]}", tokens[i][0]
        if i + 3 < len(tokens) and all(joined[i : i + 3]) and words[i : i + 2] == words[i + 2 : i + 4]:
            pair = " ".join(words[i : i + 2])
            if words[i] != words[i + 1] and pair not in lists.pairs_twice and tokens[i + 2][0].islower():
                yield "I055", f"{pair} {pair}", pair


def _slips(tokens: list[re.Match[str]], text: str) -> Iterator[tuple[str, str, str]]:
    """Phrases of the list of common slips."""
    by_first = slip_lists().slips
    words = [fold(token[0]) for token in tokens]
    for i, word in enumerate(words):
        for slip in by_first.get(word, ()):
            end = i + len(slip.wrong)
            if tuple(words[i:end]) == slip.wrong and _is_meant(slip, words, i, end) and _touch(tokens[i:end], text):
                yield "I056", text[tokens[i].start() : tokens[end - 1].end()].lower(), slip.right


def _is_meant(slip: Slip, words: list[str], start: int, end: int) -> bool:
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) else ""
    return before not in slip.not_after and after not in slip.not_before


def _touch(tokens: Iterable[re.Match[str]], text: str) -> bool:
    """Whether only white space stands between the words."""
    return all(not text[a.end() : b.start()].strip() for a, b in pairwise(tokens))
