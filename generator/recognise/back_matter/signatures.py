"""Signatures: lines of authority, title, another post, name (khoản 7 Mục II Phần I Phụ lục I NĐ 30)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.model import Delegation, Signer
from generator.problems import N_, Words
from generator.recognise.lines import Line, is_capital, is_rule, starts_with, usual

MOST_WORDS = 6
FEWEST_WORDS = 2

_PREFIX = re.compile(
    r"(?P<prefix>TUQ|T/UQ|TM|T/M|KT|K/T|TL|T/L|Q(?=\s*\.))(?:\s*[.,:]\s*|\s+)(?P<whose>\S.*)", re.DOTALL
)
_NEXT_PREFIX = re.compile(r"\s+(?=(?:KT|TL|TUQ|TM)\.\s?\w)")
_ROOM = re.compile(
    r"\(?\s*(?:đã ký|chữ ký|ký tên|ký, |ký và |đóng dấu|ký ghi rõ|ký bởi người|dấu)\b.*|\[\s*\w+\s*\]", re.IGNORECASE
)
_RANKS = re.compile(
    r"(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy|uý)|(?:GS|PGS|TS|ThS|BS|KS|LS|CN|DS|CKI{1,2}|NGƯT|NGND|TTƯT)\.?"
    r"|Ông|Bà|ông|bà|Bác sĩ|Kỹ sư|Luật sư)[.\s,]+"
)


@dataclass
class _Draft:
    """A signature while it is read."""

    authority: list[tuple[str, str]] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    name: str = ""
    after: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def begun(self) -> bool:
        """Whether a line of authority or a title is read."""
        return bool(self.authority or self.title)


@dataclass(frozen=True)
class Signatures:
    """The signatures of one column, the lines they were read from, form (room to sign), what was not understood."""

    signers: tuple[Signer, ...]
    lines: tuple[Line, ...]
    form: tuple[Line, ...]
    left: tuple[Line, ...]
    doubts: tuple[str, ...] = ()


def is_authority(text: str) -> bool:
    """Whether a line begins with TM., KT., TL., TUQ. or Q. and goes on in capitals."""
    match = _PREFIX.match(text)
    return match is not None and is_capital(match["whose"])


def is_post(text: str) -> bool:
    """Whether a line names a post: one of the list, or words that begin like one and are no name."""
    begins = starts_with("dau_chuc_vu", text) and (is_capital(text) or not is_name(text))
    return begins or starts_with("chuc_vu", text)


def is_title(text: str) -> bool:
    """Whether a line is printed as authority or title are: in capitals."""
    return is_authority(text) or (is_capital(text) and is_post(text))


def is_room(text: str) -> bool:
    """Whether a line only marks where to sign: "(Đã ký)", "(Chữ ký, dấu)", "____"."""
    return is_rule(text) or bool(_ROOM.fullmatch(text))


def is_name(text: str) -> bool:
    """Whether a line looks like a person's name: two to six words with capitals, after ranks or degrees.

    In capitals it must begin with a family name, or it could be any heading.
    """
    bare = text
    while _RANKS.match(bare):
        bare = _RANKS.sub("", bare, count=1)
    said = bare.split()
    letters = all(char.isalpha() or char in " .'’-" for char in bare) and not bare.endswith(".")
    capitals = all(word[0].isupper() for word in said)
    if not (letters and capitals and FEWEST_WORDS <= len(said) <= MOST_WORDS):
        return False
    return not starts_with("khong_ten", bare) and (not is_capital(bare) or starts_with("ho", bare))


def signatures(lines: Sequence[Line]) -> Signatures:
    """The signatures of a column of lines, from the top down."""
    drafts, gap = [_Draft()], False
    used: list[Line] = []
    form: list[Line] = []
    left: list[Line] = []
    for number, line in enumerate(lines):
        if not line.text or is_room(line.text):
            gap = True
            form += [line] if line.text else []
            continue
        later = [other.text for other in lines[number + 1 :] if other.text]
        if _begins_anew(drafts[-1], line.text, later):
            drafts.append(_Draft())
        parts = _NEXT_PREFIX.split(line.text) if is_authority(line.text) else [line.text]
        known = [_add(drafts[-1], text, gap) for text in parts]
        (used if all(known) else left).append(line)
        gap = False
    made = [(_signer(draft), draft) for draft in drafts]
    doubts = tuple(doubt for signer, draft in made if signer for doubt in draft.doubts)
    return _told(made, used, form, left, doubts)


def _told(
    made: Sequence[tuple[Signer | None, _Draft]], used: list[Line], form: list[Line], left: list[Line],
    doubts: tuple[str, ...],
) -> Signatures:  # fmt: skip
    """The result; without a title nobody signs, and all lines are left."""
    signers = tuple(signer for signer, _ in made if signer)
    if len(signers) < len([draft for _, draft in made if draft.begun or draft.name]):
        return Signatures((), (), tuple(form), tuple(sorted([*used, *left], key=lambda line: line.at)))
    return Signatures(signers, tuple(used), tuple(form), tuple(left), doubts)


def _begins_anew(draft: _Draft, text: str, later: Sequence[str]) -> bool:
    """Whether a line begins the next signature of the column: a title after a name, with another name to come."""
    if draft.title and not draft.name and is_authority(text):
        return True
    return bool(draft.name) and is_title(text) and (is_authority(text) or any(map(_is_plain_name, later)))


def _is_plain_name(text: str) -> bool:
    return is_name(text) and not is_title(text)


def _add(draft: _Draft, text: str, gap: bool) -> bool:
    """Give a line its place in the signature; False when it has none."""
    prefix = _PREFIX.match(text)
    if prefix and not draft.name and not draft.title:
        return _authority(draft, prefix)
    if draft.name:
        says_post = is_post(text) or (is_capital(text) and not is_name(text))
        known = not prefix and _is_worded(text) and says_post
        draft.after += [text] if known else []
        return known
    if is_capital(text):
        return _capital(draft, text, gap)
    return _mixed(draft, text, gap)


def _authority(draft: _Draft, prefix: re.Match[str]) -> bool:
    letters = prefix["prefix"].replace("/", "").lower()
    if "/" in prefix["prefix"]:
        draft.doubts.append(
            Words(N_("bản gốc ghi «{written}», in ra là «{printed}.»: đúng không?"), written=prefix["prefix"],
                  printed=letters.upper())
        )  # fmt: skip
    draft.authority.append((letters, prefix["whose"]))
    return True


def _capital(draft: _Draft, text: str, gap: bool) -> bool:
    if not _is_worded(text):
        return False
    if (gap or not draft.begun) and is_name(text) and not is_post(text):
        draft.name = text
    elif draft.title and gap:
        draft.other.append(text)
    elif draft.title or not draft.authority or is_post(text):
        draft.title.append(text)
    else:
        letters, whose = draft.authority[-1]
        draft.authority[-1] = (letters, f"{whose} {text}")
    return True


def _is_worded(text: str) -> bool:
    """Whether a line reads like a title and not like an entry of a list or a sentence."""
    return text[0].isalpha() and len(text) > 1 and not text.endswith((";", ":", "."))


def _mixed(draft: _Draft, text: str, gap: bool) -> bool:
    if is_name(text):
        draft.name = text
    elif is_post(text) and not gap and not draft.title:
        draft.title.append(text)
    elif draft.begun and (gap or draft.other) and _is_worded(text):
        draft.other.append(text)
        if not is_post(text):
            draft.doubts.append(Words(N_("«{line}» là chức vụ khác của người ký?"), line=text))
    else:
        return False
    return True


def _signer(draft: _Draft) -> Signer | None:
    """The signature; ``None`` without authority and title."""
    title, other = " ".join(draft.title), " ".join(draft.other)
    after = " ".join(draft.after)
    if after:
        draft.doubts.append(Words(N_("«{post}» đứng dưới họ tên, in ra sẽ đứng trên: đúng không?"), post=after))
        if title or not is_capital(after):
            other = f"{other} {after}".strip()
        else:
            title = after
    if not draft.authority and not (is_capital(title) or (title and draft.name)):
        return None
    lines = tuple(_delegation(letters, whose) for letters, whose in draft.authority)
    return Signer(
        authority=lines, title=usual(title, "chuc_vu") if title else None, other_title=other or None,
        name=draft.name or None,
    )  # fmt: skip


def _delegation(letters: str, whose: str) -> Delegation:
    """A line of authority, its body or post in the usual writing where the list has it."""
    return Delegation.model_validate({letters: usual(whose, "tap_the", "chuc_vu")}, by_alias=True, by_name=True)
