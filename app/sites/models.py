"""The table of centres. Nothing in it is about a person, so nothing is sealed."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base


class SiteRow(Base):
    """A centre as an administrator saved it. The default one has no row before that: the settings speak for it.

    `modules` and `holidays` are lists with commas. `edition` shows if two people change it at once. `way_in` stands in
    the address of its first page; the default centre needs none.
    """

    __tablename__ = "sites"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    zone: Mapped[str] = mapped_column(sa.String(64))
    phone: Mapped[str] = mapped_column(sa.String(200))
    hours: Mapped[str] = mapped_column(sa.String(500))
    holidays: Mapped[str] = mapped_column(sa.Text)
    show_name: Mapped[bool]
    modules: Mapped[str] = mapped_column(sa.String(200))
    youth_age: Mapped[int]
    leave_url: Mapped[str] = mapped_column(sa.String(500))
    imminent_minutes: Mapped[int]
    elevated_days: Mapped[int]
    routine_days: Mapped[int]
    accent_light: Mapped[str] = mapped_column(sa.String(7))
    accent_dark: Mapped[str] = mapped_column(sa.String(7))
    logo: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    logo_mark: Mapped[str] = mapped_column(sa.String(32))
    way_in: Mapped[str | None] = mapped_column(sa.String(16), unique=True)
    active: Mapped[bool]
    edition: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - SQLAlchemy's own class-level contract
