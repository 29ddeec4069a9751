"""A copy as FHIR: the transaction that another system takes in as a whole, with the notice on each of its resources."""

import json
from collections.abc import Iterator

from app.crisis.messages import KINDS, message
from app.extensions import clock
from app.handoff.consents import PURPOSES, SIGNED_BY, SIGNED_HOW, Given
from app.handoff.disclose import Copy
from app.handoff.fhir.bundle import transaction
from app.handoff.fhir.codes import Resource
from app.handoff.fhir.consent import Permission
from app.handoff.fhir.meaning import Meaning, Raised
from app.handoff.fhir.provenance import Release
from app.handoff.fhir.screened import HelpShown, Screened, Status
from app.handoff.report import AnswerLine, FlagLine, Report
from app.handoff.scope import scope_words
from app.instruments import SKIP, Answers
from app.intake.case.review import Case
from app.screening import rulebook

TYPE = "application/fhir+json"
CHANGED = "held before; with the later answers it no longer holds"


def report_fhir(copy: Copy) -> bytes:
    """The file."""
    return json.dumps(transaction_of(copy), ensure_ascii=False, indent=1).encode()


def transaction_of(copy: Copy) -> Resource:
    """The Bundle. It tells what the report tells, and single answers only where the copy holds them."""
    permission = _permission(copy.given) if copy.given else None
    return transaction(_screened(copy.report, copy.case), _meaning(copy.report), permission, _release(copy))


def _screened(report: Report, case: Case) -> Screened:
    return Screened(
        id=case.id,
        answers=_answers(report.answers or ()),
        authored=case.latest.at,
        name=report.about.name or "",
        reference=case.reference,
        status=_status(case),
        shown=tuple(_shown(case)),
        with_answers=report.answers is not None,
        in_force=report.same_definitions,
        part_2=True,
    )


def _answers(lines: tuple[AnswerLine, ...]) -> Answers:
    given = {line.link_id: SKIP if line.state == "skipped" else line.value for line in lines}
    return {link_id: answer for link_id, answer in given.items() if answer is not None}


def _status(case: Case) -> Status:
    """Who asked for a call and has not sent has not finished; what was sent again takes the place of something."""
    if case.sent_at is None:
        return "in-progress"
    sent = [version for version in case.versions if version.kind == "sent"]
    return "amended" if len(sent) > 1 else "completed"


def _shown(case: Case) -> Iterator[HelpShown]:
    for shown in case.latest.shown:
        yield from (HelpShown(shown.at, message(kind).heading) for kind in KINDS if kind in shown.tells)


def _meaning(report: Report) -> Meaning:
    scores = [score for lines in report.strands for score in lines.scores]
    suggestion = report.suggestion
    return Meaning(
        scores={score.key: score.result for score in scores},
        flags=tuple(Raised(flag.id, flag.level, _reason(flag)) for flag in report.flags),
        level=report.level,
        held=report.held,
        track=rulebook().interplay.tracks[suggestion.track],
        reasons=(*(reason.because for reason in suggestion.reasons), *(remark.text for remark in suggestion.first)),
        refused=frozenset(line.link_id for score in scores for line in score.missing if line.state == "skipped"),
    )


def _reason(flag: FlagLine) -> str:
    """A flag that a changed answer took away stays active: nobody has cleared it."""
    return flag.reason if flag.standing else f"{flag.reason} ({CHANGED})"


def _permission(given: Given) -> Permission:
    signed = given.signed
    words = [
        f"Purpose: {PURPOSES[signed.purpose]}{': ' if signed.purpose_text else ''}{signed.purpose_text}.",
        f"Signed by: {SIGNED_BY[signed.signed_by]}. {SIGNED_HOW[signed.signed_how]}.",
        *([f"Ends earlier if: {signed.expires_event}."] if signed.expires_event else []),
    ]
    return Permission(
        given=signed.signed_on,
        recipient=signed.recipient,
        until=signed.expires_on,
        purpose=signed.purpose,
        purpose_text=signed.purpose_text,
        discloser=signed.discloser,
        signed_name=signed.signed_name,
        words=" ".join(words),
    )


def _release(copy: Copy) -> Release:
    scope = copy.scope
    centre = copy.report.about.centre or ""
    return Release(clock.now(), centre, copy.stamp.by, scope.purpose, scope.purpose_text, scope_words(scope))
