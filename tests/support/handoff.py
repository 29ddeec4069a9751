"""Handing a screening on, as a test does it."""

import csv
from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Final

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from werkzeug.test import TestResponse

from app.extensions import clock
from app.handoff import pdf_file, xlsx_file
from tests.support.desk import Desk
from tests.support.pdf import pages_of

EMERGENCY: Final[Mapping[str, str]] = {
    "recipient": "Dr. Emery Ward",
    "facility": "County Hospital",
    "nature": "Overdose, not awake",
    "why_not_asked": "Not awake, nobody else there",
    "form": "csv",
}


def signed(**other: str) -> dict[str, str]:
    """What a form of consent holds when everything in it is right, but for what is given."""
    today = clock.now().date()
    return {
        "patient": "Robin Doe",
        "what": "answers",
        "recipient": "Elm Street Clinic",
        "purpose": "treatment",
        "expires_on": (today + timedelta(days=90)).isoformat(),
        "language": "en",
        "signed_by": "person",
        "signed_name": "Robin Doe",
        "signed_how": "paper",
        "signed_on": (today - timedelta(days=1)).isoformat(),
        "read": "yes",
        **other,
    }


def consent(desk: Desk, case: str, **other: str) -> str:
    """Record a consent on a screening. Returns its id."""
    response = desk.post(f"{case}/consents", **signed(**other))
    assert response.status_code == 303, response.get_data(as_text=True)
    newest = desk.get(f"{case}/hand-off").select("#consents .entries > li a[href*='/consents/']")[0]
    return str(newest["href"]).rpartition("/")[2]


def hand_off(desk: Desk, case: str, consent_id: str, form: str = "csv", **more: str) -> TestResponse:
    """Ask for a copy."""
    return desk.post(f"{case}/hand-off", consent=consent_id, form=form, **more)


def cells(response: TestResponse) -> list[list[str]]:
    """A table as a program reads it."""
    assert response.status_code == 200, response.get_data(as_text=True)
    return list(csv.reader(StringIO(response.get_data().decode("utf-8-sig"))))


def sheets(response: TestResponse) -> dict[str, Worksheet]:
    """A workbook as a program reads it, sheet by sheet."""
    assert response.status_code == 200, response.get_data(as_text=True)
    return {sheet.title: sheet for sheet in load_workbook(BytesIO(response.get_data())).worksheets}


def text_of(response: TestResponse) -> str:
    """What a copy says, in whatever form, its lines joined."""
    assert response.status_code == 200, response.get_data(as_text=True)
    match response.mimetype:
        case pdf_file.TYPE:
            text = " ".join(pages_of(response.get_data()))
        case xlsx_file.TYPE:
            rows = [row for sheet in sheets(response).values() for row in sheet.iter_rows(values_only=True)]
            text = " ".join(str(value) for row in rows for value in row if value is not None)
        case _:
            text = response.get_data().decode()
    return " ".join(text.split())
