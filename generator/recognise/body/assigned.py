"""Points of the body that are tasks: who leads, who supports, by when (``giao``), without a letter of them changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from generator.inline import plain
from generator.model import AgencyCell, Assignment, Node
from generator.problems import N_, Words
from generator.recognise.body.deadlines import deadlines
from generator.recognise.body.roles import Roles, bracket_roles, bracket_words, doer, labelled, roles
from generator.recognise.body.sentences import names_agency, opens_with_agency
from generator.vntext import fold

Path = tuple[str | int, ...]
_GOALS = re.compile(
    r"\b(?:mục đích|yêu cầu|mục tiêu|quan điểm|đánh giá|tình hình|kết quả|sự cần thiết|phạm vi|đối tượng|chỉ tiêu"
    r"|nguyên tắc|hạn chế|nguyên nhân|căn cứ|cơ sở pháp lý)\b"
)
_TASKS = re.compile(
    r"\b(?:nhiệm vụ|giải pháp|phân công|tổ chức thực hiện|tổ chức triển khai|trách nhiệm|nội dung thực hiện)\b"
)
_ASKING = re.compile(r"^(?:(?:kính )?đề nghị|giao(?: cho)?|yêu cầu)\s+", re.IGNORECASE)
_TOLD = re.compile(r"\s+(?:có trách nhiệm|chịu trách nhiệm)\s*:?$", re.IGNORECASE)
_EDGES = " \t\n:;.,"
# What goes on with the name of an agency or tells of it; any other small word behind a name begins what it is to do.
_OF_THE_NAME = re.compile(
    r"(?:và|hoặc|với|cùng|cũng|có|thuộc|trực thuộc|liên quan|của|tại|ở|trên|trong|nơi|khi|nếu|theo|về|do|bởi|là|được|bị"
    r"|đã|đang|chưa|vẫn|còn|nêu|nói|như|các|những|từ|đến)\b"
)
_BEFORE_WORD = re.compile(r"(?<=[^\s,;:.(])\s+(?=[^\W\d_])")
_LONGEST_NAMES = 400  # letters of a list of agencies
_HEADING_WORDS = 14
_NEAR = 25  # letters in which "Giao " and "chủ trì" stand around a name


@dataclass
class _Reader:
    """Reads a tree of points; ``cell`` makes a cell of printed words, ``known`` knows words that are agencies."""

    cell: Callable[[str], AgencyCell]
    known: Callable[[str], bool]
    doubts: list[tuple[Path, str]] = field(default_factory=list)

    def is_agency(self, words: str) -> bool:
        """Whether words are agencies and nothing else."""
        return opens_with_agency(words) and self.known(words)

    def agencies(self, words: str) -> str:
        """The agencies that words open with, where what they are to do follows; else the words unchanged.

        "Sở Tư pháp thẩm tra dự thảo" → "Sở Tư pháp": names are known, verbs are too many to list.
        """
        if not opens_with_agency(words) or self.known(words):
            return words
        for space in reversed(list(_BEFORE_WORD.finditer(words[:_LONGEST_NAMES]))):
            name, begins = words[: space.start()], space.end()
            begins_task = words[begins].islower() and not _OF_THE_NAME.match(words, begins)
            if begins_task and _is_whole(name) and self.known(name):
                return name
        return words

    def _cut_to_agencies(self, said: Roles) -> Roles:
        return replace(said, lead=self.agencies(said.lead), support=self.agencies(said.support))

    def level(self, nodes: Sequence[Node], path: Path, lead: str, tasks: bool) -> tuple[Node, ...]:
        """The points with their assignments; ``lead`` is the agency that heads them, ``tasks``: they may be tasks."""
        return tuple(self.point(node, (*path, i), lead, tasks) for i, node in enumerate(nodes))

    def point(self, node: Node, path: Path, lead: str, tasks: bool) -> Node:
        """A point with what stands below it."""
        tasks = _may_be_tasks(node, tasks)
        if not node.has_words:
            return self._below(node, path, lead, tasks)
        if not tasks:
            return self._below(node, path, "", tasks)
        if said := _labelled(node):
            return self._given(node, path, said, lead)
        if node.heading or node.lead_in:
            return self._headed(node, path, lead)
        return self._text(node, path, lead)

    def _below(self, node: Node, path: Path, lead: str, tasks: bool) -> Node:
        children = self.level(node.children, (*path, "cac_y"), lead, tasks)
        return node.model_copy(update={"children": children}) if node.children else node

    def _headed(self, node: Node, path: Path, lead: str) -> Node:
        """Under the name of an agency each point is a task that it leads; else the points speak for themselves."""
        heading = plain(node.heading or node.lead_in or "")
        own = _bare(heading)
        if not self.is_agency(own):
            self._ask_about_heading(heading, own, path)
            return self._below(node, path, lead, True)
        if not node.children:
            return self._given(node, path, _of_paragraphs(node), own) if node.paragraphs else node
        if node.paragraphs and not plain(node.paragraphs[-1]).endswith(":"):
            asked = N_("Đoạn đứng ngay dưới tên cơ quan này cũng là một nhiệm vụ, hay chỉ dẫn vào các ý bên dưới?")
            self.doubts.append((path, asked))
        return self._below(node, path, own, True)

    def _ask_about_heading(self, heading: str, own: str, path: Path) -> None:
        if len(own.split()) <= _HEADING_WORDS and not doer(own).lead and names_agency(f"{own}: a"):
            asked = Words(N_("«{name}» có phải là cơ quan chủ trì các ý bên dưới không?"), name=heading)
            self.doubts.append((path, asked))

    def _text(self, node: Node, path: Path, lead: str) -> Node:
        """A point in words: led by whom it names, or by the agency above it.

        Where points below it name who leads them, these are the tasks and it only announces them.
        """
        text = plain(node.paragraphs[0])
        said = _under(text, roles(text)) if lead else self._done_by(text)
        if not (self._is_led(said) or lead):
            return self._below(node, path, "", True)
        asked = len(self.doubts)
        below = self._below(node, path, "", True)
        if any(child.assignment for child in below.children):
            return below
        del self.doubts[asked:]
        return self._given(node, path, said, lead)

    def _is_led(self, said: Roles) -> bool:
        return bool(said.lead) and self.is_agency(said.lead)

    def _done_by(self, text: str) -> Roles:
        """The roles of a sentence; who does what it says leads it, where nobody else is named."""
        said, found = self._cut_to_agencies(roles(text)), doer(text)
        if self._is_led(said):
            return said
        if self._is_led(found):
            return found
        who = self.agencies(text)
        return replace(said, lead=who) if who != text and not said.lead else said

    def _given(self, node: Node, path: Path, said: Roles, lead: str) -> Node:
        """The point as a task; what stands below it is part of it."""
        text = " ".join(map(plain, node.paragraphs))
        said = self._cut_to_agencies(said)
        led = said.lead if self._is_led(said) else lead or said.lead
        support = said.support if opens_with_agency(said.support) else ""
        for words in filter(None, (led, said.support)):
            if not self.is_agency(words):
                self._ask(path, N_("Chưa chắc «{words}» là cơ quan; có đúng không?"), words=words)
        self._ask_about_rest(text, path, said)
        given = Assignment(
            lead=self.cell(led) if led else AgencyCell(), support=self.cell(support) if support else AgencyCell(),
            time=said.time,
        )  # fmt: skip
        return node.model_copy(update={"assignment": given})

    def _ask(self, path: Path, pattern: str, **values: str) -> None:
        self.doubts.append((path, Words(pattern, **values)))

    def _ask_about_rest(self, text: str, path: Path, said: Roles) -> None:
        """Questions about several deadlines and about a bracket that names agencies in no known way."""
        times = deadlines(text)
        if not said.time and len(times) > 1:
            self._ask(path, N_("Có nhiều mốc thời gian ({times}); mốc nào là thời hạn?"), times="; ".join(times))
        bracket = bracket_words(text)
        understood = any(words and words in bracket for words in (said.lead, said.support))
        if opens_with_agency(bracket) and not understood:
            self._ask(path, N_("Ngoặc cuối câu «{words}» giao vai trò gì cho các cơ quan này?"), words=bracket)


def assigned(
    nodes: Sequence[Node], cell: Callable[[str], AgencyCell], is_agency: Callable[[str], bool]
) -> tuple[tuple[Node, ...], tuple[tuple[Path, str], ...]]:
    """The points with ``giao`` where they are certainly tasks, and questions with their places where they may be.

    ``cell`` makes a cell from printed words, ``is_agency`` says whether words are agencies and nothing else. A point is
    a task when it names who leads it ("Giao Sở X …", "Bộ A, Bộ B chủ trì, phối hợp với …:", "Sở X: …"), has a block of
    labels ("Đơn vị chủ trì: …"), or stands under the name of an agency, which then leads it. Goals, purposes and
    reviews are no tasks. A place is that of a node among ``nodes``: ``(0, "cac_y", 2)``.
    """
    reader = _Reader(cell, is_agency)
    return reader.level(nodes, (), "", True), tuple(reader.doubts)


def _is_whole(name: str) -> bool:
    """Whether a list of names may end here: not behind "Sở" alone, nor behind a small word after a comma."""
    last = name.rpartition(", ")[2]
    return " " in name and (last[:1].isupper() or opens_with_agency(last))


def _may_be_tasks(node: Node, above: bool) -> bool:
    """Whether points under a heading may be tasks: not under goals, unless it speaks of tasks as well."""
    title = fold(plain(node.heading or node.lead_in or ""))
    if _TASKS.search(title):
        return True
    return above and not (_GOALS.search(title) and not opens_with_agency(_bare(title)))


def _under(text: str, said: Roles) -> Roles:
    """The roles of a sentence under the name of an agency: another leads only where it is said to ("… chủ trì").

    "Yêu cầu các đơn vị …", "Đề nghị …" is there what the agency does.
    """
    leads = said.lead and (bracket_roles(text).lead or re.search(r"\(?chủ trì", text[: len(said.lead) + _NEAR]))
    return said if leads else replace(said, lead="")


def _bare(heading: str) -> str:
    """The name in a heading: "Đề nghị Hội Nông dân tỉnh:" → "Hội Nông dân tỉnh"."""
    return _TOLD.sub("", _ASKING.sub("", " ".join(heading.split()))).strip(_EDGES)


def _of_paragraphs(node: Node) -> Roles:
    """The roles that the first of a point's paragraphs tells, beside the agency that heads it."""
    said = roles(plain(node.paragraphs[0]))
    times = tuple(dict.fromkeys(time for text in node.paragraphs for time in deadlines(plain(text))))
    return said if said.time or len(times) != 1 else Roles(said.lead, said.support, said.monitor, times[0], said.rest)


def _labelled(node: Node) -> Roles | None:
    """The roles in a block of labels below a point: "- Đơn vị chủ trì: …", "- Thời gian hoàn thành: …"."""
    texts = [*node.paragraphs[1:], *(text for child in node.children for text in child.paragraphs[:1])]
    if node.heading:
        texts = [*node.paragraphs[:1], *texts]
    found = Roles()
    for said in filter(None, (labelled(plain(text)) for text in texts)):
        found = Roles(found.lead or said.lead, found.support or said.support, time=found.time or said.time)
    return found if found.lead else None
