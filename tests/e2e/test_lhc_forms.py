"""Each instrument in the forms of the National Library of Medicine: what is filled there scores the same here."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from app.handoff.fhir.reading import forms, read_response
from app.screening import judge
from tests.fhir_checker.lhc_forms import LhcForms
from tests.support.fhir_answers import random_answers, response_items
from tests.support.visit import visit

FORMS = [form for form in forms().values() if form["id"] != "screening"]
SETS = 20


@pytest.fixture(scope="module")
def lhc_forms(browser: Browser) -> Iterator[LhcForms]:
    """One page for all of them: loading the program takes longer than filling most forms."""
    with visit(browser) as context:
        yield LhcForms(context.new_page())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["id"])
def test_what_is_filled_in_lhc_forms_scores_the_same_here(lhc_forms: LhcForms, form: dict[str, Any]) -> None:
    for seed in range(SETS):
        chosen = random_answers(form, seed)
        filled = read_response(lhc_forms.fill(form, chosen))
        meant = read_response({**_response_to(filled.form), "item": response_items(chosen)})
        assert filled == meant
        assert judge(filled.answers).to_json() == judge(meant.answers).to_json()


def _response_to(form: dict[str, Any]) -> dict[str, Any]:
    name = f"{form['url']}|{form['version']}"
    return {"resourceType": "QuestionnaireResponse", "questionnaire": name, "status": "completed"}
