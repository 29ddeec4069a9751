"""Going round: each record that is due is tried once, if its consent is still in force.

Any number of machines may do so at once, and each may die at any point. What was given by somebody who died before
saying so is given once more: every resource has its name from us, so it takes its own place and never stands twice.
"""

import logging
from dataclasses import dataclass, field

from app.activity import record
from app.extensions import clock, db, public_id, writing
from app.handoff.consents import consent_of
from app.handoff.push.call import NotTaken, give
from app.handoff.push.claims import claim, put_off
from app.handoff.push.ending import end
from app.handoff.push.models import Ending, FhirPush
from app.handoff.push.servers import Server, server_of
from app.intake.records import Record

log = logging.getLogger(__name__)
_AWAY = frozenset({"too slow", "no connection", "no encryption"})


@dataclass
class Went:
    """What one round came to. `away`: servers that could not be reached in it, and are not asked again."""

    arrived: int = 0
    withdrawn: int = 0
    failed: int = 0
    away: dict[str, str] = field(default_factory=dict)


def go_round() -> Went:
    """Try everything that is due, each once."""
    went, worker, began = Went(), public_id(), clock.now()
    while push := claim(worker, began):
        try:
            _deliver(push, worker, went)
        except NotTaken as error:
            went.failed += 1
            put_off(push, worker, error.problem, lasting=error.lasting, in_doubt=error.in_doubt)
        except Exception as error:  # whatever it is, the other records must not wait for it
            log.error("a record could not be sent: %s", type(error).__name__)
            went.failed += 1
            db.session.rollback()
            put_off(push, worker, "fault", lasting=False, in_doubt=False)
    return went


def _deliver(push: FhirPush, worker: str, went: Went) -> None:
    sealed = Record.find(push.screening_id)
    content = sealed.content(push)
    if consent_of(sealed, push.consent_id).standing != "stands":
        went.withdrawn += _over(sealed, push, content, "withdrawn", worker)
        return
    server, name, bundle = _server(content), push.id.hex, content["bundle"]
    db.session.rollback()  # nothing is held open while the other side takes its time
    _give(server, name, bundle, went)
    went.arrived += _over(sealed, push, content, "arrived", worker)


def _server(content: dict[str, str]) -> Server:
    """The system of the recipient, as the operator's file names it now."""
    server = server_of(content["recipient"])
    if server is None or server.name != content["server"]:
        raise NotTaken("not set up", lasting=True)
    return server


def _give(server: Server, name: str, bundle: dict[str, object], went: Went) -> None:
    if server.name in went.away:
        raise NotTaken(went.away[server.name])
    try:
        give(server, name, bundle)
    except NotTaken as error:
        if error.problem in _AWAY:
            went.away[server.name] = error.problem
        raise


def _over(sealed: Record, push: FhirPush, content: dict[str, object], ending: Ending, worker: str) -> int:
    with writing():
        done = end(sealed, push, content, ending, worker)
        if done:
            record(f"handoff.{ending}", subject=("screening", push.screening_id), site_id=push.site_id)
    return int(done)
