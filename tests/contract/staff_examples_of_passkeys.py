"""Examples of requests by which passkeys are made, used and removed."""

import json
from collections.abc import Mapping

from tests.contract.staff_worker import STAFF, Asked, Example, Worker, page_example
from tests.support.desk import PASSWORD
from tests.support.soft_passkey import SoftPasskey

ACCOUNT = f"{STAFF}/account/passkeys"


def _halfway(worker: Worker, way: str) -> Asked:
    """The password was given, or another factor is being set up."""
    if way == "set-up":
        worker.desk.post(f"{STAFF}/account/authenticator")
    else:
        worker.desk.client.post(f"{STAFF}/sign-in", data={"email": worker.email, "password": PASSWORD})
    return Asked(f"{STAFF}/sign-in/{way}/passkey")


def _made(worker: Worker) -> Asked:
    asked = json.loads(worker.desk.post(f"{ACCOUNT}/ask").text)
    return Asked(ACCOUNT, {"passkey": SoftPasskey().make(asked), "passkey_name": "My phone"})


def _removed(worker: Worker) -> Asked:
    made = _made(worker)
    worker.desk.post(made.path, **made.fields)
    (which,) = worker.desk.get(f"{STAFF}/account").select("[name=which]")
    return Asked(f"{ACCOUNT}/remove", {"which": str(which["value"])})


PASSKEYS: Mapping[str, Example] = {
    "ask_for_passkey": lambda worker: _halfway(worker, "code"),
    "ask_for_first_passkey": lambda worker: _halfway(worker, "set-up"),
    "ask_to_confirm": page_example("/account/confirm/passkey"),
    "ask_for_new_passkey": page_example("/account/passkeys/ask"),
    "add_passkey": _made,
    "remove_passkey": _removed,
}
