"""A template that is compiled once for each language says in each what it would say if every word were looked up."""

import pytest
from flask import Flask, render_template
from flask_babel import force_locale
from jinja2 import DictLoader

from app.extensions import babel
from app.web.language import CATALOGUES, TRANSLATIONS
from app.web.spoken_templates import SpokenTemplates

PAGES = {
    "page.html": '{% extends "layout.html" %}{% block main %}<b>{{ _("Continue") }}</b> {{ name }}{% endblock %}',
    "layout.html": '{% from "macro.html" import exit %}{{ exit() }} {% block main %}{% endblock %}',
    "macro.html": '{% macro exit() %}<a title="{{ _("Leave now") }}">{{ _("Leave now") }}</a>{% endmacro %}',
    "marks.html": '{{ _("<bdi>100%% sure</bdi>") }} {{ "<bdi>" }}',
    "filled.html": '{{ _("Part %(number)s of %(total)s: %(part)s", number=1, total=2, part="<i>") }}',
    "filled.txt": '{{ _("Part %(number)s of %(total)s: %(part)s", number=1, total=2, part="<i>") }}',
    "within.html": '{{ (_("Back") ~ "!") if yes else _("Continue")|upper }}',
}


@pytest.fixture
def app() -> Flask:
    made = Flask(__name__)
    made.jinja_environment = SpokenTemplates
    made.jinja_env.loader = DictLoader(PAGES)
    babel.init_app(  # type: ignore[no-untyped-call]  # of Flask-Babel
        made,
        default_domain=";".join(CATALOGUES),
        default_translation_directories=";".join([str(TRANSLATIONS)] * len(CATALOGUES)),
    )
    return made


def said(app: Flask, language: str, template: str, **values: object) -> str:
    with app.test_request_context(), force_locale(language):
        return render_template(template, **values)


def test_one_application_speaks_both_languages_in_turn(app: Flask) -> None:
    english = '<a title="Leave now">Leave now</a> <b>Continue</b> Ana'
    spanish = '<a title="Salir ahora">Salir ahora</a> <b>Continuar</b> Ana'
    turns = [said(app, language, "page.html", name="Ana") for language in ("en", "es", "en", "es")]
    assert turns == [english, spanish, english, spanish]


def test_markup_of_ours_stays_markup_and_what_comes_in_never_becomes_any(app: Flask) -> None:
    assert said(app, "en", "marks.html") == "<bdi>100% sure</bdi> &lt;bdi&gt;"
    assert said(app, "es", "page.html", name="<script>").endswith("<b>Continuar</b> &lt;script&gt;")


def test_words_with_a_gap_are_filled_when_the_page_is_made(app: Flask) -> None:
    assert said(app, "en", "filled.html") == "Part 1 of 2: &lt;i&gt;"
    assert said(app, "es", "filled.html") == "Parte 1 de 2: &lt;i&gt;"


def test_what_is_no_page_is_filled_as_it_is(app: Flask) -> None:
    assert said(app, "es", "filled.txt") == "Parte 1 de 2: <i>"


def test_words_inside_an_expression_are_said_as_well(app: Flask) -> None:
    assert said(app, "es", "within.html", yes=True) == "Atrás!"
    assert said(app, "es", "within.html", yes=False) == "CONTINUAR"


def test_nothing_is_looked_up_any_more_once_a_page_was_made(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    said(app, "es", "page.html", name="Ana")
    monkeypatch.setattr("flask_babel.Domain.get_translations", lambda _: pytest.fail("looked up"))
    assert "Continuar" in said(app, "es", "page.html", name="Ana")


def test_nor_is_what_has_a_gap(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    said(app, "es", "filled.html")
    monkeypatch.setattr("flask_babel.Domain.get_translations", lambda _: pytest.fail("looked up"))
    assert said(app, "es", "filled.html") == "Parte 1 de 2: &lt;i&gt;"
