"""The commands ``units list`` and ``units trace``: administrative units as of a date, and what communes were made of.

Like the texts of ``app``, the words here are translated as the module is imported: the language is set before.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from generator.cli.language import _
from generator.cli.report import exit_code, finish, guarded, print_problems
from generator.cli.words import Command, Day, Group

if TYPE_CHECKING:
    from generator.agencies.gazetteer import Area

LEVELS = ("tinh", "huyen", "xa")
FORMATS = ("text", "csv")
WHOLE_COUNTRY = "all"
COLUMNS = ("ma", "id", "ten", "thuoc")
DAY = _("NGÀY")
ON = click.option("--on", type=Day(), required=True, metavar=DAY, help=_("Tra vào ngày nào, ví dụ 2026-11-20."))


@click.group("units", cls=Group, alias="don-vi", help=_("Tra đơn vị hành chính cấp tỉnh, huyện, xã theo ngày."))
def units() -> None:
    """Commands about administrative units."""


@units.command("list", cls=Command, alias="liet-ke",
               help=_("Liệt kê đơn vị của một tỉnh, hoặc của cả nước, vào một ngày."))  # fmt: skip
@click.argument("province", required=False, metavar=_("[MÃ_TỈNH|all]"))
@click.option("--level", type=click.Choice(LEVELS), help=_("Cấp cần liệt kê; không có thì là cấp ngay dưới."))
@ON
@click.option("--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True,
              help=_("In thành cột, hoặc CSV."))  # fmt: skip
def list_command(province: str | None, level: str | None, on: date, form: str) -> None:
    """Print code, identifier, full name and the unit above of every unit."""
    from generator.agencies import gazetteer

    asked = None if province in (None, WHOLE_COUNTRY) else province
    found = guarded(lambda: gazetteer.areas(asked, level or gazetteer.level_below(asked, on), on))
    print_problems(found.findings)
    rows = [(area.code, area.id or "", area.full_name, area.parent) for area in found.areas]
    _print(_csv(rows) if form == "csv" else _aligned(rows))
    _print_sources(found.areas)
    finish(exit_code(found.findings, strict=False))


@units.command("trace", cls=Command, alias="nguon-goc",
               help=_("Cho biết một xã, phường, đặc khu được lập từ những đơn vị nào của ngày 30/6/2025; có --in thì "
                      "ngược lại."))  # fmt: skip
@click.argument("unit", metavar=_("MÃ_XÃ"))
@ON
@click.option("--in", "province", metavar=_("MÃ_TỈNH"),
              help=_("Tỉnh của ngày 30/6/2025: MÃ_XÃ là tên hoặc mã một xã cũ ở đó; cho biết nay là đơn vị nào."))
def trace_command(unit: str, on: date, province: str | None) -> None:  # fmt: skip
    """Print the old communes that went into a commune, or what an old one became, wholly or in part."""
    from generator.agencies import gazetteer

    ahead = province is not None
    found = guarded(lambda: gazetteer.became(unit, province or "", on) if ahead else gazetteer.came_from(unit, on))
    shares = {True: _("toàn bộ"), False: _("một phần")}
    told = [own.new if ahead else own.old for own in found]
    names = [", ".join((area.full_name, *area.above)) for area in told]
    rows = zip(found, told, names, strict=True)
    _print(_aligned([(area.code, area.id or "", name, shares[own.whole]) for own, area, name in rows]))
    _print_sources(told)


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns, two spaces apart; a column that is empty throughout is left out."""
    columns = [column for column in zip(*rows, strict=True) if any(column)]
    widths = [max(map(len, column)) for column in columns]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in zip(*columns, strict=True))
    return "".join(f"{line}\n" for line in lines)


def _csv(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([COLUMNS, *rows])
    return out.getvalue()


def _print(text: str) -> None:
    """Print a list; what goes into a file or to another program is UTF-8, whatever the console is."""
    click.echo(text if sys.stdout.isatty() else text.encode("utf-8"), nl=False)


def _print_sources(areas: Sequence[Area]) -> None:
    """How many units, and where they are from, to standard error."""
    sources = "; ".join(dict.fromkeys(source for area in areas for source in area.reference.split("; ")))
    said = _("{count} đơn vị. Nguồn: {sources}").format(count=len(areas), sources=sources)
    click.echo(said if areas else _("Không có đơn vị nào."), err=True)
