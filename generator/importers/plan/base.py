"""The plan without its text: what head and feet of a document say, marked blanks with a question where they do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from generator import norm
from generator.agencies import Naming
from generator.agencies.cells import find_issuer
from generator.importers.plan.columns import issuer_lines
from generator.importers.plan.dates import as_of, dates, plan_period, plan_year
from generator.importers.plan.texts import BLANK, literal
from generator.model import Document, DocumentType, Signer
from generator.problems import N_, Words
from generator.recognise.back_matter.feet import Feet
from generator.recognise.found import LIKELY, Found
from generator.recognise.front_matter.head import Head, WrittenDate
from generator.vntext import fold

Path = tuple[str | int, ...]
DEFAULT_TYPE = "ke-hoach"
NO_TYPE = N_("không thấy tên loại văn bản. Đây là loại văn bản gì?")
NO_ISSUER = N_(
    "không thấy tên cơ quan ban hành; chưa biết thì tên sở, phòng, công an để nguyên chữ. Cơ quan nào ban hành?"
)
NO_SYMBOL = N_("không thấy ký hiệu. Ký hiệu là gì?")
NO_PLACE = N_("không thấy địa danh. Địa danh là gì?")
NO_SUBJECT = N_("không thấy trích yếu. Trích yếu là gì?")
NO_SIGNER = N_("không thấy chữ ký. Ai ký, chức vụ gì?")
NO_ADDRESSEE = N_("không thấy nơi Kính gửi. Gửi ai?")
NO_FILING = N_("không thấy dòng Lưu; văn bản in ra sẽ ghi «Lưu: VT». Đơn vị nào soạn thảo và lưu?")
NO_HEAD_OF = N_("không thấy chức danh người ban hành. Ai ban hành quyết định này?")
DAY_WITHOUT_NUMBER = N_("văn bản ghi ngày {day} nhưng chưa có số, bản in để trống ngày. Văn bản đã ban hành chưa?")
FROM_LINE = N_("số, ký hiệu, ngày lấy từ dòng «{line}». Đây có phải chính văn bản ấy không?")
_ATTACHED_TO = re.compile(
    r"(?:kèm theo|của)\s[^()]{0,40}?\bsố:?\s*(?P<number>[0-9]{1,5})/(?P<symbol>[\w&]+-[\w&-]+)"
    r",?\s*(?P<date>ngày\s*[0-9]{1,2}\s*(?:/|tháng)\s*[0-9]{1,2}\s*(?:/|năm)\s*[0-9]{4})",
    re.IGNORECASE,
)
ADDRESSED = {"bao-cao", "cong-van", "to-trinh", "van-ban-co-ten-loai"}
"""The templates that print "Kính gửi"."""
MUST_ADDRESS = {"cong-van", "to-trinh"}
_PLACES: dict[str, Path] = {
    "superior": ("co_quan_chu_quan",), "issuer": ("co_quan_ban_hanh",), "number": ("so",), "symbol": ("ky_hieu",),
    "place": ("dia_danh",), "date": ("ngay",), "draft": ("lan_du_thao",), "urgency": ("do_khan",), "type": ("loai",),
    "subject": ("trich_yeu",), "attached_to": ("kem_theo",), "addressees": ("kinh_gui",),
    "issuing_title": ("nguoi_ban_hanh",), "recipients": ("noi_nhan",), "filing": ("luu",), "signers": ("nguoi_ky",),
}  # fmt: skip


def components(of: Head | Feet | None) -> Iterator[tuple[str, Path, Found[Any]]]:
    """The components that were found, each with its name and its place in the plan."""
    for name, path in _PLACES.items():
        component = getattr(of, name, None)
        if isinstance(component, Found):
            yield name, path, component


def validated(base: Document, values: Mapping[str, Any]) -> Document:
    """The document with other values, checked anew; empty ones take the default."""
    kept = {name: getattr(base, name) for name in base.model_fields_set}
    return Document.model_validate({k: v for k, v in (kept | dict(values)).items() if v not in (None, (), {})})


@dataclass
class Base:
    """Makes the document of a head and its feet.

    ``attached_lines`` are the lines "(Kèm theo …)" of its annexes and ``told`` its other texts, asked for a date and a
    type that the head does not say. ``as_type`` overrides the type. ``notes`` gathers the questions.
    """

    head: Head
    feet: Feet | None
    attached_lines: Sequence[str]
    told: Sequence[str]
    as_type: str | None
    notes: dict[Path, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        head = self.head
        if head.number is None and head.symbol is None and head.date is None:
            self.head = _numbered_by(head, self.attached_lines)

    def document(self) -> Document:
        """The document without its text."""
        for part in (self.head, self.feet):
            for _, path, component in components(part):
                if component.doubt:
                    self._ask(path, component.doubt)
        values = self._of_head() | self._of_feet()
        base = Document.model_validate({key: value for key, value in values.items() if value not in (None, ())})
        return validated(base, self._names(base) | self._issuing_title(base))

    def _ask(self, path: Path, words: str) -> None:
        self.notes.setdefault(path, []).append(words)

    # --- head ---

    def _of_head(self) -> dict[str, Any]:
        head, kind, on = self.head, self._type(), self._as_of()
        issuer, superior = self._issuer(on)
        subject = self._subject()
        issued = self._is_issued()
        return {
            "type": kind, "as_of": on, "issuer": issuer, "superior": superior, "subject": subject,
            "status": "da_ban_hanh" if issued else "du_thao" if head.draft else "trinh_ky",
            "number": head.number.value if issued and head.number else None, "date": on if issued else None,
            "draft_number": head.draft.value if head.draft else None,
            "urgency": head.urgency.value if head.urgency else None,
            "year": plan_year(subject), "period": plan_period(subject),
            "attached_to": literal(head.attached_to.value) if head.attached_to else None,
            "addressees": self._addressees(kind) if kind.template in ADDRESSED else (),
        }  # fmt: skip

    def _addressees(self, kind: DocumentType) -> tuple[str, ...]:
        """Whom it is sent to; a letter and a submission must say (điểm c khoản 9 Mục II Phần I Phụ lục I)."""
        given = tuple(map(literal, self.head.addressees.value)) if self.head.addressees else ()
        if given or kind.template not in MUST_ADDRESS:
            return given
        self._ask(("kinh_gui",), NO_ADDRESSEE)
        return (BLANK,)

    def preface(self, kind: DocumentType) -> tuple[str, ...]:
        """The line "Kính gửi" of a document that has none by the decree, kept as a paragraph of its text."""
        given = self.head.addressees.value if self.head.addressees else ()
        return () if kind.template in ADDRESSED or not given else (f"Kính gửi: {literal('; '.join(given))}",)

    def _type(self) -> DocumentType:
        if self.as_type:
            return DocumentType(id=self.as_type)
        if self.head.type is None:
            self._ask(("loai",), NO_TYPE)
            return DocumentType(id=_type_of_line(self.attached_lines) or DEFAULT_TYPE)
        name = self.head.type.value
        if name in norm.document_types():
            return DocumentType(id=name)
        return DocumentType(own_name=literal(name), own_code=self._own_code())

    def _own_code(self) -> str:
        """The abbreviation of a type that Điều 7 does not know, from the symbol."""
        return self.head.symbol.value.partition("-")[0] or BLANK if self.head.symbol else BLANK

    def _as_of(self) -> date:
        found = as_of(self._written_date, [*self.attached_lines, *self.told])
        if found.doubt:
            self._ask(("thoi_diem",), found.doubt)
        if found.on.day == 1 or self._is_issued():
            return found.on
        self._ask(("thoi_diem",), Words(DAY_WITHOUT_NUMBER, day=found.on.day))
        return found.on.replace(day=1)

    @property
    def _written_date(self) -> WrittenDate | None:
        return self.head.date.value if self.head.date else None

    def _is_issued(self) -> bool:
        """Whether number and day are written: only then has the records office issued it."""
        when = self._written_date
        numbered = self.head.number is not None and bool(self.head.number.value)
        return numbered and when is not None and None not in (when.day, when.month, when.year)

    def _issuer(self, on: date) -> tuple[str, str | None]:
        issuer = self.head.issuer.value if self.head.issuer else ()
        superior = self.head.superior.value if self.head.superior else ()
        if not issuer:
            self._ask(("co_quan_ban_hanh",), NO_ISSUER)
            return BLANK, "\n".join(superior) or None
        known = find_issuer(superior, issuer, on)
        return (known, None) if known else ("\n".join(issuer_lines(issuer)), "\n".join(superior) or None)

    def _subject(self) -> str:
        lines = self.head.subject.value if self.head.subject else ()
        if not lines:
            self._ask(("trich_yeu",), NO_SUBJECT)
        return "\n".join(map(literal, lines)) or BLANK

    def _names(self, base: Document) -> dict[str, Any]:
        """Symbol and place where they are not those that the issuer's name gives."""
        naming, values = Naming(base), {}
        symbol = self.head.symbol.value if self.head.symbol else naming.symbol()
        if not symbol:
            self._ask(("ky_hieu",), NO_SYMBOL)
        if not symbol or symbol != naming.symbol():
            values["symbol"] = symbol or (f"{base.type.code}-{BLANK}" if base.type.code else BLANK)
        place = self.head.place.value if self.head.place else naming.place()
        if not place:
            self._ask(("dia_danh",), NO_PLACE)
        if not place or place != naming.place():
            values["place"] = place or BLANK
        return values

    def _issuing_title(self, base: Document) -> dict[str, Any]:
        """Who issues a decision, where it is not the head whom the registry knows."""
        if base.type.template != "quyet-dinh" or base.power == "tap_the":
            return {}
        printed = self.head.issuing_title.value if self.head.issuing_title else ""
        issuer = Naming(base).issuer
        known = issuer.head_of if issuer else ""
        if not (printed or known):
            self._ask(("nguoi_ban_hanh",), NO_HEAD_OF)
        return {} if known and printed.upper() in ("", known.upper()) else {"issuing_title": literal(printed) or BLANK}

    # --- feet ---

    def _of_feet(self) -> dict[str, Any]:
        feet = self.feet
        signers = feet.signers.value if feet and feet.signers else ()
        if not signers:
            self._ask(("nguoi_ky",), NO_SIGNER)
        if not (feet and feet.filing):
            self._ask(("luu",), NO_FILING)
        collective = any(line.tm is not None for signer in signers for line in signer.authority[:1])
        return {
            "recipients": feet.recipients.value if feet and feet.recipients else (),
            "filing": feet.filing.value if feet and feet.filing else None,
            "signers": signers or (Signer(title=BLANK),),
            "power": "tap_the" if collective else "nguoi_dung_dau",
        }


def _numbered_by(head: Head, lines: Sequence[str]) -> Head:
    """The head with number, symbol and date of the first line that says all three: that of an annex on its own."""
    for line in lines:
        match = _ATTACHED_TO.search(line)
        on = next(dates(match["date"]), None) if match else None
        if match and on:
            asked = Words(FROM_LINE, line=" ".join(line.split()))
            date_ = WrittenDate(on.day, on.month, on.year)
            number, symbol = Found(match["number"].lstrip("0"), (), LIKELY, asked), Found(match["symbol"], (), LIKELY)
            return replace(head, number=number, symbol=symbol, date=Found(date_, (), LIKELY))
    return head


def _type_of_line(lines: Sequence[str]) -> str | None:
    """The type that a line "(Kèm theo Kế hoạch số …)" names."""
    longest_first = sorted(norm.document_types().items(), key=lambda item: -len(item[1].name))
    for line in lines:
        words = " ".join(line.casefold().split())
        for id, known in longest_first:
            if f"kèm theo {known.name.casefold()} " in words:
                return id
    return None


def without_answer(document: Document) -> Document:
    """The document without the first line of "Nơi nhận" where that is the one which is printed anyway.

    A letter answers "Như trên", a decision "Như Điều" with its last article (điểm b khoản 9 Mục II Phần I Phụ lục I
    Nghị định số 30/2020/NĐ-CP).
    """
    decides = document.type.template == "quyet-dinh" and document.body
    own = "Như trên" if document.addressees else f"Như Điều {_last_number(document)}" if decides else ""
    first = document.recipients[0] if document.recipients else None
    if not own or first is None or first.note or first.parts or fold(first.name or "") != fold(own):
        return document
    return document.model_copy(update={"recipients": document.recipients[1:]})


def _last_number(document: Document) -> str:
    """The number of the last article of a decision, counted as it is printed."""
    counted = 0
    for node in document.body:
        counted = int(node.number) if node.number and node.number.isdigit() else counted + node.has_words
    return str(counted)
