"""The commands of ``soanthao``: thin, each parses, calls, prints and exits."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import click

from generator import __version__
from generator.cli import files as written
from generator.cli.language import LANGUAGES, _, prepare_console, set_language, wanted
from generator.cli.report import PROBLEMS, exit_code, finish, print_problems
from generator.cli.words import Command, Group, Option
from generator.convert import check_vietnamese_font, to_pdf
from generator.load import load_plan
from generator.norm import document_types
from generator.pipeline import Press, output_path, read_bytes, refuse_collisions, render_file, validate
from generator.problems import N_, Problem, ProblemsError
from generator.template import check_template, used_fields

PLAN = click.Path(path_type=Path)


def option(*names: str, **settings: object) -> object:
    """An option with translated help."""
    return click.option(*names, cls=Option, **settings)  # type: ignore[arg-type]


@click.group("soanthao", cls=Group, help=N_("Soạn văn bản hành chính đúng thể thức Nghị định số 30/2020/NĐ-CP."))
@click.version_option(__version__, message="%(prog)s %(version)s", cls=Option)
@option("--lang", type=click.Choice(LANGUAGES), default=LANGUAGES[0], help=N_("Ngôn ngữ trả lời: vi hoặc en."))
@option("-v", "--verbose", is_flag=True, help=N_("In từng bước."))
def cli(lang: str, verbose: bool) -> None:
    """The root of the commands; the language is set before click reads the arguments."""
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, format="%(message)s", force=True)


@cli.command("render", cls=Command, alias="xuat", help=N_("Từ kế hoạch YAML ra văn bản Word, kiểm tra rồi mới ghi."))
@click.argument("plans", nargs=-1, required=True, type=PLAN)
@option("-o", "--out", required=True, type=PLAN, help=N_("Tệp .docx, hoặc thư mục khi có nhiều kế hoạch."))
@option("--force", is_flag=True, help=N_("Ghi đè cả tệp đã có người sửa."))
@option("--strict", is_flag=True, help=N_("Coi cảnh báo là lỗi khi tính mã thoát."))
def render(plans: tuple[Path, ...], out: Path, force: bool, strict: bool) -> None:
    """Render each plan; a failed plan stops no other."""
    targets = [output_path(plan, out, len(plans) > 1) for plan in plans]
    found = refuse_collisions(plans, targets)
    print_problems(found)
    press = Press()
    for plan, target in zip(plans, targets, strict=True) if not found else ():
        findings = _render_one(plan, target, press, force)
        print_problems(findings)
        found += findings
    finish(exit_code(found, strict))


def _render_one(plan: Path, target: Path, press: Press, force: bool) -> list[Problem]:
    try:
        findings = list(render_file(plan, target, press, force=force).findings)
    except ProblemsError as error:
        return list(error.problems)
    click.echo(str(target))
    return findings


@cli.command("validate", cls=Command, alias="ra-soat", help=N_("Rà soát kế hoạch YAML, báo mọi chỗ sai một lần."))
@click.argument("plans", nargs=-1, required=True, type=PLAN)
@option("--strict", is_flag=True, help=N_("Coi cảnh báo là lỗi khi tính mã thoát."))
def validate_command(plans: tuple[Path, ...], strict: bool) -> None:
    """Report every problem of every plan."""
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


@cli.command("schema", cls=Command, alias="luoc-do", help=N_("In lược đồ JSON cho trình soạn thảo."))
@option("-o", "--out", type=PLAN, help=N_("Ghi ra tệp thay vì in."))
def schema(out: Path | None) -> None:
    """Print or write the JSON Schema of the plan file."""
    _deliver(written.schema_text(), out)


@cli.command("new", cls=Command, alias="tao-moi", help=N_("Tạo khung kế hoạch có chú thích để điền."))
@click.argument("kind", metavar="LOAI", type=click.Choice(sorted(document_types())))
@option("-o", "--out", type=PLAN, required=True, help=N_("Tệp YAML sẽ tạo."))
@option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
def new(kind: str, out: Path, force: bool) -> None:
    """Write a commented skeleton that validates and renders."""
    _guarded(lambda: written.write_new(kind, out, force))
    click.echo(str(out))


@cli.group("template", cls=Group, alias="mau", help=N_("Kiểm tra mẫu Word của cơ quan."))
def template() -> None:
    """Commands about templates."""


@template.command("check", cls=Command, alias="kiem-tra", help=N_("Kiểm tra thẻ và thể thức của một tệp mẫu."))
@click.argument("file", type=PLAN)
def template_check(file: Path) -> None:
    """Report every fault of a template."""
    found = _guarded(lambda: written.template_problems(file))
    print_problems(found)
    if not found:
        click.echo(_("{file}: dùng được").format(file=file))
    finish(exit_code(found, strict=False))


@template.command("fields", cls=Command, alias="truong", help=N_("Liệt kê các thẻ mà một tệp mẫu dùng."))
@click.argument("file", type=PLAN)
def template_fields(file: Path) -> None:
    """List the tags of a template with their meaning."""
    data = _guarded(lambda: read_bytes(file))
    found = [p.at(p.place or str(file)) for p in check_template(data)]
    if found:
        print_problems(found)
        finish(PROBLEMS)
    for name, meaning in used_fields(data):
        click.echo(f"{name:<18} {meaning}")


@cli.command("pdf", cls=Command, alias="ra-pdf", help=N_("Chuyển văn bản Word sang PDF bằng LibreOffice."))
@click.argument("files", nargs=-1, required=True, type=PLAN)
@option("-o", "--out", type=PLAN, help=N_("Thư mục chứa PDF; mặc định là cạnh văn bản."))
@option("--timeout", type=click.FloatRange(min=1), default=120.0, show_default=True, help=N_("Số giây chờ LibreOffice."))
def pdf(files: tuple[Path, ...], out: Path | None, timeout: float) -> None:
    """Convert and check the fonts of the result."""
    for made in _guarded(lambda: to_pdf(files, out or files[0].parent, timeout_s=timeout)):
        _guarded(lambda made=made: check_vietnamese_font(made))  # type: ignore[misc]
        click.echo(str(made))


@cli.command("preview", cls=Command, alias="xem-truoc", help=N_("Vẽ một trang của văn bản ra ảnh PNG."))
@click.argument("file", type=PLAN)
@option("--page", type=click.IntRange(min=1), default=1, show_default=True, help=N_("Số trang."))
@option("-o", "--out", type=PLAN, help=N_("Tệp ảnh; mặc định là cạnh văn bản."))
@option("--dpi", type=click.IntRange(30, 600), default=110, show_default=True, help=N_("Độ phân giải."))
def preview(file: Path, page: int, out: Path | None, dpi: int) -> None:
    """Convert one document and draw one of its pages."""
    target = out or file.with_name(f"{file.stem}-{page}.png")
    _guarded(lambda: written.draw_page(file, page, target, dpi))
    click.echo(str(target))


def _deliver(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=False)
        return
    _guarded(lambda: written.write_text(out, text))
    click.echo(str(out))


def _guarded(work):  # type: ignore[no-untyped-def]
    """Do the work; print its problems and exit when it cannot go on."""
    try:
        return work()
    except ProblemsError as error:
        print_problems(error.problems)
        finish(exit_code(error.problems, strict=False))


def main() -> None:
    """The entry point of ``soanthao``."""
    prepare_console()
    set_language(wanted(sys.argv[1:]))
    cli(prog_name="soanthao")


__all__ = ["cli", "main"]
