"""The person's process has the person's pages and no other, whatever address is asked for and however it is written."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import quote, unquote_to_bytes

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app.settings import Settings
from tests.support.desk import desk_of
from tests.support.engines import on_sqlite
from tests.support.links import make
from tests.support.running import running

# Everything that the person's process answers. What is new belongs here only if nobody has to be known to read it.
PERSONS = {
    *("/", "/i/<token>", "/at/<way_in>", "/start", "/consent", "/privacy", "/s/<int:number>", "/more", "/parts"),
    *("/help", "/someone", "/h/<int:number>", "/call", "/called", "/contact", "/check", "/received", "/result"),
    *("/copy", "/read", "/read/<int:number>", "/keep", "/stop", "/return", "/leave", "/close", "/delete", "/finish"),
    *("/time", "/stay", "/closed", "/kiosk", "/person", "/coming", "/ask"),
    *(
        "/healthz",
        "/csp",
        "/language",
        "/static/<path:filename>",
        "/static/look/<light>-<dark>.css",
        "/static/logo/<mark>",
    ),
}
# What a person without a session may open, and what answers the same to everybody.
OPEN = {"/", "/privacy", "/help", "/someone", "/read", "/return", "/leave", "/kiosk", "/healthz", "/closed", "/time"}
STAFF = ["/staff", "/staff/", "/staff/queue", "/staff/sign-in", "/staff/team", "/api/v1/screenings", "/console"]
LEAKS = ("/.git/HEAD", "/.env", "/config.py", "/gunicorn.conf.py", "/static/", "/static", "/static/../app/__init__.py")
BACKUPS = ("/braid.sqlite", "/instance/braid.key", "/backup.zip", "/index.php", "/wp-login.php", "/server-status")
SEED, ADDRESSES = 39, 2000


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, surface="patient")


def test_the_persons_process_has_these_pages_and_no_other(app: Flask) -> None:
    assert {str(rule.rule) for rule in app.url_map.iter_rules()} == PERSONS
    assert {name for name in app.blueprints} == {"patient"}


def test_the_staffs_process_has_no_page_of_the_person(settings: Settings) -> None:
    with running(replace(settings, surface="staff")) as app:
        endpoints = {str(rule.endpoint) for rule in app.url_map.iter_rules()}
        assert {name for name in endpoints if name.startswith("patient.")} == set()
        assert {"staff.queue", "api.list_screenings", "healthz"} < endpoints
        assert app.test_client().get("/s/1").status_code == 404


def test_each_link_leads_to_the_host_name_of_its_side(settings: Settings) -> None:
    two_names = {"base_url": "https://desk.example.org", "person_url": "https://checkin.example.org"}
    with running(replace(settings, surface="staff", **two_names)) as app:  # type: ignore[arg-type]  # both are texts
        ana = desk_of(app, "coordinator")
        assert make(ana).select("[data-link]")[0].get_text().startswith("https://checkin.example.org/i/")
        assert ana.post("/staff/hand-over", label="Tablet").status_code == 303
        assert "https://checkin.example.org/kiosk" in ana.get("/staff/hand-over").get_text()
        run = app.test_cli_runner()
        joining = run.invoke(args=["staff", "add", "new@clinic.example", "--role", "admin"]).stdout
        assert joining.startswith("https://desk.example.org/staff/enrol/")


@on_sqlite
def test_without_roles_there_is_nothing_to_grant(app: Flask) -> None:
    refused = app.test_cli_runner().invoke(args=["grants"])
    assert (refused.exit_code, refused.output) == (1, "Error: only PostgreSQL has roles\n")


@pytest.mark.parametrize("address", [*STAFF, *LEAKS, *BACKUPS])
def test_what_is_none_of_its_pages_is_not_found(app: Flask, address: str) -> None:
    assert raw(app, "GET", address)[0] == 404


def raw(app: Flask, method: str, path: str) -> tuple[int, bytes]:
    """Ask for exactly these bytes, as a server hands them on: percent signs read once, and nothing tidied up."""
    environ = EnvironBuilder(path="/", method=method).get_environ()
    environ["RAW_URI"] = environ["REQUEST_URI"] = path
    environ["PATH_INFO"] = once_decoded(path)
    body, status, _ = run_wsgi_app(app.wsgi_app, environ, buffered=True)
    return int(status[:3]), b"".join(body)


def once_decoded(path: str) -> str:
    return unquote_to_bytes(path.partition("?")[0]).decode("latin-1")


def written_otherwise(random_: random.Random) -> Iterator[str]:
    """Addresses of staff pages, each disguised in a few of the ways that once led past somebody's guard."""
    ways: list[Callable[[str], str]] = [
        quote,
        lambda path: "".join(f"%{ord(sign):02x}" for sign in path),
        lambda path: "".join(f"%25{ord(sign):02x}" for sign in path),
        lambda path: path.replace("/", "%2f"),
        lambda path: path.replace("/", "%252F"),
        lambda path: path.replace("/", "\\"),
        lambda path: path.replace("/", "%5c"),
        lambda path: path.replace("/", "//"),
        lambda path: path.replace("/", "/./"),
        lambda path: "/s/1/.." + path,
        lambda path: "/static/.." + path,
        lambda path: "/static/%2e%2e" + path,
        lambda path: "/static/..;" + path,
        lambda path: "/;x=1" + path,
        lambda path: path + ";x=1",
        lambda path: path + "%00",
        lambda path: path + "%20",
        lambda path: path + ".html",
        lambda path: path + "/..;/",
        lambda path: "".join(random_.choice((sign.upper(), sign.lower())) for sign in path),
        lambda path: path.replace("s", "\u017f"),
        lambda path: path.replace("/", "\uff0f"),
        lambda path: path.replace("/", "%c0%af"),
        lambda path: path.replace("s", "%c1%b3"),
        lambda path: path.replace("/", "%e0%80%af"),
        lambda path: "/%2e" + path,
        lambda path: "/%c0%ae%c0%ae" + path,
        lambda path: "http://127.0.0.1" + path,
        lambda path: "?next=" + path,
        lambda path: "/" + "a" * 4000 + "/.." + path,
    ]
    yield from (way(path) for way in ways for path in STAFF)
    for _ in range(ADDRESSES):
        path = random_.choice(STAFF)
        for way in random_.sample(ways, random_.randint(1, 3)):
            path = way(path)
        yield path


def test_no_way_of_writing_an_address_leads_to_a_page_that_is_not_its_own(app: Flask) -> None:
    assert {raw(app, "GET", path)[0] for path in OPEN} == {200}
    asked = 0
    for path in written_otherwise(random.Random(SEED)):  # noqa: S311 - which addresses, nothing secret
        decoded = once_decoded(path)
        status, body = raw(app, "GET", path)
        asked += 1
        assert status in (200, 308, 404, 405, 410), path
        assert (status == 200) <= (decoded in OPEN), path
        assert b"/staff/sign-in" not in body, path
    assert asked > ADDRESSES
