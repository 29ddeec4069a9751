"""What happens to screenings, told to the tallies: how far people come, what was sent, how it ended."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from app.extensions import clock
from app.instruments import SKIP
from app.intake import tallies
from app.intake.draft_state import DRILL, OWN_MODES, DraftState
from app.sites import Site

MOST_MINUTES: Final = 60  # whoever takes longer did something else meanwhile


def count_begun(site: Site, mode: str) -> None:
    """Somebody began."""
    _count(site, mode, f"began {mode}")


def count_part(part: str, site: Site, state: DraftState) -> None:
    """Somebody answered in a part; each part counts once for each draft, and so do the minutes of the one before."""
    if part not in state.parts_begun:
        now = clock.now()
        _count(site, state.mode, f"part {part} {state.mode}", *_took(state, now))
        state.parts_begun[part] = now


def count_sent(site: Site, version: Mapping[str, Any]) -> None:
    """Somebody sent: that they did, which side leads, what was raised, what they would rather not answer."""
    mode = version["mode"]
    _count(site, mode, f"sent {mode}", *_found(version["outcome"]), *_skipped(version))


def count_closed(site: Site, outcome: str) -> None:
    """Staff closed a screening."""
    tallies.count(site, f"outcome {outcome}")


def _took(state: DraftState, now: datetime) -> Iterator[str]:
    """The part that was begun last, and its whole minutes; those before the person came back do not count."""
    if state.parts_begun and state.mode in OWN_MODES:
        part, begun = list(state.parts_begun.items())[-1]
        minutes = (now - max(begun, state.visit_at)) // timedelta(minutes=1)
        yield f"minutes {part} {min(minutes, MOST_MINUTES)}"


def _count(site: Site, mode: str, *names: str) -> None:
    """In a drill nobody did anything."""
    if mode != DRILL:
        tallies.count(site, *names)


def _found(outcome: Mapping[str, Any]) -> Iterator[str]:
    yield f"quadrant {outcome['quadrant']}"
    yield from (f"flag {flag['id']}" for flag in outcome["flags"])


def _skipped(version: Mapping[str, Any]) -> Iterable[str]:
    on_path = frozenset(version["on_path"])
    skipped = (link_id for link_id, answer in version["answers"].items() if answer == SKIP and link_id in on_path)
    return [f"skipped {link_id}" for link_id in skipped]
