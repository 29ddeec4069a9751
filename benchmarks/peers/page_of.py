"""Templates for a page that Braid drew: what is around its form as a layout, its radio buttons as a loop over data."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Final

ROW: Final = re.compile(
    r'<label class="row(?P<quiet> quiet)?" for="(?P<name>\w+)-(?P<n>\d+)"><input type="radio" id="\w+-\d+" name="\w+"'
    r' value="(?P<value>\w+)"><span>(?P<text>[^<]+)</span></label>\n'
)
LOOP: Final = (
    "{% for row in rows %}\n"
    '<label class="row{% if row.quiet %} quiet{% endif %}" for="{{ name }}-{{ loop.index0 }}"><input type="radio"'
    ' id="{{ name }}-{{ loop.index0 }}" name="{{ name }}" value="{{ row.value }}"><span>{{ row.text }}</span></label>\n'
    "{% endfor %}\n"
)
USUAL_LOOP: Final = (
    '{% for option in form.answer %}\n<div class="row">{{ option() }} {{ option.label }}</div>\n{% endfor %}\n'
)
LEGEND: Final = re.compile(r"<h1>([^<]+)</h1>")
TOKEN: Final = re.compile(r'<input type="hidden" name="csrf_token" value="[^"]+">')


def write_templates(html: str, folder: Path) -> None:
    """Layout, both pages and their data."""
    legend, rows = LEGEND.search(html), list(ROW.finditer(html))
    assert legend, "this is no question"
    assert rows, "these are no radio buttons, or they are drawn in another way by now"
    before = html.rindex("\n", 0, html.index('<form method="post" action="/s/')) + 1  # whole lines
    after = html.index("\n", html.index("</form>", before)) + 1
    form = html[before:after].replace(legend[1], "{{ legend }}")
    first, last = rows[0], rows[-1]
    choices = html[first.start() : last.end()]
    layout = f"{html[:before]}{{% block main %}}{{% endblock %}}{html[after:]}"
    bare, usual = form.replace(choices, LOOP), TOKEN.sub("{{ form.csrf_token }}", form.replace(choices, USUAL_LOOP))
    for name, text in (("layout", layout), ("bare", _child(bare)), ("usual", _child(usual))):
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    data = {
        "legend": unescape(legend[1]),
        "name": first["name"],
        "rows": [{"value": row["value"], "text": unescape(row["text"]), "quiet": bool(row["quiet"])} for row in rows],
    }
    (folder / "page.json").write_text(json.dumps(data), encoding="utf-8")


def _child(text: str) -> str:
    return f'{{% extends "layout.html" %}}\n{{% block main %}}{text}{{% endblock %}}\n'
