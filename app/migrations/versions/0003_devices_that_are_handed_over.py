"""Devices of the centre that staff hand to one person after another."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kiosk_visits",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("sealed_label", sa.LargeBinary(), nullable=False),
        sa.Column("number_mark", sa.LargeBinary(length=32), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("begun_at IS NULL OR number_mark IS NULL", name=op.f("ck_kiosk_visits_number_works_once")),
        sa.CheckConstraint(
            "came_at IS NULL OR asked_at IS NOT NULL", name=op.f("ck_kiosk_visits_came_after_being_asked")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kiosk_visits")),
        sa.UniqueConstraint("number_mark", name=op.f("uq_kiosk_visits_number_mark")),
    )
    with op.batch_alter_table("kiosk_visits", schema=None) as batch_op:
        batch_op.create_index("ix_kiosk_visits_recent", ["site_id", "made_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("kiosk_visits", schema=None) as batch_op:
        batch_op.drop_index("ix_kiosk_visits_recent")

    op.drop_table("kiosk_visits")
