"""The commands of ``soanthao``: thin, each parses, calls, prints and exits.

The texts are translated as this module is imported, so the language is set before (``start.main``). The stages are
imported by the commands that need them: help and usage errors are answered at once.
"""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import __version__
from generator.cli.agencies import agencies
from generator.cli.language import LANGUAGES, _
from generator.cli.report import OK, Step, exit_code, finish, guarded, print_briefly, print_problems
from generator.cli.units import units
from generator.cli.words import Command, Day, DocumentKind, Group, NewCommand, Place, Whole
from generator.problems import Problem, ProblemsError, shown

if TYPE_CHECKING:
    from generator.pipeline import Press

PATH = Place()
PLANS, FILE, FILES = _("KẾ_HOẠCH..."), _("TỆP"), _("TỆP...")
PLACE = _("TỆP|THƯ_MỤC")
FOLDER = _("THƯ_MỤC")
NUMBER = _("SỐ")


@click.group("soanthao", cls=Group, help=_("Soạn văn bản hành chính đúng thể thức Nghị định số 30/2020/NĐ-CP."))
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.option("--lang", type=click.Choice(LANGUAGES), default=LANGUAGES[0], help=_("Ngôn ngữ trả lời: vi hoặc en."))
@click.option("-v", "--verbose", is_flag=True, help=_("In từng bước."))
def cli(lang: str, verbose: bool) -> None:
    """The root of the commands; the language was set before click read the arguments."""
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, force=True)
    logging.getLogger().handlers[0].setFormatter(Step())


@cli.command("render", cls=Command, alias="xuat", help=_("Từ kế hoạch YAML ra văn bản Word, kiểm tra rồi mới ghi."))
@click.argument("plans", nargs=-1, required=True, type=PATH, metavar=PLANS)
@click.option("-o", "--out", required=True, type=PATH, metavar=PLACE,
              help=_("Tệp .docx, hoặc thư mục; nhiều kế hoạch thì là thư mục."))  # fmt: skip
@click.option("--force", is_flag=True, help=_("Ghi đè cả tệp đã có người sửa."))
@click.option("--strict", is_flag=True, help=_("Coi cảnh báo là lỗi khi tính mã thoát."))
def render(plans: tuple[Path, ...], out: Path, force: bool, strict: bool) -> None:
    """Render each plan; a failed plan stops no other."""
    from generator.pipeline import Press, output_path, refuse_collisions, refuse_place

    several = len(plans) > 1
    targets = [output_path(plan, out, several) for plan in plans]
    found = refuse_place(out, several) or refuse_collisions(plans, targets)
    print_problems(found)
    press = Press()
    for plan, target in zip(plans, targets, strict=True) if not found else ():
        findings = _render_one(plan, target, press, force)
        print_problems(findings)
        found += findings
    finish(exit_code(found, strict))


def _render_one(plan: Path, target: Path, press: Press, force: bool) -> list[Problem]:
    from generator.pipeline import render_file

    try:
        findings = list(render_file(plan, target, press, force=force).findings)
    except ProblemsError as error:
        return list(error.problems)
    click.echo(str(target))
    return findings


@cli.command("validate", cls=Command, alias="ra-soat", help=_("Rà soát kế hoạch YAML, báo mọi chỗ sai một lần."))
@click.argument("plans", nargs=-1, required=True, type=PATH, metavar=PLANS)
@click.option("--strict", is_flag=True, help=_("Coi cảnh báo là lỗi khi tính mã thoát."))
def validate_command(plans: tuple[Path, ...], strict: bool) -> None:
    """Report every problem of every plan."""
    from generator.load import load_plan
    from generator.pipeline import validate

    found: list[Problem] = []
    for plan in plans:
        try:
            own = validate(load_plan(plan))
        except ProblemsError as error:
            own = list(error.problems)
        print_problems(own)
        found += own
        if not exit_code(own, strict):
            click.echo(_("{file}: hợp lệ").format(file=plan))
    finish(exit_code(found, strict))


@cli.command("import", cls=Command, alias="nhap",
             help=_("Từ tệp Word, Excel, PDF hoặc chữ ra kế hoạch YAML, kèm câu hỏi ở mọi chỗ chưa chắc."))  # fmt: skip
@click.argument("file", type=PATH, metavar=FILE)
@click.option("-o", "--out", type=PATH, metavar=_("KẾ_HOẠCH"), help=_("Tệp YAML sẽ ghi; không có thì in ra màn hình."))
@click.option("--as", "kind", type=DocumentKind(), metavar=_("LOẠI"), help=_("Loại văn bản, khi tự nhận chưa đúng."))
@click.option("--report", type=PATH, metavar=FILE, help=_("Ghi báo cáo đầy đủ ra tệp JSON."))
@click.option("--force", is_flag=True, help=_("Ghi đè tệp đã có."))
def import_command(file: Path, out: Path | None, kind: str | None, report: Path | None, force: bool) -> None:
    """Make a plan of another file; ``-`` reads pasted text from standard input."""
    from generator.cli import imports

    taken = guarded(lambda: imports.take(file, out, kind))
    guarded(lambda: imports.write(taken, file, out, report, force))
    if print_briefly(taken.findings) and report is None:
        click.echo(_("Ghi đủ từng chỗ ra tệp: --report BAO_CAO.json"), err=True)
    imports.print_summary(taken)
    finish(exit_code(taken.findings, strict=False))


@cli.command("schema", cls=Command, alias="luoc-do", help=_("In lược đồ JSON cho trình soạn thảo."))
@click.option("-o", "--out", type=PATH, metavar=FILE, help=_("Ghi ra tệp thay vì in."))
def schema(out: Path | None) -> None:
    """Print or write the JSON Schema of the plan file."""
    from generator.cli import files
    from generator.model.schema import schema_text

    if out is None:
        click.echo(schema_text(), nl=False)
        return
    guarded(lambda: files.write_text(out, schema_text(), ".json"))
    click.echo(str(out))


@cli.command("new", cls=NewCommand, alias="tao-moi", help=_("Tạo khung kế hoạch có chú thích để điền."))
@click.argument("kind", metavar=_("LOẠI"), type=DocumentKind())
@click.option("-o", "--out", type=PATH, metavar=FILE, required=True, help=_("Tệp YAML sẽ tạo."))
@click.option("--force", is_flag=True, help=_("Ghi đè tệp đã có."))
def new(kind: str, out: Path, force: bool) -> None:
    """Write a commented skeleton that validates and renders."""
    from generator.cli import files

    guarded(lambda: files.write_new(kind, out, force))
    click.echo(str(out))


@cli.group("template", cls=Group, alias="mau", help=_("Kiểm tra mẫu Word của cơ quan."))
def template() -> None:
    """Commands about templates."""


@template.command("check", cls=Command, alias="kiem-tra", help=_("Kiểm tra thẻ và thể thức của một tệp mẫu."))
@click.argument("file", type=PATH, metavar=FILE)
def template_check(file: Path) -> None:
    """Report every fault of a template."""
    from generator.cli import files

    found = guarded(lambda: files.template_problems(file))
    print_problems(found)
    if not found:
        click.echo(_("{file}: dùng được").format(file=file))
    finish(exit_code(found, strict=False))


@template.command("fields", cls=Command, alias="truong", help=_("Liệt kê các thẻ mà một tệp mẫu dùng."))
@click.argument("file", type=PATH, metavar=FILE)
def template_fields(file: Path) -> None:
    """List the tags of a template with their meaning."""
    from generator.cli import files

    for name, meaning in guarded(lambda: files.template_fields(file)):
        click.echo(f"{name:<18} {shown(meaning, _)}")


@cli.group("tasks", cls=Group, alias="nhiem-vu", help=_("Danh sách nhiệm vụ ra Excel để sửa, rồi nhập lại."))
def tasks_group() -> None:
    """Commands about the list of tasks."""


@tasks_group.command("export", cls=Command, alias="xuat", help=_("Từ kế hoạch YAML ra bảng Excel để cán bộ sửa."))
@click.argument("plan", type=PATH, metavar=_("KẾ_HOẠCH"))
@click.option("-o", "--out", required=True, type=PATH, metavar=FILE, help=_("Tệp .xlsx sẽ ghi."))
@click.option("--force", is_flag=True, help=_("Ghi đè cả bảng đã có người sửa."))
def tasks_export(plan: Path, out: Path, force: bool) -> None:
    """Write the tasks of a plan as a sheet."""
    from generator.cli import tasks

    rows = guarded(lambda: tasks.export(plan, out, force))
    click.echo(_("{file}: {rows} nhiệm vụ").format(file=out, rows=rows))


@tasks_group.command("import", cls=Command, alias="nhap",
                     help=_("Đưa bảng Excel đã sửa vào kế hoạch YAML, giữ nguyên mọi phần khác."))  # fmt: skip
@click.argument("file", type=PATH, metavar=FILE)
@click.argument("plan", type=PATH, metavar=_("KẾ_HOẠCH"))
@click.option("-o", "--out", type=PATH, metavar=FILE, help=_("Ghi ra tệp YAML khác; không có thì sửa ngay kế hoạch."))
@click.option("--force", is_flag=True, help=_("Ghi đè tệp đã có."))
def tasks_import(file: Path, plan: Path, out: Path | None, force: bool) -> None:
    """Write the changes of an edited sheet into its plan."""
    from generator.cli import tasks

    taken = guarded(lambda: tasks.take(file, plan))
    guarded(lambda: tasks.write(taken, plan, out, force))
    print_briefly(taken.findings, codes="N")
    tasks.print_changes(taken)
    finish(exit_code(taken.findings, strict=False))


@cli.command("draft", cls=Command, alias="soan",
             help=_("Soạn kế hoạch của một đơn vị từ chương trình cấp trên, mỗi hàng một quyết định có lý do.")
             )  # fmt: skip
@click.argument("programme", type=PATH, metavar=_("CHƯƠNG_TRÌNH"))
@click.option("--for", "unit", required=True, metavar=_("MÃ_ĐƠN_VỊ"),
              help=_("tinh/bac-giang, tp/bac-ninh, xa/nha-nam, …"))  # fmt: skip
@click.option("--year", required=True, type=Whole(1900, 2999), metavar=_("NĂM"), help=_("Năm của kế hoạch."))
@click.option("--on", required=True, type=Day(), metavar=_("NGÀY"),
              help=_("Tra tên cơ quan, địa giới vào ngày nào, ví dụ 2026-11-20."))  # fmt: skip
@click.option("--last", type=PATH, metavar=_("KẾ_HOẠCH"), help=_("Kế hoạch năm trước: lấy kết cấu, lời văn, nơi nhận."))
@click.option("--decisions", type=PATH, metavar=FILE,
              help=_("Quyết định của người (.yaml hoặc .xlsx); luôn được giữ."))  # fmt: skip
@click.option("--profile", type=PATH, metavar=_("HỒ_SƠ"),
              help=_("Hồ sơ cơ quan: tên, đầu mối riêng dùng trước danh mục."))  # fmt: skip
@click.option("-o", "--out", required=True, type=PATH, metavar=_("KẾ_HOẠCH"),
              help=_("Tệp YAML sẽ ghi; bảng quyết định và bảng đối chiếu nằm cạnh."))  # fmt: skip
@click.option("--force", is_flag=True, help=_("Ghi đè cả tệp đã có người sửa."))
def draft_command(
    programme: Path, unit: str, year: int, on: date, last: Path | None, decisions: Path | None, profile: Path | None,
    out: Path, force: bool,
) -> None:  # fmt: skip
    """Draft a plan; while questions are open it is written and the exit code is 1."""
    from generator.cli import drafts

    request = drafts.Request(programme, unit, year, on, out, last, decisions, profile, force)
    taken = guarded(lambda: drafts.take(request))
    guarded(lambda: drafts.write(taken))
    found = [*taken.found, *taken.draft.findings]
    print_briefly(found, codes="N")
    drafts.print_summary(taken)
    finish(exit_code(found, strict=False))


@cli.command("diff", cls=Command, alias="so-sanh",
             help=_("So sánh hai kế hoạch: nhiệm vụ mới, bỏ, giao lại, đổi thời gian; các phần khác."))  # fmt: skip
@click.argument("old", type=PATH, metavar=_("KẾ_HOẠCH_CŨ"))
@click.argument("new", type=PATH, metavar=_("KẾ_HOẠCH_MỚI"))
@click.option("--format", "form", type=click.Choice(("text", "json", "html")),
              help=_("Dạng kết quả; mặc định theo đuôi tệp sau -o, không có -o thì là text."))  # fmt: skip
@click.option("-o", "--out", type=PATH, metavar=FILE, help=_("Ghi ra tệp .txt, .json hoặc .html thay vì in."))
def diff(old: Path, new: Path, form: str | None, out: Path | None) -> None:
    """Tell what changed from one plan to another; differences are no problem: the exit code is 0 with and without."""
    from generator.cli import diffs

    chosen = guarded(lambda: diffs.chosen(form, out))
    plans = guarded(lambda: diffs.read(old, new))
    guarded(lambda: diffs.tell(diffs.differences(*plans), chosen, out))
    print_briefly(diffs.left_over(*plans))
    finish(OK)


@cli.command("pdf", cls=Command, alias="ra-pdf", help=_("Chuyển văn bản Word sang PDF bằng LibreOffice."))
@click.argument("files", nargs=-1, required=True, type=PATH, metavar=FILES)
@click.option("-o", "--out", type=PATH, metavar=FOLDER, help=_("Thư mục chứa PDF; mặc định là cạnh văn bản."))
@click.option("--timeout", type=Whole(1, 86400), default=120, show_default=True, metavar=NUMBER,
              help=_("Số giây chờ LibreOffice."))  # fmt: skip
def pdf(files: tuple[Path, ...], out: Path | None, timeout: int) -> None:
    """Convert and check the fonts of each result."""
    from generator.convert import check_vietnamese_font, to_pdf

    found: list[Problem] = []
    for made in guarded(lambda: to_pdf(files, out or files[0].parent, timeout_s=timeout)):
        click.echo(str(made))
        try:
            check_vietnamese_font(made)
        except ProblemsError as error:
            print_problems(error.problems)
            found += error.problems
    finish(exit_code(found, strict=False))


@cli.command("preview", cls=Command, alias="xem-truoc", help=_("Vẽ một trang của văn bản ra ảnh PNG."))
@click.argument("file", type=PATH, metavar=FILE)
@click.option("--page", type=Whole(1), default=1, show_default=True, metavar=NUMBER, help=_("Số trang."))
@click.option("-o", "--out", type=PATH, metavar=FILE, help=_("Tệp ảnh; mặc định là cạnh văn bản."))
@click.option("--dpi", type=Whole(30, 600), default=110, show_default=True, metavar=NUMBER, help=_("Độ phân giải."))
def preview(file: Path, page: int, out: Path | None, dpi: int) -> None:
    """Convert one document and draw one of its pages."""
    from generator.cli import files

    target = out or file.parent / f"{file.stem}-{page}.png"
    guarded(lambda: files.draw_page(file, page, target, dpi))
    click.echo(str(target))


cli.add_command(units)
cli.add_command(agencies)
