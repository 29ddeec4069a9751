"""An application with limits on, as in real use. For its own counters time stands still: no window ends in a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import Mock, patch

from flask import Flask

from app.settings import Settings
from tests.support.running import running


@contextmanager
def time_stands() -> Iterator[None]:
    """For counters in this process."""
    with patch("limits.storage.memory.time", Mock(time=lambda: 1_000_000_000.0)):
        yield


@contextmanager
def with_limits(settings: Settings, **also: object) -> Iterator[Flask]:
    """The whole application. `also`: what else is set differently."""
    chosen = replace(settings, rate_limits=True, **also)  # type: ignore[arg-type]  # whichever setting it is
    with time_stands(), running(chosen) as app:
        yield app
