"""What a test does when a program it needs is not on this machine."""

from typing import NoReturn

import pytest

from tools.absent import in_ci


def absent(what: str) -> NoReturn:
    """Skip with a reason that is read at the end of the run; in CI, which lacks nothing, fail."""
    if in_ci():
        pytest.fail(f"{what} is missing in CI", pytrace=False)
    pytest.skip(f"{what} is not on this machine")
