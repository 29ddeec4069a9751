"""Somebody who goes through Braid over HTTP, as far as a measurement needs them."""

from benchmarks.client import Browser
from tests.support.people import HEROIN_AND_DEPRESSION, not_me
from tests.support.walker import Walker

QUESTION = "/s/9"  # the second of PHQ-9: one question, five answers, nothing to say first
ITEM = "phq9_2"


def at_the_question(port: int) -> Walker:
    """A visit of their own, with this question in front of them."""
    walker = somebody(port)
    walker.walk(until=QUESTION)
    return walker


def somebody(port: int) -> Walker:
    """Somebody who has not begun yet."""
    return Walker(Browser(port), HEROIN_AND_DEPRESSION, not_me)


def browser_of(walker: Walker) -> Browser:
    """The browser in their hand."""
    assert isinstance(walker.browser, Browser)
    return walker.browser
