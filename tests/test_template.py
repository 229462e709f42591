"""Templates: what they may say, where a fault stands, and that compiled they print what docxtpl prints."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docxtpl import DocxTemplate
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError
from lxml import etree

from generator.model import Document
from generator.printed import BLOCK_KINDS, Printed, tag_fields
from generator.problems import CATALOGUE, Problem, ProblemsError
from generator.resources import read_template, template_names
from generator.template import check_template, compile_template, missing_fields, used_fields
from generator.template.source import environment, one_tag_per_line, patched, resolve_escapes, tagged_parts
from generator.word import marks
from generator.word.archive import member, read, write
from generator.word.finish import finish
from generator.word.xml import NS, parse, text_of, w
from rich_documents import KINDS, ODD_LETTERS, SEVERAL_SIGNERS, rich_document, rich_printed, shipped

PLAN = read(read_template("ke-hoach.docx"))
DOCUMENT = "word/document.xml"
FIRST = '<w:p><w:pPr><w:pStyle w:val="VBThan"/></w:pPr>'


def pack(parts: dict[str, bytes]) -> bytes:
    return write(member(name, data) for name, data in parts.items())


def body(*paragraphs: str, **parts: bytes) -> bytes:
    """A template whose main part is these paragraphs alone."""
    start, _, _ = PLAN[DOCUMENT].decode().partition("<w:body>")
    document = f"{start}<w:body>{''.join(paragraphs)}<w:sectPr/></w:body></w:document>"
    return pack(PLAN | {DOCUMENT: document.encode(), "docProps/core.xml": b"<a/>"} | parts)


def p(*runs: str) -> str:
    """A paragraph of runs; what starts with "<" is XML, else text."""
    return FIRST + "".join(run if run.startswith("<") else r(run) for run in runs) + "</w:p>"


def r(text: str, look: str = "") -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{safe}</w:t></w:r>'


def found(data: bytes) -> list[tuple[str, str]]:
    """Codes and places of the problems of a template."""
    return [(problem.code, str(problem.place)) for problem in check_template(data)]


def codes(*paragraphs: str) -> list[str]:
    return [code for code, _ in found(body(*paragraphs))]


def printed(text: str = "{{ so }}", **changes: Any) -> str:
    """What a template of one paragraph prints for the rich document."""
    document = rich_document("ke-hoach", **changes)
    template = compile_template(body(p(text)), "thử")
    context, _ = rich_printed(document, shipped(document))
    return text_of(parse(template.render(context).document))


# --- each fault, with its place ---------------------------------------------------------------------------------------

GOOD = p("Chữ thường")


@pytest.mark.parametrize(
    ("code", "paragraphs", "place"),
    [
        ("M001", (GOOD, p("{{ sso }}")), "đoạn 2: «{{ sso }}»"),
        ("M001", (p("{{ so }}"), p("{{ s }}")), "đoạn 2: «{{ s }}»"),
        ("M001", (p("{{ nguoi_ky.ten }}"), GOOD), "đoạn 1: «{{ nguoi_ky.ten }}»"),
        ("M001", (p("{% if so %}{{ so }} {{ xx }}{% endif %}"),), "đoạn 1: «{% if so %}{{ so }} {{ xx }}{% endif %}»"),
        ("M002", (GOOD, GOOD, p("Số {{ so | upper }}")), "đoạn 3: «Số {{ so | upper }}»"),
        ("M003", (p("Chữ {%p if so %}"), p("{%p endif %}")), "đoạn 1: «Chữ {%p if so %}»"),
        ("M004", (GOOD, p(r("{{ s"), r("o }}", "<w:b/>"))), "đoạn 2: «{{ so }}»"),
        ("M005", (GOOD, p("<w:ins>" + r("{{ so }}") + "</w:ins>")), "đoạn 2: «{{ so }}»"),
        ("M007", (p("{{ so }}"), p("{{ so }")), "đoạn 2: «{{ so }»"),
        ("M007", (p("{{ so }}"), p("{{ so so }}")), "đoạn 2: «{{ so so }}»"),
        ("M007", (p("{%p if so %}"), p("{{ so }}")), "đoạn 1: «{%p if so %}»"),
        ("M007", (p("{{ so }}"), p("{%p endif %}"), p("{{ so }}")), "đoạn 2: «{%p endif %}»"),
        ("M008", (p("{{ so }}"), p("{% colspan 2 %}")), "đoạn 2: «{% colspan 2 %}»"),
        ("M008", (p("{% hm %}"),), "đoạn 1: «{% hm %}»"),
        ("M011", (p("{%p for k in khoi %}"), p("{{p k.bang }}"), p("{%p endfor %}")), ""),
        ("M011", (p("{%p for x in khoi %}"), p("{{p  x.bang}}"), p("{%p endfor %}")), ""),
    ],
)
def test_one_fault(code: str, paragraphs: tuple[str, ...], place: str) -> None:
    assert found(body(*paragraphs)) == [(code, place)]


def test_places_count_paragraphs_of_tables_and_text_boxes_as_the_file_does() -> None:
    table = f"<w:tbl><w:tblPr/><w:tr><w:tc>{p('a')}{p('b')}</w:tc></w:tr></w:tbl>"
    box = p(f"<w:r><w:pict><w:txbxContent>{p('{{ loi }}')}</w:txbxContent></w:pict></w:r>", "{{ sai }}")
    assert found(body(table, box)) == [("M001", "đoạn 4: «{{ loi }}»"), ("M001", "đoạn 3: «{{ sai }}»")]


def test_equal_tags_are_each_at_their_own_place() -> None:
    data = body(p("{{ loi }}"), GOOD, p("{{ loi }} và {{ loi }}"))
    assert [place for _, place in found(data)] == ["đoạn 1: «{{ loi }}»"] + ["đoạn 3: «{{ loi }} và {{ loi }}»"] * 2


def test_all_faults_at_once_and_of_every_part() -> None:
    header = PLAN["word/header1.xml"].replace(b"<w:p>", b"<w:p>" + r("{{ dau }}").encode(), 1)
    data = body(p("{{ mot }}"), p("{{ hai | x }}"), p("{{ so }}"), **{"word/header1.xml": header})
    assert found(data) == [
        ("M001", "đoạn 1: «{{ mot }}»"),
        ("M002", "đoạn 2: «{{ hai | x }}»"),
        ("M001", "header1, đoạn 1: «{{ dau }}2»"),
    ]


def test_the_file_properties_are_checked_too() -> None:
    core = PLAN["docProps/core.xml"].replace(b"tieu_de", b"tieude")
    assert found(pack(PLAN | {"docProps/core.xml": core})) == [("M001", "docProps/core.xml")]


def test_near_names_are_offered() -> None:
    (problem,) = check_template(body(p("{{ trich_ieu }}")))
    assert problem.values["near"] == "trich_yeu"
    assert "trich_yeu" in problem.hint()


def test_every_code_of_templates_is_tested_here() -> None:
    tested = set(re.findall(r"M0\d\d", Path(__file__).read_text(encoding="utf-8")))
    assert {code for code in CATALOGUE if code.startswith("M")} <= tested | {"M010"}  # M010: tests of the pipeline


# --- runs -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "runs",
    [
        (r("{{ s"), r("o }}")),
        (r("{"), r("{ so }"), r("}")),
        (r("{{ s", "<w:b/>"), r("o }}", "<w:b/>")),
        (r("{{ s"), r("o }}", '<w:lang w:val="vi-VN"/>')),
        (r("{{ s", '<w:noProof/><w:lang w:val="vi-VN"/>'), r("o }}")),
        (r("{{ s", '<w:b/><w:lang w:val="en-US"/>'), r("o }}", "<w:b/>")),
        ('<w:proofErr w:type="spellStart"/>', r("{{ "), '<w:proofErr w:type="spellEnd"/>', r("so }}")),
    ],
)
def test_a_tag_split_over_runs_of_one_format(runs: tuple[str, ...]) -> None:
    data = body(p(*runs))
    assert found(data) == []
    document = rich_document("ke-hoach", trang_thai="da_ban_hanh", so="7", ngay="2026-11-20")
    context, _ = rich_printed(document, shipped(document))
    assert text_of(parse(compile_template(data, "thử").render(context).document)) == "07"


@pytest.mark.parametrize(
    "runs",
    [
        (r("{{ s", "<w:i/>"), r("o }}")),
        (r("{{ s"), r("o }}", '<w:sz w:val="28"/>')),
        (r("{"), r("{ so }}", '<w:color w:val="FF0000"/>')),
        (r("{{ s", "<w:b/>"), r("o }}", "<w:b/><w:i/>")),
    ],
)
def test_a_tag_split_over_formats(runs: tuple[str, ...]) -> None:
    assert codes(p(*runs)) == ["M004"]


def test_formats_beside_a_tag_are_no_matter() -> None:
    assert codes(p(r("Số: ", "<w:b/>"), r("{{ so }}"), r("./.", "<w:i/>"))) == []


@pytest.mark.parametrize("change", ["ins", "moveTo"])
def test_tracked(change: str) -> None:
    assert codes(p(f"<w:{change}>{r('{{ so }}')}</w:{change}>")) == ["M005"]
    assert codes(p("{{ s", f"<w:{change}>{r('o }}')}</w:{change}>")) == ["M005"]
    assert codes(p("{{ so }}", f"<w:{change}>{r(' chữ')}</w:{change}>")) == []


def test_a_deleted_tag_is_still_in_the_file() -> None:
    gone = "<w:del><w:r><w:delText>{{ ky_hieu }}</w:delText></w:r></w:del>"
    assert codes(p("{{ so }}", gone)) == ["M005"]
    assert codes(p("{{ so }}", gone.replace("{{ ky_hieu }}", "chữ"))) == []


# --- block tags -------------------------------------------------------------------------------------------------------


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def rows(*made: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(made)}</w:tbl>"


DRAWING = "<w:r><w:drawing/></w:r>"
END = p("{%p endif %}")


@pytest.mark.parametrize(
    "paragraphs",
    [
        (p("{%p if so %} chữ"), END),
        (p("{%p if so %}", "{{ so }}"), END),
        (p("{%p if so %}", DRAWING), END),
        (rows(row(p("{%tr if so %}"), p("chữ")), row(p("{%tr endif %}"), p())),),
        (rows(row(p("{%tr if so %}") + p("chữ")), row(p("{%tr endif %}"))),),
        (rows(row(p("{%tr if so %}"), p(DRAWING)), row(p("{%tr endif %}"))),),
        (p("{%tr if so %}"), rows(row(p("{%tr endif %}")))),
    ],
)
def test_what_would_vanish_with_a_block_tag(paragraphs: tuple[str, ...]) -> None:
    assert codes(*paragraphs) == ["M003"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        (p("  {%p if so %} "), END),
        (rows(row(p("{%tr if so %}"), p()), row(p("a"), p("b")), row(p("{%tr endif %}"), p(" "))),),
        (p("a {% if so %}b{% endif %} c"),),
        (p("{#p ghi chú #}"), p("{{ so }}")),
    ],
)
def test_block_tags_alone(paragraphs: tuple[str, ...]) -> None:
    assert codes(*paragraphs) == []


@pytest.mark.parametrize(
    ("tag", "better"),
    [
        ("{{ k.chu }}", "{{r k.chu }}"),
        ("{{p k.chu }}", "{{r k.chu }}"),
        ("{{ k.bang }}", "{{p k.bang }}"),
        ("{{r k.bang }}", "{{p k.bang }}"),
        ("{{r k.kieu }}", "{{ k.kieu }}"),
        ("{{p so }}", "{{ so }}"),
    ],
)
def test_ready_xml_wants_its_own_tag(tag: str, better: str) -> None:
    """Runs printed inside a run, or text printed outside of one, stand in the file and are not shown by Word."""
    (problem,) = [
        x for x in check_template(body(p("{%p for k in khoi %}"), p(tag), p("{%p endfor %}"))) if x.code == "M007"
    ]
    assert str(problem.values["detail"]).endswith(better)


def test_text_in_the_run_of_a_ready_tag_stays() -> None:
    data = body(p("{%p for k in khoi %}"), p("[{{r k.chu }}]"), p("{%p endfor %}"))
    assert found(data) == []
    document = rich_document("ke-hoach")
    context, _ = rich_printed(document, shipped(document))
    assert "[Trên đây là nội dung, đề nghị thực hiện./.]" in text_of(
        parse(compile_template(data, "thử").render(context).document)
    )


# --- hostile ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tag",
    [
        "{{ cycler.__init__.__globals__ }}",
        "{{ so.__class__ }}",
        "{{ so.__class__.__mro__ }}",
        "{{ __import__ }}",
        "{{ self }}",
        "{{ lipsum }}",
        "{{ namespace }}",
        "{{ range }}",
        "{{ so.format }}",
        "{{ so.upper() }}",
        "{{ dict() }}",
        "{{ so|upper }}",
        "{{ so|attr('x') }}",
        "{{ so + so }}",
        "{{ so * 9 }}",
        "{{ so ~ so }}",
        "{{ -so }}",
        "{{ 1 }}",
        "{{ true }}",
        "{{ [so] }}",
        "{{ (so, so) }}",
        "{{ {'a': so} }}",
        "{{ so['x'] }}",
        "{{ so[0] }}",
        "{{ khoi[0] }}",
        "{{ khoi[:1] }}",
        "{{ khoi[0].chu }}",
        "{{ so if so else so }}",
        "{{ so is defined }}",
        "{{ so in so }}",
        "{{ so > so }}",
        "{{ trich_yeu }}",
        "{{ nguoi_ky }}",
        "{{ so or trich_yeu }}",
        "{{ so == so }}",
        "{{ not so }}",
        "{{ nguoi_ky._x }}",
        "{{ chu_thich }}",
        "{{ duong_ke }}",
        "{% set x = so %}",
        "{% include 'a' %}",
        "{% import 'a' as b %}",
        "{% extends 'a' %}",
        "{% for i in range(9) %}{% endfor %}",
        "{% for i in so %}{% endfor %}",
        "{% for a, b in khoi %}{% endfor %}",
        "{% for k in khoi if k.chu %}{% endfor %}",
        "{% for k in khoi recursive %}{% endfor %}",
        "{% for loop in khoi %}{{ loop.index }}{% endfor %}",
        "{% for k in khoi %}{{ loop }}{% endfor %}",
        "{% for k in khoi %}{{ loop.cycle }}{% endfor %}",
        "{% for k in khoi %}{{ loop.previtem }}{% endfor %}",
        "{% for k in [1] %}{% endfor %}",
        "{% for k in so.x %}{% endfor %}",
        "{% raw %}{{ so.__class__ }}{% endraw %}",
        "{%- raw -%}x{% endraw %}",
        "{% macro m() %}{% endmacro %}",
        "{% call so() %}{% endcall %}",
        "{% filter upper %}a{% endfilter %}",
        "{% with a = so %}{% endwith %}",
        "{% block a %}{% endblock %}",
        "{% autoescape false %}{{ so }}{% endautoescape %}",
        "{% set x %}a{% endset %}",
        "{% do so %}",
        "{% debug %}",
        "{% trans %}a{% endtrans %}",
        "{% if so.__class__ %}{% endif %}",
        "{% if so > 'a' %}{% endif %}",
        "{% if so() %}{% endif %}",
        "{% if a.b.c %}{% endif %}",
        "{% if so == [] %}{% endif %}",
        "{% if so and x() %}{% endif %}",
        "{% elif so %}",
        "{% endfor %}",
        "{{ }}",
        "{{ so",
        "{{ 'a' 'b }}",
        "{{ " + "(" * 140 + "so" + ")" * 140 + " }}",
        "{{ " + "not " * 60 + "so }}",
        "{{ " + "so or " * 60 + "so }}",
    ],
)
def test_refused_before_it_is_compiled(tag: str) -> None:
    data = body(GOOD, p(tag))
    problems = check_template(data)
    assert {x.code for x in problems} & {"M001", "M002", "M007"}, tag
    assert all(str(x.place).startswith("đoạn 2: «") for x in problems)
    with pytest.raises(ProblemsError) as caught:
        compile_template(data, "mẫu-lạ")
    assert all(str(x.place).startswith("mẫu-lạ: đoạn 2") for x in caught.value.problems)


@pytest.mark.parametrize(
    "tag",
    [
        "{{ so }}",
        "{{so}}",
        "{{ nguoi_ky.ho_ten }}",
        "{{ so or 'không số' }}",
        "{{ so and ky_hieu }}",
        "{{ 'chữ' }}",
        "{% if so == '' %}a{% elif so != ky_hieu %}b{% else %}c{% endif %}",
        "{% if not so and (ky_hieu or du_thao) %}a{% endif %}",
        "{% for d in trich_yeu %}{% if loop.first %}V/v {% endif %}{{ d }}{% if loop.last %}.{% endif %}{% endfor %}",
        "{% for d in trich_yeu %}{{ loop.index }}/{{ loop.length }}{% endfor %}",
        "{% for h in hang_ky %}{{ h.trai.ho_ten }}{% for q in h.phai.quyen_han %}{{ q }}{% endfor %}{% endfor %}",
        "{# ghi chú #}{{ so }}",
        "{%- if so -%}a{%- endif -%}",
        "{{ so }}{{ ky_hieu }}",
        "{{ “so” }}",
        "100% {{ so }}",
    ],
)
def test_what_a_template_may_say(tag: str) -> None:
    assert codes(p(tag)) == []
    assert printed(tag) is not None


def test_blocks_too_deep_to_compile() -> None:
    deep = p(*("{% for d in trich_yeu %}",) * 16, *("{% endfor %}",) * 16)
    assert codes(deep) == ["M007"]
    assert codes(p(*("{% for d in trich_yeu %}",) * 15, *("{% endfor %}",) * 15)) == []
    assert codes(p(*("{% if so %}{% endif %}",) * 40)) == []


def test_the_deepest_allowed_compiles() -> None:
    assert compile_template(body(p(*("{% for d in trich_yeu %}",) * 15, *("{% endfor %}",) * 15)), "sâu")


RELATION = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def outside(kind: str, target: str = "http://example.com/a", mode: str = "External") -> str:
    return f"<Relationship Id='x{kind}' Type='{TYPE}{kind}' Target='{target}' TargetMode='{mode}'/>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("word/vbaProject.bin", b"x"),
        ("word/VBAProject.bin", b"x"),
        ("word/activeX/activeX1.xml", b"<a/>"),
        ("word/embeddings/oleObject1.bin", b"x"),
        ("word/embeddings/Bảng.xlsx", b"x"),
        ("customUI/customUI.xml", b"<a/>"),
        ("word/afchunk.mht", b"x"),
        ("word/_rels/settings.xml.rels", RELATION.format(outside("attachedTemplate", "file:///C:/a.dotm")).encode()),
        ("word/_rels/document.xml.rels", RELATION.format(outside("hyperlink") + outside("image")).encode()),
        ("word/_rels/header1.xml.rels", RELATION.format(outside("oleObject")).encode()),
        (
            "word/footer1.xml",
            f'<w:ftr xmlns:w="{NS["w"]}">{p("<w:r><w:instrText> DDEAUTO c:/a </w:instrText></w:r>")}</w:ftr>'.encode(),
        ),
    ],
)
def test_programs_and_links_to_the_outside(name: str, data: bytes) -> None:
    problems = check_template(pack(PLAN | {name: data}))
    assert [(x.code, str(x.place)) for x in problems] == [("M008", name)]


@pytest.mark.parametrize(
    "field",
    [
        p(
            "<w:r><w:instrText> INCLUDE</w:instrText></w:r>",
            "<w:r><w:instrText>PICTURE http://example.com</w:instrText></w:r>",
        ),
        p('<w:fldSimple w:instr=" INCLUDETEXT a "/>'),
        p('<w:fldSimple w:instr="dde a b"/>'),
    ],
)
def test_fields_that_fetch(field: str) -> None:
    assert codes(field, p("{{ so }}")) == ["M008"]


def test_harmless_fields_links_and_pictures() -> None:
    rels = PLAN[marks.RELATIONS].replace(b"</Relationships>", outside("hyperlink").encode() + b"</Relationships>")
    field = p('<w:fldSimple w:instr=" PAGE "/>', "<w:r><w:instrText> DATE </w:instrText></w:r>")
    assert found(body(field, p("{{ so }}"), **{marks.RELATIONS: rels, "word/media/logo.png": b"x"})) == []


def test_a_macro_enabled_file() -> None:
    types = PLAN[marks.TYPES].replace(b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")
    assert [code for code, _ in found(pack(PLAN | {marks.TYPES: types}))] == ["M008"]


# --- the file ---------------------------------------------------------------------------------------------------------


def test_a_finished_document_is_no_template() -> None:
    assert found(body(p("Văn bản"), p("{ so } %} }} {"))) == [("M006", "")]
    assert "không phải mẫu" in check_template(body(p("Văn bản")))[0].message()


@pytest.mark.parametrize("data", [b"", b"PK", b"loai: ke-hoach", read_template("ke-hoach.docx")[:-40]])
def test_no_zip(data: bytes) -> None:
    assert [code for code, _ in found(data)] == ["M009"]


@pytest.mark.parametrize("name", sorted(n for n in PLAN if n.endswith((".xml", ".rels"))))
@pytest.mark.parametrize("data", [b"<a>", b"", b"<!DOCTYPE a><a/>"])
def test_every_part_is_read_strictly(name: str, data: bytes) -> None:
    problems = check_template(pack(PLAN | {name: data}))
    assert {x.code for x in problems} == {"M009"}
    with pytest.raises(ProblemsError):
        compile_template(pack(PLAN | {name: data}), "hỏng")


@pytest.mark.parametrize("name", [DOCUMENT, "word/styles.xml", marks.TYPES])
def test_parts_that_must_be_there(name: str) -> None:
    assert found(pack({n: d for n, d in PLAN.items() if n != name})) == [("M009", "")]


def test_footnotes_where_the_template_has_none() -> None:
    parts = {n: d for n, d in PLAN.items() if n != "word/footnotes.xml"}
    template = compile_template(pack(parts), "không-chú-thích")
    document = rich_document("ke-hoach")
    context, tables = rich_printed(document, template)
    with pytest.raises(ProblemsError) as caught:
        template.render(context, tables)
    assert [x.code for x in caught.value.problems] == ["M012"]


def test_used_fields() -> None:
    names = [name for name, _ in used_fields(read_template("cong-van.docx"))]
    assert {"so", "ky_hieu", "khoi", "kieu", "chu", "bang", "kinh_gui", "nguoi_ky", "quyen_han", "tieu_de"} <= set(
        names
    )
    assert not {"kem_theo", "ten_loai", "tham_quyen"} & set(names)
    assert all(meaning for _, meaning in used_fields(read_template("quyet-dinh.docx")))


def test_tagged_parts() -> None:
    assert tagged_parts(PLAN) == ["docProps/core.xml", DOCUMENT]
    assert tagged_parts(
        {"word/header2.xml": b"{</w:t></w:r><w:r><w:t>{ so }}", "word/footer.xml": b"{ a }", "word/styles.xml": b"{{"}
    ) == ["word/header2.xml"]


# --- values -----------------------------------------------------------------------------------------------------------


def test_escapes_belong_to_the_template_not_to_the_data() -> None:
    text = printed("{_{ {{ dia_danh }} }_} {_% {{ ky_hieu }} %_}", dia_danh="A {_{ B }_}", ky_hieu="{_% {{ so }}")
    assert text == "{{ A {_{ B }_} }} {% {_% {{ so }} %}"


@pytest.mark.parametrize(
    "value", ["A & B", "a < b", "{{ so }}", "{% if %}", "“x”", "</w:t>", "&amp;", "'\"", ODD_LETTERS]
)
def test_values_are_letters(value: str) -> None:
    assert printed("{{ dia_danh }}", dia_danh=value) == value


def test_a_missing_variable_is_an_error_at_run_time_too() -> None:
    for source in (
        "{{ khong_co }}",
        "{{ so.khong_co }}",
        "{% for x in khong_co %}{% endfor %}",
        "{% if khong_co %}{% endif %}",
    ):
        with pytest.raises(UndefinedError):
            environment().from_string(source).render(so="1")


@pytest.mark.parametrize(
    "source",
    [
        "{{ so.__class__ }}",
        "{{ so.__class__.__mro__ }}",
        "{{ so['__class__'] }}",
        "{{ f.__globals__ }}",
        "{{ f.__code__ }}",
        "{{ k.__class__ }}",
        "{{ k.__init__.__globals__ }}",
    ],
)
def test_the_sandbox_alone_is_a_wall(source: str) -> None:
    with pytest.raises(SecurityError):
        environment().from_string(source).render(so="1", f=lambda: 1, k=rich_printed_block())


def rich_printed_block() -> object:
    document = rich_document("ke-hoach")
    return rich_printed(document, shipped(document))[0].khoi[0]


def test_the_environment_knows_nothing_but_the_language() -> None:
    env = environment()
    assert not env.globals
    assert not env.filters
    assert not env.tests
    assert env.autoescape is True


def test_one_tag_per_line() -> None:
    flat, tags = one_tag_per_line("<a>\n{{ b }}c{% if\nd %}")
    assert flat.split("\n") == ["<a> ", "{{ b }}c", "{% if d %}"]
    assert tags == ["{{ b }}", "{% if d %}"]


def test_patching_leaves_no_empty_run_and_reads_strictly() -> None:
    assert "<w:t></w:t>" not in patched(PLAN[DOCUMENT])
    assert '<w:t xml:space="preserve"></w:t>' not in patched(PLAN[DOCUMENT])
    with pytest.raises(ValueError, match="DOCTYPE"):
        patched(b"<!DOCTYPE a><a/>")


# --- one document, many times -----------------------------------------------------------------------------------------


def test_equal_input_equal_bytes_and_renders_do_not_touch_each_other() -> None:
    document = rich_document("ke-hoach")
    template = shipped(document)
    first = template.render(*rich_printed(document, template)).data
    other = rich_document(
        "ke-hoach", phu_luc=None, van_ban_kem_theo=None, chu_thich=None, danh_so=None, noi_dung=["Một ý."]
    )
    template.render(*rich_printed(other, template))
    assert template.render(*rich_printed(document, template)).data == first
    assert shipped(document).render(*rich_printed(document, shipped(document))).data == first


def test_the_digest_tells_templates_apart() -> None:
    assert (
        len({compile_template(read_template(f"{n}.docx"), n).digest for n in ("ke-hoach", "cong-van", "quyet-dinh")})
        == 3
    )
    assert (
        compile_template(read_template("ke-hoach.docx"), "a").digest
        == compile_template(read_template("ke-hoach.docx"), "b").digest
    )


# --- THE comparison: compiled and through docxtpl ---------------------------------------------------------------------

COMPARED = re.compile(r"word/(document|header\d*|footer\d*)\.xml\Z")


def with_docxtpl(data: bytes, context: Printed) -> dict[str, bytes]:
    """The parts that plain docxtpl makes of a template, with our environment and nothing else of ours."""
    template = DocxTemplate(io.BytesIO(data))
    template.render(
        {name: getattr(context, name) for name in tag_fields(Printed)}, jinja_env=environment(), autoescape=True
    )
    out = io.BytesIO()
    template.save(out)
    return read(out.getvalue())


def finished(xml: bytes, context: Printed, signature_style: str) -> bytes:
    """docxtpl's main part after the same finishing as ours."""
    text = etree.tostring(etree.fromstring(xml), encoding="unicode")
    return finish(text, context.duong_ke, signature_style).encode()


def shape(element: etree._Element) -> tuple[Any, ...]:
    """An element as nested values: tag, attributes, text, children.

    What docxtpl adds or renumbers is left out, and nothing more: a run that holds nothing but its formatting or an
    empty text, the ids of drawings (set again by ``finish``), columns of a grid (docxtpl counts the cells again),
    comments. White space between elements is none.
    """
    attributes = {k: v for k, v in element.attrib.items() if not (element.tag.endswith("}docPr") and k == "id")}
    attributes = {k: v for k, v in attributes.items() if not (element.tag == w("t") and k.endswith("}space"))}
    children = tuple(shape(child) for child in element if isinstance(child.tag, str) and not is_empty_run(child))
    own = element.text or ""
    return (
        element.tag,
        tuple(sorted(attributes.items())),
        own if element.tag == w("t") or own.strip() else "",
        children,
    )


def is_empty_run(element: etree._Element) -> bool:
    if element.tag != w("r"):
        return False
    return all(child.tag == w("rPr") or (child.tag == w("t") and not child.text) for child in element)


def shapes(parts: dict[str, bytes]) -> dict[str, tuple[Any, ...]]:
    return {name: shape(parse(data)) for name, data in parts.items() if COMPARED.match(name)}


def title(parts: dict[str, bytes]) -> str | None:
    return parse(parts["docProps/core.xml"]).findtext("{http://purl.org/dc/elements/1.1/}title")


def both_ways(document: Document) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The parts of a document compiled and through docxtpl, both finished."""
    template = shipped(document)
    context, tables = rich_printed(document, template)
    folder = "bo-b/" if document.size_set == "B" else ""
    theirs = with_docxtpl(read_template(f"{folder}{document.type.template}.docx"), context)
    theirs[DOCUMENT] = finished(theirs[DOCUMENT], context, template.signature_style)
    return read(template.render(context, tables).data), theirs


def differing(a: tuple[Any, ...], b: tuple[Any, ...], path: str = "") -> Iterator[str]:
    """Where two shapes part, for the message of a failing test."""
    here = f"{path}/{a[0].rpartition('}')[2]}"
    if a[:3] != b[:3] or len(a[3]) != len(b[3]):
        yield f"{here}: {a[:3]} {len(a[3])} ≠ {b[:3]} {len(b[3])}"
        return
    for one, other in zip(a[3], b[3], strict=True):
        yield from differing(one, other, here)


@pytest.mark.parametrize("several", [False, True], ids=["một người ký", "nhiều người ký"])
@pytest.mark.parametrize("size_set", ["A", "B"])
@pytest.mark.parametrize("kind", KINDS)
def test_compiled_prints_what_docxtpl_prints(kind: str, size_set: str, several: bool) -> None:
    changes = {"nguoi_ky": SEVERAL_SIGNERS, "do_khan": "hoa_toc", "kinh_gui": ["Một nơi"]} if several else {}
    odd = ODD_LETTERS.replace("{_{ và }_}", "")  # docxtpl spoils these in the data: see the next test
    ours, theirs = both_ways(rich_document(kind, odd, bo_co_chu=size_set, **changes))
    a, b = shapes(ours), shapes(theirs)
    assert a.keys() == b.keys()
    assert not [where for name in a for where in differing(a[name], b[name])]
    assert a == b
    assert title(ours) == "Thực hiện việc A & B năm 2027"
    assert title(theirs) == "Thực hiện việc A &amp; B năm 2027"  # docxtpl sets an escaped text, which is escaped again


def test_the_one_difference_is_docxtpls_own_letters_in_the_data() -> None:
    ours, theirs = (shapes(parts)[DOCUMENT] for parts in both_ways(rich_document("ke-hoach")))
    (difference,) = differing(ours, theirs)
    assert "{_{ và }_}" in difference.partition("≠")[0]
    assert "{{ và }}" in difference.partition("≠")[2]


def test_the_comparison_covers_every_template_and_every_kind_of_block() -> None:
    assert {rich_document(kind).type.template for kind in KINDS} == set(template_names())
    used = set()
    for kind, signers in (("ke-hoach", None), ("quyet-dinh", SEVERAL_SIGNERS)):
        document = rich_document(kind, **({"nguoi_ky": signers} if signers else {}))
        used |= {block.kieu for block in rich_printed(document, shipped(document))[0].khoi}
    assert used == set(BLOCK_KINDS)


def changed(old: bytes, new: bytes, count: int = 1) -> bool:
    """Whether the comparison sees a change of the main part."""
    document = rich_document("ke-hoach")
    template = shipped(document)
    xml = template.render(*rich_printed(document, template)).document
    assert old in xml
    return shape(parse(xml)) != shape(parse(xml.replace(old, new, count)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Đoạn thứ hai".encode(), "Đoạn thứ ba".encode()),
        (b"A &amp; B", b"A &amp;  B"),
        (b'<w:pStyle w:val="VBGachDauDong"/>', b'<w:pStyle w:val="VBDiem"/>'),
        (b"<w:b/><w:bCs/>", b""),
        (b"<w:keepNext/>", b""),
        (b'w:start="1"', b'w:start="2"'),
        (b"<w:br/>", b""),
        (b"<w:tab/>", b""),
    ],
)
def test_the_comparison_sees_a_change(old: bytes, new: bytes) -> None:
    if old in (b"<w:br/>", b"<w:tab/>"):
        element = parse(f'<w:p xmlns:w="{NS["w"]}"><w:r><w:t>a</w:t>{old.decode()}</w:r></w:p>'.encode())
        assert shape(element) != shape(parse(etree.tostring(element).replace(old, new)))
    else:
        assert changed(old, new)


def test_the_comparison_sees_a_lost_paragraph_row_or_order() -> None:
    document = rich_document("ke-hoach")
    template = shipped(document)
    xml = template.render(*rich_printed(document, template)).document
    whole = shape(parse(xml))
    for name in ("p", "tr", "tbl", "r", "bookmarkStart", "drawing", "footnoteReference"):
        tree = parse(xml)
        element = [e for e in tree.iter(w(name)) if name != "r" or not is_empty_run(e)][-1]
        element.getparent().remove(element)
        assert shape(tree) != whole, name
    tree = parse(xml)
    tree[0].insert(0, tree[0][3])
    assert shape(tree) != whole


def test_the_comparison_overlooks_only_empty_runs() -> None:
    a, b = p("chữ"), p("chữ", r(""), r("", "<w:b/>"))
    space = p("chữ", r(" "))
    trees = [parse(f'<a xmlns:w="{NS["w"]}">{xml}</a>'.encode()) for xml in (a, b, space)]
    assert shape(trees[0]) == shape(trees[1]) != shape(trees[2])


# --- templates as Word and python-docx save them ----------------------------------------------------------------------


def as_word_saves(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Revision ids on every paragraph, run and row; a tag cut by the spelling checker; parts of Word's own."""
    xml = re.sub(r"<w:(p|r|tr)>", r'<w:\1 w:rsidR="00A1B2C3">', parts[DOCUMENT].decode())
    cut = '{{ s</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:lang w:val="en-US"/></w:rPr><w:t>o }}'
    assert "{{ so }}" in xml
    bibliography = {"customXml/item1.xml": b"<b:Sources xmlns:b='urn:b'/>", "customXml/itemProps1.xml": b"<a/>"}
    return parts | bibliography | {DOCUMENT: xml.replace("{{ so }}", cut).encode()}


def without_revisions(xml: bytes) -> tuple[Any, ...]:
    tree = parse(xml)
    for element in tree.iter():
        element.attrib.pop(w("rsidR"), None)
    for element in list(tree.iter(w("proofErr"))):
        element.getparent().remove(element)
    return shape(tree)


@pytest.mark.parametrize("kind", ["ke-hoach", "quyet-dinh"])
def test_a_template_saved_by_word_prints_the_same(kind: str) -> None:
    document = rich_document(kind)
    ours = shipped(document)
    saved = compile_template(pack(as_word_saves(read(read_template(f"{kind}.docx")))), "Word")
    context, tables = rich_printed(document, saved)
    made = saved.render(context, tables)
    expected = ours.render(*rich_printed(document, ours)).document
    assert without_revisions(made.document) == without_revisions(expected)
    assert made.document.count(b"<w:keepNext/>") == expected.count(b"<w:keepNext/>")
    assert made.document.endswith(b"</w:sectPr></w:body></w:document>")
    assert marks.is_untouched(read(made.data))


def test_a_template_saved_by_python_docx_prints_the_same() -> None:
    out = io.BytesIO()
    docx.Document(io.BytesIO(read_template("ke-hoach.docx"))).save(out)
    assert found(out.getvalue()) == []
    document = rich_document("ke-hoach")
    saved = compile_template(out.getvalue(), "python-docx")
    expected = shipped(document).render(*rich_printed(document, shipped(document))).document
    assert shape(parse(saved.render(*rich_printed(document, saved)).document)) == shape(parse(expected))


def test_resolving_escapes_touches_text_alone() -> None:
    env = environment()
    tree = resolve_escapes(env.parse("{_{ {{ so }} {% if so == '{_{' %}x{% endif %}"))
    template = env.template_class.from_code(env, env.compile(tree), env.make_globals(None))
    assert template.render(so="{_{") == "{{ {_{ x"


def test_problems_of_a_template_are_problems() -> None:
    assert all(
        isinstance(x, Problem) and x.message() for x in check_template(body(p("{{ a }}{{ b | c }}{% set x = 1 %}")))
    )


@pytest.mark.parametrize("name", ["ky_hieu", "dia_danh", "ngay_thang"])
def test_a_tag_that_every_document_needs_is_missed(name: str) -> None:
    without = PLAN[DOCUMENT].replace(f"{{{{ {name} }}}}".encode(), b"")
    assert without != PLAN[DOCUMENT]
    missed = missing_fields(pack({**PLAN, DOCUMENT: without}))
    assert [(x.code, x.values["feature"]) for x in missed] == [("M012", f"{{{{ {name} }}}}")]


@pytest.mark.parametrize("name", template_names())
def test_a_shipped_template_has_every_tag_that_is_needed(name: str) -> None:
    assert missing_fields(read_template(f"{name}.docx")) == []
