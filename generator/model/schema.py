"""The JSON Schema of the plan file, for editors: it takes what the loader takes, as far as schemas go (layer 0)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator import norm
from generator.model.base import Shorthand
from generator.model.document import Document, DocumentType, OfficeProfile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DESCRIPTION = "Tệp kế hoạch của soanthao: một văn bản hành chính theo Nghị định số 30/2020/NĐ-CP"
_NULL: JsonSchemaValue = {"type": "null"}


class _Generator(GenerateJsonSchema):
    """pydantic's generator, without titles made up from the keys, and with single items where the loader takes them."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never: the key says more than a title made of it."""
        return False

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """Every list behind a validator of ours may be written as its only item."""
        made = super().function_before_schema(schema)
        if isinstance(made.get("additionalProperties"), dict):
            made["additionalProperties"] = _one_or_many(made["additionalProperties"])
        return _one_or_many(made)


def _one_or_many(schema: JsonSchemaValue) -> JsonSchemaValue:
    return {"anyOf": [schema["items"], schema]} if schema.get("type") == "array" and "items" in schema else schema


def schema_text() -> str:
    """The schema as a file holds it."""
    return json.dumps(plan_schema(), ensure_ascii=False, indent=1) + "\n"


def plan_schema() -> JsonSchemaValue:
    """The schema of a plan file, in Vietnamese; keys that an office profile may give are required only without one."""
    schema = Document.model_json_schema(by_alias=True, schema_generator=_Generator)
    for node in list(_nodes(schema)):
        _adjust(node)
    for name, definition in schema["$defs"].items():
        _name_short_form(name, definition)
    shared = {field.alias for field in OfficeProfile.model_fields.values()}
    of_plan = [key for key in schema["required"] if key not in shared]
    of_either = [key for key in schema["required"] if key in shared]
    said = {key: {"not": _NULL} for key in of_either}
    rest = {"if": {"required": ["ho_so"]}, "else": {"required": of_either, "properties": said}}
    schema["properties"] |= {key: _nullable(schema["properties"][key]) for key in of_either}
    return schema | rest | {"$schema": DIALECT, "description": _DESCRIPTION, "required": of_plan}


def _adjust(node: JsonSchemaValue) -> None:
    """Drop class names, docstrings, empty defaults; let absent values be null and the digits of an enum be numbers."""
    if "properties" in node or "anyOf" in node:
        node.pop("title", None)
    if node.get("default", "") is None:
        del node["default"]
    if "properties" in node:
        node.pop("description", None)
        required = node.get("required", [])
        node["properties"] = {k: v if k in required else _nullable(v) for k, v in node["properties"].items()}
    if "enum" in node:
        node["enum"] = [*node["enum"], *(float(v) if "." in v else int(v) for v in node["enum"] if _is_number(v))]
        node.pop("type", None)


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and value.replace(".", "", 1).isdigit()


def _nullable(schema: JsonSchemaValue) -> JsonSchemaValue:
    kinds = schema.get("anyOf", [])
    if _NULL in kinds:
        return schema
    said = {key: value for key, value in schema.items() if key in ("description", "default")}
    bare = {key: value for key, value in schema.items() if key not in said}
    return {"anyOf": [*(kinds or [bare]), _NULL], **said}


def _nodes(schema: Any) -> Iterator[JsonSchemaValue]:
    """Every schema inside a schema, inner ones first."""
    children = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    for child in children:
        yield from _nodes(child)
    if isinstance(schema, dict):
        yield schema


def _name_short_form(name: str, definition: JsonSchemaValue) -> None:
    """A short form that means one of few words lists them; the class docstring goes."""
    definition.pop("description", None)
    model = next((m for m in Shorthand.__subclasses__() if m.__name__ == name), None)
    key = model.text_key if model else None
    if key is None:
        return
    body = definition["anyOf"][-1]
    words = sorted(norm.document_types()) if model is DocumentType else _words(body["properties"][key])
    if words:
        definition["anyOf"][0] = {"enum": words}


def _words(schema: JsonSchemaValue) -> list[str]:
    """The few words that a field may say; none when it may say anything."""
    parts = schema.get("anyOf", ())
    return [word for part in parts for word in part.get("enum", [part["const"]] if "const" in part else [])]
