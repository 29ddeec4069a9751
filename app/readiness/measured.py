"""What whoever watches over the house has to see, as Prometheus reads it: numbers alone, and nobody in them."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from flask import Flask
from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from app.activity import replica
from app.alerts.dead_man import count_unopened, count_untold, idle_channels
from app.alerts.numbers import owed_by_channel, unacted_by_level
from app.backup.make import newest_in_folder
from app.extensions import db, server_load
from app.extensions.other_clock import ahead_of_database
from app.extensions.replica import has_replica
from app.handoff.push.under_way import count_late
from app.intake.queue.numbers import open_by_level
from app.screening import Level
from app.settings import current_settings
from app.web import locked
from app.web.buckets import Buckets
from app.web.counting import FILES

FORGOTTEN_AFTER: Final = 300.0  # seconds for which a process did not write what it counts: it is no more


class House(Collector):
    """All of it, anew each time that somebody asks."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def collect(self) -> Iterator[Metric]:
        """What is so now, and what processes counted."""
        with self._app.app_context():
            yield from _state(self._app)
            if folder := current_settings().metrics_folder:
                yield from _counted(folder)


def registry_of(app: Flask) -> CollectorRegistry:
    """What a server of metrics asks."""
    registry = CollectorRegistry()
    registry.register(House(app))
    return registry


def as_text(app: Flask) -> str:
    """All of it, as Prometheus reads it."""
    return generate_latest(registry_of(app)).decode()


def _state(app: Flask) -> Iterator[Metric]:
    yield _number("braid_key_fits", "Whether the key file opens this database", locked.why(app) is None)
    yield from _backup()
    if current_settings().redis_url:
        buckets: Buckets = app.extensions["braid.buckets"]
        yield _number("braid_redis_up", "Whether Redis counts for all", not buckets.away())
    try:
        found = [*_waiting(), *_database()]
    except SQLAlchemyError:
        db.session.rollback()
        found = []
    yield _number("braid_database_up", "Whether the database answers", bool(found))
    yield from found
    if has_replica():
        yield from _replica()


def _backup() -> Iterator[Metric]:
    if newest := newest_in_folder():
        yield _number("braid_backup_age_seconds", "Since the newest backup", time.time() - newest.stat().st_mtime)


def _waiting() -> Iterator[Metric]:
    alerts, owed, still_open = unacted_by_level(), owed_by_channel(), open_by_level()
    counts = {level: alerts[level][0] if level in alerts else 0 for level in Level}
    ages = {level: alerts[level][1].total_seconds() for level in Level if level in alerts}
    yield _numbers("braid_alerts_waiting", "Alerts on which nobody has acted", "level", counts)
    yield _numbers("braid_alerts_oldest_seconds", "Age of the oldest of them", "level", ages)
    yield _number("braid_alerts_unopened", "Alerts that nobody opened in time", count_unopened())
    yield _number("braid_alerts_untold", "Alerts that nobody was told of in time", count_untold())
    messages = {channel: count for channel, (count, _) in owed.items()}
    in_vain = {channel: failing for channel, (_, failing) in owed.items()}
    yield _numbers("braid_messages_owed", "Messages to staff and systems that did not go out yet", "channel", messages)
    yield _numbers("braid_messages_failing", "Those of them that were tried in vain", "channel", in_vain)
    yield _number("braid_channels_idle", "Channels for which nobody goes round", len(idle_channels()))
    yield _number("braid_records_late", "Records that have not arrived for an hour", count_late())
    levels = {level: still_open.get(level, 0) for level in Level}
    yield _numbers("braid_screenings_open", "Screenings that are open", "level", levels)


def _database() -> Iterator[Metric]:
    yield _number("braid_database_bytes", "Room that the database takes up", server_load.size())
    yield _number("braid_clock_ahead_seconds", "Of this machine's clock", ahead_of_database().total_seconds())
    if limits := server_load.connections():
        nearest = max(limits, key=lambda used: used.share)
        yield _number("braid_database_connections", "Connections that are open, at the nearest limit", nearest.taken)
        yield _number("braid_database_connections_most", "Connections that may be open there", nearest.most)


def _replica() -> Iterator[Metric]:
    try:
        behind = replica.behind().total_seconds()
    except (SQLAlchemyError, replica.NotACopy):
        yield _number("braid_replica_up", "Whether the replica can be read", False)
    else:
        yield _number("braid_replica_up", "Whether the replica can be read", True)
        yield _number("braid_replica_behind_seconds", "For how long it has not known something", behind)


def _number(name: str, said: str, value: float) -> Metric:
    return GaugeMetricFamily(name, said, value=float(value))


def _numbers(name: str, said: str, label: str, values: Mapping[Any, float]) -> Metric:
    family = GaugeMetricFamily(name, said, labels=[label])
    for word, value in values.items():
        family.add_metric([str(word)], float(value))
    return family


def _counted(folder: Path) -> Iterator[Metric]:
    """The counts of all processes, each with the name of its file; what a process that is no more left goes."""
    together: dict[str, Metric] = {}
    for file in sorted(folder.glob(FILES)):
        if time.time() - file.stat().st_mtime > FORGOTTEN_AFTER:
            file.unlink(missing_ok=True)
            continue
        for family in text_string_to_metric_families(file.read_text("utf-8")):
            mine = together.setdefault(family.name, Metric(family.name, family.documentation, family.type))
            for sample in family.samples:
                mine.add_sample(sample.name, {**sample.labels, "process": file.stem}, sample.value)
    yield from together.values()
