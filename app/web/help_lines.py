"""Help lines as a page shows them: in the reader's language, the line that speaks it first."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.crisis.choose import Group, crisis_line
from app.crisis.resources import Channel, HelpLine
from app.web.language import current_language


@dataclass(frozen=True)
class ChannelView:
    """One way to reach a line. `after` says what to do once it answers and is never part of what is dialled."""

    href: str
    action: str
    after: str | None
    outside: bool


@dataclass(frozen=True)
class LineView:
    """One help line. `lang` is the language of its name where that is not the language of the page."""

    name: str
    lang: str | None
    about: str
    channels: tuple[ChannelView, ...]
    main_channels: tuple[ChannelView, ...]


@dataclass(frozen=True)
class GroupView:
    """One part of a page of help lines."""

    heading: str
    paragraphs: list[str]
    lines: list[LineView]


def line_on_every_page() -> LineView:
    """The line that leads wherever nothing is known about the reader but the language."""
    return line_view(crisis_line(current_language()))


def line_view(line: HelpLine) -> LineView:
    """A help line in the reader's language."""
    name = _(line.name)
    return LineView(
        name=name,
        lang=line.lang if name == line.name and line.lang != current_language() else None,
        about=_about(line),
        channels=_channels(line.channels),
        main_channels=_channels(line.main_channels),
    )


def _about(line: HelpLine) -> str:
    """For whom it is, and which language it speaks where that is not the reader's."""
    speaks = [] if current_language() in line.languages or "en" not in line.languages else [_("In English.")]
    return " ".join([_(line.about), *speaks])


def group_view(group: Group) -> GroupView:
    """A part of the page that needs no answer, in the reader's language."""
    return GroupView(
        _(group.heading), [_(text) for text in group.paragraphs], [line_view(line) for line in group.lines]
    )


def _channels(channels: Iterable[Channel]) -> tuple[ChannelView, ...]:
    return tuple(_channel(channel) for channel in channels)


def _channel(channel: Channel) -> ChannelView:
    filling = channel.filling | ({"word": _(channel.describe)} if channel.describe else {})
    after = _(channel.after) if channel.after else None
    return ChannelView(channel.href, _(channel.pattern, **filling), after, channel.outside)
