"""Examples of the pages by which a screening is handed on."""

from collections.abc import Mapping

from tests.contract.staff_worker import Asked, Example

HANDOFF: Mapping[str, Example] = {
    "report": lambda worker: Asked(f"{worker.screening()}/report"),
}
