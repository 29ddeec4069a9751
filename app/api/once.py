"""Doing once what is asked twice: a key of the caller's own tells a second asking from a second wish."""

import hashlib
import hmac
import re
from collections.abc import Callable
from typing import Final, TypeVar

import sqlalchemy as sa
from flask import request
from pydantic import BaseModel

from app.accounts.api_answers import ApiAnswer, forget_answers
from app.accounts.api_token_models import ApiToken
from app.activity import record
from app.api.refusal import Refusal
from app.extensions import clock, db, one_at_a_time, uuid7
from app.vault import current_vault

HEADER: Final = "Idempotency-Key"
KEY: Final = r"^[!-~]{8,100}$"
Answer = TypeVar("Answer", bound=BaseModel)


def once(
    caller: ApiToken, kind: type[Answer], act: Callable[[], Answer], about: tuple[str, str] | None = None
) -> Answer:
    """Do it and keep the answer, in the caller's transaction; or give the answer that was kept. Raises Refusal.

    `about`: what the log says that an answer which is given again is about, where it tells of somebody.
    """
    key_hash, mark, now = _key_hash(), _mark_of_request(), clock.now()
    one_at_a_time(caller.id)
    forget_answers(now)
    own = ApiAnswer.token_id == caller.id, ApiAnswer.key_hash == key_hash
    kept = db.session.scalar(sa.select(ApiAnswer).where(*own))
    if kept is None:
        answer = act()
        new = ApiAnswer(id=uuid7(), token_id=caller.id, key_hash=key_hash, request_mark=mark, at=now)
        new.set_answer(answer.model_dump_json())
        db.session.add(new)
        return answer
    if not hmac.compare_digest(kept.request_mark, mark):
        raise Refusal(422, "key-used", f"This {HEADER} was used for another request. Take a new one.")
    record("answer.repeated", subject=about or ("token", caller.public_id), actor=caller)
    return kind.model_validate_json(kept.answer)


def _key_hash() -> bytes:
    key = request.headers.get(HEADER, "")
    if not re.fullmatch(KEY, key):
        raise Refusal(400, "no-key", f"Send {HEADER}: 8 to 100 characters, new for each thing that is to be done.")
    return hashlib.sha256(key.encode()).digest()


def _mark_of_request() -> bytes:
    asked = b"\n".join((request.method.encode(), request.path.encode(), request.get_data()))
    return hmac.digest(current_vault().derive("api-request"), asked, "sha256")
