"""So much and no more: a program is held back, a person never meets a limit, and nobody is kept from help."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from unittest.mock import Mock, patch

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import activity
from app.extensions import clock
from app.settings import Settings
from app.web import limits
from app.web.limits import buckets_of
from tests.support.client_browser import ClientBrowser, check_response, somebody
from tests.support.desk import CALM, arrive, desk_of
from tests.support.limited import with_limits
from tests.support.people import ACUTE

HERE, ELSEWHERE = "203.0.113.7", "198.51.100.9"
CLINIC = ip_network("192.0.2.0/24")


@pytest.fixture
def limited(settings: Settings) -> Iterator[Flask]:
    """Limits on."""
    with with_limits(settings) as app:
        yield app


def ask(app: Flask, path: str, *, address: str = HERE, **headers: str) -> TestResponse:
    """A first request of a browser that has been nowhere before."""
    return app.test_client().get(path, headers=headers, environ_base={"REMOTE_ADDR": address})


def refusals(app: Flask, path: str, times: int, **asked: str) -> list[int]:
    """Which of so many requests were refused, by their number."""
    return [number for number in range(1, times + 1) if ask(app, path, **asked).status_code == 429]


def test_the_first_page_is_shown_sixty_times_a_minute_and_then_a_page_with_the_numbers(limited: Flask) -> None:
    assert refusals(limited, "/", 61) == [61]
    page = ask(limited, "/")
    check_response("/", page)
    assert page.headers["Retry-After"] == "60"
    words = re.sub(r"<[^>]+>", " ", page.get_data(as_text=True))
    assert "try again in a minute" in words
    assert not re.search(r"first page.{0,20}limit|60|bucket", words), "which limit it was is not told"
    assert ask(limited, "/", address=ELSEWHERE).status_code == 200, "nobody else is held back"


def test_saying_to_come_from_elsewhere_opens_no_new_bucket(limited: Flask) -> None:
    assert refusals(limited, "/", 60) == []
    for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "True-Client-IP", "CF-Connecting-IP"):
        assert ask(limited, "/", **{name: "for=198.51.100.9" if name == "Forwarded" else ELSEWHERE}).status_code == 429


def test_behind_a_proxy_the_last_address_counts_and_not_the_one_that_was_made_up(settings: Settings) -> None:
    with with_limits(settings, proxies=1) as app:
        asked = [
            ask(app, "/", address="127.0.0.1", **{"X-Forwarded-For": f"10.0.0.{number}, {HERE}"}).status_code
            for number in range(70)
        ]
        assert 429 in asked
        assert ask(app, "/", address="127.0.0.1", **{"X-Forwarded-For": f"{HERE}, {ELSEWHERE}"}).status_code == 200


@pytest.mark.parametrize("path", ["/leave", "/help", "/someone", "/healthz", "/closed", "/static/person.css"])
def test_leaving_and_help_are_never_held_back(limited: Flask, path: str) -> None:
    assert refusals(limited, path, 130) == []


def test_whoever_has_no_session_is_held_back_however_many_cookies_they_make_up(limited: Flask) -> None:
    made_up = ({"Cookie": f"s={number:043d}"} for number in range(121))
    asked = [ask(limited, "/s/1", **cookie).status_code for cookie in made_up]
    assert asked == [410] * 120 + [429]


def test_twenty_answers_a_second_and_help_even_where_one_is_refused(limited: Flask) -> None:
    walker = somebody(limited, ACUTE)
    walker.open()
    with patch.object(limits, "one_too_many", return_value=False):
        walker.walk_to("asq_5")
    path = walker.seen[-1].path
    assert isinstance(walker.browser, ClientBrowser)
    asked = [walker.browser.client.get(path).status_code for _ in range(21)]
    assert asked == [200] * 20 + [429]
    refused = walker.go_on()
    assert refused.status == 429
    assert "988 now" in refused.text
    assert "could not keep your last answer" in refused.text
    other = somebody(limited)
    other.open()
    assert other.go_on().status == 200, "another person goes on"


def test_a_network_of_the_clinic_has_room_for_many_people(settings: Settings) -> None:
    with with_limits(settings, clinic_networks=(CLINIC,)) as app:
        assert refusals(app, "/", 70, address="192.0.2.77") == []
        assert refusals(app, "/", 70, address=HERE) != []


def test_a_program_is_told_in_json_that_it_asks_too_often(limited: Flask) -> None:
    with patch.object(limits, "one_too_many", return_value=True):
        response = limited.test_client().get("/api/v1/openapi.json")
    assert (response.status_code, response.mimetype) == (429, "application/problem+json")
    assert response.headers["Retry-After"] == "60"
    assert response.get_json()["help"]
    assert "tel:988" in response.headers["Link"]


def test_staff_have_forty_pages_at_once_and_are_not_held_back_by_a_colleague(limited: Flask) -> None:
    ana, ben = desk_of(limited, "coordinator"), desk_of(limited, "coordinator")
    asked = [ana.client.get("/staff/alarm").status_code for _ in range(42)]
    assert asked[-1] == 429
    assert asked.count(200) >= 38  # signing in took one or two
    assert ben.client.get("/staff/alarm").status_code == 200


def test_whoever_opens_more_than_sixty_records_in_an_hour_is_not_stopped_and_stands_in_the_log(
    limited: Flask,
) -> None:
    page = f"/staff/screenings/{arrive(limited, CALM)}"
    desk = desk_of(limited, "coordinator")
    with patch.object(limits, "DESK", replace(limits.DESK, most=())):
        assert {desk.client.get(page).status_code for _ in range(63)} == {200}
    with limited.app_context():
        told = [row for row in activity.latest(100) if row.action == "access.many_openings"]
    assert [(row.subject_type, row.detail) for row in told] == [("staff", {"count": 60})], "once, and no more"


def test_with_limits_off_nobody_is_counted(app: Flask) -> None:
    assert refusals(app, "/", 70) == []


def test_every_page_has_its_bucket_and_every_name_in_the_lists_is_a_page(app: Flask) -> None:
    pages = {str(rule.endpoint) for rule in app.url_map.iter_rules()}
    named = limits.FREE | limits.FIRST_PAGES | limits.COPYING
    assert named <= pages
    assert {page for page in pages if not buckets_of(page)} == limits.FREE
    assert buckets_of(None), "an address that no page has costs a page all the same"


@pytest.fixture
def names(limited: Flask) -> Iterator[Mock]:
    """Sees under which names is counted."""
    with patch("limits.strategies.SlidingWindowCounterRateLimiter.hit", return_value=True) as hit:
        yield hit


def test_no_counter_bears_an_address_and_tomorrow_it_is_another(limited: Flask, names: Mock) -> None:
    ask(limited, "/")
    ask(limited, "/")
    with clock.stopped(clock.now() + timedelta(days=1)):
        ask(limited, "/")
    first, second, next_day = (call.args[1:] for call in names.call_args_list)
    assert first == second != next_day
    assert HERE not in str(names.call_args_list)
