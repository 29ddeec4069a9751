"""The tables of a Braid that does not exist yet: one more migration behind those that there are."""

import shutil
from pathlib import Path

from flask import Flask

from app import migrations

EXPANDS = """\
op.add_column("drafts", sa.Column("later", sa.String(20), nullable=True))
op.add_column("screenings", sa.Column("later", sa.Integer(), nullable=False, server_default="0"))
op.create_index("ix_alerts_later", "alerts", ["raised_at", "kind"])
op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))"""


def add_migration(app: Flask, folder: Path, body: str) -> None:
    """Let the application have one more step, whose upgrade does what `body` says."""
    if not folder.exists():
        shutil.copytree(migrations.DIRECTORY, folder, ignore=shutil.ignore_patterns("__pycache__"))
    migrations.init_migrations(app, folder)
    head = sorted(path.name[:4] for path in migrations.DIRECTORY.glob("versions/*.py"))[-1]
    lines = "\n    ".join(body.splitlines())
    (folder / "versions" / "9999_test.py").write_text(
        f'import sqlalchemy as sa\nfrom alembic import op\n\nrevision = "9999"\ndown_revision = "{head}"\n\n\n'
        f"def upgrade():\n    {lines}\n"
    )


def move_on(app: Flask, folder: Path, body: str = EXPANDS) -> None:
    """What the next release does to the tables; afterwards the application is the present one again."""
    add_migration(app, folder, body)
    try:
        migrations.upgrade(app)
    finally:
        migrations.init_migrations(app)
