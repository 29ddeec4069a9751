"""The pages on which staff enter somebody's answers."""

from app.screening import plan
from tests.integration.staff.every_page.crew import Crew, Pages
from tests.support.desk import Desk
from tests.support.entering import ENTRY, MOOD, answer_up_to_the_script


def entry_pages(crew: Crew) -> Pages:
    """From consent to the last look, with an answer that calls for a script."""
    consent = _agreed(crew.ana)
    answer_up_to_the_script(crew.ana)
    crew.ana.post(f"{ENTRY}/contact", contact_name="Robin", contact_phone="555-0142", contact_call="yes")
    return {**consent, **_read(crew.ana), **_refused(crew.ana)}


def _agreed(ana: Desk) -> Pages:
    """Begin for somebody on the phone; they agree at the second asking."""
    ana.post(ENTRY, mode="phone", language="es")
    asked = ana.client.get(f"{ENTRY}/consent")
    refused = ana.post(f"{ENTRY}/consent")
    ana.post(f"{ENTRY}/consent", agreed="yes")
    return {"consent": asked, "consent refused": refused}


def _read(ana: Desk) -> Pages:
    return {
        "entry under way": ana.client.get(ENTRY),
        **{f"entry of {part}": ana.client.get(f"{ENTRY}/part/{part}") for part in plan().file.parts},
        "script": ana.client.get(f"{ENTRY}/script/mood"),
        "entry of contact": ana.client.get(f"{ENTRY}/contact"),
        "entry to check": ana.client.get(f"{ENTRY}/check"),
    }


def _refused(ana: Desk) -> Pages:
    return {
        "entry refused": ana.post(ENTRY),
        "entry of a part refused": ana.post(f"{ENTRY}/part/start", asked="age", age="x"),
        "entry of a part changed": ana.post(MOOD, asked="asq_3"),
        "entry of contact refused": ana.post(f"{ENTRY}/contact", contact_name="x" * 201),
    }
