"""The form of one's own site, as a test fills it."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from tests.support.desk import Desk


def form_on(page: BeautifulSoup) -> dict[str, Any]:
    """What a browser would send of the site's form, unless somebody changes it."""
    form = page.select("form[action='/staff/site']")[0]
    sent: dict[str, Any] = {
        str(field["name"]): str(field.get("value", ""))
        for field in form.select("input[type=text], input[type=tel], input[type=url], input[type=hidden]")
    }
    sent |= {str(field["name"]): field.get_text().strip() for field in form.select("textarea")}
    sent["modules"] = [str(box["value"]) for box in form.select("input[name=modules][checked]")]
    return sent | ({"show_name": "yes"} if form.select("input[name=show_name][checked]") else {})


def save(desk: Desk, opened: BeautifulSoup | None = None, **changes: Any) -> TestResponse:  # noqa: ANN401 - texts and lists of texts
    """Change some fields of a page, as it was opened or as it is now, and save it."""
    fields = form_on(opened or desk.get("/staff/site")) | changes
    return desk.client.post("/staff/site", data={name: value for name, value in fields.items() if value is not None})


def keep_logo(desk: Desk, content: bytes, name: str = "logo.png") -> TestResponse:
    fields = {key: form_on(desk.get("/staff/site"))[key] for key in ("csrf_token", "edition")}
    data: Mapping[str, Any] = {**fields, "logo": (BytesIO(content), name)}
    return desk.client.post("/staff/site/logo", data=data, content_type="multipart/form-data")
