"""The checkers that every page goes through do see mistakes, and the phone really runs no script."""

import pytest
from playwright.sync_api import Page

from tests.html_checker import assert_valid_html
from tests.support.axe import assert_accessible

SOUND = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>A page</title></head>
<body>
<main><h1>A page</h1><p id="written">as sent</p><noscript><p id="plain">no scripts here</p></noscript></main>
<script>document.getElementById("written").textContent = "changed";</script>
</body>
</html>
"""
UNLABELLED = SOUND.replace("<p ", '<input type="text"><p ')


def test_the_accessibility_checker_sees_a_field_without_a_label(phone: Page) -> None:
    phone.set_content(SOUND)
    assert_accessible(phone)
    phone.set_content(UNLABELLED)
    with pytest.raises(AssertionError, match="label"):
        assert_accessible(phone)


def test_the_html_checker_names_the_page_with_the_mistake() -> None:
    assert_valid_html({"sound": SOUND})
    with pytest.raises(AssertionError, match="unlabelled, line 5: input-missing-label"):
        assert_valid_html({"sound": SOUND, "unlabelled": UNLABELLED})


def test_a_phone_shows_what_stands_there_without_scripts(phone: Page, laptop: Page) -> None:
    for page in (phone, laptop):
        page.route("**/script-test", lambda route: route.fulfill(body=SOUND, content_type="text/html"))
        page.goto("/script-test")
    assert phone.locator("#written").inner_text() == "as sent"
    assert phone.locator("#plain").is_visible()
    assert laptop.locator("#written").inner_text() == "changed"


def test_looking_at_a_page_does_not_let_its_scripts_run(phone: Page) -> None:
    phone.route("**/script-test", lambda route: route.fulfill(body=SOUND, content_type="text/html"))
    phone.goto("/script-test")
    assert_accessible(phone)
    phone.reload()
    assert phone.locator("#written").inner_text() == "as sent"
