"""Which columns of this room hold wrapped record keys."""

from typing import Final

from app.intake.models import Screening
from app.vault import WrappedKeys

WRAPPED_KEYS: Final = (WrappedKeys(Screening.wrapped_key),)
