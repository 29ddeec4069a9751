"""The activity log as somebody sees it who has the database: raw rows, and nothing that stands in the way for long."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from app.activity import Activity
from app.activity.chain import mac_of
from app.extensions import db, writing

COLUMNS = "at, actor_id, actor_role, action, subject_type, subject_id, site_id, detail"

_REFUSING = {
    "sqlite": (
        "CREATE TRIGGER activity_takes_nothing BEFORE INSERT ON activity BEGIN SELECT RAISE(ABORT, 'full'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION activity_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'full'; END $$",
        "CREATE TRIGGER activity_takes_nothing BEFORE INSERT ON activity "
        "FOR EACH ROW EXECUTE FUNCTION activity_refuse()",
    ),
}


def tamper(*statements: str) -> None:
    """What somebody with the database's own password can do: first remove what is in the way."""
    with writing():
        if db.engine.dialect.name == "sqlite":
            db.session.execute(sa.text("DROP TRIGGER IF EXISTS activity_no_update"))
            db.session.execute(sa.text("DROP TRIGGER IF EXISTS activity_no_delete"))
        else:
            db.session.execute(sa.text("ALTER TABLE activity DISABLE TRIGGER ALL"))
        for statement in statements:
            db.session.execute(sa.text(statement))


def move(before: int, after: int) -> str:
    """Let a row stand under another number."""
    return f"UPDATE activity SET seq = {after} WHERE seq = {before}"  # noqa: S608 - numbers of our own


def forge(seq: int, mac: str) -> str:
    """Put in a row that looks like the first one, follows the one before it, and has a mac that somebody made up."""
    value = f"x'{mac}'" if db.engine.dialect.name == "sqlite" else f"'\\x{mac}'"
    follows = f"(SELECT mac FROM activity WHERE seq = {seq - 1})"  # noqa: S608 - numbers of our own
    return (
        f"INSERT INTO activity (seq, {COLUMNS}, prev_mac, mac)"  # noqa: S608 - numbers of our own
        f" SELECT {seq}, {COLUMNS}, {follows}, {value} FROM activity WHERE seq = 1"
    )


def write_anew(first: int) -> None:
    """What somebody can do who has the key as well: another history from this row on, which fits together."""
    with db.session.no_autoflush:
        rows = db.session.scalars(sa.select(Activity).where(Activity.seq >= first - 1).order_by(Activity.seq)).all()
        prev_mac, changes = rows[0].mac, []
        for row in rows[1:]:
            row.action, row.prev_mac = "screening.ignored", prev_mac
            row.mac = prev_mac = mac_of(row)
            changes.append({"seq": row.seq, "action": row.action, "prev_mac": row.prev_mac, "mac": row.mac})
        db.session.rollback()
    tamper()
    with writing():
        for change in changes:
            db.session.execute(sa.update(Activity).where(Activity.seq == change["seq"]).values(change))


@contextmanager
def log_that_takes_nothing() -> Iterator[None]:
    """Whatever keeps the log from taking a row: a right that was taken away, a table that was damaged."""
    sqlite = db.engine.dialect.name == "sqlite"
    with writing():
        for statement in _REFUSING["sqlite" if sqlite else "postgresql"]:
            db.session.execute(sa.text(statement))
    try:
        yield
    finally:
        with writing():
            db.session.execute(sa.text("DROP TRIGGER activity_takes_nothing" + ("" if sqlite else " ON activity")))
