"""Wrong guesses at a secret that is short enough to be guessed: counted by address, so that nobody gets many."""

from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

import sqlalchemy as sa

from app.extensions import clock, db, delete_rows, in_own_transaction, network_of, one_at_a_time, uuid7
from app.intake.arriving.models import WrongTry
from app.settings import current_settings
from app.vault import current_vault

WITHIN: Final = timedelta(minutes=15)
A_DAY: Final = timedelta(days=1)  # by which no clock of another machine is ahead

Secret = Literal["code", "number"]  # a person's return code, the number that opens a device of the centre
MOST_PER_ADDRESS: Final[dict[Secret, int]] = {"code": 5, "number": 20}  # a number lives for minutes only


class TooManyGuesses(Exception):
    """Too many wrong guesses came from this address. Try again later."""


def spend_guess(address: str | None, secret: Secret) -> UUID:
    """Count a guess before anybody knows whether it is wrong, so that many at once are no more than one by one.

    Returns the guess, to be given back if it was right. In a transaction of its own. Raises TooManyGuesses.
    """
    guess, now, mark = uuid7(), clock.now(), _address_mark(address, secret)
    recent = sa.select(sa.func.count()).where(WrongTry.address_mark == mark)
    with in_own_transaction(writes=True) as connection:
        one_at_a_time(UUID(bytes=mark), connection)
        connection.execute(_over(now))
        if current_settings().rate_limits and connection.execute(recent).scalar_one() >= MOST_PER_ADDRESS[secret]:
            raise TooManyGuesses
        connection.execute(sa.insert(WrongTry).values(id=guess, address_mark=mark, at=now))
    return guess


def give_back(guess: UUID) -> None:
    """It was right; the caller commits."""
    db.session.execute(sa.delete(WrongTry).where(WrongTry.id == guess))


def _address_mark(address: str | None, secret: Secret) -> bytes:
    """Tells addresses apart for a day and names none: a keyed mark of the address, or of its network in IPv6.

    Each kind of secret has marks of its own, so that guesses at one do not keep people from using the other.
    """
    today = clock.now().date().isoformat()
    return current_vault().blind_index(f"address:{today}", f"{secret} {network_of(address or '')}")


def forget_guesses() -> int:
    """Delete the guesses that no longer count. Returns how many."""
    return delete_rows(_over(clock.now()))


def _over(now: datetime) -> sa.Delete:
    """Also of those that are said to come much later: the clock was wrong then."""
    return sa.delete(WrongTry).where((WrongTry.at <= now - WITHIN) | (WrongTry.at > now + A_DAY))
