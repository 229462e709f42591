"""Stage "diff" (layer 2): two documents compared, and what changed from one to the other told in three formats."""

from generator.diff.as_json import as_json
from generator.diff.compare import compare
from generator.diff.found import Difference
from generator.diff.page import as_html
from generator.diff.text import as_text

__all__ = ["Difference", "as_html", "as_json", "as_text", "compare"]
