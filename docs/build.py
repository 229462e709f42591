"""Write the reference pages from the code they describe: ``python docs/build.py`` (``--check``: exit 1 when stale).

The pages are committed, so that they can be read without installing anything; a test runs the check.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from generator import model, norm, printed
from generator.cli.app import cli
from generator.cli.words import DocumentKind, Place
from generator.draft import decide, judge
from generator.draft.rules import area_rules, milestone_rules, rules
from generator.draft.wording import FIGURES, figures, word_rules
from generator.model.base import Model
from generator.model.decisions import VERDICT_WORDS
from generator.model.schema import schema_text
from generator.printed import BLOCK_KINDS, tag_fields
from generator.problems import CATALOGUE, Kind, Severity

DOCS = Path(__file__).resolve().parent
NOTE = "<!-- docs/build.py tạo ra trang này từ mã nguồn; sửa ở mã nguồn rồi chạy lại. -->"

# The models in the order of the page, each with its Vietnamese heading.
MODELS: dict[type[Model], str] = {
    model.Document: "Tệp kế hoạch",
    model.DocumentType: "loai: loại văn bản (một mã, hoặc mẫu riêng)",
    model.Basis: "can_cu: một căn cứ (một câu, hoặc từng phần)",
    model.Meeting: "cuoc_hop: cuộc họp của thông báo kết luận",
    model.Node: "noi_dung, cac_y: một mục, điều, khoản, điểm, gạch đầu dòng (hoặc chỉ một câu)",
    model.BodyTasks: "nhiem_vu của một mục: nhiệm vụ in ở đó (hoặc danh sách mã)",
    model.Assignment: "giao: mục này là nhiệm vụ được giao",
    model.Task: "nhiem_vu: một nhiệm vụ",
    model.AgencyCell: "chu_tri, phoi_hop, theo_doi: cơ quan (một tên, một danh sách, hoặc ghi và la)",
    model.Scope: "ap_dung: đơn vị phải thực hiện (khi làm hàng loạt)",
    model.Source: "giao_tai: nguồn giao nhiệm vụ",
    model.Annex: "phu_luc: một phụ lục",
    model.Table: "bang: một bảng (nhiem_vu, hoặc bảng khác)",
    model.Total: "tong: hàng cộng của bảng",
    model.AttachedDocument: "van_ban_kem_theo: văn bản kèm theo",
    model.Recipient: "noi_nhan: một nơi nhận (một tên, hoặc từng phần)",
    model.Filing: "luu: dòng Lưu",
    model.Signer: "nguoi_ky: một người ký",
    model.Delegation: "quyen_han: một dòng quyền hạn",
    model.OwnAgency: "co_quan_rieng: một cơ quan, tên gọi riêng (trong kế hoạch hoặc hồ sơ)",
    model.ReceivedWork: "nhan_viec: việc của cơ quan cấp trên (một mã, hoặc từng phần)",
    model.Unplaced: "chua_phan_loai: đoạn chưa xếp được",
    model.DecisionSheet: "Tệp quyết định (soanthao draft)",
    model.Decision: "hang: quyết định về một hàng của chương trình",
    model.OfficeProfile: "Tệp hồ sơ cơ quan (ho_so)",
}
PRINTED: dict[type, str] = {
    printed.Printed: "Thẻ dùng ở mọi nơi trong mẫu",
    printed.Block: "Một đoạn của thân văn bản: k trong {%p for k in khoi %}",
    printed.SignerLines: "Một chữ ký: nguoi_ky, h.trai, h.phai",
    printed.SignerRow: "Một hàng hai chữ ký: h trong {%tr for h in hang_ky %}",
}
# Arguments that are neither files nor types of documents.
NAMED = {
    "TÊN": "Tên hoặc tên viết tắt, như văn bản in.",
    "MÃ_CƠ_QUAN": "Chẳng hạn tw/bo-y-te, so-y-te (kèm --for).",
    "[MÃ_TỈNH|all]": "Chẳng hạn tp/bac-ninh; all: cả nước; bỏ trống: các tỉnh, thành phố.",
    "MÃ_XÃ": "Chẳng hạn xa/nha-nam.",
}
LETTERS = {
    "D": "Tệp kế hoạch", "N": "Nội dung kế hoạch", "A": "Cơ quan, đơn vị", "I": "Nhập từ tệp khác", "M": "Mẫu Word",
    "H": "Thể thức của văn bản tạo ra", "G": "Đọc, ghi tệp", "P": "Ảnh và PDF",
}  # fmt: skip
SEVERITIES = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.NOTE: "lưu ý"}
YES = {True: "có", False: ""}


def cell(text: object) -> str:
    """A text that a Markdown table shows as it is."""
    return str(text).replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(cell, line)) + " |" for line in lines) + "\n"


def page(title: str, *parts: str) -> str:
    """A page with its note, title and parts."""
    return "\n\n".join([f"{NOTE}\n# {title}", *(part.strip("\n") for part in parts)]) + "\n"


def code(text: str) -> str:
    """A word in code letters."""
    return f"`{text}`"


def glossary() -> str:
    """YAML key, Python name, meaning, by model; then the tags of the templates."""
    return page(
        "Từ điển khóa và thẻ",
        "Mỗi khóa của tệp kế hoạch có một tên trong mã Python; thẻ của mẫu Word mang tên tiếng Việt trong cả hai.",
        *(f"## {heading}\n\n{_model_table(of)}" for of, heading in MODELS.items()),
        "# Thẻ của mẫu Word",
        *(f"## {heading}\n\n{_tag_table(of)}" for of, heading in PRINTED.items()),
        "## Kiểu đoạn: giá trị của k.kieu",
        table(["Giá trị", "Nghĩa"], ((code(kind), meaning) for kind, meaning in BLOCK_KINDS.items())),
    )


def _model_table(of: type[Model]) -> str:
    rows = (
        (code(field.alias or name), code(f"{of.__name__}.{name}"), field.description or "", YES[field.is_required()])
        for name, field in of.model_fields.items()
    )
    return table(["Khóa", "Tên Python", "Nghĩa", "Bắt buộc"], rows)


def _tag_table(of: type) -> str:
    return table(["Thẻ", "Nghĩa"], ((code(name), meaning) for name, (_, meaning) in tag_fields(of).items()))


def problems() -> str:
    """Every problem the tool reports, by letter."""
    return page(
        "Mọi lỗi, cảnh báo, lưu ý",
        "Chữ trong ngoặc nhọn được thay bằng giá trị cụ thể; hai cách sửa cách nhau dấu gạch chéo thì in cách hợp với "
        "chỗ sai. Lỗi làm mã thoát là 1; cảnh báo chỉ khi có `--strict`; lưu ý không bao giờ. "
        "Tệp không đọc được thì mã thoát là 2.",
        *(f"## {letter}: {heading}\n\n{_problem_table(letter)}" for letter, heading in LETTERS.items()),
    )


def _problem_table(letter: str) -> str:
    rows = (
        (name, SEVERITIES[kind.severity], kind.message, _remedy(kind), kind.basis)
        for name, kind in CATALOGUE.items()
        if name.startswith(letter)
    )
    return table(["Mã", "Mức", "Câu báo", "Cách sửa", "Căn cứ"], rows)


def _remedy(kind: Kind) -> str:
    return " / ".join(text for text in (kind.hint, kind.otherwise) if text)


def commands() -> str:
    """Every command with its arguments and options, in words of ours: click's own change from version to version."""
    return page(
        "Các lệnh",
        "Tên trong ngoặc là tên tiếng Việt, dùng thay được. Thêm `--help` sau một lệnh để xem ngay tại "
        "cửa sổ lệnh; `soanthao --lang en …` trả lời bằng tiếng Anh.",
        *_command_parts(cli, "soanthao"),
    )


def _command_parts(command: click.Command, path: str) -> Iterator[str]:
    """The part of a command and those of the commands below it."""
    alias = getattr(command, "alias", "")
    below = command.commands if isinstance(command, click.Group) else {}
    rows = [(code(", ".join(_names(param))), _meaning(param)) for param in command.params]
    rows += [(code(name), sub.help or "") for name, sub in sorted(below.items())]
    usage = " ".join([path, *map(_usage, command.params), *(["LỆNH …"] if below else [])])
    heading = f"## {path} ({alias})" if alias else f"## {path}"
    yield f"{heading}\n\n{command.help}\n\n```text\n{usage}\n```\n\n" + table(["Tham số", "Nghĩa"], rows)
    for name, sub in sorted(below.items()):
        yield from _command_parts(sub, f"{path} {name}")


def _names(param: click.Parameter) -> list[str]:
    return param.opts if isinstance(param, click.Option) else [_value_name(param)]


def _value_name(param: click.Parameter) -> str:
    choices = "|".join(param.type.choices) if isinstance(param.type, click.Choice) else ""
    return param.metavar or choices or str(param.name).upper()


def _usage(param: click.Parameter) -> str:
    """A parameter as the usage line shows it: ``-o FILE``, ``[--force]``."""
    if not isinstance(param, click.Option):
        return _value_name(param)
    shown = param.opts[0] if param.is_flag else f"{param.opts[0]} {_value_name(param)}"
    return shown if param.required else f"[{shown}]"


def _meaning(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        words = "In số phiên bản." if param.name == "version" else param.help or ""
        default = f" Mặc định: {param.default}." if param.show_default else ""
        return words + default + (" Bắt buộc." if param.required else "")
    if isinstance(param.type, DocumentKind):
        return "Mã loại văn bản: loai-van-ban.md."
    if isinstance(param.type, Place):
        return "Một hoặc nhiều tệp." if param.nargs == -1 else "Một tệp."
    return NAMED[_value_name(param)]


def types() -> str:
    """Types of document: id, name, abbreviation, template, numbering."""
    rows = (
        (code(id), of.name, of.code or "(không có)", code(f"{of.template}.docx"), " → ".join(of.numbering))
        for id, of in norm.document_types().items()
    )
    return page(
        "Các loại văn bản",
        "Loại theo Điều 7, chữ viết tắt theo Phụ lục III Nghị định số 30/2020/NĐ-CP; mẫu và kiểu đánh số theo bậc là "
        "lựa chọn của công cụ, đổi bằng `danh_so`. Mẫu riêng của cơ quan: `loai: {ten: …, viet_tat: …}`, in bằng "
        f"`{norm.OWN_FORM_TEMPLATE}.docx`.",
        table(["loai", "Tên", "Viết tắt", "Mẫu", "Đánh số theo bậc"], rows),
    )


def formats() -> str:
    """Components with size, weight, slope, alignment and source; page, running text, size sets, stamps, columns."""
    return page(
        "Thể thức",
        "Nguồn là Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP trừ khi ghi khác; không có nguồn là công cụ tự chọn. "
        "Mẫu được dựng từ bảng này và văn bản được kiểm tra theo bảng này (`generator/data/norm`).",
        "## Trang giấy và phần lời\n\n" + _page_table(),
        "## Thành phần\n\n" + _component_table(),
        "## Bộ cỡ chữ\n\n" + _size_table(),
        "## Dấu chỉ độ khẩn\n\n" + table(["do_khan", "Chữ", "Khung (mm)"], _stamp_rows()),
        "## Cột của phụ lục nhiệm vụ\n\n" + table(["Khóa", "Tên in sẵn", "Độ rộng tương đối"], _column_rows()),
    )


def _figure(value: float) -> str:
    """A number with the decimal comma."""
    return f"{value:g}".replace(".", ",")


def _span(low: float, high: float) -> str:
    return _figure(low) if low == high else f"{_figure(low)} – {_figure(high)}"


def _page_table() -> str:
    paper, text = norm.page(), norm.running_text()
    edges = {"tren": "Lề trên", "duoi": "Lề dưới", "trai": "Lề trái", "phai": "Lề phải"}
    rows = [("Khổ giấy (mm)", f"{paper.width_mm:g} × {paper.height_mm:g}", ""), ("Phông chữ", paper.font, "")]
    rows += [(f"{name} (mm)", _span(*paper.margins_mm[k]), _figure(paper.chosen_mm[k])) for k, name in edges.items()]
    rows += [
        ("Lùi đầu dòng (cm)", _span(*text.first_line_cm), _figure(text.chosen["dong_dau_cm"])),
        ("Cách đoạn (pt)", f"từ {_figure(text.gap_min_pt)}", _figure(text.chosen["cach_doan_pt"])),
        ("Giãn dòng (dòng)", _span(*text.spacing), _figure(text.chosen["gian_dong"])),
    ]
    return table(["Yếu tố", "Quy định", "Mẫu của công cụ"], rows)


def _component_table() -> str:
    aligned = {"center": "giữa", "left": "trái", "right": "phải", "both": "đều hai bên"}
    rows = (
        (c.style, _span(*c.size_pt), YES[c.bold], YES[c.italic], YES[c.caps], aligned[c.align], c.source)
        for c in norm.components().values()
    )
    return table(["Kiểu trong Word", "Cỡ chữ", "Đậm", "Nghiêng", "Chữ hoa", "Căn", "Nguồn"], rows)


def _size_table() -> str:
    sets = norm.size_sets()
    heads = [norm.components()[c].style for c in sets["A"]]
    return table(["bo_co_chu", *heads], ((name, *(_figure(v) for v in row.values())) for name, row in sets.items()))


def _stamp_rows() -> Iterator[tuple[str, str, str]]:
    return ((code(key), s.text, f"{s.width_mm:g} × {s.height_mm:g}") for key, s in norm.stamps().items())


def _column_rows() -> Iterator[tuple[str, str, str]]:
    return ((code(key), c.head, _figure(c.weight)) for key, c in norm.task_columns().items())


def _changes(examples: Mapping[str, str]) -> str:
    return "; ".join(f"{old} → {new}" for old, new in examples.items())


def draft_rules() -> str:
    """The rules of drafting: whose work a row is, how it is worded, with examples and near misses."""
    verdicts = {**VERDICT_WORDS, "dia_phuong": "việc của đơn vị"}
    rule_rows = (
        (code(rule.id), rule.name, verdicts[rule.verdict], rule.reason, _quoted(rule.hits), _quoted(rule.near_misses))
        for rule in (*rules(), *area_rules(), *milestone_rules())
    )
    word_rows = (
        (code(rule.id), rule.reason, _changes(rule.examples | rule.commune_examples), _quoted(rule.near_misses))
        for rule in word_rules()
    )
    _, blanks, kept = figures()
    named = sorted((code(id), str(name)) for id, name in (judge.RULE_NAMES | decide.RULE_NAMES).items())
    return page(
        "Quy tắc soạn kế hoạch từ chương trình",
        "Mỗi quyết định ghi mã quy tắc đã dùng. Quy tắc là dữ liệu (`generator/data/draft`), đứng trước xét trước; "
        "mọi ví dụ ở đây đều được kiểm thử. Cách dùng: [soan.md](soan.md).",
        "## Việc của ai\n\n"
        + table(["Mã", "Quy tắc", "Kết luận", "Lý do ghi vào quyết định", "Khớp", "Không khớp"], rule_rows),
        "## Các căn cứ khác\n\n" + table(["Mã", "Ý nghĩa"], named),
        "## Viết lại thành lời của đơn vị\n\n"
        + table(["Mã", "Vì sao", "Ví dụ (tỉnh Bắc Giang; cấp xã từ 01/7/2025)", "Giữ nguyên"], word_rows),
        f"## Số liệu của cả nước ({code(FIGURES)})\n\n" + table(
            ["Bỏ trống để hỏi", "Giữ nguyên"],
            [(_changes(blanks), _quoted(kept))],
        ),
    )


def _quoted(texts: Iterable[str]) -> str:
    return "; ".join(f"«{text}»" for text in texts)


PAGES: dict[str, Callable[[], str]] = {
    "schema/van-ban.schema.json": schema_text,
    "tu-dien.md": glossary,
    "loi.md": problems,
    "lenh.md": commands,
    "loai-van-ban.md": types,
    "the-thuc.md": formats,
    "quy-tac.md": draft_rules,
}


def stale(folder: Path = DOCS) -> list[str]:
    """The names of the pages whose file is absent or says something else."""
    return [name for name, make in PAGES.items() if _written(folder / name) != make()]


def _written(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def main(arguments: Sequence[str]) -> int:
    """Write every page, or only compare (``--check``). The exit code."""
    if "--check" in arguments:
        old = stale()
        print(*(f"cũ / stale: docs/{name}" for name in old), sep="\n")
        return 1 if old else 0
    for name, make in PAGES.items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(), encoding="utf-8", newline="\n")
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
