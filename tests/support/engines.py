"""On which database engine a test runs: on SQLite, unless it is marked or `--engine` says otherwise."""

from typing import Final

import pytest

ENGINES: Final = ("sqlite", "postgresql")
EACH: Final = "each"

on_each_engine = pytest.mark.engines(*ENGINES)
on_sqlite = pytest.mark.engines("sqlite")  # about its files, or about what it alone is told
on_postgresql = pytest.mark.engines("postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    """What a change of the storage is tried with."""
    words = "run only tests with a database, all of them on this engine; each: run everything, these tests on both"
    parser.addoption("--engine", choices=(*ENGINES, EACH), help=words)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run whatever has a database on its engines. A mark holds whatever the option says."""
    if "engine" not in metafunc.fixturenames:
        return
    mark, asked = metafunc.definition.get_closest_marker("engines"), metafunc.config.getoption("engine")
    if mark or asked:
        engines = mark.args if mark else _asked(asked)
        metafunc.parametrize("engine", [_param(engine) for engine in engines], indirect=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what does not run on the one engine that was asked for."""
    asked = config.getoption("engine")
    if asked in ENGINES:
        left_out = [item for item in items if engine_of(item) != asked]
        items[:] = [item for item in items if engine_of(item) == asked]
        config.hook.pytest_deselected(items=left_out)


def engine_of(item: pytest.Item) -> str | None:
    """The engine on which a test was told to run."""
    call = getattr(item, "callspec", None)
    return call.params.get("engine") if call else None


def _asked(option: str) -> tuple[str, ...]:
    return ENGINES if option == EACH else (option,)


def _param(engine: str) -> object:
    return pytest.param(engine, marks=pytest.mark.postgres) if engine == "postgresql" else engine


@pytest.fixture(scope="module")
def engine(request: pytest.FixtureRequest) -> str:
    """The engine of a test. Of a module, so that an application for all of it may stand on it."""
    return str(getattr(request, "param", "sqlite"))
