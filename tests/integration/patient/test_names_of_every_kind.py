"""What somebody is called comes back as they wrote it, on either database, in whatever script."""

import pytest
from flask import Flask

from tests.support.client_browser import ClientBrowser
from tests.support.engines import on_each_engine
from tests.support.handed_over import handed_over
from tests.support.load.standing import stand_at_check
from tests.support.people import ACUTE, not_me
from tests.support.walker import Walker

NAMES = (
    "Zoë Nguyễn-Østergård",
    "\N{WOMAN}\u200d\N{WOMAN}\u200d\N{GIRL} Ana",  # one family, joined by what nobody sees
    "\U0001f1fa\U0001f1f8\U0001d49c\U00020bb7",
    "عبد الرحمن",
    "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER RESH}\u200f \N{HEBREW LETTER HE}",
    "न\u094dद\u093f",
    "q" + "\u0323" * 99 + "\u0307" * 99,  # marks upon marks
    "O'Brien; DROP TABLE drafts -- <b>%s</b> {{7*7}} \\x00",
)


@on_each_engine
def test_a_name_comes_back_as_it_was_written(app: Flask) -> None:
    phone = app.test_client()
    phone.set_cookie("s", stand_at_check(app, "somebody"))
    person = Walker(ClientBrowser(phone), ACUTE, not_me)
    for name in NAMES:
        person.open("/contact")
        assert person.go_on(contact_name=name).path == "/check"
        assert person.open("/contact").soup.select("input[name=contact_name]")[0]["value"] == name
    person.open("/check")
    assert person.go_on().path == "/received"
    assert handed_over(app)["contact"]["contact_name"] == NAMES[-1]


@pytest.mark.parametrize("name", ["e\u0301" * 201, "\u0301" * 4000])
def test_a_name_that_is_far_too_long_is_asked_for_again(app: Flask, name: str) -> None:
    phone = app.test_client()
    phone.set_cookie("s", stand_at_check(app, "somebody"))
    person = Walker(ClientBrowser(phone), ACUTE, not_me)
    person.open("/contact")
    assert person.go_on(contact_name=name).status == 422
    assert "at most 200 letters" in person.seen[-1].text
