"""The whole path from a programme to the plan of one unit (layer 3): 1 load, 2 draft, then the plan is loaded and
validated as any other before anything is written.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.agencies import Naming, UnknownAgency, registry
from generator.agencies.localise import Setting
from generator.check import stale
from generator.comparison import comparison
from generator.decisionlist import refuse_other
from generator.diff import Difference, compare
from generator.draft.decide import Decider, open_rows
from generator.draft.judge import Judge
from generator.draft.last_year import last_year
from generator.draft.plan import Drafted, PlanBuilder
from generator.draft.programme import members, name_of
from generator.draft.rows import Row, has_leads, rows, year_of
from generator.draft.wording import BLANK, Wording
from generator.load import LoadedPlan, load_profile, located, parse_plan, profile_beside
from generator.load.dump import dump
from generator.model import AgencyCell, Decision, DecisionSheet, Document, DocumentType, OfficeProfile, Signer, years_of
from generator.model.decisions import LEFT_OUT
from generator.pipeline import Press, make, validate
from generator.problems import N_, Problem, ProblemsError, problem
from generator.vntext import fold, slug

log = logging.getLogger("soanthao")
QUESTION = "HỎI"
SEAL = "# Dấu của soanthao draft, để biết tệp chưa có người sửa: "


@dataclass(frozen=True)
class Order:
    """What is to be drafted.

    ``programme`` and ``last`` are loaded plans, ``sheet`` a person's decisions, read from the file ``sheet_name``.
    ``source`` is the file of the programme, ``before`` that of last year's plan, ``name`` that of the plan to be;
    ``profile`` the office's file, for which else that of last year's plan stands.
    """

    programme: LoadedPlan
    source: str
    unit: str
    year: int
    on: date
    name: Path
    last: LoadedPlan | None = None
    before: Path | None = None
    sheet: DecisionSheet | None = None
    sheet_name: str = ""
    profile: Path | None = None

    @property
    def programme_id(self) -> str:
        """The id of the programme in the sources of tasks: the name of its file."""
        return slug(Path(self.source).stem) or "chuong-trinh"


@dataclass(frozen=True)
class Draft:
    """A drafted plan: its text, its decisions, how it differs from last year's, what was found.

    ``rows``: how many the programme has; as many decisions there are. ``findings``: of the programme, the decisions and
    the plan.
    """

    text: str
    plan: LoadedPlan
    sheet: DecisionSheet
    rows: int
    difference: Difference | None
    findings: tuple[Problem, ...]


def draft(order: Order) -> Draft:
    """Draft the plan of a unit; nothing is written.

    Raises ``ProblemsError``: A002 (no such unit on the date), A050 (a programme without tasks), A033, A052, A053
    (decisions that belong to something else).
    """
    log.info(N_("2 soạn: %s"), order.unit)
    found_rows, office = _rows(order), _office(order)
    judge = _judge(order, office)
    persons = _persons(order, found_rows)
    last = order.last.document if order.last else None
    wording = _wording(order, last)
    judgements = [judge.judge(row) for row in found_rows]
    in_plan = [own.row for own in judgements if _has_place(own.verdict, persons.get(own.row.number))]
    left = last_year(last, in_plan)
    decided = Decider(judge, wording, left, persons, order.programme_id).decide(judgements)
    builder = PlanBuilder(order.programme.document, judge.localiser, wording, last, office.profile, office.path)
    loaded, text = _loaded(order, builder.build(decided.kept, left), office)
    left_over = located(stale(loaded.document, last), loaded.source)
    findings = [*_of_programme(order, found_rows), *_open(decided.decisions), *validate(loaded), *left_over]
    difference = compare(last, loaded.document) if last else None
    return Draft(sealed(text), loaded, head_of(order, decided.decisions), len(found_rows), difference,
                 tuple(_distinct(findings)))  # fmt: skip


def _rows(order: Order) -> tuple[Row, ...]:
    found = rows(order.programme.document)
    if not found:
        raise ProblemsError([problem("A050", place=order.source)])
    return found


@dataclass(frozen=True)
class _Office:
    """The office's file, where it lies, and its path as the plan writes it."""

    profile: OfficeProfile | None = None
    file: Path | None = None
    path: str | None = None

    def read(self, _relative: str) -> tuple[str, str]:
        """The text of the file and its name; the folder of the plan need not be there yet."""
        assert self.file is not None
        return profile_beside(self.file)(self.file.name)


def _office(order: Order) -> _Office:
    """The file that is named, or that of last year's plan."""
    path = order.profile
    if path is None and order.before and order.last and order.last.document.profile:
        path = order.before.parent / order.last.document.profile
    if path is None:
        return _Office()
    return _Office(load_profile(path), path, Path(os.path.relpath(path, order.name.parent)).as_posix())


def _judge(order: Order, office: _Office) -> Judge:
    programme = order.programme.document
    own = office.profile.own_agencies if office.profile else ()
    source_unit = registry().unit_of(programme.issuer)
    setting = Setting(order.unit, order.on, source_unit, programme.as_of, members(programme), own)
    try:
        return Judge(setting, programme, (year_of(programme), order.year))
    except UnknownAgency as error:
        raise ProblemsError([error.problem(order.on, place="--for")]) from None


def _wording(order: Order, last: Document | None) -> Wording:
    unit = registry().unit(order.unit, order.on)
    before = years_of(last)[0] if last else None
    return Wording(unit, order.on, (year_of(order.programme.document), order.year), before)


def _has_place(proposed: str, person: Decision | None) -> bool:
    return (person.verdict if person else proposed) not in LEFT_OUT


def _loaded(order: Order, made: Drafted, office: _Office) -> tuple[LoadedPlan, str]:
    """The plan as its file has it: what the office's file says is left to it."""
    notes = {path: [f"{QUESTION}: {text}" for text in texts] for path, texts in made.notes.items()}
    text = dump(made.document, notes, _given(made.document, office.profile))
    return parse_plan(text, str(order.name), profile=office.read), text


def _given(document: Document, profile: OfficeProfile | None) -> frozenset[str]:
    """The keys of which the plan says nothing else than the office's file."""
    if profile is None:
        return frozenset()
    names = OfficeProfile.model_fields.keys() & Document.model_fields.keys() & profile.model_fields_set
    equal = (name for name in names if getattr(profile, name) == getattr(document, name))
    return frozenset(OfficeProfile.model_fields[name].alias or name for name in equal)


def sealed(text: str) -> str:
    """A plan file that says at its end what it was when it was drafted."""
    return f"{text}\n{SEAL}{_digest(text)}\n"


def is_untouched(text: str) -> bool:
    """Whether a plan file stands as it was drafted."""
    before, found, digest = text.replace("\r\n", "\n").rpartition(f"\n{SEAL}")
    return bool(found) and digest.strip() == _digest(before)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def table_of(draft: Draft, order: Order, press: Press) -> bytes:
    """«Bảng đối chiếu»: the programme's rows beside what became of them, as a Word document, proved as every other.

    Raises ``ProblemsError`` where it cannot be proved.
    """
    found = rows(order.programme.document)
    naming = Naming(order.programme.document)
    said = {row.number: _assigned(row, naming) for row in found}
    document = comparison(draft.sheet, draft.plan.document, said)
    return make(parse_plan(dump(document), str(order.name)), press).data


def _assigned(row: Row, naming: Naming) -> str:
    """Who leads a row and by when, as the programme prints them."""
    said = "; ".join(filter(None, (_printed(row.task.lead, naming), row.task.time)))
    return f"({said})" if said else ""


def _printed(cell: AgencyCell, naming: Naming) -> str:
    try:
        return naming.cell(cell)
    except UnknownAgency:  # a body that has ended by the programme's date: its id is all there is
        return cell.printed or ", ".join(cell.names)


# --- a person's decisions ---------------------------------------------------------------------------------------------


def head_of(order: Order, decisions: tuple[Decision, ...] = ()) -> DecisionSheet:
    """The sheet of an order: which programme, for whom, as of when, with these decisions."""
    return DecisionSheet(
        programme=order.programme_id, title=name_of(order.programme.document), unit=order.unit, year=order.year,
        as_of=order.on, decisions=decisions,
    )  # fmt: skip


def desk(order: Order) -> Document:
    """A document of the unit without content, by which the cells of a sheet of decisions are read and named."""
    own = load_profile(order.profile).own_agencies if order.profile else ()
    return Document(
        type=DocumentType(id="ke-hoach"), status="du_thao", as_of=order.on, issuer=f"{order.unit}/ubnd",
        power="nguoi_dung_dau", subject=BLANK, signers=(Signer(title=BLANK),), own_agencies=own,
    )  # fmt: skip


def _persons(order: Order, found_rows: Sequence[Row]) -> dict[str, Decision]:
    """A person's rows by number, once it is sure that they are about these rows."""
    sheet = order.sheet
    if sheet is None:
        return {}
    known = {row.number: row for row in found_rows}
    found = [*refuse_other(sheet, head_of(order)), *(p for own in sheet.decisions for p in _misplaced(own, known))]
    if found:
        raise ProblemsError([p.at(order.sheet_name) for p in found])
    return sheet.persons()


def _misplaced(own: Decision, known: dict[str, Row]) -> list[Problem]:
    row = known.get(own.row)
    if row is None:
        return [problem("A052", row=own.row, count=len(known))]
    if own.source_text and fold(own.source_text) != fold(row.text):
        return [problem("A053", row=own.row, theirs=_short(own.source_text), ours=_short(row.text))]
    return []


def _short(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else text[:longest].rstrip() + "…"


# --- what is to be said ----------------------------------------------------------------------------------------------


def _of_programme(order: Order, found_rows: Sequence[Row]) -> list[Problem]:
    found = [] if has_leads(found_rows) else [problem("A054", place=order.source)]
    said = [p for p in validate(order.programme) if p.code in ("N001", "A001", "A002")]
    return [*found, *said]


def _open(decisions: Sequence[Decision]) -> list[Problem]:
    """The rows that wait for a person, each with what may be the answer."""
    return [
        problem("A055", place=f"tt {own.row}", question=own.question or N_("ai quyết định hàng này?"),
                near=", ".join(own.candidates), text=_short(own.source_text))
        for own in open_rows(decisions)
    ]  # fmt: skip


def _distinct(found: Sequence[Problem]) -> list[Problem]:
    seen: dict[tuple[str, str, str], Problem] = {}
    for own in found:
        seen.setdefault((own.code, own.place, own.message()), own)
    return list(seen.values())
