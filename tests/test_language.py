"""The tool answers in Vietnamese, or in English with ``--lang en``: complete catalogues, one language at a time."""

from __future__ import annotations

import ast
import importlib.util
import pickle
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import language
from generator.problems import CATALOGUE, N_, Words, joined, problem, shown
from small_plan import FAULTY

ROOT = Path(__file__).resolve().parent.parent
PLACEHOLDER = re.compile(r"\{\w+(?:!\w)?\}|%\(\w+\)s|%s")
MARKED = re.compile("[àáảãạăắằẳẵặâấầẩẫậđèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵ]", re.IGNORECASE)

COMMANDS = ((), ("render",), ("validate",), ("schema",), ("new",), ("template",), ("template", "check"),
            ("template", "fields"), ("pdf",), ("preview",), ("import",), ("tasks",), ("tasks", "export"),
            ("tasks", "import"), ("draft",), ("diff",), ("units",), ("units", "list"), ("units", "trace"),
            ("agencies",), ("agencies", "find"), ("agencies", "trace"))  # fmt: skip
# Both languages call these by one name.
NAMES = {"soanthao", "word", "yaml", "pdf", "png", "json", "schema", "libreoffice", "docx", "vi", "en", "cp", "x",
         "render", "validate", "new", "template", "check", "fields", "preview", "version", "lang", "verbose",
         "help", "out", "force", "strict", "timeout", "page", "dpi", "o", "v", "import", "tasks", "export", "excel",
         "as", "report", "xlsx", "draft", "diff", "units", "agencies", "list", "trace", "find", "for", "on", "year",
         "last", "decisions", "profile", "format", "text", "html", "txt", "level", "csv", "all", "from", "to",
         "tinh", "huyen", "xa", "tp", "bac", "ninh", "giang", "nha", "nam"}  # fmt: skip
ALIASES = {"xuat", "ra", "soat", "luoc", "do", "tao", "moi", "mau", "kiem", "tra", "truong", "xem", "truoc", "nhap",
           "nhiem", "vu", "soan", "so", "sanh", "don", "vi", "co", "quan", "liet", "ke", "nguon", "goc", "tim",
           "truy"}  # fmt: skip


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """``.ci/translations.py``."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / ".ci" / "translations.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def soanthao(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "generator.cli", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def entries(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Text → its translations: one, or one for each plural form of the language."""
    return {
        key(message.id): (message.string or "",) if isinstance(message.string or "", str) else tuple(message.string)
        for message in catalog
        if message.id
    }


def key(text: str | tuple[str, ...] | list[str]) -> str:
    """The text that a translation is found by."""
    return text if isinstance(text, str) else text[0]


# --- the catalogues


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_catalogue_translates_every_text_and_nothing_else(tool: ModuleType, lang: str) -> None:
    catalog = tool.read(lang)
    wanted = {key(message.id) for message in tool.sources()[lang] if message.id}
    have = entries(catalog)
    assert len(wanted) > 50
    assert wanted - set(have) == set(), "run .ci/translations.py"
    assert set(have) - wanted == set(), "run .ci/translations.py"
    assert [text for text, said in have.items() if not all(said)] == []
    assert not catalog.obsolete
    assert [message.id for message in catalog if message.id and message.fuzzy] == []


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_translations_keep_the_placeholders(tool: ModuleType, lang: str) -> None:
    for message in tool.read(lang):
        if not message.id:
            continue
        sides = [message.id] if isinstance(message.id, str) else message.id
        told = [message.string] if isinstance(message.string, str) else message.string
        given_ones = Counter(PLACEHOLDER.findall(sides[0])), Counter(PLACEHOLDER.findall(sides[-1]))
        for text in told:
            found = Counter(PLACEHOLDER.findall(text))
            assert found in given_ones if len(sides) == 1 else set(found) <= {*given_ones[0], *given_ones[1]}, text


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_compiled_catalogue_says_what_its_source_says(tool: ModuleType, lang: str) -> None:
    with tool.po_path(lang).with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    assert entries(compiled) == entries(tool.read(lang))


def test_only_names_stay_vietnamese_in_english(tool: ModuleType) -> None:
    kept = {"NĐ-CP", "DỰ THẢO", "LẦN 2", "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "Kèm theo", "Kính gửi", "Lưu",
            "Chủ tịch Ủy ban nhân dân tỉnh", "ngày 05 tháng 3 năm 2026"}  # fmt: skip
    for text, (told,) in entries(tool.read("en")).items():
        for name in sorted(kept, key=len, reverse=True):
            told = told.replace(name, "")
        assert not MARKED.search(told), (text, told)


def test_every_text_that_is_vietnamese_is_marked_for_translation() -> None:
    found = {
        path.name: faults
        for path in sorted((ROOT / "generator").rglob("*.py"))
        if (faults := list(unmarked(ast.parse(path.read_text(encoding="utf-8")))))
    }
    assert found == {}


def unmarked(tree: ast.AST) -> Iterator[str]:
    """Vietnamese texts given to a problem without ``N_``."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("problem", "Kind", "fail")
        ):
            values = [*node.args, *(keyword.value for keyword in node.keywords)]
            yield from (text for value in values if (text := ours(value)))


def ours(value: ast.expr) -> str:
    """The Vietnamese words of a literal, an f-string or a choice between them; empty when there are none."""
    if isinstance(value, ast.IfExp):
        return ours(value.body) or ours(value.orelse)
    if isinstance(value, ast.JoinedStr):
        return "".join(ours(part) for part in value.values if isinstance(part, ast.Constant))
    text = value.value if isinstance(value, ast.Constant) else ""
    return text if isinstance(text, str) and MARKED.search(text) else ""


@pytest.mark.parametrize(
    ("source", "faulty"),
    [
        ("problem('G001', detail='tệp rỗng')", True),
        ("problem('G001', detail='a' if x else 'rỗng')", True),
        ("problem('G001', place=f'đoạn {n}')", True),
        ("problem('G001', detail=N_('tệp rỗng'))", False),
        ("problem('G001', field='chu_tri', place=f'{name}: {place}')", False),
        ("print('tệp rỗng')", False),
    ],
)
def test_unmarked_texts_are_caught_and_near_misses_are_not(source: str, faulty: bool) -> None:
    assert bool(list(unmarked(ast.parse(source)))) is faulty


# --- problems


def test_every_problem_offers_a_remedy_even_when_nothing_is_near() -> None:
    for code, kind in CATALOGUE.items():
        assert kind.hint, code
        assert ("{near}" in kind.hint) is bool(kind.otherwise), code


def test_every_report_gives_its_message_all_values() -> None:
    lacking = [
        (path.name, call.lineno, sorted(missing))
        for path in sorted((ROOT / "generator").rglob("*.py"))
        for call, missing in incomplete(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert lacking == []


def incomplete(tree: ast.AST) -> Iterator[tuple[ast.Call, set[str]]]:
    """Calls of ``problem("D004", …)`` that leave a placeholder of the message or the remedy without a value."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "problem"):
            continue
        code = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
        given_ones = {keyword.arg for keyword in node.keywords}
        if code and None not in given_ones:
            kind = CATALOGUE[str(code)]
            texts = (kind.message, kind.hint, kind.otherwise)
            if missing := {name for text in texts for name in re.findall(r"\{(\w+)\}", text)} - given_ones:
                yield node, missing


def test_an_incomplete_report_is_caught() -> None:
    assert [missing for _, missing in incomplete(ast.parse("problem('D004', key='a')"))] == [{"near"}]
    assert list(incomplete(ast.parse("problem('D004', **values)"))) == []


def english(text: str) -> str:
    """A stand-in for a catalogue."""
    known = {
        "chữ": "text",
        "chỉ có {periods}": "only {periods}",
        "từ ngày {date}": "from {date}",
        "không có khóa «{key}» ở đây": "no key «{key}» here",
        "«{key}» phải là {expected}": "«{key}» must be {expected}",
    }
    return known.get(text, text)


def test_our_words_are_translated_and_the_users_are_not() -> None:
    found = problem("D005", key="chữ", expected=N_("chữ"))
    assert found.message() == "«chữ» phải là chữ"
    assert found.message(english) == "«chữ» must be text"
    assert problem("D004", key="chữ", near="").message(english) == "no key «chữ» here"


def test_words_inside_words_are_translated() -> None:
    periods = joined([Words(N_("từ ngày {date}"), date="01/03/2025"), "{x}"], "; ")
    reason = Words(N_("chỉ có {periods}"), periods=periods)
    assert reason == "chỉ có từ ngày 01/03/2025; {x}"
    assert shown(reason, english) == "only from 01/03/2025; {x}"
    assert shown(pickle.loads(pickle.dumps(reason)), english) == "only from 01/03/2025; {x}"


def test_braces_are_letters_where_there_is_nothing_to_fill_in() -> None:
    assert shown(N_("nhóm mở bằng {")) == "nhóm mở bằng {"
    assert problem("D001", detail=N_("giá trị { [")).message() == "tệp không phải YAML hợp lệ: giá trị { ["


# --- what is printed


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_in_one_language(command: tuple[str, ...]) -> None:
    vietnamese = soanthao(*command, "--help")
    told = soanthao("--lang", "en", *command, "--help")
    assert (vietnamese.returncode, told.returncode, vietnamese.stderr, told.stderr) == (0, 0, "", "")
    both = words(vietnamese.stdout) & words(told.stdout)
    assert both <= NAMES | ALIASES | {"nđ", "in"}  # "in": to print
    listed = told.stdout.partition("Types of document:")[0].replace("NĐ-CP", "")  # the types are names
    assert not MARKED.search(listed)
    assert max(map(len, vietnamese.stdout.splitlines())) <= 80


def words(text: str) -> set[str]:
    """The words of a help page, the list of types aside."""
    page = re.split("Types of document:|Các loại văn bản:", text)[0]
    return {word for word in re.findall(r"[^\W\d_]+", page.lower())}


@pytest.mark.parametrize(
    ("arguments", "vi", "en"),
    [
        (["la-lung"], "Lỗi: Không có lệnh 'la-lung'.", "Error: No such command 'la-lung'."),
        (["render"], "Lỗi: Thiếu tham số 'KẾ_HOẠCH...'.", "Error: Missing argument 'PLAN...'."),
        (["render", "a"], "Lỗi: Thiếu tùy chọn '-o' / '--out'.", "Error: Missing option '-o' / '--out'."),
        (
            ["preview", "a", "--page", "x"],
            "Lỗi: Giá trị của '--page' không hợp lệ: 'x' không phải số nguyên.",
            "Error: Invalid value for '--page': 'x' is not a valid whole number.",
        ),
        (
            ["preview", "a", "--page", "0"],
            "Lỗi: Giá trị của '--page' không hợp lệ: 0 nằm ngoài khoảng x>=1.",
            "Error: Invalid value for '--page': 0 is not in the range x>=1.",
        ),
        (
            ["schema", "--ou"],
            "Lỗi: Không có tùy chọn '--ou'. Có phải '--out'?",
            "Error: No such option '--ou'. Did you mean '--out'?",
        ),
    ],
)
def test_usage_errors_are_in_one_language(arguments: list[str], vi: str, en: str) -> None:
    for lang, said in (("vi", vi), ("en", en)):
        run = soanthao("--lang", lang, *arguments)
        assert (run.returncode, run.stderr.splitlines()[-1]) == (2, said)


def test_an_unknown_language_is_answered_in_vietnamese() -> None:
    run = soanthao("--lang", "fr", "schema")
    assert (run.returncode, run.stdout) == (2, "")
    assert "Lỗi: Giá trị của '--lang' không hợp lệ: 'fr' không phải một trong: 'vi', 'en'." in run.stderr


def test_problems_are_told_in_english(tmp_path: Path) -> None:
    plan = tmp_path / "p.yaml"
    plan.write_text(FAULTY, encoding="utf-8")
    run = soanthao("--lang=en", "validate", str(plan))
    assert [line.removeprefix(f"{plan}") for line in run.stderr.splitlines()] == [
        ":1:1 D003 error: the required key «trang_thai» is missing",
        "    → add a line «trang_thai: …»",
        ":2:12 D007 error: «2026-02-30» is not a date that exists",
        "    → write dates as year-month-day, for example 2026-11-20",
        ":7:1 D004 error: there is no key «mo_dua» here",
        "    → did you mean «mo_dau»?",
    ]
    run = soanthao("--lang=en", "validate", str(tmp_path))
    assert "G001 error: the file cannot be read: this is a folder, not a file" in run.stderr


def test_reasons_of_the_registry_are_told_in_english(tmp_path: Path) -> None:
    plan = tmp_path / "p.yaml"
    plan.write_text(
        FAULTY.replace("2026-02-30", "2026-11-20")
        .replace("mo_dua", "mo_dau")
        .replace("loai: ke-hoach", "loai: ke-hoach\ntrang_thai: du_thao")
        .replace("tp/bac-ninh", "tinh/bac-giang"),
        encoding="utf-8",
    )
    run = soanthao("--lang", "en", "validate", str(plan))
    assert "on 20/11/2026: it exists only until 30/06/2025; now tp/bac-ninh" in run.stderr
    assert run.returncode == 1


def test_the_version_is_one_line() -> None:
    assert re.fullmatch(r"soanthao \d+\.\d+\.\d+\n", soanthao("--version").stdout)


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [
        ([], "vi"),
        (["--lang", "en"], "en"),
        (["--lang=en", "schema"], "en"),
        (["-v", "--lang", "en", "render"], "en"),
        (["--lang", "en", "--lang", "vi"], "vi"),
        (["--lang", "fr"], "vi"),
        (["--lang"], "vi"),
        (["--language", "en"], "vi"),
        (["en"], "vi"),
    ],
)
def test_the_language_is_read_before_the_arguments(arguments: list[str], lang: str) -> None:
    assert language.wanted(arguments) == lang


# --- consoles without Vietnamese


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đường kẻ: «ưỡn» → ≥ 1,5 …", 'Duong ke: "uon" -> >= 1,5 ...'),
        ("hòa e\u0302\u0301", "hoa e"),
        ("中", "?"),
    ],
)
def test_letters_that_a_console_lacks_lose_their_marks(text: str, plain: str) -> None:
    language.prepare_console()
    assert text.encode("ascii", "khong_dau").decode("ascii") == plain


@given(text=st.text(), encoding=st.sampled_from(["ascii", "cp1252", "cp1258", "cp437", "utf-8"]))
def test_every_text_can_be_printed_on_every_console(text: str, encoding: str) -> None:
    language.prepare_console()
    assert isinstance(text.encode(encoding, "khong_dau"), bytes)
