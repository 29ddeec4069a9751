"""Devices that are lent, in words. Nothing here says to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask_babel import gettext as _

from app.extensions import N_
from app.intake.arriving.devices import Visit, VisitState
from app.staff.words.times import Times

SHOWN_AFTERWARDS: Final = timedelta(hours=1)
STATES: Final = {
    VisitState.WAITING: N_("Waiting to begin since %(at)s"),
    VisitState.UNUSED: N_("Not begun: its number ran out at %(at)s"),
    VisitState.UNDER_WAY: N_("Under way since %(at)s"),
    VisitState.SENT: N_("Sent at %(at)s, the device is not back yet"),
    VisitState.FINISHED: N_("Finished at %(at)s"),
    VisitState.LEFT: N_("Left at %(at)s without sending"),
    VisitState.CLOSED: N_("Closed by itself at %(at)s, nothing was sent"),
}
IN_HAND: Final = frozenset({VisitState.WAITING, VisitState.UNDER_WAY})


@dataclass(frozen=True)
class DeviceView:
    """One device. `asked` is empty if its person asked for nobody; what is back can be lent again by its `label`."""

    id: str
    label: str
    state: str
    asked: str
    is_waited_for: bool
    is_back: bool


@dataclass(frozen=True)
class DevicesView:
    """What staff see of all of them. `mark` changes when there is something new to look at."""

    listed: tuple[DeviceView, ...]
    mark: str

    @property
    def waited_for(self) -> tuple[DeviceView, ...]:
        """Where somebody should go now."""
        return tuple(device for device in self.listed if device.is_waited_for)


def devices_view(visits: Sequence[Visit], times: Times) -> DevicesView:
    """Those that are out, those that came back within the hour, and all where somebody is still waited for."""
    listed = tuple(_device(visit, times) for visit in visits if _is_listed(visit, times))
    return DevicesView(listed, mark_of(visits))


def mark_of(visits: Sequence[Visit]) -> str:
    """When there was news last: a device came back, somebody asked for a person, or somebody went there."""
    moments = [(visit.since if visit.state not in IN_HAND else None, visit.asked_at, visit.came_at) for visit in visits]
    return max((at.isoformat() for news in moments for at in news if at), default="")


def _is_listed(visit: Visit, times: Times) -> bool:
    return visit.is_out or visit.is_waited_for or times.now - visit.since < SHOWN_AFTERWARDS


def _device(visit: Visit, times: Times) -> DeviceView:
    return DeviceView(
        id=visit.id,
        label=visit.label or _("A device"),
        state=_(STATES[visit.state]) % {"at": times.clock(visit.since)},
        asked=_asked(visit, times),
        is_waited_for=visit.is_waited_for,
        is_back=not visit.is_out,
    )


def _asked(visit: Visit, times: Times) -> str:
    if visit.asked_at is None:
        return ""
    if visit.came_at is None:
        return _("Asked for a person at %(at)s", at=times.clock(visit.asked_at))
    return _("Someone went there at %(at)s", at=times.clock(visit.came_at))
