"""What a problem is, and the catalogue of every problem the tool can report (layer 0).

A problem is data: a code that is never reused, a severity, a place, the values of its message. Its words stand in
``CATALOGUE`` alone, in Vietnamese; the face translates and prints them. Code letters: D the data file, N the content of
a plan, A agencies, I import, M templates, H the form of the output, G files, P pictures.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

PathItem = str | int
Translate = Callable[[str], str]


class Severity(StrEnum):
    """How grave a problem is; only ``ERROR`` changes the exit code (``--strict``: ``WARNING`` too)."""

    ERROR = "loi"
    WARNING = "canh_bao"
    NOTE = "luu_y"


@dataclass(frozen=True)
class Kind:
    """The fixed part of a problem: severity, message with ``{placeholders}``, remedy, legal basis.

    ``otherwise`` is the remedy when a value that ``hint`` names is empty (there is nothing near to suggest).
    """

    severity: Severity
    message: str
    hint: str = ""
    basis: str = ""
    otherwise: str = ""


class Words(str):
    """A text of ours, told from the user's own: where it is a value of a problem it is translated when shown.

    ``values`` fill the placeholders of ``pattern`` and are translated themselves where they are ours. Being a text, it
    is equal to what it says in Vietnamese.
    """

    pattern: str
    values: Mapping[str, object]

    def __new__(cls, pattern: str, **values: object) -> Words:
        """The text; without ``values`` braces in ``pattern`` are letters."""
        made = super().__new__(cls, pattern.format(**values) if values else pattern)
        made.pattern, made.values = str(pattern), values
        return made


def shown(value: object, translate: Translate = str) -> str:
    """A value as it is printed in the language of ``translate``: our words translated, everything else as it is."""
    if not isinstance(value, Words):
        return str(value)
    said = translate(value.pattern)
    return said.format(**{name: shown(own, translate) for name, own in value.values.items()}) if value.values else said


def joined(texts: Iterable[str], separator: str) -> Words:
    """Texts one after the other; ours among them stay translatable."""
    values = {f"t{number}": text for number, text in enumerate(texts)}
    return Words(separator.join(f"{{{name}}}" for name in values), **values)


def N_(text: str) -> Words:
    """Mark a text for the translation catalogues; it stays Vietnamese until it is shown."""
    return Words(text)


E, W, I = Severity.ERROR, Severity.WARNING, Severity.NOTE  # noqa: E741

_DIEU_15 = N_("Điều 15 Nghị định số 30/2020/NĐ-CP")

CATALOGUE: dict[str, Kind] = {
    # D: the data file
    "D001": Kind(E, N_("tệp không phải YAML hợp lệ: {detail}"),
                 N_("sửa chỗ được chỉ ra; trong YAML dùng dấu cách, không dùng tab để thụt dòng")),
    "D002": Kind(E, N_("khóa «{key}» lặp lại trong cùng một nhóm"), N_("giữ một khóa, gộp hoặc xóa khóa kia")),
    "D003": Kind(E, N_("thiếu khóa bắt buộc «{key}»"), N_("thêm dòng «{key}: …»")),
    "D004": Kind(E, N_("không có khóa «{key}» ở đây"), N_("có phải «{near}»?"),
                 otherwise=N_("xóa dòng này; xem các khóa dùng được bằng lệnh «soanthao new»")),
    "D005": Kind(E, N_("«{key}» phải là {expected}"), N_("xem mẫu bằng lệnh «soanthao new»")),
    "D006": Kind(E, N_("«{value}» không phải giá trị được phép; được phép: {expected}"),
                 N_("chọn một trong các giá trị được phép")),
    "D007": Kind(E, N_("«{value}» không phải một ngày có thật"),
                 N_("viết ngày theo dạng năm-tháng-ngày, ví dụ 2026-11-20")),
    "D008": Kind(E, N_("ký tự điều khiển {char} không thể có trong văn bản Word"), N_("xóa ký tự đó")),
    "D009": Kind(I, N_("chữ có dấu tổ hợp (NFD) đã được đưa về dựng sẵn (NFC)"),
                 N_("không cần làm gì; nội dung không đổi"),
                 N_("khoản 4 Mục I Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP (TCVN 6909:2001)")),
    "D010": Kind(I, N_("xuống dòng hoặc tab trong ô một dòng đã được thay bằng dấu cách"),
                 N_("viết nội dung trên một dòng")),
    "D011": Kind(E, N_("neo, bí danh hoặc thẻ YAML (&, *, !) không được dùng trong tệp này"),
                 N_("để cả giá trị trong ngoặc kép nếu chữ bắt đầu bằng &, * hoặc !; không dùng neo và bí danh")),
    "D012": Kind(E, N_("tệp rỗng"), N_("tạo khung bằng lệnh «soanthao new»")),
    "D013": Kind(E, N_("giá trị không hợp lệ: {detail}"), N_("xem mẫu bằng lệnh «soanthao new»")),
    "D014": Kind(E, N_("tệp không ở mã UTF-8"), N_("lưu lại tệp với mã UTF-8")),
    "D015": Kind(E, N_("tệp quá lớn hoặc lồng quá sâu ({detail})"), N_("chia nhỏ tệp")),
    "D016": Kind(E, N_("không có loại văn bản «{value}»"),
                 N_("có phải «{near}»? Mẫu riêng của cơ quan: ghi ten và viet_tat"),
                 N_("Điều 7 Nghị định số 30/2020/NĐ-CP"),
                 N_("xem các loại bằng lệnh «soanthao new --help»; mẫu riêng của cơ quan: ghi ten và viet_tat")),
    # N: the content of a plan
    "N001": Kind(E, N_("mã «{id}» được dùng hai lần"), N_("đặt mã khác cho một trong hai")),
    "N002": Kind(E, N_("văn bản đã ban hành phải có {field}"), N_("ghi {field}, hoặc để trang_thai: trinh_ky"),
                 _DIEU_15),
    "N003": Kind(E, N_("dự thảo không tự đặt {field}: số và ngày do văn thư cấp khi ban hành"),
                 N_("xóa {field}, hoặc ghi trang_thai: da_ban_hanh"), _DIEU_15),
    "N004": Kind(E, N_("không có mục, điểm hay phụ lục nào mang mã «{id}»"),
                 N_("sửa mã trong [[xem: …]], hoặc thêm id cho mục được nhắc")),
    "N005": Kind(E, N_("dấu «{detail}» mở mà không đóng"), N_("đóng dấu đó, hoặc viết \\ trước dấu để in nguyên chữ")),
    "N006": Kind(E, N_("chú thích «{id}» không có nội dung trong chu_thich"), N_("thêm «{id}» vào chu_thich")),
    "N007": Kind(W, N_("chú thích «{id}» không được dùng ở đâu"), N_("thêm [^{id}] vào câu cần chú thích, hoặc xóa")),
    "N008": Kind(W, N_("nhiệm vụ «{id}» không in ở thân văn bản, cũng không in ở phụ lục nào"),
                 N_("thêm vào một mục (nhiem_vu) hoặc một phụ lục (bang: nhiem_vu)")),
    "N009": Kind(W, N_("«{field}» của nhiệm vụ «{id}» có nội dung nhưng không in ở đâu"),
                 N_("thêm cột «{field}» vào phụ lục")),
    "N010": Kind(W, N_("«{agency}» vừa chủ trì vừa phối hợp ở nhiệm vụ «{id}»"), N_("bỏ khỏi một trong hai cột")),
    "N011": Kind(E, N_("tham_quyen là {power} nhưng chữ ký là «{signature}»"),
                 N_("tập thể thì dòng đầu là «tm: …»; người đứng đầu thì không có tm"),
                 N_("điểm b khoản 7 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP")),
    "N012": Kind(W, N_("mở đầu nói «{opening}» nhưng tham_quyen là {power}"),
                 N_("sửa câu mở đầu hoặc tham_quyen cho khớp")),
    "N013": Kind(E, N_("không biết ký hiệu của «{agency}»"), N_("ghi ky_hieu, ví dụ KH-UBND"),
                 N_("điểm b khoản 3 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP")),
    "N014": Kind(E, N_("không biết chức danh người đứng đầu của «{agency}»"),
                 N_("ghi nguoi_ban_hanh, ví dụ: Chủ tịch Ủy ban nhân dân tỉnh …")),
    "N015": Kind(E, N_("thiếu địa danh"), N_("ghi dia_danh"),
                 N_("điểm a khoản 4 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP")),
    "N016": Kind(W, N_("{kind} không có phần Kính gửi"), N_("xóa kinh_gui, dùng noi_nhan"),
                 N_("điểm b khoản 9 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP")),
    "N017": Kind(E, N_("còn chỗ chờ quyết định ở nhiệm vụ «{id}»"),
                 N_("quyết định rồi xóa cho_quyet trước khi ban hành")),
    "N018": Kind(I, N_("nhiệm vụ «{id}» còn chờ quyết định"), N_("quyết định rồi xóa cho_quyet")),
    "N019": Kind(W, N_("còn {count} đoạn chưa phân loại, không được in"),
                 N_("đưa từng đoạn vào đúng chỗ rồi xóa chua_phan_loai")),
    "N020": Kind(W, N_("còn {count} đoạn chưa phân loại"), N_("đưa từng đoạn vào đúng chỗ trước khi ban hành")),
    "N021": Kind(E, N_("kế hoạch gốc có truong ({fields}): mỗi đơn vị một văn bản"),
                 N_("dùng bản của từng đơn vị, hoặc xóa truong")),
    "N022": Kind(E, N_("trường «{name}» không được khai trong truong"), N_("thêm «{name}» vào truong")),
    "N023": Kind(E, N_("không có nhiệm vụ «{id}»"), N_("sửa mã cho khớp với danh sách nhiem_vu")),
    "N024": Kind(E, N_("bảng có {columns} cột nhưng hàng này có {cells} ô"), N_("thêm hoặc bớt ô cho đủ")),
    "N025": Kind(E, N_("ô «{value}» không phải số, không cộng được"), N_("viết số theo kiểu Việt Nam, ví dụ 1.250,5")),
    "N026": Kind(E, N_("không có cột «{value}» trong bảng"), N_("chọn trong: {expected}")),
    "N027": Kind(W, N_("chữ in «{printed}» khác tên theo mã «{name}»"), N_("sửa ghi hoặc la cho khớp")),
    "N028": Kind(E, N_("đánh số a), b)… chỉ có 23 chữ, mục này có {count} điểm"),
                 N_("chia nhỏ, hoặc dùng danh_so: \"1\"")),
    "N029": Kind(W, N_("dòng «{text}» rộng hơn ô của nó, Word sẽ xuống dòng"),
                 N_("dùng bo_co_chu: B, hoặc ngắt dòng tên cơ quan"),
                 N_("khoản 1 và khoản 4 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP")),
    "N030": Kind(E, N_("{kind} phải có {field}"), N_("thêm {field}")),
    "N031": Kind(W, N_("số «{value}» của mục lặp lại số của mục trước; giữ như đã ghi"),
                 N_("xóa so để đánh số liên tục")),
    "N032": Kind(W, N_("trích yếu kết thúc bằng dấu chấm"), N_("xóa dấu chấm cuối"),
                 N_("điểm b khoản 5 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP")),
    "N033": Kind(W, N_("phụ lục «{id}» không được nhắc đến trong văn bản"),
                 N_("thêm [[xem: {id}]] vào câu giới thiệu phụ lục"),
                 N_("điểm a khoản 1 Mục III Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP")),
    "N035": Kind(W, N_("nhiệm vụ «{id}» chưa có {field}"), N_("ghi {field}, hoặc hỏi đơn vị chủ trì")),
    "N036": Kind(E, N_("mục «{id}» không có số, không có tiêu đề nên không nhắc đến bằng [[xem: …]] được"),
                 N_("đánh số mục đó (danh_so), thêm tieu_de, hoặc viết lời nhắc bằng chữ")),
    "N037": Kind(E, N_("«{field}» không in được ở đây"), N_("xóa, hoặc ghi nội dung đó vào chỗ khác")),
    "N038": Kind(E, N_("trích yếu công văn bắt đầu bằng chữ mà mẫu đã in: «V/v»"),
                 N_("xóa «V/v» hoặc «Về việc» ở đầu trích yếu"),
                 N_("điểm b khoản 5 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP")),
    "N039": Kind(W, N_("văn bản chưa có nội dung"), N_("ghi mo_dau, noi_dung hoặc ket_thuc")),
    "N040": Kind(W, N_("«{text}» còn lại từ năm trước: kế hoạch là của năm {year}"),
                 N_("sửa năm; nếu đúng là nói về năm trước thì để nguyên")),
    "N041": Kind(I, N_("«{text}» trước năm {year} của kế hoạch; có phải còn lại từ năm trước?"),
                 N_("xem lại; nếu đúng là nói về thời gian đã qua thì để nguyên")),
    "N042": Kind(W, N_("thời hạn «{text}» đã qua trước năm {year} của kế hoạch"), N_("sửa thời hạn")),
    "N043": Kind(W, N_("thời gian «{text}» của nhiệm vụ «{id}» đã qua trước năm {year} của kế hoạch"),
                 N_("sửa thoi_gian của nhiệm vụ")),
    "N044": Kind(W, N_("«{text}» là văn bản kế hoạch năm trước đã viện dẫn; loại này mỗi năm một văn bản"),
                 N_("tìm văn bản của năm {year}; không có thì để nguyên")),
    "N045": Kind(W, N_("«{agency}» không còn vào ngày {date}"),
                 N_("nay là: {near}; chọn theo nhiệm vụ"),
                 otherwise=N_("sửa tên cơ quan cho đúng với thoi_diem")),
    "N046": Kind(W, N_("thoi_diem {date} là của kế hoạch năm trước"),
                 N_("ghi ngày soạn kế hoạch này, để tên cơ quan, địa giới được tra đúng")),
    "N047": Kind(W, N_("còn chỗ trống: «{text}»"), N_("điền vào chỗ «…» trước khi trình ký")),
    # A: agencies
    "A001": Kind(E, N_("không có cơ quan «{id}» vào ngày {date}: {reason}"),
                 N_("chọn trong: {near}; cơ quan ngoài danh mục thì ghi nguyên tên thay cho mã"),
                 otherwise=N_("sửa mã; cơ quan ngoài danh mục thì ghi nguyên tên thay cho mã")),
    "A002": Kind(E, N_("không có đơn vị hành chính «{id}» vào ngày {date}: {reason}"),
                 N_("chọn trong: {near}; hoặc xem lại ngày tra cứu (thoi_diem, --on)"),
                 otherwise=N_("sửa mã đơn vị, hoặc xem lại ngày tra cứu (thoi_diem, --on)")),
    "A003": Kind(E, N_("không có cơ quan tên «{name}» vào ngày {date}: {reason}"),
                 N_("gợi ý, chưa phải câu trả lời: {near}"),
                 otherwise=N_("ghi tên đầy đủ; tên của cơ quan địa phương cần --for MÃ_ĐƠN_VỊ, ví dụ tp/bac-ninh")),
    "A010": Kind(E, N_("không biết các đơn vị hành chính ngày {date}: các bảng bắt đầu từ ngày {first}"),
                 N_("chọn một ngày từ {first} trở đi")),
    "A011": Kind(W, N_("đơn vị {level} ngày {date} nằm giữa hai bảng khác nhau: đây là bảng ngày {shown}, bảng kia là "
                       "của ngày {other}"),
                 N_("đối chiếu với nghị quyết sắp xếp đơn vị hành chính của tỉnh trước khi dùng")),
    "A012": Kind(E, N_("ngày {date} không còn cấp huyện; cấp huyện kết thúc hết ngày {last}"),
                 N_("liệt kê cấp xã (--level xa), hoặc chọn một ngày đến hết {last}")),
    "A013": Kind(E, N_("«{id}» là đơn vị cấp xã, không có đơn vị cấp dưới"),
                 N_("ghi mã của tỉnh, thành phố trực thuộc trung ương, ví dụ tp/bac-ninh")),
    "A014": Kind(E, N_("ngày 30/06/2025, {province} không có đơn vị cấp xã «{old}»"), N_("có phải: {near}?"),
                 otherwise=N_("ghi đúng tên hoặc mã đơn vị của ngày đó")),
    "A015": Kind(E, N_("«{id}» không phải mã xã, phường, đặc khu"),
                 N_("xem các mã bằng lệnh «soanthao units list»")),
    "A020": Kind(W, N_("«{id}»: hồ sơ ghi «{own}», nhưng danh mục ghi «{known}»; căn cứ: {reference}"),
                 N_("soát lại quan_he; hồ sơ của cơ quan được dùng trước danh mục")),
    "A021": Kind(E, N_("co_quan_rieng có hai dòng cùng mã «{id}»"), N_("giữ một dòng, gộp hoặc đổi mã dòng kia")),
    "A022": Kind(W, N_("«{id}» không còn hoạt động vào ngày {date}: {reason}; hồ sơ vẫn đặt tên cho mã này"),
                 N_("xóa dòng này, hoặc dùng mã của cơ quan kế thừa")),
    "A023": Kind(W, N_("danh mục không có cơ quan «{id}», vào ngày nào cũng vậy"), N_("có phải: {near}?"),
                 otherwise=N_("sửa mã, hoặc xóa dòng này")),
    "A024": Kind(W, N_("không có chức năng «{id}»"), N_("có phải «{near}»?"),
                 otherwise=N_("bỏ chuc_nang nếu cơ quan này nhận mọi việc của cơ quan ấy")),
    "A030": Kind(E, N_("hàng «{row}» của chương trình đã có quyết định ở dòng {line}"),
                 N_("giữ một quyết định, xóa hàng kia")),
    "A031": Kind(E, N_("tệp không phải bảng quyết định do «soanthao draft» làm ra, hoặc trang ẩn của nó đã mất"),
                 N_("chạy lại «soanthao draft», chép các ô đã sửa vào bảng mới")),
    "A032": Kind(E, N_("«{id}», {field}: dài {length} ký tự, một ô Excel chỉ chứa {limit}"),
                 N_("dùng bảng quyết định dạng YAML")),
    "A033": Kind(E, N_("bảng quyết định này có {field} «{theirs}», không phải «{ours}»"),
                 N_("dùng bảng đã làm ra cho đúng chương trình, đơn vị và năm này")),
    "A034": Kind(W, N_("hàng «{row}» không còn trong bảng; giữ quyết định đã có: {verdict}"),
                 N_("muốn bỏ nhiệm vụ này thì chọn «Để Trung ương» hoặc «Không áp dụng», không xóa hàng")),
    "A035": Kind(E, N_("không nhập hàng này: {detail}"), N_("sửa trong bảng rồi chạy lại")),
    "A036": Kind(E, N_("«{row}» đứng ở các hàng {rows}: không nhập hàng nào"), N_("xóa hàng thừa")),
    "A037": Kind(E, N_("«{row}», {field}: không hiểu «{theirs}»; được phép: {expected}"),
                 N_("chọn một trong các giá trị được phép")),
    "A038": Kind(W, N_("«{row}», {field}: ô nền xám không sửa được, giữ «{mine}», không ghi «{theirs}»"),
                 N_("ghi vào cột nền trắng, ví dụ «Nội dung ghi vào kế hoạch»")),
    "A039": Kind(W, N_("«{row}», {field}: {detail}"), N_("soát lại cơ quan này trong bảng quyết định")),
    "A040": Kind(W, N_("cột «{name}» không phải cột của bảng quyết định: không nhập"),
                 N_("chép nội dung sang cột có sẵn, ví dụ «Lý do»")),
    "A041": Kind(W, N_("bảng không còn cột «{name}»: nội dung cột đó được giữ nguyên"),
                 N_("làm lại bảng nếu cần sửa cột này")),
    "A042": Kind(W, N_("trang tính «{name}» không phải bảng quyết định: không nhập"),
                 N_("chép nội dung sang trang tính đầu nếu cần")),
    "A043": Kind(W, N_("«{row}» đã được sửa hoặc đồng ý nhưng Quyết định vẫn là «Cần người quyết»"),
                 N_("chọn một quyết định khác ở cột Quyết định")),
    "A050": Kind(E, N_("chương trình không có nhiệm vụ nào để soạn kế hoạch"),
                 N_("nhập lại chương trình bằng «soanthao import», xem bảng nhiệm vụ có được nhận ra không")),
    "A052": Kind(E, N_("tệp quyết định có hàng «{row}», chương trình chỉ có {count} hàng"),
                 N_("sửa tt cho khớp chương trình, hoặc xóa hàng đó")),
    "A053": Kind(W, N_("chương trình không còn việc «{theirs}» mà hàng «{row}» của tệp quyết định nói đến"),
                 N_("quyết định ấy không dùng nữa; nếu việc đã viết lại thì quyết ở hàng mới")),
    "A054": Kind(W, N_("không hàng nào của chương trình ghi cơ quan chủ trì"),
                 N_("nhập lại chương trình nếu bảng có cột chủ trì; nếu không, ghi chu_tri cho từng hàng trong tệp "
                    "quyết định")),
    "A055": Kind(E, N_("chờ người quyết: {question} — «{text}»"),
                 N_("ghi vào tệp quyết định một trong: {near}; rồi chạy lại với --decisions"),
                 otherwise=N_("ghi quyet_dinh và chu_tri của hàng này vào tệp quyết định, rồi chạy lại với "
                              "--decisions")),
    "A056": Kind(E, N_("tệp quyết định có {count} hàng do người quyết mà lần soạn này không có (tt {rows}): "
                       "không ghi đè"),
                 N_("thêm --decisions và tệp này để giữ các quyết định ấy; hoặc --force để làm lại từ đầu")),
    "A057": Kind(W, N_("hàng «{row}» của tệp quyết định không ghi noi_dung: được hiểu là «{text}»"),
                 N_("ghi noi_dung của hàng để quyết định đi theo việc khi chương trình thêm, bớt hàng")),
    "A058": Kind(W, N_("đơn vị «{id}» không còn đến hết năm {year} của kế hoạch: {reason}"),
                 N_("xem lại --for, --year và --on")),
    "A059": Kind(W, N_("kế hoạch năm trước {reason}"), N_("xem lại --last; tên đơn vị, số năm trong lời phải soát kỹ")),
    # I: import
    "I001": Kind(E, N_("tệp rỗng"), N_("xin lại tệp, hoặc xem tệp đã tải về xong chưa")),
    "I002": Kind(E, N_("tệp quá lớn: {size} MB, giới hạn {limit} MB"),
                 N_("bỏ hình ảnh trong tệp, hoặc chép phần cần dùng sang tệp mới rồi nhập tệp đó")),
    "I003": Kind(E, N_("tệp có mật khẩu, không đọc được"),
                 N_("mở tệp bằng mật khẩu, bỏ mật khẩu (Tệp, Thông tin, Bảo vệ), lưu lại rồi nhập")),
    "I004": Kind(E, N_("tệp bị hỏng, hoặc chép, tải về chưa xong"),
                 N_("xin lại tệp; nếu Word hay Excel vẫn mở được thì lưu lại với tên khác rồi nhập")),
    "I005": Kind(E, N_("không biết đây là loại tệp gì"),
                 N_("các loại đọc được: .docx, .doc, .rtf, .odt, .xlsx, .pdf, .txt, .md, .tsv")),
    "I006": Kind(E, N_("chưa đọc được {kind}"), N_("mở tệp, lưu lại dạng «Excel Workbook (.xlsx)» rồi nhập")),
    "I007": Kind(E, N_("chưa đọc được {kind}"), N_("mở tệp bằng Word, lưu lại dạng «Word Document (.docx)» rồi nhập")),
    "I008": Kind(E, N_("tệp là ảnh chụp hoặc bản quét ({kind}), không có chữ để đọc"),
                 N_("xin bản Word, Excel; hoặc nhận dạng chữ (OCR) rồi nhập bản đã soát lại")),
    "I009": Kind(E, N_("tệp là tệp nén ({kind})"), N_("giải nén, rồi nhập từng tệp bên trong")),
    "I010": Kind(E, N_("đây là tệp khóa tạm do Word, Excel tạo khi đang mở văn bản, không có nội dung"),
                 N_("nhập tệp cùng tên không có «{mark}» ở đầu")),
    "I011": Kind(E, N_("tệp chỉ là lối tắt tới một văn bản ở nơi khác ({kind})"),
                 N_("mở lối tắt, tải văn bản về dạng .docx hoặc .xlsx rồi nhập tệp đó")),
    "I012": Kind(E, N_("tệp là {kind}, không phải văn bản hay bảng tính"),
                 N_("chép nội dung cần dùng sang tệp Word, Excel hoặc văn bản thô rồi nhập")),
    "I013": Kind(E, N_("tệp không an toàn, không mở: {detail}"),
                 N_("hỏi lại người gửi; nếu Word hay Excel mở được thì lưu lại với tên khác rồi nhập")),
    "I014": Kind(I, N_("đuôi tệp là «{suffix}» nhưng bên trong là {kind}; đã đọc theo nội dung"),
                 N_("đổi đuôi tệp cho đúng")),
    "I015": Kind(W, N_("tệp có macro; macro không được chạy và không được nhập"),
                 N_("chỉ giữ tệp này nếu tin người gửi")),
    "I016": Kind(W, N_("tệp lấy dữ liệu từ {count} tệp khác; các tệp đó không được mở, chỉ nhập phần đã lưu"),
                 N_("xem lại các ô, hình lấy từ tệp khác: {first}")),
    "I017": Kind(E, N_("cần LibreOffice để đọc tệp {suffix}, mà máy này chưa có"),
                 N_("mở tệp bằng Word, lưu lại dạng .docx rồi nhập; hoặc cài LibreOffice")),
    "I018": Kind(E, N_("LibreOffice không đọc được tệp {suffix}: {detail}"),
                 N_("mở tệp bằng Word, lưu lại dạng .docx rồi nhập")),
    "I019": Kind(E, N_("bảng tính không có ô nào có nội dung"),
                 N_("xem nội dung có nằm ở trang tính, hàng hoặc cột đang ẩn không")),
    "I020": Kind(I, N_("không nhập {count} {things} đang ẩn: {names}"),
                 N_("trong Excel, bỏ ẩn rồi nhập lại nếu cần nội dung đó")),
    "I021": Kind(W, N_("{count} ô có công thức chưa được tính, để trống: {names}"),
                 N_("mở bằng Excel, lưu lại để công thức có giá trị, rồi nhập")),
    "I022": Kind(W, N_("ô {names} báo lỗi «{value}»; chữ báo lỗi được giữ nguyên"),
                 N_("sửa công thức, lưu lại rồi nhập")),
    "I023": Kind(I, N_("đã bỏ {count} hàng trống ở giữa bảng"), N_("không cần làm gì")),
    "I024": Kind(I, N_("{count} ô ngày tháng hiện theo kiểu nước ngoài, đã ghi theo thứ tự ngày/tháng/năm: {names}"),
                 N_("xem lại các ô này: Excel có thể đã đổi chữ gõ vào thành ngày khác")),
    "I025": Kind(W, N_("{count} ô có chữ bị ô gộp che mất, không được nhập: {names}"),
                 N_("bỏ gộp ô để xem; chuyển chữ cần giữ ra ô riêng")),
    "I026": Kind(W, N_("trang tính có {count} hình vẽ, ảnh hoặc hộp chữ; không được nhập vào bảng"),
                 N_("chép chữ trong hình vào ô rồi nhập lại nếu cần")),
    "I027": Kind(E, N_("trang tính có quá nhiều ô"),
                 N_("chép phần cần dùng sang tệp mới rồi nhập tệp đó")),
    "I028": Kind(I, N_("không hiểu định dạng số «{value}»; đã ghi giá trị của ô: {names}"),
                 N_("so lại các ô này với bản Excel")),
    "I029": Kind(E, N_("tệp không có chữ nào để nhập"),
                 N_("nếu tệp chỉ có hình chụp thì xin bản Word, hoặc nhận dạng chữ (OCR) rồi nhập bản đã soát lại")),
    "I040": Kind(I, N_("chữ ở mã {name}, đã đổi sang Unicode"), N_("soát lại tên riêng và chữ hoa có dấu")),
    "I041": Kind(E, N_("chữ không ở mã Unicode; có lẽ ở mã {name}; không chắc nên không đổi"),
                 N_("mở tệp bằng chương trình đã soạn nó, lưu lại với mã UTF-8")),
    "I042": Kind(E, N_("tệp không phải tệp chữ"), N_("mở tệp bằng chương trình của nó, lưu lại dạng .docx hoặc .txt")),
    "I043": Kind(E, N_("đọc tệp PDF cần gói pdfplumber"), N_("chạy: pip install \"soanthao[pdf]\"")),
    "I044": Kind(E, N_("tệp PDF là bản quét (ảnh chụp trang giấy), không có chữ để đọc"),
                 N_("xin tệp Word hoặc tệp PDF có chữ, hoặc nhận dạng chữ (OCR) rồi soát lại")),
    "I045": Kind(E, N_("tệp PDF có mật khẩu"), N_("mở tệp bằng mật khẩu, in lại ra một tệp PDF không mật khẩu")),
    "I046": Kind(E, N_("tệp PDF bị hỏng: {detail}"), N_("tải lại tệp, hoặc mở bằng trình đọc PDF rồi in lại ra PDF")),
    "I047": Kind(E, N_("tệp PDF quá lớn: {detail}"), N_("tách lấy những trang cần nhập")),
    "I048": Kind(E, N_("chữ trong tệp PDF ở phông mã cũ ({fonts}), đọc ra sẽ sai dấu"),
                 N_("đổi tệp Word gốc sang Unicode (Times New Roman) rồi nhập tệp Word đó")),
    "I049": Kind(W, N_("trang này là ảnh quét, không có chữ để đọc: không nhập được"), N_("gõ tay phần của trang này")),
    "I050": Kind(W, N_("trang này là ảnh quét có lớp chữ do máy nhận dạng: có thể sai chữ"),
                 N_("soát từng chữ của trang này với bản gốc")),
    "I051": Kind(I, N_("chữ của trang này nằm ngang, đã được xoay lại để đọc"), N_("soát lại thứ tự các cột")),
    "I052": Kind(W, N_("trang này có thể có bảng không kẻ khung: chữ các cột bị nối thành dòng"),
                 N_("kẻ khung bảng trong tệp gốc rồi nhập lại, hoặc sửa phần này bằng tay")),
    "I053": Kind(I, N_("«{word}» không phải một âm tiết tiếng Việt ({count} chỗ)"), N_("có phải «{near}»?"),
                 otherwise=N_("soát lại chữ này với bản gốc")),
    "I054": Kind(I, N_("«{word}» dính chữ hoặc thiếu dấu cách ({count} chỗ)"), N_("có phải «{near}»?"),
                 otherwise=N_("soát lại chữ này với bản gốc")),
    "I055": Kind(I, N_("«{word}» lặp chữ ({count} chỗ)"), N_("có phải «{near}»?"),
                 otherwise=N_("soát lại chữ này với bản gốc")),
    "I056": Kind(I, N_("«{word}» có thể viết nhầm ({count} chỗ)"), N_("có phải «{near}»?"),
                 otherwise=N_("soát lại chữ này với bản gốc")),
    "I057": Kind(I, N_("không chắc dòng «{line}» nối tiếp dòng trên hay là đoạn mới: để thành đoạn mới"),
                 N_("so với bản gốc; nối hai đoạn nếu cần")),
    "I058": Kind(W, N_("trang này có quá nhiều nét vẽ: không tìm bảng trong trang"),
                 N_("so phần này với bản gốc")),
    "I060": Kind(W, N_("những chữ này của tệp gốc không có trong kế hoạch: «{words}»"),
                 N_("so đoạn này với tệp gốc và bổ sung bằng tay")),
    "I030": Kind(W, N_("«{word}» có chữ {char} của bảng chữ cái khác, trông như «{letter}»"),
                 N_("gõ lại từ này bằng bàn phím tiếng Việt; chữ đã được giữ nguyên")),
    "I031": Kind(W, N_("ký tự {char} không đọc được: phông chữ riêng hoặc chữ đã mất khi chuyển tệp"),
                 N_("xem bản gốc rồi gõ lại ký tự này")),
    "I032": Kind(I, N_("{count} khoảng trắng đặc biệt đã được thay bằng dấu cách thường"), N_("không cần làm gì")),
    "I033": Kind(I, N_("{count} ký tự ẩn (ngắt từ, nối chữ, điều khiển) đã được bỏ"), N_("không cần làm gì")),
    "I034": Kind(E, N_("không phải văn bản Word: {detail}"), N_("mở tệp trong Word rồi lưu dạng .docx")),
    "I035": Kind(E, N_("phần {part} của tệp bị hỏng hoặc không đọc được: {detail}"),
                 N_("mở tệp trong Word, lưu lại dạng .docx rồi thử lại")),
    "I036": Kind(I, N_("{what} không được nhập: {count}"), N_("chép vào văn bản Word sau khi xuất, nếu cần")),
    "I037": Kind(W, N_("{what} không được nhập"), N_("xem bản gốc; cần thì chép phần này vào rồi nhập lại")),
    "I038": Kind(I, N_("chữ ẩn không in ra, không được nhập: «{text}»"),
                 N_("cần thì bỏ thuộc tính ẩn (Hidden) trong Word rồi nhập lại")),
    "I039": Kind(W, N_("tệp có {what}: không đọc, không chạy"), N_("xem lại nguồn của tệp nếu không chờ đợi điều này")),
    "I090": Kind(E, N_("chỗ này của tệp kế hoạch viết theo cách không tự sửa được"),
                 N_("viết lại mỗi khóa một dòng rồi chạy lại, hoặc sửa bằng tay")),
    "I091": Kind(E, N_("tệp không phải bảng nhiệm vụ do «soanthao tasks export» làm ra, hoặc trang ẩn của nó đã mất"),
                 N_("xuất lại bảng, chép các ô đã sửa vào bảng mới rồi nhập")),
    "I092": Kind(E, N_("bảng nhiệm vụ này không phải của kế hoạch {plan}: không có mã nào chung"),
                 N_("nhập vào đúng kế hoạch đã xuất ra bảng")),
    "I093": Kind(E, N_("«{id}», {field}: kế hoạch nay ghi «{mine}», bảng ghi «{theirs}», lúc xuất ghi «{base}»: "
                       "không ghi ô này"),
                 N_("chọn một trong hai rồi ghi vào kế hoạch")),
    "I094": Kind(W, N_("«{id}» không còn hàng nào trong bảng; nhiệm vụ vẫn được giữ: {content}"),
                 N_("nếu muốn bỏ nhiệm vụ thì xóa trong tệp kế hoạch")),
    "I095": Kind(E, N_("mã «{id}» đứng ở các hàng {rows}: không nhập hàng nào"),
                 N_("xóa hàng thừa; hàng thêm mới thì để trống ô mã")),
    "I096": Kind(W, N_("«{id}», {field}: không sửa qua bảng được, giữ «{mine}», không ghi «{theirs}»"),
                 N_("sửa trong tệp kế hoạch")),
    "I097": Kind(E, N_("không nhập hàng này: {detail}"), N_("sửa trong bảng rồi nhập lại")),
    "I098": Kind(W, N_("«{id}», {field}: {detail}"), N_("soát lại cơ quan này trong tệp kế hoạch")),
    "I099": Kind(E, N_("«{id}», {field}: dài {length} ký tự, một ô Excel chỉ chứa {limit}"),
                 N_("chia nhiệm vụ thành nhiều nhiệm vụ, hoặc sửa trong tệp kế hoạch")),
    "I100": Kind(W, N_("cột «{name}» không phải cột của bảng nhiệm vụ: không nhập"),
                 N_("chép nội dung sang cột có sẵn, ví dụ «Ghi chú»")),
    "I101": Kind(E, N_("ô {cell} báo lỗi «{value}»: không nhập ô này"), N_("sửa công thức, lưu lại rồi nhập")),
    "I102": Kind(E, N_("ô {cell} có công thức chưa được tính: không nhập ô này"),
                 N_("mở bằng Excel, lưu lại để công thức có giá trị, rồi nhập")),
    "I103": Kind(I, N_("ô {cell} là ngày tháng của Excel, đọc là «{value}»"), N_("xem lại có đúng chữ cần ghi không")),
    "I104": Kind(E, N_("«{id}» đã được sửa trong bảng nhưng không còn trong kế hoạch: {changes}"),
                 N_("thêm lại nhiệm vụ vào kế hoạch nếu vẫn cần")),
    "I105": Kind(W, N_("bảng không còn cột «{name}»: nội dung cột đó trong kế hoạch được giữ nguyên"),
                 N_("xuất lại bảng nếu cần sửa cột này")),
    "I106": Kind(E, N_("«{id}», {field}: không ghi được «{theirs}»: {detail}"), N_("sửa trong bảng rồi nhập lại")),
    "I107": Kind(W, N_("«{id}», {field}: bảng ghi «{theirs}» nhưng kế hoạch in ra «{mine}»"),
                 N_("soát lại trong tệp kế hoạch")),
    "I108": Kind(W, N_("trang tính «{name}» không phải bảng nhiệm vụ: không nhập"),
                 N_("chép nội dung sang trang tính đầu nếu cần")),
    # M: templates
    "M001": Kind(E, N_("thẻ {tag}: không có «{name}» trong văn bản"),
                 N_("có phải «{near}»? Xem «soanthao template fields»"),
                 otherwise=N_("xem các tên dùng được bằng «soanthao template fields»")),
    "M002": Kind(E, N_("thẻ {tag}: «{name}» không được phép trong mẫu"),
                 N_("mẫu chỉ dùng for, if và tên trong «soanthao template fields»")),
    "M003": Kind(E, N_("thẻ {tag} đứng chung đoạn với chữ khác: chữ đó sẽ mất"), N_("để thẻ một mình một đoạn")),
    "M004": Kind(E, N_("thẻ {tag} bị cắt qua nhiều định dạng chữ khác nhau"), N_("xóa thẻ, gõ lại liền một mạch")),
    "M005": Kind(E, N_("thẻ {tag} nằm trong phần sửa đổi được theo dõi"),
                 N_("chấp nhận sửa đổi trong Word rồi lưu lại")),
    "M006": Kind(E, N_("tệp không có thẻ nào: đây là một văn bản hoàn chỉnh, không phải mẫu"),
                 N_("dùng một tệp trong thư mục mẫu")),
    "M007": Kind(E, N_("thẻ không viết đúng: {detail}"), N_("xem hướng dẫn viết mẫu docs/mau.md")),
    "M008": Kind(E, N_("mẫu dùng {feature}, không được hỗ trợ"), N_("bỏ phần đó khỏi mẫu")),
    "M009": Kind(E, N_("không đọc được mẫu: {detail}"), N_("mở bằng Word, lưu lại dạng .docx")),
    "M010": Kind(E, N_("không có mẫu «{name}»"), N_("có phải «{near}»? Mẫu của cơ quan để trong thu_muc_mau"),
                 otherwise=N_("để tệp mẫu của cơ quan trong thu_muc_mau")),
    "M011": Kind(E, N_("mẫu thiếu bảng mẫu «{name}»"), N_("chép bảng mẫu từ tệp mẫu gốc")),
    "M012": Kind(E, N_("mẫu thiếu {feature}, mà văn bản cần đến"), N_("chép phần đó từ tệp mẫu gốc")),
    # H: the form of the output
    "H001": Kind(E, N_("tệp tạo ra không phải XML đúng: {detail}"), N_("kiểm tra mẫu bằng «soanthao template check»")),
    "H002": Kind(E, N_("còn thẻ của mẫu trong văn bản: «{text}»"), N_("kiểm tra mẫu bằng «soanthao template check»")),
    "H003": Kind(E, N_("«{text}» không có trong văn bản, hoặc sai thứ tự"),
                 N_("mẫu thiếu chỗ in phần này; so với mẫu gốc")),
    "H004": Kind(E, N_("{component}: {property} là {found}, quy định {expected}"), N_("sửa kiểu «{style}» trong mẫu")),
    "H005": Kind(E, N_("khổ giấy hoặc lề: {property} là {found} mm, quy định {expected} mm"),
                 N_("sửa thiết lập trang của mẫu"),
                 N_("khoản 1, 2, 3 Mục I Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP")),
    "H006": Kind(E, N_("số trang: {detail}"), N_("sửa đầu trang của mẫu"),
                 N_("khoản 7 Mục I Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP")),
    "H007": Kind(E, N_("cỡ chữ không cùng một bộ: {detail}"), N_("dùng trọn bộ A (13/14/14) hoặc bộ B (12/13/13)"),
                 N_("Mục V Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP")),
    "H008": Kind(E, N_("văn bản có định dạng không thuộc mẫu: {detail}"), N_("báo cho người phát triển kèm tệp mẫu")),
    "H009": Kind(E, N_("tên kiểu «{style}» không có trong danh sách kiểu của mẫu"),
                 N_("dùng các kiểu «VB …» của mẫu gốc")),
    "H010": Kind(E, N_("đường kẻ: {detail}"), N_("chép đoạn có đường kẻ từ mẫu gốc"),
                 N_("điểm b khoản 1, 2 và 5 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP")),
    "H011": Kind(E, N_("dấu chỉ mức độ khẩn «{text}»: {detail}"), N_("chép dấu từ mẫu gốc"),
                 N_("điểm b khoản 2 Mục III Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP")),
    "H012": Kind(E, N_("khối chữ ký: {detail}"), N_("chép bảng chữ ký từ mẫu gốc")),
    "H013": Kind(E, N_("bảng: {detail}"),
                 N_("trong Word, đặt «Lặp lại hàng tiêu đề» và bỏ «Cho phép ngắt hàng qua trang» ở bảng mẫu")),
    "H014": Kind(E, N_("ngôn ngữ kiểm tra chính tả của mẫu là {found}, phải là vi-VN"),
                 N_("trong Word, chọn tiếng Việt làm ngôn ngữ mặc định rồi lưu lại mẫu")),
    "H015": Kind(E, N_("thuộc tính của mẫu còn ghi «{name}»"),
                 N_("trong Word, dùng «Kiểm tra tài liệu» để xóa thông tin cá nhân rồi lưu lại mẫu")),
    # G: files
    "G001": Kind(E, N_("không đọc được tệp: {detail}"), N_("kiểm tra đường dẫn và quyền đọc")),
    "G002": Kind(E, N_("không ghi được tệp: {detail}"),
                 N_("kiểm tra thư mục, quyền ghi, đĩa còn chỗ, tệp đang mở trong Word")),
    "G003": Kind(E, N_("tệp đã có và đã được sửa sau khi tạo: không ghi đè"),
                 N_("đưa phần đã sửa vào kế hoạch rồi xuất lại, ghi ra tên khác, hoặc dùng --force để bỏ phần đã sửa")),
    "G004": Kind(E, N_("tệp đã có và không do soanthao tạo: không ghi đè"), N_("ghi ra tên khác, hoặc dùng --force")),
    "G005": Kind(E, N_("tên tệp «{name}» không dùng được trên Windows"),
                 N_("đặt tên khác: không dùng con, prn, aux, nul, com1, lpt1…, các ký tự < > : \" / \\ | ? * và dấu "
                    "chấm hay dấu cách ở cuối")),
    "G006": Kind(E, N_("cùng ghi ra tệp «{name}» với một tệp khác trong lệnh này"),
                 N_("đổi tên một trong hai tệp, hoặc ghi ra hai thư mục bằng hai lệnh")),
    "G007": Kind(E, N_("lỗi ngoài dự kiến: {detail}"),
                 N_("chạy lại với --verbose trước tên lệnh, gửi cho người phát triển mọi dòng in ra")),
    "G008": Kind(E, N_("tệp ghi ra phải có đuôi {expected}, không phải «{suffix}»"), N_("sửa tên sau -o")),
    "G009": Kind(E, N_("nhiều kế hoạch không thể ghi chung một tệp"), N_("ghi tên một thư mục sau -o")),
    "G010": Kind(E, N_("không có thư mục mẫu {folder} (thu_muc_mau)"),
                 N_("sửa đường dẫn trong hồ sơ cơ quan, hoặc tạo thư mục")),
    # P: pictures
    "P001": Kind(E, N_("không tìm thấy LibreOffice"), N_("cài LibreOffice, hoặc mở tệp trong Word và lưu dạng PDF")),
    "P002": Kind(E, N_("không chuyển được {file} sang PDF: {detail}"),
                 N_("mở tệp bằng LibreOffice để xem lỗi, rồi chạy lại")),
    "P003": Kind(E, N_("bản PDF dùng phông {fonts}, thiếu chữ tiếng Việt của Times New Roman"),
                 N_("cài gói fonts-croscore hoặc fonts-liberation2 (Debian, Ubuntu) rồi chạy lại"),
                 N_("khoản 4 Mục I Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP")),
    "P004": Kind(E, N_("thiếu gói pypdfium2"), N_("chạy: pip install \"soanthao[preview]\"")),
    "P005": Kind(E, N_("không có trang {page}; tệp có {count} trang"), N_("chọn số trang từ 1 đến {count}")),
}  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """One finding: ``code`` names its kind, ``path`` its place in the plan, ``place`` the printed place.

    ``place`` is ``file:line:column`` for a data file and a place findable in Word for a document ("đoạn 5: «…»").
    """

    code: str
    path: tuple[PathItem, ...] = ()
    place: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """The catalogue entry of this problem."""
        return CATALOGUE[self.code]

    @property
    def severity(self) -> Severity:
        """The severity of this problem's kind."""
        return self.kind.severity

    def message(self, translate: Translate = str) -> str:
        """The message with its values filled in, in the language of ``translate``."""
        return translate(self.kind.message).format(**self._printed(translate))

    def hint(self, translate: Translate = str) -> str:
        """The remedy; the kind's other one when a value of it is missing (no near key to suggest)."""
        printed = self._printed(translate)
        missing = any(f"{{{name}}}" in self.kind.hint and not value for name, value in printed.items())
        text = self.kind.otherwise if missing else self.kind.hint
        return translate(text).format(**printed) if text else ""

    def at(self, place: str) -> Problem:
        """The same problem with its printed place."""
        return replace(self, place=place)

    def _printed(self, translate: Translate) -> dict[str, str]:
        return {name: shown(value, translate) for name, value in self.values.items()}


def problem(code: str, *, path: tuple[PathItem, ...] = (), place: str = "", **values: object) -> Problem:
    """Make a problem of the catalogue; ``KeyError`` when the code is not in it."""
    CATALOGUE[code]
    return Problem(code, path, place, values)


class ProblemsError(Exception):
    """The work cannot go on; carries every problem found so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("; ".join(f"{p.place} {p.code} {p.message()}" for p in self.problems))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only the problems that stop the work."""
    return [p for p in problems if p.severity is Severity.ERROR]


_REASONS = {
    errno.ENOENT: N_("không có tệp hoặc thư mục này"),
    errno.ENOTDIR: N_("một phần của đường dẫn là tệp, không phải thư mục"),
    errno.EEXIST: N_("một phần của đường dẫn là tệp, không phải thư mục"),  # a folder that was to be made
    errno.EISDIR: N_("đây là thư mục, không phải tệp"),
    errno.EACCES: N_("không có quyền, hoặc tệp đang mở trong chương trình khác"),
    errno.EPERM: N_("không có quyền, hoặc tệp đang mở trong chương trình khác"),
    errno.EBUSY: N_("tệp đang mở trong chương trình khác"),
    errno.EROFS: N_("ổ đĩa chỉ cho đọc"),
    errno.ENOSPC: N_("ổ đĩa đã đầy"),
    errno.ENAMETOOLONG: N_("tên tệp hoặc đường dẫn quá dài"),
}


def why(error: Exception) -> str:
    """Why a file could not be read or written, in the user's words; the system's own where none are known."""
    if not isinstance(error, OSError):
        return N_("tên tệp không dùng được")  # ValueError: a name that no system takes
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
