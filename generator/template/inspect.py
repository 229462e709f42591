"""``template check`` and ``template fields``: every fault of a template with the paragraph it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jinja2 import TemplateSyntaxError
from lxml import etree

from generator.printed import Block, Printed, SignerLines, SignerRow, tag_fields
from generator.problems import Problem, problem
from generator.template.source import environment, one_tag_per_line, patched, tagged_parts
from generator.template.tags import TAG, Paragraph, paragraphs, tags_in_order
from generator.template.whitelist import violations
from generator.word import prototype
from generator.word.archive import ArchiveError, read
from generator.word.xml import XmlError, parse, text_of, w

DOCUMENT = "word/document.xml"
_NEEDED = ("[Content_Types].xml", DOCUMENT, "word/styles.xml")
_BLOCK = re.compile(r"\{[{%#](p|tr) ")
_UNSUPPORTED = {
    "tc": re.compile(r"\{[{%]tc "),
    "colspan": re.compile(r"\{%\s*colspan\b"),
    "hm": re.compile(r"\{%\s*hm\s*%\}"),
}
_OPEN = re.compile(r"\{[{%]|[}%]\}")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_WORD = re.compile(r"\{%[-+]?\s*(\w+)")
_TABLE_TAG = re.compile(r"\{\{p\s+\w+\.bang\s*\}\}")
# fields that are ready XML, and the tag that puts them where Word reads them
_READY = {
    "chu": ("r", re.compile(r"\{\{(\w*)\s[^{}]*\.chu\s*\}\}")),
    "bang": ("p", re.compile(r"\{\{(\w*)\s[^{}]*\.bang\s*\}\}")),
}
_MARKUP_TAG = re.compile(r"\{\{(r|p|tr) ")
_NOT_TEXT = [w(name) for name in ("drawing", "pict", "object", "sectPr")]
_PROGRAM = re.compile(r"vbaProject|vbaData|activeX|embeddings/|customUI|afchunk", re.IGNORECASE)
_FIELD = re.compile(r"\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|MACROBUTTON|LINK)\b", re.IGNORECASE)
LONGEST_TAG = 300
DEEPEST = 15  # Python itself takes no more than 20 loops one inside the other


def check_template(data: bytes) -> list[Problem]:
    """Every problem of a template file; empty when it may be compiled."""
    try:
        parts = read(data)
    except ArchiveError as error:
        return [problem("M009", detail=error.args[0])]
    trees, broken = _parsed(parts)
    missing = [problem("M009", detail=name) for name in _NEEDED if name not in parts]
    if broken or missing:
        return broken + missing
    tagged = {name: trees[name] for name in tagged_parts(parts)}
    if not any(name.startswith("word/") for name in tagged):
        return [problem("M006")]
    hostile = _hostile(trees, list(parts))
    found = [p for name, tree in tagged.items() for paragraph in paragraphs(name, tree) for p in _faults(paragraph)]
    return hostile + found or _language_faults(parts, tagged) + _prototype_faults(tagged)


def _parsed(parts: dict[str, bytes]) -> tuple[dict[str, etree._Element], list[Problem]]:
    """The trees of all XML parts, tagged or not, and a problem for each that is not well formed."""
    trees, broken = {}, []
    for name in sorted(parts):
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = parse(parts[name])
            except XmlError as error:
                broken.append(problem("M009", place=name, detail=error.args[0]))
    return trees, broken


def _hostile(trees: dict[str, etree._Element], names: list[str]) -> list[Problem]:
    """Macros, embedded programs, links to outside files and fields that fetch them have no place in a template."""
    found = [problem("M008", place=name, feature=name) for name in sorted(names) if _PROGRAM.search(name)]
    for name, tree in trees.items():
        if name.endswith(".rels"):
            found += [problem("M008", place=name, feature=link) for link in _outside(tree)]
        found += [problem("M008", place=name, feature=code.split()[0]) for code in _fields(tree) if _FIELD.match(code)]
    if b"macroEnabled" in etree.tostring(trees["[Content_Types].xml"]):
        found.append(problem("M008", place="[Content_Types].xml", feature="macro"))
    return found


def _outside(relations: etree._Element) -> list[str]:
    """The targets outside the package that Word would fetch by itself; a hyperlink waits for a click."""
    rows = [r for r in relations if isinstance(r.tag, str) and r.get("TargetMode") == "External"]
    return [r.get("Target", "") for r in rows if not r.get("Type", "").endswith("/hyperlink")]


def _fields(tree: etree._Element) -> Iterator[str]:
    """The instructions of the fields; one may be cut over several runs, so a paragraph's are read together."""
    for paragraph in tree.iter(w("p")):
        yield "".join(node.text or "" for node in paragraph.iter(w("instrText")))
        yield from (field.get(w("instr"), "") for field in paragraph.iter(w("fldSimple")))


# --- paragraph by paragraph -------------------------------------------------------------------------------------------


def _faults(paragraph: Paragraph) -> Iterator[Problem]:
    whole = [tag for tag in paragraph.tags if not tag.group().startswith("{#")]
    if len(_OPEN.findall(paragraph.text)) != 2 * len(whole):
        yield problem("M007", place=paragraph.place, detail=paragraph.text.strip()[:60])
    for tag in paragraph.tags:
        yield from (fault.at(paragraph.place) for fault in _tag_faults(tag, paragraph))


def _tag_faults(match: re.Match[str], paragraph: Paragraph) -> Iterator[Problem]:
    tag, covering = match.group(), paragraph.covering(match)
    if len(tag) > LONGEST_TAG:
        yield problem("M007", detail=tag[:60])
    if len({piece.look for piece in covering}) > 1:
        yield problem("M004", tag=tag)
    if any(piece.tracked for piece in covering):
        yield problem("M005", tag=tag)
    for feature, pattern in _UNSUPPORTED.items():
        if pattern.match(tag):
            yield problem("M008", feature=f"{{% {feature} %}}")
    if _BLOCK.match(tag) and _others_vanish(match, paragraph):
        yield problem("M003", tag=tag)
    yield from _wrong_kind(tag)


def _wrong_kind(tag: str) -> Iterator[Problem]:
    """Ready XML printed as text would stand where Word does not look; so would text printed as ready XML."""
    fitting = {kind for kind, pattern in _READY.values() if pattern.fullmatch(tag)}
    for kind, pattern in _READY.values():
        match = pattern.fullmatch(tag)
        if match and match[1] != kind:
            yield problem("M007", detail=f"{tag} → {{{{{kind} {tag[2:-2].removeprefix(match[1]).strip()} }}}}")
    if _MARKUP_TAG.match(tag) and not fitting:
        yield problem("M007", detail=f"{tag} → {{{{ {tag[2:-2].partition(' ')[2].strip()} }}}}")


def _others_vanish(match: re.Match[str], paragraph: Paragraph) -> bool:
    """Whether something else stands where the tag's whole paragraph (or row) will vanish."""
    element = paragraph.element
    if match.group()[2:4] == "tr":
        row = next(element.iterancestors(w("tr")), None)
        if row is None or any(p is not element and text_of(p).strip() for p in row.iter(w("p"))):
            return True
        element = row
    rest = paragraph.text[: match.start()] + paragraph.text[match.end() :]
    return bool(rest.strip()) or next(element.iter(*_NOT_TEXT), None) is not None


# --- the language of the tags -----------------------------------------------------------------------------------------


def _language_faults(parts: dict[str, bytes], tagged: dict[str, etree._Element]) -> list[Problem]:
    return [fault for name, tree in tagged.items() for fault in _part_faults(name, parts[name], tree)]


def _part_faults(name: str, data: bytes, tree: etree._Element) -> list[Problem]:
    source, tags = one_tag_per_line(patched(data))
    placed = tags_in_order(name, tree)
    # docxtpl writes a few tags out as several; then the place of a tag is that of the first one like it
    places = [place for _, place in placed] if len(placed) == len(tags) else _by_text(tags, placed, name)
    written = [tag for tag, _ in placed] if len(placed) == len(tags) else tags
    if (deep := _too_deep(tags)) is not None:
        return [problem("M007", place=places[deep], detail=written[deep])]
    try:
        return violations(environment().parse(source), written, places)
    except TemplateSyntaxError as error:
        at = _never_closed(tags) if error.lineno > len(tags) else None
        at = min(max(error.lineno - 2, 0), len(tags) - 1) if at is None else at
        return [problem("M007", place=places[at], detail=written[at])]
    except RecursionError:
        longest = max(range(len(tags)), key=lambda at: len(tags[at]))
        return [problem("M007", place=places[longest], detail=written[longest][:60])]


def _by_text(tags: list[str], placed: Sequence[tuple[str, str]], part: str) -> list[str]:
    known = {_bare(tag): place for tag, place in reversed(placed)}
    return [known.get(_bare(tag), part) for tag in tags]


def _bare(tag: str) -> str:
    """A tag without spaces and without the letters that only docxtpl reads."""
    return re.sub(r"\s", "", re.sub(r"^\{([{%])(p|tr|r) ", r"{\1", tag))


def _too_deep(tags: list[str]) -> int | None:
    """The index of the first tag that opens more blocks inside one another than can be compiled."""
    depth = 0
    for index, word in enumerate(_words(tags)):
        depth += (word in ("for", "if")) - (word in ("endfor", "endif"))
        if depth > DEEPEST:
            return index
    return None


def _never_closed(tags: list[str]) -> int | None:
    """The index of the innermost ``for`` or ``if`` that is still open at the end."""
    opened: list[int] = []
    for index, word in enumerate(_words(tags)):
        if word in ("for", "if"):
            opened.append(index)
        elif word in ("endfor", "endif") and opened:
            opened.pop()
    return opened[-1] if opened else None


def _words(tags: list[str]) -> list[str]:
    """The first word of each tag; empty for one that prints."""
    return [match[1] if (match := _WORD.match(tag)) else "" for tag in tags]


def _prototype_faults(tagged: dict[str, etree._Element]) -> list[Problem]:
    tree = tagged.get(DOCUMENT)
    if tree is None or not any(_TABLE_TAG.search(text_of(p)) for p in tree.iter(w("p"))):
        return []
    return [] if prototype.find(tree) else [problem("M011", name=prototype.MARK)]


def used_fields(data: bytes) -> list[tuple[str, str]]:
    """The names that the tags of a template use, each with what it means. The template has passed its check."""
    parts = read(data)
    text = " ".join(text_of(p) for n in tagged_parts(parts) for p in parse(parts[n]).iter(w("p")))
    core = parts.get("docProps/core.xml", b"").decode("utf-8")
    known = {n: d for of in (Printed, Block, SignerLines, SignerRow) for n, (_, d) in tag_fields(of).items()}
    words = {word for tag in TAG.findall(text + core) for word in re.findall(r"[a-z_]+", _QUOTED.sub("", tag))}
    return [(name, known[name]) for name in known if name in words]


# What every document prints; a template of a letter prints its subject, not the name of its type.
NEEDED = ("co_quan_ban_hanh", "so", "ky_hieu", "dia_danh", "ngay_thang", "trich_yeu", "khoi", "noi_nhan", "nguoi_ky")


def missing_fields(data: bytes) -> list[Problem]:
    """A problem for each tag without which no document of this template can be proved. It has passed its check."""
    used = {name for name, _ in used_fields(data)}
    return [problem("M012", feature=f"{{{{ {name} }}}}") for name in NEEDED if name not in used]
