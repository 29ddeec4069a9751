"""Coming back with a code: drafts know when they expire and what opens them; a session may have a stricter limit."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wrong_tries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address_mark", sa.LargeBinary(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_tries")),
    )
    with op.batch_alter_table("wrong_tries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wrong_tries_address_mark"), ["address_mark"], unique=False)
        batch_op.create_index(batch_op.f("ix_wrong_tries_at"), ["at"], unique=False)

    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("key_under_code", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("code_selector", sa.String(length=4), nullable=True))
        batch_op.add_column(sa.Column("code_hash", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("code_failures", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_drafts_expires_at"), ["expires_at"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_drafts_code_selector"), ["code_selector"])
    _fill_in_drafts_under_way()
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.alter_column("expires_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.alter_column("code_failures", existing_type=sa.Integer(), nullable=False)

    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("idle_seconds", sa.Integer(), nullable=True))


def _fill_in_drafts_under_way() -> None:
    """They live as long as they were promised to: 72 hours after the last answer."""
    drafts = sa.table(
        "drafts",
        sa.column("id", sa.String),
        sa.column("updated_at", sa.DateTime(timezone=True)),
        sa.column("expires_at", sa.DateTime(timezone=True)),
        sa.column("code_failures", sa.Integer),
    )
    connection = op.get_bind()
    for draft_id, updated_at in connection.execute(sa.select(drafts.c.id, drafts.c.updated_at)).all():
        values = {"expires_at": updated_at + timedelta(hours=72), "code_failures": 0}
        connection.execute(sa.update(drafts).where(drafts.c.id == draft_id).values(values))


def downgrade() -> None:
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_column("idle_seconds")

    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_drafts_code_selector"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_drafts_expires_at"))
        batch_op.drop_column("code_failures")
        batch_op.drop_column("code_hash")
        batch_op.drop_column("code_selector")
        batch_op.drop_column("key_under_code")
        batch_op.drop_column("expires_at")

    with op.batch_alter_table("wrong_tries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wrong_tries_at"))
        batch_op.drop_index(batch_op.f("ix_wrong_tries_address_mark"))

    op.drop_table("wrong_tries")
