"""The rules, words and texts of drafting as data: the YAML files of ``data/draft``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from generator.resources import read_text


@cache
def data_file(name: str) -> Mapping[str, Any]:
    """One data file, every scalar as text."""
    document: Mapping[str, Any] = yaml.load(read_text(f"draft/{name}.yaml"), Loader=yaml.BaseLoader)
    return document
