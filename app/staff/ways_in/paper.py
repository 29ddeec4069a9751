"""The questions as a form to print: every one that may be asked here, word for word, beside what else a sheet needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask_babel import force_locale
from flask_babel import gettext as _

from app.asking.consent import told
from app.asking.wording import ItemWords, part_name, words_in
from app.crisis.choose import crisis_line
from app.extensions import N_
from app.instruments import SKIP_TEXT, Instrument, catalogue
from app.screening import plan
from app.sites import Site
from app.staff.ways_in.for_whom import asked_on_paper, for_the_young, for_whom
from app.web.help_lines import line_view

CONTACT: Final = (
    N_("Your name"),
    N_("A name that is safe to ask for"),
    N_("Phone number"),
    N_("Email"),
    N_("Who else may answer?"),
    N_("Best days and times"),
)
ALLOWED: Final = (N_("You may call me"), N_("You may text me"), N_("You may leave a message"))


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
    asked = asked_on_paper(site)
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
            hint=for_whom(reasons, numbers, language),
            young=for_the_young(site, numbers) if item.link_id == plan().file.youth.after else "",
        )
        before = owner


def _parts(items: list[PaperItem]) -> list[PaperPart]:
    part_of = {planned.item.link_id: step.part for step in plan().steps for planned in step.items}
    found: dict[str, list[PaperItem]] = {}
    for item in items:
        found.setdefault(part_of[item.words.item.link_id], []).append(item)
    return [PaperPart(part_name(part), listed) for part, listed in found.items()]


def _sources(items: list[PaperItem]) -> list[Instrument]:
    owners = [catalogue().instrument_of(item.words.item.link_id) for item in items]
    return [owner for number, owner in enumerate(owners) if owner not in owners[:number]]
