"""What is inside a draft's seal. Plain data that becomes JSON and comes back unchanged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Literal

from app.instruments import Answer
from app.screening import Level
from app.screening.path import Offer

EventKind = Literal["raised", "changed", "superseded"]
Mode = Literal["self", "device", "phone", "paper", "in_person", "drill"]  # own device, centre's, entered by staff
DRILL: Final = "drill"
STAFF_MODES: Final[tuple[Mode, ...]] = ("phone", "in_person", "paper")

OWN_MODES: Final = ("self", "device")  # somebody who answers by themselves


@dataclass(frozen=True)
class RiskEvent:
    """A rule began to hold (`raised`); an answer changed, so that it no longer does (`changed`); another rule took its
    place (`superseded`).
    """

    at: datetime
    kind: EventKind
    flag: str
    level: Level
    because: tuple[str, ...] = ()
    reason: str = ""  # kept with the event, because rules may be reworded or go
    first: bool = False


@dataclass(frozen=True)
class Shown:
    """Help texts the person was shown after a step; none once they have changed the answer that needed it."""

    at: datetime
    step: int
    tells: tuple[str, ...]


@dataclass(frozen=True)
class ConsentGiven:
    """The consent text agreed to. `rights`: the version of what the law says, as it stood beside it."""

    version: str
    text_hash: str
    at: datetime
    language: str = "en"
    rights: str = ""


@dataclass(frozen=True)
class Receipt:
    """What the person got in return: the screening made of this draft."""

    screening_id: str
    reference: str
    sent_at: datetime | None = None
    call_asked_at: datetime | None = None


@dataclass
class DraftState:
    """One person's screening while it lasts."""

    started_at: datetime
    visit_at: datetime  # when the person began or came back
    consent: ConsentGiven | None = None
    answers: dict[str, Answer] = field(default_factory=dict)
    asked_in: dict[str, str] = field(default_factory=dict)  # linkId -> language, where a question was not in English
    events: list[RiskEvent] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    contact: dict[str, str] = field(default_factory=dict)
    contact_seen: bool = False
    code_offered: bool = False
    offer: Offer | None = None
    receipt: Receipt | None = None
    mode: Mode = "self"
    invite: str | None = None  # by which it was begun
    entered_by: str | None = None  # the member of staff who writes the answers down
    written_on: date | None = None  # on the sheet, where they stand on paper
    parts_begun: dict[str, datetime] = field(default_factory=dict)  # part -> when something in it was first answered
    marks: list[str] = field(default_factory=list)  # by which a program may be told, from `suspect.py`

    def shown_after(self, step: int) -> tuple[str, ...]:
        """The help texts that the person was last shown after a step; often none."""
        return next((entry.tells for entry in reversed(self.shown) if entry.step == step), ())

    @property
    def last_help(self) -> Shown | None:
        """What the person was last shown; None if no answer has needed help so far."""
        return next((entry for entry in reversed(self.shown) if entry.tells), None)

    def to_json(self) -> dict[str, Any]:
        """JSON-ready content."""
        return {key: _plain(value) for key, value in vars(self).items()}

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> "DraftState":
        """The state that `to_json` was made of."""
        return cls(
            started_at=datetime.fromisoformat(raw["started_at"]),
            visit_at=datetime.fromisoformat(raw.get("visit_at", raw["started_at"])),  # begun before there were codes
            consent=_consent(raw["consent"]),
            answers=stored_answers(raw["answers"]),
            asked_in=raw.get("asked_in", {}),  # drafts begun before there were languages
            events=[risk_event(event) for event in raw["events"]],
            shown=[shown(entry) for entry in raw["shown"]],
            contact=raw["contact"],
            contact_seen=raw["contact_seen"],
            code_offered=raw.get("code_offered", False),
            offer=raw["offer"],
            receipt=_receipt(raw["receipt"]),
            mode=raw.get("mode", "self"),  # begun before there were others
            invite=raw.get("invite"),
            entered_by=raw.get("entered_by"),
            written_on=day_of(raw.get("written_on")),
            parts_begun={part: _time(at) for part, at in raw.get("parts_begun", {}).items()},  # or nobody counted yet
            marks=raw.get("marks", []),
        )


def plain(value: RiskEvent | Shown | ConsentGiven | Receipt) -> dict[str, Any]:
    """Any of the types above as JSON-ready data."""
    return {key: _plain(part) for key, part in vars(value).items()}


def risk_event(raw: dict[str, Any]) -> RiskEvent:
    """A RiskEvent from JSON."""
    known = {"at": _time(raw["at"]), "level": Level(raw["level"]), "because": tuple(raw["because"])}
    return RiskEvent(**{**raw, **known})


def shown(raw: dict[str, Any]) -> Shown:
    """A Shown from JSON."""
    return Shown(_time(raw["at"]), raw["step"], tuple(raw["tells"]))


def day_of(text: str | None) -> date | None:
    """The day on a sheet, as it is kept; most screenings have none."""
    return date.fromisoformat(text) if text else None


def _plain(value: object) -> object:
    match value:
        case None | str() | int():
            return value
        case date():  # and so a datetime
            return value.isoformat()
        case dict():
            return {key: _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case RiskEvent() | Shown() | ConsentGiven() | Receipt():
            return plain(value)
    raise TypeError(f"a draft holds no {type(value).__name__}")


def stored_answers(raw: Mapping[str, int | str | list[str]]) -> dict[str, Answer]:
    """Answers by linkId as JSON kept them: several choices at one question came back as a list."""
    return {link_id: tuple(value) if isinstance(value, list) else value for link_id, value in raw.items()}


def _consent(raw: dict[str, Any] | None) -> ConsentGiven | None:
    if raw is None:
        return None
    language = raw.get("language", "en")  # given before there were languages
    return ConsentGiven(raw["version"], raw["text_hash"], _time(raw["at"]), language, raw.get("rights", ""))


def _receipt(raw: dict[str, Any] | None) -> Receipt | None:
    if raw is None:
        return None
    sent_at, call_asked_at = (raw[key] and _time(raw[key]) for key in ("sent_at", "call_asked_at"))
    return Receipt(raw["screening_id"], raw["reference"], sent_at, call_asked_at)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
