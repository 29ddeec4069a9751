"""The sign-off record: who answers for thresholds, crisis wording and contact targets, as they are now."""

import pytest
from flask import Flask

from tests.support.desk import Desk, arrive, desk_of, soup
from tests.support.engines import on_each_engine, on_sqlite
from tests.support.sites import second_site

GIVEN = {"part": "thresholds", "by": "Dr. Made Up", "credential": "LCSW", "on": "2026-11-20"}
PARTS = ("thresholds", "crisis_wording", "contact_targets")
UNSIGNED = "have not been signed off"


def states(desk: Desk) -> list[str]:
    """What the page of texts says of each part."""
    return [
        row.get_text(" ", strip=True) for row in desk.get("/staff/texts").select("section[aria-labelledby=sign-off] li")
    ]


@on_each_engine
def test_a_recorded_sign_off_names_who_answers_for_it(admin: Desk, ana: Desk) -> None:
    assert admin.post("/staff/sign-off", **GIVEN).status_code == 303
    assert "● Dr. Made Up (LCSW), 20 Nov 2026" in states(ana)[0]
    assert ["not signed off" in state for state in states(ana)] == [False, True, True]


def test_every_staff_page_says_that_something_is_unsigned_until_all_is(admin: Desk, ana: Desk) -> None:
    for part in PARTS:
        assert UNSIGNED in ana.get("/staff/queue").select("footer")[0].get_text()
        admin.post("/staff/sign-off", **(GIVEN | {"part": part}))
    assert UNSIGNED not in ana.get("/staff/queue").select("footer")[0].get_text()


def test_once_the_rules_change_a_sign_off_is_shown_as_one_for_an_earlier_version(
    admin: Desk, ana: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in PARTS:
        admin.post("/staff/sign-off", **(GIVEN | {"part": part}))
    monkeypatch.setattr("app.registers.signed_parts.definitions_digest", lambda: "0" * 16)
    assert "▲ Dr. Made Up (LCSW), 20 Nov 2026, for an earlier version" in states(ana)[0]
    assert "●" in states(ana)[1]
    assert UNSIGNED in ana.get("/staff/queue").select("footer")[0].get_text()


def test_a_second_sign_off_is_added_and_the_first_stays(admin: Desk) -> None:
    admin.post("/staff/sign-off", **GIVEN)
    admin.post("/staff/sign-off", **(GIVEN | {"by": "Dr. Later"}))
    record = admin.get("/staff/sign-off").select("section[aria-labelledby=record]")[0].get_text()
    assert "Dr. Later" in record
    assert "Dr. Made Up" in record


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("part", "everything", "Choose what was signed off."),
        ("by", " ", "Write who signed."),
        ("credential", "", "Write their credential"),
        ("on", "yesterday", "Write the day"),
        ("on", "2999-01-01", "Choose a day that is not still to come."),
    ],
)
def test_a_sign_off_without_who_credential_or_day_is_refused(admin: Desk, field: str, typed: str, says: str) -> None:
    refused = admin.post("/staff/sign-off", **(GIVEN | {field: typed}))
    assert refused.status_code == 422
    assert says in soup(refused).select(".summary")[0].get_text()
    assert "None yet." in admin.get("/staff/sign-off").get_text()


@on_sqlite
def test_who_signed_stands_in_the_database_only_sealed(app: Flask, admin: Desk) -> None:
    admin.post("/staff/sign-off", **GIVEN)
    with app.app_context():
        from app.settings import current_settings

        files = [path.read_bytes() for path in current_settings().instance.iterdir() if "sqlite" in path.name]
    assert not any(b"Made Up" in content for content in files)


def test_the_person_is_never_told(app: Flask, admin: Desk) -> None:
    arrive(app, {})
    admin.post("/staff/sign-off", **GIVEN)
    for path in ("/", "/help", "/privacy"):
        page = app.test_client().get(path).get_data(as_text=True)
        assert "Made Up" not in page
        assert "signed off" not in page


def test_only_an_administrator_records_one(ana: Desk) -> None:
    assert ana.client.get("/staff/sign-off").status_code == 403
    assert ana.post("/staff/sign-off", **GIVEN).status_code == 403


def test_only_the_default_site_signs_for_the_whole_installation(app: Flask, ana: Desk) -> None:
    theirs = desk_of(app, "admin", "Hilda Hill", second_site(app).id)
    theirs.get("/staff/sign-off", 404)
    assert theirs.post("/staff/sign-off", **GIVEN).status_code == 404
    assert 'href="/staff/sign-off"' not in str(theirs.get("/staff/site"))
    assert all("not signed off" in state for state in states(ana))
