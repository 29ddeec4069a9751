"""The whole plan in the forms of the National Library of Medicine: it shows what our path asks, and scores the same.

A set of answers leaves as our QuestionnaireResponse and is loaded there; a telling one is changed by a click; what the
form then gives out is read again. Nobody in these sets is under 18, at which LHC-Forms itself stops: see docs/fhir.md.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import pytest
from playwright.sync_api import Browser

from app.handoff.fhir.reading import read_response
from app.handoff.fhir.response import questionnaire_response
from app.handoff.fhir.whole_screening import whole_screening
from app.instruments import Answers, catalogue
from app.screening import Circumstances, judge, walk
from tests.fhir_checker.lhc_forms import LhcForms
from tests.support.fhir_answers import Given, Resource, is_enabled, questions, random_answers, response_items
from tests.support.wait import wait_until

NOON: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)
EVERYTHING: Final = Circumstances(modules=frozenset(catalogue().modules), offer="go_on")
SETS: Final = {  # which set of answers, the question that is then answered otherwise, how, and what comes or goes by it
    "somebody else came into the room": (4, "px_private", "LA32-8", {"hark_1", "hark_2", "hark_3", "hark_4"}),
    "home is safe after all": (8, "px_safe_home", "px_safe_home.yes", {"px_immediate_danger"}),
    "drugs were used after all": (3, "taps1_3", "LA18934-2", {"taps2_can_1", "taps2_sti_1", "taps2_her_1"}),
}


@pytest.fixture(scope="module")
def lhc_forms(browser: Browser) -> Iterator[LhcForms]:
    with browser.new_context() as context:
        yield LhcForms(context.new_page())


def enabled(given: Given) -> set[str]:
    """What these answers open by the Questionnaire."""
    return {
        item["linkId"]
        for item, around in questions(whole_screening())
        if all(is_enabled(part, given) for part in (*around, item))
    }


def without_the_closed(given: Given) -> Given:
    """An answer to a question that is closed counts for nothing, and may itself have opened another."""
    open_now: Given = {}
    for item, around in questions(whole_screening()):
        name = item["linkId"]
        if name in given and all(is_enabled(part, open_now) for part in (*around, item)):
            open_now[name] = given[name]
    return open_now


def answers_of(given: Given) -> Answers:
    empty = questionnaire_response(whole_screening(), {}, NOON)
    return read_response({**empty, "item": response_items(given)}).answers


def coding_of(link_id: str, code: str) -> Resource:
    item = next(item for item, _ in questions(whole_screening()) if item["linkId"] == link_id)
    [coding] = [it["valueCoding"] for it in item["answerOption"] if it["valueCoding"]["code"] == code]
    return dict(coding)


def assert_agrees(lhc_forms: LhcForms, given: Given) -> None:
    """It shows what is open, which is what our path asks and a little more; it gives out what was answered."""
    meant = answers_of(given)
    wait_until(lambda: lhc_forms.in_sight() == enabled(given))
    assert walk(meant, EVERYTHING).asked <= lhc_forms.in_sight()
    filled = read_response(lhc_forms.response()).answers
    assert filled == meant
    assert judge(filled).to_json() == judge(meant).to_json()


@pytest.mark.parametrize("change", SETS)
def test_the_whole_plan_is_shown_as_we_ask_it_and_scores_the_same_before_and_after_a_change(
    lhc_forms: LhcForms, change: str
) -> None:
    seed, link_id, code, comes_or_goes = SETS[change]
    given = random_answers(whole_screening(), seed)
    lhc_forms.show(whole_screening(), questionnaire_response(whole_screening(), answers_of(given), NOON))
    assert_agrees(lhc_forms, given)
    before = lhc_forms.in_sight()
    coding = coding_of(link_id, code)
    lhc_forms.choose(link_id, coding)
    changed = without_the_closed({**given, link_id: [coding]})
    assert_agrees(lhc_forms, changed)
    assert comes_or_goes <= before ^ lhc_forms.in_sight()
