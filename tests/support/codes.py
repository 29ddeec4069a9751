"""People who take a return code along, and come back with one."""

import re

from flask import Flask

from tests.support.client_browser import somebody
from tests.support.people import NOTHING
from tests.support.walker import Walker

CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}\b")
WRONG = "0000-0000-0000-0000"


def with_code(walker: Walker) -> str:
    """Stop and take a code."""
    walker.open("/stop")
    found = CODE.search(walker.press("code").text)
    assert found
    return found[0]


def come_back(app: Flask, code: str, known: dict[str, object] = NOTHING) -> Walker:
    """On another phone."""
    walker = somebody(app, known)
    walker.open("/return")
    walker.go_on(code=code)
    return walker
