"""What the documents say is true: pages are fresh, examples validate, tags compile, commands run, links lead."""

from __future__ import annotations

import configparser
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from generator.templates import build as templates
from jsonschema import Draft202012Validator

from engines import need_office
from generator import norm
from generator.cli.files import skeleton
from generator.load import parse_plan
from generator.model.base import Model, Shorthand
from generator.model.schema import plan_schema
from generator.model.tables import TableOptions
from generator.pipeline import validate
from generator.problems import CATALOGUE, ProblemsError
from generator.template import check_template, compile_template
from generator.word.archive import member, write

ROOT = Path(__file__).resolve().parent.parent
GUIDES = (
    "README.md", "README.vi.md", "docs/mau.md", "docs/nhap.md", "docs/soan.md", "docs/ke-hoach-yaml.md",
    "docs/thiet-ke.md",
)  # fmt: skip
PLANS = sorted((ROOT / "plans").glob("*.yaml"))
FENCE = re.compile(r"(?:<!-- tệp: (?P<file>\S+) -->\n)?```(?P<lang>\w*) *(?P<info>[^\n]*)\n(?P<body>.*?)```", re.DOTALL)
ENGINES = {"pdf", "preview"}
VENV_PROGRAM = re.compile(r"\.venv[\\/](?:bin|Scripts)[\\/]")


def _docs_build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_build", ROOT / "docs" / "build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


pages = _docs_build()


def read(name: str) -> str:
    """The text of a file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def fences(name: str, *languages: str) -> list[re.Match[str]]:
    """The fenced blocks of a document in these languages, in order."""
    return [m for m in FENCE.finditer(read(name)) if m["lang"] in languages]


# --- the generated pages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", pages.PAGES)
def test_a_reference_page_says_what_the_code_says(name: str) -> None:
    assert read(f"docs/{name}") == pages.PAGES[name](), "python docs/build.py"


def test_check_finds_the_stale_page_and_the_absent_one(tmp_path: Path) -> None:
    for name in pages.PAGES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "docs" / name, tmp_path / name)
    assert pages.stale(tmp_path) == []
    (tmp_path / "loi.md").write_text("khác", encoding="utf-8")
    (tmp_path / "lenh.md").unlink()
    assert pages.stale(tmp_path) == ["loi.md", "lenh.md"]


def test_the_glossary_names_every_model_and_the_page_of_problems_every_letter() -> None:
    written = {m for m in _below(Model) if m.__module__.startswith("generator.model")}
    assert set(pages.MODELS) == written - {Shorthand, TableOptions}
    assert {code[0] for code in CATALOGUE} == set(pages.LETTERS)
    assert all(f"| {code} |" in read("docs/loi.md") for code in CATALOGUE)


def _below(model: type[Model]) -> set[type[Model]]:
    return {m for sub in model.__subclasses__() for m in (sub, *_below(sub))}


def test_every_field_of_the_model_is_described() -> None:
    assert [f"{m.__name__}.{n}" for m in pages.MODELS for n, f in m.model_fields.items() if not f.description] == []


# --- the schema -------------------------------------------------------------------------------------------------------


class EditorLoader(yaml.SafeLoader):
    """YAML as an editor types it: numbers, true and false; dates stay text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(":timestamp")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture(scope="module")
def judge() -> Draft202012Validator:
    """The schema that editors use."""
    Draft202012Validator.check_schema(plan_schema())
    return Draft202012Validator(plan_schema())


def typed(text: str) -> Any:
    """The values of a plan as an editor sees them."""
    return yaml.load(text, Loader=EditorLoader)


def complaints(judge: Draft202012Validator, text: str) -> list[str]:
    """What the schema has against a plan."""
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in judge.iter_errors(typed(text))]


MINIMAL = """\
loai: ke-hoach
trang_thai: du_thao
thoi_diem: 2026-11-20
co_quan_ban_hanh: tp/bac-ninh/ubnd
tham_quyen: tap_the
trich_yeu: Kiểm tra công tác văn thư
mo_dau: Thực hiện như sau.
nguoi_ky: {quyen_han: [{tm: Ủy ban nhân dân}], chuc_vu: Chủ tịch}
"""


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
def test_the_schema_accepts_every_example(plan: Path, judge: Draft202012Validator) -> None:
    assert complaints(judge, plan.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("kind", sorted(norm.document_types()))
def test_the_schema_accepts_every_skeleton(kind: str, judge: Draft202012Validator) -> None:
    assert complaints(judge, skeleton(kind)) == []


GOOD = {
    "a number unquoted": "so: 15\nngay: 2026-11-21\n",
    "nothing after a key": "ket_thuc:\nnoi_nhan: ~\nluu: null\n",
    "a list of signers": "nguoi_ky: [{chuc_vu: A}, {chuc_vu: B}]\n",
    "one text for a list": "kinh_gui: Sở Nội vụ\nmo_dau: Một đoạn\n",
    "points as texts and mappings": "noi_dung: [Một câu, {tieu_de: A, doan: Một đoạn, cac_y: [B]}, {doan: [C, D]}]\n",
    "numbering that looks like a number": "danh_so: 1\nnoi_dung: [{tieu_de: A, danh_so: 1.1, cac_y: [B]}]\n",
    "an agency in three ways": "nhiem_vu: [{noi_dung: A, chu_tri: so-y-te, phoi_hop: [A, B], theo_doi: {ghi: C}}]\n",
    "one source of a task": "nhiem_vu: [{noi_dung: A, giao_tai: {chuong_trinh: b, tt: 3}}]\n",
    "a filter by one text": "phu_luc: [{tieu_de: A, bang: nhiem_vu, loc: {linh_vuc: B}}]\n",
    "a table of figures": "noi_dung: [{doan: A, bang: {dau: [B, C], hang: [[1, 2.5], [null, x]]}}]\n",
    "an own form": "loai: {ten: Phiếu trình, viet_tat: PTr}\n",
    "an office profile": "ho_so: co-quan.yaml\nco_quan_ban_hanh:\nnguoi_ky:\n",
}
BAD = {
    "an unknown key": "trich_you: A\n",
    "an unknown key inside": "noi_dung: [{tieu_de: A, cac_i: [B]}]\n",
    "an unknown type": "loai: ke-hoachh\n",
    "a status that is none": "trang_thai: nhap\n",
    "a numbering that is none": "danh_so: A\n",
    "a table of nothing known": "phu_luc: [{tieu_de: A, bang: nhiemvu}]\n",
    "a column that is none": "phu_luc: [{tieu_de: A, bang: nhiem_vu, cot: [tt, chutri]}]\n",
    "a text where a list of annexes stands": "phu_luc: Phụ lục\n",
    "a list where a text stands": "trich_yeu: [A, B]\n",
    "a mapping where a text stands": "trich_yeu: {A: B}\n",
    "no signer": "nguoi_ky: []\n",
    "a task without content": "nhiem_vu: [{chu_tri: so-y-te}]\n",
    "words where a year stands": "nam: hai nghìn\n",
}


def with_base(fragment: str, base: str = MINIMAL) -> str:
    """A fragment of a plan made whole by the lines of the base whose keys it does not give."""
    given = set(re.findall(r"^([a-z_]+):", fragment, re.MULTILINE))
    return fragment + "".join(line for line in base.splitlines(keepends=True) if line.split(":")[0] not in given)


@pytest.mark.parametrize("fragment", GOOD.values(), ids=GOOD)
def test_the_schema_accepts_what_the_loader_takes(fragment: str, judge: Draft202012Validator) -> None:
    if "ho_so" not in fragment:  # the profile gives what this plan leaves out; there is no such file here
        parse_plan(with_base(fragment), "plan.yaml")
    assert complaints(judge, with_base(fragment)) == []


@pytest.mark.parametrize("fragment", BAD.values(), ids=BAD)
def test_the_schema_refuses_what_the_loader_refuses(fragment: str, judge: Draft202012Validator) -> None:
    with pytest.raises(ProblemsError):
        parse_plan(with_base(fragment), "plan.yaml")
    assert complaints(judge, with_base(fragment)) != []


@pytest.mark.parametrize("line", [line for line in MINIMAL.splitlines(keepends=True) if "mo_dau" not in line])
def test_the_schema_asks_for_every_required_key(line: str, judge: Draft202012Validator) -> None:
    assert complaints(judge, MINIMAL) == []
    assert complaints(judge, MINIMAL.replace(line, "")) != []


def test_the_schema_speaks_vietnamese_and_has_no_titles_made_of_keys() -> None:
    text = json.dumps(plan_schema(), ensure_ascii=False)
    assert "title" not in text
    said = re.findall(r'"description": "([^"]*)"', text)
    assert len(said) > 100
    assert [words for words in said if re.search(r"\b(the|of|and|or|with|a)\b", words)] == []


def test_the_command_prints_the_committed_schema(tmp_path: Path) -> None:
    run = soanthao("schema", "-o", "a/b.json", folder=tmp_path)
    assert run.returncode == 0, run.stdout
    assert (tmp_path / "a" / "b.json").read_text(encoding="utf-8") == read("docs/schema/van-ban.schema.json")


# --- the guide to the plan file ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(len(fences("docs/ke-hoach-yaml.md", "yaml"))))
def test_an_example_of_the_guide_validates(number: int, judge: Draft202012Validator) -> None:
    text = fences("docs/ke-hoach-yaml.md", "yaml")[number]["body"]
    whole = text if number == 0 else with_base(text)  # the first example claims to hold all that is needed
    assert [(p.place, p.code, p.message()) for p in validate(parse_plan(whole, "plan.yaml"))] == []
    assert complaints(judge, whole) == []


def test_the_guide_has_examples() -> None:
    assert len(fences("docs/ke-hoach-yaml.md", "yaml")) > 8


# --- the guide to templates -------------------------------------------------------------------------------------------


def template_of(lines: str) -> bytes:
    """A template whose body is these lines: each a paragraph, or a row of a table where it starts with a bar."""
    body, rows = "", []
    for line in [*lines.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([templates.p("body", cell.strip()) for cell in line.strip("|").split("|")])
            continue
        if rows:
            body += templates.frame([80.0] * len(rows[0]), *rows)
            rows = []
        body += templates.p("body", line) if line else ""
    parts = templates.parts(frozenset(), "A")
    document = f"{templates.DECLARATION}<w:document {templates.NAMESPACES}><w:body>{body}</w:body></w:document>"
    return write(member(n, t.encode("utf-8")) for n, t in (parts | {"word/document.xml": document}).items())


@pytest.mark.parametrize("number", range(len(fences("docs/mau.md", "mau"))))
def test_a_tag_of_the_guide_compiles_or_is_refused_as_it_says(number: int) -> None:
    block = fences("docs/mau.md", "mau")[number]
    data = template_of(block["body"])
    assert sorted({p.code for p in check_template(data)}) == block["info"].split()
    if not block["info"]:
        assert compile_template(data, "mau").jinja


def test_the_guide_to_templates_shows_both() -> None:
    codes = [block["info"] for block in fences("docs/mau.md", "mau")]
    assert codes.count("") >= 5
    assert {"M001", "M002", "M003", "M007", "M008", "M011"} <= set(codes)


# --- the commands -----------------------------------------------------------------------------------------------------


def soanthao(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder; its two streams together."""
    return subprocess.run(
        [sys.executable, "-m", "generator.cli", *arguments], cwd=folder, encoding="utf-8", check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def steps(name: str) -> Iterator[tuple[str, str, str | None]]:
    """What a reader of a document does, in order: ``("file", name, text)`` or ``("run", command, output or None)``."""
    for block in FENCE.finditer(read(name)):
        if block["file"]:
            yield "file", block["file"], block["body"]
        elif block["lang"] in ("sh", "bat"):
            yield from (("run", line, None) for line in block["body"].splitlines() if line.strip())
        elif block["lang"] == "console":
            command, _, output = block["body"].partition("\n")
            yield "run", command.removeprefix("$ "), output


def words(command: str) -> list[str]:
    """The words of a command, whatever system it is written for."""
    return shlex.split(VENV_PROGRAM.sub("", command).replace("\\", "/"))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder like a checkout, for commands to write in."""
    for folder in ("plans", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "output").mkdir()
    return tmp_path


def follow(name: str, checkout: Path, *, engines: bool) -> list[str]:
    """Do what a document says; the names of the commands of ``soanthao`` that were run."""
    ran = []
    for what, subject, text in steps(name):
        if what == "file":
            (checkout / subject).write_text(text or "", encoding="utf-8")
            continue
        program, *arguments = words(subject)
        if program != "soanthao" or (arguments[0] in ENGINES and not engines):
            continue
        run = soanthao(*arguments, folder=checkout)
        said = run.stdout.replace("\\", "/")  # paths on Windows
        assert said == text if text is not None else run.returncode == 0, f"{subject}\n{run.stdout}"
        ran.append(arguments[0])
    return ran


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_of_a_document_does_what_it_says(name: str, checkout: Path) -> None:
    ran = follow(name, checkout, engines=False)
    assert bool(ran) == (name != "docs/thiet-ke.md")


def test_the_commands_that_need_libreoffice_do_what_they_say(checkout: Path) -> None:
    need_office()
    pytest.importorskip("pypdfium2", reason="the extra [preview] is not installed")
    assert set(follow("README.vi.md", checkout, engines=True)) >= ENGINES
    made = {path.suffix for path in (checkout / "output").iterdir()}
    assert made == {".docx", ".html", ".pdf", ".png", ".xlsx", ".yaml"}


@pytest.mark.parametrize("name", GUIDES)
def test_every_other_command_of_a_document_is_one_we_have(name: str) -> None:
    """``make demo`` and ``make test`` make an environment and run this suite: here they are only looked up."""
    targets = {("make", target) for target in re.findall(r"^(\w+):", read("Makefile"), re.MULTILINE)}
    targets |= {("make.bat", label) for label in re.findall(r"^:(\w+)", read("make.bat"), re.MULTILINE)}
    others = [tuple(words(subject)) for what, subject, _ in steps(name) if what == "run"]
    assert {other for other in others if other[0] != "soanthao"} <= targets


def test_the_readme_names_the_two_commands_and_every_command_there_is() -> None:
    run = [subject for what, subject, _ in steps("README.md") if what == "run"]
    assert run[:4] == ["make demo", "make test", "make.bat demo", "make.bat test"]
    text = read("README.md")
    assert [name for name in pages.cli.commands if f"`{name} " not in text and f"`{name}`" not in text] == []


# --- links, licences, versions ----------------------------------------------------------------------------------------


def anchors(text: str) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("name", [*GUIDES, "CHANGELOG.md"])
def test_every_link_leads_somewhere(name: str) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", read(name)):
        if link.startswith("https://"):
            continue
        target, _, anchor = link.partition("#")
        file = (ROOT / name).parent / target if target else ROOT / name
        assert file.is_file(), link
        assert not anchor or anchor in anchors(file.read_text(encoding="utf-8")), link


def test_versions_and_licences_agree() -> None:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    assert f"[{settings['metadata']['version']}]" in read("CHANGELOG.md")
    assert settings["metadata"]["license"] in read("README.md")
    sources = read("generator/data/agencies/don_vi_tinh.yaml")
    for package in re.findall(r"\((\S+) \d[\d.]*, (?:MIT|BSD)", sources):
        assert package in read("README.md")
