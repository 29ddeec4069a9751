"""The look that a centre chose, as files of our own: their addresses tell their content, so a browser may keep them.

A sheet is its two colours and needs no database. Nothing is served that would be refused on the page of the centre.
"""

from typing import Final

from flask import Flask, Response, url_for
from werkzeug.exceptions import NotFound

from app.sites import Site
from app.sites.colour import LEAST_CONTRAST, SURFACES, is_colour, least_contrast
from app.sites.logo import type_of
from app.sites.store import find_logo

ADDRESSES: Final = frozenset({"look", "logo"})
SHEET: Final = """:root{{--primary:{light}}}
@media screen and (prefers-color-scheme:dark){{:root{{--primary:{dark}}}}}
"""


def sheet_of(site: Site) -> str | None:
    """The address of a centre's own sheet; None where it has none, or shows nothing of itself."""
    if not site.show_name or site.accents is None:
        return None
    light, dark = (colour.removeprefix("#") for colour in site.accents)
    return url_for("look", light=light, dark=dark)


def logo_of(site: Site) -> str | None:
    """The address of a centre's logo; None where it has none, or shows nothing of itself."""
    return url_for("logo", mark=site.logo_mark) if site.show_name and site.logo_mark else None


def serve_sheet(light: str, dark: str) -> Response:
    """The accents, light first."""
    accents = {"light": f"#{light}", "dark": f"#{dark}"}
    for theme, colour in accents.items():
        if not is_colour(colour) or least_contrast(colour, SURFACES[theme]) < LEAST_CONTRAST:
            raise NotFound
    return Response(SHEET.format(**accents), mimetype="text/css")


def serve_logo(mark: str) -> Response:
    """A picture, as what it was found to be when it came in."""
    content = find_logo(mark)
    if not content:
        raise NotFound
    return Response(content, mimetype=type_of(content), headers={"Content-Disposition": "inline"})


def init_app(app: Flask) -> None:
    """Serve both beside the static files, where no session is read."""
    app.add_url_rule(f"{app.static_url_path}/look/<light>-<dark>.css", "look", serve_sheet)
    app.add_url_rule(f"{app.static_url_path}/logo/<mark>", "logo", serve_logo)
    app.jinja_env.globals.update(sheet_of=sheet_of, logo_of=logo_of)
