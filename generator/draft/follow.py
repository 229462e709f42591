"""The bodies of last year's plan as those that do their work on the date of this year's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.agencies import registry
from generator.agencies.functions import Telling
from generator.agencies.localise import Localised, Localiser
from generator.draft.wording import BLANK
from generator.model import AgencyCell, Document
from generator.problems import N_, Words, joined

LEAD_ENDED = N_("kế hoạch năm trước giao «{old}»; nay ai làm?")
HELP_ENDED = N_("kế hoạch năm trước ghi «{old}» phối hợp; nay ai làm?")


@dataclass(frozen=True)
class Followed:
    """A cell of this year's plan, and what is to be asked about it (empty: nothing)."""

    cell: AgencyCell
    question: str = ""


class Follower:
    """Follows the bodies of last year's plan; ``now`` localises for this year's."""

    def __init__(self, now: Localiser, last: Document) -> None:
        self.now = now
        source = registry().unit_of(last.issuer)
        self.then = Localiser(replace(now.setting, source_unit=source, source_on=last.as_of, members=""))

    def lead(self, cell: AgencyCell, content: str) -> Followed:
        """Who led a task of this content; a blank where nobody is known to."""
        found = self._found(cell, content, leads=True)
        if found is None:
            return Followed(cell)
        if found.names and not found.questions:
            return Followed(AgencyCell(names=found.names))
        return Followed(AgencyCell(names=(BLANK,)), self._asked(LEAD_ENDED, cell, found))

    def support(self, cell: AgencyCell, content: str) -> Followed:
        """Who helped, less those of whom nobody knows what they have become: these are asked about."""
        found = self._found(cell, content, leads=False)
        if found is None:
            return Followed(cell)
        is_open = found.questions or found.nobody
        return Followed(AgencyCell(names=found.names), self._asked(HELP_ENDED, cell, found) if is_open else "")

    def _found(self, cell: AgencyCell, content: str, *, leads: bool) -> Localised | None:
        """What has become of the bodies of a cell; ``None`` when all are still there."""
        gone = {name for name in cell.ids if not self.now.exists(name)}
        if not gone:
            return None
        telling, found = Telling((content,)), Localised()
        for name in cell.names:
            here = name not in gone
            found += Localised((name,)) if here else self.then.cell(AgencyCell(names=(name,)), telling, leads=leads)
        return found

    def _asked(self, pattern: str, cell: AgencyCell, found: Localised) -> str:
        old = cell.printed or ", ".join(map(self.then.source_name, cell.names))
        near = dict.fromkeys((*found.names, *(id for own in found.questions for id in own.candidates)))
        return joined((Words(pattern, old=old), ", ".join(near)), " ") if near else Words(pattern, old=old)
