"""The scalar types and base classes of the model (layer 0).

Values arrive from the loader as text (nothing is guessed by YAML); the types here say what a text means. A problem is
raised as a pydantic error whose type is a code of ``generator.problems.CATALOGUE``.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from generator.problems import N_

# XML 1.0 cannot hold these at all, not even as character references.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\Z")
ID = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*\Z")
MAX_BLANK_ROWS = 1000

_TEXT_SCHEMA: JsonSchemaValue = {"type": ["string", "number"]}


class LinesMarker:
    """Marks a text whose line breaks are kept and printed."""


def fail(code: str, **values: object) -> PydanticCustomError:
    """A pydantic error that the loader turns into the problem ``code``."""
    return PydanticCustomError(code, code, values)


def _text(value: object) -> object:
    if not isinstance(value, str):
        raise fail("D005", key="", expected=N_("chữ"))
    bad = _NOT_XML.search(value)
    if bad:
        raise fail("D008", char=f"U+{ord(bad.group()):04X}")
    return value


def _true_false(value: object) -> object:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise fail("D006", value=value, expected="true, false")


def _date(value: object) -> object:
    if isinstance(value, datetime.date):
        return value
    match = _DATE.match(value) if isinstance(value, str) else None
    try:
        return datetime.date(*map(int, match.groups())) if match else _no_date(value)
    except ValueError:
        return _no_date(value)


def _no_date(value: object) -> object:
    raise fail("D007", value=value)


def _whole(value: object) -> object:
    if isinstance(value, int):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    raise fail("D005", key="", expected=N_("số nguyên"))


def _positive(value: int) -> int:
    if value < 1:
        raise fail("D005", key="", expected=N_("số nguyên từ 1 trở lên"))
    return value


def _year(value: int) -> int:
    if not 1900 <= value <= 2999:
        raise fail("D005", key="", expected=N_("năm, ví dụ 2027"))
    return value


def _few(value: int) -> int:
    if value > MAX_BLANK_ROWS:
        raise fail("D005", key="", expected=N_("số nguyên, nhiều nhất là 1000"))
    return value


def _said(value: str) -> str:
    if not value:
        raise fail("D005", key="", expected=N_("chữ, không để trống"))
    return value


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


def _identifier(value: object) -> object:
    if isinstance(value, str) and ID.match(value):
        return value
    raise fail("D005", key="", expected=N_("mã gồm chữ thường không dấu, số, dấu - và /"))


def _number(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"0*[1-9][0-9]{0,5}", value):
        return value
    raise fail("D005", key="", expected=N_("số văn bản (chỉ chữ số)"))


def _period(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{4}", value) and value[:4] < value[5:]:
        return value
    raise fail("D005", key="", expected=N_("giai đoạn, năm đầu trước năm cuối, dạng 2026-2030"))


def _note_key(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"[^\]\s]+", value) and not _NOT_XML.search(value):
        return value
    raise fail("D005", key="", expected=N_("mã chú thích, không có dấu cách và dấu ]"))


Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(_TEXT_SCHEMA)]
Lines = Annotated[Text, LinesMarker()]
Words = Annotated[Text, AfterValidator(_said)]
"""A text that must say something."""
SaidLines = Annotated[Lines, AfterValidator(_said)]
Flag = Annotated[bool, BeforeValidator(_true_false), WithJsonSchema({"type": "boolean"})]
Date = Annotated[datetime.date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 0})]
Positive = Annotated[Whole, AfterValidator(_positive)]
Year = Annotated[Whole, AfterValidator(_year)]
BlankRows = Annotated[Whole, AfterValidator(_few)]
NoteKey = Annotated[str, BeforeValidator(_note_key)]
Identifier = Annotated[str, BeforeValidator(_identifier), WithJsonSchema({"type": ["string", "number"]})]
RunningNumber = Annotated[str, BeforeValidator(_number), WithJsonSchema(_TEXT_SCHEMA)]
Period = Annotated[str, BeforeValidator(_period), WithJsonSchema({"type": "string"})]
_TEXTS_SCHEMA: JsonSchemaValue = {"anyOf": [_TEXT_SCHEMA, {"type": "array", "items": _TEXT_SCHEMA}]}
OneOrMany = BeforeValidator(_one_or_many)
"""A single item may be written without its list."""
Texts = Annotated[tuple[Words, ...], OneOrMany, WithJsonSchema(_TEXTS_SCHEMA)]


class Model(BaseModel):
    """Base of every model: frozen, no unknown keys; an absent value (``null`` or empty) takes the default."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_absent(cls, data: Any) -> Any:
        return {k: v for k, v in data.items() if v is not None} if isinstance(data, dict) else data


class Shorthand(Model):
    """A model that may be written as a plain text or a plain list, meaning one of its fields."""

    text_key: ClassVar[str | None] = None
    list_key: ClassVar[str | None] = None

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, data: Any) -> Any:
        if isinstance(data, str) and cls.text_key:
            return {cls.text_key: data} if data else {}
        if isinstance(data, list | tuple) and cls.list_key:
            return {cls.list_key: data}
        return data

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler(core)
        mapping = handler.resolve_ref_schema(schema)
        short: list[JsonSchemaValue] = [_TEXT_SCHEMA] if cls.text_key else []
        if cls.list_key:
            short.append(dict(mapping["properties"][cls.list_key], description=""))
        body = dict(mapping)
        mapping.clear()
        mapping.update({"anyOf": [*short, body]} | {k: body[k] for k in ("title", "description") if k in body})
        return schema
