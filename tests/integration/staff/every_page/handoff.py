"""The pages by which a screening is handed on, and whatever is refused there."""

from app.handoff.push.relay import go_round
from tests.integration.staff.every_page.crew import Crew, Pages
from tests.support.handoff import EMERGENCY, consent, hand_off
from tests.support.sending import set_up


def handoff_pages(crew: Crew, case: str) -> Pages:
    """With one consent in force and one of each way to end, copies of each kind, and every form that is not right."""
    ana = crew.ana
    nothing, nobody = ana.client.get(f"{case}/hand-off"), ana.client.get(f"{case}/disclosures")
    ended, event = consent(ana, case, recipient="Oak Clinic"), consent(ana, case, recipient="Ash Clinic")
    ana.post(f"{case}/consents/{ended}/end", kind="revoked", text="On the phone.")
    ana.post(f"{case}/consents/{event}/end", kind="happened")
    more = {"purpose": "other", "purpose_text": "A second opinion", "expires_event": "They move away", "language": "es"}
    given = consent(ana, case, **more)
    sheet = hand_off(ana, case, given, "sheet")
    unnamed = hand_off(ana, case, given, "sheet", deidentified="yes")
    ana.post(f"{case}/hand-off/emergency", **EMERGENCY)
    none_sent = ana.client.get("/staff/sending")
    set_up(crew.app)
    ana.post(f"{case}/sending", consent=given)
    with crew.app.app_context():
        go_round()
    return {
        "records sent, none": none_sent,
        "records sent": ana.client.get("/staff/sending"),
        "refused sending": ana.post(f"{case}/sending", consent=given),
        "report": ana.client.get(f"{case}/report"),
        "hand-off of nothing yet": nothing,
        "disclosures to nobody yet": nobody,
        "hand-off": ana.client.get(f"{case}/hand-off"),
        "sheet": sheet,
        "sheet without a name": unnamed,
        "sheet in an emergency": ana.post(f"{case}/hand-off/emergency", **{**EMERGENCY, "form": "sheet"}),
        "disclosures": ana.client.get(f"{case}/disclosures"),
        "consent copy": ana.client.get(f"{case}/consents/{given}"),
        "consent copy that ended": ana.client.get(f"{case}/consents/{ended}"),
        "consent form": ana.client.get("/staff/consent-form/en"),
        "refused consent": ana.post(f"{case}/consents"),
        "refused end": ana.post(f"{case}/consents/{given}/end"),
        "refused copy": hand_off(ana, case, ended),
        "refused emergency": ana.post(f"{case}/hand-off/emergency"),
    }
