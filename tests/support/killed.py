"""A process of its own that the kernel ends at a given point, as `kill -9` does: nothing in it gets a last word."""

import os
import signal
import traceback
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from flask import Flask

from app.extensions import db

Step = Callable[..., Any]
End = tuple[ModuleType, str, Step]  # a step, where it stands, and what happens there instead


def killed(*_: object, **__: object) -> None:
    """Instead of a step."""
    os.kill(os.getpid(), signal.SIGKILL)


def then_killed(step: Step) -> Step:
    """Right after a step."""

    def both(*args: object, **more: object) -> None:
        step(*args, **more)
        killed()

    return both


def do_and_die(app: Flask, do: Callable[[], object], end: End, patch: pytest.MonkeyPatch) -> None:
    """Do it in a process of its own, which is killed at that point."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    child = os.fork()
    if child == 0:
        try:
            patch.setattr(*end)
            with app.app_context():
                do()
        except BaseException:
            traceback.print_exc()
        finally:  # whatever happens: there must never be two who run the tests
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL
