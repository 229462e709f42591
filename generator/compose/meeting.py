"""The opening of a notice of conclusions: the meeting, who heard whom, who concludes."""

from __future__ import annotations

from generator.model import Document, Meeting
from generator.vntext import date_in_words


def opening(document: Document) -> tuple[str, ...]:
    """The opening paragraphs made from ``cuoc_hop``; none when the document has no meeting."""
    meeting = document.meeting
    return (_held(meeting), _concluded(meeting)) if meeting else ()


def _held(meeting: Meeting) -> str:
    when = date_in_words(meeting.date.day, meeting.date.month, meeting.date.year)
    start = f"{meeting.part_of_day} {when}" if meeting.part_of_day else when[:1].upper() + when[1:]
    where = f", tại {meeting.place}" if meeting.place else ""
    attended = f" Tham dự có {meeting.attendees.rstrip(' .')}." if meeting.attendees else ""
    return f"{start}{where}, {meeting.chair} đã chủ trì {meeting.name}.{attended}"


def _concluded(meeting: Meeting) -> str:
    heard = f"Sau khi nghe {meeting.heard.rstrip(' .,')}, " if meeting.heard else ""
    return f"{heard}{meeting.concluder or meeting.chair} kết luận như sau:"
