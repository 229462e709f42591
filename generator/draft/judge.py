"""The decision about each row: whose work it is, who leads here, and what only a person can say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.agencies.features import has, named_provinces, predecessors, province_name
from generator.agencies.functions import Telling
from generator.agencies.ids import CENTRAL
from generator.agencies.localise import Localised, Localiser, Question, Setting
from generator.draft.rows import Row, titles
from generator.draft.rules import Places, Rule, area_rules, milestone_rules, rules
from generator.model import AgencyCell, Document, Verdict
from generator.model.decisions import LEFT_OUT
from generator.problems import N_, Words
from generator.vntext import fold

ASKED = frozenset({"de_nghi", "nganh_doc"})
NO_LEAD, LEAD, UNIT_NAMED, SUPPORT = "HOI-CHU-TRI", "CQ-CHU-TRI", "DB-NEU-TEN", "DP-PHOI-HOP"
UNCLEAR, NOBODY_LEADS, LOCAL_LEADS = "HOI-KHONG-RO", "HOI-DAU-MOI", "DP-CHU-TRI"

RULE_NAMES = {
    NO_LEAD: N_("hàng không ghi ai chủ trì"),
    LEAD: N_("chưa rõ ai chủ trì ở đơn vị"),
    UNIT_NAMED: N_("hàng nêu tên các tỉnh phải làm"),
    SUPPORT: N_("địa phương có tên ở cột phối hợp"),
    LOCAL_LEADS: N_("địa phương có tên ở cột chủ trì"),
    UNCLEAR: N_("không quy tắc nào nói việc này của ai"),
    NOBODY_LEADS: N_("cơ quan chủ trì không có đầu mối ở đơn vị"),
}
WHO_LEADS = N_("chương trình không ghi ai chủ trì; ở đây ai chủ trì?")
IS_IT_OURS = N_("{reason}?")
PARTLY_OURS = N_("phần đầu đơn vị làm được, phần sau: {reason}; giữ phần nào?")
WHOSE_IS_IT = N_("việc này của trung ương hay của đơn vị?")
DRAFTS = N_("UBND chủ trì, {name} tham mưu")
NAMED_OTHERS = N_("chỉ giao các tỉnh có tên trong hàng, không có {unit}")
NAMED_ONE = N_("hàng chỉ nêu tên nơi khác; {unit} có phải làm không?")
NAMED_BEFORE = N_("hàng nêu tên {names}, nay thuộc {unit}; {unit} có phải làm không?")
NAMED_US = N_("hàng nêu tên {unit}")
NAMES_LOCAL = N_("chương trình giao địa phương cùng làm")
LEADS_LOCAL = N_("chương trình giao địa phương chủ trì")
NO_ONE = N_("{names} không có đầu mối ở {unit}; ai chủ trì?")
OURS: Verdict = "giu"
CENTRALS: Verdict = "bo_trung_uong"
_OF_THE_COUNTRY = re.compile(r"(?<!\w)(?:quốc gia|toàn quốc|cả nước)(?!\w)")
_PURPOSE = re.compile(r"\s(?:gắn với|nhằm|để|góp phần|phục vụ)\s[^.;]*", re.IGNORECASE)
EVERYWHERE = ("toàn quốc", "cả nước", "các địa phương khác", "các tỉnh khác")


@dataclass(frozen=True)
class Judgement:
    """What is proposed about a row, before its words are put into the unit's own.

    ``lead`` and ``support`` are cells of the unit's plan, ``rules`` the codes behind the verdict, ``questions`` what a
    person must say; a row with a question about itself or its lead is ``can_nguoi``, others stay as notes.
    """

    row: Row
    verdict: Verdict
    lead: Localised
    support: Localised
    reasons: tuple[str, ...]
    rules: tuple[str, ...]
    questions: tuple[Question, ...] = ()
    notes: tuple[Question, ...] = ()


@dataclass(frozen=True)
class _Finding:
    """One ground for a verdict; ``question`` where it leaves the row to a person."""

    rule: str
    reason: str
    verdict: Verdict | None = None
    question: Question | None = None


@dataclass
class Judge:
    """Decides the rows of one programme for one unit. Raises ``UnknownAgency`` for a unit not in force.

    ``years``: that of the programme (``None``: it says none), that of the plan.
    """

    setting: Setting
    programme: Document
    years: tuple[int | None, int]
    localiser: Localiser = field(init=False)

    def __post_init__(self) -> None:
        self.localiser = Localiser(self.setting)
        self.title = titles(self.programme)
        province, on = self.localiser.province, self.setting.on
        self.before = predecessors(province, on)
        self.own = {province} | {f"{kind}/{province.partition('/')[2]}" for kind in ("tinh", "tp")} - self.before

    def judge(self, row: Row) -> Judgement:
        """The decision about one row."""
        telling = self.telling(row)
        lead = self.localiser.cell(row.task.lead, telling, leads=True)
        support = self.support(row.task.support, row, lead)
        lead, support = self._drafted(lead, support)
        places = Places.read(row.whole, row.task.product)
        finding = next(self._findings(row, places, lead, support))
        if finding.verdict in LEFT_OUT:
            return Judgement(row, finding.verdict, lead, support, (finding.reason,), (finding.rule,))
        return self._kept(row, finding, lead, support)

    def _drafted(self, lead: Localised, support: Localised) -> tuple[Localised, Localised]:
        """Where the committee leads and one body alone stands beside it that takes orders, that body drafts for it."""
        able = [id for id in support.names if self.localiser.kind(id) in ("so", "luc_luong")]
        if lead.names or not lead.questions or not all(own.who_drafts for own in lead.questions) or len(able) != 1:
            return lead, support
        why = Words(DRAFTS, name=self.localiser.name(able[0]))
        return Localised((able[0],), (*lead.why, why), local=lead.local), support.without(able)

    # --- whose work it is ---

    def _findings(self, row: Row, places: Places, lead: Localised, support: Localised) -> Iterator[_Finding]:
        """The grounds in the order in which they count; the first decides."""
        before, ours = self._asked_before_ours(places, lead.local)
        first = places.first() if ours and not any(_drops(rule, places.first()) for rule in before) else None
        yield from (self._of_rule(rule, first) for rule in before if rule.verdict == CENTRALS)
        yield from self._areas(places)
        yield from self._milestones(places)
        yield from self._names(row)
        yield from (self._of_rule(rule, first) for rule in before)
        if lead.local:
            yield _Finding(LOCAL_LEADS, LEADS_LOCAL)
        if ours:
            yield _Finding(ours.id, ours.reason)
        if support.local and not _OF_THE_COUNTRY.search(places.whole):
            yield _Finding(SUPPORT, NAMES_LOCAL)
        yield _Finding(UNCLEAR, RULE_NAMES[UNCLEAR], question=Question(WHOSE_IS_IT, (OURS, CENTRALS)))

    def _asked_before_ours(self, places: Places, is_local: bool) -> tuple[list[Rule], Rule | None]:
        """The rules that hold before the first that says the work is the unit's own, and that one."""
        found: list[Rule] = []
        for rule in rules():
            if rule.holds(places) and not (rule.central_only and is_local):
                if rule.verdict == "dia_phuong":
                    return found, rule
                found.append(rule)
        return found, None

    def _of_rule(self, rule: Rule, first: Places | None) -> _Finding:
        """What a rule finds; ``first``: what is to be done first, where that is the unit's own work."""
        if rule.verdict == "can_nguoi":
            asked = Question(Words(IS_IT_OURS, reason=rule.reason), (OURS, CENTRALS))
            return _Finding(rule.id, rule.reason, question=asked)
        if first and rule.where == "viec":
            asked = Question(Words(PARTLY_OURS, reason=rule.reason), (OURS, CENTRALS))
            return _Finding(rule.id, rule.reason, question=asked)
        return _Finding(rule.id, rule.reason, verdict=CENTRALS)

    def _areas(self, places: Places) -> Iterator[_Finding]:
        province, on = self.localiser.province, self.setting.on
        for rule in area_rules():
            if rule.holds(places) and not has(province, rule.needs, on):
                yield _Finding(rule.id, rule.reason, verdict="khong_ap_dung")
            elif rule.holds(places) and self.localiser.is_commune and rule.commune_question:
                asked = Question(Words(IS_IT_OURS, reason=rule.commune_question), (OURS, "khong_ap_dung"))
                yield _Finding(rule.id, rule.reason, question=asked)

    def _milestones(self, places: Places) -> Iterator[_Finding]:
        """Work of a certain year, when the plan is for another."""
        theirs, ours = self.years
        for rule in milestone_rules():
            is_other = rule.only_past or (theirs is not None and theirs != ours)
            if is_other and rule.holds(places, ours):
                asked = Question(Words(IS_IT_OURS, reason=rule.reason), (OURS, "khong_ap_dung"))
                yield _Finding(rule.id, rule.reason, question=asked)

    def _names(self, row: Row) -> Iterator[_Finding]:
        """Rows that name the provinces which have to do them."""
        cells = (row.task.lead, row.task.support)
        texts = (row.whole, *(name for cell in cells for name in (cell.printed or "", *cell.names)))
        named = named_provinces(" ".join(texts))
        unit = self.localiser.full_name
        if not named or self.own & set(named):
            yield from [_Finding(UNIT_NAMED, Words(NAMED_US, unit=unit))] if named else []
            return
        earlier = [id for id in named if id in self.before]
        if earlier:
            names = ", ".join(province_name(id) for id in earlier)
            asked = Question(Words(NAMED_BEFORE, names=names, unit=unit), (OURS, "khong_ap_dung"))
            yield _Finding(UNIT_NAMED, RULE_NAMES[UNIT_NAMED], question=asked)
        elif len({id.partition("/")[2] for id in named}) < 2 or any(word in fold(row.whole) for word in EVERYWHERE):
            asked = Question(Words(NAMED_ONE, unit=unit), (OURS, "khong_ap_dung"))
            yield _Finding(UNIT_NAMED, RULE_NAMES[UNIT_NAMED], question=asked)
        else:
            yield _Finding(UNIT_NAMED, Words(NAMED_OTHERS, unit=unit), verdict="khong_ap_dung")

    # --- who leads ---

    def _kept(self, row: Row, finding: _Finding, lead: Localised, support: Localised) -> Judgement:
        questions = [finding.question] if finding.question else []
        codes = [finding.rule]
        for code, asked in self._about_lead(row, lead, support):
            codes.append(code)
            questions.append(asked)
        verdict: Verdict = "can_nguoi" if questions else "de_nghi" if self.is_asked(lead.names) else "giu"
        reasons = (finding.reason, *lead.why, *support.why, *(own.text for own in support.questions))
        return Judgement(row, verdict, lead, support, reasons, tuple(codes), tuple(questions), support.questions)

    def _about_lead(self, row: Row, lead: Localised, support: Localised) -> Iterator[tuple[str, Question]]:
        if not row.task.lead:
            yield NO_LEAD, Question(WHO_LEADS, support.names)
            return
        for asked in lead.questions:
            yield LEAD, Question(asked.text, asked.candidates or support.names)
        if not lead.names and not lead.questions:
            names, unit = ", ".join(lead.nobody), self.localiser.full_name
            yield NOBODY_LEADS, Question(Words(NO_ONE, names=names, unit=unit), support.names)

    def is_asked(self, names: tuple[str, ...]) -> bool:
        """Whether the first of the leads can only be asked."""
        return bool(names) and self.localiser.relation(names[0]) in ASKED

    # --- the cells ---

    def telling(self, row: Row) -> Telling:
        """What tells the function of a row."""
        cells = (row.task.lead, row.task.support)
        names = [name for cell in cells for name in cell.names if name.startswith(f"{CENTRAL}/")]
        near = " ".join(filter(None, (row.task.field, row.task.group)))
        texts = (_PURPOSE.sub("", row.whole), row.whole, near, self.title)
        return Telling(texts, tuple(name.partition("/")[2] for name in names))

    def support(self, cell: AgencyCell, row: Row, lead: Localised) -> Localised:
        """Coordinators of a row in the unit, without those who lead."""
        telling = self.telling(row)
        found = self.localiser.cell(cell, telling, leads=False)
        if lead.names and not lead.questions:
            found += Localised(self.localiser.helpers(row.task.lead, telling).names)
        return found.without(lead.names)


def _drops(rule: Rule, places: Places) -> bool:
    return rule.verdict == CENTRALS and rule.holds(places)
