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
from generator.draft.placing import Placed, placed, short
from generator.draft.plan import Drafted, PlanBuilder
from generator.draft.programme import members, name_of
from generator.draft.rows import Row, has_leads, rows, year_of
from generator.draft.wording import BLANK, Wording
from generator.load import LoadedPlan, load_profile, located, parse_plan, profile_beside
from generator.load.dump import dump
from generator.model import AgencyCell, Decision, DecisionSheet, Document, DocumentType, OfficeProfile, Signer, years_of
from generator.model.decisions import LEFT_OUT
from generator.pipeline import Press, make, validate
from generator.problems import N_, Problem, ProblemsError, Severity, Words, errors, problem
from generator.vntext import slug

log = logging.getLogger("soanthao")
QUESTION = "HỎI"
NOT_A_PLAN = N_("là «{type}», không phải kế hoạch")
NOT_BEFORE = N_("là của năm {year}, không phải năm trước")
OTHER_UNIT = N_("là của {unit}")
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

    Raises ``ProblemsError``: A002 (no such unit on the date), A050 (a programme without tasks), A033, A052 (decisions
    that belong to something else).
    """
    log.info(N_("2 soạn: %s"), order.unit)
    found_rows, office = _rows(order), _office(order)
    judge = _judge(order, office)
    placed_ones = _persons(order, found_rows)
    persons = placed_ones.decisions
    last = order.last.document if order.last else None
    wording = _wording(order, last)
    judgements = [judge.judge(row) for row in found_rows]
    in_plan = [own.row for own in judgements if _has_place(own.verdict, persons.get(own.row.number))]
    left = last_year(last, in_plan)
    decided = Decider(judge, wording, left, persons, order.programme_id).decide(judgements)
    builder = PlanBuilder(order.programme.document, judge.localiser, wording, last, office.profile, office.path)
    loaded, text = _loaded(order, builder.build(decided.kept, left), office)
    left_over = located(stale(loaded.document, last), loaded.source)
    of_plan, of_last = validate(loaded), _of_last(order)
    findings = [*_of_programme(order, found_rows), *placed_ones.problems, *_of_unit(order), *of_last,
                *_open(decided.decisions), *of_plan, *left_over]  # fmt: skip
    difference = compare(last, loaded.document) if last and not errors([*of_plan, *of_last]) else None
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


def _persons(order: Order, found_rows: Sequence[Row]) -> Placed:
    """A person's decisions at the rows that they are about."""
    sheet = order.sheet
    if sheet is None:
        return Placed({}, ())
    others = [p.at(order.sheet_name) for p in refuse_other(sheet, head_of(order))]
    found = placed([*sheet.persons().values()], found_rows, order.sheet_name)
    if others or errors(found.problems):
        raise ProblemsError([*others, *found.problems])
    return found


# --- what is to be said ----------------------------------------------------------------------------------------------


def _of_programme(order: Order, found_rows: Sequence[Row]) -> list[Problem]:
    found = [] if has_leads(found_rows) else [problem("A054", place=order.source)]
    said = [p for p in validate(order.programme) if p.code in ("N001", "A001", "A002")]
    return [*found, *said]


def _of_last(order: Order) -> list[Problem]:
    """What is wrong with last year's plan, and what makes it another than last year's plan of this unit."""
    if order.last is None:
        return []
    last, file = order.last.document, str(order.before)
    wrong = [p for p in validate(order.last) if p.severity is Severity.ERROR]
    before, _ = years_of(last)
    seen = {
        Words(NOT_A_PLAN, type=last.type.id): last.type.id != "ke-hoach",
        Words(NOT_BEFORE, year=str(before)): before >= order.year,
        Words(OTHER_UNIT, unit=_unit_name(last)): not _is_of_unit(last, order),
    }  # fmt: skip
    return [*wrong, *(problem("A059", place=file, reason=words) for words, is_so in seen.items() if is_so)]


def _is_of_unit(last: Document, order: Order) -> bool:
    """Whether a plan is of the unit, or of one whose place it took."""
    unit = registry().unit_of(last.issuer)
    return unit is None or unit == order.unit or order.unit in registry().unit_successors(unit, order.on)


def _unit_name(last: Document) -> str:
    unit = registry().unit_of(last.issuer)
    try:
        return registry().unit(unit, last.as_of).full_name if unit else last.issuer
    except UnknownAgency:  # said as an error of that plan
        return last.issuer


def _of_unit(order: Order) -> list[Problem]:
    """A unit that ends before the year of the plan does."""
    try:
        registry().unit(order.unit, date(order.year, 12, 31))
    except UnknownAgency as error:
        return [problem("A058", place="--for", id=order.unit, year=order.year, reason=error.reason)]
    return []


def _open(decisions: Sequence[Decision]) -> list[Problem]:
    """The rows that wait for a person, each with what may be the answer."""
    return [
        problem("A055", place=f"tt {own.row}", question=own.question or N_("ai quyết định hàng này?"),
                near=", ".join(own.candidates), text=short(own.source_text))
        for own in open_rows(decisions)
    ]  # fmt: skip


def _distinct(found: Sequence[Problem]) -> list[Problem]:
    seen: dict[tuple[str, str, str], Problem] = {}
    for own in found:
        seen.setdefault((own.code, own.place, own.message()), own)
    return list(seen.values())
