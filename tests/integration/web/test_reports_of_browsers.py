"""What browsers report about a page is counted by what it was about, and nothing else of it is kept anywhere."""

import json
import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.web.request_guard import MOST_OF_A_REPORT
from tests.support.contents import contents

OLD = {
    "csp-report": {
        "document-uri": "https://braid.example.org/s/canary",
        "blocked-uri": "https://evil.example/canary",
        "effective-directive": "script-src-elem",
        "script-sample": "canary",
    }
}
NEW = [{"type": "csp-violation", "url": "https://x/canary", "body": {"effectiveDirective": "style-src-attr"}}]


def report(client: FlaskClient, body: object, kind: str = "application/csp-report") -> int:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post("/csp", data=raw, content_type=kind, headers={"Sec-Fetch-Site": "same-origin"}).status_code


def test_reports_old_and_new_are_counted_by_directive_and_leave_nothing_else(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    before = contents(app)
    with caplog.at_level(logging.DEBUG):
        assert [report(client, OLD) for _ in range(5)] == [204] * 5
        assert report(client, NEW, "application/reports+json") == 204
    assert app.extensions["braid.violations"] == {"script-src": 5, "style-src": 1}
    assert [line.getMessage() for line in caplog.records if "policy" in line.getMessage()] == [
        f"the policy of pages stopped something: {what} so far"
        for what in ("script-src, 1", "script-src, 2", "script-src, 4", "style-src, 1")
    ]
    assert "canary" not in caplog.text
    assert contents(app) == before


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[" * 8000,
        b"{}",
        b"[]",
        b"7",
        b'{"csp-report": 7}',
        b'{"csp-report": {"effective-directive": "script-src\\nforged line"}}',
        b'[{"body": {"effectiveDirective": ["script-src"]}}]',
    ],
)
def test_whatever_else_is_sent_is_one_of_another_kind(app: Flask, client: FlaskClient, body: bytes) -> None:
    assert report(client, body) == 204
    assert set(app.extensions["braid.violations"]) <= {"another"}


def test_a_report_is_short(client: FlaskClient) -> None:
    assert report(client, b"x" * (MOST_OF_A_REPORT + 1)) == 413
