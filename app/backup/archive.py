"""What lies inside a backup: a copy of the database, and a page about it by which the copy is checked."""

import hashlib
import json
import tarfile
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Final

from app.backup.facts import Facts
from app.backup.trouble import BackupError

PAGE: Final = "manifest.json"
FORMAT: Final = 1


@dataclass(frozen=True)
class About:
    """The page: which engine's copy it is, of which moment and program, and what has to be found in it."""

    engine: str
    made_at: str
    braid: str
    facts: Facts


def pack(copy: Path, about: About, target: Path) -> None:
    """Put both into one file."""
    page = copy.with_name(PAGE)
    content = {"format": FORMAT, **asdict(about), "file": copy.name, "sha256": digest_of(copy)}
    page.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    with tarfile.open(target, "x") as archive:
        for part in (page, copy):
            archive.add(part, part.name)


def unpack(archive: Path, folder: Path) -> tuple[Path, About]:
    """Take both out, and make sure that the copy is the one the page is about. Raises BackupError."""
    try:
        with tarfile.open(archive) as parts:
            page = json.loads(_opened(parts, PAGE).read())
            copy = folder / Path(page["file"]).name
            with copy.open("xb") as file:
                copyfileobj(_opened(parts, page["file"]), file)
        about = About(page["engine"], page["made_at"], page["braid"], Facts.of(page["facts"]))
    except (tarfile.TarError, KeyError, TypeError, ValueError, EOFError) as error:
        raise BackupError("it opens, but it is no backup of Braid") from error
    if page["format"] != FORMAT:
        raise BackupError("it is a backup of a newer Braid")
    if page["sha256"] != digest_of(copy):
        raise BackupError("it is damaged: the copy is not the one that was put into it")
    return copy, about


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _opened(parts: tarfile.TarFile, name: str) -> IO[bytes]:
    found = parts.extractfile(name)
    if found is None:
        raise ValueError(name)
    return found
