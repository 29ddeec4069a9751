"""Guessing a return code, and reading a draft without one: what nobody can do."""

import dataclasses
import hmac
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask

from app import create_app
from app.extensions import db
from app.extensions.clock import StoppedClock
from app.intake.arriving import return_code
from app.intake.arriving.drafts import MOST_FAILURES_PER_CODE, draft_of, key_context
from app.intake.arriving.guesses import MOST_PER_ADDRESS, WITHIN
from app.intake.arriving.models import Draft, WrongTry
from app.settings import Settings
from app.vault import Unreadable, current_vault, slow_key, unseal
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.codes import WRONG, come_back, with_code
from tests.support.engines import on_each_engine, on_sqlite
from tests.support.people import ACUTE
from tests.support.walker import Page


@pytest.fixture
def limited(settings: Settings) -> Iterator[Flask]:
    """With limits on, as in real use."""
    app = create_app(dataclasses.replace(settings, rate_limits=True))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def refused(page: Page) -> str:
    assert page.status == 422
    return re.sub(r'value="[0-9a-f.A-Z_a-z-]{40,}"', "", page.html)


def test_wrong_unknown_dead_replaced_and_expired_codes_look_alike(app: Flask, stopped: StoppedClock) -> None:
    first = somebody(app)
    first.walk(until="/s/5")
    code = with_code(first)
    pages = [
        come_back(app, text).seen[-1] for text in ("", "hello", WRONG, code[:-1] + ("0" if code[-1] != "0" else "1"))
    ]
    replaced, code = code, with_code(first)
    pages.append(come_back(app, replaced).seen[-1])
    dead = somebody(app)
    dead.walk(until="/s/5")
    killed = with_code(dead)
    for _ in range(MOST_FAILURES_PER_CODE):
        come_back(app, f"{killed[:5]}ZZZZ-ZZZZ-ZZZZ")
    pages.append(come_back(app, killed).seen[-1])
    stopped.move(timedelta(hours=72, minutes=1))
    pages.append(come_back(app, code).seen[-1])
    assert len({refused(page) for page in pages}) == 1
    assert "988" in pages[0].text


def test_ten_wrong_tries_kill_a_code_from_wherever_they_come(app: Flask) -> None:
    first = somebody(app)
    first.walk(until="/s/5")
    code = with_code(first)
    wrong = code[:5] + ("ZZZZ-ZZZZ-ZZZZ" if code[5:] != "ZZZZ-ZZZZ-ZZZZ" else "YYYY-YYYY-YYYY")
    for _ in range(MOST_FAILURES_PER_CODE):
        come_back(app, wrong)
    assert come_back(app, code).seen[-1].status == 422


def test_a_right_code_clears_the_wrong_tries(app: Flask) -> None:
    first = somebody(app)
    first.walk(until="/s/5")
    code = with_code(first)
    for _ in range(MOST_FAILURES_PER_CODE - 1):
        come_back(app, code[:5] + "ZZZZ-ZZZZ-ZZZZ")
    assert come_back(app, code).seen[-1].path.startswith("/s/")
    assert come_back(app, code[:5] + "ZZZZ-ZZZZ-ZZZZ").seen[-1].status == 422
    assert come_back(app, code).seen[-1].path.startswith("/s/")


def test_too_many_wrong_codes_from_one_address_have_to_wait(limited: Flask, stopped: StoppedClock) -> None:
    first = somebody(limited)
    first.walk(until="/s/5")
    code = with_code(first)
    for _ in range(MOST_PER_ADDRESS["code"]):
        assert come_back(limited, WRONG).seen[-1].status == 422
    waiting = come_back(limited, code).seen[-1]
    assert waiting.status == 429
    assert "wait 15 minutes" in waiting.text
    elsewhere = limited.test_client()
    answer = elsewhere.post("/return", data={"code": code}, environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert answer.status_code == 303, "another address is not affected"
    stopped.move(WITHIN)
    assert come_back(limited, code).seen[-1].path.startswith("/s/")


def test_no_address_is_kept_and_the_marks_of_them_go(limited: Flask, stopped: StoppedClock) -> None:
    come_back(limited, WRONG)
    with limited.app_context():
        mark = db.session.query(WrongTry).one().address_mark
        assert b"127.0.0.1" not in mark
        assert mark == current_vault().blind_index("address:2026-11-23", "code 127.0.0.1/32")
        assert mark != current_vault().blind_index("address:2026-11-24", "code 127.0.0.1/32"), "another one each day"
        db.session.rollback()
    stopped.move(WITHIN)
    come_back(limited, WRONG)
    with limited.app_context():
        assert db.session.query(WrongTry).count() == 1


@on_each_engine
def test_nobody_reads_a_draft_with_a_code_from_the_database_and_every_key_of_the_server(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    walker.walk(until="/h/")
    code = with_code(walker)
    with app.app_context():
        row = db.session.query(Draft).one()
        pepper, stored = current_vault().derive("return-code"), str(row.code_hash)
        assert stored.startswith("$argon2id$")
        assert code.replace("-", "")[4:] not in stored
        salt = key_context(row.id, "code").encode()
        secret = hmac.digest(pepper, code.replace("-", "")[4:].encode(), "sha256")
        assert unseal(slow_key(secret, salt), key_context(row.id, "code"), row.key_under_code or b""), "the code does"
        guesses = [pepper, stored.encode(), row.code_selector.encode(), bytes(12), current_vault().derive("draft")]  # type: ignore[union-attr]  # it has one
        for key in [slow_key(guess, salt) for guess in guesses] + [current_vault().derive("draft"), pepper]:
            for wrapped, column in ((row.key_under_code, "code"), (row.key_under_session, "key")):
                with pytest.raises(Unreadable):
                    unseal(key, key_context(row.id, column), wrapped or b"")
            with pytest.raises(Unreadable):
                draft_of(row, key)


def test_an_address_counts_once_however_it_is_written(limited: Flask) -> None:
    client = limited.test_client()
    for address in ["203.0.113.9", "::ffff:203.0.113.9"] * 3:
        client.post("/return", data={"code": WRONG}, environ_base={"REMOTE_ADDR": address})
    last = client.post("/return", data={"code": WRONG}, environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert last.status_code == 429
    neighbour = client.post("/return", data={"code": WRONG}, environ_base={"REMOTE_ADDR": "::ffff:203.0.113.10"})
    assert neighbour.status_code == 422


@on_each_engine
def test_many_tries_at_once_are_not_more_than_one_after_the_other(limited: Flask) -> None:
    def statuses() -> list[int]:
        return [limited.test_client().post("/return", data={"code": WRONG}).status_code]

    with ThreadPoolExecutor(8) as pool:
        found = [status for done in [pool.submit(statuses) for _ in range(24)] for status in done.result()]
    assert found.count(422) == MOST_PER_ADDRESS["code"]
    assert found.count(429) == 24 - MOST_PER_ADDRESS["code"]


def counted(slow: Callable[..., object], runs: list[str]) -> Callable[..., object]:
    def run(*given: object) -> object:
        runs.append(slow.__name__)
        return slow(*given)

    return run


def test_every_refusal_costs_as_many_slow_runs_as_a_right_code(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    first = somebody(app)
    first.walk(until="/s/5")
    code = with_code(first)
    runs: list[str] = []
    for name in ("is_slow_hash_of", "slow_key"):
        monkeypatch.setattr(return_code, name, counted(getattr(return_code, name), runs))
    counts = []
    for typed in ("", WRONG, f"{code[:5]}ZZZZ-ZZZZ-ZZZZ", code):
        runs.clear()
        come_back(app, typed)
        counts.append(sorted(runs))
    assert counts == [["is_slow_hash_of", "slow_key"]] * 4


@on_sqlite
def test_a_code_stands_in_no_file_no_log_and_no_address(
    app: Flask, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    first = somebody(app)
    first.walk(until="/s/5")
    code = with_code(first)
    later = come_back(app, code)
    files = [path.read_bytes() for path in settings.instance.rglob("*") if path.is_file()]
    assert any(b"SQLite format" in content for content in files)
    for written in (code, code.replace("-", ""), code.lower()):
        assert not [content for content in files if written.encode() in content]
        assert written not in caplog.text
        for walker in (first, later):
            assert isinstance(walker.browser, ClientBrowser)
            assert not [address for address in walker.browser.addresses if written in address]
