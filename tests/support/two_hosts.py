"""A centre that has grown: two machines that serve, a third with PostgreSQL and Redis, and nginx before them, here."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from tests.support.certificate import certificate_for, serving_with
from tests.support.data_machine import Postgres, RedisServer, postgres_on, redis_on
from tests.support.divided import Divided, divided
from tests.support.load.checker import Kept, check, untold
from tests.support.load.logbook import Logbook
from tests.support.load.person import Person
from tests.support.load.standing import session_cookie, stand_at_check
from tests.support.machines import HERE, Machine, machines
from tests.support.nginx import DESK, PERSON, Proxy, balancer
from tests.support.through_nginx import ThroughNginx
from tests.support.web_machine import SIDES, Served, Side, served
from tests.support.webhook import SECRET, Hook, hook_server

WEB: Final = ("web1", "web2")
CABLES: Final = (("here", "web1"), ("here", "web2"), ("web1", "data"), ("web2", "data"))
LADDER: Final = "[[every_site]]\nafter_minutes = 0\nwebhook = true\n"
TOLD_WITHIN: Final = 120.0  # seconds: whoever was lost with a message in hand keeps it for a minute


@dataclass
class TwoHosts:
    """`sides`: the same installation in this process, to prepare people and to look."""

    machines: dict[str, Machine]
    web: dict[str, dict[Side, Served]]
    postgres: Postgres
    redis: RedisServer
    front: Proxy
    sides: Divided
    hook: Hook
    book: Logbook

    def ready(self, count: int) -> list[Person]:
        """So many who have answered everything and only have to press send."""
        return [self._somebody_ready() for _ in range(count)]

    def somebody(self) -> Person:
        """Who has not begun yet."""
        return Person(self.book.new_key(), ThroughNginx(self.front), self.book)

    def _somebody_ready(self) -> Person:
        key, browser = self.book.new_key(), ThroughNginx(self.front)
        cookie = session_cookie(stand_at_check(self.sides.patient, key), PERSON)
        cookie.name, cookie.secure = "__Host-s", True  # as it is over TLS
        browser.cookies.set_cookie(cookie)
        return Person(key, browser, self.book, has_begun=True)

    def lose(self, name: str) -> None:
        """A machine that serves is gone between two words: nobody is told, not even that a connection is over."""
        self.machines[name].pull_the_plug()
        for one in self.web[name].values():
            one.kill9()

    def check(self) -> Kept:
        """Once everybody was told: what stands there, beside what people were told. No name stands in any file."""
        deadline = time.monotonic() + TOLD_WITHIN
        while untold(self.sides.staff, set(self.hook.ids)) and time.monotonic() < deadline:
            time.sleep(0.2)
        logs = [one.log for sides in self.web.values() for one in sides.values()]
        return check(self.sides.staff, self.book, set(self.hook.ids), logs)


@contextmanager
def two_hosts(folder: Path) -> Iterator[TwoHosts]:
    """All of it while it is needed."""
    with (
        machines(*WEB, "data", cables=CABLES) as made,
        hook_server(serving_with(certificate_for(made["here"].address, folder)), made["here"].address) as hook,
        postgres_on(made["data"]) as postgres,
        redis_on(made["data"], folder) as redis,
        divided(postgres.here, folder) as sides,
        served({name: made[name] for name in WEB}, folder, _settings(folder, sides, postgres, redis, hook)) as web,
    ):
        patient, staff = ([web[name][side].address for name in WEB] for side in SIDES)
        (folder / "nginx").mkdir()
        with balancer(folder / "nginx", patient, staff) as front:
            yield TwoHosts(made, web, postgres, redis, front, sides, hook, Logbook(folder / "people.log"))


def _settings(
    folder: Path, sides: Divided, postgres: Postgres, redis: RedisServer, hook: Hook
) -> dict[str, dict[str, str]]:
    """As deploy/ has them: the same on both machines, but for the role of each side."""
    (folder / "ladder.toml").write_text(LADDER, "utf-8")
    common = {
        "BRAID_KEY_FILE": str(folder / "instance" / "braid.key"),
        "BRAID_REDIS_URL": f"redis://{redis.address}/0",
        "BRAID_PROXIES": "1",
        "BRAID_TRUSTED_HOSTS": f"{PERSON},{DESK},{HERE}",
        "BRAID_BASE_URL": f"https://{DESK}",
        "BRAID_PERSON_URL": f"https://{PERSON}",
        "BRAID_CLINIC_NETWORKS": f"{HERE}/32",  # behind which sit many people
        "BRAID_WEBHOOK_URL": hook.url.replace("http:", "https:"),
        "SSL_CERT_FILE": str(folder / "certificate.pem"),
        "BRAID_WEBHOOK_SECRET": SECRET,
        "BRAID_ALERT_LADDER": str(folder / "ladder.toml"),
    }
    name = make_url(sides.address).database
    addresses = {side: f"postgresql+psycopg://braid_{side}@{postgres.address}/{name}" for side in SIDES}
    return {side: common | {"BRAID_DATABASE_URL": addresses[side]} for side in SIDES}
