"""The page for when everything else has failed."""

import runpy
from collections.abc import Callable

import pytest

from app.crisis import last_resort
from app.crisis import resources as lines

NUMBERS = ('href="tel:988"', 'href="sms:988"', 'href="tel:911"')


def test_it_is_a_whole_page_with_the_numbers_and_a_way_out() -> None:
    page = last_resort.page().decode()
    assert page.startswith("<!doctype html>")
    assert all(number in page for number in (*NUMBERS, 'href="/leave"'))


def test_it_says_plainly_that_it_is_not_known_what_became_of_the_answers() -> None:
    assert "We do not know if your last answers were kept." in last_resort.page().decode()


def test_it_says_all_of_it_in_spanish_too_and_how_to_be_answered_in_spanish() -> None:
    spanish = last_resort.page().decode().partition('<section lang="es">')[2]
    assert "No sabemos si se guardaron sus últimas respuestas." in spanish
    assert all(f">{text}</a>" in spanish for _, text in last_resort.SPANISH_NUMBERS)
    assert all(number in spanish for number in NUMBERS)


def test_it_needs_no_other_file_and_runs_nothing() -> None:
    page = last_resort.page().decode()
    assert not [word for word in ("<link", "<script", "<style", "style=", "src=") if word in page]


def test_it_carries_the_neutral_title_of_the_site() -> None:
    assert b"<title>Check-in</title>" in last_resort.page()
    assert b"<title>A &lt; B</title>" in last_resort.page("A < B")


def test_it_stands_even_when_the_help_lines_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise lines.ResourceError("resources.toml: unreadable")

    monkeypatch.setattr(lines, "resources", broken)
    page: Callable[[], bytes] = runpy.run_path(last_resort.__file__)["page"]
    assert all(number in page().decode() for number in NUMBERS)


def test_the_numbers_it_falls_back_on_are_those_of_the_data() -> None:
    known = lines.resources()
    ways = (*known["lifeline"].main_channels, *known["emergency"].main_channels)
    assert tuple((way.href, way.action) for way in ways) == last_resort.LITERAL_NUMBERS
