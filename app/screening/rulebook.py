"""Loading the rules: shared predicates, risk flags, and what answers mean together, as validated data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from app.definitions import Definition, DefinitionError, Fault, read_pinned, validate
from app.instruments.catalogue import Catalogue, catalogue
from app.instruments.conditions import Condition, ConditionError, compile_condition
from app.instruments.model import marks_of
from app.instruments.truth import TRUE
from app.screening.level import Level

DEFINITIONS = Path(__file__).parent / "definitions"
ALWAYS = "always"


class RiskRule(Definition):
    """A risk flag: when it is raised, how pressing it is, what staff and the person read, and where it is from.

    Whatever else it brings stands here too; risk.toml says what each field does.
    """

    id: str
    level: Annotated[Level, BeforeValidator(Level)]
    when: str
    reason: str
    source: str
    tell: str | None = None
    first: bool = False
    weighs: Literal["mood", "use"] | None = None
    settle: Literal["suicide_questions", "withdrawal", "mania"] | None = None
    help_first: bool = False
    advise: str | None = None
    no_letter: bool = False

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.level is Level.IMMINENT and not self.tell:
            raise Fault("tell", f"{self.id} is imminent: the person has to meet a text")
        return self

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of conditions that hold whenever this flag does."""
        by_choice = (self.weighs and f"{self.weighs}_flag", self.settle and f"settle_{self.settle}")
        return (f"{self.level}_flag", *filter(None, by_choice))

    @property
    def advice(self) -> str | None:
        """The text whose advice the letter gives after this flag."""
        return self.advise or self.tell


class Interrupt(Definition):
    """An answer after which the person meets the help page although no new imminent flag was raised."""

    item: str
    when: str
    tell: str


class Remark(Definition):
    """Something staff should know that never raises a level."""

    id: str
    when: str
    text: str


class Pattern(Definition):
    """How low mood and use lie in time."""

    id: str
    sentence: str
    when: str = ALWAYS


class Quadrant(Definition):
    """Which side needs the lead."""

    id: str
    track: str
    because: str
    when: str = ALWAYS


class Reason(Definition):
    """Why a track is suggested."""

    id: str
    leads_to: str
    when: str
    because: str


class RiskFile(Definition):
    """risk.toml"""

    version: str
    flags: tuple[RiskRule, ...]
    interrupts: tuple[Interrupt, ...]
    extras: tuple[Remark, ...]


class InterplayFile(Definition):
    """interplay.toml"""

    predicates: dict[str, str]
    temporal: tuple[Pattern, ...]
    quadrants: tuple[Quadrant, ...]
    tracks: dict[str, str]
    reasons: tuple[Reason, ...]
    settle_first: tuple[Remark, ...]
    phases: dict[str, str]
    caveats: tuple[Remark, ...]


@dataclass(frozen=True)
class Rulebook:
    """All rules, and every named condition (predicates and flags) compiled."""

    catalogue: Catalogue
    risk: RiskFile
    interplay: InterplayFile
    named: Mapping[str, Condition]

    def reads(self, condition: Condition) -> frozenset[str]:
        """Every linkId a condition reads, through predicates, flags and scores. Raises KeyError for an unknown name."""
        through_names = (self.reads(self.named[name]) for name in condition.names)
        through_scores = (self.catalogue.scored_items(key) for key in condition.scores)
        return condition.items.union(*through_names, *through_scores)

    def compile(self, file: str, key: str, text: str) -> Condition:
        """A condition of another data file, ready to be asked. Raises DefinitionError for a name that means nothing."""
        return _Checker(self.catalogue, self.named).condition(file, key, text)

    def rule(self, flag_id: str) -> RiskRule:
        """The rule of a flag. Raises KeyError if there is none."""
        return self.by_id[flag_id]

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """What staff should know besides: the extras of risk.toml, and the marks that instruments give."""
        instruments = self.catalogue.instruments.values()
        marks = (mark for instrument in instruments for mark in marks_of(instrument))
        return (*self.risk.extras, *(Remark(id=mark.id, when=mark.when, text=mark.text) for mark in marks))

    @cached_property
    def help_first(self) -> frozenset[str]:
        """The flags after which the letter begins with help, as it does after every imminent one."""
        return frozenset(rule.id for rule in self.risk.flags if rule.help_first)

    @cached_property
    def no_letter(self) -> frozenset[str]:
        """The flags after which nothing is sent by post."""
        return frozenset(rule.id for rule in self.risk.flags if rule.no_letter)

    @cached_property
    def by_id(self) -> dict[str, RiskRule]:
        """Flag id -> rule."""
        return {rule.id: rule for rule in self.risk.flags}


@cache
def rulebook() -> Rulebook:
    """The rules that ship with Braid. Raises DefinitionError as `load_rulebook`."""
    return load_rulebook(DEFINITIONS, catalogue())


def load_rulebook(directory: Path, items: Catalogue) -> Rulebook:
    """Load and validate the rules.

    Raises DefinitionError, one line with file and key: an unknown key, item, score, band, module, predicate or flag, a
    flag that stands below the one that names it, a name used twice, an imminent flag without a text, a changed file.
    """
    files = read_pinned(directory)
    risk = validate(RiskFile, "risk.toml", files["risk.toml"])
    interplay = validate(InterplayFile, "interplay.toml", files["interplay.toml"])
    named: dict[str, Condition] = {ALWAYS: Condition(ALWAYS, lambda scope: TRUE)}
    known = _Checker(items, named)
    known.define("predicates.toml", files["predicates.toml"].items())
    known.define("risk.toml", ((rule.id, rule.when) for rule in risk.flags))
    known.define("risk.toml", _groups(risk.flags).items())
    known.define("interplay.toml", interplay.predicates.items())
    known.check("risk.toml", ((f"interrupts.{rule.item}", rule.when) for rule in risk.interrupts))
    known.check("risk.toml", ((rule.id, rule.when) for rule in risk.extras))
    for rules in _all_of(interplay):
        known.check("interplay.toml", ((rule.id, rule.when) for rule in rules))
    for reason in interplay.reasons:
        if reason.leads_to not in interplay.tracks:
            raise DefinitionError("interplay.toml", reason.id, f"{reason.leads_to} is no track")
    for unknown in {rule.item for rule in risk.interrupts} - items.items.keys():
        raise DefinitionError("risk.toml", f"interrupts.{unknown}", "is no item of the catalogue")
    return Rulebook(items, risk, interplay, known.named)


def _groups(flags: Iterable[RiskRule]) -> dict[str, str]:
    """Conditions that hold as soon as one of several flags does: those of a level, and those of one consequence."""
    members: dict[str, list[str]] = {}
    for rule in flags:
        for group in rule.groups:
            members.setdefault(group, []).append(rule.id)
    return {group: " or ".join(ids) for group, ids in members.items()}


def _all_of(interplay: InterplayFile) -> Iterable[tuple[Pattern | Quadrant | Reason | Remark, ...]]:
    return interplay.temporal, interplay.quadrants, interplay.reasons, interplay.settle_first, interplay.caveats


class _Checker:
    """Compiles conditions in order and refuses whatever they name that does not exist (yet)."""

    def __init__(self, items: Catalogue, named: Mapping[str, Condition]) -> None:
        self.items, self.named = items, dict(named)

    def define(self, file: str, texts: Iterable[tuple[str, str]]) -> None:
        for name, text in texts:
            if name in self.named:
                raise DefinitionError(file, name, "stands twice")
            self.named[name] = self.condition(file, name, text)

    def check(self, file: str, texts: Iterable[tuple[str, str]]) -> None:
        for name, text in texts:
            self.condition(file, name, text)

    def condition(self, file: str, key: str, text: str) -> Condition:
        try:
            condition = compile_condition(text)
        except ConditionError as error:
            raise DefinitionError(file, key, str(error)) from error
        for unknown in sorted(condition.items - self.items.items.keys() | condition.names - self.named.keys()):
            raise DefinitionError(file, key, f"names {unknown}, which is neither an item nor defined above")
        for unknown in sorted(condition.scores - self.items.score_keys):
            raise DefinitionError(file, key, f"asks for the score of {unknown}, which is no instrument with a score")
        for score, band in sorted(condition.bands, key=str):
            if band not in (bands := self.items.bands_of_score(score)):
                raise DefinitionError(
                    file, key, f"{band!r} is no band of {score}, which has {', '.join(bands) or 'none'}"
                )
        for unknown in sorted(condition.modules - set(self.items.modules)):
            raise DefinitionError(file, key, f"asks for the module {unknown}, which is no optional instrument")
        return condition
