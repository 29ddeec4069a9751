"""What was done, by whom and when: rows of the activity log, in the order given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from app.activity import Activity
from app.extensions import N_
from app.staff.log.details import detail_words, subject_words, whence_words
from app.staff.words.times import Times

ACTIONS: Final = {
    "screening.call": N_("Asked for a call"),
    "screening.sent": N_("Sent"),
    "screening.read": N_("Read"),
    "screening.unreadable": N_("Could not be opened"),
    "screening.claim": N_("Claimed"),
    "screening.release": N_("Gave it back"),
    "screening.take_over": N_("Took it over from a colleague"),
    "screening.level": N_("Changed the level"),
    "screening.second_look": N_("Took a second look"),
    "screening.track": N_("Decided on a track"),
    "screening.note": N_("Wrote a note"),
    "screening.amend": N_("Amended a note"),
    "screening.task": N_("Added a follow-up task"),
    "screening.task_done": N_("Finished a follow-up task"),
    "screening.attempt": N_("Tried to reach the person"),
    "screening.close": N_("Closed"),
    "screening.reopen": N_("Opened it again"),
    "report.read": N_("Read the report"),
    "handoff.read": N_("Read to whom it was handed"),
    "handoff.listed": N_("Made the account of disclosures"),
    "handoff.made": N_("Handed a copy off"),
    "handoff.refused": N_("Was refused a copy to hand off"),
    "handoff.arrived": N_("Sent a record, which arrived"),
    "handoff.withdrawn": N_("Sent a record no more, as its consent ended"),
    "handoff.stopped": N_("Stopped a record that was to be sent"),
    "sending.read": N_("Read which records were sent"),
    "keeping.read": N_("Read how long it is kept"),
    "hold.set": N_("Set a legal hold"),
    "hold.ended": N_("Ended a legal hold"),
    "request.made": N_("Asked for something about the record"),
    "request.answered": N_("Answered what the person asked for"),
    "requests.read": N_("Read what people ask for"),
    "screening.purged": N_("Deleted a screening for good"),
    "retention.proposed": N_("Proposed how long to keep screenings"),
    "retention.agreed": N_("Agreed to how long to keep screenings"),
    "retention.run": N_("Deleted what was kept for long enough"),
    "clock.put_right": N_("Put right what a clock that was ahead had written"),
    "score.mismatch": N_("Found stored scores that do not follow from the answers"),
    "safety.read": N_("Read the figures of safety"),
    "consent.recorded": N_("Recorded a consent to share"),
    "consent.read": N_("Read a consent to share"),
    "consent.ended": N_("Ended a consent to share"),
    "person.read": N_("Read all screenings of this person"),
    "person.linked": N_("Linked as the same person"),
    "person.merged": N_("Merged two persons"),
    "person.parted": N_("Took it out of its person"),
    "person.refused": N_("Said that it is not the same person"),
    "person.undone": N_("Undid a link"),
    "rescreen.planned": N_("Planned to screen again"),
    "rescreen.done": N_("Said which screening a re-screen was"),
    "rescreen.cancelled": N_("Cancelled a re-screen"),
    "rescreen.link": N_("Made the link of a re-screen"),
    "rescreens.read": N_("Read the re-screens"),
    "device.made": N_("Made a number for a device"),
    "device.begun": N_("Began on a device"),
    "device.person_asked": N_("Asked for a person"),
    "device.person_came": N_("Went to a device"),
    "screening.entered": N_("Entered the answers"),
    "entry.begun": N_("Began to enter answers"),
    "entry.dropped": N_("Deleted answers before sending"),
    "invite.made": N_("Made a link"),
    "invite.used": N_("Began by a link"),
    "invite.withdrawn": N_("Withdrew a link"),
    "invites.read": N_("Read the list of links"),
    "drafts.expired": N_("Deleted expired drafts"),
    "line.add": N_("Added a help line"),
    "line.check": N_("Checked a help line"),
    "line.off": N_("Switched a help line off"),
    "line.on": N_("Switched a help line on"),
    "sign_off.record": N_("Recorded a sign-off"),
    "drill.started": N_("Started a drill"),
    "alert.climbed": N_("Went up the ladder of those who are told"),
    "alert.delivered": N_("Told staff that something waits"),
    "alert.trial": N_("Tried the ways by which staff are told"),
    "import.tried": N_("Tried a list out"),
    "import.done": N_("Brought a list in"),
    "total.brought": N_("Brought in a total from paper"),
    "queue.read": N_("Read the queue"),
    "queue.search": N_("Searched"),
    "week.read": N_("Read the figures"),
    "shift.read": N_("Read the shift hand-over"),
    "shift.told": N_("Told those whose shift began how much waits"),
    "reviews.read": N_("Read what waits for a second look"),
    "reviews.draw": N_("Drew a sample for a second look"),
    "activity.read": N_("Read this log"),
    "activity.exported": N_("Took a copy of this log"),
    "access.denied": N_("Was refused"),
    "sealed.unreadable": N_("Asked for what could not be opened"),
    "access.held_back": N_("Asked too often, and was held back"),
    "access.many_openings": N_("Opened many records within an hour"),
    "signin.password": N_("Gave the right password"),
    "signin.succeeded": N_("Signed in"),
    "signin.confirmed": N_("Confirmed with a code"),
    "signin.failed": N_("Sign-in failed"),
    "signin.slowed": N_("Failed so often that the next try has to wait"),
    "signin.passkey_copied": N_("Used a passkey that may have been copied"),
    "emergency.granted": N_("Let a colleague in for an hour"),
    "emergency.used": N_("Came in by a colleague’s pass"),
    "emergency.reviewed": N_("Looked at an emergency access"),
    "emergency.read": N_("Read the emergency accesses"),
    "staff.timed_out": N_("Was signed out after a time"),
    "braid.started": N_("Started"),
    "braid.stopped": N_("Stopped"),
    "signin.shut": N_("Shut the account to browsers that are new to it"),
    "signin.many_codes": N_("Tried ten wrong codes in a row after the right password"),
    "signin.codes_shut": N_("Shut the account to codes of its authenticator"),
    "staff.signed_out": N_("Signed out"),
    "staff.invited": N_("Invited"),
    "staff.enrolled": N_("Set a password"),
    "staff.switched_off": N_("Switched off"),
    "staff.factor_set": N_("Set up an authenticator"),
    "staff.factor_reset": N_("Took an authenticator away"),
    "staff.passkey_added": N_("Added a passkey"),
    "staff.passkey_removed": N_("Removed a passkey"),
    "staff.recovery_issued": N_("Made recovery codes"),
    "staff.recovery_used": N_("Used a recovery code"),
    "staff.password_changed": N_("Changed a password"),
    "staff.session_ended": N_("Ended a session"),
    "staff.sessions_ended": N_("Signed out everywhere"),
    "staff.let_in_again": N_("Let somebody try passwords again"),
    "staff.role": N_("Changed a role"),
    "token.made": N_("Made a token for another system"),
    "token.agreed": N_("Agreed to a token"),
    "token.renewed": N_("Took a new token in place of its own"),
    "token.revoked": N_("Revoked a token"),
    "screenings.listed": N_("Read the list of screenings"),
    "screening.state": N_("Read how a screening stands"),
    "invite.read": N_("Read what became of a link"),
    "answer.repeated": N_("Asked the same once more"),
    "webhook.added": N_("Let another system be told of events"),
    "webhook.secret": N_("Gave another system a new secret"),
    "webhook.removed": N_("Let another system be told no more"),
    "backup.made": N_("Made a backup"),
    "backup.restored": N_("Put a backup back"),
    "keys.added": N_("Added a root key"),
    "keys.rotated": N_("Let another root key wrap"),
    "keys.retired": N_("Retired a root key"),
    "site.added": N_("Added a site"),
    "site.changed": N_("Changed a site"),
    "site.opened": N_("Opened a site"),
    "site.shut": N_("Shut a site"),
}
NOBODY: Final = {
    "screening.call": N_("The person"),
    "screening.sent": N_("The person"),
    "request.made": N_("The person"),
    "device.begun": N_("The person"),
    "device.person_asked": N_("The person"),
    "staff.invited": N_("A command"),
    "import.tried": N_("A command"),
    "import.done": N_("A command"),
    "staff.factor_reset": N_("A command"),
    "alert.trial": N_("A command"),
    "webhook.added": N_("A command"),
    "webhook.secret": N_("A command"),
    "webhook.removed": N_("A command"),
    "backup.made": N_("A command"),
    "backup.restored": N_("A command"),
    "keys.added": N_("A command"),
    "keys.rotated": N_("A command"),
    "keys.retired": N_("A command"),
    "access.held_back": N_("Somebody"),
    "signin.failed": N_("Somebody"),
    "signin.slowed": N_("Somebody"),
    "signin.passkey_copied": N_("Somebody"),
    "signin.many_codes": N_("Somebody"),
    "staff.let_in_again": N_("A command"),
}


@dataclass(frozen=True)
class ActivityView:
    """One row: when, who, what, to what, whence. `code`: what was done as the log has it, in every language."""

    number: int
    when: str
    who: str
    role: str
    what: str
    code: str
    subject: str
    detail: str
    whence: str


def activity_views(rows: Iterable[Activity], names: Mapping[str, str], times: Times) -> list[ActivityView]:
    """The rows in words, in their order. `names`: staff by id."""
    return [_view(row, names, times) for row in rows]


def _view(row: Activity, names: Mapping[str, str], times: Times) -> ActivityView:
    return ActivityView(
        number=row.seq,
        when=times.exact(row.at),
        who=_who(row, names),
        role=_(row.actor_role) if row.actor_id else "",
        what=_(ACTIONS.get(row.action, row.action)),
        code=row.action,
        subject=subject_words(row),
        detail=detail_words(row, names),
        whence=whence_words(row),
    )


def _who(row: Activity, names: Mapping[str, str]) -> str:
    if row.actor_id is None:
        return _(NOBODY.get(row.action, "Braid"))
    return names.get(str(row.actor_id)) or _("Someone who is not staff any more")
