"""Reading a plan: every problem at its place, all at once; every text as it was written."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.load import LoadedPlan, Mark, load_plan, located, parse_plan
from generator.load import compose as composing
from generator.load.plan import MAX_BYTES
from generator.problems import CATALOGUE, ProblemsError, Severity, problem

HEAD = """\
loai: ke-hoach
trang_thai: du_thao
thoi_diem: 2026-11-20
co_quan_ban_hanh: UBND tỉnh
tham_quyen: tap_the
trich_yeu: Về chuyển đổi số
nguoi_ky: {chuc_vu: Phó Chủ tịch}
"""  # seven lines: what a test adds stands on line 8


def found(text: str, **options: object) -> list[str]:
    """``line:column code`` of every problem of a plan (file ``p``; another file's name is kept)."""
    try:
        problems = parse_plan(text, "p", **options).notices  # type: ignore[arg-type]
    except ProblemsError as error:
        problems = error.problems
    return [f"{p.place.removeprefix('p:')} {p.code}" for p in problems]


def messages(text: str) -> list[str]:
    """What the user reads about a plan that cannot be used."""
    with pytest.raises(ProblemsError) as error:
        parse_plan(text, "p")
    return [p.message() for p in error.value.problems]


def plan(more: str = "") -> LoadedPlan:
    """The smallest plan, with more lines."""
    return parse_plan(HEAD + more, "p")


def profile_of(text: str) -> dict[str, object]:
    """Options that make ``text`` the office profile, under the name ``o/h.yaml``."""
    return {"profile": lambda relative: (text, "o/h.yaml")}


def test_a_plan_without_fault() -> None:
    loaded = plan()
    assert loaded.notices == () and loaded.template_folder is None
    assert loaded.document.subject == "Về chuyển đổi số" and loaded.document.signers[0].title == "Phó Chủ tịch"


# One bad text for each error of the loader: what is added to HEAD → where and what.
@pytest.mark.parametrize(("more", "expected"), [
    # D001, D011: what the parser itself refuses
    ("mo_dau: a: b", ["8:10 D001"]),
    ("mo_dau:\n\t- a", ["9:1 D001"]),
    ("mo_dau: @a", ["8:9 D001"]),
    ("mo_dau: 'a\nso: 1\n", ["8:9 D001"]),
    ("mo_dau: \"a\\q\"", ["8:11 D001"]),
    ("mo_dau: [a, b\nso: 1", ["8:9 D001"]),
    ("mo_dau: \"a\" b", ["8:13 D001"]),
    ("noi_dung:\n  - a\n - b", ["10:2 D001"]),
    ("mo_dau: {{ x }}", ["8:10 D001"]),
    (": a", ["8:1 D001"]),
    ("---\nso: 1", ["8:1 D001"]),
    ("mo_dau: *a", ["8:9 D011"]),
    ("mo_dau: **đậm** nữa", ["8:10 D011"]),
    ("mo_dau: !a b", ["8:9 D011"]),
    ("mo_dau: &a b", ["8:9 D011"]),
    ("<<: {so: 1}", ["8:1 D011"]),
    ("&a mo_dau: b", ["8:1 D011"]),
    ("*a : b", ["8:1 D011"]),
    # D002: the second key
    ("mo_dau: a\nmo_dau: b", ["9:1 D002"]),
    ("luu: {so_ban: 1, so_ban: 2}", ["8:18 D002"]),
    # D003: at the mapping that lacks the key, or at its empty value
    ("nhiem_vu:\n  - chu_tri: a", ["9:5 D003"]),
    ("nhiem_vu:\n  - noi_dung:\n    chu_tri: a", ["9:14 D003"]),
    ("nguoi_ky: []", ["8:1 D002"]),
    # D004: at the key
    ("mo_dua: a", ["8:1 D004"]),
    ("noi_dung:\n  - {tieu_de: a, doann: b}", ["9:18 D004"]),
    ("subject: a", ["8:1 D004"]),
    # D005: at the value
    ("mo_dau: {a: b}", ["8:9 D005"]),
    ("noi_dung: a", ["8:11 D005"]),
    ("noi_dung: [[a]]", ["8:12 D005"]),
    ("nhiem_vu: [a]", ["8:12 D005"]),
    ("nhiem_vu:\n  - noi_dung: a\n    chu_tri: [b, [c]]", ["10:18 D005"]),
    ("chu_thich: a", ["8:12 D005"]),
    ("cuoc_hop: [a]", ["8:11 D005"]),
    ("do_khan: [khan]", ["8:10 D005"]),
    ("ngay: [a]", ["8:7 D005"]),
    ("lan_du_thao: hai", ["8:14 D005"]),
    ("noi_dung:\n  - a\n  -", ["10:4 D005"]),
    # D006, also for the keys of a table of columns
    ("do_khan: gap", ["8:10 D006"]),
    ("phu_luc: [{tieu_de: a, ten_cot: {ab: c}}]", ["8:34 D006"]),
    # D007, D008, D013, D016
    ("ngay: 2026-02-29", ["8:7 D007"]),
    ("mo_dau: \"a\\x01\"", ["8:9 D008"]),
    ("mo_dau: ab\x01c\x02", ["8:11 D008", "8:13 D008"]),
    ("mo_dau: a\ufeffb", ["8:10 D008"]),
    ("noi_nhan: [a, {ten: b, nhom: [c]}]", ["8:15 D013"]),
    # D015
    ("mo_dau: " + "[" * 60 + "]" * 60, ["8:68 D015"]),
    ("noi_dung:\n" + "".join("  " * i + "- cac_y:\n" for i in range(30)), ["38:61 D015"]),
    # notices
    ("mo_dau: Ke\u0302\u0301", ["8:9 D009"]),
    ("mo_dau: |\n  a\n  b", ["8:9 D010"]),
    ("mo_dau: \"a\\tb\"", ["8:9 D010"]),
    ("mo_dau: a\u2028b\nso: 0", ["8:10 D010", "9:5 D005"]),
])  # fmt: skip
def test_each_problem_at_its_place(more: str, expected: list[str]) -> None:
    assert found(HEAD + more) == expected


@pytest.mark.parametrize("more", [
    "mo_dau: a:b",
    "mo_dau: 'a: b'",
    "mo_dau: \"\\t a\"",
    "mo_dau: a@b",
    "mo_dau: \"**đậm** & *nghiêng*!\"",
    "mo_dau: a **đậm** & *nghiêng*!",
    "mo_dau: \"{{ x }}\"",
    "mo_dau: \"<<\"",
    "chu_thich: {\"<<\": a}",
    "mo_dau: a\nket_thuc: b",
    "mo_dau:\nso: ~\nket_thuc: null",
    "mo_dau: [a, b]",
    "mo_dau: >\n  a\n  b\n",
    "mo_dau: |\n  a\n",
    "luu: {don_vi: VT}",
    "noi_dung: [a, {doan: b}, {doan: [c, d]}]",
    "nhiem_vu:\n  - {noi_dung: a, chu_tri: b, phoi_hop: [c], theo_doi: {ghi: d, la: [e]}}",
    "nhiem_vu:\n  - {noi_dung: a, giao_tai: {chuong_trinh: f, tt: 1}}",
    "nguoi_ban_hanh: |\n\n  a\n\n",
    "phu_luc: [{tieu_de: \"a\\nb\", ten_cot: {tt: \"c\\nd\"}, bang: {dau: [\"e\\nf\"], hang: [[~], [g]]}}]",
    "noi_dung: [{tieu_de: \"a\\nb\"}]",
    "mo_dau: K\u1ebf",
    "mo_dau: a\u00a0b",
    "# hết",
    "ngay: 2028-02-29",
    "noi_dung:\n" + "".join("  " * i + "- cac_y:\n" for i in range(28)) + "  " * 28 + "- doan: a\n",
])  # fmt: skip
def test_near_misses_are_no_problem(more: str) -> None:
    assert found(HEAD + more) == []


@pytest.mark.parametrize(("text", "expected"), [
    ("", ["1:1 D012"]),
    ("\n# chỉ có ghi chú\n", ["1:1 D012"]),
    ("~\n", ["1:1 D012"]),
    ("---\n", ["1:1 D012"]),
    ("\ufeff", ["1:1 D012"]),
    ("chữ", ["1:1 D001"]),
    ("\n- a", ["2:1 D001"]),
    ("%YAML 2.0\n---\na: b", ["1:1 D001"]),
])
def test_what_is_no_plan_at_all(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("field", "value", "expected"), [
    ("loai", "ke-hoac", "1:7 D016"),
    ("trang_thai", "du_thaoo", "2:13 D006"),
    ("thoi_diem", "hôm nay", "3:12 D007"),
    ("trich_yeu", "", "6:11 D003"),
    ("nguoi_ky", "[]", "7:11 D003"),
    ("nguoi_ky", "[{ho_ten: A}]", "7:12 D003"),
    ("nguoi_ky", "{ho_ten: A}", "7:11 D003"),
])
def test_the_required_keys(field: str, value: str, expected: str) -> None:
    text = re.sub(rf"(?m)^{field}:.*$", f"{field}: {value}".rstrip(), HEAD)
    assert found(text) == [expected]
    assert found(re.sub(rf"(?m)^{field}:.*\n", "", HEAD)) == ["1:1 D003"]


def test_all_problems_at_once_in_the_order_of_the_file() -> None:
    more = """\
so: 0
so: 1
mo_dau: &a b
chua_biet: 1
noi_dung:
  - {doan: a, ngay: b}
  - *a
nhiem_vu:
  - {}
  - {noi_dung: "Ke\u0302\u0301 hoạch", chu_tri: [[x]]}
"""
    expected = "8:5 D005, 9:1 D002, 10:9 D011, 11:1 D004, 13:15 D004, 14:5 D011, 16:5 D003, 17:16 D009, 17:40 D005"
    assert ", ".join(found(HEAD + more)) == expected


def test_messages_name_the_key_and_the_nearest_one() -> None:
    assert messages(HEAD + "mo_dua: a") == ["không có khóa «mo_dua» ở đây"]
    with pytest.raises(ProblemsError) as error:
        parse_plan(HEAD + "mo_dua: a\nzzzzzz: a\nnhiem_vu: [{noi_dung: a, chutri: b}]", "p")
    assert [p.hint() for p in error.value.problems] == [
        "có phải «mo_dau»?",
        "xóa dòng này; xem các khóa dùng được bằng lệnh «soanthao new»",
        "có phải «chu_tri»?",
    ]
    assert messages(HEAD + "nhiem_vu: [{noi_dung: a, chu_tri: [[b]]}]") == ["«chu_tri» phải là chữ"]
    assert messages(HEAD + "noi_dung: [[a]]") == ["«noi_dung» phải là chữ hoặc nhóm khóa: giá trị"]
    assert messages(HEAD + "nhiem_vu: [{noi_dung: a, ap_dung: [{b: c}], chu_tri: }, b]")[-1] == (
        "«nhiem_vu» phải là nhóm khóa: giá trị"
    )
    assert messages(HEAD + "chu_thich: [a]") == ["«chu_thich» phải là nhóm khóa: giá trị"]
    assert messages(HEAD + "do_khan: gap") == [
        "«gap» không phải giá trị được phép; được phép: khan, thuong_khan, hoa_toc"
    ]
    assert messages(HEAD + "nhiem_vu: [{chu_tri: a}]") == ["thiếu khóa bắt buộc «noi_dung»"]
    assert "…" in messages(HEAD + f"do_khan: {'a' * 5000}")[0]


ENGLISH = re.compile(r"\b(input|should|valid|expected|found|while|parsing|scanning|field|required|value|must)\b", re.I)


@pytest.mark.parametrize("text", [
    "mo_dau: a: b", "mo_dau:\n\t- a", "mo_dau: @a", "mo_dau: `a", "mo_dau: %a", "mo_dau: 'a", "mo_dau: \"a",
    "mo_dau: \"\\q\"", "mo_dau: \"\\ud800\"", "mo_dau: \"\\xzz\"", "mo_dau: [a", "mo_dau: {a", "mo_dau: [a b: c: d]",
    "mo_dau: ]", "mo_dau: ,", "mo_dau: |x\n  a", "mo_dau: |0\n  a", "mo_dau: |\n     \n a", "mo_dau: |\n \n\t\n a",
    "mo_dau: -", "mo_dau: ? a", "a\nb: c", "...\nd", "...\n%X\n---", "mo_dau: *", "mo_dau: &", "mo_dau: !<",
    "mo_dau: !x!y z", "- a", "mo_dau: \"a\n---\n", "mo_dau: a\n b: c", "noi_dung:\n  - - a\n   - b",
    "noi_dung:\n  - a\n b", "? [a]\n: b", "noi_dung: [a]]", "mo_dau: \"a\" \"b\"", "ten\nmo_dau: a",
])  # fmt: skip
@pytest.mark.parametrize("parser", ["CSafeLoader", "SafeLoader"])
def test_the_parsers_words_are_translated(text: str, parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "LOADER", getattr(yaml, parser, yaml.SafeLoader))
    for message in messages(HEAD + text):
        assert not ENGLISH.search(message), message


@pytest.mark.parametrize("text", [
    "010", "14:30", "on", "1.10", "0x1F", "1_000", "true", "2026-02-30", ".inf", "=", "NULL", "No", "1e3",
    "A & B", "a < b", "{{ x }}", "“ ”", "Sở KH&CN", "«ten»", "**đậm** *nghiêng* ^2^ [^1] [[xem: a]] \\*",
    "null", "~", "'", '"', "#", "- a", "a\u00a0b", "𝄞", "\\", "ă" * 5000,
])  # fmt: skip
def test_texts_arrive_as_written(text: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    assert plan(f"ket_thuc: {quoted}").document.closing == text
    assert plan(f"ket_thuc: |\n  {text}\n").document.closing == text


@pytest.mark.parametrize("text", [
    "010", "14:30", "on", "1.10", "2026-02-30", "true", "Null", "1e3", "A & B", "a < b", "“ ”",
])  # fmt: skip
def test_plain_texts_are_not_guessed_at(text: str) -> None:
    assert plan(f"ket_thuc: {text}").document.closing == text


ONE_LINE = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="\ufeff")


@given(st.text(ONE_LINE, min_size=1))
def test_any_text_in_quotes_arrives_in_nfc(text: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    expected = unicodedata.normalize("NFC", text).strip(" ")
    assert plan(f"ket_thuc: {quoted}").document.closing == expected


def test_one_line_and_kept_lines() -> None:
    more = "mo_dau: |\n  a \n\n   b\tc\n"
    more += "noi_dung:\n  - tieu_de: |\n      a \n       b\n    doan: \" x\\n y\\u2028z \"\n"
    document = plan(more).document
    assert document.opening == ("a b c",)
    assert document.body[0].heading == "a\nb" and document.body[0].paragraphs == ("x y z",)
    assert found(HEAD + more) == ["8:9 D010", "16:11 D010"]
    assert plan("can_cu: [{loai: Luật, trich_yeu: \"a\\nb\"}]").document.bases[0].subject == "a b"


def test_absent_is_plain_null_tilde_or_nothing_only() -> None:
    document = plan("so:\ndia_danh: ~\nket_thuc: null\nmo_dau: 'null'\nky_hieu: ''\n").document
    assert (document.number, document.place, document.closing) == (None, None, None)
    assert document.opening == ("null",) and document.symbol == ""


def test_windows_line_ends_and_byte_order_mark() -> None:
    text = "\ufeff" + (HEAD + "co_quan_chu_quan: |\n  A\n  B\nmo_dau: a\nla: 1\n").replace("\n", "\r\n")
    assert found(text) == ["12:1 D004"]
    assert parse_plan(text.replace("la: 1", "so: 1"), "p").document.superior == "A\nB"


def test_marks_of_values_keys_and_short_forms() -> None:
    source = plan("nhiem_vu:\n  - noi_dung: a\n    chu_tri: [b, c]\nnoi_dung: [d, {doan: [e, f]}]").source
    assert str(source.mark(("nhiem_vu", 0, "noi_dung"))) == "p:9:15"
    assert str(source.mark(("nhiem_vu", 0, "noi_dung"), key=True)) == "p:9:5"
    assert source.mark(("nhiem_vu", 0, "chu_tri", "la", 1)) == Mark("p", 10, 18)
    assert source.mark(("nhiem_vu", 0, "chu_tri", 1)) == Mark("p", 10, 18)
    assert source.mark(("noi_dung", 0, "doan", 0)) == Mark("p", 11, 12)
    assert source.mark(("noi_dung", 1, "doan", 1)) == Mark("p", 11, 26)
    assert source.mark(("noi_dung", 9, "doan")) == source.mark(("noi_dung",)) == Mark("p", 11, 11)
    assert source.mark(("nguoi_ky", 0, "chuc_vu")) == Mark("p", 7, 21)
    assert source.mark(("phu_luc", 0)) == source.mark(()) == Mark("p", 1, 1)
    assert source.known(("noi_dung", 0, "doan", 0)) == ("noi_dung", 0)


def test_located_fills_places_and_sorts() -> None:
    source = plan("nhiem_vu: [{noi_dung: a}]\nso: 2\n").source
    late, early = problem("D013", path=("so",), detail="x"), problem("N009", path=("nhiem_vu", 0), id="a", field="b")
    kept = problem("D013", path=("so",), place="p:8:3", detail="y")
    assert [p.place for p in located([late, kept, early, late], source)] == ["p:8:3", "p:8:12", "p:9:5"]


# ---- the office profile

OFFICE = """\
dia_danh: Bắc Giang
luu: {don_vi: [VT, NC], nguoi_soan: A}
noi_nhan: [a, b]
co_quan_chu_quan: X
thu_muc_mau: mau
"""


def test_the_plan_wins_over_its_profile() -> None:
    text = HEAD + "ho_so: h.yaml\nluu: {nguoi_soan: B, so_ban: }\nnoi_nhan: [c]\nco_quan_chu_quan:\n"
    loaded = parse_plan(text, "p", **profile_of(OFFICE))  # type: ignore[arg-type]
    document = loaded.document
    assert (document.place, document.superior) == ("Bắc Giang", "X")
    assert (document.filing.units, document.filing.drafter) == (("VT", "NC"), "B")
    assert [r.name for r in document.recipients] == ["c"]
    assert loaded.template_folder == Path("o") / "mau"
    assert str(loaded.source.mark(("dia_danh",))) == "o/h.yaml:1:11"
    assert str(loaded.source.mark(("luu", "don_vi", 1))) == "o/h.yaml:2:20"
    assert str(loaded.source.mark(("luu", "nguoi_soan"))) == "p:9:19"


def test_a_profile_gives_what_a_plan_must_have() -> None:
    text = HEAD.replace("co_quan_ban_hanh: UBND tỉnh\n", "ho_so: h.yaml\n")
    assert found(text, **profile_of("co_quan_ban_hanh: |\n  A\n  B\n")) == []
    assert found(text, **profile_of("dia_danh: A\n")) == ["1:1 D003"]
    assert found(text) == ["1:1 D003"]


def test_problems_of_both_files_each_in_its_own() -> None:
    text = HEAD + "ho_so: h.yaml\nso: x\n"
    office = "dia_danh: [a]\ntrich_yeu: b\nluu: {don_vi: Ke\u0302\u0301}\n"
    theirs = ["o/h.yaml:1:11 D005", "o/h.yaml:2:1 D004", "o/h.yaml:3:15 D009"]
    assert found(text, **profile_of(office)) == [*theirs, "9:5 D005"]
    assert found(HEAD + "ho_so: [a]\n", **profile_of("so: 1")) == ["8:8 D005"]


@pytest.mark.parametrize(("office", "expected"), [
    ("a: b: c", "o/h.yaml:1:5 D001"), ("", "o/h.yaml:1:1 D012"), ("- a", "o/h.yaml:1:1 D001"),
])  # fmt: skip
def test_what_an_unreadable_profile_might_hold_is_not_called_missing(office: str, expected: str) -> None:
    text = HEAD.replace("co_quan_ban_hanh: UBND tỉnh\n", "ho_so: h.yaml\n").replace("trich_yeu: Về chuyển đổi số\n", "")
    assert sorted(found(text, **profile_of(office))) == ["1:1 D003", expected]


# ---- files


def test_files_are_read_with_their_profile(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + "ho_so: chung\\h.yaml\n").replace("\n", "\r\n").encode())
    (tmp_path / "chung").mkdir()
    (tmp_path / "chung" / "h.yaml").write_text(OFFICE, encoding="utf-8")
    loaded = load_plan(path)
    assert loaded.document.place == "Bắc Giang" and loaded.template_folder == tmp_path / "chung" / "mau"
    assert loaded.source.mark(("dia_danh",)) == Mark(str(tmp_path / "chung" / "h.yaml"), 1, 11)


def of_file(path: Path) -> list[str]:
    """``place code`` of every problem of a plan file, the place without its folder."""
    with pytest.raises(ProblemsError) as error:
        load_plan(path)
    assert not any(ENGLISH.search(p.message()) for p in error.value.problems)
    return [f"{p.place.removeprefix(str(path.parent))[1:]} {p.code}" for p in error.value.problems]


@pytest.mark.parametrize(("data", "expected"), [
    (b"a: b\nc: \xe1\xbb\x87 \xff", "p.yaml:2:6 D014"),
    (b"\xef\xbb\xbfa: \xff", "p.yaml:1:4 D014"),
    ("a: b".encode("utf-16"), "p.yaml:1:1 D014"),
    ("trich_yeu: Tiêu đề".encode("cp1258", "replace"), "p.yaml:1:14 D014"),
    (b"# " + b"a" * MAX_BYTES, "p.yaml:1:1 D015"),
    (b"", "p.yaml:1:1 D012"),
    (b"\xef\xbb\xbf", "p.yaml:1:1 D012"),
])
def test_unreadable_files(data: bytes, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_bytes(data)
    assert of_file(path) == [expected]
    path.write_text(HEAD + "ho_so: h.yaml\nso: x", encoding="utf-8")
    (tmp_path / "h.yaml").write_bytes(data)
    assert of_file(path) == [expected.replace("p.yaml", "h.yaml"), "p.yaml:9:5 D005"]


def test_missing_files_and_folders(tmp_path: Path) -> None:
    assert of_file(tmp_path / "p.yaml") == ["p.yaml G001"]
    (tmp_path / "d").mkdir()
    assert of_file(tmp_path / "d") == ["d G001"]
    path = tmp_path / "p.yaml"
    for name in ("h.yaml", "d", "\"a\\0b\"", "p.yaml/x"):
        path.write_text(f"{HEAD}so: x\nho_so: {name}\n", encoding="utf-8")
        assert [p for p in of_file(path) if "G001" in p] == ["p.yaml:9:8 G001"]


# ---- whatever the text

FULL = HEAD + """\
ho_so: h.yaml
so: null
can_cu: [Luật A, {loai: Nghị định, so_ky_hieu: 30/2020/NĐ-CP, ngay: 2020-03-05}]
cuoc_hop: {ten: B, ngay: 2026-11-01, chu_tri: C}
noi_dung:
  - tieu_de: D
    doan: ["E: 1", 'F']
    cac_y:
      - G
      - {doan: H, giao: {chu_tri: [a, b], thoi_gian: Quý I - IV}}
  - bang: {dau: [a, b], hang: [[c, ~], [d, e]], tong: {cot: [2]}}
nhiem_vu:
  - id: nv-1
    noi_dung: >
      H
      I
    chu_tri: {ghi: J, la: [k]}
    con: [{noi_dung: L}]
phu_luc:
  - {tieu_de: M, bang: nhiem_vu, cot: [tt, noi_dung], ten_cot: {tt: N}, loc: {nhom: O}}
chu_thich: {"1": P}
noi_nhan: [Q, {ten: R, con: [S]}]
"""


def survives(text: str) -> None:
    """Reading gives a plan, or problems that can be printed; nothing else."""
    try:
        problems = parse_plan(text, "p", profile=lambda relative: (text, "h")).notices
        assert all(p.severity is Severity.NOTE for p in problems)
    except ProblemsError as error:
        problems = error.problems
        assert any(p.severity is Severity.ERROR for p in problems)
    for p in problems:
        assert p.code in CATALOGUE and re.fullmatch(r"[ph]:[0-9]+:[0-9]+", p.place)
        assert p.message() and isinstance(p.hint(), str)


@given(st.text())
def test_any_text_gives_a_plan_or_problems(text: str) -> None:
    survives(text)


@given(st.text(st.sampled_from("ab:-[]{}&*!|>'\"%@`#,? \n\t\r\\~<\u2028\x00\ud800\ufeff")))
def test_any_heap_of_signs_gives_a_plan_or_problems(text: str) -> None:
    survives(text)


PIECES = ["", "\n", "\t", " ", "[", "]", "{", "}", ": ", "- ", "&a ", "*a", "!a ", "<<: ", "'", '"', "|", ">", "~",
          "null", "\x01", "\ud800", "---\n", "e\u0302\u0301", "\u2028", "[[", "a: b\n", "*", "#", "? "]  # fmt: skip
CUT = st.tuples(st.integers(0, len(FULL)), st.integers(0, 30), st.sampled_from(PIECES))


@given(st.lists(CUT, min_size=1, max_size=4))
def test_a_damaged_plan_gives_a_plan_or_problems(cuts: list[tuple[int, int, str]]) -> None:
    text = FULL
    for start, length, piece in cuts:
        text = text[:start] + piece + text[start + length :]
    survives(text)


INNER_KEYS = st.sampled_from(["doan", "la", "ten", "noi_dung", "chu_tri", "cot", "bang", "x", "1"])
VALUES = st.recursive(
    st.none() | st.sampled_from(["a", "nhiem_vu", "1", "true", "2026-01-01", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(INNER_KEYS, inner, max_size=3),
    max_leaves=12,
)
KEYS = ["loai", "thoi_diem", "trich_yeu", "noi_dung", "nhiem_vu", "phu_luc", "nguoi_ky", "noi_nhan", "luu", "chu_thich",
        "cuoc_hop", "can_cu", "truong", "van_ban_kem_theo", "mo_dau", "so", "danh_so", "ho_so"]  # fmt: skip


@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6))
def test_any_tree_gives_a_plan_or_problems(values: dict[str, object]) -> None:
    lines = [line for line in HEAD.splitlines() if line.split(":")[0] not in values]
    survives("\n".join(lines) + "\n" + (yaml.safe_dump(values, allow_unicode=True) if values else ""))


def test_the_full_plan_is_without_fault() -> None:
    assert found(FULL) == []


@pytest.mark.parametrize("text", ["[" * 100_000, "a: " + "{a: " * 50_000, "- " * 50_000,
                                  "a: &a [x]\n" + "b: [*a,*a]\n" * 9])
def test_bombs_are_refused_quickly(text: str) -> None:
    codes = {line.split()[-1] for line in found(text)}
    assert codes & {"D015", "D011"}
    assert found("? " * 50_000) == ["1:3 D001"]
