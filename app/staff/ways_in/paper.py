"""The questions as a form to print: every one that may be asked here, word for word, and when to pass one over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import force_locale
from flask_babel import gettext as _

from app.crisis.choose import crisis_line
from app.extensions import N_
from app.instruments import SKIP_TEXT, Instrument, catalogue
from app.screening import plan
from app.screening.opening import Choice, Opener, Opening, opening
from app.screening.plan import PlannedItem
from app.sites import Site
from app.web.consent import told
from app.web.help_lines import line_view
from app.web.wording import ItemWords, words_in

SAID: Final = {  # predicates that a person can answer for themselves
    "any_alcohol": N_("you drank alcohol in the past 12 months"),
    "any_drug": N_("you used drugs, or medicines just for the feeling, in the past 12 months"),
    "any_use": N_("you drank alcohol or used drugs in the past 12 months"),
    "in_recovery": N_("you are in recovery"),
    "opioid_use": N_("you use opioids, prescribed or not"),
    "sedative_use": N_("you take pills to sleep or to calm down"),
    "street": N_("you use stimulants, other drugs, or pills from the street"),
}
CONTACT: Final = (
    N_("Your name"),
    N_("A name that is safe to ask for"),
    N_("Phone number"),
    N_("Email"),
    N_("Who else may answer?"),
    N_("Best days and times"),
)
ALLOWED: Final = (N_("You may call me"), N_("You may text me"), N_("You may leave a message"))
SEVERAL: Final = 2


@dataclass(frozen=True)
class PaperItem:
    """One question on paper. `stem`, `intro`: what its instrument says, where a row of its questions begins."""

    number: int
    words: ItemWords
    in_english: bool
    stem: str | None
    intro: str | None
    hint: str
    young: str


@dataclass(frozen=True)
class PaperPart:
    """One part and its questions."""

    name: str
    items: list[PaperItem]


@dataclass(frozen=True)
class Paper:
    """The whole form, in one language. `title` says no more than that they are questions, and `center` whose."""

    language: str
    title: str
    center: str
    help: list[str]
    how: list[str]
    consent: tuple[tuple[str, tuple[str, ...]], ...]
    parts: list[PaperPart]
    words: dict[str, str]
    contact: list[str]
    allowed: list[str]
    sources: list[Instrument]


def paper(site: Site, language: str) -> Paper:
    """The form of a centre: with the modules that it asks, and no others."""
    with force_locale(language):
        items = list(_items(site, language))
        return Paper(
            language=language,
            title=_("Questions for you"),
            center=site.name,
            help=_help(language),
            how=_how(),
            consent=told().sections,
            parts=_parts(items),
            words=_words(),
            contact=[_(label) for label in CONTACT],
            allowed=[_(label) for label in ALLOWED],
            sources=_sources(items),
        )


def _help(language: str) -> list[str]:
    ways = line_view(crisis_line(language)).main_channels
    return [*(" ".join(filter(None, (way.action, way.after))) for way in ways), _("In danger, call 911")]


def _how() -> list[str]:
    return [
        _("Check one box for each question, or more where it says so. You can leave out any question."),
        _("Some questions are for some people only: a line above them says for whom."),
        _("If you would rather not answer a question, read on with the ones that go with it all the same."),
    ]


def _words() -> dict[str, str]:
    return {
        "skip": _(SKIP_TEXT),
        "several": _("Check all that fit."),
        "english": _("Only in English."),
        "agree": _("I have read this, and I agree."),
        "name": _("Name or initials, if you like"),
        "signed": _("Signature and date"),
        "reach": _("How may we reach you?"),
        "only": _(
            "Fill in what you like, and check only what is fine with you. If you check nothing, we do not call or text."
        ),
        "sources": _("Where the questions come from"),
    }


def _items(site: Site, language: str) -> Iterator[PaperItem]:
    asked = _asked(site)
    numbers = {planned.item.link_id: number for number, (planned, _opens) in enumerate(asked, 1)}
    before: Instrument | None = None
    for planned, reasons in asked:
        item, owner = planned.item, catalogue().instrument_of(planned.item.link_id)
        words, first = words_in(item, language), owner is not before
        yield PaperItem(
            number=numbers[item.link_id],
            words=words,
            in_english=words.lang != language,
            stem=words.stem if first and item.scored else None,
            intro=words.intro if first else None,
            hint=_hint(reasons, numbers, language),
            young=_for_the_young(site, numbers) if item.link_id == plan().file.youth.after else "",
        )
        before = owner


def _asked(site: Site) -> list[tuple[PlannedItem, Opening]]:
    """Every question that may be asked at this centre, with what opens it: questions that are asked there too."""
    asked: dict[str, tuple[PlannedItem, Opening]] = {}
    for planned in (item for step in plan().steps for item in step.items):
        opens = opening(planned, site.modules, SAID)
        if isinstance(opens, tuple):
            opens = tuple(one for one in opens if isinstance(one, str) or one.link_id in asked) or False
        if opens:
            asked[planned.item.link_id] = planned, opens
    return list(asked.values())


def _parts(items: list[PaperItem]) -> list[PaperPart]:
    part_of = {planned.item.link_id: step.part for step in plan().steps for planned in step.items}
    found: dict[str, list[PaperItem]] = {}
    for item in items:
        found.setdefault(part_of[item.words.item.link_id], []).append(item)
    return [PaperPart(_(plan().file.parts[part]), listed) for part, listed in found.items()]


def _hint(reasons: Opening, numbers: Mapping[str, int], language: str) -> str:
    """For whom the question is; empty where it is for everybody."""
    if not isinstance(reasons, tuple):
        return ""
    return _("Only if %(reasons)s.", reasons=_(", or ").join(_reasons(reasons, numbers, language)))


def _for_the_young(site: Site, numbers: Mapping[str, int]) -> str:
    """What somebody under the age limit of the centre goes on with, said right after the question for the age."""
    rule = plan().file.youth
    asked = [item.item.link_id for step in plan().steps for item in step.items if step.block in rule.blocks]
    later = sorted(numbers[link_id] for link_id in {*asked, *rule.items} & numbers.keys())
    return _("If you are under %(age)s, answer only %(numbers)s.", age=site.youth_age, numbers=in_runs(later))


def in_runs(numbers: Sequence[int]) -> str:
    """Numbers in order, each run of them in short: `8-24, 112`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _reasons(reasons: tuple[Opener, ...], numbers: Mapping[str, int], language: str) -> list[str]:
    """Each reason in words; questions with the same answer are named together."""
    said = [_(SAID[reason]) for reason in reasons if isinstance(reason, str)]
    chosen: dict[str, list[int]] = {}
    for reason in reasons:
        if isinstance(reason, Choice):
            chosen.setdefault(_answers(reason, language), []).append(numbers[reason.link_id])
    at = [_("you chose %(answers)s at %(numbers)s", answers=text, numbers=in_runs(at)) for text, at in chosen.items()]
    return [*at, *said]


def _answers(choice: Choice, language: str) -> str:
    """The answers by their words, or all but one of them."""
    item = words_in(catalogue().item(choice.link_id), language).item
    texts = [item.option(value).text for value in choice.values]
    if len(texts) > SEVERAL and all(text.isdigit() for text in texts):
        return _("“%(first)s” to “%(last)s”", first=texts[0], last=texts[-1])
    others = [value for value in item.values if value not in choice.values]
    if len(others) == 1 and len(choice.values) >= SEVERAL:
        return _("anything but “%(answer)s”", answer=item.option(others[0]).text)
    return _(" or ").join(f"“{text}”" for text in texts)


def _sources(items: list[PaperItem]) -> list[Instrument]:
    owners = [catalogue().instrument_of(item.words.item.link_id) for item in items]
    return [owner for number, owner in enumerate(owners) if owner not in owners[:number]]
