"""What a browser answers with a passkey, judged by the library that knows the format (WebAuthn).

Whatever was sent that is no good answer is a wrong one, and never an error of ours.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from app.accounts.relying_party import RelyingParty

LONGEST: Final = 16 * 1024


class NotAccepted(Exception):
    """Not an answer to what was asked, or not by a passkey that was asked for."""


@dataclass(frozen=True)
class NewPasskey:
    """What there is to keep of one. `used`: how often its own chip says that it was."""

    credential_id: bytes
    public_key: bytes
    used: int
    synced: bool


def challenge_in(answer: str) -> bytes:
    """Which question is answered. Raises NotAccepted."""
    from webauthn.helpers import base64url_to_bytes, parse_client_data_json  # slow to load, and few need it

    with _judging():
        return parse_client_data_json(base64url_to_bytes(_part(answer, "response", "clientDataJSON"))).challenge


def credential_in(answer: str) -> bytes:
    """Which passkey it says it is of. Raises NotAccepted."""
    from webauthn.helpers import base64url_to_bytes

    with _judging():
        return base64url_to_bytes(_part(answer, "rawId"))


def read_new(answer: str, challenge: bytes, party: RelyingParty) -> NewPasskey:
    """A passkey that was made for us by somebody who was there and proved to be its owner. Raises NotAccepted."""
    from webauthn import verify_registration_response
    from webauthn.helpers.structs import CredentialDeviceType

    with _judging():
        found = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=party.name,
            expected_origin=party.origin,
            require_user_verification=True,
        )
        synced = found.credential_device_type == CredentialDeviceType.MULTI_DEVICE
        return NewPasskey(found.credential_id, found.credential_public_key, found.sign_count, synced)


def count_in(answer: str, challenge: bytes, party: RelyingParty, public_key: bytes) -> int:
    """How often the passkey was used by now, if its owner has just used it for us. Raises NotAccepted.

    Whether the count goes on from the last one is for the caller to see: the library would not say that it was this.
    """
    from webauthn import verify_authentication_response

    with _judging():
        return verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=party.name,
            expected_origin=party.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        ).new_sign_count


def _part(answer: str, *names: str) -> str:
    found = json.loads(answer[:LONGEST])
    for name in names:
        found = found[name]
    return str(found)


@contextmanager
def _judging() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise NotAccepted from error
