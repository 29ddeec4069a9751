"""Links by which a person begins a screening, made by another system for somebody whom it knows and Braid does not."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Final

from pydantic import Field

from app.accounts.api_token_models import ApiToken
from app.accounts.api_tokens import Scope
from app.api.once import once
from app.api.operation import PUBLIC_ID, WHOLE, Operation, Resource
from app.intake.arriving.invites import DAYS, MOST_DAYS, InviteSeen, InviteState, make_link, read_own, withdraw
from app.settings import current_settings

LONGEST_LABEL: Final = 60
ONE_LINE: Final = r"^[^\x00-\x1f\x7f]*$"


class InviteWanted(Resource):
    """What the link is to be."""

    label: Annotated[str, Field(max_length=LONGEST_LABEL, pattern=ONE_LINE)] = ""
    """How the staff of the site know it again, such as a chart number. It is sealed; the person never sees it."""
    days: Annotated[int, Field(ge=1, le=MOST_DAYS), WHOLE] = DAYS
    """For how many days it works."""


class Invite(Resource):
    """How far a link has come."""

    id: Annotated[str, Field(pattern=PUBLIC_ID)]
    state: InviteState
    since: datetime
    expires_at: datetime
    screening: Annotated[str, Field(pattern=PUBLIC_ID)] | None
    """What came of it, once something did."""


class InviteMade(Invite):
    """A new link."""

    link: str
    """For the person alone. It works once, and it is not told again."""


def make_invite(caller: ApiToken, body: InviteWanted) -> InviteMade:
    """Make a link by which somebody begins a screening.

    Keep its id beside what you know of the person: read it later, and it says which screening came of it. Nothing in
    the link says who they are.
    """
    return once(caller, InviteMade, lambda: _make(caller, body))


def _make(caller: ApiToken, body: InviteWanted) -> InviteMade:
    invite_id, token = make_link(caller, label=body.label, days=body.days)
    made = _invite(read_own(invite_id, caller))
    return InviteMade(**made.model_dump(), link=current_settings().link_to(f"/i/{token}"))


def read_invite(caller: ApiToken, invite_id: str) -> Invite:
    """Read how far a link has come that was made with this token."""
    return _invite(read_own(invite_id, caller))


def withdraw_invite(caller: ApiToken, invite_id: str) -> Invite:
    """Take a link back. One that was used stays as it is, which the answer says."""
    read_own(invite_id, caller)
    withdraw(invite_id, caller)
    return _invite(read_own(invite_id, caller))


def _invite(seen: InviteSeen) -> Invite:
    return Invite(
        id=seen.id, state=seen.state, since=seen.since, expires_at=seen.expires_at, screening=seen.screening_id
    )


OPERATIONS: Final = (
    Operation(
        method="POST",
        path="/invites",
        view=make_invite,
        scope=Scope.INVITES,
        body=InviteWanted,
        answers=InviteMade,
        status=HTTPStatus.CREATED,
    ),
    Operation(method="GET", path="/invites/{invite_id}", view=read_invite, scope=Scope.INVITES, answers=Invite),
    Operation(method="DELETE", path="/invites/{invite_id}", view=withdraw_invite, scope=Scope.INVITES, answers=Invite),
)
