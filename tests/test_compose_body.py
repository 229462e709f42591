"""The body as blocks: headings, run-in headings, paragraphs, tasks written out, the end mark, everything printed."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import body_lines, composed, document, faults, lines, literal
from generator.agencies import Naming
from generator.compose import compose
from generator.inline import plain

TASKS = [
    {"id": "a", "noi_dung": "Rà soát", "chu_tri": "so-noi-vu", "linh_vuc": "Một", "thoi_gian": "Quý I"},
    {"id": "b", "noi_dung": "Tập huấn", "chu_tri": "so-y-te", "linh_vuc": "Hai", "thoi_gian": "Quý I",
     "con": [{"id": "b1", "noi_dung": "Biên soạn"}, {"noi_dung": "Mở lớp."}]},
    {"id": "c", "noi_dung": "Giám sát;", "chu_tri": "mat-tran-to-quoc", "linh_vuc": "Một", "thoi_gian": "Quý II"},
    {"id": "d", "noi_dung": "Báo cáo", "chu_tri": "so-noi-vu", "thoi_gian": "Quý II", "than": "false"},
    {"id": "e", "noi_dung": "Kiểm tra?", "chu_tri": "so-noi-vu", "thoi_gian": "Quý II"},
]  # fmt: skip


def kinds(**keys: Any) -> list[str]:
    return [block.kieu for block in composed(**keys).printed.khoi]


def xml(**keys: Any) -> str:
    return str(composed(**keys).printed.khoi[0].chu)


def test_headings_of_the_widest_levels_are_in_capitals_and_the_rest_are_not() -> None:
    node = {"tieu_de": "Mục tiêu, đặc điểm", "cac_y": [{"tieu_de": "Cụ thể", "cac_y": [{"tieu_de": "Ý"}, "A"]}]}
    assert body_lines(noi_dung=[node])[:3] == ["I. MỤC TIÊU, ĐẶC ĐIỂM", "1. Cụ thể", "- Ý"]
    assert kinds(noi_dung=[node])[:4] == ["muc", "khoan_td", "gach", "gach"]
    part = {"tieu_de": "Sự cần thiết", "cac_y": ["A"]}
    assert body_lines(loai="de-an", noi_dung=[part])[:2] == ["Phần I", "SỰ CẦN THIẾT"]
    assert kinds(loai="de-an", noi_dung=[part])[:2] == ["phan", "phan_td"]


def test_an_article_with_a_title_and_one_without() -> None:
    nodes = [{"tieu_de": "Phạm vi", "doan": "A"}, "B"]
    assert body_lines(loai="quyet-dinh", noi_dung=nodes)[1:] == ["Điều 1. Phạm vi", "A", "Điều 2. B./."]
    made = composed(loai="quyet-dinh", noi_dung=nodes).printed.khoi
    assert [b.kieu for b in made[1:4]] == ["dieu", "than", "khoan"]
    assert "<w:b/>" in made[3].chu.split("Điều 2.")[0] and "<w:b/>" not in made[3].chu.split("Điều 2.")[1]


@pytest.mark.parametrize(("lead", "printed"), [("Sở Y tế", "I. Sở Y tế: A./."), ("Sở Y tế:", "I. Sở Y tế: A./."),
                                               ("Về tổ chức.", "I. Về tổ chức. A./.")])  # fmt: skip
def test_a_lead_in_runs_into_its_text(lead: str, printed: str) -> None:
    assert body_lines(noi_dung=[{"dan": lead, "doan": "A"}]) == [printed]
    bold, plain_part = xml(noi_dung=[{"dan": lead, "doan": "A"}]).split('<w:t xml:space="preserve"> </w:t>')
    assert bold.count("<w:b/>") >= 2 and "<w:b/>" not in plain_part


def test_a_lead_in_beside_a_heading_or_a_chapter_is_not_lost() -> None:
    both = {"tieu_de": "Tên", "dan": "Sở Y tế", "doan": ["A", "B"]}
    assert body_lines(noi_dung=[both]) == ["I. TÊN", "Sở Y tế: A", "B./."]
    assert body_lines(loai="quy-che", noi_dung=[{"dan": "Sở Y tế", "doan": "A"}]) == ["Chương I", "Sở Y tế: A./."]
    assert body_lines(noi_dung=[{"dan": "Sở Y tế", "cac_y": ["A"]}]) == ["I. Sở Y tế:", "1. A./."]


def test_several_paragraphs_stand_in_one_point() -> None:
    assert body_lines(noi_dung=[{"doan": ["A", "B", "C"]}, "D"]) == ["I. A", "B", "C", "II. D./."]
    assert kinds(noi_dung=[{"doan": ["A", "B"]}])[:2] == ["khoan", "than"]


def test_a_heading_keeps_its_line_breaks() -> None:
    assert body_lines(noi_dung=[{"tieu_de": "Một\nhai", "doan": "A"}])[0] == "I. MỘT\nHAI"


# --- tasks ---------------------------------------------------------------------------------------------------------


def tasks(how: Any, **keys: Any) -> list[str]:
    return body_lines(noi_dung=[{"tieu_de": "Nhiệm vụ", "nhiem_vu": how}], nhiem_vu=TASKS, **keys)[1:]


def test_tasks_by_lead() -> None:
    assert tasks({"theo": "chu_tri"}) == [
        "1. Sở Nội vụ", "- Rà soát.", "- Kiểm tra?", "2. Sở Y tế", "- Tập huấn:", "+ Biên soạn.", "+ Mở lớp.",
        "3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam thành phố: Giám sát./.",
    ]  # fmt: skip


def test_tasks_by_field_without_field_stand_for_themselves() -> None:
    assert tasks({"theo": "linh_vuc"}) == [
        "1. Một", "- Rà soát.", "- Giám sát;", "2. Hai", "- Tập huấn:", "+ Biên soạn.", "+ Mở lớp.", "3. Kiểm tra?./.",
    ]  # fmt: skip


def test_tasks_by_time() -> None:
    assert [line for line in tasks({"theo": "thoi_gian"}) if line[0].isdigit()] == ["1. Quý I", "2. Quý II"]


def test_named_tasks_in_the_order_named() -> None:
    assert tasks(["d", "b1", "a"]) == ["1. Báo cáo.", "2. Biên soạn.", "3. Rà soát./."]
    assert faults(noi_dung=[{"nhiem_vu": "khong-co"}], nhiem_vu=TASKS) == ["N023"]


def test_tasks_stand_before_the_points_below_them() -> None:
    node = {"tieu_de": "Nhiệm vụ", "nhiem_vu": "a", "cac_y": ["B", {"bang": {"dau": ["Cột"]}}]}
    made = composed(noi_dung=[node], nhiem_vu=TASKS)
    assert lines(made)[1:3] == ["1. Rà soát.", "2. B"]
    assert made.tables[0].id == "noi_dung/0/cac_y/1"


def test_marks_are_read_in_headings_made_of_names() -> None:
    odd = [{"noi_dung": "A", "chu_tri": r"Nhóm *một* 5\* **hai**"}]
    assert body_lines(noi_dung=[{"nhiem_vu": {"theo": "chu_tri"}}], nhiem_vu=odd) == ["I. Nhóm một 5* hai: A./."]


# --- the end mark --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("last", "printed"), [
    ("Thực hiện", "Thực hiện./."), ("Thực hiện.", "Thực hiện./."), ("Thực hiện;", "Thực hiện./."),
    ("Thực hiện./.", "Thực hiện./."), ("Thực hiện …", "Thực hiện … ./."), ("v.v...", "v.v... ./."),
    ("(Bộ A)", "(Bộ A)./."), ("**Thực hiện.**", "Thực hiện./."), ("12 m^2^", "12 m2./."), ("Vì sao?", "Vì sao?./."),
])  # fmt: skip
def test_the_last_sentence_ends_with_the_mark(last: str, printed: str) -> None:
    assert body_lines(noi_dung=["A."], ket_thuc=last) == ["I. A.", printed]


def test_the_mark_is_upright_and_level() -> None:
    made = str(composed(noi_dung=["A"], ket_thuc="12 m^2^").printed.khoi[1].chu)
    assert made.endswith("<w:r><w:t>./.</w:t></w:r>") and made.count("vertAlign") == 1


def test_the_mark_follows_a_reference_and_a_footnote() -> None:
    assert body_lines(noi_dung=[{"id": "x", "doan": "A"}], ket_thuc="theo [[xem: x]]")[-1] == "theo Mục I./."
    made = composed(noi_dung=["A"], ket_thuc="Xong.[^1]", chu_thich={"1": "B"})
    assert lines(made)[1] == "Xong./." and str(made.printed.khoi[1].chu).index("footnoteReference") < str(
        made.printed.khoi[1].chu
    ).index("./.")


def test_the_mark_stands_alone_after_a_table_and_after_a_title() -> None:
    table = {"bang": {"dau": ["Cột"]}}
    assert body_lines(noi_dung=["A", table]) == ["I. A", "", "./."]
    assert body_lines(noi_dung=["A", {"tieu_de": "B"}]) == ["I. A", "II. B", "./."]
    assert body_lines(noi_dung=["A", table], ket_thuc="Xong.") == ["I. A", "", "Xong./."]


def test_the_mark_stands_once_and_at_the_very_end() -> None:
    dossier = {"ho_so_kem": ["Dự thảo;", "Báo cáo."], "ket_thuc": "Kính trình./."}
    assert body_lines(loai="to-trinh", noi_dung=["A./."], kinh_gui="B", **dossier) == [
        "I. A.", "Kính trình.", "Hồ sơ kèm theo gồm:", "- Dự thảo;", "- Báo cáo./.",
    ]  # fmt: skip


def test_every_document_of_the_file_has_its_own_mark() -> None:
    made = composed(
        noi_dung=["A"],
        phu_luc=[{"tieu_de": "B", "noi_dung": ["C"]}, {"tieu_de": "D", "bang": {"dau": ["E"]}}],
        van_ban_kem_theo=[{"loai": "quy-che", "tieu_de": "F", "noi_dung": [{"tieu_de": "G", "cac_y": ["H"]}]},
                          {"loai": "chuong-trinh", "tieu_de": "I", "noi_dung": [{"bang": {"dau": ["K"]}}]}],
    )  # fmt: skip
    ended = [line for line in lines(made) if line.endswith("./.")]
    assert ended == ["I. A./.", "Điều 1. H./.", "./.", "I. C./."]
    for block, after in pairwise(zip(made.printed.khoi, lines(made), strict=True)):
        if block[1].endswith("./."):
            assert after[0].kieu.startswith(("chu_ky", "het_"))


# --- everything is printed -----------------------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("ab đĐ*^[]\\&<{}%.;:…1"), min_size=1, max_size=12).filter(
    lambda t: t.strip() == t and "./." not in t
)


TEXTS = WORDS.map(literal)
NODES = st.recursive(
    st.fixed_dictionaries({"doan": st.lists(TEXTS, min_size=1, max_size=3)}, optional={"dan": TEXTS, "tieu_de": TEXTS}),
    lambda below: st.fixed_dictionaries({"cac_y": st.lists(below, min_size=1, max_size=3)}, optional={
        "tieu_de": TEXTS, "dan": TEXTS, "doan": st.lists(TEXTS, min_size=1, max_size=2),
        "danh_so": st.sampled_from(["phan", "I", "1", "1.1", "a", "-", "khong"])}),
    max_leaves=12,
)  # fmt: skip
DOCUMENTS = st.fixed_dictionaries(
    {"noi_dung": st.lists(NODES, min_size=1, max_size=3), "loai": st.sampled_from(["ke-hoach", "quy-che",
        "thong-bao"])},
    optional={"mo_dau": st.lists(TEXTS, min_size=1, max_size=2), "ket_thuc": TEXTS, "can_cu": st.lists(TEXTS,
        min_size=1, max_size=2),
              "ho_so_kem": st.lists(TEXTS, min_size=1, max_size=2),
              "phu_luc": st.lists(st.fixed_dictionaries({"tieu_de": TEXTS, "noi_dung": st.lists(NODES, min_size=1,
                  max_size=2)}),
                                  max_size=2)},
)  # fmt: skip


def texts_of(node: dict[str, Any]) -> list[str]:
    own = [node.get("tieu_de", ""), node.get("dan", ""), *node.get("doan", [])]
    return own + [text for child in node.get("cac_y", []) for text in texts_of(child)]


@given(DOCUMENTS)
def test_every_text_stands_in_the_blocks_in_its_order(keys: dict[str, Any]) -> None:
    made = document(**keys)
    printed = "\n".join(lines(compose(made, Naming(made)))).casefold()
    wanted = [*keys.get("can_cu", []), *keys.get("mo_dau", []), *(t for n in keys["noi_dung"] for t in texts_of(n))]
    wanted += [keys.get("ket_thuc", ""), *keys.get("ho_so_kem", [])]
    for annex in keys.get("phu_luc", []):
        wanted += [annex["tieu_de"], *(t for n in annex["noi_dung"] for t in texts_of(n))]
    at = 0
    for text in wanted:
        words = plain(text).rstrip(" .;,").casefold()
        found = printed.find(words, at)
        assert found >= 0, (text, printed[at:])
        at = found + len(words)


@given(DOCUMENTS)
def test_main_body_ends_with_one_mark(keys: dict[str, Any]) -> None:
    printed = body_lines(**keys)
    assert [i for i, line in enumerate(printed) if line.endswith("./.")] == [len(printed) - 1]


def test_a_sub_task_kept_for_the_annex_is_not_written_out() -> None:
    parent = {"id": "a", "noi_dung": "Việc lớn", "chu_tri": "so-y-te", "thoi_gian": "Quý I", "con": [
        {"noi_dung": "Việc nói ra"}, {"noi_dung": "Việc chỉ ghi ở phụ lục", "than": "false"}]}  # fmt: skip
    for tasks in ({"theo": "chu_tri"}, ["a"]):
        said = " ".join(body_lines(nhiem_vu=[parent], noi_dung=[{"tieu_de": "Nhiệm vụ", "nhiem_vu": tasks}]))
        assert "Việc nói ra" in said and "phụ lục" not in said
