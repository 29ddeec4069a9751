"""Drills; records of who tested a help line and who signed off; help lines of a centre's own."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# So that the desk over a million screenings is as fast as over ten thousand (`make bench-full`): closed ones by level
# and by holder, and by arrival all that are no drill.
INDEXES = {
    "ix_screenings_level": ["site_id", "level", "closed_at"],
    "ix_screenings_owner": ["owner_id", "closed_at"],
    "ix_screenings_arrived": ["site_id", "drill", "created_at"],
}
# What every page of the queue counts, of open ones only.
OPEN = ["site_id", "closed_at", "owner_id", "status", "follow_up_at", "created_at", "sent_at", "level"]
STILL_OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("screenings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("drill", sa.Boolean(), server_default=sa.false(), nullable=False))
        for name, columns in INDEXES.items():
            batch_op.create_index(name, columns, unique=False)
        batch_op.create_index("ix_screenings_open", OPEN, sqlite_where=STILL_OPEN, postgresql_where=STILL_OPEN)
    _line_checks()
    _own_lines()
    _sign_offs()


def downgrade() -> None:
    for table, column in (("sign_offs", "part"), ("own_lines", "site_id"), ("line_checks", "line_id")):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f"ix_{table}_{column}"))
        op.drop_table(table)
    with op.batch_alter_table("screenings", schema=None) as batch_op:
        for name in ("ix_screenings_open", *INDEXES):
            batch_op.drop_index(name)
        batch_op.drop_column("drill")


def _line_checks() -> None:
    op.create_table(
        "line_checks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.String(length=60), nullable=False),
        sa.Column("checked_by", sa.Uuid(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("called", sa.Boolean(), nullable=False),
        sa.Column("texted", sa.Boolean(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_checks")),
    )
    with op.batch_alter_table("line_checks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_line_checks_line_id"), ["line_id"], unique=False)


def _own_lines() -> None:
    op.create_table(
        "own_lines",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("fits", sa.String(length=20), nullable=False),
        sa.Column("hours", sa.String(length=100), nullable=False),
        sa.Column("area", sa.String(length=100), nullable=False),
        sa.Column("languages", sa.String(length=20), nullable=False),
        sa.Column("call", sa.String(length=11), nullable=False),
        sa.Column("text", sa.String(length=11), nullable=False),
        sa.Column("web", sa.String(length=200), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("off_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(off_at IS NULL) = (off_by IS NULL)", name=op.f("ck_own_lines_off_by_somebody")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_lines")),
    )
    with op.batch_alter_table("own_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_lines_site_id"), ["site_id"], unique=False)


def _sign_offs() -> None:
    op.create_table(
        "sign_offs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_offs")),
    )
    with op.batch_alter_table("sign_offs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_offs_part"), ["part"], unique=False)
