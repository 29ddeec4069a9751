"""Deny by default: the application starts only with a matrix that is true, and who may not read meets no word."""

import re

import pytest
from flask import Flask

from app.extensions import clock
from app.staff import access
from app.staff.matrix import FILE, AccessError, Matrix, load_matrix, matrix
from tests.support.desk import ACUTE, arrive, desk_of

TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')


def test_the_matrix_and_the_pages_agree(app: Flask) -> None:
    access.check(app)


def test_a_page_without_a_row_stops_the_start(app: Flask) -> None:
    app.add_url_rule("/staff/everything", "everything", lambda: "")
    with pytest.raises(AccessError, match=r"no row for everything\Z"):
        access.check(app)


@pytest.mark.parametrize(
    ("page", "change", "said"),
    [
        ("everything", {}, "no page for staff.everything"),
        ("queue", {"method": "POST"}, "staff.queue takes GET, its row says POST"),
        (
            "queue",
            {"object": "own-site-screening"},
            "staff.queue has [] in its address, which is not own-site-screening",
        ),
        ("screening", {"object": "none"}, "staff.screening has ['screening_id'] in its address, which is not none"),
    ],
)
def test_a_row_that_is_not_true_stops_the_start_in_one_line(
    app: Flask, monkeypatch: pytest.MonkeyPatch, page: str, change: dict[str, str], said: str
) -> None:
    found = load_matrix(FILE)
    row = found.pages.get(page, found.pages["queue"]).model_copy(update=change)
    wrong = Matrix(groups=found.groups, objects=found.objects, pages={**found.pages, page: row})
    monkeypatch.setattr(access, "matrix", lambda: wrong)
    with pytest.raises(AccessError) as refused:
        access.check(app)
    assert str(refused.value) == f"access.toml: {said}"


@pytest.mark.parametrize("role", ["admin", "auditor"])
def test_whoever_may_not_read_screenings_meets_no_word_of_one(app: Flask, role: str) -> None:
    words = {"px_matters": "canary of the person"}
    screening_id = arrive(
        app, {**ACUTE, **words}, {"contact_alias": "canary of the alias", "contact_phone": "canary 555"}
    )
    desk = desk_of(app, role)
    for rule in app.url_map.iter_rules():
        row = matrix().rows.get(rule.endpoint)
        if row and row.method == "GET" and row.object != "one-time-link":
            path = rule.rule.replace("<screening_id>", screening_id)
            assert "canary" not in desk.client.get(path).get_data(as_text=True), path


def test_an_administrator_looking_for_a_screening_learns_nothing_about_whether_it_exists(app: Flask) -> None:
    real, desk = arrive(app, ACUTE), desk_of(app, "admin")
    with clock.stopped(clock.now()):
        pages = [desk.client.get(f"/staff/screenings/{screening_id}") for screening_id in (real, "0" * 32)]
    assert [page.status_code for page in pages] == [403, 403]
    assert len({TOKEN.sub("", page.get_data(as_text=True)) for page in pages}) == 1
