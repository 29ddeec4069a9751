"""Every staff page: valid HTML, one h1, headings in order, nothing inline, labels on every field, any language."""

import re
from datetime import timedelta
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.extensions import clock, writing
from app.extensions.clock import StoppedClock
from app.instruments import Answer, catalogue
from app.screening import plan
from tests.html_checker import assert_valid_html
from tests.integration.staff.courses import PAGE, comes, damage, link, mood, person_of, refuse, undo_newest
from tests.integration.staff.desk import (
    ACUTE,
    CALM,
    CONTACT,
    PASSWORD,
    Desk,
    arrive,
    begin,
    call_then,
    desk_of,
    edition_on,
    halfway_in,
    hand_over,
    hire,
)
from tests.support.client_browser import ClientBrowser
from tests.support.marked import outside, speak_marked
from tests.support.sites import HOURS, png
from tests.support.walker import Walker

MUCH: dict[str, Answer] = {
    **ACUTE,
    **{f"phq9_{number}": 2 for number in range(1, 11)},
    **{f"taps2_her_{number}": "yes" for number in range(1, 4)},
    "taps1_3": 4,
    "px_last_use": "today",
    "px_phase_now": "using",
    "px_onset": "mood_first",
    "px_mood_before": "yes",
    "px_motives": ("low_mood", "withdrawal"),
    "px_matters": "my kids",
}
# What is no word of ours, or not in the language of the page.
DATA = "[lang], bdi, code, kbd, blockquote, option, textarea, .own, .mark, [aria-hidden=true]"
REFERENCE_OR_TIME = re.compile(  # days and lengths of time are in Babel's words
    r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b|\b\w{3} \d{1,2} [A-Z][a-z]{2}(?: \d{4})?, \d\d:\d\d\b|\b\d+ \w+ \d{4}\b"
    r"|\b\d+ (?:minute|hour|day)s?\b"
)


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page in the language made up for tests."""
    speak_marked(monkeypatch)


@pytest.fixture
def pages(stopped: StoppedClock, app: Flask, ana: Desk, admin: Desk) -> dict[str, str]:
    """One of each page, in its fullest state; the clock stands, so that no length of time depends on the machine."""
    acute = f"/staff/screenings/{arrive(app, MUCH, CONTACT)}"
    with app.app_context(), clock.stopped(clock.now() - timedelta(hours=1)), writing():
        begin()
    ana.post(f"{acute}/note", text="A note.")
    amended = ana.get(acute).select("#note-amends option")[1]["value"]
    ana.post(f"{acute}/note", text="Another note.", amends=str(amended))
    ana.post(f"{acute}/attempts", outcome="left_message")
    ana.post(f"{acute}/tasks", text="A task.", day="2099-01-05", hour="10:00")
    ana.post(str(ana.get(acute).select("form[action$='/done']")[0]["action"]))
    ana.post(f"{acute}/tasks", text="Another task.", day="2099-01-05", hour="10:00")
    desk_of(app, "clinician", "Cleo Marsh").post(f"{acute}/claim")
    ana.post(f"{acute}/take-over", text="A reason.")
    ana.post(f"{acute}/level", level="urgent", text="A reason.", alone_because="A reason.")
    ana.post(f"{acute}/level", level="imminent", text="A reason.")
    ana.post(f"{acute}/level", level="urgent", text="A reason.", alone_because="A reason.")
    ben = desk_of(app, "coordinator", "Ben Okafor")
    sam = desk_of(app, "supervisor", "Sam Reyes")
    sam.post(f"{acute}/track", track="substance_use", text="A reason.")
    for _ in range(5):
        ana.post(f"{acute}/attempts", outcome="no_answer")
    ended = f"/staff/screenings/{arrive(app, CALM)}"
    ana.post(f"{ended}/close", outcome="declined", reason="not_now", no_attempt_because="A reason.")
    look = str(sam.get(acute).select("form[action*='/reviews/']")[0]["action"])
    sam.post(look, verdict="agree", text="A note.")
    other_look = str(sam.get(acute).select("form[action*='/reviews/']")[0]["action"])
    person = _person_over_time(app, ana)
    admin.post("/staff/team", email="new@clinic.example", role="auditor", name="")
    team = admin.client.get("/staff/team").get_data(as_text=True)
    link = BeautifulSoup(team, "html.parser").select("code")[0].get_text().removeprefix("http://127.0.0.1:8000")
    shared = Walker(ClientBrowser(app.test_client()))
    shared.open("/kiosk")
    shared.go_on(pin=hand_over(ana))
    shared.press("person")
    ana.post("/staff/hand-over", label="Tablet at the desk")
    device = ana.client.get("/staff/hand-over").get_data(as_text=True)
    ana.post("/staff/invites", label="chart 1207", days="14")
    links = ana.client.get("/staff/invites").get_data(as_text=True)
    ana.post("/staff/invites/sheet", label="", days="14", count="2")
    ana.post("/staff/entry", mode="phone", language="es")
    consent = ana.client.get("/staff/entry/consent").get_data(as_text=True)
    consent_refused = ana.post("/staff/entry/consent").get_data(as_text=True)
    ana.post("/staff/entry/consent", agreed="yes")
    mood = "/staff/entry/part/mood"
    for answers in ({"asq_3": "yes"}, {"asq_3": "yes", "asq_5": "yes"}):
        hidden = {str(tag["name"]): str(tag["value"]) for tag in ana.get(mood).select("form.entry input[type=hidden]")}
        ana.post(mood, **{**hidden, **answers})
    ana.post("/staff/entry/contact", contact_name="Robin", contact_phone="555-0142", contact_call="yes")
    newcomer = app.test_client()
    enrolling = {
        "enrol": newcomer.get(link).get_data(as_text=True),
        "enrol refused": newcomer.post(link, data={"name": "N", "password": "x"}).get_data(as_text=True),
    }
    set_up = newcomer.post(link, data={"name": "New", "password": PASSWORD}).headers["Location"]
    halfway = halfway_in(app, hire(app, "clinician")).client
    owner = desk_of(app, "supervisor", "Sue Visor")
    owner.post("/staff/account/recovery-codes")
    stale = desk_of(app, "admin", "Ada Late")
    site = admin.client.get("/staff/site")
    edition = edition_on(BeautifulSoup(site.get_data(as_text=True), "html.parser"))
    logo: dict[str, Any] = {"csrf_token": admin.token(), "edition": edition, "logo": (BytesIO(png()), "logo.png")}
    admin.client.post("/staff/site/logo", data=logo, content_type="multipart/form-data")
    admin.post("/staff/sites", name="Hill Clinic", zone="America/Los_Angeles", hours=HOURS, email="h@clinic.example")
    return {
        "set up": newcomer.get(set_up).get_data(as_text=True),
        "set up refused": newcomer.post(set_up, data={"otp": "0"}).get_data(as_text=True),
        "code": halfway.get("/staff/sign-in/code").get_data(as_text=True),
        "code refused": halfway.post("/staff/sign-in/code", data={"otp": "0"}).get_data(as_text=True),
        "recovery refused": halfway.post("/staff/sign-in/code", data={"recovery": "0"}).get_data(as_text=True),
        "recovery codes": owner.client.get("/staff/account/recovery-codes").get_data(as_text=True),
        "account": owner.client.get("/staff/account").get_data(as_text=True),
        "account refused": owner.post("/staff/account/password").get_data(as_text=True),
        "confirm": late(stale),
        "sites": admin.client.get("/staff/sites").get_data(as_text=True),
        "site refused": admin.post("/staff/sites", name="").get_data(as_text=True),
        "site": admin.client.get("/staff/site").get_data(as_text=True),
        "site not saved": admin.post("/staff/site", name="", hours="x").get_data(as_text=True),
        "site of two": admin.post(
            "/staff/site",
            edition="7",
            name="Hill",
            zone="UTC",
            hours=HOURS,
            leave_url="https://weather.example/",
            youth_age="18",
            imminent_minutes="30",
            elevated_days="1",
            routine_days="3",
        ).get_data(as_text=True),
        "what would be asked": admin.post("/staff/site", preview="yes", modules="peg").get_data(as_text=True),
        "sign-in": app.test_client().get("/staff/sign-in").get_data(as_text=True),
        "refused": app.test_client().post("/staff/sign-in", data={"email": "x"}).get_data(as_text=True),
        **enrolling,
        "link over": app.test_client().get("/staff/enrol/none").get_data(as_text=True),
        "queue": ana.client.get("/staff/queue").get_data(as_text=True),
        "queue of those in progress": ana.client.get("/staff/queue?tab=in-progress").get_data(as_text=True),
        "queue of nothing": ana.client.get("/staff/queue?tab=closed&level=urgent").get_data(as_text=True),
        "found": ana.post("/staff/search", words="Robin").get_data(as_text=True),
        "nothing found": ana.post("/staff/search", words="555-0199").get_data(as_text=True),
        "search refused": ana.post("/staff/search", words="").get_data(as_text=True),
        "review": ana.client.get(acute).get_data(as_text=True),
        "review of a call": ana.client.get(f"/staff/screenings/{call_then(app, ACUTE, None)}").get_data(as_text=True),
        "review of nothing": ana.client.get(f"/staff/screenings/{arrive(app, CALM)}").get_data(as_text=True),
        "review of a colleague's": ben.client.get(acute).get_data(as_text=True),
        "held already": ben.post(f"{acute}/claim").get_data(as_text=True),
        "refused try": ana.post(f"{acute}/attempts", day="x").get_data(as_text=True),
        "refused task": ana.post(f"{acute}/tasks").get_data(as_text=True),
        "refused level": ana.post(f"{acute}/level").get_data(as_text=True),
        "review of a supervisor": sam.client.get(acute).get_data(as_text=True),
        "review of one that ended": ana.client.get(ended).get_data(as_text=True),
        "refused track": sam.post(f"{acute}/track").get_data(as_text=True),
        "refused look": sam.post(other_look).get_data(as_text=True),
        "second looks": sam.client.get("/staff/reviews").get_data(as_text=True),
        "sample drawn": drawn(sam),
        "drawn already": sam.post("/staff/reviews/draw").get_data(as_text=True),
        "one person": ana.client.get(person).get_data(as_text=True),
        "one person's screening": ana.client.get(_newest_of(ana, person)).get_data(as_text=True),
        "refused plan": ana.post(f"{_newest_of(ana, person)}/rescreens").get_data(as_text=True),
        "refused re-screens": _refused_rescreens(ana, person),
        "refused link": ana.post(f"{acute}/same", other="0" * 32).get_data(as_text=True),
        "re-screens": ana.client.get("/staff/rescreens").get_data(as_text=True),
        "shift": ana.client.get("/staff/shift").get_data(as_text=True),
        "last weeks": ana.client.get("/staff/week?weeks=12").get_data(as_text=True),
        "refused closing": ana.post(f"{acute}/close", edition="0").get_data(as_text=True),
        "conflict": ana.post(f"{acute}/close", edition="0", outcome="declined").get_data(as_text=True),
        "not found": ana.client.get(f"/staff/screenings/{'0' * 32}").get_data(as_text=True),
        "team": team,
        "team refused": admin.post("/staff/team", email="x").get_data(as_text=True),
        "hand over": device,
        "hand over refused": ana.post("/staff/hand-over", label="").get_data(as_text=True),
        "links": links,
        "links refused": ana.post("/staff/invites", days="x").get_data(as_text=True),
        "sheet of links refused": ana.post("/staff/invites/sheet", days="1", count="x").get_data(as_text=True),
        "sheet of links": ana.client.get("/staff/invites/sheet").get_data(as_text=True),
        "sheet of links shown before": ana.client.get("/staff/invites/sheet").get_data(as_text=True),
        "entry under way": ana.client.get("/staff/entry").get_data(as_text=True),
        "entry refused": ana.post("/staff/entry").get_data(as_text=True),
        "consent": consent,
        "consent refused": consent_refused,
        **{
            f"entry of {part}": ana.client.get(f"/staff/entry/part/{part}").get_data(as_text=True)
            for part in plan().file.parts
        },
        "entry of a part refused": ana.post("/staff/entry/part/start", asked="age", age="x").get_data(as_text=True),
        "entry of a part changed": ana.post(mood, asked="asq_3").get_data(as_text=True),
        "script": ana.client.get("/staff/entry/script/mood").get_data(as_text=True),
        "entry of contact": ana.client.get("/staff/entry/contact").get_data(as_text=True),
        "entry of contact refused": ana.post("/staff/entry/contact", contact_name="x" * 201).get_data(as_text=True),
        "entry to check": ana.client.get("/staff/entry/check").get_data(as_text=True),
        "paper form": ana.client.get("/staff/blank/es").get_data(as_text=True),
        "texts": ana.client.get("/staff/texts").get_data(as_text=True),
        "lines": _with_own_lines(admin),
        "line refused": admin.post("/staff/lines", call="x").get_data(as_text=True),
        "test refused": admin.post("/staff/lines/nami/check").get_data(as_text=True),
        "sign-off": _with_a_sign_off(admin),
        "sign-off refused": admin.post("/staff/sign-off").get_data(as_text=True),
        "drills": _with_a_drill(admin),
        "a drill too many": admin.post("/staff/drill").get_data(as_text=True),
        "activity": desk_of(app, "auditor").client.get("/staff/activity").get_data(as_text=True),
    }


def _with_a_drill(admin: Desk) -> str:
    admin.post("/staff/drill")
    return admin.client.get("/staff/drill").get_data(as_text=True)


def late(desk: Desk) -> str:
    """What an act that wants a fresh code answers ten minutes after the last one."""
    with clock.stopped(clock.now() + timedelta(minutes=10)):
        return desk.post("/staff/team", email="late@clinic.example", role="auditor").get_data(as_text=True)


def drawn(desk: Desk) -> str:
    desk.post("/staff/reviews/draw")
    return desk.client.get("/staff/reviews").get_data(as_text=True)


def _with_own_lines(admin: Desk) -> str:
    """One that is shown and one that is switched off, and a test that nobody answered."""
    ways = {"fits": "everyone", "hours": "-", "languages": "en es", "call": "555-234-0142", "area": "-"}
    for name in ("First", "Second"):
        admin.post("/staff/lines", name=name, about="-", text="", web="example.org", **ways)
    admin.post(str(admin.get("/staff/lines").select("form[action$='/switch']")[0]["action"]))
    admin.post("/staff/lines/nami/check", called="yes")
    return admin.client.get("/staff/lines").get_data(as_text=True)


def _with_a_sign_off(admin: Desk) -> str:
    admin.post("/staff/sign-off", part="thresholds", by="-", credential="-", on="2026-11-20")
    return admin.client.get("/staff/sign-off").get_data(as_text=True)


def _person_over_time(app: Flask, ana: Desk) -> str:
    """The page of somebody with every kind of screening: prorated, without a score, unreadable, perhaps theirs."""
    some = {f"phq9_{number}": "skip" for number in range(1, 7)}
    each: list[dict[str, Answer]] = [
        mood(14, phq9_9=1, px_phase_now="cutting", px_last_use="d1_3"),
        mood(12, phq9_8="skip"),
        mood(9, **some),
        mood(4),
        mood(6),
    ]
    ids = [comes(app, 28 * (len(each) - number), answers=answers) for number, answers in enumerate(each)]
    for one in ids[1:]:
        link(ana, one, ids[0])
    damage(app, ids[3])
    refuse(ana, comes(app, 2), ids[0])
    undo_newest(ana, ids[0])
    newest = PAGE.format(ids[-1])
    for weeks in ("2", "4", "12"):
        ana.post(f"{newest}/rescreens", weeks=weeks)
    made = ana.get(newest).select("#work form[action*='/rescreens/'][action$='/link']")
    ana.post(str(made[0]["action"]))
    ana.post(str(made[1]["action"]).replace("/link", "/cancel"), text="A reason.")
    return person_of(app, ids[0])


def _newest_of(ana: Desk, person: str) -> str:
    return str(ana.get(person).select("#screenings a[href^='/staff/screenings/']")[-1]["href"])


def _refused_rescreens(ana: Desk, person: str) -> str:
    made = ana.get(_newest_of(ana, person)).select("#work form[action*='/rescreens/'][action$='/cancel']")
    return ana.post(str(made[0]["action"]), text="").get_data(as_text=True)


def test_every_page_is_valid_html(pages: dict[str, str]) -> None:
    assert_valid_html(pages)


def test_every_page_is_built_for_everybody(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        page = BeautifulSoup(html, "html.parser")
        assert len(page.select("h1")) == 1, name
        assert not page.select("[style], style, [onclick], script:not([src^='/static/staff.js'])"), name
        assert page.select("footer a[href='tel:988']"), name
        levels = [int(heading.name[1]) for heading in page.select("main h1, main h2, main h3, main h4, main h5")]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (name, levels)
        for field in page.select("input:not([type=hidden]), textarea, select"):
            assert page.select(f"label[for='{field['id']}']") if "id" in field.attrs else field.get("aria-label"), name


def test_every_form_that_posts_carries_the_token_once_signed_in(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        page = BeautifulSoup(html, "html.parser")
        if page.select(".me"):
            forms = page.select("form[method=post]:not([action='/language'])")  # whoever forges that one gains nothing
            assert all(form.select("input[name=csrf_token]") for form in forms), name


def test_everything_that_staff_read_was_offered_to_translators(marked: None, pages: dict[str, str]) -> None:
    titles = sorted((found.title for found in catalogue().instruments.values()), key=len, reverse=True)
    typed = ["Tablet by the window", "Tablet at the desk", "chart 1207"]
    for name, html in pages.items():
        body = BeautifulSoup(REFERENCE_OR_TIME.sub("", html), "html.parser").body
        assert body is not None
        assert outside(body, DATA, [*titles, *typed]) == [], name
