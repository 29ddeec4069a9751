"""Which screenings there are and how they stand."""

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import Field

from app.accounts.api_token_models import ApiToken
from app.accounts.api_tokens import Scope
from app.api.operation import PUBLIC_ID, Operation, Resource
from app.intake.models import Screening
from app.intake.queue.states import list_states, read_state
from app.screening import Level

MOST: Final = 200
Id = Annotated[str, Field(pattern=PUBLIC_ID)]


class ScreeningState(Resource):
    """How one screening stands: nothing of what anybody answered, said or wrote."""

    id: Id
    reference: str
    """What the person was told to say on the phone; it opens nothing."""
    level: Level
    status: Literal["waiting", "claimed", "attempted", "closed"]
    arrived_at: datetime
    sent_at: datetime | None
    """Empty as long as the person only asked for a call."""
    due_at: datetime
    """By when somebody of the site is to act."""
    closed_at: datetime | None


class ScreeningList(Resource):
    """One page of screenings, in the order in which they came in."""

    screenings: list[ScreeningState]
    more: bool
    """Whether there are others after the last of these: ask with its id as `after`."""


class ScreeningsWanted(Resource):
    """Which screenings are wanted."""

    after: Annotated[str, Field(pattern=r"^([0-9a-f]{32})?$")] = ""
    """The id of the last one that is known already."""
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50
    level: Level | Literal["any"] = "any"
    state: Literal["open", "closed", "any"] = "any"


def list_screenings(caller: ApiToken, query: ScreeningsWanted) -> ScreeningList:
    """List the screenings of the site, the oldest first.

    To go on, send the id of the last one as `after`; to look for new ones later, do the same. What happened to one that
    is known already is told by webhook, or by reading it again. Drills are never listed.
    """
    found = list_states(
        caller,
        after=query.after,
        most=query.limit,
        level=None if query.level == "any" else query.level,
        still_open=None if query.state == "any" else query.state == "open",
    )
    return ScreeningList(
        screenings=[_state(row) for row in found[: query.limit]],
        more=len(found) > query.limit,
    )


def read_screening(caller: ApiToken, screening_id: str) -> ScreeningState:
    """Read how one screening stands."""
    return _state(read_state(screening_id, caller))


def _state(row: Screening) -> ScreeningState:
    return ScreeningState(
        id=row.id,
        reference=row.reference,
        level=Level(row.level),
        status=row.status,  # type: ignore[arg-type]  # the table has a check
        arrived_at=row.created_at,
        sent_at=row.sent_at,
        due_at=row.due_at,
        closed_at=row.closed_at,
    )


OPERATIONS: Final = (
    Operation(
        method="GET",
        path="/screenings",
        view=list_screenings,
        scope=Scope.SCREENINGS,
        query=ScreeningsWanted,
        answers=ScreeningList,
        refusals=(404,),
    ),
    Operation(
        method="GET",
        path="/screenings/{screening_id}",
        view=read_screening,
        scope=Scope.SCREENINGS,
        answers=ScreeningState,
    ),
)
