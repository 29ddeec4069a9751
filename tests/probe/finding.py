"""What a probe says in the end, and which of it was looked at and is no fault."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

EXPLAINED = Path(__file__).with_name("explained.toml")


@dataclass(frozen=True)
class Finding:
    """Something that should not be so: which program found it, and where."""

    program: str
    where: str
    what: str

    def __str__(self) -> str:
        """On one line."""
        return f"{self.program} | {self.where} | {self.what}"

    @property
    def why(self) -> str:
        """Why it is no fault, if somebody looked at it and said so."""
        rows = tomllib.loads(EXPLAINED.read_text("utf-8"))["explained"]
        return next((row["why"] for row in rows if re.search(row["finding"], str(self))), "")
