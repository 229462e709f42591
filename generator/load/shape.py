"""The types of the model, walked by the places of the text: which keys are known here, which text keeps its lines."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from generator.load.places import Place
from generator.model.base import LinesMarker, Model
from generator.problems import PathItem


@cache
def fields(model: type[Model]) -> Mapping[str, Any]:
    """The types of a model's fields by their YAML keys."""
    return {
        field.alias or name: Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        for name, field in model.model_fields.items()
    }


def below(shape: Any, item: PathItem) -> Any:
    """The type one step below a type; ``None`` where the model knows nothing."""
    if (model := as_model(shape)) is not None:
        if isinstance(item, str):
            return fields(model).get(item)
        key = short_key(model, "list_key")
        return below(fields(model)[key], item) if key else None
    core = _core(shape)
    if get_origin(core) is tuple:  # a single item may be written without its list
        return get_args(core)[0] if isinstance(item, int) else below(get_args(core)[0], item)
    return get_args(core)[1] if get_origin(core) is dict else None


def model_at(model: type[Model], path: Place) -> type[Model] | None:
    """The model that stands at a place of another."""
    shape: Any = model
    for item in path:
        shape = below(shape, item)
    return as_model(shape)


def as_model(shape: Any) -> type[Model] | None:
    """The model class that a type is, if it is one."""
    core = _core(shape)
    return core if isinstance(core, type) and not get_args(core) and issubclass(core, Model) else None


def short_key(model: type[Model], which: str) -> str | None:
    """The field that a short form means: ``which`` is ``text_key`` or ``list_key``."""
    key: str | None = getattr(model, which, None)
    return key


@cache
def keeps_lines(shape: Any) -> bool:
    """Whether a text standing where this type stands keeps its line breaks."""
    if get_origin(shape) is Annotated:
        return any(isinstance(mark, LinesMarker) for mark in shape.__metadata__) or keeps_lines(get_args(shape)[0])
    core, model = _core(shape), as_model(shape)
    if model is not None:
        key = short_key(model, "text_key")
        return bool(key) and keeps_lines(fields(model)[str(key)])
    if get_origin(core) is tuple:
        return keeps_lines(get_args(core)[0])
    return core is not shape and any(map(keeps_lines, get_args(shape)))


def _core(shape: Any) -> Any:
    """The type without ``Annotated`` and ``| None``."""
    origin = get_origin(shape)
    if origin is Annotated:
        return _core(get_args(shape)[0])
    if origin in (Union, UnionType):
        return _core(next(arg for arg in get_args(shape) if arg is not type(None)))
    return shape
