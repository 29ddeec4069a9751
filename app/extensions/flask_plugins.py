"""Flask's plug-ins, made here once and connected to the application in create_app."""

from flask_babel import Babel
from flask_compress import Compress
from flask_login import LoginManager
from flask_wtf import CSRFProtect

babel = Babel()
compress = Compress()
csrf = CSRFProtect()
login_manager = LoginManager()
login_manager.session_protection = None  # our sessions are rows that can be revoked; a change of network is no reason
