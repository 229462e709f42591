"""From judgements to decisions and tasks: the unit's words, last year's, near rows together, a person's over all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator import timeline
from generator.draft.judge import Judge, Judgement
from generator.draft.last_year import LastYear
from generator.draft.names import localised_names
from generator.draft.nearby import Candidate, Nearby, nearby, together
from generator.draft.placing import task_id
from generator.draft.wording import BLANK, Wording, differing
from generator.model import AgencyCell, Decision, Entry, Source, Task, Verdict
from generator.model.decisions import LEFT_OUT, OPEN
from generator.problems import N_, Words, joined

RECURS, MERGED, NEAR, PERSON = "NT-LOI-VAN", "GOP", "GAN", "NGUOI"
RULE_NAMES = {
    RECURS: N_("việc của năm trước, giữ lời văn của đơn vị"),
    MERGED: N_("gộp hàng gần như giống nhau"),
    NEAR: N_("hàng gần giống, nên xem có gộp không"),
    PERSON: N_("người đã quyết"),
}
SAME_TASK = N_("gần như cùng việc với hàng {row}: gộp làm một")
LOOK_ALIKE = N_("gần với hàng {rows}: muốn gộp thì ghi cùng một mã ở cột nhiem_vu")
AS_LAST_YEAR = N_("việc này năm trước đã có, giữ lời văn của đơn vị; chương trình năm nay ghi: «{text}»")
REWORDED = N_("«{old}» → «{new}»: {reason}")
LEAD_MISSING = N_("đã quyết làm nhưng chưa rõ ai chủ trì; ai chủ trì?")
PAST_TIME = N_("chương trình ghi «{time}», đã qua; thời gian của đơn vị là khi nào?")


@dataclass
class Kept:
    """A task of the plan in the making: its id, its task, what is to be asked at which key."""

    id: str
    task: Task
    questions: dict[str, list[str]] = field(default_factory=dict)

    def ask(self, key: str, text: str) -> None:
        """Put a question above a key of the task."""
        self.questions.setdefault(key, []).append(text)


@dataclass(frozen=True)
class Decided:
    """The decisions in the order of the rows, and the tasks that have a place in the plan."""

    decisions: tuple[Decision, ...]
    kept: tuple[Kept, ...]


class Decider:
    """Makes decisions and tasks of judgements.

    ``persons`` are the rows that a person has decided, by number; ``programme_id`` stands in the sources of tasks.
    """

    def __init__(
        self, judge: Judge, wording: Wording, last: LastYear, persons: Mapping[str, Decision], programme_id: str
    ) -> None:
        self.judge, self.wording, self.last = judge, wording, last
        self.persons, self.programme_id = persons, programme_id

    def decide(self, judgements: Sequence[Judgement]) -> Decided:
        """Every row decided once."""
        drafts = [self._draft(judgement) for judgement in judgements]
        alike = nearby([self._candidate(draft) for draft in drafts if draft.is_sure])
        by_number = {draft.number: draft for draft in drafts}
        kept: dict[str, Kept] = {}
        for draft in drafts:
            if draft.has_place:
                self._place(draft, _home(draft, by_number.get(alike.into.get(draft.number, ""))), kept)
        decisions = tuple(self._decision(draft, alike) for draft in drafts)
        return Decided(decisions, tuple(kept.values()))

    # --- one row ---

    def _draft(self, judgement: Judgement) -> _Draft:
        person = self.persons.get(judgement.row.number)
        recurring = self.last.recurring.get(judgement.row.number)
        draft = _Draft(judgement, person, recurring, *self._words(judgement, recurring))
        if person is not None:
            draft.lead = person.lead if _says(person, "lead") else draft.lead
            draft.support = person.support if _says(person, "support") else draft.support
            draft.content = person.content or draft.content
        return draft

    def _words(self, judgement: Judgement, recurring: Entry | None) -> tuple[str, list[str], list[str], list[str]]:
        """The content in the unit's words, the rules used, the reasons, and what is to be filled in."""
        row = judgement.row
        text, changes = localised_names(row.content, self.judge.localiser, self.judge.telling(row))
        worded = self.wording.word(text, assigned=not self.judge.is_asked(judgement.lead.names))
        made = (*changes, *worded.changes)
        reasons = [Words(REWORDED, old=own.old, new=own.new, reason=own.reason) for own in made]
        codes = list(differing(made))
        if recurring is None:
            return worded.text, codes, list(reasons), list(worded.questions)
        own = self.wording.with_year(recurring.task.content)
        return own, [RECURS], [Words(AS_LAST_YEAR, text=worded.text)], []

    def _candidate(self, draft: _Draft) -> Candidate:
        row = draft.judgement.row
        return Candidate(row.number, draft.lead.names, row.task.time, row.text)

    # --- tasks ---

    def _place(self, draft: _Draft, id: str, kept: dict[str, Kept]) -> None:
        draft.task_id = id
        task = self._task(draft, id)
        kept[id] = _with(kept[id], task) if id in kept else Kept(id, task)
        self._ask(draft, kept[id])

    def _task(self, draft: _Draft, id: str) -> Task:
        row = draft.judgement.row.task
        source = Source(programme=self.programme_id, row=draft.number)
        annex = draft.recurring.task.annex_content if draft.recurring else ""
        values = {
            "id": id, "group": row.group, "field": row.field, "content": draft.content,
            "annex_content": self.wording.with_year(annex), "lead": draft.lead or AgencyCell(names=(BLANK,)),
            "support": draft.support, "time": self._time(draft), "product": row.product,
            "undecided": draft.is_open, "sources": (source,), "children": self._children(draft),
        }  # fmt: skip
        return Task.model_validate({key: value for key, value in values.items() if value not in ("", ())})

    def _children(self, draft: _Draft) -> tuple[Task, ...]:
        """The parts of a row in the unit's words, without leads of their own."""
        judgement = draft.judgement
        assigned = not self.judge.is_asked(judgement.lead.names)
        return tuple(self._part(child, judgement, assigned) for child in judgement.row.task.children)

    def _part(self, task: Task, judgement: Judgement, assigned: bool) -> Task:
        text, _ = localised_names(task.content, self.judge.localiser, self.judge.telling(judgement.row))
        support = self.judge.support(task.support, judgement.row, judgement.lead) if task.support else None
        parts = tuple(self._part(child, judgement, assigned) for child in task.children)
        return Task(
            content=self.wording.word(text, assigned=assigned).text, time=task.time, product=task.product,
            support=AgencyCell(names=support.names) if support else AgencyCell(), children=parts,
        )  # fmt: skip

    def _time(self, draft: _Draft) -> str:
        """The time of the row; blank where it lies before the year of the plan."""
        printed = self.wording.time(draft.judgement.row.task.time)
        end = timeline.parse(printed, self.wording.years[1]).end
        if end is not None and end.year < self.wording.years[1]:
            draft.past_time = printed
            return BLANK
        return printed

    def _ask(self, draft: _Draft, kept: Kept) -> None:
        """What a person has to answer, above the key that it is about."""
        for text in draft.blanks:
            kept.ask("noi_dung", text)
        for asked in () if draft.person else draft.judgement.notes:
            kept.ask("phoi_hop", _with_candidates(asked.text, asked.candidates))
        if draft.past_time:
            kept.ask("thoi_gian", Words(PAST_TIME, time=draft.past_time))
        for question, candidates in draft.questions():
            kept.ask("cho_quyet", _with_candidates(question, candidates))

    # --- decisions ---

    def _decision(self, draft: _Draft, alike: Nearby) -> Decision:
        reasons, codes = self._grounds(draft, alike)
        found = draft.questions()
        reworded = bool(draft.codes) or draft.number in alike.into
        base = Decision(
            row=draft.number, source_text=draft.judgement.row.text, verdict=draft.verdict(reworded),
            reason="; ".join(dict.fromkeys(reasons)), rules=tuple(dict.fromkeys(codes)),
            question=" ".join(question for question, _ in found), proposed=draft.proposed(reworded),
            candidates=tuple(dict.fromkeys(name for _, names in found for name in names)), **draft.placed(),
        )  # fmt: skip
        return self._sealed(base, draft)

    def _grounds(self, draft: _Draft, alike: Nearby) -> tuple[list[str], list[str]]:
        """The reasons for a decision, and the codes of the rules behind it."""
        reasons, codes = [*draft.judgement.reasons], [*draft.judgement.rules]
        if not draft.has_place:
            return reasons, codes
        reasons += draft.reasons
        codes += draft.codes
        if first := alike.into.get(draft.number):
            codes.append(MERGED)
            reasons.append(Words(SAME_TASK, row=first))
        if others := alike.near.get(draft.number):
            codes.append(NEAR)
            reasons.append(Words(LOOK_ALIKE, rows=", ".join(others)))
        return reasons, codes

    def _sealed(self, base: Decision, draft: _Draft) -> Decision:
        """A person's row says so and keeps its reason; the tool's carries its seal."""
        if draft.person is None:
            return base.model_copy(update={"seal": base.own_seal()})
        reason = draft.persons_reason() or base.reason
        rules = tuple(dict.fromkeys((PERSON, *base.rules)))
        return base.model_copy(update={"decided": True, "reason": reason, "rules": rules, "seal": ""})


@dataclass
class _Draft:
    """One row on its way to a decision and a task."""

    judgement: Judgement
    person: Decision | None
    recurring: Entry | None
    content: str
    codes: list[str]
    reasons: list[str]
    blanks: list[str]
    lead: AgencyCell = field(init=False)
    support: AgencyCell = field(init=False)
    task_id: str = ""
    past_time: str = ""

    def __post_init__(self) -> None:
        self.lead = AgencyCell(names=self.judgement.lead.names)
        self.support = AgencyCell(names=self.judgement.support.names)

    @property
    def number(self) -> str:
        return self.judgement.row.number

    @property
    def own_id(self) -> str:
        """The id of last year's task, or one made of the row's number."""
        if self.recurring is not None and self.recurring.task.id:
            return self.recurring.task.id
        return task_id(self.number)

    @property
    def has_place(self) -> bool:
        """Whether the row has a task in the plan."""
        return self.verdict(False) not in LEFT_OUT

    @property
    def is_sure(self) -> bool:
        """Whether nobody has to look at the row any more, or has looked at it by himself."""
        return self.has_place and not self.is_open and self.person is None

    @property
    def is_open(self) -> bool:
        return bool(self.questions())

    def placed(self) -> dict[str, Any]:
        """The fields of the decision about the row's task; none of a row left out."""
        if not self.has_place:
            return {}
        return {"content": self.content, "lead": self.lead, "support": self.support, "tasks": (self.task_id,)}

    def proposed(self, reworded: bool) -> Verdict:
        """What the tool says: words that were changed make "giu" "sua"."""
        return "sua" if self.judgement.verdict == "giu" and reworded else self.judgement.verdict

    def verdict(self, reworded: bool) -> Verdict:
        """What counts: a person's word, else what the tool says."""
        return self.person.verdict if self.person is not None else self.proposed(reworded)

    def persons_reason(self) -> str:
        """Why a person decided; our own reason does not stand under another decision."""
        assert self.person is not None
        ours = joined(self.judgement.reasons, "; ")
        if self.person.reason and not self.person.reason.startswith(ours):
            return self.person.reason
        is_ours = self.person.verdict in (self.proposed(False), self.proposed(True))
        return "" if is_ours and self.lead.names == self.judgement.lead.names else RULE_NAMES[PERSON]

    def questions(self) -> list[tuple[str, tuple[str, ...]]]:
        """What is open about the row itself, with what may be the answer."""
        if self.person is None:
            return [(own.text, own.candidates) for own in self.judgement.questions]
        if self.person.verdict == OPEN:
            own = [(self.person.question, self.person.candidates)] if self.person.question else []
            return own or [(asked.text, asked.candidates) for asked in self.judgement.questions] or [(LEAD_MISSING, ())]
        if self.person.is_kept and not self.lead:
            near = [name for asked in self.judgement.questions for name in asked.candidates]
            return [(LEAD_MISSING, tuple(dict.fromkeys(near)))]
        return []


def _says(person: Decision, name: str) -> bool:
    """Whether a person's row speaks of a cell; one that we wrote out speaks of all of them, also where one is empty."""
    had_cells = bool(person.lead or person.support) and person.proposed not in (None, *LEFT_OUT)
    return had_cells or name in person.model_fields_set


def _home(draft: _Draft, first: _Draft | None) -> str:
    """The id of the task that a row belongs to: a person's, that of the row (``first``) that takes it in, its own."""
    if draft.person and draft.person.tasks:
        return draft.person.tasks[0]
    return (first or draft).own_id


def _with(kept: Kept, task: Task) -> Kept:
    """A task that takes another row in: its words, its coordinators, its product, its source."""
    old = kept.task
    support = tuple(dict.fromkeys((*old.support.names, *task.support.names)))
    products = [text for text in (old.product, task.product) if text]
    values = {
        "content": together((old.content, task.content)), "support": AgencyCell(names=support),
        "product": together(products) if len(products) > 1 else "".join(products), "time": old.time or task.time,
        "sources": (*old.sources, *task.sources), "undecided": old.undecided or task.undecided,
        "children": (*old.children, *task.children),
    }  # fmt: skip
    return replace(kept, task=old.model_copy(update=values))


def _with_candidates(text: str, candidates: Sequence[str]) -> str:
    return joined((text, ", ".join(candidates)), " ") if candidates else text


def open_rows(decisions: Sequence[Decision]) -> Iterator[Decision]:
    """The rows that wait for a person."""
    return (own for own in decisions if own.verdict == OPEN or own.question)
