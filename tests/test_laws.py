"""The laws of the design as properties of the whole path, from the text of a plan to the file.

Law 1 (nothing is lost) has its own tests in ``test_check_words.py``; here the proof stands in the path.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import os
import random
import re
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import LEAST as HEADED
from examples import PLANS, ROOT
from generator import pipeline
from generator.load import LoadedPlan, load_plan, parse_plan
from generator.pipeline import Press, make, render_file
from generator.problems import CATALOGUE, Problem, ProblemsError, Severity
from generator.resources import read_template
from generator.word.archive import read
from made_plans import MADE

PRESS = Press()
LEAST = HEADED | {"noi_dung": ["Một việc."]}
HEAD = {"tham_quyen": "nguoi_dung_dau", "nguoi_ky": {"chuc_vu": "Chủ tịch"}}


def loaded(**keys: Any) -> LoadedPlan:
    """A plan of these keys, written out as YAML and read again."""
    given_keys = {key: value for key, value in (LEAST | keys).items() if value is not None}
    return parse_plan(json.dumps(given_keys, ensure_ascii=False), "a.yaml")  # JSON is YAML without aliases


def refused(work: Callable[[], object]) -> list[Problem]:
    """The problems that the work ends with; none when it does not."""
    try:
        work()
    except ProblemsError as error:
        return list(error.problems)
    return []


def words(data: bytes) -> str:
    """The letters of a document."""
    return re.sub(r"<[^>]+>", "", read(data)["word/document.xml"].decode())


def plan_file(folder: Path, **keys: Any) -> Path:
    """A plan of these keys as a file."""
    path = folder / "a.yaml"
    given_keys = {key: value for key, value in (LEAST | keys).items() if value is not None}
    path.write_text(yaml.safe_dump(given_keys, allow_unicode=True), encoding="utf-8")
    return path


# --- laws 1 and 2: nothing is lost; generate, then prove --------------------------------------------------------------


@given(MADE)
def test_a_plan_is_printed_whole_or_refused_for_what_it_says(keys: dict[str, Any]) -> None:
    more = {} if keys["loai"] == "to-trinh" else {"kinh_gui": None}
    problems = refused(lambda: make(loaded(**HEAD | keys | more), PRESS))
    assert all(p.code[0] in "NA" for p in problems)  # the shipped templates have room for everything
    assert not problems or any(p.severity is Severity.ERROR for p in problems)


@pytest.mark.parametrize("lose", [
    lambda xml: xml.replace("Một việc cần làm".encode(), b""),
    lambda xml: xml.replace(b"<w:titlePg/>", b"", 1),
    lambda xml: xml[:-20],
    lambda xml: xml.replace("Một việc cần làm".encode(), b"{{ so }}"),
], ids=["words", "form", "XML", "a tag left"])  # fmt: skip
def test_a_fault_of_form_stops_the_write(
    lose: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, out = plan_file(tmp_path, noi_dung=["Một việc cần làm."]), tmp_path / "a.docx"
    whole = render_file(plan, out, PRESS).data
    render = pipeline._render

    def faulty(*given_values: Any) -> Any:
        made = render(*given_values)
        return replace(made, document=lose(made.document))

    monkeypatch.setattr(pipeline, "_render", faulty)
    problems = refused(lambda: render_file(plan, out, PRESS))
    assert problems and {p.code[0] for p in problems} == {"H"}
    assert out.read_bytes() == whole and {p.name for p in tmp_path.iterdir()} == {"a.yaml", "a.docx"}


def test_a_fault_of_content_is_printed_beside_the_document(tmp_path: Path) -> None:
    tasks = [{"noi_dung": "Việc không ai làm, không biết khi nào"}]
    plan = plan_file(tmp_path, trich_yeu="Có dấu chấm.", nhiem_vu=tasks, noi_dung=["A"])
    product = render_file(plan, tmp_path / "a.docx", PRESS)
    assert [p.code for p in product.findings] == ["N008", "N035", "N035", "N032"]
    assert (tmp_path / "a.docx").read_bytes() == product.data


# --- law 4: same input, same bytes ------------------------------------------------------------------------------------


@settings(max_examples=20)
@given(MADE)
def test_a_plan_makes_the_same_bytes_with_a_press_of_its_own(keys: dict[str, Any]) -> None:
    plan = loaded(**HEAD | keys)
    if not refused(lambda: make(plan, PRESS)):
        assert make(plan, PRESS).data == make(plan, Press()).data


SCRIPT = """
import hashlib, sys
from pathlib import Path
from generator.load import load_plan
from generator.pipeline import Press, make
press = Press()
for plan in sys.argv[1:]:
    print(hashlib.sha256(make(load_plan(Path(plan)), press).data).hexdigest())
"""


@pytest.mark.parametrize(
    ("seed", "zone", "locale"), [("1", "Asia/Ho_Chi_Minh", "C"), ("7777", "America/Los_Angeles", "C.UTF-8")]
)
def test_another_process_makes_the_same_bytes(seed: str, zone: str, locale: str, tmp_path: Path) -> None:
    plans = [ROOT / "plans" / f"{name}.yaml" for name in PLANS]
    here = [hashlib.sha256(make(load_plan(plan), PRESS).data).hexdigest() for plan in plans]
    surroundings = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "LANG": locale,
    "HOME": str(tmp_path),
                                 "PYTHONPATH": str(ROOT), "USERNAME": "an", "USER": "an"}  # fmt: skip
    made = subprocess.run(
        [sys.executable, "-c", SCRIPT, *map(str, plans)], capture_output=True, encoding="utf-8", env=surroundings,
        cwd=tmp_path,
        check=True,
    )  # fmt: skip
    assert made.stdout.split() == here


def test_the_file_itself_holds_nothing_that_changes() -> None:
    data = make(load_plan(ROOT / "plans" / "quyet-dinh-kem-ke-hoach.yaml"), PRESS).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        infos = package.infolist()
        xml = package.read("word/document.xml").decode()
    assert [i.filename for i in infos] == sorted(i.filename for i in infos)
    assert {i.date_time for i in infos} == {(1980, 1, 1, 0, 0, 0)}
    for pattern in (r'<w:bookmarkStart w:id="(\d+)"', r'<wp:docPr id="(\d+)"'):
        ids = list(map(int, re.findall(pattern, xml)))
        assert ids == list(range(1, len(ids) + 1)) and ids


# --- laws 6 and 7: ask, don't guess; as of a date ---------------------------------------------------------------------


DAYS = st.dates(min_value=datetime.date(2020, 3, 5), max_value=datetime.date(2030, 12, 31))


@given(DAYS, st.sampled_from(["du_thao", "trinh_ky"]))
def test_number_and_day_of_a_draft_are_blank_whatever_its_date(day: datetime.date, status: str) -> None:
    keys = {"co_quan_ban_hanh": "tw/bo-y-te", "thoi_diem": day.isoformat(), "trang_thai": status, "noi_dung": ["A"],
            "phu_luc": [{"tieu_de": "B", "noi_dung": ["C"]}], "ky_hieu": "KH-BYT", "dia_danh": "Hà Nội"}  # fmt: skip
    printed = words(make(loaded(**keys), PRESS).data)
    assert len(re.findall(r"[Ss]ố:?\s+/KH-BYT", printed)) == 2
    assert re.findall(r"ngày\s+(\S+)", printed) == ["tháng", "tháng"]


def test_what_is_not_known_is_asked_for_with_its_candidates() -> None:
    unknown = {"co_quan_ban_hanh": "Công ty A", "noi_dung": ["Nội dung."]}
    assert [p.code for p in refused(lambda: make(loaded(**unknown), PRESS))] == ["N013", "N015"]
    [problem] = refused(lambda: make(loaded(co_quan_ban_hanh="tp/bac-ninh/so-noi-v"), PRESS))
    assert problem.code == "A001" and "tp/bac-ninh/so-noi-vu" in str(problem.values["near"])


def test_an_agency_that_ended_names_its_successor_and_is_never_replaced() -> None:
    task = {"id": "a", "noi_dung": "Việc", "chu_tri": "tw/bo-ke-hoach-va-dau-tu", "thoi_gian": "Quý I"}
    keys = {
        "co_quan_ban_hanh": "tw/bo-y-te",
        "nhiem_vu": [task],
        "noi_dung": [{"tieu_de": "A", "nhiem_vu": {"theo": "chu_tri"}}],
    }
    assert "Bộ Kế hoạch và Đầu tư" in words(make(loaded(thoi_diem="2024-05-01", **keys), PRESS).data)
    [problem] = refused(lambda: make(loaded(thoi_diem="2026-11-20", **keys), PRESS))
    assert problem.code == "A001" and "tw/bo-tai-chinh" in str(problem.values["near"])


def test_nothing_looks_at_the_clock_the_environment_the_folder_or_chance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = [load_plan(ROOT / "plans" / f"{name}.yaml") for name in PLANS]
    wanted = [make(plan, PRESS).data for plan in plans]

    def never(*_: object, **__: object) -> Any:
        raise AssertionError("looked outside")

    for module, names in ((time, ("time", "localtime", "gmtime", "strftime", "time_ns")), (os, ("getcwd", "getenv",
    "urandom")),
                          (random, ("random", "randint", "choice"))):  # fmt: skip
        for name in names:
            monkeypatch.setattr(module, name, never)
    monkeypatch.setattr(os, "environ", {})
    assert [make(plan, Press()).data for plan in plans] == wanted


# --- law 8: all problems at once --------------------------------------------------------------------------------------

TASK = {"id": "viec", "noi_dung": "Việc", "chu_tri": "Sở A", "thoi_gian": "Quý I"}
FAULTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "N001": lambda k: k["noi_dung"].extend([{"id": "hai", "doan": "A"}, {"id": "hai", "doan": "B"}]),
    "N003": lambda k: k.update(so="5"),
    "N004": lambda k: k["noi_dung"].append("Xem [[xem: khong-co]]."),
    "N006": lambda k: k["noi_dung"].append("Chú thích[^9]."),
    "N007": lambda k: k.update(chu_thich={"1": "Không ai nhắc"}),
    "N008": lambda k: k.update(nhiem_vu=[TASK]),
    "N011": lambda k: k.update(tham_quyen="nguoi_dung_dau"),
    "N016": lambda k: k.update(kinh_gui="Sở A"),
    "N019": lambda k: k.update(chua_phan_loai=[{"van": "Một đoạn"}]),
    "N024": lambda k: k["noi_dung"].append({"bang": {"dau": ["A", "B"], "hang": [["1"]]}}),
    "N032": lambda k: k.update(trich_yeu="Có dấu chấm."),
    "N033": lambda k: k.update(phu_luc=[{"nhan": "Biểu", "tieu_de": "A", "noi_dung": ["B"]}]),
}
SHAPES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "D003": lambda k: k.pop("trang_thai"),
    "D004": lambda k: k.update(mo_dua="A"),
    "D005": lambda k: k.update(mo_dau={"a": "b"}),
    "D006": lambda k: k.update(tham_quyen="ai do"),
    "D007": lambda k: k.update(thoi_diem="2026-02-30"),
    "D013": lambda k: k["noi_dung"].append({"id": "rong"}),
    "D016": lambda k: k.update(loai="ke-hoac"),
}


def planted(faults: dict[str, Callable[[dict[str, Any]], Any]], chosen: set[str]) -> tuple[list[Problem], str]:
    """What is said of a plan in which these faults are planted, and its text."""
    keys: dict[str, Any] = LEAST | {"noi_dung": ["Một."]}
    for code in sorted(chosen):
        faults[code](keys)
    text = yaml.safe_dump(keys, allow_unicode=True)
    return refused(lambda: make(parse_plan(text, "a.yaml"), PRESS)), text


def _place(problem: Problem) -> tuple[int, int]:
    line, column = problem.place.split(":")[1:]
    return int(line), int(column)


@given(st.sampled_from([FAULTS, SHAPES]).flatmap(
    lambda faults: st.tuples(st.just(faults), st.sets(st.sampled_from(sorted(faults)), min_size=1))))  # fmt: skip
def test_every_planted_fault_is_told_at_once_at_its_place_in_order(
    case: tuple[dict[str, Callable[[dict[str, Any]], Any]], set[str]],
) -> None:
    faults, chosen = case
    told, text = planted(faults, chosen)
    if any(CATALOGUE[code].severity is Severity.ERROR for code in chosen):
        assert {p.code for p in told} == chosen
    else:
        assert told == []  # warnings stop nothing
    assert [_place(p) for p in told] == sorted(_place(p) for p in told)
    assert all(1 <= _place(p)[0] <= len(text.splitlines()) + 1 for p in told)


# --- law 9: whole or absent; an output someone worked on is kept ------------------------------------------------------


def test_a_document_edited_in_word_is_kept_and_an_untouched_one_replaced(tmp_path: Path) -> None:
    plan, out = plan_file(tmp_path, noi_dung=["Một việc cần làm."]), tmp_path / "a.docx"
    first = render_file(plan, out, PRESS).data
    assert render_file(plan, out, PRESS).data == first  # untouched: replaced
    edited = docx.Document(str(out))
    next(p for p in edited.paragraphs if "Một việc" in p.text).runs[-1].text += " Thêm một câu."
    edited.save(str(out))
    kept = out.read_bytes()
    assert [p.code for p in refused(lambda: render_file(plan, out, PRESS))] == ["G003"]
    assert out.read_bytes() == kept
    assert render_file(plan, out, PRESS, force=True).data == out.read_bytes() == first


def test_a_stranger_s_document_is_kept(tmp_path: Path) -> None:
    plan, out = plan_file(tmp_path, noi_dung=["A"]), tmp_path / "a.docx"
    docx.Document().save(str(out))
    kept = out.read_bytes()
    assert [p.code for p in refused(lambda: render_file(plan, out, PRESS))] == ["G004"]
    assert out.read_bytes() == kept
    for other in (b"", b"PK\x03\x04", "chữ".encode()):
        out.write_bytes(other)
        assert [p.code for p in refused(lambda: render_file(plan, out, PRESS))] == ["G004"]
        assert out.read_bytes() == other


@pytest.mark.parametrize("blow", ["replace", "write"])
@pytest.mark.parametrize("there", [True, False])
def test_a_write_that_fails_leaves_the_old_file_or_none(
    blow: str, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, out = plan_file(tmp_path, noi_dung=["A"]), tmp_path / "a.docx"
    if there:
        render_file(plan, out, PRESS)
    before = out.read_bytes() if there else None

    def full(*_: object, **__: object) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "replace", full) if blow == "replace" else (Path, "write_bytes", full)))
    assert [p.code for p in refused(lambda: render_file(plan, out, PRESS))] == ["G002"]
    monkeypatch.undo()
    assert (out.read_bytes() if out.exists() else None) == before
    assert {p.name for p in tmp_path.iterdir()} == {"a.yaml", "a.docx"} - (set() if there else {"a.docx"})


# --- law 10: strangers' files are hostile -----------------------------------------------------------------------------

HOSTILE = [
    "{{ cycler.__init__.__globals__ }}", "{{ ''.__class__.__mro__ }}", "{{ so.format(so) }}", "{{ 'a' * 999999999 }}",
    "{{ range(99999999) }}", "{{ lipsum() }}", "{{ khong_co }}", "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% set x = so %}", "{{ so | attr('__class__') }}", "{% for a in khoi %}", "{{ self }}",
]  # fmt: skip


def with_template(folder: Path, data: bytes) -> LoadedPlan:
    """A plan whose office has this template."""
    (folder / "ke-hoach.docx").write_bytes(data)
    return replace(loaded(noi_dung=["A"]), template_folder=folder)


def rewritten(change: Callable[[dict[str, bytes]], dict[str, bytes]]) -> bytes:
    """The shipped template with its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in change(read(read_template("ke-hoach.docx"))).items():
            package.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("tag", HOSTILE)
def test_a_hostile_tag_is_refused_before_anything_runs(tag: str, tmp_path: Path) -> None:
    data = rewritten(lambda parts: parts | {"word/document.xml": parts["word/document.xml"].replace(
        b"{{ dia_danh }}", tag.encode())})  # fmt: skip
    problems = refused(lambda: make(with_template(tmp_path, data), Press()))
    assert problems and {p.code[0] for p in problems} == {"M"}


@pytest.mark.parametrize("change", [
    lambda parts: parts | {"word/document.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'},
    lambda parts: parts | {"../../out.xml": b"<a/>"},
    lambda parts: parts | {"word/vbaProject.bin": b"x"},
    lambda parts: parts | {"word/styles.xml": b"<w:styles"},
    lambda parts: {name: data for name, data in parts.items() if name != "word/styles.xml"},
    lambda parts: {name: data for name, data in parts.items() if name != "word/document.xml"},
    lambda parts: parts | {f"a{i}.xml": b"" for i in range(2500)},
], ids=["entity", "path", "macro", "broken styles", "no styles", "no document", "many parts"])  # fmt: skip
def test_a_hostile_package_is_refused(change: Callable[[dict[str, bytes]], dict[str, bytes]], tmp_path: Path) -> None:
    assert refused(lambda: make(with_template(tmp_path, rewritten(change)), Press()))


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    bomb = rewritten(lambda parts: parts | {"word/media/a.bin": b"\0" * 5_000_000})
    at = bomb.rindex(b"word/media/a.bin") - 46
    lying = bomb[: at + 24] + struct.pack("<I", 10) + bomb[at + 28 :]
    assert refused(lambda: make(with_template(tmp_path, lying), Press()))


@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=8))
def test_any_damage_to_a_template_ends_in_problems_or_in_a_proved_document(at: int, damage: bytes) -> None:
    whole = read_template("ke-hoach.docx")
    at %= len(whole)
    _survives(whole[:at] + damage + whole[at + len(damage) :])


@given(
    st.integers(0, 200_000),
    st.integers(1, 400),
    st.sampled_from(["word/document.xml", "word/styles.xml", "word/header1.xml"]),
)
def test_any_cut_of_a_part_ends_in_problems_or_in_a_proved_document(at: int, length: int, part: str) -> None:
    def cut(parts: dict[str, bytes]) -> dict[str, bytes]:
        data = parts[part]
        start = data.rfind(b"<", 0, at % len(data) + 1)
        end = data.find(b"<", start + length)
        return parts | {part: data[: max(start, 0)] + (data[end:] if end > 0 else b"")}

    _survives(rewritten(cut))


def _survives(template: bytes) -> None:
    plan = loaded(noi_dung=[{"tieu_de": "A", "doan": "Một việc cần làm."}])
    try:
        compiled = pipeline.compile_template(template, "ke-hoach")
        profile = pipeline.form_profile(compiled.parts)
        if not profile.problems:
            press = Press({("None", "A/ke-hoach"): (compiled, profile)})
            assert "Một việc cần làm" in words(make(plan, press).data)
    except ProblemsError as error:
        assert error.problems
