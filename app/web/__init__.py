"""What both audiences share: checks of the request, headers, error pages, health, template globals."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.settings import Settings
from app.web import (
    appearance,
    assets,
    compression,
    errors,
    headers,
    health,
    housekeeping,
    language,
    page_site,
    problem,
    request_guard,
)
from app.web.last_resort import LastResort
from app.web.redirects import see_other

__all__ = ["init_web", "see_other"]


def init_web(app: Flask) -> None:
    """Connect everything. Must come before csrf.init_app, so that a body that cannot be read is refused first."""
    compression.init_app(app)
    request_guard.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    problem.init_app(app)
    health.init_app(app)
    assets.init_app(app)
    language.init_app(app)
    page_site.init_app(app)
    appearance.init_app(app)
    housekeeping.init_app(app)
    settings: Settings = app.extensions["braid.settings"]
    if hops := settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's own way
    app.wsgi_app = LastResort(app.wsgi_app, settings.neutral_title)  # type: ignore[method-assign]  # Flask's own way to wrap an application
