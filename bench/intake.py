"""What importing costs: ``python bench/intake.py`` prints medians and ratios of one run on one machine.

The same document (6 pages of text, an annex of N tasks; ``bench/render.py`` makes it) is read four ways, in turn:

* flow: our reader alone, every paragraph and cell with its format and place;
* import: the whole, to the plan file that validates;
* python-docx: its plain way, the text of every paragraph and of every cell (``row.cells``), nothing recognised;
* the floor: the package unzipped and its main part parsed by lxml.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from io import BytesIO

import docx
from lxml import etree
from render import document

from generator.intake import take_in
from generator.load import parse_plan
from generator.load.dump import dump
from generator.pipeline import Press, make
from generator.word.archive import read
from generator.word.content import read_flow

ROWS = (70, 700)


def plain_texts(data: bytes) -> int:
    """The letters that python-docx gives, read the usual way."""
    opened = docx.Document(BytesIO(data))
    cells = (cell.text for table in opened.tables for row in table.rows for cell in row.cells)
    return sum(map(len, (*(paragraph.text for paragraph in opened.paragraphs), *cells)))


def ways(data: bytes) -> dict[str, Callable[[], object]]:
    """Each way of reading the document by its name."""
    return {
        "floor": lambda: etree.fromstring(read(data)["word/document.xml"]),
        "flow": lambda: read_flow(read(data)),
        "import": lambda: take_in(data, "a.docx", "a.yaml"),
        "python-docx": lambda: plain_texts(data),
    }


def medians(data: bytes, runs: int) -> dict[str, float]:
    """Seconds by way; the ways take turns, so that a busy moment strikes all of them."""
    measured: dict[str, list[float]] = {name: [] for name in ways(data)}
    for _ in range(runs):
        for name, work in ways(data).items():
            start = time.perf_counter()
            work()
            measured[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in measured.items()}


def main() -> None:
    """Print a line for each size."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--runs", type=int, default=7)
    for rows in ROWS:
        plan = parse_plan(dump(document(rows)), "a.yaml")
        found = medians(make(plan, Press()).data, arguments.parse_args().runs)
        shown = ", ".join(f"{name} {t * 1000:.1f} ms = {t / found['python-docx']:.2f}" for name, t in found.items())
        print(f"{rows} rows (python-docx = 1): {shown}")


if __name__ == "__main__":
    main()
