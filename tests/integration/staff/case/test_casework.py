"""Working on a screening: two people at once never overwrite each other, and nothing typed is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from app import activity
from app.staff.case import casework_routes
from tests.support.desk import ACUTE, Desk, arrive, desk_of, edition_on, named, soup
from tests.support.engines import on_each_engine

CLOSING = {"outcome": "appointment", "text": "Tuesday at nine"}


def edition(desk: Desk, address: str) -> str:
    return edition_on(desk.get(address))


def actions(app: Flask) -> list[str]:
    with app.app_context():
        return [row.action for row in reversed(activity.latest(100)) if row.subject_type == "screening"]


def test_the_second_to_claim_sees_who_was_first(ana: Desk, ben: Desk, calm: str) -> None:
    assert ana.post(f"{calm}/claim").status_code == 303
    second = ben.post(f"{calm}/claim")
    assert second.status_code == 409
    assert "Ana Duarte holds this screening already." in second.get_data(as_text=True)


@on_each_engine
def test_of_many_who_claim_at_once_exactly_one_holds_it(app: Flask) -> None:
    address = f"/staff/screenings/{arrive(app, ACUTE)}"
    desks = [desk_of(app, "coordinator", f"Person {number}") for number in range(6)]
    forms = [(desk.client, desk.token()) for desk in desks]
    with ThreadPoolExecutor(len(forms)) as pool:
        answers = list(pool.map(lambda form: form[0].post(f"{address}/claim", data={"csrf_token": form[1]}), forms))
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * 5
    assert actions(app).count("screening.claim") == 1


def test_what_was_typed_comes_back_when_the_database_fails(
    app: Flask, ana: Desk, calm: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("INSERT canary", {}, Exception("database is locked"))

    token = ana.token()
    monkeypatch.setattr(casework_routes, "add_note", fail)
    failed = ana.client.post(f"{calm}/note", data={"csrf_token": token, "text": "She called back."})
    assert failed.status_code == 503
    assert soup(failed).select("textarea")[0].get_text().strip() == "She called back."
    assert "OperationalError" in caplog.text
    assert "canary" not in caplog.text


def test_a_note_is_signed_and_kept_as_it_was_typed(ana: Desk, ben: Desk, calm: str) -> None:
    assert ana.post(f"{calm}/note", text="Sounds tired.\n<i>Call after four.</i>").status_code == 303
    notes = ben.get(calm).select("#notes + .entries li")
    assert "Sounds tired.\n<i>Call after four.</i>" in notes[0].get_text()
    assert "Ana Duarte" in notes[0].get_text()


@pytest.mark.parametrize("text", ["", "   \n "])
def test_an_empty_note_is_refused_with_a_reason(ana: Desk, calm: str, text: str) -> None:
    refused = ana.post(f"{calm}/note", text=text)
    assert refused.status_code == 422
    assert soup(refused).select("a[href='#note-text']")
    assert not ana.get(calm).select("#notes + .entries")


def test_a_try_without_an_outcome_is_refused_and_its_text_kept(ana: Desk, calm: str) -> None:
    refused = ana.post(f"{calm}/attempts", text="rang twice")
    assert refused.status_code == 422
    area = soup(refused).select_one("textarea#attempts-text")
    assert area is not None
    assert area.get_text().strip() == "rang twice"
    assert not soup(refused).select("input[type=radio][checked]")


def test_a_try_is_recorded_with_its_outcome(ana: Desk, calm: str) -> None:
    ana.post(f"{calm}/attempts", outcome="left_message", text="as agreed")
    entry = ana.get(calm).select("#attempts + .entries li")[0].get_text(" ", strip=True)
    assert entry.startswith("Left a safe message as agreed Look again by: ")


def test_nothing_is_closed_in_silence(ana: Desk, calm: str) -> None:
    refused = ana.post(f"{calm}/close", edition=edition(ana, calm), **CLOSING)
    assert refused.status_code == 422
    assert "Nobody tried to reach this person" in refused.get_data(as_text=True)
    assert soup(refused).select("#close-no_attempt_because")
    assert soup(refused).select("input[value=appointment][checked]")
    assert "Tuesday at nine" in refused.get_data(as_text=True)


def test_a_closed_screening_leaves_the_queue_and_says_how_it_ended(ana: Desk, calm: str) -> None:
    ana.post(f"{calm}/attempts", outcome="spoke")
    assert ana.post(f"{calm}/close", edition=edition(ana, calm), **CLOSING).status_code == 303
    page = ana.get(calm).get_text(" ", strip=True)
    assert "Has an appointment here Tuesday at nine Ana Duarte" in page
    assert "Closed. Notes can still be added." in page
    assert not ana.get("/staff/queue").select("[data-reference]")


def test_whoever_closes_a_page_that_is_no_longer_true_gets_their_words_back(ana: Desk, ben: Desk, calm: str) -> None:
    old = edition(ana, calm)
    ben.post(f"{calm}/attempts", outcome="spoke")
    conflict = ana.post(f"{calm}/close", edition=old, **CLOSING)
    page = soup(conflict)
    assert conflict.status_code == 409
    assert "This screening changed since you opened it" in page.get_text()
    area = page.select_one("textarea#close-text")
    assert area is not None
    assert area.get_text().strip() == "Tuesday at nine"
    field = page.select_one("input[name=edition]")
    assert field is not None
    assert ana.post(f"{calm}/close", edition=str(field["value"]), **CLOSING).status_code == 303


@pytest.mark.parametrize("tampered", ["", "0", "-1", "x", "9" * 30, "²"])
def test_an_edition_nobody_was_shown_changes_nothing(ana: Desk, calm: str, tampered: str) -> None:
    assert ana.post(f"{calm}/close", edition=tampered, no_attempt_because="x", **CLOSING).status_code in (409, 422)
    assert ana.get("/staff/queue").select("[data-reference]")


def test_an_imminent_case_needs_an_assessment_and_a_second_person_or_a_reason(ana: Desk, ben: Desk, acute: str) -> None:
    ana.post(f"{acute}/attempts", outcome="spoke")
    refused = ana.post(f"{acute}/close", edition=edition(ana, acute), **CLOSING)
    assert refused.status_code == 422
    assert {link["href"] for link in soup(refused).select(".summary a")} == {"#close-assessment", "#close-second"}
    options = [option.get_text() for option in soup(refused).select("#close-second option")]
    assert options == ["Nobody", "Ben Okafor"]
    full = {**CLOSING, "assessment": "Not acute now, safety plan made.", "second": named(ana, acute, "Ben Okafor")}
    assert ana.post(f"{acute}/close", edition=edition(ana, acute), **full).status_code == 303
    page = ana.get(acute).get_text(" ", strip=True)
    assert "Assessment: Not acute now, safety plan made." in page
    assert "Second person: Ben Okafor Confirmed: not yet" in page


def test_a_second_person_who_is_no_colleague_is_refused(ana: Desk, acute: str) -> None:
    full = {**CLOSING, "assessment": "x", "second": "Somebody Else", "no_attempt_because": "x"}
    assert ana.post(f"{acute}/close", edition=edition(ana, acute), **full).status_code == 422


def test_a_closing_alone_is_marked_for_a_later_review(ana: Desk, acute: str) -> None:
    full = {**CLOSING, "assessment": "x", "alone_because": "night shift", "no_attempt_because": "came in person"}
    ana.post(f"{acute}/close", edition=edition(ana, acute), **full)
    page = ana.get(acute).get_text(" ", strip=True)
    assert "Closed alone because: night shift" in page
    assert "Later review: due" in page


def test_every_act_is_one_entry_in_the_log_and_holds_no_words(app: Flask, ana: Desk, calm: str) -> None:
    ana.post(f"{calm}/claim")
    ana.post(f"{calm}/note", text="canary")
    ana.post(f"{calm}/attempts", outcome="spoke", text="canary")
    ana.post(f"{calm}/close", **CLOSING)
    assert [action for action in actions(app) if action != "screening.read"] == [
        "screening.sent",
        "screening.claim",
        "screening.note",
        "screening.attempt",
        "screening.close",
    ]
    with app.app_context():
        assert "canary" not in str([row.detail for row in activity.latest(100)])
        assert not [row.action for row in activity.latest(100) if "outcome" in row.detail], "how it ended is sealed"
