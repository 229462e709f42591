"""YAML text → nodes with marks: the only module that knows how YAML is parsed.

Nothing is typed and nothing expanded: the parser's events are taken one at a time, so that an alias is a problem and
not a copy, and depth is bounded before anything recurses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from generator.load.places import Mark, Node, Offsets
from generator.problems import N_, Problem, problem
from generator.vntext import nfc

MAX_DEPTH = 60
_TOO_DEEP = N_("hơn 60 mức lồng nhau")
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is 12 times as fast as the other

# What YAML cannot hold raw: control characters, surrogates, a byte order mark inside the text.
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# Line breaks to YAML 1.1 but not to editors: they come with pasted text and would put every later place wrong.
_RARE_BREAK = re.compile("[\x85\u2028\u2029]")


class Unusable(Exception):
    """The text is not one mapping of bounded depth; carries the located problem."""

    def __init__(self, code: str, mark: Mark, **values: Any) -> None:
        super().__init__(code)
        self.problem = problem(code, place=str(mark), **values)


def compose(text: str, file: str, found: list[Problem]) -> Node:
    """The mapping written in ``text``; what can be passed over (D002, D008 – D011) goes to ``found``, located.

    Raises ``Unusable`` (D001, D011, D012, D015) when there is no mapping to go on with.
    """
    text = cleaned(text.removeprefix("\ufeff"), file, found)
    try:
        return _Composer(text, file, found).root()
    except yaml.MarkedYAMLError as error:
        raise _syntax(error, text, file) from None


def one_form(text: str, mark: Mark, found: list[Problem]) -> str:
    """The text in NFC; D009 where it was not."""
    normal = nfc(text)
    if normal != text:
        found.append(problem("D009", place=str(mark)))
    return normal


def cleaned(text: str, file: str, found: list[Problem]) -> str:
    """The text with a space for each character that YAML refuses or takes for a line break; offsets stay."""
    if not (_CONTROL.search(text) or _RARE_BREAK.search(text)):
        return text
    offsets = Offsets(text, file)
    for match in _CONTROL.finditer(text):
        found.append(problem("D008", place=str(offsets.mark(match.start())), char=f"U+{ord(match[0]):04X}"))
    for match in _RARE_BREAK.finditer(text):
        found.append(problem("D010", place=str(offsets.mark(match.start()))))
    return _RARE_BREAK.sub(" ", _CONTROL.sub(" ", text))


class _Composer:
    """Builds nodes from the parser's events."""

    def __init__(self, text: str, file: str, found: list[Problem]) -> None:
        self._events: Iterator[Any] = yaml.parse(text, Loader=LOADER)
        self._file = file
        self._found = found

    def root(self) -> Node:
        """The mapping that is the whole file; ``Unusable`` when it is anything else."""
        next(self._events)  # the stream begins
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise Unusable("D012", Mark(self._file, 1, 1))
        root = self._node(next(self._events), 0)
        next(self._events)  # the document ends
        if not isinstance(event := next(self._events), yaml.StreamEndEvent):
            raise Unusable("D001", self._mark(event), detail=N_("mỗi tệp chỉ một văn bản, không có dòng --- ở giữa"))
        if root.value is None:
            raise Unusable("D012", Mark(self._file, 1, 1))
        if not isinstance(root.value, dict):
            raise Unusable("D001", root.mark, detail=N_("mức ngoài cùng phải là các dòng «khóa: giá trị»"))
        return root

    def _mark(self, event: Any) -> Mark:
        return Mark(self._file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _node(self, event: Any, depth: int) -> Node:
        mark = self._mark(event)
        if event.anchor or getattr(event, "tag", None):  # an alias carries its name as its anchor
            self._found.append(problem("D011", place=str(mark)))
        if isinstance(event, yaml.AliasEvent):
            return Node(mark, None)
        if isinstance(event, yaml.ScalarEvent):
            absent = not event.style and event.value in ("", "~", "null")
            return Node(mark, None if absent else event.value)
        if depth >= MAX_DEPTH:
            raise Unusable("D015", mark, detail=_TOO_DEEP)
        mapping = isinstance(event, yaml.MappingStartEvent)
        return Node(mark, self._mapping(depth + 1) if mapping else self._list(depth + 1))

    def _list(self, depth: int) -> list[Node]:
        items = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth))
        return items

    def _mapping(self, depth: int) -> dict[str, tuple[Mark, Node]]:
        entries: dict[str, tuple[Mark, Node]] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key, mark = self._key(event), self._mark(event)
            node = self._node(next(self._events), depth)
            if key in entries:
                self._found.append(problem("D002", place=str(mark), key=key))
            elif key is not None:
                entries[key] = mark, node
        return entries

    def _key(self, event: Any) -> str | None:
        """The text of a key; ``None`` for what is not a key and reported here: an alias, or ``<<`` (merging)."""
        mark = self._mark(event)
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            raise Unusable("D001", mark, detail=N_("giá trị bắt đầu bằng { hoặc [ phải để trong ngoặc kép"))
        alias = isinstance(event, yaml.AliasEvent)
        merging = not alias and event.value == "<<" and not event.style
        if merging or event.anchor or getattr(event, "tag", None):
            self._found.append(problem("D011", place=str(mark)))
        if alias or merging:
            return None
        if not event.value:
            raise Unusable("D001", mark, detail=N_("thiếu tên khóa trước dấu hai chấm"))
        return one_form(event.value, mark, self._found)


_TAB = N_("dòng thụt bằng tab; dùng dấu cách")
_UNCLOSED_QUOTE = re.compile("quoted scalar.*(end of stream|document)")
# What the parser says (libyaml, PyYAML) → what the user reads. The first that fits counts.
_SYNTAX = (
    ("cannot start any token", N_("giá trị không thể bắt đầu bằng ký tự này; để cả giá trị trong ngoặc kép")),
    ("tab character", _TAB),
    ("mapping values are not allowed",
     N_("dấu hai chấm đứng sai chỗ: chữ có dấu hai chấm phải để trong ngoặc kép, hoặc dòng thụt sai")),
    ("sequence entries are not allowed", N_("dấu gạch đầu dòng đứng sai chỗ: mỗi ý của danh sách ở một dòng riêng")),
    ("mapping keys are not allowed", N_("dấu hỏi đứng sai chỗ; để cả giá trị trong ngoặc kép")),
    (_UNCLOSED_QUOTE.pattern, N_("dấu ngoặc kép hoặc nháy mở ở đây không có dấu đóng")),
    ("flow sequence", N_("danh sách mở bằng [ thiếu dấu phẩy hoặc dấu ]")),
    ("flow mapping", N_("nhóm mở bằng { thiếu dấu phẩy hoặc dấu }")),
    ("unknown escape|Unicode character escape|hexdecimal|escape sequence",
     N_("dấu \\ trong ngoặc kép không đúng; viết \\\\ hoặc dùng nháy đơn")),
    ("expected ':'", N_("dòng này thiếu dấu hai chấm sau khóa, hoặc thụt sai")),
    ("block (mapping|collection).*expected|expected (key|'-')",
     N_("dòng thụt không thẳng với các dòng cùng nhóm, hoặc sau dấu ngoặc kép còn chữ")),
    ("node content", N_("ký tự này đứng sai chỗ; để cả giá trị trong ngoặc kép")),
    ("block scalar", N_("sau dấu | hoặc > phải xuống dòng và thụt vào")),
    ("document start", N_("có chữ thừa sau khi nội dung đã kết thúc")),
    ("directive|YAML document", N_("dòng bắt đầu bằng % không dùng được")),
)  # fmt: skip


def _syntax(error: yaml.MarkedYAMLError, text: str, file: str) -> Unusable:
    """What the parser could not read, in the user's language; its own words where none are known."""
    words = f"{error.context or ''} {error.problem or ''}".strip()
    place = _syntax_mark(error, words)
    mark = Mark(file, place.line + 1, place.column + 1)
    if re.search(r"\b(anchor|alias|tag)\b", words):
        return Unusable("D011", mark)
    if "nesting depth" in words:  # a limit of libyaml, of another size in each of its versions
        return Unusable("D015", mark, detail=_TOO_DEEP)
    if _char_at(text, mark) == "\t":
        return Unusable("D001", mark, detail=_TAB)
    return Unusable("D001", mark, detail=next((ours for theirs, ours in _SYNTAX if re.search(theirs, words)), words))


def _syntax_mark(error: yaml.MarkedYAMLError, words: str) -> Any:
    """Where to look: the opening quote or bracket when its end is missing, else where the parser stopped."""
    start: Any = error.context_mark or error.problem_mark
    stop: Any = error.problem_mark or start
    unclosed = _UNCLOSED_QUOTE.search(words) or (re.search("parsing a flow", words) and stop.line != start.line)
    return start if unclosed else stop


def _char_at(text: str, mark: Mark) -> str:
    lines = re.split(r"\r\n?|\n", text)
    return lines[mark.line - 1][mark.column - 1 : mark.column] if mark.line <= len(lines) else ""
