"""Who holds a screening: given back, taken over with a reason, and never by two at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from tests.support.desk import ACUTE, CALM, Desk, arrive, desk_of, edition_on, soup
from tests.support.engines import on_each_engine


@pytest.fixture
def case(app: Flask) -> str:
    """The address of an imminent screening."""
    return f"/staff/screenings/{arrive(app, ACUTE)}"


def strip(desk: Desk, address: str) -> str:
    return desk.get(address).select(".pinned")[0].get_text(" ", strip=True)


def history(desk: Desk, address: str) -> str:
    return desk.get(address).select("#history")[0].get_text(" ", strip=True)


def test_whoever_holds_it_can_give_it_back_and_a_colleague_can_claim_it(ana: Desk, ben: Desk, case: str) -> None:
    ana.post(f"{case}/claim")
    assert ana.post(f"{case}/release").status_code == 303
    assert "Nobody holds it" in strip(ben, case)
    assert ben.post(f"{case}/claim").status_code == 303
    assert "Held by Ben Okafor" in strip(ana, case)
    assert "Gave it back" in history(ana, case)


def test_what_was_tried_already_stays_tried_when_it_is_given_back(ana: Desk, case: str) -> None:
    ana.post(f"{case}/claim")
    ana.post(f"{case}/attempts", outcome="no_answer")
    assert ana.post(f"{case}/release").status_code == 303
    assert "Tried to reach" in ana.get("/staff/queue").select(".case")[0].get_text(" ", strip=True)


def test_nobody_gives_back_what_a_colleague_holds(ana: Desk, ben: Desk, case: str) -> None:
    ana.post(f"{case}/claim")
    refused = ben.post(f"{case}/release")
    assert refused.status_code == 409
    assert "You do not hold this screening." in refused.get_data(as_text=True)
    assert "Held by Ana Duarte" in strip(ben, case)


def test_claiming_what_a_colleague_holds_leads_to_taking_it_over(ana: Desk, ben: Desk, case: str) -> None:
    ana.post(f"{case}/claim")
    page = soup(ben.post(f"{case}/claim"))
    assert page.select(".summary a[href='#take_over-text']")
    assert page.select("details#take-over[open] textarea#take_over-text")
    assert not page.select(f"form[action='{case}/claim']")


@pytest.mark.parametrize("role", ["coordinator", "clinician", "supervisor"])
def test_it_is_taken_over_with_a_reason_and_the_history_names_both(app: Flask, ana: Desk, case: str, role: str) -> None:
    ana.post(f"{case}/claim")
    cleo = desk_of(app, role, "Cleo Marsh")
    assert cleo.post(f"{case}/take-over", text="Ana went home ill.").status_code == 303
    assert "Held by Cleo Marsh" in strip(ana, case)
    assert "Cleo Marsh took it over from Ana Duarte Ana went home ill." in history(ana, case)
    assert "before Ana Duarte" in history(ana, case), "the log itself knows from whom"


def test_a_take_over_without_a_reason_is_refused(ana: Desk, ben: Desk, case: str) -> None:
    ana.post(f"{case}/claim")
    refused = ben.post(f"{case}/take-over", text="  ")
    assert refused.status_code == 422
    assert soup(refused).select(".summary a[href='#take_over-text']")
    assert "Held by Ana Duarte" in strip(ben, case)


def test_what_nobody_holds_is_claimed_and_not_taken_over(ana: Desk, case: str) -> None:
    assert ana.post(f"{case}/take-over", text="x").status_code == 409
    assert "Nobody holds it" in strip(ana, case)


def test_nothing_is_given_back_or_taken_over_once_it_is_closed(app: Flask, ana: Desk, ben: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, CALM)}"
    ana.post(f"{case}/claim")
    ana.post(f"{case}/close", outcome="declined", reason="not_now", no_attempt_because="came in")
    assert ana.post(f"{case}/release").status_code == 409
    assert ben.post(f"{case}/take-over", text="x").status_code == 409


@on_each_engine
def test_of_many_who_take_it_over_at_once_one_does_and_the_others_keep_their_words(app: Flask) -> None:
    case = f"/staff/screenings/{arrive(app, ACUTE)}"
    desk_of(app, "coordinator", "Ana Duarte").post(f"{case}/claim")
    desks = [desk_of(app, "coordinator", f"Person {number}") for number in range(4)]
    edition = edition_on(desks[0].get(case))
    forms = [(desk.client, {"csrf_token": desk.token(), "edition": edition, "text": "It is mine."}) for desk in desks]
    with ThreadPoolExecutor(len(forms)) as pool:
        answers = list(pool.map(lambda form: form[0].post(f"{case}/take-over", data=form[1]), forms))
    assert sorted(answer.status_code for answer in answers) == [303, 409, 409, 409]
    for late in (answer for answer in answers if answer.status_code == 409):
        assert soup(late).select("textarea#take_over-text")[0].get_text().strip() == "It is mine."
    assert history(desks[0], case).count("took it over from Ana Duarte") == 1


@on_each_engine
def test_given_back_and_taken_over_at_once_only_one_of_them_happens(app: Flask) -> None:
    case = f"/staff/screenings/{arrive(app, ACUTE)}"
    ana, ben = desk_of(app, "coordinator", "Ana Duarte"), desk_of(app, "coordinator", "Ben Okafor")
    ana.post(f"{case}/claim")
    edition = edition_on(ana.get(case))
    acts = [(ana, "release"), (ben, "take-over")]
    sent = [(desk.client, name, {"csrf_token": desk.token(), "edition": edition, "text": "x"}) for desk, name in acts]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda form: form[0].post(f"{case}/{form[1]}", data=form[2]), sent))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
