"""Older formats through LibreOffice: the words and tables come back, a stranger's file reaches no network."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

from engines import need_office
from generator import convert
from generator.cli.report import UNREADABLE
from generator.convert import ConvertError, to_docx
from generator.importers.kinds import THROUGH_OFFICE, Format, kind_of
from office_files import old_word

ROOT = Path(__file__).resolve().parent.parent
TARGETS = {".doc": "doc:MS Word 97", ".rtf": "rtf:Rich Text Format", ".odt": "odt:writer8"}
posix_only = pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One of our own documents: head in a table, numbered body, annex in a section of its own."""
    out = tmp_path_factory.mktemp("rendered") / "van-ban.docx"
    plan = ROOT / "plans" / "ke-hoach-tinh.yaml"
    command = [sys.executable, "-m", "generator.cli", "render", str(plan), "-o", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return out


def saved_as(office: Path, source: Path, suffix: str, folder: Path) -> bytes:
    """The document in an older format, as LibreOffice saves it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    result = ["--convert-to", TARGETS[suffix], "--outdir", str(folder)]
    command = [str(office), profile, "--headless", *result, str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"{source.stem}{suffix}").read_bytes()


def words(data: bytes) -> list[str]:
    """The words of a document in reading order, those in tables too."""
    body = docx.Document(io.BytesIO(data)).element.body
    pieces = ["".join(node.text or "" for node in paragraph.iter() if node.tag.endswith("}t"))
              for paragraph in body.iter() if paragraph.tag.endswith("}p")]  # fmt: skip
    return " ".join(pieces).split()


def shape(data: bytes) -> list[tuple[int, int]]:
    """Rows and columns of every table."""
    return [(len(table.rows), len(table.columns)) for table in docx.Document(io.BytesIO(data)).tables]


@pytest.mark.parametrize("suffix", sorted(TARGETS))
def test_words_and_tables_come_back(rendered: Path, suffix: str, tmp_path: Path) -> None:
    old = saved_as(need_office(), rendered, suffix, tmp_path)
    kind = kind_of(old, f"a{suffix}")
    assert (kind.format, kind.found) == (Format(suffix), ())
    back, source = to_docx(old, suffix), rendered.read_bytes()
    assert kind_of(back).format is Format.DOCX
    assert words(back) == words(source)
    assert shape(back) == shape(source)


def test_every_format_that_goes_through_office_has_a_filter() -> None:
    assert {str(kind) for kind in THROUGH_OFFICE} == set(convert._FILTERS)


def test_without_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "find_office", lambda: None)
    with pytest.raises(ConvertError) as caught:
        to_docx(old_word(), ".doc")
    (found,) = caught.value.problems
    assert found.code == "I017" and found.code in UNREADABLE
    assert ".doc" in found.message() and ".docx" in found.hint() and "LibreOffice" in found.hint()


@pytest.mark.parametrize("data", [old_word(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)])
def test_a_file_that_cannot_be_read(data: bytes) -> None:
    need_office()
    try:
        made = to_docx(data, ".doc", timeout_s=60)
    except ConvertError as error:
        assert [p.code for p in error.problems] == ["I018"]
    else:
        assert words(made) == []


@posix_only
def test_a_program_that_never_ends(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice-stand-in"
    program.write_text("#!/bin/sh\nsleep 600\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(convert, "find_office", lambda: program)
    with pytest.raises(ConvertError) as caught:
        to_docx(old_word(), ".doc", timeout_s=0.5)
    (found,) = caught.value.problems
    assert (found.code, found.values["detail"]) == ("I018", "quá 0.5 giây chưa xong")


@pytest.fixture
def listener() -> Iterator[Callable[[], tuple[int, list[bytes]]]]:
    """A server on this machine that keeps the first line of every request."""
    heard: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            with line:
                heard.append(line.recv(1000).split(b"\r\n")[0])

    threading.Thread(target=serve, daemon=True).start()
    yield lambda: (server.getsockname()[1], heard)
    server.close()


def test_pictures_on_the_network_are_not_fetched(
    rendered: Path, tmp_path: Path, listener: Callable[[], tuple[int, list[bytes]]]
) -> None:
    """A picture linked in an .odt is fetched by LibreOffice unless its profile forbids it."""
    port, heard = listener()
    picture = (
        '<text:p><draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:image xlink:href='
        f'"http://127.0.0.1:{port}/a.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
        "</draw:frame></text:p></office:text>"
    )
    old = saved_as(need_office(), rendered, ".odt", tmp_path)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(old)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, part.replace(b"</office:text>", picture.encode()) if name == "content.xml" else part)
    assert words(to_docx(out.getvalue(), ".odt")) == words(rendered.read_bytes())
    assert heard == []
