"""Links that begin one screening, once."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invites",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_label", sa.LargeBinary(), nullable=False),
        sa.Column("rescreen_id", sa.Uuid(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("screening_id", sa.String(length=32), nullable=True),
        sa.CheckConstraint("screening_id IS NULL OR used_at IS NOT NULL", name=op.f("ck_invites_answers_after_use")),
        sa.CheckConstraint("withdrawn_at IS NULL OR used_at IS NULL", name=op.f("ck_invites_used_or_withdrawn")),
        sa.ForeignKeyConstraint(["screening_id"], ["screenings.id"], name=op.f("fk_invites_screening_id_screenings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invites")),
        sa.UniqueConstraint("screening_id", name=op.f("uq_invites_screening_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invites_token_hash")),
    )
    with op.batch_alter_table("invites", schema=None) as batch_op:
        batch_op.create_index("ix_invites_recent", ["site_id", "made_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_invites_rescreen_id"), ["rescreen_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("invites", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invites_rescreen_id"))
        batch_op.drop_index("ix_invites_recent")

    op.drop_table("invites")
