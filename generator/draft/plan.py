"""The plan of the unit as a document: its tasks in order, around them last year's plan or the skeleton."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.agencies import Naming, registry
from generator.agencies.localise import Localiser
from generator.agencies.names import unit_words
from generator.draft.carried import Carrier, carried_values, has_tasks
from generator.draft.decide import Kept
from generator.draft.follow import Follower
from generator.draft.judge import ASKED
from generator.draft.last_year import LastYear
from generator.draft.programme import Report, citation, issuer_of, members, name_of, report
from generator.draft.skeleton import ANNEX, TASKS, Skeleton, raw_text
from generator.draft.wording import BLANK, Wording
from generator.model import (
    AgencyCell,
    Annex,
    BodyTasks,
    Document,
    DocumentType,
    Entry,
    Node,
    OfficeProfile,
    Signer,
    Table,
    Task,
)
from generator.problems import N_, Words

WHO_SIGNS = N_("kế hoạch do tập thể UBND ban hành (ký TM.) hay do Chủ tịch ban hành? Đang ghi: {power}")
WHO_GATHERS = N_("cơ quan nào tổng hợp, đôn đốc? Chủ trì nhiều việc nhất: {names}")
SIGNER = N_("ai ký, chức vụ gì?")
NUMBER_OF = N_("số, ngày của văn bản này năm nay là gì?")
RECIPIENTS = N_("gửi những nơi nào?")
FILING = N_("đơn vị nào soạn thảo và lưu?")
STILL_DONE = N_("việc này có trong kế hoạch năm trước, chương trình năm nay không có; năm nay còn làm không?")
GOES_ON = N_("việc thường xuyên, lấy từ kế hoạch năm trước")
KEYS = {"lead": "chu_tri", "support": "phoi_hop", "monitor": "theo_doi"}
LOWER = ("ubnd-cap-huyen", "ubnd-cap-xa", "cac-thon")
FEW = 3

Place = tuple[str | int, ...]
Notes = dict[Place, list[str]]


@dataclass(frozen=True)
class Drafted:
    """The plan, and the questions above its keys."""

    document: Document
    notes: Notes


class PlanBuilder:
    """Builds the plan of one unit from its tasks; ``last`` gives the rest where there is one."""

    def __init__(
        self, programme: Document, localiser: Localiser, wording: Wording, last: Document | None,
        profile: OfficeProfile | None, profile_path: str | None,
    ) -> None:  # fmt: skip
        self.programme, self.localiser, self.wording = programme, localiser, wording
        self.last, self.profile, self.profile_path = last, profile, profile_path
        self.follower = Follower(localiser, last) if last else None
        self.setting = localiser.setting
        self.unit = registry().unit(self.setting.unit, self.setting.on)
        self.notes: Notes = {}
        self.power = "nguoi_dung_dau"

    def build(self, kept: Sequence[Kept], left: LastYear) -> Drafted:
        """The whole plan."""
        tasks = self._tasks(kept, left)
        values = self._base() | self._around(tasks) | {"tasks": tasks}
        document = Document.model_validate({key: value for key, value in values.items() if value not in (None, ())})
        return Drafted(document, self.notes)

    # --- tasks ---

    def _tasks(self, kept: Sequence[Kept], left: LastYear) -> tuple[Task, ...]:
        """The tasks in the order of the headings; the questions at their places."""
        taken = {own.id for own in kept}
        carried = [
            *(self._carried(entry, taken, GOES_ON, undecided=False) for entry in left.standing),
            *(self._carried(entry, taken, STILL_DONE, undecided=True) for entry in left.asked),
        ]
        found = self._in_order([*kept, *carried])
        for i, own in enumerate(found):
            for key, texts in own.questions.items():
                self.notes[("nhiem_vu", i, key)] = list(texts)
        return tuple(own.task for own in found)

    def _carried(self, entry: Entry, taken: set[str], note: str, *, undecided: bool) -> Kept:
        """A task of last year that no row of the programme asks for."""
        id = entry.task.id or entry.id
        id = id if id not in taken else f"{id}-nam-truoc"
        taken.add(id)
        kept = Kept(id, Task(content=entry.task.content))
        kept.ask("cho_quyet" if undecided else "id", note)
        update = {"id": id, "undecided": undecided, "sources": ()}
        kept.task = self._task_now(entry.task, kept).model_copy(update=update)
        return kept

    def _task_now(self, task: Task, kept: Kept) -> Task:
        """A task of last year with this year's number, by whom its work is done now; ``kept`` asks what is open."""
        assert self.follower is not None
        cells = {
            "lead": self.follower.lead(task.lead, task.content),
            "support": self.follower.support(task.support, task.content),
            "monitor": self.follower.support(task.monitor, task.content),
        }  # fmt: skip
        for name, followed in cells.items():
            if followed.question:
                kept.ask(KEYS[name], followed.question)
        texts = {name: self.wording.with_year(getattr(task, name)) for name in ("content", "annex_content")}
        parts = tuple(self._task_now(child, kept) for child in task.children)
        return task.model_copy(update={name: own.cell for name, own in cells.items()} | texts | {"children": parts})

    def _in_order(self, kept: Sequence[Kept]) -> list[Kept]:
        first: dict[tuple[str, ...], int] = {}
        for place, own in enumerate(kept):
            first.setdefault(own.task.lead.names, place)
        return sorted(kept, key=lambda own: (self._rank(own.task.lead), first[own.task.lead.names]))

    def _rank(self, lead: AgencyCell) -> int:
        """Joint tasks, those of bodies that are assigned, those of bodies that are asked, those below, those open."""
        if BLANK in lead.names or not lead.names:
            return 4
        if len(lead.names) > 1 or lead.names[0] == self.joint:
            return 0
        if lead.names[0] in LOWER:
            return 3
        return 2 if self.localiser.relation(lead.names[0]) in ASKED else 1

    @property
    def joint(self) -> str:
        """The heading of what several bodies lead."""
        if self.unit.level == "xa":
            return raw_text("chung", "xa")
        return members(self.programme) or raw_text("chung", "tinh_khac")

    # --- the rest ---

    def _base(self) -> dict[str, Any]:
        values: dict[str, Any] = carried_values(self.last) if self.last else self._of_profile()
        values |= {
            "type": DocumentType(id="ke-hoach"), "status": "du_thao", "year": self.wording.years[1],
            "as_of": self.setting.on, "issuer": f"{self.setting.unit}/ubnd",
        }  # fmt: skip
        if self.profile_path is not None:
            values["profile"] = self.profile_path
        self._ask_base(values)
        return values

    def _of_profile(self) -> dict[str, Any]:
        own = self.profile
        if own is None:
            return {}
        names = ("issuing_title", "place", "recipients", "filing", "signers", "size_set", "ubnd_form")
        return {name: value for name in names if (value := getattr(own, name)) not in (None, ())}

    def _ask_base(self, values: dict[str, Any]) -> None:
        """What must be there and nobody has said: a marked blank and a question."""
        if not values.get("signers"):
            values["signers"] = (Signer(title=BLANK),)
            self._ask(("nguoi_ky",), SIGNER)
        if "power" not in values:
            collective = any(line.tm is not None for own in values["signers"] for line in own.authority[:1])
            values["power"] = "tap_the" if collective else self.power
            if self.profile is None or not self.profile.signers:
                self._ask(("tham_quyen",), Words(WHO_SIGNS, power=values["power"]))
        self.power = values["power"]
        if not values.get("recipients"):
            values["recipients"] = self._skeleton().recipients(self.unit.level)
            self._ask(("noi_nhan",), RECIPIENTS)
        if not values.get("filing"):
            self._ask(("luu",), FILING)

    def _around(self, tasks: Sequence[Task]) -> dict[str, Any]:
        """Subject, opening, body, closing, annex."""
        body_tasks = BodyTasks(by="chu_tri", bracket=("phoi_hop", "thoi_gian"), joint=self.joint)
        if self.last is not None and has_tasks(self.last.body):
            return self._from_last(self.last, body_tasks)
        return self._from_skeleton(tasks, body_tasks)

    def _from_last(self, last: Document, tasks: BodyTasks) -> dict[str, Any]:
        carrier = Carrier(last, self.wording.with_year, self.localiser.exists)
        values: dict[str, Any] = {
            "subject": carrier.text(last.subject), "opening": tuple(map(carrier.text, last.opening)),
            "bases": carrier.bases(), "body": carrier.body(tasks, TASKS), "footnotes": last.footnotes,
            "closing": carrier.text(last.closing) if last.closing else None,
            "annexes": tuple(own.model_copy(update={"title": carrier.text(own.title)}) for own in last.annexes),
        }  # fmt: skip
        for i, text in enumerate(values["opening"]):
            if BLANK in text:
                self._ask(("mo_dau", i), NUMBER_OF)
        for i, basis in enumerate(values["bases"]):
            if BLANK in (basis.text or ""):
                self._ask(("can_cu", i), NUMBER_OF)
        return values

    def _from_skeleton(self, tasks: Sequence[Task], body_tasks: BodyTasks) -> dict[str, Any]:
        own = self._skeleton()
        said = str(self.wording.years[1]) in own.words["chuong_trinh"]
        organising = own.node("to_chuc")
        for i, point in enumerate(organising.children):
            if any(BLANK in text for text in point.paragraphs):
                self._ask(("noi_dung", 2, "cac_y", i), Words(WHO_GATHERS, names=self._most_often(tasks)))
        return {
            "subject": own.text("trich_yeu" if said else "trich_yeu_nam_khac"), "opening": (own.text("mo_dau"),),
            "body": (own.node("muc_dich"), Node(id=TASKS, heading=own.text("nhiem_vu", "tieu_de"), tasks=body_tasks),
                     organising),
            "closing": own.text("ket_thuc"), "annexes": (self._annex(own, tasks),),
        }  # fmt: skip

    def _annex(self, own: Skeleton, tasks: Sequence[Task]) -> Annex:
        columns = ["tt", "noi_dung", "chu_tri", "phoi_hop", "thoi_gian"]
        columns += ["san_pham"] if any(task.product for task in tasks) else []
        fields = {task.field for task in tasks}
        grouped = {"nhom_theo": "linh_vuc"} if len(fields - {""}) > 1 and "" not in fields else {}
        return Annex.model_validate({
            "id": ANNEX, "tieu_de": own.text("phu_luc", "tieu_de"), "bang": Table(of="nhiem_vu"), "cot": columns,
            "huong": "ngang", **grouped,
        })  # fmt: skip

    def _most_often(self, tasks: Sequence[Task]) -> str:
        counts = Counter(name for task in tasks for name in task.lead.names[:1] if name != BLANK)
        return ", ".join(self.localiser.name(name) for name, _ in counts.most_common(FEW))

    def _skeleton(self) -> Skeleton:
        """The skeleton with the words of this unit, programme and authority."""
        parent = registry().unit(self.unit.parent, self.setting.on) if self.unit.parent else None
        words = unit_words(self.unit, parent, self.setting.on)
        naming, duty = Naming(self.programme), report(self.programme)
        below = self.localiser.lower()
        who = raw_text("chu_the", self.power).replace("{D}", words["D"])
        told = _reported(duty) if duty else ""
        return Skeleton({
            "bao_cao": self.wording.with_programme_year(told), "chuong_trinh_cua": issuer_of(naming),
            "chuong_trinh": name_of(self.programme), "trich_dan": citation(self.programme, naming), "chu_the": who,
            "duoi": below, "Duoi": below[:1].upper() + below[1:], "nam": str(self.wording.years[1]),
            "t": words["t"], "D": words["D"], "cha": words["cha"],
        })  # fmt: skip

    def _ask(self, place: Place, text: str) -> None:
        self.notes.setdefault(place, []).append(text)


def _reported(duty: Report) -> str:
    """The half sentence about the report that the programme wants."""
    return raw_text("bao_cao").replace("{noi_bao_cao}", duty.where).replace("{han_bao_cao}", duty.day)
