"""Flask's plug-ins, made here once and connected to the application in create_app."""

from functools import cached_property

from flask_babel import Babel, Domain
from flask_login import LoginManager
from flask_wtf import CSRFProtect


class Texts(Babel):
    """Flask-Babel that reads each catalogue once. Left to itself it reads all of them again for every request."""

    @cached_property
    def domain_instance(self) -> Domain:
        """Every catalogue of every language."""
        return Domain(domain=self.domain)


babel = Texts()  # type: ignore[no-untyped-call]  # of Flask-Babel
csrf = CSRFProtect()
login_manager = LoginManager()
login_manager.session_protection = None  # our sessions are rows that can be revoked; a change of network is no reason
