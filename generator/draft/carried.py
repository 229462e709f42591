"""The plan of last year without its tasks: structure, opening, bases, recipients, signature, with this year's number.

What belonged to last year alone (số and ngày of documents made anew each year) becomes a blank; what cannot be known
to have changed is left to the check for left-overs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from generator.draft.wording import BLANK
from generator.model import Assignment, Basis, BodyTasks, Document, Node, years_of

_KEPT = ("issuing_title", "place", "power", "numbering", "recipients", "filing", "signers", "size_set", "ubnd_form",
         "form", "profile", "own_agencies")  # fmt: skip
_YEARLY = ("công văn", "kế hoạch", "chương trình", "thông báo", "công điện", "báo cáo")
_CITED = re.compile(
    r"\b(?P<type>Công văn|Kế hoạch|Thông báo|Chương trình[^.;,]{0,40}?|Công điện) số \d+(?P<symbol>/[\w&-]+)"
    r"(?P<day>,? ngày (?:\d{1,2}/\d{1,2}/|\d{1,2} tháng \d{1,2} năm )(?P<year>\d{4}))"
)


def carried_values(last: Document) -> dict[str, Any]:
    """The fields that are taken over as they are."""
    return {key: getattr(last, key) for key in _KEPT}


class Carrier:
    """Carries texts of last year's plan over.

    ``with_year`` puts this year's number into them, ``exists`` tells whether there is a body of an id now.
    """

    def __init__(self, last: Document, with_year: Callable[[str], str], exists: Callable[[str], bool]) -> None:
        self.last, self.with_year, self.exists = last, with_year, exists

    def text(self, text: str) -> str:
        """A text with this year's number; the citation of a yearly document loses its số and ngày."""
        return self.with_year(_CITED.sub(self._blank, text))

    def _blank(self, match: re.Match[str]) -> str:
        if not self._is_last_years(int(match["year"])):
            return match[0]
        comma = "," if match["day"].startswith(",") else ""
        return f"{match['type']} số {BLANK}{match['symbol']}{comma} ngày {BLANK}"

    def _is_last_years(self, year: int) -> bool:
        own, _ = years_of(self.last)
        return own - 1 <= year <= own

    def bases(self) -> tuple[Basis, ...]:
        """The bases; a yearly one in its form alone."""
        return tuple(map(self._basis, self.last.bases))

    def _basis(self, basis: Basis) -> Basis:
        if basis.text:
            return basis.model_copy(update={"text": self.text(basis.text)})
        yearly = (basis.type or "").lower().startswith(_YEARLY)
        if not yearly or basis.date is None or not self._is_last_years(basis.date.year):
            return basis
        parts = (basis.type, f"số {BLANK}/{(basis.symbol or '').partition('/')[2] or BLANK} ngày {BLANK}",
                 f"của {basis.issuer}" if basis.issuer else "", self.text(basis.subject or ""))  # fmt: skip
        return Basis(text=" ".join(filter(None, parts)))

    def body(self, tasks: BodyTasks, task_id: str) -> tuple[Node, ...]:
        """The points of the body; the section that held most tasks now prints this year's."""
        nodes = self.last.body
        counts = [_count(node) for node in nodes]
        place = counts.index(max(counts)) if any(counts) else None
        return tuple(
            self._tasks(node, tasks, task_id) if i == place else self._node(node) for i, node in enumerate(nodes)
        )

    def _tasks(self, node: Node, tasks: BodyTasks, task_id: str) -> Node:
        return Node(id=node.id or task_id, tasks=tasks, **self._own_texts(node))

    def _node(self, node: Node) -> Node:
        below = {"children": tuple(map(self._node, node.children)), "tasks": None}
        return node.model_copy(update=self._own_texts(node) | below | {"assignment": self._assignment(node.assignment)})

    def _assignment(self, own: Assignment | None) -> Assignment | None:
        """What makes a point a task, unless a body of it is gone: then its words alone tell, and are checked."""
        ids = (*own.lead.ids, *own.support.ids) if own else ()
        return own if all(map(self.exists, ids)) else None

    def _own_texts(self, node: Node) -> dict[str, Any]:
        """The texts of a point without what stands below it."""
        return {
            "heading": self.text(node.heading) if node.heading else node.heading,
            "lead_in": self.text(node.lead_in) if node.lead_in else node.lead_in,
            "paragraphs": tuple(map(self.text, node.paragraphs)),
        }


def _count(node: Node) -> int:
    """How many tasks a point prints: those of the list count more than any number of points."""
    return sum(1000 if own.tasks else 1 if own.assignment else 0 for _, own in node.walk())


def has_tasks(nodes: Sequence[Node]) -> bool:
    """Whether a body prints tasks."""
    return any(_count(node) for node in nodes)
