"""gunicorn, as `python -m gunicorn --config gunicorn.conf.py` runs it, over an application that is there already."""

import contextvars
import os
import sys
from pathlib import Path
from typing import NoReturn

from flask import Flask
from gunicorn.app.wsgiapp import WSGIApplication

from app.settings.model import PROJECT


class _Server(WSGIApplication):  # type: ignore[misc]  # publishes no types
    def __init__(self, app: Flask) -> None:
        self._app = app
        super().__init__()

    def load(self) -> Flask:
        """What is served. To make it anew would cost as much as all of the start so far."""
        return self._app


def run(app: Flask) -> NoReturn:
    """Serve it until somebody ends this process. `app`: one that has no connection open, and may be served."""
    os.chdir(PROJECT)
    program = Path(sys.executable).with_name("gunicorn")
    sys.argv = [str(program), "--config", "gunicorn.conf.py"]  # what gunicorn reads, and starts again when told to
    contextvars.Context().run(_Server(app).run)  # where no command is under way
    sys.exit()
