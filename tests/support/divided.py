"""Braid divided as for two host names: a process and a role of PostgreSQL for each side, over one database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from flask import Flask
from sqlalchemy import make_url

from app.settings import Settings
from tests.support.live_server import ROOT
from tests.support.postgresql import PostgresServer
from tests.support.running import running

ROLES = ROOT / "deploy" / "postgres" / "roles.sql"


@dataclass
class Divided:
    """The two applications, what the owner's needs to run, and how each of the roles signs in."""

    patient: Flask
    staff: Flask
    owner: Settings
    address: str

    def connect(self, role: str) -> psycopg.Connection:
        """A connection of this role, as a program of its own would open it."""
        return psycopg.connect(as_role(self.address, role).replace("+psycopg", ""), autocommit=True)


def as_role(address: str, role: str) -> str:
    """The same database, signed in to as this role."""
    return make_url(address).set(username=role).render_as_string(hide_password=False)


@contextmanager
def divided(server: PostgresServer, folder: Path) -> Iterator[Divided]:
    """An empty database, brought up to date and shared out as an operator does it."""
    address = server.address_of(server.new_database())
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as superuser:
        superuser.execute(ROLES.read_text("utf-8"))
    common = Settings(env="test", instance=folder / "instance", rate_limits=False)
    owner = replace(common, database_url=as_role(address, "braid_owner"))
    with running(owner) as owners:
        for command in (["db", "upgrade"], ["grants"]):
            done = owners.test_cli_runner().invoke(args=command)
            assert done.exit_code == 0, done.output
    patient = replace(common, surface="patient", database_url=as_role(address, "braid_patient"))
    staff = replace(common, surface="staff", database_url=as_role(address, "braid_staff"))
    try:
        with running(patient) as patients, running(staff) as staffs:
            yield Divided(patients, staffs, owner, address)
    finally:
        server.drop(address)
