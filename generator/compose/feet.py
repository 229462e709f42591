"""Recipients and signatures (khoản 7 and 9 Mục II Phần I Phụ lục I NĐ 30)."""

from __future__ import annotations

from generator.model import Document, Filing, Recipient, Signer
from generator.printed import SignerLines, SignerRow
from generator.vntext import fold

EMPTY = SignerLines((), "", "")
ANSWERS = tuple(map(fold, ("Như trên", "Như Điều", "Như kính gửi")))


def signer_lines(signer: Signer) -> SignerLines:
    """The lines of one signature: authority and title in capitals, another post, the name."""
    authority = [f"{line.prefix} {line.whose}".upper() for line in signer.authority]
    title = [signer.title.upper()] if signer.title else []
    return SignerLines(tuple(authority + title), signer.other_title or "", signer.name or "")


def signer_rows(signers: tuple[Signer, ...]) -> tuple[SignerRow, ...]:
    """Several signatures two by two, in the order given."""
    lines = [signer_lines(signer) for signer in signers]
    if len(lines) % 2:
        lines.append(EMPTY)
    return tuple(SignerRow(left, right) for left, right in zip(lines[::2], lines[1::2], strict=True))


def recipient_lines(document: Document, last_article: str) -> tuple[str, ...]:
    """Every line of "Nơi nhận" with its end mark; the first answers "Kính gửi" or names the articles of a decision."""
    lines = [f"- {first};" for first in _first(document, last_article)]
    for recipient in document.recipients:
        lines += _recipient(recipient)
    return (*lines, f"- Lưu: {filing_text(document.filing)}.")


def _first(document: Document, last_article: str) -> list[str]:
    if any(fold(recipient.name or "").startswith(ANSWERS) for recipient in document.recipients):
        return []
    if document.addressees:
        return ["Như trên"]
    return [f"Như {last_article}"] if document.type.template == "quyet-dinh" and last_article else []


def _recipient(recipient: Recipient) -> list[str]:
    note = f" ({recipient.note})" if recipient.note else ""
    if recipient.group:
        return [f"- {', '.join(recipient.group)}{note};"]
    name = (recipient.name or "").rstrip(" ;.")
    if not recipient.parts:
        return [f"- {name}{note};"]
    return [f"- {name}{note}:", *(f"+ {part.rstrip(' ;.')};" for part in recipient.parts)]


def filing_text(filing: Filing) -> str:
    """"VT, NC (2).Bền": units, copies, drafter."""
    copies = f" ({filing.copies})" if filing.copies else ""
    drafter = f".{filing.drafter}" if filing.drafter else ""
    return ", ".join(filing.units) + copies + drafter
