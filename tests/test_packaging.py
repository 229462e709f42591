"""A wheel, an editable install and a bare checkout all find templates and data; and the bootstrap behind `make`."""

from __future__ import annotations

import configparser
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from email import message_from_string
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parent.parent
CLUTTER = shutil.ignore_patterns("__pycache__", "*.pyc", ".*", "~$*")
OFFLINE = re.compile(r"No matching distribution found for setuptools|Failed to establish a new connection|"
                     r"Network is unreachable|Temporary failure in name resolution")

# Run with -I -S, from another folder: nothing but the code under test and Python's own library is there.
PROBE = """
import json, site, sys
(site.addsitedir if sys.argv[1] == "editable" else lambda folder: sys.path.insert(0, folder))(sys.argv[2])
from generator import resources
names = resources.template_names()
print(json.dumps({
    "where": resources.__file__,
    "templates": {name: resources.read_template(name + ".docx")[:2].decode("ascii") for name in names},
    "norm": len(resources.read_text("norm/nd30_2020.yaml")),
}))
"""

one_build = pytest.mark.xdist_group("build")  # the fixtures below are made once, by one worker


def pip(*arguments: str) -> None:
    """Run pip; the test fails with its words, or is skipped when no package index answers (builds need setuptools)."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if run.returncode and OFFLINE.search(run.stdout + run.stderr):
        pytest.skip("no package index can be reached")
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a build reads, so that it leaves nothing in the checkout."""
    copy = tmp_path_factory.mktemp("sources")
    for folder in ("generator", "templates"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=CLUTTER)
    for pattern in ("setup.cfg", "pyproject.toml", "LICENSE", "README*"):
        for path in ROOT.glob(pattern):
            shutil.copy(path, copy)
    return copy


@pytest.fixture(scope="module")
def wheel(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(sources))
    (built,) = folder.glob("*.whl")
    return built


def probe(kind: str, code: Path, elsewhere: Path) -> dict[str, object]:
    """What a Python started in another folder finds of our templates and data."""
    command = [sys.executable, "-I", "-S", "-c", PROBE, kind, str(code)]
    run = subprocess.run(command, cwd=elsewhere, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    return dict(json.loads(run.stdout))


def assert_all_found(found: dict[str, object], code: Path) -> None:
    """The probe ran this code, and found every template and the norm."""
    assert Path(str(found["where"])).resolve().is_relative_to(code.resolve())
    assert found["templates"] == {path.stem: "PK" for path in (ROOT / "templates").glob("*.docx")}
    assert found["norm"]


def shipped_files() -> set[str]:
    """Every file of the two source folders, under the name it has when installed."""
    folders = {"generator": "generator", "templates": "generator/templates"}
    return {f"{name}/{path.relative_to(ROOT / folder).as_posix()}" for folder, name in folders.items()
            for path in (ROOT / folder).rglob("*") if path.is_file() and not is_clutter(path.relative_to(ROOT))}


def is_clutter(path: Path) -> bool:
    """Caches, hidden files and lock files of office programs."""
    return any(part == "__pycache__" or part.startswith((".", "~$")) for part in path.parts)


def test_setup_cfg_lists_every_package() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    packages = {path.parent.relative_to(ROOT).as_posix().replace("/", ".")
                for path in (ROOT / "generator").rglob("__init__.py")}
    assert set(config["options"]["packages"].split()) == {*packages, "generator.templates"}


@one_build
def test_the_wheel_holds_every_file_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        files = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert files == shipped_files()


@one_build
def test_the_wheel_names_the_command_the_licence_and_the_python(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        texts = {name.partition("/")[2]: archive.read(name) for name in archive.namelist() if ".dist-info/" in name}
    metadata = message_from_string(texts["METADATA"].decode("utf-8"))
    assert b"soanthao = generator.cli:main" in texts["entry_points.txt"]
    assert metadata["Requires-Python"] == ">=3.11"
    assert "Apache-2.0" in (metadata["License"], metadata["License-Expression"])
    assert any(name.endswith("LICENSE") for name in texts)


@one_build
def test_an_installed_wheel_finds_templates_and_data(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "thư mục cài đặt"
    pip("install", "--quiet", "--no-deps", "--target", str(target), str(wheel))
    assert_all_found(probe("folder", target, tmp_path), target)


@one_build
def test_an_editable_install_finds_templates_and_data(sources: Path, tmp_path: Path) -> None:
    prefix = tmp_path / "prefix"
    pip("install", "--quiet", "--no-deps", "--ignore-installed", "--prefix", str(prefix), "--editable", str(sources))
    (hook,) = prefix.rglob("__editable__*.pth")
    assert_all_found(probe("editable", hook.parent, tmp_path), sources)


def test_a_bare_checkout_finds_templates_and_data(tmp_path: Path) -> None:
    assert_all_found(probe("folder", ROOT, tmp_path), ROOT)


# --- .ci/bootstrap.py


class Calls(list[object]):
    """What the bootstrap would have done: ``"venv"``, or the extras installed."""


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The bootstrap, as if its project stood in an empty folder."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / ".ci" / "bootstrap.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("setup.cfg", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "soanthao.json")
    monkeypatch.setattr(module, "venv_python", lambda: tmp_path / ".venv" / "python")
    return module


@pytest.fixture
def calls(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Calls:
    """The bootstrap's two costly steps, recorded instead of run."""
    done = Calls()

    def make_venv() -> None:
        bootstrap.VENV.mkdir(exist_ok=True)
        bootstrap.venv_python().touch()
        done.append("venv")

    monkeypatch.setattr(bootstrap, "make_venv", make_venv)
    monkeypatch.setattr(bootstrap, "install", done.append)
    monkeypatch.setattr(bootstrap, "usable", lambda: bootstrap.venv_python().exists())
    return done


def test_bootstrap_works_once_and_adds_extras_to_what_is_there(bootstrap: ModuleType, calls: Calls) -> None:
    for asked in (["preview"], ["preview"], [], ["dev"], ["preview"], ["dev", "preview"]):
        assert bootstrap.main(asked) == 0
    assert calls == ["venv", ["preview"], ["dev", "preview"]]


def test_bootstrap_installs_again_when_the_dependencies_change(bootstrap: ModuleType, calls: Calls) -> None:
    bootstrap.main(["dev"])
    with (bootstrap.ROOT / "setup.cfg").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    bootstrap.main([])
    assert calls == ["venv", ["dev"], ["dev"]]


@pytest.mark.parametrize("key", ["folder", "python"])
def test_bootstrap_starts_afresh_in_a_copied_folder_or_for_another_python(
    bootstrap: ModuleType, calls: Calls, key: str
) -> None:
    bootstrap.main(["dev"])
    stamp = json.loads(bootstrap.STAMP.read_text(encoding="utf-8"))
    bootstrap.STAMP.write_text(json.dumps({**stamp, key: "another"}), encoding="utf-8")
    bootstrap.main(["preview"])
    assert calls == ["venv", ["dev"], "venv", ["dev", "preview"]]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"extras": 3}'])
def test_bootstrap_survives_a_broken_stamp(bootstrap: ModuleType, calls: Calls, text: str) -> None:
    bootstrap.main(["dev"])
    bootstrap.STAMP.write_text(text, encoding="utf-8")
    bootstrap.main(["preview"])
    assert calls[-1] == ["preview"]


def test_bootstrap_uses_an_environment_made_by_hand(bootstrap: ModuleType, calls: Calls) -> None:
    bootstrap.VENV.mkdir()
    bootstrap.venv_python().touch()
    bootstrap.main(["dev"])
    assert calls == [["dev"]]


def test_bootstrap_tries_again_after_a_failed_install(
    bootstrap: ModuleType, calls: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(bootstrap, "install", lambda extras: bootstrap.stop("không cài được", "not installed"))
        with pytest.raises(SystemExit) as ended:
            bootstrap.main(["dev"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.endswith("không cài được\nnot installed\n")
    bootstrap.main(["dev"])
    assert calls == ["venv", ["dev"]]


@pytest.mark.parametrize("lacking", ["venv", "ensurepip"])
def test_bootstrap_names_the_package_that_the_machine_lacks(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lacking: str
) -> None:
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None if name == lacking else object())
    monkeypatch.setattr(bootstrap.sys, "executable", "/usr/bin/python3")
    with pytest.raises(SystemExit) as ended:
        bootstrap.main([])
    vietnamese, english = capsys.readouterr().err.splitlines()[-2:]
    assert ended.value.code == 2
    assert all(lacking in line and line.endswith("sudo apt install python3-venv") for line in (vietnamese, english))


def test_bootstrap_names_the_versioned_package_for_a_versioned_python(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.sys, "executable", "/usr/bin/python3.12")
    assert bootstrap.system_package() == "python{}.{}-venv".format(*sys.version_info[:2])
