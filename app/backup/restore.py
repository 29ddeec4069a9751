"""Looking into a backup, and putting it in the place of an empty database."""

from pathlib import Path
from typing import Final

from flask import Flask

from app import migrations, sessions
from app.activity import record, verify
from app.backup.archive import About, digest_of, unpack
from app.backup.facts import facts_of, rows_of
from app.backup.make import SUM, alone, engine_of
from app.backup.sealing import unseal
from app.backup.trouble import BackupError
from app.extensions import db, writing
from app.retention.purge import reapply
from app.settings import current_settings
from app.web.locked import key_file_fits

NEVER_EMPTY: Final = frozenset({"account_mail"})  # a migration puts a row there


def check_sum(backup: Path) -> None:
    """Compare a backup with the sum beside it, for which nobody needs the private key. Raises BackupError."""
    beside = backup.with_name(backup.name + SUM)
    try:
        expected, found = beside.read_text("ascii").split()[:1], digest_of(backup)
    except OSError as error:
        raise BackupError(f"{error.filename} cannot be read: {error.strerror}") from error
    if expected != [found]:
        raise BackupError(f"{backup.name} is damaged: it is not what {beside.name} says")


def look_into(backup: Path, identity_file: Path) -> About:
    """Open a backup, check every byte of it, and tell what is in it. Raises BackupError."""
    with alone() as folder:
        copy, about = _opened(backup, identity_file, folder)
        engine_of(about.engine).check(copy)
    return about


def restore(app: Flask, backup: Path, identity_file: Path, *, overwrite: bool) -> About:
    """Put a backup in the place of the database, which has to be empty unless `overwrite`. Raises BackupError.

    What was deleted since the backup was made is deleted again, and whoever was signed in is signed out: what was ended
    must not come back to life.
    """
    with alone() as folder:
        copy, about = _opened(backup, identity_file, folder)
        _refuse_what_does_not_fit(app, about)
        if not overwrite:
            _refuse_what_is_used()
        engine_of(about.engine).load(copy)
    _compare(about)
    migrations.upgrade(app)
    if key_file_fits() is False:
        raise BackupError(f"it is back, but {current_settings().key_file} is not its key file: put that one there")
    if (bad := verify()) is not None:
        raise BackupError(f"it is back, but its activity log is broken at row {bad.seq} ({bad.kind})")
    reapply()
    with writing():
        sessions.end_all()
        record("backup.restored", subject=("database", about.engine))
    return about


def _opened(backup: Path, identity_file: Path, folder: Path) -> tuple[Path, About]:
    archive = folder / "backup.tar"
    unseal(backup, archive, identity_file)
    return unpack(archive, folder)


def _refuse_what_does_not_fit(app: Flask, about: About) -> None:
    if about.engine != db.engine.dialect.name:
        raise BackupError(f"it is a backup of {about.engine}, and BRAID_DATABASE_URL names {db.engine.dialect.name}")
    if not migrations.knows(app, about.facts.migration):
        raise BackupError(f"it was made by Braid {about.braid}, which is newer than this one")


def _refuse_what_is_used() -> None:
    with db.engine.connect() as connection:
        used = {name: count for name, count in rows_of(connection).items() if count and name not in NEVER_EMPTY}
    if used:
        first = ", ".join(f"{count} {name}" for name, count in list(used.items())[:3])
        raise BackupError(f"the database is not empty ({first}): --overwrite deletes all that is in it")


def _compare(about: About) -> None:
    with db.engine.connect() as connection:
        found = facts_of(connection)
    if found != about.facts:
        raise BackupError("it is back, but not all of it: what was counted when it was made is not there")
