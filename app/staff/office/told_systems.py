"""View-model of the other systems that are told what happens to screenings: where they are, and how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import ngettext

from app.alerts.subscribers import EventKind, Standing
from app.extensions import N_
from app.staff.office.alerts import PROBLEMS
from app.staff.words.problems import problem_words
from app.staff.words.sealed import or_unreadable
from app.staff.words.times import Times

EVENTS: Final[dict[EventKind, str]] = {
    "created": N_("came in"),
    "level_changed": N_("changed its level"),
    "closed": N_("was closed"),
    "reopened": N_("was opened again"),
}


@dataclass(frozen=True)
class SystemView:
    """One of them. `where`: without the rest of the address, which may be a secret."""

    where: str
    events: str
    mark: str
    sign: str
    state: str
    problem: str
    code: str
    last_told: str


def system_views(found: Iterable[Standing], times: Times) -> list[SystemView]:
    """Them in words, in their order."""
    return [_system(one, times) for one in found]


def _system(standing: Standing, times: Times) -> SystemView:
    mark, sign, state = _state(standing)
    return SystemView(
        where=or_unreadable(lambda: _where(standing.subscriber.url)),
        events=", ".join(_(EVENTS[kind]) for kind in EVENTS if kind in standing.subscriber.kinds.split()),
        mark=mark,
        sign=sign,
        state=state,
        problem=problem_words(standing.problem, PROBLEMS) if standing.problem else "",
        code=standing.problem,
        last_told=times.exact(standing.last_told_at) if standing.last_told_at else "",
    )


def _where(url: str) -> str:
    target = urlsplit(url)
    return f"{target.scheme}://{target.netloc}"


def _state(standing: Standing) -> tuple[str, str, str]:
    """Class, sign and words."""
    waits = ngettext("%(num)s waits", "%(num)s wait", standing.waiting)
    if standing.problem:
        return "over", "✗", waits
    return ("due", "▲", waits) if standing.waiting else ("fresh", "●", _("Nothing waits"))
