"""Which Braid this is."""

import tomllib
from functools import cache

from app.settings.model import PROJECT


@cache
def software_version() -> str:
    """The version that the project names."""
    found: str = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    return found
