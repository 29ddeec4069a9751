"""Somebody damaged the row of a site: the person still finds help and leaves, and the administrator repairs it."""

import logging
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from app.extensions import db, writing
from app.sessions.models import SessionRow
from app.sites import Site, default_site
from app.sites.change import save_site
from tests.support.client_browser import somebody
from tests.support.desk import Desk, desk_of
from tests.support.site_form import save
from tests.support.sites import Somebody, second_site

DAMAGES = [
    ("hours", "whenever"),
    ("zone", "Nowhere/None"),
    ("zone", "../etc/passwd"),
    ("holidays", "2026-13-45"),
    ("modules", "nosuchmodule"),
    ("imminent_minutes", -2_000_000_000),
    ("leave_url", ""),
    ("accent_light", "red;}"),
]
damaged = pytest.mark.parametrize(("column", "value"), DAMAGES)


def damage(app: Flask, site_id: str, column: str, value: object) -> None:
    with app.app_context(), writing():
        db.session.execute(
            sa.text(f"UPDATE sites SET {column} = :value WHERE id = :id"),  # noqa: S608 - names of our own
            {"value": value, "id": site_id},
        )
        assert db.session.scalar(sa.text("SELECT count(*) FROM sites WHERE id = :id"), {"id": site_id}) == 1


@pytest.fixture
def saved(app: Flask) -> None:
    """The default site has a row."""
    with app.app_context(), writing():
        save_site(replace(default_site(), name="Changed"), Somebody())


@damaged
@pytest.mark.usefixtures("saved")
def test_every_page_still_opens_with_its_numbers(app: Flask, column: str, value: object) -> None:
    damage(app, "default", column, value)
    for path in ("/", "/help", "/someone", "/privacy", "/kiosk", "/closed", "/return", "/leave"):
        response = app.test_client().get(path)
        assert response.status_code == 200, path
        assert "988" in response.get_data(as_text=True)


@damaged
def test_the_way_in_of_a_damaged_site_still_leads_to_it(app: Flask, column: str, value: object) -> None:
    hill: Site = second_site(app)
    damage(app, hill.id, column, value)
    for path in (hill.first_page, f"/help?at={hill.way_in}", f"/leave?at={hill.way_in}"):
        assert app.test_client().get(path).status_code == 200


@damaged
@pytest.mark.usefixtures("saved")
def test_leaving_ends_the_visit(app: Flask, column: str, value: object) -> None:
    walker = somebody(app)
    walker.open("/")
    walker.walk(until="/s/4")
    damage(app, "default", column, value)
    assert walker.open("/leave").status == 200
    with app.app_context():
        assert not db.session.scalars(sa.select(SessionRow).where(SessionRow.revoked_at.is_(None))).all()


@damaged
@pytest.mark.usefixtures("saved")
def test_the_administrator_opens_it_and_saves_it_anew(app: Flask, admin: Desk, column: str, value: object) -> None:
    damage(app, "default", column, value)
    admin.get("/staff/site")
    assert save(admin, name="Repaired").status_code == 303
    with app.app_context():
        default_site().check()
        assert default_site().name == "Repaired"
    desk_of(app, "coordinator").get("/staff/queue")


@pytest.mark.usefixtures("saved")
def test_the_log_says_of_what_kind_it_is_and_never_what_stands_there(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    damage(app, "default", "holidays", "2026-13-45")
    with caplog.at_level(logging.ERROR):
        app.test_client().get("/help")
    assert "the row of a centre cannot be used: ValueError" in caplog.text
    assert "2026-13" not in caplog.text
