"""Commands while the key file of the database is missing."""

from typing import Final

import click

STILL: Final = frozenset(
    {"serve", "doctor", "metrics", "score", "instruments", "fhir", "db"}
)  # these need nothing that is sealed


def unless_locked(command: click.Command, why: str | None) -> click.Command:
    """The command; where nothing can be opened, one in its place that says why."""
    if why is None or command.name in STILL:
        return command
    words = {"ignore_unknown_options": True, "allow_extra_args": True}
    return click.Command(command.name, callback=lambda: _refuse(why), context_settings=words)


def _refuse(why: str) -> None:
    raise click.ClickException(why)
