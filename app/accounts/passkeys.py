"""Passkeys as a second factor: added with a name, used instead of a code, removed again.

They are bound to this installation's own address, so nobody can be led to give one away on another page.
"""

import uuid
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from app import activity, sessions
from app.accounts import factor, notices, passkey_answers, passkey_challenges
from app.accounts.models import StaffUser
from app.accounts.passkey_answers import NotAccepted
from app.accounts.passkey_challenges import Purpose
from app.accounts.passkey_models import Passkey, mark_of
from app.accounts.relying_party import RelyingParty, relying_party
from app.extensions import begin_immediate, clock, db, one_at_a_time, uuid7

MOST: Final = 10
LONGEST_NAME: Final = 100
_HOUSE: Final = "Braid"


class LastFactor(Exception):
    """Without this one nothing would be left to sign in with."""


def of_user(user_id: uuid.UUID) -> Sequence[Passkey]:
    """All of somebody, in the order in which they were added."""
    return db.session.scalars(sa.select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.id)).all()


def ask_to_add(user: StaffUser) -> str:
    """What the browser needs to make a new one, in JSON. The caller commits. Raises NotAccepted where none can be."""
    from webauthn import generate_registration_options, options_to_json  # slow to load, and few need it
    from webauthn.helpers.structs import AuthenticatorSelectionCriteria as Criteria
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor as Descriptor
    from webauthn.helpers.structs import ResidentKeyRequirement, UserVerificationRequirement

    party, known = _party(), of_user(user.id)
    if len(known) >= MOST:
        raise NotAccepted
    options = generate_registration_options(
        rp_id=party.name,
        rp_name=_HOUSE,
        user_id=bytes.fromhex(user.public_id),
        user_name=user.email,
        user_display_name=user.name,
        challenge=passkey_challenges.put(user, Purpose.ADD),
        authenticator_selection=Criteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[Descriptor(id=one.credential_id) for one in known if one.can_be_read],
    )
    return options_to_json(options)


def ask_to_use(user: StaffUser) -> str:
    """What the browser needs to use one of theirs, in JSON. The caller commits. Raises NotAccepted."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor as Descriptor
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=_party().name,
        challenge=passkey_challenges.put(user, Purpose.USE),
        allow_credentials=[Descriptor(id=one.credential_id) for one in of_user(user.id) if one.can_be_read],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def add(user: StaffUser, answer: str, name: str) -> Passkey:
    """Keep a new one and end every other session of the person. The caller commits, also after NotAccepted."""
    party, challenge = _party(), _answered(user, Purpose.ADD, answer)
    found = passkey_answers.read_new(answer, challenge, party)
    one_at_a_time(user.id)
    if len(of_user(user.id)) >= MOST or _by_mark(found.credential_id):
        raise NotAccepted
    if factor.has_factor(user.id):
        notices.tell(user, notices.Notice.FACTOR)
    made = Passkey(id=uuid7(), user_id=user.id, used=found.used)
    made.seal(name.strip()[:LONGEST_NAME], found.credential_id, found.public_key, synced=found.synced)
    db.session.add(made)
    db.session.flush()
    sessions.end_others_of(user.id)
    activity.record("staff.passkey_added", subject=("staff", user.public_id), actor=user)
    return made


def accept(user: StaffUser, answer: str) -> bool:
    """Whether a passkey opens this account now; the caller commits in either case.

    A signature cannot be guessed, so no try counts, and nobody who guesses at codes shuts this way.
    """
    try:
        _use(user, answer)
    except NotAccepted:
        activity.record("signin.failed", subject=("staff", user.public_id), site_id=user.site_id)
        return False
    return True


def remove(user: StaffUser, passkey_id: uuid.UUID) -> bool:
    """Let one open nothing any more, and end every other session; False if there is none such. The caller commits.

    Raises LastFactor.
    """
    begin_immediate()
    one_at_a_time(user.id)
    theirs = of_user(user.id)
    found = next((one for one in theirs if one.id == passkey_id), None)
    if found is None:
        return False
    if not may_be_removed(found, theirs) and not factor.has_authenticator(user.id):
        raise LastFactor
    db.session.delete(found)
    sessions.end_others_of(user.id)
    activity.record("staff.passkey_removed", subject=("staff", user.public_id), actor=user)
    notices.tell(user, notices.Notice.FACTOR)
    return True


def may_be_removed(passkey: Passkey, theirs: Sequence[Passkey]) -> bool:
    """Whether another one of somebody's passkeys opens their account."""
    return any(one.can_be_read for one in theirs if one is not passkey)


def take_away(user_id: uuid.UUID, *, but: Passkey | None = None) -> None:
    """Let none of them, `but` one, open anything. The caller commits."""
    kept = [Passkey.id != but.id] if but else []
    db.session.execute(sa.delete(Passkey).where(Passkey.user_id == user_id, *kept))


def _use(user: StaffUser, answer: str) -> None:
    party, challenge = _party(), _answered(user, Purpose.USE, answer)
    one_at_a_time(user.id)
    passkey = _by_mark(passkey_answers.credential_in(answer))
    if passkey is None or passkey.user_id != user.id or not passkey.can_be_read:
        raise NotAccepted
    count = passkey_answers.count_in(answer, challenge, party, passkey.public_key)
    if (count or passkey.used) and count <= passkey.used:
        activity.record("signin.passkey_copied", subject=("staff", user.public_id), site_id=user.site_id)
        notices.tell(user, notices.Notice.PASSKEY_COPIED)
        raise NotAccepted
    passkey.used, passkey.last_used_at = count, clock.now()


def _answered(user: StaffUser, purpose: Purpose, answer: str) -> bytes:
    challenge = passkey_answers.challenge_in(answer)
    if not passkey_challenges.take(user, purpose, challenge):
        raise NotAccepted
    return challenge


def _party() -> RelyingParty:
    if (party := relying_party()) is None:
        raise NotAccepted
    return party


def _by_mark(credential_id: bytes) -> Passkey | None:
    """As it is now, whatever was read before."""
    found = sa.select(Passkey).where(Passkey.mark == mark_of(credential_id))
    return db.session.scalar(found.execution_options(populate_existing=True))
