"""Devices of the centre, and who stands in front of one."""

from datetime import timedelta

from flask import Flask

from tests.support.client_browser import ClientBrowser, somebody
from tests.support.desk import Desk, hand_over
from tests.support.people import NOTHING
from tests.support.walker import Walker

IDLE = timedelta(minutes=3)
WRONG = "0000 0000"


def device(app: Flask, known: dict[str, object] = NOTHING) -> Walker:
    """A device at rest, and somebody in front of it."""
    walker = somebody(app, known)
    walker.open("/kiosk")
    return walker


def begun(app: Flask, desk: Desk, known: dict[str, object] = NOTHING) -> Walker:
    """Somebody who has entered the number and reads the first page."""
    walker = device(app, known)
    assert walker.go_on(pin=hand_over(desk)).path == "/"
    return walker


def states(desk: Desk) -> str:
    """What staff see of the devices."""
    return desk.get("/staff/queue").get_text(" ", strip=True)


def cookie(walker: Walker, name: str) -> str | None:
    assert isinstance(walker.browser, ClientBrowser)
    found = walker.browser.client.get_cookie(name)
    return found.value if found else None
