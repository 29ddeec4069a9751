"""What holds for every test: nothing leaves this machine, no mail is sent, no setting leaks in."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import Phase, settings

from tests.support import in_memory, isolation
from tools.absent import in_ci

PLUGINS = ("live_server", "browser", "engines", "application", "fault_report")
pytest_plugins = [f"tests.support.{name}" for name in PLUGINS]

for name in [name for name in os.environ if name.startswith("BRAID_")]:
    del os.environ[name]

isolation.install()
in_memory.use()

# No deadline: how fast a machine is proves nothing. No explaining: it can take longer than everything else together.
SEARCH = (Phase.explicit, Phase.reuse, Phase.generate, Phase.target, Phase.shrink)
settings.register_profile("braid", deadline=None, derandomize=in_ci(), phases=SEARCH, print_blob=True)
settings.load_profile("braid")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a worker with a browser waits half of its time."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever uses a browser first sees that there is one, and is marked: `-m "not browser"` leaves it out."""
    for item in items:
        if isinstance(item, pytest.Function) and "browser" in item.fixturenames:
            item.fixturenames.insert(0, "browser_is_here")
            item.add_marker("browser")


@pytest.fixture(autouse=True)
def isolated(request: pytest.FixtureRequest) -> Iterator[None]:
    """A unit test reaches no database."""
    is_unit = "unit" in request.path.relative_to(request.config.rootpath).parts
    with isolation.without_database() if is_unit else isolation.with_database():
        yield
