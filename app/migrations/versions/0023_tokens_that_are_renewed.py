"""Tokens of other systems that are renewed: the secret before works on for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("api_tokens", schema=None) as batch_op:
        batch_op.add_column(sa.Column("former_hash", sa.LargeBinary(length=32), nullable=True))
        batch_op.add_column(sa.Column("former_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_api_tokens_former_hash"), ["former_hash"])


def downgrade() -> None:
    with op.batch_alter_table("api_tokens", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_api_tokens_former_hash"), type_="unique")
        batch_op.drop_column("former_until")
        batch_op.drop_column("former_hash")
