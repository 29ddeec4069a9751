"""The examples of a guide: each `curl` in it as a request, each answer that it shows as JSON."""

import json
import re
import shlex
from dataclasses import dataclass, field
from typing import Any

FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass
class Curl:
    """One request."""

    url: str = ""
    method: str = "GET"
    data: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


def commands(guide: str) -> list[str]:
    """Every command that begins with curl, in order."""
    return [line for kind, text in FENCE.findall(guide) if not kind for line in text.splitlines() if "curl " in line]


def answers(guide: str) -> list[dict[str, Any]]:
    """Every answer, in order."""
    return [json.loads(text) for kind, text in FENCE.findall(guide) if kind == "json"]


def read(command: str) -> Curl:
    """What curl would make of it."""
    (_, *words), found = shlex.split(command), Curl()
    while words:
        match words.pop(0):
            case "-X":
                found.method = words.pop(0)
            case "-H":
                name, _, value = words.pop(0).partition(": ")
                found.headers[name] = value
            case "-d":
                found.data = words.pop(0)
            case url:
                found.url = url
    return found
