"""An application with a database of its own for every test, on each engine that Braid runs on."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from app import migrations
from app.extensions import clock
from app.extensions.clock import StoppedClock
from app.settings import Settings
from tests.support.postgresql import PostgresServer, postgres_server
from tests.support.running import running


@dataclass
class Engines:
    """Makes databases whose tables are there already. Each engine is prepared once, when first asked for."""

    folder: Path
    postgres: Callable[[], PostgresServer]

    def new_settings(self, engine: str, instance: Path) -> Settings:
        """The settings of a new, empty installation on this engine."""
        settings = Settings(env="test", instance=instance, rate_limits=False)
        if engine == "postgresql":
            name = self.postgres().new_database(like=self.prepared_postgres)
            return replace(settings, database_url=self.postgres().address_of(name))
        instance.mkdir(parents=True)
        shutil.copy(self.prepared_sqlite, instance / "braid.sqlite")
        shutil.copy(self.folder / "braid.key", instance / "braid.key")
        return settings

    @contextmanager
    def installation(self, engine: str, instance: Path) -> Iterator[Settings]:
        """The settings of a new installation while it is needed."""
        settings = self.new_settings(engine, instance)
        try:
            yield settings
        finally:
            if engine == "postgresql":
                self.postgres().drop(settings.database_url)

    @cached_property
    def prepared_sqlite(self) -> Path:
        self._migrate(Settings(env="test", instance=self.folder))
        return self.folder / "braid.sqlite"

    @cached_property
    def prepared_postgres(self) -> str:
        name = self.postgres().new_database()
        address = self.postgres().address_of(name)
        self._migrate(Settings(env="test", instance=self.folder / "for-postgresql", database_url=address))
        return name

    @staticmethod
    def _migrate(settings: Settings) -> None:
        with running(settings) as app:
            migrations.upgrade(app)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server for this run."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def engines(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Engines:
    """Ready-made databases; PostgreSQL is started by the first test that wants it."""
    return Engines(tmp_path_factory.mktemp("engines"), lambda: request.getfixturevalue("postgres"))


@pytest.fixture
def settings(engines: Engines, engine: str, tmp_path: Path) -> Iterator[Settings]:
    """The settings of a new installation. A test module may change them with a fixture of its own."""
    with engines.installation(engine, tmp_path / "instance") as settings:
        yield settings


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The whole application."""
    with running(settings) as app:
        yield app


@pytest.fixture
def in_app(app: Flask) -> Iterator[Flask]:
    """The same, and the test runs inside it: it may call use cases and read tables."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript."""
    return app.test_client()


@pytest.fixture
def run(app: Flask) -> FlaskCliRunner:
    """The command line of the application."""
    return app.test_cli_runner()


NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)  # a Monday, in the zone of a new centre


@pytest.fixture
def stopped() -> Iterator[StoppedClock]:
    """A clock that stands at noon until it is moved."""
    with clock.stopped(NOON) as moving:
        yield moving
