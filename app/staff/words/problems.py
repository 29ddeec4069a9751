"""Why something did not reach the other side, in the reader's words."""

from collections.abc import Mapping
from typing import Final

from flask_babel import gettext as _

from app.extensions import N_

OTHER: Final = N_("It failed here. The server’s log says more.")


def problem_words(said: str, known: Mapping[str, str]) -> str:
    """The words for a recorded problem, by how it begins: the first that fits."""
    return _(next((words for begins, words in known.items() if said.startswith(begins)), OTHER))
