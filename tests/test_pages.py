"""What the pages look like: measured in the PDF that LibreOffice makes, and told in docs/so-voi-mau-1-4.md.

Skipped on a desk without LibreOffice; fails on the build server when it is missing.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree

from engines import need_office
from examples import PLANS, ROOT, W, data_tables, example, parts, text_of, tree
from generator.convert import check_vietnamese_font, to_pdf
from generator.word.archive import member, write

# pypdfium2 reads its own version file without naming an encoding
pytestmark = pytest.mark.filterwarnings("ignore:'encoding' argument not specified:EncodingWarning:pypdfium2")

IMAGES = ROOT / "docs" / "images"
COMPARISON = ROOT / "docs" / "so-voi-mau-1-4.md"
MM = 25.4 / 72
MM_TWIPS = 1440 / 25.4
EMU_PER_MM = 36_000
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SPOILT = "spoilt"
LEFT_MM, RIGHT_MM, TOP_MM = 30, 15, 20  # the margins that our templates have


@dataclass(frozen=True)
class Piece:
    """A stretch of text on a page; millimetres from the left and the top edge."""

    text: str
    left: float
    top: float
    width: float

    @property
    def middle(self) -> float:
        """Where its middle stands, from the left."""
        return self.left + self.width / 2


@dataclass(frozen=True)
class Page:
    """A page: size in millimetres, its texts in reading order, its drawn lines (left, width)."""

    width: float
    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[tuple[float, float], ...]

    @property
    def number(self) -> int | None:
        """The page number in the top margin; none on a first page."""
        above = [p for p in self.pieces if p.top < TOP_MM - 4]
        assert len(above) <= 1, above
        return int(above[0].text) if above else None

    @property
    def body(self) -> tuple[Piece, ...]:
        """The texts below the top margin."""
        return tuple(p for p in self.pieces if p.top >= TOP_MM - 4)

    def find(self, text: str) -> Piece:
        """The first piece that holds a text."""
        return next(p for p in self.pieces if text in p.text)

    def holds(self, text: str) -> bool:
        """Whether a piece holds a text."""
        return any(text in p.text for p in self.pieces)


def read_page(sheet: Any) -> Page:
    """Measure one page of a PDF."""
    from pypdfium2 import raw

    width, height = sheet.get_size()
    words = sheet.get_textpage()
    boxes = [words.get_rect(index) for index in range(words.count_rects())]
    texts = [words.get_text_bounded(*box).strip() for box in boxes]
    found = (
        Piece(text, left * MM, (height - top) * MM, (right - left) * MM)
        for text, (left, _, right, top) in zip(texts, boxes, strict=True)
    )
    lines = [shape.get_bounds() for shape in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    rules = tuple((left * MM, (right - left) * MM) for left, bottom, right, top in lines if top - bottom < 3)
    return Page(width * MM, height * MM, tuple(p for p in found if p.text), rules)


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every example as a PDF, by its plan."""
    need_office()
    folder = tmp_path_factory.mktemp("pages")
    contents = {plan: example(plan) for plan in PLANS} | {SPOILT: spoilt(example("ke-hoach-tinh"))}
    documents = [folder / f"{name}.docx" for name in contents]
    for path, data in zip(documents, contents.values(), strict=True):
        path.write_bytes(data)
    return dict(zip(contents, to_pdf(documents, folder), strict=True))


def spoilt(data: bytes) -> bytes:
    """A document that hides no page number, repeats no heads, keeps no signature with its text: the near-miss."""
    changed = parts(data)
    xml = changed["word/document.xml"].replace(b"<w:titlePg/>", b"").replace(b"<w:tblHeader/>", b"")
    table = xml.rindex(b"<w:tbl>", 0, xml.index(b'"VBQuyenHan"'))
    changed["word/document.xml"] = xml[:table] + b'<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + xml[table:]
    return write(member(name, part) for name, part in changed.items())


@pytest.fixture(scope="module")
def pages(pdfs: dict[str, Path]) -> dict[str, list[Page]]:
    """The measured pages of every example."""
    from pypdfium2 import PdfDocument

    found = {}
    for plan, path in pdfs.items():
        with closing(PdfDocument(path)) as document:
            found[plan] = [read_page(sheet) for sheet in document]
    return found


def sections(found: list[Page]) -> Iterator[list[Page]]:
    """The pages between one first page and the next."""
    start = 0
    for index in range(1, len(found) + 1):
        if index == len(found) or found[index].number is None:
            yield found[start:index]
            start = index


# --- page numbers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", PLANS)
def test_each_section_counts_from_2_and_its_first_page_has_no_number(plan: str, pages: dict[str, list[Page]]) -> None:
    """Khoản 7 Mục I: no number on the first page; an annex is counted on its own."""
    counted = [[page.number for page in section] for section in sections(pages[plan])]
    assert counted == [[None, *range(2, len(section) + 1)] for section in counted]
    assert len(counted) == len(list(tree(example(plan)).iter(f"{W}sectPr")))


@pytest.mark.parametrize("plan", PLANS)
def test_the_page_number_stands_in_the_middle_of_the_top_margin(plan: str, pages: dict[str, list[Page]]) -> None:
    numbered = [page for page in pages[plan] if page.number is not None]
    for page in numbered:
        piece = page.pieces[0] if page.pieces[0].text == str(page.number) else page.find(str(page.number))
        assert piece.middle == pytest.approx(LEFT_MM + (page.width - LEFT_MM - RIGHT_MM) / 2, abs=1)
        assert 8 < piece.top < TOP_MM - 4
    assert numbered or len(pages[plan]) == len(list(sections(pages[plan])))


@pytest.mark.parametrize("plan", PLANS)
def test_all_text_stands_inside_the_margins(plan: str, pages: dict[str, list[Page]]) -> None:
    for page in pages[plan]:
        assert min(p.left for p in page.pieces) > LEFT_MM - 0.5
        assert max(p.left + p.width for p in page.pieces) < page.width - RIGHT_MM + 0.5
        assert min(p.top for p in page.body) > TOP_MM - 0.5


# --- the first page ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", PLANS)
def test_the_head_stands_on_one_line_each_over_a_rule_of_its_length(plan: str, pages: dict[str, list[Page]]) -> None:
    page = pages[plan][0]
    country, motto = page.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), page.find("Độc lập - Tự do - Hạnh phúc")
    assert country.top == pytest.approx(TOP_MM, abs=1), "nothing stands above the head"
    assert country.middle == pytest.approx(motto.middle, abs=0.7)
    assert [rule for rule in page.rules if rule == pytest.approx((motto.left, motto.width), abs=1.5)]
    number, date = page.find("Số:"), page.find("ngày")
    assert number.left < country.left < date.left + date.width
    assert abs(number.top - date.top) < 1.5


# --- annexes and signature --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", [plan for plan in PLANS if plan != "ke-hoach-xa"])  # its annex takes one page
def test_the_heads_of_a_table_are_repeated_on_each_of_its_pages(plan: str, pages: dict[str, list[Page]]) -> None:
    repeated = 0
    for section in sections(pages[plan]):
        if section[0].holds("Cơ quan chủ") and section[0].holds("TT"):
            for page in section[1:]:
                head = [p.text for p in page.body if p.top < 45]
                assert "TT" in head
                assert any(text.startswith("Cơ quan chủ") for text in head)
                repeated += 1
    assert repeated


@pytest.mark.parametrize("plan", PLANS)
def test_the_signature_has_two_lines_of_text_above_it_on_its_page(plan: str, pages: dict[str, list[Page]]) -> None:
    (page,) = (page for page in pages[plan] if page.holds("Nơi nhận:"))
    foot = page.find("Nơi nhận:")
    above = {round(p.top) for p in page.body if p.top < foot.top - 2}
    assert len(above) >= 2
    (filed,) = (p for p in page.pieces if p.text.startswith("- Lưu:"))
    assert filed.top > foot.top, "the recipients end on the page where they begin"


def test_a_spoilt_document_would_be_seen(pages: dict[str, list[Page]]) -> None:
    """The near-miss of the tests above: numbers on first pages, no repeated heads, a signature alone on its page."""
    found = pages[SPOILT]
    assert found[0].number == 1
    sign = next(i for i, page in enumerate(found) if page.holds("Nơi nhận:"))
    assert found[sign].body[0].text in ("Nơi nhận:", "CHỦ TỊCH")
    assert sum(page.holds("Cơ quan chủ trì") for page in found[sign + 1 :]) == 1


def test_landscape_annexes_lie_on_landscape_pages(pages: dict[str, list[Page]]) -> None:
    body, annex = sections(pages["ke-hoach-tinh"])
    assert {(round(p.width), round(p.height)) for p in body} == {(210, 297)}
    assert {(round(p.width), round(p.height)) for p in annex} == {(297, 210)}


@pytest.mark.parametrize("plan", PLANS)
def test_the_font_has_every_vietnamese_letter(plan: str, pdfs: dict[str, Path]) -> None:
    check_vietnamese_font(pdfs[plan])


# --- the comparison with Mẫu 1.4 --------------------------------------------------------------------------------------


def shown(value: float, unit: str = "mm") -> str:
    """A measure as the comparison prints it: one decimal, a comma."""
    return f"{value:.1f} {unit}".replace(".", ",")


def from_twips(element: etree._Element, *names: str) -> str:
    """Attributes in twips as millimetres, joined by " / "."""
    return " / ".join(shown(int(element.get(f"{W}{name}")) / MM_TWIPS).removesuffix(" mm") for name in names) + " mm"


def widths(table: etree._Element) -> str:
    """The columns of a table."""
    columns = [int(column.get(f"{W}w")) / MM_TWIPS for column in table.iter(f"{W}gridCol")]
    return " + ".join(shown(mm).removesuffix(" mm") for mm in columns) + " mm"


def margin(table: etree._Element) -> str:
    """The space that a table's cells keep on the left."""
    edge = next(e for e in table.find(f"{W}tblPr/{W}tblCellMar") if etree.QName(e).localname in ("left", "start"))
    return shown(int(edge.get(f"{W}w")) / MM_TWIPS)


def ours() -> dict[str, str]:
    """Our side of the comparison, from the XML of the provincial plan."""
    data = example("ke-hoach-tinh")
    root = tree(data)
    head, sign = [t for t in root.iter(f"{W}tbl") if t not in data_tables(root)][:2]
    style = {s.find(f"{W}name").get(f"{W}val"): s for s in tree(data, "word/styles.xml").iter(f"{W}style")}

    def size(name: str) -> str:
        look = style[name].find(f"{W}rPr")
        marks = [word for tag, word in (("b", "đậm"), ("i", "nghiêng")) if look.find(f"{W}{tag}") is not None]
        return " ".join([str(int(look.find(f"{W}sz").get(f"{W}val")) // 2), *marks])

    def spacing(name: str) -> etree._Element:
        return style[name].find(f"{W}pPr/{W}spacing")

    rules = {
        drawing.find(f"{WP}docPr").get("name"): shown(int(drawing.find(f"{WP}extent").get("cx")) / EMU_PER_MM)
        for drawing in root.iter(f"{WP}inline")
    }
    room = next(p for p in sign.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "VBChoKy")
    page, body = next(root.iter(f"{W}sectPr")), spacing("VB Thân")
    lines = int(body.get(f"{W}line")) / 240
    return {
        "Lề trên / dưới / trái / phải": from_twips(page.find(f"{W}pgMar"), "top", "bottom", "left", "right"),
        "Số trang cách mép trên": from_twips(page.find(f"{W}pgMar"), "header"),
        "Bảng đầu trang: hai cột": widths(head),
        "Bảng đầu trang: lề trong ô": margin(head),
        "Quốc hiệu / Tiêu ngữ": f"{size('VB Quốc hiệu')} / {size('VB Tiêu ngữ')}",
        "Cơ quan chủ quản / ban hành": f"{size('VB Cơ quan chủ quản')} / {size('VB Cơ quan ban hành')}",
        "Số, ký hiệu / địa danh, ngày": f"{size('VB Số ký hiệu')} / {size('VB Địa danh')}",
        "Đường kẻ dưới Tiêu ngữ": rules["duong_ke.tn"],
        "Đường kẻ dưới cơ quan ban hành": rules["duong_ke.cq"],
        "Khoảng trống trên tên loại": shown(int(spacing("VB Tên loại").get(f"{W}before")) / 20, "pt"),
        "Tên loại / trích yếu": f"{size('VB Tên loại')} / {size('VB Trích yếu')}",
        "Đường kẻ dưới trích yếu": rules["duong_ke.trichyeu"],
        "Thân: cỡ chữ": size("VB Thân"),
        "Thân: lùi đầu dòng": from_twips(style["VB Thân"].find(f"{W}pPr/{W}ind"), "firstLine"),
        "Thân: cách đoạn / giãn dòng": f"{shown(int(body.get(f'{W}before')) / 20, 'pt')} / {shown(lines, '')}".strip(),
        "Bảng chữ ký: hai cột": widths(sign),
        "Bảng chữ ký: lề trong ô": margin(sign),
        "Nơi nhận / các dòng": f"{size('VB Nơi nhận')} / {size('VB Danh sách nơi nhận')}",
        "Quyền hạn, chức vụ / họ tên": f"{size('VB Quyền hạn')} / {size('VB Họ tên')}",
        "Chỗ ký": shown(int(room.find(f"{W}pPr/{W}spacing").get(f"{W}line")) / MM_TWIPS),
    }


def compared() -> dict[str, tuple[str, str]]:
    """The rows of the comparison: component → (Mẫu 1.4, ours)."""
    text = COMPARISON.read_text(encoding="utf-8")
    table = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| [^|]+ \|$", text, re.MULTILINE)
    return {name.strip(): (theirs.strip(), mine.strip()) for name, theirs, mine in table[1:]}


def test_the_comparison_tells_our_numbers_as_the_files_have_them() -> None:
    assert {name: mine for name, (_, mine) in compared().items()} == ours()


def test_every_difference_has_its_reason() -> None:
    for line in COMPARISON.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and not set(cells[0]) <= set("-: "):
            assert cells[3], line


def test_the_comparison_tells_the_numbers_of_the_decree_as_its_file_has_them(shared: Path) -> None:
    with ZipFile(BytesIO((shared / "reference" / "nd30-phu-luc-3.docx").read_bytes())) as package:
        body = etree.fromstring(package.read("word/document.xml"))[0]
    start = next(i for i, e in enumerate(body) if "".join(e.itertext()).strip().startswith("Mẫu 1.4 -"))
    head, sign = [e for e in body[start:] if e.tag == f"{W}tbl"][:2]
    page = next(body.iter(f"{W}sectPr")).find(f"{W}pgMar")
    theirs = {name: value for name, (value, _) in compared().items()}
    assert theirs["Lề trên / dưới / trái / phải"] == from_twips(page, "top", "bottom", "left", "right")
    assert theirs["Số trang cách mép trên"] == from_twips(page, "header")
    assert theirs["Bảng đầu trang: hai cột"] == widths(head)
    assert theirs["Bảng đầu trang: lề trong ô"] == margin(head)
    assert theirs["Bảng chữ ký: hai cột"] == widths(sign)
    assert theirs["Bảng chữ ký: lề trong ô"] == margin(sign)
    form = [p for e in body[start : body.index(sign)] for p in e.iter(f"{W}p")]
    rules = [f"{len(text)} dấu gạch dưới, cỡ {size_of(p)}" for p in form if set(text := text_of(p).strip()) == {"_"}]
    assert [value for name, value in theirs.items() if name.startswith("Đường kẻ")] == [rules[1], rules[0], rules[2]]
    first = next(p for p in form if p.find(f"{W}pPr/{W}ind[@{W}firstLine]") is not None)
    assert theirs["Thân: lùi đầu dòng"] == from_twips(first.find(f"{W}pPr/{W}ind"), "firstLine")
    assert theirs["Thân: cỡ chữ"] == size_of(first)
    posts = [p for p in sign.iter(f"{W}p") if text_of(p).startswith(("QUYỀN HẠN", "Họ và tên"))]
    assert theirs["Quyền hạn, chức vụ / họ tên"] == " / ".join(f"{size_of(p)} đậm" for p in posts)


def size_of(paragraph: etree._Element) -> str:
    """The size in points of a paragraph's first letters."""
    return str(int(paragraph.find(f"{W}r/{W}rPr/{W}sz").get(f"{W}val")) // 2)


# --- the committed pictures -------------------------------------------------------------------------------------------


def test_the_comparison_shows_committed_pictures() -> None:
    named = set(re.findall(r"\(images/([^)]+\.png)\)", COMPARISON.read_text(encoding="utf-8")))
    assert named
    assert named <= {path.name for path in IMAGES.glob("*.png")}


@pytest.mark.parametrize("name", sorted(path.name for path in IMAGES.glob("*.png")))
def test_a_picture_is_a_light_a4_page(name: str) -> None:
    data = (IMAGES / name).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) <= 200_000
    sides = sorted(struct.unpack(">II", data[16:24]))
    assert sides[1] / sides[0] == pytest.approx(297 / 210, abs=0.01)
