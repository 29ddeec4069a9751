"""Braid: a guided screening for substance use and mental health, and the desk of those who read it."""

import os

from flask import Flask

from app import accounts, activity, sessions
from app.alerts import init_ladder
from app.api import init_api
from app.cli import init_cli
from app.extensions import csrf, init_database, login_manager
from app.handoff.push.servers import init_servers
from app.intake.queue import shift_mail
from app.migrations import init_migrations
from app.patient import init_patient
from app.readiness import in_one_line, refuse_to_serve
from app.sessions import DatabaseSessions
from app.settings import Settings
from app.sites import init_site
from app.staff import init_staff
from app.vault import init_vault
from app.web import init_web

# Those that are not functions have tables, and would be loaded by nothing else here.
__all__ = ["accounts", "activity", "create_app", "served", "sessions", "shift_mail"]


def create_app(settings: Settings | None = None) -> Flask:
    """The whole application. Without settings, as the flask command calls it, they are read from the environment."""
    if settings is None:
        with in_one_line():
            return create_app(Settings.from_environment(os.environ))
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    app = Flask("app", instance_path=str(settings.instance), template_folder="../templates", static_url_path="/static")
    app.extensions["braid.settings"] = settings
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # the token lives as long as the session
    app.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts) or None
    init_vault(app, settings)
    init_site(app, settings)
    init_ladder(app, settings)
    init_servers(app, settings)
    init_database(app, settings.database_url, settings.replica_url)
    init_migrations(app)
    app.session_interface = DatabaseSessions(settings)
    init_web(app)
    csrf.init_app(app)
    login_manager.init_app(app)
    if settings.surface != "staff":
        init_patient(app)
    if settings.surface != "patient":
        init_staff(app)
        init_api(app)
    init_cli(app)
    return app


def served() -> Flask:
    """The same as a server serves it: where it must not start, it does not."""
    app = create_app()
    with in_one_line():
        refuse_to_serve(app)
    return app
