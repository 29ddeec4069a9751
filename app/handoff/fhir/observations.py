"""Scores as Observations. Only a complete score has a value; any other says why it has none."""

from collections.abc import Iterator
from typing import Any

from app.handoff.fhir.codes import CANONICAL, LOINC, Coding, Resource, answer_codings, item_codings
from app.handoff.fhir.meaning import Meaning
from app.handoff.fhir.screened import Screened
from app.instruments import SKIP, Answer, Complete, Incomplete, Instrument, Item, Score, catalogue
from app.instruments.methods import Rules

PROFILE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-screening-assessment"
CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
LOCAL_SCORES = f"{CANONICAL}/CodeSystem/dd-score"
ABOUT_USE = ("auditc", "sisq_drug", "taps1", "taps2")
DRINKS_BY_SEX = {"men": "88037-7", "women": "75889-6"}  # TAPS-1 asks both in one question, LOINC has two
HIGH_RISK = {"system": LOINC, "code": "LA9193-9", "display": "High"}


def observations(screened: Screened, meaning: Meaning) -> Iterator[Resource]:
    """An Observation for each score and for each answer that LOINC knows and no total carries; then their panels."""
    for instrument in catalogue().instruments.values():
        members = [*_scores(screened, meaning, instrument), *_single_answers(screened, instrument)]
        yield from members
        if len(members) > 1 and instrument.loinc.panel:
            yield _panel(screened, instrument, instrument.loinc.panel, members)


def _scores(screened: Screened, meaning: Meaning, instrument: Instrument) -> Iterator[Resource]:
    for key, score in meaning.scores.items():
        if catalogue().instrument_of_score(key) == instrument and isinstance(score, Complete | Incomplete):
            codings = [*_total(instrument, score), {"system": LOCAL_SCORES, "code": key}]
            yield {
                **_observation(screened, instrument, key, codings, _title(instrument, key)),
                **_result(meaning, instrument, score),
            }


def _total(instrument: Instrument, score: Score) -> Iterator[Coding]:
    """The verified code of a score; that of a suicide risk level only where the form itself calls the risk acute."""
    if _is_acute(instrument, score):
        yield {"system": LOINC, "code": instrument.loinc.result}
    elif code := instrument.loinc.total or instrument.loinc.item:
        yield {"system": LOINC, "code": code}


def _is_acute(instrument: Instrument, score: Score) -> bool:
    return bool(instrument.loinc.result) and isinstance(score, Complete) and score.band == "acute positive"


def _title(instrument: Instrument, key: str) -> str:
    subscales = getattr(instrument.scoring, "subscales", ())
    parts = [f": {subscale.title}" for subscale in subscales if subscale.id == key]
    return instrument.title + "".join(parts)


def _result(meaning: Meaning, instrument: Instrument, score: Complete | Incomplete) -> dict[str, Any]:
    if isinstance(score, Incomplete):
        return _absent(declined=any(link_id in meaning.refused for link_id in score.missing))
    if isinstance(instrument.scoring, Rules):
        coded = {"coding": [HIGH_RISK]} if _is_acute(instrument, score) else {}
        return {"valueCodeableConcept": {**coded, "text": score.band}}
    points = {"value": score.score, "unit": "{score}", "system": "http://unitsofmeasure.org", "code": "{score}"}
    prorated = {"note": [{"text": f"Prorated; missing: {', '.join(score.missing)}"}]} if score.prorated else {}
    return {"valueQuantity": points, "interpretation": [{"text": score.band}], **prorated}


def _absent(declined: bool) -> dict[str, Any]:
    reason = "asked-declined" if declined else "not-performed"
    return {"dataAbsentReason": {"coding": [{"system": ABSENT, "code": reason}]}}


def _single_answers(screened: Screened, instrument: Instrument) -> Iterator[Resource]:
    for item in instrument.items if screened.with_answers and not instrument.shares_items else ():
        answer = screened.answers.get(item.link_id)
        if item.options and item.loinc and answer is not None and not (instrument.loinc.total and item.scored):
            found = _observation(screened, instrument, item.link_id, _codings(screened, item), item.text)
            yield {**found, **(_absent(declined=True) if answer == SKIP else _chosen(item, answer))}


def _chosen(item: Item, answer: Answer) -> dict[str, Any]:
    return {"valueCodeableConcept": {"coding": answer_codings(item, answer)}}


def _codings(screened: Screened, item: Item) -> list[Coding]:
    if len(item.loinc) == 1:
        return item_codings(item)
    code = DRINKS_BY_SEX.get(str(screened.answers.get("drink_cut")))
    return [{"system": LOINC, "code": code}] if code else []


def _panel(screened: Screened, instrument: Instrument, code: str, members: list[Resource]) -> Resource:
    found = _observation(
        screened, instrument, f"{instrument.id} panel", [{"system": LOINC, "code": code}], instrument.title
    )
    return {**found, "hasMember": [{"reference": f"Observation/{member['id']}"} for member in members]}


def _observation(screened: Screened, instrument: Instrument, name: str, codings: list[Coding], text: str) -> Resource:
    categories = ["survey", *(["social-history"] if instrument.id in ABOUT_USE else [])]
    return {
        **screened.resource("Observation", name, PROFILE),
        "status": "final",
        "category": [{"coding": [{"system": CATEGORIES, "code": category}]} for category in categories],
        "code": {**({"coding": codings} if codings else {}), "text": text},
        "subject": screened.subject,
        "effectiveDateTime": screened.when,
        **({"derivedFrom": screened.responses} if screened.with_answers else {}),
    }
