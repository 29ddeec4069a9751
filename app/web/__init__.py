"""What both audiences share: checks of the request, headers, error pages, health, template globals."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.settings import Settings
from app.web import (
    appearance,
    assets,
    compression,
    counting,
    errors,
    headers,
    health,
    language,
    limits,
    locked,
    page_site,
    problem,
    request_guard,
    request_log,
    violations,
)
from app.web.last_resort import LastResort
from app.web.redirects import see_other
from app.web.request_log import RequestLog
from app.web.spoken_templates import SpokenTemplates

__all__ = ["init_web", "see_other"]


def init_web(app: Flask) -> None:
    """Connect everything. Must come before csrf.init_app, so that a body that cannot be read is refused first."""
    app.jinja_environment = SpokenTemplates  # Flask's own way; before anybody asks for its templates
    request_log.init_app(app)
    counting.init_app(app)
    compression.init_app(app)
    locked.init_app(app)
    request_guard.init_app(app)
    limits.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    problem.init_app(app)
    health.init_app(app)
    violations.init_app(app)
    assets.init_app(app)
    language.init_app(app)
    page_site.init_app(app)
    appearance.init_app(app)
    settings: Settings = app.extensions["braid.settings"]
    if hops := settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's own way
    app.wsgi_app = LastResort(app.wsgi_app, settings.neutral_title)  # type: ignore[method-assign]  # Flask's own way to wrap an application
    app.wsgi_app = RequestLog(app.wsgi_app, counting.counts_of(app))  # type: ignore[method-assign]  # the same
