"""The opening of a notice of conclusions: the meeting, who heard whom, who concludes."""

from __future__ import annotations

from generator.inline import Run, parse
from generator.model import Document, Meeting
from generator.vntext import date_in_words

Runs = tuple[Run, ...]


def opening(document: Document) -> tuple[Runs, ...]:
    """The runs of the opening paragraphs made from ``cuoc_hop``; none when the document has no meeting."""
    meeting = document.meeting
    return (_runs(_held(meeting)), _runs(_concluded(meeting))) if meeting else ()


def _runs(pieces: list[str]) -> Runs:
    """Pieces as one paragraph; the marks of each are read by themselves."""
    return tuple(run for piece in pieces if piece for run in parse(piece))


def _held(meeting: Meeting) -> list[str]:
    when = date_in_words(meeting.date.day, meeting.date.month, meeting.date.year)
    start = [meeting.part_of_day, f" {when}"] if meeting.part_of_day else [when[:1].upper() + when[1:]]
    where = [", tại ", meeting.place] if meeting.place else []
    attended = [" Tham dự có ", meeting.attendees.rstrip(" ."), "."] if meeting.attendees else []
    return [*start, *where, ", ", meeting.chair, " đã chủ trì ", meeting.name, ".", *attended]


def _concluded(meeting: Meeting) -> list[str]:
    heard = ["Sau khi nghe ", meeting.heard.rstrip(" .,"), ", "] if meeting.heard else []
    return [*heard, meeting.concluder or meeting.chair, " kết luận như sau:"]
