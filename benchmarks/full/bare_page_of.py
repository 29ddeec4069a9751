"""Templates and plain data for a page that Braid drew: a layout, the part that is about screenings, what it says."""

import re
from dataclasses import asdict, dataclass
from html import unescape
from itertools import count
from pathlib import Path
from typing import Any, Final

from flask import Flask, template_rendered
from markupsafe import escape

from app.intake.queue.tabs import SCREENINGS
from benchmarks.full.pages import Ask

QUEUE: Final = (Path(__file__).parent / "templates" / "queue.html").read_text(encoding="utf-8")
COUNT: Final = re.compile(r'(?<=<span class="count">)[^<]+')
TOKEN: Final = re.compile(r'name="csrf_token" value="([^"]+)"')
WORDS: Final = re.compile(r"(?<=>)[^<>\n]+(?=<)")
PART: Final = "{% block part %}{% endblock +%}"  # as it is followed, line breaks too


@dataclass(frozen=True)
class Page:
    """`html`: what Braid drew; the template inherits the layout, and draws the same with the data."""

    html: str
    layout: str
    template: str
    data: dict[str, Any]


def queue_page(app: Flask, ask: Ask) -> Page:
    """The queue. Its rows are drawn in a loop by a template that is written as the staff's own is."""
    contexts: list[dict[str, Any]] = []
    with template_rendered.connected_to(lambda *_, **sent: contexts.append(sent["context"]), app):
        html = ask().get_data(as_text=True)
    [drawn], token = contexts, TOKEN.search(html)
    assert token, "nothing here can be claimed"
    before, after = _around(html, '<ol class="queue">', "</ol>")
    numbers = count()
    before = COUNT.sub(lambda _: f"{{{{ counts[{next(numbers)}] }}}}", before, len(SCREENINGS))
    words = {row.id: asdict(row) for row in drawn["rows"]}
    return Page(html, before + PART + after, QUEUE, {"words": words, "levels": drawn["levels"], "token": token[1]})


def review_page(ask: Ask) -> Page:
    """A screening. Whatever words its main part shows are data; what is around them, the template."""
    html = ask().get_data(as_text=True)
    before, after = _around(html, '<main id="main"', "</main>")
    words: list[str] = []
    main = WORDS.sub(lambda found: _place_of(found[0], words), html[len(before) : len(html) - len(after)])
    template = f"{{% extends layout %}}{{% block part %}}{main}{{% endblock %}}"
    return Page(html, before + PART + after, template, {"words": words})


def _around(html: str, first: str, last: str) -> tuple[str, str]:
    """What stands before and after the part from here to there."""
    start = html.index(first)
    return html[:start], html[html.index(last, start) + len(last) :]


def _place_of(found: str, words: list[str]) -> str:
    """Where Jinja puts these words; themselves if it would write them in another way."""
    said = unescape(found)
    if str(escape(said)) != found:
        return found
    words.append(said)
    return f"{{{{ words[{len(words) - 1}] }}}}"
