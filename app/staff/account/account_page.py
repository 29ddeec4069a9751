"""The page of one's own account."""

from dataclasses import dataclass

from flask import Response, make_response, render_template
from flask_babel import gettext as _
from flask_login import current_user

from app import sessions
from app.accounts import passkeys, passwords, recovery
from app.accounts.passkey_models import Passkey
from app.staff.account.credentials import credential_views
from app.staff.account.news import news_of, recent_sign_ins
from app.staff.account.own_sessions import session_views
from app.staff.here import times
from app.staff.passkeys import factors_of
from app.staff.words.sealed import or_unreadable
from app.staff.words.times import Times


@dataclass(frozen=True)
class PasskeyView:
    """One of one's own, in words."""

    id: str
    name: str
    added: str
    last_used: str
    synced: bool
    can_be_read: bool
    is_last: bool  # no other passkey opens the account


def account_page(status: int, errors: dict[str, str]) -> Response:
    """Everything by which one comes in, and where one is signed in. `errors`: by field, of whichever form was sent."""
    here = sessions.current().stored
    page = render_template(
        "staff/account/account.html",
        errors=errors,
        email=current_user.email,
        shortest=passwords.SHORTEST,
        credentials=credential_views(current_user, times()),
        codes_left=recovery.left(current_user.id),
        sessions=session_views(sessions.of_user(current_user.id), here.row_id if here else None, times()),
        own_news=news_of(current_user, times()),
        sign_ins=recent_sign_ins(current_user, times()),
        factors=factors_of(current_user),
        passkeys=_passkey_views(times()),
        most_passkeys=passkeys.MOST,
    )
    return make_response(page, status)


def _passkey_views(times: Times) -> list[PasskeyView]:
    theirs = passkeys.of_user(current_user.id)
    return [_passkey_view(one, times, last=not passkeys.may_be_removed(one, theirs)) for one in theirs]


def _passkey_view(one: Passkey, times: Times, *, last: bool) -> PasskeyView:
    return PasskeyView(
        id=one.id.hex,
        name=or_unreadable(lambda: one.name or _("Passkey")),
        added=times.exact(one.made_at),
        last_used=times.exact(one.last_used_at) if one.last_used_at else "",
        synced=one.can_be_read and one.synced,
        can_be_read=one.can_be_read,
        is_last=last,
    )
