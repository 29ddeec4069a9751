"""Which columns of this room hold wrapped record keys."""

from typing import Final

from app.accounts.api_answers import ApiAnswer
from app.accounts.api_token_models import ApiToken
from app.accounts.emergency_models import EmergencyAccess
from app.accounts.factor_models import Factor
from app.accounts.models import StaffUser
from app.accounts.passkey_models import Passkey
from app.vault import WrappedKeys

WRAPPED_KEYS: Final = (
    WrappedKeys(StaffUser.record_key),
    WrappedKeys(Factor.record_key),
    WrappedKeys(ApiToken.record_key),
    WrappedKeys(ApiAnswer.record_key),
    WrappedKeys(EmergencyAccess.record_key),
    WrappedKeys(Passkey.record_key),
)
