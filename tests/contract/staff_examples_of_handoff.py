"""Examples of the pages by which a screening is handed on."""

from collections.abc import Mapping

from tests.contract.staff_worker import Asked, Example, Worker, page_example
from tests.support.handoff import EMERGENCY, consent, signed
from tests.support.sending import set_up


def _consented(worker: Worker) -> tuple[str, str]:
    """A screening with a consent: its address, and the id of the consent."""
    case = worker.screening()
    return case, consent(worker.desk, case)


def _hand_off(worker: Worker) -> Asked:
    case, given = _consented(worker)
    return Asked(f"{case}/hand-off", {"consent": given, "form": "csv"})


def _send(worker: Worker) -> Asked:
    set_up(worker.app)
    case, given = _consented(worker)
    return Asked(f"{case}/sending", {"consent": given})


def _stop_sending(worker: Worker) -> Asked:
    order = _send(worker)
    assert worker.desk.post(order.path, **order.fields).status_code == 303
    page = worker.desk.get(order.path.replace("/sending", "/hand-off"))
    return Asked(str(page.select("form[action$='/stop']")[0]["action"]))


HANDOFF: Mapping[str, Example] = {
    "report": lambda worker: Asked(f"{worker.screening()}/report"),
    "handoff": lambda worker: Asked(f"{worker.screening()}/hand-off"),
    "record_consent": lambda worker: Asked(f"{worker.screening()}/consents", signed()),
    "consent_copy": lambda worker: Asked("{}/consents/{}".format(*_consented(worker))),
    "end_consent": lambda worker: Asked("{}/consents/{}/end".format(*_consented(worker)), {"kind": "revoked"}),
    "consent_form": page_example("/consent-form/es"),
    "disclosures": lambda worker: Asked(f"{worker.screening()}/disclosures"),
    "disclosures_file": lambda worker: Asked(f"{worker.screening()}/disclosures.csv"),
    "data_dictionary": page_example("/data-dictionary"),
    "hand_off": _hand_off,
    "send_record": _send,
    "stop_sending": _stop_sending,
    "sending": page_example("/sending"),
    "hand_off_in_emergency": lambda worker: Asked(f"{worker.screening()}/hand-off/emergency", EMERGENCY),
}
