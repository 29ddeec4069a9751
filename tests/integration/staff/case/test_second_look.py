"""What one person decided alone about an imminent case is looked at by another, and so is a sample of the rest."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app import activity
from app.extensions.clock import StoppedClock
from app.intake.case.second_looks_due import SAMPLE
from tests.support.desk import ACUTE, CALM, CONTACT, Desk, arrive, desk_of, hire, named, sign_in, soup
from tests.support.engines import on_each_engine

ALONE = {"outcome": "appointment", "assessment": "Safe now.", "alone_because": "night", "no_attempt_because": "came in"}
LOWERED = {"level": "elevated", "text": "Safe at home.", "alone_because": "night"}
AGREED = {"verdict": "agree", "text": "Read it all, well done."}
SENT_BACK = {"verdict": "send_back", "text": "Nobody asked about means."}


@pytest.fixture
def closed_alone(app: Flask, ana: Desk) -> str:
    """The address of an imminent case that Ana closed alone."""
    case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
    assert ana.post(f"{case}/close", **ALONE).status_code == 303
    return case


def listed(desk: Desk) -> list[str]:
    return [row.get_text(" ", strip=True) for row in desk.get("/staff/reviews").select("[data-look]")]


def form(desk: Desk, case: str) -> str:
    return str(desk.get(case).select("form[action*='/reviews/']")[0]["action"])


def in_queue(desk: Desk) -> list[str]:
    return [str(row["data-level"]) for row in desk.get("/staff/queue").select("[data-reference]")]


def test_a_case_closed_alone_stands_on_the_list_and_in_the_menu(sam: Desk, closed_alone: str) -> None:
    (row,) = listed(sam)
    assert "Imminent, and closed by one person Ana Duarte" in row
    assert "Second look (1 to check)" in sam.get("/staff/queue").select("header nav")[0].get_text()


def test_another_person_agrees_and_it_leaves_the_list(ana: Desk, sam: Desk, closed_alone: str) -> None:
    assert sam.post(form(sam, closed_alone), **AGREED).headers["Location"].endswith("/staff/reviews")
    assert listed(sam) == []
    page = ana.get(closed_alone).get_text(" ", strip=True)
    assert "Second look: agreed Read it all, well done. Sam Reyes" in page
    assert "Later review: done" in page
    assert in_queue(ana) == []


def test_what_is_sent_back_is_open_again_with_an_alert(ana: Desk, sam: Desk, closed_alone: str) -> None:
    sam.post(form(sam, closed_alone), **SENT_BACK)
    assert listed(sam) == []
    assert in_queue(ana) == ["imminent"]
    assert "Imminent: 1 that nobody has opened." in ana.get("/staff/queue").get_text()
    assert "Sent back by Sam Reyes: Nobody asked about means." in ana.get("/staff/queue").get_text()
    assert "Second look: sent back Nobody asked about means. Sam Reyes" in ana.get(closed_alone).get_text(
        " ", strip=True
    )
    assert ana.post(f"{closed_alone}/close", **ALONE).status_code == 303
    assert len(listed(sam)) == 1, "closed alone once more, it is looked at once more"


def test_a_level_that_one_person_lowered_is_imminent_again_when_sent_back(app: Flask, ana: Desk, sam: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
    ana.post(f"{case}/level", **LOWERED)
    assert "given another level by one person" in listed(sam)[0]
    sam.post(form(sam, case), **SENT_BACK)
    assert in_queue(ana) == ["imminent"]
    assert "Level changed from Elevated to Imminent" in ana.get(case).select("#history")[0].get_text(" ", strip=True)


@pytest.mark.parametrize(("act", "fields"), [("close", ALONE), ("level", LOWERED)])
def test_the_target_of_what_is_sent_back_counts_from_then(
    app: Flask, stopped: StoppedClock, act: str, fields: dict[str, str]
) -> None:
    email, supervisor = hire(app, "coordinator", "Ana Duarte"), hire(app, "supervisor", "Sam Reyes")
    case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
    sign_in(app, email).post(f"{case}/{act}", **fields)
    stopped.at += timedelta(hours=3)
    sam = sign_in(app, supervisor)
    sam.post(form(sam, case), **SENT_BACK)
    assert "due in 30 minutes" in sam.get(case).select(".pinned")[0].get_text()


def close_with(app: Flask, desk: Desk, name: str) -> str:
    """Let an imminent case come in and be closed with this second person. Returns its address."""
    case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
    assert (
        desk.post(f"{case}/close", **{**ALONE, "alone_because": "", "second": named(desk, case, name)}).status_code
        == 303
    )
    return case


@on_each_engine
def test_who_is_named_as_the_second_person_is_asked_and_until_then_it_is_not_confirmed(app: Flask) -> None:
    ana, ben = desk_of(app, "coordinator", "Ana Duarte"), desk_of(app, "coordinator", "Ben Okafor")
    case = close_with(app, ana, "Ben Okafor")
    assert "Second person: Ben Okafor Confirmed: not yet" in ana.get(case).get_text(" ", strip=True)
    assert "Not yet confirmed by Ben Okafor ." in ana.get(case).select("#work")[0].get_text(" ", strip=True)
    assert "Second look (1 to check)" in ben.get("/staff/queue").select("header nav")[0].get_text()
    assert "Imminent, and closed. Not yet confirmed by Ben Okafor . Ana Duarte" in listed(ben)[0]
    assert "You are named as the second person." in ben.get(case).get_text()
    assert ben.post(form(ben, case), **AGREED).status_code == 303
    assert listed(ben) == []
    page = ana.get(case).get_text(" ", strip=True)
    assert "Confirmed: answered, see the history" in page
    assert "Second look: agreed Read it all, well done. Ben Okafor" in page


def test_a_second_person_who_does_not_agree_sends_it_back(app: Flask, ana: Desk, ben: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
    lowered = {**LOWERED, "alone_because": "", "second": named(ana, case, "Ben Okafor")}
    assert ana.post(f"{case}/level", **lowered).status_code == 303
    assert in_queue(ana) == ["elevated"]
    assert ben.post(form(ben, case), **SENT_BACK).status_code == 303
    assert in_queue(ana) == ["imminent"]


def test_a_supervisor_can_look_where_the_second_person_does_not_come(
    app: Flask, ana: Desk, ben: Desk, sam: Desk
) -> None:
    case = close_with(app, ana, "Ben Okafor")
    assert "Not yet confirmed by Ben Okafor ." in listed(sam)[0]
    assert sam.post(form(sam, case), **AGREED).status_code == 303
    assert listed(ben) == []


def test_nobody_confirms_for_another(app: Flask, ana: Desk, ben: Desk) -> None:
    case = close_with(app, ana, "Ben Okafor")
    action, cleo = form(ben, case), desk_of(app, "clinician", "Cleo Marsh")
    assert listed(cleo) == []
    assert listed(ana) == []
    for desk in (ana, cleo):
        assert not desk.get(case).select("form[action*='/reviews/']")
        assert desk.post(action, **AGREED).status_code == 404
    assert len(listed(ben)) == 1


def test_of_two_colleagues_of_one_name_the_one_who_was_named_is_asked(app: Flask, ana: Desk) -> None:
    first, second = desk_of(app, "coordinator", "Kim Lee"), desk_of(app, "coordinator", "Kim Lee")
    case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
    option = ana.get(case).select("#close-second option")[-1]
    ana.post(f"{case}/close", **{**ALONE, "second": str(option["value"])})
    assert sorted((len(listed(first)), len(listed(second)))) == [0, 1]


def test_nobody_looks_at_what_they_decided_themselves(app: Flask, sam: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
    sam.post(f"{case}/close", **ALONE)
    assert "Yourself: another person has to look" in listed(sam)[0]
    assert "to check" not in sam.get("/staff/queue").select("header nav")[0].get_text()
    assert not sam.get(case).select("form[action*='/reviews/']")
    other = desk_of(app, "supervisor", "Uma Blake")
    action = form(other, case)
    refused = sam.post(action, **AGREED)
    assert refused.status_code == 422
    assert "Another person has to look at it." in refused.get_data(as_text=True)
    assert other.post(action, **AGREED).status_code == 303


def test_who_is_named_as_the_second_person_does_not_take_the_second_look(app: Flask, ana: Desk, sam: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
    ana.post(
        f"{case}/level", **{**LOWERED, "level": "urgent", "alone_because": "", "second": named(ana, case, "Sam Reyes")}
    )
    ana.post(f"{case}/level", level="imminent", text="Called again.")
    ana.post(f"{case}/close", **ALONE)
    refused = sam.post(str(sam.get(case).select("form[action*='/reviews/']")[-1]["action"]), **AGREED)
    assert refused.status_code == 422
    assert "You are named as the second person here." in refused.get_data(as_text=True)
    other = desk_of(app, "supervisor", "Uma Blake")
    assert other.post(form(other, case), **AGREED).status_code == 303


def test_a_coordinator_who_is_not_named_has_nothing_listed_and_cannot_sign(
    ana: Desk, ben: Desk, sam: Desk, closed_alone: str
) -> None:
    assert listed(ben) == []
    assert not ben.get("/staff/reviews").select("form[action='/staff/reviews/draw']")
    assert "Waits for a second look" in ben.get(closed_alone).get_text()
    assert not ben.get(closed_alone).select("form[action*='/reviews/']")
    assert ben.post(form(sam, closed_alone), **AGREED).status_code == 404
    assert len(listed(sam)) == 1


@pytest.mark.parametrize("fields", [{}, {"verdict": "agree"}, {"text": "x"}, {"verdict": "perhaps", "text": "x"}])
def test_a_look_without_a_finding_is_refused_and_keeps_its_words(
    sam: Desk, closed_alone: str, fields: dict[str, str]
) -> None:
    refused = sam.post(form(sam, closed_alone), **fields)
    page = soup(refused)
    assert refused.status_code == 422
    assert all(page.select(str(link["href"])) for link in page.select(".summary a"))
    assert page.select("[id^=look-][id$=-text]")[0].get_text().strip() == fields.get("text", "")
    assert len(listed(sam)) == 1


def test_of_two_who_look_the_second_is_told(app: Flask, sam: Desk, closed_alone: str) -> None:
    other = desk_of(app, "supervisor", "Uma Blake")
    action = form(other, closed_alone)
    sam.post(form(sam, closed_alone), **AGREED)
    late = other.post(action, **SENT_BACK)
    assert late.status_code == 409
    assert "Somebody has looked at it already." in late.get_data(as_text=True)
    assert in_queue(other) == []


def test_another_site_has_a_list_of_its_own(app: Flask, sam: Desk, closed_alone: str) -> None:
    elsewhere = desk_of(app, "supervisor", site_id="elsewhere")
    assert listed(elsewhere) == []
    elsewhere.get("/staff/reviews")
    assert elsewhere.client.post(form(sam, closed_alone), data={"csrf_token": elsewhere.token()}).status_code == 404


@on_each_engine
def test_the_longest_waiting_stand_first(app: Flask, stopped: StoppedClock) -> None:
    email = hire(app, "coordinator", "Ana Duarte")
    supervisor = hire(app, "supervisor", "Sam Reyes")
    references = []
    for _ in range(3):
        desk, case = sign_in(app, email), f"/staff/screenings/{arrive(app, ACUTE)}"
        desk.post(f"{case}/close", **ALONE)
        references.append(desk.get(case).select("h1")[0].get_text().split()[-1])
        stopped.at += timedelta(hours=3)
    assert [row.split()[0] for row in listed(sign_in(app, supervisor))] == references


@on_each_engine
def test_a_sample_of_last_weeks_closed_is_drawn_once_a_week_and_recorded(app: Flask, stopped: StoppedClock) -> None:
    email, supervisor = hire(app, "coordinator", "Ana Duarte"), hire(app, "supervisor", "Sam Reyes")
    ana = sign_in(app, email)
    for _ in range(SAMPLE + 2):
        case = f"/staff/screenings/{arrive(app, CALM)}"
        ana.post(f"{case}/close", outcome="appointment", no_attempt_because="came in")
    stopped.at = datetime(2026, 11, 25, 17, tzinfo=UTC)  # two days later, in the same week
    sam = sign_in(app, supervisor)
    assert sam.post("/staff/reviews/draw").status_code == 303
    drawn = listed(sam)
    assert len({row.split()[0] for row in drawn}) == SAMPLE
    assert all("Drawn by chance from those closed Ana Duarte" in row for row in drawn)
    assert not sam.get("/staff/reviews").select("form[action='/staff/reviews/draw']")
    assert sam.post("/staff/reviews/draw").status_code == 409
    assert len(listed(sam)) == SAMPLE
    with app.app_context():
        assert [row.action for row in activity.latest(50)].count("reviews.draw") == 1
    stopped.at = datetime(2026, 11, 30, 14, 30, tzinfo=UTC)  # Monday morning: the other two were closed within a week
    sam = sign_in(app, supervisor)
    sam.post("/staff/reviews/draw")
    assert len(listed(sam)) == SAMPLE + 2


def test_a_sample_holds_nobody_closed_longer_ago(app: Flask, stopped: StoppedClock) -> None:
    email, supervisor = hire(app, "coordinator"), hire(app, "supervisor")
    ana, case = sign_in(app, email), f"/staff/screenings/{arrive(app, CALM)}"
    ana.post(f"{case}/close", outcome="appointment", no_attempt_because="came in")
    stopped.at += timedelta(days=8)
    sam = sign_in(app, supervisor)
    assert sam.post("/staff/reviews/draw").status_code == 303
    assert listed(sam) == []


def test_the_log_knows_that_somebody_looked_and_not_what_they_wrote(app: Flask, sam: Desk, closed_alone: str) -> None:
    sam.post(form(sam, closed_alone), **AGREED)
    with app.app_context():
        rows = [row.detail for row in activity.latest(20) if row.action == "screening.second_look"]
        assert rows == [{"of": "closed_alone", "agreed": True}]


def test_a_sample_that_was_drawn_while_the_clock_was_ahead_is_not_that_of_this_week(
    app: Flask, stopped: StoppedClock
) -> None:
    stopped.move(timedelta(days=3650))
    calm = f"/staff/screenings/{arrive(app, CALM)}"
    desk_of(app, "coordinator").post(f"{calm}/close", outcome="declined", no_attempt_because="came in")
    assert desk_of(app, "supervisor").post("/staff/reviews/draw").status_code == 303
    stopped.move(timedelta(days=-3650))
    assert desk_of(app, "supervisor").post("/staff/reviews/draw").status_code == 303
