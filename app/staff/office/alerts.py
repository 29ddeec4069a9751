"""View-model of the page on how staff are told: the ways out, the ladder, and what became of each message."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from app.alerts.dead_man import idle_channels
from app.alerts.ladder import Ladder, Watch
from app.alerts.log import State
from app.alerts.models import Delivery
from app.extensions import N_
from app.settings import current_settings
from app.sites import Site
from app.staff.words.problems import problem_words
from app.staff.words.sealed import or_unreadable
from app.staff.words.times import Times

CHANNELS: Final = {"mail": N_("Mail"), "webhook": N_("Webhook")}
STATES: Final[dict[State, str]] = {
    "delivered": N_("Delivered"),
    "not needed": N_("Somebody had opened it by then"),
    "failing": N_("Not yet"),
    "waiting": N_("Waits to be sent"),
}
GIVEN_UP: Final = N_("Given up after three days")
MARKS: Final[dict[State, tuple[str, str]]] = {  # class and sign
    "delivered": ("fresh", "●"),
    "not needed": ("muted", "–"),
    "failing": ("over", "✗"),
    "waiting": ("due", "▲"),
}
PROBLEMS: Final = {
    "recipient": N_("The mail server refuses this address."),
    "mail server": N_("The mail server did not take it."),
    "http": N_("The webhook did not take it."),
    "no encryption": N_("The other side cannot prove who it is, or does not encrypt."),
    "no connection": N_("The other side cannot be reached."),
    "too slow": N_("The other side took too long."),
}


@dataclass(frozen=True)
class ChannelView:
    """One way out: `state` says whether it is set up and somebody goes round for it."""

    name: str
    mark: str
    sign: str
    state: str


@dataclass(frozen=True)
class WatchView:
    """Who is told together. `hours` as they stand in the file; `on_duty` only of whoever is not always."""

    who: str
    hours: str
    days: str
    on_duty: bool


@dataclass(frozen=True)
class DeliveryView:
    """One message: when it was due, whom it goes to and what has become of it. `about`: if it is of no alert."""

    due: str
    about: str
    channel: str
    to: str
    mark: str
    sign: str
    state: str
    when: str
    problem: str
    code: str
    tries: int


def channel_views() -> list[ChannelView]:
    """Every way out that there could be."""
    on, idle = current_settings().channels, idle_channels()
    return [_channel(word, name in on, name in idle) for name, word in CHANNELS.items()]


def _channel(word: str, on: bool, idle: bool) -> ChannelView:
    if not on:
        return ChannelView(_(word), "muted", "–", _("not set up"))
    if idle:
        return ChannelView(_(word), "over", "✗", _("set up, and nobody delivers"))
    return ChannelView(_(word), "fresh", "●", _("at work"))


def ladder_views(ladder: Ladder, site: Site, times: Times) -> list[tuple[int, list[WatchView]]]:
    """Each rung: after how many minutes, and who is told when."""
    return [(rung[0].after_minutes, [_watch(watch, site, times) for watch in rung]) for rung in ladder]


def _watch(watch: Watch, site: Site, times: Times) -> WatchView:
    since = [_("from %(day)s", day=times.on(watch.first_day))] if watch.first_day else []
    until = [_("until %(day)s", day=times.on(watch.last_day))] if watch.last_day else []
    is_limited = bool(watch.hours or since or until)
    on_duty = is_limited and watch.is_on_duty(site, times.now)
    return WatchView(_who(watch), watch.hours, " ".join([*since, *until]), on_duty)


def _who(watch: Watch) -> str:
    staff = [_("all who work on screenings here")] if watch.staff else []
    mail = [f"{one.name} ({one.address})" if one.name else one.address for one in watch.mail]
    return ", ".join([*staff, *mail, *([_("the webhook")] if watch.webhook else [])])


def delivery_views(found: Iterable[tuple[Delivery, State]], times: Times) -> list[DeliveryView]:
    """The messages in words, in their order."""
    return [_delivery(delivery, state, times) for delivery, state in found]


def _delivery(delivery: Delivery, state: State, times: Times) -> DeliveryView:
    mark, sign = MARKS[state]
    return DeliveryView(
        due=times.exact(delivery.due_at),
        about=_about(delivery),
        channel=_(CHANNELS[delivery.channel]),
        to=or_unreadable(lambda: delivery.to),
        mark=mark,
        sign=sign,
        state=_(GIVEN_UP) if delivery.account_act and state == "not needed" else _(STATES[state]),
        when=times.exact(delivery.delivered_at) if delivery.delivered_at else "",
        problem=problem_words(delivery.problem, PROBLEMS) if state == "failing" else "",
        code=delivery.problem,
        tries=delivery.tries,
    )


def _about(delivery: Delivery) -> str:
    if delivery.account_act:
        return _("Own account")
    if delivery.notice:
        return _("About Braid itself")
    return "" if delivery.alert_id else _("Test")
