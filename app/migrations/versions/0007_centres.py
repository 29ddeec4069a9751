"""Centres as rows. The default one has none until an administrator saves it: the settings speak for it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sites",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=False),
        sa.Column("hours", sa.String(length=500), nullable=False),
        sa.Column("holidays", sa.Text(), nullable=False),
        sa.Column("show_name", sa.Boolean(), nullable=False),
        sa.Column("modules", sa.String(length=200), nullable=False),
        sa.Column("youth_age", sa.Integer(), nullable=False),
        sa.Column("leave_url", sa.String(length=500), nullable=False),
        sa.Column("imminent_minutes", sa.Integer(), nullable=False),
        sa.Column("elevated_days", sa.Integer(), nullable=False),
        sa.Column("routine_days", sa.Integer(), nullable=False),
        sa.Column("accent_light", sa.String(length=7), nullable=False),
        sa.Column("accent_dark", sa.String(length=7), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("logo_mark", sa.String(length=32), nullable=False),
        sa.Column("way_in", sa.String(length=16), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
        sa.UniqueConstraint("way_in", name=op.f("uq_sites_way_in")),
    )


def downgrade() -> None:
    op.drop_table("sites")
