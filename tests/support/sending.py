"""Sending a record, as a test does it; a system to send it to, in an application that was made without one."""

import sqlalchemy as sa
from flask import Flask

from app import activity
from app.extensions import Base, db
from app.handoff.push.models import FhirPush
from app.handoff.push.servers import Server
from tests.support.desk import Desk
from tests.support.handoff import consent

RECIPIENT = "Elm Street Clinic"
NOBODY = "http://127.0.0.1:9/fhir"  # where nobody listens: what is ordered waits


def set_up(app: Flask, url: str = NOBODY) -> None:
    """As if the server had been started with the system of whoever consents name in tests."""
    app.extensions["braid.fhir_servers"] = (Server(name="elm", recipients=(RECIPIENT,), url=url),)


def send(desk: Desk, case: str, consent_id: str) -> None:
    """Order it under a consent."""
    response = desk.post(f"{case}/sending", consent=consent_id)
    assert response.status_code == 303, response.get_data(as_text=True)


def ordered(desk: Desk, case: str, recipient: str = RECIPIENT) -> str:
    """Order it under a new consent. Returns that consent's id."""
    given = consent(desk, case, recipient=recipient)
    send(desk, case, given)
    return given


def said(desk: Desk, case: str) -> str:
    """What the page says has become of the newest."""
    return desk.get(f"{case}/hand-off").select("#sending .entries li")[0].get_text(" ", strip=True)


def how_many(app: Flask, table: type[Base]) -> int:
    """Rows of a table."""
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def acts(app: Flask) -> list[str]:
    """What the log holds last."""
    with app.app_context():
        return [row.action for row in activity.latest(9)]


def only() -> FhirPush:
    """The one record that was ordered."""
    return db.session.scalars(sa.select(FhirPush)).one()
