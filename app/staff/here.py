"""Where and when a staff page is read: at which centre, and on whose clock."""

from flask import g
from flask_login import current_user

from app.extensions import clock
from app.sites import Site, site_of, site_of_settings
from app.staff.words.times import Times
from app.web.language import current_language


def times() -> Times:
    """Moments in words, as of now, on the site's own clock and in the reader's language."""
    return Times(clock.now(), own_site().zone, current_language())


def own_site() -> Site:
    """The centre of whoever is signed in; before that, and without a database, the one of the settings."""
    return site_of(current_user.site_id) if is_known() else site_of_settings()


def is_known() -> bool:
    """Whether it is known who asks: nobody is without a database."""
    return not g.get("without_database") and current_user.is_authenticated
