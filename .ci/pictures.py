"""Draw the pictures in docs/images from the example plans (``python .ci/pictures.py``).

Needs LibreOffice and the extra ``[preview]``. Run it after a change of look, and look at what it drew.
"""

import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pypdfium2

from generator.convert import check_vietnamese_font, page_png, to_pdf
from generator.pipeline import Press, render_file

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
DPI = 90
MAX_BYTES = 200_000
DRAFTED = "ke-hoach-2024"  # by draft, with its comparison table
ORDER = (
    "draft", "plans/chuong-trinh-quoc-gia.yaml", "--for", "tinh/bac-giang", "--year", "2024", "--on", "2024-03-15",
    "--last", "plans/ke-hoach-tinh.yaml", "--decisions", "plans/quyet-dinh/chuong-trinh-quoc-gia-bac-giang-2024.yaml",
)  # fmt: skip
# picture: plan, words that its page is found by ("^": the page opens with them; "": the first page)
PICTURES = {
    "ke-hoach-tinh-1": ("ke-hoach-tinh", ""),
    "ke-hoach-tinh-ky": ("ke-hoach-tinh", "Nơi nhận:"),
    "ke-hoach-tinh-phu-luc": ("ke-hoach-tinh", "^Phụ lục"),
    "thong-bao-ket-luan-1": ("thong-bao-ket-luan", ""),
    "thong-bao-phu-luc": ("thong-bao-ket-luan", "^CHƯƠNG TRÌNH"),
    "quyet-dinh-kem-ke-hoach-1": ("quyet-dinh-kem-ke-hoach", ""),
    "ke-hoach-xa-1": ("ke-hoach-xa", ""),
    "chuong-trinh-phu-luc": ("chuong-trinh-quoc-gia", "^Phụ lục"),
    "ke-hoach-soan": (DRAFTED, "Công an tỉnh chủ trì"),
    "doi-chieu": (f"{DRAFTED}.doi-chieu", "^Phụ lục"),
}


def page_with(pdf: Path, words: str) -> int:
    """The number of the first page that holds the words, or opens with them."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        texts = [sheet.get_textpage().get_text_range().strip() for sheet in document]
    opening = words.removeprefix("^")
    fits = (lambda text: text.startswith(opening)) if words.startswith("^") else (lambda text: opening in text)
    return next(number for number, text in enumerate(texts, 1) if fits(text))


def made_in(folder: Path, press: Press) -> list[Path]:
    """Every document that a picture is taken of."""
    drafted = folder / f"{DRAFTED}.yaml"
    command = [sys.executable, "-m", "generator.cli", *ORDER, "-o", str(drafted)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    documents = [folder / f"{plan}.docx" for plan in sorted({plan for plan, _ in PICTURES.values()})]
    for document in documents:
        plan = ROOT / "plans" / f"{document.stem}.yaml"
        if not document.exists():
            render_file(plan if plan.exists() else drafted, document, press)
    return documents


def main() -> int:
    """Render, convert, draw; 1 when a picture is too heavy for the repository."""
    heavy = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        documents = made_in(Path(folder), Press())
        made = dict(zip([own.stem for own in documents], to_pdf(documents, Path(folder)), strict=True))
        IMAGES.mkdir(parents=True, exist_ok=True)
        for name, (plan, words) in PICTURES.items():
            check_vietnamese_font(made[plan])
            picture = page_png(made[plan], page_with(made[plan], words), IMAGES / f"{name}.png", dpi=DPI)
            heavy += picture.stat().st_size > MAX_BYTES
            print(f"{picture.stat().st_size:>8} {picture}")
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main())
