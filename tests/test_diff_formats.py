"""What changed, told as text, JSON and HTML; and the command ``diff``."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from builders import document
from generator.cli import app
from generator.diff import Difference, as_html, as_json, as_text, compare
from generator.diff.found import KINDS, PASSAGE_KINDS
from generator.diff.text import marked
from small_plan import FAULTY, PLAN

TASKS: list[dict[str, Any]] = [
    {"id": "a", "noi_dung": "Rà soát cơ sở kinh doanh", "chu_tri": "so-y-te", "thoi_gian": "Quý I"},
    {"id": "b", "noi_dung": "Tập huấn cán bộ cấp xã", "chu_tri": "cong-an", "phoi_hop": "Công ty Một & Hai"},
    {"id": "c", "noi_dung": "Làm phim tài liệu", "thoi_gian": "Quý IV"},
]
LATER = [{**TASKS[0], "chu_tri": "cong-an", "thoi_gian": "Quý II"}, TASKS[1],
         {"id": "d", "noi_dung": "Mở <b>chuyên mục</b>"}]  # fmt: skip


def difference(old: dict[str, Any], new: dict[str, Any]) -> Difference:
    return compare(document(nam="2026", **old), document(nam="2027", **new))


def sample() -> Difference:
    later = {"nhiem_vu": LATER, "ket_thuc": "Hết & rồi.", "noi_dung": [{"tieu_de": "Mục tiêu", "doan": "Một."}]}
    return difference({"nhiem_vu": TASKS, "ket_thuc": "Hết & xong."}, later)


# --- text -------------------------------------------------------------------------------------------------------------


def test_text_gives_counts_first_then_every_change_with_its_place() -> None:
    lines = as_text(sample()).splitlines()
    assert lines[2:4] == [
        "Nhiệm vụ: 3 cũ, 3 mới; 1 mới, 1 bỏ, 1 giao lại, 1 đổi thời gian, 1 giữ nguyên",
        "Phần khác: 2 thêm, 1 sửa, 7 giữ nguyên",
    ]
    told = [line for line in lines if line.startswith("- ")]
    assert told == [
        "- giao lại, đổi thời gian: nhiệm vụ 1 «Rà soát cơ sở kinh doanh»", "- bỏ: nhiệm vụ 3 «Làm phim tài liệu»",
        "- mới: nhiệm vụ 3 «Mở <b>chuyên mục</b>»", "- thêm: Nội dung", "- thêm: Nội dung, mục «Mục tiêu»",
        "- sửa: Kết thúc",
    ]  # fmt: skip
    assert "    Thời gian: Quý [-I-] {+II+}" in lines
    assert "    Cơ quan chủ trì: [-Sở Y tế-]{+Công an thành phố+}" in lines
    assert "    Hết & [-xong-] {+rồi+}." in lines


def test_nothing_changed_is_two_counts() -> None:
    lines = as_text(compare(document(nhiem_vu=TASKS), document(nhiem_vu=TASKS))).splitlines()
    assert lines[2:] == ["Nhiệm vụ: 3 cũ, 3 mới; 3 giữ nguyên", "Phần khác: 7 giữ nguyên"]


def test_renamed_bodies_are_told_once_for_all_tasks() -> None:
    def plan(day: str, id: str, **keys: Any) -> Any:
        tasks = [{"noi_dung": text, "chu_tri": id} for text in ("Cung cấp thông tin", "Mở chuyên mục trên báo")]
        return document(co_quan_ban_hanh="tinh/bac-ninh/ubnd", thoi_diem=day, nhiem_vu=tasks)

    found = compare(plan("2025-01-15", "so-ke-hoach-va-dau-tu"), plan("2025-05-15", "so-tai-chinh"))
    lines = as_text(found).splitlines()
    assert "- «Sở Kế hoạch và Đầu tư» nay là «Sở Tài chính»: nhiệm vụ 1, 2" in lines
    assert not any(line.startswith("- đổi tên") for line in lines)


def test_another_language_translates_our_words_and_none_of_the_documents() -> None:
    told = as_text(sample(), lambda text: f"<{text}>" if text in KINDS.values() else text)
    assert "<mới>: nhiệm vụ 3 «Mở <b>chuyên mục</b>»" in told


@given(st.lists(st.sampled_from(["Sở", "A", "làm", "việc,", "báo", "cáo"])).map(" ".join),
       st.lists(st.sampled_from(["Sở", "B", "làm", "việc", "báo", "cáo."])).map(" ".join))  # fmt: skip
def test_marks_can_be_taken_out_again(old: str, new: str) -> None:
    told = marked(old, new)
    before = re.sub(r"\{\+.*?\+\}", "", told).replace("[-", "").replace("-]", "")
    after = re.sub(r"\[-.*?-\]", "", told).replace("{+", "").replace("+}", "")
    assert ("".join(before.split()), "".join(after.split())) == ("".join(old.split()), "".join(new.split()))


# --- JSON -------------------------------------------------------------------------------------------------------------


def test_json_holds_every_task_of_both_sides() -> None:
    data = json.loads(as_json(sample()))
    assert list(data) == ["cu", "moi", "dem", "nhiem_vu", "phan_khac"]
    assert [(own["loai"], own["ghep"], own["cu"] and own["cu"]["ma"], own["moi"] and own["moi"]["ma"])
            for own in data["nhiem_vu"]] == [
        (["giao_lai", "doi_thoi_gian"], "ma", "a", "a"), (["giu_nguyen"], "ma", "b", "b"), (["bo"], "khong", "c", None),
        (["moi"], "khong", None, "d"),
    ]  # fmt: skip
    first = data["nhiem_vu"][0]
    assert first["thay_doi"] == [
        {"truong": "chu_tri", "cu": "Sở Y tế", "moi": "Công an thành phố", "ghi_chu": []},
        {"truong": "thoi_gian", "cu": "Quý I", "moi": "Quý II", "ghi_chu": []},
    ]
    assert first["moi"] == {"so": "1", "ma": "a", "cho": ["nhiem_vu", 0], "noi_dung": "Rà soát cơ sở kinh doanh",
                            "chu_tri": "Công an thành phố", "thoi_gian": "Quý II"}  # fmt: skip
    assert set(data["dem"]["nhiem_vu"]) == set(KINDS)
    assert set(data["dem"]["phan_khac"]) == set(PASSAGE_KINDS)
    assert data["cu"] == {"trich_yeu": "Chuyển đổi số năm 2027", "nam": 2026, "thoi_diem": "2026-11-20",
                          "co_quan_ban_hanh": "Ủy ban nhân dân thành phố Bắc Ninh"}  # fmt: skip


def test_json_holds_both_texts_of_every_other_part() -> None:
    rest = json.loads(as_json(sample()))["phan_khac"]
    assert [(own["loai"], own["cu"] and own["cu"]["van"], own["moi"]["van"])
            for own in rest if own["phan"] in ("ket_thuc", "noi_dung")] == [
        ("them", None, "Mục tiêu"), ("them", None, "Một."), ("sua", "Hết & xong.", "Hết & rồi."),
    ]  # fmt: skip


# --- HTML -------------------------------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """What a page is made of: its tags with their attributes, its text, the texts inside marks."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append((self.open[-1] if self.open else "", data))


def test_html_is_whole_and_brings_nothing_from_outside() -> None:
    page = as_html(sample())
    found = Reader(page)
    assert found.open == []
    assert ("html", {"lang": "vi"}) in found.tags
    names = {tag for tag, _ in found.tags}
    assert not names & {"script", "link", "img", "iframe", "a", "object"}
    assert not {key for _, keys in found.tags for key in keys} & {"src", "href", "onclick", "style"}
    assert "url(" not in page
    assert "@import" not in page


def test_html_shows_every_task_and_escapes_what_users_wrote() -> None:
    page = as_html(sample())
    text = "".join(data for _, data in Reader(page).said)
    for task in (*TASKS, *LATER):
        assert task["noi_dung"] in text
    assert "<b>" not in page
    assert "Công ty Một & Hai" in text
    assert "Công ty Một &amp; Hai" in page


def test_html_marks_what_went_on_the_left_and_what_came_on_the_right() -> None:
    said = Reader(as_html(sample())).said
    assert {data.strip() for tag, data in said if tag == "del"} >= {"I", "Sở Y tế", "xong"}
    assert {data.strip() for tag, data in said if tag == "ins"} >= {"II", "Công an thành phố", "rồi", "Mục tiêu"}


@given(st.text(alphabet="<>&\"'«»ab ", min_size=1, max_size=30).filter(str.strip))
def test_whatever_a_text_holds_the_page_says_it(text: str) -> None:
    found = difference({"ket_thuc": "x"}, {"ket_thuc": text})
    said = "".join(data for _, data in Reader(as_html(found)).said)
    assert "".join(text.split()) in "".join(said.split())


# --- the command ------------------------------------------------------------------------------------------------------

NEWER = PLAN.replace("nam: 2027", "nam: 2028").replace("Giảm số người nghiện mới.", "Giảm nửa số người nghiện mới.")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {"cu.yaml": PLAN, "moi.yaml": NEWER, "sai.yaml": FAULTY}.items():
        Path(name).write_text(text, encoding="utf-8")
    Path("la.yaml").write_text(PLAN.replace("tp/bac-ninh/ubnd", "tp/khong-co/ubnd"), encoding="utf-8")


def run(*arguments: str) -> Result:
    """Run the command in this process; what would be a traceback raises here."""
    result = CliRunner().invoke(app.cli, list(arguments), prog_name="soanthao")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_the_command_tells_changes_and_what_is_left_of_last_year() -> None:
    result = run("diff", "cu.yaml", "moi.yaml")
    assert result.exit_code == 0
    assert "Giảm {+nửa+} số người nghiện mới." in result.stdout
    assert "moi.yaml:7:12 N040 cảnh báo: «năm 2027» còn lại từ năm trước" in result.stderr


def test_no_difference_is_no_problem_either() -> None:
    result = run("so-sanh", "cu.yaml", "cu.yaml")
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize(("name", "start"), [("a.html", "<!DOCTYPE html>"), ("a.json", "{"), ("a.txt", "Cũ: ")])
def test_the_ending_of_the_file_chooses_the_format(name: str, start: str) -> None:
    result = run("diff", "cu.yaml", "moi.yaml", "-o", name)
    assert (result.exit_code, result.stdout) == (0, f"{name}\n")
    assert Path(name).read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize(("form", "start"), [("json", "{"), ("html", "<!DOCTYPE html>"), ("text", "Cũ: ")])
def test_a_format_may_be_printed(form: str, start: str) -> None:
    assert run("diff", "cu.yaml", "moi.yaml", "--format", form).stdout.startswith(start)


@pytest.mark.parametrize(("arguments", "code", "exit_code"), [
    (("cu.yaml", "khong-co.yaml"), "G001", 2), (("khong-co.yaml", "moi.yaml"), "G001", 2),
    (("sai.yaml", "moi.yaml"), "D007", 1), (("cu.yaml", "la.yaml"), "A002", 1),
    (("cu.yaml", "moi.yaml", "-o", "a.docx"), "G008", 1),
    (("cu.yaml", "moi.yaml", "-o", "a.txt", "--format", "html"), "G008", 1),
])  # fmt: skip
def test_what_cannot_be_compared_or_written_is_told(arguments: tuple[str, ...], code: str, exit_code: int) -> None:
    result = run("diff", *arguments)
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert f" {code} " in result.stderr


def test_problems_of_both_plans_come_at_once() -> None:
    result = run("diff", "sai.yaml", "la.yaml")
    assert result.exit_code == 1
    assert "sai.yaml" in result.stderr
    assert "la.yaml" in result.stderr


def test_the_page_of_real_plans_is_whole() -> None:
    plans = Path(__file__).resolve().parent.parent / "plans"
    result = run("diff", str(plans / "ke-hoach-tinh.yaml"), str(plans / "ke-hoach-xa.yaml"), "-o", "a.html")
    assert result.exit_code == 0
    found = Reader(Path("a.html").read_text(encoding="utf-8"))
    assert found.open == []
    assert html.unescape("Nhiệm vụ") in {data for _, data in found.said}
