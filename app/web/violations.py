"""What browsers report that the policy of a page stopped. Counted by directive, and nothing else of a report is kept:
it quotes addresses and texts of somebody's page.
"""

import json
import logging
from collections import Counter
from typing import Any, Final

from flask import Flask, Response, request

from app.extensions import csrf
from app.web.headers import CSP, REPORTS_GO_TO

log = logging.getLogger(__name__)
DIRECTIVES: Final = frozenset(part.split()[0] for part in CSP.split("; "))
FINER: Final = ("-elem", "-attr")  # browsers say which part of script-src or style-src it was
OTHER: Final = "another"
KEYS: Final = ("effective-directive", "violated-directive", "effectiveDirective")  # old form, older form, new form


def init_app(app: Flask) -> None:
    """Take reports."""
    counts = app.extensions["braid.violations"] = Counter[str]()

    def report() -> Response:
        """Say in the log how often each directive has stopped something, at 1, 2, 4, 8 …: a flood is a few lines."""
        for directive in _directives():
            counts[directive] += 1
            if counts[directive].bit_count() == 1:
                log.warning("the policy of pages stopped something: %s, %s so far", directive, counts[directive])
        return Response(status=204)

    app.post(REPORTS_GO_TO, endpoint="csp_report")(csrf.exempt(report))


def _directives() -> list[str]:
    try:
        found = json.loads(request.get_data())
    except (ValueError, RecursionError):  # neither JSON nor text, or deeper than anybody means
        return [OTHER]
    reports = found if isinstance(found, list) else [found]
    return [_directive(one) for one in reports] or [OTHER]


def _directive(report: Any) -> str:  # noqa: ANN401 - whatever somebody sent
    body = report.get("csp-report", report.get("body")) if isinstance(report, dict) else None
    said = next((body[key] for key in KEYS if key in body), "") if isinstance(body, dict) else ""
    word = str(said).partition(" ")[0]
    for finer in FINER:
        word = word.removesuffix(finer)
    return word if word in DIRECTIVES else OTHER
