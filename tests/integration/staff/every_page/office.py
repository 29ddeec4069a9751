"""The pages of administrators and auditors: sites, help lines, sign-off, drills, alerts, the log."""

from app.accounts.api_tokens import Scope
from tests.integration.staff.every_page.crew import Crew, Pages
from tests.support.desk import Desk, desk_of
from tests.support.mailbox import Mailbox
from tests.support.programs import program
from tests.support.site_form import keep_logo
from tests.support.sites import HOURS, png
from tests.support.telling import go, set_up

SITE = "/staff/site"
SAVED_MEANWHILE = {
    "edition": "7",
    "name": "Hill",
    "zone": "UTC",
    "hours": HOURS,
    "leave_url": "https://weather.example/",
    "youth_age": "18",
    "imminent_minutes": "30",
    "elevated_days": "1",
    "routine_days": "3",
}


def office_pages(crew: Crew) -> Pages:
    """Each with something on it; the log last, when there is most in it."""
    return {
        **_every_site(crew.admin),
        **_own_site(crew.admin),
        "texts": crew.ana.client.get("/staff/texts"),
        **_lines(crew.admin),
        **_signed_off(crew.admin),
        **_drills(crew.admin),
        **_alerts(crew),
        **_tokens(crew),
        "log not taken along": desk_of(crew.app, "auditor").post("/staff/activity/export"),
        "activity": desk_of(crew.app, "auditor").client.get("/staff/activity"),
    }


def _every_site(admin: Desk) -> Pages:
    admin.post("/staff/sites", name="Hill Clinic", zone="America/Los_Angeles", hours=HOURS, email="h@clinic.example")
    return {"sites": admin.client.get("/staff/sites"), "site refused": admin.post("/staff/sites", name="")}


def _own_site(admin: Desk) -> Pages:
    keep_logo(admin, png())
    return {
        "site": admin.client.get(SITE),
        "site not saved": admin.post(SITE, name="", hours="x"),
        "site of two": admin.post(SITE, **SAVED_MEANWHILE),
        "what would be asked": admin.post(SITE, preview="yes", modules="peg"),
    }


def _lines(admin: Desk) -> Pages:
    """One line that is shown and one that is switched off, and a test that nobody answered."""
    ways = {"fits": "everyone", "hours": "-", "languages": "en es", "call": "555-234-0142", "area": "-"}
    for name in ("First", "Second"):
        admin.post("/staff/lines", name=name, about="-", text="", web="example.org", **ways)
    admin.post(str(admin.get("/staff/lines").select("form[action$='/switch']")[0]["action"]))
    admin.post("/staff/lines/nami/check", called="yes")
    return {
        "lines": admin.client.get("/staff/lines"),
        "line refused": admin.post("/staff/lines", call="x"),
        "test refused": admin.post("/staff/lines/nami/check"),
    }


def _signed_off(admin: Desk) -> Pages:
    admin.post("/staff/sign-off", part="thresholds", by="-", credential="-", on="2026-11-20")
    return {"sign-off": admin.client.get("/staff/sign-off"), "sign-off refused": admin.post("/staff/sign-off")}


def _alerts(crew: Crew) -> Pages:
    """Without a channel, and with one by which a message went out that was refused; another system that is told."""
    silent = crew.admin.client.get("/staff/alerts")
    set_up(crew.app, Mailbox())
    crew.app.test_cli_runner().invoke(args=["webhooks", "add", "https://hooks.elm.example/braid"])
    go(crew.app)
    return {"alerts to nobody": silent, "alerts": crew.admin.client.get("/staff/alerts")}


def _tokens(crew: Crew) -> Pages:
    """One that was just made, one in each other state, and a form that said too little."""
    program(crew.app, *Scope)
    program(crew.app, Scope.COPIES, agreed=False)
    elm = program(crew.app, Scope.SCREENINGS)
    elm.get("/token")
    crew.admin.post(f"/staff/tokens/{elm.id}/revoke")
    crew.admin.post("/staff/tokens", name="Oak Hospital", scopes="copies", days="90")
    return {
        "a new token": crew.admin.client.get("/staff/tokens"),
        "tokens to agree to": crew.sam.client.get("/staff/tokens"),
        "token refused": crew.admin.post("/staff/tokens"),
    }


def _drills(admin: Desk) -> Pages:
    admin.post("/staff/drill")
    return {"drills": admin.client.get("/staff/drill"), "a drill too many": admin.post("/staff/drill")}
