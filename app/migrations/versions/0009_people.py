"""Screenings of one person, who linked them, and screenings planned for later."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "persons",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
    )
    with op.batch_alter_table("screenings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("person_id", sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f("ix_screenings_person_id"), ["person_id"], unique=False)
    _acts()
    _moves()
    _rescreens()
    _rescreen_ends()


def downgrade() -> None:
    op.drop_table("rescreen_ends")
    op.drop_table("rescreens")
    op.drop_table("person_moves")
    op.drop_table("person_acts")
    with op.batch_alter_table("screenings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_screenings_person_id"))
        batch_op.drop_column("person_id")
    op.drop_table("persons")


def _acts() -> None:
    op.create_table(
        "person_acts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("screening_id", sa.String(length=32), nullable=False),
        sa.Column("other_id", sa.String(length=32), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undoes_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('linked', 'merged', 'parted', 'refused', 'undone')", name=op.f("ck_person_acts_kind")
        ),
        sa.CheckConstraint(
            "(kind = 'undone') = (undoes_id IS NOT NULL)", name=op.f("ck_person_acts_undone_names_an_act")
        ),
        _points("person_acts", "screening_id", "screenings"),
        _points("person_acts", "other_id", "screenings"),
        _points("person_acts", "undoes_id", "person_acts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_acts")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_person_acts_undoes_id")),
    )
    _index("person_acts", "screening_id", "other_id")


def _moves() -> None:
    op.create_table(
        "person_moves",
        sa.Column("act_id", sa.Uuid(), nullable=False),
        sa.Column("screening_id", sa.String(length=32), nullable=False),
        sa.Column("before_id", sa.String(length=32), nullable=True),
        sa.Column("after_id", sa.String(length=32), nullable=True),
        _points("person_moves", "act_id", "person_acts"),
        _points("person_moves", "screening_id", "screenings"),
        _points("person_moves", "before_id", "persons"),
        _points("person_moves", "after_id", "persons"),
        sa.PrimaryKeyConstraint("act_id", "screening_id", name=op.f("pk_person_moves")),
    )
    _index("person_moves", "screening_id", "before_id", "after_id")


def _rescreens() -> None:
    op.create_table(
        "rescreens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("screening_id", sa.String(length=32), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _points("rescreens", "screening_id", "screenings"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rescreens")),
    )
    _index("rescreens", "screening_id")
    op.create_index("ix_rescreens_due", "rescreens", ["site_id", "due_at"], unique=False)


def _rescreen_ends() -> None:
    op.create_table(
        "rescreen_ends",
        sa.Column("rescreen_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("done_as_id", sa.String(length=32), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("screening_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('done', 'cancelled')", name=op.f("ck_rescreen_ends_kind")),
        sa.CheckConstraint(
            "(kind = 'done') = (done_as_id IS NOT NULL)", name=op.f("ck_rescreen_ends_done_as_a_screening")
        ),
        _points("rescreen_ends", "rescreen_id", "rescreens"),
        _points("rescreen_ends", "done_as_id", "screenings"),
        _points("rescreen_ends", "screening_id", "screenings"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rescreen_ends")),
        sa.UniqueConstraint("rescreen_id", name=op.f("uq_rescreen_ends_rescreen_id")),
    )
    _index("rescreen_ends", "screening_id")


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
