"""A list from a spreadsheet, as staff bring it in."""

from io import BytesIO

from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from tests.support.desk import Desk, soup

LISTS = "/staff/import"


def try_out(desk: Desk, name: str, text: str | bytes) -> TestResponse:
    """Choose a file on the page of lists."""
    data = text.encode() if isinstance(text, str) else text
    fields = {"csrf_token": desk.token(), "file": (BytesIO(data), "list.csv")}
    return desk.client.post(f"{LISTS}/{name}", data=fields, content_type="multipart/form-data")


def say_yes(desk: Desk, tried: TestResponse) -> TestResponse:
    """Press the button of the page that says what would come of it."""
    (form,) = soup(tried).select("form[action$='/in']")
    fields = {str(field["name"]): str(field["value"]) for field in form.select("input")}
    return desk.client.post(str(form["action"]), data=fields)


def bring_in(desk: Desk, name: str, text: str | bytes) -> BeautifulSoup:
    """Try a list out, say yes, and read the page that follows."""
    done = say_yes(desk, try_out(desk, name, text))
    assert done.status_code == 303, done.text
    return desk.get(LISTS)


def fates(tried: TestResponse) -> dict[int, tuple[str, str]]:
    """What the page says of each row: what becomes of it, and all that stands there."""
    sections = soup(tried).select("main section:has([data-row])")
    return {
        int(str(row["data-row"])): (str(section["aria-labelledby"]), row.get_text(" ", strip=True))
        for section in sections
        for row in section.select("[data-row]")
    }
