"""Emergency access: a pass that was just made, the page where it is typed, and what is looked at afterwards."""

from tests.integration.staff.every_page.crew import Crew, Pages
from tests.support.desk import halfway_in, hire
from tests.support.emergency import EMERGENCIES, LET_IN, PASS, come_in, give_pass


def emergency_pages(crew: Crew) -> Pages:
    """One access that was looked at, one that waits, and one of which the reader was part."""
    dana = hire(crew.app, "clinician", "Dana Night")
    away = halfway_in(crew.app, dana).client
    for granter in (crew.sam, crew.ben, crew.ana):
        come_in(crew.app, granter, dana)
    page = crew.sam.get(EMERGENCIES)
    looked_at = str(page.select("form[action*='/emergencies/']")[0]["action"])
    crew.sam.post(looked_at, verdict="needed", text="-")
    waits = str(crew.sam.get(EMERGENCIES).select("form[action*='/emergencies/']")[0]["action"])
    inside = come_in(crew.app, crew.ana, dana)
    return {
        "let in": crew.ben.client.get(LET_IN),
        "let in refused": crew.ben.post(LET_IN),
        "a pass": give_pass(crew.app, crew.ben, dana),
        "pass": away.get(PASS),
        "pass refused": away.post(PASS, data={"letters": "-"}),
        "let in for an hour": inside.client.get("/staff/account"),
        "emergencies": crew.sam.client.get(EMERGENCIES),
        "review refused": crew.sam.post(waits),
    }
