"""Taking a copy of a screening: the one way by which anything that somebody answered leaves by the API."""

from http import HTTPStatus
from typing import Final

from app.accounts.api_token_models import ApiToken
from app.accounts.api_tokens import Scope
from app.api.once import once
from app.api.operation import Operation, Resource
from app.handoff.by_recipient import consent_naming, take_copy
from app.handoff.disclose import Copy
from app.handoff.notice import NOTICE
from app.handoff.rows import rows_of
from app.handoff.scope import copy_words


class Fact(Resource):
    """One fact of the report, in codes that mean the same everywhere, with English words beside them."""

    section: str
    strand: str
    id: str
    words: str
    value: int | float | str
    meaning: str
    state: str
    """Of a score or an answer, how far it is known; of a flag, whether it still holds."""
    missing: str


class ReportCopy(Resource):
    """A copy of the report, with what the law says to whoever is given one (42 CFR 2.32)."""

    notice: str
    """It goes with the copy wherever the copy goes."""
    scope: str
    """To whom it was handed, why, what is in it, what allows that; and by which number the center finds it again."""
    facts: list[Fact]


def copy_screening(caller: ApiToken, screening_id: str) -> ReportCopy:
    """Take a copy of a screening, under a consent of the person that names your system.

    The newest consent in force is taken whose recipient is spelled as the name of the token. Each copy is written down
    with who got it and why. Asked again with the same key, the same copy comes, as long as a consent is in force.
    """
    consent_id = consent_naming(screening_id, caller)  # also where the same is asked again: it may have ended since
    about = "screening", screening_id
    return once(caller, ReportCopy, lambda: _copy(take_copy(screening_id, caller, consent_id)), about)


def _copy(copy: Copy) -> ReportCopy:
    facts = [Fact(**row._asdict()) for row in rows_of(copy.report)]
    return ReportCopy(notice=NOTICE, scope=copy_words(copy), facts=facts)


OPERATIONS: Final = (
    Operation(
        method="POST",
        path="/screenings/{screening_id}/copies",
        view=copy_screening,
        scope=Scope.COPIES,
        answers=ReportCopy,
        status=HTTPStatus.CREATED,
        refusals=(409,),
    ),
)
