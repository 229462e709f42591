"""``soanthao`` as an officer meets it: commands, exit codes, messages; and never a traceback, never half a file."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import sysconfig
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines import need_office
from generator.cli import app, start
from generator.norm import document_types
from generator.problems import CATALOGUE
from generator.resources import read_template
from small_plan import FAULTY, PLAN, WARNED

ROOT = Path(__file__).resolve().parent.parent
LINE = re.compile(
    r"(?P<place>.*?):(?P<line>\d+):(?P<column>\d+) (?P<code>[A-Z]\d{3}) (?P<severity>lỗi|cảnh báo|lưu ý): .+"
)
ALIASES = {
    ("xuat",): ("render",),
    ("ra-soat",): ("validate",),
    ("luoc-do",): ("schema",),
    ("tao-moi",): ("new",),
    ("mau",): ("template",),
    ("mau", "kiem-tra"): ("template", "check"),
    ("mau", "truong"): ("template", "fields"),
    ("ra-pdf",): ("pdf",),
    ("xem-truoc",): ("preview",),
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test works in a folder of its own, with a valid plan in it."""
    (tmp_path / "kh.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def soanthao(*arguments: str | Path, **settings: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "generator.cli", *map(str, arguments)]
    given_ones = {"capture_output": True, "encoding": "utf-8", "check": False} | settings
    return subprocess.run(command, **given_ones)  # type: ignore[call-overload,no-any-return]


def inside(*arguments: str | Path) -> Result:
    """Run the command in this process; what would be a traceback raises here."""
    result = CliRunner().invoke(app.cli, [str(a) for a in arguments], prog_name="soanthao")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code in (0, 1, 2)
    return result


def codes(text: str) -> list[str]:
    """The codes of the problems printed, in order."""
    return [
        match["code"]
        for line in text.splitlines()
        if (match := re.search(r"(?:^| )(?P<code>[ADGHIMNP]\d{3}) (lỗi|cảnh báo|lưu ý): ", line))
    ]


def files() -> set[str]:
    """Every file below the current folder, hidden ones too."""
    return {path.as_posix() for path in Path().rglob("*")}


# --- render


def test_one_plan_to_a_file() -> None:
    run = soanthao("render", "kh.yaml", "-o", "ra/văn bản.docx")
    assert (run.returncode, run.stdout, run.stderr) == (0, f"{Path('ra/văn bản.docx')}\n", "")
    assert files() == {"kh.yaml", "ra", "ra/văn bản.docx"}
    with ZipFile("ra/văn bản.docx") as package:
        assert "Giảm số người nghiện mới.".encode() in package.read("word/document.xml")


def test_many_plans_to_a_folder_one_failing() -> None:
    Path("b.yaml").write_text(FAULTY, encoding="utf-8")
    Path("c.yaml").write_text(WARNED, encoding="utf-8")
    run = soanthao("render", "kh.yaml", "b.yaml", "c.yaml", "khong-co.yaml", "-o", "ra")
    assert run.stdout.split() == [str(Path("ra/kh.docx")), str(Path("ra/c.docx"))]
    assert codes(run.stderr) == ["D003", "D007", "D004", "N032", "G001"]
    assert run.returncode == 2  # one of them cannot be read
    assert {name for name in files() if name.startswith("ra/")} == {"ra/kh.docx", "ra/c.docx"}


def test_the_console_script_does_the_same() -> None:
    script = Path(sysconfig.get_path("scripts"), "soanthao.exe" if os.name == "nt" else "soanthao")
    if not script.is_file():
        pytest.skip("the project is not installed in this environment")
    run = subprocess.run([str(script), "render", "kh.yaml", "-o", "1.docx"], capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
    inside("render", "kh.yaml", "-o", "2.docx")
    assert Path("1.docx").read_bytes() == Path("2.docx").read_bytes()


@pytest.mark.parametrize(
    ("text", "strict", "code"),
    [
        (PLAN, False, 0),
        (PLAN, True, 0),
        (WARNED, False, 0),
        (WARNED, True, 1),
        (FAULTY, False, 1),
        (FAULTY, True, 1),
    ],
)
@pytest.mark.parametrize("command", ["render", "validate"])
def test_exit_codes_of_plans(command: str, text: str, strict: bool, code: int) -> None:
    Path("kh.yaml").write_text(text, encoding="utf-8")
    result = inside(
        command, "kh.yaml", *(["-o", "x.docx"] if command == "render" else []), *(["--strict"] if strict else [])
    )
    assert result.exit_code == code
    assert Path("x.docx").exists() is (command == "render" and text != FAULTY)


@pytest.mark.parametrize("arguments", [
    [], ["nhap"], ["render"], ["render", "kh.yaml"], ["render", "-o", "x.docx"], ["render", "kh.yaml", "-o"],
    ["render", "kh.yaml", "-o", "x.docx", "--fast"], ["new", "ke-hoac", "-o", "x.yaml"], ["new", "ke-hoach"],
    ["template"],
    ["preview", "a.docx", "--dpi", "9999"], ["pdf", "a.docx", "--timeout", "nan"], ["schema", "a", "b"], ["--lang"],
])  # fmt: skip
def test_bad_usage_is_exit_code_2(arguments: list[str]) -> None:
    result = inside(*arguments)
    assert result.exit_code == 2
    assert "Usage: soanthao" in result.output or "requires an argument" in result.output  # click's own words
    assert files() == {"kh.yaml"}


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        ("khong-co.yaml", "G001"),
        (".", "G001"),
        ("nhi-phan.yaml", "D014"),
        ("kh.yaml/x.yaml", "G001"),
        ("x" * 300 + ".yaml", "G001"),
        ("a\0b", "G001"),
    ],
)
@pytest.mark.parametrize("command", ["render", "validate"])
def test_input_that_cannot_be_read_is_exit_code_2(command: str, plan: str, code: str) -> None:
    Path("nhi-phan.yaml").write_bytes(bytes(range(256)))
    result = inside(command, plan, *(["-o", "x.docx"] if command == "render" else []))
    assert (codes(result.output), result.exit_code) == ([code], 2)
    assert not Path("x.docx").exists()


def test_an_empty_plan_is_a_fault_of_the_plan() -> None:
    Path("kh.yaml").write_bytes(b"")
    result = inside("validate", "kh.yaml")
    assert (codes(result.output), result.exit_code) == (["D012"], 1)


def test_an_output_that_someone_edited_is_kept_without_force() -> None:
    inside("render", "kh.yaml", "-o", "x.docx")
    with ZipFile("x.docx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with ZipFile("x.docx", "w") as package:
        for name, data in parts.items():
            package.writestr(name, data.replace("nghiện mới".encode(), "nghiện".encode()))
    theirs = Path("x.docx").read_bytes()
    result = inside("render", "kh.yaml", "-o", "x.docx")
    assert (codes(result.output), result.exit_code) == (["G003"], 1)
    assert "--force" in result.output
    assert Path("x.docx").read_bytes() == theirs
    assert inside("render", "kh.yaml", "-o", "x.docx", "--force").exit_code == 0
    assert Path("x.docx").read_bytes() != theirs


def test_two_plans_of_one_name_are_refused_before_anything_is_written() -> None:
    for folder, stem in (("a", "kh"), ("b", "KH"), ("c", unicodedata.normalize("NFD", "kế")), ("d", "kế")):
        Path(folder).mkdir()
        Path(folder, f"{stem}.yaml").write_text(PLAN, encoding="utf-8")
    plans = [str(path) for path in sorted(Path().glob("?/*.yaml"))]
    result = inside("render", *plans, "-o", "ra")
    assert (codes(result.output), result.exit_code) == (["G006", "G006"], 1)
    assert str(Path("b/KH.yaml")) in result.output
    assert not Path("ra").exists()


@pytest.mark.parametrize(
    ("plans", "out", "code"),
    [
        (["aux.yaml"], "ra", "G005"),
        (["kh.yaml"], "CON.docx", "G005"),
        (["kh.yaml"], "nul.docx", "G005"),
        (["kh.yaml"], "ra/a?.docx", "G005"),
        (["kh.yaml"], "kh.pdf", "G008"),
        (["kh.yaml"], "kh.yaml", "G008"),
        (["kh.yaml", "aux.yaml"], "ra.docx", "G009"),
        (["kh.yaml"], "kh.yaml/x.docx", "G002"),
        (["kh.yaml"], "x" * 300 + ".docx", "G002"),
    ],
)
def test_outputs_that_cannot_be(plans: list[str], out: str, code: str) -> None:
    if os.name != "nt":  # there it is a device, and no such plan can be
        Path("aux.yaml").write_text(PLAN, encoding="utf-8")
    before = files()
    result = inside("render", *plans, "-o", out)
    assert (codes(result.output), result.exit_code) == ([code], 1)
    assert Path("kh.yaml").read_text(encoding="utf-8") == PLAN
    assert files() == before


# --- validate


def test_every_problem_is_printed_at_once_located_and_sorted() -> None:
    Path("a.yaml").write_text(FAULTY, encoding="utf-8")
    Path("b.yaml").write_text(WARNED.replace("Giảm số", unicodedata.normalize("NFD", "Giảm số")), encoding="utf-8")
    result = inside("validate", "a.yaml", "b.yaml", "kh.yaml")
    found = [LINE.fullmatch(line) for line in result.stderr.splitlines() if not line.startswith("    ")]
    assert [(m["place"], int(m["line"]), int(m["column"]), m["code"], m["severity"]) for m in found if m] == [
        ("a.yaml", 1, 1, "D003", "lỗi"),
        ("a.yaml", 2, 12, "D007", "lỗi"),
        ("a.yaml", 7, 1, "D004", "lỗi"),
        ("b.yaml", 7, 12, "N032", "cảnh báo"),
        ("b.yaml", 11, 12, "D009", "lưu ý"),
    ]
    assert None not in found
    assert result.stdout.splitlines() == ["b.yaml: hợp lệ", "kh.yaml: hợp lệ"]
    assert result.exit_code == 1


def test_a_problem_names_its_remedy_and_the_law() -> None:
    Path("kh.yaml").write_text(WARNED, encoding="utf-8")
    assert inside("validate", "kh.yaml").stderr.splitlines() == [
        "kh.yaml:7:12 N032 cảnh báo: trích yếu kết thúc bằng dấu chấm",
        "    → xóa dấu chấm cuối",
        "    (điểm b khoản 5 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP)",
    ]


def test_the_problems_of_a_profile_stand_at_their_place_in_it() -> None:
    Path("hồ sơ.yaml").write_text("dia_danh: Bắc Ninh\nxyz: 1\n", encoding="utf-8")
    Path("kh.yaml").write_text("ho_so: hồ sơ.yaml\n" + PLAN, encoding="utf-8")
    result = inside("validate", "kh.yaml")
    assert (result.stderr.splitlines()[0], result.exit_code) == (
        "hồ sơ.yaml:2:1 D004 lỗi: không có khóa «xyz» ở đây",
        1,
    )


# --- schema, new


def test_the_schema_is_printed_or_written() -> None:
    printed = inside("schema").output
    assert printed.startswith("{") and '"$schema"' in printed
    assert inside("schema", "-o", "lược đồ/van-ban.schema.json").exit_code == 0
    assert Path("lược đồ/van-ban.schema.json").read_bytes() == printed.encode()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["schema", "-o", "kh.yaml"], "G008"),
        (["new", "ke-hoach", "-o", "x.docx"], "G008"),
        (["new", "ke-hoach", "-o", "nul.yaml"], "G005"),
        (["new", "ke-hoach", "-o", "kh.yaml"], "G004"),
        (["preview", "kh.yaml", "-o", "kh.yaml"], "G008"),
        (["new", "ke-hoach", "-o", "kh.yaml/x.yaml"], "G002"),
        (["new", "ke-hoach", "-o", "x" * 300 + ".yaml"], "G002"),
    ],
)
def test_other_files_are_never_overwritten(arguments: list[str], code: str) -> None:
    result = inside(*arguments)
    assert (codes(result.output), result.exit_code) == ([code], 1)
    assert files() == {"kh.yaml"}
    assert Path("kh.yaml").read_text(encoding="utf-8") == PLAN


@pytest.mark.parametrize("kind", sorted(document_types()))
def test_a_new_plan_of_every_type_validates_and_renders(kind: str) -> None:
    assert inside("new", kind, "-o", f"{kind}.yaml").output.strip() == f"{kind}.yaml"
    for command in (
        ["validate", f"{kind}.yaml", "--strict"],
        ["render", f"{kind}.yaml", "-o", f"{kind}.docx", "--strict"],
    ):
        result = inside(*command)
        assert (result.exit_code, result.stderr) == (0, "")
    assert Path(f"{kind}.docx").stat().st_size > 1000


def test_there_are_29_types_and_the_help_of_new_lists_them() -> None:
    told = soanthao("new", "--help").stdout
    assert len(document_types()) == 29
    assert all(re.search(rf"^  {id} +{type.name}$", told, re.MULTILINE) for id, type in document_types().items())


def test_a_plan_is_replaced_only_with_force() -> None:
    inside("new", "cong-van", "-o", "kh.yaml", "--force")
    assert Path("kh.yaml").read_text(encoding="utf-8") != PLAN


# --- template


def test_our_templates_pass_their_check_and_name_their_fields() -> None:
    Path("mẫu.docx").write_bytes(read_template("ke-hoach.docx"))
    result = inside("template", "check", "mẫu.docx")
    assert (result.output, result.exit_code) == ("mẫu.docx: dùng được\n", 0)
    lines = inside("template", "fields", "mẫu.docx").output.splitlines()
    assert any(re.fullmatch(r"dia_danh +địa danh", line) for line in lines)


@pytest.mark.parametrize("command", ["check", "fields"])
def test_a_finished_document_is_no_template(command: str) -> None:
    inside("render", "kh.yaml", "-o", "x.docx")
    result = inside("template", command, "x.docx")
    assert (codes(result.output), result.exit_code) == (["M006"], 1)
    assert "đây là một văn bản hoàn chỉnh, không phải mẫu" in result.output


@pytest.mark.parametrize("command", ["check", "fields"])
@pytest.mark.parametrize(
    ("file", "code", "exit_code"), [("kh.yaml", "M009", 1), (".", "G001", 2), ("khong-co", "G001", 2)]
)
def test_what_is_no_template_is_told_with_its_place(command: str, file: str, code: str, exit_code: int) -> None:
    result = inside("template", command, file)
    assert (codes(result.output), result.exit_code) == ([code], exit_code)
    assert result.stderr.startswith(file)


def test_a_fault_of_a_template_is_located_by_file_and_paragraph() -> None:
    with ZipFile(io.BytesIO(read_template("ke-hoach.docx"))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with ZipFile("mẫu.docx", "w") as package:
        for name, data in parts.items():
            package.writestr(name, data.replace(b"dia_danh", b"dia_dan"))
    result = inside("template", "check", "mẫu.docx")
    assert re.match(r"mẫu\.docx: đoạn \d+: «.*dia_dan.*» M001 lỗi: ", result.stderr)
    assert "có phải «dia_danh»?" in result.stderr


# --- aliases, places of options


@pytest.mark.parametrize(("alias", "name"), ALIASES.items())
def test_every_command_has_its_vietnamese_alias(alias: tuple[str, ...], name: tuple[str, ...]) -> None:
    ours, theirs = (inside(*command, "--help").output.splitlines() for command in (alias, name))
    assert ours[1:] == theirs[1:]
    parent = inside(*name[:-1], "--help").output
    assert re.search(rf"^  {name[-1]} .*(?:\n +.*)*?\({alias[-1]}\)", parent, re.MULTILINE)


def test_an_alias_does_the_work() -> None:
    assert inside("xuat", "kh.yaml", "-o", "x.docx").exit_code == 0
    assert inside("ra-soat", "kh.yaml").output == "kh.yaml: hợp lệ\n"


def test_verbose_tells_the_numbered_steps() -> None:
    vi, en = (soanthao("--lang", lang, "-v", "render", "kh.yaml", "-o", "x.docx").stderr for lang in ("vi", "en"))
    assert vi.splitlines() == ["1 đọc: kh.yaml", "3 trình bày: ke-hoach", "4 kiểm tra", "5 ghi: x.docx"]
    assert en.splitlines() == ["1 load: kh.yaml", "3 render: ke-hoach", "4 check", "5 write: x.docx"]


# --- pictures


def test_a_document_becomes_pdf_and_picture() -> None:
    need_office()
    pytest.importorskip("pypdfium2")
    inside("render", "kh.yaml", "-o", "Kế hoạch số 1.docx")
    assert soanthao("pdf", "Kế hoạch số 1.docx").stdout == "Kế hoạch số 1.pdf\n"
    assert Path("Kế hoạch số 1.pdf").read_bytes().startswith(b"%PDF")
    result = inside("preview", "Kế hoạch số 1.docx", "--dpi", "30")
    assert (result.output, result.exit_code) == ("Kế hoạch số 1-1.png\n", 0)
    assert Path("Kế hoạch số 1-1.png").read_bytes().startswith(b"\x89PNG")
    result = inside("xem-truoc", "Kế hoạch số 1.docx", "--page", "99", "-o", "99.png")
    assert (codes(result.output), result.exit_code, Path("99.png").exists()) == (["P005"], 1, False)


@pytest.mark.parametrize("command", [["pdf"], ["preview", "--page", "1"]])
def test_without_libreoffice_the_way_out_is_told(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.convert.find_office", lambda: None)
    inside("render", "kh.yaml", "-o", "x.docx")
    result = inside(*command, "x.docx")
    assert (codes(result.output), result.exit_code) == (["P001"], 1)
    assert "cài LibreOffice, hoặc mở tệp trong Word" in result.output


@pytest.mark.parametrize("command", ["pdf", "preview"])
@pytest.mark.parametrize("file", ["khong-co.docx", "."])
def test_pictures_of_what_is_not_there(command: str, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.convert.find_office", lambda: Path("soffice"))
    result = inside(command, file)
    assert (codes(result.output), result.exit_code) == (["G001"], 2)


def test_the_font_of_every_pdf_is_judged_not_only_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    from generator import convert
    from generator.problems import problem

    def strange(pdf: Path) -> None:
        raise convert.ConvertError([problem("P003", place=str(pdf), fonts="DejaVuSans")])

    monkeypatch.setattr(convert, "to_pdf", lambda files, out, timeout_s: [f.with_suffix(".pdf") for f in files])
    monkeypatch.setattr(convert, "check_vietnamese_font", strange)
    result = inside("pdf", "a.docx", "b.docx")
    assert (codes(result.output), result.exit_code) == (["P003", "P003"], 1)
    assert "fonts-croscore" in result.output


# --- consoles, pipes, interruptions


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258", "cp437", "utf-8"])
def test_any_console_gets_readable_words(encoding: str) -> None:
    Path("kh.yaml").write_text(FAULTY, encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    run = soanthao("validate", "kh.yaml", env=environment, encoding=encoding)
    assert run.returncode == 1
    first = run.stderr.splitlines()[0]
    plain = unicodedata.normalize("NFKD", first.replace("đ", "d")).encode("ascii", "ignore").decode()
    assert plain.replace('"', "").endswith("D003 loi: thieu khoa bat buoc trang_thai")


def test_diacritics_and_spaces_in_names_are_printed_as_they_are() -> None:
    Path("thư mục đã có").mkdir()
    Path("thư mục đã có/kế hoạch số 1.yaml").write_text(PLAN, encoding="utf-8")
    run = soanthao("render", "thư mục đã có/kế hoạch số 1.yaml", "-o", "thư mục đã có")
    assert run.stdout == f"{Path('thư mục đã có/kế hoạch số 1.docx')}\n"


def test_a_reader_that_leaves_is_no_fault() -> None:
    command = [sys.executable, "-m", "generator.cli", "schema"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert b"Traceback" not in told and b"Exception" not in told
    assert process.returncode in (0, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_the_output_is_told_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        run = soanthao("schema", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert (run.returncode, codes(run.stderr)) == (1, ["G007"])
    assert "ổ đĩa đã đầy" in run.stderr and "Traceback" not in run.stderr and "Exception" not in run.stderr


@pytest.mark.skipif(os.name == "nt", reason="closing a stream is the shell's business on Windows")
@pytest.mark.parametrize("closed", ["1", "2", "1 2"])
def test_closed_streams_are_no_fault(closed: str) -> None:
    redirects = " ".join(f"{stream}>&-" for stream in closed.split())
    run = subprocess.run(f'"{sys.executable}" -m generator.cli render kh.yaml -o x.docx {redirects}', shell=True,
                         capture_output=True, encoding="utf-8", check=False)  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    assert Path("x.docx").stat().st_size > 1000


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent another way on Windows")
def test_an_interruption_leaves_no_traceback_and_no_file() -> None:
    os.mkfifo("kh2.yaml") if hasattr(os, "mkfifo") else pytest.skip("no named pipes")
    command = [sys.executable, "-m", "generator.cli", "render", "kh2.yaml", "-o", "ra/x.docx"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a suite run in the background ignores it
    )  # fmt: skip
    with process, Path("kh2.yaml").open("w", encoding="utf-8"):  # a pipe opens when its other end is being read
        process.send_signal(signal.SIGINT)
        said, told = process.communicate(timeout=60)
    assert (process.returncode, said) == (1, "")
    assert told.split() == ["Đã", "dừng!"]
    assert files() == {"kh.yaml", "kh2.yaml"}


def test_an_interruption_while_writing_leaves_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.pipeline.os.replace", interrupt)
    result = inside("render", "kh.yaml", "-o", "x.docx")
    assert (result.exit_code, files()) == (1, {"kh.yaml"})


@pytest.mark.parametrize("error", [ValueError("strange"), RecursionError(), OSError(28, "full", "a.docx")])
def test_what_nobody_foresaw_is_told_in_one_line(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(app, "cli", fail)
    monkeypatch.setattr(sys, "argv", ["soanthao"])
    with pytest.raises(SystemExit) as end:
        start.main()
    told = capsys.readouterr().err
    assert (end.value.code, codes(told)) == (1, ["G007"])
    assert "Traceback" not in told and "--verbose" in told


def test_verbose_shows_the_developers_where(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("sitecustomize.py").write_text(
        "import generator.pipeline as p\ndef fail(*a, **k):\n    raise ValueError('strange')\np.render_file = fail\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), str(ROOT)])}
    quiet, verbose = (soanthao(*first, "render", "kh.yaml", "-o", "x", env=environment) for first in ((), ("-v",)))
    assert "lỗi ngoài dự kiến: ValueError: strange" in quiet.stderr and "Traceback" not in quiet.stderr
    assert "Traceback" in verbose.stderr
    assert (quiet.returncode, verbose.returncode) == (1, 1)


def test_help_waits_for_no_library() -> None:
    code = (
        "import sys; sys.argv = ['soanthao', '--help']\nfrom generator.cli import main\ntry:\n    main()\n"
        "except SystemExit:\n    print(*sorted({'lxml', 'docxtpl', 'pydantic', 'jinja2', 'yaml'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert run.stdout.splitlines()[-1] == ""


# --- never a traceback

COMMANDS = ["render", "xuat", "validate", "schema", "new", "template", "check", "fields", "mau", "kiem-tra", "preview"]
TOKENS = st.one_of(
    st.sampled_from([*COMMANDS, "--lang", "en", "-v", "-o", "--out", "--force", "--strict", "--help", "--version",
                     "--page", "--dpi", "kh.yaml", "hỏng.docx", "x.docx", "ra", ".", "..", "", "-", "--", "0", "-1",
                     "1e9", "ke-hoach"]),
    st.text(max_size=8),
)  # fmt: skip


BLOWS = ["", "- ", ": ", "{", "[", '"', "\n", "  ", "null", "**", "[[xem: a]]", "[^1]", "«x»", "999999999", "{{ x }}",
         "\t", "#"]  # fmt: skip


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a machine without LibreOffice: a hundred calls of it would take minutes."""
    monkeypatch.setattr("generator.convert.find_office", lambda: None)
    yield


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arguments=st.lists(TOKENS, max_size=7))
def test_no_arguments_end_in_a_traceback(no_office: None, arguments: list[str]) -> None:
    Path("hỏng.docx").write_bytes(b"PK\x03\x04")
    Path("kh.yaml").write_text(PLAN, encoding="utf-8")
    inside(*arguments)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_to_a_plan_ends_in_a_traceback(data: st.DataObject) -> None:
    text = PLAN if data.draw(st.booleans()) else RICH
    for _ in range(data.draw(st.integers(1, 3))):
        start, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 40))
        put = data.draw(st.one_of(st.sampled_from(BLOWS), st.text(max_size=5)))
        text = text[:start] + put + text[start + length :]
    Path("kh.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    result = inside("render", "kh.yaml", "-o", "x.docx", "--force")
    assert codes(result.stderr) or result.exit_code == 0
    assert "G007" not in result.stderr
    assert not [name for name in files() if name.startswith(".soanthao")]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_to_a_template_ends_in_a_traceback(data: st.DataObject) -> None:
    with ZipFile(io.BytesIO(read_template("quyet-dinh.docx"))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    old = parts[name]
    start, length = data.draw(st.integers(0, len(old))), data.draw(st.integers(0, 2000))
    put = data.draw(st.sampled_from([b"", b"<", b"&", b"{{ x }}", b"{% for", b"{%p if x %}", b"\xff", b"<w:p/>"]))
    damaged = {**parts, name: old[:start] + put + old[start + length :]}
    if data.draw(st.booleans()) and name != "word/document.xml":
        del damaged[name]
    with ZipFile("quyet-dinh.docx", "w") as package:
        for part, content in damaged.items():
            package.writestr(part, content)
    inside("template", "check", "quyet-dinh.docx")
    inside("template", "fields", "quyet-dinh.docx")
    Path("kh.yaml").write_text(
        "ho_so: hs.yaml\n" + RICH.replace("loai: ke-hoach", "loai: quyet-dinh"), encoding="utf-8"
    )
    Path("hs.yaml").write_text("thu_muc_mau: .\n", encoding="utf-8")
    inside("render", "kh.yaml", "-o", "x.docx", "--force")


RICH = (
    PLAN
    + """\
can_cu: [Căn cứ Luật Phòng, chống ma túy ngày 30 tháng 3 năm 2021]
nhiem_vu:
  - {id: a, noi_dung: Rà soát người nghiện, chu_tri: cong-an, phoi_hop: [so-y-te], thoi_gian: Quý I}
  - {id: b, noi_dung: "Báo cáo [^1]", chu_tri: so-y-te, thoi_gian: Trước ngày 15/12}
chu_thich: {"1": Theo mẫu.}
phu_luc:
  - {id: pl, tieu_de: NHIỆM VỤ, bang: nhiem_vu, cot: [tt, noi_dung, chu_tri, phoi_hop, thoi_gian]}
"""
)


def test_the_plan_that_is_damaged_is_whole_before() -> None:
    Path("kh.yaml").write_text(RICH, encoding="utf-8")
    result = inside("render", "kh.yaml", "-o", "x.docx")
    assert (codes(result.stderr), result.exit_code) == (["N033"], 0)


def test_the_reader_of_codes_above_knows_every_letter() -> None:
    assert all(re.fullmatch("[ADGHIMNP][0-9]{3}", code) for code in CATALOGUE)
