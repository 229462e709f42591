"""The letters of a file that is read (layer 0): what is tidied because nobody sees it, and what a person must look at.

Tidied: letters with separate tone marks become precomposed (NFC), spaces of any width become the ordinary one, letters
without width vanish; each is counted. Never changed: a Cyrillic or Greek letter inside a Vietnamese word ("củа"), an
eth for a đ ("Ðộc lập"), a letter that only one font can draw. Those are reported with their place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from generator.inline import Run
from generator.problems import Problem, problem

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINES = re.compile("\r\n|[\r\v\u0085\u2028\u2029]")
# no width: soft hyphen, joiners, BOM, directions, variation selectors; and what no document may hold: controls
_HIDDEN = re.compile(
    "[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\x00-\x08\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]"
)
_LOST = re.compile("[\ud800-\udfff]")
_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd]")
_CYRILLIC = dict(zip("аеорсухіјѕԁһАВЕКМНОРСТУХІЈЅ", "aeopcyxijsdhABEKMHOPCTYXIJS", strict=True))
_GREEK = dict(zip("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX", strict=True))
_ETH = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ"}
_LOOKS_LIKE = {**_CYRILLIC, **_GREEK, **_ETH}
_SUSPECT = re.compile(f"[{''.join(_LOOKS_LIKE)}]")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_RUSSIAN = re.compile(f"(?![{''.join(_CYRILLIC)}])[\u0400-\u052f]")
_WORD = re.compile("[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f])*")
_MARK = re.compile("[\u0300-\u036f]+")


@dataclass(frozen=True)
class LetterNotes:
    """What was tidied: how many texts were not in NFC, how many odd spaces and hidden letters there were."""

    composed: int = 0
    spaces: int = 0
    hidden: int = 0

    def __add__(self, other: LetterNotes) -> LetterNotes:
        return LetterNotes(self.composed + other.composed, self.spaces + other.spaces, self.hidden + other.hidden)


@dataclass(frozen=True)
class Lookalike:
    """A letter that is not what it looks like: its word as it stands, itself, the Vietnamese letter it looks like."""

    word: str
    letter: str
    like: str

    @property
    def code(self) -> str:
        """The code point, as "U+0430"."""
        return f"U+{ord(self.letter):04X}"


def tidy_letters(text: str) -> tuple[str, LetterNotes]:
    """The text in NFC with ordinary spaces, ``\\n`` for every line break and no hidden letters; what was tidied.

    A form feed is hidden like any other control: a reader to whom it is a page break looks at it first.
    """
    if text.isascii() and text.isprintable():
        return text, LetterNotes()
    text, hidden = _HIDDEN.subn("", _LINES.sub("\n", text))
    text, spaces = _SPACES.subn(" ", _LOST.sub("\ufffd", text))
    composed = unicodedata.normalize("NFC", text)
    return composed, LetterNotes(int(composed != text), spaces, hidden)


def tidy_runs(runs: Iterable[Run]) -> tuple[tuple[Run, ...], LetterNotes]:
    """Runs with tidy letters; a tone mark that begins a run joins its letter, and runs left empty are dropped."""
    notes, kept = LetterNotes(), []
    for run in _with_marks_joined(runs):
        text, own = tidy_letters(run.text)
        notes += own
        if text or run.footnote or run.reference:
            kept.append(run if text == run.text else replace(run, text=text))
    return tuple(kept), notes


def _with_marks_joined(runs: Iterable[Run]) -> Iterator[Run]:
    """A letter and its tone mark in two runs are one letter: the mark moves to the run of the letter."""
    held: Run | None = None
    for run in runs:
        mark = _MARK.match(run.text)
        if held is not None and held.text and mark:
            held, run = replace(held, text=held.text + mark[0]), replace(run, text=run.text[mark.end() :])
        if run.text or run.footnote or run.reference:
            if held is not None:
                yield held
            held = run
    if held is not None:
        yield held


def lookalikes(text: str) -> tuple[Lookalike, ...]:
    """Letters of other alphabets in words that are meant to be Vietnamese, in order, each letter of a word once.

    A word of another language (it has letters that look like none of ours), a Greek letter alone (α, Δ, Ο) and a word
    among others that are Russian are what they seem.
    """
    if not _SUSPECT.search(text):
        return ()
    is_russian = _RUSSIAN.search(text) is not None
    return tuple(
        Lookalike(word, letter, _LOOKS_LIKE[letter])
        for word in _WORD.findall(text)
        if _SUSPECT.search(word) and _is_ours(word, is_russian)
        for letter in dict.fromkeys(_SUSPECT.findall(word))
    )


def _is_ours(word: str, is_russian: bool) -> bool:
    """Whether a word with a look-alike is meant to be Vietnamese: all its letters can be read as ours."""
    foreign = _FOREIGN.findall(word)
    if not all(letter in _LOOKS_LIKE for letter in foreign):
        return False
    if any(letter not in foreign and not unicodedata.combining(letter) for letter in word):
        return True
    return len(foreign) > 1 if foreign[0] in _GREEK else not is_russian


def unreadable(text: str) -> tuple[str, ...]:
    """The code points of letters that only one font can draw, or that were lost when the file was written."""
    return tuple(dict.fromkeys(f"U+{ord(letter):04X}" for letter in _UNREADABLE.findall(text)))


@dataclass
class LetterWatch:
    """Tidies the letters of one file as it is read and keeps what is to be said of them."""

    notes: LetterNotes = field(default_factory=LetterNotes)
    _places: dict[str, str] = field(default_factory=dict)
    _found: list[Problem] = field(default_factory=list)

    def text(self, text: str, place: str) -> str:
        """A text with tidy letters."""
        tidy, notes = tidy_letters(text)
        self._keep(notes, tidy, place)
        return tidy

    def runs(self, runs: Iterable[Run], place: str) -> tuple[Run, ...]:
        """The runs of one paragraph with tidy letters; words are looked at across runs."""
        tidy, notes = tidy_runs(runs)
        self._keep(notes, "".join(run.text for run in tidy), place)
        return tidy

    def _keep(self, notes: LetterNotes, text: str, place: str) -> None:
        self.notes += notes
        for name in ("composed", "spaces", "hidden"):
            if getattr(notes, name):
                self._places.setdefault(name, place)
        if text.isascii():
            return
        for one in lookalikes(text):
            self._found.append(problem("I030", place=place, word=one.word, char=one.code, letter=one.like))
        for code in unreadable(text):
            self._found.append(problem("I031", place=place, char=code))

    def problems(self) -> tuple[Problem, ...]:
        """What was found, in the order of the text, then what was tidied: each kind once, at its first place."""
        codes = {"composed": "D009", "spaces": "I032", "hidden": "I033"}
        tidied = (problem(codes[name], place=self._places[name], count=getattr(self.notes, name))
                  for name in codes if name in self._places)  # fmt: skip
        return (*self._found, *tidied)
