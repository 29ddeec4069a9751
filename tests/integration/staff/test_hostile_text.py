"""Whatever a person or a colleague writes, each staff page shows it as text: nothing of it runs, hides or turns."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from tests.integration.staff.every_page import every_page
from tests.integration.staff.every_page.case import MUCH
from tests.support.desk import CONTACT, Desk

SHORT = '"><img src=x onerror=alert(1)>'
TURNED = "\u202egnp.exe\u200bhidden\u2066"
LONG = " ".join(
    (
        "canary",
        SHORT,
        "'><svg/onload=alert(2)>",
        "</textarea></title></style></script><script>alert(3)</script>",
        "<a href=javascript:alert(4)>x</a><form action=https://evil.example><base href=//evil.example/>",
        "<iframe srcdoc='<script>alert(5)</script>'></iframe><style>*{display:none}</style><meta http-equiv=refresh>",
        "{{ 7**11 }} {% raw %} %(name)s <!-- ]]> &lt;b&gt;",
        TURNED,
    )
)
WRITTEN = dict.fromkeys(("text", "alone_because", "no_attempt_because", "assessment"), LONG) | {"label": SHORT}
# A form of consent takes nothing that hides or turns.
WRITTEN |= dict.fromkeys(("patient", "signed_name", "facility", "nature", "why_not_asked"), SHORT)
OURS = "[src^='/static/staff.js'], [src^='/static/staff_sign_in.js']"
ACTS = f"script:not({OURS}), iframe, object, embed, base, style, [style], meta[http-equiv]"
AWAY = "[href^='javascript:'], [action*='evil.example'], [href*='evil.example'], img[src=x]"
RAW = ("\u202e", "\u200b", "\u2066")


def runs(page: BeautifulSoup) -> list[str]:
    """What would act by itself, or lead to where no page of ours leads."""
    handlers = [tag for tag in page.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    return [str(tag)[:120] for tag in (*page.select(ACTS), *page.select(AWAY), *handlers)]


@pytest.fixture
def everybody_is_hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text of a person and every text that staff write."""
    monkeypatch.setitem(CONTACT, "contact_name", SHORT + TURNED)
    monkeypatch.setitem(CONTACT, "contact_phone", f"555-0142 {SHORT}")
    monkeypatch.setitem(MUCH, "px_matters", LONG[:500])
    plain = Desk.post

    def post(desk: Desk, path: str, **fields: str) -> TestResponse:
        said = {} if path == "/staff/lines" else WRITTEN  # where `text` is a number to write to
        return plain(desk, path, **{name: said.get(name, value) for name, value in fields.items()})

    monkeypatch.setattr(Desk, "post", post)


@pytest.mark.usefixtures("stopped", "everybody_is_hostile")
def test_every_page_shows_hostile_text_as_text(app: Flask) -> None:
    pages = every_page(app)
    bearing: list[str] = []
    turning: list[tuple[str, str]] = []
    for name, page in pages.items():
        if not page.html.startswith("<!doctype html>"):
            continue  # a copy that was handed off: a file, which no browser shows as a page
        soup = BeautifulSoup(page.html, "html.parser")
        assert runs(soup) == [], name
        assert "1977326743" not in page.html, f"{name} works out what somebody wrote"
        for field in soup.select("textarea, input"):  # what is to be changed is there as it was written
            field.decompose()
        said = soup.get_text()
        turning += [(name, said[max(0, said.index(sign) - 60) :][:80]) for sign in RAW if sign in said]
        if "onerror=alert(1)" in said:
            bearing.append(name)
            assert "[U+202E]" in said or "canary" not in said, name
    assert turning == [], "a text hides or turns there"
    assert len(bearing) >= 10, f"the texts reach too few pages to prove anything: {bearing}"


@pytest.mark.parametrize(
    "hostile",
    ["<script>x</script>", "<p onclick=x>", "<a href='javascript:x'>", "<iframe>", "<img src=x>", "<p style='a:b'>"],
)
def test_a_page_that_let_one_through_would_be_seen(hostile: str) -> None:
    assert runs(BeautifulSoup(hostile, "html.parser"))
