"""The review page: what a coordinator must see, and that nothing of it is lost, softened or invented."""

import re
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask

from app import activity, alerts
from app.extensions import clock, db, writing
from app.instruments import Answer
from app.intake.arriving.answering import give_answers
from app.intake.arriving.submit import send
from app.intake.models import ScreeningVersion
from app.staff.case import page_routes
from tests.support.desk import ACUTE, CALM, CONTACT, Desk, answer_all, arrive, begin, call_then, change

HEADINGS = [
    "Withdrawal, intoxication, overdose",
    "Body: health, pain, pregnancy, medicines",
    "Mind: mood, suicide, anxiety, trauma, mania, psychosis",
    "Craving, and what leads back to use",
    "Home, safety, people, stigma",
    "Wishes, goals, what helped before, access needs",
]
DEPRESSED: dict[str, Answer] = {f"phq9_{number}": 2 for number in range(1, 9)}
HEROIN: dict[str, Answer] = {
    "taps1_3": 4,
    "taps2_her_1": "yes",
    "taps2_her_2": "yes",
    "taps2_her_3": "yes",
    "px_last_use": "today",
    "px_phase_now": "using",
    "px_onset": "mood_first",
    "px_mood_before": "yes",
    "px_motives": ("low_mood", "withdrawal"),
}


def read(app: Flask, desk: Desk, answers: dict[str, Answer], contact: dict[str, str] | None = None) -> BeautifulSoup:
    """The review page of somebody who answered like this."""
    return desk.get(f"/staff/screenings/{arrive(app, answers, contact)}")


def words(page: BeautifulSoup, selector: str = "main") -> str:
    return " ".join(" ".join(part.get_text(" ", strip=True) for part in page.select(selector)).split())


def score(page: BeautifulSoup, title: str) -> str:
    return next(
        words for words in (item.get_text(" ", strip=True) for item in page.select(".scores > li")) if title in words
    )


def test_six_lines_say_what_to_know(app: Flask, ana: Desk) -> None:
    page = read(app, ana, {**ACUTE, **DEPRESSED, **HEROIN, "px_want_help": ("mood", "sleep")})
    assert [heading.get_text() for heading in page.select(".know h3")] == HEADINGS
    lines = [line.get_text(" ", strip=True) for line in page.select(".know li")]
    assert "last drink or drug “Today”" in lines[0]
    assert "Thoughts of suicide right now" in lines[2]
    assert "PHQ-9 17 of 27, moderately severe" in lines[2]
    assert "uses “To feel less down”, “So I do not get sick”" in lines[3].replace("Uses", "uses")
    assert "Wants help with “Feeling low or anxious”, “Sleep”" in lines[5]


def test_what_was_not_asked_is_never_reported_as_fine(app: Flask, ana: Desk) -> None:
    skipped = {link_id: "skip" for link_id in ("asq_1", "asq_2", "asq_3", "asq_4")}
    mind = read(app, ana, {**CALM, **skipped}).select(".know li")[2].get_text(" ", strip=True)
    assert "suicide questions not all answered" in mind.lower()
    assert "(4 asked, not answered)" in mind


def test_the_strip_puts_the_safe_contact_plan_before_the_number(app: Flask, ana: Desk) -> None:
    page = read(app, ana, ACUTE, {**CONTACT, "contact_alias": "Rob"})
    reach = words(page, ".pinned .reach")
    assert reach.index("Do not leave a message") < reach.index("Ask for Rob") < reach.index("555-0142")
    assert [rule.get_text(" ", strip=True) for rule in page.select(".pinned .rules .no")] == [
        "✗ Do not text",
        "✗ Do not leave a message",
    ]
    assert page.select(".pinned a[href='tel:5550142']")


def test_no_contact_is_said_plainly(app: Flask, ana: Desk) -> None:
    assert "No contact given" in words(read(app, ana, CALM), ".pinned")


def test_a_flag_shows_the_question_and_the_answer_that_raised_it(app: Flask, ana: Desk) -> None:
    flag = read(app, ana, ACUTE).select(".flag.imminent")[0].get_text(" ", strip=True)
    assert "Are you having thoughts of killing yourself right now? Yes" in flag
    assert "Source: NIMH ASQ" in flag
    assert "Raised " in flag


def test_a_missing_answer_that_raised_a_flag_is_named_as_missing(app: Flask, ana: Desk) -> None:
    flag = read(app, ana, {**CALM, "asq_1": "yes", "asq_5": "skip"}).select(".flag.imminent")[0].get_text(" ")
    assert "I'd rather not answer" in flag


def test_a_changed_answer_stays_in_sight_and_the_level_stays_up(app: Flask, ana: Desk) -> None:
    start = datetime.fromisoformat("2026-11-23T15:00:00+00:00")
    with app.app_context(), clock.stopped(start) as stopped, writing():
        draft = begin()
        while "asq_5" not in draft.state.answers:
            step = draft.path().next_unanswered
            assert step is not None
            give_answers(draft, step, {link_id: ACUTE.get(link_id, "skip") for link_id in step.link_ids})
        stopped.move(timedelta(minutes=3))
        change(draft, {"asq_5": "no"})
        screening_id = send(draft).screening_id
    page = ana.get(f"/staff/screenings/{screening_id}")
    gone = page.select(".flag.gone.imminent")[0].get_text(" ", strip=True)
    assert "Held before" in gone
    assert re.search(r"Raised \w.* 10:00, the answer was changed \w.* 10:03\. ", gone), (
        "a draft lives for days: each time has its day"
    )
    assert "◆ Imminent" in words(page, ".pinned")
    assert "An earlier answer holds the level." in words(page, ".pinned")
    moments = words(page, ".moments")
    assert moments.index("Flag raised: Thoughts of suicide") < moments.index(
        "The answer was changed, no longer: Thoughts"
    )


def test_what_the_person_was_shown_is_listed(app: Flask, ana: Desk) -> None:
    shown = [quote.get_text() for quote in read(app, ana, ACUTE).select(".moments q")]
    assert "You are not alone. Call or text 988 now." in shown


def test_a_score_names_its_band_its_scale_and_whether_it_is_complete(app: Flask, ana: Desk) -> None:
    page = read(app, ana, {**CALM, **DEPRESSED})
    assert "16 of 27 moderately severe 0 5 10 15 20 27 Complete" in score(page, "Patient Health Questionnaire-9")
    assert page.select("svg.scale rect.here")


def test_a_prorated_score_says_so_and_names_the_question(app: Flask, ana: Desk) -> None:
    text = score(read(app, ana, {**CALM, **DEPRESSED, "phq9_4": "skip"}), "Patient Health Questionnaire-9")
    assert "Prorated: 8 of 9 answered" in text
    assert "Feeling tired or having little energy (I'd rather not answer)" in text


def test_an_incomplete_score_shows_no_number(app: Flask, ana: Desk) -> None:
    skipped = {f"phq9_{number}": "skip" for number in range(1, 5)}
    page = read(app, ana, {**CALM, **skipped})
    text = score(page, "Patient Health Questionnaire-9")
    assert "Not complete: 5 of 9 answered" in text
    assert " of 27" not in text


def test_an_anxiety_score_that_was_never_needed_is_explained(app: Flask, ana: Desk) -> None:
    text = score(read(app, ana, {**CALM, "gad7_1": 1, "gad7_2": 1}), "Generalized Anxiety Disorder-7")
    assert "Not complete: 2 of 7 answered" in text
    assert "the first two answers (GAD-2) were below 3, so the other five questions were not asked" in text
    assert "This is no score of zero." in text


@pytest.mark.parametrize("title", ["Patient Health Questionnaire-9", "Patient Health Questionnaire-2", "Disorder-2"])
def test_mood_and_anxiety_scores_stand_beside_the_phase_of_use(app: Flask, ana: Desk, title: str) -> None:
    text = score(read(app, ana, {**CALM, **DEPRESSED, **HEROIN}), title)
    assert "Answered while using or drinking most days." in text
    assert "Last use was within 3 days." in text


def test_a_substance_score_carries_no_phase(app: Flask, ana: Desk) -> None:
    assert "Answered while" not in score(read(app, ana, {**CALM, **DEPRESSED, **HEROIN}), "TAPS-2: Heroin")


def test_the_profile_says_track_reasons_time_and_pulls(app: Flask, ana: Desk) -> None:
    page = read(app, ana, {**CALM, **DEPRESSED, **HEROIN})
    profile = words(page, "#profile")
    assert page.select(".track")[0].get_text() == "Talk about both together"
    assert "Mood and use both score high." in profile
    assert "Low mood also came away from use" in profile
    assert "Mood began before use." in profile
    assert "Uses to feel less down." in profile
    assert "quadrant" not in profile.lower()
    assert [path["class"] for path in page.select(".picture svg path")] == [["use"], ["mood"], ["stress"]]


def test_every_answer_stands_there_word_for_word(app: Flask, ana: Desk) -> None:
    page = read(app, ana, {**CALM, "px_ready": 7, "px_body_pain": ("head", "back")})
    rows = {
        row.th.get_text(): row.td.get_text(" ", strip=True)
        for row in page.select(".answers tr[class]")
        if row.th and row.td
    }
    assert rows["Little interest or pleasure in doing things"] == "Not at all"
    assert rows["From 0 to 10, how ready do you feel to make a change?"] == "7"
    assert rows["In the past 2 weeks, which of these have bothered you? Choose all that fit."] == "Headaches, Back pain"
    assert rows["What matters most to you right now? You can use your own words."] == "I'd rather not answer"
    assert rows["Do you feel safe where you live?"] == "Yes"


def test_an_answer_left_behind_is_grey_and_says_so(app: Flask, ana: Desk) -> None:
    with app.app_context(), writing():
        draft = begin()
        answer_all(draft, {**CALM, **HEROIN})
        change(draft, {"taps1_3": 0})
        screening_id = send(draft).screening_id
    page = ana.get(f"/staff/screenings/{screening_id}")
    off = [row.get_text(" ", strip=True) for row in page.select(".answers tr.off")]
    assert any("did you use heroin" in row and "Yes (no longer on the path)" in row for row in off)


def test_answers_changed_after_asking_for_a_call_show_both(app: Flask, ana: Desk) -> None:
    page = ana.get(f"/staff/screenings/{call_then(app, ACUTE, {'px_ready': 9})}")
    row = next(row for row in page.select(".answers tr") if "how ready" in row.get_text())
    assert "9 before: 0" in row.get_text(" ", strip=True)
    moments = words(page, ".moments")
    assert moments.index("Asked for a call; the answers so far were handed over") < moments.index("Sent")


def test_an_unsent_screening_says_that_more_may_come(app: Flask, ana: Desk) -> None:
    page = words(ana.get(f"/staff/screenings/{call_then(app, ACUTE, None)}"))
    assert "Not sent yet: these are the answers up to the request for a call." in page
    assert "Asked for a call." in page


def test_blocks_left_out_are_named(app: Flask, ana: Desk) -> None:
    with app.app_context(), writing():
        draft = begin()
        draft.state.offer = "left_out"
        answer_all(draft, CALM)
        screening_id = send(draft).screening_id
    answers = words(ana.get(f"/staff/screenings/{screening_id}"), "#answers")
    assert "Left out by the person for now:" in answers
    assert "pain and your body" in answers


def test_a_persons_own_words_are_shown_as_text_whatever_they_hold(app: Flask, ana: Desk) -> None:
    nasty = "<script>alert(1)</script> שלום \u202egnp.exe & \u200bhidden"
    page = read(app, ana, {**CALM, "px_matters": nasty})
    quote = page.select("blockquote[dir=auto]")[0].get_text()
    assert quote == "<script>alert(1)</script> שלום [U+202E]gnp.exe & [U+200B]hidden"
    assert not page.select("body script")
    assert quote in page.select(".answers .own[dir=auto]")[0].get_text()


def test_consent_and_history_are_there(app: Flask, ana: Desk, ben: Desk) -> None:
    screening_id = arrive(app, CALM)
    ben.get(f"/staff/screenings/{screening_id}")
    history = words(ana.get(f"/staff/screenings/{screening_id}"), "#history")
    assert "Agreed to consent text 2026-11" in history
    assert "The person Sent level Routine, version 1" in history
    assert "Ben Okafor Read" in history


def test_each_reading_is_one_entry_in_the_log(app: Flask, ana: Desk) -> None:
    screening_id = arrive(app, CALM)
    with app.app_context():
        before = activity.latest(1)[0].seq
    ana.get(f"/staff/screenings/{screening_id}")
    with app.app_context():
        rows = [(row.action, row.subject_id) for row in activity.latest(10) if row.seq > before]
    assert rows == [("screening.read", screening_id)]


def test_a_record_that_cannot_be_opened_says_so_and_the_attempt_is_recorded(app: Flask, ana: Desk) -> None:
    screening_id = arrive(app, ACUTE)
    with app.app_context(), writing():
        db.session.execute(sa.update(ScreeningVersion).values(sealed=b"broken"))
    page = ana.get(f"/staff/screenings/{screening_id}")
    assert "cannot be read" in page.select("h1")[0].get_text()
    assert "◆ Imminent" in words(page)
    with app.app_context():
        assert activity.latest(1)[0].action == "screening.unreadable"


@pytest.mark.parametrize("broken", ["case_page", "render_template"])
def test_a_page_that_cannot_be_made_names_who_waits_and_their_alert_stays_unseen(
    app: Flask, ana: Desk, ben: Desk, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    screening_id = arrive(app, ACUTE)
    ben.get(f"/staff/screenings/{arrive(app, ACUTE)}")  # seen, and stays so

    def fail_once(*_: object, **__: object) -> object:
        monkeypatch.undo()
        raise KeyError("a mode without words")

    monkeypatch.setattr(page_routes, broken, fail_once)
    page = ana.get(f"/staff/screenings/{screening_id}")
    assert "cannot be read" in page.select("h1")[0].get_text()
    assert "Braid failed while it made the page" in words(page)
    with app.app_context():
        assert alerts.unseen("default") == {screening_id}
        assert activity.latest(1)[0].action == "screening.unreadable"


def test_staff_are_told_that_no_clinical_lead_has_signed_off(app: Flask, ana: Desk) -> None:
    line = "Thresholds and texts have not been signed off by a clinical lead."
    assert line in words(read(app, ana, CALM), "footer")


def test_a_printed_page_says_who_printed_it(app: Flask, ana: Desk) -> None:
    assert "Printed by Ana Duarte , Coordinator, today" in words(read(app, ana, CALM), ".stamp")


def test_the_history_speaks_in_words_and_tells_readings_in_a_row_once(app: Flask, ana: Desk, ben: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, CALM)}"
    ana.post(f"{case}/attempts", outcome="left_message")
    for _ in range(4):
        ben.get(case)
    history = words(ben.get(case), "#history")
    assert "Ben Okafor Read 5 times" in history
    assert "left_message" not in history
    assert history.count("Ben Okafor Read") == 1
