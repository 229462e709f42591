"""Whether a word can be a Vietnamese syllable, by the letters alone: onset, rime and tone.

The tables are the whole spelling of the language, not a dictionary: "trị" and "trấn" are syllables though "trị trấn" is
no word. Both places of the tone mark (``hòa``, ``hoà``) are right.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TONES = {"\u0300": "huyền", "\u0309": "hỏi", "\u0303": "ngã", "\u0301": "sắc", "\u0323": "nặng"}
_STOPPED = ("c", "ch", "p", "t")  # after these a syllable is said in sắc or nặng only
_RIMES = _words(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt oe oem oen oeo oet
    u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt uâ uân uâng uât uây uê uêch uên uênh uêt uơ
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu
    """
)
_AFTER_QU = _words(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân ât âng ây âu e en eo et eng ê êch ên ênh êt êu
    ôc ich inh it i iu in y ych yên yêt ynh yt yp yn ơ ơi ơn ơt
    """
)
_AFTER_GI = frozenset(rime for rime in _RIMES if rime[0] not in "iy") | {"", "n", "m", "p", "t", "c"}
_BEFORE_E_I = frozenset(("k", "gh", "ngh"))
_NOT_BEFORE_E_I = frozenset(("c", "g", "ng"))
_ONSETS = ("ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr",
           "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "")  # fmt: skip
LETTERS = frozenset("aăâbcdđeêghiklmnoôơpqrstuưvxy")
"""The letters of the alphabet, without tones."""


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """Whether a word, in either letter case, is spelled as a Vietnamese syllable."""
    bare, tone, at = untoned(word)
    if not bare or tone is None:
        return False
    return any(_fits(onset, bare[len(onset):], tone, at - len(onset)) for onset in _ONSETS if bare.startswith(onset))


def untoned(word: str) -> tuple[str, str | None, int]:
    """A word in lower case without its tone; the tone ("" for none, None for several); the place of the toned letter.

    The place is -1 when there is no tone.
    """
    bare, tones, at = "", [], -1
    for letter in unicodedata.normalize("NFC", word.lower()):
        parts = unicodedata.normalize("NFD", letter)
        own = [part for part in parts if part in _TONES]
        bare += unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        if own:
            tones += own
            at = len(bare) - 1
    return bare, None if len(tones) > 1 else _TONES["".join(tones)] if tones else "", at


def _fits(onset: str, rime: str, tone: str, at: int) -> bool:
    """Whether an onset, a rime and a tone at a letter of the rime (negative: in the onset, or none) go together."""
    if onset == "gi":
        return rime in _AFTER_GI and _tone_fits("i" + rime, tone, at + 1, first=bool(rime) and rime[0] in "aăâeêoôơuư")
    if tone and at < 0:
        return False
    if onset == "qu":
        return rime in _AFTER_QU and _tone_fits(rime, tone, at)
    if rime not in _RIMES or not _is_spelled(onset, rime):
        return False
    return _tone_fits(rime, tone, at)


def _is_spelled(onset: str, rime: str) -> bool:
    """c, g, ng before a o u; k, gh, ngh before e i y; "yê" begins a word, "iê" does not but in "ia"."""
    if rime[0] in "eêiy":
        return not (onset in _NOT_BEFORE_E_I and not (onset == "g" and rime[0] == "i")) and (
            not rime.startswith("yê") or not onset
        )
    return onset not in _BEFORE_E_I


def _tone_fits(rime: str, tone: str, at: int, *, first: bool = False) -> bool:
    """Whether the tone may be said with the end of the rime and stands over a vowel; ``first``: not the first one."""
    end = rime.lstrip("aăâeêioôơuưy")
    if end in _STOPPED and tone not in ("sắc", "nặng"):
        return False
    return not tone or (rime[at] in "aăâeêioôơuưy" and not (first and at == 0))
