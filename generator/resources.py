"""The only reader of package data: templates, registry, norm, catalogues (layer 0)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def read_text(name: str) -> str:
    """The text of ``generator/data/<name>`` (UTF-8). ``FileNotFoundError`` when there is none."""
    return files("generator").joinpath("data", *name.split("/")).read_text(encoding="utf-8")


def _templates() -> Traversable:
    """The folder of templates: ``generator.templates`` when installed, beside ``generator`` in a bare checkout."""
    try:
        return files("generator.templates")
    except ModuleNotFoundError:
        return files("generator").joinpath("..", "templates")


@cache
def read_template(name: str) -> bytes:
    """The bytes of ``templates/<name>``; found in a checkout, an editable install and a wheel alike."""
    return _templates().joinpath(*name.split("/")).read_bytes()


@cache
def template_names() -> tuple[str, ...]:
    """Names of the shipped templates without their ending, sorted."""
    return tuple(sorted(p.name[:-5] for p in _templates().iterdir() if p.name.endswith(".docx")))
