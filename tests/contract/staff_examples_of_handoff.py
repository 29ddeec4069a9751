"""Examples of the pages by which a screening is handed on."""

from collections.abc import Mapping

from tests.contract.staff_worker import Asked, Example, Worker, page_example
from tests.support.handoff import EMERGENCY, consent, signed


def _consented(worker: Worker) -> tuple[str, str]:
    """A screening with a consent: its address, and the id of the consent."""
    case = worker.screening()
    return case, consent(worker.desk, case)


def _hand_off(worker: Worker) -> Asked:
    case, given = _consented(worker)
    return Asked(f"{case}/hand-off", {"consent": given, "form": "csv"})


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
    "hand_off_in_emergency": lambda worker: Asked(f"{worker.screening()}/hand-off/emergency", EMERGENCY),
}
