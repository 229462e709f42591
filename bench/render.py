"""What rendering costs: ``python bench/render.py`` prints medians and ratios of one run on one machine.

Three ways make the same document (6 pages of text and an annex of 70 rows) and write it to a new file:

* ours: tables filled, compiled template rendered, zipped; then the same with the proof of the bytes;
* docxtpl, used plainly: the same template with a ``{%tr for %}`` table, opened, rendered and saved;
* the floor: deflate of the parts that change, and one write.

Then the curve over 70, 700, 7,000 and 70,000 rows, each in a fresh process, with its peak memory. ``--rows N`` runs one
point of the curve and prints its numbers; ``--only-ratios`` leaves the curve out.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import count
from pathlib import Path

from docxtpl import DocxTemplate

from generator.agencies import Naming
from generator.annex import fill, make_grid
from generator.check import form_profile, prove
from generator.compose import Composition, compose
from generator.model import Document, entries
from generator.printed import Printed
from generator.resources import read_template
from generator.template import Rendered, Template, compile_template
from generator.template.compiled import _ROOT_FIELDS
from generator.template.source import environment
from generator.word.archive import igzip_lib, read

WORDS = (
    "rà soát, cập nhật danh sách và phân công người phụ trách từng địa bàn; tổ chức kiểm tra, hướng dẫn, đôn đốc việc "
    "thực hiện; tổng hợp kết quả, báo cáo theo quy định và đề xuất giải pháp cho giai đoạn tiếp theo"
)
POINTS = 46  # points of the body that make six pages
RUNS = 31


def document(rows: int) -> Document:
    """A plan of six pages with an annex of ``rows`` tasks; its words are made here."""
    body = [
        {"tieu_de": f"Nội dung {part}", "cac_y": [f"Việc {part}.{i}: {WORDS}." for i in range(1, POINTS // 4 + 1)]}
        for part in range(1, 5)
    ]
    tasks = [
        {"id": f"viec-{i}", "noi_dung": f"Việc thứ {i}: {WORDS[:120]}", "chu_tri": "so-y-te",
         "phoi_hop": ["cong-an", "so-tai-chinh", "ubnd-cap-xa"], "thoi_gian": f"Quý {'I' * (i % 3 + 1)}"}
        for i in range(1, rows + 1)
    ]  # fmt: skip
    return Document.model_validate(
        {"loai": "ke-hoach", "trang_thai": "trinh_ky", "nam": "2026", "thoi_diem": "2026-11-20",
         "tham_quyen": "tap_the", "co_quan_ban_hanh": "tp/bac-ninh/ubnd", "trich_yeu": "Đo thời gian",
         "mo_dau": "Như sau:", "noi_dung": body, "nhiem_vu": tasks, "ket_thuc": "Thực hiện theo Phụ lục.",
         "phu_luc": [{"tieu_de": "Nhiệm vụ", "bang": "nhiem_vu", "huong": "ngang"}],
         "nguoi_ky": {"quyen_han": [{"tm": "Ủy ban nhân dân"}], "chuc_vu": "Chủ tịch"}, "noi_nhan": ["Các sở"]},
        by_alias=True, by_name=False,
    )  # fmt: skip


class Case:
    """One document ready to be rendered again and again."""

    def __init__(self, rows: int) -> None:
        self.document = document(rows)
        self.naming = Naming(self.document)
        self.tasks = entries(self.document)
        self.composition: Composition = compose(self.document, self.naming)
        self.template: Template = compile_template(read_template("ke-hoach.docx"), "ke-hoach")
        self.profile = form_profile(self.template.parts)

    def render(self) -> Rendered:
        """Tables filled, template rendered, zipped."""
        numbers, marks = count(1), []
        assert self.template.prototype is not None
        for slot in self.composition.tables:
            grid = make_grid(slot.table, self.tasks, self.naming, self.document.year)
            slot.block.bang, mark = fill(
                grid, self.template.prototype, slot.id, landscape=slot.landscape, numbers=numbers
            )
            marks.append(mark)
        return self.template.render(self.composition.printed, marks)

    def prove(self, rendered: Rendered) -> None:
        """The proof of the bytes."""
        faults = prove(rendered.document, rendered.notes, self.document, self.naming, self.profile)
        assert not faults, faults[:3]


def plain_template() -> bytes:
    """Our template as a docxtpl author would write its table: a row in a ``{%tr for %}``."""
    from generator.word.archive import member, write

    parts = read(read_template("ke-hoach.docx"))
    xml = parts["word/document.xml"].decode("utf-8")
    start = xml.index("<w:tbl>", xml.index("{%p if mau %}"))
    table = xml[start : xml.index("</w:tbl>", start) + len("</w:tbl>")]
    rows = ["<w:tr>" + piece for piece in table.split("<w:tr>")[1:]]
    item = rows[3].replace("</w:tbl>", "")
    tags = {"1.000": "{{ r.thoi_gian }}", "Cơ quan, thời gian": "{{ r.chu_tri }}", ">1<": ">{{ r.tt }}<"}
    for shown, tag in (tags | {"Nội dung": "{{ r.noi_dung }}"}).items():
        item = item.replace(shown, tag, 1)
    cell = "<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>{%tr TAG %}</w:t></w:r></w:p></w:tc></w:tr>"
    body = (
        table.split("<w:tr>")[0] + rows[0] + cell.replace("TAG", "for r in hang") + item + cell.replace("TAG", "endfor")
    )
    begin = xml.rindex("<w:p>", 0, xml.index("{{p k.bang }}"))
    after = xml.index("</w:tbl>", start) + len("</w:tbl>")
    end = xml.index("</w:p>", xml.index("{%p endif %}", after)) + len("</w:p>")
    parts["word/document.xml"] = (xml[:begin] + body + "</w:tbl>" + xml[end:]).encode("utf-8")
    return write(member(name, data) for name, data in parts.items())


def plain_context(case: Case) -> dict[str, object]:
    """The same values as plain dictionaries."""
    printed: Printed = case.composition.printed
    context = {name: getattr(printed, name) for name in _ROOT_FIELDS}
    rows = [
        {"tt": i, "noi_dung": e.task.content, "thoi_gian": e.task.time,
         "chu_tri": case.naming.cell(e.task.lead) + case.naming.cell(e.task.support)}
        for i, e in enumerate(case.tasks, 1)
    ]  # fmt: skip
    return context | {"hang": rows, "khoi": [replace(b, bang="") for b in printed.khoi]}


def timed(work: Callable[[], object], runs: int) -> float:
    """The median seconds of ``runs`` calls after one that is not counted."""
    work()
    seconds = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def in_turn(ways: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """The median seconds of each way, run in turn so that a machine whose speed drifts treats them alike.

    As in ``timeit``, the collector rests while a way is timed.
    """
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for run in range(runs + 1):
        for name, work in ways.items():
            gc.disable()
            start = time.perf_counter()
            work()
            if run:  # the first round warms up
                seconds[name].append(time.perf_counter() - start)
            gc.enable()
    return {name: statistics.median(found) for name, found in seconds.items()}


def ratios(folder: Path) -> dict[str, float]:
    """Medians in milliseconds of each way at 6 pages and 70 rows."""
    case, names = Case(70), count(1)
    template, context, env = plain_template(), plain_context(case), environment()
    rendered = case.render()
    changed = [rendered.document, *(read(rendered.data)[n] for n in ("docProps/core.xml", "customXml/item1.xml"))]

    def write(data: bytes) -> None:
        (folder / f"{next(names)}.docx").write_bytes(data)

    def with_docxtpl() -> None:
        plain = DocxTemplate(BytesIO(template))
        plain.render(context, env, autoescape=True)
        plain.save(folder / f"{next(names)}.docx")

    def proved() -> None:
        made = case.render()
        case.prove(made)
        write(made.data)

    def floor() -> None:
        packed = []
        for data in changed:
            packer = zlib.compressobj(6, zlib.DEFLATED, -15)
            packed.append(packer.compress(data) + packer.flush())
        write(b"".join(packed))

    ways: dict[str, Callable[[], object]] = {
        "docxtpl 0.20.2": with_docxtpl,
        "ours": lambda: write(case.render().data),
        "ours, with proof": proved,
        "floor (zlib-6 + write)": floor,
        "compose (model to printed)": lambda: compose(case.document, case.naming),
    }
    print(f"document.xml: {len(rendered.document) / 1024:.0f} KiB; deflate: {'isal' if igzip_lib else 'zlib-6'}")
    return {name: seconds * 1000 for name, seconds in in_turn(ways, RUNS).items()}


def print_ratios() -> None:
    """The table of one run."""
    with tempfile.TemporaryDirectory() as folder:
        found = ratios(Path(folder))
    base, floor = found["docxtpl 0.20.2"], found["floor (zlib-6 + write)"]
    print(f"{'way':<30}{'ms':>9}{'docxtpl = 1':>14}{'x floor':>10}")
    for name, ms in found.items():
        print(f"{name:<30}{ms:>9.2f}{ms / base:>14.3f}{ms / floor:>10.1f}")


def point(rows: int) -> dict[str, float]:
    """One point of the curve: milliseconds to render, to prove, size in MiB; the peak memory of this process in MiB."""
    case = Case(rows)
    before = peak_mib()
    render = timed(lambda: case.render().data, 5 if rows <= 7_000 else 1) * 1000
    rendered = case.render()
    proof = timed(lambda: case.prove(rendered), 5 if rows <= 7_000 else 1) * 1000
    return {
        "rows": rows,
        "render": render,
        "proof": proof,
        "MiB": len(rendered.data) / 2**20,
        "before": before,
        "peak": peak_mib(),
    }


def peak_mib() -> float:
    """The largest memory of this process so far, in MiB; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def print_curve() -> None:
    """Each point in a fresh process, so that its peak memory is its own."""
    print(
        f"\n{'rows':>7}{'render ms':>12}{'us a row':>10}{'proof ms':>11}{'file MiB':>10}{'before MiB':>12}"
        f"{'peak MiB':>10}"
    )
    for rows in (70, 700, 7_000, 70_000):
        run = subprocess.run(
            [sys.executable, __file__, "--rows", str(rows)], capture_output=True, text=True, check=True
        )
        p = json.loads(run.stdout)
        print(
            f"{rows:>7}{p['render']:>12.1f}{p['render'] / rows * 1000:>10.1f}{p['proof']:>11.1f}{p['MiB']:>10.2f}"
            f"{p['before']:>12.0f}{p['peak']:>10.0f}"
        )


def main() -> None:
    """Print everything, or one point of the curve as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, help="one point of the curve, as JSON")
    parser.add_argument("--only-ratios", action="store_true", help="leave the curve out")
    arguments = parser.parse_args()
    if arguments.rows:
        print(json.dumps(point(arguments.rows)))
        return
    print_ratios()
    if not arguments.only_ratios:
        print_curve()


if __name__ == "__main__":
    main()
