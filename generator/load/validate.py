"""Nodes → model; what the model refuses → problems of the catalogue. No word of pydantic's reaches the user."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator import norm
from generator.load.places import Node, Place, Source, located
from generator.load.shape import fields, model_at, short_key
from generator.model.base import Model
from generator.problems import CATALOGUE, N_, Problem, Words, problem

M = TypeVar("M", bound=Model)
LONGEST_VALUE = 80


def validated(model: type[M], root: Node, found: list[Problem]) -> M | None:
    """The model written in these nodes, or ``None`` and every problem in ``found``, located."""
    try:
        return model.model_validate(root.plain(), by_alias=True, by_name=False)
    except ValidationError as error:
        source = Source(root)
        causes = (each for each in error.errors(include_url=False) if not _follows(each))
        problems = located((_problem(each, model, source) for each in causes), source)
    refused = {p.place for p in found if p.code == "D011"}  # what stands there is not known: nothing follows from it
    found += [p for p in problems if p.place not in refused]
    return None


def _follows(error: ErrorDetails) -> bool:
    """A list is called too short when its items are refused, too; then it is not."""
    return error["type"] == "too_short" and bool(error["input"])


def _problem(error: ErrorDetails, model: type[Model], source: Source) -> Problem:
    kind, path, value = error["type"], error["loc"], error["input"]
    key = _last_key(source.known(path))
    if kind in CATALOGUE:
        return _own_problem(kind, path, key, error.get("ctx", {}))
    match kind:
        case "missing" | "too_short":
            return problem("D003", path=path, key=_last_key(path))
        case "extra_forbidden":
            near = _near(str(path[-1]), model_at(model, path[:-1]))
            return problem("D004", path=path, key=_last_key(path), near=near)
        case "literal_error" if isinstance(value, str):
            choices = ", ".join(re.findall(r"'([^']*)'", error["ctx"]["expected"]))
            return problem("D006", path=path, value=_short(value), expected=choices)
        case "model_type":
            return problem("D005", path=path, key=key, expected=_ways_to_write(model_at(model, path)))
        case "tuple_type" | "dict_type" | "string_type" | "literal_error":
            return problem("D005", path=path, key=key, expected=_WORDS[kind])
    return problem("D013", path=path, detail=f"{key}: {_short(value)}")


_TEXT, _LIST, _MAPPING = N_("chữ"), N_("danh sách"), N_("nhóm khóa: giá trị")
_WORDS = {"tuple_type": _LIST, "dict_type": _MAPPING, "string_type": _TEXT, "literal_error": _TEXT}


def _own_problem(code: str, path: Place, key: str, values: Mapping[str, Any]) -> Problem:
    """A problem that the model itself raised, by its code; a value that is no text was no text to begin with."""
    if not isinstance(values.get("value", ""), str):
        return problem("D005", path=path, key=key, expected=_TEXT)
    said = {name: value if isinstance(value, Words) else _short(value) for name, value in values.items()}
    return Problem(code, path, values=said | {"key": said.get("key") or key})


@cache
def _near(key: str, model: type[Model] | None) -> str:
    return norm.nearest(key, fields(model)) if model else ""


def _ways_to_write(model: type[Model] | None) -> str:
    if model is None:
        return _MAPPING
    match bool(short_key(model, "text_key")), bool(short_key(model, "list_key")):
        case True, True:
            return N_("chữ, danh sách hoặc nhóm khóa: giá trị")
        case True, False:
            return N_("chữ hoặc nhóm khóa: giá trị")
        case False, True:
            return N_("danh sách hoặc nhóm khóa: giá trị")
    return _MAPPING


def _last_key(path: Place) -> str:
    return _short(next((item for item in reversed(path) if isinstance(item, str) and item != "[key]"), ""))


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
