"""What a paragraph is by its own words: a legal basis, a closing, one that opens with the name of an agency."""

from __future__ import annotations

import re

from generator.vntext import fold

_LEAD_WORDS = 14
_DOCUMENTS = (
    "hiến pháp|bộ luật|luật|pháp lệnh|nghị quyết|quyết định|nghị định|thông tư|chỉ thị|kế hoạch|chương trình|công văn"
    "|văn bản|công điện|thông báo|kết luận|đề án|hướng dẫn|tờ trình|báo cáo|quy chế|quy định|ý kiến|đề nghị"
)
_STRONG = re.compile(r"(?:căn cứ|theo đề nghị|xét đề nghị|xét tờ trình|xét báo cáo)\b")
_WEAK = re.compile(
    rf"(?:thực hiện|triển khai|theo|xét|trên cơ sở|sau khi xem xét) (?:các |nội dung )?(?:{_DOCUMENTS})\b"
)
_BODIES = (
    "ủy ban|ubnd|hđnd|hội đồng|sở|bộ|ban|văn phòng|công an|chủ tịch|giám đốc|bộ trưởng|thủ tướng|chính phủ|cục|chi cục"
    "|tổng cục|viện|trường|trung tâm|đoàn|hội|tỉnh ủy|thành ủy|huyện ủy|đảng ủy|ban chỉ đạo|phòng|thanh tra"
)
_MAIN_CLAUSE = re.compile(
    rf"(?:{_BODIES})\b[^,;]* (?:ban hành|xây dựng|yêu cầu|đề nghị|báo cáo|thông báo|giao|có ý kiến|kính|trình|hướng dẫn"
    r"|triển khai|tổ chức|quyết định|chỉ đạo|đã|xin|phúc đáp|trả lời)\b"
)
_CLOSING = re.compile(
    r"trên đây là\b|(?:trong )?quá trình (?:tổ chức )?(?:triển khai|thực hiện)\b|nhận được \S+ này\b|rất mong\b"
    r"|kính (?:đề nghị|trình|mong|báo cáo)\b"
    r"|(?:\w+ ){1,8}(?:trân trọng )?(?:thông báo|báo cáo)\b.*\b(?:biết|thực hiện|chỉ đạo)\W*$"
    r"|(?:\w+ ){0,8}yêu cầu\b.*\b(?:thực hiện|triển khai|kế hoạch này|công văn này|chỉ thị này)\b.*|trân trọng\b"
)
_HEADS = (
    "sở|bộ|ban|ủy ban|ubnd|hđnd|hội|công an|tòa án|viện|liên đoàn|văn phòng|chi cục|cục|tổng cục|đoàn|tỉnh đoàn"
    "|thành đoàn|tỉnh ủy|thành ủy|huyện ủy|đảng ủy|mặt trận|trường|trung tâm|bệnh viện|kho bạc|ngân hàng|đài|báo"
    "|bảo hiểm xã hội|tập đoàn|công ty|cơ quan|đơn vị|phòng|thanh tra|hội đồng|doanh nghiệp|địa phương|xã|phường"
    "|huyện|thành phố|tỉnh|ngành|cổng thông tin|thông tấn xã|thuế|hải quan|quân đội|bộ đội|bộ chỉ huy|ubmttq"
    "|lực lượng|học viện|hiệp hội|quản lý thị trường|đặc khu|quỹ|vụ"
)
_BEFORE = r"(?:(?:đề nghị|giao|kính đề nghị) )?(?:các |thủ trưởng |lãnh đạo |giám đốc |chủ tịch |ban giám đốc )*"
_AGENCY = re.compile(rf"{_BEFORE}(?:{_HEADS})\b")
_NO_AGENCY = re.compile(
    rf"{_BEFORE}(?:ban (?:hành|bố|đầu|đêm)|xã hội|bộ (?:phận|máy|tiêu chí|chỉ số|luật|hồ sơ|thủ tục)|phòng,"
    r"|hội (?:nghị|thảo|họp|thi|nhập|chợ)|phòng (?:chống|ngừa|bệnh|cháy|dịch)|trường hợp|ngành nghề|cục bộ"
    r"|báo (?:cáo|chí|động)|viện (?:trợ|dẫn|phí)|quỹ đất|vụ (?:việc|án)|đoàn (?:kết|viên)|đơn vị tính"
    r"|thuế (?:suất|thu nhập|giá trị))"
)
_VERBS = re.compile(
    r"\b(?:chủ trì|thực hiện|triển khai|xây dựng|tổ chức|hướng dẫn|phối hợp|tham mưu|báo cáo|tăng cường|tiếp tục"
    r"|chỉ đạo|có trách nhiệm|như sau|gồm|là|và các)\b(?! (?:và|việc làm))"
)


def is_basis(text: str, *, among: bool, italic: bool) -> bool:
    """Whether a paragraph is a legal basis; ``among``: bases stand before it.

    A sentence that goes on to say who does what ("Căn cứ …, UBND tỉnh ban hành Kế hoạch … như sau:") is an opening.
    Without a semicolon, "Thực hiện …" is a basis only among others, or where it is in italics as bases are printed.
    """
    folded = fold(text)
    core = folded.rstrip(" ;.,")
    if folded.endswith(":") or core.endswith("như sau") or _says_who_does(core):
        return False
    if _STRONG.match(core):
        return True
    return _WEAK.match(core) is not None and (among or italic or folded.endswith(";"))


def _says_who_does(core: str) -> bool:
    """Whether the last clause of a sentence has an agency that does something."""
    clause = re.split(r"[,;] ", core)[-1]
    return clause != core and _MAIN_CLAUSE.match(clause) is not None


def is_closing(text: str) -> bool:
    """Whether a paragraph closes a document by its words: "Trên đây là …", "… yêu cầu … thực hiện"."""
    return _CLOSING.match(fold(text)) is not None


def names_agency(text: str) -> int:
    """How many letters before the first colon name an agency ("Sở Y tế", "Đề nghị Hội Nông dân tỉnh"); 0 for none."""
    lead, colon, rest = text.partition(":")
    words = fold(lead)
    if not colon or not rest.strip() or len(words.split()) > _LEAD_WORDS:
        return 0
    return len(lead) if opens_with_agency(lead) and not _VERBS.search(words) else 0


def opens_with_agency(text: str) -> bool:
    """Whether a text opens with words that begin the name of an agency: "Sở …", "Các bộ …", "Thủ trưởng …"."""
    folded = fold(text)
    return _AGENCY.match(folded) is not None and _NO_AGENCY.match(folded) is None
