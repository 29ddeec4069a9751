"""Headers of every response. Nothing is inline, so no nonce is needed and pages are the same bytes for everyone."""

from http import HTTPStatus
from typing import Final

from flask import Flask, Response, request

from app.web import appearance
from app.web.assets import is_fingerprinted
from app.web.problem import is_for_programs

REPORTS_GO_TO = "/csp"
CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
        "manifest-src 'none'",
        "worker-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
        "report-to csp",
        f"report-uri {REPORTS_GO_TO}",
    )
)
DENIED_FEATURES = (
    "accelerometer autoplay bluetooth camera clipboard-read display-capture encrypted-media geolocation gyroscope hid"
    " idle-detection local-fonts magnetometer microphone midi payment screen-wake-lock serial usb xr-spatial-tracking"
)
NOTHING_AT_ALL = (
    "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"  # for what needs nothing
)
ALWAYS = {
    "Content-Security-Policy": CSP,
    "Reporting-Endpoints": f'csp="{REPORTS_GO_TO}"',
    "X-Content-Type-Options": "nosniff",
    # not no-referrer: browsers would then send forms with `Origin: null`, and every post over HTTPS would be refused
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "X-DNS-Prefetch-Control": "off",
    "Permissions-Policy": ", ".join(
        [*(f"{name}=()" for name in DENIED_FEATURES.split()), "publickey-credentials-get=(self)"]
    ),
}
_ALWAYS: Final = {name.lower(): (name, value) for name, value in ALWAYS.items()}
# For what a browser is to keep and not to show, and for what programs read
FOR_FILES = "default-src 'none'; frame-ancestors 'none'; sandbox"
JSON = "application/json"
HSTS = "max-age=63072000; includeSubDomains"
FOR_EVER = "public, max-age=31536000, immutable"


def without_referrer(response: Response) -> Response:
    """For a page whose address is a one-time link: it must not travel on in a header."""
    response.headers["Referrer-Policy"] = "strict-origin"  # hides the token, and posts still say where they come from
    return response


def init_app(app: Flask) -> None:
    """Set the headers that a view has not set itself."""

    @app.after_request
    def harden(response: Response) -> Response:
        if _is_no_page(response):
            response.headers["Content-Security-Policy"], response.headers["Referrer-Policy"] = FOR_FILES, "no-referrer"
        said = {name.lower() for name, _value in response.headers}
        response.headers.extend([header for name, header in _ALWAYS.items() if name not in said])
        if request.is_secure:
            response.headers.setdefault("Strict-Transport-Security", HSTS)
        found = response.status_code == HTTPStatus.OK
        named_by_content = is_fingerprinted() or request.endpoint in appearance.ADDRESSES
        response.headers["Cache-Control"] = FOR_EVER if found and named_by_content else "no-store"
        return response


def _is_no_page(response: Response) -> bool:
    """Whether it is to be kept as a file, or read by a program."""
    kept = response.headers.get("Content-Disposition", "").startswith("attachment")
    return kept or is_for_programs() or response.mimetype == JSON
