"""From a dated form of a body to the names printed for one unit on one date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.agencies.records import Unit, Version
from generator.problems import N_

CAPITAL = "Hà Nội"
RELATIONS = {
    "giao": N_("được giao việc"), "giao_dp": N_("được giao việc, song trùng chỉ đạo"),
    "nganh_doc": N_("cơ quan ngành dọc của trung ương: chủ trì thì đề nghị"), "de_nghi": N_("chỉ đề nghị"),
    "": N_("chưa rõ giao việc hay đề nghị"),
}  # fmt: skip
MARKS = {
    "v": N_("đã đối chiếu"), "s": N_("thấy trong văn bản thật"), "m": N_("theo trí nhớ"),
    "": N_("theo hồ sơ của cơ quan"),
}  # fmt: skip
"""How sure a datum is, and how a body may be addressed, in words."""


@dataclass(frozen=True)
class Agency:
    """A body, or a collective of bodies, as named on a date.

    ``id`` is absolute (``tinh/bac-giang/so-y-te``) whatever way it was asked for. ``name`` is the full printed name,
    ``short`` the one used inside the unit's own texts, ``header`` the lines of the document header in capitals and
    ``superior`` those of the direct superior above it (khoản 2 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP).
    ``code`` is the abbreviation in a ký hiệu, ``head`` the title of the head, ``head_of`` that title with the agency;
    each is ``""`` when unknown. ``collegial``: the body can act by "TM.". ``relation`` says how the executive of its
    level may address it (a UBND: the level above): ``giao`` assign, ``giao_dp`` assign though it is also commanded from
    above, ``nganh_doc`` a central branch, only named, ``de_nghi`` only asked, ``""`` open. A ``collective`` is never
    one named agency; its name begins in lower case. ``place`` is the địa danh. ``mark``: v verified, s seen in a real
    document, m from memory.
    """

    id: str
    name: str
    short: str
    header: tuple[str, ...]
    superior: tuple[str, ...]
    code: str
    head: str
    head_of: str
    collegial: bool
    relation: str
    collective: bool
    place: str
    kind: str
    abbreviations: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    reference: str
    mark: str


def agency(id: str, version: Version, words: dict[str, str]) -> Agency:
    """The agency of a dated form; ``words`` are those of :func:`unit_words`, or ``{}`` for a central body."""
    return Agency(
        id=id,
        name=version.name.format_map(words),
        short=version.short.format_map(words),
        header=tuple(line.format_map(words).upper() for line in version.header),
        superior=tuple(line.format_map(words).upper() for line in version.superior),
        code=version.code,
        head=version.head.format_map(words),
        head_of=version.head_of.format_map(words),
        collegial=version.collegial,
        relation=version.relation,
        collective=version.collective,
        place=words.get("P", CAPITAL),
        kind=version.kind,
        abbreviations=version.abbreviations,
        valid_from=version.period.start,
        valid_to=version.period.end,
        reference=version.reference,
        mark=version.mark,
    )


def unit_words(unit: Unit, parent: Unit | None, on: date) -> dict[str, str]:
    """The words a unit puts into the patterns of its bodies' names on a date."""
    return {
        "t": unit.kind_word,
        "T": "Thành" if unit.kind == "thành phố" else "Tỉnh",
        "P": unit.place,
        "D": unit.full_name,
        "cha": parent.full_name if parent else "",
        "cap_huyen": unit.lower_kinds("huyen", on),
        "cap_xa": unit.lower_kinds("xa", on),
    }
