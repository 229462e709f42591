"""Who leads, who supports, who watches, by when: the roles that one cell or one sentence holds together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.recognise.body.deadlines import deadlines, time_of_bracket
from generator.recognise.body.sentences import names_agency, opens_with_agency

_ROLE_LABEL = re.compile(
    r"(?:^|(?<=[\n.;,(])\s*|(?<=\s))(?:[-+•]\s*)?(?:(?:cơ quan|đơn vị|sở, ngành|bộ phận)\s+)?"
    r"(?:(?P<lead>chủ trì)|(?P<support>phối hợp)|(?P<monitor>theo dõi(?:, (?:kiểm tra|giám sát|đôn đốc))*)"
    r"|(?P<time>thời (?:gian|hạn)|tiến độ)|(?P<other>kinh phí|sản phẩm|kết quả|nguồn lực|ghi chú))"
    r"(?:\s+(?:thực hiện|hoàn thành|tham mưu|chính))*\s*:\s*",
    re.IGNORECASE,
)
_MEETING = r"(?:cuộc|hội nghị|hội thảo|phiên|buổi|lễ|họp|tọa đàm|giao ban)\b"
_LEADS = re.compile(
    rf"\s*(?P<bracket>\()?\bchủ trì\b\)?(?!\s*(?:{_MEETING}|:))(?:\s*,?\s*(?P<with>(?:và |chủ động |cùng )?"
    r"phối hợp(?: chặt chẽ| thường xuyên)?\s+(?:(?:với|cùng)(?: với)?\b"
    r"|(?=(?:các )?(?:sở|bộ|ban|ubnd|ủy ban|công an|văn phòng|cục|đơn vị|cơ quan)\b))))?",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"(?:giao(?: cho| nhiệm vụ cho)?|(?:kính )?đề nghị|yêu cầu)\s+"
    r"(?!thông\b|ban\b|dịch|lưu|hàng\b|đất|tiếp|chỉ tiêu|quyền|nộp|trả)",
    re.IGNORECASE,
)
_RESPONSIBLE = re.compile(
    r"(?P<who>[^.:;]{2,300}?)\s+(?:có trách nhiệm|chịu trách nhiệm)\s+(?!hình sự|trước|thi hành)"
)
_SUPPORTS = re.compile(
    r"(?P<who>.+?),?\s+(?:(?:chủ động|cùng|tham gia)\s+)*phối hợp(?:\s+(?:với|cùng)\s+(?P<whom>.+?))?"
    r"(?:\s+(?:để )?(?:tổ chức |triển khai )*thực hiện.*)?",
    re.IGNORECASE | re.DOTALL,
)
_DOES_IT = re.compile(
    r"(?P<who>.+?)\s+(?:tổ chức |triển khai )*thực hiện(?: theo (?:lĩnh vực|chức năng|phạm vi).*)?", re.IGNORECASE
)
_LONGEST = 400  # letters of a list of agencies
_MOST_WORDS = 60  # of a list of agencies behind which no verb is known
_LAST_BRACKET = re.compile(r"\(?\((?P<said>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*(?:\./)?[.;]?\s*$")
# A verb begins what is to be done; names have their words in capitals ("Ban Tổ chức", "Sở Kế hoạch và Đầu tư").
_VERBS = (
    "xây dựng|tham mưu|triển khai|hướng dẫn|rà soát|nghiên cứu|đề xuất|kiểm tra|thực hiện|theo dõi|đôn đốc"
    "|tổng hợp|báo cáo|trình|ban hành|hoàn thiện|hoàn thành|đẩy nhanh|đẩy mạnh|tăng cường|tiếp tục|chỉ đạo|xử lý"
    "|giải quyết|công bố|bố trí|cân đối|thẩm định|đánh giá|tuyên truyền|phổ biến|cập nhật|quán triệt|lập"
    "|khẩn trương|chủ động|kịp thời|thường xuyên|định kỳ|đấu tranh|phát hiện|ngăn chặn|bảo đảm|đảm bảo|duy trì"
    "|đào tạo|tập huấn|bồi dưỡng|sơ kết|tổng kết|giám sát|tham gia|vận động|hỗ trợ|kiểm soát|khảo sát|sửa đổi"
    "|bổ sung|cung cấp|tiếp nhận|xác định|lồng ghép|nâng cao|căn cứ|chịu trách nhiệm|có trách nhiệm|phát huy"
    "|phân công|tìm kiếm|mở|làm|huy động|thông tin|truyền thông|thống kê|vận hành|tích hợp|thiết lập|biên soạn"
    "|in ấn|mời|chuẩn bị|đưa|gắn kết|điều tra|xem xét|quy định|cụ thể hóa|phối hợp|là|trực tiếp|nghiêm túc"
    "|tập trung|chủ trì|bám sát|góp ý|thành lập|kiện toàn|thu thập|số hóa|phê duyệt|quyết định|để|gửi"
)
_VERB = re.compile(
    rf"(?<![\w-])(?:{_VERBS})(?![\w-])|(?<!các )(?<!những )(?<!, )(?<![\w-])tổ chức"
    r"(?! (?:chính trị|đoàn thể|xã hội|có liên quan|liên quan|,))(?![\w-])"
)
_EARNEST = re.compile(r"\s*(?:khẩn trương|chủ động|tiếp tục|kịp thời|thường xuyên|tập trung)?\s*", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_MUST = re.compile(r"\s+(?:cần|phải|sẽ|cùng|tự|đều)$")
_TOLD_OF = re.compile(r"[.;] | (?:đã|đang|được|chưa|vẫn)$")  # several sentences, or what is already so
_IN_BRACKET = re.compile(r"\s*\(phối hợp\)", re.IGNORECASE)
_COLLECTIVE = re.compile(r"\bcác [\w, ]{2,40}$", re.IGNORECASE)  # "các Bộ: Công an, Tài chính"
_EDGES = " \t\n,;.:"


@dataclass(frozen=True)
class Roles:
    """The words of each role as printed; empty where none is named. ``rest`` is what the task itself is."""

    lead: str = ""
    support: str = ""
    monitor: str = ""
    time: str = ""
    rest: str = ""

    def __bool__(self) -> bool:
        return bool(self.lead or self.support or self.monitor or self.time)


def roles(text: str) -> Roles:
    """The roles in a cell or a sentence; ``rest`` is all of it when there is none.

    "Sở X chủ trì, phối hợp với Y …", "Chủ trì: X. Phối hợp: Y.", "Giao Sở X …", "Đề nghị …", a bracket or a deadline at
    the end. Words in the middle of prose ("đã phối hợp chặt chẽ", "chủ trì cuộc họp") are no roles.
    """
    text = _SPACES.sub(" ", text)
    if said := labelled(text):
        return said
    found = _opening(text) or Roles(rest=text.strip())
    bracket = bracket_roles(text)
    times = deadlines(text)
    time = bracket.time or (times[0] if len(times) == 1 else "")
    return replace(
        found, lead=found.lead or bracket.lead, support=found.support or bracket.support,
        monitor=found.monitor or bracket.monitor, time=time,
    )  # fmt: skip


def labelled(text: str) -> Roles | None:
    """"Chủ trì: X. Phối hợp: Y.": every role behind its label; ``None`` when the text opens with none.

    Other labels ("Kinh phí: …") with what they say are the rest.
    """
    found = list(_ROLE_LABEL.finditer(text))
    if not found or text[: found[0].start()].strip(" -+•("):
        return None
    ends = [*(match.start() for match in found[1:]), len(text)]
    said: dict[str, str] = {}
    for match, end in zip(found, ends, strict=True):
        role = match.lastgroup or "other"
        words = text[match.end() : end].strip(_EDGES + ")") if role != "other" else text[match.start() : end].strip()
        said[role] = f"{said[role]}; {words}" if role in said else words
    return Roles(*(said.get(role, "") for role in ("lead", "support", "monitor", "time", "other")))


def _opening(text: str) -> Roles | None:
    """The roles at the beginning of a sentence."""
    given = _GIVEN.match(text)
    start = given.end() if given else 0
    leads = _LEADS.search(text, start)
    if leads and leads["with"] and _EARNEST.fullmatch(text[start : leads.start()]):
        support, rest = _support(text[leads.end() :])
        return Roles(support=support, rest=rest)
    if leads and _is_lead(text[start : leads.start()], bool(given)):
        behind = text[leads.end() :]
        lead = text[start : leads.start()]
        if leads["bracket"]:
            behind = _IN_BRACKET.sub("", behind)
        support, rest = _support(behind) if leads["with"] or leads["bracket"] else ("", behind)
        return Roles(lead.strip(_EDGES), support, rest=rest.strip(_EDGES))
    if given and opens_with_agency(text[start:]):
        lead, rest = _support(text[start:])
        return Roles(lead, rest=rest)
    return _responsible(text) or _given_inside(text) or _behind_colon(text)


def _behind_colon(text: str) -> Roles | None:
    """"Ban hành cơ chế …: Sở X chủ trì, …": the task first, who does it behind the last colon."""
    task, colon, doers = text.rpartition(": ")
    if not colon or not opens_with_agency(doers) or not _LEADS.search(doers):
        return None
    found = _opening(doers)
    return replace(found, rest=f"{task}: {found.rest}".strip(_EDGES)) if found and found.lead else None


def _given_inside(text: str) -> Roles | None:
    """"Đối với …, giao Sở X …": told in the middle of the first sentence."""
    match = re.match(r"[^.;:]*?, giao (?=\S)", text)
    if match is None or not opens_with_agency(text[match.end() :]):
        return None
    lead, rest = _support(text[match.end() :])
    return Roles(lead, rest=rest) if rest else None


def _is_lead(words: str, given: bool) -> bool:
    """Whether the words before "chủ trì" are who leads, not part of a sentence about something else."""
    colons = [match.start() for match in re.finditer(":", words)]
    if not words.strip() or len(words) > _LONGEST or re.search(r"\.(?:\s|$)", words.strip()):
        return False
    if not all(_COLLECTIVE.search(words[:at]) for at in colons):
        return False
    return opens_with_agency(words) and (given or not _VERB.search(words))


def _support(text: str) -> tuple[str, str]:
    """Agencies at the beginning of a text, up to what they are to do, and that."""
    verb = _VERB.search(text)
    colons = (match.start() for match in re.finditer(":", text[: verb.start() if verb else len(text)]))
    colon = next((at for at in colons if not text[at + 1 :].strip() or not _COLLECTIVE.search(text[:at])), None)
    if colon is not None:
        return text[:colon].strip(_EDGES), text[colon + 1 :].strip()
    end = verb.start() if verb else len(text.rstrip(_EDGES))
    if verb is None and len(text.split()) > _MOST_WORDS:
        return "", text.strip()
    return text[:end].strip(_EDGES), text[end:].strip()


def _responsible(text: str) -> Roles | None:
    """"Sở X: …" and "Sở X có trách nhiệm …"."""
    if length := names_agency(text):
        given = _GIVEN.match(text[:length])
        return Roles(text[given.end() if given else 0 : length].strip(), rest=text[length + 1 :].strip())
    match = _RESPONSIBLE.match(text)
    if match and opens_with_agency(match["who"]) and not _VERB.search(match["who"]):
        return Roles(match["who"].strip(_EDGES), rest=text[match.end() :].strip())
    return None


def doer(text: str) -> Roles:
    """Who a sentence says does something: "Sở Y tế hướng dẫn …", "Ủy ban nhân dân các xã: …"; the words up to its verb.

    Whether these words are an agency is for the caller to say.
    """
    verb = _VERB.search(text)
    end = len(text) if verb is None and text.rstrip().endswith(":") else 0
    if verb and verb[0] not in ("là", "để"):
        end = verb.start()
    who = _MUST.sub("", text[:end].strip(_EDGES))
    if not opens_with_agency(who) or len(who) > _LONGEST or _TOLD_OF.search(who):
        return Roles(rest=text.strip())
    return replace(roles(text), lead=who)


def bracket_roles(text: str) -> Roles:
    """What the bracket at the end of a sentence says: "(Công an tỉnh chủ trì, các sở phối hợp)", "(trong Quý IV)"."""
    said = bracket_words(_SPACES.sub(" ", text))
    if found := labelled(said):
        return found
    if time := time_of_bracket(said):
        return Roles(time=time)
    return _clauses(said)


def bracket_words(text: str) -> str:
    """The words of the bracket that ends a sentence; empty without one."""
    match = _LAST_BRACKET.search(text)
    return match["said"].strip(" .") if match else ""


def _clauses(said: str) -> Roles:
    """The clauses of a bracket: who leads, who supports, by when; each told by its verb."""
    found = Roles()
    leads = _LEADS.search(said)
    if leads and _is_lead(said[: leads.start()], False):
        found = replace(found, lead=said[: leads.start()].strip(_EDGES))
        if leads["with"]:
            return replace(found, support=re.sub(r"\s+(?:để )?thực hiện$", "", said[leads.end() :].strip(_EDGES)))
        said = said[leads.end() :].strip(_EDGES)
    for clause in filter(None, (part.strip() for part in said.split(";"))):
        supports = _SUPPORTS.fullmatch(clause)
        if supports and opens_with_agency(supports["who"]) and not _VERB.search(supports["who"]):
            found = replace(found, support=found.support or supports["who"].strip(_EDGES))
        elif time := time_of_bracket(clause):
            found = replace(found, time=found.time or time)
        elif (does := _DOES_IT.fullmatch(clause)) and not found.lead and _is_lead(does["who"], False):
            found = replace(found, lead=does["who"].strip(_EDGES))
    return found
