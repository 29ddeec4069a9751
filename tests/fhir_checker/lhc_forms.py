"""LHC-Forms of the National Library of Medicine, in a real browser: it shows a Questionnaire and makes the response."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

from tests.fhir_checker import MODULES, Resource, need_programs

PROGRAM = MODULES / "lforms" / "dist" / "lforms"
ADDRESS = "http://lhc-forms.test/"
SCRIPTS = (
    "webcomponent/assets/lib/zone.min.js",
    "webcomponent/runtime.js",
    "webcomponent/polyfills.js",
    "webcomponent/main.js",
    "fhir/R4/lformsFHIR.min.js",
)
TAGS = "".join(f'<script src="{script}"></script>' for script in SCRIPTS)
HEAD = '<meta charset="utf-8"><link rel="stylesheet" href="webcomponent/styles.css">'
BLANK = f'<!doctype html>{HEAD}<div id="form"></div>{TAGS}'
SHOW = """async ([questionnaire, response]) => {
  const form = LForms.Util.convertFHIRQuestionnaireToLForms(questionnaire, "R4");
  await LForms.Util.addFormToPage(LForms.Util.mergeFHIRDataIntoLForms(response, form, "R4"), "form", {});
}"""
IN_SIGHT = """() => [...document.querySelectorAll('#form :is(input, textarea, label)[id*="/1"]:not([id^="label-"])')]
  .filter((field) => field.offsetParent).map((field) => field.id.split("/")[0])"""
FILL = (Path(__file__).parent / "fill.js").read_text(encoding="utf-8")


class LhcForms:
    """One page on which Questionnaires are filled, one after the other."""

    def __init__(self, page: Page) -> None:
        need_programs()
        self.page = page
        page.route("**/*", _serve)
        page.goto(ADDRESS)
        page.wait_for_function("!!(window.LForms?.FHIR?.R4 && customElements.get('wc-lhc-form'))")

    def fill(self, questionnaire: Resource, given: dict[str, list[Any]]) -> Resource:
        """The QuestionnaireResponse of somebody who gives these answers, in this order: codings, or what is typed.

        Fails when a question that is to be answered is not shown.
        """
        return dict(self.page.evaluate(FILL, [questionnaire, given]))

    def show(self, questionnaire: Resource, response: Resource) -> None:
        """Show a Questionnaire with what was answered of it already."""
        self.page.evaluate(SHOW, [questionnaire, response])

    def in_sight(self) -> set[str]:
        """The linkIds of the questions that are shown and can be answered."""
        return set(self.page.evaluate(IN_SIGHT))

    def choose(self, link_id: str, coding: dict[str, str]) -> None:
        """Click on an answer that is in sight."""
        self.page.click(f'#form label[id^="{link_id}/1"][id$="|{coding["system"]}|{coding["code"]}"]')

    def response(self) -> Resource:
        """The QuestionnaireResponse as the form stands."""
        return dict(self.page.evaluate('LForms.Util.getFormFHIRData("QuestionnaireResponse", "R4")'))


def _serve(route: Route) -> None:
    name = route.request.url.removeprefix(ADDRESS)
    if not name:
        route.fulfill(body=BLANK, content_type="text/html")
    elif (PROGRAM / name).is_file():
        route.fulfill(path=PROGRAM / name)
    else:
        route.abort()
