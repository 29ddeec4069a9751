"""A queue that holds every level and age stands in exactly the order that the rule says, worked out here once more."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from app.extensions import clock
from app.settings import Settings
from tests.support.desk import ACUTE, CALM, CONTACT, POSITIVE, Desk, arrive, hire, sign_in
from tests.support.engines import on_each_engine

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=NEW_YORK)
ANSWERS = {
    "imminent": ACUTE,
    "attempt": {**CALM, "asq_4": "yes", "asq_4_when": "within_3m", "asq_5": "no"},
    "urgent": POSITIVE,
    "elevated": {**CALM, "asq_1": "skip"},
    "routine": CALM,
}
FIRST_TO_LAST = ["imminent", "attempt", "urgent", "elevated", "routine"]
AGES = [timedelta(minutes=5), timedelta(minutes=40), timedelta(hours=14), timedelta(days=2), timedelta(days=5)]
DAYS_LEFT = {"attempt": 0, "urgent": 0, "elevated": 1, "routine": 3}  # until the end of the day by which somebody acts


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Round the clock, so that a target can be worked out without any calendar."""
    return replace(settings, site_hours="Mon-Sun 00:00-24:00")


@dataclass(frozen=True)
class Waiting:
    """Somebody in the queue."""

    address: str
    kind: str
    since: datetime
    raised: datetime | None = None

    def key(self) -> tuple[int, timedelta, timedelta]:
        """By level with a recent attempt first within urgent; then furthest past the target; then the longest wait."""
        return FIRST_TO_LAST.index(self.kind), self._target() - NOW, self.since - NOW

    def _target(self) -> datetime:
        if self.kind == "imminent":
            return self.since + timedelta(minutes=30)
        day = (self.raised or self.since).astimezone(NEW_YORK).date() + timedelta(days=DAYS_LEFT[self.kind] + 1)
        return datetime.combine(day, time.min, NEW_YORK)


def come(app: Flask, kind: str, age: timedelta) -> Waiting:
    return Waiting(f"/staff/screenings/{arrive(app, ANSWERS[kind], CONTACT, ago=age)}", kind, NOW - age)


def shown(desk: Desk, address: str = "/staff/queue") -> list[str]:
    return [str(link["href"]) for link in desk.get(address).select("[data-reference] h2 a")]


@on_each_engine
def test_every_level_and_age_stands_where_the_rule_puts_it(app: Flask) -> None:
    with clock.stopped(NOW):
        desk = sign_in(app, hire(app, "coordinator"))
        everybody = [come(app, kind, age) for age in AGES for kind in reversed(FIRST_TO_LAST)]
        raised = come(app, "routine", timedelta(hours=30))
        desk.post(f"{raised.address}/level", level="urgent", text="Sounded very low.")
        claimed, tried = everybody[7].address, everybody[11].address
        desk.post(f"{claimed}/claim")
        desk.post(f"{tried}/attempts", outcome="no_answer")
        expected = sorted([*everybody, replace(raised, kind="urgent", raised=NOW)], key=Waiting.key)
        assert shown(desk) == [waiting.address for waiting in expected]
        urgent = [waiting.address for waiting in expected if waiting.kind in ("attempt", "urgent")]
        assert shown(desk, "/staff/queue?level=urgent") == urgent
