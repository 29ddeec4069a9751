"""What every row of a table can be: the data dictionary that goes with it."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from app.handoff.deidentify import LEFT_OUT, OLDEST
from app.handoff.rows import ABOUT, STATES, title_of
from app.handoff.strands import STRANDS
from app.instruments import Instrument, Item, catalogue
from app.instruments.bands import Band
from app.instruments.methods import MarksScoring
from app.screening import Level, plan, rulebook

LEVELS: Final = " | ".join(level.value for level in Level)
ABOUT_VALUES: Final = {
    "handed_over": ("time", "ISO 8601, UTC"),
    "year": ("number", ""),
    "mode": ("code", "self | device | phone | in_person | paper | drill"),
    "version": ("number", "from 1"),
    "level": ("level", LEVELS),
    "level_held": ("level", LEVELS),
    "rules": ("code", "yes | no"),
}


class Entry(NamedTuple):
    """One thing that a table may hold: in which section, by which id, what it means, and what it can be."""

    section: str
    id: str
    words: str
    type: str
    values: str
    source: str


def dictionary() -> Iterator[Entry]:
    """Everything, whether a report holds it or not."""
    yield from _columns()
    for name, words in ABOUT.items():
        kind, values = ABOUT_VALUES.get(name, ("text", ""))
        yield Entry("about", name, words, kind, values, "")
    for strand in STRANDS:
        yield Entry("score", strand.key, strand.word, "none", "the strand itself, where none of it has a score", "")
        for name in strand.instruments:
            yield from _scores(catalogue().instruments[name])
    for rule in rulebook().risk.flags:
        yield Entry("flag", rule.id, rule.reason, "level", rule.level, rule.source)
    yield from _profile()
    for step in plan().steps:
        for planned in step.items:
            yield _answer(planned.item)


def _columns() -> Iterator[Entry]:
    columns = {
        "section": ("Which kind of fact", "about | score | flag | profile | caveat | extra | answer"),
        "strand": ("Of a score: what it belongs to", " | ".join(strand.key for strand in STRANDS)),
        "id": ("Name of the fact: of what it is about, a score, a flag, a rule, or the linkId of a question", "below"),
        "words": ("What it says, in English", ""),
        "value": (f"Its value; empty where there is none. De-identified, an age above {OLDEST} is {OLDEST}", "below"),
        "meaning": (f"Band of a score, words of an answer. De-identified, free text is {LEFT_OUT}", ""),
        "state": ("How far it is known; of a flag, whether it holds for the answers as they are now", "below"),
        "missing": ("Of a score: each question without an answer that counts, and why", "linkId:state ..."),
    }
    for name, (words, values) in columns.items():
        yield Entry("column", name, words, "text", values, "")
    for section, states in STATES.items():
        yield Entry("state", section, "What `state` can be in this section", "code", states, "")


def _scores(instrument: Instrument) -> Iterator[Entry]:
    keys = [key for key in sorted(catalogue().score_keys) if catalogue().instrument_of_score(key) is instrument]
    kind = "number" if keys else "none"  # one that only marks has no score of its own
    for key in keys or [instrument.id]:
        yield Entry("score", key, title_of(key), kind, _bands(instrument, key), instrument.source)


def _bands(instrument: Instrument, key: str) -> str:
    """Each band with its range, where there is one."""
    if isinstance(instrument.scoring, MarksScoring):
        return " | ".join(mark.mark for mark in instrument.scoring.marks)
    return " | ".join(map(_range, instrument.bands)) or " | ".join(catalogue().bands_of_score(key))


def _range(band: Band) -> str:
    end = "" if band.max is None else f"{band.max:g}"
    return f"{band.variant or ''} {band.min:g}-{end}: {band.band}".strip()


def _profile() -> Iterator[Entry]:
    rules = rulebook().interplay
    file = "interplay.toml"
    for pattern in rules.temporal:
        yield Entry("profile", "temporal", pattern.sentence, "code", pattern.id, file)
    for quadrant in rules.quadrants:
        yield Entry("profile", "quadrant", quadrant.because, "code", quadrant.id, file)
    for track, words in rules.tracks.items():
        yield Entry("profile", "track", words, "code", track, file)
    for reason in rules.reasons:
        yield Entry("profile", "reason", reason.because, "code", reason.id, file)
    for remark in rules.settle_first:
        yield Entry("profile", "settle_first", remark.text, "code", remark.id, file)
    yield Entry("profile", "phase", "What mood was answered with regard to", "none", " | ".join(rules.phases), file)
    for remark in rules.caveats:
        yield Entry("caveat", remark.id, remark.text, "none", "", file)
    for remark in rulebook().remarks:
        yield Entry("extra", remark.id, remark.text, "none", "", "risk.toml")


def _answer(item: Item) -> Entry:
    instrument = catalogue().instrument_of(item.link_id)
    values = " | ".join(f"{option.value}: {option.text}" for option in item.options)
    return Entry("answer", item.link_id, item.text, item.type, values, f"{instrument.title}. {instrument.licence}")
