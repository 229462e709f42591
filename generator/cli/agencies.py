"""The commands ``agencies find`` and ``agencies trace``: a body by its name as of a date, a body through time.

Like the texts of ``app``, the words here are translated as the module is imported: the language is set before.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.language import _
from generator.cli.report import exit_code, finish, guarded, print_problems
from generator.cli.words import Command, Day, Group, Place
from generator.problems import N_, shown

if TYPE_CHECKING:
    from generator.agencies.functions import Succession
    from generator.agencies.names import Agency
    from generator.model import OfficeProfile

DAY = _("NGÀY")
FOR = click.option("--for", "unit", metavar=_("MÃ_ĐƠN_VỊ"), help=_("Đơn vị của cơ quan địa phương, ví dụ tp/bac-ninh."))
NAME, SHORT, PERIOD, RELATION, REFERENCE, MARK = (
    N_("tên đầy đủ"), N_("tên ngắn"), N_("thời gian"), N_("giao việc"), N_("căn cứ"), N_("mức chắc chắn"),
)  # fmt: skip


@click.group("agencies", cls=Group, alias="co-quan", help=_("Tra tên cơ quan theo ngày và cơ quan qua các thời kỳ."))
def agencies() -> None:
    """Commands about agencies."""


@agencies.command("find", cls=Command, alias="tim", help=_("Tên, tên tắt này là cơ quan nào vào một ngày."))
@click.argument("name", metavar=_("TÊN"))
@click.option("--on", type=Day(), required=True, metavar=DAY, help=_("Tra vào ngày nào, ví dụ 2026-11-20."))
@FOR
@click.option("--profile", type=Place(), metavar=_("HỒ_SƠ"),
              help=_("Tệp hồ sơ cơ quan: tên riêng trong đó được dùng trước danh mục."))  # fmt: skip
def find_command(name: str, on: date, unit: str | None, profile: Path | None) -> None:
    """Print every body that is called this; what only resembles it is a suggestion beside a problem."""
    from generator.agencies import OwnAgencies, lookup

    office = guarded(lambda: _office(profile))
    home = guarded(lambda: _home(unit, office, on))
    own = OwnAgencies(office.own_agencies if office else (), on, home)
    found = lookup.find(name, on, home, own)
    for agency in found.agencies:
        _print_agency(agency)
    print_problems(found.problems)
    finish(exit_code(found.problems, strict=False))


@agencies.command("trace", cls=Command, alias="truy",
                  help=_("Một cơ quan giữa hai ngày: tên từng thời kỳ, cơ quan kế thừa."))  # fmt: skip
@click.argument("agency", metavar=_("MÃ_CƠ_QUAN"))
@click.option("--from", "first", type=Day(), required=True, metavar=DAY, help=_("Từ ngày nào."))
@click.option("--to", "last", type=Day(), required=True, metavar=DAY, help=_("Đến ngày nào."))
@FOR
def trace_command(agency: str, first: date, last: date, unit: str | None) -> None:
    """Print the forms of a body in order, then who does its work on the last day."""
    from generator.agencies import lookup

    if first > last:
        raise click.BadParameter(_("ngày sau --to phải bằng hoặc sau ngày này."), param_hint="--from")
    found = guarded(lambda: lookup.trace(agency, first, last, unit))
    for form in found.forms:
        _print_agency(form)
    if found.functions:
        click.echo(_("việc đã chuyển, theo chức năng:"))
    for row in found.functions:
        click.echo(f"  {_moved(row, last)}")
    if found.successors:
        click.echo(_("cơ quan kế thừa:"))
    for successor in found.successors:
        click.echo(f"  {successor.id}: {successor.name}")


def _office(profile: Path | None) -> OfficeProfile | None:
    from generator.load import load_profile

    return load_profile(profile) if profile else None


def _home(unit: str | None, office: OfficeProfile | None, on: date) -> str | None:
    """The unit asked for, else that of the office."""
    from generator.agencies import lookup, registry

    named = unit or registry().unit_of((office and office.issuer) or "")
    return lookup.known_unit(named, on) if named else None


def _print_agency(agency: Agency) -> None:
    """The identifier, then a line for each thing known."""
    from generator.agencies.lookup import period
    from generator.agencies.names import MARKS, RELATIONS

    named = period(agency.valid_from, agency.valid_to) if agency.mark else ""  # an office's own name has no dates
    lines = [
        (NAME, agency.name), (SHORT, agency.short if agency.short != agency.name else ""), (PERIOD, named),
        (RELATION, RELATIONS[agency.relation]), (REFERENCE, agency.reference), (MARK, MARKS[agency.mark]),
    ]  # fmt: skip
    click.echo(agency.id)
    for head, said in lines:
        if said:
            click.echo(f"  {shown(head, _)}: {shown(said, _)}")


def _moved(row: Succession, on: date) -> str:
    """One function of a body: who does it now, from when, how that is known."""
    from generator.agencies.lookup import name_on
    from generator.agencies.names import MARKS

    id = f"tw/{row.successor}"
    label = row.label or _("các việc còn lại")
    since = _("từ ngày {date}").format(date=f"{row.since:%d/%m/%Y}") if row.since else ""
    told = "; ".join(filter(None, (since, row.reference, shown(MARKS[row.mark], _))))
    return f"{label} → {id} ({name_on(id, on)}); {told}"
