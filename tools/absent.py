"""What to do when something the tests use is not on this machine."""

import os


def report(what: str, remedy: str) -> int:
    """Say loudly what is missing and how to get it; return the exit status: CI must lack nothing."""
    meaning = "CI must lack nothing." if in_ci() else "The tests that need it will be skipped."
    print(f"\n  NOT HERE: {what}. {meaning}\n  To have it: {remedy}\n", flush=True)
    return int(in_ci())


def in_ci() -> bool:
    """Tell whether a missing tool is a failure here instead of a skip."""
    return os.environ.get("CI") == "true"
