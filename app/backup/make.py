"""Making a backup: it has its name only once it is whole, and it is checked before it is locked away."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Final

from app.activity import record
from app.backup import postgresql, sqlite
from app.backup.archive import About, digest_of, pack
from app.backup.sealing import seal
from app.backup.trouble import BackupError
from app.extensions import clock, db, writing
from app.settings import current_settings
from app.settings.version import software_version
from app.vault.rootkeys import keep_folder

ENGINES: Final = {"sqlite": sqlite, "postgresql": postgresql}
NAMES: Final = "braid-*.age"
SUM: Final = ".sha256"


def make_backup(target: Path | None = None) -> Path:
    """Write a backup to this file; without one into the folder of the settings, where old ones are deleted.

    Raises BackupError.
    """
    path = (target or _next_in_folder()).absolute()
    if path.exists():
        raise BackupError(f"{path} is there already")
    with alone() as folder:
        archive = folder / "backup.tar"
        _copy_into(archive, folder)
        _put(archive, path)
        if target is None:
            _forget_old(path.parent)
    with writing():
        record("backup.made", subject=("database", db.engine.dialect.name))
    return path


def engine_of(name: str) -> ModuleType:
    """What copies a database of this engine."""
    return ENGINES[name]


@contextmanager
def alone() -> Iterator[Path]:
    """A folder that nobody else reads, for one backup at a time; gone afterwards. Raises BackupError."""
    instance = current_settings().instance
    folder = instance / ".backup"
    with (instance / ".backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError("another backup is being made or put back right now") from error
        shutil.rmtree(folder, ignore_errors=True)  # of somebody who was killed
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def newest_in_folder() -> Path | None:
    """The newest backup in the folder of the settings, if there is a folder and one in it."""
    folder = current_settings().backup_folder
    return max(folder.glob(NAMES), default=None) if folder else None


def _next_in_folder() -> Path:
    folder = current_settings().backup_folder
    if folder is None:
        raise BackupError("say into which file, or set BRAID_BACKUP_FOLDER")
    return folder / f"braid-{clock.now():%Y%m%dT%H%M%SZ}.age"


def _copy_into(archive: Path, folder: Path) -> None:
    engine = db.engine.dialect.name
    how = engine_of(engine)
    copy = folder / how.NAME
    facts = how.dump(copy)
    about = About(engine, clock.now().isoformat(timespec="seconds"), software_version(), facts)
    pack(copy, about, archive)
    copy.unlink()


def _put(archive: Path, path: Path) -> None:
    """Encrypt it to where it belongs: under a name that is not its own until it is whole, its sum beside it."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        seal(archive, part, current_settings().backup_recipients)
        path.with_name(path.name + SUM).write_text(f"{digest_of(part)}  {path.name}\n", "ascii")
        part.replace(path)
        keep_folder(path.parent)
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


def _forget_old(folder: Path) -> None:
    for part in folder.glob(f".{NAMES}.part"):  # of somebody who was killed
        part.unlink(missing_ok=True)
    for old in sorted(folder.glob(NAMES))[: -current_settings().backup_keep]:
        old.unlink(missing_ok=True)
        old.with_name(old.name + SUM).unlink(missing_ok=True)
