"""Examples of the pages about people who come back, and of the ways in: links, and answers that staff enter."""

from collections.abc import Mapping
from itertools import count

from tests.contract.staff_worker import STAFF, Asked, Example, Worker, on_screening, page_example
from tests.support.courses import ROBIN
from tests.support.desk import CALM, arrive
from tests.support.entering import ENTRY, answer_up_to_the_script, carried

LAST_FOUR = count(1000)  # nobody else has the number of these two


def _twice(worker: Worker) -> tuple[str, str]:
    """Two screenings that may be one person's: the address of one, the id of the other."""
    contact = {**ROBIN, "contact_phone": f"555010{next(LAST_FOUR)}"}
    one, other = (arrive(worker.app, CALM, contact, site_id=worker.site_id) for _ in range(2))
    return f"{STAFF}/screenings/{one}", other


def _linked(worker: Worker) -> str:
    case, other = _twice(worker)
    asked = on_screening(worker, case, "same", {"other": other})
    worker.desk.post(asked.path, other=other)
    return case


def _on_pair(worker: Worker, act: str) -> Asked:
    case, other = _twice(worker)
    return on_screening(worker, case, act, {"other": other})


def _person(worker: Worker) -> Asked:
    page = worker.desk.get(_linked(worker))
    return Asked(str(page.select("a[href*='/staff/people/']")[0]["href"]))


def _undo(worker: Worker) -> Asked:
    case = _linked(worker)
    form = worker.desk.get(case).select("#person form[action$='/undo']")[0]
    return on_screening(worker, case, str(form["action"]).removeprefix(f"{case}/"), {})


def _planned(worker: Worker, act: str, **fields: str) -> Asked:
    case = worker.screening()
    worker.desk.post(f"{case}/rescreens", weeks="2")
    form = worker.desk.get(case).select(f"form[action*='/rescreens/'][action$='/{act}']")[0]
    return on_screening(worker, case, str(form["action"]).removeprefix(f"{case}/"), fields)


def _done(worker: Worker) -> Asked:
    case, other = _twice(worker)
    worker.desk.post(f"{case}/same", other=other)
    worker.desk.post(f"{case}/rescreens", weeks="2")
    form = worker.desk.get(case).select("form[action*='/rescreens/'][action$='/done']")[0]
    choice = form.select("[name=done_as]")[0]
    value = choice.get("value") or choice.select("option")[-1]["value"]
    return on_screening(worker, case, str(form["action"]).removeprefix(f"{case}/"), {"done_as": str(value)})


def _withdraw(worker: Worker) -> Asked:
    worker.desk.post(f"{STAFF}/invites", label="", days="14")
    return Asked(str(worker.desk.get(f"{STAFF}/invites").select("form[action$='/withdraw']")[0]["action"]))


def _sheet(worker: Worker) -> Asked:
    worker.desk.post(f"{STAFF}/invites/sheet", label="", days="14", count="2")
    return Asked(f"{STAFF}/invites/sheet")


def _begun(worker: Worker, place: str = "", *, consent: bool = True, **fields: str) -> Asked:
    """Something is being entered."""
    worker.desk.post(ENTRY, mode="phone", language="en", anew="yes")
    if consent:
        worker.desk.post(f"{ENTRY}/consent", agreed="yes")
    return Asked(f"{ENTRY}{place}", fields)


def _keep_part(worker: Worker) -> Asked:
    asked = _begun(worker, "/part/mood")
    return Asked(asked.path, {**carried(worker.desk, asked.path), "phq9_1": "1", "continue": "yes"})


def _script(worker: Worker, right_now: str = "yes") -> Asked:
    _begun(worker)
    answer_up_to_the_script(worker.desk, right_now)
    return Asked(f"{ENTRY}/script/mood")


COURSE: Mapping[str, Example] = {
    "person": _person,
    "same_person": lambda worker: _on_pair(worker, "same"),
    "not_the_same": lambda worker: _on_pair(worker, "not-same"),
    "part": lambda worker: on_screening(worker, _linked(worker), "part", {}),
    "undo_link": _undo,
    "rescreens": page_example("/rescreens"),
    "plan_rescreens": lambda worker: on_screening(worker, worker.screening(), "rescreens", {"weeks": "2"}),
    "rescreen_done": _done,
    "rescreen_cancel": lambda worker: _planned(worker, "cancel", text="They moved away."),
    "rescreen_link": lambda worker: _planned(worker, "link"),
    "invites": page_example("/invites"),
    "make_link": page_example("/invites", label="", days="14"),
    "make_sheet": page_example("/invites/sheet", label="", days="14", count="2"),
    "sheet": _sheet,
    "withdraw_link": _withdraw,
    "blank": page_example("/blank"),
    "blank_in": page_example("/blank/es"),
    "entry": page_example("/entry"),
    "begin_entry": page_example("/entry", mode="phone", language="en"),
    "read_consent": lambda worker: _begun(worker, "/consent", consent=False),
    "consent_given": lambda worker: _begun(worker, "/consent", consent=False, agreed="yes"),
    "drop_entry": lambda worker: _begun(worker, "/drop"),
    "entry_part": lambda worker: _begun(worker, "/part/mood"),
    "keep_part": _keep_part,
    "entry_script": _script,
    "entry_call": lambda worker: Asked(_script(worker, "no").path, {"phone": "555-0142"}),
    "entry_contact": lambda worker: _begun(worker, "/contact"),
    "keep_contact": lambda worker: _begun(worker, "/contact", contact_name="Robin"),
    "entry_check": lambda worker: _begun(worker, "/check"),
    "send_entered": lambda worker: _begun(worker, "/check"),
}
