"""The whole path of one document: what is written, where, and what is never touched (laws 4, 8 and 9)."""

from __future__ import annotations

import os
import stat
import sys
import unicodedata
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.load import load_plan, parse_plan
from generator.pipeline import (
    Press,
    make,
    name_problems,
    output_path,
    output_problems,
    refuse_collisions,
    refuse_place,
    render_file,
    validate,
    write_whole,
)
from generator.problems import ProblemsError, Severity
from generator.resources import read_template
from generator.word.archive import read
from small_plan import FAULTY, PLAN, WARNED

PRESS = Press()


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A valid plan in a folder of its own."""
    path = tmp_path / "kế hoạch" / "phòng chống.yaml"
    path.parent.mkdir()
    path.write_text(PLAN, encoding="utf-8")
    return path


def codes(work: Callable[[], object]) -> list[str]:
    """The codes of the problems that the work ends with."""
    with pytest.raises(ProblemsError) as error:
        work()
    return [p.code for p in error.value.problems]


def files(folder: Path) -> set[str]:
    """Every file below a folder, hidden ones too."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def edited(data: bytes, part: str = "word/document.xml") -> bytes:
    """The package as a person leaves it who changed one word of one part."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name,
                content.replace("người nghiện".encode(), "người nghiện ma túy".encode()) if name == part else content,
            )
    return out.getvalue()


# --- law 4: same input, same bytes


def test_a_plan_gives_the_same_bytes_every_time(plan: Path) -> None:
    assert (
        make(load_plan(plan), Press()).data == make(load_plan(plan), Press()).data == make(load_plan(plan), PRESS).data
    )


@pytest.mark.parametrize(
    "written",
    [
        PLAN.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + PLAN.encode(),
        b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode(),
        PLAN.rstrip("\n").encode(),
        unicodedata.normalize("NFD", PLAN).encode(),
    ],
    ids=["CRLF", "BOM", "BOM and CRLF", "no line break at the end", "NFD"],
)
def test_how_a_plan_was_saved_changes_no_byte(tmp_path: Path, plan: Path, written: bytes) -> None:
    other = tmp_path / "khác.yaml"
    other.write_bytes(written)
    assert make(load_plan(other), PRESS).data == make(load_plan(plan), PRESS).data


def test_the_place_of_a_plan_changes_no_byte(tmp_path: Path, plan: Path) -> None:
    far = tmp_path / "a" / "b c" / "đ.yaml"
    far.parent.mkdir(parents=True)
    far.write_text(PLAN, encoding="utf-8")
    render_file(plan, tmp_path / "1.docx", PRESS)
    render_file(far, tmp_path / "2.docx", PRESS)
    assert (tmp_path / "1.docx").read_bytes() == (tmp_path / "2.docx").read_bytes()


# --- law 8: all problems at once, located, sorted


def test_notices_and_findings_are_sorted_together() -> None:
    text = WARNED.replace("Giảm số", unicodedata.normalize("NFD", "Giảm số")) + "chu_thich: {a: Không dùng.}\n"
    found = validate(parse_plan(text, "p.yaml"))
    assert [(p.place, p.code) for p in found] == [
        ("p.yaml:7:12", "N032"), ("p.yaml:11:12", "D009"), ("p.yaml:15:16", "N007"),
    ]  # fmt: skip


def test_warnings_stop_no_document_and_are_told_beside_it() -> None:
    product = make(parse_plan(WARNED, "p"), PRESS)
    assert [(p.code, p.severity) for p in product.findings] == [("N032", Severity.WARNING)]
    assert product.data


def test_the_faults_of_the_plan_and_of_its_output_are_told_together(tmp_path: Path, plan: Path) -> None:
    plan.write_text(FAULTY, encoding="utf-8")
    out = tmp_path / "x.docx"
    out.write_bytes(b"theirs")
    assert codes(lambda: render_file(plan, out, PRESS)) == ["D003", "D007", "D004", "G004"]
    plan.write_text(WARNED, encoding="utf-8")
    assert codes(lambda: render_file(plan, out, PRESS)) == ["N032", "G004"]


# --- law 9: whole or absent; what someone worked on stays


def test_an_untouched_output_is_replaced(tmp_path: Path, plan: Path) -> None:
    out = tmp_path / "x.docx"
    render_file(plan, out, PRESS)
    plan.write_text(PLAN.replace("người nghiện", "người nghiện ma túy"), encoding="utf-8")
    before = out.read_bytes()
    render_file(plan, out, PRESS)
    assert out.read_bytes() != before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda made: edited(made), "G003"),
        (lambda made: edited(made, "word/styles.xml") + b"", None),
        (lambda made: b"", "G004"),
        (lambda made: b"not a package", "G004"),
        (lambda made: made[:-100], "G004"),
        (lambda made: read_template("ke-hoach.docx"), "G004"),
    ],
    ids=["edited", "only packed anew", "empty", "no package", "cut short", "of another origin"],
)
def test_an_output_that_someone_worked_on_is_refused_without_force(
    tmp_path: Path, plan: Path, content: Callable[[bytes], bytes], code: str | None
) -> None:
    out = tmp_path / "x.docx"
    made = make(load_plan(plan), PRESS).data
    out.write_bytes(content(made))
    theirs = out.read_bytes()
    if code:
        assert codes(lambda: render_file(plan, out, PRESS)) == [code]
        assert out.read_bytes() == theirs
    else:
        render_file(plan, out, PRESS)
    render_file(plan, out, PRESS, force=True)
    assert out.read_bytes() == made


def test_a_failed_plan_leaves_the_output_as_it_was(tmp_path: Path, plan: Path) -> None:
    out = tmp_path / "x.docx"
    render_file(plan, out, PRESS)
    before = out.read_bytes()
    plan.write_text(FAULTY, encoding="utf-8")
    assert codes(lambda: render_file(plan, out, PRESS, force=True)) == ["D003", "D007", "D004"]
    assert out.read_bytes() == before


@pytest.mark.parametrize("blow", [OSError(28, "No space left on device"), KeyboardInterrupt(), MemoryError()])
@pytest.mark.parametrize("step", ["replace", "write"])
def test_a_blow_while_writing_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blow: BaseException, step: str
) -> None:
    out = tmp_path / "x.docx"
    out.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise blow

    if step == "replace":
        monkeypatch.setattr(pipeline.os, "replace", fail)
    else:
        monkeypatch.setattr(pipeline.Path, "write_bytes", fail)
    with pytest.raises(ProblemsError if isinstance(blow, OSError) else type(blow)):
        write_whole(out, b"new")
    assert out.read_bytes() == b"old"
    assert files(tmp_path) == {"x.docx"}


def test_a_reader_never_sees_half_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, seen, replace = tmp_path / "x", [], os.replace

    def look(source: Path, target: Path) -> None:
        seen.append((target.exists(), Path(source).read_bytes(), Path(source).parent.parent))
        replace(source, target)

    monkeypatch.setattr(pipeline.os, "replace", look)
    write_whole(out, b"whole")
    assert seen == [(False, b"whole", tmp_path)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_colleagues_may_read_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_whole(tmp_path / "ours", b"")
    rights = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("plain", "ours")]
    assert rights[0] == rights[1]


def test_folders_are_made_as_needed(tmp_path: Path, plan: Path) -> None:
    render_file(plan, tmp_path / "năm 2027" / "đợt 1" / "x.docx", PRESS)
    assert files(tmp_path / "năm 2027") == {"đợt 1", "đợt 1/x.docx"}


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("file/x.docx", "một phần của đường dẫn là tệp, không phải thư mục"),
        ("folder.docx", "đây là thư mục, không phải tệp"),
        ("x" * 300 + ".docx", "tên tệp hoặc đường dẫn quá dài"),
    ],
)
def test_an_output_that_cannot_be_written_says_why(tmp_path: Path, plan: Path, place: str, why: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder.docx").mkdir()
    for force in (False, True):
        with pytest.raises(ProblemsError) as error:
            render_file(plan, tmp_path / place, PRESS, force=force)
        (found,) = error.value.problems
        assert (found.code, found.place) == ("G002", str(tmp_path / place))
        if sys.platform != "win32":
            assert found.values["detail"] == why
    assert files(tmp_path) == {"file", "folder.docx", "kế hoạch", "kế hoạch/phòng chống.yaml"}


def test_a_folder_without_the_right_to_write_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(pipeline.tempfile, "TemporaryDirectory", refuse)
    with pytest.raises(ProblemsError) as error:
        write_whole(tmp_path / "x", b"")
    (found,) = error.value.problems
    assert found.code == "G002"
    assert "không có quyền" in found.message()


def test_a_path_beyond_the_old_limit_of_windows_works(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["thư mục rất dài " + "x" * 30] * 6)
    try:
        deep.mkdir(parents=True)
    except OSError as error:
        pytest.skip(f"this system has no paths of {len(str(deep))} characters: {error}")
    assert len(str(deep)) > 260
    plan = deep / "kế hoạch.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    render_file(plan, deep / "kế hoạch.docx", PRESS)
    assert files(deep) == {"kế hoạch.yaml", "kế hoạch.docx"}


# --- names


@pytest.mark.parametrize("name", ["con", "CON", "nul", "aux", "Prn", "com1", "LPT9", "aux.cũ", "con ", "a?", "a:b",
                                  "a*", 'a"b', "a<b", "a|b", "a\tb", "a.", "a "])  # fmt: skip
def test_names_that_windows_refuses_are_refused_everywhere(tmp_path: Path, plan: Path, name: str) -> None:
    out = tmp_path / f"{name}.docx"
    assert [p.code for p in name_problems(out)] == ["G005"]
    assert codes(lambda: render_file(plan, out, PRESS, force=True)) == ["G005"]
    assert not out.exists()


@pytest.mark.parametrize("name", ["console", "cong-van", "aux1", "com10", "com", "lpt0", "nul-2027", "kế hoạch (2)",
                                  "a.b", "nullus", ".con-x", "x" * 100])  # fmt: skip
def test_names_that_only_look_like_it_pass(tmp_path: Path, name: str) -> None:
    assert name_problems(tmp_path / f"{name}.docx") == []
    assert output_problems(tmp_path / f"{name}.docx", force=False) == []


@pytest.mark.parametrize(
    ("out", "several", "expected"),
    [
        ("x.docx", False, "x.docx"),
        ("x.DOCX", False, "x.DOCX"),
        ("năm", False, "năm/p.docx"),
        ("năm.2027", False, "năm.2027/p.docx"),
        ("năm", True, "năm/p.docx"),
        ("there.docx", False, "there.docx/p.docx"),
    ],
)
def test_the_output_is_the_file_named_or_the_plans_name_in_the_folder(
    tmp_path: Path, out: str, several: bool, expected: str
) -> None:
    (tmp_path / "there.docx").mkdir()
    assert output_path(Path("plans/p.yaml"), tmp_path / out, several) == tmp_path / expected


@pytest.mark.parametrize(
    ("out", "several", "found"),
    [
        ("x.docx", False, []),
        ("x.docx", True, ["G009"]),
        ("there.docx", True, []),
        ("năm", True, []),
        ("năm.2027", True, []),
        ("x.doc", False, ["G008"]),
        ("x.PDF", False, ["G008"]),
        ("p.yaml", True, ["G008"]),
    ],
)
def test_what_stands_for_the_output_is_a_document_or_a_folder(
    tmp_path: Path, out: str, several: bool, found: list[str]
) -> None:
    (tmp_path / "there.docx").mkdir()
    assert [p.code for p in refuse_place(tmp_path / out, several)] == found


@pytest.mark.parametrize(
    ("stems", "refused"),
    [
        (("a", "b"), []),
        (("a", "a"), [1]),
        (("a", "A"), [1]),
        (("kế", unicodedata.normalize("NFD", "kế")), [1]),
        (("a", "b", "B", "A"), [2, 3]),
        (("hoà", "hòa"), []),
    ],
)
def test_two_plans_never_share_an_output(stems: tuple[str, ...], refused: list[int]) -> None:
    plans = [Path(f"{n}") / f"{stem}.yaml" for n, stem in enumerate(stems)]
    targets = [output_path(plan, Path("out"), True) for plan in plans]
    found = refuse_collisions(plans, targets)
    assert [(p.code, p.place) for p in found] == [("G006", str(plans[n])) for n in refused]


@given(name=st.text(min_size=1, max_size=30))
def test_no_name_of_an_output_ends_in_anything_but_a_problem(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    folder = tmp_path_factory.mktemp("names")
    out = folder / name.replace("/", "").replace("\\", "")
    found = output_problems(out, force=False)
    if not found and out != folder:
        try:
            write_whole(out, b"x")
        except ProblemsError as error:
            assert [p.code for p in error.problems] == ["G002"]
        else:
            assert out.read_bytes() == b"x"


# --- templates


def test_the_offices_own_template_goes_before_ours(tmp_path: Path) -> None:
    folder = tmp_path / "mẫu"
    folder.mkdir()
    (folder / "ke-hoach.docx").write_bytes(b"no template")
    (tmp_path / "co-quan.yaml").write_text("thu_muc_mau: mẫu\n", encoding="utf-8")
    plan = tmp_path / "p.yaml"
    plan.write_text("ho_so: co-quan.yaml\n" + PLAN, encoding="utf-8")
    with pytest.raises(ProblemsError) as error:
        render_file(plan, tmp_path / "x.docx", Press())
    (found,) = error.value.problems
    assert (found.code, found.place) == ("M009", "ke-hoach")
    (folder / "ke-hoach.docx").write_bytes(read_template("ke-hoach.docx"))
    render_file(plan, tmp_path / "x.docx", Press())
    assert (tmp_path / "x.docx").read_bytes() == make(parse_plan(PLAN, "p"), PRESS).data


def test_an_own_folder_that_is_not_there_is_told_and_never_ours_taken_instead(tmp_path: Path) -> None:
    (tmp_path / "co-quan.yaml").write_text("thu_muc_mau: mẫu\n", encoding="utf-8")
    plan = tmp_path / "p.yaml"
    plan.write_text("ho_so: co-quan.yaml\n" + PLAN, encoding="utf-8")
    with pytest.raises(ProblemsError) as error:
        render_file(plan, tmp_path / "x.docx", Press())
    assert [(p.code, p.place) for p in error.value.problems] == [("G010", f"{plan}:1:8")]
    assert not (tmp_path / "x.docx").exists()
    (tmp_path / "mẫu").mkdir()  # a folder without this template falls back on ours
    render_file(plan, tmp_path / "x.docx", Press())


def test_sub_tasks_of_the_annex_alone_are_proved_there_and_not_in_the_body() -> None:
    listed = """\
nhiem_vu:
  - {id: a, noi_dung: Việc lớn, chu_tri: cong-an, thoi_gian: Quý I, con: [{noi_dung: Việc kín, than: false}]}
phu_luc: [{tieu_de: NHIỆM VỤ, bang: nhiem_vu, cot: [tt, noi_dung, chu_tri, thoi_gian]}]
"""
    text = PLAN.replace("doan: [Giảm số người nghiện mới.]", "nhiem_vu: {theo: chu_tri}") + listed
    document = read(make(parse_plan(text, "p"), PRESS).data)["word/document.xml"].decode("utf-8")
    assert (document.count("Việc lớn"), document.count("Việc kín")) == (2, 1)


def test_an_own_template_that_cannot_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ke-hoach.docx").write_bytes(b"")

    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(pipeline.Path, "read_bytes", refuse)
    assert codes(lambda: pipeline.template_bytes("ke-hoach", "A", tmp_path)) == ["G001"]


def test_a_template_that_is_nowhere_is_a_problem_with_the_nearest_name() -> None:
    with pytest.raises(ProblemsError) as error:
        pipeline.template_bytes("ke-hoac", "A", None)
    (found,) = error.value.problems
    assert (found.code, found.values["near"]) == ("M010", "ke-hoach")
